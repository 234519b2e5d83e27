"""Tables as notebooks show them: rounded, with units and links; to be sorted and searched where there is a page."""

import functools
import os
from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from themeline.figures import links
from themeline.io.optional import missing
from themeline.text.wording import single_spaced

# From the folder of the notebooks to that of the figures.
READER = "../figures/"
MOST_ROWS = 60


class Table:
    """A table as it is read, and the table itself as ``table``."""

    def __init__(
        self, table: pd.DataFrame, units: Mapping[str, str] | None = None, *, digits: int = 2, rows: int = MOST_ROWS
    ) -> None:
        """Take a table, the units of its columns, the digits behind a point, and how many rows a page without script
        shows (0 for all). A column ``address`` becomes links to the reader page."""
        self.table = table
        self._units = dict(units or {})
        self._digits = digits
        self._rows = rows

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {
            "text/plain": repr(self.table),
            "text/html": self.html(searchable=is_interactive() and not missing(["itables"])),
        }

    def html(self, *, searchable: bool = False) -> str:
        """The table as HTML: plain, or one that can be sorted and searched, with all it needs in itself."""
        words = self.table.copy()
        for name in words.columns:
            column = self.table[name]
            if name == "address":
                words[name] = [link_to(str(address), str(address)) for address in column]
            elif not searchable or not pd.api.types.is_numeric_dtype(column):
                words[name] = [escape(_shown(value, self._digits)) for value in column]
            else:
                words[name] = column.round(self._digits)
        words.columns = [
            escape(f"{name} ({self._units[name]})" if name in self._units else str(name)) for name in words
        ]
        if not searchable:
            limit = self._rows or None
            left = f"<p>{len(words):,} rows; the first {limit} are shown</p>" if limit and len(words) > limit else ""
            text = words.head(limit or len(words)).to_html(escape=False, index=False, border=0, justify="left")
            return str(text) + left
        from itables import to_html_datatable

        _ready_for_tables()
        page = {"classes": "display compact", "style": "table-layout:auto;width:100%"}
        to_the_left = [{"className": "dt-left", "targets": "_all"}]
        return str(
            to_html_datatable(
                words, allow_html=True, showIndex=False, connected=False, columnDefs=to_the_left, **page
            )
        )


def link_to(address: str, words: str) -> str:
    """Words as a link to an address in the reader page; the words alone in Voilà, which does not serve that page."""
    if _in_voila():
        return escape(words)
    return f'<a href="{escape(READER + links.link(address))}" target="_blank">{escape(words)}</a>'


def _in_voila() -> bool:
    return os.environ.get("SERVER_SOFTWARE", "").startswith("voila")


def _shown(value: object, digits: int) -> str:
    if value is None or (isinstance(value, float) and value != value):
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
