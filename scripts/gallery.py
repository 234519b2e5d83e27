"""Make the figures of the gallery again: set up .venv, run the commands that docs/gallery.md shows, keep its figures.

    python3 scripts/gallery.py

Runs go to build/gallery/NAME. Those figures that the page shows are copied to docs/gallery/NAME-FIGURE.svg, and their
text alternatives are written into the page.
"""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import environment

ROOT = Path(environment.ROOT)
PAGE = ROOT / "docs" / "gallery.md"
RUNS = ROOT / "build" / "gallery"
COMMAND = re.compile(r"^\.venv/bin/themeline (.+)$", re.MULTILINE)
FIGURE = re.compile(r"!\[[^\]]*\]\(gallery/([a-z]+)-([a-z-]+)\.svg\)")


def run_commands(page):
    """Run each command of the page; end with its exit status where one fails."""
    for words in COMMAND.findall(page):
        command = [environment.executable("themeline"), *shlex.split(words), "--force"]
        done = subprocess.run(command, cwd=ROOT, check=False)
        if done.returncode:
            sys.exit(done.returncode)


def without_links(drawing):
    """A drawing whose marks lead nowhere: the pages that they would lead to are not in the gallery."""
    return re.sub(r' xlink:href="(?!#)[^"]*"', "", drawing)


def keep(page):
    """Copy the figures that the page shows; give the page with their text alternatives."""

    def kept(match):
        name, figure = match.groups()
        made = RUNS / name / figure
        drawing = without_links(made.with_suffix(".svg").read_text(encoding="utf-8"))
        file = PAGE.parent / "gallery" / f"{name}-{figure}.svg"
        file.write_text(drawing, encoding="utf-8", newline="\n")
        told = made.with_suffix(".md").read_text(encoding="utf-8")
        alternative = re.search(r"\*\*Text alternative\.\*\* (.*)", told)[1]
        return f"![{alternative}](gallery/{name}-{figure}.svg)"

    return FIGURE.sub(kept, page)


if __name__ == "__main__":
    environment.ensure(environment.RUN_REQUIREMENTS, command="themeline")
    text = PAGE.read_text(encoding="utf-8")
    run_commands(text)
    PAGE.write_text(keep(text), encoding="utf-8", newline="\n")
