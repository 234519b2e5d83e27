"""Coded sentences from one format into another."""

from pathlib import Path

import numpy as np

from themeline.dictionary.codebook import Codebook
from themeline.errors import input_error
from themeline.io.files import LARGEST_CELL, WORKBOOKS, read_table, read_text, table_rows
from themeline.validity import exchange, qda
from themeline.validity.coding_sheets import BEFORE, KINDS, PROBABILITY, Coded, read_sheets, sheet_bytes, sheet_of

ENDINGS = (*KINDS, *exchange.ENDINGS)


def convert_coded(source: Path, target: str, codebook: Codebook) -> tuple[bytes, list[str]]:
    """Coded sentences in another format.

    Args:
        source: a sheet, an export of Label Studio, doccano or Taguette, or a REFI-QDA project.
        target: the name of the file to write, whose ending says the format.
        codebook: the themes that were coded.

    Returns:
        The content of the file, and what is not in it, in sentences.

    Raises:
        InputError: ``source`` cannot be read, or is by several coders; or ``target`` has another ending.
    """
    wanted = Path(target).suffix.lower()
    if wanted not in ENDINGS:
        raise input_error(target, "cannot be made of coded sentences", f"they go to {', '.join(ENDINGS)}")
    coded = read_sheets([source], codebook, machines=True)
    if wanted == exchange.PROJECT:
        sampled = coded.units[PROBABILITY].notna().any()
        lost = ["not carried over: the probabilities of the sample"] * bool(sampled)
        return coded_project(coded, codebook, source.stem), [*coded.notes, *lost]
    if len(coded.coders) > 1:
        what = f"is by {len(coded.coders)} coders ({', '.join(coded.coders)})"
        raise input_error(source, what, "write a .qdpx, which holds several, or export each coder alone")
    table = sheet_of(coded)
    if wanted in KINDS:
        return sheet_bytes(table, wanted), coded.notes
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.itertuples(index=False)]
    return exchange.write_others(rows, codebook, wanted), coded.notes


def coded_project(coded: Coded, codebook: Codebook, name: str) -> bytes:
    """A REFI-QDA project in which each coded sentence is a selection with a code per theme, or one for "no theme"."""
    names = dict(zip(coded.units["path"], coded.units["document"], strict=True))
    codings = []
    for i, coder in enumerate(coded.coders):
        for j, unit in enumerate(coded.units.itertuples()):
            marks = coded.codes[i, j]
            if np.isnan(marks).all():
                continue
            found = [theme for theme, mark in zip(coded.themes, marks, strict=True) if mark == 1] or [qda.NONE]
            place = (unit.document, unit.start, unit.end)
            codings += [qda.Coding(*place, theme, coder, str(coded.remarks[i, j])) for theme in found]
    texts = {document: coded.documents[path].text for path, document in names.items()}
    return qda.project_bytes(name, texts, codebook, codings)


def holds_coded(source: Path) -> bool:
    """Whether a file holds coded sentences: by its ending, or, of a table, by its columns."""
    ending = source.suffix.lower()
    if ending == exchange.LABEL_STUDIO:
        # A list of tasks; events of TimelineJS are a table of names.
        return read_text(source, largest=LARGEST_CELL).lstrip().startswith("[")
    if ending in exchange.ENDINGS:
        return True
    if ending not in (".csv", ".tsv", *WORKBOOKS):
        return False
    columns = set(table_rows(source, read_table(source)).columns)
    sheet = {name for name in BEFORE if name != "section"}
    return any(one <= columns for one in (sheet, set(exchange.HIGHLIGHTS)))
