"""The answers of a validation report: to each demand what was done, with numbers, or the command that would do it."""

import itertools
import shlex
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from themeline.dictionary.patterns import parse_rule
from themeline.io.paths import CODEBOOK, existing_path
from themeline.measures.association import Measured, rank_correlation
from themeline.measures.intervals import FEWEST
from themeline.text.wording import capitalised, count_of, join_list
from themeline.validity.baselines import baseline_scores
from themeline.validity.coders import PERSON, TEST, purpose_of, read_coder
from themeline.validity.coding_sheets import Coded
from themeline.validity.estimates import ALL, Target, counted_alone, difference, estimates, targets
from themeline.validity.evidence import (
    DONE,
    NOT_DONE,
    TO_WRITE,
    Answer,
    Facts,
    Material,
    Table,
    length_of_sentences,
)
from themeline.validity.report import coders_in_words
from themeline.validity.scores import alpha, shares, weights_of
from themeline.validity.sensitivity import DRAWS, KEPT, pattern_effects

# Of a list, so many are named.
NAMED = 15
# Patterns of more letters are cut.
LONG = 40
PER_CENT = 100


def answers(material: Material, facts: Facts) -> dict[str, Answer]:
    """The answers, by the names of the demands."""
    return {name: answer(material, facts) for name, answer in _ANSWERS.items()}


# How numbers and commands are written.


def number(value: float, digits: int = 2) -> str:
    """A number as it is read; "-" where there is none."""
    # Without the sign of a zero.
    return "-" if np.isnan(value) else f"{round(value, digits) + 0.0:,.{digits}f}"


def with_interval(value: float, low: float, high: float, digits: int = 2) -> str:
    """A number with its 95 % interval in brackets, where there is one."""
    bounds = "" if np.isnan(low) else f" [{number(low, digits)}, {number(high, digits)}]"
    return number(value, digits) + bounds


def score(row: dict[str, Any], name: str, digits: int = 2, times: float = 1) -> str:
    """A number of a row, with the bounds beside it; "-" where the row has none."""
    value, low, high = (times * row.get(f"{name}{end}", float("nan")) for end in ("", "_low", "_high"))
    return with_interval(value, low, high, digits)


def percent(share: float) -> str:
    """A share as it is read, of less than a tenth with a digit behind the point."""
    return "-" if np.isnan(share) else f"{PER_CENT * share:.{1 if share < 0.1 else 0}f} %"


def _measured(one: Measured, digits: int = 2, times: float = 1) -> str:
    return with_interval(times * one.value, times * one.low, times * one.high, digits)


def _call(material: Material, *words: str, sheets: Sequence[Path] | None = None) -> str:
    """A command as the user would type it, with the sheets and the dictionary that were given to this one."""
    given = [*words]
    if sheets is not None:
        given += [_as_named(sheet) for sheet in sheets] or ["CODED.csv"]
    if material.codebook_file != existing_path(CODEBOOK):
        given += ["--codebook", _as_named(material.codebook_file)]
    return f"themeline {shlex.join(given)}"


def _as_named(path: Path) -> str:
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _to_code(material: Material, rows: int, why: str = "No sentence is coded.") -> Answer:
    """Not done, since sentences are wanted."""
    texts = [*(material.texts or ("TEXTS",)), *material.options]
    return Answer(NOT_DONE, [why], command=_call(material, "sheet", *texts, "--sample", str(rows), "--page"))


def _to_read(material: Material, why: str = "No texts were read.", more: str = "") -> Answer:
    """Not done, since texts are wanted, or more of them, or more that is known of them."""
    texts = _texts(material if more else replace(material, texts=(), options=()))
    command = _call(material, "validity", *map(_as_named, material.sheets))
    return Answer(NOT_DONE, [why], command=f"{command} {texts}{more}")


def _texts(material: Material) -> str:
    texts = [word for text in material.texts or ("TEXTS",) for word in ("--texts", text)]
    return shlex.join([*texts, *material.options])


# Substantive evidence.


def _definitions(material: Material, _: Facts) -> Answer:
    themes = material.codebook.themes
    missing = [theme.id for theme in themes if not theme.definition.strip()]
    limits = sum(bool(theme.excludes.strip()) for theme in themes)
    said = [
        f"The codebook has {count_of(len(themes), 'theme')}: {len(themes) - len(missing)} with a definition, "
        f"{limits} with what is excluded."
    ]
    if material.guide is not None:
        cases = count_of(len(material.guide.cases), "hard case")
        said.append(f"{material.guide.name} has the rules for coders, and {cases}.")
    rows = [[theme.id, theme.label, theme.definition.strip(), theme.excludes.strip()] for theme in themes]
    table = Table("Themes", ["theme", "label", "means", "does not mean"], rows)
    if missing:
        said.append(f"Without a definition: {join_list(missing)}. Write it in the codebook, under 'definition'.")
        return Answer(NOT_DONE, said, [table], _call(material, "check"))
    return Answer(DONE, [*said, "Say which literature or experts they follow."], [table])


def _sources(material: Material, _: Facts) -> Answer:
    book = material.codebook
    limited = {theme.id: sum(bool(parse_rule(one).company) for one in theme.patterns) for theme in book.themes}
    patterns, exceptions = (
        sum(len(getattr(theme, of)) for theme in book.themes) for of in ("patterns", "exceptions")
    )
    sources = {theme.id: theme.source.strip() or book.source.strip() for theme in book.themes}
    said = [
        f"{count_of(patterns, 'pattern')}, {sum(limited.values()):,} of them only where certain words stand near, or "
        f"do not; {count_of(exceptions, 'exception')}."
    ]
    rows = [
        [theme.id, f"{len(theme.patterns)}", f"{limited[theme.id]}", f"{len(theme.exceptions)}",
         sources[theme.id] or "not said"]
        for theme in book.themes
    ]  # fmt: skip
    table = Table("Patterns", ["theme", "patterns", "limited", "exceptions", "source"], rows, right=(1, 2, 3))
    silent = [theme for theme, source in sources.items() if not source]
    if not silent:
        return Answer(DONE, said, [table])
    of = "any theme" if len(silent) == len(sources) else join_list(silent)
    said.append(f"Where the patterns of {of} come from is not said: write it in the codebook, under 'source'.")
    return Answer(TO_WRITE, said, [table])


def _agreement(material: Material, _: Facts) -> Answer:
    coded, everyone = material.coded, material.everyone
    pairs = []
    if everyone is not None:
        for i, j in itertools.combinations(range(len(everyone.coders)), 2):
            codes = everyone.codes[[i, j]]
            both = ~np.isnan(codes).all(axis=2).any(axis=0)
            if both.any():
                who = f"{_who(everyone, i)} and {_who(everyone, j)}"
                pairs.append([who, f"{both.sum():,}", number(alpha(codes[:, both]))])
    if coded is None:
        return _to_code(material, 100)
    if not pairs:
        why = "No sentence was coded by two. Let another person code the same page, or an empty copy of the sheet."
        return Answer(NOT_DONE, [why], command=_call(material, "score", "SECOND.csv", sheets=material.sheets))
    tables = [Table("Agreement of pairs", ["coders", "sentences both coded", "alpha"], pairs, right=(1, 2))]
    said = ["Krippendorff's alpha, nominal: 1 for full agreement, 0 for no more than by chance."]
    if not np.isnan(whole := alpha(coded.codes)):
        said.append(f"Of {coders_in_words(coded)}, over all themes: {number(whole)}.")
        themes = [[theme, number(alpha(coded.codes[:, :, [k]]))] for k, theme in enumerate(coded.themes)]
        tables.append(Table("Agreement on each theme", ["theme", "alpha"], themes, right=(1,)))
    if _no_person(coded):
        said.append("No person coded these sentences, so this is how far programs agree.")
    command = _call(material, "adjudicate", sheets=material.sheets) if len(material.sheets) > 1 else ""
    return Answer(DONE, said, tables, command)


def _who(coded: Coded, coder: int) -> str:
    kind = coded.kinds[coder]
    return f"{coded.coders[coder]} ({kind})" if kind else coded.coders[coder]


def _no_person(coded: Coded) -> bool:
    return all(coded.kinds) and PERSON not in coded.kinds


def _data(material: Material, _: Facts) -> Answer:
    tally, population = material.tally, material.population
    if tally is None or population is None:
        return _to_read(material, "No texts were given.")
    said = [f"{sizes(material)}{'' if material.texts else ', those of the coded sentences'}."]
    years = population.units["year"].dropna()
    if len(years):
        said.append(f"From {years.min()} to {years.max()}.")
    groups = population.units.drop_duplicates("document")["group"]
    groups = groups[groups != ""].value_counts()
    if len(groups):
        said.append("Groups: " + join_list(f"{name} ({n:,})" for name, n in groups.head(NAMED).items()) + ".")
    said += [f"{capitalised(remark)}." for remark in material.remarks]
    said.append("Say whom these texts stand for, how they were found, and what is missing among them.")
    return Answer(TO_WRITE, said)


def sizes(material: Material) -> str:
    """How much was read."""
    tally = material.tally
    assert tally is not None  # noqa: S101 - asked for only where texts were read
    sentences = sum(row[2] for row in tally.documents)
    documents = count_of(len(tally.documents), "document")
    return f"{documents} with {int(tally.words.sum()):,} words in {count_of(sentences, 'sentence')} of the body"


def _method(_: Material, __: Facts) -> Answer:
    said = [
        "A dictionary counts words that were chosen beforehand: every mention can be looked up, and nothing is "
        "learned from the texts. It finds none that nobody thought of.",
        "Say why that suits the question. Below stands how other methods do on the same sentences.",
    ]
    return Answer(TO_WRITE, said)


def _level(_: Material, __: Facts) -> Answer:
    said = [
        "A sentence has a theme if a mention of it begins there; coders judge sentences too. Rates are mentions per "
        "1,000 words of a document.",
        "Say why sentences are the units, and what follows for statements about documents.",
    ]
    return Answer(TO_WRITE, said)


def _preprocessing(material: Material, _: Facts) -> Answer:
    languages = ", ".join(material.codebook.languages)
    said = [
        "Only the body is read, without headings, notes and running heads. Case is ignored unless a pattern asks for "
        "capitals; words joined by a hyphen count separately. No words are stemmed, and none are left out. Of "
        "overlapping mentions of a theme the longest counts.",
        f"Documents in other languages than the patterns' ({languages}) are left out." if languages
        else "Documents in any language are read.",
        "Say whether that suits your texts.",
    ]  # fmt: skip
    return Answer(TO_WRITE, said)


# Structural evidence.


def _coverage(material: Material, _: Facts) -> Answer:
    tally = material.tally
    if tally is None:
        return _to_read(material)
    words, sentences, with_theme, inside = list(zip(*tally.documents, strict=True))[1:]
    documents = (
        f", and {sum(many > 0 for many in with_theme):,} of {len(words):,} documents" if len(words) > 1 else ""
    )
    said = [
        f"{percent(sum(with_theme) / max(1, sum(sentences)))} of the sentences have a mention of a theme{documents}.",
        f"{percent(1 - sum(inside) / max(1, sum(words)))} of the words are in no mention.",
    ]
    often = sorted(tally.unknown.items(), key=lambda one: (-one[1], one[0]))[:NAMED]
    if often:
        listed = ", ".join(f"{word} ({n:,})" for word, n in often)
        said.append(f"The most frequent of these that are no stop words: {listed}.")
    if tally.not_looked:
        where = f"{tally.not_looked:,} of {count_of(len(tally.documents), 'document')}"
        said.append(f"The words of another dictionary were not looked for in {where}: it has none in their language.")
    rows = []
    for theme in tally.codebook.themes:
        names, items = tally.items(theme.id)
        sizes = items.sum(axis=0)
        first = f"{_short(names[sizes.argmax()])} ({percent(sizes.max() / sizes.sum())})" if names else "-"
        found = f"{len(names)} of {tally.pattern_count(theme.id)}"
        rows.append([theme.id, f"{sizes.sum():,}", f"{(items.sum(axis=1) > 0).sum():,}", found, first])
    heads = ["theme", "mentions", "documents with one", "patterns found", "most frequent pattern, of the mentions"]
    tables = [Table("What is found", heads, rows, right=(1, 2, 3))]
    if tally.outside is not None:
        rows = [
            [str(row.group), f"{row.mentions:,}", f"{row.outside:,}", percent(row.share)]
            for row in tally.outside.itertuples()
        ]
        heads = ["words of another dictionary", "mentions", "in no mention of a theme", "share"]
        tables.append(Table("What the themes leave out", heads, rows, right=(1, 2, 3)))
    return Answer(DONE, said, tables)


def _short(pattern: str) -> str:
    return pattern if len(pattern) <= LONG else f"{pattern[: LONG - 1]}…"


def _extremes(material: Material, _: Facts) -> Answer:
    tally = material.tally
    if tally is None:
        return _to_read(material)
    if len(tally.documents) < FEWEST:
        return _to_read(material, f"{count_of(len(tally.documents), 'document')}: too few for one to stand out.")
    rows = []
    for theme in tally.codebook.ids:
        rates = tally.rates(theme)
        middle, upper, most = (number(float(np.nanquantile(rates, part)), 1) for part in (0.5, 0.95, 1))
        name = tally.documents[int(np.nanargmax(rates))][0] if np.nanmax(rates) > 0 else "-"
        rows.append([theme, middle, upper, most, name])
    heads = ["theme", "median", "95 of 100 are below", "highest", "in the document"]
    table = Table("Mentions per 1,000 words of documents", heads, rows, right=(1, 2, 3))
    said = ["Read the documents with the highest rates, and say whether they are about these themes."]
    return Answer(DONE, said, [table], _call(material, "code", "DOCUMENT"))


def _estimated(material: Material, facts: Facts, wanted: Sequence[Target]) -> list[dict[str, Any]]:
    """Estimates, a row for each target and theme: corrected where there is a sample, and else as counted."""
    population = material.population
    assert population is not None  # noqa: S101 - asked for only where texts were read
    sample = facts.sample
    table = counted_alone(population, wanted) if sample is None else estimates(population, sample, wanted)
    rows: list[dict[str, Any]] = table.to_dict("records")
    return rows


def _of_sample(facts: Facts) -> tuple[str, ...]:
    return ("egami2023", "angelopoulos2023") if facts.sample is not None else ()


def _over_time(material: Material, facts: Facts) -> Answer:
    population = material.population
    if population is None:
        return _to_read(material)
    slopes = [one for one in targets(population, groups=False, trend=True) if one.kind == "slope"]
    if not slopes:
        why = "The years of the documents are not known, or all the same."
        return _to_read(material, why, " --date COLUMN")
    rows = [
        [row["theme"], *(score(row, way, 2, PER_CENT) for way in ("counted", "corrected"))]
        for row in _estimated(material, facts, slopes)
    ]
    heads = ["theme", "counted", "corrected by coded sentences"]
    table = Table("Change of the share of sentences in ten years, in percentage points", heads, rows)
    said = ["Say whether what is known of these years would make one expect it."]
    return Answer(DONE, said, [table], works=_of_sample(facts))


def _length(material: Material, facts: Facts) -> Answer:
    tables, said = [], []
    if facts.lengths:
        rows = [[theme, _measured(more), _measured(r)] for theme, more, r in facts.lengths]
        heads = ["theme", "change with twice the length", "rank correlation with length"]
        tables.append(Table("Rates (mentions per 1,000 words) of documents, and their length", heads, rows))
        clear = facts.follow_length()
        said.append(
            f"The rates of {join_list(clear)} go with the length of documents: the interval of the correlation does "
            "not contain 0. By chance alone that happens to one theme in twenty. Compare documents of like length, "
            "or hold length constant in what you conclude from them."
            if clear
            else "No theme's rate clearly goes with the length of documents: all intervals contain 0."
        )
    if material.coded is not None and facts.found is not None:
        rows = [
            [errors, percent(share), _measured(change, 1, PER_CENT)]
            for errors, share, change in length_of_sentences(material.coded, facts.found)
        ]
        heads = ["errors in coded sentences", "share", "change with 10 words more, in percentage points"]
        tables.append(Table("Errors, and the length of sentences", heads, rows, right=(1,)))
    if not tables:
        return _to_read(material, f"It takes {FEWEST} documents, or coded sentences.")
    return Answer(DONE, said, tables)


def _errors(material: Material, facts: Facts) -> Answer:
    coded = material.coded
    if coded is None or facts.found is None:
        return _to_code(material, 100)
    share, seen = shares(coded.codes)
    has = np.where(seen, share, 0)
    misses, alarms = has * ~facts.found, np.where(seen, 1 - share, 0) * facts.found
    themes = [
        [theme, *(f"{of[:, k].sum():.4g}" for of in (has, misses, alarms))] for k, theme in enumerate(coded.themes)
    ]
    names = coded.units["document"].to_numpy()
    documents = [(name, names == name) for name in dict.fromkeys(names)]
    documents.sort(key=lambda one: -float((misses + alarms)[one[1]].sum()))
    rows = [
        [name, f"{here.sum():,}", *(f"{of[here].sum():.4g}" for of in (has, misses, alarms))]
        for name, here in documents[:NAMED]
    ]
    title = "Errors in documents"
    if len(documents) > NAMED:
        title += f": the {NAMED} with most errors, of {len(documents):,}"
    heads = ["with a theme", "misses", "false alarms"]
    tables = [
        Table("Errors of themes", ["theme", *heads], themes, right=(1, 2, 3)),
        Table(title, ["document", "sentences", *heads], rows, right=(1, 2, 3, 4)),
    ]
    said = [
        f"{misses.sum():.4g} misses and {alarms.sum():.4g} false alarms in {count_of(len(names), 'sentence')}, as "
        "judgements of a sentence and a theme.",
        "Read the errors of development sentences one by one, and say of which kinds they are. Those of a test part "
        "are not to be read before the dictionary is final.",
    ]
    return Answer(DONE, said, tables, _call(material, "score", "--errors", sheets=_not_test(material)))


def _not_test(material: Material) -> list[Path]:
    return [sheet for sheet in material.sheets if purpose_of(read_coder(sheet), sheet.stem) != TEST]


_EFFECTS = {
    "earns its keep": "find sentences that no other pattern finds, and rightly",
    "mixed": "find such sentences, some rightly and some wrongly",
    "only noise": "find such sentences, but wrongly",
    "spare": "find none that others do not find",
}


def _patterns(material: Material, _: Facts) -> Answer:
    coded = material.coded
    if coded is None:
        return _to_code(material, 100)
    effects = pattern_effects(coded, material.codebook)
    if effects.empty:
        return Answer(DONE, ["No pattern finds anything in the coded sentences."])
    counts = effects["effect"].value_counts()
    every = sum(len(theme.patterns) for theme in material.codebook.themes)
    said = [
        f"{len(effects):,} of {every:,} patterns find anything in the coded texts; of the others nothing is known.",
        "; ".join(f"{counts.get(effect, 0):,} {what}" for effect, what in _EFFECTS.items()) + ".",
    ]
    tables = []
    doubtful = effects[effects["effect"].isin(["mixed", "only noise"])]
    if coded.of_test().any():
        # Which patterns err tells of sentences of the test part.
        said.append("Which these are is not shown, since sentences of a test part are among those coded.")
    elif len(doubtful):
        rows = [
            [row.theme, row.pattern, f"{row.only_hits:.4g}", f"{row.only_false_alarms:.4g}", number(row.f1),
             number(row.f1_without)]
            for row in doubtful.itertuples()
        ]  # fmt: skip
        heads = ["theme", "pattern", "hits by it alone", "false alarms by it alone", "F1", "F1 without it"]
        tables = [Table("Patterns with false alarms", heads, rows, right=(2, 3, 4, 5))]
    coding = ";".join(map(_as_named, _not_test(material))) or "CODED.csv"
    return Answer(DONE, said, tables, f"themeline run 05 -p coding {shlex.quote(coding)}")


def _consistency(material: Material, facts: Facts) -> Answer:
    if not facts.consistency:
        return _to_read(material, f"It takes {FEWEST} documents.")
    rows = [[theme, f"{n}", _measured(kr), _measured(a)] for theme, n, kr, a in facts.consistency]
    heads = ["theme", "patterns that vary", "KR-20, present or not", "alpha of rates"]
    said = [
        "1 where documents that have one pattern of a theme have the others too, 0 where patterns are independent. "
        "Words for the same thing replace each other, so that a good dictionary can have a low value. KR-20 rises "
        "where documents differ in length, since long ones have more of everything; alpha of rates does not."
    ]
    table = Table("Internal consistency of themes over documents", heads, rows, right=(1,))
    return Answer(DONE, said, [table])


def _made_up(material: Material, _: Facts) -> Answer:
    why = "Write sentences that the dictionary must find, and such that it must not; then code and score them."
    return Answer(NOT_DONE, [why], command=_call(material, "sheet", "made-up.txt"))


# External evidence.


def _hand_codes(material: Material, facts: Facts) -> Answer:
    coded = material.coded
    if coded is None or facts.overall is None or facts.scores is None:
        return _to_code(material, 300)
    of_kind = {kind: rows.to_dict("records") for kind, rows in facts.overall.groupby("kind")}
    both = list(zip(of_kind["micro"], of_kind["macro"], strict=True))
    micro, macro = next(pair for pair in both if pair[0]["part"] == facts.part)
    is_test = bool(coded.of_test()[(coded.units["part"] == facts.part).to_numpy()].all())
    said = [
        f"On {count_of(micro['sentences'], 'sentence')} of {'the test part ' * is_test}{facts.part}: precision "
        f"{score(micro, 'precision')}, recall {score(micro, 'recall')} (all judgements together); mean F1 of "
        f"{macro['themes']} themes {score(macro, 'f1')}.",
        f"Coded by {coders_in_words(coded)}.",
    ]
    if _no_person(coded):
        said.append("No person coded these sentences: this is how far the dictionary agrees with programs.")
    if len(coded.coders) == 1:
        said.append("There is one coder, so it is not known how far another would agree.")
    works: tuple[str, ...] = ("brennan2001",) if len(coded.coders) > 1 else ()
    if weights_of(coded) is not None:
        works += ("kish1965",)
        said.append("Sentences were drawn with different probabilities; scores are weighted by these.")
    parts = [
        [one["part"], one["coders"] or "not said", f"{one['sentences']:,}", score(one, "precision"),
         score(one, "recall"), score(mean, "f1")]
        for one, mean in both
    ]  # fmt: skip
    themes = [
        [row["theme"], *(f"{row[name]:.4g}" for name in ("coded", "found", "hits")),
         *(score(row, name) for name in ("precision", "recall", "f1"))]
        for row in facts.scores[facts.scores["part"] == facts.part].to_dict("records")
    ]  # fmt: skip
    scores = ["precision", "recall"]
    tables = [
        Table("Parts", ["sheets", "coders", "sentences", *scores, "mean F1"], parts, right=(2,)),
        Table(f"Themes in {facts.part}", ["theme", "coded", "found", "hits", *scores, "F1"], themes, right=(1, 2, 3)),
    ]
    return Answer(DONE, said, tables, works=works)


def _correction(material: Material, facts: Facts) -> Answer:
    population, sample = material.population, facts.sample
    if population is None or sample is None:
        return _to_code(material, 300, f"Nothing is corrected: {facts.no_sample}.")
    ways = ("counted", "rogan_gladen", "coded_alone", "corrected")
    rows = [
        [row["theme"], f"{row['seen']:.4g}", *(score(row, way, 1, PER_CENT) for way in ways)]
        for row in _estimated(material, facts, targets(population, groups=False))
        if row["target"] == ALL
    ]
    heads = ["theme", "seen by coders", "counted", "Rogan-Gladen", "coded alone", "corrected"]
    table = Table("Share of sentences, in per cent", heads, rows, right=(1,))
    drawn = count_of(len(sample.unit), "sentence")
    said = [f"{drawn} of these texts were drawn at random and coded. Report the corrected numbers."]
    return Answer(DONE, said, [table], f"{_call(material, 'estimate', sheets=material.sheets)} {_texts(material)}")


def _test_part(material: Material, _: Facts) -> Answer:
    coders = [(sheet.name, read_coder(sheet)) for sheet in material.sheets]
    rows = [
        [name, coder.part if coder and coder.part else "not said",
         ", ".join(coder.errors_shown) or "never" if coder and coder.part == TEST else "-"]
        for name, coder in coders
    ]  # fmt: skip
    tables = [Table("Sheets", ["sheet", "part", "errors shown on"], rows)] if rows else []
    marked = {name: len(coder.errors_shown) for name, coder in coders if coder and coder.part == TEST}
    if not marked:
        why = (
            "No sheet is marked as a test part. Put 'part: test' into the file NAME.coder.yaml beside a sheet that "
            "the dictionary is not improved on: then a command that shows its errors notes the day there."
        )
        return Answer(NOT_DONE, [why], tables)
    often = sum(marked.values())
    said = [
        f"The errors of {join_list(marked)} were "
        + (f"shown {count_of(often, 'time')} by themeline score --errors." if often else "never shown by a command."),
        "Notebook 05 lists errors too, and cannot note it. Say when the dictionary was last changed, and what was "
        "looked at before.",
    ]
    return Answer(DONE, said, tables)


def _measures(material: Material, _: Facts) -> Answer:
    tally = material.tally
    if tally is None or not material.outside:
        return _to_read(material, "No other measure was given.", " --external TABLE.csv:COLUMN")
    tables = []
    said = ["Rank correlations of the documents' rates with each measure."]
    for one in material.outside:
        values = np.array([one.values.get(row[0], np.nan) for row in tally.documents])
        many = int((~np.isnan(values)).sum())
        said.append(f"{one.name} is known of {many:,} of {count_of(len(values), 'document')}.")
        rows = []
        for theme in tally.codebook.ids:
            pairs = pd.DataFrame({"rate": tally.rates(theme), "value": values}).dropna()
            r = rank_correlation(pairs["rate"].to_numpy(), pairs["value"].to_numpy())
            rows.append([theme, _measured(r)])
        tables.append(Table(f"With {one.name}", ["theme", "rank correlation"], rows))
    return Answer(DONE, [*said, "Say which of these were expected beforehand."], tables)


def _groups(material: Material, facts: Facts) -> Answer:
    population = material.population
    if population is None or not material.expectations:
        more = " --group COLUMN --expect 'THEME: GROUP > OTHER GROUP'"
        return _to_read(material, "No expectation was given.", more)
    way = "counted" if facts.sample is None else "corrected"
    rows = []
    for one in material.expectations:
        found = _estimated(material, facts, [difference(population, one.more, one.less)])
        # A theme that nobody coded has no row.
        row = next((row for row in found if row["theme"] == one.theme), {})
        low, high = (row.get(f"{way}_{end}", float("nan")) for end in ("low", "high"))
        outcome = "as expected" if low > 0 else "the other way round" if high < 0 else "open"
        both = (score(row, name, 2, PER_CENT) for name in ("counted", "corrected"))
        rows.append([one.theme, f"{one.more} > {one.less}", *both, outcome])
    met = sum(row[-1] == "as expected" for row in rows)
    errors = "as counted, with the dictionary's errors in it" if facts.sample is None else "corrected"
    said = [
        f"Where the interval of the difference ({errors}) is above 0, an expectation holds: {met:,} of {len(rows):,}."
    ]
    heads = ["theme", "expected", "counted", "corrected", "found"]
    table = Table("Differences of the share of sentences, in percentage points", heads, rows)
    return Answer(DONE, said, [table], works=_of_sample(facts))


# Robustness.


def _word_lists(material: Material, _: Facts) -> Answer:
    ranks = material.ranks
    if ranks is None:
        why = "The ranks of themes under other word lists are worked out for a single text."
        return Answer(NOT_DONE, [why], command=_call(material, "run", "05", "--essay", "TEXT"))
    rows = [
        [row["theme"], f"{row['rank']:.4g}", f"{row['least']:.4g} to {row['most']:.4g}",
         f"{row['without_exceptions']:.4g}", f"{row['by_sentences']:.4g}", f"{row['low']:.4g} to {row['high']:.4g}"]
        for row in ranks.table.to_dict("records")
    ]  # fmt: skip
    first = ranks.table.iloc[0]
    said = [
        f"Of {DRAWS:,} dictionaries that keep each pattern with the probability {KEPT}, {first['first']:.0%} have "
        f"{first['theme']} as the most frequent theme, as it is here."
    ]
    heads = ["theme", "rank", "without any one pattern", "without exceptions", "sentences counted", "95 % of lists"]
    return Answer(DONE, said, [Table("Ranks of themes", heads, rows, right=(1,))])


def _other_methods(material: Material, facts: Facts) -> Answer:
    coded = material.coded
    if coded is None or facts.found is None:
        return _to_code(material, 100)
    rows = [
        [row["part"], row["method"], *(number(row[name]) for name in ("precision", "recall", "F1")),
         row["95 % interval"]]
        for row in baseline_scores(coded, material.codebook, facts.found).to_dict("records")
    ]  # fmt: skip
    said = [
        "Beside the dictionary: a list of the words in each theme's name, and likeness to its definition at the "
        "threshold that is best on these very sentences. The command adds a classifier that learns from them."
    ]
    heads = ["sheets", "method", "precision", "recall", "mean F1", "95 % interval"]
    table = Table("Methods", heads, rows, right=(2, 3, 4))
    return Answer(DONE, said, [table], _call(material, "learn", sheets=material.sheets))


def _other_texts(material: Material, facts: Facts) -> Answer:
    if facts.overall is None or facts.overall["part"].nunique() < 2:
        other = replace(material, texts=("OTHER-TEXTS",), options=())
        return _to_code(other, 100, "It takes coded sentences of other texts, on a sheet of their own.")
    means = facts.overall[facts.overall["kind"] == "macro"].sort_values("f1").to_dict("records")
    worst, best = means[0], means[-1]
    said = [
        f"Mean F1 is highest on {best['part']}, {score(best, 'f1')}, and lowest on {worst['part']}, "
        f"{score(worst, 'f1')}. The parts stand side by side under external evidence."
    ]
    return Answer(DONE, said)


_ANSWERS: dict[str, Callable[[Material, Facts], Answer]] = {
    "definitions": _definitions,
    "sources": _sources,
    "agreement": _agreement,
    "data": _data,
    "method": _method,
    "level": _level,
    "preprocessing": _preprocessing,
    "coverage": _coverage,
    "extremes": _extremes,
    "time": _over_time,
    "length": _length,
    "errors": _errors,
    "patterns": _patterns,
    "consistency": _consistency,
    "made-up": _made_up,
    "hand-codes": _hand_codes,
    "correction": _correction,
    "test-part": _test_part,
    "measures": _measures,
    "groups": _groups,
    "word-lists": _word_lists,
    "other-methods": _other_methods,
    "other-texts": _other_texts,
}
