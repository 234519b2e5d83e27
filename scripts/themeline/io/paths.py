"""Where input files are looked for, and what lies beside them."""

import functools
import importlib.util
import sysconfig
from pathlib import Path

from themeline.errors import input_error

HOME = Path(__file__).resolve().parents[3]
PACKAGE = "package://"
CODEBOOK, EVENTS = "seeds/themes.yaml", "seeds/events.yaml"
# A collection may have a text of another kind.
_TEXTS = [f"seeds/{path.name}" for path in sorted((HOME / "seeds").glob("essay.*")) if path.suffix != ".yaml"]
ESSAY = _TEXTS[0] if _TEXTS else "seeds/essay.txt"


def find_file(path: str | Path) -> Path:
    """An input file: a relative path is looked for in the current folder first, then in the project's.

    Raises:
        InputError: it is in neither, or a folder; or the package that is to carry it is not installed.
    """
    return find_path(path)


def find_path(path: str | Path, *, or_folder: bool = False) -> Path:
    """As `find_file`, of a file, or of a folder where it may be one."""
    found = existing_path(path, or_folder=or_folder)
    if found is None:
        if existing_path(path, or_folder=True):
            raise input_error(path, "this is a folder", "name one file in it")
        what = "there is no such file" + " or folder" * or_folder
        raise input_error(path, what, f"looked for in {Path.cwd()} and in {HOME}")
    return found


def existing_path(path: str | Path, *, or_folder: bool = False) -> Path | None:
    """As `find_path`, but None where nothing is there."""
    for candidate in (Path(resolved(str(path))), HOME / path):
        if candidate.is_file() or (or_folder and candidate.is_dir()):
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
        raise input_error(PACKAGE + name, "there is no such package", f"pip install {name}")
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
    for folder in _installed_folders():
        if path.is_relative_to(folder):
            return PACKAGE + path.relative_to(folder).as_posix()
    return None


@functools.cache
def _installed_folders() -> frozenset[Path]:
    return frozenset(Path(sysconfig.get_path(name)).resolve() for name in ("purelib", "platlib"))


def record_beside(text_file: Path) -> Path:
    """Where what is known about a text is read from, if it is there: the .yaml file of the same name."""
    return text_file.with_suffix(".yaml")


def text_of_sheet(sheet: Path, name: str) -> Path | None:
    """The text that a coding sheet names: beside the sheet, or in the folder above; None if it is in neither."""
    places = (sheet.parent / name, sheet.resolve().parent.parent / name) if Path(name).name == name else ()
    return next((place for place in places if place.is_file()), None)


def out_folder(path: str | Path) -> Path:
    """The folder that figures go to: a relative path starts from the project's folder."""
    return HOME / path
