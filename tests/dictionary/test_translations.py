"""One codebook with patterns in several languages: its files, and by which of them a text is coded."""

from collections import Counter

import pytest
from conftest import SEEDS
from helpers.languages import GERMAN, TEXTS, THEMES, TRANSLATIONS, write_codebook
from themeline.corpus.choice import choose_documents
from themeline.corpus.reference import read_corpus
from themeline.dictionary.codebook import Codebook
from themeline.dictionary.codebook_files import read_codebook, read_translation
from themeline.dictionary.edit import Change, changed
from themeline.dictionary.kwic import keyword_in_context
from themeline.dictionary.lint import examine_translation
from themeline.dictionary.mentions import find_mentions, list_mentions
from themeline.errors import InputError
from themeline.figures.plots.themes import plot_themes
from themeline.measures.words import word_frequencies
from themeline.text.document import BODY, parse_document
from themeline.text.metadata import Known, TextRecord
from themeline.validity.coding_sheets import read_sheets
from themeline.validity.scores import found_by, theme_scores


def counts(document, codebook):
    found = Counter(mention.theme for mention in list_mentions(document, codebook))
    return tuple(found[theme] for theme in codebook.ids)


def test_files_beside_a_codebook_are_read_with_it(tmp_path):
    codebook = read_codebook(write_codebook(tmp_path, "ru", "fr"))
    assert codebook.all_languages == ("en", "fr", "ru")
    russian = codebook.in_language("ru")
    assert (russian.languages, russian.translations) == (("ru",), ())
    # In the codebook's order, with its ids, definitions, and colours; a name that is not given stays.
    assert russian.labels == {"nuclear": "Ядерное оружие", "maritime": "Флот", "diplomacy": "Diplomacy"}
    assert russian.colours == codebook.colours
    assert russian.theme("nuclear").definition == "Weapons of that kind."
    assert russian.theme("nuclear").exceptions == ("безъядерн* ядерн* оружи*",)
    for own in ("", "en"):
        assert codebook.in_language(own) == read_codebook(write_codebook(tmp_path / "alone", "ru")).in_language("en")
    with pytest.raises(InputError, match="has none in German; there are patterns in English, French and Russian"):
        codebook.in_language("de")


@pytest.fixture(autouse=True)
def _alone(tmp_path):
    (tmp_path / "alone").mkdir()


def test_what_other_programs_wrote_has_no_translations(tmp_path):
    (tmp_path / "d.yml").write_text("nuclear:\n  - warhead*\n", encoding="utf-8")
    (tmp_path / "d.ru.yml").write_text("nuclear:\n  - боеголов*\n", encoding="utf-8")
    assert read_codebook(tmp_path / "d.yml").all_languages == ()
    assert read_codebook(tmp_path / "d.ru.yml").themes[0].patterns == ("боеголов*",)


def test_patterns_that_find_too_little_are_said_not_to_be_validated(tmp_path):
    path = write_codebook(tmp_path, "ru", "fr", "es")
    for language, f1 in (("ru", "0.59"), ("fr", "0.6")):
        file = tmp_path / f"{path.stem}.{language}.yaml"
        file.write_text(file.read_text("utf-8").replace("themes:", f"f1: {f1}\nthemes:", 1), encoding="utf-8")
    codebook = read_codebook(path)
    assert codebook.doubts_about(["fr", "es", "en", "ru", ""]) == [
        "the patterns in Spanish are not validated (F1 was not measured)",
        "the patterns in Russian are not validated (F1 0.59)",
    ]
    document = parse_document(TEXTS["ru"][0], name="text")
    mentions = find_mentions(document, codebook)
    said = plot_themes(document, codebook.only(["nuclear", "maritime"]), mentions).text
    assert said.subtitle.endswith(". The patterns in Russian are not validated (F1\u00a00.59).")
    french = parse_document(TEXTS["fr"][0], name="text")
    assert "validated" not in plot_themes(french, codebook, find_mentions(french, codebook)).text.subtitle
    (tmp_path / "texts").mkdir()
    for language in ("en", "ru"):
        (tmp_path / "texts" / f"{language}.txt").write_text(TEXTS[language][0], encoding="utf-8")
    assert (
        "the patterns in Russian are not validated (F1 0.59)"
        in read_corpus(str(tmp_path / "texts"), codebook, choose_documents()).remarks
    )


def test_the_f1_that_a_shipped_file_states_is_what_its_test_sheet_gives():
    codebook = read_codebook(SEEDS / "themes.yaml")
    for one in codebook.translations:
        coded = read_sheets([SEEDS / "coding" / one.language / "test.csv"], codebook).of_roles(BODY)
        scores = theme_scores(found_by(coded, codebook), coded.codes, coded.themes)
        # The plain mean over themes, each from its hits, misses and false alarms.
        of_theme = 2 * scores["hits"] / (2 * scores["hits"] + scores["false_alarms"] + scores["misses"])
        assert one.f1 == pytest.approx(of_theme.mean(), abs=0.005), one.language


def test_a_changed_codebook_finds_by_its_own_patterns(tmp_path):
    codebook = read_codebook(write_codebook(tmp_path))
    english, russian = (parse_document(TEXTS[language][0], name="text") for language in ("en", "ru"))
    before = counts(english, codebook), counts(russian, codebook)
    # "evening" stands in the text once; it was looked at with the codebook of before already.
    more = changed(codebook, [Change("maritime", "add", "evening")])
    assert (more.ids, more.labels) == (codebook.ids, codebook.labels)
    nuclear, maritime, diplomacy = before[0]
    assert counts(english, more) == (nuclear, maritime + 1, diplomacy)
    assert (counts(english, codebook), counts(russian, more)) == (before[0], before[1])
    fewer = codebook.model_copy(update={"themes": codebook.themes[:1]})
    assert fewer.ids == ["nuclear"]


def test_workers_and_parts_of_a_codebook_keep_the_translations(tmp_path):
    codebook = read_codebook(write_codebook(tmp_path))
    assert Codebook.model_validate_json(codebook.model_dump_json(exclude_defaults=True)) == codebook
    some = codebook.only(["maritime", "nuclear"])
    assert some.in_language("ru").labels == {"nuclear": "Ядерное оружие", "maritime": "Флот"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("language: ru", "language: uk", r"themes\.ru\.yaml:1: 'language' is uk, but the file's name says ru"),
        (
            "  - id: maritime\n    label: Флот\n",
            "  - id: maritim\n",
            r":10: there is no theme 'maritim' in the codeb",
        ),
        ("  - id: maritime\n", "  - id: nuclear\n", r":10: the id 'nuclear' is used twice"),
        ("  - id: maritime\n", "  - id: nuclear\n", r":3: the theme 'maritime' is missing; add it"),
        ("label: Флот", "definition: Флот", r":11: unknown key 'themes\.2\.definition'"),
        ("patterns: [договор*, переговор*]", "patterns: []", r":5: 'themes\.0\.patterns'"),
    ],
)
def test_faults_of_a_translation_are_named_with_their_line(tmp_path, old, new, message):
    file = write_codebook(tmp_path, "ru")
    assert TRANSLATIONS["ru"].count(old) == 1
    (tmp_path / "themes.ru.yaml").write_text(TRANSLATIONS["ru"].replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_codebook(file)


def test_patterns_are_looked_at_by_check_and_when_a_text_comes(tmp_path, themeline):
    """Thousands of them would keep everybody waiting who has no text in their language."""
    file = write_codebook(tmp_path, "ru")
    wrong = TRANSLATIONS["ru"].replace("переговор*", "'а,б', ДОГОВОР*")
    (tmp_path / "themes.ru.yaml").write_text(wrong, encoding="utf-8")
    codebook = read_codebook(file)
    assert counts(parse_document(TEXTS["en"][0], name="t"), codebook) == TEXTS["en"][1]
    message = "^the patterns of 'diplomacy' in Russian: pattern 'а,б': 'а,б' is not a word; .* check names the line$"
    with pytest.raises(InputError, match=message):
        list_mentions(parse_document(TEXTS["ru"][0], name="t"), codebook)
    with pytest.raises(InputError) as caught:
        read_translation(tmp_path / "themes.ru.yaml", codebook, patterns=True)
    assert [(fault.line, fault.what[:24]) for fault in caught.value.faults] == [
        (5, "pattern 'а,б': 'а,б' is "),
        (5, "'ДОГОВОР*' of theme 'dip"),
    ]
    (tmp_path / "t.txt").write_text("The ships of the fleet.", encoding="utf-8")
    done = themeline("check", "--essay", "t.txt", "--codebook", "themes.yaml")
    assert done.returncode == 1 and "themes.ru.yaml:5: pattern 'а,б'" in done.stderr


def test_a_star_for_what_is_elided_is_warned_of(tmp_path):
    file = write_codebook(tmp_path, "fr")
    text = TRANSLATIONS["fr"].replace("ogive*]", '"CAPS/*\'OTAN NEAR/3 sortie|*’ogive*", "*l\'arme"]')
    (tmp_path / "themes.fr.yaml").write_text(text, encoding="utf-8")
    codebook = read_codebook(file)
    faults = examine_translation(codebook, *read_translation(tmp_path / "themes.fr.yaml", codebook), None)
    assert [(fault.severity, fault.what, fault.advice) for fault in faults if "elided" in fault.what] == [
        ("warning", f"'{word}' finds nothing, since what is elided is a word of its own",
         f"write {better}, which is found behind an article too")
        for word, better in (("CAPS/*'OTAN", "CAPS/OTAN"), ("*’ogive*", "ogive*"))
    ]  # fmt: skip


def test_which_languages_a_translation_may_be_in(tmp_path):
    file = write_codebook(tmp_path, "ru")
    for name, language, message in [
        ("themes.old.yaml", "old", "'old' in the name of the file is not the code of a language"),
        ("themes.en.yaml", "en", "the codebook itself has patterns in English"),
    ]:
        other = tmp_path / name
        other.write_text(TRANSLATIONS["ru"].replace("language: ru", f"language: {language}"), encoding="utf-8")
        with pytest.raises(InputError, match=message):
            read_codebook(file)
        other.unlink()
    file.write_text("languages: []\n" + THEMES, encoding="utf-8")
    with pytest.raises(InputError, match="the codebook's own patterns are for any language"):
        read_codebook(file)
    file.write_text(f"{THEMES}translations: [{{language: ru, themes: [{{id: nuclear, patterns: [a]}}]}}]\n")
    with pytest.raises(InputError, match=r"themes\.yaml:16: has 'translations', which stand in files of their own"):
        read_codebook(file)


def test_a_translation_is_no_codebook_by_itself(tmp_path):
    write_codebook(tmp_path, "ru")
    with pytest.raises(InputError, match=r"holds the patterns in another language of themes\.yaml; name themes"):
        read_codebook(tmp_path / "themes.ru.yaml")
    # A whole codebook may have such a name, where none is beside it that it could belong to.
    (tmp_path / "alone" / "mine.ru.yaml").write_text("languages: [ru]\n" + THEMES, encoding="utf-8")
    assert read_codebook(tmp_path / "alone" / "mine.ru.yaml").all_languages == ("ru",)


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_is_coded_by_the_patterns_of_its_language(tmp_path, language):
    text, expected = TEXTS[language]
    codebook = read_codebook(write_codebook(tmp_path))
    document = parse_document(text, name="t")
    assert document.language == language
    assert counts(document, codebook) == expected
    for row in find_mentions(document, codebook).itertuples():
        assert document.text[row.start : row.end] == row.text
    # The same with the language's codebook alone, and with less than all themes.
    assert counts(document, codebook.in_language(language)) == expected
    assert counts(document, codebook.only(["maritime"])) == expected[1:2]


def test_the_record_says_the_language_and_an_unsure_one_is_the_codebooks_own(tmp_path):
    codebook = read_codebook(write_codebook(tmp_path))
    short = parse_document("The ships, корабли.", name="t")
    assert (short.language, counts(short, codebook)) == ("", (0, 1, 0))
    given = {"certainty": "public record", "value": "t"}
    record = TextRecord(title=Known(**given), language=Known(**given | {"value": "ru-RU"}))
    assert counts(parse_document("The ships, корабли.", name="t", record=record), codebook) == (0, 1, 0)
    assert [
        one.text for one in list_mentions(parse_document("The ships, корабли.", name="t", record=record), codebook)
    ] == ["корабли"]


def test_a_text_in_a_language_without_patterns_is_refused(tmp_path):
    codebook = read_codebook(write_codebook(tmp_path, "ru"))
    with pytest.raises(InputError) as caught:
        list_mentions(parse_document(GERMAN, name="krieg"), codebook)
    assert str(caught.value) == (
        "krieg: is in German, as it seems; the dictionary has patterns in English and Russian; give a dictionary "
        "with patterns in its language (codebook), or say in the record beside it that it is in another (language)"
    )
    given = {"certainty": "public record", "value": "t"}
    record = TextRecord(title=Known(**given), language=Known(**given | {"value": "German"}))
    with pytest.raises(InputError, match=r"krieg: is in German, its record says; [^;]*; give a dictionary[^,]*$"):
        list_mentions(parse_document("Ein Wort.", name="krieg", record=record), codebook)
    # A dictionary that is for any language finds what it finds.
    assert counts(parse_document(GERMAN, name="krieg"), codebook.for_any_language()) == (0, 0, 0)
    assert not codebook.is_for("de") and codebook.for_any_language().only(["nuclear"]).ids == ["nuclear"]


def test_what_is_elided_in_french_is_a_word_of_its_own(tmp_path):
    """By hand: four times "otan", twice "d'armements" behind a word, twice "Côte d'Ivoire", once OTAN in capitals."""
    (tmp_path / "f.yaml").write_text(
        "languages: [fr]\nthemes:\n"
        "  - {id: nato, label: N, patterns: [otan]}\n"
        '  - {id: race, label: R, patterns: ["course* * armements", "fabrique d’armements"]}\n'
        '  - {id: coast, label: C, patterns: ["côte d\'ivoire"]}\n'
        '  - {id: name, label: Na, patterns: ["CAPS/L\'OTAN"]}\n'
        '  - {id: near, label: Ne, patterns: ["otan NEAR/2 dit"]}\n'
        "  - {id: today, label: T, patterns: [aujourd'hui, hui]}\n",
        encoding="utf-8",
    )
    codebook = read_codebook(tmp_path / "f.yaml")
    text = (
        "L’OTAN et l'Otan disent qu’OTAN vient d’otan aujourd'hui. La course d'armements, la fabrique d'armements, "
        "et la Côte-d’Ivoire ; les otaniens n'en sont pas, ni la Côte d'Ivoire du nord de l’Afrique de ces temps."
    )
    document = parse_document(text, name="t")
    assert document.language == "fr"
    assert counts(document, codebook) == (4, 2, 2, 1, 0, 1)
    found = [one.text for one in list_mentions(document, codebook)]
    assert found[:5] == ["L’OTAN", "OTAN", "Otan", "OTAN", "otan"]
    assert keyword_in_context(document, "otan")["keyword"].tolist() == ["OTAN", "Otan", "OTAN", "otan"]
    # Words are counted as before, but a word is the same with an article before it and without.
    assert document.word_count() == len(text.replace(" ;", "").split())
    assert word_frequencies(document).set_index("key")["count"]["otan"] == 4


def test_elsewhere_an_apostrophe_divides_no_word(tmp_path):
    codebook = read_codebook(write_codebook(tmp_path, "fr"))
    assert counts(parse_document("D'ships and d’fleet.", name="t"), codebook) == (0, 0, 0)


def test_a_translation_is_examined_as_a_codebook_is(tmp_path):
    file = write_codebook(tmp_path, "ru")
    text = TRANSLATIONS["ru"].replace("[договор*, переговор*]", "[договор*, договоры, 'как и', слон*]")
    (tmp_path / "themes.ru.yaml").write_text(text, encoding="utf-8")
    codebook = read_codebook(file)
    translation, lines = read_translation(tmp_path / "themes.ru.yaml", codebook)
    faults = examine_translation(codebook, translation, lines, parse_document(TEXTS["ru"][0], name="текст"))
    said = [(fault.severity, fault.line, fault.what) for fault in faults]
    assert ("hint", 5, "'договоры' finds nothing that 'договор*' does not find") in said
    assert ("hint", 5, "'слон*' matches nothing in текст") in said
    assert not any("definition" in what for *_, what in said)
