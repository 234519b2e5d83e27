"""Serve the pages of a folder to this machine alone, and run what is needed again when a seed changes."""

import functools
import http.server
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from pathlib import Path

from themeline.errors import input_error
from themeline.io.optional import require
from themeline.io.paths import in_collection

ADDRESS = "127.0.0.1"


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Hands out files of the folder, to who has asked for this machine by its own name."""

    def send_head(self):  # type: ignore[no-untyped-def]
        host = self.headers.get("Host", "").rpartition(":")[0]
        # A page from elsewhere may have its name lead here, and would read what is not its own.
        if host not in (ADDRESS, "localhost"):
            self.send_error(HTTPStatus.FORBIDDEN)
            return None
        return super().send_head()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each file."""


def serve(
    folder: Path,
    files: Mapping[str, Path],
    port: int,
    *,
    begun: Callable[[str], object],
    say: Callable[[str], object],
    warn: Callable[[str], object],
) -> None:
    """Run the notebooks, then serve the pages of a folder, and run again what a changed seed changes; until stopped.

    Args:
        folder: of the figures.
        files: those of the seeds that are not the notebooks' own, by the option of ``themeline run`` that takes them.
        port: of this machine; 0 for any that is free.
        begun: called with the address once pages are served and changes are seen.
        say: called with what came of each later run.
        warn: called if the first run has failed, so that the pages are as they were.

    Raises:
        InputError: the port cannot be used, or the extra that sees changes is not installed.
    """
    require("themeline serve", "watchfiles")
    # Before the notebooks are run, so that a port which cannot be used is said at once.
    try:
        server = make_server(folder, port)
    except OSError as error:
        what = f"cannot be used ({error.strerror})"
        raise input_error(f"port {port}", what, "give another one with --port") from None
    with server:
        words = [word for name, file in files.items() for word in (f"--{name}", str(file))]
        run = ["run", *words, "--out", str(folder)]
        if subprocess.run(_call(run), check=False).returncode:  # noqa: S603
            warn("the pages are as they were before")
        folder.mkdir(parents=True, exist_ok=True)
        ready, stop = threading.Event(), threading.Event()
        # Editors replace a file by a new one, which a watch on the file itself would lose: its folder is watched.
        places = {in_collection("seeds"), in_collection("notebooks"), *(file.parent for file in files.values())}
        watcher = threading.Thread(target=watch_seeds, args=(places, run, say, ready, stop), daemon=True)
        watcher.start()
        ready.wait()
        begun(f"http://{ADDRESS}:{server.server_port}/")
        try:
            server.serve_forever()
        finally:
            stop.set()
            watcher.join(timeout=5)


def make_server(folder: Path, port: int) -> http.server.ThreadingHTTPServer:
    """A server of a folder's files at the loopback address; port 0 for any that is free.

    Raises:
        OSError: the port is taken.
    """
    return http.server.ThreadingHTTPServer((ADDRESS, port), functools.partial(_Handler, directory=str(folder)))


def watch_seeds(
    places: Iterable[Path],
    again: list[str],
    say: Callable[[str], object],
    ready: threading.Event,
    stop: threading.Event,
) -> None:
    """Run a command each time that a file changes, until told to stop.

    Args:
        places: files, and folders with all below them.
        again: words behind ``themeline``.
        say: called with what came of each run.
        ready: set when changes are seen from now on.
        stop: set by who wants it to end.
    """
    from watchfiles import watch

    for changes in watch(*places, stop_event=stop, raise_interrupt=False, rust_timeout=500, yield_on_timeout=True):
        ready.set()
        if not changes:
            continue
        names = ", ".join(sorted({Path(path).name for _, path in changes}))
        say(f"changed: {names}")
        done = subprocess.run(_call(again), capture_output=True, text=True, check=False)  # noqa: S603
        say(done.stderr.strip() if done.returncode else "rebuilt; reload the page")


def _call(words: list[str]) -> list[str]:
    """The call of ``themeline`` with these words, by this Python."""
    return [sys.executable, "-m", "themeline", *words]
