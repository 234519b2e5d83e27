"""What differs between two runs, as a person asks: what they ran on, which counts, mentions, events, words."""

import io
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pandas as pd

from themeline.errors import input_error
from themeline.io.files import read_text
from themeline.provenance import ro_crate
from themeline.provenance.receipts import Receipt, file_state, locate
from themeline.provenance.states import State

# Of the data behind each figure: what it is about; the columns that say which row is which; those that are told.
TABLES = {
    "themes": ("counts of themes", ["theme"], ["mentions"]),
    "timeline": (
        "events",
        ["id"],
        ["edtf", "start", "end", "title", "quote", "mention", "basis", "confidence", "caveat"],
    ),
    "words": ("frequent words", ["word"], ["count"]),
    "keyness": ("typical words", ["section_number", "section", "word"], ["count"]),
    "themes-together": ("themes that share sentences", ["theme", "other"], ["shared"]),
    "themes-in-text": ("mentions", [], []),
}
LARGEST = 50_000_000
SHOWN = 20
WORD = re.compile(r"\w+(?:[-'’]\w+)*")


def compare_folders(one: Path, other: Path) -> dict[str, list[str]]:
    """The differences of two folders of figures, each in words, by what they are about; empty if there are none.

    Raises:
        InputError: one has neither receipts nor tables.
    """
    for folder in (one, other):
        if not any(folder.glob("*.csv")) and not (folder / ro_crate.NAME).is_file():
            raise input_error(
                folder, "holds no figures' data (.csv) and no receipts", "name a folder that themeline run wrote to"
            )
    old, new = ro_crate.read_receipts(one), ro_crate.read_receipts(other)
    found = {"run on": _run_on(old, new), "words of the text": _texts(old, one, new, other)}
    for name in sorted({path.name for folder in (one, other) for path in folder.glob("*.csv")}):
        if not (one / name).is_file() or not (other / name).is_file():
            found.setdefault("figures", []).append(f"{name} is only in {one if (one / name).is_file() else other}")
        elif (one / name).read_bytes() != (other / name).read_bytes():
            stem = Path(name).stem
            title = TABLES[stem][0] if stem in TABLES else name
            found[title] = compare_tables(read_table(one / name), read_table(other / name), stem)
    return {title: lines for title, lines in found.items() if lines}


def compare_tables(old: pd.DataFrame, new: pd.DataFrame, name: str) -> list[str]:
    """The differences of the data behind two figures, each in words.

    Args:
        old: a table whose cells are words.
        new: the same of the other run.
        name: of the figure; decides on what is told.
    """
    if name == "themes-in-text" and {"theme", "text"} <= {*old} & {*new}:
        return _mentions(old, new)
    lines = [f"column {column} is new" for column in new if column not in old]
    lines += [f"column {column} is gone" for column in old if column not in new]
    _, keys, told = TABLES.get(name, ("", [], []))
    if not keys or not {*keys, *told} <= {*old} & {*new} or old.duplicated(keys).any() or new.duplicated(keys).any():
        had, has = (Counter(table.itertuples(index=False, name=None)) for table in (old, new))
        gained, lost = (has - had).total(), (had - has).total()
        return lines + [f"{gained} rows are new, {lost} are gone"] * bool(gained or lost)
    before, after = (
        {tuple(row[key] for key in keys): row for row in table.to_dict("records")} for table in (old, new)
    )
    others = 0
    for key in [*after, *(key for key in before if key not in after)]:
        was, now = before.get(key), after.get(key)
        row = now or was or {}
        who = row.get("label") or ", ".join(filter(None, key))
        if was is None or now is None:
            lines.append(f"{who} is {'new' if now else 'gone'} ({told[0]} {row[told[0]]})")
        elif moved := [f"{column} {now[column]}, was {was[column]}" for column in told if now[column] != was[column]]:
            lines.append(f"{who}: {'; '.join(moved)}")
        else:
            others += any(now.get(column, was[column]) != was[column] for column in was)
    return lines + [f"{others} rows differ in other columns only"] * bool(others)


def compare_notebooks(one: Path, other: Path) -> str:
    """The differences of two notebooks, cell by cell, as nbdime prints them; nothing if there are none.

    Raises:
        InputError: one is no notebook.
    """
    import nbdime
    import nbformat
    from nbdime.prettyprint import PrettyPrintConfig, pretty_print_notebook_diff

    notebooks = []
    for path in (one, other):
        try:
            notebooks.append(nbformat.read(path, as_version=4))
        except (ValueError, nbformat.ValidationError):
            raise input_error(path, "is no notebook", "name a .ipynb file") from None
    found = nbdime.diff_notebooks(*notebooks)
    words = io.StringIO()
    if found:
        config = PrettyPrintConfig(out=words, use_color=False)
        pretty_print_notebook_diff(str(one), str(other), notebooks[0], found, config)
    return words.getvalue()


def compare_drawings(old: str, new: str) -> list[str]:
    """What two SVG drawings say differently: the marks they have, and their texts; not where these stand."""
    lines = []
    for what, pattern in (("mark", r'<g id="([^"]+)"'), ("text", r"<text[^>]*>([^<]*)</text>")):
        had, has = Counter(re.findall(pattern, old)), Counter(re.findall(pattern, new))
        # Numbers that matplotlib gives to what has no name of its own.
        had, has = (Counter({key: n for key, n in one.items() if not re.search(r"_\d+$", key)}) for one in (had, has))
        lines += [f"{what} '{unescape(key)}' is new" for key in has - had]
        lines += [f"{what} '{unescape(key)}' is gone" for key in had - has]
    return lines


def read_table(path: Path) -> pd.DataFrame:
    """The data behind a figure, each cell as it is written.

    Raises:
        InputError: the file is no table.
    """
    try:
        return pd.read_csv(path, dtype=str, keep_default_na=False)
    except (ValueError, UnicodeDecodeError) as error:
        raise input_error(path, f"is no table ({str(error).splitlines()[0]})", "run the notebooks again") from None


def _mentions(old: pd.DataFrame, new: pd.DataFrame) -> list[str]:
    had, has = (Counter(zip(table["theme"], table["text"], strict=True)) for table in (old, new))
    lines = [f"{theme}: '{text}' is new{_times(n)}" for (theme, text), n in sorted((has - had).items())]
    lines += [f"{theme}: '{text}' is gone{_times(n)}" for (theme, text), n in sorted((had - has).items())]
    return lines or ["the same, at other places"]


def _times(number: int) -> str:
    return f", {number} times" if number > 1 else ""


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
            one, other = _value(was, name), _value(now, name)
            if one != other:
                lines.append(f"{key[1]}: {name} {other}, was {one}")
        lines += [f"{key[1]}: {name} was not read" for name in sorted(_beside(now) - _beside(was))]
        lines += [f"{key[1]}: {name} is not read" for name in sorted(_beside(was) - _beside(now))]
        lines += [f"{key[1]}: the code of the notebook is another"] * (was.cells != now.cells)
        lines += [f"{key[1]}: Themeline's code is another"] * (was.package != now.package)
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


def _texts(old: list[Receipt], one: Path, new: list[Receipt], other: Path) -> list[str]:
    counts = []
    for receipts, base in ((old, one), (new, other)):
        named = {str(receipt.parameters["essay"]): receipt for receipt in receipts if "essay" in receipt.parameters}
        files = [
            locate(name, base)
            for name, receipt in named.items()
            if name in receipt.inputs and file_state(locate(name, base), receipt.inputs[name]) is State.INTACT
        ]
        if len(files) != 1:  # the text of the run is not at hand any more
            return []
        counts.append(Counter(WORD.findall(read_text(files[0], largest=LARGEST).casefold())))
    had, has = counts
    changed = sorted({*had, *has}, key=lambda word: (-abs(has[word] - had[word]), word))
    lines = [f"{word}: {has[word]}, was {had[word]}" for word in changed if has[word] != had[word]]
    return lines[:SHOWN] + [f"and {len(lines) - SHOWN} words more"] * (len(lines) > SHOWN)
