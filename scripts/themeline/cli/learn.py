"""themeline learn: a classifier of coded sentences, beside the dictionary."""

from pathlib import Path
from typing import Any

import click

from themeline.cli.options import file_option
from themeline.cli.output import read_themes, refuse_coded, write
from themeline.errors import input_error
from themeline.io.optional import require
from themeline.io.paths import CODEBOOK, find_file


@click.command()
@click.argument("sheets", nargs=-1, required=True, metavar="CODED...")
@file_option("codebook", "The dictionary: themes and their patterns.", CODEBOOK)
@click.option(
    "--for", "target", metavar="F", help="A text, or a sheet of other sentences, to code by what was learned."
)
@click.option("--out", metavar="F", help="The sheet of --for, F.csv or F.xlsx.  [default: NAME-classifier.csv]")
@click.option("--whole-text", is_flag=True, help="Learn from headings, rubric and disclaimer too.")
def learn(sheets: tuple[str, ...], codebook: str, target: str | None, out: str | None, whole_text: bool) -> None:
    """Learn from coded sentences, and print how well a classifier finds them beside the dictionary.

    CODED are filled-in sheets. The classifier uses what the dictionary finds, and the words of the sentences. It is
    scored on documents that it has not learned from; with fewer than two there is no score. A theme that fewer than
    10 sentences have is not learned.

    With --for it codes the sentences of a text or of another sheet, and writes them as the sheet of a coder, with a
    file that says so, for themeline score. Sentences that it has learned from are left open. Where the sheet is
    coded, the classifier is scored on it. No model is kept.
    """
    from themeline.text.document import BODY, ROLES
    from themeline.text.wording import count_of
    from themeline.validity import learn as learning
    from themeline.validity.coders import is_machine
    from themeline.validity.coding_sheets import read_sheets

    require("themeline learn", "sklearn")
    if out and not target:
        raise input_error("--out", "is only for --for", "name the text or sheet that is to be coded")
    files = [find_file(sheet) for sheet in sheets]
    place = None
    if target:
        place = Path(out or f"{Path(target).stem}-classifier.csv")
        if place.suffix not in (".csv", ".xlsx"):
            raise input_error(place, "does not end in .csv or .xlsx", "give the name one of these endings")
        refuse_coded(place)
    themes = read_themes(codebook)
    coded = read_sheets(files, themes)
    for note in coded.notes:
        click.echo(note, err=True)
    if all(is_machine(kind) for kind in coded.kinds):
        kinds = ", ".join(dict.fromkeys(coded.kinds))
        click.echo(f"no person coded these sentences ({kinds}): what is learned is what programs say", err=True)
    coded = coded.of_roles(ROLES if whole_text else BODY)
    enough, few = learning.learnable(coded)
    for theme, count in few.items():
        # Where many have it, few lack it.
        which = f"{count_of(count, 'sentence')} of {len(coded.units):,} with it"
        click.echo(f"not learned: {theme}, {which} (at least {learning.FEWEST} must have it, and lack it)", err=True)
    if not enough:
        raise input_error(sheets[0], "has no theme that can be learned", "code more sentences")
    result = learning.worth(coded, themes)
    documents = coded.units["path"].nunique()
    click.echo(f"Learned from {count_of(len(coded.units), 'sentence')} of {count_of(documents, 'document')}.")
    if result is None:
        click.echo("All are of one document, so it is not known how well it finds the sentences of another.")
    else:
        click.echo(
            f"In each of {result.folds} folds whole documents are left out, and coded by what the others teach:\n"
        )
        for line in learning.worth_lines(result):
            click.echo(line)
        click.echo("\nWhere the dictionary was written with these sentences in view, its scores are too good.")
        if documents < learning.FOLDS:
            click.echo(f"{documents} documents are few: another one may give scores far from these.")
    if target and place:
        roles = ROLES if whole_text else BODY
        _code(target, place, coded.only(enough), themes, [*files, find_file(codebook)], roles)


def _code(target: str, place: Path, coded: Any, themes: Any, rests_on: list[Path], roles: tuple[str, ...]) -> None:
    """Write what was learned as the sheet of a coder, and score it where the sentences are coded."""
    import datetime
    from importlib.metadata import version

    from themeline.io.files import file_sha256
    from themeline.text.wording import count_of
    from themeline.validity import learn as learning
    from themeline.validity.coders import ENDING, Coder, coder_text
    from themeline.validity.coding_sheets import sheet_bytes

    beside = place.with_name(place.stem + ENDING)
    refuse_coded(beside)
    file = find_file(target)
    new = learning.code_others(coded, file, themes, roles)
    coder = Coder(
        name=place.stem,
        kind="classifier",
        version=f"themeline {version('themeline')} learn, scikit-learn {version('scikit-learn')}",
        learned_from={one.name: file_sha256(one) for one in rests_on},
        date=datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
    )
    write(place, sheet_bytes(new.sheet, place.suffix))
    write(beside, coder_text(coder).encode())
    for remark in new.remarks:
        click.echo(remark, err=True)
    if new.left_open:
        which = f"{count_of(new.left_open, 'sentence')} of {file.name}"
        click.echo(f"left open, since they were learned from: {which}", err=True)
    if new.worth is not None:
        where = f"{file.name}, which nothing was learned from"
        click.echo(f"\nOn {count_of(new.scored, 'coded sentence')} of {where}:\n")
        for line in learning.worth_lines(new.worth):
            click.echo(line)
    click.echo(f"\n{place}: {count_of(len(new.sheet) - new.left_open, 'sentence')} coded; {beside} says by what")
    click.echo("keep both beside the text, or in a folder below it")
