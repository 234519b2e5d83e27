"""The guide of those who code by hand: its rules, and the hard cases in its table."""

from dataclasses import dataclass
from typing import NamedTuple

from themeline.io.files import read_text
from themeline.io.paths import find_file

NAME = "codebook.md"
HEAD = ["example", "theme", "coded", "reason"]


class HardCase(NamedTuple):
    """A decision on a sentence that made somebody hesitate."""

    example: str
    theme: str
    coded: str
    reason: str


@dataclass(frozen=True)
class Guide:
    """A guide for coding, in Markdown.

    Attributes:
        name: of its file.
        text: as it stands in the file.
        cases: the rows of each table in it whose head is `HEAD`.
        end: the line behind the last of these rows, from 0: where one more row belongs; -1 where there is no table.
    """

    name: str
    text: str
    cases: tuple[HardCase, ...]
    end: int


def read_guide(file: str | None, codebook: str) -> Guide | None:
    """The guide in a file; where none is named, that beside the codebook's file, and None where there is none.

    Raises:
        InputError: the file that is named is not there, or is not text.
    """
    path = find_file(file) if file else find_file(codebook).with_name(NAME)
    return parse_guide(read_text(path), name=path.name) if path.is_file() else None


def parse_guide(text: str, *, name: str = NAME) -> Guide:
    """A guide from its text, see `Guide`.

    >>> table = "| example | theme | coded | reason |\\n|-|-|-|-|\\n| the Space Force | air | no | in space |\\n"
    >>> guide = parse_guide(f"# Rules\\n\\nRead first.\\n\\n{table}")
    >>> guide.cases[0].theme, guide.cases[0].reason, guide.end
    ('air', 'in space', 7)
    """
    from markdown_it import MarkdownIt

    cases: list[HardCase] = []
    end = -1
    rows: list[list[str]] = []
    last = 0
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "table_open":
            rows = []
            _, last = token.map or (0, 0)
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append("".join(part.content for part in token.children or []))
        elif token.type == "table_close":
            if [cell.casefold() for cell in rows[0]] == HEAD:
                cases += [HardCase(*row) for row in rows[1:]]
                end = last
            rows = []
    return Guide(name, text, tuple(cases), end)
