"""Kernels for a run: forked from one warm process where the system can, else started the plain way.

A fresh kernel spends most of a short notebook's time on its imports. A kernel that is forked from a process that has
imported them has its own copy of everything, and is ready at once. macOS can fork too, but its system libraries do
not survive it; Windows can not.
"""

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any, ClassVar, cast

from jupyter_client.provisioning import LocalProvisioner
from jupyter_client.provisioning.factory import KernelProvisionerFactory

CAN_FORK = sys.platform == "linux"
NAME = "themeline"
LAUNCHER = "ipykernel_launcher"


class ForkServer:
    """The warm process, see `themeline.runs.kernels.fork_server`."""

    def __init__(self, folder: Path, preload: str, modules: list[str], keep: list[int]) -> None:
        """Start it; it imports the modules meanwhile.

        Args:
            folder: of the figures; tidied up when this process dies.
            preload: the module to import last, which uses once what has come with the others.
            modules: those that notebooks will import themselves; what cannot be imported is left to them.
            keep: file descriptors that stay open until all is tidied up (the lock of the folder); without them the
                lock is taken for that.
        """
        self._connection, theirs = socket.socketpair()
        # As Jupyter does it: modules in the current folder are none of the package's.
        main = "import sys; del sys.path[0]; from themeline.runs.kernels.fork_server import main; main()"
        files = [theirs.fileno(), *keep]
        command = [sys.executable, "-c", main, ",".join(map(str, files)), str(folder), preload, *modules]
        self._process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.DEVNULL, pass_fds=files, start_new_session=True
        )
        theirs.close()
        self._lock = threading.Lock()
        self._ended = False
        self._kernels: dict[int, Forked] = {}
        threading.Thread(target=self._listen, daemon=True).start()

    def fork(self, argv: list[str], env: dict[str, str], cwd: str | None) -> "Forked":
        """A new kernel.

        Raises:
            RuntimeError: the warm process has ended.
        """
        kernel = Forked()
        with self._lock:
            if self._ended:
                kernel.begun.set()  # nobody is there to answer
            number = len(self._kernels)
            self._kernels[number] = kernel
            order = {"id": number, "argv": argv, "env": env, "cwd": cwd}
            with contextlib.suppress(OSError):
                self._connection.sendall(json.dumps(order).encode() + b"\n")
        kernel.begun.wait()
        if not kernel.pid:
            raise RuntimeError("the process that kernels are forked from has ended")
        return kernel

    def close(self) -> None:
        """End all kernels and the warm process; return when they are gone. Who holds the lock tidies up."""
        with contextlib.suppress(OSError):
            self._connection.sendall(b"null\n")
        self._process.wait()
        self._connection.close()

    def _listen(self) -> None:
        with self._connection.makefile("rb") as lines, contextlib.suppress(OSError):
            for words in map(json.loads, lines):
                kernel = self._kernels[words["id"]]
                if "pid" in words:
                    kernel.pid = words["pid"]
                    kernel.begun.set()
                else:
                    kernel.returncode = words["status"]
        with self._lock:
            self._ended = True
            for kernel in self._kernels.values():
                if kernel.returncode is None:
                    kernel.returncode = -signal.SIGKILL
                kernel.begun.set()


class Forked:
    """A kernel's process, as far as jupyter_client looks at one: it is `subprocess.Popen` to it."""

    stdin = stdout = stderr = None

    def __init__(self) -> None:
        """Before it has begun."""
        self.pid = 0
        self.returncode: int | None = None
        self.begun = threading.Event()

    def poll(self) -> int | None:
        """The status it ended with; none while it runs."""
        return self.returncode

    wait = poll  # jupyter_client waits only for what has ended

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it has not ended."""
        if self.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class Provisioner(LocalProvisioner):  # type: ignore[misc]
    """Gives a run's notebooks their kernels, and knows them, so that all can be ended at once.

    ``prepared`` is a warm process that was started before the run, see `themeline.runs.ready`.
    """

    prepared: ClassVar[ForkServer | None] = None
    server: ClassVar[ForkServer | None] = None
    ended: ClassVar[bool] = False
    started: ClassVar[dict[str, Any]] = {}

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork a kernel of this Python from the warm process if there is one; start any other as jupyter_client does.

        Raises:
            RuntimeError: the run was stopped.
        """
        if self.ended:
            raise RuntimeError("the run was stopped")
        if self.server is None or cmd[0] != sys.executable or LAUNCHER not in cmd:
            info = await super().launch_kernel(cmd, **kwargs)
        else:
            arguments = cmd[cmd.index(LAUNCHER) + 1 :]
            self.process = self.server.fork(arguments, dict(kwargs["env"]), kwargs.get("cwd"))
            # The kernel makes a session, and so a group, of its own.
            self.pid = self.pgid = self.process.pid
            info = self.connection_info
        self.started[self.parent.connection_file] = self.process
        return info

    async def wait(self) -> int | None:
        """The status it ended with, once it has: looked at more often than jupyter_client does."""
        while await self.poll() is None:
            await asyncio.sleep(0.01)
        return cast("int | None", await super().wait())

    @classmethod
    def status_of(cls, connection_file: str) -> int | None:
        """How the kernel with this connection file ended (negative: by which signal); none if it has not."""
        process = cls.started.get(connection_file)
        return None if process is None else process.poll()

    @classmethod
    def end_all(cls) -> None:
        """Kill all kernels that still run, and start no more."""
        cls.ended = True
        for process in cls.started.values():
            if process.poll() is None:
                process.kill()


def register(server: ForkServer | None) -> None:
    """Make kernels of this process come from `Provisioner`, forked from the warm process if there is one."""
    Provisioner.server, Provisioner.ended, Provisioner.started = server, False, {}
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[NAME] = EntryPoint(
        NAME, "themeline.runs.kernels.provisioner:Provisioner", KernelProvisionerFactory.GROUP_NAME
    )
    factory.default_provisioner_name = NAME
