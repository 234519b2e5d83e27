"""Where files are looked for, and how lists of names are given as one parameter."""

import functools
import importlib.util
import re
import sysconfig
from collections.abc import Collection
from pathlib import Path

from themeline.errors import InputError, wrong
from themeline.files import read_table, table_reader

HOME = Path(__file__).resolve().parents[2]
# The parameters of notebooks that name a file to read; of those in `LISTS`, one or more; of those in `FOLDERS`, a
# file or a folder with all that is in it.
FILE_PARAMETERS = ("essay", "codebook", "events", "stopwords", "coding", "corpus", "metadata")
LISTS = ("coding",)
FOLDERS = ("corpus",)
PACKAGE = "package://"


def find_file(path: str | Path) -> Path:
    """An input file: a relative path is looked for in the current folder first, then in the project's.

    Raises:
        InputError: it is in neither; or the package that is to carry it is not installed.
    """
    return find_input("", path)


def find_input(parameter: str, path: str | Path) -> Path:
    """The file of a parameter, or the folder where it may be one; see `find_file`."""
    found = existing(parameter, path)
    if found is None:
        what = "there is no such file" + " or folder" * (parameter in FOLDERS)
        raise wrong(path, what, f"looked for in {Path.cwd()} and in {HOME}")
    return found


def existing(parameter: str, path: str | Path) -> Path | None:
    """As `find_input`, but None where nothing is there."""
    for candidate in (Path(resolved(str(path))), HOME / path):
        if candidate.is_file() or (parameter in FOLDERS and candidate.is_dir()):
            return candidate
    return None


def is_carried(path: str) -> bool:
    """Whether a path is that of something in an installed package."""
    return path.startswith(PACKAGE)


def is_address(path: str) -> bool:
    """Whether a path is the address of something elsewhere, or in an archive."""
    return "://" in path and not is_carried(path)


@functools.lru_cache(maxsize=4)
def _package(name: str) -> str:
    found = importlib.util.find_spec(name) if name.isidentifier() else None
    if found is None or not found.submodule_search_locations:
        raise wrong(PACKAGE + name, "there is no such package", f"pip install {name}")
    return next(iter(found.submodule_search_locations))


def resolved(path: str) -> str:
    """The path, or that of a file or folder that an installed package carries (``package://NAME/PATH``).

    Raises:
        InputError: the package is not installed.
    """
    if not is_carried(path):
        return path
    name, _, inside = path.removeprefix(PACKAGE).partition("/")
    return str(Path(_package(name), *inside.split("/")))


def in_package(path: Path) -> str | None:
    """``package://NAME/PATH`` of a file or folder (resolved) that an installed package carries; None of any other."""
    for folder in {Path(sysconfig.get_path(name)).resolve() for name in ("purelib", "platlib")}:
        if path.is_relative_to(folder):
            return PACKAGE + path.relative_to(folder).as_posix()
    return None


def record_beside(text_file: Path) -> Path:
    """Where what is known about a text is read from, if it is there: the .yaml file of the same name."""
    return text_file.with_suffix(".yaml")


def text_of_sheet(sheet: Path, name: str) -> Path | None:
    """The text that a coding sheet names: beside the sheet, or in the folder above; None if it is in neither."""
    places = (sheet.parent / name, sheet.resolve().parent.parent / name) if Path(name).name == name else ()
    return next((place for place in places if place.is_file()), None)


def named_files(name: str, value: object) -> list[str]:
    """The files that a parameter's value names; none where it is no parameter of files, empty, or an address."""
    if name not in FILE_PARAMETERS or not isinstance(value, str) or not value or is_address(value):
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
