"""themeline check: all that can be checked without running."""

import sys

import click

from themeline.cli.options import file_option
from themeline.cli.output import say, say_where
from themeline.errors import InputError
from themeline.io.paths import CODEBOOK, ESSAY, EVENTS, find_file, in_collection


@click.command()
@file_option("essay", "The text.", ESSAY)
@file_option("codebook", "The dictionary: themes and their patterns.", CODEBOOK)
@file_option("events", "The events of the text.  [default: seeds/events.yaml, for seeds/essay.txt]")
@click.option("--hints", is_flag=True, help="Also report what may be wrong with the codebook.")
def check(essay: str, codebook: str, events: str | None, hints: bool) -> None:
    """Check everything that can be checked without running it; report what is wrong, with file and line.

    Only errors make the exit status 1; warnings are about what is probably wrong. --hints also lists patterns that
    are in two themes, that find nothing in the text, or that find nothing another pattern does not. The command
    checks text, codebook and events; without options also the notebooks' parameters and outputs, the figures in
    figures/ and their receipts, and the pinned requirements.
    """
    from themeline.project.checks import check_inputs, check_project

    if events is None and find_file(essay).resolve() == in_collection(ESSAY).resolve():
        events = EVENTS
    if (essay, codebook, events) == (ESSAY, CODEBOOK, EVENTS):
        say_where()
    lines, faults = check_inputs(essay, codebook, events)
    if (essay, codebook, events) == (ESSAY, CODEBOOK, EVENTS):
        more_lines, more_faults = check_project()
        lines, faults = lines + more_lines, faults + more_faults
    for line in lines:
        click.echo(line)
    say(InputError(*(fault for fault in faults if hints or fault.severity != "hint")))
    hidden = 0 if hints else sum(fault.severity == "hint" for fault in faults)
    if hidden:
        click.echo(f"{hidden} hints (--hints shows them)")
    if any(fault.severity == "error" for fault in faults):
        sys.exit(1)
