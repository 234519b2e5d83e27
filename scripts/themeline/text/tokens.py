"""What a word is, and the form in which words are compared: typography makes no difference."""

import functools
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator

import regex

# Joined inside a word by any of these; folded to the first of each.
HYPHENS = "-\u2010\u2011\ufe63\uff0d"
APOSTROPHES = "'\u2018\u2019\u02bc\uff07"
SOFT_HYPHEN = "\u00ad"
# Marks that stand inside words without being seen: soft hyphen, zero-width characters, marks of direction.
INVISIBLE = f"{SOFT_HYPHEN}\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
# In Arabic most writers leave out the vowel marks, and lengthen a word by a stroke (tatweel) as it looks best: words
# are the same with and without. Some PDFs have forms of their own for marks.
ARABIC_MARKS = r"\u0640\u064b-\u0652\u0670\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe74\ufe76-\ufe7f"
# What makes no difference between words, and no match longer than another.
UNSEEN = INVISIBLE + ARABIC_MARKS
# In these scripts nothing parts words: each character counts as one, as in Unicode's default (UAX 29).
ALONE_LETTERS = r"\p{Han}\p{Hiragana}"
ALONE = regex.compile(f"[{ALONE_LETTERS}]")
# Raised digits are marks of notes, so they are not part of a word (nor are fractions).
_LETTERS_AND_DIGITS = r"\p{L}\p{Nd}\p{Nl}"
_LETTERS = (
    rf"[[{_LETTERS_AND_DIGITS}]--[{ALONE_LETTERS}{UNSEEN}]]"
    rf"[[{_LETTERS_AND_DIGITS}\p{{M}}{UNSEEN}]--[{ALONE_LETTERS}]]*+"
)
_LINE_END = r"[ \t]*+(?:\r\n|\r|\n)[ \t]*+"
# In "pre- and post-war" the hyphen stands for what follows later, so it joins nothing at a line's end either.
SUSPENDING = ("and", "or", "nor", "to", "und", "oder", "et", "ou")
_SUSPENDED = rf"(?!(?:{'|'.join(SUSPENDING)})\b)"
_JOINT = rf"(?:[{HYPHENS}](?:{_LINE_END}{_SUSPENDED})?|[{APOSTROPHES}]|(?<={SOFT_HYPHEN}){_LINE_END})[{UNSEEN}]*+"
WORD = regex.compile(
    rf"[{ALONE_LETTERS}][\p{{M}}{UNSEEN}]*|{_LETTERS}(?:{_JOINT}{_LETTERS})*+",
    regex.V1,
)
# A longer word is data written in letters, and matching one may take gigabytes of memory.
LONGEST_WORD = 1_000_000
# Between words: what is part of none; white space that no hyphen stands before; any character that is a word alone.
_BREAK = rf"[^{HYPHENS}{APOSTROPHES}\s{_LETTERS_AND_DIGITS}\p{{M}}{UNSEEN}]|(?<![{HYPHENS}]\r?)\s|[{ALONE_LETTERS}]"
_NEXT_BREAK, _LAST_BREAK = regex.compile(_BREAK, regex.V1), regex.compile(rf"(?r){_BREAK}", regex.V1)
# In French these lose their last letter before a vowel, and are written with the word behind: "l'armée", "d'armes".
ELIDED = "c|d|j|l|m|n|s|t|qu|jusqu|lorsqu|puisqu|quoiqu"
ELIDING = ("fr",)
_ELISION = regex.compile(rf"(?<![^-])({ELIDED})'")
# What may stand between two words of a phrase: a hyphen, white space, or nothing, which there is only at a character
# that is a word.
BETWEEN = regex.compile(rf"[{HYPHENS}](?:{_LINE_END})?|[\s{UNSEEN}]*", regex.V1)

# Between two parts of one word, where what is elided is a part.
BETWEEN_PARTS = regex.compile(rf"{BETWEEN.pattern}|[{APOSTROPHES}][{UNSEEN}]*", regex.V1)

_PART = regex.compile(rf"[^{HYPHENS}]+")
_APOSTROPHE = regex.compile(rf"[{APOSTROPHES}][{UNSEEN}]*+")
_AT_LINE_END = regex.compile(rf"[{HYPHENS}]{_LINE_END}")
_SOFT_END = regex.compile(rf"{SOFT_HYPHEN}{_LINE_END}")
_REMOVED = regex.compile(rf"[{UNSEEN}]|{_LINE_END}", regex.V1)
# The digits of Arabic, and those of Persian and Urdu; NFKC leaves them as they are.
_DIGITS = {digits[value]: str(value) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value in range(10)}
_FOLDED = str.maketrans(dict.fromkeys(HYPHENS, "-") | dict.fromkeys(APOSTROPHES, "'") | _DIGITS)


def too_long_word(text: str) -> int | None:
    """Where a word of more than `LONGEST_WORD` characters begins, or None where a text has none.

    Such a word fills a part of half its length, wherever that begins. So a text is looked at in such parts, and of
    most of these only so far as the first break between words.
    """
    end, part = 0, LONGEST_WORD // 2
    for begin in range(0, len(text) - part, part):
        if begin < end or _NEXT_BREAK.search(text, begin, begin + part):
            continue
        before, after = _LAST_BREAK.search(text, 0, begin), _NEXT_BREAK.search(text, begin)
        start, end = before.end() if before else 0, after.start() if after else len(text)
        if end - start > LONGEST_WORD and WORD.search(text, start, start + part):
            return start
    return None


@functools.lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Bring words to the form in which they are compared: no case, one hyphen, one apostrophe, NFKC, one line.

    No marks that `UNSEEN` has, and one kind of digits.

    >>> fold("أُمّة"), fold("ســلاح"), fold("٢٠٢٤")
    ('أمة', 'سلاح', '2024')
    """
    if text.isascii() and text.isprintable():
        return text.lower()
    return spelled(text).casefold()


def spelled(text: str) -> str:
    """Words folded in all but their case: see `fold`."""
    return unicodedata.normalize("NFKC", _REMOVED.sub("", text).translate(_FOLDED))


def keys_of(words: Iterable[str]) -> list[str]:
    """Fold the words of a text, and decide of each hyphen at a line's end whether it is the word's own.

    A soft hyphen never is. In a text that has soft hyphens at the ends of lines, any other is. Elsewhere it is where
    the text has the word with its hyphen in the middle of a line, and not where it has it without; where it has
    neither, it is where a capital or a digit follows ("Indo-/Pacific").
    """
    listed = list(words)
    broken = {word for word in listed if "\n" in word or "\r" in word}
    if not broken:
        return [fold(word) for word in listed]
    known = Counter(fold(word) for word in listed if word not in broken)
    keys = keys_of_broken(broken, known.__getitem__, {len(word) for word in known})
    return [keys.get(word) or fold(word) for word in listed]


def keys_of_broken(broken: Collection[str], times: Callable[[str], int], lengths: Collection[int]) -> dict[str, str]:
    """Fold words with a line's end in them, as `keys_of` does.

    Args:
        broken: all such words of a text, each once.
        times: how often the text has another word, folded.
        lengths: of its other words, folded.
    """
    softly = any(_SOFT_END.search(word) for word in broken)
    return {word: _unbroken(word, times, lengths, softly=softly) for word in broken}


def with_elisions_cut(key: str) -> str:
    """The key of a French word with a hyphen behind what is elided in it, so that it is a part of its own.

    >>> with_elisions_cut("l'armée"), with_elisions_cut("côte-d'ivoire"), with_elisions_cut("aujourd'hui")
    ('l-armée', 'côte-d-ivoire', "aujourd'hui")
    """
    return _ELISION.sub(r"\1-", key) if "'" in key else key


def without_elision(word: str) -> str:
    """A French word, as it is spelled or folded, without what is elided before it: ``armée`` for "l'armée"."""
    first, *rest = _APOSTROPHE.split(word, maxsplit=1)
    return rest[0] if rest and _ELISION.fullmatch(f"{fold(first)}'") else word


def parts_of(word: str, key: str) -> Iterator[tuple[int, int, str]]:
    """The parts of a word between its hyphens, and where its key is cut behind what is elided: start and end in the
    word, and its part of the key."""
    if "-" not in key:
        yield 0, len(word), key
        return
    wanted = iter(key.split("-"))
    part = next(wanted)
    start, met = None, ""
    for piece in _PART.finditer(word):
        begin, letters = piece.start(), piece.group()
        apostrophe = _APOSTROPHE.search(letters)
        if apostrophe and met + fold(letters[: apostrophe.start()]) == part:
            behind = begin + apostrophe.start()
            yield (begin + len(letters) - len(letters.lstrip()) if start is None else start), behind, part
            part, start, met = next(wanted, ""), None, ""
            begin, letters = begin + apostrophe.end(), letters[apostrophe.end() :]
        # Behind a hyphen at a line's end stands the line's end, with its blanks.
        start = begin + len(letters) - len(letters.lstrip()) if start is None else start
        # A part whose hyphen at a line's end was none of its own comes in several pieces.
        met += fold(letters)
        if met == part:
            yield start, piece.end(), part
            part, start, met = next(wanted, ""), None, ""


def _unbroken(word: str, times: Callable[[str], int], lengths: Collection[int], *, softly: bool) -> str:
    """The key of a word with a line's end in it, by how often the text has other words, and their lengths.

    A word of many lines is put together once: only where another word is as long as the part up to a line's end
    is it looked up, which takes as long as the part.
    """
    pieces = _AT_LINE_END.split(word)
    parts = [fold(pieces[0])]
    length = len(parts[0])
    for piece in pieces[1:]:
        following = fold(piece)
        length += len(following)
        joined = times("".join(parts) + following) if length in lengths else 0
        hyphenated = times(f"{''.join(parts)}-{following}") if length + 1 in lengths else 0
        own = softly or hyphenated > joined or (hyphenated == joined and not piece[0].islower())
        parts.append(f"-{following}" if own else following)
        length += own
    return "".join(parts)
