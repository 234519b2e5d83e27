"""themeline events: drafts of a timeline."""

import click

from themeline.cli.options import overwrite_option
from themeline.cli.output import refuse_existing, write
from themeline.errors import input_error
from themeline.io.paths import find_file
from themeline.text.wording import count_of


@click.command("events")
@click.argument("file", metavar="TEXT")
@click.option("--published", metavar="EDTF", help="When the text was published.  [default: from the YAML beside it]")
@click.option("--out", metavar="F.yaml", help="The file to write.  [default: to the terminal]")
@overwrite_option()
def propose_events(file: str, published: str | None, out: str | None, overwrite: bool) -> None:
    """Propose the events of a timeline: a draft, to be confirmed, for each passage of a text that gives a date.

    It finds dates that the text states ("in August 2024", "from 3 to 5 July 2018", "since 1996"), and dates that
    follow from its words: relative to its publication ("five years ago", "on 26 April", "for the coming year"), or
    to a date given before ("two years later"). Passages that are left out are listed with the reason.

    Texts may be in English, Russian, Chinese, French, Spanish or Arabic. If a text is too short to tell its language,
    name it in the YAML file beside it.
    """
    from themeline.events.date_finder import draft_text, find_dates, publication_date, said_of_left_out
    from themeline.events.date_grammar import UNPUBLISHED
    from themeline.text.document import read_document

    refuse_existing(out, overwrite=overwrite)
    text = find_file(file)
    document = read_document(text)
    dates, left_out = find_dates(document, publication_date(published, text))
    for line in said_of_left_out(document, left_out):
        click.echo(line, err=True)
    if not dates:
        if any(passage.left_out == UNPUBLISHED for passage in left_out):
            what = "gives only dates relative to its publication, whose date is not known"
            raise input_error(file, what, "give it with --published, for example --published 2024-10")
        what = "gives no dates that can be used" if left_out else "gives no dates that could be found"
        raise input_error(file, what, "write its events by hand, as in seeds/events.yaml")
    drafts = draft_text(document, dates)
    if out is None:
        click.echo(drafts, nl=False)
    else:
        write(out, drafts.encode())
        more = f", {count_of(len(left_out), 'passage')} left out" if left_out else ""
        click.echo(f"{out}: {count_of(len(dates), 'draft')}{more}")
