"""Coded sentences of other programs, as rows of a coding sheet and back: Label Studio, doccano, REFI-QDA, Taguette.

A sentence is one task of Label Studio and of doccano, to which themes are given as choices; so no place in a text can
be misread. In a REFI-QDA project, and in the highlights of Taguette, a sentence has the codes of all stretches that
share a letter with it.
"""

import json
import re
from bisect import bisect_left
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from themeline.dictionary.codebook import Codebook
from themeline.errors import Fault, InputError, input_error
from themeline.io.files import LARGEST_CELL, Row, Rows, read_text
from themeline.io.paths import text_of_sheet
from themeline.text.blocks import one_line
from themeline.text.document import Document, parse_document, read_document
from themeline.text.wording import count_of
from themeline.validity import qda

KNOWN, NONE, NOTE, PROBABILITY = ("document", "sentence", "section", "text"), "none", "note", "probability"
PLACE = "place"
# The columns of Taguette's highlights; a row for each tag of a highlight.
HIGHLIGHTS = ("id", "document", "tag", "content")
LABEL_STUDIO, DOCCANO, PROJECT = ".json", ".jsonl", ".qdpx"
# Marks in a sheet that say yes, and no.
YES, NO = ("1", "1.0", "x", "yes", "y", "true"), ("", "0", "0.0", "no", "n", "false")
ENDINGS = (LABEL_STUDIO, DOCCANO, PROJECT)

Cells = dict[str, str]


class Given(NamedTuple):
    """What one coder gave in a file: rows as of a sheet, texts that the file carries, and what was left out."""

    coder: str
    rows: Rows
    texts: dict[str, Document]
    notes: list[str]


def read_others(path: Path, codebook: Codebook) -> list[Given]:
    """The sheets in a file of another program, one per coder.

    Raises:
        InputError: it is not a file of that program, or nobody has coded anything in it.
    """
    read = {LABEL_STUDIO: _label_studio, DOCCANO: _doccano, PROJECT: _project}[path.suffix.lower()]
    found = read(path, codebook)
    if not found:
        raise input_error(path, "no sentence in it is coded", "export it with its annotations")
    return found


def write_others(rows: Sequence[Cells], codebook: Codebook, ending: str) -> bytes:
    """The rows of a sheet as tasks of Label Studio (.json) or doccano (.jsonl), with the codes that they have.

    Args:
        rows: of a coding sheet, by the names of its columns.
        codebook: its themes.
        ending: of the file.
    """
    tasks: list[dict[str, Any]] = []
    for row in rows:
        about = {name: row[name] for name in (*KNOWN, PROBABILITY) if name in row}
        codes = _codes_of(row, codebook)
        note = row.get(NOTE, "")
        if ending == DOCCANO:
            # All have the same fields, for doccano fails on one that some of them lack; and it would put its own
            # comments in the place of a field called "Comments".
            tasks.append(about | {"label": codes or [], NOTE: note})
            continue
        chosen = {"from_name": "themes", "to_name": "text", "type": "choices", "value": {"choices": codes}}
        noted = {"from_name": NOTE, "to_name": "text", "type": "textarea", "value": {"text": [note]}}
        result = [chosen] * bool(codes) + [noted] * bool(note)
        # What the setup shows above the text; and nobody as coder, since Label Studio knows only its own users.
        place = {PLACE: ", ".join(filter(None, (row["document"], f"sentence {row['sentence']}", row["section"])))}
        tasks.append({"data": place | about} | ({"annotations": [{"result": result}]} if result else {}))
    if ending == DOCCANO:
        # In ASCII: doccano guesses the encoding of what it imports.
        return "".join(json.dumps(task) + "\n" for task in tasks).encode()
    return (json.dumps(tasks, ensure_ascii=False, indent=1) + "\n").encode()


def label_studio_setup(codebook: Codebook) -> str:
    """The labelling interface that Label Studio asks for: the text with its place, a choice of themes, a note."""
    choices = "\n".join(
        f'    <Choice value="{escape(theme.label)}" alias="{theme.id}" hint="{escape(theme.definition)}"/>'
        for theme in codebook.themes
    )
    return f"""<View>
  <Header value="${PLACE}"/>
  <Text name="text" value="$text"/>
  <Choices name="themes" toName="text" choice="multiple" required="true">
{choices}
    <Choice value="no theme" alias="{NONE}"/>
  </Choices>
  <TextArea name="{NOTE}" toName="text" placeholder="Note"/>
</View>
"""


def _codes_of(row: Cells, codebook: Codebook) -> list[str]:
    marked = [name for name in (*codebook.ids, NONE) if row.get(name, "").strip().casefold() in YES]
    return marked or [NONE] * all(row.get(name, "").strip() for name in codebook.ids)


def _label_studio(path: Path, codebook: Codebook) -> list[Given]:
    tasks = _json(path, read_text(path, largest=LARGEST_CELL))
    listed = tasks if isinstance(tasks, list) else [None]
    if tasks and all(isinstance(task, dict) and "text" in task and _labels_of(task) is not None for task in listed):
        return _labelled(path, [(None, task) for task in tasks], codebook)
    if not all(isinstance(task, dict) and isinstance(task.get("data"), dict) for task in listed):
        raise input_error(path, "is not an export of Label Studio", "export the project as JSON (not JSON-MIN)")
    coders: dict[str, list[Cells]] = {}
    lost: set[str] = set()
    for task in tasks:
        about = {name: str(value) for name, value in task["data"].items() if name in (*KNOWN, PROBABILITY)}
        for annotation in task.get("annotations", []):
            if annotation.get("was_cancelled"):
                continue
            who = annotation.get("completed_by", "")
            who = who.get("email", who.get("id", "")) if isinstance(who, dict) else who
            names: list[str] = []
            notes: list[str] = []
            for result in annotation.get("result", []):
                value = result.get("value", {})
                names += value.get("choices", []) + value.get("labels", [])
                notes += value.get("text", []) if result.get("type") == "textarea" else []
            coders.setdefault(str(who), []).append(_cells(about, names, "; ".join(notes), codebook, lost))
    return [_given(path, coder, rows, codebook, lost) for coder, rows in coders.items()]


def _doccano(path: Path, codebook: Codebook) -> list[Given]:
    lines = read_text(path, largest=LARGEST_CELL).split("\n")
    tasks = [(number, _json(path, line, number)) for number, line in enumerate(lines, 1) if line.strip()]
    return _labelled(path, tasks, codebook)


def _labelled(path: Path, tasks: Sequence[tuple[int | None, Any]], codebook: Codebook) -> list[Given]:
    """The tasks of doccano, each with its line in a file that has one a line."""
    rows = []
    lost: set[str] = set()
    for number, task in tasks:
        labels = _labels_of(task) if isinstance(task, dict) else None
        if labels is None or "text" not in task:
            raise input_error(
                path, "has no text with labels", "export a project for text classification", line=number
            )
        if any(not isinstance(label, str) for label in labels):
            what = "has labels of places in the text, not of whole sentences"
            raise input_error(path, what, "code sentences in a project for text classification", line=number)
        about = {name: str(task[name]) for name in (*KNOWN, PROBABILITY) if task.get(name) is not None}
        # The note that a sheet had, and what was said of it in doccano.
        said = [task.get(NOTE) or "", *(task.get("Comments") or task.get("comments") or [])]
        if labels:
            rows.append(_cells(about, labels, "; ".join(map(str, filter(None, said))), codebook, lost))
    return [_given(path, "", rows, codebook, lost)] if rows else []


def _labels_of(task: dict[str, Any]) -> list[Any] | None:
    labels = task.get("label", task.get("labels"))
    return labels if isinstance(labels, list) else None


def _project(path: Path, codebook: Codebook) -> list[Given]:
    project = qda.read_project(path)
    lost: set[str] = set()
    texts: dict[str, Document] = {}
    names: dict[str, str] = {}
    documents: dict[str, Document] = {}
    moved: dict[str, list[qda.Coding]] = {name: [] for name in project.texts}
    notes = list(project.lost)
    below: dict[str, str] = {}
    for coding in project.codings:
        if not _theme_of(coding.code, codebook):
            # What is below a theme speaks of it.
            above = (one for one in project.codes.get(coding.code, []) if _theme_of(one, codebook))
            if theme := next(above, ""):
                below[coding.code] = theme
                coding = coding._replace(code=theme)
        moved[coding.document].append(coding)
    if below:
        told = ", ".join(f"{code} ({theme})" for code, theme in sorted(below.items()))
        notes.append(f"codes below a theme count as it: {told}")
    for name, text in project.texts.items():
        beside = [(one, file) for one in (name, f"{name}.txt") if (file := text_of_sheet(path, one))]
        found = ((one, read_document(file)) for one, file in beside)
        own = next(((one, document) for one, document in found if _solid(document.text)[0] == _solid(text)[0]), None)
        if own:
            names[name], documents[name] = own
            moved[name] = [_moved(coding, text, own[1].text) for coding in moved[name]]
            continue
        if beside:
            notes.append(f"the text of {name} is that of the project, which differs from the file beside it")
        names[name] = name
        documents[name] = texts[name] = parse_document(text, name=Path(name).stem)
    given = []
    for coder in dict.fromkeys(coding.coder for coding in project.codings):
        rows: list[Cells] = []
        for name in project.texts:
            those = [one for one in moved[name] if one.coder == coder]
            rows += _sentences_of(names[name], documents[name], those, codebook, lost)
        given.append(_given(path, coder, rows, codebook, lost)._replace(texts=texts))
    return [one._replace(notes=[*one.notes, *notes]) for one in given]


def read_highlights(path: Path, table: Rows, codebook: Codebook) -> Given:
    """The highlights of a Taguette project, exported as a table, by sentence.

    The table has the words of each highlight, but not where they stand. They are looked for in the text, without
    regard to white space, from where the highlight before began: the export is in the order of the text.

    Raises:
        InputError: with the row of each highlight whose text or words are not there.
    """
    texts: dict[str, tuple[str, Document, str, list[int]]] = {}
    codings: dict[str, list[qda.Coding]] = {}
    last: dict[str, tuple[str, int]] = {}
    faults: list[Fault] = []
    doubtful: set[str] = set()
    untagged = 0
    for _, number, cells in table.rows:
        given, tag, words = cells["document"], cells["tag"].strip(), _solid(cells["content"])[0]
        untagged += not tag
        if given not in texts:
            names = (given, f"{given}.txt")
            found = next(((one, file) for one in names if (file := text_of_sheet(path, one))), None)
            if found is None:
                what = f"there is no text '{given}'"
                faults.append(Fault(str(path), what, "put it beside the table, or into the folder above", number))
                continue
            document = read_document(found[1])
            texts[given] = (found[0], document, *_solid(document.text))
        name, document, letters, places = texts[given]
        before, at = last.get(given, ("", 0))
        if cells["id"] != before:
            at = next((place for begin in (at, 0) if (place := letters.find(words, begin)) >= 0), -1)
            if letters.count(words) > 1:
                doubtful.add(cells["id"])
        if at < 0 or not words:
            what = f"'{_beginning(cells['content'])}' is not in {name}"
            faults.append(Fault(str(path), what, "the text must be the one that was highlighted", number))
            continue
        last[given] = cells["id"], at
        if tag:
            own = tag if _theme_of(tag, codebook) else tag.rpartition(".")[2]
            code = own if _theme_of(own, codebook) else tag
            end = places[at + len(words) - 1] + 1
            codings.setdefault(given, []).append(qda.Coding(name, places[at], end, code, "", ""))
    if faults:
        raise InputError(*faults)
    lost: set[str] = set()
    rows = [
        row
        for given, those in codings.items()
        for row in _sentences_of(texts[given][0], texts[given][1], those, codebook, lost)
    ]
    if not rows:
        raise input_error(path, "no sentence in it is coded", "export the highlights with their tags")
    notes = []
    if doubtful:
        many = f"{count_of(len(doubtful), 'highlight')} of words that come more than once"
        notes.append(f"{many}, taken where they come next after the highlight before")
    if untagged:
        notes.append(f"{count_of(untagged, 'highlight')} without a tag left out")
    result = _given(path, "", rows, codebook, lost)
    return result._replace(notes=[*result.notes, *notes])


def _beginning(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:60]}…"


def _solid(text: str) -> tuple[str, list[int]]:
    """A text without its white space, and where each of its letters is: programs change spaces and ends of lines."""
    places = [i for i, letter in enumerate(text) if not letter.isspace()]
    return "".join(text[i] for i in places), places


def _moved(coding: qda.Coding, text: str, own: str) -> qda.Coding:
    """A coding of a text in another one, that has the same letters."""
    if text == own:
        return coding
    before, here = _solid(text)[1], _solid(own)[1]
    first, behind = bisect_left(before, coding.start), bisect_left(before, coding.end)
    start = here[first] if first < len(here) else len(own)
    return coding._replace(start=start, end=here[behind - 1] + 1 if behind > first else start)


def _sentences_of(
    name: str, document: Document, codings: Sequence[qda.Coding], codebook: Codebook, lost: set[str]
) -> list[Cells]:
    """The sentences of a text with the codes that touch them.

    Where a sentence without a theme has a code that says so, only sentences with a code were read; else all were.
    """
    some_only = any(_theme_of(coding.code, codebook) == NONE for coding in codings)
    rows = []
    for row in document.sentences.itertuples():
        touching = [one for one in codings if one.start < row.end and one.end > row.start]
        about = {
            "document": name, "sentence": str(row.sentence), "section": row.section,
            "text": one_line(document.plain[row.start : row.end]),
        }  # fmt: skip
        notes = "; ".join(dict.fromkeys(one.note for one in touching if one.note))
        names = [one.code for one in touching] or [NONE] * (not some_only)
        if names:
            rows.append(_cells(about, names, notes, codebook, lost))
    return rows


def _cells(about: Cells, names: Sequence[str], note: str, codebook: Codebook, lost: set[str]) -> Cells:
    themes = {_theme_of(name, codebook) for name in names}
    lost |= {name for name in names if not _theme_of(name, codebook)}
    marks = {theme: "1" if theme in themes else "" for theme in codebook.ids}
    none = "" if any(marks.values()) else "1"
    return about | marks | {NONE: none, NOTE: note}


def _theme_of(name: str, codebook: Codebook) -> str:
    """The id of the theme that is called so, by its id or its label; `NONE` for none, empty for another."""
    said = _plain(name)
    if said in (NONE, _plain(qda.NONE)):
        return NONE
    return next((theme.id for theme in codebook.themes if said in (_plain(theme.id), _plain(theme.label))), "")


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).strip().casefold()


def _given(path: Path, coder: str, rows: list[Cells], codebook: Codebook, lost: set[str]) -> Given:
    columns = [*KNOWN, *[PROBABILITY] * any(PROBABILITY in row for row in rows), *codebook.ids, NONE, NOTE]
    given = [Row(number, number, {name: row.get(name, "") for name in columns}) for number, row in enumerate(rows, 1)]
    notes = [f"codes that are not themes are left out: {', '.join(sorted(lost))}"] if lost else []
    return Given(coder, Rows(columns, given), {}, notes)


def _json(path: Path, text: str, line: int | None = None) -> Any:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        where = line or getattr(error, "lineno", None)
        raise input_error(path, f"is not JSON ({error})", "export it again", line=where) from None
