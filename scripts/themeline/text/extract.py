"""Reads a text from a file of any kind, told by its content and not by its name."""

import codecs
import io
import json
import re
import zipfile
from dataclasses import replace
from html import unescape
from pathlib import Path

from themeline.errors import InputError, input_error
from themeline.io.files import read_bytes
from themeline.text.blocks import without
from themeline.text.extracted import PLAIN, Reading
from themeline.text.formats import docx, html, markdown, pdf
from themeline.text.printed import without_printed_lines
from themeline.text.tokens import LONGEST_WORD, WORD, too_long_word
from themeline.text.wording import count_of

LARGEST_TEXT = 100_000_000
# The endings of files that are looked for in a folder of texts.
ENDINGS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx")

_READERS = {pdf.KIND: pdf.read_pdf, docx.KIND: docx.read_word}
# What other files begin with, and what to do with them.
_OTHERS = {
    b"\x89PNG": ("a picture (PNG)", "give its text"),
    b"\xff\xd8\xff": ("a picture (JPEG)", "give its text"),
    b"GIF8": ("a picture (GIF)", "give its text"),
    b"RIFF": ("a picture or a sound (RIFF)", "give its text"),
    b"II*\0": ("a picture (TIFF)", "give its text"),
    b"MM\0*": ("a picture (TIFF)", "give its text"),
    b"\xd0\xcf\x11\xe0": ("an old Office file", "save it as .docx"),
    b"{\\rtf": ("RTF", "save it as .docx or as plain text"),
    b"\x1f\x8b": ("packed (gzip)", "unpack it"),
    b"7z\xbc\xaf": ("packed (7z)", "unpack it"),
    b"%!PS": ("PostScript", "save it as PDF"),
}
_MARKS = {
    b"\xef\xbb\xbf": "utf-8",
    b"\xff\xfe\0\0": "utf-32-le",
    b"\0\0\xfe\xff": "utf-32-be",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
}
# The old code pages that are considered, the most usual first.
_CODE_PAGES = (
    "cp1252 cp1250 cp1251 koi8_r cp1253 cp1254 cp1255 cp1256 cp1257 iso8859_2 iso8859_15 mac_roman mac_cyrillic "
    "cp437 cp850 cp852 cp866"
).split()
# Those of Chinese, Japanese and Korean, in whose texts at least this part of the bytes is beyond ASCII.
_CHARACTER_PAGES = ["gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"]
MANY = 0.25
_HTML = re.compile(
    r"(?:\s|<!--.*?-->|<\?xml[^>]*\?>)*(?:<!doctype html|<(?:html|head|body|meta|title|link|style|script|base)[\s>])",
    re.I | re.S,
)
_FRAGMENT = re.compile(r"\s*<(p|div|article|section|main|h[1-6]|table|ul|ol|span|blockquote)[\s>]", re.IGNORECASE)
# In a text that is not a page: what a table or an export has left in it. A raised number is the mark of a note.
_TAG = re.compile(
    r"<sup>[\s\[(]{0,3}\d{1,3}[\s\])]{0,3}</sup>"
    r"|</?(?:a|b|big|blockquote|br|center|cite|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|q|s|small|span|strong|sub|sup"
    r"|table|tbody|td|th|thead|tr|u|ul)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(
    r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|amp|apos|gt|lt|nbsp|quot|[lr][sd]quo|[mn]dash|hellip);", re.IGNORECASE
)
# Notes whose numbers stand elsewhere (behind a mark, say) between two at the ends of words; fewer notes may be none;
# and no word with a number behind it is longer.
NOTES_BETWEEN, FEWEST_NOTES, LONGEST_NOTED = 4, 3, 40
# That a letter is before it is asked after the first digit, by which it is found fast.
_COUNTED = re.compile(r"[1-9](?<=[^\W\d_][1-9])[0-9]{0,2}(?![\w.,]\w|\w)")
_FIRST_COUNTED = re.compile(r"1(?<=[^\W\d_]1)(?![\w.,]\w|\w)")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)
_WEB = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,2000}(?<![.,;:!?)\]}'»”’])")
_LONGEST_LOCAL = 64
_MAIL = re.compile(rf"[\w.+-]{{1,{_LONGEST_LOCAL}}}@[\w-]{{1,255}}(?:\.[\w-]{{1,63}}){{1,8}}")


def read_source(path: Path | str) -> Reading:
    """Read a text from plain text, Markdown, HTML, PDF, or a Word document.

    Raises:
        InputError: the file cannot be read, is of another kind, is damaged, or holds no words.
    """
    return read_content(path, read_bytes(path, largest=LARGEST_TEXT))


def read_content(path: Path | str, content: bytes) -> Reading:
    """Read a text from the content of a file, wherever that is from; as `read_source`."""
    notes: tuple[str, ...] = ()
    whole = True
    kind = _binary_kind(path, content)
    if not kind:
        text, whole, notes = decode(path, content)
        kind = _text_kind(path, text)
    try:
        reading = _READERS[kind](content) if kind in _READERS else _read_text(kind, text)
    except ValueError as error:
        raise input_error(path, f"is a {kind} file that {error}", "give its text in another form") from None
    if notes or not whole:
        reading = replace(reading, whole=False, notes=(*notes, *reading.notes))
    return _without_addresses(path, reading)


def read_string(source: str, text: str) -> Reading:
    """Read a text that is already decoded: plain text, Markdown, or HTML.

    Raises:
        InputError: it holds no words, or is damaged.
    """
    _refuse_nul(source, text)
    kind = _text_kind(source, text)
    try:
        reading = _read_text(kind, text)
    except ValueError as error:
        raise input_error(source, f"is a {kind} file that {error}", "give its text in another form") from None
    return _without_addresses(source, reading)


def _read_text(kind: str, text: str) -> Reading:
    if kind == html.KIND:
        return html.read_html(text)
    shorter, left = without_printed_lines(text)
    reading = markdown.read_markdown(shorter) if kind == markdown.KIND else _read_plain(shorter)
    # Where lines are gone, offsets do not count in the file any more.
    return replace(reading, whole=False, notes=(*left, *reading.notes)) if left else reading


def _read_plain(text: str) -> Reading:
    """A plain text; tags of HTML in it are set aside, and what stands for a character becomes it; both are said."""
    # Nearly all texts have none of the signs, which is found at once.
    marks = [match[0] for sign, of in (("<", _TAG), ("&", _ENTITY)) if sign in text for match in of.finditer(text)]
    if not marks:
        notes = _glued_notes(text)
        return Reading(text, aside=tuple(notes), notes=_said_of_glued(text, notes))
    plain = _ENTITY.sub(lambda match: unescape(match[0]), text)
    note = (
        f"it has {count_of(len(marks), 'mark')} of HTML in it (such as {marks[0][:20]}), which do not count as words"
    )
    notes = _glued_notes(plain)
    aside = tuple(sorted([*(match.span() for match in _TAG.finditer(plain)), *notes]))
    return Reading(plain, whole=plain == text, aside=aside, notes=(note, *_said_of_glued(plain, notes)))


def _glued_notes(text: str) -> list[tuple[int, int]]:
    """Where the numbers of notes are that copying has put to the ends of words (``missiles1``); none where in doubt.

    They stand behind different words (not ``group1``, ``group2``) and count up from 1, each at most `NOTES_BETWEEN`
    more than the one before; there are `FEWEST_NOTES` at least.
    """
    found: list[tuple[int, int]] = []
    words: set[str] = set()
    last = 0
    # The first of them is a 1: a single digit is found several times as fast as any, and most texts have none.
    first = _FIRST_COUNTED.search(text)
    for match in _COUNTED.finditer(text, first.start()) if first else ():
        if not last < int(match[0]) <= last + (NOTES_BETWEEN if last else 1):
            continue
        word = _word_before(text, match.start())
        if len(word) > 2 and word[1:].islower() and word not in words:
            found.append(match.span())
            words.add(word)
            last = int(match[0])
    return found if len(found) >= FEWEST_NOTES else []


def _word_before(text: str, place: int) -> str:
    """The letters before a place, at most as many as a long word has."""
    begin = place
    while begin and place - begin < LONGEST_NOTED and text[begin - 1].isalpha():
        begin -= 1
    return text[begin:place]


def _said_of_glued(text: str, notes: list[tuple[int, int]]) -> tuple[str, ...]:
    if not notes:
        return ()
    start, end = notes[0]
    first = _word_before(text, start) + text[start:end]
    return (f"{count_of(len(notes), 'number')} of notes at the ends of words (such as {first}) are not part of them",)


def _without_addresses(source: Path | str, reading: Reading) -> Reading:
    addresses = _addresses(reading.text)
    if addresses:
        reading = replace(reading, aside=tuple(sorted((*reading.aside, *addresses))))
    _refuse_what_has_no_words(source, without(reading.text, reading.aside))
    return reading


def _refuse_what_has_no_words(source: Path | str, text: str) -> None:
    """Refuse a text without words, and one with a word that can be none.

    Raises:
        InputError: of the latter with its line and offset.
    """
    offset = too_long_word(text)
    if offset is not None:
        what = f"holds a word of more than {LONGEST_WORD:,} letters, from offset {offset:,} on, so it is not a text"
        line = text.count("\n", 0, offset) + 1
        raise input_error(source, what, "remove what is data and not words", line=line)
    if WORD.search(text) is None:
        raise input_error(source, "holds no words", "give a text")


def _addresses(text: str) -> list[tuple[int, int]]:
    """Web and mail addresses, looked for where the signs are that each of them has."""
    begins = [(match.start(), _WEB) for match in re.finditer(r"https?://|www\.", text)] if _may_have_web(text) else []
    if "@" in text:
        begins += [(_begin_of_local(text, match.start()), _MAIL) for match in re.finditer("@", text)]
    found: list[tuple[int, int]] = []
    for begin, pattern in sorted(begins, key=lambda pair: (pair[0], pair[1] is _MAIL)):
        match = pattern.match(text, begin) if not found or begin >= found[-1][1] else None
        if match:
            found.append(match.span())
    return found


def _may_have_web(text: str) -> bool:
    # A single character is looked for many times as fast as several, and several faster from the end.
    return ("/" in text and text.rfind("://") >= 0) or text.rfind("www.") >= 0


def _begin_of_local(text: str, sign: int) -> int:
    """Where the words before an @ begin."""
    begin = sign
    while begin and sign - begin <= _LONGEST_LOCAL and (text[begin - 1].isalnum() or text[begin - 1] in "_.+-"):
        begin -= 1
    return begin


def refuse_what_is_no_text(path: Path) -> None:
    """Look at a file, without reading it whole where that takes long.

    Raises:
        InputError: as `read_source` would, but for what only shows when a PDF or a Word document is read.
    """
    content = read_bytes(path, largest=LARGEST_TEXT)
    if not _binary_kind(path, content):
        _text_kind(path, decode(path, content)[0])


def _binary_kind(path: Path | str, content: bytes) -> str:
    """Of a file that is not plain text; else empty."""
    if b"%PDF-" in content[:1024]:
        return pdf.KIND
    if content.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                names = packed.namelist()
                size = sum(entry.file_size for entry in packed.infolist())
        except zipfile.BadZipFile:
            raise input_error(path, "is a damaged compressed file", "give a text") from None
        if "word/document.xml" not in names:
            raise input_error(
                path, "is a compressed file, but not a Word document (.docx)", "give a text, PDF, or .docx"
            )
        if size > LARGEST_TEXT:
            raise input_error(path, f"holds {size:,} bytes; at most {LARGEST_TEXT:,} are read", "split it")
        return docx.KIND
    for mark, (what, advice) in _OTHERS.items():
        if content.startswith(mark):
            raise input_error(path, f"is not a text but {what}", advice)
    return ""


def decode(path: Path | str, content: bytes) -> tuple[str, bool, tuple[str, ...]]:
    """Decode a text: by its mark, else UTF-8, UTF-16 where every other byte is NUL, else an old code page.

    Returns:
        The text without the mark, whether the bytes are plain UTF-8, and what was assumed.

    Raises:
        InputError: NUL bytes, or bytes that no encoding fits; with their offset.
    """
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            try:
                text = content[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise _undecodable(path, content, error.start + len(mark), encoding.upper()) from None
            _refuse_nul(path, text, encoding, len(mark))
            return text, False, () if encoding == "utf-8" else (f"it is read as {encoding.upper()}",)
    if b"\0" in content and len(content) % 2 == 0:
        for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
            if content[first::2].count(0) > len(content) / 4:
                return _decoded(path, content, encoding)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _guess(path, content, error.start)
    # In bytes it is found at once, in letters of two bytes after a look at each.
    if b"\0" in content:
        _refuse_nul(path, text, "utf-8")
    return text, True, ()


def _guess(path: Path | str, content: bytes, first: int) -> tuple[str, bool, tuple[str, ...]]:
    """Decode what is not UTF-8 from a byte on; where most of it is, the rest is an error."""
    sound = len(re.findall(rb"[\xc3-\xf4][\x80-\xbf]+", content))
    broken = content.decode("utf-8", "replace").count("\ufffd")
    encoding = "" if sound > broken else _declared(content) or _suggested(content)
    if not encoding:
        raise _undecodable(path, content, first, "UTF-8")
    return _decoded(path, content, encoding)


def _decoded(path: Path | str, content: bytes, encoding: str) -> tuple[str, bool, tuple[str, ...]]:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(path, content, error.start, encoding.upper()) from None
    _refuse_nul(path, text, encoding)
    name = encoding.replace("cp125", "Windows-125").replace("utf-", "UTF-").replace("_", "-")
    return text, False, (f"it is not UTF-8; its bytes suggest {name}, so it is read as that",)


def _declared(content: bytes) -> str:
    """The encoding that a web page says it has, if it is one."""
    match = _CHARSET.search(content[:4096])
    try:
        return codecs.lookup(match[1].decode()).name if match else ""
    except LookupError:
        return ""


def _suggested(content: bytes) -> str:
    """The code page that fits best; of those that fit about as well, the most usual."""
    high = bytes(set(content) - set(range(128)))
    for encoding in ("cp1252", "mac_roman"):
        # Quotes, dashes and blanks only: an English text from Windows, or from an old Mac.
        if not any(character.isalnum() for character in high.decode(encoding, "replace")):
            return encoding
    from charset_normalizer import from_bytes

    share = sum(content.count(byte) for byte in high) / len(content)
    pages = _CODE_PAGES if share < MANY else _CODE_PAGES + _CHARACTER_PAGES
    found = list(from_bytes(content, cp_isolation=pages))
    fitting = [match for match in found if match.chaos <= min(other.chaos for other in found) + 0.01]
    likely = [m for m in fitting if m.coherence >= max(other.coherence for other in fitting) - 0.1]
    names = {name for match in likely for name in (match.encoding, *match.could_be_from_charset)}
    return next((name for name in pages if name in names), "")


def _undecodable(path: Path | str, content: bytes, offset: int, encoding: str) -> InputError:
    line = content.count(b"\n", 0, offset) + 1
    what = f"is not {encoding} text: byte {content[offset]:#04x} at offset {offset:,}"
    return input_error(path, what, "save it as UTF-8", line=line)


def _refuse_nul(path: Path | str, text: str, encoding: str = "", before: int = 0) -> None:
    """Refuse a text with a NUL; its offset is in bytes, of which so many stand before the text, or in letters."""
    if "\0" in text:
        above = text[: text.index("\0")]
        offset = before + len(above.encode(encoding)) if encoding else len(above)
        what = f"holds NUL bytes, the first at offset {offset:,}, so it is not a text"
        raise input_error(path, what, "give a plain text file", line=above.count("\n") + 1)


def _is_json(text: str) -> bool:
    """Whether it is an object of JSON, or a list of some, or several on lines of their own."""
    begin = text.lstrip("\ufeff \t\r\n")
    if not re.match(r"\[\s*\{|\{\s*\"", begin):
        return False
    try:
        return bool(json.JSONDecoder(strict=False).raw_decode(begin)[0])
    except (ValueError, RecursionError):
        return False


def _text_kind(path: Path | str, text: str) -> str:
    named = str(path).lower().endswith((".md", ".markdown"))
    # Markdown may well begin with a tag, a whole page is HTML under any name.
    fragment = None if named else _FRAGMENT.match(text)
    if _HTML.match(text) or (fragment and f"</{fragment[1].lower()}>" in text.lower()):
        return html.KIND
    if text.lstrip().startswith("<?xml"):
        raise input_error(path, "is XML of an unknown kind", "give HTML or plain text")
    if _is_json(text):
        raise input_error(path, "is JSON, not a text", "write each document on a line of its own, in a .jsonl file")
    _refuse_what_has_no_words(path, text)
    if named or markdown.looks_like_markdown(text):
        return markdown.KIND
    return PLAIN
