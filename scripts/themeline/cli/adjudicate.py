"""themeline adjudicate: a page for deciding what coders coded differently."""

from pathlib import Path

import click

from themeline.cli.options import file_option
from themeline.cli.output import read_themes, refuse_coded, write
from themeline.errors import input_error
from themeline.io.paths import CODEBOOK, find_file


@click.command()
@click.argument("sheets", nargs=-1, required=True, metavar="CODED...")
@file_option("codebook", "The themes, as they were coded.", CODEBOOK)
@file_option("guide", "Rules and hard cases, in Markdown.  [default: codebook.md beside the codebook]")
@click.option("--out", metavar="F", default="agreed.html", show_default=True, help="F.html; it saves F.csv.")
def adjudicate(sheets: tuple[str, ...], codebook: str, guide: str | None, out: str) -> None:
    """Write a page for deciding on the sentences that coders coded differently.

    CODED are the sheets of two coders or more, of the same sentences, or a file of another program that holds
    several. The page shows what they differ on, with the codes and notes of each. It saves the agreed sheet, for
    themeline score, and adds the hard cases to a draft of the guide. A file that already exists is not overwritten.
    """
    from themeline.dictionary.guide import read_guide
    from themeline.pages.coding import adjudication_page
    from themeline.validity.coding_sheets import read_sheets

    target = Path(out)
    if target.suffix != ".html":
        raise input_error(target, "does not end in .html, as a page does")
    refuse_coded(target)
    themes = read_themes(codebook)
    coded = read_sheets([find_file(file) for file in sheets], themes, machines=True)
    if len(coded.coders) < 2:
        raise input_error(sheets[0], "is by one coder", "name the sheets of two coders or more")
    for note in coded.notes:
        click.echo(note, err=True)
    both = (coded.coders_of_units() > 1).sum()
    if not both:
        raise input_error(sheets[0], f"has no coded sentence in common with {', '.join(sheets[1:])}", "")
    differ = int(coded.differ().sum())
    write(target, adjudication_page(target.stem, coded, themes, read_guide(guide, codebook)).encode())
    click.echo(f"{target}: {differ:,} of {both:,} sentences to decide on; open it in a browser")
