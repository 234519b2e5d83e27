"""themeline serve: the pages on this machine."""

from pathlib import Path

import click

from themeline.cli.options import file_option
from themeline.cli.output import shown
from themeline.io.paths import find_file, out_folder


@click.command()
@file_option("essay", "The text.  [default: seeds/essay.txt]")
@file_option("codebook", "The dictionary: themes and their patterns.  [default: seeds/themes.yaml]")
@file_option("events", "The events of the text.  [default: seeds/events.yaml, for seeds/essay.txt]")
@file_option("out", "Folder for the figures.  [default: the collection's figures/]")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port to serve on; 0 for any free one.",
)
def serve(essay: str | None, codebook: str | None, events: str | None, out: str | None, port: int) -> None:
    """Show the pages in a browser on this machine, and rebuild them when a seed changes; Ctrl-C ends it."""
    from themeline.project import dev_server

    given = {"essay": essay, "codebook": codebook, "events": events}
    files = {name: find_file(value).resolve() for name, value in given.items() if value}
    folder = Path(out).resolve() if out else out_folder("figures")
    dev_server.serve(
        folder,
        files,
        port,
        begun=lambda address: click.echo(f"{address} shows {shown(folder)}; Ctrl-C ends it"),
        say=click.echo,
        warn=lambda words: click.echo(words, err=True),
    )
