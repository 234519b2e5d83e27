"""Serve the pages of a folder to this machine alone, and run what is needed again when a seed changes."""

import contextlib
import functools
import http.server
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from themeline.errors import InputError, input_error
from themeline.figures.links import PAGE
from themeline.io.optional import require
from themeline.io.paths import in_collection
from themeline.provenance.ro_crate import read_receipts

if TYPE_CHECKING:
    from watchfiles import Change

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
        own = {in_collection("seeds"), in_collection("notebooks")}
        watcher = threading.Thread(
            target=watch_seeds, args=({*own, *files.values()}, folder, run, say, ready, stop), daemon=True
        )
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
    folder: Path,
    run: list[str],
    say: Callable[[str], object],
    ready: threading.Event,
    stop: threading.Event,
) -> None:
    """Run the notebooks each time that a file changes, until told to stop: first that of the reader page.

    Args:
        places: files, and folders with all below them.
        folder: of the figures.
        run: the words of the command that runs all notebooks, behind ``themeline``.
        say: called with what came of each run.
        ready: set when changes are seen from now on.
        stop: set by who wants it to end.
    """
    from watchfiles import DefaultFilter, watch

    kept = DefaultFilter()

    def counts(change: "Change", path: str) -> bool:
        inside = any(Path(path).is_relative_to(place) or _in_another_language(Path(path), place) for place in places)
        return inside and not Path(path).is_relative_to(folder) and kept(change, path)

    # Editors replace a file by a new one, which a watch on the file itself would lose: its folder is watched.
    watched = {place if place.is_dir() else place.parent for place in places}
    rest: subprocess.Popen[str] | None = None
    waiting = _Waiting(folder, run)
    try:
        for changes in watch(
            *watched,
            watch_filter=counts,
            stop_event=stop,
            raise_interrupt=False,
            rust_timeout=200,
            yield_on_timeout=True,
        ):
            ready.set()
            if changes:
                if rest:
                    # What it makes is out of date; a run that is stopped changes nothing.
                    rest.terminate()
                    rest.communicate()
                    rest = None
                say(f"changed: {', '.join(sorted({Path(path).name for _, path in changes}))}")
                said, failed = waiting.go()
                if said:
                    say(said)
                if not failed:
                    rest = subprocess.Popen(  # noqa: S603
                        _call(run), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
                    )
                waiting = _Waiting(folder, run)
            elif rest and rest.poll() is not None:
                _, words = rest.communicate()
                say(words.strip() if rest.returncode else "all figures are up to date")
                rest = None
    finally:
        waiting.end()
        if rest:
            rest.terminate()
            rest.communicate()


def _in_another_language(path: Path, place: Path) -> bool:
    """Whether a path is that of a file with the name of another and the code of a language, as themes.ru.yaml."""
    code = path.stem.removeprefix(f"{place.stem}.")
    return (
        path == place.with_name(f"{place.stem}.{code}{place.suffix}") and re.fullmatch("[a-z]{2,3}", code) is not None
    )


class _Waiting:
    """A run of the notebook that writes the reader page; it waits with all imported, see `themeline.runs.ready`."""

    def __init__(self, folder: Path, run: list[str]) -> None:
        """Start it; where no notebook has written that page yet, there is nothing to start."""
        writers: list[str] = []
        with contextlib.suppress(InputError):  # the run of all notebooks will say it
            writers = [receipt.name for receipt in read_receipts(folder) if PAGE in receipt.outputs]
        self._process: subprocess.Popen[str] | None = None
        if writers:
            words = [str(folder), writers[0], run[0], writers[0], *run[1:]]
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "themeline.runs.ready", *words],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )  # fmt: skip

    def go(self) -> tuple[str, bool]:
        """Run it; what is to be said of it, and whether it has failed."""
        if self._process is None:
            return "", False
        _, wrong = self._process.communicate("go\n")
        if self._process.returncode:
            return wrong.strip(), True
        return f"{PAGE} is up to date; reload the page", False

    def end(self) -> None:
        """Have it end without a run."""
        if self._process and self._process.poll() is None:
            self._process.communicate()


def _call(words: list[str]) -> list[str]:
    """The call of ``themeline`` with these words, by this Python."""
    return [sys.executable, "-m", "themeline", *words]
