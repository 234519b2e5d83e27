"""themeline validity: a validation report of a dictionary, filled in with what was done."""

import re
from pathlib import Path
from typing import Any

import click

from themeline.cli.options import chosen_documents, corpus_options, corpus_paths, file_option, overwrite_option
from themeline.cli.output import read_themes, refuse_existing
from themeline.errors import input_error
from themeline.io.paths import CODEBOOK, existing_path, find_file

ENDINGS = (".html", ".docx", ".tex", ".bib", ".json")


@click.command()
@click.argument("sheets", nargs=-1, metavar="[CODED]...")
@file_option("codebook", "The dictionary: themes and their patterns.", CODEBOOK)
@click.option(
    "--texts", multiple=True, metavar="PATH",
    help="Texts or a corpus that the dictionary is used on, as for themeline count.  [default: those of the sheets]",
)  # fmt: skip
@corpus_options()
@click.option("--group", metavar="COLUMN", default="", help="The column that has the groups of --expect.")
@click.option(
    "--expect", multiple=True, metavar="WORDS", help="What is known of groups: 'THEME: GROUP > OTHER GROUP'."
)
@click.option(
    "--external", multiple=True, metavar="TABLE:COLUMN",
    help="Another measure of the documents, by names in the table's first column; or a column of the metadata.",
)  # fmt: skip
@file_option("general", "A dictionary of words that the themes may leave out.  [default: that of the shipped themes]")
@file_option("guide", "Rules and hard cases of coders, in Markdown.  [default: codebook.md beside the codebook]")
@click.option("--out", metavar="NAME", default="validity", show_default=True, help="The files are called NAME.html …")
@overwrite_option()
def validity(
    sheets: tuple[str, ...],
    codebook: str,
    texts: tuple[str, ...],
    group: str,
    expect: tuple[str, ...],
    external: tuple[str, ...],
    general: str | None,
    guide: str | None,
    out: str,
    overwrite: bool,
    **corpus: Any,
) -> None:
    """Write a validation report: for each demand on a dictionary what was done, or the command that would do it.

    CODED are filled-in sheets, one per coder and part, as for themeline score. They may be left out, and the texts
    too: the report then says what is not done yet.

    It follows the checklist ValiText for dictionaries, and is written as a page (NAME.html), for Word (NAME.docx) and
    for LaTeX (NAME.tex), with a paragraph on methods and its references (NAME.bib for BibTeX, NAME.json as CSL JSON).
    It shows no sentence with an error, so that a test part can still be used after it.
    """
    from themeline.pages.validity import write_report
    from themeline.validity.material import gather

    target = Path(out)
    target = target.with_suffix("") if target.suffix in ENDINGS else target
    if re.fullmatch(r"\.[A-Za-z]+", target.suffix):
        advice = f"give a name without an ending: it gets {', '.join(ENDINGS)}"
        raise input_error(out, f"ends in {target.suffix}, which a report is not written as", advice)
    if not re.fullmatch(r"[\w.-]+", target.name):
        what = "is no name that LaTeX can find files by"
        raise input_error(out, what, "use letters, digits, hyphens and low lines in it; folders may have any name")
    for ending in ENDINGS:
        refuse_existing(f"{target}{ending}", overwrite=overwrite)
    if expect and not group:
        raise input_error("--expect", "needs to know the groups of documents", "name their column with --group")
    if not sheets and not texts and (expect or external or group or corpus["metadata"]):
        raise input_error("--texts", "is missing", "name the texts that the groups or measures are of")
    tables = [one.rpartition(":") for one in external]
    chosen = chosen_documents(corpus, group=group, keep=[column for table, _, column in tables if not table])
    themes = read_themes(codebook)
    if general is None and codebook == CODEBOOK and existing_path("seeds/general-defence.yaml"):
        general = "seeds/general-defence.yaml"
    material = gather(
        [find_file(sheet) for sheet in sheets], find_file(codebook), themes, corpus_paths(texts), chosen,
        named=texts, options=_given(corpus), guide=guide, general=read_themes(general) if general else None,
        expectations=expect, outside=[(table, column) for table, _, column in tables],
    )  # fmt: skip
    for remark in material.remarks:
        click.echo(remark, err=True)
    made = write_report(material, target)
    for line in made.lines:
        click.echo(line)


def _given(corpus: dict[str, str]) -> list[str]:
    """The options of `corpus_options` that were given, as they were typed."""
    standard = {option.name: option.default for option in validity.params}
    names = [name for name, value in corpus.items() if value and value != standard[name]]
    return [word for name in names for word in (f"--{name.replace('_', '-')}", corpus[name])]
