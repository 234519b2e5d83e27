"""Documents in several languages, each counted by the patterns of its own, by the reference and by the engine."""

import random
from dataclasses import replace

import pytest
from helpers.languages import GERMAN, TEXTS, write_codebook, write_texts
from themeline.corpus import counters, jobs
from themeline.corpus.choice import choose_documents
from themeline.corpus.count import _counters, count
from themeline.corpus.counters import CountersByLanguage, count_by_reference
from themeline.corpus.engine.counter import CounterPool
from themeline.corpus.locate import Columns, plan
from themeline.corpus.parsed import parsed_documents
from themeline.corpus.reference import read_again, read_corpus
from themeline.dictionary.codebook import Codebook, Theme, TranslatedTheme, Translation
from themeline.dictionary.codebook_files import read_codebook
from themeline.dictionary.mentions import list_mentions
from themeline.io.files import read_table, table_rows
from themeline.measures.corpus import corpus_keyness
from themeline.measures.words import word_frequencies
from themeline.text.document import parse_document, read_document

PIECES = {
    "en": "war wars arms missile's naïve the of no nuclear-free U.S. café".split(),
    "ru": "война войны ядерное ядерного оружие флот ВМФ Ёлка ёлка и в г. договор военно-морской".split(),
    "zh": "核 武 器 舰 队 海军 条约 无 和 的 A1 ミサイル 。 ，".split(),
    "ar": "سلاح ســلاح السِّلاحِ أمة أُمّةً حرب الحرب و في هـ ق.م. اتفاق ٢٠٢٤ الأسلحة ؟ ،".split(),
    "fr": "l’arme L'ARME d'armes arme nucléaire qu’il aujourd'hui Côte-d'Ivoire l’avant-garde la élu É".split(),
}
JOINTS = (" ", " ", " ", " ", "\n", "-", "-\n", "’", "'", "", ". ", "\n\n", "\u00ad", "\u200b", "l'", "d’")
FEW = {"text_column": "text"}


def test_a_folder_of_texts_in_several_languages(tmp_path, themeline):
    """Counted at once by the command, the German one is left out, and that is said."""
    file, texts = write_codebook(tmp_path), write_texts(tmp_path)
    (texts / "de.txt").write_text(GERMAN, encoding="utf-8")
    done = themeline("count", "texts", "--codebook", file, "--out", "c.csv")
    assert done.returncode == 0, done.stderr
    rows = {row.cells["document"]: row.cells for row in table_rows("c", read_table(tmp_path / "c.csv")).rows}
    for language, (_, expected) in TEXTS.items():
        row = rows[language]
        assert (row["language"], row["error"]) == (language, "")
        assert tuple(int(row[theme]) for theme in ("nuclear", "maritime", "diplomacy")) == expected
    assert rows["de"]["error"] == (
        "left out: it seems to be in German, and the patterns are English, Spanish, French, Russian and Chinese"
    )
    assert (
        "1 document in other languages than English, Spanish, French, Russian and Chinese (German 1)" in done.stderr
    )
    assert "in several languages (English 1, Spanish 1, French 1, Russian 1, Chinese 1): a difference" in done.stderr
    assert "the length of some is told in characters" in done.stderr


def test_the_same_by_the_reference_and_the_engine_and_as_one_text(tmp_path, monkeypatch):
    file, texts = write_codebook(tmp_path), write_texts(tmp_path)
    codebook = read_codebook(file)
    tables = []
    for few in (counters.FEW_CHARACTERS, -1):
        for module in (counters, jobs):
            monkeypatch.setattr(module, "FEW_CHARACTERS", few)
        _counters.cache_clear()
        work = jobs.Work(tuple(plan([str(texts)])), codebook, Columns(), languages=codebook.all_languages)
        jobs.count_to_file(work, tmp_path / f"{few}.csv")
        tables.append((tmp_path / f"{few}.csv").read_bytes())
        frame = count([text for text, _ in TEXTS.values()], codebook)
        assert frame[codebook.ids].to_numpy().tolist() == [list(expected) for _, expected in TEXTS.values()]
    _counters.cache_clear()
    assert tables[0] == tables[1]


def random_codebook(draw):
    """Themes with patterns in five languages, of pieces of their words; a pattern in each is in no other."""

    def patterns(language):
        words = [word for word in PIECES[language] if word.strip("。，؟،") and not word.endswith(".")]
        drawn = []
        for _ in range(draw.randint(1, 4)):
            some = [draw.choice(words) for _ in range(draw.choice((1, 1, 2, 3)))]
            if draw.random() < 0.4:
                some[0] = f"{some[0][:3].rstrip('’-')}*"
            drawn.append(" ".join(some))
        if draw.random() < 0.3:
            drawn.append(
                f"{draw.choice(words)} {draw.choice(('', 'NOT '))}NEAR/{draw.randint(1, 6)} {draw.choice(words)}"
            )
        return tuple(dict.fromkeys(drawn))

    themes = [Theme(id=f"t{i}", label="T", patterns=patterns("en")) for i in range(3)]
    translations = tuple(
        Translation(
            language=language,
            themes=tuple(
                TranslatedTheme(id=theme.id, patterns=patterns(language), exceptions=patterns(language)[:1])
                for theme in themes
            ),
        )
        for language in ("ru", "zh", "fr", "ar")
    )
    return Codebook(themes=themes, translations=translations)


@pytest.mark.parametrize("seed", range(40))
def test_random_texts_of_five_alphabets_are_counted_alike(seed):
    """By the reference as one text, by it as many at once, and by the engine; in any order of languages."""
    draw = random.Random(f"languages {seed}")
    codebook = random_codebook(draw)
    texts, languages, expected = [], [], []
    for _ in range(25):
        language = draw.choice(("en", "ru", "zh", "fr", "ar", ""))
        words = PIECES[language or "en"] + PIECES[draw.choice([*PIECES])][:3]
        text = "".join(draw.choice(words) + draw.choice(JOINTS) for _ in range(draw.randint(1, 60)))
        document = replace(parse_document(text, name="t"), language=language)
        found = [mention.theme for mention in list_mentions(document, codebook)]
        expected.append(
            ([found.count(theme) for theme in codebook.ids], document.word_count(), len(document.parts.words))
        )
        texts.append((text, {}))
        languages.append(language)
    for make in (CounterPool, Reference):
        assert CountersByLanguage(codebook, make).counts(texts, languages) == expected


class Reference:
    """As the counters of a small corpus count."""

    def __init__(self, codebook):
        self.themes, self._codebook = codebook.ids, codebook

    def counts(self, texts):
        return count_by_reference(texts, self._codebook)


def test_words_are_compared_within_one_language(tmp_path):
    """Of French words only the French documents are asked: "arme" stands in both of them, once behind an article."""
    texts = write_texts(tmp_path, "en", "ru", "fr")
    (texts / "fr2.txt").write_text(
        "L’arme est la nôtre, et les armes sont dans la ville de nos amis de longue date. " * 2,
        encoding="utf-8",
    )
    codebook = read_codebook(write_codebook(tmp_path))
    corpus = read_corpus(str(texts), codebook, choose_documents("", **FEW))
    assert sorted(corpus.documents["language"]) == ["en", "fr", "fr", "ru"]
    documents, words = corpus.in_language("fr")
    assert sorted(documents["document"]) == ["fr", "fr2"]
    assert "договор" not in set(words["key"]) and words["count"].sum() == documents["words"].sum()
    french = read_document(texts / "fr2.txt")
    table = corpus_keyness(word_frequencies(french), french.word_count(), corpus, frozenset(), french.language)
    row = table.set_index("key").loc["arme"]
    assert (row["count"], row["corpus_count"], row["documents"]) == (2, 3, 2)
    assert row["corpus_rate"] == pytest.approx(1000 * 3 / documents["words"].sum())
    spanish = parse_document(TEXTS["es"][0], name="es")
    nothing = corpus_keyness(word_frequencies(spanish), spanish.word_count(), corpus, frozenset(), "es")
    assert len(nothing) == 0


def test_documents_of_a_corpus_are_parsed_each_by_its_language(tmp_path):
    texts = write_texts(tmp_path)
    codebook = read_codebook(write_codebook(tmp_path))
    remarks = []
    read = list(parsed_documents([str(texts)], codebook, choose_documents("", **FEW), remarks))
    assert {one.document.language for one in read} == set(TEXTS)
    of = {one.document.language: one.document.parts.sentences for one in read}
    # "А. А. Громыко в г. Москве в 1962 г." ends none, "EE. UU." neither.
    assert (len(of["ru"]), len(of["es"]), len(of["zh"])) == (4, 3, 3)


# Few words in Latin letters, which tell no language: a fleet in English, a fleet and a negotiation in French.
SHORT = [("The fleet left.", "en"), ("La flotte négocia.", "fr"), ("La flotte négocia.", "")]


def test_documents_of_a_corpus_are_in_the_language_that_a_table_names(tmp_path):
    """The table of texts, or that about files, also where documents are read once more for their pages."""
    codebook = read_codebook(write_codebook(tmp_path))
    (tmp_path / "texts").mkdir()
    for number, (text, _) in enumerate(SHORT):
        (tmp_path / "texts" / f"{number}.txt").write_text(text, encoding="utf-8")
    languages = ["en", "fr", ""]
    about = "\n".join(["file,language", *(f"{number},{one}" for number, one in enumerate(languages))])
    (tmp_path / "about.csv").write_text(about, encoding="utf-8")
    rows = [f"{text},{language}" for text, language in SHORT]
    (tmp_path / "t.csv").write_text("\n".join(["text,language", *rows]), encoding="utf-8")
    for path, metadata in (("t.csv", ""), ("texts", str(tmp_path / "about.csv"))):
        chosen = choose_documents(metadata, **FEW)
        corpus = read_corpus(str(tmp_path / path), codebook, chosen)
        assert list(corpus.documents["language"]) == languages
        # "flotte" and "négocia" are patterns in French only.
        assert corpus.counts[["nuclear", "maritime", "diplomacy"]].to_numpy().tolist() == [
            [0, 1, 0], [0, 1, 1], [0, 0, 0],
        ]  # fmt: skip
        assert corpus.remarks[-1] == (
            "the language of 1 document is unsure: counted as English; a column 'language' would tell it"
        )
        assert [one.language for one in read_again(corpus, [2, 1, 0], chosen.columns)] == languages[::-1]
        read = list(parsed_documents([str(tmp_path / path)], codebook, chosen, []))
        assert [one.document.language for one in read] == languages
        # What stands beside a copy of each says it too.
        assert [one.record for one in read] == [b"language: en\n", b"language: fr\n", b""]
        copy = tmp_path / "copy.txt"
        copy.write_bytes(read[1].content)
        copy.with_suffix(".yaml").write_bytes(read[1].record)
        assert read_document(copy).language == "fr"
