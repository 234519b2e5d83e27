"""The process that kernels are forked from: it has imported what notebooks import, and waits.

It talks in lines of JSON over a socket that only its maker has: ``{"id", "argv", "env", "cwd"}`` is answered
by ``{"id", "pid"}`` and, once that kernel has ended, by ``{"id", "status"}`` (negative: the signal that ended it).
On ``null``, and when the other end closes, for whatever reason, the kernels are killed and the run in FOLDER is
tidied up, by whoever holds its lock: so nothing is left over of a run that was killed.
"""

import builtins
import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import FrameType, SimpleNamespace
from typing import Any, NoReturn

from themeline.runs.staging import locked, recover


def serve(connection: socket.socket, held: list[int], folder: Path, set_by_imports: dict[str, str]) -> None:
    """Fork kernels until told to end, or the other end closes. Returns in this process only, never in a kernel.

    Args:
        connection: to who asks for kernels.
        held: open files that hold the lock of the folder; kernels do not get them.
        folder: to be tidied up at the end.
        set_by_imports: what modules have put into the environment when they were imported.
    """
    wake, woken = socket.socketpair()
    for end in (wake, woken):
        end.setblocking(False)
    signal.signal(signal.SIGCHLD, _wake_up)
    signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
    running: dict[int, int] = {}
    received = b""
    with selectors.DefaultSelector() as selector:
        selector.register(connection, selectors.EVENT_READ)
        selector.register(woken, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fileobj is woken:
                    with contextlib.suppress(BlockingIOError):
                        woken.recv(4096)
                    _tell_ended(connection, running)
                    continue
                part = b""
                with contextlib.suppress(ConnectionResetError):  # closed before it had read all that it was told
                    part = connection.recv(1 << 16)
                if not part:
                    _end(running)
                    _tidy_up(folder, held)
                    return
                *lines, received = (received + part).split(b"\n")
                for order in map(json.loads, lines):
                    if order is None:
                        _end(running)
                        if held:
                            recover(folder)
                        return
                    with warnings.catch_warnings():
                        # Threads that a library keeps (of linear algebra) are made anew in a child by the library.
                        warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
                        pid = os.fork()
                    if not pid:
                        selector.close()
                        for end in (wake, woken, connection):
                            end.close()
                        for file in held:
                            os.close(file)
                        _become_kernel(order, set_by_imports)
                    running[pid] = order["id"]
                    _tell(connection, id=order["id"], pid=pid)


def _tidy_up(folder: Path, held: list[int]) -> None:
    if held:
        recover(folder)
    elif folder.is_dir():
        # Another run may be at work there.
        with locked(folder, lambda: None):
            recover(folder)


def _wake_up(number: int, frame: FrameType | None) -> None:
    """Do nothing: that a signal has come is seen at the wake-up socket."""


def _tell(connection: socket.socket, **words: Any) -> None:
    # A closed other end is noticed, and dealt with, where its words are read.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.sendall(json.dumps(words).encode() + b"\n")


def _tell_ended(connection: socket.socket, running: dict[int, int]) -> None:
    for pid in list(running):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            _tell(connection, id=running.pop(pid), status=os.waitstatus_to_exitcode(status))


def _end(running: dict[int, int]) -> None:
    for pid in running:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _become_kernel(order: dict[str, Any], set_by_imports: dict[str, str]) -> NoReturn:
    """Be what ``python -m ipykernel_launcher`` would be in this folder and environment, and end as it would."""
    import ipykernel_launcher
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    parent = os.getppid()
    os.environ.clear()
    os.environ.update(set_by_imports | order["env"], JPY_PARENT_PID=str(parent))
    if order["cwd"]:
        os.chdir(order["cwd"])
    sys.argv = [ipykernel_launcher.__file__, *order["argv"]]
    if numpy := sys.modules.get("numpy"):
        # Unseeded, kernels would else all draw the same numbers, as separate processes do not.
        numpy.random.seed()
    app = IPKernelApp.instance(parent_handle=parent)
    app.initialize(sys.argv[1:])
    app.start()
    # It still flushes what was printed, and would wait for seconds if that had been closed before, as may happen.
    app.control_thread.join(timeout=5)
    sys.exit()


@contextlib.contextmanager
def _as_in_a_kernel() -> Iterator[None]:
    # What libraries look at when they are imported: pandas at shell and encoding, matplotlib at the backend's name,
    # the debugger at whether to tell of modules that it cannot stop in.
    sys.stdout.reconfigure(encoding="UTF-8")  # type: ignore[union-attr]
    looked_at = {"MPLBACKEND": "module://matplotlib_inline.backend_inline", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    added = {name: value for name, value in looked_at.items() if name not in os.environ}
    os.environ.update(added)
    builtins.get_ipython = lambda: SimpleNamespace(kernel=None)  # type: ignore[attr-defined]
    try:
        yield
    finally:
        del builtins.get_ipython  # type: ignore[attr-defined]
        for name in added:
            del os.environ[name]


def main() -> NoReturn:
    """Import what is asked for, then serve.

    Arguments: the open files, the folder of figures, the module to import last, those that notebooks will import.
    """
    files, folder, preload, *modules = sys.argv[1:]
    descriptor, *held = map(int, files.split(","))
    given = dict(os.environ)
    gc.disable()
    with _as_in_a_kernel():
        importlib.import_module("ipykernel.kernelapp")
        for module in modules:
            # A package may be missing that only one of the notebooks needs: that one says so when it imports it.
            with contextlib.suppress(ImportError):
                importlib.import_module(module)
        importlib.import_module(preload)
        # What a kernel imports when it begins.
        for module in ("ipykernel.debugger", "IPython.extensions.storemagic", "psutil"):
            importlib.import_module(module)
    gc.freeze()  # so that kernels do not copy all this just by counting what refers to it
    gc.set_threshold(100_000, 50, 50)  # as the command does
    gc.enable()
    set_by_imports = {name: value for name, value in os.environ.items() if given.get(name) != value}
    serve(socket.socket(fileno=descriptor), held, Path(folder), set_by_imports)
    os._exit(0)  # nothing is left to be done that would be worth the time of a tidy end
