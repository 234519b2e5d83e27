"""Options that several commands have, and their defaults."""

import os
from collections.abc import Callable, Sequence
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


def chosen_documents(corpus: dict[str, str], *, group: str = "", keep: Sequence[str] = ()) -> Any:
    """The choice of documents that the values of `corpus_options` make."""
    from themeline.corpus.choice import choose_documents

    return choose_documents(
        corpus["metadata"] or "", text_column=corpus["text_column"], name_column=corpus["name_column"], group=group,
        date=corpus["date"], first=corpus["from_year"], last=corpus["to_year"], languages=corpus["languages"],
        keep=keep,
    )  # fmt: skip


def corpus_paths(texts: Sequence[str]) -> list[str]:
    """Where texts or a corpus are, wherever they are looked for from; what a package carries keeps its name."""
    from themeline.io.paths import existing_path, is_carried

    return [text if is_carried(text) else str(existing_path(text, or_folder=True) or text) for text in texts]


def corpus_options() -> Decorator:
    """Options that say which documents of a corpus are read, and what is known of them."""
    options = [
        file_option("metadata", "For a folder of files: a table about them, whose first column has their names."),
        click.option(
            "--text-column", metavar="NAME", default="text", show_default=True, help="In tables: the texts."
        ),
        click.option(
            "--name-column", metavar="NAME", default="", help="In tables: the names.  [default: row numbers]"
        ),
        click.option("--date", metavar="COLUMN", default="", help="The column that has the year, or a date with it."),
        click.option("--from-year", metavar="YEAR", default="", help="Only documents from this year on."),
        click.option("--to-year", metavar="YEAR", default="", help="Only documents up to this year."),
        click.option(
            "--languages", metavar="CODES", default="", help="en,fr, or all.  [default: those of the codebook]"
        ),
    ]

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return add
