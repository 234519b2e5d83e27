"""What lemmas would change in languages with endings, and words in Chinese: `scripts/benchmark.py languages`.

**Inflection.** The patterns of `seeds/themes.LL.yaml` take endings by wildcards ("ракет?", "ядерн* вооруж*"). They
are compared with the same patterns by lemmas, and by lists of all forms, on the coded sheets of `seeds/coding/LL/`.
Of the sheets that are test parts only scores are printed. All else stays: phrases, NEAR, exceptions, overlaps. Each
word of a pattern is changed by a rule that sees no test text and that nobody tunes:

- Forms in use are those of the development texts, and, in Russian, the 44,000 forms for which pymorphy3 has counts
  from the annotated texts of OpenCorpora (those that can be read in several ways, as most forms of nouns and
  adjectives can).
- A lemma is meant by a word with wildcards if at least half of the lemma's forms in use are matched, or if no other
  lemma has a larger share. So "бо?" means "бой", of which it matches most forms, and not "бог".
- Where no form in use is matched, all lemmas of the forms that are matched in the lemmatiser's dictionary are meant.
  Where it has none either (names such as "Доклам"), the wildcards stay; so do words that ask for capitals, and "*"
  alone.
- A word without wildcards means its own lemma. In the lists of forms it stays as it is.
- The text's words are lemmatised type by type, without context; е and ё are one letter, as in the patterns.
- The list of forms of a word with wildcards has all forms, by pymorphy3, of the lemmas that are meant.

"One lemma" keeps of these only the lemma with most matched forms in use (of equal ones the shortest): what one would
write who gives one word and leaves its derivations out.

**Segmentation.** In Chinese each character is a word. Here mentions are dropped that do not begin and end where words
of a segmenter do: rjieba's default, without its model of unknown words (HMM), and with the words inside longer words
as well, as for a search.

Packages (looked up on 27 November 2026): simplemma 2.0.0 (August 2026, MIT, pure Python; dictionaries in it under
licences of their own), pymorphy3 2.0.6 (October 2025, MIT, pure Python; its dictionary, OpenCorpora's, is of January
2022), rjieba 0.2.2 (October 2026, MIT, wheels for Linux, macOS and Windows). jieba itself is not released since 2020.

**Times** are seconds of a processor, in one run: a million words made of the development texts, with each form in use
once among them, counted by the engine, and what comes on top for the types (each once). Dictionaries are loaded
before.
"""

import functools
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
# Each stands for a word of a pattern: letters of one character, so that no pattern gets longer.
FIRST_NAME = ord("가")
SHIPPED, CHARACTERS = "wildcards, as shipped", "characters, as shipped"
INFLECTED = ("ru", "fr", "es")


@dataclass(frozen=True)
class Way:
    """How words of patterns find words of a text: by what the two have in common.

    ``form`` brings a folded word of a text to what is compared, and ``wanted`` has, for a word of a pattern, what it
    finds; one that is not in it finds what its wildcards match.
    """

    form: Callable[[str], str] = str
    wanted: Mapping[str, frozenset[str]] = field(default_factory=dict)


def plain(word):
    """A folded word with е for ё."""
    return word.replace("ё", "е")


def words_of(codebook):
    """The words of all patterns and exceptions, and those that must (not) stand near, each once."""
    from themeline.dictionary.patterns import LONE_STAR, parse_rule

    words = {}
    for theme in codebook.themes:
        for pattern in (*theme.patterns, *theme.exceptions):
            rule = parse_rule(pattern, elided=codebook.elided)
            words |= dict.fromkeys(rule.globs)
            for near in rule.company:
                words |= dict.fromkeys(glob for globs in near.patterns for glob in globs)
    words.pop(LONE_STAR, None)
    return list(words)


def has_wildcards(glob):
    """Whether a word of a pattern has "*" or "?"."""
    return "*" in glob or "?" in glob


def renamed(codebook, names):
    """The codebook with other words in its patterns; the rest of them stays."""
    from themeline.dictionary.codebook import Codebook
    from themeline.dictionary.patterns import parse_rule

    def phrase(globs):
        return " ".join(names.get(glob, glob) for glob in globs)

    def written(pattern):
        rule = parse_rule(pattern, elided=codebook.elided)
        parts = [phrase(rule.globs)]
        for near in rule.company:
            parts += [f"{'' if near.wanted else 'NOT '}NEAR/{near.within}", "|".join(map(phrase, near.patterns))]
        return " ".join(parts)

    themes = [
        theme.model_copy(
            update={
                "patterns": tuple(map(written, theme.patterns)),
                "exceptions": tuple(map(written, theme.exceptions)),
            }
        )
        for theme in codebook.themes
    ]
    return Codebook(themes=themes, languages=codebook.languages, nested_scope=codebook.nested_scope)


def found_sentences(document, codebook, way):
    """The sentences and themes, in pairs, that are found when the patterns' words find words as a way says."""
    from themeline.dictionary.mentions import Matches, find_patterns, tokens_of
    from themeline.text.document import ROLES

    tokens = tokens_of(document, ROLES, elided=codebook.elided)
    globs = words_of(codebook)
    names = {glob: chr(FIRST_NAME + number) for number, glob in enumerate(globs)}
    by_form = defaultdict(list)
    for key, places in tokens.where.items():
        by_form[way.form(key)] += places
    matched = find_patterns(tokens, [glob for glob in globs if glob not in way.wanted])
    where = {}
    for glob in globs:
        if glob in way.wanted:
            places = [place for form in way.wanted[glob] for place in by_form.get(form, ())]
        else:
            places = [first for _, _, first in matched[glob]]
        if places:
            where[names[glob]] = sorted(places)
    matches = Matches(document, renamed(codebook, names), roles=ROLES, tokens=replace(tokens, where=where))
    words = document.parts.words
    return {
        (document.parts.sentence_of(words[matches.row_of(first)]).sentence, theme)
        for theme in codebook.ids
        for _, _, first, _ in matches.counted(theme)
    }


def found_in(coded, pairs):
    """Which coded sentences each theme is found in (units x themes), from the pairs that are found, by path."""
    units = coded.units.itertuples()
    return np.array([[(unit.sentence, theme) in pairs[unit.path] for theme in coded.themes] for unit in units])


@functools.cache
def sheets(language):
    """The codebook of a language, and its coded sheets by name: the sentences of the body."""
    from themeline.dictionary.codebook_files import read_codebook
    from themeline.text.document import BODY
    from themeline.validity.coding_sheets import read_sheets

    codebook = read_codebook(SEEDS / "themes.yaml")
    folder = SEEDS / "coding" / language
    names = [name for name in ("development", "modern-development", "test") if (folder / f"{name}.csv").is_file()]
    coded = {name: read_sheets([folder / f"{name}.csv"], codebook).of_roles(BODY) for name in names}
    return codebook.in_language(language), coded


def developed(coded):
    """The development texts of a language."""
    return [
        document for name, sheet in coded.items() if name.endswith("development")
        for document in sheet.documents.values()
    ]  # fmt: skip


def keys_in(documents, *, elided=False):
    """The words of texts as patterns see them, folded, each once."""
    from themeline.dictionary.mentions import tokens_of
    from themeline.text.document import ROLES

    return {key for document in documents for key in tokens_of(document, ROLES, elided=elided).keys}


def meant_lemmas(globs: Iterable[str], in_use: Iterable[str], lemma_of: Callable[[str], str], known=lambda glob: ()):
    """The lemmas that each word of a pattern means, with the number of forms that it matches of each.

    Args:
        globs: the words of patterns.
        in_use: forms in use.
        lemma_of: the lemma of a form.
        known: gives the forms of a dictionary that a word matches; asked where it matches no form in use.

    Returns:
        For each word with any: its lemmas, those with most matched forms first, of equal ones the shortest.
    """
    from themeline.dictionary.wildcards import TypeIndex, asks_for_capitals

    lemmas = {form: lemma_of(form) for form in in_use}
    types, forms = TypeIndex(lemmas), Counter(lemmas.values())
    meant = {}
    for glob in globs:
        if asks_for_capitals(glob):
            continue
        if not has_wildcards(glob):
            meant[glob] = {lemma_of(glob): 1}
            continue
        matched = Counter(lemmas[form] for form in types.matching(glob))
        shares = {lemma: number / forms[lemma] for lemma, number in matched.items()}
        enough = min(0.5, max(shares.values(), default=0))
        kept = {lemma: matched[lemma] for lemma, share in shares.items() if share >= enough}
        kept = kept or Counter(map(lemma_of, known(glob)))
        if kept:
            meant[glob] = dict(sorted(kept.items(), key=lambda one: (-one[1], len(one[0]), one[0])))
    return meant


@dataclass(frozen=True)
class Lemmatiser:
    """A lemmatiser of forms without context.

    It gives the ``lemma`` of a form, and the forms that it has ``known`` that a glob matches. pymorphy3 also gives
    all ``forms`` of a lemma, and forms that are ``in_use`` in texts of others.
    """

    lemma: Callable[[str], str]
    known: Callable[[str], Iterable[str]]
    forms: Callable[[str], frozenset[str]] | None = None
    in_use: frozenset[str] = frozenset()


def pymorphy():
    """pymorphy3, for Russian."""
    from pymorphy3 import MorphAnalyzer
    from themeline.dictionary.wildcards import beginning, matcher

    morph = MorphAnalyzer(lang="ru")

    def known(glob):
        # A glob that begins with a wildcard would go through five million forms.
        begin, matches = beginning(glob), matcher(glob)
        return {form for form, *_ in morph.dictionary.iter_known_words(begin) if matches(form)} if begin else ()

    @functools.cache
    def lemma(form):
        return plain(morph.parse(form)[0].normal_form)

    @functools.cache
    def forms(of):
        read = [one for one in morph.parse(of) if one.is_known and plain(one.normal_form) == of]
        return frozenset({of} | {plain(form.word) for one in read for form in one.lexeme})

    counted = {entry.partition(":")[0] for entry in morph.prob_estimator.p_t_given_w.keys()}  # noqa: SIM118
    parts = {part.casefold() for form in counted for part in form.split("-")}
    return Lemmatiser(lemma, known, forms, frozenset(part for part in parts if part.isalpha()))


def simple(language):
    """simplemma, for any of its languages."""
    from simplemma import Lemmatizer
    from simplemma.strategies.dictionaries import DEFAULT_DICTIONARY_FACTORY
    from themeline.dictionary.wildcards import TypeIndex

    # One of its own: that of the module remembers lemmas, which would spoil the times.
    lemmatizer = Lemmatizer()

    @functools.cache
    def types():
        return TypeIndex({form.casefold() for form in DEFAULT_DICTIONARY_FACTORY.get_dictionary(language)})

    def known(glob):
        return types().matching(glob)

    @functools.cache
    def lemma(form):
        return plain(lemmatizer.lemmatize(form, lang=language).casefold())

    return Lemmatiser(lemma, known)


def ways_of(globs, in_use, lemmatiser, name):
    """The ways to take endings with a lemmatiser, each under its name."""
    meant = meant_lemmas(globs, in_use, lemmatiser.lemma, lemmatiser.known)
    ways = {
        f"lemmas, {name}": Way(lemmatiser.lemma, {glob: frozenset(lemmas) for glob, lemmas in meant.items()}),
        f"one lemma, {name}": Way(
            lemmatiser.lemma, {glob: frozenset([*lemmas][:1]) for glob, lemmas in meant.items()}
        ),
    }
    if lemmatiser.forms:
        lists = {
            glob: frozenset(form for lemma in lemmas for form in lemmatiser.forms(lemma))
            for glob, lemmas in meant.items()
            if has_wildcards(glob)
        }
        ways[f"lists of forms, {name}"] = Way(plain, lists)
    return ways


def rjieba_ways():
    """Where words begin and end in a text, by each way of rjieba."""
    import rjieba

    def places(mode, hmm):
        def of(text):
            tokens = rjieba.tokenize(text, mode=mode, hmm=hmm)
            return {start for _, start, _ in tokens}, {end for *_, end in tokens}

        return of

    return {
        "words, rjieba": places("default", True),
        "words, without its HMM": places("default", False),
        "words, as for a search": places("search", True),
    }


def on_boundaries(mentions, begins, ends):
    """The mentions that begin where a word does and end where one does."""
    return [mention for mention in mentions if mention.start in begins and mention.end in ends]


def score_line(language, part, way, found, coded):
    """A line of what is printed: sentences and themes found rightly and wrongly, and the scores."""
    from themeline.validity.scores import overall_scores, shares

    share, _ = shares(coded.codes)
    micro, macro = overall_scores(found, coded.codes).itertuples()
    right = (share * found).sum()
    return (
        f"{language:4}{part:20}{way:28}{right:6.0f}{found.sum() - right:7.0f}"
        f"{micro.precision:11.3f}{micro.recall:8.3f}{macro.f1:10.3f}"
    )


def heading():
    """The line above those of `score_line`."""
    return f"{'':52}{'right':>6}{'wrong':>7}{'precision':>11}{'recall':>8}{'macro F1':>10}"


def shipped_scores(language):
    """The lines of the patterns as they are shipped."""
    from themeline.dictionary.codebook_files import read_codebook
    from themeline.validity.scores import found_by

    codebook = read_codebook(SEEDS / "themes.yaml")
    name = CHARACTERS if language == "zh" else SHIPPED
    for part, coded in sheets(language)[1].items():
        yield score_line(language, part, name, found_by(coded, codebook), coded)


def measure_inflection():
    """Print the scores of the ways to take endings."""
    print(heading())
    for language in INFLECTED:
        codebook, parts = sheets(language)
        globs, in_use = words_of(codebook), keys_in(developed(parts), elided=codebook.elided)
        lemmatisers = {"simplemma": simple(language)}
        if language == "ru":
            russian = pymorphy()
            lemmatisers = {"pymorphy3": russian, **lemmatisers}
            in_use |= russian.in_use
        ways = {SHIPPED: Way()}
        for name, lemmatiser in lemmatisers.items():
            ways |= ways_of(globs, in_use, lemmatiser, name)
        for part, coded in parts.items():
            for name, way in ways.items():
                pairs = {path: found_sentences(one, codebook, way) for path, one in coded.documents.items()}
                print(score_line(language, part, name, found_in(coded, pairs), coded), flush=True)


def measure_segmentation():
    """Print the scores of characters, and of mentions that lie on the boundaries of words."""
    from themeline.dictionary.mentions import list_mentions
    from themeline.text.document import ROLES

    print(f"\n{heading()}{'mentions':>10}{'dropped':>9}")
    codebook, parts = sheets("zh")
    for part, coded in parts.items():
        mentions = {path: list_mentions(one, codebook, roles=ROLES) for path, one in coded.documents.items()}
        many = sum(map(len, mentions.values()))
        for name, places in {CHARACTERS: None, **rjieba_ways()}.items():
            kept = mentions if places is None else {
                path: on_boundaries(mentions[path], *places(one.plain)) for path, one in coded.documents.items()
            }  # fmt: skip
            pairs = {path: {(one.sentence, one.theme) for one in found} for path, found in kept.items()}
            found = found_in(coded, pairs)
            dropped = (many - sum(map(len, kept.values()))) / many
            print(f"{score_line('zh', part, name, found, coded)}{many:10,}{dropped:9.3f}", flush=True)


def seconds(step, *given):
    """What a step takes, in seconds of a processor."""
    begun = time.process_time()
    step(*given)
    return time.process_time() - begun


def long_text(documents, many, extra=()):
    """Sentences drawn at random from texts, a paragraph each, until there are so many words; each extra word once."""
    draw = random.Random(1996)  # noqa: S311
    sentences = [
        (document.plain[one.start : one.end], sum(word.sentence_row == row for word in document.parts.words))
        for document in documents
        for row, one in enumerate(document.parts.sentences)
        if one.role == "body"
    ]
    written, left, paragraphs = 0, sorted(extra), []
    draw.shuffle(left)
    while written < many:
        text, words = draw.choice(sentences)
        if left:
            text, words = f"{text} {left.pop()}.", words + 1
        paragraphs.append(text)
        written += words
    return "\n\n".join(paragraphs)


def measure_times():
    """Print what counting a million words takes, and what lemmas or words take on top."""
    import rjieba
    from themeline.corpus.engine.counter import ThemeCounter

    print(f"\n{'seconds of a processor':52}{'seconds':>9}{'of the counting':>17}")

    def lines(language, what, text, steps):
        codebook = sheets(language)[0]
        ThemeCounter(codebook).count([(text[:10_000], {})])
        counted = seconds(ThemeCounter(codebook).count, [(text, {})])
        for name, taken in {what: counted, **{name: seconds(step) for name, step in steps.items()}}.items():
            print(f"{f'{language}, {name}':52}{taken:9.2f}{taken / counted:17.2f}", flush=True)

    russian, other = pymorphy(), simple("ru")
    texts = developed(sheets("ru")[1])
    types = sorted(russian.in_use | keys_in(texts))
    # Dictionaries are loaded with the first words.
    other.lemma("слово")
    lines("ru", "a million words, counted", long_text(texts, 1_000_000, russian.in_use), {
        f"pymorphy3, {len(types):,} types": lambda: [*map(russian.lemma, types)],
        f"simplemma, {len(types):,} types": lambda: [*map(other.lemma, types)],
    })  # fmt: skip
    chinese = long_text(developed(sheets("zh")[1]), 1_000_000)
    rjieba.cut("词")
    lines("zh", "a million characters, counted", chinese, {
        "rjieba": lambda: rjieba.cut(chinese),
        "rjieba, without its HMM": lambda: rjieba.cut(chinese, hmm=False),
    })  # fmt: skip


def measure_languages():
    """Print all of it."""
    measure_inflection()
    measure_segmentation()
    measure_times()
