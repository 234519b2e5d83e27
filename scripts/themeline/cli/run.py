"""themeline run: the notebooks, and what came of them."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from themeline.cli.options import JOBS, file_option
from themeline.cli.output import print_table, read_themes, say, say_where, shown, write
from themeline.errors import InputError, input_error
from themeline.io.paths import in_package, out_folder

if TYPE_CHECKING:
    from themeline.runs.plan import Batch, Plan


@click.command()
@click.argument("notebooks", nargs=-1, metavar="[NOTEBOOK]...")
@click.option(
    "--essay", "essays", metavar="F", multiple=True,
    help="The text. Give several, or a folder, for figures in DIR/NAME.  [default: seeds/essay.txt]",
)  # fmt: skip
@file_option("codebook", "The dictionary: themes and their patterns.  [default: seeds/themes.yaml]")
@file_option("events", "The events of the text.  [default: seeds/events.yaml, for seeds/essay.txt]")
@click.option(
    "-p", "parameters", nargs=2, multiple=True, metavar="NAME VALUE", help="Set a parameter of the notebooks."
)
@click.option("--out", metavar="DIR", help="Folder for the figures.  [default: the collection's figures/]")
@click.option(
    "--jobs", type=click.IntRange(1), default=JOBS, help="Notebooks run at a time.  [default: processors + 1]"
)
@click.option("--force", is_flag=True, help="Also run notebooks that are unchanged.")
@click.option(
    "--timeout", type=click.IntRange(0), default=600, show_default=True,
    help="Seconds that a cell may take; 0 for no limit.",
)  # fmt: skip
@click.option(
    "--all-looks", is_flag=True, help="Draw every width and style: DIR/single-print, DIR/single-screen, and so on."
)
@click.option("--save-notebooks", is_flag=True, help="Also save the outputs in the notebooks, to be committed.")
@click.option("--fresh-kernels", is_flag=True, help="Start each kernel from nothing: slower, the same figures.")
@click.option("--junit", metavar="F", help="Write a JUnit report for CI systems.")
def run(
    notebooks: tuple[str, ...],
    essays: tuple[str, ...],
    codebook: str | None,
    events: str | None,
    parameters: tuple[tuple[str, str], ...],
    out: str | None,
    jobs: int,
    force: bool,
    timeout: int,
    all_looks: bool,
    save_notebooks: bool,
    fresh_kernels: bool,
    junit: str | None,
) -> None:
    """Run the notebooks and write their figures; notebooks unchanged since their last run are skipped.

    NOTEBOOK is a name (02-themes), its beginning (02), or a path. Without it, all notebooks run.
    """
    from themeline.provenance.notebook import FOLDER, find_notebooks
    from themeline.runs import runner
    from themeline.runs.plan import find_texts, plan_run, typed_values

    given = dict(parameters)
    given |= {name: value for name, value in {"codebook": codebook, "events": events}.items() if value is not None}
    out = given.pop("out", None) if out is None else out
    folder = Path(out).resolve() if out else out_folder("figures")
    essays = essays or ((given.pop("essay"),) if "essay" in given else ())
    if events is not None and len(find_texts(essays)) > 1:
        raise click.UsageError("--events belong to one text, so give one --essay")
    found = find_notebooks(list(notebooks))
    if not essays and any(notebook.path.parent == FOLDER for notebook in found):
        say_where()
    values = typed_values(given, found)
    # Themeline's own format holds all that is in it: only what is lost of another one is to be said.
    own = [notebook.parameters["codebook"].default for notebook in found if "codebook" in notebook.parameters]
    foreign = dict.fromkeys(themes for themes in own if Path(themes).suffix != ".yaml")
    for themes in [values["codebook"]] if "codebook" in values else foreign:
        read_themes(themes)
    if save_notebooks and (values or essays or all_looks):
        raise click.UsageError("--save-notebooks saves the outputs of the defaults, so it takes no parameters")
    for notebook in found if save_notebooks else ():
        if in_package(notebook.path):
            advice = "make a collection, whose notebooks are yours: themeline new DIR --essay F"
            raise input_error(notebook.path, "is part of the installed package and cannot hold outputs", advice)
    plan = plan_run(found, essays, values, named=bool(notebooks), looks=_looks() if all_looks else [{}])
    for name, why in plan.left_out.items():
        click.echo(f"{name} is not run: it {why}", err=True)
    settings = runner.Settings(
        jobs=jobs, force=force, save=save_notebooks, check=True, timeout=timeout or None, fork=not fresh_kernels
    )
    runner.run_batches(plan.batches, folder, settings, lambda words: click.echo(words, err=True))
    if plan.several:
        _report_texts(plan, folder)
    else:
        _report(plan.batches[0], folder)
    if junit:
        from themeline.runs.ci_reports import junit_text

        write(junit, junit_text(plan.batches, plan.unreadable.values()))
    failures = [failure for batch in plan.batches for _, failure in batch.failures]
    if failures or plan.unreadable:
        sys.exit(2 if all(failure.bad_input for failure in failures) else 1)


def _looks() -> list[dict[str, Any]]:
    from themeline.figures.drawing import STYLES, WIDTHS

    return [{"width": width, "style": style} for width in WIDTHS for style in STYLES]


def _report(batch: "Batch", folder: Path) -> None:
    if batch.failures:
        _report_failures(batch, folder)
    for note in batch.notes:
        click.echo(note, err=True)
    for figure in dict.fromkeys(path.with_suffix("") for path in batch.written):
        kinds = ", ".join(path.suffix[1:] for path in batch.written if path.with_suffix("") == figure)
        click.echo(f"{shown(figure)}: {kinds}")
    if batch.written:
        click.echo(f"open {shown(folder / 'index.html')} in a browser: all figures, and the text behind each mark")
    ran = [task for task in batch.tasks if task not in batch.unchanged]
    if ran and not batch.written and not batch.failures:
        names = ", ".join(task.notebook.path.name for task in ran)
        click.echo(f"{names}: ran to the end, but wrote no file into the folder of the parameter 'out'")
    if not ran:
        click.echo(f"{shown(folder)}: nothing has changed since the last run, so nothing was run (--force runs all)")
    elif not batch.failures:
        for task in batch.unchanged:
            click.echo(f"{task.notebook.name} is unchanged since its last run, so it was not run")


def _report_texts(plan: "Plan", folder: Path) -> None:
    rows = [["text", "figures in", "result"]]
    for batch in plan.batches:
        result = f"{len(batch.tasks) - len(batch.unchanged)} run, {len(batch.unchanged)} unchanged"
        if batch.failures:
            _report_failures(batch, folder)
            result = f"failed: {', '.join(task.notebook.name for task, _ in batch.failures)}"
        rows.append([Path(batch.tasks[0].parameters["essay"]).name, shown(folder / batch.name), result])
    rows += [[text.name, "", "not a text"] for text in plan.unreadable]
    print_table(rows)
    for note in dict.fromkeys(note for batch in plan.batches for note in batch.notes):
        click.echo(note, err=True)
    if plan.unreadable:
        say(InputError(*plan.unreadable.values()))
    failed = sum(bool(batch.failures) for batch in plan.batches) + len(plan.unreadable)
    texts = len(plan.batches) + len(plan.unreadable)
    click.echo(f"{texts - failed} of {texts} texts worked", err=bool(failed))


def _report_failures(batch: "Batch", folder: Path) -> None:
    from themeline.runs.ci_reports import annotation, command_for

    base = folder / batch.name
    # What is wrong with the input comes first, and once, however many notebooks have read it.
    faults = [line for _, failure in batch.failures if failure.bad_input for line in failure.error.splitlines()]
    for fault in dict.fromkeys(faults):
        click.echo(f"error: {fault}", err=True)
    for task, failure in batch.failures:
        click.echo(f"  in {failure.place}" if failure.bad_input else f"error: {failure}", err=True)
        if failure.kept:
            click.echo(f"  the notebook with its error is kept as {shown(failure.kept)}", err=True)
        click.echo(f"  to run it alone: {command_for(task, base / task.folder)}", err=True)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            click.echo(annotation(failure))
    click.echo(f"Nothing in {shown(base)} was changed.", err=True)
