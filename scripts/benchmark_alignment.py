"""How well sentences of a text and its translation are aligned; run by `scripts/benchmark.py alignment`.

The truth is sentences aligned by hand in `tests/text/alignment/`. A link is a pair of sentences that say the same, or
of which one says a part of the other; a sentence without any link has no counterpart. The statement is measured as it
is, and with one in 25 sentences and one in 20 sections left out of each text, at random: then more has no
counterpart, and it is known what.
"""

import csv
import random
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

SAMPLES = Path(__file__).resolve().parents[1] / "tests" / "text" / "alignment"
STATEMENT = Path(__file__).resolve().parents[1] / "seeds" / "parallel"
LANGUAGES = ("en", "ru", "zh")
DRAWS = 10


class Score(NamedTuple):
    """Links found rightly, wrongly, and missed; sentences without counterpart, in the same way."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    alone_right: int = 0
    alone_wrong: int = 0
    alone_missed: int = 0

    def plus(self, other):
        """Both together."""
        return Score(*(one + two for one, two in zip(self, other, strict=True)))


def read(name, language):
    """A text of the samples."""
    from themeline.text.document import read_document

    folder = STATEMENT if name == "statement" else SAMPLES
    return read_document(folder / f"{name}.{language}.txt")


def by_hand(name):
    """The rows of a table made by hand: the number of a sentence in each language, or nothing."""
    with (SAMPLES / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return [{one: int(row[one]) for one in LANGUAGES if row[one]} for row in csv.DictReader(stream)]


def differing(language):
    """The sentences of the statement in English, and in another language, that say something else or stand alone."""
    with (SAMPLES / "statement.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["differs"] == language]
    return [{int(row[one]) for row in rows if row[one]} for one in ("en", language)]


def numbers_by_hand(name, language):
    """The sentences of a text that its table has."""
    return {row[language] for row in by_hand(name) if language in row}


def links_by_hand(name, first, second):
    """The pairs of sentences that are aligned by hand."""
    return {(row[first], row[second]) for row in by_hand(name) if first in row and second in row}


def themeline(first, second):
    """The links of Themeline."""
    from themeline.text.alignment import align_documents

    return {(one, other) for row in align_documents(first, second) for one in row.first for other in row.second}


def nltk(first, second):
    """Those of NLTK's aligner of Gale and Church, of whole texts, with lengths in characters of the longer text."""
    return set(_nltk(first.parts.sentences, second.parts.sentences))


def nltk_by_sections(first, second):
    """The same, section by section where both texts have as many."""
    sections = [_sections(document) for document in (first, second)]
    if len(sections[0]) != len(sections[1]):
        return nltk(first, second)
    return {link for one, other in zip(*sections, strict=True) for link in _nltk(one, other)}


def _nltk(first, second):
    from nltk.translate.gale_church import align_blocks

    lengths = [[one.end - one.start for one in sentences] for sentences in (first, second)]
    longest = max(map(sum, lengths))
    scaled = [[round(length * longest / sum(of)) for length in of] for of in lengths]
    return [(first[i].sentence, second[j].sentence) for i, j in align_blocks(*scaled)]


def _sections(document):
    """The sentences of each section, its heading first."""
    sections = [[]]
    for sentence in document.parts.sentences:
        if sentence.role == "heading":
            sections.append([])
        sections[-1].append(sentence)
    return [section for section in sections if section]


WAYS: dict[str, Callable[..., set[tuple[int, int]]]] = {
    "themeline": themeline,
    "NLTK, by sections": nltk_by_sections,
    "NLTK, whole texts": nltk,
}


def shortened(document, generator):
    """A text with sentences and whole sections left out at random, and the numbers of the sentences that stay."""
    from themeline.text.document import parse_document

    gone = set()
    for section in _sections(document)[1:]:
        if generator.random() < 1 / 20:
            gone |= {sentence.sentence for sentence in section}
    body = [sentence.sentence for sentence in document.parts.sentences if sentence.role == "body"]
    gone |= {number for number in body if generator.random() < 1 / 25}
    kept, place, text = [], 0, ""
    for sentence in document.parts.sentences:
        if sentence.sentence in gone:
            text += document.text[place : sentence.start]
            place = sentence.end
        else:
            kept.append(sentence.sentence)
    short = parse_document(text + document.text[place:], name=document.name)
    if len(short.parts.sentences) != len(kept):
        raise ValueError(f"{document.name}: the sentences of the shortened text are others")
    return short, kept


def cases(name, first, second, *, left_out) -> Iterator[tuple]:
    """Two texts and the links between them: as they are, or as often as `DRAWS` with sentences left out."""
    texts, links = (read(name, first), read(name, second)), links_by_hand(name, first, second)
    if not left_out:
        yield *texts, links
        return
    for seed in range(DRAWS):
        generator = random.Random(seed)  # noqa: S311
        (one, kept), (other, others) = (shortened(text, generator) for text in texts)
        new, news = ({old: number for number, old in enumerate(numbers, 1)} for numbers in (kept, others))
        yield one, other, {(new[i], news[j]) for i, j in links if i in new and j in news}


def score(found, links, first, second):
    """How well a way does on two texts."""
    totals = Score(len(found & links), len(found - links), len(links - found))
    for side, document in enumerate((first, second)):
        numbers = {sentence.sentence for sentence in document.parts.sentences}
        alone, said = (numbers - {link[side] for link in pairs} for pairs in (links, found))
        totals = totals.plus(Score(0, 0, 0, len(said & alone), len(said - alone), len(alone - said)))
    return totals


def scores(name, first, second, *, left_out=False):
    """How well each way does on a pair of languages."""
    totals = dict.fromkeys(WAYS, Score())
    for one, other, links in cases(name, first, second, left_out=left_out):
        for way, align in WAYS.items():
            totals[way] = totals[way].plus(score(align(one, other), links, one, other))
    return totals


def marked_rows(language):
    """The rows of the statement that `themeline parallel` marks beside English: all, and those that do differ."""
    from themeline.dictionary.codebook_files import read_codebook
    from themeline.measures.parallel import parallel_rows

    codebook = read_codebook("seeds/themes.yaml")
    rows = parallel_rows(read("statement", "en"), read("statement", language), codebook)
    found = [
        [{int(one) for one in numbers.split()} for numbers in (row.first_sentences, row.second_sentences)]
        for row in rows
        if row.differs
    ]
    truth = differing(language)
    right = [sides for sides in found if sides[0] & truth[0] or sides[1] & truth[1]]
    return len(found), len(right)


def line(title, first, second, way, of):
    """A line of what is printed."""
    return (
        f"{f'{title}, {first}-{second}':36}{way:20}{of.right + of.missed:6}{_share(of.right, of.wrong):>11}"
        f"{_share(of.right, of.missed):>8}{of.alone_right + of.alone_missed:7}"
        f"{_share(of.alone_right, of.alone_wrong):>11}{_share(of.alone_right, of.alone_missed):>8}"
    )


def measure_alignment():
    """Print precision and recall of links, and of sentences without counterpart, for each way and pair."""
    print(f"{'':56}{'links':>6}{'precision':>11}{'recall':>8}{'alone':>7}{'precision':>11}{'recall':>8}")
    for title, name, left_out in (
        ("statement", "statement", False),
        ("statement, parts left out", "statement", True),
    ):
        for first, second in combinations(LANGUAGES, 2):
            for way, of in scores(name, first, second, left_out=left_out).items():
                print(line(title, first, second, way, of), flush=True)
    for language in LANGUAGES[1:]:
        marked, right = marked_rows(language)
        print(f"statement, en-{language}: {marked} rows marked by the shipped dictionary, {right} of them differ")


def _share(right, others):
    return f"{right / (right + others):.3f}" if right + others else "-"
