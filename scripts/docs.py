"""Build the site of README, docs/, notebooks and figures: set up .venv, then write build/site/.

    python3 scripts/docs.py [--draft]

Open build/site/index.html in a browser; it asks nothing of the network. A warning, such as a link that leads nowhere,
fails the build; with ``--draft`` it does not. Once .venv is set up, no network is needed.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import environment

ROOT = Path(environment.ROOT)
SOURCE = ROOT / "build" / "site-source"
SITE = ROOT / "build" / "site"
# The list of pages at the side, by headings.
PAGES = {
    "Begin": ["first-figures", "installation", "notebooks", "reading-room", "figures", "gallery"],
    "Tasks": ["dictionaries", "timelines", "validity", "many-texts", "publishing", "runs", "api"],
    "Look up": [
        "reference-commands", "reference-python", "matching-rules", "methods", "glossary", "performance", "limits",
    ],
    "Notebooks": ["../notebooks/*"],
    "Develop": [
        "../CONTRIBUTING", "architecture", "../scripts/themeline/corpus/engine/README",
        "../scripts/themeline/runs/kernels/README", "../seeds/codebook", "../seeds/coding/README",
        "../seeds/parallel/README", "changelog",
    ],
}  # fmt: skip
# Folders that pages link into, or show pictures of.
FOLDERS = ("docs", "notebooks", "figures", "seeds", ".github")
FILES = (
    "CONTRIBUTING.md", "LICENSE", "CITATION.cff", "Dockerfile", ".devcontainer/devcontainer.json",
    "scripts/themeline/corpus/engine/README.md", "scripts/themeline/runs/kernels/README.md",
)  # fmt: skip


def put_together():
    """Copy all that the site shows to one folder, in the places that it has here, so that links stay as they are."""
    shutil.rmtree(SOURCE, ignore_errors=True)
    # Pages of the reading room are not Sphinx's: they are copied into the site as they are.
    ignored = shutil.ignore_patterns("*.html", ".*", "documents", "schema", "failed")
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, SOURCE / folder, ignore=ignored)
    for name in FILES:
        (SOURCE / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, SOURCE / name)
    shutil.copyfile(ROOT / "README.md", SOURCE / "index.md")
    for page in SOURCE.rglob("*.md"):
        change(page, as_page)
    contents = "".join(toctree(pages, heading) for heading, pages in PAGES.items())
    change(SOURCE / "index.md", lambda text: text + contents)
    change(SOURCE / "docs" / "figures.md", lambda text: text + toctree(["../figures/*"]))


def as_page(text):
    """A page of the repository as one of the site: README is its front page, and the reading room is not Sphinx's."""
    text = re.sub(r"\]\(((?:\.\./)*)README\.md", r"](\1index.md", text)
    return re.sub(r"(\]\((?:\.\./)*figures/[\w.-]+\.html[^)]*\))", r"\1{.external}", text)


def toctree(pages, heading=""):
    """A list of pages for the side bar: with a heading it is for the front page, else for a page in docs/."""
    if heading:
        pages = [page.removeprefix("../") if page.startswith("../") else f"docs/{page}" for page in pages]
    caption = f":caption: {heading}\n" if heading else ""
    names = "".join(f"{page}\n" for page in pages)
    return f"\n```{{toctree}}\n:hidden:\n:glob:\n{caption}\n{names}```\n"


def change(path, how):
    """Rewrite a file."""
    path.write_text(how(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def build(python, *, draft):
    """Write the references and the site; give the exit status."""
    subprocess.run([python, ROOT / "scripts" / "reference.py"], check=True)
    put_together()
    shutil.rmtree(SITE, ignore_errors=True)
    strict = [] if draft else ["--fail-on-warning"]
    command = [python, "-m", "sphinx", "--builder", "html", "--quiet", *strict, "--conf-dir", "docs"]
    done = subprocess.run([*command, ".", SITE], cwd=SOURCE, check=False)
    shutil.copytree(ROOT / "figures", SITE / "figures", dirs_exist_ok=True)
    environment.say("build/site/index.html" if done.returncode == 0 else "error: see the warnings above")
    return done.returncode


if __name__ == "__main__":
    environment.ensure(environment.RUN_REQUIREMENTS, environment.DOCS)
    sys.exit(build(environment.executable("python"), draft="--draft" in sys.argv[1:]))
