"""Folders that are changed as a whole: locked while a run works on them, tidied up after a run that was killed.

A run writes into a folder `.run-...` inside. When all has worked, its part `new` is renamed to `ready`, by which the
run counts as done, and the files are moved to their places one by one. Who finds a `ready` left over moves the rest;
who finds anything else left over removes it. Both are done under the lock, by the next run, or by what outlives a
killed one.
"""

import contextlib
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from themeline.errors import input_error
from themeline.io.atomic import _unwritable

RUN, NEW, READY = ".run-", "new", "ready"
# The system allows 107 bytes (macOS 103) for a socket's path, with the kernel's name; else ports are used.
LONGEST_SOCKET = 90


@contextlib.contextmanager
def locked(folder: Path, waiting: Callable[[], object]) -> Iterator[list[int]]:
    """Hold the folder, made where it is missing, for one run; wait for another one's end.

    Runs into a folder inside it wait too. The system gives the lock back when the process ends, however it ends.

    Args:
        folder: of the figures.
        waiting: called once if there is something to wait for.

    Returns:
        The open files that hold the lock: as long as one is open, in whatever process, it is held.

    Raises:
        InputError: the folder cannot be made, or not be written.
    """
    with contextlib.ExitStack() as held:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            files = _lock(folder, waiting, held)
        except OSError as error:
            raise _unwritable(folder, error) from None
        yield files


# The package filelock is not a replacement for what follows. The lock has to outlive this process where it is killed,
# until the fork server has tidied up: its descriptor is handed on to that process, and filelock keeps its own to
# itself. And a run locks the folder above its own too, shared: so runs into neighbours do not wait for each other,
# and one into the folder above waits for all of them; a `FileLock` is held by one alone. Nor is a file left behind.
if sys.platform == "win32":
    import msvcrt

    def _lock(folder: Path, waiting: Callable[[], object], held: contextlib.ExitStack) -> list[int]:
        # The system removes the file when it is closed, also where the process is killed.
        file = os.open(folder / ".lock", os.O_CREAT | os.O_RDWR | os.O_TEMPORARY)
        held.callback(os.close, file)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            waiting()
            while True:
                with contextlib.suppress(OSError):
                    msvcrt.locking(file, msvcrt.LK_LOCK, 1)  # gives up after ten seconds
                    break
        return [file]

else:
    import fcntl

    def _lock(folder: Path, waiting: Callable[[], object], held: contextlib.ExitStack) -> list[int]:
        files = []
        for place, kind in ((folder.parent, fcntl.LOCK_SH), (folder, fcntl.LOCK_EX)):
            try:
                file = os.open(place, os.O_RDONLY)
            except PermissionError:
                if place == folder:
                    raise
                continue
            held.callback(os.close, file)
            try:
                fcntl.flock(file, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                waiting()
                fcntl.flock(file, kind)
            files.append(file)
        return files


def stage(folder: Path) -> Path:
    """A new folder to write into before anything is changed; what is to be published goes into its part `new`."""
    staged = Path(tempfile.mkdtemp(prefix=RUN, dir=folder))
    (staged / NEW).mkdir()
    return staged


def publish(staged: Path, folder: Path) -> list[Path]:
    """Move all files of the part `new` to the same places in the folder: all, even if this process is killed.

    Returns:
        The files at their places, in the order of their names.

    Raises:
        InputError: where a file belongs there is a folder; nothing is changed then.
    """
    new = staged / NEW
    files = sorted(path.relative_to(new) for path in new.rglob("*") if path.is_file())
    for file in files:
        if (folder / file).is_dir():
            raise input_error(folder / file, "cannot be written (is a folder)", "choose another folder with --out")
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
    new.rename(staged / READY)
    _move(staged / READY, folder)
    return [folder / file for file in files]


def recover(folder: Path) -> None:
    """Bring a folder in order after a run that was killed: what was ready is put to its place, the rest removed."""
    for staged in folder.glob(f"{RUN}*"):
        if (staged / READY).is_dir():
            _move(staged / READY, folder)
        shutil.rmtree(staged)
    for sockets in Path(tempfile.gettempdir()).glob(f"{_socket_prefix(folder)}*"):
        # Another user's are not ours to remove, and cannot be.
        shutil.rmtree(sockets, ignore_errors=True)


def socket_folder(folder: Path) -> Path | None:
    """A folder for the sockets of the kernels that work for this folder, closed to other users.

    It is made in the system's place for temporary files, whose path is short. None where there can be none.
    """
    if os.name != "posix":
        return None
    made = Path(tempfile.mkdtemp(prefix=_socket_prefix(folder)))
    if len(os.fsencode(made)) <= LONGEST_SOCKET:
        return made
    made.rmdir()
    return None


def _socket_prefix(folder: Path) -> str:
    return f"themeline-{hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:12]}-"


def _move(ready: Path, folder: Path) -> None:
    for path in sorted(ready.rglob("*")):
        if path.is_file():
            path.replace(folder / path.relative_to(ready))
