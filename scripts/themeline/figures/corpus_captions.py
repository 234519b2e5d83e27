"""What is said about the figures of a corpus: titles, captions, and text alternatives, written from the data."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from themeline.figures.captions import caution, source, with_language
from themeline.figures.export import FigureText
from themeline.measures.corpus import EVERYTHING, RESAMPLES
from themeline.measures.intervals import FEWEST
from themeline.text.document import Document
from themeline.text.wording import count_of, join_list

if TYPE_CHECKING:
    from themeline.corpus.reference import Corpus

_INTERVALS = f"95 % bootstrap intervals, documents resampled {RESAMPLES:,} times"


def describe_groups(corpus: "Corpus", rates: pd.DataFrame, name: str, drawn: int, seed: int) -> FigureText:
    """For the figure `corpus-groups`; ``name`` is the corpus's, ``drawn`` how many groups are drawn."""
    groups = rates.drop_duplicates("group")
    left = f" The {len(groups) - drawn} smaller groups are in the table only." if len(groups) > drawn else ""
    caption = (
        f"Mentions of each theme per 1,000 words in {_these(corpus, name)}{_within(groups)}. Each group’s documents "
        f"count as one text, so that long ones weigh more. Lines: {_INTERVALS} (seed {seed}); they show chance among "
        f"documents, not errors of the dictionary.{_few('Groups', groups)}{left}"
    )
    rows = []
    for _, part in rates.groupby("theme", sort=False):
        cells = join_list(f"{row.group} {_rate(row)}" for row in part.head(drawn).itertuples())
        rows.append(f"{part['label'].iloc[0]}: {cells}.")
    alternative = (
        f"Rates of {count_of(len(rows), 'theme')} in {count_of(min(drawn, len(groups)), 'group')} of documents."
    )
    alone = len(groups) == 1 and groups["group"].iloc[0] == EVERYTHING
    title = f"How often {'the documents' if alone else 'the documents of each group'} speak of each theme"
    return _told(corpus, FigureText(title, caption, alternative, " ".join([alternative, *rows])))


def describe_time(corpus: "Corpus", rates: pd.DataFrame, name: str, years: int, seed: int) -> FigureText:
    """For the figure `corpus-time`; ``years`` is the length of a period."""
    periods = rates.drop_duplicates("period")
    unknown = int(corpus.documents["year"].isna().sum())
    without = f" Without a year, and left out: {count_of(unknown, 'document')}." if unknown else ""
    caption = (
        f"Mentions of each theme per 1,000 words in {_these(corpus, name)}, in periods of "
        f"{count_of(years, 'year')}: the documents of a period count as one text. Each panel has a scale of its "
        f"own. Vertical lines: {_INTERVALS} (seed {seed}).{_few('Periods', periods)}{without}"
    )
    first, last = int(periods["period"].min()), int(periods["until"].max())
    alternative = (
        f"A panel for each of {count_of(rates['theme'].nunique(), 'theme')}: its rate in "
        f"{count_of(len(periods), 'period')} from {first} to {last}."
    )
    rows = []
    for _, part in rates.groupby("theme", sort=False):
        most = part.loc[part["rate"].idxmax()]
        cells = join_list(f"{row.period} {row.rate:.2f}" for row in part.itertuples())
        rows.append(f"{most['label']}: most from {most['period']} to {most['until']}; {cells}.")
    title = "How often documents speak of each theme over time"
    return _told(corpus, FigureText(title, caption, alternative, " ".join([alternative, *rows])))


def describe_standing(document: Document, corpus: "Corpus", places: pd.DataFrame, name: str, seed: int) -> FigureText:
    """For the figure `corpus-place`."""
    caption = (
        f"Rates of each theme in {source(document)} (diamonds; lines: 95 % bootstrap intervals, its sentences "
        f"resampled, seed {seed}) and in {_these(corpus, name)}. Boxes hold the middle half of the documents, thin "
        f"lines 9 in 10 of them; circles are those with the highest rates. At the right: the share of documents "
        f"whose rate is lower, those with the same rate counted by half. The axis is that of square roots. A short "
        f"text has high and low rates by chance more easily than a long one.{caution(document)}"
    )
    rows = [
        f"{row.label}: {row.rate:.2f} per 1,000 words, more than {100 * row.below:.0f} % of the documents, half of "
        f"which have between {row.q25:.2f} and {row.q75:.2f}."
        for row in places.itertuples()
    ]
    above = int((places["rate"] > places["q95"]).sum())
    alternative = (
        f"Rates of {count_of(len(places), 'theme')} in the text and in "
        f"{count_of(len(corpus.documents), 'document')}; in "
        f"{count_of(above, 'theme')} the text has more than 19 in 20 of them."
    )
    title = f"Where the text stands among {count_of(len(corpus.documents), 'other document')}"
    return _told(corpus, FigureText(title, caption, alternative, " ".join([alternative, *rows])), document)


def describe_corpus_keyness(document: Document, corpus: "Corpus", shown: pd.DataFrame, name: str) -> FigureText:
    """For the figure `corpus-keyness`."""
    caption = (
        f"Content words by which {source(document)} differs from {_these(corpus, name)}. Dots: how many times as "
        f"frequent a word is in the text, per word (logarithmic; half an occurrence is put in place of none: "
        f"hollow). In the order of log-likelihood keyness (Rayson and Garside 2000), at least 3.84, and at least two "
        f"occurrences in the text for those more frequent in it. With so many words the values sort; they test "
        f"nothing.{caution(document)}"
    )
    more, less = shown[shown["log_ratio"] > 0], shown[shown["log_ratio"] < 0]
    rows = []
    for what, part in (("More frequent in the text", more), ("Less frequent in the text", less)):
        if len(part):
            cells = join_list(f"{row.word} ({row.count} to {row.corpus_count:,})" for row in part.itertuples())
            rows.append(f"{what}, occurrences in the text to those elsewhere: {cells}.")
    first = join_list(more["word"].head(3))
    alternative = (
        f"{count_of(len(more), 'word')} more frequent in the text than elsewhere, {len(less)} less frequent"
        + (f"; first {first}." if len(more) else ".")
    )
    title = f"Words that the text uses more, and less, than {count_of(len(corpus.documents), 'other document')}"
    return _told(corpus, FigureText(title, caption, alternative, " ".join([alternative, *rows])), document)


def describe_document_pairs(
    corpus: "Corpus", pairs: pd.DataFrame, label_of: dict[str, str], name: str, seed: int
) -> FigureText:
    """For the figure `corpus-together`."""
    caption = (
        f"Which themes go together from document to document in {_these(corpus, name)}: rank correlation (Spearman) "
        f"of their rates, in hundredths. Filled tiles: farther from 0 than where the rates of one are dealt out anew "
        f"(5 %, seed {seed}); dark ones also when all {len(pairs)} pairs are allowed for (Holm). Themes may go "
        f"together because their times do."
    )
    found = pairs[pairs["correlation"].notna()].sort_values(["p", "theme", "other"], kind="stable")
    cells = [
        f"{label_of[row.theme]} with {label_of[row.other]} ({row.correlation:.2f}, p {row.p:.4f})"
        for row in found.head(10).itertuples()
    ]
    strong = int((pairs["p_adjusted"] < 0.05).sum())
    alternative = (
        f"A triangle of {count_of(len(pairs), 'pair')} of themes, {strong} of them correlated more than chance would "
        "have it."
    )
    description = f"{alternative} Least by chance: {join_list(cells)}." if cells else alternative
    return _told(
        corpus, FigureText("Which themes go together from document to document", caption, alternative, description)
    )


def describe_nearest(document: Document, corpus: "Corpus", nearest: pd.DataFrame, name: str, seed: int) -> FigureText:
    """For the figure `corpus-nearest`."""
    caption = (
        f"The documents of {_these(corpus, name)} that divide their mentions among the themes most as "
        f"{source(document)} does. Bars: a theme’s share of all mentions. Behind each name: similarity of "
        f"both divisions (1 the same, 0 no theme shared; Bhattacharyya 1943), and in how many of {RESAMPLES:,} draws "
        f"of the text’s sentences (seed {seed}) it is one of the {len(nearest)} nearest. How often themes come up "
        f"makes no difference.{caution(document)}"
    )
    rows = [
        f"{row.document}: similarity {row.similarity:.2f}, {count_of(row.mentions, 'mention')}, among the nearest in "
        f"{100 * row.among:.0f} % of draws."
        for row in nearest.itertuples()
    ]
    first = join_list(nearest["document"].head(3))
    alternative = f"Shares of themes in the text and in {count_of(len(nearest), 'document')}" + (
        f"; most similar: {first}." if len(nearest) else ": nothing to compare."
    )
    title = "Documents that divide their mentions among the themes most as the text does"
    return _told(corpus, FigureText(title, caption, alternative, " ".join([alternative, *rows])), document)


def _told(corpus: "Corpus", text: FigureText, document: Document | None = None) -> FigureText:
    """What is said about a figure, with what the languages of the documents, and of the text, mean for it."""
    if document is not None:
        text = with_language(text, document, corpus.languages)
    if not corpus.of_languages.notes:
        return text
    notes = " ".join(f"{note[:1].upper()}{note[1:]}." for note in corpus.of_languages.notes)
    return replace(text, title=f"{text.title} ({corpus.of_languages.title})", caption=f"{text.caption} {notes}")


def _these(corpus: "Corpus", name: str) -> str:
    years = corpus.documents["year"].dropna()
    span = f", {years.min()} to {years.max()}" if len(years) and years.min() < years.max() else ""
    words = int(corpus.documents["words"].sum())
    return f"{count_of(len(corpus.documents), 'document')} of “{name}” ({words:,} words{span})"


def _within(groups: pd.DataFrame) -> str:
    if len(groups) == 1:
        return ""
    return ": " + join_list(
        f"{row.group} {count_of(row.documents, 'document')}" for row in groups.head(6).itertuples()
    )


def _few(what: str, table: pd.DataFrame) -> str:
    few = int((table["documents"] < FEWEST).sum())
    return f" {what} of fewer than {FEWEST} documents have none (hollow marks or no line)." if few else ""


def _rate(row: object) -> str:
    rate, low, high = (getattr(row, name) for name in ("rate", "low", "high"))
    return f"{rate:.2f} ({low:.2f} to {high:.2f})" if low == low else f"{rate:.2f}"
