"""The documents of a corpus one after another, each split into sentences, with what is known of it."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from themeline.corpus.choice import Choice, chosen_documents, raw_documents, said_of_left_out
from themeline.corpus.locate import names_of
from themeline.corpus.readers import RawDocument, read_raw
from themeline.dictionary.codebook import Codebook
from themeline.errors import InputError, input_error
from themeline.io.names import fitted_name
from themeline.io.paths import is_address, record_beside, resolved
from themeline.text.document import Document, parse_document
from themeline.text.language import is_unwanted
from themeline.text.wording import count_of


@dataclass(frozen=True)
class ParsedDocument:
    """A document of a corpus.

    Attributes:
        name: of a file that would hold it, which no other document has.
        content: as it was read.
        record: what the YAML file beside it holds, or is to hold beside a copy; empty where there is nothing.
        known: what is known of it: the columns that `Choice.keep` names.
        group: the group that it is in; empty for none.
        year: where it is known.
        document: its text.
    """

    name: str
    content: bytes
    record: bytes
    known: dict[str, Any]
    group: str
    year: int | None
    document: Document

    @property
    def sha256(self) -> str:
        """Of its content: by it a copy is recognised."""
        return hashlib.sha256(self.content).hexdigest()


def parsed_documents(
    paths: Sequence[str],
    codebook: Codebook,
    chosen: Choice,
    remarks: list[str],
    wanted: set[str] | None = None,
    parsed: Mapping[str, Document] = MappingProxyType({}),
) -> Iterator[ParsedDocument]:
    """The documents of a corpus that are chosen and can be read, in the order of their files.

    Args:
        paths: as in `themeline.corpus.locate.plan`.
        codebook: in whose languages the documents are, where ``chosen`` names none.
        chosen: which documents.
        remarks: what was left out is added to it, in sentences, after the last document.
        wanted: names of those that are wanted; all where there are none.
        parsed: those that are parsed already, by the hash of their content.

    Raises:
        InputError: there is no such corpus, or no document in it that can be used; or a table has no column of a name
            that is given.
    """
    known_of: list[tuple[str, int | None]] = []
    skipped: Counter[str] = Counter()
    passed_over: Counter[str] = Counter()
    faults: list[str] = []
    languages = codebook.all_languages if chosen.languages is None else chosen.languages
    foreign = used = 0
    taken: set[str] = set()
    for raw in chosen_documents(raw_documents(paths, chosen, passed_over), chosen, known_of, skipped):
        group, year = known_of[-1]
        name = _name(raw, taken)
        if wanted is not None and name not in wanted:
            continue
        try:
            reading, record = read_raw(raw)
        except InputError as error:
            faults.append(f"{name} ({error.faults[0].what})")
            continue
        content = raw.content.encode("utf-8", "surrogatepass") if isinstance(raw.content, str) else raw.content
        document = parsed.get(hashlib.sha256(content).hexdigest()) if parsed else None
        if document is None:
            document = parse_document(reading, name=Path(name).stem, record=record)
        if is_unwanted(document.language, languages):
            foreign += 1
            continue
        used += 1
        beside = _record_of(raw, reading.language)
        yield ParsedDocument(name, content, beside, raw.extra_columns, group, year, document)
    remarks += said_of_left_out(skipped, passed_over, faults, "read")
    if foreign:
        remarks.append(f"{count_of(foreign, 'document')} left out: in other languages than the patterns")
    if not used and wanted is None:
        raise input_error(
            paths[0], "; ".join(["holds no documents that can be used", *remarks]), "name other documents"
        )


def _name(raw: RawDocument, taken: set[str]) -> str:
    """The name of a file for a document: its own, or that of its table with its row, made fit for any system."""
    stem, ending = (raw.name or f"{names_of(raw.path)[1]}-{raw.row}", ".txt") if raw.row else _parts(raw.path)
    # Cut before it is compared, so that long names that begin alike stay apart too.
    name = plain = fitted_name(stem) or "text"
    often = 1
    while name.casefold() in taken:
        often += 1
        name = f"{plain}-{often}"
    taken.add(name.casefold())
    return f"{name}{ending}"


def _parts(path: str) -> tuple[str, str]:
    """A file's name without its endings, and the ending that says what it is."""
    name, stem = names_of(path)
    return stem, "." + name[len(stem) + 1 :].partition(".")[0]


def _record_of(raw: RawDocument, language: str) -> bytes:
    """What stands beside a document, or is to stand beside a copy: the language too, where only a table names it."""
    if not raw.row and not is_address(raw.path):
        beside = record_beside(Path(resolved(raw.path)))
        if beside.is_file():
            return beside.read_bytes()
    return f"language: {language}\n".encode() if language else b""
