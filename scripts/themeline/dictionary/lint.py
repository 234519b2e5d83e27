"""What goes wrong in dictionaries, found without a reader: each finding with its line, as warning or hint."""

import itertools
from collections.abc import Iterator

from themeline.dictionary.codebook import Codebook
from themeline.dictionary.mentions import count_matches
from themeline.dictionary.patterns import Rule, parse_rule
from themeline.errors import Fault
from themeline.io.yaml_models import Lines
from themeline.text.document import Document

# A pattern that matches so large a part of a text's words says nothing about a theme.
TOO_MANY = 0.1
FEWEST_WORDS = 50


def examine_codebook(codebook: Codebook, lines: Lines, document: Document | None) -> list[Fault]:
    """Find what is probably wrong.

    Warnings: a pattern with blanks too many, or matching a tenth of the text's words or more; an exception that can
    block nothing; a theme without definition. Hints, of what may be meant: a pattern in two themes; one that another
    of its theme covers; one that matches nothing in the text.

    Args:
        codebook: what to examine.
        lines: where in its file everything stands.
        document: a text to try the patterns on, if there is one.
    """
    faults = [
        *_spaces(codebook, lines),
        *_repeated(codebook, lines),
        *_idle(codebook, lines),
        *_covered(codebook, lines),
    ]
    for i, theme in enumerate(codebook.themes):
        if not theme.definition.strip():
            what = f"theme '{theme.id}' has no definition, so nobody can tell whether its patterns are right"
            faults.append(Fault(lines.source, what, "say what it means", lines.of("themes", i), "warning"))
    if document is not None:
        faults += _counted(codebook, lines, document)
    return sorted(faults, key=lambda fault: (("warning", "hint").index(fault.severity), fault.line or 0))


def _all(codebook: Codebook) -> Iterator[tuple[int, str, int, str]]:
    for i, theme in enumerate(codebook.themes):
        for kind, patterns in (("patterns", theme.patterns), ("exceptions", theme.exceptions)):
            for j, pattern in enumerate(patterns):
                yield i, kind, j, pattern


def _spaces(codebook: Codebook, lines: Lines) -> Iterator[Fault]:
    for i, kind, j, pattern in _all(codebook):
        if pattern != " ".join(pattern.split()):
            what = f"'{pattern}' has blanks too many; they do not count"
            yield Fault(lines.source, what, "remove them", lines.of("themes", i, kind, j), "warning")


def _repeated(codebook: Codebook, lines: Lines) -> Iterator[Fault]:
    first: dict[Rule, tuple[int, int]] = {}
    for i, kind, j, pattern in _all(codebook):
        if kind != "patterns":
            continue
        other, line = first.setdefault(parse_rule(pattern), (i, lines.of("themes", i, kind, j)))
        if other != i:
            what = f"'{pattern}' of '{codebook.themes[i].id}' is in '{codebook.themes[other].id}' too (line {line})"
            advice = "keep it in one, unless the same words are to count for both"
            yield Fault(lines.source, what, advice, lines.of("themes", i, kind, j), "hint")


def _covered(codebook: Codebook, lines: Lines) -> Iterator[Fault]:
    for i, theme in enumerate(codebook.themes):
        rules = [(pattern, parse_rule(pattern)) for pattern in theme.patterns]
        # By what they begin with: in a large dictionary all pairs would be too many. One without a wildcard covers
        # none but itself.
        wide: dict[str, list[tuple[str, Rule]]] = {}
        for wider, other in rules:
            if set("*?") & set(wider) and not other.company:
                wide.setdefault(other.globs[0][0], []).append((wider, other))
        for j, (pattern, rule) in enumerate(rules):
            for wider, other in itertools.chain.from_iterable(
                wide.get(key, ()) for key in dict.fromkeys((*"*?", rule.globs[0][0]))
            ):
                if wider != pattern and _covers(other.globs, rule.globs):
                    what = f"'{pattern}' finds nothing that '{wider}' does not find"
                    yield Fault(lines.source, what, "one is enough", lines.of("themes", i, "patterns", j), "hint")
                    break


def _idle(codebook: Codebook, lines: Lines) -> Iterator[Fault]:
    for i, theme in enumerate(codebook.themes):
        patterns = [parse_rule(pattern).globs for pattern in theme.patterns]
        for j, exception in enumerate(theme.exceptions):
            globs = parse_rule(exception).globs
            if not any(_can_block(globs, pattern) for pattern in patterns):
                what = (
                    f"the exception '{exception}' blocks nothing: no pattern of '{theme.id}' can match a part of it"
                )
                line = lines.of("themes", i, "exceptions", j)
                yield Fault(lines.source, what, "remove it, or correct its words", line, "warning")


def _counted(codebook: Codebook, lines: Lines, document: Document) -> Iterator[Fault]:
    words = document.word_count()
    counts = count_matches(document, sorted({pattern for _, _, _, pattern in _all(codebook)}))
    for i, kind, j, pattern in _all(codebook):
        line = lines.of("themes", i, kind, j)
        if counts[pattern] >= TOO_MANY * words and words >= FEWEST_WORDS:
            what = f"'{pattern}' matches {counts[pattern]:,} times among the {words:,} words of {document.name}"
            yield Fault(lines.source, what, "make it narrower", line, "warning")
        elif counts[pattern] == 0 and kind == "patterns":
            yield Fault(lines.source, f"'{pattern}' matches nothing in {document.name}", "", line, "hint")


def _covers(wide: tuple[str, ...], narrow: tuple[str, ...]) -> bool:
    """Whether each stretch that the narrow one matches is matched by the wide one too, word for word."""
    return len(wide) == len(narrow) and all(_glob_covers(*pair) for pair in zip(wide, narrow, strict=True))


def _glob_covers(wide: str, narrow: str) -> bool:
    """As in matching a text, only that the text's ``*`` is taken by a ``*`` alone, and its ``?`` by either."""
    reached = {0}
    for letter in (*narrow, ""):
        for place in sorted(reached):
            while place < len(wide) and wide[place] == "*":
                place += 1
                reached.add(place)
        if not letter:
            return len(wide) in reached
        reached = {
            place + (wide[place] != "*")
            for place in reached
            if place < len(wide) and (wide[place] in ("*", letter) or (wide[place] == "?" and letter != "*"))
        }
    return False


def _can_block(exception: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Whether the two can overlap in a text with the exception as the longer one."""
    # With fewer words it may still have more characters, if a wildcard takes many.
    if len(pattern) > len(exception) and not any("*" in glob for glob in exception):
        return False
    for shift in range(1 - len(pattern), len(exception)):
        pairs = [(exception[k + shift], pattern[k]) for k in range(len(pattern)) if 0 <= k + shift < len(exception)]
        if pairs and all(_meet(*pair) for pair in pairs):
            return exception != pattern
    return False


def _meet(one: str, other: str) -> bool:
    """Whether some word is matched by both globs."""
    reached = {(0, 0)}
    todo = [(0, 0)]
    while todo:
        i, j = todo.pop()
        if i == len(one) and j == len(other):
            return True
        steps = set()
        a, b = one[i : i + 1], other[j : j + 1]
        if a == "*":
            steps |= {(i + 1, j)} | ({(i, j + 1)} if b else set())
        if b == "*":
            steps |= {(i, j + 1)} | ({(i + 1, j)} if a else set())
        if a and b and "*" not in (a, b) and (a == b or "?" in (a, b)):
            steps.add((i + 1, j + 1))
        todo += steps - reached
        reached |= steps
    return False
