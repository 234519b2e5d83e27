"""Sentences drawn at random for coding, with the probability of each: from texts or a corpus, in strata, and more."""

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from themeline.corpus.choice import Choice
from themeline.corpus.parsed import ParsedDocument, parsed_documents
from themeline.dictionary.codebook import Codebook
from themeline.dictionary.mentions import list_mentions
from themeline.errors import input_error
from themeline.text.document import BODY, Document

# Strata that need no column: sentences with a mention and those without, those of each theme, those of each document.
FOUND, THEME, DOCUMENT = "found", "theme", "document"
# Of the rows, the part that is to be of sentences with a mention.
PART_FOUND = 1 / 3


class Drawn(NamedTuple):
    """A sentence that was drawn: the name of its document, its number there, and the probability of being drawn."""

    document: str
    sentence: int
    probability: float


def sentences_of(
    documents: Iterable[tuple[str, str, Document]], codebook: Codebook, strata: str = ""
) -> pd.DataFrame:
    """The sentences of the bodies of texts, with the stratum of each.

    Args:
        documents: of each the name, the group (where ``strata`` is the column of groups), and the text.
        codebook: its patterns, for the strata `FOUND` and `THEME`.
        strata: `FOUND`, `THEME`, `DOCUMENT`, the name of a column, or empty for one stratum.

    Returns:
        document, sentence (its number), stratum; of `THEME` the theme found in it that is found in the fewest
        sentences, and empty for none.
    """
    names: list[str] = []
    numbers: list[int] = []
    groups: list[str] = []
    themes: list[set[str]] = []
    for name, group, document in documents:
        own = [one.sentence for one in document.parts.sentences if one.role in BODY]
        found: dict[int, set[str]] = {}
        if strata in (FOUND, THEME):
            for mention in list_mentions(document, codebook.for_any_language()):
                found.setdefault(mention.sentence, set()).add(mention.theme)
        names += [name] * len(own)
        numbers += own
        groups += [group] * len(own)
        themes += [found.get(number, set()) for number in own]
    often = {theme: sum(theme in some for some in themes) for theme in codebook.ids} if strata == THEME else {}
    stratum = {
        "": [""] * len(names),
        FOUND: [FOUND if some else "" for some in themes],
        THEME: [min(some, key=lambda theme: (often.get(theme, 0), theme), default="") for some in themes],
        DOCUMENT: names,
    }.get(strata, groups)
    table = pd.DataFrame({"document": names, "sentence": numbers, "stratum": stratum})
    return table.astype({"document": str, "sentence": int, "stratum": str})


def draw(
    sentences: pd.DataFrame, size: int, *, strata: str = "", seed: int = 0, before: list[Drawn] | None = None
) -> list[Drawn]:
    """Draw sentences at random, or more of them.

    In a stratum each sentence has the same probability: the number drawn there, of all that are in it. Of `FOUND` a
    third of the rows (`PART_FOUND`) are sentences with a mention, or their share of all where that is more; of
    `THEME` the same, as many for each theme; of `DOCUMENT` each document has as many as its share; the groups of a
    column have as many each. A stratum that has fewer sentences gives all, and the others have the rest.

    Args:
        sentences: see `sentences_of`.
        size: the number of sentences to be drawn, or to be drawn more.
        strata: as it was given to `sentences_of`.
        seed: of the draw, and of the order.
        before: what was drawn before, from the same sentences by the same strata.

    Returns:
        Those drawn before, in their order, with the probabilities that they have now; then the others at random.

    Raises:
        InputError: there are not so many sentences, fewer rows than strata, or ``before`` was drawn otherwise.
    """
    before = before or []
    place_of = {
        (name, number): i
        for i, (name, number) in enumerate(zip(sentences["document"], sentences["sentence"], strict=True))
    }
    taken = np.zeros(len(sentences), dtype=bool)
    for one in before:
        place = place_of.get((one.document, one.sentence))
        if place is None:
            what = f"has sentence {one.sentence} of '{one.document}', which is not in the body of these texts"
            advice = "name the texts that it was drawn from, by the same names (and --name-column) as then"
            raise input_error("--after", what, advice)
        taken[place] = True
    free = len(sentences) - int(taken.sum())
    if not 1 <= size <= free:
        left = f"{free:,} are left" if before else f"there are {free:,} in the body"
        what = f"is not a number of sentences that can be drawn: {left}"
        raise input_error(f"--{'more' if before else 'sample'} {size}", what, f"ask for 1 to {free:,}")
    labels, stratum = np.unique(sentences["stratum"].to_numpy(dtype=str), return_inverse=True)
    sizes = np.bincount(stratum, minlength=len(labels))
    already = np.bincount(stratum[taken], minlength=len(labels))
    _hold_to_design(before, place_of, stratum, already / sizes)
    wanted = _allocation(sizes, already, size + len(before), list(labels), strata)
    if (wanted == 0).any():
        what = f"are fewer rows than strata: there are {len(labels):,} of '{strata}'"
        raise input_error(f"{size} sentences", what, f"ask for {len(labels):,} or more, or for no strata")
    chance = wanted / sizes
    chosen = random.Random(seed)  # noqa: S311
    drawn: list[int] = []
    for k, more in enumerate(wanted - already):
        drawn += chosen.sample(np.flatnonzero((stratum == k) & ~taken).tolist(), int(more))
    # In an order at random, so that the first rows of a sheet that was not finished are a sample too.
    drawn.sort()
    chosen.shuffle(drawn)
    places = [place_of[one.document, one.sentence] for one in before] + drawn
    names, numbers = sentences["document"].tolist(), sentences["sentence"].tolist()
    return [Drawn(names[i], numbers[i], float(chance[stratum[i]])) for i in places]


def _hold_to_design(
    before: list[Drawn], place_of: dict[tuple[str, int], int], stratum: np.ndarray, chance: np.ndarray
) -> None:
    for one in before:
        expected = chance[stratum[place_of[one.document, one.sentence]]]
        if abs(one.probability / expected - 1) > 1e-6:
            what = (
                f"has {one.probability:.4g} as probability of sentence {one.sentence} of '{one.document}', where the "
                f"texts, the strata and the dictionary as they are give {expected:.4g}"
            )
            advice = "give the whole sheet, and the texts, --strata and --codebook that it was drawn with"
            raise input_error("--after", what, advice)


def _allocation(sizes: np.ndarray, already: np.ndarray, rows: int, labels: list[str], strata: str) -> np.ndarray:
    """How many rows of each stratum there are to be in all: none fewer than it has, none more than it can have."""
    weights = sizes / sizes.sum()
    with_mention = np.array([label != "" for label in labels])
    if strata in (FOUND, THEME) and with_mention.any() and not with_mention.all():
        part = max(PART_FOUND, float(weights[with_mention].sum()))
        # As many for each theme, and the others the rest.
        weights = np.where(with_mention, part / with_mention.sum(), 1 - part)
    elif strata not in ("", FOUND, THEME, DOCUMENT):
        weights = np.full(len(labels), 1 / len(labels))
    least = np.maximum(already, np.minimum(1, sizes))
    wanted = least.copy()
    if wanted.sum() > rows:
        # No room for one of each: `draw` says so.
        return np.asarray(already)
    # Row by row to the stratum that is furthest behind its weight.
    while wanted.sum() < rows:
        behind = np.where(wanted < sizes, weights * rows - wanted, -np.inf)
        wanted[int(np.argmax(behind))] += 1
    return np.asarray(wanted)


def drawn_in(rows: Iterable[dict[str, str]]) -> Iterator[Drawn]:
    """The draw that a sheet's rows hold: document, sentence and probability of each, all text."""
    for row in rows:
        yield Drawn(row["document"], int(float(row["sentence"])), float(row["probability"]))


def draw_from_corpus(
    paths: Sequence[str],
    codebook: Codebook,
    chosen: Choice,
    size: int,
    *,
    strata: str = "",
    seed: int = 0,
    before: list[Drawn] | None = None,
    remarks: list[str],
) -> tuple[list[Drawn], dict[str, ParsedDocument]]:
    """Draw sentences from the documents of a corpus, which is read twice, so that it need not fit into memory.

    Args:
        paths: as in `themeline.corpus.locate.plan`.
        codebook: its patterns, see `sentences_of`.
        chosen: which documents; its group is the column of the strata, where these are a column's.
        size: as in `draw`.
        strata: as in `draw`.
        seed: as in `draw`.
        before: as in `draw`.
        remarks: what was left out is added to it, in sentences.

    Returns:
        What was drawn, and the documents in which it is, by name.
    """
    read = parsed_documents(paths, codebook, chosen, remarks)
    sentences = sentences_of(((one.name, one.group, one.document) for one in read), codebook, strata)
    if strata not in ("", FOUND, THEME, DOCUMENT) and (sentences["stratum"] == "").all():
        raise input_error(
            "--strata", f"no document has '{strata}'", f"name {FOUND}, {THEME}, {DOCUMENT}, or a column"
        )
    drawn = draw(sentences, size, strata=strata, seed=seed, before=before)
    wanted = {one.document for one in drawn}
    return drawn, {one.name: one for one in parsed_documents(paths, codebook, chosen, [], wanted)}
