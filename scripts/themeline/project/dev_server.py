"""Serve the pages of a folder to this machine alone, and run what is needed again when a seed changes."""

import functools
import http.server
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path

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
        call = [sys.executable, "-c", "from themeline.cli.main import main; main()", *again]
        done = subprocess.run(call, capture_output=True, text=True, check=False)  # noqa: S603
        say(done.stderr.strip() if done.returncode else "made anew; reload the page")
