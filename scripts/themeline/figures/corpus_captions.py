"""What is said about the figures of a corpus: titles, captions, and text alternatives, written from the data."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from themeline.figures.captions import COUNTS, caution, of_kind, source
from themeline.figures.chance import BY_CHANCE
from themeline.figures.charts.corpus_groups import apart
from themeline.figures.charts.corpus_place import FEWEST_DOCUMENTS, clearly_more
from themeline.figures.charts.corpus_time import clear_peak, enlargements
from themeline.figures.charts.corpus_together import hundredths
from themeline.figures.elements import document_names, percent
from themeline.figures.export import FigureText
from themeline.measures.corpus import EVERYTHING, RESAMPLES, rates_of
from themeline.measures.intervals import FEWEST
from themeline.text.document import Document
from themeline.text.wording import capitalised, count_of, join_list, years_of

if TYPE_CHECKING:
    from themeline.corpus.reference import Corpus

# The keyness of p = 0.0001, as P. Rayson, D. Berridge and B. Francis advise, Extending the Cochran rule for the
# comparison of word frequencies between corpora, 2004.
SURE = 15.13
_INTERVALS = f"95 % bootstrap intervals, documents resampled {RESAMPLES:,} times"


def describe_groups(
    corpus: "Corpus", rates: pd.DataFrame, name: str, drawn: int, seed: int, *, sort: bool = True
) -> FigureText:
    """For the figure `corpus-groups`; ``name`` is the corpus's, ``drawn`` how many groups are drawn, ``sort`` as
    there."""
    groups = rates.drop_duplicates("group")
    left = f" The {len(groups) - drawn} smaller groups are in the table only." if len(groups) > drawn else ""
    shown = rates[rates["group"].isin(groups["group"].head(drawn))]
    clear = [theme for theme in shown["theme"].drop_duplicates() if apart(shown, theme)]
    bold = " Bold: the interval of the highest group lies above those of all others" if clear else ""
    bold += "; faded: it does not." if 0 < len(clear) < rates["theme"].nunique() else "." if clear else ""
    corrected = "counted" in rates
    lines = (
        _how_corrected(groups)
        if corrected
        else f"Lines: {_INTERVALS} (seed {seed}); they show chance among documents, not errors of the dictionary."
    )
    caption = (
        f"Mentions of each theme per 1,000 {corpus.unit} in {_these(corpus, name)}{_within(groups)}. Each group’s "
        f"documents count as one text, so that long ones weigh more. {lines}{bold}{_few('Groups', groups)}{left}"
    )
    rows = []
    for _, part in rates.groupby("theme", sort=False):
        cells = join_list(f"{row.group} {_rate(row)}" for row in part.head(drawn).itertuples())
        rows.append(f"{part['label'].iloc[0]}: {cells}.")
    alternative = (
        f"Rates of {count_of(len(rows), 'theme')} in {count_of(min(drawn, len(groups)), 'group')} of documents."
    )
    what = "Corrected rate" if corrected else "Mentions"
    subtitle = f"{what} per 1,000 {corpus.unit}, with 95 % intervals. {_order_of_groups(shown, sort)}."
    if "faded" in bold:
        subtitle += " Faded: may be due to chance."
    subtitle += " Small open marks: as counted." if corrected else f" {COUNTS}."
    title = _finding_of_groups(shown)
    return _told(corpus, FigureText(title, caption, alternative, " ".join([alternative, *rows]), subtitle))


def _how_corrected(parts: pd.DataFrame) -> str:
    """What the marks are where rates are corrected; ``parts`` has one row per group or period."""
    return (
        f"Large marks: the rate as coders would find it, estimated from {int(parts['coded'].sum()):,} coded "
        f"sentences{of_kind(parts, ' (coded by: ', ')')}, drawn at random, and from what the dictionary finds "
        "(design-based; Egami and others 2023), with 95 % intervals. Small open marks: what the dictionary finds."
    )


def _order_of_groups(rates: pd.DataFrame, sort: bool) -> str:
    """In which order the rows stand, in words."""
    groups = list(rates["group"].drop_duplicates())
    if not sort:
        return "In the order of the codebook"
    if len(groups) != 2:
        return "Sorted by the highest rate"
    return f"Sorted from more in {groups[0]} to more in {groups[1]} documents"


def _finding_of_groups(rates: pd.DataFrame) -> str:
    """The finding: of which themes a group speaks more than all others, where its interval lies above theirs."""
    groups = list(rates["group"].drop_duplicates())
    themes = rates.drop_duplicates("theme")
    if not rates["mentions"].any():
        return "The documents have no mention of any theme"
    if len(groups) == 1:
        what = "the documents" if groups[0] == EVERYTHING else f"{groups[0]} documents"
        return f"How often {what} speak of each theme"
    found: dict[str, list[str]] = {group: [] for group in groups}
    for theme, label in zip(themes["theme"], themes["label"], strict=True):
        for group in apart(rates, theme):
            found[group].append(f"“{label}”")
    said = [f"{group} ones of {_some(labels)}" for group, labels in found.items() if labels]
    if not said:
        if rates["low"].isna().any():
            return f"How often the documents of {count_of(len(groups), 'group')} speak of each theme"
        return f"No theme sets the {'two' if len(groups) == 2 else len(groups)} groups apart by more than chance"
    said[0] = said[0].replace(" ones of ", " documents speak more of ", 1)
    return ", ".join(said)


def _some(labels: list[str], most: int = 2) -> str:
    """The first labels, and how many more there are."""
    more = len(labels) - most
    return join_list(
        [*labels[:most], f"{more} other themes" if more > 1 else "another theme"] if more > 0 else labels
    )


def describe_time(
    corpus: "Corpus", rates: pd.DataFrame, name: str, years: int, seed: int, *, sort: bool = True
) -> FigureText:
    """For the figure `corpus-time`; ``years`` is the length of a period, ``sort`` as there."""
    periods = rates.drop_duplicates("period")
    unknown = int(corpus.documents["year"].isna().sum())
    without = f" Without a year, and left out: {count_of(unknown, 'document')}." if unknown else ""
    corrected = "counted" in rates
    lines = _how_corrected(periods) if corrected else f"Vertical lines: {_INTERVALS} (seed {seed})."
    others = "intervals" if corrected else "rates"
    caption = (
        f"Mentions of each theme per 1,000 {corpus.unit} in {_these(corpus, name)}, in periods of "
        f"{count_of(years, 'year')}: the documents of a period count as one text. {_scales(rates)}. "
        f"{lines} Coloured, with the theme in bold: a period whose interval lies above the {others} of all others."
        f"{_few('Periods', periods)}{without}"
    )
    first, last = int(periods["period"].min()), int(periods["until"].max())
    alternative = (
        f"A panel for each of {count_of(rates['theme'].nunique(), 'theme')}: its rate in "
        f"{count_of(len(periods), 'period')} from {first} to {last}."
    )
    rows = []
    for _, part in rates.groupby("theme", sort=False):
        most = part.loc[part["rate"].fillna(0).idxmax()]
        cells = join_list(f"{row.period} {row.rate:.2f}" for row in part.dropna(subset="rate").itertuples())
        rows.append(f"{most['label']}: most from {most['period']} to {most['until']}; {cells}.")
    order = "in the order of their peaks" if sort else "in the order of the codebook"
    what = "Corrected rates" if corrected else "Mentions"
    subtitle = f"{what} per 1,000 {corpus.unit}, {order}. {_scales(rates)}. "
    subtitle += "Small open marks: as counted." if corrected else f"{COUNTS}."
    title = _finding_of_time(rates, years)
    return _told(corpus, FigureText(title, caption, alternative, " ".join([alternative, *rows]), subtitle))


def _scales(rates: pd.DataFrame) -> str:
    """On which scales the panels are."""
    times = join_list(str(more) for more in enlargements(rates))
    return "All panels share one scale" + (f", enlarged {times} times for rarer themes" if times else "")


def _finding_of_time(rates: pd.DataFrame, years: int) -> str:
    """The finding: which themes peak by more than chance, and when; three at most are named, of most mentions."""
    if not rates["mentions"].any():
        return "The documents have no mention of any theme"
    if rates["period"].nunique() < 3:
        return "How often documents speak of each theme over time"
    found = []
    for _, part in rates.groupby("theme", sort=False):
        peak = clear_peak(part)
        if peak is not None:
            found.append((peak, int(part["mentions"].sum()), str(part["label"].iloc[0])))
    if not found:
        return "No theme peaks by more than chance in any period"
    named = sorted(sorted(found, key=lambda one: -one[1])[:3])
    said: dict[int, list[str]] = {}
    for peak, _, label in named:
        said.setdefault(peak, []).append(f"“{label}”")
    rest = len(found) - len(named)
    words = [
        f"{join_list(labels)} {'in' if i else 'peaked in'} {_period(peak, years)}"
        for i, (peak, labels) in enumerate(said.items())
    ]
    return ", ".join(words) + (f"; {count_of(rest, 'other theme')} peaked too" if rest else "")


def _period(first: int, years: int) -> str:
    """A period in a sentence: "the 1980s", "1980 to 1984", "1980"."""
    return f"the {first}s" if years == 10 else years_of(first, first + years - 1)


def describe_standing(document: Document, corpus: "Corpus", places: pd.DataFrame, name: str, seed: int) -> FigureText:
    """For the figure `corpus-place`."""
    clear = int(clearly_more(places, len(corpus.documents)).sum())
    all_of_them = clear == len(places)
    marked = (
        "Bold, with solid marks: the text’s whole interval lies above the rates of 19 in 20 documents"
        if clear
        else ""
    )
    marked += ". " if all_of_them else "; others are hollow. " if clear else ""
    caption = (
        f"Rates of each theme in {source(document)} (dots; lines: 95 % bootstrap intervals, its sentences resampled, "
        f"seed {seed}) and in {_these(corpus, name)}. Each tick is a document, or several with the same rate; the "
        f"tall one is their median, and dark ones are the three with the highest rates. {marked}The axis is a "
        f"square-root scale. A short text is more likely than a long one to have high or low rates by chance."
        f"{caution(document)}"
    )
    rows = [
        f"{row.label}: {row.rate:.2f} per 1,000 {document.unit}, more than {_of_documents(row.below)}, half of "
        f"which have between {row.q25:.2f} and {row.q75:.2f}."
        for row in places.itertuples()
    ]
    above = int((places["rate"] > places["q95"]).sum())
    alternative = (
        f"Rates of {count_of(len(places), 'theme')} in the text and in "
        f"{count_of(len(corpus.documents), 'document')}; in "
        f"{count_of(above, 'theme')} the text’s rate is above that of 19 in 20 of them, {clear} beyond chance."
    )
    subtitle = (
        f"Mentions per 1,000 {corpus.unit}. {COUNTS}. Dot and line: the text, with its 95 % interval. Each tick is a "
        "document, the tall one their median, the three highest are dark."
    )
    if clear:
        subtitle += (
            f" Bold and solid: the {clear} of which the text clearly speaks more."
            if clear > 1
            else (" Bold and solid: the one of which the text clearly speaks more.")
        )
    title = _finding_of_standing(places, len(corpus.documents))
    return _told(corpus, FigureText(title, caption, alternative, " ".join([alternative, *rows]), subtitle))


def _of_documents(below: float) -> str:
    return "all documents" if below == 1 else f"{percent(below)} of the documents"


def _finding_of_standing(places: pd.DataFrame, documents: int) -> str:
    """The finding: of how many themes the text's interval lies above 19 in 20 documents, of how many only its rate.

    With fewer than 20 documents there is no such part of them; then it is only said what is shown.
    """
    among = f"{count_of(documents, 'other document')}"
    if documents < FEWEST_DOCUMENTS:
        return f"Where the text stands among {among}"
    most = f"nearly all of {among}"
    surely, maybe = int(clearly_more(places, documents).sum()), int((places["rate"] > places["q95"]).sum())
    if surely:
        rest = maybe - surely
        number = "" if rest == 1 else f" {rest}"
        others = f"the other{number}" if rest == len(places) - surely else f"{number.strip() or 'one'} more"
        more = f"; of {others} that may be due to chance" if rest else ""
        return f"The text speaks more of {_themes_of(places, clearly_more(places, documents))} than {most}{more}"
    if maybe:
        themes = _themes_of(places, places["rate"] > places["q95"])
        return f"The text speaks more of {themes} than {most}, but that may be due to chance"
    return f"Of no theme does the text speak more than {most}"


def _themes_of(places: pd.DataFrame, chosen: "pd.Series[bool]") -> str:
    """One theme by its name, more by their number."""
    labels = list(places.loc[chosen, "label"])
    if len(labels) == 1:
        return f"“{labels[0]}”"
    every = "both themes" if len(labels) == 2 else f"all {len(labels)} themes"
    return every if len(labels) == len(places) else f"{len(labels)} of {len(places)} themes"


def describe_corpus_keyness(document: Document, corpus: "Corpus", shown: pd.DataFrame, name: str) -> FigureText:
    """For the figure `corpus-keyness`."""
    unit = document.unit
    one = unit.removesuffix("s")
    caption = (
        f"Content {unit} by which {source(document)} differs from {_these(corpus, name)}. Each dot: how many times "
        f"as frequent (×) or as rare (÷) a {one} is in the text, relative to length, on a logarithmic scale. Hollow, "
        f"on a dashed line: the {one} does not occur in one of the two, and is counted there as 0.5. "
        f"{unit.capitalize()} are ordered by log-likelihood keyness (Rayson and Garside 2000), at least 3.84; those "
        f"more frequent in the text occur in it at least twice. {unit.capitalize()} count as they are spelt, so a "
        f"different spelling is a different {one}. With this many {unit}, keyness only orders them; it is not a test."
        f"{caution(document)}"
    )
    more, less = shown[shown["log_ratio"] > 0], shown[shown["log_ratio"] < 0]
    rows = []
    for what, part in (("More frequent in the text", more), ("Less frequent in the text", less)):
        if len(part):
            cells = join_list(f"{row.word} ({row.count} to {row.corpus_count:,})" for row in part.itertuples())
            rows.append(f"{what}, occurrences in the text to those elsewhere: {cells}.")
    first = join_list(more["word"].head(3))
    alternative = (
        f"{count_of(len(more), one)} more frequent in the text than elsewhere, {len(less)} less frequent"
        + (f"; first {first}." if len(more) else ".")
    )
    subtitle = (
        f"How many times as frequent each {one} is in the text (×), or as rare (÷); the strongest evidence first. "
        "Right: how often it occurs in each."
    )
    here = len(corpus.in_language(document.language)[0])
    if here < len(corpus.documents):
        caption += f" Compared are only the documents in the language of the text: {here:,}."
    title = _finding_of_keyness(more, less, here, unit)
    return _told(
        corpus,
        FigureText(title, caption, alternative, " ".join([alternative, *rows]), subtitle if len(shown) else ""),
    )


def _finding_of_keyness(more: pd.DataFrame, less: pd.DataFrame, documents: int, unit: str) -> str:
    """The finding: the words that mark the text most, of a keyness (`SURE`) that chance alone hardly gives.

    Of words whose keyness is the same none is named before the other: all are, or, with more than three, none.
    """
    others = count_of(documents, "other document")
    if not documents:
        return f"No other document is in the language of the text, so there are no {unit} to compare"
    for part, said in ((more, "set the text apart from"), (less, "are what the text has least of, compared with")):
        sure = part[part["keyness"] >= SURE]
        if sure.empty:
            continue
        named = sure[sure["keyness"] >= sure["keyness"].iloc[min(1, len(sure) - 1)] - 1e-9]
        if len(named) > 3:
            return f"{len(sure)} {unit} {said} {others}"
        words = join_list(f"“{word}”" for word in named["word"])
        if len(named) == 1:
            said = said.replace("set ", "sets ").replace("are ", "is ", 1)
        return f"{words} {said} {others}" + (" most" if part is more else "")
    return f"No {unit.removesuffix('s')} clearly sets the text apart from {others}"


def describe_document_pairs(
    corpus: "Corpus", pairs: pd.DataFrame, label_of: dict[str, str], name: str, seed: int
) -> FigureText:
    """For the figure `corpus-together`."""
    caption = (
        f"Which themes go together from document to document in {_these(corpus, name)}: rank correlation (Spearman) "
        f"of their rates, in hundredths. Bold: farther from 0 than expected by chance, with the rates of one "
        f"theme shuffled (5 %, seed {seed}; Holm’s correction for all {len(pairs)} pairs). Themes may go together "
        f"only because both were frequent in the same years."
    )
    found = pairs[pairs["correlation"].notna()].sort_values(["p", "theme", "other"], kind="stable")
    cells = [
        f"{label_of[row.theme]} with {label_of[row.other]} ({row.correlation:.2f}, p {row.p:.4f})"
        for row in found.head(10).itertuples()
    ]
    strong = int((pairs["p_adjusted"] < BY_CHANCE).sum())
    alternative = (
        f"A triangle of {count_of(len(pairs), 'pair')} of themes, {strong} of them correlated more than expected "
        "by chance."
    )
    description = f"{alternative} Least likely by chance: {join_list(cells)}." if cells else alternative
    subtitle = (
        "Rank correlation of their rates, in hundredths; a theme’s are left of its name and below it. Bold: more "
        f"than chance, all pairs allowed for.{_example_of_pairs(corpus, pairs, label_of)}"
        if cells
        else ""
    )
    title = _finding_of_pairs(pairs, label_of)
    return _told(corpus, FigureText(title, caption, alternative, description, subtitle))


def _finding_of_pairs(pairs: pd.DataFrame, label_of: dict[str, str]) -> str:
    """The finding: how many pairs go together, or apart, by more than chance, and which pair the most.

    The pair is named if its correlation is the highest in the two digits that are drawn.
    """
    if not pairs["correlation"].notna().any():
        return "Too little to tell which themes go together from document to document"
    strong = pairs[pairs["p_adjusted"] < BY_CHANCE]
    together = strong[strong["correlation"] > 0]
    away = len(strong) - len(together)
    if strong.empty:
        return f"No two themes go together by more than chance, all {len(pairs)} pairs allowed for"
    of = f"of {count_of(len(pairs), 'pair')} of themes"
    parts = [
        (len(together), "go" if len(together) != 1 else "goes", "together from document to document"),
        (away, "avoid" if away != 1 else "avoids", "each other"),
    ]
    told = [(count, f"{verb} {how}") for count, verb, how in parts if count]
    said = f"{told[0][0]} {of} {told[0][1]}" + "".join(f", {count} {verb}" for count, verb in told[1:])
    rounded = together["correlation"].round(2)
    if len(together) > 1 and (rounded == rounded.max()).sum() == 1:
        most = together.loc[rounded.idxmax()]
        said += f", “{label_of[most['theme']]}” and “{label_of[most['other']]}” most"
    return said


def _example_of_pairs(corpus: "Corpus", pairs: pd.DataFrame, label_of: dict[str, str]) -> str:
    """What the highest correlation means, in documents above the median of both themes; empty where none is sure."""
    strong = pairs[(pairs["p_adjusted"] < BY_CHANCE) & (pairs["correlation"] > 0)]
    if strong.empty:
        return ""
    most = strong.loc[strong["correlation"].idxmax()]
    rates = rates_of(corpus)[[most["theme"], most["other"]]]
    above = rates > rates.median()
    first, second = (int(count) for count in above.sum())
    if not first or not second:
        return ""
    first_label, second_label = (f"“{label_of[most[name]]}”" for name in ("theme", "other"))
    both, chance = int(above.all(axis=1).sum()), first * second / len(rates)
    return (
        f" {hundredths(most['correlation'])}, for example: of {count_of(first, 'document')} above the median in "
        f"{first_label}, {both} {'is' if both == 1 else 'are'} above it in {second_label} too (by chance "
        f"{f'{chance:,.0f}' if chance >= 10 else f'{chance:.2g}'})."
    )


def describe_nearest(
    document: Document,
    corpus: "Corpus",
    nearest: pd.DataFrame,
    shares: pd.DataFrame,
    label_of: dict[str, str],
    name: str,
    seed: int,
) -> FigureText:
    """For the figure `corpus-nearest`; ``shares`` as it draws them."""
    caption = (
        f"Of {_these(corpus, name)}, those whose mix of themes is closest to that of {source(document)}, "
        f"the nearest first. Numbers: each theme’s share of all mentions, in %. Below them: "
        f"similarity of the two mixes (1 the same, 0 no theme shared; Bhattacharyya 1943), and whether a document "
        f"stays near: in what share of {RESAMPLES:,} draws of the text’s sentences (seed {seed}) it is one of the "
        f"{len(nearest)} nearest. "
        f"How many mentions a document has makes no difference.{caution(document)}"
    )
    names = document_names(nearest) if len(nearest) else []
    rows = [
        f"{called}: similarity {row.similarity:.2f}, {count_of(row.mentions, 'mention')}, among the nearest in "
        f"{percent(row.among)} of draws."
        for called, row in zip(names, nearest.itertuples(), strict=True)
    ]
    first = join_list(names[:3])
    alternative = f"Shares of themes in the text and in {count_of(len(nearest), 'document')}" + (
        f"; most similar: {first}." if len(nearest) else ": nothing to compare."
    )
    subtitle = (
        "Share of all mentions that each theme has, in %. Coloured: the text has more of it; grey: the document has "
        "more."
        if len(nearest)
        else ""
    )
    title = _finding_of_nearest(nearest, shares, label_of)
    return _told(corpus, FigureText(title, caption, alternative, " ".join([alternative, *rows]), subtitle))


def _finding_of_nearest(nearest: pd.DataFrame, shares: pd.DataFrame, label_of: dict[str, str]) -> str:
    """The finding: which document is the nearest, and of which theme the text has more than all of them.

    One is told to be the nearest if two digits of its similarity are higher than the next one's, and it is among the
    nearest in at least 95 % of the draws.
    """
    if nearest.empty:
        return "The text or the documents have no mention of any theme"
    names, similar = document_names(nearest), nearest["similarity"].round(2)
    surely = nearest["among"].iloc[0] >= 0.95 or len(nearest) == 1
    if surely and (len(nearest) == 1 or similar.iloc[0] > similar.iloc[1]):
        found = f"{names[0]} has the mix of themes nearest to the text’s"
    elif len(nearest) > 1:
        found = f"{join_list(names[:2])} are about equally near to the text in their mix of themes"
    else:
        found = f"{names[0]} may be the nearest to the text in its mix of themes"
    more = (shares.iloc[0] - shares.iloc[1:].max()).reindex(list(label_of))
    if len(nearest) > 1 and more.max() > 0:
        found += f"; none of the {len(nearest)} nearest has as much of “{label_of[str(more.idxmax())]}”"
    return found


def _told(corpus: "Corpus", text: FigureText) -> FigureText:
    """What is said about a figure, with what the languages of the documents mean for it."""
    if not corpus.of_languages.notes:
        return text
    notes = " ".join(f"{capitalised(note)}." for note in corpus.of_languages.notes)
    title = f"{text.title} ({corpus.of_languages.title})" if corpus.of_languages.title else text.title
    return replace(text, title=title, caption=f"{text.caption} {notes}")


def _these(corpus: "Corpus", name: str) -> str:
    years = corpus.documents["year"].dropna()
    span = f", {years.min()} to {years.max()}" if len(years) and years.min() < years.max() else ""
    words = int(corpus.documents["words"].sum())
    return f"{count_of(len(corpus.documents), 'document')} of “{name}” ({words:,} {corpus.unit}{span})"


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
