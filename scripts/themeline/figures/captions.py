"""What is said about each figure: titles, captions, and text alternatives, written from the data."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import pandas as pd

from themeline.events.chronology import is_day_from_record, is_one_of_two_days
from themeline.events.edtf_dates import date_words
from themeline.figures.export import FigureText
from themeline.figures.timeline_layout import lanes_of
from themeline.measures.document import FEWEST_WORDS
from themeline.measures.intervals import FEWEST
from themeline.text.document import Document
from themeline.text.language import is_unwanted, language_list, language_name
from themeline.text.wording import count_of, join_list

# The title of a figure of themes where no pattern matches.
NOTHING = "The text has no mention of any theme"


def describe_words(document: Document, frequencies: pd.DataFrame, shown: pd.DataFrame, word_count: int) -> FigureText:
    """For the figure `words`; ``word_count`` is the number of words that were counted."""
    sections = document.sections
    longest = sections.loc[sections["words"].idxmax()]
    most = join_list(f"{row.word} ({row.count})" for row in shown.head(3).itertuples(index=False))
    least = int(shown["count"].min()) if len(shown) else 0
    complete = len(shown) == (frequencies["count"] >= least).sum()
    which = f"All {len(shown)}" if complete else f"{len(shown)} of the"
    caption = (
        f"Length of the sections of {source(document)}, and its most frequent content words. {which} content words "
        f"that occur {_at_least(least)} among {_base(document, word_count)} are shown, each in its most frequent "
        f"form; case is ignored, function words, numbers, months and weekdays are left out, inflected forms are "
        f"counted apart."
        f"{caution(document)}"
    )
    alternative = (
        f"Two bar charts: {count_of(len(sections), 'section')}, the longest {_section(longest['section'])} with "
        f"{longest['words']:,} words; "
        + (f"the most frequent content words {most}." if len(shown) else "no content words.")
    )
    lengths = join_list(f"{_section(row.section)} {row.words:,}" for row in sections.itertuples(index=False))
    counts = join_list(f"{row.word} {row.count}" for row in shown.itertuples(index=False))
    description = f"{alternative} Words by section, in the order of the text: {lengths}. " + (
        f"Content words by count: {counts}." if len(shown) else ""
    )
    title = "Length of the sections, and the most frequent content words"
    return FigureText(title, caption, alternative, description.strip())


def describe_keyness(document: Document, shown: pd.DataFrame) -> FigureText:
    """For the figure `keyness`."""
    caption = (
        f"Content words that are typical of each section of {source(document)} against its other sections: "
        f"log-likelihood keyness (Rayson and Garside 2000), words that occur at least twice in the section and whose "
        f"keyness is at least 3.84. Behind each bar: occurrences in the section, of all in the text. With so many "
        f"comparisons the values sort words; they test nothing.{caution(document)}"
    )
    rows = []
    for _, part in shown.groupby("section_number"):
        words = join_list(f"{row.word} ({row.keyness:.1f})" for row in part.itertuples())
        rows.append(f"{_section(part['section'].iloc[0])}: {words}.")
    alternative = f"Bars of the words typical of {count_of(len(rows), 'section')} of the text, at most five each."
    if not rows:
        alternative = "No bars: no word is typical of one section of the text."
        caption = caption.replace(" Behind each bar: occurrences in the section, of all in the text.", "", 1)
    title = "Words typical of each section against the others" if rows else "No word is typical of one section"
    return FigureText(title, caption, alternative, " ".join([alternative, *rows]))


def describe_pairs(
    document: Document, pairs: pd.DataFrame, label_of: dict[str, str], sentence_count: int
) -> FigureText:
    """For the figure `themes-together`; ``sentence_count`` is the number of sentences counted."""
    caption = (
        f"Themes mentioned in the same sentence of {source(document)}: shared sentences, of "
        f"{sentence_count:,} in all. Filled tiles: more than if both fell on sentences "
        f"independently (Fisher’s exact test, one-sided, 5 %); "
        f"dark ones also when all {len(pairs)} pairs are allowed for (Holm). Empty places: no shared sentence."
        f"{caution(document)}"
    )
    found = pairs[pairs["shared"] > 0].sort_values(["p", "theme", "other"], kind="stable")
    most = [
        f"{label_of[row.theme]} with {label_of[row.other]} ({row.shared}, {row.expected:.1f} expected, p {row.p:.3f})"
        for row in found.itertuples()
    ]
    strong = int((pairs["p_adjusted"] < 0.05).sum())
    alternative = (
        f"A triangle of {count_of(len(pairs), 'pair')} of themes, of which {len(found)} share sentences, "
        f"{strong} of them more than chance would have it."
    )
    description = f"{alternative} Least by chance: {join_list(most[:10])}." if most else alternative
    title = "Which themes share sentences" if most else "No two themes share a sentence"
    return FigureText(title, caption, alternative, description)


def describe_themes(
    document: Document, measures: pd.DataFrame, by_section: pd.DataFrame, word_count: int, seed: int
) -> FigureText:
    """For the figure `themes`; ``word_count`` is the number of words that were counted."""
    found = measures[measures["mentions"] > 0].sort_values("rate", ascending=False, kind="stable")
    caption = (
        f"Mentions of each theme per 1,000 words in {source(document)} ({_base(document, word_count)}), with the "
        f"number of mentions and of sentences that have one. {_of_chance(measures, seed)} Map: mentions by section; "
        f"a section’s column is as wide as it has words. A mention is a stretch of text that a pattern of the "
        f"codebook matches; one passage may count for several themes.{_of_validity(measures)}{caution(document)}"
    )
    short = by_section.loc[(by_section["words"] < FEWEST_WORDS) & (by_section["mentions"] > 0), "section_number"]
    long = bool((by_section["words"] >= FEWEST_WORDS).any())
    if len(short):
        caption += (
            f" Outlined tiles: {count_of(short.nunique(), 'section')} of fewer than {FEWEST_WORDS} words, too few "
            f"for a rate" + ("; shades are of the other sections." if long else ".")
        )
    first = join_list(f"{row.label} ({row.mentions})" for row in found.head(3).itertuples())
    known = bool(measures["high"].notna().any())
    alternative = f"Rates of {len(measures)} themes{' with intervals' * known}, and a map of sections by themes; " + (
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
        rows.append(
            f"{row.label}: {count_of(row.mentions, 'mention')}, {row.rate:.1f} per 1,000 words{interval}, "
            f"{most['mentions']} of them in {_section(most['section'])}."
        )
    absent = list(measures.loc[measures["mentions"] == 0, "label"])
    if absent:
        rows.append(f"Not mentioned: {join_list(absent)}.")
    title = "How often the text speaks of each theme" if len(found) else NOTHING
    return FigureText(title, caption, alternative, " ".join([alternative, *rows]))


def _of_chance(measures: pd.DataFrame, seed: int) -> str:
    if measures["high"].isna().all():
        return f"Fewer than {FEWEST} sentences have no intervals."
    return (
        f"Lines: 95 % bootstrap intervals, sentences resampled (seed {seed}); they show chance in the text, not "
        "errors of the dictionary."
    )


def _of_validity(measures: pd.DataFrame) -> str:
    if "corrected" not in measures:
        return ""
    return (
        " Precision and recall: of the dictionary, on sentences coded by hand. Diamonds: the rate corrected for its "
        "errors (Rogan and Gladen 1978) with 95 % intervals (Lang and Reiczigel 2014), which hold if it errs in this "
        "text as in those."
    )


def describe_validity(scores: pd.DataFrame, means: pd.DataFrame, coders: int) -> FigureText:
    """For the figure `validity`; ``scores`` and ``means`` as it draws them."""
    who = "one coder" if coders == 1 else f"{coders} coders"
    caption = (
        f"How well the dictionary finds the sentences that people find: precision (of the sentences found, the share "
        f"that speaks of the theme), recall (of the sentences that speak of it, the share found), and F1, their "
        f"harmonic mean. Lines: 95 % intervals (themes: Wilson; mean: empirical Bayes). Behind them the "
        f"sentences found and coded (hits), coded only (missed), found only (false). Each sheet holds the coding of "
        f"{who}{'; how far another would agree is not in the lines' if coders == 1 else ''}. No mark: nothing was "
        f"found, or nothing coded."
    )
    said = [
        f"{row.part}: mean F1 {row.f1:.2f} ({row.f1_low:.2f} to {row.f1_high:.2f}), precision {row.precision:.2f}, "
        f"recall {row.recall:.2f}, on {count_of(row.sentences, 'sentence')}"
        for row in means.itertuples()
    ]
    alternative = f"Precision, recall and F1 of {scores['theme'].nunique()} themes. {'; '.join(said)}."
    rows = []
    for part, table in scores.groupby("part", sort=False):
        cells = [
            f"{row.label} {row.f1:.2f}" if row.f1 == row.f1 else f"{row.label} none" for row in table.itertuples()
        ]
        rows.append(f"F1 in {part}: {join_list(cells)}.")
    title = "How well the dictionary finds what people find"
    return FigureText(title, caption, alternative, " ".join([alternative, *rows]))


def describe_ranks(document: Document, table: pd.DataFrame, kept: float, draws: int, seed: int) -> FigureText:
    """For the figure `ranks`; ``table`` as `themeline.validity.sensitivity.rank_stability` gives it."""
    caption = (
        f"Whether the order of the themes in {source(document)} survives other dictionaries: each theme’s rank by "
        f"mentions (ties share the mean); the ranks that it takes when any one pattern is left out; its rank by "
        f"sentences instead of mentions, and without exceptions; and its ranks in {draws:,} codebooks drawn at "
        f"random that keep each pattern with a probability of {kept:g} (seed {seed}). A theme that rests on one "
        f"pattern falls far where that one is not drawn.{caution(document)}"
    )
    rows = [
        f"{row.label}: rank {row.rank:g} with {count_of(row.mentions, 'mention')}, {row.least:g} to {row.most:g} "
        f"with one pattern less, {row.by_sentences:g} by sentences, {row.low:g} to {row.high:g} in 95 % of the draws."
        for row in table.itertuples()
    ]
    firsts = table.sort_values("first", ascending=False, kind="stable").head(2)
    most = join_list(f"{row.label} ({100 * row.first:.0f} %)" for row in firsts.itertuples())
    alternative = f"Ranks of {len(table)} themes under other dictionaries; most often first: {most}."
    title = "Whether the order of the themes survives another word list"
    return FigureText(title, caption, alternative, " ".join([alternative, *rows]))


def describe_places(
    document: Document, mentions: pd.DataFrame, label_of: dict[str, str], word_count: int
) -> FigureText:
    """For the figure `themes-in-text`; ``mentions`` with first_word, ``word_count`` words were counted."""
    caption = (
        f"Where themes are mentioned in {source(document)}: one mark for each of {len(mentions):,} "
        f"mentions, from the first to the last of {word_count:,} words. Lines part sections, bands part paragraphs; "
        f"the number at the right counts mentions.{caution(document)}"
    )
    spread = []
    for theme, label in label_of.items():
        found = mentions[mentions["theme"] == theme]
        if len(found):
            first, last = found["first_word"].min(), found["first_word"].max()
            within = join_list(_section(heading) for heading in dict.fromkeys(found["section"]))
            where = f"{label}: {count_of(len(found), 'mention')}, at words {first:,} to {last:,}, in {within}."
            spread.append((len(found), label, where))
    most = join_list(f"{label} ({count})" for count, label, _ in sorted(spread, key=lambda row: -row[0])[:3])
    alternative = f"A mark for each mention along the text, in a row for each of {len(label_of)} themes; " + (
        f"most: {most}." if most else "no theme is mentioned."
    )
    description = " ".join([alternative, *(where for _, _, where in spread)])
    title = "Where in the text each theme is mentioned" if most else NOTHING
    return FigureText(title, caption, alternative, description)


def describe_events(document: Document, events: pd.DataFrame, focus: int | None) -> FigureText:
    """For the figure `timeline`."""
    alluded = int((events["mention"] == "alluded").sum())
    if events.empty:
        empty = "An empty timeline: no events."
        title = "No events to show"
        return FigureText(title, f"No events of {source(document)} fit the choice.", empty, empty)
    basis = events["basis"].value_counts()
    windows = int((events["extent"] == "window").sum())
    stated = [f"“{date_words(row.stated)}” for {row.label}" for row in events[events["stated"] != ""].itertuples()]
    grounds = []
    if stated:
        grounds.append(f"the text itself states {join_list(stated)}")
    if basis.get("relative"):
        grounds.append(f"{_verb(basis['relative'], 'follow')} from its words")
    if basis.get("external"):
        grounds.append(f"{_verb(basis['external'], 'come')} from the public record alone")
    in_force = events[events["in_force_since"] != ""]
    caption = (
        f"{count_of(len(events) - alluded, 'event')} that {source(document)} names"
        + (f", and {alluded} that it only points to: which event is meant is a reading (italic)" if alluded else "")
        + f". Of the dates, {join_list(grounds)}"
        + (f"; for {windows}, only a range of days is known" if windows else "")
        + (f". Both scales are linear; {focus} is enlarged" if focus else ". The scale is linear")
        + (f". In force: {join_list([_in_force(row) for row in in_force.itertuples()])}" if len(in_force) else "")
        + ". Sources and caveats of each date: timeline.csv."
    )
    first, last = events.iloc[0], events.iloc[-1]
    alternative = (
        f"Timeline of {count_of(len(events), 'event')} in order of date, from {first['label']} "
        f"({date_words(first['edtf'])}) to {last['label']} ({date_words(last['edtf'])})"
    )
    crowded = sum(row.start.year == focus == row.end.year for row in events.itertuples())
    if focus:
        alternative += f"; {crowded} fall in {focus}, which is enlarged"
    known = {
        "stated": "stated by the text",
        "relative": "follows from the text",
        "external": "from the public record",
    }
    rows = []
    for row in events.itertuples():
        within = ", one day within" if row.extent == "window" else ""
        named = ", alluded to" if row.mention == "alluded" else ""
        date = f"{date_words(row.edtf)}{within}"
        ground = f"“{date_words(row.stated)}” {known['stated']}" if row.stated else f"date {known[row.basis]}"
        strand = f"; {row.strand}" if row.strand else ""
        rows.append(f"{date}: {row.label} ({row.kind}{named}; {ground}{strand}).")
    description = " ".join([alternative + ".", *rows])
    return FigureText(
        _finding_of_events(events, crowded, focus, alluded), caption, alternative + ".", description,
        _how_to_read(events, stated=bool(stated)),
    )  # fmt: skip


def _finding_of_events(events: pd.DataFrame, crowded: int, focus: int | None, alluded: int) -> str:
    """The finding: how much falls into the crowded year, or, where none is crowded, from when to when it reaches."""
    what = "events that the text names" + (" or points to" if alluded else "")
    first, last = min(events["start"]).year, max(events["end"]).year
    if focus and crowded > 1 and 3 * crowded >= len(events):
        found = f"{crowded} of the {len(events)} {what} fall in {focus}"
        strands = [name for name, _, aside in lanes_of(events, "") if not aside]
        since = f"since {first}" if last == focus else f"from {first} to {last}"
        return f"{len(strands)} strands {since}; {found}" if events["strand"].any() and len(strands) > 1 else found
    if len(events) == 1:
        return f"One event that the text {'points to' if alluded else 'names'}: {events['label'].iloc[0]}"
    when = f"from {first} to {last}" if first < last else f"all in {first}"
    return f"{len(events)} {what}, {when}"


def _how_to_read(events: pd.DataFrame, *, stated: bool) -> str:
    """The subtitle of the timeline: a sentence on how dates are known, of what occurs in it only."""
    stated_part = [is_day_from_record(row) for row in events.itertuples()]
    said = []
    if stated:
        said.append("solid: the text states the date" + (", to the month" if any(stated_part) else ""))
    relative = events["basis"] == "relative"
    if (relative & (events["extent"] != "window")).any():
        said.append("half-filled: it follows from the text’s words")
    if (events["basis"] == "external").any() or any(stated_part):
        said.append("open: it comes from the public record")
    either = [is_one_of_two_days(row) for row in events.itertuples()]
    if any(either):
        said.append("joined: one of two days")
    if sum(events["extent"] == "window") > sum(either):
        said.append("capped lines: one day within")
    since = events["in_force_since"] != ""
    if since.any():
        unverified = (
            since & ((events["in_force_source"] == "") | events["in_force_since"].str.contains("?", regex=False))
        ).any()
        said.append("bars below: in force" + (" (dotted: not verified)" if unverified else ""))
    if (events["mention"] == "alluded").any():
        said.append("italic: our reading of an allusion")
    sentence = "; ".join(said)
    return f"{sentence[:1].upper()}{sentence[1:]}." if said else ""


def _in_force(event: Any) -> str:
    until = f" to {date_words(event.in_force_until)}" if event.in_force_until else ""
    unsure = "" if event.in_force_source and "?" not in event.in_force_since else " (not verified)"
    return f"{event.label}, {date_words(event.in_force_since)}{until}{unsure}"


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
    return f"{counted:,} words" if counted == words else f"{counted:,} of its {words:,} words"


def with_language(
    text: FigureText, document: Document, languages: Collection[str] = ("en",), what: str = "the patterns are"
) -> FigureText:
    """What is said about a figure, with a title that tells where the text is in another language than the patterns.

    Args:
        text: what is said.
        document: the text.
        languages: of the patterns, as codes; any for none.
        what: is in these languages.
    """
    if not is_unwanted(document.language, languages):
        return text
    told = f"the text seems to be in {language_name(document.language)}, {what} {language_list(languages)}"
    # That it has no mention would not be so: the patterns cannot tell.
    title = f"No pattern matches: {told}" if text.title == NOTHING else f"{text.title} ({told})"
    return replace(text, title=title)


def _section(heading: str) -> str:
    return f"“{heading}”" if heading else "the lead"


def _verb(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("s" if count == 1 else "")


def _at_least(count: int) -> str:
    return f"at least { ({1: 'once', 2: 'twice'}.get(count, f'{count} times')) }"
