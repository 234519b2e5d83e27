"""What goes wrong in dictionaries, found without a reader: each finding with its line, as warning or hint."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from themeline.dictionary.codebook import Codebook, Translation
from themeline.dictionary.mentions import count_matches, token_table
from themeline.dictionary.patterns import Rule, parse_rule
from themeline.dictionary.wildcards import CAPITALS, asks_for_capitals, folded
from themeline.errors import Fault
from themeline.io.yaml_models import Lines
from themeline.text.document import Document
from themeline.text.wording import count_of

# A pattern that matches so large a part of a text's words says nothing about a theme.
TOO_MANY = 0.1
FEWEST_WORDS = 50
_BEHIND_STAR = re.compile(r"(?<![^/])[*?]+['’]")
# A name of more letters is not another word's spelling but for its capitals.
LONGEST_SHORT_NAME = 6


def examine_codebook(codebook: Codebook, lines: Lines, document: Document | None) -> list[Fault]:
    """Find what is probably wrong.

    Warnings: a pattern with blanks too many, or matching a tenth of the text's words or more; an exception that can
    block nothing; a theme without definition. Hints, of what may be meant: a pattern in two themes; one that another
    of its theme covers; one that matches nothing in the text; one that seems to be a short name, as UN, and matches
    the same letters in small too.

    Args:
        codebook: what to examine.
        lines: where in its file everything stands.
        document: a text to try the patterns on, if there is one.
    """
    faults = examine_patterns(codebook, lines, document)
    for i, theme in enumerate(codebook.themes):
        if not theme.definition.strip():
            what = f"theme '{theme.id}' has no definition, so nobody can judge whether its patterns are right"
            faults.append(Fault(lines.source, what, "say what it means", lines.of("themes", i), "warning"))
    return _sorted(faults)


def examine_translation(
    codebook: Codebook, translation: Translation, lines: Lines, document: Document | None
) -> list[Fault]:
    """Find what is probably wrong with the patterns of a codebook in another language, as `examine_codebook` does.

    Args:
        codebook: whose themes they are for.
        translation: the patterns.
        lines: where in their file everything stands.
        document: a text in this language to try them on, if there is one.
    """
    own = {theme.id: theme for theme in codebook.themes}
    # In the order of the file, by which places in it are told.
    themes = [
        own[theme.id].model_copy(update={"patterns": theme.patterns, "exceptions": theme.exceptions})
        for theme in translation.themes
    ]
    return _sorted(examine_patterns(Codebook(themes=themes, languages=(translation.language,)), lines, document))


def examine_patterns(codebook: Codebook, lines: Lines, document: Document | None) -> list[Fault]:
    """What is probably wrong with the patterns of a codebook, see `examine_codebook`."""
    faults = [
        *_spaces(codebook, lines),
        *(_apostrophes(codebook, lines) if codebook.elided else ()),
        *_repeated(codebook, lines),
        *_idle(codebook, lines),
        *_covered(codebook, lines),
        *_short_names(codebook, lines, document),
    ]
    if document is not None:
        faults += _counted(codebook, lines, document)
    return faults


def _sorted(faults: list[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: (("warning", "hint").index(fault.severity), fault.line or 0))


def _all(codebook: Codebook) -> Iterator[tuple[int, str, int, str]]:
    for i, theme in enumerate(codebook.themes):
        for kind, patterns in (("patterns", theme.patterns), ("exceptions", theme.exceptions)):
            for j, pattern in enumerate(patterns):
                yield i, kind, j, pattern


def _spaces(codebook: Codebook, lines: Lines) -> Iterator[Fault]:
    for i, kind, j, pattern in _all(codebook):
        if pattern != " ".join(pattern.split()):
            what = f"'{pattern}' has extra spaces, which are ignored"
            yield Fault(lines.source, what, "remove them", lines.of("themes", i, kind, j), "warning")


def _apostrophes(codebook: Codebook, lines: Lines) -> Iterator[Fault]:
    for i, kind, j, pattern in _all(codebook):
        for word in filter(_BEHIND_STAR.search, re.split(r"[\s|]+", pattern)):
            what = f"'{word}' finds nothing, since what is elided is a word of its own"
            advice = f"write {_BEHIND_STAR.sub('', word)}, which is found behind an article too"
            yield Fault(lines.source, what, advice, lines.of("themes", i, kind, j), "warning")


def _repeated(codebook: Codebook, lines: Lines) -> Iterator[Fault]:
    first: dict[Rule, tuple[int, int]] = {}
    for i, kind, j, pattern in _all(codebook):
        if kind != "patterns":
            continue
        other, line = first.setdefault(
            parse_rule(pattern, elided=codebook.elided), (i, lines.of("themes", i, kind, j))
        )
        if other != i:
            what = f"'{pattern}' of '{codebook.themes[i].id}' is in '{codebook.themes[other].id}' too (line {line})"
            advice = "keep it in one, unless the same words should count for both"
            yield Fault(lines.source, what, advice, lines.of("themes", i, kind, j), "hint")


def _covered(codebook: Codebook, lines: Lines) -> Iterator[Fault]:
    for i, theme in enumerate(codebook.themes):
        rules = [(pattern, parse_rule(pattern, elided=codebook.elided)) for pattern in theme.patterns]
        # By what they begin with: in a large dictionary all pairs would be too many. One without a wildcard covers
        # none but itself, and the same words where they ask for capitals.
        wide: dict[str, list[tuple[str, Rule]]] = {}
        capitals = {_folded(rule.globs) for _, rule in rules if any(map(asks_for_capitals, rule.globs))}
        for wider, other in rules:
            if not other.company and (set("*?") & set(wider) or other.globs in capitals):
                wide.setdefault(folded(other.globs[0])[0], []).append((wider, other))
        for j, (pattern, rule) in enumerate(rules):
            for wider, other in itertools.chain.from_iterable(
                wide.get(key, ()) for key in dict.fromkeys((*"*?", folded(rule.globs[0])[0]))
            ):
                if wider != pattern and _covers(other.globs, rule.globs):
                    what = f"'{pattern}' finds nothing that '{wider}' does not find"
                    yield Fault(lines.source, what, "one is enough", lines.of("themes", i, "patterns", j), "hint")
                    break


def _short_names(codebook: Codebook, lines: Lines, document: Document | None) -> Iterator[Fault]:
    """Patterns with a short word that the file has in capitals, or the text has in capitals and in small letters."""
    listed = list(_all(codebook))
    capitals = [_short_in_capitals(pattern) for *_, pattern in listed]
    # A dictionary that is written in capitals throughout means nothing by them.
    tells = 2 * sum(map(bool, capitals)) <= len(listed)
    spellings: Counter[str] = Counter()
    if document is not None:
        tokens = token_table(document, elided=codebook.elided)
        spellings.update(document.text[start:end] for start, end in zip(tokens["start"], tokens["end"], strict=True))
    for (i, kind, j, pattern), name in zip(listed, capitals, strict=True):
        what = ""
        if tells and name:
            what = f"'{pattern}' matches '{name.lower()}' too, since case makes no difference"
        elif document is not None and _is_short_word(pattern):
            name, small = pattern.upper(), pattern.lower()
            if spellings[name] and spellings[small]:
                often = count_of(spellings[small], "time")
                what = f"'{pattern}' matches '{small}' too, {often} in {document.name}"
        if what:
            advice = f"if the short name is meant, ask for its capitals: {CAPITALS}{name}"
            yield Fault(lines.source, what, advice, lines.of("themes", i, kind, j), "hint")


def _short_in_capitals(pattern: str) -> str:
    """The first word of two to six letters that a pattern has in capitals only, without asking for them."""
    # What must stand near is written with capitals of its own, and decides nothing by itself.
    words = re.split(r"\s(?:NOT )?NEAR/", pattern, maxsplit=1)[0].replace("-", " ").split()
    short = (word for word in words if _is_short_word(word) and word.isupper())
    # Roman numbers are written so by anybody, and nothing else is.
    return next((word for word in short if not re.fullmatch("[IVX]+", word)), "")


def _is_short_word(pattern: str) -> bool:
    return pattern.isalpha() and 2 <= len(pattern) <= LONGEST_SHORT_NAME


def _idle(codebook: Codebook, lines: Lines) -> Iterator[Fault]:
    for i, theme in enumerate(codebook.themes):
        patterns = [_folded(parse_rule(pattern, elided=codebook.elided).globs) for pattern in theme.patterns]
        for j, exception in enumerate(theme.exceptions):
            globs = _folded(parse_rule(exception, elided=codebook.elided).globs)
            if not any(_can_block(globs, pattern) for pattern in patterns):
                what = (
                    f"the exception '{exception}' blocks nothing: no pattern of '{theme.id}' can match a part of it"
                )
                line = lines.of("themes", i, "exceptions", j)
                yield Fault(lines.source, what, "remove it, or correct its words", line, "warning")


def _counted(codebook: Codebook, lines: Lines, document: Document) -> Iterator[Fault]:
    words = document.word_count()
    listed = sorted({pattern for _, _, _, pattern in _all(codebook)})
    counts = count_matches(document, listed, elided=codebook.elided)
    for i, kind, j, pattern in _all(codebook):
        line = lines.of("themes", i, kind, j)
        if counts[pattern] >= TOO_MANY * words and words >= FEWEST_WORDS:
            what = f"'{pattern}' matches {counts[pattern]:,} times among the {words:,} words of {document.name}"
            yield Fault(lines.source, what, "make it narrower", line, "warning")
        elif counts[pattern] == 0 and kind == "patterns":
            yield Fault(lines.source, f"'{pattern}' matches nothing in {document.name}", "", line, "hint")


def _folded(globs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(folded, globs))


def _covers(wide: tuple[str, ...], narrow: tuple[str, ...]) -> bool:
    """Whether each stretch that the narrow one matches is matched by the wide one too, word for word."""
    return len(wide) == len(narrow) and all(_glob_covers(*pair) for pair in zip(wide, narrow, strict=True))


def _glob_covers(wide: str, narrow: str) -> bool:
    """As in matching a text, only that the text's ``*`` is taken by a ``*`` alone, and its ``?`` by either.

    One that asks for capitals covers none but itself.
    """
    if asks_for_capitals(wide):
        return wide == narrow
    narrow = folded(narrow)
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
