"""What commands print and write: tables, paths as the user sees them, faults."""

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from themeline.errors import InputError, input_error
from themeline.io.files import csv_of_rows, csv_of_table
from themeline.io.optional import require
from themeline.io.paths import HOME
from themeline.text.wording import aligned_lines


def refuse_other_tables(out: str | None, *others: str) -> None:
    """Refuse the name of a file that `write_table` cannot write, before anything is computed.

    Args:
        out: the name; None for the terminal.
        others: endings that a command writes besides tables.
    """
    endings = (*others, ".csv", ".json", ".parquet")
    if out is not None and Path(out).suffix not in endings:
        named = f"{', '.join(endings[:-1])} or {endings[-1]}"
        raise input_error(out, f"does not end in {named}", "give the name one of these endings")
    if out is not None and Path(out).suffix == ".parquet":
        require(out, "pyarrow")


def write_rows(rows: Sequence[tuple[Any, ...]], kind: type[NamedTuple], out: str | None) -> None:
    """Write rows of a kind as `write_table` does; CSV without pandas, whose import takes longer than the rest."""
    if out is None or Path(out).suffix == ".csv":
        _put(csv_of_rows([kind._fields, *rows]).encode(), out)
    else:
        from themeline.text.parts import table_of

        write_table(table_of(rows, kind), out)


def write_table(table: Any, out: str | None) -> None:
    """Write a table to a .csv, .json or .parquet file, or as CSV to the terminal."""
    kind = Path(out).suffix if out else ".csv"
    if kind == ".csv":
        content = csv_of_table(table).encode()
    elif kind == ".json":
        content = (table.to_json(orient="records", force_ascii=False, indent=1) + "\n").encode()
    else:
        stream = io.BytesIO()
        table.to_parquet(stream, index=False)
        content = stream.getvalue()
    _put(content, out)


def _put(content: bytes, out: str | None) -> None:
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        write(out, content)


def print_table(rows: list[list[str]]) -> None:
    """Print rows of cells, the head first, in aligned columns."""
    for line in aligned_lines(rows):
        click.echo(line)


def shown(path: Path) -> str:
    """A path as the user would type it: from the current folder where it is in there."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def say_where() -> None:
    """Say which collection a command acts on if it is called outside of one, so that none is mistaken for another."""
    if not Path.cwd().is_relative_to(HOME):
        click.echo(f"this folder is not in a collection; acting on {HOME}")


def write(file: str | Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    from themeline.io.atomic import write_together

    write_together(Path(file).resolve().parent, {Path(file).name: content})


def refuse_existing(out: str | Path | None, *, overwrite: bool) -> None:
    """Refuse to write over a file that somebody may have worked on, unless asked to."""
    if out is not None and Path(out).exists() and not overwrite:
        raise input_error(out, "already exists", "choose another name, or replace it with --overwrite")


def refuse_coded(target: Path) -> None:
    """Refuse to write a coding sheet, or a page that saves one, over a file."""
    if target.exists():
        raise input_error(target, "already exists and may hold someone's coding", "choose another name with --out")


def read_themes(codebook: str) -> Any:
    """The codebook of a call, of which what could not be read is said on stderr.

    Raises:
        InputError: it is missing or wrong.
    """
    from themeline.dictionary.codebook_files import read_codebook

    themes = read_codebook(codebook)
    for what in themes.left_out:
        click.echo(f"warning: {what}", err=True)
    return themes


def say(error: InputError) -> None:
    """Print each fault to stderr, a line each."""
    for fault in error.faults:
        click.echo(f"{fault.severity}: {fault}", err=True)
