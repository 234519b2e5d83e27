"""Coding sheets: one row per sentence, one column per theme; written to be filled in, checked against the text."""

import io
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from themeline.dictionary.codebook import Codebook
from themeline.errors import Fault, InputError, input_error
from themeline.io.files import Rows, csv_of_table, file_sha256, other_sheets, read_table, table_rows
from themeline.io.names import did_you_mean, known_names, split_names
from themeline.io.optional import require
from themeline.io.paths import existing_path, find_file, text_of_sheet
from themeline.text.blocks import one_line
from themeline.text.document import Document, read_document
from themeline.validity.coders import TEST, is_machine, purpose_of, read_coder
from themeline.validity.exchange import ENDINGS, HIGHLIGHTS, NO, YES, read_highlights, read_others
from themeline.validity.sampling import Drawn, draw, sentences_of

BEFORE, AFTER = ("document", "sentence", "section", "text"), ("none", "note")
# Of a sheet that is a sample: the probability with which each of its sentences was drawn.
PROBABILITY = "probability"
# A spreadsheet would take a cell that begins with one of these for a formula; so one more ' stands before it there.
FORMULA = ("=", "+", "-", "@")
GUARDED = ("document", "section", "text", "note")
MOST_FAULTS = 20
KINDS = (".csv", ".xlsx")


@dataclass(frozen=True)
class Coded:
    """Coded sentences.

    Attributes:
        units: one row per sentence, in the order of the sheets: part (the sheets that have it, by name), document
            (the file's name), path, sentence, role, section, start, end, text, probability (with which it was drawn
            and coded, NaN where the sheet is not a sample).
        coders: the sheets that were read, by name: each is one coder's.
        kinds: what each coder is (see `themeline.validity.coders`), empty where that is not said.
        purposes: what each sheet is for, `DEVELOPMENT` or `TEST` (by its coder's file, or its name), or empty.
        themes: the ids that at least one sheet has a column for, in the codebook's order.
        codes: coders x units x themes; 1 where the coder saw the theme, 0 where not, NaN where that was not coded.
        remarks: coders x units; what the coder noted beside the sentence, empty for nothing.
        documents: by path.
        notes: what a reader of the scores should know, in sentences.
    """

    units: pd.DataFrame
    coders: list[str]
    kinds: list[str]
    purposes: list[str]
    themes: list[str]
    codes: np.ndarray
    remarks: np.ndarray
    documents: dict[str, Document]
    notes: list[str]

    def where(self, kept: np.ndarray) -> "Coded":
        """Only some sentences: ``kept`` holds true or false for each unit."""
        units = self.units[kept].reset_index(drop=True)
        return replace(self, units=units, codes=self.codes[:, kept, :], remarks=self.remarks[:, kept])

    def without(self, left_out: list[bool]) -> "Coded":
        """Only some coders, and the sentences that one of these coded."""
        kept = ~np.array(left_out)
        codes = self.codes[kept]
        names, kinds, purposes = (
            [word for word, keep in zip(words, kept, strict=True) if keep]
            for words in (self.coders, self.kinds, self.purposes)
        )
        looked = (~np.isnan(codes)).any(axis=2)
        parts = [" + ".join(np.array(names, dtype=object)[who]) for who in looked.T]
        units = self.units.assign(part=parts)
        some = replace(
            self, units=units, coders=names, kinds=kinds, purposes=purposes, codes=codes, remarks=self.remarks[kept]
        )
        return some.where(looked.any(axis=0))

    def kinds_in_words(self) -> str:
        """What the coders are, each kind once; empty where it is not said of one of them."""
        looked = (~np.isnan(self.codes)).any(axis=(1, 2))
        kinds = [kind for kind, here in zip(self.kinds, looked, strict=True) if here]
        return ", ".join(dict.fromkeys(kinds)) if all(kinds) else ""

    def of_test(self) -> np.ndarray:
        """Whether each sentence is on a sheet that is a test part."""
        test = np.array(self.purposes) == TEST
        return np.asarray((~np.isnan(self.codes)).any(axis=2)[test].any(axis=0))

    def files(self) -> list[str]:
        """The paths of the texts that have its sentences, where these are files."""
        return sorted(str(path) for path in self.units["path"].unique() if Path(path).is_file())

    def by_hash(self) -> dict[str, Document]:
        """The texts that it was checked against, by the hash of their files: they need not be read again."""
        return {file_sha256(Path(path)): one for path, one in self.documents.items() if Path(path).is_file()}

    def coders_of_units(self) -> np.ndarray:
        """The number of coders that coded each sentence."""
        return np.asarray((~np.isnan(self.codes)).any(axis=2).sum(axis=0))

    def differ(self) -> np.ndarray:
        """Whether the coders of each sentence differ on a theme that at least two of them looked for."""
        yes, no = ((self.codes == mark).any(axis=0) for mark in (1, 0))
        return np.asarray((yes & no).any(axis=1))

    def only(self, themes: list[str]) -> "Coded":
        """Only the codes of some themes; of all that were coded, where there are none."""
        kept = [theme for theme in self.themes if not themes or theme in themes]
        return replace(self, themes=kept, codes=self.codes[:, :, [self.themes.index(theme) for theme in kept]])

    def of_roles(self, roles: tuple[str, ...]) -> "Coded":
        """Only the sentences of these roles."""
        return self.where(self.units["role"].isin(roles).to_numpy())


def sheet_table(
    texts: dict[str, Document],
    codebook: Codebook,
    *,
    seed: int | None = None,
    sample: int | None = None,
    strata: str = "",
) -> pd.DataFrame:
    """An empty sheet: a row for each sentence of each text, headings too, a column for each theme.

    Nothing of what the dictionary finds is in it, but where the strata follow from that, the probabilities tell who
    sees them which sentences have a mention.

    Args:
        texts: by the names that the column ``document`` gives them.
        codebook: its themes.
        seed: of the order of the rows; the order of the texts where there is none. A sample is always in an order at
            random.
        sample: the number of sentences, drawn from the bodies of all texts; all sentences where there is none.
        strata: of the sample, see `themeline.validity.sampling`; empty for the same probability for each sentence.

    Returns:
        document, sentence, section, text, for a sample probability, one column per theme, none (1 for a sentence
        without one), note; all text.

    Raises:
        InputError: the texts have fewer sentences in their bodies than the sample is to have, or a theme has the id
            of another column.
    """
    if sample is not None:
        named = ((name, "", document) for name, document in texts.items())
        drawn = draw(sentences_of(named, codebook, strata), sample, strata=strata, seed=seed or 0)
        return sample_table(texts, codebook, drawn)
    rows = [
        _cells_of(_unit(name, document, row), [], "", sampled=False)
        for name, document in texts.items()
        for row in document.sentences.itertuples()
    ]
    if seed is not None:
        random.Random(seed).shuffle(rows)  # noqa: S311
    return _sheet(rows, codebook, sampled=False)


def sample_table(
    texts: dict[str, Document], codebook: Codebook, drawn: Sequence[Drawn], coded: pd.DataFrame | None = None
) -> pd.DataFrame:
    """A sheet of sentences that were drawn, as `sheet_table`.

    Args:
        texts: those that have them, by the names of the draw.
        codebook: its themes.
        drawn: the sentences, in the order of the rows.
        coded: a sheet whose marks and notes are kept, all text; none for an empty sheet.
    """
    rows = []
    for one in drawn:
        document = texts[one.document]
        unit = _unit(one.document, document, document.sentences.iloc[one.sentence - 1])
        unit.probability = one.probability
        rows.append(_cells_of(unit, [], "", sampled=True))
    table = _sheet(rows, codebook, sampled=True)
    if coded is None:
        return table
    keys = ["document", "sentence"]
    known = coded.assign(sentence=coded["sentence"].astype(float).astype(int).astype(str)).set_index(keys)
    place = pd.MultiIndex.from_frame(table[keys])
    for name in (*codebook.ids, *AFTER):
        if name in known.columns:
            table[name] = known[name].reindex(place).fillna("").to_numpy()
    return table


def _unit(name: str, document: Document, row: Any) -> Any:
    text = one_line(document.plain[row.start : row.end])
    return SimpleNamespace(document=name, sentence=row.sentence, section=row.section, text=text)


def _sheet(rows: list[list[str]], codebook: Codebook, *, sampled: bool) -> pd.DataFrame:
    for theme in codebook.ids:
        if theme in (*BEFORE, PROBABILITY, *AFTER):
            raise input_error("codebook", f"a theme has the id '{theme}', as a column of each sheet", "rename it")
    columns = [*BEFORE, *[PROBABILITY] * sampled, *codebook.ids, *AFTER]
    return pd.DataFrame([row + [""] * (len(columns) - len(row)) for row in rows], columns=columns, dtype=str)


def sheet_bytes(table: pd.DataFrame, kind: str) -> bytes:
    """A sheet as a file of one of `KINDS`, that a spreadsheet opens with its letters intact and its head in view.

    No cell is taken for a formula: see `FORMULA`.
    """
    table = table.assign(**{name: table[name].map(_guarded) for name in GUARDED})
    if kind == ".csv":
        # With a byte order mark, without which Excel takes UTF-8 for the system's old encoding.
        return csv_of_table(table).encode("utf-8-sig")
    require("a workbook (.xlsx)", "xlsxwriter")
    content = io.BytesIO()
    with pd.ExcelWriter(content, engine="xlsxwriter") as writer:
        table.to_excel(writer, sheet_name="coding", index=False, freeze_panes=(1, len(BEFORE)))
        page = writer.sheets["coding"]
        wrapped = writer.book.add_format({"text_wrap": True, "valign": "top"})
        for name, width in (("text", 80), ("note", 40), ("section", 20)):
            column = table.columns.get_loc(name)
            page.set_column(column, column, width, wrapped)
        before = len(BEFORE) + (PROBABILITY in table.columns)
        themes = (before, len(table.columns) - len(AFTER))
        page.data_validation(
            1, themes[0], len(table), themes[1], {"validate": "list", "source": ["1", "0"], "ignore_blank": True}
        )
    return content.getvalue()


def _guarded(words: str) -> str:
    return f"'{words}" if words.lstrip("'").startswith(FORMULA) else words


def _unguarded(words: str) -> str:
    return words[1:] if words.startswith("'") and words.lstrip("'").startswith(FORMULA) else words


def read_sheets(files: str | Sequence[Path | str], codebook: Codebook, *, machines: bool = False) -> Coded:
    """Read sheets, and check each row against its sentence.

    A row counts as coded if a theme, or ``none``, is marked in it, or each theme's cell holds a 0. What follows the
    last coded row is not coded yet, so that the first rows of a shuffled sheet are a sample of the text. A sheet with
    a column ``probability`` is a sample already, and has rows for the sentences that were drawn.

    Args:
        files: one sheet a coder or text; also as a single string, separated by semicolons or else by commas.
        codebook: the themes that were coded.
        machines: whether coders that are not persons are kept beside persons. Else their codes are left out, so that
            none counts as truth; where no person coded, they are all there is.

    Raises:
        InputError: with file and row of each fault: a column that is not a theme of the codebook, an invalid mark,
            a sentence that is changed, twice or not there, or a row left open between coded ones; a sheet that is
            given twice.
    """
    if isinstance(files, str):
        files = [files] if existing_path(files) else split_names(files)
    paths = [find_file(file) for file in files]
    for i, path in enumerate(paths):
        if any(path.samefile(other) for other in paths[:i]):
            raise input_error(path, "is given twice, and would count as two coders", "name each sheet once")
    documents: dict[str, Document] = {}
    drawn: dict[tuple[str, int], float] = {}
    sheets: list[dict[tuple[str, int], _Row]] = []
    notes: list[str] = []
    faults: list[Fault] = []
    coders: list[str] = []
    kinds: list[str] = []
    purposes: list[str] = []
    for path, name in zip(paths, _names(paths), strict=True):
        try:
            for coder, table, texts in _tables(path, name, codebook, notes):
                sheets.append(_read_sheet(path, table, texts, codebook, documents, notes, drawn))
                coders.append(coder)
                made = read_coder(path)
                kinds.append(made.kind if made else "")
                purposes.append(purpose_of(made, coder))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(*faults)
    themes = [
        theme for theme in codebook.ids if any(theme in row.marks for sheet in sheets for row in sheet.values())
    ]
    keys = list(dict.fromkeys(key for sheet in sheets for key in sheet))
    codes = np.full((len(sheets), len(keys), len(themes)), np.nan)
    remarks = np.full((len(sheets), len(keys)), "", dtype=object)
    for i, sheet in enumerate(sheets):
        for j, key in enumerate(keys):
            if key in sheet:
                codes[i, j] = [sheet[key].marks.get(theme, np.nan) for theme in themes]
                remarks[i, j] = sheet[key].note
    coded_of_drawn = _coded_of_drawn(drawn, set(keys))
    rows = []
    for file, number in keys:
        document = documents[file]
        sentence = document.sentences.iloc[number - 1]
        part = " + ".join(name for name, sheet in zip(coders, sheets, strict=True) if (file, number) in sheet)
        text = one_line(document.plain[sentence["start"] : sentence["end"]])
        place = (sentence["role"], sentence["section"], sentence["start"], sentence["end"])
        chances = [sheet[file, number].probability for sheet in sheets if (file, number) in sheet]
        chance = next((one * coded_of_drawn[one] for one in chances if not np.isnan(one)), np.nan)
        rows.append((part, Path(file).name, file, number, *place, text, chance))
    names = ["part", "document", "path", "sentence", "role", "section", "start", "end", "text", PROBABILITY]
    coded = Coded(
        pd.DataFrame(rows, columns=names), coders, kinds, purposes, themes, codes, remarks, documents, notes
    )
    return coded if machines else without_programs(coded)


def without_programs(coded: Coded) -> Coded:
    """Without the codes of coders that are not persons, with a note that says so; all where no person coded."""
    aside = [is_machine(kind) for kind in coded.kinds]
    if all(aside) or not any(aside):
        return coded
    said = [f"{coder} ({kind})" for coder, kind, out in zip(coded.coders, coded.kinds, aside, strict=True) if out]
    note = f"not counted as truth, since others are persons: {', '.join(said)}"
    return replace(coded.without(aside), notes=[*coded.notes, note])


def _coded_of_drawn(drawn: dict[tuple[str, int], float], coded: set[tuple[str, int]]) -> dict[float, float]:
    """Of the sentences that were drawn with the same probability, what part is coded.

    A sample is in an order at random, so that the rows that were coded before its coder stopped are a sample of it.
    """
    often = Counter(drawn.values())
    done = Counter(chance for key, chance in drawn.items() if key in coded)
    return {chance: done[chance] / often[chance] for chance in often}


def sheet_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a sheet as they stand, unchecked, with the words as they are in the text."""
    rows = [
        {name: cell.strip() for name, cell in cells.items()}
        for _, _, cells in table_rows(path, read_table(path)).rows
    ]
    return [row | {name: _unguarded(row[name]) for name in GUARDED if name in row} for row in rows]


def read_sentences(path: Path, codebook: Codebook) -> tuple[pd.DataFrame, list[Document], bool]:
    """The sentences of a sheet, or of a file of another program, coded or not.

    Returns:
        As `sheet_table`, without marks; the document of each sentence; and whether any of them is coded.

    Raises:
        InputError: with the row of each sentence that is changed or not there.
    """
    documents: dict[str, Document] = {}
    rows: dict[tuple[str, int], list[str]] = {}
    errors: list[tuple[int, _RowError]] = []
    coded = False
    columns = [*BEFORE]
    for _, table, texts in _tables(path, path.stem, codebook, []):
        if PROBABILITY in table.columns and PROBABILITY not in columns:
            columns.append(PROBABILITY)
        for _, number, cells in table.rows:
            row = {name: cells.get(name, "").strip() for name in (*columns, *codebook.ids, *AFTER)}
            if texts is None:
                row |= {name: _unguarded(row[name]) for name in GUARDED}
            try:
                key = _sentence_of(row, path, texts or {}, documents)
                _hold_to_text(row, documents[key[0]], key[1])
            except _RowError as error:
                errors.append((number, error))
                continue
            rows.setdefault(key, [row[name] for name in columns])
            coded |= any(row[name].casefold() in YES for name in (*codebook.ids, "none"))
    if errors:
        raise InputError(*list(_once_a_text(path, errors))[:MOST_FAULTS])
    filled = [cells + [""] * (len(codebook.ids) + len(AFTER)) for cells in rows.values()]
    table = pd.DataFrame(filled, columns=[*columns, *codebook.ids, *AFTER], dtype=str)
    return table, [documents[of] for of, _ in rows], coded


def sheet_of(coded: Coded, coder: int = 0) -> pd.DataFrame:
    """What one coder coded, as a sheet: coded sentences in their order, then those of the same texts that are open.

    Args:
        coded: see `read_sheets`.
        coder: the number of the coder in it, from 0.

    Returns:
        As `sheet_table`, with marks.
    """
    looked = ~np.isnan(coded.codes[coder]).all(axis=1)
    sampled = bool(coded.units[PROBABILITY].notna().any())
    rows = []
    for place, unit in enumerate(coded.units.itertuples()):
        if looked[place]:
            marks = ["1" if mark == 1 else "" for mark in coded.codes[coder, place]]
            rows.append(_cells_of(unit, marks, str(coded.remarks[coder, place]), sampled=sampled))
    known = {(unit.path, unit.sentence) for unit in coded.units[looked].itertuples()}
    for path in {} if sampled else dict.fromkeys(coded.units.loc[looked, "path"]):
        document = coded.documents[path]
        name = coded.units.loc[coded.units["path"] == path, "document"].iloc[0]
        for row in document.sentences.itertuples():
            if (path, row.sentence) not in known:
                rows.append(_cells_of(_unit(name, document, row), [], "", sampled=False))
    columns = [*BEFORE, *[PROBABILITY] * sampled, *coded.themes, *AFTER]
    return pd.DataFrame([row + [""] * (len(columns) - len(row)) for row in rows], columns=columns, dtype=str)


def _cells_of(unit: Any, marks: list[str], note: str, *, sampled: bool) -> list[str]:
    chance = [repr(float(unit.probability))] if sampled else []
    none = [] if not marks else ["" if "1" in marks else "1", note]
    return [unit.document, str(unit.sentence), unit.section, unit.text, *chance, *marks, *none]


def other_themes(path: Path, codebook: Codebook) -> list[str]:
    """The columns of a sheet that are not themes of the codebook, so that it cannot be read with it."""
    if path.suffix.lower() in ENDINGS:
        return []
    columns = table_rows(path, read_table(path)).columns
    if set(HIGHLIGHTS) <= set(columns):
        return []
    return [name for name in _theme_columns(columns) if name not in codebook.ids]


_NAME_IT = "name the dictionary that it was coded with (--codebook F, or a notebook's parameter codebook)"


def _theme_columns(columns: Sequence[str]) -> list[str]:
    return [name for name in columns if name and name not in (*BEFORE, PROBABILITY, *AFTER)]


def _tables(
    path: Path, name: str, codebook: Codebook, notes: list[str]
) -> Iterator[tuple[str, Rows, dict[str, Document] | None]]:
    """The coders of a file, with their rows; of another program also the texts that the file carries, else None."""
    if path.suffix.lower() not in ENDINGS:
        table = table_rows(path, read_table(path))
        if not set(HIGHLIGHTS) <= set(table.columns):
            yield name, table, None
            return
        given = [read_highlights(path, table, codebook)]
    else:
        given = read_others(path, codebook)
    for one in given:
        notes += [f"{path.name}: {note}" for note in one.notes if f"{path.name}: {note}" not in notes]
        yield (f"{name}: {one.coder}" if len(given) > 1 else name), one.rows, one.texts


def _names(paths: Sequence[Path]) -> list[str]:
    stems = [path.stem for path in paths]
    return [path.stem if stems.count(path.stem) == 1 else path.as_posix() for path in paths]


class _Row(NamedTuple):
    marks: dict[str, float]
    note: str
    probability: float


class _RowError(Exception):
    """What is wrong with a row of a sheet, and what to do about it; of all rows of a text, that it is not there."""

    def __init__(self, what: str, advice: str = "", *, of_text: str = "") -> None:
        super().__init__(what)
        self.what, self.advice, self.of_text = what, advice, of_text


def _once_a_text(path: Path, errors: Sequence[tuple[int, _RowError]]) -> Iterator[Fault]:
    """The faults of rows: a fault a row, but of a text that is not there a single one, which counts its rows."""
    rows_of = Counter(error.of_text for _, error in errors)
    said = set()
    for number, error in errors:
        if error.of_text in said:
            continue
        what = error.what
        if error.of_text and rows_of[error.of_text] > 1:
            said.add(error.of_text)
            what = f"{what}, which {rows_of[error.of_text]:,} rows name"
        yield Fault(str(path), what, error.advice, number)


def _read_sheet(
    path: Path,
    table: Rows,
    texts: dict[str, Document] | None,
    codebook: Codebook,
    documents: dict[str, Document],
    notes: list[str],
    drawn: dict[tuple[str, int], float],
) -> dict[tuple[str, int], _Row]:
    """The codes and the note of each sentence of a sheet, by the path of its text and its number.

    Into ``drawn`` goes the probability of each row of a sample, coded or not.
    """
    columns = [name for name in table.columns if name]
    missing = [name for name in BEFORE if name not in (*columns, "section")]
    if missing:
        what = f"has no column {', '.join(missing)}, so it is not a coding sheet"
        raise input_error(path, what, "make one with themeline sheet TEXT", line=1)
    themes = _theme_columns(columns)
    unknown = [name for name in themes if name not in codebook.ids]
    if unknown and unknown == themes:
        what = f"has none of the codebook's themes, but others ({', '.join(unknown)})"
        raise input_error(path, what, _NAME_IT, line=1)
    if unknown:
        raise InputError(
            *(
                Fault(
                    str(path),
                    f"'{name}' is not a theme of the codebook",
                    known_names(name, codebook.ids)
                    + ("" if did_you_mean(name, codebook.ids) else f"; or {_NAME_IT}"),
                    1,
                )
                for name in unknown
            )
        )
    if not themes:
        raise input_error(path, "has no column for a theme", f"there are {', '.join(codebook.ids)}", line=1)
    coded: dict[tuple[str, int], _Row] = {}
    row_of: dict[tuple[str, int], int] = {}
    open_rows: list[int] = []
    last = 0
    errors: list[tuple[int, _RowError]] = []
    for _, number, cells in table.rows:
        row = {name: cells[name].strip() for name in columns}
        if texts is None:
            row |= {name: _unguarded(row[name]) for name in GUARDED if name in row}
        try:
            key = _sentence_of(row, path, texts or {}, documents)
            if key in row_of:
                raise _RowError(f"sentence {key[1]} of {row['document']} has a row already", "remove one of them")
            row_of[key] = number
            _hold_to_text(row, documents[key[0]], key[1])
            marks = _marks_of(row, themes)
            chance = _probability_of(row)
            if chance == chance:
                drawn[key] = chance
        except _RowError as error:
            errors.append((number, error))
            continue
        if marks is None:
            open_rows.append(number)
        else:
            coded[key] = _Row(marks, row.get("note", ""), chance)
            last = number
    faults = list(_once_a_text(path, errors))
    if PROBABILITY not in columns and texts is None:
        faults += _missing_rows(path, row_of, documents)
    faults += [
        Fault(str(path), "is not coded, but rows below it are", "mark its themes, or put 1 under 'none'", number)
        for number in open_rows
        if number < last
    ]
    if len(faults) > MOST_FAULTS:
        faults[MOST_FAULTS:] = [Fault(str(path), f"{len(faults) - MOST_FAULTS} more faults", "correct these first")]
    if faults:
        raise InputError(*sorted(faults, key=lambda fault: fault.line or 0))
    if not coded:
        raise input_error(path, "no row is coded", "put 1 under each theme of a sentence, or under 'none'")
    if open_rows:
        notes.append(f"{path.name}: {len(coded):,} of {len(row_of):,} sentences are coded; the scores are of these")
    if texts is not None:
        notes += _said_of_missing(path, coded, documents)
    if sheets := other_sheets(path):
        notes.append(f"{path.name}: only its first sheet is read, not {', '.join(sheets)}")
    if absent := [theme for theme in codebook.ids if theme not in themes]:
        notes.append(f"{path.name}: has no column for {', '.join(absent)}")
    return coded


def _said_of_missing(path: Path, coded: dict[tuple[str, int], _Row], documents: dict[str, Document]) -> Iterator[str]:
    """How many sentences of a text are not in the file of another program, which may hold what is coded alone."""
    for text, count in Counter(text for text, _ in coded).items():
        whole = len(documents[text].sentences)
        if count < whole:
            yield f"{path.name}: {count:,} of the {whole:,} sentences of {Path(text).name} are coded in it"


def _sentence_of(
    row: dict[str, str], path: Path, texts: dict[str, Document], documents: dict[str, Document]
) -> tuple[str, int]:
    try:
        number = int(float(row["sentence"]))
    except (ValueError, OverflowError):
        raise _RowError(f"'{row['sentence']}' is not the number of a sentence") from None
    own = texts.get(row["document"])
    file = None if own else text_of_sheet(path, row["document"])
    if own:
        documents.setdefault(f"{path}#/{row['document']}", own)
    elif file is None:
        name = row["document"]
        advice = "put it beside the sheet, or into the folder above"
        raise _RowError(f"there is no text '{name}'", advice, of_text=name)
    key = str(file.resolve()) if file else f"{path}#/{row['document']}"
    if file and key not in documents:
        documents[key] = read_document(file)
    last = len(documents[key].sentences)
    if not 1 <= number <= last:
        raise _RowError(f"{row['document']} has no sentence {number}", f"it has {last}")
    return key, number


def _hold_to_text(row: dict[str, str], document: Document, number: int) -> None:
    sentence = document.sentences.iloc[number - 1]
    text = one_line(document.plain[sentence["start"] : sentence["end"]])
    given = one_line(row["text"]).strip()
    if text not in (given, given.removeprefix("'")):
        same = _shared(text, given)
        raise _RowError(
            f"sentence {number} of {row['document']} reads '{_around(text, same)}', not '{_around(given, same)}'",
            "restore it, or make a new sheet of the changed text",
        )


def _marks_of(row: dict[str, str], themes: list[str]) -> dict[str, float] | None:
    marks = {}
    for name in (*themes, "none"):
        mark = row.get(name, "").casefold()
        if mark not in (*YES, *NO):
            raise _RowError(f"'{row[name]}' under '{name}' is not a mark", "put 1, or leave it empty")
        marks[name] = 1.0 if mark in YES else 0.0
    none = marks.pop("none")
    found = [name for name, mark in marks.items() if mark]
    if none and found:
        raise _RowError(f"both 'none' and '{found[0]}' are marked", "keep one of them")
    if not none and not found and not all(row[name] for name in themes):
        return None
    return marks


def _probability_of(row: dict[str, str]) -> float:
    if PROBABILITY not in row:
        return float("nan")
    try:
        chance = float(row[PROBABILITY])
    except ValueError:
        chance = float("nan")
    if not 0 < chance <= 1:
        raise _RowError(f"'{row[PROBABILITY]}' is not a probability", "restore it: it is above 0 and at most 1")
    return chance


def _missing_rows(path: Path, row_of: dict[tuple[str, int], int], documents: dict[str, Document]) -> Iterator[Fault]:
    for text in dict.fromkeys(text for text, _ in row_of):
        rows = {number: row for (of, number), row in row_of.items() if of == text}
        for number in documents[text].sentences["sentence"]:
            if number not in rows:
                # Where it would stand in the order of the text: after the nearest sentence before it.
                before = [row for other, row in rows.items() if other < number]
                what = f"sentence {number} of {Path(text).name} has no row"
                advice = "put it back; a row that is not coded may stay, at the end"
                yield Fault(str(path), what, advice, (max(before) if before else 1) + 1)


def _shared(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _around(text: str, place: int) -> str:
    start = max(0, place - 20)
    return "…" * (start > 0) + text[start : place + 20] + "…" * (place + 20 < len(text))
