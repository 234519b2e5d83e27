"""Measure Themeline beside what a user would otherwise pick, in one go: ratios, since a machine's clock is its own.

    python3 scripts/benchmark.py run [--texts N] [--repeat N]

``run``: the notebooks on one text, on many (each the essay without one of its paragraphs), and once more with nothing
changed; by papermill's command, by its Python interface in threads, by jupyter nbconvert, and by themeline run. Of
repeated measurements, which take turns, the shortest counts.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import environment

ROOT = Path(environment.ROOT)
ESSAY = ROOT / "seeds" / "essay.txt"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
IN_THREADS = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
import papermill
jobs, tasks = int(sys.argv[1]), json.loads(sys.argv[2])
with ThreadPoolExecutor(jobs) as pool:
    list(pool.map(lambda task: papermill.execute_notebook(*task, progress_bar=False), tasks))
"""


def call(*words):
    """Run a command of .venv; stop if it fails."""
    done = subprocess.run([environment.executable(words[0]), *map(str, words[1:])], capture_output=True, text=True)
    if done.returncode:
        environment.stop(f"{' '.join(map(str, words))[:200]} ended with {done.returncode}:\n{done.stderr[-2000:]}")


def seconds(step, *given):
    """How long a step takes."""
    begun = time.perf_counter()
    step(*given)
    return time.perf_counter() - begun


def texts(folder, number):
    """Write the essay a number of times, each time without another one of its long paragraphs."""
    paragraphs = ESSAY.read_text(encoding="utf-8").split("\n\n")
    long = [index for index, paragraph in enumerate(paragraphs) if len(paragraph) > 200]
    made = []
    for index in range(number):
        left_out = long[index % len(long)]
        path = folder / f"text-{index + 1}.txt"
        path.write_text("\n\n".join(paragraphs[:left_out] + paragraphs[left_out + 1 :]), encoding="utf-8")
        made.append(path)
    return made


def tasks(notebooks, essays, out):
    """Each notebook with each text: notebook, executed notebook, parameters."""
    for essay in essays:
        for notebook in notebooks:
            folder = out / essay.stem
            folder.mkdir(parents=True, exist_ok=True)
            yield notebook, folder / notebook.name, {"essay": str(essay), "out": str(folder)}


def by_command(notebooks, essays, out):
    """Papermill on the command line, one notebook after another."""
    for notebook, executed, parameters in tasks(notebooks, essays, out):
        given = [word for name, value in parameters.items() for word in ("-r", name, value)]
        call("papermill", "--no-progress-bar", notebook, executed, *given)


def by_threads(notebooks, essays, out):
    """Papermill's Python interface, as many notebooks at a time as there are processors."""
    words = [(str(notebook), str(executed), given) for notebook, executed, given in tasks(notebooks, essays, out)]
    call("python", "-c", IN_THREADS, os.cpu_count(), json.dumps(words))


def by_nbconvert(notebooks, essays, out):
    """Jupyter nbconvert, which knows no parameters: on copies in which they are written."""
    copies = []
    for notebook, executed, parameters in tasks(notebooks, essays, out):
        text = json.loads(notebook.read_text(encoding="utf-8"))
        cell = next(cell for cell in text["cells"] if "parameters" in cell["metadata"].get("tags", []))
        cell["source"] = "".join(cell["source"]) + "".join(
            f"\n{name} = {value!r}" for name, value in parameters.items()
        )
        copy = executed.with_name(f"{executed.parent.name}-{notebook.name}")
        copy.write_text(json.dumps(text), encoding="utf-8")
        copies.append(copy)
    call("jupyter", "nbconvert", "--execute", "--to", "notebook", "--output-dir", out / "executed", *copies)


def by_themeline(notebooks, essays, out, *more):
    """Themeline's own command."""
    given = [word for essay in essays for word in ("--essay", essay)] if len(essays) > 1 else []
    call("themeline", "run", *(notebook.stem for notebook in notebooks), *given, "--out", out, *more)


def measure_run(number, repeat):
    """Print the times of all ways, and what part of plain papermill's they are."""
    ways = {
        "papermill, one after another": by_command,
        "papermill in threads": by_threads,
        "jupyter nbconvert --execute": by_nbconvert,
        "themeline run": by_themeline,
    }
    # Those that run with any text: a timeline needs events, validity sentences coded by hand.
    any_text = [notebook for notebook in NOTEBOOKS if notebook.name[:2] in ("01", "02")]
    rows = {}
    with tempfile.TemporaryDirectory() as place:
        many = texts(Path(place), number)
        for title, notebooks, essays, rounds in (
            (f"one text, {len(NOTEBOOKS)} notebooks", NOTEBOOKS, [ESSAY], repeat),
            (f"{number} texts, {len(any_text)} notebooks each", any_text, many, 1),
        ):
            for turn in range(rounds):
                for way, step in ways.items():
                    out = Path(place, f"{len(rows)}-{turn}")
                    environment.say(f"{title}: {way}")
                    taken = seconds(step, notebooks, essays, out)
                    rows.setdefault((title, way), []).append(taken)
                    if step is by_themeline:
                        again = seconds(by_themeline, notebooks, essays, out)
                        rows.setdefault((title, "themeline run, nothing changed"), []).append(again)
                    shutil.rmtree(out)
    print(
        f"Python {sys.version.split()[0]}, {os.cpu_count()} processors; seconds, and part of plain papermill's time"
    )
    for (title, way), taken in rows.items():
        plain = min(rows[title, "papermill, one after another"])
        print(f"{title:28}  {way:32} {min(taken):8.2f}  1/{plain / min(taken):.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["run"], help="what to measure")
    parser.add_argument("--texts", type=int, default=10, metavar="N", help="how many texts are many [10]")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="rounds with one text [3]")
    options = parser.parse_args()
    environment.ensure(environment.RUN_REQUIREMENTS)
    measure_run(options.texts, options.repeat)
