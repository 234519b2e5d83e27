"""Where a figure came from: in words, and as a mark that finds its receipt again."""

import hashlib
import html
import json
import os
import re
from pathlib import Path
from typing import Any

from themeline.io.files import file_sha256
from themeline.provenance.file_parameters import find_input, named_files, read_along

# What a mark looks like wherever it stands.
MARK = re.compile(r"sha256:[0-9a-f]{64}")
# Where matplotlib writes the metadata "Source" of an SVG.
SVG_SOURCE = re.compile(r"<dc:source>(.*?)</dc:source>", re.DOTALL)


def made_by(notebook: str, **parameters: object) -> str:
    """Where a figure came from: notebook and parameters, files by their names, empty ones left out; and the mark."""
    given = {
        name: ", ".join(Path(file).name for file in named_files(name, value)) or value
        for name, value in parameters.items()
        if value
    }
    words = "; ".join(f"{name} {value}" for name, value in given.items())
    return f"{notebook}: {words} [{mark(notebook, parameters)}]"


def without_mark(origin: str) -> str:
    """The words of where a figure came from, as `made_by` gives them, without the mark."""
    words, bracket, end = origin.rpartition(" [")
    return words if bracket and MARK.fullmatch(end.removesuffix("]")) else origin


def origin_of(svg: str) -> str:
    """Where a drawing came from, with its mark, as `themeline.figures.export` has put it there; empty if it has not.

    Args:
        svg: the text of the file.
    """
    source = SVG_SOURCE.search(svg)
    return html.unescape(source[1]) if source else ""


def mark(notebook: str, parameters: dict[str, Any]) -> str:
    """``sha256:`` and the hash of what decides on a figure's content: parameters, and the files that they name.

    The same on each machine. The code is not in it, so that a figure drawn anew has its old mark.

    Args:
        notebook: its name.
        parameters: all that it has, except where it writes, and in what formats.

    Raises:
        InputError: a file is not there.
    """
    given = {
        name: _content(name, files) if (files := named_files(name, value)) else value
        for name, value in parameters.items()
        if name not in ("out", "formats")
    }
    words = json.dumps([notebook, given], sort_keys=True)
    return f"sha256:{hashlib.sha256(words.encode()).hexdigest()}"


def content_sha256(path: Path) -> str:
    """Hash of a file's bytes; of a folder, that of the names and hashes of all files in it and below it.

    What has a name that begins with a dot is left out.
    """
    if path.is_file():
        return file_sha256(path)
    lines = []
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in (Path(folder, name) for name in sorted(files) if not name.startswith(".")):
            lines.append(f"{file_sha256(file)} {file.relative_to(path).as_posix()}\n")
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def _content(name: str, values: list[str]) -> list[str]:
    files = [find_input(name, value) for value in values]
    digests = [content_sha256(path) for file in files for path in (file, *read_along(name, file))]
    return [*(file.name for file in files), *digests]
