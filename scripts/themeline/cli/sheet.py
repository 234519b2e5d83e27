"""themeline sheet: a sheet for coding by hand, in a spreadsheet or in a page."""

from pathlib import Path
from typing import Any

import click

from themeline.cli.options import chosen_documents, corpus_options, corpus_paths, file_option
from themeline.cli.output import read_themes, refuse_coded, write
from themeline.errors import input_error
from themeline.io.paths import CODEBOOK, find_file

PAGE = ".html"
TASKS = (".json", ".jsonl")


OUT = (
    "F.csv, .xlsx, .html, .json (Label Studio) or .jsonl (doccano).  [default: TEXT-sheet.csv, or .html with --page]"
)

STRATA = "Of the sample: found, theme, document, or a column of the metadata or table.  [default: none]"


@click.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@file_option("codebook", "The themes, one column each.", CODEBOOK)
@click.option("--page", is_flag=True, help="Write a page to code in, which opens in a browser, instead of a table.")
@click.option("--sample", type=int, metavar="N", help="Only N sentences of the body, drawn at random.")
@click.option("--strata", metavar="S", default="", help=STRATA)
@click.option("--more", type=int, metavar="N", help="Draw N more sentences than the sheet of --after has.")
@file_option("after", "A sheet drawn from the same texts, with the same --strata and --codebook; its codes are kept.")
@click.option(
    "--shuffle", type=int, metavar="SEED", help="Shuffle the rows, so that the first ones are a sample; draw by SEED."
)
@corpus_options()
@file_option("guide", "Rules and hard cases, in Markdown, for the page.  [default: codebook.md beside the codebook]")
@click.option("--out", metavar="F", help=OUT)
def sheet(
    texts: tuple[str, ...],
    codebook: str,
    page: bool,
    sample: int | None,
    strata: str,
    more: int | None,
    after: str | None,
    shuffle: int | None,
    guide: str | None,
    out: str | None,
    **corpus: Any,
) -> None:
    """Write a sheet for coding texts by hand: one row per sentence, one column per theme.

    It shows nothing that the dictionary finds. Open it in a spreadsheet, put 1 under each theme that a sentence
    speaks of, or under 'none', and save it; then run themeline score on it. The codebook says what the themes mean.

    With --page it is a page instead, which shows one sentence at a time, in its context, beside the definitions. Each
    coder gets an order of their own. The page keeps what is coded in the browser, and saves it as a sheet.

    With --sample the sheet has sentences drawn at random, and the probability of each, from which themeline estimate
    says what coders would find in all sentences. TEXT may then also be a corpus: a folder of texts, a table, an
    archive, an address or package://NAME/PATH, as for themeline count. The documents that have one of the sentences
    are copied into a folder beside the sheet, so that it can be checked.

    With --out F.json or F.jsonl the sentences are tasks for Label Studio or doccano; themeline score reads what these
    export.

    A file that already exists is not overwritten.
    """
    from themeline.text.document import read_document
    from themeline.text.wording import count_of
    from themeline.validity.coding_sheets import KINDS, sheet_bytes, sheet_table

    stem = Path(texts[0].rstrip("/").rpartition("/")[2]).stem
    name = f"{Path(after).stem}-more" if after else f"{stem}-sheet"
    target = Path(out or f"{name}{PAGE if page else '.csv'}")
    kinds = (PAGE,) if page else (*KINDS, PAGE, *TASKS)
    if target.suffix not in kinds:
        what = f"does not end in {' or '.join(kinds)}" + ", as a page does" * page
        raise input_error(target, what, "give the name one of these endings" if len(kinds) > 1 else "")
    if guide and target.suffix != PAGE:
        raise input_error("--guide", "is only for a page", "ask for one with --page")
    _refuse_half_of_a_pair(sample, strata, more, after)
    refuse_coded(target)
    themes = read_themes(codebook)
    if _is_corpus(texts) or more is not None or (strata and strata not in ("found", "theme", "document")):
        documents, table = _from_corpus(texts, themes, target, sample, strata, more, after, shuffle, corpus)
    else:
        files = [find_file(text) for text in texts]
        names = [file.name for file in files]
        for name in names:
            if names.count(name) > 1:
                raise input_error(name, "is the name of two texts", "rename one of them")
        documents = {file.name: read_document(file) for file in files}
        for document in documents.values():
            for remark in document.remarks():
                click.echo(remark, err=True)
        table = sheet_table(documents, themes, seed=shuffle, sample=sample, strata=strata)
    body = sum(len(document.in_roles("sentences")) for document in documents.values())
    if sample is None and more is None and body < len(table):
        aside = f"{len(table) - body:,} of the {len(table):,} sentences are headings and the like"
        click.echo(f"{aside}: themeline score leaves them out, unless it is asked for --whole-text", err=True)
    if strata in ("found", "theme") and target.suffix != PAGE:
        click.echo(
            "the column 'probability' tells which sentences have a mention: code in a page (--page), which does not "
            "show it, or hide the column",
            err=True,
        )
    if target.suffix == PAGE:
        from themeline.dictionary.guide import read_guide
        from themeline.pages.coding import coding_page

        rules = read_guide(guide, codebook)
        write(target, coding_page(target.stem, documents, themes, table, rules).encode())
        click.echo(f"{target}: {count_of(len(table), 'sentence')} to code; open it in a browser")
        if after is not None:
            click.echo(f"choose 'Open a saved sheet' there, and {after}, to keep what is coded")
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
        beside = "its texts" if _is_corpus(texts) else "the text, or in a folder below it"
        click.echo(f"{target}: {count_of(len(table), 'sentence')} to code; keep it beside {beside}")


def _refuse_half_of_a_pair(sample: int | None, strata: str, more: int | None, after: str | None) -> None:
    if (more is None) != (after is None):
        given, missing = ("--more", "--after") if after is None else ("--after", "--more")
        raise input_error(given, f"needs {missing}", "give the sheet that was drawn, and how many more it is to have")
    if more is not None and sample is not None:
        raise input_error("--sample", "is for a new sheet, --more for one that was drawn", "give one of them")
    if strata and sample is None and more is None:
        raise input_error("--strata", "is only for a sample", "say how many sentences are to be drawn: --sample N")


def _is_corpus(texts: tuple[str, ...]) -> bool:
    """Whether it is more than texts: a folder, a table, an archive, or what is at an address."""
    from themeline.corpus.locate import TABLES
    from themeline.io.paths import existing_path, is_address

    def one(text: str) -> bool:
        path = existing_path(text, or_folder=True)
        return is_address(text) or (path is not None and (path.is_dir() or path.suffix.lower() in (*TABLES, ".zip")))

    return any(map(one, texts))


def _from_corpus(
    texts: tuple[str, ...],
    themes: Any,
    target: Path,
    sample: int | None,
    strata: str,
    more: int | None,
    after: str | None,
    shuffle: int | None,
    corpus: dict[str, str],
) -> tuple[dict[str, Any], Any]:
    """A sample of a corpus: the documents that have its sentences, which are copied, and the sheet."""
    from themeline.io.atomic import write_together
    from themeline.io.paths import TEXTS, is_carried, resolved
    from themeline.text.wording import count_of
    from themeline.validity.coding_sheets import other_themes, sample_table, sheet_rows
    from themeline.validity.sampling import DOCUMENT, FOUND, THEME, draw_from_corpus, drawn_in

    size = more if more is not None else sample
    if size is None:
        raise input_error(texts[0], "is a corpus", "say how many sentences are to be drawn of it: --sample N")
    column = "" if strata in ("", FOUND, THEME, DOCUMENT) else strata
    chosen = chosen_documents(corpus, group=column)
    before, coded = None, None
    if after is not None:
        import pandas as pd

        sheet_before = find_file(after)
        if others := other_themes(sheet_before, themes):
            what = f"has themes that are not in the codebook: {', '.join(others)}"
            raise input_error(after, what, "name the dictionary that it was coded with (--codebook F)")
        rows = sheet_rows(sheet_before)
        if not rows or "probability" not in rows[0]:
            raise input_error(after, "is not a sample: it has no column 'probability'", "draw one with --sample")
        before, coded = list(drawn_in(rows)), pd.DataFrame(rows)
    remarks: list[str] = []
    drawn, parsed = draw_from_corpus(
        corpus_paths(texts), themes, chosen, size, strata=strata, seed=shuffle or 0, before=before, remarks=remarks
    )
    for remark in remarks:
        click.echo(remark, err=True)
    documents = {name: one.document for name, one in parsed.items()}
    table = sample_table(documents, themes, drawn, coded)
    folder = target.with_name(f"{target.stem}{TEXTS}")
    if is_carried(texts[0]) and all(Path(resolved(texts[0]), name).is_file() for name in parsed):
        write(f"{folder}.yaml", f"folder: {texts[0]}\n".encode())
        click.echo(f"{folder}.yaml: says where the documents are; keep it beside the sheet")
        return documents, table
    contents = {name: one.content for name, one in parsed.items()}
    contents |= {f"{Path(name).stem}.yaml": one.record for name, one in parsed.items() if one.record}
    write_together(folder, contents)
    of = count_of(len(parsed), "document")
    click.echo(f"{folder}: copies of the {of} that the sentences are of; keep this folder beside the sheet")
    return documents, table
