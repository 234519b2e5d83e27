"""themeline score: the dictionary against coded sentences."""

import click

from themeline.cli.options import file_option
from themeline.cli.output import read_themes, refuse_other_tables, write_table
from themeline.errors import input_error
from themeline.io.paths import CODEBOOK, find_file


@click.command()
@click.argument("sheets", nargs=-1, required=True, metavar="CODED...")
@file_option("codebook", "The dictionary: themes and their patterns.", CODEBOOK)
@click.option("--whole-text", is_flag=True, help="Count headings, rubric and disclaimer too, not only the body.")
@click.option("--errors", is_flag=True, help="Also print each miss and each false alarm.")
@click.option("--plan", is_flag=True, help="Also print how many more sentences to code, and of which kind.")
@click.option("--out", metavar="F", help="Also write the scores to F.csv, F.json or F.parquet.")
def score(
    sheets: tuple[str, ...], codebook: str, whole_text: bool, errors: bool, plan: bool, out: str | None
) -> None:
    """Print how well the dictionary finds what coders found.

    CODED is a filled-in sheet (themeline sheet) of one text or several, by one coder; give one sheet per coder. For
    each theme and overall it prints precision, recall and F1 with 95 % intervals, and Krippendorff's alpha between
    coders; if coders disagree, also without the judgements on which they disagree. A file NAME.coder.yaml beside a
    sheet says what its coder is; coders that are not people are compared with people, and never treated as the truth.

    Where that file says that the sheet is a test part (part: test), --errors notes the day in it (errors_shown), so
    that it is known how often its errors were looked at.
    """
    import datetime

    import pandas as pd

    from themeline.text.document import BODY, ROLES
    from themeline.validity.coders import note_errors_shown
    from themeline.validity.coding_sheets import read_sheets, without_programs
    from themeline.validity.report import coders_in_words, comparison_lines, score_lines, score_tables
    from themeline.validity.scores import errors_in, found_by

    refuse_other_tables(out)
    themes = read_themes(codebook)
    files = [find_file(file) for file in sheets]
    everyone = read_sheets(files, themes, machines=True)
    coded = without_programs(everyone)
    for note in coded.notes:
        click.echo(note, err=True)
    whole = len(coded.units)
    coded = coded.of_roles(ROLES if whole_text else BODY)
    if coded.units.empty:
        raise input_error(sheets[0], "has no coded sentence of the body", "code some, or ask for --whole-text")
    found = found_by(coded, themes)
    less = "" if whole_text else " (the body; all with --whole-text)"
    click.echo(f"{len(coded.units):,} of {whole:,} coded sentences{less}; coded by {coders_in_words(coded)}\n")
    tables = score_tables(found, coded)
    for line in score_lines(tables, found, coded):
        click.echo(line)
    for i, line in enumerate(comparison_lines(everyone.of_roles(ROLES if whole_text else BODY))):
        click.echo(line if i else f"\n{line}")
    if plan:
        from themeline.validity.planning import plan as planned
        from themeline.validity.report import plan_lines

        click.echo()
        for line in plan_lines(planned(found, coded)):
            click.echo(line)
    if errors:
        for file in files:
            if said := note_errors_shown(file, datetime.datetime.now(tz=datetime.UTC).date().isoformat()):
                click.echo(said, err=True)
        click.echo()
        for row in errors_in(coded, themes).itertuples():
            words = f"{row.left}[{row.keyword}]{row.right}" if row.keyword else row.right
            by = f" by '{row.pattern}'" if row.pattern else ""
            click.echo(f"{row.error} of {row.theme}{by}, {row.document} {row.sentence}: {words}")
    if out is not None:
        write_table(pd.concat([table.assign(judgements=kind) for kind, (table, _) in tables.items()]), out)
