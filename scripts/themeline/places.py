"""Where files are looked for, and how lists of names are given as one parameter."""

import re
from collections.abc import Collection
from pathlib import Path

from themeline.errors import wrong

HOME = Path(__file__).resolve().parents[2]
# The parameters of notebooks that name a file to read.
FILE_PARAMETERS = ("essay", "codebook", "events", "stopwords")


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
