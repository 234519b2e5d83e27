"""What is said about each figure: titles, captions, and text alternatives, written from the data."""

from dataclasses import replace

import pandas as pd

from themeline.events.chronology import DRAFT, in_force_told, is_day_from_record, is_one_of_two_days, years_in_words
from themeline.events.edtf_dates import IN_PERIOD, date_words
from themeline.figures.chance import BY_CHANCE
from themeline.figures.charts.validity import focus_of
from themeline.figures.drawing import WIDTHS
from themeline.figures.elements import percent
from themeline.figures.export import FigureText
from themeline.figures.sections import sizes_of
from themeline.figures.timeline_layout import Layout, lanes_of, layout_in
from themeline.measures.document import FEWEST_WORDS, Gathering
from themeline.measures.intervals import FEWEST
from themeline.text.document import Document
from themeline.text.language import language_name
from themeline.text.sentence_rules import BY_LANGUAGE
from themeline.text.wording import capitalised, count_of, join_list, number_word
from themeline.validity.coders import DEVELOPMENT, PERSON, TEST

# The title of a figure of themes where no pattern matches.
NOTHING = "The text has no mention of any theme"
# Titles name at most so many words that come up equally often, and sections whose names are no longer than this; they
# compare nothing that occurs less often than this.
FEW, LONGEST_NAME, FEWEST_OCCURRENCES = 3, 48, 5


def describe_words(
    document: Document, frequencies: pd.DataFrame, shown: pd.DataFrame, words: pd.DataFrame
) -> FigureText:
    """For the figure `words`; ``words`` are those that were counted, as `Document.words` has them."""
    most = join_list(f"{row.word} ({row.count})" for row in shown.head(3).itertuples(index=False))
    least = int(shown["count"].min()) if len(shown) else 0
    complete = len(shown) == (frequencies["count"] >= least).sum()
    which = f"All {len(shown)}" if complete else f"{len(shown)} of the"
    one = document.unit.removesuffix("s")
    caption = (
        f"The most frequent content {document.unit} of {source(document)}: a stroke for each occurrence, from the "
        f"first to the last {one} counted, and their number. {which} content {document.unit} "
        f"that occur {_at_least(least)} among {_base(document, len(words))} are shown, each in its most frequent "
        f"form; case is ignored, function {document.unit}, numbers, months and weekdays are left out, inflected "
        f"forms are counted separately. Strokes that would overlap are placed one below the other."
        f"{caution(document)}"
    )
    sizes = sizes_of(words)
    longest = sizes.loc[sizes["words"].idxmax()]
    lengths = join_list(f"{_section(row.section)} {row.words:,}" for row in sizes.itertuples(index=False))
    by_section = (
        f" {capitalised(document.unit)} by section, in the order of the text: {lengths}; the longest is "
        f"{_section(longest['section'])}."
        if len(sizes) > 1 else ""
    )  # fmt: skip
    alternative = (
        f"A row for each of {count_of(len(shown), f'content {one}')}, with a stroke wherever it occurs in the text"
        + (f"; the most frequent: {most}." if len(shown) else "; there are none.")
    )
    counts = join_list(f"{row.word} {row.count}" for row in shown.itertuples(index=False))
    description = f"{alternative}{by_section}" + (
        f" Content {document.unit} by count: {counts}." if len(shown) else ""
    )
    return FigureText(
        _finding_of_words(frequencies, one), caption, alternative, description,
        f"A stroke for each occurrence of a {one}, from the first {one} of the text to the last. Right: how many."
        if len(shown) else "",
    )  # fmt: skip


def most_frequent(frequencies: pd.DataFrame) -> list[str]:
    """The keys of the words that the title of the figure `words` names: those of the highest count, where they are
    few and come up more than once."""
    first = frequencies[frequencies["count"] == frequencies["count"].max()]
    return list(first["key"]) if 0 < len(first) <= FEW and first["count"].iloc[0] > 1 else []


def _finding_of_words(frequencies: pd.DataFrame, one: str) -> str:
    """The words (``one`` says what one is) that come up most; where many do so equally often, how many; where none
    comes up twice, that."""
    if frequencies.empty:
        return f"The text has no content {one}s"
    count = int(frequencies["count"].max())
    if count == 1:
        return f"No content {one} comes up twice"
    named = frequencies[frequencies["key"].isin(most_frequent(frequencies))]["word"]
    if len(named) == 1:
        return f"“{capitalised(named.iloc[0])}” comes up most often, {_times(count)}"
    if len(named):
        quoted = [f"“{capitalised(word) if i == 0 else word}”" for i, word in enumerate(named)]
        return f"{join_list(quoted)} come up most often, {_times(count)} each"
    return f"{(frequencies['count'] == count).sum()} {one}s share the first place, {_times(count)} each"


def describe_keyness(document: Document, shown: pd.DataFrame, typical: int) -> FigureText:
    """For the figure `keyness`; ``typical`` is the number of sections that have typical words, shown or not."""
    lists, unit = shown["section_number"].nunique(), document.unit
    only = f" Shown: the first {lists} of the {typical} sections that have such {unit}." if lists < typical else ""
    caption = (
        f"Content {unit} that are typical of each section of {source(document)} against its other sections: "
        f"{unit} that occur at least twice in the section and whose log-likelihood keyness (Rayson and Garside 2000) "
        f"is at least 3.84, at most five per section, the most typical first. Filled: occurrences in the section; "
        f"open: elsewhere in the text. With this many comparisons, keyness only orders the {unit}; it is not "
        f"a test."
        f"{only}{caution(document)}"
    )
    rows = []
    for _, part in shown.groupby("section_number"):
        words = join_list(f"{row.word} ({row.count} of {row.count + row.elsewhere})" for row in part.itertuples())
        rows.append(f"{_section(part['section'].iloc[0])}: {words}.")
    alternative = f"Lists of the {unit} typical of {count_of(len(rows), 'section')} of the text, at most five each."
    if not rows:
        alternative = f"No lists: no {unit.removesuffix('s')} is typical of one section of the text."
        caption = caption.replace(" Filled: occurrences in the section; open: elsewhere in the text.", "", 1)
    subtitle = (
        f"{capitalised(unit)} more frequent in one section than in the others, most typical first. Filled: "
        f"occurrences in that section; open: elsewhere in the text.{only}"
    )
    return FigureText(
        _finding_of_keyness(shown, (document.sections["words"] > 0).sum(), unit),
        caption,
        alternative,
        " ".join([alternative, *rows]),
        subtitle if rows else "",
    )


def _finding_of_keyness(shown: pd.DataFrame, sections: int, unit: str) -> str:
    """How many of its occurrences the word has, in each of two sections, that occurs most among their first words.

    Nothing of the kind where that is less than `FEWEST_OCCURRENCES` times, not most of them, or the names are long.
    """
    if shown.empty:
        one = unit.removesuffix("s")
        return (
            f"No {one} is typical of one section" if sections > 1 else "With one section there is nothing to compare"
        )
    first = shown.drop_duplicates("section_number")
    told = first[
        (first["count"] >= FEWEST_OCCURRENCES)
        & (first["count"] > first["elsewhere"])
        & (first["section"].str.len() <= LONGEST_NAME)
    ].sort_values("count", ascending=False, kind="stable")
    said: list[str] = []
    for row in told.head(2).itertuples():
        total = row.count + row.elsewhere
        word = f"“{row.word}”" if said else f"“{capitalised(row.word)}” occurs"
        times = f"{row.count:,} of {_times(total)}" if row.elsewhere else f"all {_times(total)}"
        said.append(f"{word} {times} in {_section(row.section)}")
    return ", ".join(said) or f"{capitalised(unit)} typical of each section against the others"


def describe_pairs(
    document: Document, pairs: pd.DataFrame, label_of: dict[str, str], sentence_count: int
) -> FigureText:
    """For the figure `themes-together`; ``sentence_count`` is the number of sentences counted."""
    strong = pairs[pairs["p_adjusted"] < BY_CHANCE]
    alone = pairs[(pairs["p"] < BY_CHANCE) & (pairs["p_adjusted"] >= BY_CHANCE)]
    beyond = []
    if len(strong):
        beyond.append(f"{count_of(len(strong), 'pair')} beyond chance, with all pairs allowed for")
    if len(alone):
        beyond.append(f"{count_of(len(alone), 'pair')} beyond chance if counted alone")
    caption = (
        f"Themes mentioned in the same sentence of {source(document)}: a column for each pair that shares sentences, "
        f"of {len(pairs)} pairs and {sentence_count:,} sentences in all. Bars: shared sentences; ticks: how many "
        f"would be shared if the two themes were independent. The pairs least likely by chance come first (Fisher’s "
        f"exact test, one-sided, 5 %; Holm’s correction for all {len(pairs)} pairs)."
        + (f" Set apart: {join_list(beyond)}." if beyond else "")
        + caution(document)
    )
    found = pairs[pairs["shared"] > 0].sort_values(["p", "theme", "other"], kind="stable")
    most = [
        f"{label_of[row.theme]} with {label_of[row.other]} ({row.shared}, {row.expected:.1f} expected, p {row.p:.3f})"
        for row in found.itertuples()
    ]
    alternative = _pairs_shown(len(found), len(pairs), len(strong))
    description = f"{alternative} Least likely by chance: {join_list(most[:10])}." if most else alternative
    subtitle = (
        "Each column is a pair of themes (joined dots). Bar: sentences that both share; tick: what chance would give."
    )
    return FigureText(
        _finding_of_pairs(pairs, strong, label_of), caption, alternative, description, subtitle if most else ""
    )


def _pairs_shown(shown: int, pairs: int, beyond: int) -> str:
    more = "more than expected by chance"
    if shown <= 1:
        what = "the two themes" if pairs == 1 else f"of {pairs:,} pairs of themes {'one' if shown else 'none'}"
        share = "share" if pairs == 1 else "shares"
        if not shown:
            return f"No column: {what} {share} {'no sentence' if pairs == 1 else 'a sentence'}."
        return f"One column: {what} {share} sentences, {'' if beyond else 'no '}{more}."
    of_them = "one of them shares" if beyond == 1 else f"{beyond or 'none'} of them share"
    return f"A column for each of {shown:,} pairs of themes that share sentences, of {pairs:,}; {of_them} {more}."


def _finding_of_pairs(pairs: pd.DataFrame, strong: pd.DataFrame, label_of: dict[str, str]) -> str:
    """The pairs that share more sentences than by chance, all pairs allowed for; else that there is none."""
    if not (pairs["shared"] > 0).any():
        return "No two themes share a sentence"
    if strong.empty:
        if len(pairs) == 1:
            return "The two themes share no more sentences than expected by chance"
        return (
            f"No pair of themes shares clearly more sentences than expected by chance ({len(pairs):,} pairs compared)"
        )
    more = "more sentences than expected by chance"
    if len(strong) == 1:
        pair = strong.iloc[0]
        return f"“{label_of[pair['theme']]}” and “{label_of[pair['other']]}” share {more}"
    return f"{len(strong):,} of {len(pairs):,} pairs of themes share {more}"


# In the subtitle of rates that are what the dictionary finds, and not what coders would find.
COUNTS = "Counts, not corrected for errors"


def describe_themes(
    document: Document,
    measures: pd.DataFrame,
    by_section: pd.DataFrame,
    word_count: int,
    seed: int,
    leads: pd.DataFrame | None = None,
) -> FigureText:
    """For the figure `themes`; ``word_count`` is the number of words that were counted.

    Args:
        document: the text.
        measures: as the figure draws them.
        by_section: the same by section.
        word_count: the number of words that were counted.
        seed: of the intervals.
        leads: of the theme of `leading`, as `measures.document.leads_over` gives them; None where it gives none.
    """
    found = measures[measures["mentions"] > 0].sort_values("rate", ascending=False, kind="stable")
    by_parts = document.has_sections
    of_parts = (
        " On the right, mentions by section and their sum: a bar is as wide as the section is long and as high as "
        "the rate in it, so its area shows the number of mentions."
        if by_parts else " On the right, the number of mentions."
    )  # fmt: skip
    caption = (
        f"Mentions of each theme per 1,000 {document.unit} in {source(document)} ({_base(document, word_count)}). "
        f"{_of_chance(measures, seed)}{of_parts} A mention is a stretch of text that a pattern of the codebook "
        f"matches; one passage may count for several themes.{_of_validity(measures)}{caution(document)}"
    )
    short = by_section.loc[(by_section["words"] < FEWEST_WORDS) & (by_section["mentions"] > 0), "section_number"]
    long = bool((by_section["words"] >= FEWEST_WORDS).any())
    if len(short) and by_parts:
        caption += (
            f" Outlined: {count_of(short.nunique(), 'section')} of fewer than {FEWEST_WORDS} {document.unit}, too "
            f"few for a rate" + ("; heights are of the other sections." if long else ".")
        )
    first = join_list(f"{row.label} ({row.mentions})" for row in found.head(3).itertuples())
    known = bool(measures["high"].notna().any())
    what = "mentions by section" if by_parts else "numbers of mentions"
    alternative = f"Rates of {count_of(len(measures), 'theme')}{' with intervals' * known}, and their {what}; " + (
        f"most often mentioned: {first}." if len(found) else "no theme is mentioned."
    )
    rows = []
    for row in found.itertuples():
        most = (
            by_section[by_section["theme"] == row.theme]
            .sort_values("mentions", ascending=False, kind="stable")
            .iloc[0]
        )
        interval = f" (95 % interval {row.low:.1f} to {row.high:.1f})" if known else ""
        all_there = most["mentions"] == row.mentions
        of_them = "" if row.mentions == 1 else "all of them " if all_there else f"{most['mentions']} of them "
        rows.append(
            f"{row.label}: {count_of(row.mentions, 'mention')}, {row.rate:.1f} per 1,000 {document.unit}"
            f"{', corrected' * ('counted' in measures)}{interval}"
            + (f", {of_them}in {_section(most['section'])}." if by_parts else ".")
        )
    absent = list(measures.loc[measures["mentions"] == 0, "label"])
    if absent:
        rows.append(f"Not mentioned: {join_list(absent)}.")
    corrected = "counted" in measures
    rate = f"{'corrected rate' if corrected else 'mentions'} per 1,000 {document.unit}"
    left = f"Left: {rate}{' with 95 % intervals' * known}"
    subtitle = f"{left}. Right: {'counted ' * corrected}" + (
        "mentions by section; bars are as wide as the section, as high as the rate." if by_parts else "their number."
    )
    if "corrected" not in measures and not corrected:
        subtitle += f" {COUNTS}."
    unit = document.unit
    finding = _finding_of_corrected(measures, unit) if corrected else _finding_of_themes(measures, leads, unit)
    return FigureText(
        finding, caption, alternative, " ".join([alternative, *rows]),
        subtitle if len(found) else "",
    )  # fmt: skip


def leading(measures: pd.DataFrame) -> list[str]:
    """The themes that the title of the figure `themes` names: one mentioned most often, or two equally often.

    None where that is less than `FEWEST_OCCURRENCES` times, or more themes are first. Of corrected rates the highest.
    """
    if "counted" in measures:
        return list(measures.loc[measures["rate"] == measures["rate"].max(), "theme"])[:1]
    most = measures["mentions"].max() if len(measures) else 0
    first = measures.loc[measures["mentions"] == most, "theme"]
    return list(first) if most >= FEWEST_OCCURRENCES and len(first) <= 2 else []


def _finding_of_themes(measures: pd.DataFrame, leads: pd.DataFrame | None, unit: str) -> str:
    """Which theme comes up most often, and over how many others by chance, maybe; else that none stands out."""
    if not measures["mentions"].any():
        return NOTHING
    named = measures[measures["theme"].isin(leading(measures))]
    if named.empty:
        most = int(measures["mentions"].max())
        if most < FEWEST_OCCURRENCES:
            return f"No theme comes up more than {_times(most)}"
        return f"{int((measures['mentions'] == most).sum())} themes come up equally often, {_times(most)} each"
    count, label = int(named["mentions"].iloc[0]), f"“{named['label'].iloc[0]}”"
    if len(named) == 2:
        return f"{join_list(f'“{name}”' for name in named['label'])} come up most often, {_times(count)} each"
    others = len(measures) - 1
    if not others:
        return f"{label} comes up {_times(count)}"
    unsure = others if leads is None else int((~(leads["low"] > 0)).sum())
    if not unsure:
        return f"{label} comes up most often: {count:,} mentions, {named['rate'].iloc[0]:.1f} per 1,000 {unit}"
    over = _some_of(unsure, others)
    return f"{label} comes up most often, {_times(count)}, but its lead over {over} may be due to chance"


def _some_of(unsure: int, others: int) -> str:
    """Some of the other themes, in words."""
    if unsure == others:
        return "the other theme" if others == 1 else "every other theme"
    return f"{'one' if unsure == 1 else unsure} of the other {others} themes"


def _finding_of_corrected(measures: pd.DataFrame, unit: str) -> str:
    """Which theme comes up most often, as coders would find it, and over how many others by chance, maybe."""
    ranked = measures.sort_values("rate", ascending=False, kind="stable")
    first, others = ranked.iloc[0], ranked.iloc[1:]
    if not first["rate"] > 0:
        return NOTHING
    said = f"“{first['label']}” comes up most often: {first['rate']:.1f} per 1,000 {unit}, corrected"
    unsure = int((~(others["high"] < first["low"])).sum())
    if not unsure:
        return said
    return f"{said}; its lead over {_some_of(unsure, len(others))} may be due to chance"


def _of_chance(measures: pd.DataFrame, seed: int) -> str:
    if "counted" in measures:
        return (
            f"Dots: the rate as coders would find it, estimated from {int(measures['coded_sentences'].iloc[0]):,} "
            f"coded sentences{of_kind(measures, ' (coded by: ', ')')}, drawn at random, and from what the dictionary "
            "finds (design-based; Egami and others 2023), with 95 % intervals. Rings: what the dictionary finds."
        )
    if measures["high"].isna().all():
        return f"Fewer than {FEWEST} sentences have no intervals."
    return (
        f"Lines: 95 % bootstrap intervals, sentences resampled (seed {seed}); they show chance in the text, not "
        "errors of the dictionary."
    )


def _of_validity(measures: pd.DataFrame) -> str:
    if "counted" in measures:
        return " Precision and recall: of the dictionary, on these coded sentences."
    if "corrected" not in measures:
        return ""
    return (
        f" Precision and recall: of the dictionary, on coded sentences{of_kind(measures, ' (coded by: ', ')')}. "
        "Diamonds: the rate corrected for its errors (Rogan and Gladen 1978) with 95 % intervals (Lang and Reiczigel "
        "2014), which hold if it errs in this text as in those."
    )


def of_kind(table: pd.DataFrame, before: str, behind: str) -> str:
    """What the coders are, between some words; nothing where that is not said of all."""
    said = list(table["coders"]) if "coders" in table else [""]
    kinds = dict.fromkeys(kind for one in said for kind in one.split(", "))
    return f"{before}{', '.join(kinds)}{behind}" if all(said) else ""


def _coding(table: pd.DataFrame) -> str:
    """What a dictionary is held against; coding by hand only where all coders are said to be persons."""
    return "hand coding" if of_kind(table, "", "") == PERSON else "the coders"


def describe_validity(scores: pd.DataFrame, means: pd.DataFrame, coders: int) -> FigureText:
    """For the figure `validity`; ``scores`` and ``means`` as it draws them."""
    who = ("one coder" if coders == 1 else f"{coders} coders") + of_kind(means, " (", ")")
    focus = focus_of(list(means["part"]))
    alone = len(means) == 1
    caption = (
        f"How well the dictionary finds the sentences that coders find. F1 is the harmonic mean of precision (of the "
        f"sentences found, the share that speaks of the theme) and recall (of the sentences that speak of it, the "
        f"share found): 1 if both find the same. Lines: 95 % intervals{'' if alone else f' for {focus}'} (themes: "
        f"Wilson; mean: empirical Bayes). On the right: sentences found and coded (hits), coded only (missed), "
        f"found only (false){'' if alone else f', in {focus}'}. Each sheet holds the coding of "
        f"{who}{'; the lines do not show how far another would agree' if coders == 1 else ''}. No mark: nothing was "
        f"found, and nothing coded."
    )
    said = [
        f"{row.part}: mean F1 {row.f1:.2f} ({row.f1_low:.2f} to {row.f1_high:.2f}), precision {row.precision:.2f}, "
        f"recall {row.recall:.2f}, on {count_of(row.sentences, 'sentence')}"
        for row in means.itertuples()
    ]
    alternative = f"F1 of {count_of(scores['theme'].nunique(), 'theme')}. {'; '.join(said)}."
    rows = []
    for part, table in scores.groupby("part", sort=False):
        cells = [
            f"{row.label} {row.f1:.2f}" if row.f1 == row.f1 else f"{row.label} none" for row in table.itertuples()
        ]
        rows.append(f"F1 in {part}: {join_list(cells)}.")
    subtitle = (
        f"F1: 1 if the dictionary finds the same sentences as the coders, 0 if none. Lines: 95 % intervals. "
        f"Right{'' if alone else f', in {focus}'}: sentences that both found (hits), only coders (missed), only the "
        f"dictionary (false).{of_kind(means, ' Coded by: ', '.')}"
    )
    title = _finding_of_validity(means, focus)
    return FigureText(title, caption, alternative, " ".join([alternative, *rows]), subtitle)


def _finding_of_validity(means: pd.DataFrame, focus: str) -> str:
    """The finding: how far F1 falls on unseen sentences, if the intervals do not meet; else how high it is."""
    by_part = means.set_index("part")
    last = by_part.loc[focus]
    if last["f1"] != last["f1"]:
        return "How well the dictionary finds what coders find"
    if focus == TEST and DEVELOPMENT in by_part.index:
        before = by_part.loc[DEVELOPMENT]
        if last["f1_high"] < before["f1_low"]:
            fall = f"from {before['f1']:.2f} to {last['f1']:.2f} (mean F1)"
            return f"Agreement with {_coding(means)} falls {fall} on sentences not used to build the dictionary"
    interval = f" ({last['f1_low']:.2f} to {last['f1_high']:.2f})" if last["f1_low"] == last["f1_low"] else ""
    where = f"in {focus}, " if len(means) > 1 else ""
    return (
        f"The dictionary agrees with {_coding(means)} by a mean F1 of {last['f1']:.2f}{interval}, {where}"
        f"on {count_of(int(last['sentences']), 'sentence')}"
    )


def describe_ranks(document: Document, table: pd.DataFrame, kept: float, draws: int, seed: int) -> FigureText:
    """For the figure `ranks`; ``table`` as `themeline.validity.sensitivity.rank_stability` gives it."""
    caption = (
        f"Whether the order of the themes in {source(document)} survives other dictionaries: each theme’s rank by "
        f"mentions (ties share the mean); the ranks that it takes when any one pattern is left out; and its ranks in "
        f"{draws:,} codebooks drawn at random that keep each pattern with a probability of {kept:g} (seed {seed}), "
        f"ties at the better rank. A theme that rests on one pattern falls far when it is not drawn. Ranks by "
        f"sentences instead of mentions, and without exceptions, are in the table only.{caution(document)}"
    )
    rows = [
        f"{row.label}: rank {row.rank:g} with {count_of(row.mentions, 'mention')}, {row.least:g} to {row.most:g} "
        f"with one pattern less, {row.by_sentences:g} by sentences, {row.low:g} to {row.high:g} in 95 % of the draws."
        for row in table.itertuples()
    ]
    firsts = table.sort_values("first", ascending=False, kind="stable").head(2)
    most = join_list(f"{row.label} ({percent(row.first)})" for row in firsts.itertuples())
    alternative = f"Ranks of {count_of(len(table), 'theme')} under other dictionaries; most often first: {most}."
    tied = " (ties share the mean)" if table["rank"].duplicated().any() else ""
    subtitle = (
        f"Dot: rank by the codebook{tied}. Line: with any one pattern left out. Shade: how often in {draws:,} word "
        f"lists drawn at random, which keep {percent(kept)} of the patterns."
    )
    return FigureText(_finding_of_ranks(table), caption, alternative, " ".join([alternative, *rows]), subtitle)


def _finding_of_ranks(table: pd.DataFrame) -> str:
    """The finding: whether the first theme stays the first in most drawn word lists, and whether the others hold.

    The first is told to stay if it does (ties counted in) in at least half of the draws, and no other shares its rank
    in the codebook. Ranks of the others are told not to hold if more than half of them move over more than a third of
    all ranks in 95 % of the draws.
    """
    if not table["mentions"].any():
        return NOTHING
    if len(table) < 2:
        return "With one theme there is no order to test"
    order = table.sort_values(["rank", "first"], ascending=[True, False], kind="stable")
    first, others = order.iloc[0], order.iloc[1:]
    moving = int((others["high"] - others["low"] > len(table) / 3).sum())
    if first["rank"] > 1:
        tied = join_list(f"“{label}”" for label in order.loc[order["rank"] == first["rank"], "label"])
        return f"{tied} share the first rank"
    often = percent(first["first"])
    if first["first"] < 0.5:
        return f"Which theme comes first depends on the word list: “{first['label']}” does in {often} of other lists"
    said = f"“{first['label']}” stays first in {often} of other word lists"
    return f"{said}; most ranks below it do not hold" if 2 * moving > len(others) else said


def describe_places(
    document: Document, mentions: pd.DataFrame, label_of: dict[str, str], words: pd.DataFrame, found: Gathering
) -> FigureText:
    """For the figure `themes-in-text`; ``mentions`` with first_word, and the ``words`` that were counted.

    ``label_of`` has the themes in the order of the rows, ``found`` is what `gathered_in_sections` gives.
    """
    by_parts = document.has_sections
    several = words["section_number"].nunique() > 1
    marks = f"one mark for each of {len(mentions):,} mentions" if len(mentions) > 1 else "a mark for each mention"
    caption = (
        f"Where themes are mentioned in {source(document)}: {marks}, from the first to the last of {len(words):,} "
        f"{document.unit}{'; gaps separate sections' * several}. The number on the right counts mentions. Marks that "
        f"would overlap are placed one below the other.{caution(document)}"
    )
    spread = []
    for theme, label in label_of.items():
        of_theme = mentions[mentions["theme"] == theme]
        if len(of_theme):
            first, last = of_theme["first_word"].min(), of_theme["first_word"].max()
            within = join_list(_section(heading) for heading in dict.fromkeys(of_theme["section"]))
            one = document.unit.removesuffix("s")
            at = f"at {one} {first:,}" if first == last else f"at {document.unit} {first:,} to {last:,}"
            in_parts = f", in {within}" if by_parts else ""
            where = f"{label}: {count_of(len(of_theme), 'mention')}, {at}{in_parts}."
            spread.append((len(of_theme), label, where))
    most = join_list(f"{label} ({count})" for count, label, _ in sorted(spread, key=lambda row: -row[0])[:3])
    alternative = f"A mark for each mention along the text, in a row for each of {len(label_of)} themes; " + (
        f"most: {most}." if most else "no theme is mentioned."
    )
    description = " ".join([alternative, *(where for _, _, where in spread)])
    one = document.unit.removesuffix("s")
    subtitle = f"A mark for each mention, from the first {one} of the text to the last. Right: how many."
    if take_turns(found):
        subtitle += " Dark: in the section with more than half of the theme’s."
    return FigureText(
        _finding_of_places(mentions, found, len(label_of), words["section_number"].nunique()),
        caption,
        alternative,
        description,
        subtitle if most else "",
    )


def take_turns(found: Gathering) -> bool:
    """Whether it is a finding that themes keep to one section: most of them do, and more than by chance."""
    return found.p < BY_CHANCE and 2 * found.gathered > found.of


def _finding_of_places(mentions: pd.DataFrame, found: Gathering, themes: int, sections: int) -> str:
    """How many themes keep to one section, and whether that is a finding: most of them, and more than by chance."""
    if mentions.empty:
        return NOTHING
    if sections < 2 or not found.of:
        return "Where in the text each theme is mentioned"
    of = f"{found.of:,}" if found.of == themes else f"the {found.of:,} mentioned more than once"
    which = "none of" if not found.gathered else "all" if found.gathered == found.of else f"{found.gathered:,} of"
    have, their = ("has", "its") if found.gathered == 1 else ("have", "their")
    kept = f"{which} {of} {have} more than half of {their} mentions in one section"
    if take_turns(found):
        return f"Themes keep to sections: {kept}"
    return f"Whether themes keep to sections is not sure: {kept}"


def describe_events(
    document: Document, events: pd.DataFrame, focus: range | None, layout: Layout | None = None
) -> FigureText:
    """For the figure `timeline`; ``layout`` as it is drawn, that of two columns if missing."""
    alluded = int((events["mention"] == "alluded").sum())
    if events.empty:
        empty = "An empty timeline: no events."
        title = "No events to show"
        return FigureText(title, f"No events of {source(document)} fit the choice.", empty, empty)
    layout = layout or layout_in(events, focus, "", WIDTHS["double"])
    # What the text speaks of; its own publication is drawn beside that.
    own = _own_publication(events, document)
    spoken = events[~own] if len(events) > own.sum() else events
    beside = len(spoken) < len(events)
    # Years are enlarged only where others stand beside them.
    focus = focus if len(layout.axis.stretches) > 1 else None
    basis = events["basis"].value_counts()
    two_days = sum(is_one_of_two_days(row) for row in events.itertuples())
    windows = int((events["extent"] == "window").sum()) - two_days
    drafts = int((events["kind"] == DRAFT).sum())
    stated = [f"“{date_words(row.stated)}” for {row.label}" for row in events[events["stated"] != ""].itertuples()]
    grounds = []
    if len(stated) == len(events) > FEW:
        grounds.append("the text itself states all")
    elif len(stated) > FEW:
        grounds.append(f"the text itself states {len(stated):,}")
    elif stated:
        grounds.append(f"the text itself states {join_list(stated)}")
    if basis.get("relative"):
        grounds.append(f"{_verb(basis['relative'], 'follow')} from its words")
    if basis.get("external"):
        grounds.append(f"{_verb(basis['external'], 'come')} from the public record alone")
    in_force = [f"{row.label}, {in_force_told(row)}" for row in events.itertuples() if row.in_force_since]
    caption = (
        f"{count_of(len(spoken) - alluded, 'event')} that {source(document)} names"
        + (f", and {alluded} that it only points to: which event is meant is a reading (italic)" if alluded else "")
        + (", and its own publication" if beside else "")
        + f". Of the dates, {join_list(grounds)}"
        + (f"; for {windows}, only a period is known in which the day lies" if windows else "")
        + (f"; for {two_days}, only that it was one of two days" if two_days else "")
        + (f". {_drafts_in_words(drafts, len(events))}" if drafts else "")
        + (
            f". Both scales are linear; {years_in_words(focus)} {'is' if len(focus) == 1 else 'are'} enlarged"
            if focus
            else ". The scale is linear"
        )
        + (f". In force: {join_list(in_force)}" if in_force else "")
        + ". Sources and caveats of each date: timeline.csv."
    )
    first, last = events.iloc[0], events.iloc[-1]
    alternative = (
        f"Timeline of {count_of(len(spoken), 'event')}{' and the text’s own publication' if beside else ''} "
        f"in order of date, from {first['label']} "
        f"({date_words(first['edtf'])}) to {last['label']} ({date_words(last['edtf'])})"
    )
    crowded = sum(row.start.year in focus and row.end.year in focus for row in spoken.itertuples()) if focus else 0
    if focus:
        enlarged = f"{years_in_words(focus)}, which {'is' if len(focus) == 1 else 'are'} enlarged"
        alternative += f"; {crowded} events fall in {enlarged}"
    known = {
        "stated": "stated by the text",
        "relative": "follows from the text",
        "external": "from the public record",
    }
    rows = []
    for row in events.itertuples():
        within = IN_PERIOD if row.extent == "window" and not is_one_of_two_days(row) else ""
        named = ", alluded to" if row.mention == "alluded" else ""
        date = f"{date_words(row.edtf)}{within}"
        ground = f"“{date_words(row.stated)}” {known['stated']}" if row.stated else f"date {known[row.basis]}"
        strand = f"; {row.strand}" if row.strand else ""
        rows.append(f"{date}: {row.label} ({row.kind}{named}; {ground}{strand}).")
    description = " ".join([alternative + ".", *rows])
    how_to_read = " ".join(
        filter(
            None,
            [
                _how_to_read(layout),
                "The text’s own publication is not counted." if beside else "",
                f"{_drafts_in_words(drafts, len(events))}." if drafts else "",
            ],
        )
    )
    return FigureText(
        _finding_of_events(spoken, crowded, focus, alluded), caption, alternative + ".", description, how_to_read,
    )  # fmt: skip


def _drafts_in_words(drafts: int, events: int) -> str:
    which = (
        "All are drafts"
        if drafts == events
        else f"{drafts:,} of them {'is a draft' if drafts == 1 else 'are drafts'}"
    )
    return f"{which} that nobody has confirmed"


def _own_publication(events: pd.DataFrame, document: Document) -> "pd.Series[bool]":
    """Which of the events is the publication of the text itself: one of this kind whose quote is from its title."""
    titles = [block for block in document.parts.blocks if block.role == "title"]
    inside = [
        row.kind == "publication" and any(one.start <= row.quote_start < row.quote_end <= one.end for one in titles)
        for row in events.itertuples()
    ]
    return pd.Series(inside, index=events.index, dtype=bool)


def _finding_of_events(events: pd.DataFrame, crowded: int, focus: range | None, alluded: int) -> str:
    """The finding: how much falls into the crowded year, or, where none is crowded, from when to when it reaches."""
    names = "names or points to" if alluded else "names"
    first, last = min(events["start"]).year, max(events["end"]).year
    if focus and crowded > 1 and 3 * crowded >= len(events):
        strands = [name for name, _, aside in lanes_of(events, "") if not aside]
        if not events["strand"].any() or len(strands) < 2:
            return f"{crowded} of the {len(events)} events that the text {names} fall in {years_in_words(focus)}"
        since = f"since {first}" if last == focus.stop - 1 else f"from {first} to {last}"
        number = number_word(len(strands))
        return (
            f"The text {names} {len(events)} events {since}, in {number} strands; {crowded} of them fall in "
            f"{years_in_words(focus)}"
        )
    if len(events) == 1:
        return f"The text {'points to' if alluded else 'names'} one event: {events['label'].iloc[0]}"
    when = f"from {first} to {last}" if first < last else f"all in {first}"
    return f"The text {names} {len(events)} events, {when}"


def _how_to_read(layout: Layout) -> str:
    """The subtitle of the timeline: a sentence on how dates are known, of what is drawn only."""
    marks = [mark for lane in layout.lanes for mark in lane.marks]
    bars = [bar for lane in layout.lanes for bar in lane.bars if bar.parts]
    # A window has no inside that could be solid or open.
    filled = {(mark.form == "span", mark.ground) for mark in marks if mark.form != "window"}
    said = []
    # How far the text states what the record has to the day: 2024 or 2024-08.
    lengths = {len(mark.event.stated) for mark in marks if is_day_from_record(mark.event)}
    if lengths or {(True, "stated"), (False, "stated")} & filled:
        unit = "year" if lengths == {len("2024")} else "month" if lengths == {len("2024-08")} else ""
        how_far = f", to the {unit}" if unit else ", not to the day" if lengths else ""
        said.append(f"solid: the text states the date{how_far}")
    relative = [name for name, span in (("half-filled", False), ("pale", True)) if (span, "relative") in filled]
    if relative:
        said.append(f"{' or '.join(relative)}: {'it' if said else 'the date'} follows from the text’s words")
    if {(True, "external"), (False, "external")} & filled:
        said.append(f"open: {'it' if said else 'the date'} comes from the public record")
    if any(mark.form == "two" for mark in marks):
        said.append("two small marks: one of two days")
    if any(mark.form == "window" for mark in marks):
        said.append("capped line: one day in that span")
    if any(lane.threads for lane in layout.lanes):
        said.append("darker thin line: the subject continues")
    if bars:
        dotted = [not bar.verified for bar in bars]
        form = "dotted" if all(dotted) else "thick"
        unsure = " (not verified)" if all(dotted) else " (dotted: not verified)" if any(dotted) else ""
        said.append(f"{form} bar: in force{unsure}")
    if any(mark.event.mention == "alluded" for mark in marks):
        said.append("italic: our reading of an allusion")
    sentence = "; ".join(said)
    return f"{capitalised(sentence)}." if said else ""


def source(document: Document) -> str:
    """A text as captions name it: its title, and its publisher."""
    record = document.record
    if record is None:
        return f"“{document.title}”"
    publisher = f" ({record.publisher.value})" if record.publisher else ""
    return f"“{document.title}”{publisher}"


def caution(document: Document) -> str:
    """What to beware of in a text, as the end of a caption; empty where there is nothing."""
    remarks = [document.language_remark.replace("it seems", "the text seems", 1), document.left_out_remark]
    said = "; ".join(remark for remark in remarks if remark)
    return f" Beware: {said}." if said else ""


def _base(document: Document, counted: int) -> str:
    """The words that were counted, and of how many where that is not all of the text."""
    words = len(document.words)
    whole = f"{words:,} {document.unit}"
    return whole if counted == words else f"{counted:,} of its {whole}"


def with_function_words(text: FigureText, document: Document) -> FigureText:
    """What is said about a figure of words; its title tells where no function words of their language are known.

    Of a text in such a language words such as "de" are drawn.
    """
    if not document.language or document.language in BY_LANGUAGE:
        return text
    seems = f"the text seems to be in {language_name(document.language)}"
    return replace(text, title=f"{text.title} ({seems}, the function words that are left out are English)")


def with_doubt(text: FigureText, doubt: str) -> FigureText:
    """What is said about a figure of themes; its subtitle tells of a ``doubt`` about patterns, if there is one."""
    if not doubt:
        return text
    # A number stays on the line of what it is.
    said = f"{capitalised(doubt)}.".replace("F1 0", "F1\u00a00")
    return replace(text, caption=f"{text.caption} {said}", subtitle=f"{text.subtitle.rstrip('. ')}. {said}")


def _section(heading: str) -> str:
    return f"“{heading}”" if heading else "the lead"


def _verb(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("s" if count == 1 else "")


def _at_least(count: int) -> str:
    return f"at least {_times(count)}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")
