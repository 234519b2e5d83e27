"""Read YAML files safely into pydantic models, with the line of every fault, and write their schemas."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from themeline.errors import Fault, InputError, input_error
from themeline.io.files import read_text
from themeline.io.names import did_you_mean

DEEPEST = 20

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_Place = tuple[str | int, ...]


class Record(BaseModel):
    """Base of all models: unknown keys are faults, and what was read does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)


RecordType = TypeVar("RecordType", bound=Record)


class Lines:
    """Where in a YAML file each key and item stands."""

    def __init__(self, source: str, lines: dict[_Place, int]) -> None:
        """Take the file's name and the line (from 1) of each place, a path of keys and indexes."""
        self.source = source
        self._lines = lines

    def of(self, *place: str | int) -> int:
        """Line of a place, or of the nearest thing around it that stands in the file."""
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 1)


def read_record(
    path: Path | str,
    model: type[RecordType],
    examine: Callable[[RecordType, Lines], Iterator[Fault]] | None = None,
) -> RecordType:
    """Read a YAML file into a model.

    Every scalar is read as text and then converted by the model, so that ``2024-08``, ``no`` and ``1996``
    stay what they are. Aliases, duplicate keys, and nesting deeper than `DEEPEST` are refused.
    ``examine`` may yield further faults of a record that fits the model.

    Raises:
        InputError: with every fault found, each with file and line.
    """
    source = str(path)
    text = read_text(path)
    places: dict[_Place, int] = {}
    faults: list[Fault] = []
    try:
        data = _data_of(text, source, places, faults)
    except yaml.reader.ReaderError as error:
        above = text[: text.index(chr(error.character))]
        what = f"holds a control character (U+{error.character:04X}) at offset {len(above.encode()):,}"
        raise input_error(source, what, "remove it", line=above.count("\n") + 1) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        advice = "indent with spaces, and put text with ': ' or '#' in quotation marks"
        raise input_error(source, f"is not YAML: {what}", advice, line=mark.line + 1 if mark else None) from None
    if data is None:
        raise input_error(source, "is empty", f"it should hold the keys {', '.join(model.model_fields)}")
    if faults:
        raise InputError(*faults)
    lines = Lines(source, places)
    try:
        record = model.model_validate(data)
    except ValidationError as error:
        faults = [_fault(detail, lines, model) for detail in error.errors()]
        raise InputError(*sorted(faults, key=lambda fault: fault.line or 1)) from None
    if examine:
        faults = list(examine(record, lines))
        if faults:
            raise InputError(*faults)
    return record


def schema_text(model: type[Record]) -> str:
    """The JSON Schema of a model, as an editor reads it."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _data_of(text: str, source: str, places: dict[_Place, int], faults: list[Fault]) -> Any:
    """What a YAML file holds, as lists, dictionaries and strings; None where it is empty.

    It is put together from the parser's events, in one pass: a dictionary has ten thousand patterns and more.

    Args:
        text: of the file.
        source: its name.
        places: the line of each place is put into it.
        faults: a fault for each key that stands twice is put into it.

    Raises:
        InputError: it has an alias, a key that is no scalar, more than one document, or is nested too deep.
        yaml.YAMLError: it is not YAML.
    """
    events = iter(yaml.parse(text, Loader=_Loader))

    def value_of(event: yaml.Event, place: _Place, depth: int) -> Any:
        line = event.start_mark.line + 1
        places.setdefault(place, line)
        if isinstance(event, yaml.ScalarEvent):
            return event.value
        if isinstance(event, yaml.AliasEvent):
            raise input_error(source, "has an alias (*name)", "write the value out", line=line)
        if depth == DEEPEST:
            raise input_error(source, f"is nested more than {DEEPEST} levels deep", "flatten it", line=line)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(item := next(events), yaml.SequenceEndEvent):
                items.append(value_of(item, (*place, len(items)), depth + 1))
            return items
        found: dict[str, Any] = {}
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarEvent):
                raise input_error(source, "has a key that is not text", "write it as a word", line=line)
            if key.value in found:
                faults.append(Fault(source, f"has the key '{key.value}' twice", "keep one of them", line))
            places[*place, key.value] = line
            found[key.value] = value_of(next(events), (*place, key.value), depth + 1)
        return found

    data: Any = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if data is not None:
                line = event.start_mark.line + 1
                raise input_error(source, "holds more than one document", "remove all from '---' on", line=line)
            data = value_of(next(events), (), 0)
    return data


def _fault(detail: Any, lines: Lines, model: type[Record]) -> Fault:
    place = tuple(detail["loc"])
    name = ".".join(str(step) for step in place) or "the file"
    what = detail["msg"].removeprefix("Value error, ")
    kind = detail["type"]
    if kind == "extra_forbidden":
        advice = f"{did_you_mean(str(place[-1]), _keys(model))}remove it or correct its name"
        return Fault(lines.source, f"unknown key '{name}'", advice, lines.of(*place))
    if kind == "missing":
        return Fault(lines.source, f"'{name}' is missing", "add it", lines.of(*place))
    given = detail.get("input")
    shown = f" (given: {given!r})" if isinstance(given, str) and len(given) < 60 and repr(given) not in what else ""
    return Fault(lines.source, f"'{name}': {what[:1].lower()}{what[1:]}{shown}", "", lines.of(*place))


def _keys(model: type[Record]) -> list[str]:
    """The keys of a model and of those in it."""
    schema = model.model_json_schema()
    parts = (schema, *schema.get("$defs", {}).values())
    return list(dict.fromkeys(key for part in parts for key in part.get("properties", ())))
