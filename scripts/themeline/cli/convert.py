"""themeline convert: codebooks and events in other formats."""

from pathlib import Path
from typing import Any

import click

from themeline.cli.options import file_option, overwrite_option
from themeline.cli.output import read_themes, refuse_existing, write
from themeline.errors import input_error
from themeline.io.paths import CODEBOOK, ESSAY, find_file


@click.command()
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT")
@file_option("essay", "The text that the events belong to.", ESSAY)
@file_option("codebook", "The themes of coded sentences.", CODEBOOK)
@overwrite_option()
def convert(source: str, target: str, essay: str, codebook: str, overwrite: bool) -> None:
    """Write a codebook, a dictionary of other software, events, or coded sentences in another format.

    The ending of OUT gives its format. Codebooks: .yaml (Themeline), .yml (quanteda), .dic (LIWC), .ykd
    (Yoshikoder), .lc3 (Lexicoder), .cat (WordStat), .csv, .qdc (REFI-QDA, themes without patterns); the format of IN
    is recognised by its content. Codes of a .qdc, or of a codebook of Taguette (.csv), become the draft of a codebook
    (.yaml) whose patterns are to be written. Events: .csv, .xlsx, .json (TimelineJS), .ics (iCalendar), in both
    directions, and .jsonld (Web Annotation). Coded sentences: .csv, .xlsx, .json (Label Studio), .jsonl (doccano),
    .qdpx (REFI-QDA), in both directions, and from highlights of Taguette. What cannot be carried over is listed. In
    tables of events, columns may be called Date, Event, Quote and the like; dates may be written as 4 April 2023 or
    26/09/2022.
    """
    from themeline.dictionary.codebook_files import codebook_text, entries_of, read_with_lines
    from themeline.dictionary.formats import ENDINGS, OWN, dictionary_text
    from themeline.events.convert import convert_events
    from themeline.events.tables import kind_of_events
    from themeline.text.language import language_list
    from themeline.validity.convert import convert_coded, holds_coded

    refuse_existing(target, overwrite=overwrite)
    if holds_coded(find_file(source)):
        _write_all(target, *convert_coded(find_file(source), target, read_themes(codebook)))
        return
    kind = kind_of_events(find_file(source))
    if kind:
        _write_all(target, *convert_events(find_file(source), target, essay, kind))
        return
    if codes := _codes_in(find_file(source)):
        _write_draft(source, target, codes)
        return
    if Path(target).suffix.lower() == ".qdc":
        from themeline.validity.qda import codes_bytes

        _write_all(target, codes_bytes(read_themes(source)), ["not carried over: patterns and exceptions"])
        return
    formats = {ending: name for name, endings in ENDINGS.items() for ending in endings}
    wanted = formats.get(Path(target).suffix.lower())
    if wanted is None:
        raise input_error(target, "has no ending of a known format", f"there are {', '.join(formats)}")
    themes, _, lost = read_with_lines(find_file(source))
    if wanted == OWN:
        text = codebook_text(themes)
    else:
        text, more = dictionary_text(entries_of(themes), wanted)
        lost = [*lost, *more]
        if any(theme.definition for theme in themes.themes):
            lost.append("the themes' definitions, colours, and short names")
        if themes.source or any(theme.source for theme in themes.themes):
            lost.append("where the patterns come from (source)")
        if themes.languages:
            lost.append(f"which languages its patterns are for ({language_list(themes.languages)})")
        if themes.nested_scope != "key":
            lost.append("that of nested matches only the longer counts, across all themes (nested_scope)")
    for what in lost:
        click.echo(f"not carried over: {what}", err=True)
    write(target, text.encode())
    patterns = sum(len(theme.patterns) for theme in themes.themes)
    click.echo(f"{target}: {len(themes.themes)} themes, {patterns} patterns, as {wanted}")


def _codes_in(source: Path) -> list[Any]:
    """The codes of a codebook of another program, which has no patterns: REFI-QDA, and Taguette's tables."""
    from themeline.dictionary.codebook_files import Code
    from themeline.io.files import WORKBOOKS, read_table, table_rows

    if source.suffix.lower() == ".qdc":
        from themeline.validity.qda import read_codes

        return read_codes(source)
    if source.suffix.lower() not in (".csv", *WORKBOOKS):
        return []
    table = table_rows(source, read_table(source))
    if not {"tag", "description"} <= set(table.columns):
        return []
    rows = [{name: " ".join(words.split()) for name, words in row.cells.items()} for row in table.rows]
    return [Code(row["tag"], row["description"]) for row in rows if row["tag"]]


def _write_draft(source: str, target: str, codes: list[Any]) -> None:
    from themeline.dictionary.codebook_files import draft_text

    if Path(target).suffix.lower() != ".yaml":
        what = f"cannot be made of {source}, which holds codes without patterns"
        raise input_error(target, what, f"make a draft first: themeline convert {source} {Path(source).stem}.yaml")
    for code in codes:
        if len(code.name) > 80:
            click.echo(f"not carried over: what is beyond 80 letters of '{code.name}'", err=True)
    write(target, draft_text(codes, Path(source).name).encode())
    click.echo(f"{target}: a draft of {len(codes)} themes; write at least one pattern for each, and run")
    click.echo(f"themeline check --codebook {target}")


def _write_all(target: str, content: bytes, remarks: list[str]) -> None:
    for remark in remarks:
        click.echo(remark, err=True)
    write(target, content)
    click.echo(f"{target}: written")
