"""themeline count: counts of themes in many texts."""

import os
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import click

from themeline.cli.options import file_option
from themeline.cli.output import read_themes
from themeline.cli.signals import Terminated
from themeline.errors import input_error
from themeline.io.names import split_names
from themeline.io.paths import CODEBOOK
from themeline.text.wording import count_of


@click.command(name="count")
@click.argument("paths", nargs=-1, metavar="PATH...")
@file_option("codebook", "The dictionary: themes and their patterns.", CODEBOOK)
@click.option(
    "--text-column", metavar="NAME", default="text", show_default=True, help="In tables: the column of texts."
)
@click.option(
    "--name-column", metavar="NAME", default="", help="In tables: the column of names.  [default: row numbers]"
)
@click.option("--columns", metavar="NAMES", help="In tables: the columns to carry over.  [default: all]")
@file_option("metadata", "For files: a table to carry over, whose first column has their names.")
@click.option("--whole-text", is_flag=True, help="Count headings, rubric and disclaimer too, not only the body.")
@click.option(
    "--languages", metavar="CODES", default="",
    help="Languages to count: en,fr, or all.  [default: those of the codebook]",
)  # fmt: skip
@click.option("--out", metavar="F", help="F.csv or F.parquet.  [default: CSV to the terminal]")
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count(), help="Processes.  [default: processors]")
@click.option("--scheduler", metavar="ADDRESS", default="", help="Address of a Dask cluster that does the work.")
@click.option("--resume", is_flag=True, help="Continue where an interrupted call like this one stopped.")
@click.option(
    "--compile", "only_compile", is_flag=True, help="Only compile the counting code, as the first call would."
)
def count_texts(
    paths: tuple[str, ...],
    codebook: str,
    text_column: str,
    name_column: str,
    columns: str | None,
    metadata: str | None,
    whole_text: bool,
    languages: str,
    out: str | None,
    jobs: int,
    scheduler: str,
    resume: bool,
    only_compile: bool,
) -> None:
    """Count themes and words in many texts, one row per text. The numbers are those of themeline code.

    Each document is counted by the patterns of its language. Those in languages that the codebook has no patterns in
    are left out, each with a row that says so.

    PATH is a text, a folder of texts, a table with a column of texts (.jsonl, .csv, .parquet), or a .zip of these,
    compressed (.gz, .bz2, .xz, .zst) or not. It may be on this machine, at an address (https://, s3://), or in an
    installed package (package://NAME/PATH). A document that cannot be read gets a row that says why.
    """
    if only_compile:
        _compile()
        return
    if not paths:
        raise click.UsageError("Missing argument 'PATH...'.")
    from themeline.corpus import jobs as counting_jobs
    from themeline.corpus.count import remark_on_all_left_out
    from themeline.corpus.locate import Columns, plan, remark_on_passed_over
    from themeline.text.language import notes_on_languages, wanted_languages

    if out is not None and Path(out).suffix not in counting_jobs.KINDS:
        raise input_error(
            out, f"does not end in {' or '.join(counting_jobs.KINDS)}", "give the name one of these endings"
        )
    if resume and out is None:
        raise click.UsageError("--resume continues the file of --out")
    themes = read_themes(codebook)
    extra = None if columns is None else tuple(split_names(columns))
    chosen = wanted_languages(languages)
    wanted = themes.all_languages if chosen is None else chosen
    passed_over: Counter[str] = Counter()
    work = counting_jobs.Work(
        tuple(plan(paths, passed_over)),
        themes,
        Columns(text_column, name_column, extra),
        metadata or "",
        whole_text,
        wanted,
    )
    with tempfile.TemporaryDirectory() as place:
        target = Path(out or Path(place, "counts.csv"))
        totals = _count_to_file(work, target, jobs, scheduler, resume)
        if out is None:
            with target.open("rb") as stream:
                shutil.copyfileobj(stream, sys.stdout.buffer)
        else:
            click.echo(f"{out}: {totals.documents:,} documents")
    documents, faults = totals.documents, totals.faults
    not_body = remark_on_all_left_out(sum(totals.words.values()), totals.not_body, totals.much)
    if not_body:
        click.echo(not_body, err=True)
    if passed_over:
        click.echo(remark_on_passed_over(passed_over), err=True)
    if not documents:
        click.echo("there are no documents: the table has no rows", err=True)
    if faults:
        click.echo(
            f"{faults:,} of {documents:,} documents could not be counted; their rows give the reason", err=True
        )
        for one in totals.first_faults:
            click.echo(f"  {one}", err=True)
        if faults > len(totals.first_faults):
            click.echo(f"  and {count_of(faults - len(totals.first_faults), 'other')}", err=True)
    doubts = themes.doubts_about(totals.counted)
    told = notes_on_languages(totals.left_out, totals.counted, totals.words, wanted, themes.all_languages, doubts)
    for note in told.notes:
        click.echo(note, err=True)
    if totals.left_out:
        click.echo("--languages all counts these too", err=True)
    if documents and faults + sum(totals.left_out.values()) == documents:
        sys.exit(2)


def _count_to_file(work: Any, out: Path, jobs: int, scheduler: str, resume: bool) -> Any:
    from concurrent.futures.process import BrokenProcessPool

    from tqdm import tqdm

    from themeline.corpus import jobs as counting_jobs

    # Several processes would each compile all of it.
    several = sys.stderr.isatty() or (jobs > 1 and len(work.chunks) > 1)
    if several and not scheduler and not work.is_little():
        _compile_if_need_be()
    size = sum(chunk.size for chunk in work.chunks)
    again = f"what has been counted is kept; the same call with --resume continues ({counting_jobs.parts_of(out)})"
    with tqdm(total=size, unit="B", unit_scale=True, disable=None, leave=False) as bar:
        try:
            return counting_jobs.count_to_file(
                work, out, jobs=jobs, scheduler=scheduler, resume=resume, tell=lambda _, done: bar.update(done)
            )
        except BrokenProcessPool:
            raise click.ClickException(
                f"a process was killed from outside, perhaps for lack of memory; {again}"
            ) from None
        except (KeyboardInterrupt, Terminated):
            click.echo(again, err=True)
            raise


def _compile() -> None:
    """Compile what counts, as a step of its own, and say what was done."""
    compiled, seconds = _compile_if_need_be()
    if compiled:
        click.echo(f"{count_of(compiled, 'function')} compiled in {seconds:.0f} seconds; counting now starts at once")
    else:
        click.echo("nothing to do: everything is compiled")


def _compile_if_need_be() -> tuple[int, float]:
    """Compile what counts if it is not yet, with its progress on a terminal; how many functions, and seconds."""
    from tqdm import tqdm

    from themeline.corpus import jobs

    compilation = jobs.compilation()
    begun = time.monotonic()
    if compilation.is_compiled():
        return 0, 0.0
    if sys.stderr.isatty():
        click.echo(f"compiling the counting code, once; this takes about {compilation.USUAL_TIME}", err=True)
    done = threading.Event()
    form = "compiling{desc}, {n_fmt} of {total_fmt} functions done, {elapsed}"
    with tqdm(total=compilation.FUNCTIONS, bar_format=form, disable=None, leave=False) as bar:

        def tell(name: str, ready: int) -> None:
            bar.n = ready
            bar.set_description_str(f" {name}")

        def keep_alive() -> None:
            # A function takes up to ten seconds: meanwhile the seconds go on.
            while not done.wait(1):
                bar.refresh()

        ticking = threading.Thread(target=keep_alive, daemon=True)
        ticking.start()
        try:
            compiled = compilation.compile_all(tell)
        finally:
            done.set()
            ticking.join()
    return compiled, time.monotonic() - begun
