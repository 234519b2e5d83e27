"""The `themeline` command: its sub-commands, and how a call ends."""

import gc
import os
import signal
import sys

import click

from themeline.cli import (
    adjudicate,
    check,
    code,
    convert,
    count,
    diff,
    estimate,
    events,
    figures,
    learn,
    new,
    parallel,
    run,
    schemas,
    score,
    serve,
    sheet,
    structure,
    suggest,
    validity,
    verify,
)
from themeline.cli.output import say
from themeline.cli.signals import Terminated, terminate
from themeline.errors import InputError
from themeline.io.optional import missing_extra


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="themeline")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def themeline(debug: bool) -> None:
    """Turn a security essay into figures a reader can check."""


for command in (
    run.run, code.code, count.count_texts, sheet.sheet, adjudicate.adjudicate, score.score, estimate.estimate,
    learn.learn, suggest.suggest, validity.validity, structure.structure, parallel.parallel, check.check,
    events.propose_events, new.new, convert.convert, verify.verify, serve.serve, diff.diff, figures.figures,
    schemas.schemas,
):  # fmt: skip
    themeline.add_command(command)


def main() -> None:
    """Run the command; exit with 0 if it worked, 1 if a notebook or a check failed, 2 if call or input is wrong."""
    signal.signal(signal.SIGTERM, terminate)
    # Words and blocks are many objects that live long: to look among them for garbage as often as Python does takes a
    # tenth of the time.
    gc.set_threshold(100_000, 50, 50)
    try:
        themeline(prog_name="themeline", standalone_mode=False)
    except InputError as error:
        if "--debug" in sys.argv:
            raise
        say(error)
        sys.exit(2)
    except ModuleNotFoundError as error:
        called = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
        extra = missing_extra(error, f"themeline {called}")
        if extra is None or "--debug" in sys.argv:
            raise
        say(extra)
        sys.exit(2)
    except click.ClickException as error:
        if "--debug" in sys.argv:
            raise
        context = getattr(error, "ctx", None)
        call = context.command_path if context else "themeline"
        click.echo(f"error: {error.format_message()} (see {call} --help)", err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt, Terminated) as error:
        click.echo("error: stopped", err=True)
        sys.exit(143 if isinstance(error, Terminated) else 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
