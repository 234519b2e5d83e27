"""The pages that people read of this repository: README, docs/, and what they lead to."""

import re

from conftest import ROOT

README = ROOT / "README.md"
DOCS = sorted((ROOT / "docs").glob("*.md"))
# The guides of users: commands and figures in them are held to be true.
GUIDES = [README, *DOCS]
PAGES = [*GUIDES, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "seeds").rglob("*.md"))]
PAGES += sorted((ROOT / "scripts").rglob("README.md"))


def guide() -> str:
    """The text of README and docs/, one page behind the other."""
    return "\n".join(page.read_text(encoding="utf-8") for page in GUIDES)


def lines_under(page: str, heading: str) -> list[list[str]]:
    """The commands in the first block of a page under a heading, as words."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = re.search(rf"^#+ {re.escape(heading)}\n.*?```\n(.*?)```", text, re.MULTILINE | re.DOTALL)
    assert found, f"{page}: no block under {heading}"
    return [line.partition("#")[0].split() for line in found[1].splitlines()]
