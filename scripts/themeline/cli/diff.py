"""themeline diff: what differs between two runs."""

import sys
from pathlib import Path

import click

from themeline.errors import input_error
from themeline.io.paths import find_file, out_folder


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
def diff(before: str, after: str) -> None:
    """Show what differs between two runs (folders of figures), or between two notebooks.

    It compares inputs, counts of themes, mentions, events, and words. Exit status 1 if anything differs.
    """
    if Path(before).suffix == Path(after).suffix == ".ipynb":
        from themeline.runs.diff import compare_notebooks

        words = compare_notebooks(find_file(before), find_file(after))
        click.echo(words, nl=False)
        sys.exit(1 if words else 0)
    from themeline.runs.diff import compare_folders

    folders = [Path(name) if Path(name).is_dir() else out_folder(name) for name in (before, after)]
    for name, folder in zip((before, after), folders, strict=True):
        if not folder.is_dir():
            raise input_error(name, "there is no such folder", "name two folders of figures, or two notebooks")
    differences = compare_folders(*folders)
    for title, lines in differences.items():
        click.echo(f"{title}:")
        for line in lines:
            click.echo(f"  {line}")
    if differences:
        sys.exit(1)
    click.echo("no difference")
