"""Where files are looked for, and how lists of names are given as one parameter."""

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


def out_folder(path: str | Path) -> Path:
    """The folder that figures go to: a relative path starts from the project's folder."""
    return HOME / path


def split_names(names: str) -> list[str]:
    """The names in a parameter: parted by semicolons where there is one, else by commas."""
    return [name.strip() for name in names.split(";" if ";" in names else ",") if name.strip()]
