"""How a pattern is written and read: the wildcards of its words, and what must (not) stand near."""

import functools
import re
from dataclasses import dataclass
from typing import Annotated

import regex
from pydantic import AfterValidator, Field

from themeline.dictionary.wildcards import CAPITALS, folded
from themeline.text.tokens import ALONE, ALONE_LETTERS, ELIDED, WORD, spelled
from themeline.text.wording import single_spaced

LONGEST_PATTERN = 12


MOST_CHARACTERS = 300


LONE_STAR = "*"


WIDEST = 100


QUOTES = '"“”„«»'


_ELISION = re.compile(rf"(?<![^\s-])({CAPITALS})?({ELIDED})'", re.IGNORECASE)
_QUOTE = re.compile(f"[{QUOTES}]")
# A character that is a word, and what goes on behind it with letters or digits: 歼20.
_BEFORE_LETTERS = regex.compile(rf"[{ALONE_LETTERS}]\p{{M}}*+(?=[\p{{L}}\p{{Nd}}\p{{Nl}}])")
_COMPANY = re.compile(r"\s+(NOT\s+)?NEAR/([0-9]{1,4})\s+")


# A dictionary repeats what must not stand near in hundreds of its patterns.
@functools.lru_cache(maxsize=50_000)
def parse_pattern(pattern: str, *, elided: bool = False) -> tuple[str, ...]:
    """Split a pattern into the folded globs of its words: ``"Sea-based *"`` gives ``("sea", "based", "*")``.

    A word that asks for capitals keeps them, and its mark: ``"CAPS/UN Charter"`` gives ``("CAPS/UN", "charter")``.
    Where what is ``elided`` is a word of its own, ``"course d'armements"`` gives ``("course", "d", "armements")``.

    Raises:
        ValueError: it has no word, more than `LONGEST_PATTERN`, or a mark that no word has; or a word asks for
            capitals and has none.
    """
    if _QUOTE.search(pattern):
        raise ValueError(f"pattern '{pattern}' contains a quotation mark; remove it")
    globs = []
    spelling = spelled(single_spaced(pattern))
    if elided:
        spelling = _ELISION.sub(r"\2 \1", spelling)
    spaced = spelling.replace("-", " ")
    if ALONE.search(spaced):
        spaced = _BEFORE_LETTERS.sub(r"\g<0> ", ALONE.sub(r" \g<0>", spaced))
    for piece in spaced.split():
        glob = _glob_of(piece)
        if not glob:
            shown = piece if piece.startswith(CAPITALS) else piece.casefold()
            raise ValueError(
                f"pattern '{pattern}': '{shown}' is not a word; use letters, digits, *, ? and apostrophes"
            )
        if glob == CAPITALS:
            raise ValueError(
                f"pattern '{pattern}': '{piece}' asks for capitals but has none; write it as the name is written"
            )
        globs.append(glob)
    if all(not folded(glob).strip("*?") for glob in globs):
        raise ValueError(f"pattern '{pattern}' has no letters, so it would match any word")
    if len(globs) > LONGEST_PATTERN:
        raise ValueError(f"pattern '{pattern[:60]}…' has more than {LONGEST_PATTERN} words")
    return tuple(globs)


@functools.lru_cache(maxsize=20_000)
def _glob_of(piece: str) -> str:
    """The glob of a pattern's word: empty for what is not a word, `CAPITALS` alone where those asked for are missing.

    A dictionary has many patterns of few words: each word is looked at once.
    """
    spelling = piece.removeprefix(CAPITALS)
    while "**" in spelling:
        spelling = spelling.replace("**", "*")
    glob = spelling.casefold()
    letters = glob.rstrip("*") if ALONE.match(glob) else glob.replace("*", "a").replace("?", "a")
    if WORD.fullmatch(letters) is None:
        return ""
    if not piece.startswith(CAPITALS):
        return glob
    return CAPITALS + spelling if any(letter.isupper() for letter in spelling) else CAPITALS


@dataclass(frozen=True)
class Proximity:
    """What must stand within so many words of a match, or must not: one of these, each the globs of its words."""

    wanted: bool
    within: int
    patterns: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Rule:
    """A pattern, read: the globs of its words, and the company that it must be in."""

    globs: tuple[str, ...]
    company: tuple[Proximity, ...] = ()


def parse_rule(pattern: str, *, elided: bool = False) -> Rule:
    """Read a pattern: ``"missile* NEAR/10 basing|deploy* NOT NEAR/3 test*"``; ``elided`` as of `parse_pattern`.

    Raises:
        ValueError: as of `parse_pattern`, or the number of words is not from 1 to `WIDEST`, or there are more than
            `MOST_CHARACTERS`.
    """
    return _rule(pattern, elided)


@functools.lru_cache(maxsize=50_000)
def _rule(pattern: str, elided: bool) -> Rule:
    if len(pattern) > MOST_CHARACTERS:
        raise ValueError(f"pattern '{pattern[:60]}…' has more than {MOST_CHARACTERS} characters")
    words, *rest = _COMPANY.split(pattern)
    company = []
    for negation, number, alternatives in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        if not 1 <= int(number) <= WIDEST:
            raise ValueError(f"pattern '{pattern}': NEAR/{number} is not from 1 to {WIDEST} words")
        patterns = tuple(parse_pattern(alternative, elided=elided) for alternative in alternatives.split("|"))
        company.append(Proximity(not negation, int(number), patterns))
    return Rule(parse_pattern(words, elided=elided), tuple(company))


def _checked(pattern: str) -> str:
    parse_rule(pattern)
    return pattern


Pattern = Annotated[str, AfterValidator(_checked), Field(max_length=MOST_CHARACTERS)]
