"""A figure as one thing: its drawing, the data behind it, what is said about it, and where it came from."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ParamSpec

import pandas as pd
from matplotlib.figure import Figure as Drawing

from themeline.figures import letters, styles
from themeline.figures.export import FigureText, check_formats, export_figure, picture

_Given = ParamSpec("_Given")


@dataclass(frozen=True)
class Figure:
    """A figure, ready to be looked at and saved.

    As the last line of a notebook's cell it shows itself: the picture at its printed size, with its text alternative.

    Attributes:
        name: of its files, without ending.
        drawing: the matplotlib figure, to be changed as any other.
        data: the table behind it, a row a mark.
        text: title, caption, text alternative and description.
        narrow: draws it anew, from the same tables, for the screen of a phone; None where there is no such drawing.
            What was changed in ``drawing`` is not in that.
    """

    name: str
    drawing: Drawing
    data: pd.DataFrame
    text: FigureText
    narrow: Callable[[], "Figure"] | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Say in the caption which letters could not be drawn."""
        remark = letters.remark(self.missing)
        if remark and remark not in self.text.caption:
            object.__setattr__(self, "text", replace(self.text, caption=f"{self.text.caption} {remark}"))

    @property
    def missing(self) -> list[str]:
        """The letters that no installed font has: boxes stand for them."""
        return letters.missing_in(self.drawing)

    @property
    def title(self) -> str:
        """What the figure shows."""
        return self.text.title

    @property
    def caption(self) -> str:
        """What stands below it in print: what is drawn, from what, and how sure it is."""
        return self.text.caption

    @property
    def alternative(self) -> str:
        """One sentence for readers who cannot see it."""
        return self.text.alternative

    def save(
        self, folder: Path | str = ".", formats: list[str] | None = None, *, origin: str = "", base_url: str = ""
    ) -> list[Path]:
        """Write NAME.svg, .pdf, .png, .csv (the data) and .md (caption, text alternative, pieces to embed).

        With NAME.svg comes NAME-narrow.svg, the figure as a phone shows it, unless it is that narrow itself.

        Args:
            folder: made where it is missing; files of the same names are replaced together.
            formats: some of svg, pdf, png, csv, md; all where none are given.
            origin: where the figure came from, to be found again by; notebooks give it, see `NotebookRun`.
            base_url: where the pages are published that its marks link to; the same folder where none is given.

        Returns:
            The files.

        Raises:
            InputError: a format is unknown, ``base_url`` is not a web address, or the folder cannot be written.
        """
        narrow = self.narrow().drawing if self.narrow and "svg" in check_formats(formats or []) else None
        return export_figure(
            self.drawing, self.name, self.data, self.text, Path(folder), formats, narrow=narrow, origin=origin,
            base_url=base_url,
        )  # fmt: skip

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = picture(self.drawing, self.text)._repr_mimebundle_()
        return {**data, "text/plain": f"{self.title}. {self.alternative}"}, metadata


def drawn_narrow_too(plot: Callable[_Given, Figure]) -> Callable[_Given, Figure]:
    """A function of `themeline.figures.plots` whose figures can also be drawn for the screen of a phone."""

    @functools.wraps(plot)
    def plotted(*given: _Given.args, **named: _Given.kwargs) -> Figure:
        figure = plot(*given, **named)
        if styles.width_mm(str(named.get("width", "double"))) <= styles.WIDTHS[styles.NARROW]:
            return figure
        any_given: Callable[..., Figure] = plot
        return replace(figure, narrow=lambda: any_given(*given, **{**named, "width": styles.NARROW}))

    return plotted
