"""themeline suggest: what would make the dictionary find more of what coders found."""

import datetime
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from themeline.cli.options import file_option, overwrite_option
from themeline.cli.output import read_themes, refuse_existing, refuse_other_tables, write_table
from themeline.errors import input_error
from themeline.io.paths import CODEBOOK, find_file

MOST = 12


@click.command()
@click.argument("sheets", nargs=-1, required=True, metavar="CODED...")
@file_option("codebook", "The dictionary: themes and their patterns.", CODEBOOK)
@click.option("--theme", "only", metavar="T", default="", help="Only these themes, by their ids.  [default: all]")
@click.option(
    "--least", type=click.IntRange(1), default=2, show_default=True, help="Sentences that a change must mend."
)
@click.option("--most", type=click.IntRange(1), default=MOST, show_default=True, help="Shown of each theme.")
@click.option("--out", metavar="F", help="Write all candidates to F.csv, F.json or F.parquet.")
@click.option("--to", metavar="F", help="Ask about each candidate, and write F.yaml: the codebook with the accepted.")
@file_option("accept", "Do not ask: accept what F.csv, a table of --out, has marked yes under 'accept'.")
@click.option("--from-test", is_flag=True, help="Use sheets of a test part too: they are no test from then on.")
@overwrite_option()
def suggest(
    sheets: tuple[str, ...],
    codebook: str,
    only: str,
    least: int,
    most: int,
    out: str | None,
    to: str | None,
    accept: str | None,
    from_test: bool,
    overwrite: bool,
) -> None:
    """Suggest patterns for the dictionary, from sentences that were coded.

    CODED are filled-in sheets. For each theme it prints words and phrases that stand in its sentences and are not in
    its patterns, and patterns that bring false alarms, to be removed, limited (NOT NEAR) or excepted from. Of each
    it says how many sentences of the theme it would newly find, and how many others, how F1 would change, and shows
    one or two of them.

    What raises F1 here need not do so in another text: accept what you would expect there. Nothing is accepted
    unless you say so, one by one (--to), or in the table (--accept). The accepted are written to a new file, in
    which all else of the codebook stays as it is; patterns in other languages (NAME.LL.yaml) are copied beside it.
    Where the coded texts are in one of these languages, its patterns are what is changed. Then score the new
    codebook on sentences that were not used here.
    """
    from themeline.io.names import split_names
    from themeline.text.document import BODY
    from themeline.validity.coders import note_errors_shown
    from themeline.validity.coding_sheets import read_sheets
    from themeline.validity.suggest import CodedWords, is_test_part, read_accepted

    refuse_other_tables(out)
    if accept and not to:
        to = f"{Path(codebook).stem}-more.yaml"
    if to is not None and Path(to).suffix not in (".yaml", ".yml"):
        raise input_error(to, "does not end in .yaml", "give the name this ending")
    beside = [_beside(to, language) for language in _translations(codebook)] if to is not None else []
    for target in (out, to, *beside):
        refuse_existing(target, overwrite=overwrite)
    files = [find_file(file) for file in sheets]
    for file in files:
        if not from_test and is_test_part(file):
            what = "is a test part: a dictionary made with it is no longer tested by it"
            raise input_error(file, what, "name other sheets, or take it with --from-test")
    themes = read_themes(codebook)
    if to is not None:
        _refuse_other_forms(codebook)
    coded = read_sheets(files, themes)
    for note in coded.notes:
        click.echo(note, err=True)
    for file in files:
        if said := note_errors_shown(file, datetime.datetime.now(tz=datetime.UTC).date().isoformat()):
            click.echo(said, err=True)
    coded = coded.of_roles(BODY)
    if coded.units.empty:
        raise input_error(sheets[0], "has no coded sentence of the body", "code some")
    language = _language_of(coded, themes, sheets[0])
    if language:
        themes = themes.in_language(language)
    if themes.nested_scope == "dictionary":
        click.echo("each theme is looked at alone, though the codebook counts the longest across themes", err=True)
    chosen = [theme for theme in themes.only(split_names(only)).ids if theme in coded.themes]
    words = CodedWords(coded)
    if accept:
        changes = read_accepted(find_file(accept), themes)
        if not changes:
            raise input_error(accept, "has no row that is marked yes", "mark some under 'accept'")
        _write_changed(str(to), codebook, themes, language, changes, words, sheets)
        return
    if to:
        _ask(str(to), codebook, themes, language, chosen, words, sheets, least, most, out)
        return
    rows = []
    for i, theme in enumerate(chosen):
        click.echo() if i else None
        rows += _print_theme(words, themes, theme, least, most)
    if out is not None:
        _write_rows(rows, out)
        click.echo(f"\n{out}: {len(rows):,} candidates; mark yes under 'accept', and give it to --accept")


def _refuse_other_forms(codebook: str) -> None:
    from themeline.dictionary.formats import OWN, read_dictionary

    if read_dictionary(find_file(codebook))[0] != OWN:
        advice = f"make one with themeline convert {codebook} {Path(codebook).stem}.yaml"
        raise input_error(codebook, "is no codebook in Themeline's own form", advice)


def _language_of(coded: Any, themes: Any, sheet: str) -> str:
    """The code of the language by whose patterns the coded texts are read; empty for the codebook's own.

    Raises:
        InputError: they are read by those of several languages, for each of which there would be other changes.
    """
    from themeline.text.language import language_list

    languages: list[str] = sorted({themes.patterns_for(document.language) for document in coded.documents.values()})
    if len(languages) > 1:
        names = language_list([language or next(iter(themes.languages)) for language in languages])
        what = f"the coded texts are in several languages ({names}), each with patterns of its own"
        raise input_error(sheet, what, "name sheets of one language at a time")
    return languages[0]


def _translations(codebook: str) -> dict[str, Path]:
    """The files with the patterns in other languages, by the codes of these."""
    from themeline.dictionary.codebook_files import translation_files

    return {file.suffixes[-2].removeprefix("."): file for file in translation_files(codebook)}


def _beside(to: str, language: str) -> Path:
    return Path(to).with_suffix(f".{language}.yaml")


def _print_theme(words: Any, themes: Any, theme: str, least: int, most: int) -> list[Any]:
    from themeline.text.wording import aligned_lines
    from themeline.validity.suggest import scores_now, suggestions

    found = suggestions(words, themes, theme, least=least)
    click.echo(f"{theme}: {_in_words(scores_now(words, themes, theme))}")
    if not found:
        click.echo("  nothing to suggest")
        return found
    head = ["", "gain", "new hits", "new false alarms", "documents", "keyness", "change"]
    cells = [
        ["", f"{one.gain:+.3f}", f"{one.new_hits:+.4g}", f"{one.new_false_alarms:+.4g}", str(one.documents),
         f"{one.keyness:.1f}" if one.change == "add" else "", _what(one)]
        for one in found[:most]
    ]  # fmt: skip
    lines = aligned_lines([head, *cells], right=(1, 2, 3, 4, 5))
    click.echo(next(lines))
    for line, one in zip(lines, found[:most], strict=True):
        click.echo(line)
        for example in filter(None, (one.example, one.example_2)):
            click.echo(f"        {example}")
    if len(found) > most:
        click.echo(f"  and {len(found) - most:,} more: --most {len(found)}, or --out F.csv")
    return found


def _what(one: Any) -> str:
    if one.change == "limit":
        return f"limit '{one.instead_of}' to '{one.pattern}'"
    return {"add": "add '{}'", "remove": "remove '{}'", "except": "add the exception '{}'"}[one.change].format(
        one.pattern
    )


def _in_words(scores: dict[str, float]) -> str:
    if not scores["coded"]:
        return "no coded sentence has it"
    parts = [f"{name} {scores[name]:.2f}" for name in ("f1", "precision", "recall") if scores[name] == scores[name]]
    return f"{', '.join(parts).replace('f1', 'F1')}, in {scores['coded']:.4g} coded sentences"


def _ask(
    to: str,
    codebook: str,
    themes: Any,
    language: str,
    chosen: list[str],
    words: Any,
    sheets: Sequence[str],
    least: int,
    most: int,
    out: str | None,
) -> None:
    """Ask about each candidate; after each that is accepted the others are computed anew."""
    from themeline.dictionary.edit import changed
    from themeline.validity.suggest import suggestions

    now, answers = themes, []
    stopped = False
    for theme in chosen:
        refused: set[Any] = set()
        found = iter(suggestions(words, now, theme, least=least))
        asked = 0
        while not stopped and asked < most and (one := _next(found, refused)) is not None:
            asked += 1
            click.echo(f"\n{theme}, F1 {one.f1:.3f}: {_what(one)}?")
            click.echo(
                f"  F1 {one.f1_after:.3f} ({one.gain:+.3f}): {one.new_hits:+.4g} hits, "
                f"{one.new_false_alarms:+.4g} false alarms, in {one.documents} documents"
            )
            for example in filter(None, (one.example, one.example_2)):
                click.echo(f"    {example}")
            answer = click.prompt("Accept? yes, no, quit", type=click.Choice(["y", "n", "q"]), prompt_suffix=" ")
            stopped = answer == "q"
            if answer == "y":
                now = changed(now, [one.as_change()])
                found = iter(suggestions(words, now, theme, least=least))
            refused.add(one.as_change())
            if answer != "q":
                answers.append(one._replace(accept="yes" if answer == "y" else "no"))
    if out is not None:
        _write_rows(answers, out)
        click.echo(f"{out}: what was asked, and the answers")
    accepted = [one.as_change() for one in answers if one.accept == "yes"]
    if not accepted:
        click.echo(f"\nnothing was accepted, so {to} is not written")
        return
    click.echo()
    _write_changed(to, codebook, themes, language, accepted, words, sheets)


def _next(found: Iterator[Any], refused: set[Any]) -> Any:
    return next((one for one in found if one.as_change() not in refused), None)


def _write_changed(
    to: str, codebook: str, themes: Any, language: str, changes: list[Any], words: Any, sheets: Sequence[str]
) -> None:
    """Write the codebook with its translations; the changes are made in the file of the language."""
    from themeline.dictionary.edit import changed, edited
    from themeline.io.atomic import write_together
    from themeline.io.files import read_text
    from themeline.text.wording import aligned_lines, count_of
    from themeline.validity.suggest import scores_now

    new = changed(themes, changes)
    note = f"suggested by {', '.join(Path(sheet).name for sheet in sheets)}"
    files = {"": find_file(codebook), **_translations(codebook)}
    contents = {_beside(to, code) if code else Path(to): read_text(file) for code, file in files.items()}
    written = _beside(to, language) if language else Path(to)
    text = edited(contents[written], str(files[language]), changes, note)
    # What was measured was measured with other patterns.
    contents[written] = re.sub(r"(?m)^f1:.*\n", "", text) if language else text
    write_together(Path(to).resolve().parent, {path.name: text.encode() for path, text in contents.items()})
    rows = [["theme", "changes", "F1 before", "F1 after", "precision", "recall"]]
    for theme in dict.fromkeys(change.theme for change in changes):
        count = str(sum(change.theme == theme for change in changes))
        if theme not in words.coded.themes:
            rows.append([theme, count, "", "", "", ""])
            continue
        before, after = (scores_now(words, book, theme) for book in (themes, new))
        cells = [before["f1"], after["f1"], after["precision"], after["recall"]]
        rows.append([theme, count, *("-" if cell != cell else f"{cell:.2f}" for cell in cells)])
    for line in aligned_lines(rows, right=(1, 2, 3, 4, 5)):
        click.echo(line)
    click.echo(
        f"\n{written}: {count_of(len(changes), 'change')}. These scores are of the sentences that suggested them:"
    )
    click.echo(f"now score it on others, themeline score OTHERS --codebook {to}")


def _write_rows(rows: list[Any], out: str) -> None:
    import pandas as pd

    from themeline.validity.suggest import Suggestion

    write_table(pd.DataFrame(rows, columns=Suggestion._fields), out)
