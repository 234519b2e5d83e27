"""Makes figures anew from their receipts, in a temporary place, and compares."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from themeline.provenance import ro_crate
from themeline.provenance.notebook import read_notebook
from themeline.provenance.receipts import Receipt, changed_versions, locate, state
from themeline.runs.diff import compare_drawings, compare_tables, read_table
from themeline.runs.plan import Batch, Task
from themeline.runs.runner import Settings, run_batches
from themeline.runs.verify import Finding, given_parameters


def rerun(base: Path, jobs: int, say: Callable[[str], object]) -> list[Finding]:
    """Make all files of a folder anew in a temporary place, from its receipts, and compare.

    Where the versions of Python and of the packages are those of the receipt, bytes are compared; else the data and
    what the drawings say: ``state`` is then "alike" where these agree.

    Args:
        base: the folder of figures.
        jobs: how many notebooks run at a time.
        say: called with words for the user while it waits.

    Returns:
        A finding for each file: "intact" or "alike", or "differs" with what does; "input missing"; "failed".

    Raises:
        InputError: the receipts cannot be read.
    """
    findings = []
    batches: dict[tuple[str, str], Batch] = {}
    receipts = ro_crate.read_receipts(base)
    for receipt in receipts:
        if missing := [name for name in (*receipt.inputs, receipt.notebook) if not locate(name, base).exists()]:
            lost = ", ".join(missing)
            findings += [Finding(name, "input missing", lost, receipt.name) for name in receipt.outputs]
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
                findings += [Finding(name, "failed", failure, receipt.name) for name in receipt.outputs]
            elif batch:
                exact = not changed_versions(receipt)
                for name, digest in receipt.outputs.items():
                    findings.append(_compared(name, digest, base, Path(place, batch.name), receipt, exact=exact))
    return sorted(findings, key=lambda finding: finding.file)


def _compared(name: str, digest: str, base: Path, made: Path, receipt: Receipt, *, exact: bool) -> Finding:
    new, old = made / name, base / name
    if state(new, digest) == "intact":
        return Finding(name, "intact", "", receipt.name)
    if not new.is_file():
        return Finding(name, "differs", "is not written any more", receipt.name)
    if not old.is_file():
        return Finding(name, "missing", "", receipt.name)
    differences = _content_differences(old, new)
    if exact or differences:
        words = "; ".join(differences) or "the bytes, but not the data or what the drawing says"
        return Finding(name, "differs", words, receipt.name)
    return Finding(name, "alike", "", receipt.name)


def _content_differences(old: Path, new: Path) -> list[str]:
    if old.suffix == ".csv":
        return compare_tables(read_table(old), read_table(new), old.stem)
    if old.suffix == ".svg":
        return compare_drawings(old.read_text(encoding="utf-8"), new.read_text(encoding="utf-8"))
    return []
