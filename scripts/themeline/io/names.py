"""Lists of names in one parameter, and names that are free."""

import re
from collections.abc import Collection
from pathlib import Path


def known_names(given: str, known: Collection[str], separator: str = ", ") -> str:
    """What to do about a name that is not known, as advice of an error: the name that is meant, it seems; and all."""
    return f"{did_you_mean(given, known)}there are {separator.join(known)}"


def did_you_mean(given: str, known: Collection[str], *, alike: float = 0.7) -> str:
    """The question whether a name is meant that is nearly the one given, with a space behind; empty if none is.

    Args:
        given: the name that is not known.
        known: those that are.
        alike: the least share of letters that the two have in common, in their order (difflib's ratio).
    """
    from difflib import get_close_matches

    folded = {name.casefold(): name for name in reversed(list(known))}
    close = get_close_matches(given.casefold(), folded, n=1, cutoff=alike)
    return f"did you mean '{folded[close[0]]}'? " if close else ""


def split_names(names: str) -> list[str]:
    """The names in a parameter: separated by semicolons if it has one, else by commas."""
    return [name.strip() for name in names.split(";" if ";" in names else ",") if name.strip()]


def folder_names(files: list[Path]) -> list[str]:
    """A name for a folder of each file, from its own: letters, digits, hyphens only, and no two alike."""
    names: list[str] = []
    for file in files:
        names.append(free_name(re.sub(r"[\W_]+", "-", file.stem.casefold())[:60].strip("-") or "text", names))
    return names


def fitted_name(name: str) -> str:
    """A name that a file may have on any system, of 80 characters at most; empty if nothing of it is left."""
    return "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in name).strip(".-")[:80]


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, or with the first number from 2 behind it that makes it another than those taken."""
    tries = (name if number == 1 else f"{name}-{number}" for number in range(1, len(taken) + 2))
    return next(one for one in tries if one not in taken)
