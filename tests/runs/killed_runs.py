"""Runs in a folder that are killed at moments given, each in a process of its own; tells what is left of each.

    python killed_runs.py FOLDER SEED ROUNDS

The folder holds notebooks. Every other run is killed at a moment of its own work (the n-th time that it opens,
renames or removes a file, or starts a process), the others after a part of the time that a whole run takes. Kernels
and their process go on for a moment, as after a real SIGKILL. Prints a line of JSON a run.
"""

import importlib
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from themeline.provenance.notebook import read_notebook
from themeline.runs import staging
from themeline.runs.execution import Failure
from themeline.runs.runner import Batch, Settings, Task, run_batches

WATCHED = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "subprocess.Popen", "os.utime"}


def run(folder: Path, value: str) -> list[Failure]:
    tasks = [Task(read_notebook(path), {"value": value}) for path in sorted(folder.glob("*.ipynb"))]
    settings = Settings(jobs=2, force=True, preload="themeline.errors")
    batch = Batch(".", tasks)
    run_batches([batch], folder / "figures", settings, print)
    return [failure for _, failure in batch.failures]


def in_a_child(folder: Path, value: str, *, at: int = 0, after: float = 0) -> int:
    """Run it, and be killed at the n-th moment or after some seconds; the signal (negative) that ended it, or 0."""
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    seen = 0

    def watch(event: str, _: object) -> None:
        nonlocal seen
        if event in WATCHED:
            seen += 1
            if seen == at:
                os.kill(os.getpid(), signal.SIGKILL)

    try:
        sys.addaudithook(watch)
        if after:
            # Ends the process as SIGKILL does: nothing of it runs any more.
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, after)
        assert run(folder, value) == []
        (folder / "moments").write_text(f"{seen}")
        os._exit(0)
    finally:
        os._exit(1)


def processes(folder: Path) -> int:
    """How many processes work for this folder: it is named in their call."""
    found = 0
    for call in Path("/proc").glob("[0-9]*/cmdline"):
        if call.parent.name == str(os.getpid()):
            continue
        try:
            found += os.fsencode(folder / "figures") in call.read_bytes()
        except OSError:  # it has ended meanwhile
            continue
    return found


def main() -> None:
    # Imported once, not by each run: what is killed is its work.
    for module in ("themeline.runs.execution", "themeline.pages.index"):
        importlib.import_module(module)
    folder, rounds = Path(sys.argv[1]), int(sys.argv[3])
    chance = random.Random(int(sys.argv[2]))
    figures = folder / "figures"
    # The second run, not the first: like all that follow, it finds files in memory and figures to replace.
    for _ in range(2):
        begun = time.perf_counter()
        assert in_a_child(folder, "first") == 0
        whole = time.perf_counter() - begun
    moments = int((folder / "moments").read_text())
    for number in range(rounds):
        value = f"value {number}"
        # What is written to the figures' folder itself is written within the last moments.
        late = max(1, moments - 60)
        moment = (late if number % 4 == 1 else 1), moments
        when = {"at": chance.randint(*moment)} if number % 2 else {"after": chance.uniform(0.01, whole)}
        ended = in_a_child(folder, value, **when)
        # What a killed run leaves behind is tidied up under its lock: who gets it finds all in order.
        with staging.locked(figures, lambda: None):
            state = {
                "when": when,
                "ended": ended,
                "value": value,
                "files": {path.name: path.read_text() for path in sorted(figures.iterdir()) if path.is_file()},
                "folders": [path.name for path in figures.iterdir() if path.is_dir()],
                "processes": processes(folder),
            }
        print(json.dumps(state), flush=True)
    assert in_a_child(folder, "last") == 0
    print(json.dumps({path.name: path.read_text() for path in sorted(figures.iterdir())}))


main()
