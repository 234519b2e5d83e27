"""The parameters of notebooks that name files: which they are, where the files are, what is read along with them."""

from pathlib import Path

from themeline.errors import InputError
from themeline.io.files import read_table, table_rows
from themeline.io.names import split_names
from themeline.io.paths import (
    existing_path,
    find_path,
    in_collection,
    in_other_languages,
    is_address,
    record_beside,
    text_of_sheet,
)

# The parameters of notebooks that name a file to read; of those in `LISTS`, one or more; of those in `FOLDERS`, a
# file or a folder with all that is in it.
FILE_PARAMETERS = ("essay", "codebook", "general", "events", "stopwords", "coding", "corpus", "metadata")


LISTS = ("coding",)


FOLDERS = ("corpus",)


# Of these the files of the same name for other languages are read too.
IN_LANGUAGES = ("codebook", "general", "stopwords")


def find_input(parameter: str, path: str | Path) -> Path:
    """The file of a parameter, or the folder where it may be one; see `find_file`."""
    return find_path(path, or_folder=parameter in FOLDERS)


def existing(parameter: str, path: str | Path) -> Path | None:
    """As `find_input`, but None where nothing is there."""
    return existing_path(path, or_folder=parameter in FOLDERS)


def named_files(name: str, value: object) -> list[str]:
    """The files that a parameter's value names; none where it is not a parameter of files, empty, or an address."""
    if name not in FILE_PARAMETERS or not isinstance(value, str) or not value or is_address(value):
        return []
    is_one_file = name not in LISTS or Path(value).is_file() or in_collection(value).is_file()
    return [value] if is_one_file else split_names(value)


def read_along(name: str, file: Path) -> list[Path]:
    """What is read along with the file of a parameter: a text's record; of a coding sheet, its texts and records; of
    a dictionary, and of words to leave out, those of other languages."""
    if name in IN_LANGUAGES and file.suffix in (".yaml", ".txt"):
        return [*in_other_languages(file).values()]
    texts = [file] if name == "essay" else _texts_of_sheet(file) if name == "coding" else []
    along = [path for text in texts for path in (text, record_beside(text)) if path.is_file() and path != file]
    return list(dict.fromkeys(along))


def _texts_of_sheet(sheet: Path) -> list[Path]:
    try:
        names = dict.fromkeys(
            row.get("document", "").strip() for _, _, row in table_rows(sheet, read_table(sheet)).rows
        )
    except InputError:
        return []
    found = (text_of_sheet(sheet, name) for name in names)
    return [text for text in found if text]
