"""README and docs/: nothing missing, no link that leads nowhere, references as they are generated."""

import itertools
import json
import re
import shlex
import sys
import tomllib
from urllib.parse import unquote

import click
import pytest
import themeline as tl
from conftest import ROOT
from helpers.pages import DOCS, GUIDES, PAGES, README, guide
from markdown_it import MarkdownIt
from themeline.cli.main import themeline as command_group

sys.path.insert(0, str(ROOT / "scripts"))
import reference

import docs


def parsed(text):
    return MarkdownIt("commonmark").enable("table").parse(text)


def anchors(page):
    """The anchors of a page's headings, as GitHub and the site make them."""
    tokens = parsed(page.read_text(encoding="utf-8"))
    names, seen = set(), {}
    for before, token in itertools.pairwise(tokens):
        if before.type == "heading_open":
            words = "".join(child.content for child in token.children if child.type in ("text", "code_inline"))
            name = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
            seen[name] = seen.get(name, -1) + 1
            names.add(name if not seen[name] else f"{name}-{seen[name]}")
    return names


def links(text):
    """The targets of all links and pictures in Markdown, without those in code."""
    for token in parsed(text):
        for child in token.children or ():
            if child.type in ("link_open", "image"):
                yield unquote(child.attrs.get("href") or child.attrs.get("src"))


def missing_link(page, target):
    """What is wrong with a relative link of a page; nothing, or an address that is not looked at, is None."""
    if re.match(r"[a-z]+:", target):
        return None
    path, _, anchor = target.partition("#")
    file = (page.parent / path).resolve() if path else page
    if not file.exists():
        return f"{page.name}: {target} is not there"
    if anchor and file.suffix == ".md" and anchor not in anchors(file):
        return f"{page.name}: {target} has no such heading"
    return None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page):
    wrong = [missing_link(page, target) for target in links(page.read_text(encoding="utf-8"))]
    assert [words for words in wrong if words] == []


def test_every_link_of_the_notebooks_text_leads_somewhere():
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        text = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        assert [words for target in links(text) if (words := missing_link(notebook, target))] == []


def test_a_link_that_leads_nowhere_is_noticed():
    assert missing_link(README, "docs/nowhere.md") == "README.md: docs/nowhere.md is not there"
    assert missing_link(README, "docs/runs.md#nowhere") == "README.md: docs/runs.md#nowhere has no such heading"
    assert missing_link(README, "docs/runs.md#receipts") is None
    assert list(links("[a](b.md) `[c](d.md)`\n\n| [e](f%20g.md) |\n| --- |\n\n    [h](i.md)\n")) == ["b.md", "f g.md"]


def test_the_readme_is_short_and_leads_to_every_page():
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 150
    assert {page.relative_to(ROOT).as_posix() for page in DOCS} <= {*links(README.read_text(encoding="utf-8"))}


def test_the_site_lists_every_page_once():
    listed = [name for names in docs.PAGES.values() for name in names if not name.startswith("../")]
    assert sorted(listed) == [page.stem for page in DOCS]


@pytest.mark.parametrize("page", reference.pages(), ids=lambda page: page.name)
def test_references_are_as_they_are_generated(page):
    assert page.read_text(encoding="utf-8") == reference.pages()[page]


def test_the_packages_of_the_site_are_pinned_as_all_else_is():
    """They go into one environment with what Themeline needs."""
    files = (ROOT / "docs" / "requirements.txt", ROOT / "requirements.txt")
    own, others = (dict(re.findall(r"^([\w.-]+)==(\S+)", file.read_text("utf-8"), re.MULTILINE)) for file in files)
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]["docs"]
    assert {re.split("[>=]", name)[0] for name in asked} <= own.keys()
    assert {name: others[name] for name in own.keys() & others.keys()} == {
        name: own[name] for name in own.keys() & others.keys()
    }


def test_references_have_every_command_option_and_public_name():
    commands = (ROOT / "docs" / "reference-commands.md").read_text(encoding="utf-8")
    parts = dict(re.findall(r"^## themeline (\w+)\n(.*?)(?=^## |\Z)", commands, re.MULTILINE | re.DOTALL))
    assert parts.keys() == command_group.commands.keys()
    for name, command in command_group.commands.items():
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                for option in parameter.opts:
                    assert re.search(rf"(?<![\w-]){option}\b", parts[name]), (name, option)
    functions = (ROOT / "docs" / "reference-python.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^### (\w+)$", functions, re.MULTILINE)) == tl.__all__


def calls():
    """Every call of themeline in a block of the guides, as words."""
    for page in GUIDES:
        for block in re.findall(r"^```\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
            for line in block.splitlines():
                if found := re.search(r"\.venv/bin/themeline (.+)", line):
                    yield shlex.split(found[1], comments=True)


def test_the_guides_name_every_command():
    tasks = "".join(page.read_text(encoding="utf-8") for page in GUIDES if page.stem != "reference-commands")
    assert command_group.commands.keys() <= {*re.findall(r"themeline ([a-z]+)", tasks)}
    for words in ("python3 scripts/reproduce.py", "python3 scripts/test.py", "python3 scripts/docs.py"):
        assert words in README.read_text(encoding="utf-8")


def test_every_call_in_the_guides_is_one_that_its_command_takes():
    """By the parsers of the commands; parameters by what the notebooks declare."""
    declared = {path.stem: parameters(path) for path in (ROOT / "notebooks").glob("*.ipynb")}
    said = list(calls())
    assert len(said) > 30
    for name, *words in said:
        command = command_group.commands[name]
        options, left, _ = command.make_parser(click.Context(command)).parse_args(list(words))
        if name == "run":
            of = [names for stem, names in declared.items() if not left or any(stem.startswith(one) for one in left)]
            assert of, words
            assert {parameter for parameter, _ in options.get("params", options.get("p", ()))} <= set.union(*of), (
                words
            )


def parameters(notebook):
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    (cell,) = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    return {*re.findall(r"^(\w+): ", "".join(cell["source"]), re.MULTILINE)}


def test_the_figures_that_the_guides_show_are_all_that_there_are():
    shown = {*re.findall(r"\]\((?:\.\./)?figures/([^)]+)\.svg\)", guide())}
    # Those for narrow screens are the same figures.
    stems = {path.stem for path in (ROOT / "figures").glob("*.svg")}
    assert shown == {stem for stem in stems if not stem.endswith("-narrow")}


def test_scripts_that_the_guides_call_are_there():
    called = {*re.findall(r"scripts/\w+\.py\b", guide())}
    assert len(called) >= 5
    assert [name for name in called if not (ROOT / name).is_file()] == []


def test_pages_of_the_repository_become_pages_of_the_site():
    """The front page has another name, and the reading room is not Sphinx's."""
    text = "[a](../README.md#b) [c](../figures/reader.html#s1) [d](../figures/timeline.md)"
    assert docs.as_page(text) == (
        "[a](../index.md#b) [c](../figures/reader.html#s1){.external} [d](../figures/timeline.md)"
    )
    assert docs.toctree(["runs", "../notebooks/*"], "Tasks") == (
        "\n```{toctree}\n:hidden:\n:glob:\n:caption: Tasks\n\ndocs/runs\nnotebooks/*\n```\n"
    )


def test_the_six_lines_of_the_readme_draw_a_figure(tmp_path):
    block = re.search(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)[1]
    lines = [line for line in block.splitlines() if line]
    assert len(lines) <= 6
    code = block.replace('"first"', repr(str(tmp_path)))
    exec(compile(code, "README", "exec"), {})
    assert (tmp_path / "themes.svg").is_file()
