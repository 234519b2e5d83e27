"""What differs between two runs, as a person asks: what they ran on, which counts, mentions, events, words."""

import io
import re
from collections import Counter
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pandas as pd

from themeline.errors import InputError, input_error
from themeline.io.names import split_names
from themeline.io.optional import require
from themeline.io.paths import record_beside
from themeline.provenance import ro_crate
from themeline.provenance.receipts import Receipt, file_state, locate
from themeline.provenance.states import State
from themeline.text.blocks import ROLES
from themeline.text.document import BODY, read_document
from themeline.text.wording import count_of, single_spaced


@dataclass(frozen=True)
class Table:
    """How two tables of one name are compared.

    Attributes:
        about: what the table is about, which is the title of what differs.
        keys: the columns that say which row is which; without any, rows are told by `content`.
        reported: the columns whose values are told where they differ; none for all but the keys.
        content: the columns by which rows are the same wherever they stand.
    """

    about: str
    keys: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()
    content: tuple[str, ...] = ()


# By the names of the files, without ending.
TABLES = {
    "words": Table("frequent words", ("word",), ("count",)),
    "keyness": Table("typical words", ("section_number", "section", "word"), ("count",)),
    "themes": Table("counts of themes", ("theme",), ("mentions",)),
    "themes-together": Table("themes that share sentences", ("theme", "other"), ("shared",)),
    "themes-in-text": Table("mentions", content=("theme", "text")),
    "mentions": Table("mentions", content=("theme", "text")),
    "sentences": Table("sentences", content=("text",)),
    "timeline": Table(
        "events",
        ("id",),
        ("edtf", "start", "end", "title", "quote", "mention", "basis", "confidence", "caveat"),
    ),
    "events": Table(
        "events on the reader page", ("id",), ("edtf", "title", "quote", "mention", "basis", "confidence", "caveat")
    ),
    "corpus": Table("counts of documents", ("document",)),
    "corpus-groups": Table("themes in groups of documents", ("group", "theme"), ("mentions", "documents")),
    "corpus-keyness": Table("words typical beside the documents", ("word",), ("count", "corpus_count")),
    "corpus-nearest": Table("nearest documents", ("document",), ("similarity", "mentions")),
    "corpus-place": Table("the text among the documents", ("theme",), ("mentions", "below")),
    "corpus-time": Table("themes over time", ("period", "theme"), ("mentions", "documents")),
    "corpus-together": Table("themes that go together", ("theme", "other"), ("documents", "correlation")),
    "ranks": Table("ranks of themes", ("theme",), ("rank", "mentions")),
    "validity": Table("agreement with coders", ("part", "theme"), ("coded", "found", "hits")),
}
# Of the columns that say which row is which, that which a label says better.
LABELLED = ("theme", "id")
# The table of a text's words.
WORDS = "words.csv"
SHOWN = 20


def compare_folders(before: Path, after: Path) -> dict[str, list[str]]:
    """The differences of two folders of figures, each in words, by what they are about; empty if there are none.

    Raises:
        InputError: one has neither receipts nor tables.
    """
    for folder in (before, after):
        if not any(folder.glob("*.csv")) and not (folder / ro_crate.NAME).is_file():
            raise input_error(
                folder, "holds no figures' data (.csv) and no receipts", "name a folder that themeline run wrote to"
            )
    old, new = ro_crate.read_receipts(before), ro_crate.read_receipts(after)
    found = {"run on": _run_on(old, new), "words of the text": _words(old, before, new, after)}
    for name in sorted({path.name for folder in (before, after) for path in folder.glob("*.csv")}):
        if not (before / name).is_file() or not (after / name).is_file():
            only = before if (before / name).is_file() else after
            found.setdefault("figures", []).append(f"{name} is only in {only}")
        elif (before / name).read_bytes() != (after / name).read_bytes():
            stem = Path(name).stem
            title = TABLES[stem].about if stem in TABLES else name
            lines = compare_tables(read_table(before / name), read_table(after / name), stem)
            # Two tables may be about the same, and say the same.
            found[title] = list(dict.fromkeys([*found.get(title, []), *lines]))
    return {title: lines for title, lines in found.items() if lines}


def compare_tables(old: pd.DataFrame, new: pd.DataFrame, name: str) -> list[str]:
    """The differences of two tables, each in words.

    Args:
        old: a table whose cells are words.
        new: the same of the other run.
        name: of the file, without ending; decides on what is told.
    """
    table = TABLES.get(name, Table(name))
    shared = {*old} & {*new}
    if table.content and {*table.content} <= shared:
        return _by_content(old, new, table.content)
    lines = [f"column {column} is new" for column in new if column not in old]
    lines += [f"column {column} is gone" for column in old if column not in new]
    keys = [*table.keys]
    reported = [*table.reported] or [column for column in new if column in old and column not in keys]
    if not keys or not {*keys, *reported} <= shared or old.duplicated(keys).any() or new.duplicated(keys).any():
        had, has = (Counter(rows.itertuples(index=False, name=None)) for rows in (old, new))
        gained, lost = (has - had).total(), (had - has).total()
        verb = "is" if gained == 1 else "are"
        said = f"{count_of(gained, 'row')} {verb} new, {lost:,} removed"
        return lines + [said] * bool(gained or lost)
    before, after = ({tuple(row[key] for key in keys): row for row in rows.to_dict("records")} for rows in (old, new))
    others = 0
    for key in [*after, *(key for key in before if key not in after)]:
        was, now = before.get(key), after.get(key)
        row = now or was or {}
        label = row.get("label")
        which = ", ".join(label if label and name in LABELLED else row[name] for name in keys if row[name])
        if was is None or now is None:
            lines.append(f"{which} is {'new' if now else 'gone'} ({reported[0]} {row[reported[0]]})")
        elif moved := [
            f"{column} {single_spaced(now[column])}, was {single_spaced(was[column])}"
            for column in reported
            if now[column] != was[column]
        ]:
            lines.append(f"{which}: {'; '.join(moved)}")
        else:
            others += any(now.get(column, was[column]) != was[column] for column in was)
    verb = "differs" if others == 1 else "differ"
    return lines + [f"{count_of(others, 'row')} {verb} in other columns only"] * bool(others)


def compare_notebooks(before: Path, after: Path) -> str:
    """The differences of two notebooks, cell by cell, as nbdime prints them; nothing if there are none.

    Raises:
        InputError: one is not a notebook.
    """
    require("themeline diff of notebooks", "nbdime")
    import nbdime
    import nbformat
    from nbdime.prettyprint import PrettyPrintConfig, pretty_print_notebook_diff

    notebooks = []
    for path in (before, after):
        try:
            notebooks.append(nbformat.read(path, as_version=4))
        except (ValueError, nbformat.ValidationError):
            raise input_error(path, "is not a notebook", "name a .ipynb file") from None
    found = nbdime.diff_notebooks(*notebooks)
    words = io.StringIO()
    if found:
        config = PrettyPrintConfig(out=words, use_color=False)
        pretty_print_notebook_diff(str(before), str(after), notebooks[0], found, config)
    return words.getvalue()


def compare_drawings(old: str, new: str) -> list[str]:
    """What two SVG drawings say differently: the marks they have, and their texts; not where these stand."""
    lines = []
    for what, pattern in (("mark", r'<g id="([^"]+)"'), ("text", r"<text[^>]*>([^<]*)</text>")):
        had, has = Counter(re.findall(pattern, old)), Counter(re.findall(pattern, new))
        # Numbers that matplotlib gives to what has no name of its own.
        had, has = (
            Counter({name: n for name, n in names.items() if not re.search(r"_\d+$", name)}) for names in (had, has)
        )
        lines += [f"{what} '{unescape(name)}' is new" for name in has - had]
        lines += [f"{what} '{unescape(name)}' is gone" for name in had - has]
    return lines


def read_table(path: Path) -> pd.DataFrame:
    """The data behind a figure, each cell as it is written.

    Raises:
        InputError: the file is not a table.
    """
    try:
        return pd.read_csv(path, dtype=str, keep_default_na=False)
    except (ValueError, UnicodeDecodeError) as error:
        raise input_error(path, f"is not a table ({str(error).splitlines()[0]})", "run the notebooks again") from None


def _by_content(old: pd.DataFrame, new: pd.DataFrame, columns: tuple[str, ...]) -> list[str]:
    """Which rows are new or gone, whose last column is a text, by these columns and not by their places."""
    had, has = (Counter(rows[[*columns]].itertuples(index=False, name=None)) for rows in (old, new))
    lines = []
    for what, rows in (("new", has - had), ("gone", had - has)):
        for (*others, text), number in sorted(rows.items()):
            times = f", {number} times" if number > 1 else ""
            lines.append("".join(f"{other}: " for other in others) + f"'{single_spaced(text)}' is {what}{times}")
    return lines or ["the same, at other places"]


def _run_on(old: list[Receipt], new: list[Receipt]) -> list[str]:
    lines = []
    before = {(receipt.folder, receipt.name): receipt for receipt in old}
    after = {(receipt.folder, receipt.name): receipt for receipt in new}
    for key in sorted({*before, *after}):
        if key not in before or key not in after:
            lines.append(f"{key[1]} was run only for the {'second' if key in after else 'first'}")
            continue
        was, now = before[key], after[key]
        for name in sorted({*was.parameters, *now.parameters}):
            old_value, new_value = _value(was, name), _value(now, name)
            if old_value != new_value:
                lines.append(f"{key[1]}: {name} {new_value}, was {old_value}")
        lines += [f"{key[1]}: {name} was not read" for name in sorted(_beside(now) - _beside(was))]
        lines += [f"{key[1]}: {name} is not read" for name in sorted(_beside(was) - _beside(now))]
        lines += [f"{key[1]}: the notebook's code has changed"] * (was.cells != now.cells)
        lines += [f"{key[1]}: Themeline's code has changed"] * (was.package != now.package)
        lines += [
            f"{key[1]}: {name} {now.versions.get(name, 'none')}, was {was.versions.get(name, 'none')}"
            for name in sorted({*was.versions, *now.versions})
            if was.versions.get(name) != now.versions.get(name)
        ]
    return lines


def _value(receipt: Receipt, name: str) -> str:
    """The value of a parameter; of a file, name and beginning of its hash."""
    value = receipt.parameters.get(name)
    if isinstance(value, str) and value in receipt.inputs:
        return f"{Path(value).name} ({receipt.inputs[value][:12]}…)"
    return repr(value)


def _beside(receipt: Receipt) -> set[str]:
    """The files read because they stand beside one that a parameter names, with the beginning of the hash."""
    named = {value for value in receipt.parameters.values() if isinstance(value, str)}
    return {f"{Path(name).name} ({digest[:12]}…)" for name, digest in receipt.inputs.items() if name not in named}


def _words(old: list[Receipt], before: Path, new: list[Receipt], after: Path) -> list[str]:
    """Which words two texts have how often, as the figures count them, where they differ."""
    was, now = _run_on_text(old), _run_on_text(new)
    if was is None or now is None:
        return []
    counts = []
    for receipt, base in ((was, before), (now, after)):
        file = locate(str(receipt.parameters["essay"]), base)
        if not _is_as_read(receipt, file, base):
            return (
                [] if _same_text(was, now) else [f"not compared: {file} has changed since the run, or is not there"]
            )
        try:
            counts.append(_counted(receipt, file))
        except InputError as error:
            return [f"not compared: {error}"]
    had, has = counts
    changed = sorted({*had, *has}, key=lambda word: (-abs(has[word] - had[word]), word))
    lines = [f"{word}: {has[word]}, was {had[word]}" for word in changed if has[word] != had[word]]
    return lines[:SHOWN] + [f"and {len(lines) - SHOWN} more words"] * (len(lines) > SHOWN)


def _run_on_text(receipts: list[Receipt]) -> Receipt | None:
    """The run on a text that tells how its words are counted: that which wrote them, else the first."""
    on_text = [receipt for receipt in receipts if receipt.parameters.get("essay") in receipt.inputs]
    wrote = [receipt for receipt in on_text if any(Path(name).name == WORDS for name in receipt.outputs)]
    return next(iter(wrote + on_text), None)


def _is_as_read(receipt: Receipt, text: Path, base: Path) -> bool:
    """Whether a text, and what is known about it, are as they were when a run read them."""
    record = record_beside(text)
    read = {locate(name, base): digest for name, digest in receipt.inputs.items()}
    files = [text] + [record] * (record in read or record.is_file())
    return all(file in read and file_state(file, read[file]) is State.INTACT for file in files)


def _same_text(was: Receipt, now: Receipt) -> bool:
    return was.inputs[was.parameters["essay"]] == now.inputs[now.parameters["essay"]]


def _counted(receipt: Receipt, text: Path) -> "Counter[str]":
    """The words that the figures of a run count: of the sections chosen, and of their body or of all of them."""
    sections = split_names(str(receipt.parameters.get("sections") or ""))
    document = read_document(text).only_sections(sections)
    return Counter(document.in_roles("words", ROLES if receipt.parameters.get("whole_text") else BODY)["key"])
