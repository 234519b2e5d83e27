"""Who coded a sheet: a person, or which program. A file NAME.coder.yaml beside the sheet says it."""

from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field

from themeline.io.yaml_models import Record, read_record

Kind = Literal["person", "language model", "classifier", "dictionary", "other program"]
PERSON = "person"
ENDING = ".coder.yaml"


class Coder(Record):
    """A coder, of whatever kind."""

    name: str = Field(description="as it is to be called")
    kind: Kind = Field(description="what the coder is; only a person's codes count as truth where there are some")
    version: str = Field("", description="of a program: what it is called, and its version")
    prompt_sha256: str = Field("", pattern=r"^(|[0-9a-f]{64})$", description="of a language model: its instructions")
    learned_from: dict[str, str] = Field({}, description="of a classifier: files that it rests on, and their sha256")
    date: str = Field("", description="when the sheet was coded")
    note: str = Field("", description="what else to know, such as whether the coder wrote the dictionary")


def read_coder(sheet: Path) -> Coder | None:
    """The coder of a sheet, from the file beside it; None where there is none.

    Raises:
        InputError: with the line of what is wrong in it.
    """
    beside = sheet.with_name(sheet.stem + ENDING)
    return read_record(beside, Coder) if beside.is_file() else None


def coder_text(coder: Coder) -> str:
    """The file of a coder, which is kept beside the sheet."""
    plain = coder.model_dump(mode="json", exclude_defaults=True)
    return str(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=118))


def is_machine(kind: str) -> bool:
    """Whether a coder of this kind is no person; of one that is not said it is not known."""
    return kind not in ("", PERSON)
