"""The notebook that runs: its name, the values of its parameters, and where its figures go."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from themeline.errors import input_error
from themeline.figures.export import check_formats, keep_text
from themeline.figures.figure import Figure
from themeline.figures.letters import remark
from themeline.io.names import split_names
from themeline.io.paths import out_folder
from themeline.provenance.fingerprint import made_by
from themeline.provenance.notebook import NOTE, typed
from themeline.text.document import Document

# Where and in what formats a notebook writes makes no difference to what its figures show.
_NOT_SHOWN = ("out", "formats")


@dataclass(frozen=True)
class NotebookRun:
    """A notebook at work.

    Attributes:
        name: of its file, without ending.
        parameters: their values by their names, in the order of the cell that holds them.
    """

    name: str
    parameters: dict[str, Any]

    @property
    def origin(self) -> str:
        """Where its figures come from, in words, with the mark by which their receipt is found again.

        Raises:
            InputError: a file that a parameter names is missing.
        """
        return made_by(self.name, **{k: v for k, v in self.parameters.items() if k not in _NOT_SHOWN})

    @property
    def folder(self) -> Path:
        """The folder that it writes to: of the parameter ``out``."""
        return out_folder(self.parameters.get("out", "figures"))

    def note(self, *remarks: str) -> None:
        """Tell whoever runs the notebook, here and on the terminal: what was left out, and the like."""
        for words in remarks:
            print(f"{NOTE}{words}", file=sys.stderr)

    def save(self, *figures: Figure, document: Document | None = None) -> list[Path]:
        """Write figures into the folder, in the formats of the parameter ``formats``, with their origin.

        Letters that no font has are told.

        Args:
            figures: each with all its files.
            document: their text, which is kept as text.txt where its file is not plain UTF-8.

        Returns:
            The files.

        Raises:
            InputError: see `Figure.save`.
        """
        formats = check_formats(split_names(self.parameters.get("formats", "")))
        more = {"origin": self.origin, "base_url": self.parameters.get("base_url", "")}
        missing = list(dict.fromkeys(letter for figure in figures for letter in figure.missing))
        if missing:
            self.note(remark(missing))
        files = [file for figure in figures for file in figure.save(self.folder, formats, **more)]
        return files + (keep_text(document.reading, self.folder) if document else [])


def this_notebook(name: str, namespace: dict[str, Any] | None = None) -> NotebookRun:
    """The notebook that calls this, below its cell of parameters.

    Its parameters are the variables that are declared with a type (``width: str = "double"``), which in a notebook of
    a collection are those of the cell tagged "parameters"; their values are those that they have now. Papermill reads
    values as YAML, which makes a number of ``2019`` and a date of ``2008-02-12``: such a value is put back into the
    type that the notebook declares, so that the cells below have what they expect.

    Args:
        name: of the notebook's file, without ending.
        namespace: its variables; by default, those of the running notebook.

    Raises:
        InputError: it is not called in a notebook, or before the cell of parameters has been run; or a value does
            not have the declared type.
    """
    if namespace is None:
        from IPython import get_ipython

        shell = get_ipython()
        namespace = shell.user_ns if shell else {}
    declared = namespace.get("__annotations__", {})
    if not declared:
        advice = 'run the cell of parameters first; each is declared with its type, as width: str = "double"'
        raise input_error(name, "has no parameters yet", advice)
    values = {key: _as_declared(key, namespace[key], kind) for key, kind in declared.items() if key in namespace}
    namespace.update(values)
    return NotebookRun(name, values)


def _as_declared(name: str, value: Any, kind: Any) -> Any:
    """A value in the type that its parameter declares.

    On its command line papermill makes "no" a word, which would be true where true or false is asked for.
    """
    if kind in (int, float, bool):
        if type(value) is kind:
            return value
        whole = isinstance(value, float) and value.is_integer()
        return typed(name, str(int(value)) if kind is int and whole else str(value), kind.__name__)
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(str(_as_declared(name, one, str)) for one in value)
    return str(value)
