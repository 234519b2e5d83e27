"""The `themeline` command: reads what is asked, calls the package, and says what came of it."""

import html
import io
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from themeline.errors import Fault, InputError, wrong
from themeline.places import FILE_PARAMETERS, HOME, find_file, out_folder

ESSAY, CODEBOOK, EVENTS = "seeds/essay.txt", "seeds/themes.yaml", "seeds/events.yaml"
LARGEST_FIGURE = 50_000_000
PROOF_HEADS = ["text", "line", "overlaps", "cut", "text contrast", "mark contrast", "colour distance", "colour alone"]

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def _file_option(name: str, help_text: str, default: str | None = None) -> Decorator:
    return click.option(f"--{name}", metavar="F", default=default, show_default=default is not None, help=help_text)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="themeline")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def themeline(debug: bool) -> None:
    """Turn a security essay into figures a reader can check."""


@themeline.command()
@click.argument("notebooks", nargs=-1, metavar="[NOTEBOOK]...")
@_file_option("essay", "The text.  [default: seeds/essay.txt]")
@_file_option("codebook", "The themes and their patterns.  [default: seeds/themes.yaml]")
@_file_option("events", "The events that the text speaks of.  [default: seeds/events.yaml, for seeds/essay.txt]")
@click.option("-p", "parameters", nargs=2, multiple=True, metavar="NAME VALUE", help="A parameter of the notebooks.")
@click.option("--out", metavar="DIR", help="Folder for the figures.  [default: the project's figures/]")
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count(), help="Notebooks at a time.")
@click.option(
    "--all-looks", is_flag=True, help="Each width and style: DIR/single-print, DIR/single-screen, and so on."
)
@click.option("--save-notebooks", is_flag=True, help="Also keep the outputs in the notebooks, to be committed.")
def run(
    notebooks: tuple[str, ...],
    essay: str | None,
    codebook: str | None,
    events: str | None,
    parameters: tuple[tuple[str, str], ...],
    out: str | None,
    jobs: int,
    all_looks: bool,
    save_notebooks: bool,
) -> None:
    """Run the notebooks and write their figures.

    NOTEBOOK is a name (02-themes), its beginning (02), or a path; all of notebooks/ where none is given.
    """
    from themeline import runner
    from themeline.charts.style import LOOKS, WIDTHS

    found = runner.find_notebooks(list(notebooks))
    known: dict[str, dict[str, str]] = {}
    of_notebook = {notebook: runner.notebook_parameters(notebook) for notebook in found}
    for its_parameters in of_notebook.values():
        known |= its_parameters
    options = {"essay": essay, "codebook": codebook, "events": events}
    given = dict(parameters) | {name: value for name, value in options.items() if value is not None}
    out = given.pop("out", None) if out is None else out
    values = _typed_values(given, known)
    if save_notebooks and (values or all_looks):
        raise click.UsageError("--save-notebooks keeps the outputs of the defaults, so it goes with no parameters")
    found = _with_events(found, of_notebook, values, named=bool(notebooks))
    folder = Path(out).resolve() if out else out_folder("figures")
    looks: list[dict[str, Any]] = [{}]
    if all_looks:
        looks = [{"width": width, "style": style} for width in WIDTHS for style in LOOKS]
    tasks = [
        runner.Task(
            notebook,
            {name: value for name, value in (values | look).items() if name in of_notebook[notebook]},
            "-".join(look.values()) or ".",
        )
        for look in looks
        for notebook in found
    ]
    written, failures = runner.run_notebooks(tasks, folder, jobs=jobs, save=save_notebooks)
    for failure in failures:
        click.echo(f"error: {failure}", err=True)
    if failures:
        click.echo("Nothing in the folder of figures was changed.", err=True)
        sys.exit(2 if all(failure.bad_input for failure in failures) else 1)
    for figure in dict.fromkeys(path.with_suffix("") for path in written):
        kinds = ", ".join(path.suffix[1:] for path in written if path.with_suffix("") == figure)
        click.echo(f"{_shown(figure)}: {kinds}")


def _typed_values(given: dict[str, str], known: dict[str, dict[str, str]]) -> dict[str, Any]:
    from themeline.runner import typed

    faults: list[Fault] = []
    values = {}
    for name, value in given.items():
        try:
            if name not in known:
                there = ", ".join(known)
                raise wrong(f"parameter '{name}'", "no notebook has it", f"there are {there}")
            values[name] = typed(name, value, known[name]["type"])
            if name in FILE_PARAMETERS:
                values[name] = str(find_file(value).resolve())
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(*faults)
    return values


def _with_events(
    notebooks: list[Path], of_notebook: dict[Path, dict[str, dict[str, str]]], values: dict[str, Any], *, named: bool
) -> list[Path]:
    """Leave out the notebooks that need events where a text is given without any."""
    own_text = "essay" in values and Path(values["essay"]) != (HOME / ESSAY).resolve()
    if not own_text or "events" in values:
        return notebooks
    kept = [notebook for notebook in notebooks if "events" not in of_notebook[notebook]]
    for notebook in notebooks:
        if notebook not in kept and named:
            raise wrong(notebook.name, "needs the events of this text", "give them with --events")
        if notebook not in kept:
            click.echo(f"{notebook.name} is not run: it needs the events of this text (--events)", err=True)
    return kept


@themeline.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@_file_option("codebook", "The themes and their patterns.", CODEBOOK)
@click.option("--whole-text", is_flag=True, help="Headings, rubric and disclaimer too, not only the body.")
@click.option("--out", metavar="F", help="F.csv, F.json or F.parquet.  [default: CSV to the terminal]")
def code(files: tuple[str, ...], codebook: str, whole_text: bool, out: str | None) -> None:
    """Print the mentions of themes in documents, a row each."""
    import pandas as pd

    from themeline.codebook import read_codebook
    from themeline.coding import find_mentions
    from themeline.document import BODY, ROLES, read_document

    if out is not None and Path(out).suffix not in (".csv", ".json", ".parquet"):
        raise wrong(out, "is no .csv, .json or .parquet", "give the name one of these endings")
    chosen = read_codebook(find_file(codebook))
    names = [Path(file).stem for file in files]
    tables = []
    for file, name in zip(files, names, strict=True):
        table = find_mentions(read_document(find_file(file)), chosen, roles=ROLES if whole_text else BODY)
        tables.append(table.assign(document=name if names.count(name) == 1 else file))
    mentions = pd.concat(tables).sort_values(["document", "start", "theme"], kind="stable")
    _write_table(mentions.reset_index(drop=True), out)


@themeline.command()
@_file_option("essay", "The text.", ESSAY)
@_file_option("codebook", "The themes and their patterns.", CODEBOOK)
@_file_option("events", "The events that the text speaks of.  [default: seeds/events.yaml, for seeds/essay.txt]")
def check(essay: str, codebook: str, events: str | None) -> None:
    """Check text, codebook and events, and say all that is wrong with them."""
    import hashlib

    from themeline.chronology import read_chronology
    from themeline.codebook import read_codebook
    from themeline.document import read_document

    text_file, codebook_file = find_file(essay), find_file(codebook)
    if events is None and text_file.resolve() == (HOME / ESSAY).resolve():
        events = EVENTS
    events_file = find_file(events) if events else None
    faults: list[Fault] = []
    document = None
    try:
        document = read_document(text_file)
        wanted = document.record.sha256 if document.record else None
        if wanted and hashlib.sha256(text_file.read_bytes()).hexdigest() != wanted:
            beside = str(text_file.with_suffix(".yaml"))
            faults.append(
                Fault(beside, f"'sha256' is not that of {text_file.name}", "restore the text, or update it")
            )
        click.echo(
            f"{essay}: {len(document.words):,} words, {document.word_count():,} of them in "
            f"{int(document.sections['paragraphs'].sum())} paragraphs of body, {len(document.sentences)} sentences"
        )
    except InputError as error:
        faults += error.faults
    try:
        found = read_codebook(codebook_file)
        patterns = sum(len(theme.patterns) + len(theme.exceptions) for theme in found.themes)
        click.echo(f"{codebook}: {len(found.themes)} themes, {patterns} patterns and exceptions")
    except InputError as error:
        faults += error.faults
    if events_file and document:
        try:
            chronology = read_chronology(events_file, document)
            quotes = len(chronology.events) + len(chronology.background)
            click.echo(f"{events}: {len(chronology.events)} events, {quotes} quotes stand in the text")
        except InputError as error:
            faults += error.faults
    if faults:
        _say(InputError(*faults))
        sys.exit(1)


@themeline.command()
@click.argument("folder", default="figures", metavar="[DIR]")
@click.option("--proof", "with_proof", is_flag=True, help="Measure them by the rules of print.")
def figures(folder: str, with_proof: bool) -> None:
    """List the figures in a folder (and below it) with their size and where they came from.

    DIR is the project's figures/ where none is given. With --proof: the smallest text (pt), the thinnest line (pt),
    texts that overlap, what is cut, the lowest contrast of text and of marks, the smallest distance of two colours
    (CIEDE2000) to normal, protan, deutan and tritan eyes and in grey, with the rules that are broken; exit
    status 1 if there is one.
    """
    from themeline.proof import proof_svg
    from themeline.records import read_text

    place = Path(folder) if Path(folder).is_dir() else out_folder(folder)
    found = sorted(path for path in place.rglob("*.svg") if not path.name.startswith("."))
    if not found:
        raise wrong(folder, "holds no figures (.svg)", "name the folder that themeline run wrote to")
    rows = [["figure", "mm", *(PROOF_HEADS if with_proof else ["made by"])]]
    faults: list[Fault] = []
    for path in found:
        text = read_text(path, largest=LARGEST_FIGURE)
        proof = proof_svg(text, str(path))
        row = [str(path.relative_to(place).with_suffix("")), f"{proof.width:.0f} × {proof.height:.0f}"]
        if with_proof:
            row += [f"{proof.smallest_text:g}", f"{proof.thinnest_line:.2f}", f"{len(proof.overlaps)}"]
            row += [f"{len(proof.clipped)}", f"{proof.text_contrast:.1f}", f"{proof.mark_contrast:.1f}"]
            row += [f"{proof.colour_distance:.1f}", f"{len(proof.colour_alone)}"]
            faults += [Fault(str(path), what) for what in proof.faults()]
        else:
            source = re.search(r"<dc:source>(.*?)</dc:source>", text)
            row.append(html.unescape(source[1]) if source else "")
        rows.append(row)
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    if faults:
        _say(InputError(*faults))
        sys.exit(1)


@themeline.command()
def schemas() -> None:
    """Write the JSON Schemas of the YAML files to seeds/schema/, for editors."""
    from themeline.chronology import Chronology
    from themeline.codebook import Codebook
    from themeline.document import TextRecord
    from themeline.export import write_together
    from themeline.records import Record, schema_text

    models: dict[str, type[Record]] = {"essay": TextRecord, "themes": Codebook, "events": Chronology}
    contents = {f"{name}.schema.json": schema_text(model).encode() for name, model in models.items()}
    for path in write_together(HOME / "seeds" / "schema", contents):
        click.echo(_shown(path))


def _write_table(table: Any, out: str | None) -> None:
    from themeline.export import write_together

    kind = Path(out).suffix if out else ".csv"
    if kind == ".csv":
        content = table.to_csv(index=False, lineterminator="\n").encode()
    elif kind == ".json":
        content = (table.to_json(orient="records", force_ascii=False, indent=1) + "\n").encode()
    else:
        stream = io.BytesIO()
        table.to_parquet(stream, index=False)
        content = stream.getvalue()
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        write_together(Path(out).resolve().parent, {Path(out).name: content})


def _shown(path: Path) -> str:
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _say(error: InputError) -> None:
    for fault in error.faults:
        click.echo(f"error: {fault}", err=True)


def main() -> None:
    """Run the command; exit with 0 if it worked, 1 if a notebook or a check failed, 2 if call or input is wrong."""
    try:
        themeline(standalone_mode=False)
    except InputError as error:
        if "--debug" in sys.argv:
            raise
        _say(error)
        sys.exit(2)
    except click.ClickException as error:
        if "--debug" in sys.argv:
            raise
        context = getattr(error, "ctx", None)
        call = context.command_path if context else "themeline"
        click.echo(f"error: {error.format_message()} (see {call} --help)", err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("error: stopped", err=True)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
