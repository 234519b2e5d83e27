"""The files that receipts tell of, each held to its receipt and to what it was made from."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from themeline.errors import InputError
from themeline.io.optional import install
from themeline.io.paths import PACKAGE, is_carried
from themeline.provenance.notebook import read_notebook
from themeline.provenance.receipts import Receipt, changes, expected, file_state, locate
from themeline.provenance.states import State


@dataclass(frozen=True)
class CheckedFile:
    """What a check has found about a file.

    Attributes:
        file: its name from the folder of the receipts.
        state: in which it is.
        detail: what it is older than, what is missing, what differs.
        notebook: that has made it; empty where that is not known.
    """

    file: str
    state: State
    detail: str = ""
    notebook: str = ""

    @property
    def advice(self) -> str:
        """What to do about it; empty where there is nothing to do."""
        if self.state is State.INPUT_MISSING and (packages := _packages(self.detail)):
            return " and ".join(map(install, packages))
        return self.state.advice(self.notebook)


def check_outputs(receipt: Receipt, base: Path) -> Iterator[CheckedFile]:
    """Each file that a receipt tells of: intact, edited, missing, older, or with an input missing.

    Args:
        receipt: of a run.
        base: the folder of the receipts.
    """
    whole, detail = _state_of_run(receipt, base)
    for name, digest in receipt.outputs.items():
        state = file_state(base / name, digest)
        if state is State.INTACT:
            yield CheckedFile(name, whole, detail, receipt.name)
        else:
            yield CheckedFile(name, state, "", receipt.name)


def missing_inputs(receipt: Receipt, base: Path) -> list[str]:
    """The files that a run has read, and its notebook, that are not there any more; named as in the receipt."""
    return [name for name in (*receipt.inputs, receipt.notebook) if not locate(name, base).exists()]


def given_parameters(receipt: Receipt, base: Path) -> dict[str, Any]:
    """The parameters of a run as they are given to a notebook here, files by their places on this machine."""
    return {
        name: _located(value, receipt, base) if isinstance(value, str) else value
        for name, value in receipt.parameters.items()
    }


def _state_of_run(receipt: Receipt, base: Path) -> tuple[State, str]:
    """The state of all files of a run that are as they were written, and the detail of it."""
    if missing := missing_inputs(receipt, base):
        return State.INPUT_MISSING, ", ".join(missing)
    try:
        notebook = read_notebook(locate(receipt.notebook, base))
        changed = changes(receipt, expected(notebook, given_parameters(receipt, base), receipt.folder, base), base)
    except InputError as error:
        return State.OLDER, str(error)
    newer = (*changed.missing, *changed.inputs, *changed.code)
    return (State.OLDER, ", ".join(newer)) if newer else (State.INTACT, "")


def _packages(names: str) -> list[str]:
    """The packages that carry what is missing; none where some of it is a file of the collection."""
    missing = names.split(", ")
    if not all(map(is_carried, missing)):
        return []
    return sorted({name.removeprefix(PACKAGE).partition("/")[0] for name in missing})


def _located(value: str, receipt: Receipt, base: Path) -> str:
    """A parameter's value with the places of the files that it names; as it is where it names none.

    What a package carries keeps its address, by which the notebook was given it, and which its pages may show.
    """
    files = value.split(";")
    if not receipt.inputs.keys() >= {*files}:
        return value
    return ";".join(file if is_carried(file) else str(locate(file, base)) for file in files)
