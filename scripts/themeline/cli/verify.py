"""themeline verify: figures against their receipts."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from themeline.cli.options import JOBS
from themeline.cli.output import say, say_where, shown
from themeline.errors import Fault, InputError, input_error
from themeline.io.paths import out_folder
from themeline.provenance.states import State

if TYPE_CHECKING:
    from themeline.runs.trace import Trace
    from themeline.runs.verify import Verification

SINCE = {State.OLDER: "changed since", State.INPUT_MISSING: "now missing"}


@click.command()
@click.argument("paths", nargs=-1, metavar="[DIR | FILE]...")
@click.option("--rerun", is_flag=True, help="Make all figures again in a temporary folder, and compare.")
@click.option("--jobs", type=click.IntRange(1), default=JOBS, help="Notebooks run at a time, with --rerun.")
def verify(paths: tuple[str, ...], rerun: bool, jobs: int) -> None:
    """Check figures against their receipts; find the receipt of a figure.

    DIR: shows which figures in it are intact, which were edited, are older than their inputs, lack an input, or have
    no receipt. Without arguments, the collection's figures/. FILE: finds the run that a figure, or the figures in a
    PDF or Word document, came from; it looks for receipts around the file, in figures/, and in each DIR. Exit status
    1 if anything is not intact or not found.
    """
    if not paths:
        say_where()
    files = [Path(path) for path in paths if Path(path).is_file()]
    folders = [Path(path) if Path(path).is_dir() else out_folder(path) for path in paths if Path(path) not in files]
    for folder in folders:
        if not folder.is_dir():
            raise input_error(folder, "there is no such file or folder", "name a figure, or the folder of a run")
    faults: list[Fault] = []
    if files:
        from themeline.runs.trace import trace

        for traced in (trace(file, folders) for file in files):
            _print_trace(traced)
            faults += [traced.fault] if traced.fault else []
    else:
        from themeline.runs.verify import folders_with_receipts, verify

        for base in (base for folder in folders or [out_folder("figures")] for base in folders_with_receipts(folder)):
            found = verify(base, again=rerun, jobs=jobs, say=lambda words: click.echo(words, err=True))
            _print_verification(found)
            faults += _faults(found)
    if faults:
        say(InputError(*faults))
        sys.exit(1)


def _print_verification(found: "Verification") -> None:
    bad = len({checked.file for checked in found.not_intact})
    how = "made again and compared" if found.made_again else "compared with their receipts"
    result = f"{bad} not intact" if bad else "all intact"
    click.echo(f"{shown(found.folder)}: {found.outputs} files of {found.runs} runs {how}: {result}")
    for words in found.other_versions:
        click.echo(f"  drawn with other versions: {words}")
    if found.alike and not bad:
        names = ", ".join(found.alike)
        click.echo(f"  other bytes, but the same data and drawing, by the other versions: {names}")


def _faults(found: "Verification") -> list[Fault]:
    """A fault per file; one for all files of a notebook whose inputs have changed or are not there."""
    from themeline.runs.verify import grouped

    faults = []
    for files in grouped(found.not_intact):
        first = files[0]
        what = f"{first.state}: {first.detail}" if first.detail else str(first.state)
        if len(files) == 1:
            faults.append(Fault(shown(found.folder / first.file), what, first.advice))
        else:
            faults.append(
                Fault(shown(found.folder), f"{len(files):,} files of {first.notebook}: {what}", first.advice)
            )
    return faults


def _print_trace(traced: "Trace") -> None:
    for source in traced.sources:
        receipt = source.receipt
        what = f"is {shown(source.folder / source.same)}" if source.same else "carries the mark of a run"
        click.echo(f"{traced.file}: {what}")
        click.echo(f"  made by {receipt.notebook} in {shown(source.folder)}")
        given = "; ".join(f"{name} {value}" for name, value in receipt.parameters.items() if value)
        click.echo(f"  with {given}")
        click.echo(f"  on {', '.join(f'{name} (sha256 {digest[:12]}…)' for name, digest in receipt.inputs.items())}")
        for state, detail in source.since.items():
            click.echo(f"  {SINCE[state]}: {detail}")
