"""Options that several commands have, and their defaults."""

import os
from collections.abc import Callable
from typing import Any

import click

# One more than can work at a time: a kernel that begins or ends waits more than it works.
JOBS = (os.cpu_count() or 1) + 1

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def overwrite_option() -> Decorator:
    """An option to write over a file."""
    return click.option("--overwrite", is_flag=True, help="Replace the file if there is one.")


def file_option(name: str, help_text: str, default: str | None = None) -> Decorator:
    """An option that names a file."""
    return click.option(f"--{name}", metavar="F", default=default, show_default=default is not None, help=help_text)
