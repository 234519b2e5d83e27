"""themeline code: the mentions in documents."""

from pathlib import Path

import click

from themeline.cli.options import file_option
from themeline.cli.output import read_themes, refuse_other_tables, write_rows
from themeline.io.paths import CODEBOOK


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@file_option("codebook", "The dictionary: themes and their patterns.", CODEBOOK)
@click.option("--whole-text", is_flag=True, help="Count headings, rubric and disclaimer too, not only the body.")
@click.option("--out", metavar="F", help="F.csv, F.json or F.parquet.  [default: CSV to the terminal]")
def code(files: tuple[str, ...], codebook: str, whole_text: bool, out: str | None) -> None:
    """Print the mentions of themes in documents, one row per mention."""
    from themeline.dictionary.mentions import Mention, list_mentions
    from themeline.text.document import BODY, ROLES, read_document

    refuse_other_tables(out)
    chosen = read_themes(codebook)
    names = [Path(file).stem for file in files]
    mentions = []
    for file, name in zip(files, names, strict=True):
        document = read_document(file)
        for remark in document.remarks():
            click.echo(remark, err=True)
        left_out = {} if whole_text else document.left_out()
        if left_out:
            parts = ", ".join(f"{role} {count:,}" for role, count in left_out.items())
            counted = f"{document.word_count():,} of {len(document.parts.words):,} words are counted"
            click.echo(f"{document.name}: {counted}; left out: {parts} (see 'themeline structure')", err=True)
        found = list_mentions(document, chosen, roles=ROLES if whole_text else BODY)
        # The text's name says which it is, but where two have the same.
        mentions += [row._replace(document=name if names.count(name) == 1 else file) for row in found]
    mentions.sort(key=lambda row: (row.document, row.start, row.theme))
    write_rows(mentions, Mention, out)
