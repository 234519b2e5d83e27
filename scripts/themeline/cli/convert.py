"""themeline convert: codebooks and events in other formats."""

from pathlib import Path

import click

from themeline.cli.options import file_option, overwrite_option
from themeline.cli.output import refuse_existing, write
from themeline.errors import input_error
from themeline.io.paths import ESSAY, find_file


@click.command()
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT")
@file_option("essay", "The text that the events belong to.", ESSAY)
@overwrite_option()
def convert(source: str, target: str, essay: str, overwrite: bool) -> None:
    """Write a codebook, a dictionary of other software, or events in another format.

    The ending of OUT gives its format. Codebooks: .yaml (Themeline), .yml (quanteda), .dic (LIWC), .ykd
    (Yoshikoder), .lc3 (Lexicoder), .cat (WordStat), .csv; the format of IN is recognised by its content. Events:
    .csv, .xlsx, .json (TimelineJS), .ics (iCalendar), in both directions. What cannot be carried over is listed. In
    tables, columns may be called Date, Event, Quote and the like; dates may be written as 4 April 2023 or 26/09/2022.
    """
    from themeline.dictionary.codebook_files import codebook_text, entries_of, read_with_lines
    from themeline.dictionary.formats import ENDINGS, OWN, dictionary_text
    from themeline.events.convert import convert_events
    from themeline.events.tables import kind_of_events
    from themeline.text.language import language_list

    refuse_existing(target, overwrite=overwrite)
    kind = kind_of_events(find_file(source))
    if kind:
        content, remarks = convert_events(find_file(source), target, essay, kind)
        for remark in remarks:
            click.echo(remark, err=True)
        write(target, content)
        click.echo(f"{target}: written")
        return
    formats = {ending: name for name, endings in ENDINGS.items() for ending in endings}
    wanted = formats.get(Path(target).suffix.lower())
    if wanted is None:
        raise input_error(target, "has no ending of a known format", f"there are {', '.join(formats)}")
    codebook, _, lost = read_with_lines(find_file(source))
    if wanted == OWN:
        text = codebook_text(codebook)
    else:
        text, more = dictionary_text(entries_of(codebook), wanted)
        lost = [*lost, *more]
        if any(theme.definition for theme in codebook.themes):
            lost.append("the themes' definitions, colours, and short names")
        if codebook.languages:
            lost.append(f"which languages its patterns are for ({language_list(codebook.languages)})")
        if codebook.nested_scope != "key":
            lost.append("that of nested matches only the longer counts, across all themes (nested_scope)")
    for what in lost:
        click.echo(f"not carried over: {what}", err=True)
    write(target, text.encode())
    patterns = sum(len(theme.patterns) for theme in codebook.themes)
    click.echo(f"{target}: {len(codebook.themes)} themes, {patterns} patterns, as {wanted}")
