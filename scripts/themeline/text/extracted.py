"""A text as it was read from a file: the text itself, and what the file says of its parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

PLAIN = "plain text"


@dataclass(frozen=True)
class Reading:
    """What was read.

    Attributes:
        text: all offsets point into it.
        kind: of file, in words.
        whole: whether the text is what the file holds, in UTF-8, so that offsets can be followed there.
        roles: of lines (from 1) whose part in the text the file tells ("title", "heading", "body").
        aside: stretches (start, end) of the text that are no words of it: marks, addresses.
        notes: what was assumed or left out, in sentences.
    """

    text: str
    kind: str = PLAIN
    whole: bool = True
    roles: Mapping[int, str] = field(default_factory=dict)
    aside: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()


def from_paragraphs(paragraphs: list[tuple[str, str]], kind: str, notes: tuple[str, ...] = ()) -> Reading:
    """Put (role, text) pairs together, each a paragraph of one line or more, with a blank line between."""
    lines: list[str] = []
    roles: dict[int, str] = {}
    for role, text in paragraphs:
        own = text.splitlines()
        if role != "body" or len(own) == 1:
            roles |= {len(lines) + number: role for number in range(1, len(own) + 1)}
        lines += [*own, ""]
    return Reading("\n".join(lines), kind, whole=False, roles=roles, notes=notes)
