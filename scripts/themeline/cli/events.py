"""themeline events: drafts of a timeline."""

import click

from themeline.cli.output import write
from themeline.errors import input_error
from themeline.io.paths import find_file


@click.command("events")
@click.argument("file", metavar="TEXT")
@click.option("--published", metavar="EDTF", help="When the text was published.  [default: from the YAML beside it]")
@click.option("--out", metavar="F.yaml", help="The file to write.  [default: to the terminal]")
def propose_events(file: str, published: str | None, out: str | None) -> None:
    """Propose the events of a timeline: a draft for each passage of a text that tells a date, to be confirmed.

    Dates that the text states ("in August 2024", "since 1996"), and those relative to its publication ("five years
    ago", "on 26 April", "for the coming year"), which are left out where --published is not known.
    """
    from themeline.events.date_finder import draft_text, find_dates, publication_date
    from themeline.text.document import read_document

    text = find_file(file)
    document = read_document(text)
    passages = find_dates(document, publication_date(published, text))
    counted = [passage for passage in passages if passage.edtf]
    for passage in passages:
        if not passage.edtf:
            words = " ".join(document.text[passage.start : passage.end].split())
            click.echo(f"left out, as it counts from the publication (--published): '{words}'", err=True)
    if not counted:
        raise input_error(
            file, "tells no dates that could be found", "write its events by hand, as seeds/events.yaml has them"
        )
    drafts = draft_text(document, counted)
    if out is None:
        click.echo(drafts, nl=False)
    else:
        write(out, drafts.encode())
        click.echo(f"{out}: {len(counted)} drafts")
