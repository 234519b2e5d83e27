"""Lists of names in one parameter, and names that are free."""

import re
from collections.abc import Collection
from pathlib import Path


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
