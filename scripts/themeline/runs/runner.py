"""Runs notebooks where they need to be run, and changes a folder of figures as a whole or not at all."""

import contextlib
import hashlib
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from themeline.errors import InputError, input_error
from themeline.io.atomic import write_together
from themeline.io.files import file_sha256
from themeline.provenance import ro_crate
from themeline.provenance.checked import CheckedFile, check_outputs
from themeline.provenance.code_hash import imported_by
from themeline.provenance.notebook import notes_in
from themeline.provenance.receipts import Receipt, changes, expected, versions_rested_on
from themeline.runs import index_page, staging
from themeline.runs.given import check_given
from themeline.runs.plan import Batch, Task

if TYPE_CHECKING:
    from themeline.runs.execution import Failure

FAILED = "failed"
PRELOAD = "themeline.runs.kernels.preload"


@dataclass(frozen=True)
class Settings:
    """How to run: tasks at a time; all or only what is not up to date; keep outputs in the notebooks; seconds a cell.

    ``check`` is whether values given to notebooks are looked at before any is run. ``fork`` is whether kernels
    are forked where the system can, ``preload`` names the module that the process which they are forked from
    imports last.
    """

    jobs: int = 1
    force: bool = False
    save: bool = False
    check: bool = False
    timeout: int | None = None
    fork: bool = True
    preload: str = PRELOAD


@dataclass(frozen=True)
class _DueTask:
    """A task that has to be run, the receipt that it will have, and its place in the staged folder of its batch."""

    batch: Batch
    task: Task
    receipt: Receipt
    number: str

    def place(self, staged: dict[str, Path]) -> Path:
        return staged[self.batch.name] / self.number


def run_batches(batches: list[Batch], out: Path, settings: Settings, say: Callable[[str], object]) -> None:
    """Run what has changed, and write what came of it into the batches.

    The figures of a batch are put into the folder if all its tasks have worked; else the folder keeps what it has.

    Args:
        batches: what to run.
        out: the folder of the run.
        settings: how.
        say: called with words for the user while a run waits.

    Raises:
        InputError: a file that a notebook names is missing, the folder cannot be written, or its crate not be read.
    """
    with (
        _said_if_unwritable(out),
        staging.locked(out, lambda: say(f"waiting for another run into {out} to end")) as held,
    ):
        staging.recover(out)
        due: list[_DueTask] = []
        for batch in batches:
            for task, receipt in _changed(batch, out / batch.name, settings):
                due.append(_DueTask(batch, task, receipt, f"{len(due)}"))
        if settings.check:
            check_given(due_task.task for due_task in due)
        for batch in batches:
            if not any(due_task.batch is batch for due_task in due):
                _renew_index(batch, out)
        if due:
            with _kernels(due, out, held, settings) as sockets:
                _run(due, out, sockets, settings)


def _renew_index(batch: Batch, out: Path) -> None:
    """Write the pages of a folder anew, whose figures are all as they were, where they do not show what is there."""
    base = out / batch.name
    receipts, pages = ro_crate.read_crate(base)
    checked = _check_others(receipts, {(task.folder, task.notebook.name) for task in batch.unchanged}, base)
    if index_page.are_current(receipts, checked, pages, base):
        return
    staged = staging.stage(out)
    _write_crate_and_pages(receipts, checked, staged / staging.NEW / batch.name, base)
    staging.publish(staged, out)
    staging.recover(out)


def _write_crate_and_pages(receipts: list[Receipt], checked: list[CheckedFile], new: Path, base: Path) -> None:
    """Write a folder's crate and pages to `new`, where files may be that replace those of the folder."""
    new.mkdir(parents=True, exist_ok=True)
    pages = index_page.write_pages(receipts, checked, index_page.reader(new, base), new)
    (new / ro_crate.NAME).write_text(ro_crate.crate_text(receipts, pages), encoding="utf-8", newline="\n")


@contextlib.contextmanager
def _said_if_unwritable(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = f"cannot be written ({error.strerror or error})"
        raise input_error(error.filename or out, what, "make room, or choose another folder with --out") from None


def _changed(batch: Batch, base: Path, settings: Settings) -> Iterator[tuple[Task, Receipt]]:
    receipts = {(r.folder, r.name): r for r in _receipts(base, settings)}
    for task in batch.tasks:
        now = expected(task.notebook, task.parameters, task.folder, base)
        old = receipts.get((task.folder, task.notebook.name))
        if (
            old
            and not settings.force
            and not (settings.save and old.executed != file_sha256(task.notebook.path))
            and not changes(old, now, base)
        ):
            batch.unchanged.append(task)
        else:
            yield task, now


def _receipts(base: Path, settings: Settings) -> list[Receipt]:
    try:
        return ro_crate.read_receipts(base)
    except InputError:
        if settings.force:
            return []
        raise


def without_slow_grammar() -> None:
    """Have papermill imported without the grammar of addresses, a check by jsonschema that notebooks have no use for:
    where it is installed, it takes a second to build, each time."""
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


@contextlib.contextmanager
def _kernels(due: list[_DueTask], out: Path, held: list[int], settings: Settings) -> Iterator[Path | None]:
    from themeline.runs.kernels import provisioner

    server = provisioner.Provisioner.prepared
    if server is None and provisioner.CAN_FORK and settings.fork:
        # Started first of all: it imports its modules while this process imports papermill.
        used = {module for due_task in due for module in imported_by(due_task.task.notebook.code)}
        server = provisioner.ForkServer(out, settings.preload, sorted(used), held)
    provisioner.register(server)
    without_slow_grammar()
    try:
        yield staging.socket_folder(out)
    finally:
        provisioner.Provisioner.end_all()
        if server:
            server.close()
        staging.recover(out)


def _run(due: list[_DueTask], out: Path, sockets: Path | None, settings: Settings) -> None:
    from tqdm import tqdm

    from themeline.runs.execution import execute
    from themeline.runs.kernels.provisioner import Provisioner

    # Here the kernels' process is still importing; what is needed at the end is made ready meanwhile.
    versions_rested_on()
    ro_crate.crate_text([])

    staged = {name: staging.stage(out) for name in {due_task.batch.name for due_task in due}}
    # One cell more each: that of the given parameters.
    cells = sum(due_task.task.notebook.cells + 1 for due_task in due)
    with (
        tqdm(total=cells, unit="cell", desc="running", leave=False, disable=None) as progress,
        ThreadPoolExecutor(max_workers=settings.jobs) as pool,
    ):

        def run(due_task: _DueTask) -> "Failure | None":
            place = due_task.place(staged)
            (place / "figures").mkdir(parents=True)
            begun = time.perf_counter()
            failure = execute(
                due_task.task.notebook,
                due_task.task.parameters | {"out": str(place / "figures")},
                place / due_task.task.notebook.path.name,
                sockets=sockets,
                timeout=settings.timeout,
                cell_done=progress.update,
            )
            due_task.batch.seconds[due_task.task.folder, due_task.task.notebook.name] = time.perf_counter() - begun
            return failure

        futures = {pool.submit(run, due_task): due_task for due_task in due}
        left = {name: [due_task for due_task in due if due_task.batch.name == name] for name in staged}
        try:
            for future in as_completed(futures):
                due_task = futures[future]
                if failure := future.result():
                    due_task.batch.failures.append(
                        (due_task.task, replace(failure, kept=_keep(due_task, staged, out)))
                    )
                left[due_task.batch.name].remove(due_task)
                if not left[due_task.batch.name] and not due_task.batch.failures:
                    done = [finished for finished in due if finished.batch is due_task.batch]
                    _publish(due_task.batch, done, staged, out, settings)
        except BaseException:
            # Whoever waits for a kernel is told that it has died, and so the threads come to their end.
            Provisioner.end_all()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _publish(batch: Batch, done: list[_DueTask], staged: dict[str, Path], out: Path, settings: Settings) -> None:
    from themeline.runs.execution import lasting_text

    base = out / batch.name
    new = staged[batch.name] / staging.NEW / batch.name
    new.mkdir(parents=True, exist_ok=True)
    receipts = []
    notebooks = {}
    written: dict[str, tuple[str, str]] = {}
    for due_task in done:
        figures = due_task.place(staged) / "figures"
        outputs = {}
        for path in sorted(path for path in figures.rglob("*") if path.is_file()):
            name = (Path(due_task.task.folder) / path.relative_to(figures)).as_posix()
            outputs[name] = file_sha256(path)
            writer, digest = written.setdefault(name, (due_task.task.notebook.name, outputs[name]))
            if digest != outputs[name]:
                raise input_error(
                    name, f"is written by {writer} and by {due_task.task.notebook.name}", "rename one of them"
                )
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            path.rename(new / name)
        text = lasting_text(due_task.place(staged) / due_task.task.notebook.path.name)
        notebooks[due_task.task.notebook.path] = text
        batch.notes |= dict.fromkeys(notes_in(text))
        executed = hashlib.sha256(text).hexdigest()
        receipts.append(replace(due_task.receipt, versions=versions_rested_on(), executed=executed, outputs=outputs))
    present = {path.relative_to(base).as_posix() for path in base.rglob("*") if path.is_file()}
    before = _receipts(base, settings)
    merged = ro_crate.merge(before, receipts, present)
    checked = _check_others(merged, {(receipt.folder, receipt.name) for receipt in receipts}, base)
    _write_crate_and_pages(merged, checked, new, base)
    published = staging.publish(staged[batch.name], out)
    _remove_outdated(before, merged, base)
    batch.written = [path for path in published if path.name not in (ro_crate.NAME, ro_crate.INDEX)]
    if settings.save:
        for path, text in notebooks.items():
            write_together(path.parent, {path.name: text})
    for due_task in done:
        kept = base / FAILED / due_task.task.folder / due_task.task.notebook.path.name
        kept.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # it holds others, or was never there
            for folder in kept.parents[: len(kept.relative_to(base).parts) - 1]:
                folder.rmdir()


def _remove_outdated(before: list[Receipt], after: list[Receipt], base: Path) -> None:
    """Remove what an earlier run of a notebook wrote and this one did not, as a page on a document that is not among
    the nearest any more: it would stay on show without a receipt.

    Nothing else is removed: no file that somebody has changed, and no other form of a figure that is made still.
    """
    kept = {name for receipt in after for name in receipt.outputs}
    stems = {Path(name).with_suffix("") for name in kept}
    for name, digest in ((name, digest) for receipt in before for name, digest in receipt.outputs.items()):
        path = base / name
        if Path(name).with_suffix("") not in stems and path.is_file() and file_sha256(path) == digest:
            path.unlink()


def _check_others(receipts: list[Receipt], intact: set[tuple[str, str]], base: Path) -> list[CheckedFile]:
    """What is known about the files of receipts but those of the runs, by folder and notebook, that are intact."""
    others = [receipt for receipt in receipts if (receipt.folder, receipt.name) not in intact]
    return [file for receipt in others for file in check_outputs(receipt, base)]


def _keep(due_task: _DueTask, staged: dict[str, Path], out: Path) -> Path | None:
    executed = due_task.place(staged) / due_task.task.notebook.path.name
    if not executed.exists():
        return None
    kept = out / due_task.batch.name / FAILED / due_task.task.folder / executed.name
    kept.parent.mkdir(parents=True, exist_ok=True)
    return executed.replace(kept)
