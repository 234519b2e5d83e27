"""Dictionaries in the formats of other software: what they hold, in plain entries.

quanteda's YAML (keys with lists of patterns, nested as deep as need be), LIWC 2007 and 2015 (.dic), Yoshikoder
(.ykd), Lexicoder (.lc3), WordStat (.cat), and CSV with the columns theme and pattern.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import yaml

from themeline.dictionary.wildcards import CAPITALS
from themeline.errors import input_error
from themeline.io.files import LARGEST_FILE, csv_of_rows, read_bytes, table_rows
from themeline.text.extract import decode
from themeline.text.wording import single_spaced

OWN = "themeline"
# Between the names of a hierarchy in a format that knows none.
STEP = " / "


@dataclass(frozen=True)
class Entry:
    """A pattern of a key, which is named by its path from the outermost inwards. Only Themeline has exceptions."""

    path: tuple[str, ...]
    pattern: str
    line: int = 1
    exception: bool = False


@dataclass
class Dictionary:
    """Entries in their order, and what of the file they do not hold, in sentences."""

    entries: list[Entry] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def add(self, path: tuple[str, ...], pattern: str, line: int, *, exception: bool = False) -> None:
        """Add a pattern; of none, say so."""
        if not any(path):
            self.lost.append(f"line {line}: '{pattern}' is not under a key")
        else:
            names = tuple(single_spaced(name) for name in path if name)
            self.entries.append(Entry(names, single_spaced(pattern), line, exception))


def format_of(path: Path, text: str) -> str:
    """The format of a dictionary by its content, else by its name; empty if it is none that is known."""
    begin = text.lstrip("\ufeff \t\r\n")
    if begin.startswith("%"):
        return "liwc"
    if re.match(r"(?:<\?xml[^>]*>\s*)?<dictionary\b", begin):
        return "yoshikoder"
    if begin.startswith("+"):
        return "lexicoder"
    head = begin.partition("\n")[0].lower()
    if {"theme", "pattern"} <= {name.strip().strip('"') for name in re.split("[,;\t]", head)}:
        return "csv"
    if re.search(r"^\s*\S.*\(\d+\)\s*$", begin, re.MULTILINE) and not re.search(r"^\S[^\n]*:\s", begin, re.MULTILINE):
        return "wordstat"
    if re.search(r"^themes:", begin, re.MULTILINE):
        return OWN
    return OWN if path.suffix.lower() in ENDINGS[OWN] else "quanteda" if re.search(r"^[^\n]*:", begin, re.M) else ""


def read_dictionary(path: Path) -> tuple[str, Dictionary]:
    """Read a dictionary; one of Themeline's own format is only told to be so.

    Raises:
        InputError: it is of no known format, or broken.
    """
    if path.suffix.lower() == ".qdc":
        what = "holds codes without patterns, so nothing can be found with it"
        raise input_error(path, what, f"make a draft of it: themeline convert {path.name} {path.stem}.yaml")
    text = decode(path, read_bytes(path, largest=LARGEST_FILE))[0]
    known = format_of(path, text)
    if known == OWN:
        return known, Dictionary()
    if not known:
        advice = f"there are {', '.join(ENDINGS)}"
        if path.suffix.lower() == ".csv":
            advice = "its first row must have theme and pattern"
        raise input_error(path, "is not a dictionary of a known format", advice)
    found = _READERS[known](path, text)
    if not found.entries:
        raise input_error(path, f"holds no patterns (read as {known})", "check its form")
    return known, found


def _read_quanteda(path: Path, text: str) -> Dictionary:
    found = Dictionary()

    def take(node: yaml.Node, names: tuple[str, ...]) -> None:
        line = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                # quanteda itself writes the patterns of a key that has keys below it under this name.
                take(value, names if key.value in ("__", "") else (*names, str(key.value)))
        elif isinstance(node, yaml.SequenceNode):
            if not node.value:
                found.lost.append(f"line {line}: the key {STEP.join(names)} has no patterns")
            for item in node.value:
                take(item, names)
        elif node.value:
            found.add(names, str(node.value), line)

    try:
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            if isinstance(event, yaml.AliasEvent):
                raise input_error(path, "has an alias (*name)", "write it out", line=event.start_mark.line + 1)
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        if node is not None:
            take(node, ())
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "it is nested too deep"
        raise input_error(path, f"is not YAML: {what}", line=mark.line + 1 if mark else None) from None
    return found


def _read_liwc(path: Path, text: str) -> Dictionary:
    found = Dictionary()
    lines = list(enumerate(text.splitlines(), 1))
    marks = [i for i, (_, line) in enumerate(lines) if line.strip() == "%"]
    if len(marks) < 2:
        raise input_error(
            path, "has no list of categories between two lines of '%'", "check that it is a LIWC dictionary"
        )
    paths: dict[str, tuple[str, ...]] = {}
    above: list[str] = []
    for number, line in lines[marks[0] + 1 : marks[1]]:
        match = re.fullmatch(r"(\s*)(\d+)\s+(\S.*?)\s*", line)
        if match:
            depth = match[1].count("\t")
            above = [*above[:depth], match[3]]
            key = match[2].lstrip("0") or "0"
            if key in paths:
                what = f"has two categories with the number {match[2]}: {paths[key][-1]} and {match[3]}"
                raise input_error(path, what, "give each its own", line=number)
            paths[key] = tuple(above)
        elif line.strip():
            found.lost.append(f"line {number}: '{line.strip()}' is not a category")
    for number, line in lines[marks[1] + 1 :]:
        fields = line.strip().split("\t") if "\t" in line.strip() else re.split(r"\s+(?=[\d(<])", line.strip())
        pattern, *rest = (one.strip() for one in fields)
        if not pattern:
            continue
        if re.search(r"[(<]", " ".join(rest)):
            found.lost.append(f"line {number}: '{pattern}' holds only next to other words ({' '.join(rest)})")
        elif not any(re.search(r"\d", one) for one in rest):
            found.lost.append(f"line {number}: '{pattern}' has no category")
        for category in re.findall(r"\d+", re.sub(r"\([^)]*\)[\d/]*|<[^>]*>[\d/]*", " ", " ".join(rest))):
            key = category.lstrip("0") or "0"
            if key in paths:
                found.add(paths[key], pattern, number)
            else:
                found.lost.append(f"line {number}: '{pattern}' has category {category}, which is not defined")
    return found


def _read_yoshikoder(path: Path, text: str) -> Dictionary:
    from lxml import etree

    found = Dictionary()
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise input_error(path, f"is not XML: {error}", line=getattr(error, "lineno", None)) from None

    def take(node: Any, names: tuple[str, ...]) -> None:
        for child in node:
            if child.tag == "cnode":
                take(child, (*names, child.get("name", "")))
            elif child.tag == "pnode":
                found.add(names, child.get("name", ""), child.sourceline or 1)
                if child.get("score"):
                    score = f"the score {child.get('score')} of '{child.get('name')}'"
                    found.lost.append(f"line {child.sourceline}: {score}")

    # The one outermost node is the dictionary's own name, and no key.
    tops = root.findall("cnode")
    for top in tops:
        take(top, () if len(tops) == 1 and top.find("cnode") is not None else (top.get("name", ""),))
    return found


def _read_lexicoder(path: Path, text: str) -> Dictionary:
    found = Dictionary()
    key = ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("+"):
            key = line[1:].strip()
        elif line.strip():
            found.add(tuple(key.split(STEP)), line.strip("\r\n"), number)
    return found


def _read_wordstat(path: Path, text: str) -> Dictionary:
    found = Dictionary()
    above: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip())
        weight = re.search(r"\s*\((\d+(?:\.\d+)?)\)\s*$", line)
        if weight:
            names = tuple(name for indent, name in above if indent < depth)
            pattern = line[: weight.start()].strip()
            if pattern.startswith("@"):
                found.lost.append(f"line {number}: the rule {pattern}")
                continue
            # WordStat writes the blanks of a phrase as _, at the ends too.
            found.add(names, pattern.replace("_", " "), number)
            if weight[1] != "1":
                found.lost.append(f"line {number}: the weight {weight[1]} of '{pattern}'")
        else:
            above = [*((indent, name) for indent, name in above if indent < depth), (depth, line.strip())]
    return found


def _read_csv(path: Path, text: str) -> Dictionary:
    found = Dictionary()
    for line, _, row in table_rows(path, text).rows:
        exception = row.get("kind", "").strip().lower() == "exception"
        names = tuple(name.strip() for name in row["theme"].split(STEP))
        found.add(names, row["pattern"], line, exception=exception)
    return found


_READERS: dict[str, Callable[[Path, str], Dictionary]] = {
    "quanteda": _read_quanteda,
    "liwc": _read_liwc,
    "yoshikoder": _read_yoshikoder,
    "lexicoder": _read_lexicoder,
    "wordstat": _read_wordstat,
    "csv": _read_csv,
}
ENDINGS = {
    OWN: (".yaml",),
    "quanteda": (".yml",),
    "liwc": (".dic",),
    "yoshikoder": (".ykd",),
    "lexicoder": (".lc3",),
    "wordstat": (".cat",),
    "csv": (".csv",),
}


def dictionary_text(entries: list[Entry], format_name: str) -> tuple[str, list[str]]:
    """Write entries in a format.

    Returns:
        The text, and what it cannot hold, in sentences.
    """
    lost = []
    if format_name != "csv":
        lost = [f"the exception '{one.pattern}' of {STEP.join(one.path)}" for one in entries if one.exception]
    kept = [one for one in entries if format_name == "csv" or not one.exception]
    if format_name != "csv":
        lost += [f"what must (not) be nearby: '{one.pattern}'" for one in kept if "NEAR/" in one.pattern]
        kept = [one for one in kept if "NEAR/" not in one.pattern]
        # Without its capitals a short name would be found in other words.
        lost += [f"that capitals are required: '{one.pattern}'" for one in kept if CAPITALS in one.pattern]
        kept = [one for one in kept if CAPITALS not in one.pattern]
    return _WRITERS[format_name](kept), lost


def _tree(entries: list[Entry]) -> dict[str, Any]:
    """Keys with what is below them; the patterns of a key stand under an empty name."""
    tree: dict[str, Any] = {}
    for entry in entries:
        node = tree
        for name in entry.path:
            node = node.setdefault(name, {})
        node.setdefault("", []).append(entry.pattern)
    return tree


def _quanteda_text(entries: list[Entry]) -> str:
    def plain(node: dict[str, Any]) -> Any:
        below = {name: plain(child) for name, child in node.items() if name}
        if not below:
            return node[""]
        return {"__": node[""], **below} if "" in node else below

    return str(yaml.safe_dump(plain(_tree(entries)), allow_unicode=True, sort_keys=False, width=120))


def _liwc_text(entries: list[Entry]) -> str:
    numbers: dict[tuple[str, ...], int] = {}
    for entry in entries:
        for depth in range(1, len(entry.path) + 1):
            numbers.setdefault(entry.path[:depth], len(numbers) + 1)
    # A category must follow that which it is below.
    ordered = sorted(numbers, key=lambda path: [numbers[path[: i + 1]] for i in range(len(path))])
    legend = ["\t" * (len(path) - 1) + f"{numbers[path]}\t{path[-1]}" for path in ordered]
    categories: dict[str, list[int]] = {}
    for entry in entries:
        categories.setdefault(entry.pattern, []).append(numbers[entry.path])
    words = ["\t".join([pattern, *map(str, those)]) for pattern, those in categories.items()]
    return "\n".join(["%", *legend, "%", *words, ""])


def _yoshikoder_text(entries: list[Entry]) -> str:
    def nodes(node: dict[str, Any], indent: str) -> Iterator[str]:
        for pattern in node.get("", []):
            yield f"{indent}<pnode name={quoteattr(pattern)}/>"
        for name, child in node.items():
            if name:
                yield f'{indent}<cnode name={quoteattr(name)} desc="">'
                yield from nodes(child, f"{indent}  ")
                yield f"{indent}</cnode>"

    head = ['<?xml version="1.0" encoding="UTF-8"?>', '<dictionary style="050805" patternengine="substring">']
    body = ['  <cnode name="dictionary" desc="">', *nodes(_tree(entries), "    "), "  </cnode>"]
    return "\n".join([*head, *body, "</dictionary>", ""])


def _lexicoder_text(entries: list[Entry]) -> str:
    lines: list[str] = []
    for path in dict.fromkeys(entry.path for entry in entries):
        lines += [f"+{STEP.join(path)}", *(entry.pattern for entry in entries if entry.path == path)]
    return "\n".join([*lines, ""])


def _wordstat_text(entries: list[Entry]) -> str:
    def lines(node: dict[str, Any], indent: str) -> Iterator[str]:
        for pattern in node.get("", []):
            yield f"{indent}{pattern.replace(' ', '_')} (1)"
        for name, child in node.items():
            if name:
                yield f"{indent}{name}"
                yield from lines(child, f"{indent}\t")

    return "\n".join([*lines(_tree(entries), ""), ""])


def _csv_text(entries: list[Entry]) -> str:
    rows = ((STEP.join(e.path), e.pattern, "exception" if e.exception else "pattern") for e in entries)
    return csv_of_rows([("theme", "pattern", "kind"), *rows])


_WRITERS: dict[str, Callable[[list[Entry]], str]] = {
    "quanteda": _quanteda_text,
    "liwc": _liwc_text,
    "yoshikoder": _yoshikoder_text,
    "lexicoder": _lexicoder_text,
    "wordstat": _wordstat_text,
    "csv": _csv_text,
}
