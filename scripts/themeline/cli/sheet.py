"""themeline sheet: a sheet for coding by hand."""

from pathlib import Path

import click

from themeline.cli.options import file_option
from themeline.cli.output import read_themes, write
from themeline.errors import input_error
from themeline.io.paths import CODEBOOK, find_file


@click.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@file_option("codebook", "The themes, one column each.", CODEBOOK)
@click.option("--shuffle", type=int, metavar="SEED", help="Shuffle the rows, so that the first ones are a sample.")
@click.option("--out", metavar="F", help="F.csv or F.xlsx.  [default: TEXT-sheet.csv]")
def sheet(texts: tuple[str, ...], codebook: str, shuffle: int | None, out: str | None) -> None:
    """Write a sheet for coding texts by hand: one row per sentence, one column per theme.

    It shows nothing that the dictionary finds. Open it in a spreadsheet, put 1 under each theme that a sentence
    speaks of, or under 'none', and save it; then run themeline score on it. The codebook says what the themes mean.
    A file that already exists is not overwritten.
    """
    from themeline.text.document import read_document
    from themeline.validity.coding_sheets import KINDS, sheet_bytes, sheet_table

    files = [find_file(text) for text in texts]
    target = Path(out or f"{files[0].stem}-sheet.csv")
    if target.suffix not in KINDS:
        raise input_error(target, f"does not end in {' or '.join(KINDS)}", "give the name one of these endings")
    if target.exists():
        raise input_error(target, "already exists and may hold someone's coding", "choose another name with --out")
    names = [file.name for file in files]
    for name in names:
        if names.count(name) > 1:
            raise input_error(name, "is the name of two texts", "rename one of them")
    documents = {file.name: read_document(file) for file in files}
    for document in documents.values():
        for remark in document.remarks():
            click.echo(remark, err=True)
    table = sheet_table(documents, read_themes(codebook), seed=shuffle)
    write(target, sheet_bytes(table, target.suffix))
    click.echo(f"{target}: {len(table):,} sentences to code; keep it beside the text, or in a folder below it")
