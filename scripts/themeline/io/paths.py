"""Where input files are looked for, and what lies beside them.

A collection is a folder with notebooks and seeds. Commands work for the collection that they are called in; called
elsewhere, for that of the checkout that this package lies in; where the package is installed without one, for the
current folder, with the notebooks and seeds that the package carries.
"""

import functools
import glob
import importlib.util
import os
import re
import sysconfig
from pathlib import Path

from themeline.errors import input_error
from themeline.io.names import did_you_mean
from themeline.io.optional import install

PACKAGE = "package://"
CODEBOOK, EVENTS = "seeds/themes.yaml", "seeds/events.yaml"
# So the name of a folder ends that has the texts of a sheet, see `texts_of_sample`.
TEXTS = "-texts"
_OWN = Path(__file__).resolve().parents[1]
_CHECKOUT = _OWN.parents[1]


def is_collection(folder: Path) -> bool:
    """Whether a folder has notebooks and seeds."""
    return (folder / "seeds").is_dir() and any((folder / "notebooks").glob("*.ipynb"))


def collection_around(folder: Path) -> Path | None:
    """The nearest of a folder and those above it that is a collection; None where there is none."""
    return next((place for place in (folder, *folder.parents) if is_collection(place)), None)


IN_CHECKOUT = _OWN == _CHECKOUT / "scripts" / "themeline" and is_collection(_CHECKOUT)
# The folder of the notebooks and seeds that come with the package; `setup.py` copies them into an installed one.
SHIPPED = _CHECKOUT if IN_CHECKOUT else _OWN / "carried"


def _home() -> Path:
    try:
        here = Path.cwd()
    except FileNotFoundError:  # it was removed under the feet of who works in it
        return SHIPPED
    return collection_around(here) or (_CHECKOUT if IN_CHECKOUT else here)


# The collection's folder, or the current one: known once, when this is imported.
HOME = _home()
# A collection is whole in itself: another one's events or coding sheets would say nothing of its text.
_PLACES = (HOME,) if is_collection(HOME) else (HOME, SHIPPED)


def in_collection(path: str | Path) -> Path:
    """Where a file of the collection is, wherever the user is; it need not be there.

    Args:
        path: from the collection's folder, such as ``seeds/themes.yaml``.
    """
    return next((place / path for place in _PLACES if (place / path).exists()), HOME / path)


# A collection may have a text of another kind.
_TEXTS = [f"seeds/{path.name}" for path in sorted(in_collection("seeds").glob("essay.*")) if path.suffix != ".yaml"]
ESSAY = _TEXTS[0] if _TEXTS else "seeds/essay.txt"


def find_file(path: str | Path) -> Path:
    """An input file.

    A relative path is looked for in the current folder first, then in the collection's; where there is no collection,
    in what the installed package carries.

    Raises:
        InputError: it is in none of them, or a folder; or the package that is to carry it is not installed.
    """
    return find_path(path)


def find_path(path: str | Path, *, or_folder: bool = False) -> Path:
    """As `find_file`, of a file, or of a folder where it may be one."""
    found = existing_path(path, or_folder=or_folder)
    if found is None:
        if existing_path(path, or_folder=True):
            raise input_error(path, "is a folder", "name one file in it")
        what = "there is no such file" + " or folder" * or_folder
        advice = f"{like_it(path)}looked for in {' and in '.join(map(str, _looked_in()))}"
        raise input_error(path, what, advice)
    return found


def existing_path(path: str | Path, *, or_folder: bool = False) -> Path | None:
    """As `find_path`, but None where nothing is there."""
    for candidate in (Path(resolved(str(path))), *(place / path for place in _PLACES)):
        if candidate.is_file() or (or_folder and candidate.is_dir()):
            return candidate
    return None


def like_it(path: str | Path) -> str:
    """The question whether a file or folder is meant that has nearly the name of one that is missing, or nothing."""
    path = Path(path)
    folders = [place / path.parent for place in (Path(), *_PLACES)]
    readable = [folder for folder in folders if folder.is_dir() and os.access(folder, os.R_OK)]
    names = {one.name for folder in readable for one in folder.iterdir() if not one.name.startswith(".")}
    # Names of files have their ending in common already.
    meant = did_you_mean(path.name, sorted(names), alike=0.85)
    return meant if path.parent == Path() else meant.replace("'", f"'{path.parent.as_posix()}/", 1)


def _looked_in() -> list[Path]:
    return list(dict.fromkeys((Path.cwd(), *_PLACES)))


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
        raise input_error(PACKAGE + name, "there is no such package", install(name))
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
    # This package may be in a folder of its own: pip install --target.
    own = () if IN_CHECKOUT else (_OWN.parent,)
    return frozenset((*(Path(sysconfig.get_path(name)).resolve() for name in ("purelib", "platlib")), *own))


def record_beside(text_file: Path) -> Path:
    """Where what is known about a text is read from, if it is there: the .yaml file of the same name."""
    return text_file.with_suffix(".yaml")


def in_other_languages(file: Path) -> dict[str, Path]:
    """The files of the same name for other languages, by their codes: ``themes.ru.yaml`` beside ``themes.yaml``."""
    beside = sorted(file.parent.glob(f"{glob.escape(file.stem)}.*{glob.escape(file.suffix)}"))
    codes = [path.stem.removeprefix(f"{file.stem}.") for path in beside]
    return {code: path for code, path in zip(codes, beside, strict=True) if re.fullmatch("[a-z]{2,3}", code)}


def text_of_sheet(sheet: Path, name: str) -> Path | None:
    """The text that a coding sheet names: beside the sheet, where `texts_of_sample` are, or in the folder above."""
    if Path(name).name != name:
        return None
    folders = [sheet.parent, *texts_of_sample(sheet.parent), sheet.resolve().parent.parent]
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


def texts_of_sample(folder: Path) -> list[Path]:
    """Where the texts are of sheets in a folder that were drawn from a corpus.

    They are in a folder whose name ends in `TEXTS`; or a file of that name and .yaml says in which folder of an
    installed package they are (``folder: package://NAME/PATH``).
    """
    files = sorted(folder.glob(f"*{TEXTS}.yaml"))
    named = [file.read_text("utf-8").removeprefix("folder:").strip() for file in files]
    carried = [Path(resolved(path)) for path in named if is_carried(path)]
    return [*sorted(path for path in folder.glob(f"*{TEXTS}") if path.is_dir()), *carried]


def out_folder(path: str | Path) -> Path:
    """The folder that figures go to: a relative path starts from the collection's folder."""
    return HOME / path
