"""themeline serve: the pages on this machine."""

import sys
from pathlib import Path

import click

from themeline.cli.options import file_option
from themeline.cli.output import shown
from themeline.errors import input_error
from themeline.io.paths import HOME, find_file, out_folder


@click.command()
@file_option("essay", "The text.  [default: seeds/essay.txt]")
@file_option("codebook", "The themes and their patterns.  [default: seeds/themes.yaml]")
@file_option("events", "The events that the text speaks of.  [default: seeds/events.yaml, for seeds/essay.txt]")
@file_option("out", "Folder for the figures.  [default: the project's figures/]")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 for any free one.")
def serve(essay: str | None, codebook: str | None, events: str | None, out: str | None, port: int) -> None:
    """Show the pages in a browser on this machine, and make them anew when a seed changes; Ctrl-C ends it."""
    import subprocess
    import threading

    from themeline.project.dev_server import ADDRESS, make_server, watch_seeds

    given = {"essay": essay, "codebook": codebook, "events": events}
    files = {name: find_file(value).resolve() for name, value in given.items() if value}
    folder = Path(out).resolve() if out else out_folder("figures")
    words = [
        "run",
        *(word for name, file in files.items() for word in (f"--{name}", str(file))),
        "--out",
        str(folder),
    ]
    call = [sys.executable, "-c", "from themeline.cli.main import main; main()", *words]
    if subprocess.run(call, check=False).returncode:  # noqa: S603
        click.echo("the pages are as they were before", err=True)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        server = make_server(folder, port)
    except OSError as error:
        raise input_error(
            f"port {port}", f"cannot be used ({error.strerror})", "give another one with --port"
        ) from None
    ready, stop = threading.Event(), threading.Event()
    # Editors replace a file by a new one, which a watch on the file itself would lose: its folder is watched.
    places = {HOME / "seeds", HOME / "notebooks", *(file.parent for file in files.values())}
    watcher = threading.Thread(target=watch_seeds, args=(places, words, click.echo, ready, stop), daemon=True)
    watcher.start()
    ready.wait()
    click.echo(f"http://{ADDRESS}:{server.server_port}/ shows {shown(folder)}; Ctrl-C ends it")
    try:
        server.serve_forever()
    finally:
        stop.set()
        server.server_close()
        watcher.join(timeout=5)
