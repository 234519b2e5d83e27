"""Tables as notebooks show them: rounded, with units and links; to be sorted and searched where there is a page."""

import functools
import os
import re
from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from themeline.figures import links
from themeline.io.optional import missing
from themeline.text.language import runs_to_left
from themeline.text.wording import single_spaced

# From the folder of the notebooks to that of the figures.
READER = "../figures/"
# Rows that are seen at once, and that are folded below these at most.
ROWS, MOST_ROWS = 10, 300
# Columns of a keyword in context: what stands before it ends at it. Where more letters than these stand at a side, as
# of whole sentences, the three are one passage. Cells of one word with no more letters than these are not broken.
BEFORE, KEYWORD, AFTER = "left", "keyword", "right"
LONG_CONTEXT, ONE_WORD = 120, 24


class Table:
    """A table as it is read, and the table itself as ``table``.

    Numbers stand at the right, with as many digits behind the point in all rows of a column; words at the left.
    """

    def __init__(
        self, table: pd.DataFrame, units: Mapping[str, str] | None = None, *, digits: int = 2, rows: int = ROWS
    ) -> None:
        """Take a table, the units of its columns, the digits behind a point, and how many rows are seen at once.

        Further rows are folded; those after `MOST_ROWS` are counted only. A column ``address`` becomes links to the
        reader page, and a column ``keyword`` is marked.
        """
        self.table = table
        context = [name for name in (BEFORE, KEYWORD, AFTER) if name in table]
        whole = len(context) == 3 and any(table[name].str.len().max() > LONG_CONTEXT for name in (BEFORE, AFTER))
        self._columns = [name for name in table.columns if not whole or name not in (BEFORE, AFTER)]
        # In Arabic what is before the words stands to their right.
        self._before = BEFORE
        if len(context) == 3 and not whole and runs_to_left(" ".join(table[BEFORE].head(MOST_ROWS))):
            self._before = AFTER
            swapped = {BEFORE: AFTER, AFTER: BEFORE}
            self._columns = [swapped.get(name, name) for name in self._columns]
        self._passages = whole
        self._units = dict(units or {})
        self._digits = digits
        self._rows = rows

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {
            "text/plain": repr(self.table),
            "text/html": self.html(searchable=is_interactive() and not missing(["itables"])),
        }

    def html(self, *, searchable: bool = False) -> str:
        """The table as HTML: plain, or, where it has more rows than are seen at once, one that can be sorted and
        searched, with all it needs in itself."""
        return self._searchable() if searchable and len(self.table) > self._rows + 1 else self._plain()

    def _heads(self) -> list[str]:
        names = {name: str(name).replace("_", " ") for name in self._columns}
        if self._passages:
            names[KEYWORD] = "passage"
        elif self._before == AFTER:
            names |= {BEFORE: "before", AFTER: "after"}
        return [f"{head} ({self._units[name]})" if name in self._units else head for name, head in names.items()]

    def _cells(self, name: Any) -> list[str]:
        column = self.table[name]
        if name == "address":
            return [link_to(str(address), str(address)) for address in column]
        if name == "year":  # no number: it has no thousands, and is whole where others are missing
            column = column.map(lambda year: "–" if pd.isna(year) else f"{year:.0f}")
        whole = pd.api.types.is_float_dtype(column) and (column.dropna() % 1 == 0).all()
        digits = 0 if whole else self._digits
        # A line may end after each word of a pattern.
        words = [escape(_shown(value, digits), quote=False).replace("|", "|<wbr>") for value in column]
        if name != KEYWORD:
            return words
        marked = [f"<mark>{one}</mark>" if one else "" for one in words]
        if not self._passages:
            return marked
        before, after = (map(escape, self.table[side]) for side in (BEFORE, AFTER))
        return ["".join(parts) for parts in zip(before, marked, after, strict=True)]

    def _plain(self) -> str:
        if self.table.empty:
            return f"<p>No rows. Columns: {escape(', '.join(self._heads()))}.</p>"
        sides = self._sides()
        columns = [self._cells(name) for name in self._columns]
        head = _row("th", self._heads(), sides)
        rows = [_row("td", cells, sides) for cells in zip(*columns, strict=True)]
        if len(rows) <= self._rows + 1:
            return _table(head, rows)
        said = f"all {len(rows):,} rows" if len(rows) <= MOST_ROWS else f"the first {MOST_ROWS} of {len(rows):,} rows"
        folded = f"<details><summary>{said}</summary>{_table(head, rows[:MOST_ROWS])}</details>"
        return _table(head, rows[: self._rows]) + folded

    def _sides(self) -> list[str]:
        return ["right" if self._is_number(name) or name == self._before else "left" for name in self._columns]

    def _is_number(self, name: Any) -> bool:
        column = self.table[name]
        return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)

    def _searchable(self) -> str:
        from itables import to_html_datatable

        words = pd.DataFrame(
            {
                i: self.table[name].round(self._digits) if self._is_number(name) else self._cells(name)
                for i, name in enumerate(self._columns)
            }
        )
        words.columns = [escape(head) for head in self._heads()]
        sides = [{"className": f"dt-{side}", "targets": i} for i, side in enumerate(self._sides())]
        page = {"classes": "display compact", "style": "table-layout:auto;width:100%"}
        _ready_for_tables()
        return str(
            to_html_datatable(words, allow_html=True, showIndex=False, connected=False, columnDefs=sides, **page)
        )


def _row(tag: str, cells: Any, sides: list[str]) -> str:
    # Both, since some viewers of notebooks take styles away, and others have styles of their own.
    parts = []
    for cell, side in zip(cells, sides, strict=True):
        words = re.sub("<[^>]*>", "", cell)
        whole = ";white-space:nowrap" if tag == "td" and len(words) <= ONE_WORD and " " not in words else ""
        runs = ' dir="rtl"' if runs_to_left(words) else ""
        parts.append(
            f'<{tag}{runs} align="{side}" style="text-align:{side};vertical-align:top{whole}">{cell}</{tag}>'
        )
    return f"<tr>{''.join(parts)}</tr>"


def _table(head: str, rows: list[str]) -> str:
    return f'<table border="0"><thead>{head}</thead><tbody>{"".join(rows)}</tbody></table>'


def link_to(address: str, words: str) -> str:
    """Words as a link to an address in the reader page; the words alone in Voilà, which does not serve that page."""
    if _in_voila():
        return escape(words)
    return f'<a href="{escape(READER + links.link(address))}" target="_blank">{escape(words)}</a>'


def _in_voila() -> bool:
    return os.environ.get("SERVER_SOFTWARE", "").startswith("voila")


def _shown(value: object, digits: int) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) or hasattr(value, "__index__"):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.{digits}f}"
    return single_spaced(str(value))


@functools.cache
def _ready_for_tables() -> None:
    """Put the script that tables need into the page, once for a kernel; nothing is fetched."""
    import itables

    itables.init_notebook_mode(all_interactive=False, connected=False)


def is_interactive() -> bool:
    """Whether this cell was run by a person in a page with widgets: JupyterLab and its kin, or Voilà.

    Who runs notebooks without a page (papermill, nbconvert) names no cell in the request; Voilà does not either, but
    says its name.
    """
    from IPython import get_ipython

    kernel = getattr(get_ipython(), "kernel", None)
    if kernel is None:
        return False
    if _in_voila():
        return True
    parent = kernel.get_parent("shell") or {}
    return "cellId" in parent.get("metadata", {})
