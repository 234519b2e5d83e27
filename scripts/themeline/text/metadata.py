"""What is known about a text beyond its words: the YAML file of its name beside it, and how it was read."""

import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from themeline.errors import InputError, input_error
from themeline.io.paths import record_beside
from themeline.io.yaml_models import Record, read_record
from themeline.text.extracted import GOES_ON, PLAIN, Reading
from themeline.text.language import NAMES, known_language

# Of a hundred words of a text so many may be headings and the like; more is a warning.
FEW = 5


class Known(Record):
    """Something known about a text, and how surely."""

    value: str
    certainty: Literal["in the text", "public record", "inferred"]
    note: str = ""


def _or_word(schema: dict[str, Any]) -> None:
    """In the schema too, a language may be a word."""
    schema["anyOf"].insert(0, {"type": "string"})


Numbers = tuple[Annotated[int, Field(ge=1)], ...]


class LineRoles(Record):
    """Lines (from 1) whose part in the text no rule can tell."""

    rubric: Numbers = ()
    title: Numbers = ()
    heading: Numbers = ()
    body: Numbers = ()
    disclaimer: Numbers = ()


class TextRecord(Record):
    """What is known about a text: the YAML file of the text's name, beside it."""

    title: Known | None = None
    author: Known | None = None
    publisher: Known | None = None
    site: Known | None = None
    rubric: Known | None = None
    language: Known | None = Field(None, description="its code (ISO 639) or English name", json_schema_extra=_or_word)
    published: Known | None = Field(None, description="EDTF: a day, or the window in which it lies")
    rights: Known | None = None
    sha256: str | None = Field(None, pattern=r"^[0-9a-f]{64}$", description="of the text file's bytes")
    lines: LineRoles = LineRoles()

    @field_validator("language", mode="before")
    @classmethod
    def _language_as_word(cls, value: Any) -> Any:
        # In which language a text is can be seen in it.
        return {"value": value, "certainty": "in the text"} if isinstance(value, str) else value

    @field_validator("language")
    @classmethod
    def _is_known_language(cls, known: Known | None) -> Known | None:
        if known and known_language(known.value) not in NAMES:
            raise ValueError(f"'{known.value}' is not a known language; give a code, such as en, or its name")
        return known


def read_record_beside(path: Path, reading: Reading) -> TextRecord | None:
    """What the YAML file beside a text says of it, if there is one.

    Raises:
        InputError: the file is wrong, or names lines that the text has not got.
    """
    beside = record_beside(path)
    if beside == path or not beside.is_file():
        return None
    record = read_record(beside, TextRecord)
    last = len(re.findall(r"\r\n|\r|\n", reading.text)) + 1
    for role, numbers in record.lines.model_dump().items():
        for number in numbers:
            if number > last:
                raise input_error(beside, f"'lines.{role}' names line {number}, but {path.name} has {last}")
    return record


def named_language(reading: Reading, record: TextRecord | None) -> str:
    """The code of the language that the YAML file beside a text names, or the table that it is from; else empty."""
    if record and record.language:
        return known_language(record.language.value)
    return reading.language


def roles_of_lines(reading: Reading, record: TextRecord | None) -> dict[int, str]:
    """The roles of lines that the text's file or the record beside it gives."""
    given = record.lines.model_dump() if record else {}
    roles = {number: role for role, numbers in given.items() for number in numbers}
    # Lines below each other that the record gives to the title are one title, and so with a heading.
    below = {
        number for number, role in roles.items() if role in ("title", "heading") and roles.get(number - 1) == role
    }
    return {**reading.roles, **roles, **dict.fromkeys(below, GOES_ON)}


def without_body(path: Path | str, record: TextRecord | None) -> InputError:
    """The error of a text without any words of a body."""
    if record is None:
        return input_error(
            path, "holds no text but headings", "give a text of sentences, or set its lines in a .yaml beside"
        )
    return input_error(record_beside(Path(path)), "leaves the text without a body", "name fewer lines under 'lines'")


def is_much(left_out: int, words: int) -> bool:
    """Whether more than a few per cent of a text's words are not of its body."""
    return 100 * left_out > FEW * words


def remark_on_left_out(left_out: int, words: int) -> str:
    """A warning that much of a text is not body; empty where it is not much.

    Args:
        left_out: words that are not of the body.
        words: all words of the text.
    """
    if not is_much(left_out, words):
        return ""
    return (
        f"{100 * left_out / words:.0f} % of its words ({left_out:,} of {words:,}) are headings and other parts that "
        f"are not body, which counts of the body leave out"
    )


def remarks_on_reading(reading: Reading, language_remark: str, left_out_remark: str = "") -> list[str]:
    """What was assumed when a text was read, what its language means for the counts, and whether much is left out."""
    kind = "" if reading.kind == PLAIN else f"it is read as {reading.kind}"
    return [words for words in (kind, *reading.notes, language_remark, left_out_remark) if words]
