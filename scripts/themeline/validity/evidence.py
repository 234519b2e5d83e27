"""What a validation report is made of: the demands on a dictionary, what answers them, and the numbers behind that.

The demands are those of ValiText for its case "applying dictionaries", in our words: L. Birkenmaier, C. Lechner and
C. Wagner, arXiv:2307.02863. Beside them stand three that its checklist has not: internal consistency, the correction
of errors, and the use of the test part.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from themeline.dictionary.codebook import Codebook
from themeline.dictionary.guide import Guide
from themeline.errors import InputError
from themeline.measures.association import Measured, consistency, rank_correlation, slope
from themeline.measures.intervals import FEWEST
from themeline.text.document import Document
from themeline.text.tokens import WORD
from themeline.validity.coding_sheets import PROBABILITY, Coded
from themeline.validity.estimates import CodedSample, Population, sample_of
from themeline.validity.scores import found_by, scores_by_part, shares, weights_of
from themeline.validity.sensitivity import Ranks
from themeline.validity.tally import Tally

# The kinds of evidence, in the order of the report.
KINDS = {
    "substantive": "Substantive evidence: what is to be measured, and why so",
    "structural": "Structural evidence: how the dictionary works",
    "external": "External evidence: how its results fit what is known otherwise",
    "robustness": "Robustness: what other decisions would have changed",
}
# Whether a demand is met: by numbers here; by what only the author can say; or not yet.
DONE, TO_WRITE, NOT_DONE = "done", "to be written", "not done"


class Demand(NamedTuple):
    """What is asked of a dictionary: its anchor in the report, its kind (of `KINDS`), what is asked, whether ValiText
    recommends it or has it as optional (empty for neither), and the keys of works that its answer rests on."""

    name: str
    kind: str
    words: str
    weight: str = ""
    works: tuple[str, ...] = ()


_MUST, _MAY = "recommended", "optional"
DEMANDS = (
    Demand("definitions", "substantive", "What each theme means", _MUST),
    Demand("sources", "substantive", "Where the patterns come from", _MUST),
    Demand("agreement", "substantive", "Whether coders agree on what the themes mean", _MAY, ("krippendorff2018",)),
    Demand("data", "substantive", "Which texts were read, and why these", _MUST),
    Demand("method", "substantive", "Why a dictionary", _MUST, ("vanatteveldt2021",)),
    Demand("level", "substantive", "At which level texts are judged", _MUST),
    Demand("preprocessing", "substantive", "How texts were prepared", _MUST, ("themeline",)),
    Demand("coverage", "structural", "How much of the texts the dictionary knows", _MUST),
    Demand("extremes", "structural", "Which documents stand out", _MUST),
    Demand("time", "structural", "Whether the measure is plausible over time", _MAY),
    Demand("length", "structural", "Whether results follow from the length of texts", _MAY,
           ("chan2021", "bonett2000", "efron1993")),
    Demand("errors", "structural", "Where it errs, and why", _MUST),
    Demand("patterns", "structural", "What each pattern is worth", _MAY),
    Demand("consistency", "structural", "Whether the patterns of a theme go together", "",
           ("kuder1937", "cronbach1951", "efron1993")),
    Demand("made-up", "structural", "Sentences made to test it", _MAY),
    Demand("hand-codes", "external", "How well it finds what coders find", _MUST,
           ("wilson1927", "lam2023", "efron1982", "casella1985")),
    Demand("correction", "external", "What results are without the dictionary's errors", "",
           ("egami2023", "angelopoulos2023", "rogan1978")),
    Demand("test-part", "external", "Whether the test part was kept apart"),
    Demand("measures", "external", "Whether it goes with other measures", _MAY, ("bonett2000",)),
    Demand("groups", "external", "Whether known groups differ as they should", _MAY),
    Demand("word-lists", "robustness", "Whether results survive another word list", _MUST),
    Demand("other-methods", "robustness", "How other methods do", _MAY),
    Demand("other-texts", "robustness", "Whether it works in other texts", _MAY),
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """A table of a report: what it shows, the names of its columns, its rows, all as they are read.

    The columns (from 0) of ``right`` end below each other, as numbers do.
    """

    title: str
    heads: list[str]
    rows: list[list[str]]
    right: tuple[int, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What was done about a demand.

    Attributes:
        status: `DONE`, `TO_WRITE`, or `NOT_DONE`.
        said: sentences.
        tables: with numbers.
        command: what would do it, or go on from here; empty for none.
        works: keys of works that it rests on beside those of the demand.
    """

    status: str
    said: list[str]
    tables: list[Table] = field(default_factory=list)
    command: str = ""
    works: tuple[str, ...] = ()


class Expectation(NamedTuple):
    """What is known of groups: of ``theme``, ``more`` speak more than ``less``."""

    theme: str
    more: str
    less: str


@dataclass(frozen=True)
class Outside:
    """A measure from elsewhere: its name, and its numbers by the names of documents."""

    name: str
    values: dict[str, float]


@dataclass(frozen=True)
class Material:
    """What a report is made of.

    Attributes:
        codebook: the dictionary.
        codebook_file: its file.
        guide: rules and hard cases for coders; None for none.
        sheets: the files of coded sentences.
        coded: their sentences, of the body; None without sheets.
        everyone: the same with the codes of all programs.
        texts: as they were named; empty where those of the sheets were read.
        options: which documents of them, in the words of the call.
        tally: of the texts; None where there are none.
        population: their sentences, as ``tally``.
        document: the text, where it is a single one.
        ranks: of its themes under other word lists, where it is a single one.
        remarks: on the texts and sheets.
        expectations: on groups.
        outside: measures from elsewhere.
    """

    codebook: Codebook
    codebook_file: Path
    guide: Guide | None = None
    sheets: list[Path] = field(default_factory=list)
    coded: Coded | None = None
    everyone: Coded | None = None
    texts: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    tally: Tally | None = None
    population: Population | None = None
    document: Document | None = None
    ranks: Ranks | None = None
    remarks: list[str] = field(default_factory=list)
    expectations: list[Expectation] = field(default_factory=list)
    outside: list[Outside] = field(default_factory=list)


@dataclass(frozen=True)
class Facts:
    """What several answers, and the paragraph on methods, rest on.

    Attributes:
        found: what the dictionary finds in the coded sentences.
        scores: of each theme and part, see `scores_by_part`.
        overall: over all themes, by part.
        part: the part whose scores are reported: a test part, where there is one; of several the largest.
        sample: the coded sentences that were drawn from the texts.
        no_sample: why there is none.
        lengths: of documents, see `length_of_documents`; empty for fewer than five.
        consistency: of themes over documents, see `consistencies`; empty for fewer than five.
    """

    found: np.ndarray | None = None
    scores: pd.DataFrame | None = None
    overall: pd.DataFrame | None = None
    part: str = ""
    sample: CodedSample | None = None
    no_sample: str = ""
    lengths: list[tuple[str, Measured, Measured]] = field(default_factory=list)
    consistency: list[tuple[str, int, Measured, Measured]] = field(default_factory=list)

    def follow_length(self) -> list[str]:
        """The themes whose rates clearly go with the length of documents: the correlation's interval holds no 0."""
        return [theme for theme, _, r in self.lengths if r.low > 0 or r.high < 0]


def facts_of(material: Material) -> Facts:
    """The numbers that several answers rest on."""
    coded, tally = material.coded, material.tally
    facts = Facts(no_sample="no sentence is coded")
    if tally is not None and len(tally.documents) >= FEWEST:
        facts = replace(facts, lengths=length_of_documents(tally), consistency=consistencies(tally))
    if coded is None:
        return facts
    found = found_by(coded, material.codebook)
    scores, overall = scores_by_part(found, coded)
    scores.insert(2, "label", scores["theme"].map(material.codebook.labels))
    sizes = coded.units.assign(test=coded.of_test()).groupby("part", sort=False)["test"].agg(["all", "size"])
    part = max(sizes.index, key=lambda name: (bool(sizes.loc[name, "all"]), int(sizes.loc[name, "size"])))
    sample, why = _sample(material, coded)
    return replace(facts, found=found, scores=scores, overall=overall, part=str(part), sample=sample, no_sample=why)


def _sample(material: Material, coded: Coded) -> tuple[CodedSample | None, str]:
    """The coded sentences that were drawn from the texts; or why there are none."""
    if material.population is None:
        return None, "no texts were read"
    drawn = coded.where(coded.units[PROBABILITY].notna().to_numpy())
    if drawn.units.empty:
        return None, "no sheet is a sample drawn by themeline sheet --sample"
    try:
        return sample_of(material.population, drawn), ""
    except InputError as error:
        return None, "; ".join(f"{fault.source} {fault.what}" for fault in error.faults)


def length_of_documents(tally: Tally) -> list[tuple[str, Measured, Measured]]:
    """Whether a theme's rate follows from the length of documents.

    Returns:
        Of each theme, how many mentions per 1,000 words a document of twice the length has more, and the rank
        correlation of rate and length; of documents that have words.
    """
    found = []
    for theme in tally.codebook.ids:
        rates = tally.rates(theme)
        known = ~np.isnan(rates)
        words = np.log2(tally.words[known])
        found.append((theme, slope(words, rates[known]), rank_correlation(words, rates[known])))
    return found


def length_of_sentences(coded: Coded, found: np.ndarray) -> list[tuple[str, float, Measured]]:
    """Whether the dictionary errs more in long sentences, over all themes together.

    Misses are of the judgements (a sentence, a theme) in which coders see the theme, false alarms of the others.
    Where coders disagree, a judgement counts as both, by the share of the coders. Chance is that of sentences.

    Returns:
        Of misses and of false alarms, their share of these judgements, and how much it changes with 10 words more.
    """
    share, seen = shares(coded.codes)
    words = np.array([sum(1 for _ in WORD.finditer(text)) for text in coded.units["text"]], dtype=float)
    own = weights_of(coded)
    weights = np.ones(len(words)) if own is None else own
    rows, themes = np.nonzero(seen)
    y, f = share[rows, themes], found[rows, themes].astype(float)
    results = []
    for name, judged, wrong in (("misses", y, 1 - f), ("false alarms", 1 - y, f)):
        kept = judged > 0
        w = weights[rows[kept]] * judged[kept]
        whole = float(np.average(wrong[kept], weights=w)) if kept.any() else float("nan")
        results.append((name, whole, slope(words[rows[kept]] / 10, wrong[kept], unit=rows[kept], weights=w)))
    return results


def consistencies(tally: Tally) -> list[tuple[str, int, Measured, Measured]]:
    """Whether documents that have one pattern of a theme have the others too.

    Returns:
        Of each theme the number of its patterns that vary over documents, KR-20 (a pattern is in a document or not),
        and alpha of the patterns' rates; of documents that have words.
    """
    found = []
    known = tally.words > 0
    for theme in tally.codebook.ids:
        _, items = tally.items(theme)
        items = items[known]
        present = (items > 0).astype(float)
        rates = 1000 * items / tally.words[known][:, None]
        varying = int((np.ptp(present, axis=0) > 0).sum()) if len(present) else 0
        found.append((theme, varying, consistency(present), consistency(rates)))
    return found
