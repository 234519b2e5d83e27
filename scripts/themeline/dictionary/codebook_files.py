"""Codebooks read from files, also of other software, and written."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from themeline.dictionary.codebook import COLOURS, Codebook, Theme
from themeline.dictionary.formats import OWN, STEP, Entry, read_dictionary
from themeline.dictionary.patterns import Rule, parse_rule
from themeline.errors import Fault, input_error
from themeline.io.names import free_name
from themeline.io.paths import find_file
from themeline.io.yaml_models import Lines, read_record
from themeline.text.tokens import fold
from themeline.text.wording import single_spaced

# Between what a theme is and what it is not, where a format has one place for both.
EXCLUDES = " Excludes: "


def read_codebook(path: Path | str) -> Codebook:
    """Read a codebook, or a dictionary of other software (see `formats`), with a theme for each key.

    Those of other software do not say for which language they are, and so hold for any.

    Raises:
        InputError: with file and line of every fault.
    """
    codebook, _, lost = read_with_lines(path)
    return codebook.with_left_out(tuple(f"{path}: left out: {what}" for what in lost))


def read_with_lines(path: Path | str) -> tuple[Codebook, Lines, list[str]]:
    """Read a codebook, where in the file everything stands, and what of a foreign dictionary it does not hold."""
    path = find_file(path)
    found_format, dictionary = read_dictionary(path)
    if found_format != OWN:
        codebook, lines, lost = _of_entries(dictionary.entries, str(path))
        return codebook, lines, [*dictionary.lost, *lost]
    kept: list[Lines] = []

    def examine(codebook: Codebook, lines: Lines) -> Iterator[Fault]:
        kept.append(lines)
        return _examine(codebook, lines)

    codebook = read_record(path, Codebook, examine)
    coloured = [
        theme if theme.colour else theme.model_copy(update={"colour": COLOURS[i % len(COLOURS)]})
        for i, theme in enumerate(codebook.themes)
    ]
    return codebook.model_copy(update={"themes": coloured}), kept[0], []


def _of_entries(entries: list[Entry], source: str) -> tuple[Codebook, Lines, list[str]]:
    """A codebook of the entries of a dictionary; patterns that cannot be matched, and repeated ones, are left out."""
    lost = []
    patterns: dict[tuple[str, ...], dict[str, dict[Rule, Entry]]] = {}
    for entry in entries:
        try:
            rule = parse_rule(entry.pattern)
        except ValueError as error:
            lost.append(f"line {entry.line}: {error}")
            continue
        kind = "exceptions" if entry.exception else "patterns"
        known = patterns.setdefault(entry.path, {"patterns": {}, "exceptions": {}})[kind]
        if rule in known:
            lost.append(f"line {entry.line}: '{entry.pattern}' is a duplicate")
        known.setdefault(rule, entry)
    themes: list[Theme] = []
    places: dict[tuple[str | int, ...], int] = {}
    for path, kinds in patterns.items():
        if not kinds["patterns"]:
            lost.append(f"the key {STEP.join(path)}, which has no patterns")
            continue
        for kind, known in kinds.items():
            places |= {("themes", len(themes), kind, j): entry.line for j, entry in enumerate(known.values())}
        places["themes", len(themes)] = min(entry.line for known in kinds.values() for entry in known.values())
        themes.append(
            Theme(
                id=free_name(_slug("-".join(path)), {theme.id for theme in themes}),
                label=STEP.join(path)[-80:],
                path=path,
                colour=COLOURS[len(themes) % len(COLOURS)],
                patterns=tuple(entry.pattern for entry in kinds["patterns"].values()),
                exceptions=tuple(entry.pattern for entry in kinds["exceptions"].values()),
            )
        )
    if not themes:
        raise input_error(source, "holds no patterns that can be matched", "; ".join(lost[:3]))
    return Codebook(themes=themes, languages=()), Lines(source, places), lost


def entries_of(codebook: Codebook) -> list[Entry]:
    """The patterns and exceptions of a codebook as entries of a dictionary."""
    return [
        Entry(theme.path or (theme.label,), pattern, exception=exception)
        for theme in codebook.themes
        for exception, patterns in ((False, theme.patterns), (True, theme.exceptions))
        for pattern in patterns
    ]


def codebook_text(codebook: Codebook) -> str:
    """A codebook in Themeline's own form."""
    plain = codebook.model_dump(mode="json", exclude_defaults=True)
    return str(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=118))


class Code(NamedTuple):
    """A code of another program: what a theme is, without patterns. Its path is the names of the codes above it."""

    name: str
    definition: str = ""
    colour: str = ""
    path: tuple[str, ...] = ()


def draft_text(codes: Iterable[Code], source: str) -> str:
    """The draft of a codebook in Themeline's own form: a theme for each code, which waits for its patterns.

    Args:
        codes: in their order.
        source: the name of the file that they are from.
    """
    themes: list[dict[str, Any]] = []
    for code in codes:
        about: dict[str, Any] = {
            "id": free_name(_slug(code.name), {theme["id"] for theme in themes}),
            "label": code.name[:80],
        }
        if code.path:
            about["path"] = [*code.path, code.name]
        definition, _, excludes = code.definition.partition(EXCLUDES)
        said = {"definition": definition.strip(), "excludes": excludes.strip()}
        said["colour"] = code.colour if re.fullmatch("#[0-9a-fA-F]{6}", code.colour) else ""
        themes.append(about | {name: words for name, words in said.items() if words} | {"patterns": []})
    head = f"# A draft, of the codes in {single_spaced(source)}. Write at least one pattern for each theme.\n"
    plain = yaml.safe_dump({"themes": themes}, allow_unicode=True, sort_keys=False, width=118)
    return head + str(plain).replace("patterns: []\n", "patterns: [] # the words that are to be found\n")


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:50].strip("-") or "theme"


def _examine(codebook: Codebook, lines: Lines) -> Iterator[Fault]:
    seen: set[str] = set()
    for i, theme in enumerate(codebook.themes):
        if theme.id in seen:
            line = lines.of("themes", i, "id")
            yield Fault(lines.source, f"the id '{theme.id}' is used twice", "give each theme its own", line)
        seen.add(theme.id)
        found: dict[Rule, str] = {}
        for key, patterns in (("patterns", theme.patterns), ("exceptions", theme.exceptions)):
            for j, pattern in enumerate(patterns):
                rule = parse_rule(pattern)
                if rule in found:
                    line = lines.of("themes", i, key, j)
                    what = f"'{pattern}' of theme '{theme.id}' is a duplicate of '{found[rule]}'"
                    yield Fault(lines.source, what, "remove one of them", line)
                found[rule] = pattern
