"""Shares of themes as coders would find them in all sentences: of a text, of documents, their groups, over time.

Four numbers stand side by side. *counted*: what the dictionary finds; right where it makes no errors, or as many
misses as false alarms. *Rogan-Gladen*: corrected by the recall and the false alarms in all coded sentences; right for
all documents together, and for a group where these are the same in it. *coded alone*: the coded sentences; right if
these were drawn at random, but with wide intervals. *corrected*: both together (see `themeline.validity.design`);
right if sentences were drawn at random, whatever the dictionary does, and mostly narrower.

Intervals are for documents like these: they hold the variance between documents, so that what is counted in all of
them has an interval too.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from themeline.corpus.choice import Choice
from themeline.corpus.parsed import ParsedDocument, parsed_documents
from themeline.dictionary.codebook import Codebook
from themeline.dictionary.mentions import list_mentions
from themeline.errors import input_error
from themeline.io.files import file_sha256
from themeline.io.names import known_names
from themeline.measures.intervals import FEWEST, rate
from themeline.text.document import BODY, Document
from themeline.text.language import language_list, language_name
from themeline.text.wording import count_of, years_of
from themeline.validity.coding_sheets import PROBABILITY, Coded
from themeline.validity.design import Estimate, Sample, Units, coded_alone, corrected, counted
from themeline.validity.misclassification import corrected_share, with_validity
from themeline.validity.scores import found_by, shares, theme_scores, weights_of

if TYPE_CHECKING:
    from themeline.corpus.reference import Corpus

# Of a slope over time: so many years.
YEARS = 10
# Coded sentences in each period, of fewer of which rates over time are not drawn; nor has it been simulated how often
# intervals of fewer hold.
FEWEST_CODED = 100
# Groups whose differences are estimated: of more there are too many pairs.
MOST_COMPARED = 4
# The name of the target that is all there is, and the key of a text that stands alone.
ALL, TEXT = "all", "text"
# Kinds of targets that are shares, from 0 to 1: of all or of a group, and of a period.
SHARES = SHARE, PERIOD = "share", "period"


@dataclass(frozen=True)
class Population:
    """All sentences of bodies, in units that are taken as independent: documents; or, of one text, its sentences.

    Attributes:
        units: one row per unit: document, key (sha256 of the document's content, with the sentence's number behind it
            where a unit is a sentence), group, year, sentences, words, and what else is known.
        found: units x themes, in how many sentences the dictionary finds the theme.
        mentions: units x themes.
        themes: ids.
        labels: of the themes.
        by_sentence: whether units are sentences.
        findings: by the key of the document, the numbers of its sentences, and in which of them the dictionary finds
            which themes.
    """

    units: pd.DataFrame
    found: np.ndarray
    mentions: np.ndarray
    themes: list[str]
    labels: list[str]
    by_sentence: bool
    findings: dict[str, tuple[np.ndarray, np.ndarray]]


def population_of(documents: Iterable[ParsedDocument], codebook: Codebook) -> Population:
    """The sentences of documents; those of each document where there are at least `FEWEST`, else one by one.

    Args:
        documents: see `themeline.corpus.parsed`.
        codebook: its patterns.
    """
    kept: list[tuple[dict[str, Any], np.ndarray, np.ndarray]] = []
    for one in documents:
        words, counts = _sentences(one.document, codebook)
        known = {"document": one.name, "key": one.sha256, "group": one.group, "year": one.year, **one.known}
        kept.append((known, words, counts))
    return _population(kept, codebook, by_sentence=len(kept) < FEWEST)


def hold_to_groups(population: Population, chosen: Choice) -> None:
    """Refuse a column of groups that no document has.

    Raises:
        InputError: so it is.
    """
    if chosen.group and (population.units["group"] == "").all():
        raise input_error("--group", f"no document has '{chosen.group}'", "name a column of the metadata or table")


def _sentences(document: Document, codebook: Codebook) -> tuple[np.ndarray, np.ndarray]:
    """Number and words of each sentence of the body, and its mentions of each theme."""
    # From lists, since tables of all words of many documents take half of the time.
    parts = document.parts
    words = Counter(word.sentence_row for word in parts.words)
    rows = [(one.sentence, words[row]) for row, one in enumerate(parts.sentences) if one.role in BODY]
    place_of = {number: i for i, (number, _) in enumerate(rows)}
    column_of = {theme: k for k, theme in enumerate(codebook.ids)}
    counts = np.zeros((len(rows), len(codebook.ids)), dtype=int)
    for mention in list_mentions(document, codebook.for_any_language()):
        counts[place_of[mention.sentence], column_of[mention.theme]] += 1
    return np.array(rows, dtype=int).reshape(-1, 2), counts


def _population(
    kept: list[tuple[dict[str, Any], np.ndarray, np.ndarray]], codebook: Codebook, *, by_sentence: bool
) -> Population:
    rows, found, mentions = [], [], []
    for known, words, counts in kept:
        if by_sentence:
            rows += [known | {"key": f"{known['key']} {n}", "sentences": 1, "words": w} for n, w in words.tolist()]
            found.append(counts > 0)
            mentions.append(counts)
        else:
            rows.append(known | {"sentences": len(words), "words": int(words[:, 1].sum())})
            found.append((counts > 0).sum(axis=0, keepdims=True))
            mentions.append(counts.sum(axis=0, keepdims=True))
    units = pd.DataFrame(rows).astype({"year": "Int64"})
    labels = [theme.label for theme in codebook.themes]
    findings = {known["key"]: (words[:, 0], counts > 0) for known, words, counts in kept}
    return Population(
        units, np.vstack(found).astype(float), np.vstack(mentions), codebook.ids, labels, by_sentence, findings
    )


@dataclass(frozen=True)
class CodedSample:
    """Coded sentences of a population.

    Attributes:
        unit: of each, the number of its unit.
        probability: with which it was drawn.
        coded: sentences x themes; the share of the coders that see the theme, NaN where nobody looked for it.
        found: sentences x themes, whether the dictionary finds it.
        elsewhere: how many coded sentences are of no unit of the population.
    """

    unit: np.ndarray
    probability: np.ndarray
    coded: np.ndarray
    found: np.ndarray
    elsewhere: int


def sample_of(population: Population, coded: Coded, keys: dict[str, str] | None = None) -> CodedSample:
    """The coded sentences that are of a population.

    Args:
        population: what they were drawn from, or a part of it.
        coded: the sentences.
        keys: of the texts that have them, the keys of documents in ``population``, by path; the hash of their content
            where none are given.

    Raises:
        InputError: they are no sample, none of them is of the population, or it is not what they were drawn from.
    """
    coded = coded.of_roles(BODY)
    if coded.units[PROBABILITY].isna().any():
        part = coded.units.loc[coded.units[PROBABILITY].isna(), "part"].iloc[0]
        what = "has sentences that were not drawn at random: it has no column 'probability'"
        raise input_error(part, what, "draw sentences with themeline sheet --sample, and code these")
    number_of = {key: i for i, key in enumerate(population.units["key"])}
    paths = coded.units["path"].unique()
    hashes = {path: file_sha256(Path(path)) for path in paths if Path(path).is_file()} if keys is None else keys
    ends = coded.units["sentence"].astype(str).radd(" ") if population.by_sentence else ""
    documents = coded.units["path"].map(hashes).fillna("")
    unit = (documents + ends).map(number_of)
    here = unit.notna().to_numpy()
    if not here.any():
        names = ", ".join(coded.units["document"].unique()[:3])
        advice = "name the texts that its sentences were drawn from, or no sheet"
        raise input_error(coded.units["part"].iloc[0], f"has no sentence of these texts, but of {names}", advice)
    changed = set(coded.units.loc[~here, "document"]) & set(population.units["document"])
    if changed and keys is None:
        names = ", ".join(sorted(changed)[:3])
        advice = "restore them, or draw a new sample"
        raise input_error(coded.units["part"].iloc[0], f"was drawn from other versions of {names}", advice)
    share, seen = shares(coded.codes)
    values = np.full((len(coded.units), len(population.themes)), np.nan)
    places = [population.themes.index(theme) for theme in coded.themes]
    values[:, places] = np.where(seen > 0, share, np.nan)
    found = [
        _finding(population.findings[key], number)
        for key, number in zip(documents[here], coded.units.loc[here, "sentence"], strict=True)
    ]
    sample = CodedSample(
        unit[here].to_numpy(int), coded.units.loc[here, PROBABILITY].to_numpy(float), values[here],
        np.array(found, dtype=float), int((~here).sum()),
    )  # fmt: skip
    _hold_to_size(population, sample, coded.units["part"].iloc[0])
    return sample


def _finding(findings: tuple[np.ndarray, np.ndarray], number: int) -> np.ndarray:
    numbers, found = findings
    return np.asarray(found[int(np.searchsorted(numbers, number))])


def _hold_to_size(population: Population, sample: CodedSample, part: str) -> None:
    """What drawn sentences stand for is as many as there are: each stands for one in its probability."""
    size = int(population.units["sentences"].sum())
    stands_for = float((1 / sample.probability).sum())
    # Of a part of what was drawn from, it is by chance how much is drawn.
    variance = float(((1 - sample.probability) / sample.probability**2).sum()) if sample.elsewhere else 0.0
    if abs(stands_for - size) > 4 * variance**0.5 + 0.5:
        what = f"was drawn from {stands_for:,.0f} sentences, and these texts have {size:,}"
        raise input_error(
            part, what, "name all texts that it was drawn from (--texts), as they were then, or no sheet"
        )


@dataclass(frozen=True)
class Target:
    """What is estimated: a contrast of coefficients, see `themeline.validity.design`.

    Attributes:
        name: as it is called in tables.
        kind: "share" (of all, or of a group), "period" (a share too), "difference" or "slope".
        x: units x columns.
        contrast: of the columns.
        inside: the units that it is about.
    """

    name: str
    kind: str
    x: np.ndarray
    contrast: np.ndarray
    inside: np.ndarray


def targets(population: Population, *, groups: bool = True, trend: bool = False, period: int = 0) -> list[Target]:
    """The share of all, of each group, the differences of groups (of four at most), the slope of ten years, and the
    share of each period.

    Args:
        population: its groups, the one of most units first, are those of its units; those of no group are left out.
        groups: whether those of groups are wanted.
        trend: whether the slope over years is wanted, where years are known.
        period: of so many years, each beginning with a multiple of them; 0 for no periods.
    """
    units = population.units
    everything = np.ones(len(units), dtype=bool)
    found = [Target(ALL, SHARE, np.ones((len(units), 1)), np.ones(1), everything)]
    named = units.loc[units["group"] != "", "group"]
    sizes = named.value_counts()
    names = sorted(sizes.index, key=lambda name: (-sizes[name], name)) if groups else []
    if len(names) > 1:
        x = np.column_stack([units["group"] == name for name in names]).astype(float)
        unit_vectors = np.eye(len(names))
        for i, name in enumerate(names):
            found.append(Target(str(name), SHARE, x, unit_vectors[i], x[:, i] > 0))
        for i, j in itertools.combinations(range(len(names) if len(names) <= MOST_COMPARED else 0), 2):
            contrast = unit_vectors[i] - unit_vectors[j]
            inside = (x[:, i] + x[:, j]) > 0
            found.append(Target(f"{names[i]} - {names[j]}", "difference", x, contrast, inside))
    if trend:
        years = units["year"]
        known = years.notna().to_numpy()
        if years[known].nunique() > 1:
            centred = np.where(known, years.fillna(0).to_numpy(float) - float(years[known].mean()), 0) / YEARS
            x = np.column_stack([known.astype(float), centred])
            found.append(Target(f"per {YEARS} years", "slope", x, np.array([0.0, 1.0]), known))
    if period:
        begins = units["year"] // period * period
        order = sorted(begins.dropna().unique())
        x = np.column_stack([(begins == begin).fillna(value=False) for begin in order] or [np.zeros(len(units))])
        for i, begin in enumerate(order):
            one = np.eye(len(order))[i]
            found.append(Target(years_of(begin, begin + period - 1), PERIOD, x.astype(float), one, x[:, i] > 0))
    return found


def difference(population: Population, more: str, less: str) -> Target:
    """By how much the share of one group is higher than that of another.

    Raises:
        InputError: there is no such group, or both are the same.
    """
    groups = population.units["group"]
    for name in (more, less):
        if name == "" or not (groups == name).any():
            known = sorted(set(groups) - {""})
            advice = known_names(name, known) if known else "name the column of groups with --group"
            raise input_error("--expect", f"there is no group '{name}'", advice)
    if more == less:
        raise input_error("--expect", f"'{more}' is compared with itself", "name two groups")
    x = np.column_stack([groups == more, groups == less]).astype(float)
    return Target(f"{more} - {less}", "difference", x, np.array([1.0, -1.0]), x.sum(axis=1) > 0)


def counted_alone(population: Population, wanted: Sequence[Target]) -> pd.DataFrame:
    """Shares, differences and slopes as the dictionary counts them, with its errors: for texts without a sample.

    Returns:
        One row per target and theme: target, kind, theme, counted (with _low and _high; shares from 0 to 1).
    """
    rows = []
    for target in wanted:
        for k, theme in enumerate(population.themes):
            units = Units(population.units["sentences"].to_numpy(float), population.found[:, k], target.x)
            one = counted(units, target.contrast, share=target.kind == "share")
            rows.append((target.name, target.kind, theme, one.value, one.low, one.high))
    return pd.DataFrame(rows, columns=["target", "kind", "theme", "counted", "counted_low", "counted_high"])


def regression(population: Population, columns: Sequence[str]) -> list[Target]:
    """The coefficients of a linear regression of the share on what is known of documents.

    Args:
        population: its units have the columns.
        columns: numbers as they are; of a column of words the most frequent one is compared with each other.

    Raises:
        InputError: a column is empty for some document, or the same for all, or there are too few documents.
    """
    parts = [np.ones((len(population.units), 1))]
    names: list[tuple[str, str]] = [("intercept", SHARE)]
    for column in columns:
        values = population.units[column]
        if values.isna().any() or (values.astype(str).str.strip() == "").any():
            raise input_error(column, "is empty for some documents", "fill it, or choose another column")
        numbers = pd.to_numeric(values, errors="coerce")
        if values.nunique() < 2:
            raise input_error(column, "is the same for all documents", "choose another column")
        if numbers.notna().all():
            parts.append((numbers.to_numpy(float) - float(numbers.mean()))[:, None])
            names.append((column, "slope"))
            continue
        often = values.astype(str).value_counts()
        ranked = sorted(often.index, key=lambda one: (-often[one], one))
        for one in ranked[1:]:
            parts.append((values.astype(str) == one).to_numpy(float)[:, None])
            names.append((f"{column}: {ranked[0]} - {one}", "difference"))
    x = np.hstack(parts)
    everything = np.ones(len(x), dtype=bool)
    if len(names) > len(x) - FEWEST:
        what = f"have {len(names) - 1:,} coefficients, and there are {len(x):,} documents"
        raise input_error(", ".join(columns), what, "choose fewer columns, or some with fewer values")
    vectors = np.eye(len(names))
    # Of words the most frequent less each other, as in the differences of groups.
    found = [
        Target(name, kind, x, -vectors[i] if kind == "difference" else vectors[i], everything)
        for i, (name, kind) in enumerate(names)
    ]
    return found[1:]


def estimates(population: Population, sample: CodedSample, wanted: Sequence[Target]) -> pd.DataFrame:
    """Shares, differences and slopes, counted and corrected.

    Returns:
        One row per target and theme that was coded: target, kind, theme, label, documents, sentences, coded (how
        many of these are in the sample), seen (how many of them the coders see the theme in), counted,
        rogan_gladen (of shares), coded_alone, corrected (each with _low and _high; shares of sentences from 0 to 1),
        tuning (what the dictionary is worth, see `Estimate`), counted_rate (mentions per 1,000 words; of shares),
        corrected_rate (with _low and _high: as many mentions as there would be if a sentence that coders see had as
        many as one that is found).
    """
    rows = []
    group = pd.factorize(population.units["group"])[0]
    for target in wanted:
        share = target.kind in SHARES
        within = target.inside[sample.unit]
        size = int(population.units.loc[target.inside, "sentences"].sum())
        words = int(population.units.loc[target.inside, "words"].sum())
        documents = population.units.loc[target.inside, "key"].str.partition(" ")[0].nunique()
        for k, (theme, label) in enumerate(zip(population.themes, population.labels, strict=True)):
            looked = ~np.isnan(sample.coded[:, k])
            if not looked.any():
                continue
            units = Units(population.units["sentences"].to_numpy(float), population.found[:, k], target.x, group)
            own = Sample(
                sample.unit[looked], sample.coded[looked, k], sample.found[looked, k],
                # Where some sentences were not looked at for this theme, the others stand for them too.
                sample.probability[looked] * looked.mean(),
            )  # fmt: skip
            row: dict[str, Any] = {
                "target": target.name, "kind": target.kind, "theme": theme, "label": label, "documents": documents,
                "sentences": size, "coded": int((within & looked).sum()),
                "seen": float(sample.coded[looked & within, k].sum()),
            }  # fmt: skip
            found = float(population.found[target.inside, k].sum())
            ways = {
                "counted": counted(units, target.contrast, share=share),
                "rogan_gladen": rogan_gladen(found, size, own) if share else Estimate(*[float("nan")] * 5),
                "coded_alone": coded_alone(units, own, target.contrast, share=share),
                "corrected": corrected(units, own, target.contrast, share=share),
            }
            for way, one in ways.items():
                row |= {way: one.value, f"{way}_low": one.low, f"{way}_high": one.high}
            row["tuning"] = ways["corrected"].tuning
            mentions = int(population.mentions[target.inside, k].sum())
            each = mentions / found if found else 1.0
            row["counted_rate"] = rate(mentions, words) if share else float("nan")
            for end in ("", "_low", "_high"):
                row[f"corrected_rate{end}"] = rate(row[f"corrected{end}"] * size * each, words) if share else np.nan
            rows.append(row)
    return pd.DataFrame(rows)


def rogan_gladen(found: float, size: int, sample: Sample) -> Estimate:
    """The share of sentences, from how many of them are found: see `themeline.validity.misclassification`.

    Args:
        found: sentences that the dictionary finds the theme in.
        size: all sentences.
        sample: the coded ones, whose recall and specificity, weighted, are taken to be those of all.
    """
    weights = 1 / sample.probability

    def of(which: np.ndarray, right: np.ndarray) -> tuple[float, float]:
        w = weights * which
        if not w.any():
            return float("nan"), 0.0
        return float((w * right).sum() / w.sum()), float(w.sum() ** 2 / (w**2).sum())

    recall, positives = of(sample.coded, sample.found)
    specificity, negatives = of(1 - sample.coded, 1 - sample.found)
    value, low, high = corrected_share(
        round(found), size, recall=recall, positives=positives, specificity=specificity, negatives=negatives
    )
    return Estimate(value, low, high, float("nan"), float("nan"))


def is_sample_of(coded: Coded, corpus: "Corpus") -> bool:
    """Whether any coded sentence was drawn from the documents of a corpus, by their content."""
    drawn = coded.units.loc[coded.units[PROBABILITY].notna(), "path"].unique()
    known = set(corpus.documents["sha256"])
    return any(Path(path).is_file() and file_sha256(Path(path)) in known for path in drawn)


def corpus_estimates(
    paths: str | Sequence[str],
    codebook: Codebook,
    chosen: Choice,
    coded: Coded,
    *,
    trend: bool = False,
    period: int = 0,
    remarks: list[str] | None = None,
) -> pd.DataFrame:
    """What coders would find in all sentences of a corpus, from a sample of it that was coded.

    Args:
        paths: of the corpus, as in `themeline.corpus.locate.plan`.
        codebook: the themes.
        chosen: which documents; their groups are compared, and a regression is made on the columns that it keeps.
        coded: sentences drawn from the corpus, see `themeline.validity.sampling`.
        trend: whether the change in ten years is wanted.
        period: of so many years, whose shares are wanted, each beginning with a multiple of them; 0 for no periods.
        remarks: what was left out is added to it, in sentences.

    Returns:
        See `estimates`; of all documents, of each group, of their differences, of ten years, of each period (the
        target is "1990 to 1999", or "1990"), of each column. And coders: what those who coded are, empty where it is
        not said.
    """
    said: list[str] = [] if remarks is None else remarks
    listed = [paths] if isinstance(paths, str) else paths
    population = population_of(parsed_documents(listed, codebook, chosen, said, parsed=coded.by_hash()), codebook)
    hold_to_groups(population, chosen)
    sample = sample_of(population, coded)
    if sample.elsewhere:
        said.append(f"{count_of(sample.elsewhere, 'coded sentence')} not in these texts, and left out")
    without = int((population.units["group"] == "").sum())
    if chosen.group and without:
        said.append(f"{count_of(without, 'document')} without '{chosen.group}', and in no group")
    undated = int(population.units["year"].isna().sum())
    if (trend or period) and undated:
        said.append(f"{count_of(undated, 'document')} without a year, and in no {'period' if period else 'trend'}")
    wanted = targets(population, groups=bool(chosen.group), trend=trend, period=period)
    wanted += regression(population, chosen.keep) if chosen.keep else []
    return estimates(population, sample, wanted).assign(coders=coded.kinds_in_words())


def corrected_group_rates(rates: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """The rates of groups of documents as they would be without the errors of the dictionary.

    Args:
        rates: as `themeline.measures.corpus.group_rates` gives them.
        table: of the same documents, as `corpus_estimates` gives it.

    Returns:
        ``rates``, with the corrected rate in place of rate, low and high; what was there before in counted,
        counted_low and counted_high; coded, the coded sentences that it rests on; and coders. Themes that nobody
        coded are left out.
    """
    shares_of = table[table["kind"] == SHARE]
    if rates["group"].nunique() == 1:
        shares_of = shares_of[shares_of["target"] == ALL].assign(target=rates["group"].iloc[0])
    return _corrected(rates, shares_of, "group")


def corrected_period_rates(rates: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """The rates of periods as they would be without the errors of the dictionary.

    Args:
        rates: as `themeline.measures.corpus.period_rates` gives them.
        table: of the same documents, in periods of as many years, as `corpus_estimates` gives it.

    Returns:
        As `corrected_group_rates`. A period of fewer than `FEWEST` documents has no interval; one of a single
        document has only what was counted. Where any of the others has fewer coded sentences than `FEWEST_CODED`,
        ``rates`` as they are: intervals would hide what there is to see.
    """
    years = [years_of(first, last) for first, last in zip(rates["period"], rates["until"], strict=True)]
    merged = _corrected(rates.assign(years=years), table[table["kind"] == PERIOD], "years").drop(columns="years")
    few = merged["documents"] < FEWEST
    if (merged.loc[~few, "coded"] < FEWEST_CODED).any():
        return rates
    return merged.assign(low=merged["low"].mask(few), high=merged["high"].mask(few))


def _corrected(rates: pd.DataFrame, shares_of: pd.DataFrame, by: str) -> pd.DataFrame:
    columns = ["target", "theme", "coded", "coders", "corrected_rate", "corrected_rate_low", "corrected_rate_high"]
    merged = rates.merge(
        shares_of[columns], left_on=[by, "theme"], right_on=["target", "theme"], how="inner", sort=False
    )
    return _in_place_of_counted(merged.drop(columns="target"))


def _weighted_errors(scores: pd.DataFrame) -> pd.DataFrame:
    """Scores with the numbers of coded sentences and of false alarms that the weighted shares amount to."""
    coded = scores["prevalence"] * scores["sentences"]
    hits = coded * scores["recall"]
    false_alarms = (hits / scores["precision"] - hits).fillna(scores["false_alarms"])
    return scores.assign(coded=coded, false_alarms=false_alarms)


def _in_place_of_counted(table: pd.DataFrame) -> pd.DataFrame:
    ends = {"": "rate", "_low": "low", "_high": "high"}
    table = table.assign(**{f"counted{end}": table[name] for end, name in ends.items()})
    table = table.assign(**{name: table[f"corrected_rate{end}"] for end, name in ends.items()})
    return table.drop(columns=[f"corrected_rate{end}" for end in ends])


def corrected_measures(
    measures: pd.DataFrame, document: Document, coded: Coded, codebook: Codebook, *, roles: tuple[str, ...] = BODY
) -> pd.DataFrame:
    """Put beside each theme's rate in a text how well it is found in coded sentences, and correct it.

    Where the sentences were drawn at random from this very text, the rate itself is corrected, as in
    `corrected_group_rates`; otherwise the corrected rate stands beside it, see
    `themeline.validity.misclassification.with_validity`.

    Args:
        measures: of the text, see `themeline.measures.document.theme_measures`.
        document: the text.
        coded: sentences that were coded, of whatever texts.
        codebook: the whole codebook that they were coded with.
        roles: the parts of texts that count.

    Returns:
        ``measures`` with the columns of `with_validity`, or with those of `corrected_group_rates` and coded_sentences
        (of the sample); and coders: what those who coded are, empty where it is not said.

    Raises:
        InputError: the coded sentences are in another language, whose patterns err in other ways.
    """
    coded = coded.of_roles(roles)
    others = {one.language for one in coded.documents.values()} - {document.language, ""}
    if others and document.language:
        what = f"has sentences in {language_list(sorted(others))}, and {document.name} is in "
        advice = "give sheets of texts in that language, or none (coding)"
        raise input_error("coding", what + language_name(document.language), advice)
    weights = weights_of(coded)
    scores = theme_scores(found_by(coded, codebook), coded.codes, coded.themes, weights)
    sentences, words = document.sentence_count(roles), document.word_count(roles)
    own = {path: TEXT for path, one in coded.documents.items() if one.plain == document.plain}
    of_text = coded.units["path"].isin(own).to_numpy() & coded.units[PROBABILITY].notna().to_numpy()
    if roles != BODY or not of_text.any():
        errors = scores if weights is None else _weighted_errors(scores)
        table = with_validity(measures, errors, sentences=sentences, words=words)
        table = table.assign(coded=table["theme"].map(scores.set_index("theme")["coded"]))
        return table.assign(coders=coded.kinds_in_words())
    known = {"document": document.name, "key": TEXT, "group": "", "year": None}
    population = _population([(known, *_sentences(document, codebook))], codebook, by_sentence=True)
    sample = sample_of(population, coded.where(of_text), own)
    table = estimates(population, sample, targets(population)).drop(columns="coded")
    columns = ["theme", "corrected_rate", "corrected_rate_low", "corrected_rate_high"]
    names = ["precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high", "coded"]
    merged = measures.merge(scores[["theme", *names]], on="theme", how="left").merge(table[columns], on="theme")
    table = _in_place_of_counted(merged)
    return table.assign(coded_sentences=len(sample.unit), coders=coded.kinds_in_words())
