"""themeline estimate: what coders would find in all sentences, from a sample that they coded."""

from typing import Any

import click

from themeline.cli.options import chosen_documents, corpus_options, corpus_paths, file_option
from themeline.cli.output import read_themes, refuse_other_tables, write_table
from themeline.io.paths import CODEBOOK, find_file


@click.command()
@click.argument("sheets", nargs=-1, required=True, metavar="CODED...")
@file_option("codebook", "The dictionary: themes and their patterns.", CODEBOOK)
@click.option(
    "--texts", multiple=True, metavar="PATH",
    help="What the sample was drawn from, as for themeline sheet.  [default: the one text that the sheet names]",
)  # fmt: skip
@click.option("--group", metavar="COLUMN", default="", help="Also each group of documents, and their differences.")
@corpus_options()
@click.option("--trend", is_flag=True, help="Also the change in ten years (with --date).")
@click.option(
    "--period", type=click.IntRange(min=1), metavar="YEARS", help="Also each period of so many years (with --date)."
)
@click.option("--on", metavar="COLUMNS", default="", help="Also a regression on these columns, separated by commas.")
@click.option("--out", metavar="F", help="Also write all numbers to F.csv, F.json or F.parquet.")
def estimate(
    sheets: tuple[str, ...],
    codebook: str,
    texts: tuple[str, ...],
    group: str,
    trend: bool,
    period: int | None,
    on: str,
    out: str | None,
    **corpus: Any,
) -> None:
    """Estimate what coders would find in all sentences, from a sample that was coded.

    CODED is a sheet drawn by themeline sheet --sample and filled in; give one sheet per coder. A dictionary errs, and
    more in some documents than in others, so that its counts are biased, and so are differences and trends. From
    sentences drawn at random and coded by reading, the bias is estimated and removed. If they were drawn from more
    than one text, name with --texts what they were drawn from.

    For each theme it prints the share of sentences: as counted by the dictionary; corrected by its recall and false
    alarms (Rogan and Gladen), which for groups holds only where these are the same in each; from the coded sentences
    alone; and corrected by both together, which holds whatever the dictionary does. All with 95 % intervals. Report
    the corrected one.
    """
    from themeline.errors import input_error
    from themeline.io.names import split_names
    from themeline.validity.coding_sheets import read_sheets
    from themeline.validity.estimates import PERIOD, corpus_estimates
    from themeline.validity.report import coders_in_words, estimate_lines

    refuse_other_tables(out)
    if (trend or period) and not corpus["date"]:
        raise input_error(
            "--trend" if trend else "--period",
            "needs to know the years of documents",
            "name their column with --date",
        )
    themes = read_themes(codebook)
    coded = read_sheets([find_file(file) for file in sheets], themes)
    chosen = chosen_documents(corpus, group=group, keep=split_names(on))
    remarks = list(coded.notes)
    paths = corpus_paths(texts) or coded.files()
    table = corpus_estimates(paths, themes, chosen, coded, trend=trend, period=period or 0, remarks=remarks)
    if period and not (table["kind"] == PERIOD).any():
        raise input_error("--date", f"'{corpus['date']}' has no year", "name the column that has the year")
    if trend and not table["target"].str.startswith("per ").any():
        raise input_error("--date", f"'{corpus['date']}' has no two years", "name the column that has the year")
    for remark in remarks:
        click.echo(remark, err=True)
    click.echo(f"coded by {coders_in_words(coded)}\n")
    for line in estimate_lines(table):
        click.echo(line)
    if out is not None:
        write_table(table, out)
