"""Where files are looked for, and how lists of names are given as one parameter."""

import re
from collections.abc import Collection
from pathlib import Path

from themeline.errors import InputError, wrong
from themeline.files import read_table, table_reader

HOME = Path(__file__).resolve().parents[2]
# The parameters of notebooks that name a file to read; of those in `LISTS`, one or more.
FILE_PARAMETERS = ("essay", "codebook", "events", "stopwords", "coding")
LISTS = ("coding",)


def find_file(path: str | Path) -> Path:
    """An input file: a relative path is looked for in the current folder first, then in the project's.

    Raises:
        InputError: it is in neither.
    """
    for candidate in (Path(path), HOME / path):
        if candidate.is_file():
            return candidate
    raise wrong(path, "there is no such file", f"looked for in {Path.cwd()} and in {HOME}")


def record_beside(text_file: Path) -> Path:
    """Where what is known about a text is read from, if it is there: the .yaml file of the same name."""
    return text_file.with_suffix(".yaml")


def text_of_sheet(sheet: Path, name: str) -> Path | None:
    """The text that a coding sheet names: beside the sheet, or in the folder above; None if it is in neither."""
    places = (sheet.parent / name, sheet.resolve().parent.parent / name) if Path(name).name == name else ()
    return next((place for place in places if place.is_file()), None)


def named_files(name: str, value: object) -> list[str]:
    """The files that a parameter's value names; none where it is no parameter of files, or empty."""
    if name not in FILE_PARAMETERS or not isinstance(value, str) or not value:
        return []
    one = name not in LISTS or Path(value).is_file() or (HOME / value).is_file()
    return [value] if one else split_names(value)


def read_along(name: str, file: Path) -> list[Path]:
    """What is read along with the file of a parameter: a text's record; of a coding sheet, its texts and records."""
    texts = [file] if name == "essay" else _texts_of_sheet(file) if name == "coding" else []
    along = [path for text in texts for path in (text, record_beside(text)) if path.is_file() and path != file]
    return list(dict.fromkeys(along))


def _texts_of_sheet(sheet: Path) -> list[Path]:
    try:
        names = dict.fromkeys((row.get("document") or "").strip() for row in table_reader(read_table(sheet)))
    except InputError:
        return []
    found = (text_of_sheet(sheet, name) for name in names)
    return [text for text in found if text]


def out_folder(path: str | Path) -> Path:
    """The folder that figures go to: a relative path starts from the project's folder."""
    return HOME / path


def split_names(names: str) -> list[str]:
    """The names in a parameter: parted by semicolons where there is one, else by commas."""
    return [name.strip() for name in names.split(";" if ";" in names else ",") if name.strip()]


def folder_names(files: list[Path]) -> list[str]:
    """A name for a folder of each file, from its own: letters, digits, hyphens only, and no two alike."""
    names: list[str] = []
    for file in files:
        names.append(free_name(re.sub(r"[\W_]+", "-", file.stem.casefold())[:60].strip("-") or "text", names))
    return names


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, or with the first number from 2 behind it that makes it another than those taken."""
    tries = (name if number == 1 else f"{name}-{number}" for number in range(1, len(taken) + 2))
    return next(one for one in tries if one not in taken)
