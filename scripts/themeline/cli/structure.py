"""themeline structure: how a text is read."""

import click

from themeline.cli.output import print_table
from themeline.text.wording import single_spaced


@click.command()
@click.argument("file", metavar="FILE")
def structure(file: str) -> None:
    """Show how a text is read: its kind, its parts with their lines and roles, its sections.

    To correct a role, set it in a YAML file beside the text, under 'lines' (see seeds/essay.yaml).
    """
    from themeline.text.document import read_document

    document = read_document(file)
    rows = [["line", "role", "words", "begins"]]
    words = document.words.groupby(
        document.blocks["start"].searchsorted(document.words["start"], side="right")
    ).size()
    for row in document.blocks.itertuples():
        begins = single_spaced(document.text[row.start : row.end])
        rows.append([f"{row.line}", row.role, f"{words.get(row.block, 0)}", begins[:70] + "…" * (len(begins) > 70)])
    print_table(rows)
    click.echo(
        f"{file}: {document.reading.kind}, {len(document.words):,} words, {document.word_count():,} of them in "
        f"{int(document.sections['paragraphs'].sum())} paragraphs of body, {len(document.sections)} sections"
    )
    for remark in document.remarks():
        click.echo(remark)
