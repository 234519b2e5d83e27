"""themeline sheet: a sheet for coding by hand, in a spreadsheet or in a page."""

from pathlib import Path

import click

from themeline.cli.options import file_option
from themeline.cli.output import read_themes, refuse_coded, write
from themeline.errors import input_error
from themeline.io.paths import CODEBOOK, find_file

PAGE = ".html"
TASKS = (".json", ".jsonl")


OUT = (
    "F.csv, .xlsx, .html, .json (Label Studio) or .jsonl (doccano).  [default: TEXT-sheet.csv, or .html with --page]"
)


@click.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@file_option("codebook", "The themes, one column each.", CODEBOOK)
@click.option("--page", is_flag=True, help="Write a page to code in, which opens in a browser, instead of a table.")
@click.option("--sample", type=int, metavar="N", help="Only N sentences of the body, drawn at random.")
@click.option(
    "--shuffle", type=int, metavar="SEED", help="Shuffle the rows, so that the first ones are a sample; draw by SEED."
)
@file_option("guide", "Rules and hard cases, in Markdown, for the page.  [default: codebook.md beside the codebook]")
@click.option("--out", metavar="F", help=OUT)
def sheet(
    texts: tuple[str, ...],
    codebook: str,
    page: bool,
    sample: int | None,
    shuffle: int | None,
    guide: str | None,
    out: str | None,
) -> None:
    """Write a sheet for coding texts by hand: one row per sentence, one column per theme.

    It shows nothing that the dictionary finds. Open it in a spreadsheet, put 1 under each theme that a sentence
    speaks of, or under 'none', and save it; then run themeline score on it. The codebook says what the themes mean.

    With --page it is a page instead, which shows one sentence at a time, in its context, beside the definitions. Each
    coder gets an order of their own. The page keeps what is coded in the browser, and saves it as a sheet.

    With --out F.json or F.jsonl the sentences are tasks for Label Studio or doccano; themeline score reads what these
    export.

    A file that already exists is not overwritten.
    """
    from themeline.text.document import read_document
    from themeline.validity.coding_sheets import KINDS, sheet_bytes, sheet_table

    files = [find_file(text) for text in texts]
    target = Path(out or f"{files[0].stem}-sheet{PAGE if page else '.csv'}")
    kinds = (PAGE,) if page else (*KINDS, PAGE, *TASKS)
    if target.suffix not in kinds:
        what = f"does not end in {' or '.join(kinds)}" + ", as a page does" * page
        raise input_error(target, what, "give the name one of these endings" if len(kinds) > 1 else "")
    if guide and target.suffix != PAGE:
        raise input_error("--guide", "is only for a page", "ask for one with --page")
    refuse_coded(target)
    names = [file.name for file in files]
    for name in names:
        if names.count(name) > 1:
            raise input_error(name, "is the name of two texts", "rename one of them")
    documents = {file.name: read_document(file) for file in files}
    for document in documents.values():
        for remark in document.remarks():
            click.echo(remark, err=True)
    themes = read_themes(codebook)
    table = sheet_table(documents, themes, seed=shuffle, sample=sample)
    body = sum(len(document.in_roles("sentences")) for document in documents.values())
    if sample is None and body < len(table):
        aside = f"{len(table) - body:,} of the {len(table):,} sentences are headings and the like"
        click.echo(f"{aside}: themeline score leaves them out, unless it is asked for --whole-text", err=True)
    if target.suffix == PAGE:
        from themeline.dictionary.guide import read_guide
        from themeline.pages.coding import coding_page

        rules = read_guide(guide, codebook)
        write(target, coding_page(target.stem, documents, themes, table, rules).encode())
        click.echo(f"{target}: {len(table):,} sentences to code; open it in a browser")
    elif target.suffix in TASKS:
        from themeline.validity.exchange import label_studio_setup, write_others

        rows = [dict(zip(table.columns, row, strict=True)) for row in table.itertuples(index=False)]
        write(target, write_others(rows, themes, target.suffix))
        click.echo(f"{target}: {len(table):,} sentences to code, each a task")
        if target.suffix == ".json":
            setup = target.with_suffix(".xml")
            refuse_coded(setup)
            write(setup, label_studio_setup(themes).encode())
            click.echo(f"{setup}: the labelling interface to paste into Label Studio")
    else:
        write(target, sheet_bytes(table, target.suffix))
        click.echo(f"{target}: {len(table):,} sentences to code; keep it beside the text, or in a folder below it")
