"""themeline code: the mentions in documents."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import click

from themeline.cli.options import file_option
from themeline.cli.output import read_themes, refuse_other_tables, write, write_rows
from themeline.io.paths import CODEBOOK


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@file_option("codebook", "The dictionary: themes and their patterns.", CODEBOOK)
@click.option("--whole-text", is_flag=True, help="Count headings, rubric and disclaimer too, not only the body.")
@click.option(
    "--out",
    metavar="F",
    help="F.csv, F.json, F.parquet, F.qdpx (REFI-QDA) or F.jsonld (Web Annotation).  [default: CSV to the terminal]",
)
def code(files: tuple[str, ...], codebook: str, whole_text: bool, out: str | None) -> None:
    """Print the mentions of themes in documents, one row per mention.

    As a REFI-QDA project (.qdpx) they go to programs for qualitative analysis: the texts, the themes as codes, and
    each mention as a coded place. As Web Annotations (.jsonld) they go to readers that know that model.
    """
    from themeline.dictionary.mentions import Mention, list_mentions
    from themeline.text.document import BODY, ROLES, read_document

    ending = Path(out or "").suffix.lower()
    if ending not in (".qdpx", ".jsonld"):
        refuse_other_tables(out)
    chosen = read_themes(codebook)
    names = [Path(file).stem for file in files]
    mentions = []
    texts = {}
    for file, name in zip(files, names, strict=True):
        document = read_document(file)
        for remark in document.remarks():
            click.echo(remark, err=True)
        if doubt := chosen.doubt_about(document.language):
            click.echo(f"{document.name}: {doubt}", err=True)
        left_out = {} if whole_text else document.left_out()
        if left_out:
            parts = ", ".join(f"{role} {count:,}" for role, count in left_out.items())
            counted = f"{document.word_count():,} of {len(document.parts.words):,} words are counted"
            click.echo(f"{document.name}: {counted}; left out: {parts} (see 'themeline structure')", err=True)
        # An error names the file as it was given.
        found = list_mentions(replace(document, name=file), chosen, roles=ROLES if whole_text else BODY)
        # The text's name says which it is, but where two have the same.
        own = name if names.count(name) == 1 else file
        mentions += [row._replace(document=own) for row in found]
        texts[own] = document.text
    mentions.sort(key=lambda row: (row.document, row.start, row.theme))
    if out and ending == ".qdpx":
        from themeline.validity.qda import Coding, project_bytes

        codings = [
            Coding(row.document, row.start, row.end, row.theme, "Themeline, by its dictionary", row.pattern)
            for row in mentions
        ]
        write(out, project_bytes(Path(out).stem, texts, chosen, codings))
    elif out and ending == ".jsonld":
        from themeline.io.web_annotation import Remark, annotations_text

        count: Counter[tuple[str, str]] = Counter()
        remarks = []
        for row in mentions:
            count[row.document, row.theme] += 1
            which = f"m-{row.theme}-{count[row.document, row.theme]}"
            identifier = which if len(texts) == 1 else f"{row.document}--{which}"
            bodies = ((chosen.labels[row.theme], "tagging"), (row.pattern, "describing"))
            remarks.append(Remark(identifier, row.document, row.start, row.end, bodies))
        write(out, annotations_text(f"Mentions in {', '.join(texts)}", remarks, texts).encode())
    else:
        write_rows(mentions, Mention, out)
