"""One notebook through papermill, and what is said where it does not run through."""

import logging
import re
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from themeline.provenance.notebook import Notebook, lasting
from themeline.runs.kernels.provisioner import Provisioner
from themeline.text.wording import single_spaced

ENGINE = "themeline"


@dataclass(frozen=True)
class Failure:
    """A notebook that did not run through: in which cell and line of it, and why.

    Cells and lines count from 1; ``cell`` is None where no cell is to blame. ``kept`` is the notebook with its error.
    Where input is wrong (``bad_input``), ``error`` has a line for each fault.
    """

    notebook: Notebook
    error: str
    cell: int | None = None
    cell_id: str = ""
    line: int | None = None
    source: str = ""
    kept: Path | None = None
    bad_input: bool = False

    def __str__(self) -> str:
        """Notebook, cell, line with its source, error."""
        return f"{self.place}: {self.error}"

    @property
    def place(self) -> str:
        """Notebook, cell, line with its source."""
        place = f"{self.notebook.path.name}: " + (f"cell {self.cell} ('{self.cell_id}')" if self.cell else "")
        if self.line:
            place += f", line {self.line} ({self.source})"
        return place.removesuffix(": ")


class _Engine(NBClientEngine):  # type: ignore[misc]
    """Papermill's own engine, which also tells when a cell begins and ends."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        begun: Callable[[Any, Any], object],
        ended: Callable[[], object],
        **options: Any,
    ) -> Any:
        start, complete = nb_man.cell_start, nb_man.cell_complete

        def start_and_tell(cell: Any, *rest: Any, **details: Any) -> None:
            start(cell, *rest, **details)
            begun(nb_man.nb, cell)

        def complete_and_tell(*cell: Any, **details: Any) -> None:
            complete(*cell, **details)
            ended()

        nb_man.cell_start, nb_man.cell_complete = start_and_tell, complete_and_tell
        return super().execute_managed_notebook(nb_man, kernel_name, **options)


papermill_engines.register(ENGINE, _Engine)
# What went wrong is said once, by `Failure`.
logging.getLogger("papermill").setLevel(logging.CRITICAL)


def execute(
    notebook: Notebook,
    parameters: dict[str, Any],
    executed: Path,
    *,
    sockets: Path | None,
    timeout: int | None,
    cell_done: Callable[[], object],
) -> Failure | None:
    """Run a notebook.

    Args:
        notebook: what to run.
        parameters: those that are given.
        executed: where the notebook with its outputs is written, also where it fails.
        sockets: the folder for the kernel's sockets; none for ports of this machine, with keys.
        timeout: of a cell, in seconds; none for as long as it takes.
        cell_done: called after each cell.
    """
    current: list[tuple[Any, Any]] = []
    # Beside the notebook, not in the user's folder for running kernels: there it would outlive a run that is killed.
    connection = {"connection_file": str(executed.with_name("kernel.json"))}
    if sockets:
        connection |= {"transport": "ipc", "ip": str(sockets / executed.parent.name)}
    try:
        papermill.execute_notebook(
            notebook.path,
            executed,
            parameters=parameters,
            engine_name=ENGINE,
            request_save_on_cell_execute=False,
            progress_bar=False,
            begun=lambda *running: current.append(running),
            ended=cell_done,
            config=Config({"KernelManager": connection}),
            extra_arguments=["--IPKernelApp.log_level=50"],
            execution_timeout=timeout,
            coalesce_streams=True,
        )
    except PapermillExecutionError as error:
        bad_input = error.ename == "InputError"
        # Of wrong input each fault has a line.
        lines = dict.fromkeys(single_spaced(line).strip() for line in str(error.evalue).splitlines())
        words = "\n".join(filter(None, lines))
        if not bad_input:
            words = f"{error.ename}: {single_spaced(str(error.evalue)).strip()}".removesuffix(": ")
        if error.ename == "CellExecutionError":  # what papermill says where the kernel told of no error
            words = "its kernel failed without giving a reason; the system may have run out of memory"
        return Failure(notebook, words, **_failed_cell(executed), bad_input=bad_input)
    except CellTimeoutError:
        words = f"did not end within {timeout} s; --timeout gives a cell more time"
        return Failure(notebook, words, **_interrupted(current, executed))
    except (DeadKernelError, RuntimeError) as error:
        return Failure(
            notebook, _how_it_died(str(error), connection["connection_file"]), **_interrupted(current, executed)
        )
    except OSError as error:
        return Failure(notebook, f"{error.filename or executed.name}: cannot be written ({error.strerror})")
    return None


def lasting_text(executed: Path) -> bytes:
    """An executed notebook as it is committed, see `themeline.provenance.notebook.lasting`."""
    return f"{nbformat.writes(lasting(nbformat.read(executed, as_version=4)))}\n".encode()


def _how_it_died(words: str, connection_file: str) -> str:
    status = Provisioner.status_of(connection_file)
    if status is not None and status < 0:
        cause = "; the system may have run out of memory" if status == -signal.SIGKILL else ""
        return f"its kernel was ended by signal {-status} ({signal.Signals(-status).name}){cause}"
    if status:
        return f"its kernel ended by itself, with status {status}"
    return f"its kernel: {words.strip().splitlines()[0] if words.strip() else 'ended without a message'}"


def _interrupted(current: list[tuple[Any, Any]], executed: Path) -> dict[str, Any]:
    """The cell that was running; the notebook as it was then is written."""
    if not current:
        return {}
    notebook, cell = current[-1]
    nbformat.write(notebook, executed)
    return _cell(notebook, cell)


def _failed_cell(executed: Path) -> dict[str, Any]:
    notebook = nbformat.read(executed, as_version=4)
    failed = next((cell for cell in notebook.cells if cell.metadata.get("papermill", {}).get("exception")), None)
    if failed is None:
        return {}
    place = _cell(notebook, failed)
    for output in failed.outputs:
        if output.output_type == "error":
            text = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(output.traceback))
            # The outermost frame stands first; those below it are of functions that the cell called.
            if place and (frame := re.search(r"Cell In\[\d+\], line (\d+)", text)):
                line = int(frame[1])
                place |= {"line": line, "source": failed.source.splitlines()[line - 1].strip()}
    return place


def _cell(notebook: Any, cell: Any) -> dict[str, Any]:
    # papermill puts a cell with a note on the error before all others, and one with the parameters after theirs.
    added = {"papermill-error-cell-tag", "injected-parameters"}
    own = [each.id for each in notebook.cells if not added & set(each.metadata.get("tags", []))]
    return {"cell": own.index(cell.id) + 1, "cell_id": cell.id} if cell.id in own else {}
