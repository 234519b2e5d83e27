"""Where the sentences of a paragraph end, by rules that a person can read.

A sentence ends at a full stop, a question or exclamation mark, or an ellipsis (with the quotation marks, brackets and
numbers of notes behind it), if another can begin there: with a capital, a digit, or a letter of a script without
capitals. The marks of Arabic are among these. It goes on:

1. before a small letter: ``"Will they fight?" he asked``; not in a paragraph that has no capital at all;
2. behind a question or exclamation that is quoted, before who says it: ``"Will they fight?" Mr. Biden asked``, or
   that stands in brackets within the sentence: ``The fleet (what fleet?) Moscow sent``;
3. behind the number or letter of a paragraph or an item: ``1. The parties``;
4. behind an ellipsis that stands by itself: ``The ... Russian fleet``, but for one of the ``starters`` (see 5);
5. behind an abbreviation. Some sentences do end with one; then the next word tells:

   - ``titles`` and ``never_last`` never end a sentence, nor does any abbreviation before a digit: ``5 Sept. 2024``;
   - ``before_numbers`` do not before a number, in Roman numerals too, a letter, or the symbol of a document:
     ``Art. IV``, ``Doc. A/79/1``; those of them that are words as well (``also_words``) are words before all else:
     ``He said no. Moscow agreed``;
   - ``often_last`` do before a capital: ``at 5 p.m. Ships left``, but ``at 5 p.m. Moscow time``;
   - all others, initials (``J. Smith``) and letters with full stops (``U.S.``, ``Ph.D.``) among them, do before a
     word that often begins sentences and hardly ever is a name: ``in the U.S. This``, but ``in the U.S. Senate``.
     These ``starters`` are the "frequent sentence starters" of T. Kiss and J. Strunk, Unsupervised Multilingual
     Sentence Boundary Detection (Computational Linguistics 32, 2006), given and not learnt from the text, so that
     where a sentence ends does not depend on what stands elsewhere.

   Which words these are, `sentence_rules` has for each language.

Two more ends: behind a mark without a blank, where a word stands before it and a capital behind (``the war.The``);
and behind a line that is a heading without being marked as one, as in scans and PDFs: one that begins a sentence, has
few words and no mark at its end, and would have had room for the word that begins the next line with a capital.

The full stops of Chinese and Japanese, and question and exclamation marks that are as wide, end a sentence always,
but before the end of a title (``《打？》``), and in Chinese behind a question or exclamation that is quoted, where
the sentence goes on, as in rule 2. A semicolon ends none: it stands within a sentence, in Chinese too (GB/T 15834).

``scripts/benchmark.py sentences`` measures these rules beside other splitters.
"""

import functools
import re
from collections.abc import Iterator
from unicodedata import category

from themeline.text.blocks import LONGEST_HEADING, LONGEST_LINE
from themeline.text.sentence_rules import Rules, rules_of
from themeline.text.tokens import ALONE, SOFT_HYPHEN, UNSEEN, without_elision

# A line that is a heading and the next word together take at most so much of the paragraph's width.
WIDEST = 0.75

_BLANKS = re.compile(r"\s*")
# No reader sees these, or they are the mark of a note; a soft hyphen at a line's end is seen.
_UNREAD = re.compile(rf"(?!{SOFT_HYPHEN}[ \t]*[\r\n])[{UNSEEN}⁰¹²³⁴-⁹]")
_UNSEEN_REST = re.compile(f"[{UNSEEN}]+")
_BRACKETS = {")": "(", "]": "[", "}": "{"}
# Of Arabic the question mark, of Urdu the full stop too.
_STOPS, _ASKING, _MARKS = ".۔", "?!؟", ".۔?!؟…"
_QUOTES = "\"'“”‘’«»‹›„"
_NOTE = r"\[(?:\d{1,3}|[a-z](?:,[a-z])*)\]|\(\d{1,3}\)"
# In French a blank stands before the last of these.
_APART = r"[ \u00a0\u202f]»"


def _place(close: str) -> re.Pattern[str]:
    """What may end a sentence; ``close`` is what may stand behind a mark.

    A long row of marks, as in a table of contents, is one place, and not looked at again from each of its marks.
    """
    return re.compile(
        r"(?P<always>[。！？]++(?!》)[」』”’）]*)"
        rf"|(?<![{_MARKS}])(?P<mark>[{_MARKS}]++)(?P<close>{close})(?P<note>(?:{_NOTE})+|\d{{1,3}}(?=\s)|)"
        rf"(?P<gap>\s+|(?=[{_QUOTES}(\[]?[^\W\d_]))"
        r"|(?P<line>[\r\n]+)"
    )


_PLACE = _place(rf"[{_QUOTES})\]}}]*+")
_PLACE_APART = _place(rf"(?:[{_QUOTES})\]}}]|{_APART})*+")
_OPENING = re.compile(rf"[\s{_QUOTES}(\[{{¿¡•*–—-]*")
_NEXT_WORD = re.compile(r"\w+(?:['’&-]\w+)*")
# So many letters before and behind a mark are looked at, so that the time does not grow with the paragraph's square.
_REACH, _FAR = 40, 400
_TOKEN = re.compile(r"[^\W_]+(?:[.'’&][^\W_]+)*$")
_LETTERS = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,3}|[^\W\d_]")
_ITEM = re.compile(r"[(\[]?(?:\d{1,3}(?:\.\d{1,2})*|[^\W\d_]|[IVXLC]{2,7}|[ivxlc]{2,7})\.[)\]]?")
_LABEL = re.compile(rf"\(?(?:[^\W\d_]|[ivxlc]{{2,5}})[.)]\s+[{_QUOTES}]?[A-Z]")
_LISTED = re.compile(r"[:;؛،]\s*\(?\d{1,2}$")
_NUMBER = re.compile(r"[(\[]?(?:[IVXLCDM]{2,}|[A-Z]{1,4}[/-][A-Z0-9]|[A-Z])(?![^\W_]|['’])")
_LETTER_AS_WORD = re.compile(r"[AI]\s+[a-z]")
# What goes on behind a quotation in Chinese: a particle, or who says it.
_GOES_ON_IN_CHINESE = re.compile(
    r"[的等和与之这及，、；：]|[^，。！？；：“”]{0,12}?(?:[说道问称喊答]|表示|指出|强调)[，。：]"
)
_SMALL_PREFIX = re.compile(r"(?:[^\W\d_]|a[dlnrst]-|ash-|el-)[A-Z]")
# A word, and not the end of an address or a file's name.
_WORD = re.compile(r"[^\W\d_]{3}$")
_WORD_OR_YEAR = re.compile(r"[^\W\d_]{3}$|\b\d{4}$|[)\]]$")
_GLUED = re.compile(r"(?!(?:Com|Net|Org|Gov|Edu|Info|Js)\b)(?:[^\W\d_][^\W\d_]+(?![\w.@/])|[AI]\s)")


def sentence_spans(paragraph: str, language: str = "en") -> list[tuple[int, int]]:
    """Split a paragraph into sentences.

    Args:
        paragraph: its text, with its line ends.
        language: its code; one that has no rules in `sentence_rules` is split by those of English.

    Returns:
        Start and end of each sentence in the paragraph, without the blanks around it. All words are in one.
    """
    rules = rules_of(language)
    if not _UNREAD.search(paragraph):
        return list(_spans(paragraph, rules))
    unread = {match.start() for match in _UNREAD.finditer(paragraph)}
    kept = [place for place in range(len(paragraph)) if place not in unread]
    read = "".join([paragraph[place] for place in kept])
    return [(kept[start], _with_rest_of_word(paragraph, kept[end - 1] + 1)) for start, end in _spans(read, rules)]


def _with_rest_of_word(paragraph: str, end: int) -> int:
    """Where a word that a sentence ends with ends itself: behind its marks that no reader sees."""
    unseen = _UNSEEN_REST.match(paragraph, end) if category(paragraph[end - 1])[0] in "LMN" else None
    return unseen.end() if unseen else end


def _spans(text: str, rules: Rules) -> Iterator[tuple[int, int]]:
    last = len(text.rstrip())
    start = len(text) - len(text.lstrip())
    capitals = text != text.lower()
    width = max(map(len, text.splitlines()), default=0)
    for place in (_PLACE_APART if rules.elided else _PLACE).finditer(text, start, last):
        if place["line"]:
            ends = _is_heading(text, start, place, width, rules)
        elif place["always"]:
            ends = not rules.is_chinese or _ends_in_chinese(text, place)
        else:
            ends = _ends(text, start, place, rules, capitals=capitals)
        if ends and place.end() < last:
            yield start, start + len(text[start : place.end()].rstrip())
            start = _BLANKS.match(text, place.end()).end()  # type: ignore[union-attr]
    if start < last:
        yield start, last


def _following(text: str, place: int) -> str:
    """What comes next, without the quotation marks and the like before it."""
    begin = _OPENING.match(text, place).end()  # type: ignore[union-attr]
    return text[begin : begin + _REACH]


def _ends_in_chinese(text: str, place: re.Match[str]) -> bool:
    """Whether a sentence ends at a full stop, question or exclamation mark of Chinese, and what closes behind it."""
    marks, following = place["always"], text[place.end() : place.end() + _REACH]
    return marks[-1] not in "」』”’" or "。" in marks or _GOES_ON_IN_CHINESE.match(following) is None


def _ends(text: str, start: int, place: re.Match[str], rules: Rules, *, capitals: bool) -> bool:
    """Whether the sentence that began at ``start`` ends at a mark."""
    following, stop = _following(text, place.end()), place.start()
    before = text[max(start, stop - _REACH) : stop]
    if not (_may_begin(following, capitals=capitals) or _LABEL.match(text, place.end())):
        return False
    if not place["gap"] and not _is_glued(before, following, rules):
        # In Chinese a mark as narrow as in English has no blank behind it.
        return rules.is_chinese and place["mark"][-1] in "?!" and ALONE.match(following) is not None
    # A number behind a word's full stop is that of a note; else it goes on with the number.
    if place["note"].isdigit() and not _WORD.search(before):
        return False
    if place["mark"] not in _STOPS:
        return _ends_aloud(text, start, place, following, rules)
    if _LISTED.search(before) or _ITEM.fullmatch(text[start : min(stop + 1, start + _REACH)] + place["close"]):
        return False
    token = _TOKEN.search(before)
    if token:
        return _ends_with(token[0], following, rules, capitals=capitals)
    # Behind another one it is part of an ellipsis with blanks in it.
    return before.rstrip()[-1:] not in (".", "…", "•") or _is_starter(following, rules)


def _may_begin(following: str, *, capitals: bool) -> bool:
    """Whether a sentence can begin here."""
    first = following[:1]
    if first.islower():
        return not capitals or _SMALL_PREFIX.match(following) is not None
    return first.isalnum() or (first != "" and first in "$€£¥§#@&")


def _is_glued(before: str, following: str, rules: Rules) -> bool:
    """Whether two sentences are here without a blank between, and no number, address, or name of a file."""
    if not (following[:1].isupper() or "\u0620" <= following[:1] <= "\u064a") or _GLUED.match(following) is None:
        return False
    return _WORD_OR_YEAR.search(before) is not None or (_is_starter(following, rules) and before[-2:].isalpha())


def _ends_aloud(text: str, start: int, place: re.Match[str], following: str, rules: Rules) -> bool:
    """Whether a sentence ends at a question or exclamation mark, or an ellipsis."""
    stop, begin = place.start(), max(start, place.start() - _FAR)
    if not any(mark in place["mark"] for mark in _ASKING):
        alone = stop == start or text[stop - 1].isspace() or text[stop - 1] in _QUOTES
        return not alone or _is_starter(following, rules)
    for bracket in place["close"]:
        opened = text.rfind(_BRACKETS[bracket], begin, stop) if bracket in _BRACKETS else -1
        if opened > start and text[max(start, opened - _REACH) : opened].strip(_QUOTES + " "):
            return False
    quoted = any(letter in _QUOTES for letter in place["close"])
    return not (quoted and not _is_starter(following, rules) and _speaks(following, rules.saying))


def _speaks(following: str, saying: tuple[str, ...]) -> bool:
    """Whether somebody's name comes next, and that he says something; in Arabic that comes first."""
    return bool(saying) and _speaker(saying).match(following) is not None


@functools.cache
def _speaker(saying: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:[^\W\d_][\w.'’-]*\s+){{0,4}}?(?:{'|'.join(saying)})\b")


def _ends_with(token: str, following: str, rules: Rules, *, capitals: bool) -> bool:
    """Whether a sentence ends with a full stop behind this word."""
    name = token.lower().replace("’", "'")
    if rules.elided:
        token, name = without_elision(token), without_elision(name)
    letters = _LETTERS.fullmatch(token) is not None and not (len(token) == 1 and token.islower())
    if not letters and name not in rules.abbreviations:
        return True
    if not following[:1].isalpha() or name in rules.titles:
        return False
    if len(token) == 1 and token.isupper() and name not in rules.before_numbers:
        # The initial of a name, which may go on with "de" or "Le".
        return _is_starter(following, rules) and _next_word(following) not in rules.in_names
    if name in rules.never_last:
        return False
    if name in rules.before_numbers and _NUMBER.match(following):
        as_word = name in rules.also_words and token.islower() and _LETTER_AS_WORD.match(following)
        return bool(as_word)
    if name in rules.also_words and (token.islower() or name == "no"):
        return True
    if name in rules.often_last and capitals:
        return name == "etc" or _next_word(following) not in rules.goes_on
    return _is_starter(following, rules)


def _next_word(following: str) -> str:
    word = _NEXT_WORD.match(following)
    return word[0].lower().replace("’", "'").partition("'")[0] if word else ""


def _is_starter(following: str, rules: Rules) -> bool:
    """Whether the next word is one of the starters, and no abbreviation or initial."""
    word = _NEXT_WORD.match(following)
    return word is not None and _next_word(following) in rules.starters and following[word.end() :][:1] != "."


def _is_heading(text: str, start: int, place: re.Match[str], width: int, rules: Rules) -> bool:
    """Whether the sentence so far is a heading, behind which the text goes on in a line of its own."""
    if place.start() - start >= LONGEST_LINE:
        return False
    sentence, following = text[start : place.start()].rstrip(), _following(text, place.end())
    words = sentence.split()
    if not words or len(words) > LONGEST_HEADING or not (words[0][0].isupper() or words[0][0].isdigit()):
        return False
    if not sentence[-1].isalnum() or words[-1].lower() in rules.run_on or not following[:1].isupper():
        return False
    line = f"{sentence.splitlines()[-1]} {following.split(maxsplit=1)[0]}"
    return len(line) <= WIDEST * width
