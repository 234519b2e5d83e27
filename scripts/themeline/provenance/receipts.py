"""Receipts: what a notebook was run on and what it wrote, and what of it has changed since.

All is told by content hashes, never by the time of a file.
"""

import contextlib
import functools
import os
import platform
import re
import sys
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from themeline.errors import InputError
from themeline.io.files import file_sha256
from themeline.io.optional import EXTRAS
from themeline.io.paths import HOME, collection_around, in_package, is_carried, is_collection, resolved
from themeline.provenance.code_hash import package_sha256
from themeline.provenance.file_parameters import existing, named_files, read_along
from themeline.provenance.fingerprint import content_sha256, mark
from themeline.provenance.notebook import Notebook
from themeline.provenance.states import State

# What the project uses, but not its notebooks: other versions of these make no other figures.
NOT_RESTED_ON = (
    "aiohttp", "distributed", "fsspec", "icalendar", "jupyterlab", "nbdime", "pypdf", "python-calamine",
    "rocrate", "s3fs", "voila", "watchfiles", "xlsxwriter",
)  # fmt: skip


@dataclass(frozen=True)
class Receipt:
    """A run of a notebook. Hashes are sha256 in hexadecimal digits; files are named as `portable` does.

    Attributes:
        folder: where its figures are, below the folder of the receipts; "." if that is it.
        notebook: the file.
        cells: hash of its code.
        parameters: all of them with their values, except the folder written to.
        inputs: hash of each file read.
        package: hash of Themeline's code that the notebook uses.
        versions: of Python, of the platform, and of each package that it rests on.
        mark: what its figures carry, see `themeline.provenance.fingerprint`.
        executed: hash of the notebook with its outputs, as it would be committed.
        outputs: hash of each file written.
    """

    folder: str
    notebook: str
    cells: str
    parameters: dict[str, Any]
    inputs: dict[str, str]
    package: str
    versions: dict[str, str]
    mark: str = ""
    executed: str = ""
    outputs: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The notebook's name."""
        return Path(self.notebook).stem


@dataclass(frozen=True)
class Changes:
    """What differs from a receipt, each in words; ``missing``, ``inputs`` and ``outputs`` name files."""

    missing: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything does."""
        return any((self.missing, self.inputs, self.parameters, self.code, self.versions, self.outputs))


def expected(notebook: Notebook, given: dict[str, Any], folder: str, base: Path) -> Receipt:
    """The receipt that a run would have here and now, before it: without versions, outputs and the executed notebook.

    Args:
        notebook: what would be run.
        given: parameters whose values are not the notebook's own.
        folder: where its figures go, below ``base``.
        base: the folder of the receipts.
    """
    values = {name: parameter.default for name, parameter in notebook.parameters.items()} | given
    values.pop("out", None)
    named = {name: files for name, value in values.items() if (files := _files(name, value))}
    return Receipt(
        folder=folder,
        notebook=portable(notebook.path, base),
        cells=notebook.code_sha256(),
        parameters={
            name: ";".join(portable(file, base) for file in named[name]) if name in named else value
            for name, value in values.items()
        },
        inputs={
            portable(path, base): content_sha256(path)
            for name, files in named.items()
            for file in files
            for path in (file, *read_along(name, file))
        },
        package=package_sha256(notebook.code),
        versions={},
        mark=mark(notebook.name, values),
    )


def changes(receipt: Receipt, now: Receipt, base: Path) -> Changes:
    """What differs from a receipt now; ``now`` is what is `expected`."""
    recorded = receipt.parameters
    return Changes(
        missing=tuple(name for name in receipt.inputs if name not in now.inputs),
        inputs=tuple(name for name, digest in now.inputs.items() if receipt.inputs.get(name, "") != digest),
        parameters=tuple(
            f"{name} is {now.parameters.get(name)!r}, was {recorded.get(name)!r}"
            for name in sorted({*recorded, *now.parameters})
            if recorded.get(name) != now.parameters.get(name) or (name in recorded) != (name in now.parameters)
        ),
        code=tuple(
            words
            for words, old, new in (
                (receipt.notebook, receipt.cells, now.cells),
                ("Themeline's code", receipt.package, now.package),
            )
            if old != new
        ),
        versions=changed_versions(receipt),
        outputs=tuple(
            name for name, digest in receipt.outputs.items() if file_state(base / name, digest) is not State.INTACT
        ),
    )


def file_state(file: Path, digest: str) -> State:
    """Whether a file is intact, edited, or missing.

    Args:
        file: its place.
        digest: the hash that it has where it is intact.
    """
    if not file.is_file():
        return State.MISSING
    return State.INTACT if file_sha256(file) == digest else State.EDITED


def changed_versions(receipt: Receipt) -> tuple[str, ...]:
    """What is installed in another version than the receipt tells, in words."""
    here = installed()
    return tuple(
        f"{name} is {here.get(name, 'not installed')}, was {version}"
        for name, version in receipt.versions.items()
        if here.get(name) != version
    )


@functools.cache
def installed() -> dict[str, str]:
    """Version of each installed package, of Python, and of the platform. Reads names of folders only."""
    found = {"Python": platform.python_version(), "platform": f"{sys.platform} {platform.machine()}"}
    for place in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for name in os.listdir(place):  # noqa: PTH208
            if match := re.fullmatch(r"(.+)-([^-]+)\.dist-info", name):
                found[_normal(match[1])] = match[2]
    return found


@functools.cache
def versions_rested_on() -> dict[str, str]:
    """Versions of Python, the platform, and all packages that notebooks need, directly or by way of others."""
    from importlib.metadata import PackageNotFoundError, requires

    from packaging.requirements import Requirement

    here = installed()
    names: set[str] = set()
    # Of what is installed of the extras too; but no notebook learns.
    todo = [("themeline", frozenset(EXTRAS) - {"learn"})]
    while todo:
        name, extras = todo.pop()
        try:
            requirements = [Requirement(words) for words in requires(name) or []]
        except PackageNotFoundError:
            continue
        for requirement in requirements:
            needed = requirement.marker is None or any(
                requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras)
            )
            normal = _normal(requirement.name)
            if needed and normal not in {*names, "themeline", *NOT_RESTED_ON}:
                names.add(normal)
                todo.append((normal, frozenset(requirement.extras)))
    return {name: here[name] for name in ("Python", "platform", *sorted(names)) if name in here}


def portable(path: Path, base: Path) -> str:
    """The name of a file in a receipt, which is the same on another machine.

    Of what an installed package carries ``package://NAME/PATH``. Else from the collection's folder if it is in there,
    or from the folder of the receipts (``./`` or ``../`` first); its bare name if it has nothing above it in common
    with that. The collection is that of the receipts; where they are in none, the one that the user works in.
    """
    path, base = path.resolve(), base.resolve()
    if carried := in_package(path):
        return carried
    home = _collection_of(base)
    if is_collection(home) and path.is_relative_to(home):
        return path.relative_to(home).as_posix()
    shared = next((folder for folder in path.parents if base.is_relative_to(folder)), None)
    if shared is None or shared == Path(path.anchor):
        return path.name
    relative = Path(os.path.relpath(path, base)).as_posix()
    return relative if relative.startswith("..") else f"./{relative}"


def locate(name: str, base: Path) -> Path:
    """The file that `portable` has named so; it need not be there."""
    if is_carried(name):
        with contextlib.suppress(InputError):  # the package is not installed
            return Path(resolved(name))
    return (base / name).resolve() if name.startswith(".") else _collection_of(base.resolve()) / name


def _collection_of(base: Path) -> Path:
    return collection_around(base) or HOME


def _files(name: str, value: object) -> list[Path]:
    """The files that a parameter names; also a parameter that is not known to name any may."""
    if not isinstance(value, str) or not value:
        return []
    found = []
    for file in named_files(name, value) or [value]:
        # The value may be no path: too long for one, for example; or its package is not there.
        with contextlib.suppress(OSError, ValueError, InputError):
            if path := existing(name, file):
                found.append(path)
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
