"""themeline new: a collection of another text."""

from pathlib import Path

import click

from themeline.cli.options import file_option
from themeline.io.paths import CODEBOOK, find_file


@click.command()
@click.argument("folder", metavar="DIR")
@file_option("essay", "The text: plain text, Markdown, HTML, PDF or Word.")
@file_option("codebook", "The themes, also as a dictionary of other software.", CODEBOOK)
@click.option("--published", metavar="EDTF", help="When the text was published, for dates relative to it.")
def new(folder: str, essay: str | None, codebook: str, published: str | None) -> None:
    """Make a collection for another text: a folder with seeds and notebooks, ready for themeline run.

    DIR may be a new folder, or that of a repository: its own README.md and .gitignore are kept.
    """
    from themeline.events.date_finder import publication_date
    from themeline.project.scaffold import new_collection

    if essay is None:
        raise click.UsageError("name the text with --essay")
    text = find_file(essay)
    known = publication_date(published, text)
    for remark in new_collection(Path(folder).resolve(), text, find_file(codebook), known):
        click.echo(remark, err=True)
    click.echo(f"{folder}: made; run themeline run in it, and see its README.md")
