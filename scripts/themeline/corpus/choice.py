"""Which documents of a corpus are read, and what is known of each."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from themeline.corpus.locate import Columns, metadata_of_file, plan, read_metadata, remark_on_passed_over
from themeline.corpus.readers import RawDocument, documents_of, language_named
from themeline.errors import input_error
from themeline.io.names import known_names
from themeline.io.paths import find_file, is_address
from themeline.text.language import wanted_languages
from themeline.text.wording import count_of

# So many are named where documents cannot be used.
_NAMED = 3
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


@dataclass(frozen=True)
class Choice:
    """Which documents of a corpus are read, and what is known of each.

    Attributes:
        columns: of tables, as in `themeline.corpus.locate`.
        metadata: what is known of files, by their names.
        group: the column by which documents are put into groups; empty for none.
        date: the column that has the year, or a date with it; empty for none.
        first: the first year that is read, ``last`` the last one; None for no bound.
        last: see ``first``.
        but: the content of a document that is left out: that of the text which is compared.
        languages: codes of those whose documents are read; any for none, those of the codebook for None.
        keep: other columns that are kept of each document.
    """

    columns: Columns = field(default_factory=Columns)
    metadata: dict[str, dict[str, Any]] = field(default_factory=dict)
    group: str = ""
    date: str = ""
    first: int | None = None
    last: int | None = None
    but: bytes = b""
    languages: tuple[str, ...] | None = None
    keep: tuple[str, ...] = ()


def choose_documents(
    metadata: str = "",
    *,
    text_column: str = "text",
    name_column: str = "",
    group: str = "",
    date: str = "",
    first: str = "",
    last: str = "",
    but: Path | str = "",
    languages: str = "",
    keep: Sequence[str] = (),
) -> Choice:
    """Which documents to read, from the parameters of a notebook; see `Choice`.

    Args:
        metadata: the table about files, also at an address; empty for none.
        text_column: of a table of texts, the column that holds them.
        name_column: of a table of texts, the column of their names; empty for the numbers of its rows.
        group: the column by which documents are put into groups; empty for none.
        date: the column that has the year, or a date with it; empty for none.
        first: the first year that is read; empty for no bound.
        last: the last year that is read; empty for no bound.
        but: the file of a text that is left out, wherever it stands among the documents; empty for none.
        languages: of the documents to read, as codes or English names separated by commas; "all" for any, empty
            for those of the codebook. Documents of unsure language are read.
        keep: other columns that are kept of each document.

    Raises:
        InputError: a file is missing, the table cannot be read or has no such column, a year is not one, or a
            language is not known.
    """
    path = metadata if not metadata or is_address(metadata) else str(find_file(metadata))
    about_files = read_metadata(path) if path else {}
    known = next(iter(about_files.values()), {})
    for name, column in (("group_column", group), ("date_column", date), *(("columns", column) for column in keep)):
        if about_files and column and column not in known:
            raise input_error(path, f"has no column '{column}' for '{name}'", known_names(column, known))
    years = []
    for name, value in (("from_year", first), ("to_year", last)):
        if value and not re.fullmatch(r"\d{1,4}", value):
            raise input_error(name, f"'{value}' is not a year", "give one such as 1946, or nothing")
        if value and not date:
            raise input_error(name, "needs to know the years of documents", "name their column with 'date_column'")
        years.append(int(value) if value else None)
    extra = tuple(dict.fromkeys(column for column in (group, date, *keep) if column))
    return Choice(
        columns=Columns(text_column, name_column, None if about_files else extra),
        metadata=about_files,
        group=group,
        date=date,
        first=years[0],
        last=years[1],
        but=find_file(but).read_bytes() if but else b"",
        languages=wanted_languages(languages),
        keep=tuple(keep),
    )


def said_of_left_out(skipped: Counter[str], passed_over: Counter[str], faults: Sequence[str], what: str) -> list[str]:
    """What was left out of a corpus, in sentences: documents that are not chosen, files of other kinds, faults.

    Args:
        skipped: how many documents are not chosen, by why.
        passed_over: see `plan`.
        faults: the documents that could not be used, each with the reason; the first `_NAMED` are named.
        what: could not be done with these, as "counted".
    """
    remarks = [f"{count_of(count, 'document')} {why}" for why, count in sorted(skipped.items())]
    remarks += filter(None, [remark_on_passed_over(passed_over)])
    if faults:
        more = "" if len(faults) <= _NAMED else f", and {len(faults) - _NAMED:,} more"
        remarks.append(f"{count_of(len(faults), 'document')} could not be {what}: {'; '.join(faults[:_NAMED])}{more}")
    return remarks


def raw_documents(paths: Sequence[str], chosen: Choice, passed_over: Counter[str]) -> Iterator[RawDocument]:
    """The documents of a corpus; those of files with what is known of them. See `plan` for ``passed_over``."""
    for raw in documents_of(plan(paths, passed_over), chosen.columns):
        if not raw.row:
            raw.extra_columns = next((row for _, row in metadata_of_file(raw.path, chosen.metadata)), {})
            raw.language = language_named(raw.extra_columns)
        yield raw


def chosen_documents(
    documents: Iterator[RawDocument], chosen: Choice, known_of: list[tuple[str, int | None]], skipped: Counter[str]
) -> Iterator[RawDocument]:
    """Those documents that are read; group and year of each are put into ``known_of``, in their order."""
    for raw in documents:
        year = _YEAR.search(str(raw.extra_columns.get(chosen.date) or "")) if chosen.date else None
        number = int(year[0]) if year else None
        if chosen.first is not None or chosen.last is not None:
            if number is None:
                skipped["left out: no year is known"] += 1
                continue
            if not (chosen.first or 0) <= number <= (9999 if chosen.last is None else chosen.last):
                skipped["of other years left out"] += 1
                continue
        if chosen.but and not raw.error and _is_same(raw.content, chosen.but):
            skipped["left out: the text itself"] += 1
            continue
        group = raw.extra_columns.get(chosen.group) if chosen.group else None
        known_of.append(("" if group is None else str(group).strip(), number))
        # What else is known of it is not needed any more.
        raw.extra_columns = {name: raw.extra_columns.get(name) for name in chosen.keep}
        yield raw


def _is_same(content: bytes | str, other: bytes) -> bool:
    if isinstance(content, bytes):
        return content == other
    # A text has no fewer bytes than letters, so that most need not be encoded.
    return len(content) <= len(other) and content.encode("utf-8", "surrogatepass") == other
