"""The `themeline` command: reads what is asked, calls the package, and says what came of it."""

import html
import io
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from themeline.errors import Fault, InputError, input_error
from themeline.io.names import folder_names, split_names
from themeline.io.paths import HOME, find_file, is_carried, out_folder
from themeline.provenance.file_parameters import find_input, named_files

if TYPE_CHECKING:
    from themeline.provenance.notebook import Notebook
    from themeline.runs.runner import Batch

CODEBOOK, EVENTS = "seeds/themes.yaml", "seeds/events.yaml"
# A collection may have a text of another kind.
_TEXTS = [f"seeds/{path.name}" for path in sorted((HOME / "seeds").glob("essay.*")) if path.suffix != ".yaml"]
ESSAY = _TEXTS[0] if _TEXTS else "seeds/essay.txt"
# Parameters that tell of the documents of a corpus.
OF_CORPUS = ("corpus_name", "metadata", "group_column", "date_column", "from_year", "to_year")
# One more than can work at a time: a kernel that begins or ends waits more than it works.
JOBS = (os.cpu_count() or 1) + 1
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
@click.option(
    "--essay", "essays", metavar="F", multiple=True,
    help="The text, or several, or a folder of texts: then each into DIR/NAME.  [default: seeds/essay.txt]",
)  # fmt: skip
@_file_option("codebook", "The themes and their patterns.  [default: seeds/themes.yaml]")
@_file_option("events", "The events that the text speaks of.  [default: seeds/events.yaml, for seeds/essay.txt]")
@click.option("-p", "parameters", nargs=2, multiple=True, metavar="NAME VALUE", help="A parameter of the notebooks.")
@click.option("--out", metavar="DIR", help="Folder for the figures.  [default: the project's figures/]")
@click.option("--jobs", type=click.IntRange(1), default=JOBS, help="Notebooks at a time.  [default: processors + 1]")
@click.option("--force", is_flag=True, help="Also run what is unchanged since its last run.")
@click.option(
    "--timeout", type=click.IntRange(0), default=600, show_default=True,
    help="Seconds after which a cell is given up; 0 for never.",
)  # fmt: skip
@click.option(
    "--all-looks", is_flag=True, help="Each width and style: DIR/single-print, DIR/single-screen, and so on."
)
@click.option("--save-notebooks", is_flag=True, help="Also keep the outputs in the notebooks, to be committed.")
@click.option("--fresh-kernels", is_flag=True, help="Start each kernel from nothing: slower, the same figures.")
@click.option("--junit", metavar="F", help="Write a report that CI systems read.")
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
    """Run the notebooks and write their figures; what is unchanged since its last run is left as it is.

    NOTEBOOK is a name (02-themes), its beginning (02), or a path; all of notebooks/ where none is given.
    """
    from themeline.provenance.notebook import find_notebooks
    from themeline.runs import runner

    found = find_notebooks(list(notebooks))
    given = dict(parameters)
    given |= {name: value for name, value in {"codebook": codebook, "events": events}.items() if value is not None}
    out = given.pop("out", None) if out is None else out
    folder = Path(out).resolve() if out else out_folder("figures")
    texts = _texts(essays or (given.pop("essay"),) if essays or "essay" in given else ())
    if events is not None and len(texts) > 1:
        raise click.UsageError("--events are of one text, so they go with one --essay")
    values = _typed_values(given | ({"essay": str(texts[0])} if texts else {}), found)
    if save_notebooks and (values or all_looks):
        raise click.UsageError("--save-notebooks keeps the outputs of the defaults, so it goes with no parameters")
    looks: list[dict[str, Any]] = [{}]
    if all_looks:
        from themeline.figures.style import LOOKS, WIDTHS

        looks = [{"width": width, "style": style} for width in WIDTHS for style in LOOKS]
    several = len(texts) > 1 or any(Path(essay).is_dir() for essay in essays)
    unreadable = _unreadable(texts)
    if unreadable and not several:
        raise InputError(*unreadable.values())
    own_texts = [{"essay": str(text)} for text in texts]
    batches = []
    left_out: dict[str, str] = {}
    for name, own_text in zip(folder_names(texts) if several else ["."], own_texts or [{}], strict=True):
        if own_text and Path(own_text["essay"]) in unreadable:
            continue
        own = values | own_text
        fitting, lacking = _that_can_be_run(found, own, named=bool(notebooks))
        left_out |= lacking
        tasks = [
            runner.Task(
                notebook,
                {
                    name: value
                    for name, value in (_without_events(notebook, own) | _of_other_corpus(own) | own | look).items()
                    if name in notebook.parameters
                },
                "-".join(look.values()) or ".",
            )
            for look in looks
            for notebook in fitting
        ]
        batches.append(runner.Batch(name, tasks))
    for name, why in left_out.items():
        click.echo(f"{name} is not run: it {why}", err=True)
    settings = runner.Settings(
        jobs=jobs, force=force, save=save_notebooks, timeout=timeout or None, fork=not fresh_kernels
    )
    runner.run_batches(batches, folder, settings, lambda words: click.echo(words, err=True))
    _tell(batches, folder, unreadable, several=several)
    if junit:
        from themeline.runs.ci_reports import junit_text

        _write(junit, junit_text(batches, unreadable.values()))
    failures = [failure for batch in batches for _, failure in batch.failures]
    if failures or unreadable:
        sys.exit(2 if all(failure.bad_input for failure in failures) else 1)


def _texts(essays: tuple[str, ...]) -> list[Path]:
    """The text files named, and those in the folders named, each once."""
    from themeline.text.extract import ENDINGS

    texts: list[Path] = []
    for essay in essays:
        inside = [find_file(essay)] if not Path(essay).is_dir() else sorted(Path(essay).iterdir())
        if Path(essay).is_dir():
            inside = [file for file in inside if file.suffix.lower() in ENDINGS and not file.name.startswith(".")]
        if not inside:
            raise input_error(essay, f"holds no text ({', '.join(ENDINGS)})", "name a folder of texts, or a text")
        texts += [text.resolve() for text in inside]
    return list(dict.fromkeys(texts))


def _unreadable(texts: list[Path]) -> dict[Path, Fault]:
    """Of those that are no texts, what is wrong with them."""
    from themeline.text.extract import refuse_what_is_no_text

    faults: dict[Path, Fault] = {}
    for text in texts:
        try:
            refuse_what_is_no_text(text)
        except InputError as error:
            faults[text] = error.faults[0]
    return faults


def _tell(batches: "list[Batch]", folder: Path, unreadable: dict[Path, Fault], *, several: bool) -> None:
    for batch in batches:
        if batch.failures:
            _tell_failures(batch, folder)
        if several:
            continue
        for figure in dict.fromkeys(path.with_suffix("") for path in batch.written):
            kinds = ", ".join(path.suffix[1:] for path in batch.written if path.with_suffix("") == figure)
            click.echo(f"{_shown(figure)}: {kinds}")
        if batch.written:
            click.echo(
                f"open {_shown(folder / 'index.html')} in a browser: all figures, and the text behind each mark"
            )
        if len(batch.unchanged) == len(batch.tasks):
            click.echo(
                f"{_shown(folder)}: nothing has changed since the last run, so nothing was run (--force runs all)"
            )
        elif not batch.failures:
            for task in batch.unchanged:
                click.echo(f"{task.notebook.name} is unchanged since its last run, so it was not run")
    if several:
        rows = [["text", "figures in", "result"]]
        for batch in batches:
            result = f"{len(batch.tasks) - len(batch.unchanged)} run, {len(batch.unchanged)} unchanged"
            if batch.failures:
                result = f"failed: {', '.join(task.notebook.name for task, _ in batch.failures)}"
            rows.append([Path(batch.tasks[0].parameters["essay"]).name, _shown(folder / batch.name), result])
        rows += [[text.name, "", "is no text"] for text in unreadable]
        _print_table(rows)
        if unreadable:
            _say(InputError(*unreadable.values()))
        failed = sum(bool(batch.failures) for batch in batches) + len(unreadable)
        texts = len(batches) + len(unreadable)
        click.echo(f"{texts - failed} of {texts} texts worked", err=bool(failed))


def _tell_failures(batch: "Batch", folder: Path) -> None:
    from themeline.runs.ci_reports import annotation, command_for

    base = folder / batch.name
    for task, failure in batch.failures:
        click.echo(f"error: {failure}", err=True)
        if failure.kept:
            click.echo(f"  the notebook with its error is kept as {_shown(failure.kept)}", err=True)
        click.echo(f"  to run it alone: {command_for(task, base / task.folder)}", err=True)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            click.echo(annotation(failure))
    click.echo(f"Nothing in {_shown(base)} was changed.", err=True)


def _typed_values(given: dict[str, str], notebooks: "list[Notebook]") -> dict[str, Any]:
    from themeline.provenance.notebook import typed

    known = {name: parameter for notebook in notebooks for name, parameter in notebook.parameters.items()}
    faults: list[Fault] = []
    values = {}
    for name, value in given.items():
        try:
            if name not in known:
                raise input_error(f"parameter '{name}'", "no notebook has it", f"there are {', '.join(known)}")
            values[name] = typed(name, value, known[name].type)
            if files := named_files(name, value):
                values[name] = ";".join(_placed(name, file) for file in files)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(*faults)
    return values


def _placed(parameter: str, file: str) -> str:
    """Where a file is, wherever it is looked for from; what a package carries keeps its name."""
    found = find_input(parameter, file)
    return file if is_carried(file) else str(found.resolve())


def _that_can_be_run(
    notebooks: "list[Notebook]", values: dict[str, Any], *, named: bool
) -> "tuple[list[Notebook], dict[str, str]]":
    """The notebooks that have all that they need; of the others, by the names of their files, what they lack.

    Raises:
        InputError: one lacks something, and the notebooks were asked for by name.
    """
    left_out = {
        notebook.path.name: lacking
        for notebook in notebooks
        if (lacking := _lacks(notebook, values, named=named)) is not None
    }
    if named and left_out:
        raise InputError(*(Fault(name, why) for name, why in left_out.items()))
    return [notebook for notebook in notebooks if notebook.path.name not in left_out], left_out


def _without_events(notebook: "Notebook", values: dict[str, Any]) -> dict[str, Any]:
    """For a text without events, a notebook that can do without has none, not those of the essay."""
    return {"events": ""} if _is_another_text(values) and _can_do_without(notebook, "events") else {}


def _of_other_corpus(values: dict[str, Any]) -> dict[str, str]:
    """What is known of the documents of a notebook's own corpus says nothing of others."""
    return dict.fromkeys(OF_CORPUS, "") if "corpus" in values else {}


def _is_another_text(values: dict[str, Any]) -> bool:
    return "essay" in values and Path(values["essay"]) != (HOME / ESSAY).resolve()


def _can_do_without(notebook: "Notebook", name: str) -> bool:
    return name in notebook.parameters and "empty for none" in notebook.parameters[name].help


def _lacks(notebook: "Notebook", values: dict[str, Any], *, named: bool) -> str | None:
    """What a notebook needs that neither was given nor, by its own values, fits what was.

    The shipped coding sheets say nothing of another text, but all of the dictionary: asked for by name, they do.
    """
    own_text = _is_another_text(values)
    needs_events = "events" in notebook.parameters and not _can_do_without(notebook, "events")
    if own_text and needs_events and "events" not in values:
        return "needs the events of this text (--events)"
    if own_text and "corpus" in notebook.parameters and "corpus" not in values and not named:
        default = notebook.parameters["corpus"].default
        return f"needs documents to compare this text with (-p corpus PATH), or to be named, to use {default}"
    coding = notebook.parameters.get("coding")
    if coding is None or not coding.default or "coding" in values:
        return None
    sheets = [HOME / sheet for sheet in named_files("coding", coding.default)]
    if missing := [sheet for sheet in sheets if not sheet.is_file()]:
        name = missing[0].relative_to(HOME)
        return f"needs a coding sheet, {name}: make one with themeline sheet TEXT --out {name}, and fill it in"
    if own_text and not named:
        return "needs sheets coded for this text (-p coding F), or to be named, to use those of the essay"
    if "codebook" in values:
        from themeline.dictionary.codebook_files import read_codebook
        from themeline.validity.coding_sheets import other_themes

        themes = read_codebook(values["codebook"])
        if any(other_themes(sheet, themes) for sheet in sheets):
            return "needs sheets coded with the themes of this codebook (-p coding F)"
    return None


@themeline.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@_file_option("codebook", "The themes and their patterns.", CODEBOOK)
@click.option("--whole-text", is_flag=True, help="Headings, rubric and disclaimer too, not only the body.")
@click.option("--out", metavar="F", help="F.csv, F.json or F.parquet.  [default: CSV to the terminal]")
def code(files: tuple[str, ...], codebook: str, whole_text: bool, out: str | None) -> None:
    """Print the mentions of themes in documents, a row each."""
    import pandas as pd

    from themeline.dictionary.codebook_files import read_codebook
    from themeline.dictionary.mentions import find_mentions
    from themeline.text.document import BODY, ROLES, read_document

    _refuse_other_tables(out)
    chosen = read_codebook(find_file(codebook))
    names = [Path(file).stem for file in files]
    tables = []
    for file, name in zip(files, names, strict=True):
        document = read_document(find_file(file))
        for remark in document.remarks():
            click.echo(remark, err=True)
        table = find_mentions(document, chosen, roles=ROLES if whole_text else BODY)
        tables.append(table.assign(document=name if names.count(name) == 1 else file))
    mentions = pd.concat(tables).sort_values(["document", "start", "theme"], kind="stable")
    _write_table(mentions.reset_index(drop=True), out)


@themeline.command(name="count")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@_file_option("codebook", "The themes and their patterns.", CODEBOOK)
@click.option("--text-column", metavar="NAME", default="text", show_default=True, help="Of tables: the texts.")
@click.option("--name-column", metavar="NAME", default="", help="Of tables: the texts' names.  [default: their rows]")
@click.option("--columns", metavar="NAMES", help="Of tables: the columns to carry along.  [default: all]")
@_file_option("metadata", "Of files: a table to carry along, whose first column has their names.")
@click.option("--whole-text", is_flag=True, help="Headings, rubric and disclaimer too, not only the body.")
@click.option("--out", metavar="F", help="F.csv or F.parquet.  [default: CSV to the terminal]")
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count(), help="Processes.  [default: processors]")
@click.option("--scheduler", metavar="ADDRESS", default="", help="Of a Dask cluster that is to do the work.")
@click.option("--resume", is_flag=True, help="Go on where a call like this one was interrupted.")
def count_texts(
    paths: tuple[str, ...],
    codebook: str,
    text_column: str,
    name_column: str,
    columns: str | None,
    metadata: str | None,
    whole_text: bool,
    out: str | None,
    jobs: int,
    scheduler: str,
    resume: bool,
) -> None:
    """Count themes and words in many texts: a row each, with the same numbers as code finds mentions.

    PATH is a text, a folder of texts, a table with a column of texts (.jsonl, .csv, .parquet), or a .zip of these;
    packed (.gz, .bz2, .xz, .zst) or not; here, at an address (https://, s3://), or in an installed package
    (package://NAME/PATH). What cannot be read is a row that says why.
    """
    from themeline.corpus import jobs as counting_jobs
    from themeline.corpus.locate import Columns, plan
    from themeline.dictionary.codebook_files import read_codebook

    if out is not None and Path(out).suffix not in counting_jobs.KINDS:
        raise input_error(out, f"is no {' or '.join(counting_jobs.KINDS)}", "give the name one of these endings")
    if resume and out is None:
        raise click.UsageError("--resume goes on with the file of --out")
    themes = read_codebook(find_file(codebook))
    carried = None if columns is None else tuple(split_names(columns))
    work = counting_jobs.Work(
        tuple(plan(paths)), themes, Columns(text_column, name_column, carried), metadata or "", whole_text
    )
    with tempfile.TemporaryDirectory() as place:
        target = Path(out or Path(place, "counts.csv"))
        documents, faults = _count_to_file(work, target, jobs, scheduler, resume)
        if out is None:
            with target.open("rb") as stream:
                shutil.copyfileobj(stream, sys.stdout.buffer)
        else:
            click.echo(f"{out}: {documents:,} documents")
    if faults:
        click.echo(f"{faults:,} of {documents:,} documents could not be counted; their rows say why", err=True)
        if faults == documents:
            sys.exit(2)


def _count_to_file(work: Any, out: Path, jobs: int, scheduler: str, resume: bool) -> tuple[int, int]:
    from concurrent.futures.process import BrokenProcessPool

    from tqdm import tqdm

    from themeline.corpus import jobs as counting_jobs

    if sys.stderr.isatty() and not list(Path(__file__).parents[1].glob("corpus/engine/__pycache__/tokenizer.*.nbi")):
        click.echo("compiling what counts, which takes some ten seconds, once", err=True)
    size = sum(piece.size for piece in work.pieces)
    again = f"what is counted is kept; the same call with --resume goes on from there ({counting_jobs.parts_of(out)})"
    with tqdm(total=size, unit="B", unit_scale=True, disable=None, leave=False) as bar:
        try:
            return counting_jobs.count_to_file(
                work, out, jobs=jobs, scheduler=scheduler, resume=resume, tell=lambda _, done: bar.update(done)
            )
        except BrokenProcessPool:
            raise click.ClickException(
                f"a process was ended from outside, maybe for want of memory; {again}"
            ) from None
        except (KeyboardInterrupt, _Terminated):
            click.echo(again, err=True)
            raise


@themeline.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@_file_option("codebook", "The themes, a column each.", CODEBOOK)
@click.option("--shuffle", type=int, metavar="SEED", help="Mix the rows: the first ones are then a sample.")
@click.option("--out", metavar="F", help="F.csv or F.xlsx.  [default: TEXT-sheet.csv]")
def sheet(texts: tuple[str, ...], codebook: str, shuffle: int | None, out: str | None) -> None:
    """Write a sheet for coding texts by hand: a row a sentence, a column a theme, nothing of the dictionary.

    Open it in a spreadsheet; put 1 under each theme that a sentence speaks of, or under 'none'; save it; then
    themeline score it. What the themes mean, the codebook says. A file that is there already is left alone.
    """
    from themeline.dictionary.codebook_files import read_codebook
    from themeline.text.document import read_document
    from themeline.validity.coding_sheets import KINDS, sheet_bytes, sheet_table

    files = [find_file(text) for text in texts]
    target = Path(out or f"{files[0].stem}-sheet.csv")
    if target.suffix not in KINDS:
        raise input_error(target, f"is no {' or '.join(KINDS)}", "give the name one of these endings")
    if target.exists():
        raise input_error(target, "is there already, and may hold someone's coding", "choose another name with --out")
    names = [file.name for file in files]
    for name in names:
        if names.count(name) > 1:
            raise input_error(name, "is the name of two texts", "rename one of them")
    documents = {file.name: read_document(file) for file in files}
    for document in documents.values():
        for remark in document.remarks():
            click.echo(remark, err=True)
    table = sheet_table(documents, read_codebook(find_file(codebook)), seed=shuffle)
    _write(target, sheet_bytes(table, target.suffix))
    click.echo(f"{target}: {len(table):,} sentences to code; keep it beside the text, or in a folder below that")


@themeline.command()
@click.argument("sheets", nargs=-1, required=True, metavar="CODED...")
@_file_option("codebook", "The themes and their patterns.", CODEBOOK)
@click.option("--whole-text", is_flag=True, help="Headings, rubric and disclaimer too, not only the body.")
@click.option("--errors", is_flag=True, help="Also print each miss and each false alarm.")
@click.option("--out", metavar="F", help="The scores as F.csv, F.json or F.parquet too.")
def score(sheets: tuple[str, ...], codebook: str, whole_text: bool, errors: bool, out: str | None) -> None:
    """Print how well the dictionary finds the sentences that people coded.

    CODED is a filled-in sheet (themeline sheet), of one text or several, by one coder; name more for more. For each
    theme and overall: precision, recall and F1 with 95 % intervals, and Krippendorff's alpha between coders; where
    coders disagree also without the judgements that they disagree on.
    """
    import pandas as pd

    from themeline.dictionary.codebook_files import read_codebook
    from themeline.text.document import BODY, ROLES
    from themeline.validity.coding_sheets import read_sheets
    from themeline.validity.report import score_lines, score_tables
    from themeline.validity.scores import errors_in, found_by

    _refuse_other_tables(out)
    themes = read_codebook(find_file(codebook))
    coded = read_sheets([find_file(file) for file in sheets], themes)
    for note in coded.notes:
        click.echo(note, err=True)
    whole = len(coded.units)
    coded = coded.of_roles(ROLES if whole_text else BODY)
    if coded.units.empty:
        raise input_error(sheets[0], "has no coded sentence of the body", "code some, or ask for --whole-text")
    found = found_by(coded, themes)
    less = "" if whole_text else " (the body; all with --whole-text)"
    click.echo(f"{len(coded.units):,} of {whole:,} coded sentences{less}; coded in {', '.join(coded.coders)}\n")
    tables = score_tables(found, coded)
    for line in score_lines(tables, found, coded):
        click.echo(line)
    if errors:
        click.echo()
        for row in errors_in(coded, themes).itertuples():
            words = f"{row.left}[{row.keyword}]{row.right}" if row.keyword else row.right
            by = f" by '{row.pattern}'" if row.pattern else ""
            click.echo(f"{row.error} of {row.theme}{by}, {row.document} {row.sentence}: {words}")
    if out is not None:
        _write_table(pd.concat([table.assign(judgements=kind) for kind, (table, _) in tables.items()]), out)


@themeline.command()
@click.argument("file", metavar="FILE")
def structure(file: str) -> None:
    """Show how a text is read: its kind, its parts with their lines and roles, its sections.

    A role that is wrong is set in a YAML file beside the text, under 'lines' (see seeds/essay.yaml).
    """
    from themeline.text.document import read_document

    document = read_document(find_file(file))
    rows = [["line", "role", "words", "begins"]]
    words = document.words.groupby(
        document.blocks["start"].searchsorted(document.words["start"], side="right")
    ).size()
    for row in document.blocks.itertuples():
        begins = re.sub(r"\s+", " ", document.text[row.start : row.end])
        rows.append([f"{row.line}", row.role, f"{words.get(row.block, 0)}", begins[:70] + "…" * (len(begins) > 70)])
    _print_table(rows)
    click.echo(
        f"{file}: {document.reading.kind}, {len(document.words):,} words, {document.word_count():,} of them in "
        f"{int(document.sections['paragraphs'].sum())} paragraphs of body, {len(document.sections)} sections"
    )
    for remark in document.remarks():
        click.echo(remark)


@themeline.command()
@_file_option("essay", "The text.", ESSAY)
@_file_option("codebook", "The themes and their patterns.", CODEBOOK)
@_file_option("events", "The events that the text speaks of.  [default: seeds/events.yaml, for seeds/essay.txt]")
@click.option("--hints", is_flag=True, help="Also say what only may be wrong with the codebook.")
def check(essay: str, codebook: str, events: str | None, hints: bool) -> None:
    """Check all that can be checked without running: say what is wrong with it, file and line.

    Errors, which alone make the exit status 1; warnings, of what is probably wrong; with --hints also patterns that
    are in two themes, find nothing in the text, or nothing that another one does not. Looked at are text, codebook
    and events; without options also the notebooks' parameters and outputs, the figures in figures/ and their
    receipts, and the pinned requirements.
    """
    from themeline.project.checks import check_inputs, check_project

    if events is None and find_file(essay).resolve() == (HOME / ESSAY).resolve():
        events = EVENTS
    lines, faults = check_inputs(essay, codebook, events)
    if (essay, codebook, events) == (ESSAY, CODEBOOK, EVENTS):
        more_lines, more_faults = check_project()
        lines, faults = lines + more_lines, faults + more_faults
    for line in lines:
        click.echo(line)
    _say(InputError(*(fault for fault in faults if hints or fault.severity != "hint")))
    hidden = 0 if hints else sum(fault.severity == "hint" for fault in faults)
    if hidden:
        click.echo(f"{hidden} hints (--hints shows them)")
    if any(fault.severity == "error" for fault in faults):
        sys.exit(1)


@themeline.command("events")
@click.argument("file", metavar="TEXT")
@click.option("--published", metavar="EDTF", help="When the text was published.  [default: from the YAML beside it]")
@click.option("--out", metavar="F.yaml", help="The file to write.  [default: to the terminal]")
def propose_events(file: str, published: str | None, out: str | None) -> None:
    """Propose the events of a timeline: a draft for each passage of a text that tells a date, to be confirmed.

    Dates that the text states ("in August 2024", "since 1996"), and those relative to its publication ("five years
    ago", "on 26 April", "for the coming year"), which are left out where --published is not known.
    """
    from themeline.events.date_finder import draft_text, find_dates
    from themeline.text.document import read_document

    text = find_file(file)
    document = read_document(text)
    passages = find_dates(document, _known_date(published, text))
    counted = [passage for passage in passages if passage.edtf]
    for passage in passages:
        if not passage.edtf:
            words = " ".join(document.text[passage.start : passage.end].split())
            click.echo(f"left out, as it counts from the publication (--published): '{words}'", err=True)
    if not counted:
        raise input_error(
            file, "tells no dates that could be found", "write its events by hand, as seeds/events.yaml has them"
        )
    drafts = draft_text(document, counted)
    if out is None:
        click.echo(drafts, nl=False)
    else:
        _write(out, drafts.encode())
        click.echo(f"{out}: {len(counted)} drafts")


@themeline.command()
@click.argument("folder", metavar="DIR")
@_file_option("essay", "The text, in any kind of file.")
@_file_option("codebook", "The themes, also as a dictionary of other software.", CODEBOOK)
@click.option("--published", metavar="EDTF", help="When the text was published, for dates that count from it.")
def new(folder: str, essay: str | None, codebook: str, published: str | None) -> None:
    """Make a collection of another text: a folder with seeds, notebooks, requirements and README, ready to run."""
    from themeline.project.scaffold import new_collection

    if essay is None:
        raise click.UsageError("name the text with --essay")
    text = find_file(essay)
    known = _known_date(published, text)
    for remark in new_collection(Path(folder).resolve(), text, find_file(codebook), known):
        click.echo(remark, err=True)
    click.echo(f"{folder}: made; run python3 scripts/reproduce.py in it, and see its README.md")


def _known_date(published: str | None, text: Path) -> str:
    """The date of publication that is given, else that in the YAML file beside the text; empty if there is none."""
    from themeline.events.edtf_dates import date_bounds
    from themeline.io.paths import record_beside
    from themeline.io.yaml_models import read_record
    from themeline.text.metadata import TextRecord

    if published is None:
        beside = record_beside(text)
        record = read_record(beside, TextRecord) if beside.is_file() else None
        return record.published.value if record and record.published else ""
    try:
        date_bounds(published)
    except ValueError as error:
        raise input_error("--published", str(error)) from None
    return published


@themeline.command()
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT")
@_file_option("essay", "The text that events are of.", ESSAY)
def convert(source: str, target: str, essay: str) -> None:
    """Write a codebook, a dictionary of other software, or events in another format.

    The format of OUT is told by its ending. Codebooks: .yaml (Themeline), .yml (quanteda), .dic (LIWC), .ykd
    (Yoshikoder), .lc3 (Lexicoder), .cat (WordStat), .csv; the format of IN is told by its content. Events: .csv,
    .xlsx, .json (TimelineJS), .ics (iCalendar), there and back. What cannot be carried over is listed.
    """
    from themeline.dictionary.codebook_files import codebook_text, entries_of, read_with_lines
    from themeline.dictionary.formats import ENDINGS, OWN, dictionary_text

    kind = _kind_of(find_file(source))
    if kind:
        _convert_events(find_file(source), Path(target), essay, kind)
        return
    formats = {ending: name for name, endings in ENDINGS.items() for ending in endings}
    wanted = formats.get(Path(target).suffix.lower())
    if wanted is None:
        raise input_error(target, "has no ending of a known format", f"there are {', '.join(formats)}")
    codebook, _, lost = read_with_lines(find_file(source))
    if wanted == OWN:
        text = codebook_text(codebook)
    else:
        text, more = dictionary_text(entries_of(codebook), wanted)
        lost = [*lost, *more]
        if any(theme.definition for theme in codebook.themes):
            lost.append("the themes' definitions, colours, and short names")
        if codebook.nested_scope != "key":
            lost.append("that of matches within each other only the longer counts, over all themes (nested_scope)")
    for what in lost:
        click.echo(f"not carried over: {what}", err=True)
    _write(target, text.encode())
    patterns = sum(len(theme.patterns) for theme in codebook.themes)
    click.echo(f"{target}: {len(codebook.themes)} themes, {patterns} patterns, as {wanted}")


def _kind_of(source: Path) -> str:
    """Of events, the ending of the kind of file that they are in; empty for a codebook."""
    from themeline.events import readers
    from themeline.io.files import WORKBOOKS, read_bytes

    if source.suffix.lower() in (*WORKBOOKS, *readers.ENDINGS):
        return source.suffix.lower()
    begin = read_bytes(source).decode("utf-8", "replace")
    if re.search(r"^(?:events|background):", begin, re.MULTILINE):
        return ".yaml"
    names = {name.strip().strip('"\ufeff').lower() for name in re.split("[,;\t]", begin.partition("\n")[0])}
    return ".csv" if {"edtf", "quote"} & names else ""


def _convert_events(source: Path, target: Path, essay: str, kind: str) -> None:
    from themeline.events.chronology import read_chronology
    from themeline.events.writers import WRITERS, table_text, yaml_of_table
    from themeline.text.document import read_document

    wanted = target.suffix.lower()
    if kind == ".yaml" and wanted in WRITERS:
        chronology = read_chronology(source, read_document(find_file(essay)))
        content = WRITERS[wanted](chronology)
        if wanted in (".json", ".ics"):
            lost = f"{len(chronology.background)} background events; what else a date rests on, but its words"
            click.echo(f"not carried over: {lost}", err=True)
    elif kind != ".yaml" and wanted == ".yaml":
        content = yaml_of_table(source, read_document(find_file(essay))).encode()
    elif kind not in (".yaml", ".csv") and wanted == ".csv":
        content = table_text(source).encode()
    else:
        known = ", ".join(WRITERS) if kind == ".yaml" else ".yaml" if kind == ".csv" else ".yaml, .csv"
        raise input_error(target, f"cannot be made of events in {kind}", f"{kind} goes to {known}")
    _write(target, content)
    click.echo(f"{target}: written")


@themeline.command()
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
        _say(InputError(*faults))
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
                    _shown(base / finding.file), what, advice.get(finding.state, "").format(finding.notebook)
                )
                faults.append(fault)
        bad = len({finding.file for finding in findings if finding.state not in ("intact", "alike")})
        files = sum(len(receipt.outputs) for receipt in receipts)
        made = "made again and compared" if again else "compared with their receipts"
        found = f"{bad} not intact" if bad else "all intact"
        click.echo(f"{_shown(base)}: {files} files of {len(receipts)} runs {made}: {found}")
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
            f"{file}: {f'is {_shown(found.folder / found.same)}' if found.same else 'carries the mark of a run'}"
        )
        click.echo(f"  made by {receipt.notebook} in {_shown(found.folder)}")
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


@themeline.command()
@_file_option("essay", "The text.  [default: seeds/essay.txt]")
@_file_option("codebook", "The themes and their patterns.  [default: seeds/themes.yaml]")
@_file_option("events", "The events that the text speaks of.  [default: seeds/events.yaml, for seeds/essay.txt]")
@_file_option("out", "Folder for the figures.  [default: the project's figures/]")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 for any free one.")
def serve(essay: str | None, codebook: str | None, events: str | None, out: str | None, port: int) -> None:
    """Show the pages in a browser on this machine, and make them anew when a seed changes; Ctrl-C ends it."""
    import subprocess
    import threading

    from themeline.project.dev_server import ADDRESS, make_server, watch_seeds

    given = {"essay": essay, "codebook": codebook, "events": events}
    files = {name: find_file(value).resolve() for name, value in given.items() if value}
    folder = Path(out).resolve() if out else out_folder("figures")
    words = [
        "run",
        *(word for name, file in files.items() for word in (f"--{name}", str(file))),
        "--out",
        str(folder),
    ]
    call = [sys.executable, "-c", "from themeline.cli.main import main; main()", *words]
    if subprocess.run(call, check=False).returncode:  # noqa: S603
        click.echo("the pages are as they were before", err=True)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        server = make_server(folder, port)
    except OSError as error:
        raise input_error(
            f"port {port}", f"cannot be used ({error.strerror})", "give another one with --port"
        ) from None
    ready, stop = threading.Event(), threading.Event()
    # Editors replace a file by a new one, which a watch on the file itself would lose: its folder is watched.
    places = {HOME / "seeds", HOME / "notebooks", *(file.parent for file in files.values())}
    watcher = threading.Thread(target=watch_seeds, args=(places, words, click.echo, ready, stop), daemon=True)
    watcher.start()
    ready.wait()
    click.echo(f"http://{ADDRESS}:{server.server_port}/ shows {_shown(folder)}; Ctrl-C ends it")
    try:
        server.serve_forever()
    finally:
        stop.set()
        server.server_close()
        watcher.join(timeout=5)


@themeline.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
def diff(one: str, other: str) -> None:
    """Say what differs between two runs (folders of figures), or between two notebooks.

    What they were run on, the counts of themes, mentions, events, words. Exit status 1 if anything does.
    """
    if Path(one).suffix == Path(other).suffix == ".ipynb":
        from themeline.runs.diff import compare_notebooks

        words = compare_notebooks(find_file(one), find_file(other))
        click.echo(words, nl=False)
        sys.exit(1 if words else 0)
    from themeline.runs.diff import compare_folders

    folders = [Path(name) if Path(name).is_dir() else out_folder(name) for name in (one, other)]
    for name, folder in zip((one, other), folders, strict=True):
        if not folder.is_dir():
            raise input_error(name, "there is no such folder", "name two folders of figures, or two notebooks")
    differences = compare_folders(*folders)
    for title, lines in differences.items():
        click.echo(f"{title}:")
        for line in lines:
            click.echo(f"  {line}")
    if differences:
        sys.exit(1)
    click.echo("no difference")


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
    from themeline.figures.print_check import proof_svg
    from themeline.io.files import read_text

    place = Path(folder) if Path(folder).is_dir() else out_folder(folder)
    found = sorted(path for path in place.rglob("*.svg") if not path.name.startswith("."))
    if not found:
        raise input_error(folder, "holds no figures (.svg)", "name the folder that themeline run wrote to")
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
            row.append(html.unescape(source[1]).rpartition(" [")[0] if source else "")
        rows.append(row)
    _print_table(rows)
    if faults:
        _say(InputError(*faults))
        sys.exit(1)


@themeline.command()
def schemas() -> None:
    """Write the JSON Schemas of the YAML files to seeds/schema/, for editors."""
    from themeline.dictionary.codebook import Codebook
    from themeline.events.chronology import Chronology
    from themeline.io.atomic import write_together
    from themeline.io.yaml_models import Record, schema_text
    from themeline.text.metadata import TextRecord

    models: dict[str, type[Record]] = {"essay": TextRecord, "themes": Codebook, "events": Chronology}
    contents = {f"{name}.schema.json": schema_text(model).encode() for name, model in models.items()}
    for path in write_together(HOME / "seeds" / "schema", contents):
        click.echo(_shown(path))


def _refuse_other_tables(out: str | None) -> None:
    if out is not None and Path(out).suffix not in (".csv", ".json", ".parquet"):
        raise input_error(out, "is no .csv, .json or .parquet", "give the name one of these endings")


def _write_table(table: Any, out: str | None) -> None:
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
        _write(out, content)


def _print_table(rows: list[list[str]]) -> None:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _shown(path: Path) -> str:
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _write(file: str | Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    from themeline.io.atomic import write_together

    write_together(Path(file).resolve().parent, {Path(file).name: content})


def _say(error: InputError) -> None:
    for fault in error.faults:
        click.echo(f"{fault.severity}: {fault}", err=True)


class _Terminated(BaseException):
    """The process was asked to end: no error, as an interrupt from the keyboard is none."""


def _terminate(number: int, frame: object) -> None:
    # Once is enough: a second signal is not to break off the tidying up.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise _Terminated


def main() -> None:
    """Run the command; exit with 0 if it worked, 1 if a notebook or a check failed, 2 if call or input is wrong."""
    signal.signal(signal.SIGTERM, _terminate)
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
    except (click.Abort, KeyboardInterrupt, _Terminated) as error:
        click.echo("error: stopped", err=True)
        sys.exit(143 if isinstance(error, _Terminated) else 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
