"""themeline verify: figures against their receipts."""

import sys
from pathlib import Path

import click

from themeline.cli.options import JOBS
from themeline.cli.output import say, shown
from themeline.errors import Fault, InputError, input_error
from themeline.io.paths import out_folder


@click.command()
@click.argument("paths", nargs=-1, metavar="[DIR | FILE]...")
@click.option("--rerun", is_flag=True, help="Make all figures anew in a temporary place, and compare.")
@click.option("--jobs", type=click.IntRange(1), default=JOBS, help="Notebooks at a time, with --rerun.")
def verify(paths: tuple[str, ...], rerun: bool, jobs: int) -> None:
    """Check figures against their receipts; find the receipt of a figure.

    DIR: which figures in it are intact, which were edited, are older than their inputs, have an input missing, or no
    receipt; the project's figures/ where nothing is given. FILE: the run that a figure, or the figures in a PDF or
    Word document, come from; the receipts are looked for around it, in figures/, and in each DIR. Exit status 1 if
    anything is not intact, or not found.
    """
    files = [Path(path) for path in paths if Path(path).is_file()]
    folders = [Path(path) if Path(path).is_dir() else out_folder(path) for path in paths if Path(path) not in files]
    for folder in folders:
        if not folder.is_dir():
            raise input_error(folder, "there is no such file or folder", "name a figure, or the folder of a run")
    if files:
        faults = [fault for file in files for fault in _traced(file, folders)]
    else:
        faults = [fault for folder in folders or [out_folder("figures")] for fault in _verified(folder, rerun, jobs)]
    if faults:
        say(InputError(*faults))
        sys.exit(1)


def _verified(folder: Path, again: bool, jobs: int) -> list[Fault]:
    from themeline.provenance.ro_crate import read_receipts
    from themeline.runs.verify import folders_with_receipts, other_versions, verify_folder

    advice = {
        "edited": "restore it, or run {} again",
        "missing": "run {} again",
        "older": "run {} again",
        "input missing": "put the file back",
        "differs": "look which is right; themeline diff tells more",
    }
    faults = []
    for base in folders_with_receipts(folder):
        findings = verify_folder(base)
        if again:
            from themeline.runs.rerun import rerun

            findings += rerun(base, jobs, lambda words: click.echo(words, err=True))
            findings = [one for one in findings if one.state not in ("intact", "alike")] or findings
        receipts = read_receipts(base)
        for finding in findings:
            if finding.state not in ("intact", "alike"):
                what = f"{finding.state}: {finding.detail}" if finding.detail else finding.state
                fault = Fault(
                    shown(base / finding.file), what, advice.get(finding.state, "").format(finding.notebook)
                )
                faults.append(fault)
        bad = len({finding.file for finding in findings if finding.state not in ("intact", "alike")})
        files = sum(len(receipt.outputs) for receipt in receipts)
        made = "made again and compared" if again else "compared with their receipts"
        found = f"{bad} not intact" if bad else "all intact"
        click.echo(f"{shown(base)}: {files} files of {len(receipts)} runs {made}: {found}")
        for words in other_versions(receipts):
            click.echo(f"  drawn with other versions: {words}")
        alike = [finding.file for finding in findings if finding.state == "alike"]
        if alike:
            click.echo(f"  other bytes, but the same data and drawing, by the other versions: {', '.join(alike)}")
    return faults


def _traced(file: Path, folders: list[Path]) -> list[Fault]:
    from themeline.runs.trace import is_a_figure, marks_in, near_folders, trace
    from themeline.runs.verify import folders_with_receipts, verify_folder

    places = [base for folder in folders for base in folders_with_receipts(folder)] + near_folders(file)
    traces = trace(file, list(dict.fromkeys(place.resolve() for place in places)))
    for found in traces:
        receipt = found.receipt
        click.echo(
            f"{file}: {f'is {shown(found.folder / found.same)}' if found.same else 'carries the mark of a run'}"
        )
        click.echo(f"  made by {receipt.notebook} in {shown(found.folder)}")
        given = "; ".join(f"{name} {value}" for name, value in receipt.parameters.items() if value)
        click.echo(f"  with {given}")
        click.echo(f"  on {', '.join(f'{name} (sha256 {digest[:12]}…)' for name, digest in receipt.inputs.items())}")
        states = {one.state: one.detail for one in verify_folder(found.folder) if one.file in receipt.outputs}
        for state in ("older", "input missing"):
            if state in states:
                click.echo(f"  {'changed since' if state == 'older' else 'now missing'}: {states[state]}")
    if not traces:
        marks = sorted(marks_in(file))
        what = f"carries {', '.join(marks)}, which no receipt here has" if marks else "carries no mark of a run"
        return [Fault(str(file), what, "name the folder of its run too" if marks else "")]
    if not any(found.same for found in traces) and is_a_figure(file):
        return [Fault(str(file), "is not what that run wrote", "it was edited, or drawn by other versions")]
    return []
