"""REFI-QDA: projects that MAXQDA, ATLAS.ti, NVivo, QualCoder and other programs for qualitative analysis exchange.

A project (.qdpx) is a zip archive of texts and of an XML file with codes and the places that were coded with them; a
codebook (.qdc) is the codes alone. Places are counted in Unicode code points, as here. The standard: REFI-QDA 1.5,
https://www.qdasoftware.org.

Programs differ in whether an end of line of two characters (CR LF) counts as two or as one. So texts are written with
ends of one, and read by what the words of the selections say, else by the program.
"""

import io
import re
import uuid
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from themeline.dictionary.codebook import Codebook
from themeline.dictionary.codebook_files import EXCLUDES, Code
from themeline.errors import input_error
from themeline.io.files import LARGEST_CELL, read_bytes

PROJECT, CODES = "urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0"
# The code of a sentence that was read, and speaks of no theme.
NONE = "no theme"
# What is in a file is named by its content, so that the same project is the same file.
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:QDA-XML:themeline")
_MADE = (1980, 1, 1, 0, 0, 0)


class Coding(NamedTuple):
    """A stretch of a text, in code points, that somebody has given a code."""

    document: str
    start: int
    end: int
    code: str
    coder: str
    note: str


@dataclass(frozen=True)
class Project:
    """What a project holds: texts by their names, codes, codings, and what of it could not be read.

    The codes are the names, each with those of the codes that it is below, the nearest first.
    """

    texts: dict[str, str]
    codes: dict[str, list[str]]
    codings: list[Coding]
    lost: list[str] = field(default_factory=list)


def project_bytes(name: str, texts: dict[str, str], codebook: Codebook, codings: Sequence[Coding]) -> bytes:
    """A project as a .qdpx file.

    Args:
        name: of the project.
        texts: by their names; in the project their lines end in LF.
        codebook: its themes are the codes, with definition and colour.
        codings: with the ids of themes as codes, or `NONE`; their places in ``texts``.
    """
    places = {title: _places_without(text) for title, text in texts.items()}
    codings = [
        one._replace(start=places[one.document][one.start], end=places[one.document][one.end]) for one in codings
    ]
    texts = {title: text.replace("\r\n", "\n") for title, text in texts.items()}
    root = etree.Element(
        etree.QName(PROJECT, "Project"), nsmap={None: PROJECT}, name=_legal(name), origin="Themeline"
    )
    users = etree.SubElement(root, etree.QName(PROJECT, "Users"))
    for coder in dict.fromkeys(coding.coder for coding in codings):
        etree.SubElement(users, etree.QName(PROJECT, "User"), guid=_guid("user", coder), name=_legal(coder))
    book = etree.SubElement(root, etree.QName(PROJECT, "CodeBook"))
    _add_codes(book, PROJECT, codebook, none=any(coding.code == NONE for coding in codings))
    sources = etree.SubElement(root, etree.QName(PROJECT, "Sources"))
    for title, text in texts.items():
        guid = _guid("text", title, text)
        source = etree.SubElement(
            sources, etree.QName(PROJECT, "TextSource"),
            guid=guid, name=_legal(title), plainTextPath=f"internal://{guid}.txt",
        )  # fmt: skip
        together: dict[tuple[int, int, str], list[Coding]] = {}
        for coding in codings:
            if coding.document == title:
                together.setdefault((coding.start, coding.end, coding.coder), []).append(coding)
        for (start, end, coder), those in sorted(together.items()):
            _add_selection(source, title, (start, end), coder, those, text)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "project.qde", etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))
        for title, text in texts.items():
            _put(archive, f"sources/{_guid('text', title, text)}.txt", text.encode())
    return stream.getvalue()


def codes_bytes(codebook: Codebook) -> bytes:
    """The themes of a codebook, with definition and colour, as a .qdc file; it has no place for patterns."""
    root = etree.Element(etree.QName(CODES, "CodeBook"), nsmap={None: CODES}, origin="Themeline")
    _add_codes(root, CODES, codebook, none=False)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written


def _add_codes(book: etree._Element, space: str, codebook: Codebook, *, none: bool) -> None:
    codes = etree.SubElement(book, etree.QName(space, "Codes"))
    known = [
        (theme.id, theme.label, theme.colour, EXCLUDES.join(filter(None, (theme.definition, theme.excludes))))
        for theme in codebook.themes
    ] + [(NONE, NONE, "", "")] * none
    for identifier, label, colour, definition in known:
        look = {"color": colour} if colour else {}
        code = etree.SubElement(
            codes, etree.QName(space, "Code"), guid=_guid("code", identifier), name=_legal(label), isCodable="true",
            **look,
        )  # fmt: skip
        if definition:
            etree.SubElement(code, etree.QName(space, "Description")).text = _legal(definition)


def _add_selection(
    source: etree._Element, title: str, place: tuple[int, int], coder: str, those: Iterable[Coding], text: str
) -> None:
    start, end = place
    own = {"creatingUser": _guid("user", coder)}
    selection = etree.SubElement(
        source, etree.QName(PROJECT, "PlainTextSelection"), guid=_guid("place", title, start, end, coder),
        name=_legal(" ".join(text[start:end].split())[:60]), startPosition=str(start), endPosition=str(end), **own,
    )  # fmt: skip
    if notes := list(dict.fromkeys(coding.note for coding in those if coding.note)):
        etree.SubElement(selection, etree.QName(PROJECT, "Description")).text = _legal("; ".join(notes))
    for coding in those:
        guid = _guid("coding", title, start, end, coder, coding.code)
        made = etree.SubElement(selection, etree.QName(PROJECT, "Coding"), guid=guid, **own)
        etree.SubElement(made, etree.QName(PROJECT, "CodeRef"), targetGUID=_guid("code", coding.code))


def _places_without(text: str) -> list[int]:
    """Of each place in a text, where it is when CR LF is one character."""
    places = [0]
    for i in range(len(text)):
        places.append(places[-1] + (text[i : i + 2] != "\r\n"))
    return places


def _places_with(text: str) -> list[int]:
    """Of each place in a text in which CR LF is one character, where it is in the text as it stands."""
    return [i for i in range(len(text) + 1) if text[i - 1 : i + 1] != "\r\n" or i == 0]


def _guid(*parts: object) -> str:
    return str(uuid.uuid5(_SPACE, "\0".join(map(str, parts))))


def _legal(words: str) -> str:
    """Words without the characters that XML cannot hold."""
    return re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", words)


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _MADE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def read_codes(path: Path) -> list[Code]:
    """The codes of a .qdc file, those below others too; codes that only hold others are the path of these.

    Raises:
        InputError: it is not such a file, or has no codes.
    """
    try:
        root = _parsed(read_bytes(path, largest=LARGEST_CELL))
    except etree.XMLSyntaxError as error:
        raise input_error(path, f"is not XML ({error})", "export the codebook again") from None
    found: list[Code] = []
    for code in _all(root, "Code"):
        name = _words(code.get("name", ""))
        if code.get("isCodable") == "false" or name in ("", NONE):
            continue
        said = next((one.text or "" for one in code if _tag(one) == "Description"), "")
        found.append(Code(name, _words(said), code.get("color", ""), tuple(reversed(_above(code)))))
    if not found:
        raise input_error(path, "holds no codes, so it is not a REFI-QDA codebook", "export one as .qdc")
    return found


def _above(code: etree._Element) -> list[str]:
    """The names of the codes that one is below, the nearest first."""
    return [_words(one.get("name", "")) for one in code.iterancestors() if _tag(one) == "Code"]


def _parsed(content: bytes) -> etree._Element:
    # Nothing is fetched, and nothing that an entity stands for is put in.
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def read_project(path: Path) -> Project:
    """Read a .qdpx file.

    Raises:
        InputError: it is not such a project.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(read_bytes(path, largest=LARGEST_CELL))) as archive:
            return _project_in(archive, path)
    except zipfile.BadZipFile:
        raise input_error(path, "is not a REFI-QDA project", "export one as .qdpx") from None


def _project_in(archive: zipfile.ZipFile, path: Path) -> Project:
    names = {name.casefold(): name for name in archive.namelist()}
    found = next((name for low, name in names.items() if low.endswith(".qde") and "/" not in low), None)
    if found is None:
        raise input_error(path, "holds no project.qde, so it is not a REFI-QDA project", "export one as .qdpx")
    try:
        root = _parsed(_content(archive, found, path))
    except etree.XMLSyntaxError as error:
        raise input_error(path, f"its {found} is not XML ({error})", "export the project again") from None
    users = {one.get("guid", ""): one.get("name", "") for one in _all(root, "User")}
    codes = {one.get("guid", ""): one.get("name", "") for one in _all(root, "Code")}
    texts: dict[str, str] = {}
    codings: list[Coding] = []
    lost: list[str] = []
    for source in (*_all(root, "TextSource"), *_all(root, "Representation")):
        holder = source if source.get("name") else source.getparent()
        name = (holder.get("name") if holder is not None else None) or source.get("guid", "")
        selections = [one for one in source if _tag(one) == "PlainTextSelection"]
        text = _text_of(archive, names, source, path)
        if text is None:
            lost.append(
                f"{name} has no plain text in the project; {len(selections):,} of its selections are left out"
            )
            continue
        texts[name] = text
        places = _places_in(text, selections, root.get("origin", ""))
        if len(places) <= len(text):
            lost.append(f"an end of line (CR LF) of {name} is counted as one character")
        for selection in selections:
            codings += _codings_of(selection, name, places, users, codes, path)
    other = {_tag(one) for one in root.iter() if isinstance(one.tag, str)} & {
        "PictureSelection", "AudioSelection", "VideoSelection", "PDFSelection", "TranscriptSelection",
    }  # fmt: skip
    if other:
        lost.append(f"what is coded in pictures, sound and the like is left out ({', '.join(sorted(other))})")
    return Project(texts, {one.get("name", ""): _above(one) for one in _all(root, "Code")}, codings, lost)


def _places_in(text: str, selections: list[etree._Element], origin: str) -> list[int]:
    """Where each place that selections name is in a text: after its ends of lines, CR LF counts as one or as two.

    Selections are often named by their words, which tell. Where they do not, ATLAS.ti and QualCoder count one.
    """
    every, some = list(range(len(text) + 1)), _places_with(text)
    fitting = [0, 0]
    for selection in selections:
        start, end = _start_and_end(selection)
        named = _words(selection.get("name", "").rstrip(".…"))
        for i, places in enumerate((every, some)):
            fitting[i] += 0 <= start < end < len(places) and _words(text[places[start] : places[end]]).startswith(
                named or "\0"
            )
    if fitting[0] != fitting[1]:
        return some if fitting[1] > fitting[0] else every
    return some if re.search("atlas|qualcoder", origin, re.IGNORECASE) else every


def _words(text: str) -> str:
    return " ".join(text.split())


def _start_and_end(selection: etree._Element) -> tuple[int, int]:
    """What a selection says of its place; -1 and -1 where that is no number."""
    try:
        return int(selection.get("startPosition", "")), int(selection.get("endPosition", ""))
    except ValueError:
        return -1, -1


def _codings_of(
    selection: etree._Element, name: str, places: list[int], users: dict[str, str], codes: dict[str, str], path: Path
) -> Iterator[Coding]:
    start, end = _start_and_end(selection)
    if not 0 <= start <= end < len(places):
        place = f"{selection.get('startPosition')} to {selection.get('endPosition')}"
        raise input_error(
            path, f"a selection of {name} is at {place}; the text has {len(places) - 1:,} characters", ""
        )
    note = next((one.text or "" for one in selection if _tag(one) == "Description"), "")
    for coding in (one for one in selection if _tag(one) == "Coding"):
        target = next((one.get("targetGUID", "") for one in coding if _tag(one) == "CodeRef"), "")
        user = users.get(coding.get("creatingUser") or selection.get("creatingUser") or "", "")
        yield Coding(name, places[start], places[end], codes.get(target, ""), user, note)


def _text_of(archive: zipfile.ZipFile, names: dict[str, str], source: etree._Element, path: Path) -> str | None:
    for child in source:
        if _tag(child) == "PlainTextContent":
            return child.text or ""
    kind, _, place = source.get("plainTextPath", "").partition("://")
    entry = names.get(f"sources/{place}".casefold())
    if kind != "internal" or entry is None:
        return None
    try:
        return _content(archive, entry, path).decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise input_error(path, f"its {entry} is not UTF-8 text", "export the project again") from None


def _content(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    if archive.getinfo(name).file_size > LARGEST_CELL:
        raise input_error(path, f"its {name} is larger than {LARGEST_CELL // 1_000_000} MB", "")
    return archive.read(name)


def _all(root: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The elements of a name, in whatever version of the standard's namespace."""
    return (one for one in root.iter() if _tag(one) == tag)


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
