"""themeline parallel: a text and its translation, side by side."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from themeline.cli.options import file_option
from themeline.cli.output import print_table, read_themes, refuse_other_tables, write, write_rows
from themeline.io.paths import CODEBOOK

if TYPE_CHECKING:
    from themeline.dictionary.codebook import Codebook
    from themeline.measures.parallel import ParallelRow
    from themeline.text.document import Document


@click.command()
@click.argument("file", metavar="FILE")
@click.argument("other", metavar="OTHER")
@file_option("codebook", "The dictionary: themes and their patterns.", CODEBOOK)
@click.option("--out", metavar="F", help="F.html, a page with both texts; or the rows as F.csv, F.json or F.parquet.")
def parallel(file: str, other: str, codebook: str, out: str | None) -> None:
    """Compare a text with its translation: the themes that only one of them has, sentence by sentence.

    The sentences are aligned by their lengths, by numbers and by headings. A difference may be one of the dictionary,
    which does not find all that a text says, and not of the texts.
    """
    from themeline.measures.parallel import ParallelRow, parallel_rows, themes_in_both
    from themeline.text.document import read_document

    refuse_other_tables(out, ".html")
    chosen = read_themes(codebook)
    documents = read_document(file), read_document(other)
    for remark in (*documents[0].remarks(), *documents[1].remarks()):
        click.echo(remark, err=True)
    rows = parallel_rows(*documents, chosen)
    if out and Path(out).suffix == ".html":
        from themeline.pages.parallel import parallel_page

        write(out, parallel_page(*documents, chosen, rows).encode())
    elif out:
        write_rows(rows, ParallelRow, out)
    else:
        _print_differences(rows, documents, chosen)
    names = _names(documents)
    print_table(
        [
            ["rows", "both", *(f"only {name}" for name in names)],
            *([row.label, *map(str, row[2:])] for row in themes_in_both(rows, chosen) if any(row[2:])),
        ]
    )
    click.echo(_said(rows, names))
    click.echo("A difference may be one of the dictionary and not of the texts: read the rows.")


def _names(documents: "Sequence[Document]") -> list[str]:
    """What the texts are called: by their files, or first and second where these have one name."""
    names = [document.name for document in documents]
    return names if names[0] != names[1] else ["first", "second"]


def _print_differences(rows: "Sequence[ParallelRow]", documents: "Sequence[Document]", codebook: "Codebook") -> None:
    from themeline.text.wording import join_list

    names = _names(documents)
    for row in rows:
        if not row.differs:
            continue
        click.echo(f"row {row.row}")
        sides = (
            (row.first_sentences, row.only_first, row.first_text),
            (row.second_sentences, row.only_second, row.second_text),
        )
        for name, (sentences, only, text) in zip(names, sides, strict=True):
            numbers = sentences.split()
            noun = "sentence" if len(numbers) == 1 else "sentences"
            where = f"{noun} {join_list(numbers)}" if numbers else "no such sentence"
            labels = "; ".join(codebook.labels[theme] for theme in only.split())
            click.echo(f"  {name}, {where}" + (f", only here: {labels}" if labels else ""))
            if text:
                click.echo(f"    {text}")
        click.echo()


def _said(rows: "Sequence[ParallelRow]", names: Sequence[str]) -> str:
    """How the sentences are aligned, in a sentence."""
    alone = [
        sum(not row.second_sentences for row in rows),
        sum(not row.first_sentences for row in rows),
    ]
    differ = sum(row.differs for row in rows)
    lone = " and ".join(f"{count} of {name}" for count, name in zip(alone, names, strict=True))
    verb = "differs" if differ == 1 else "differ"
    return f"{differ} of {len(rows):,} rows {verb}; sentences without counterpart: {lone}."
