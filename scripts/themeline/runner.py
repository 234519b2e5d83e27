"""Run the notebooks through papermill: into a folder aside, and to their place when all have worked."""

import contextlib
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import DeadKernelError
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from tqdm import tqdm
from traitlets.config import Config

from themeline.errors import wrong
from themeline.places import HOME

NOTEBOOKS = HOME / "notebooks"
FAILED = "failed"
ENGINE = "themeline"


@dataclass(frozen=True)
class Failure:
    """A notebook that did not run through: in which cell, why, and where it is kept with its error."""

    notebook: str
    cell: str
    error: str
    kept: Path | None
    bad_input: bool

    def __str__(self) -> str:
        """Notebook, cell, error, and what to do."""
        kept = f"; the notebook with its error is kept as {self.kept}" if self.kept else ""
        return f"{self.notebook}: {self.cell}: {self.error}{kept}"


class _Engine(NBClientEngine):  # type: ignore[misc]
    """Papermill's own engine, which also tells when a cell is done."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, cell_done: Callable[[], object], **options: Any
    ) -> Any:
        complete = nb_man.cell_complete

        def complete_and_tell(*cell: Any, **details: Any) -> None:
            complete(*cell, **details)
            cell_done()

        nb_man.cell_complete = complete_and_tell
        return super().execute_managed_notebook(nb_man, kernel_name, **options)


papermill_engines.register(ENGINE, _Engine)


def find_notebooks(names: list[str]) -> list[Path]:
    """The notebooks of these names, paths, or beginnings of a name; all of the collection for none.

    Raises:
        InputError: there is no such notebook, or a beginning fits several.
    """
    collection = sorted(NOTEBOOKS.glob("*.ipynb"))
    if not names:
        return collection
    found = []
    for name in names:
        fits = [path for path in collection if path.stem == name] or [
            path for path in collection if path.stem.startswith(name)
        ]
        if Path(name).is_file():
            fits = [Path(name).resolve()]
        if len(fits) != 1:
            what = "there is no such notebook" if not fits else "several notebooks begin like this"
            raise wrong(name, what, f"there are {', '.join(path.stem for path in collection)}")
        found += [path for path in fits if path not in found]
    return found


def notebook_parameters(notebook: Path) -> dict[str, dict[str, str]]:
    """Name of each parameter of a notebook, with its type and help.

    Raises:
        InputError: the file is no notebook, or has no cell tagged ``parameters``.
    """
    try:
        nbformat.read(notebook, as_version=4)
    except (ValueError, nbformat.ValidationError):
        raise wrong(notebook, "is no notebook", "name a .ipynb file") from None
    inspected = papermill.inspect_notebook(notebook)
    if not inspected:
        raise wrong(notebook, "has no parameters", "tag the cell that holds them 'parameters'")
    return {name: {"type": known["inferred_type_name"], "help": known["help"]} for name, known in inspected.items()}


def typed(name: str, value: str, type_name: str) -> Any:
    """The value of a parameter, from its words, in the type that the notebook declares.

    Raises:
        InputError: the words are no value of that type.
    """
    try:
        if type_name == "bool":
            return {"true": True, "false": False, "yes": True, "no": False}[value.lower()]
        return {"int": int, "float": float}.get(type_name, str)(value)
    except (KeyError, ValueError):
        kinds = {"bool": "true or false", "int": "a whole number", "float": "a number"}
        raise wrong(
            f"parameter '{name}'", f"'{value}' is not {kinds[type_name]}", f"give {kinds[type_name]}"
        ) from None


@dataclass(frozen=True)
class Task:
    """A notebook to run, the values of parameters that it has, and its figures' folder below the folder of all."""

    notebook: Path
    parameters: dict[str, Any]
    folder: str = "."


def run_notebooks(tasks: list[Task], out: Path, *, jobs: int, save: bool = False) -> tuple[list[Path], list[Failure]]:
    """Run notebooks side by side and put the figures they write into a folder, if all of them work.

    Args:
        tasks: what to run; the parameter ``out`` is set here.
        out: the folder. What it holds is left alone unless all notebooks have worked.
        jobs: how many run at a time.
        save: also write the executed notebooks, without what changes from run to run, over the given ones.

    Returns:
        The files written, in the order of their names, and the failures; one of both is empty.
    """
    with _aside(out) as aside:
        places = [aside / f"{i}" for i in range(len(tasks))]
        # One more each: the cell of injected parameters.
        cells = sum(len(nbformat.read(task.notebook, as_version=4).cells) + 1 for task in tasks)
        for place in places:
            (place / "figures").mkdir(parents=True)
        with (
            tqdm(total=cells, unit="cell", desc="running", leave=False, disable=None) as progress,
            ThreadPoolExecutor(max_workers=jobs) as pool,
        ):

            def run(task: Task, place: Path) -> Failure | None:
                return _run(task, place, out, progress.update)

            failures = [failure for failure in pool.map(run, tasks, places) if failure]
        if failures:
            return [], failures
        written = []
        for task, place in zip(tasks, places, strict=True):
            folder = out / task.folder
            folder.mkdir(parents=True, exist_ok=True)
            written += [path.replace(folder / path.name) for path in sorted((place / "figures").iterdir())]
            if save:
                executed = nbformat.read(place / task.notebook.name, as_version=4)
                text = nbformat.writes(lasting(executed)) + "\n"
                task.notebook.write_text(text, encoding="utf-8", newline="\n")
            (out / FAILED / task.notebook.name).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            (out / FAILED).rmdir()
        return sorted(written), []


def lasting(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """An executed notebook without what changes from run to run: times, paths, injected parameters.

    Two runs on the same input give equal results.
    """
    cells = [cell for cell in notebook.cells if "injected-parameters" not in cell.metadata.get("tags", [])]
    count = 0
    for cell in cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key == "tags" and value}
        if cell.cell_type != "code":
            continue
        count += 1
        cell.execution_count = count
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = count
    notebook.cells = cells
    kept = {"kernelspec": notebook.metadata.kernelspec, "language_info": {"name": "python"}}
    notebook.metadata = nbformat.from_dict(kept)
    return notebook


def _run(task: Task, place: Path, out: Path, cell_done: Callable[[], object]) -> Failure | None:
    notebook = task.notebook
    executed = place / notebook.name
    try:
        with tempfile.TemporaryDirectory(prefix="themeline-") as sockets:
            papermill.execute_notebook(
                notebook,
                executed,
                parameters=task.parameters | {"out": str(place / "figures")},
                engine_name=ENGINE,
                request_save_on_cell_execute=False,
                progress_bar=False,
                cell_done=cell_done,
                config=_client_config(Path(sockets)),
                extra_arguments=["--IPKernelApp.log_level=50"],
                coalesce_streams=True,
            )
    except PapermillExecutionError as error:
        cell = _cell_name(executed, error.cell_index)
        shown = re.sub(r"\s+", " ", str(error.evalue)).strip()
        words = shown if error.ename == "InputError" else f"{error.ename}: {shown}"
        return Failure(notebook.name, cell, words, _keep(executed, out), error.ename == "InputError")
    except (DeadKernelError, RuntimeError) as error:
        shown = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        return Failure(notebook.name, "its kernel", shown, None, False)
    return None


def _client_config(sockets: Path) -> Config:
    # Where the system has them, sockets in a folder of the user's own instead of ports that others can reach.
    if os.name != "posix":
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "ip": str(sockets / "kernel")}})


def _cell_name(executed: Path, index: int) -> str:
    notebook = nbformat.read(executed, as_version=4)
    # papermill puts a cell with a note on the error before all others, and one with the parameters after theirs.
    own = [
        c
        for c in notebook.cells
        if not {"papermill-error-cell-tag", "injected-parameters"} & set(c.metadata.get("tags", []))
    ]
    failed = next(
        (cell for cell in notebook.cells if any(o.output_type == "error" for o in cell.get("outputs", []))),
        None,
    )
    if failed is None or failed not in own:
        return f"cell {index}"
    return f"cell {own.index(failed) + 1} ('{failed.id}')"


def _keep(executed: Path, out: Path) -> Path:
    kept = out / FAILED / executed.name
    if executed.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        executed.replace(kept)
    return kept


@contextlib.contextmanager
def _aside(out: Path) -> Iterator[Path]:
    aside = out / f".run-{secrets.token_hex(4)}"
    try:
        aside.mkdir(parents=True)
    except OSError as error:
        raise wrong(out, f"cannot be written ({error.strerror})", "choose another folder with --out") from None
    try:
        yield aside
    finally:
        shutil.rmtree(aside)
