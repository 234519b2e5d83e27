"""A figure as one thing: its drawing, the data behind it, what is said about it, and where it came from."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure as Drawing

from themeline.figures import letters
from themeline.figures.export import FigureText, export_figure, picture


@dataclass(frozen=True)
class Figure:
    """A figure, ready to be looked at and saved.

    As the last line of a notebook's cell it shows itself: the picture at its printed size, with its text alternative.

    Attributes:
        name: of its files, without ending.
        drawing: the matplotlib figure, to be changed as any other.
        data: the table behind it, a row a mark.
        text: title, caption, text alternative and description.
    """

    name: str
    drawing: Drawing
    data: pd.DataFrame
    text: FigureText

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
        return export_figure(
            self.drawing, self.name, self.data, self.text, Path(folder), formats, origin=origin, base_url=base_url
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = picture(self.drawing, self.text)._repr_mimebundle_()
        return {**data, "text/plain": f"{self.title}. {self.alternative}"}, metadata
