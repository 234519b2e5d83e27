"""Makes figures anew from their receipts, in a temporary place, and compares."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from themeline.provenance import ro_crate
from themeline.provenance.checked import CheckedFile, given_parameters, missing_inputs
from themeline.provenance.notebook import read_notebook
from themeline.provenance.receipts import Receipt, changed_versions, file_state, locate
from themeline.provenance.states import State
from themeline.runs.diff import compare_drawings, compare_tables, read_table
from themeline.runs.plan import Batch, Task
from themeline.runs.runner import Settings, run_batches


def rerun(base: Path, jobs: int, say: Callable[[str], object]) -> list[CheckedFile]:
    """Make all files of a folder anew in a temporary place, from its receipts, and compare.

    Where the versions of Python and of the packages are those of the receipt, bytes are compared; else the data and
    what the drawings say: a file is then alike where these agree.

    Args:
        base: the folder of figures.
        jobs: how many notebooks run at a time.
        say: called with words for the user while it waits.

    Returns:
        What came of each file: it is intact or alike, or differs, with what does; has an input missing; has failed.

    Raises:
        InputError: the receipts cannot be read.
    """
    checked = []
    batches: dict[tuple[str, str], Batch] = {}
    receipts = ro_crate.read_receipts(base)
    for receipt in receipts:
        if missing := missing_inputs(receipt, base):
            lost = ", ".join(missing)
            checked += [CheckedFile(name, State.INPUT_MISSING, lost, receipt.name) for name in receipt.outputs]
            continue
        notebook = read_notebook(locate(receipt.notebook, base))
        given = {k: v for k, v in given_parameters(receipt, base).items() if k in notebook.parameters}
        batches[receipt.folder, receipt.name] = Batch(f"{len(batches)}", [Task(notebook, given, receipt.folder)])
    with tempfile.TemporaryDirectory() as place:
        run_batches(list(batches.values()), Path(place), Settings(jobs=jobs, force=True), say)
        for receipt in receipts:
            batch = batches.get((receipt.folder, receipt.name))
            if batch and batch.failures:
                failure = str(batch.failures[0][1])
                checked += [CheckedFile(name, State.FAILED, failure, receipt.name) for name in receipt.outputs]
            elif batch:
                exact = not changed_versions(receipt)
                for name, digest in receipt.outputs.items():
                    checked.append(_compared(name, digest, base, Path(place, batch.name), receipt, exact=exact))
    return sorted(checked, key=lambda file: file.file)


def _compared(name: str, digest: str, base: Path, made: Path, receipt: Receipt, *, exact: bool) -> CheckedFile:
    new, old = made / name, base / name
    if file_state(new, digest) is State.INTACT:
        return CheckedFile(name, State.INTACT, "", receipt.name)
    if not new.is_file():
        return CheckedFile(name, State.DIFFERS, "is no longer written", receipt.name)
    if not old.is_file():
        return CheckedFile(name, State.MISSING, "", receipt.name)
    differences = _content_differences(old, new)
    if exact or differences:
        words = "; ".join(differences) or "the bytes, but not the data or the content of the drawing"
        return CheckedFile(name, State.DIFFERS, words, receipt.name)
    return CheckedFile(name, State.ALIKE, "", receipt.name)


def _content_differences(old: Path, new: Path) -> list[str]:
    if old.suffix == ".csv":
        return compare_tables(read_table(old), read_table(new), old.stem)
    if old.suffix == ".svg":
        return compare_drawings(old.read_text(encoding="utf-8"), new.read_text(encoding="utf-8"))
    return []
