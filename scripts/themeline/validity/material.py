"""What a validation report is made of, read: sheets, texts, other measures."""

import functools
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from themeline.corpus.choice import Choice
from themeline.corpus.locate import read_metadata
from themeline.corpus.parsed import ParsedDocument, parsed_documents
from themeline.dictionary.codebook import Codebook
from themeline.dictionary.guide import read_guide
from themeline.errors import input_error
from themeline.io.names import fitted_name, known_names
from themeline.io.paths import existing_path, find_file, is_address
from themeline.measures.words import read_stopwords
from themeline.text.document import BODY, Document
from themeline.validity.coding_sheets import Coded, read_sheets, without_programs
from themeline.validity.estimates import Population, hold_to_groups, population_of
from themeline.validity.evidence import Expectation, Material, Outside
from themeline.validity.sensitivity import rank_stability
from themeline.validity.tally import Tally

STOPWORDS = "seeds/stopwords.txt"


def gather(
    sheets: Sequence[Path],
    codebook_file: Path,
    codebook: Codebook,
    paths: Sequence[str],
    chosen: Choice,
    *,
    named: Sequence[str] = (),
    options: Sequence[str] = (),
    guide: str | None = None,
    general: Codebook | None = None,
    expectations: Sequence[str] = (),
    outside: Sequence[tuple[str, str]] = (),
) -> Material:
    """Read what a report is made of.

    Args:
        sheets: files of coded sentences.
        codebook_file: of the dictionary.
        codebook: the dictionary.
        paths: of texts or a corpus, as in `themeline.corpus.locate.plan`; those of the sheets where there are none.
        chosen: which documents.
        named: these paths as the user named them.
        options: which documents, in the words of the call.
        guide: the file of rules and hard cases; that beside the codebook where none is named.
        general: another dictionary, of words that the themes may leave out.
        expectations: on groups, see `read_expectation`.
        outside: other measures: a table's file, or nothing for what ``chosen`` keeps; and the column.

    Raises:
        InputError: a file cannot be read, or does not fit the others.
    """
    expected = [read_expectation(words, codebook) for words in expectations]
    remarks: list[str] = []
    coded = everyone = None
    if sheets:
        everyone = read_sheets(sheets, codebook, machines=True)
        coded = without_programs(everyone)
        remarks += coded.notes
        coded, everyone = coded.of_roles(BODY), everyone.of_roles(BODY)
        if coded.units.empty:
            raise input_error(sheets[0], "has no coded sentence of the body", "code some")
    paths = list(paths) or (coded.files() if coded is not None else [])
    tally = population = document = None
    measures: list[Outside] = []
    if paths:
        tally = Tally(codebook, general, functools.cache(_stopwords))
        tally, population, document, kept = _read(paths, tally, chosen, coded, remarks)
        measures = [_outside(table, column, tally, kept) for table, column in outside]
    return Material(
        codebook=codebook, codebook_file=codebook_file, guide=read_guide(guide, str(codebook_file)),
        sheets=list(sheets), coded=coded, everyone=everyone, texts=tuple(named), options=tuple(options), tally=tally,
        population=population, document=document, remarks=remarks, expectations=expected,
        outside=measures, ranks=rank_stability(document, codebook) if document is not None else None,
    )  # fmt: skip


def read_expectation(words: str, codebook: Codebook) -> Expectation:
    """An expectation from words: ``"nuclear: Russia > China"``, or with ``<``.

    Raises:
        InputError: it is not one, or its theme is not in the codebook.
    """
    theme, colon, groups = words.partition(":")
    sides = re.split("([<>])", groups)
    if not colon or len(sides) != 3 or not all(side.strip() for side in (theme, sides[0], sides[2])):
        advice = "write one as 'THEME: GROUP > OTHER GROUP'"
        raise input_error(f"--expect '{words}'", "is not an expectation", advice)
    theme, first, second = theme.strip(), sides[0].strip(), sides[2].strip()
    if theme not in codebook.ids:
        raise input_error(f"--expect '{words}'", f"there is no theme '{theme}'", known_names(theme, codebook.ids))
    return Expectation(theme, first, second) if sides[1] == ">" else Expectation(theme, second, first)


def _stopwords(language: str) -> frozenset[str]:
    return read_stopwords(STOPWORDS, language) if existing_path(STOPWORDS) else frozenset()


def _read(
    paths: Sequence[str], tally: Tally, chosen: Choice, coded: Coded | None, remarks: list[str]
) -> tuple[Tally, Population, Document | None, list[dict[str, object]]]:
    """Read the documents once: counted, as a population, and the document itself where there is one only."""
    known = coded.by_hash() if coded is not None else {}
    kept: list[dict[str, object]] = []
    last: list[Document] = []
    read = parsed_documents(paths, tally.codebook, chosen, remarks, parsed=known)

    def noted(one: ParsedDocument) -> ParsedDocument:
        kept.append(one.known)
        last[:] = [one.document]
        return one

    population = population_of(tally.watch(map(noted, read)), tally.codebook)
    hold_to_groups(population, chosen)
    return tally, population, last[0] if len(tally.documents) == 1 else None, kept


def _outside(table: str, column: str, tally: Tally, kept: list[dict[str, object]]) -> Outside:
    """Another measure, by the names of documents."""
    names = [row[0] for row in tally.documents]
    if table:
        source = table if is_address(table) else str(find_file(table))
        rows = read_metadata(source)
        known = next(iter(rows.values()), {})
        if column.lower() not in known:
            raise input_error(table, f"has no column '{column}'", known_names(column, known))
        given = {fitted_name(name): row[column.lower()] for name, row in rows.items()}
        cells = {name: given.get(name, given.get(Path(name).stem, "")) for name in map(fitted_name, names)}
        values = {name: _number(cells[fitted_name(name)]) for name in names}
    else:
        values = {name: _number(row.get(column)) for name, row in zip(names, kept, strict=True)}
    found = {name: value for name, value in values.items() if not np.isnan(value)}
    if not found:
        what = f"has no number for any of the documents in '{column}'"
        example = f", as '{names[0]}'" if names else ""
        raise input_error(table or "--external", what, f"name the documents in the table's first column{example}")
    return Outside(column, found)


def _number(cell: object) -> float:
    try:
        value = float(str(cell))
    except ValueError:
        return float("nan")
    return value if np.isfinite(value) else float("nan")
