"""Build the site of README, docs/, notebooks and figures: set up .venv, then write build/site/.

    python3 scripts/docs.py [--draft]

Open build/site/index.html in a browser; it asks nothing of the network. A warning, such as a link that leads nowhere,
fails the build; with ``--draft`` it does not. Once .venv is set up, no network is needed.
"""

import os
import re
import shutil
import subprocess
import sys

import environment

ROOT = environment.ROOT
REQUIREMENTS = os.path.join("docs", "requirements.txt")
SOURCE = os.path.join(ROOT, "build", "site-source")
SITE = os.path.join(ROOT, "build", "site")
# The list of pages at the side, by headings.
PAGES = {
    "Begin": ["first-figures", "installation", "notebooks", "reading-room", "figures"],
    "Tasks": ["dictionaries", "timelines", "validity", "many-texts", "publishing", "runs", "api"],
    "Look up": [
        "reference-commands", "reference-python", "matching-rules", "methods", "glossary", "performance", "limits",
    ],
    "Notebooks": ["../notebooks/*"],
    "Develop": [
        "../CONTRIBUTING", "architecture", "../scripts/themeline/corpus/engine/README",
        "../scripts/themeline/runs/kernels/README", "../seeds/codebook", "../seeds/coding/README", "changelog",
    ],
}  # fmt: skip
# Folders that pages link into, or show pictures of.
FOLDERS = ("docs", "notebooks", "figures", "seeds", ".github")
FILES = (
    "CONTRIBUTING.md", "LICENSE", "CITATION.cff", "scripts/themeline/corpus/engine/README.md",
    "scripts/themeline/runs/kernels/README.md",
)  # fmt: skip


def put_together():
    """Copy all that the site shows to one folder, in the places that it has here, so that links stay as they are."""
    shutil.rmtree(SOURCE, ignore_errors=True)
    for folder in FOLDERS:
        # Pages of the reading room are not Sphinx's: they are copied into the site as they are.
        ignored = shutil.ignore_patterns("*.html", ".*", "documents", "schema", "failed")
        shutil.copytree(os.path.join(ROOT, folder), os.path.join(SOURCE, folder), ignore=ignored)
    for name in FILES:
        os.makedirs(os.path.dirname(os.path.join(SOURCE, name)), exist_ok=True)
        shutil.copyfile(os.path.join(ROOT, name), os.path.join(SOURCE, name))
    shutil.copyfile(os.path.join(ROOT, "README.md"), os.path.join(SOURCE, "index.md"))
    for folder, _, names in os.walk(SOURCE):
        for name in names:
            if name.endswith(".md"):
                change(os.path.join(folder, name), as_page)
    contents = "".join(toctree(pages, heading) for heading, pages in PAGES.items())
    change(os.path.join(SOURCE, "index.md"), lambda text: text + contents)
    change(os.path.join(SOURCE, "docs", "figures.md"), lambda text: text + toctree(["../figures/*"]))


def as_page(text):
    """A page of the repository as a page of the site: the front page has another name, the reading room stays apart."""
    text = re.sub(r"\]\(((?:\.\./)*)README\.md", r"](\1index.md", text)
    return re.sub(r"(\]\((?:\.\./)*figures/[\w.-]+\.html[^)]*\))", r"\1{.external}", text)


def toctree(pages, heading=""):
    """A list of pages that is shown at the side, not where it stands."""
    names = "".join(
        "%s\n" % os.path.normpath(os.path.join("docs", page) if heading else page).replace(os.sep, "/")
        for page in pages
    )
    caption = ":caption: %s\n" % heading if heading else ""
    return "\n```{toctree}\n:hidden:\n:glob:\n%s\n%s```\n" % (caption, names)


def change(path, how):
    """Rewrite a file."""
    with open(path, encoding="utf-8") as stream:
        text = stream.read()
    with open(path, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(how(text))


def build(python, words):
    """Write the references and the site; give the exit status."""
    subprocess.run([python, os.path.join(ROOT, "scripts", "reference.py")], check=True)
    put_together()
    shutil.rmtree(SITE, ignore_errors=True)
    strict = [] if "--draft" in words else ["--fail-on-warning"]
    command = [python, "-m", "sphinx", "--builder", "html", "--quiet", *strict, "--conf-dir", "docs"]
    done = subprocess.run([*command, ".", SITE], cwd=SOURCE)
    shutil.copytree(os.path.join(ROOT, "figures"), os.path.join(SITE, "figures"), dirs_exist_ok=True)
    environment.say("build/site/index.html" if done.returncode == 0 else "error: see the warnings above")
    return done.returncode


if __name__ == "__main__":
    environment.ensure(environment.RUN_REQUIREMENTS, REQUIREMENTS)
    sys.exit(build(environment.executable("python"), sys.argv[1:]))
