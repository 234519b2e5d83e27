"""The validation report as files: a page, a Word document, a LaTeX article, its references."""

import os
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from themeline.figures.figure import Figure
from themeline.figures.plots.validity import plot_ranks, plot_validity
from themeline.io.atomic import write_together
from themeline.io.files import file_sha256
from themeline.pages.drawings import Drawings
from themeline.pages.page import page
from themeline.pages.validity_files import as_latex, as_word
from themeline.text.wording import capitalised, count_of, join_list
from themeline.validity.answers import answers
from themeline.validity.coders import coder_file
from themeline.validity.evidence import (
    DEMANDS,
    DONE,
    KINDS,
    NOT_DONE,
    TO_WRITE,
    Answer,
    Demand,
    Facts,
    Material,
    facts_of,
)
from themeline.validity.paragraph import Paragraph, cited, methods_paragraph
from themeline.validity.references import Work, address_of, as_bibtex, as_csl, entry, short_name, works

FORMATS = ["svg", "pdf", "png"]


class Picture(NamedTuple):
    """A figure of a report: the answer that it belongs to, what is said of it, its files; and it within a page."""

    answer: str
    name: str
    title: str
    caption: str
    files: Mapping[str, bytes]
    drawing: Markup


@dataclass(frozen=True)
class Report:
    """A report, ready to be written.

    Attributes:
        name: of its files, without ending.
        title: of the report.
        summary: how many demands are met.
        answers: the demands, each with what was done about it.
        paragraph: for the section on methods.
        works: the references, by their keys.
        entries: of each its key, as it stands in a list of references, and where it is on the web.
        inputs: of each file read what it is, its name, its address from the report, and its hash.
        figures: drawn for it.
        version: of Themeline.
    """

    name: str
    title: str
    summary: str
    answers: list[tuple[Demand, Answer]]
    paragraph: Paragraph
    works: dict[str, Work]
    entries: list[tuple[str, str, str]]
    inputs: list[tuple[str, str, str, str]]
    figures: list[Picture] = field(default_factory=list)
    version: str = field(default_factory=lambda: version("themeline"))


class Written(NamedTuple):
    """The files that were written, and what is to be said of them, line by line."""

    files: list[Path]
    lines: list[str]


def write_report(material: Material, target: Path) -> Written:
    """Write a report as TARGET.html, .docx, .tex, .bib and .json, with a PDF of each figure for LaTeX.

    Args:
        material: what it is made of.
        target: its folder and name, without ending.
    """
    facts = facts_of(material)
    drawings = Drawings()
    pictures = [_picture(figure, answer, drawings) for answer, figure in _figures(material, facts).items()]
    report = _report(material, facts, target, pictures)
    made = page(
        "validity", {}, report=report, kinds=KINDS, looks=drawings.style() if pictures else Markup(),
        names={key: short_name(key) for key in report.works}, drawn=drawings.letters,
    )  # fmt: skip
    contents = {
        ".html": made.encode(),
        ".docx": as_word(report),
        ".tex": as_latex(report).encode(),
        ".bib": as_bibtex(report.works).encode(),
        ".json": as_csl(report.works).encode(),
        **{f"-{one.name}.pdf": one.files["pdf"] for one in pictures},
    }
    files = write_together(target.resolve().parent, {f"{target.name}{ending}": of for ending, of in contents.items()})
    lines = [f"{target}.html: {report.summary}"]
    others = [f"{target.name}{ending}" for ending in contents if ending != ".html"]
    lines.append(f"the same for Word and LaTeX, and its references: {join_list(others)}")
    return Written(files, lines)


def _figures(material: Material, facts: Facts) -> dict[str, Figure]:
    """The figures, by the answers that they belong to."""
    found: dict[str, Figure] = {}
    if facts.scores is not None and facts.overall is not None:
        found["hand-codes"] = plot_validity(facts.scores, facts.overall, width="report")
    if material.ranks is not None and material.document is not None:
        found["word-lists"] = plot_ranks(material.document, material.ranks, width="report")
    return found


def _picture(figure: Figure, answer: str, drawings: Drawings) -> Picture:
    with tempfile.TemporaryDirectory() as place:
        figure.save(place, FORMATS)
        files = {ending: Path(place, f"{figure.name}.{ending}").read_bytes() for ending in FORMATS}
    drawn = drawings.inline(files["svg"], figure.name)
    return Picture(answer, figure.name, figure.title, figure.caption, files, drawn)


def _report(material: Material, facts: Facts, target: Path, pictures: list[Picture]) -> Report:
    given = answers(material, facts)
    found = [(demand, given[demand.name]) for demand in DEMANDS]
    paragraph = methods_paragraph(material, facts)
    keys = [*cited(paragraph), *(key for demand, answer in found for key in (*demand.works, *answer.works))]
    own = works(keys, version("themeline"))
    often = Counter(answer.status for _, answer in found)
    summary = (
        f"of {count_of(len(found), 'demand')} {often[DONE]} are answered, {often[TO_WRITE]} are to be written by the "
        f"author, {often[NOT_DONE]} are not done."
    )
    return Report(
        name=target.name,
        title=f"Validation of the dictionary {material.codebook_file.name}",
        summary=capitalised(summary),
        answers=found,
        paragraph=paragraph,
        works=own,
        entries=[(key, entry(work), address_of(work)) for key, work in own.items()],
        inputs=_inputs(material, target),
        figures=pictures,
    )


def _inputs(material: Material, target: Path) -> list[tuple[str, str, str, str]]:
    files = [("dictionary", material.codebook_file)]
    for sheet in material.sheets:
        files.append(("coded sentences", sheet))
        if coder_file(sheet).is_file():
            files.append(("who coded them", coder_file(sheet)))
    return [(what, file.name, _address(file, target.parent), file_sha256(file)) for what, file in files]


def _address(file: Path, folder: Path) -> str:
    """The address of a file from a folder; on another drive, the whole one."""
    try:
        return quote(Path(os.path.relpath(file, folder)).as_posix())
    except ValueError:
        return file.resolve().as_uri()
