"""Who coded a sheet, a person or which program, and what the sheet is for: the file NAME.coder.yaml beside it."""

from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field

from themeline.errors import InputError
from themeline.io.atomic import write_together
from themeline.io.files import read_text
from themeline.io.paths import in_package
from themeline.io.yaml_models import Record, read_record
from themeline.text.wording import count_of, join_list

Kind = Literal["person", "language model", "classifier", "dictionary", "other program"]
PERSON = "person"
ENDING = ".coder.yaml"
# What a sheet is for: a dictionary is improved on the one part, and never looks at the other.
DEVELOPMENT, TEST = "development", "test"


class Coder(Record):
    """A coder, of whatever kind."""

    name: str = Field(description="as it is to be called")
    kind: Kind = Field(description="what the coder is; only a person's codes count as truth where there are some")
    version: str = Field("", description="of a program: what it is called, and its version")
    prompt_sha256: str = Field("", pattern=r"^(|[0-9a-f]{64})$", description="of a language model: its instructions")
    learned_from: dict[str, str] = Field({}, description="of a classifier: files that it rests on, and their sha256")
    date: str = Field("", description="when the sheet was coded")
    part: Literal["", "development", "test"] = Field(
        "", description="what the sheet is for: development, on which the dictionary is improved, or test"
    )
    errors_shown: tuple[str, ...] = Field(
        (), description="of a test part: each day on which a command showed its errors; written by themeline score"
    )
    note: str = Field("", description="what else to know, such as whether the coder wrote the dictionary")


def coder_file(sheet: Path) -> Path:
    """Where it is said who coded a sheet; the file need not be there."""
    return sheet.with_name(sheet.stem + ENDING)


def read_coder(sheet: Path) -> Coder | None:
    """The coder of a sheet, from the file beside it; None where there is none.

    Raises:
        InputError: with the line of what is wrong in it.
    """
    beside = coder_file(sheet)
    return read_record(beside, Coder) if beside.is_file() else None


def purpose_of(coder: Coder | None, name: str) -> str:
    """What a sheet is for, `DEVELOPMENT` or `TEST`: as its coder's file says, or else its name; empty for neither."""
    named = name if name in (DEVELOPMENT, TEST) else ""
    return (coder.part if coder else "") or named


def note_errors_shown(sheet: Path, day: str) -> str:
    """Note in the file of a test part's coder that its errors were shown, and say so in a sentence.

    Nothing is noted, and nothing said, of a sheet that is not marked as a test part (``part: test``). What the
    package carries, and what cannot be written, stays as it is, and the sentence says that.

    Args:
        sheet: whose errors are shown.
        day: on which, as 2026-11-27.
    """
    coder = read_coder(sheet)
    if coder is None or coder.part != TEST:
        return ""
    beside = coder_file(sheet)
    before = coder.errors_shown
    often = f"they were shown {count_of(len(before), 'time')} before ({join_list(before)})" if before else ""
    said = f"{sheet.name} is a test part, and its errors are shown" + (f"; {often}" if often else "")
    after = "a dictionary that is changed after this needs another test part"
    try:
        if in_package(beside.resolve()):
            raise PermissionError(13, "it is part of an installed package")
        write_together(beside.parent, {beside.name: _with_days(read_text(beside), (*before, day)).encode()})
    except (InputError, OSError):
        return f"{said}; {beside.name} cannot be written, so note the day yourself (errors_shown); {after}"
    return f"{said}; noted in {beside.name}; {after}"


def _with_days(text: str, days: tuple[str, ...]) -> str:
    """The file of a coder with other days in ``errors_shown``; all else in it, comments too, stays as it is."""
    entry = "errors_shown: [" + ", ".join(f'"{day}"' for day in days) + "]"
    for key, value in yaml.compose(text, Loader=yaml.SafeLoader).value:
        if key.value == "errors_shown":
            # A list with hyphens ends for the parser where the next key begins, behind all comments.
            last = value if value.flow_style or not value.value else value.value[-1]
            return text[: key.start_mark.index] + entry + text[last.end_mark.index :]
    return text.rstrip("\n") + f"\n{entry}\n"


def coder_text(coder: Coder) -> str:
    """The file of a coder, which is kept beside the sheet."""
    plain = coder.model_dump(mode="json", exclude_defaults=True)
    return str(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=118))


def is_machine(kind: str) -> bool:
    """Whether a coder of this kind is no person; of one that is not said it is not known."""
    return kind not in ("", PERSON)
