"""Files written together: all of them, or none."""

import secrets
from pathlib import Path

from themeline.errors import InputError, input_error


def write_together(out: Path, contents: dict[str, bytes]) -> list[Path]:
    """Write files to a folder under other names, and rename them when all are there.

    Raises:
        InputError: the folder cannot be written.
    """
    mark = secrets.token_hex(4)
    parts = {out / name: out / f".{name}.{mark}.part" for name in contents}
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(out, error) from None
    try:
        for (path, part), content in zip(parts.items(), contents.values(), strict=True):
            part.write_bytes(content)
            if path.is_dir():
                raise IsADirectoryError(21, "is a folder", str(path))
        for path, part in parts.items():
            part.replace(path)
    except OSError as error:
        raise _unwritable(error.filename or out, error) from None
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
    return list(parts)


def _unwritable(place: str | Path, error: OSError) -> InputError:
    return input_error(place, f"cannot be written ({error.strerror})", "choose another folder")
