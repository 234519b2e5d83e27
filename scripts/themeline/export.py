"""Write a figure with its data and its caption: all its files whole, or none."""

import io
import re
import secrets
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pandas as pd
from IPython.display import Image
from matplotlib.figure import Figure

from themeline.charts import style
from themeline.errors import InputError, wrong

FORMATS = ("svg", "pdf", "png", "csv", "md")
DPI = 300


@dataclass(frozen=True)
class Words:
    """What is said about a figure: its title, its caption, and a text alternative for who cannot see it."""

    title: str
    caption: str
    alternative: str


def export_figure(
    figure: Figure, name: str, data: pd.DataFrame, words: Words, out: Path, formats: list[str] | None = None
) -> list[Path]:
    """Write NAME.svg, .pdf, .png, .csv (the data drawn) and .md (caption, text alternative) to a folder.

    The same figure gives the same bytes on each run. Files of the same names are replaced only when all new ones
    have been written.

    Args:
        figure: drawn under `style.settings`.
        name: of the files, without ending.
        data: the table behind the figure.
        words: title, caption, text alternative.
        out: the folder, made where it is missing.
        formats: some of `FORMATS`; all where none are given.

    Returns:
        The files, in the order of `FORMATS`.

    Raises:
        InputError: a format is unknown, or the folder cannot be written.
    """
    wanted = check_formats(formats or [])
    contents = {kind: _content(kind, figure, name, data, words, wanted) for kind in wanted}
    return write_together(out, {f"{name}.{kind}": content for kind, content in contents.items()})


def write_together(out: Path, contents: dict[str, bytes]) -> list[Path]:
    """Write files to a folder under other names, and rename them when all are there.

    Raises:
        InputError: the folder cannot be written.
    """
    mark = secrets.token_hex(4)
    parts = {out / name: out / f".{name}.{mark}.part" for name in contents}
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(out, error) from None
    try:
        for (path, part), content in zip(parts.items(), contents.values(), strict=True):
            part.write_bytes(content)
            if path.is_dir():
                raise IsADirectoryError(21, "is a folder", str(path))
        for path, part in parts.items():
            part.replace(path)
    except OSError as error:
        raise _unwritable(error.filename or out, error) from None
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
    return list(parts)


def _unwritable(place: str | Path, error: OSError) -> InputError:
    return wrong(place, f"cannot be written ({error.strerror})", "choose another folder")


def check_formats(formats: list[str]) -> list[str]:
    """The formats asked for, in the order of `FORMATS`; all where none are given.

    Raises:
        InputError: there is no such format.
    """
    for given in formats:
        if given not in FORMATS:
            raise wrong("formats", f"there is no format '{given}'", f"there are {', '.join(FORMATS)}")
    return [kind for kind in FORMATS if not formats or kind in formats]


def picture(figure: Figure, words: Words) -> Image:
    """The figure as a notebook shows it: at its printed size on a screen of 96 dots an inch."""
    width = round(figure.get_size_inches()[0] * 96)
    return Image(_drawn(figure, "png", words, dpi=2 * 96), width=width, alt=words.alternative)


def _content(kind: str, figure: Figure, name: str, data: pd.DataFrame, words: Words, wanted: list[str]) -> bytes:
    if kind == "csv":
        return str(data.to_csv(index=False, lineterminator="\n", float_format="%.6g")).encode()
    if kind == "md":
        return _page(figure, name, words, wanted).encode()
    return _drawn(figure, kind, words)


def _drawn(figure: Figure, kind: str, words: Words, dpi: int = DPI) -> bytes:
    metadata: dict[str, dict[str, str | None]] = {
        "svg": {"Title": words.title, "Creator": "Themeline", "Date": None},
        "pdf": {
            "Title": words.title,
            "Subject": words.alternative,
            "Creator": "Themeline",
            "CreationDate": None,
        },
        "png": {"Title": words.title, "Description": words.alternative, "Software": None},
    }
    stream = io.BytesIO()
    with style.settings():
        figure.savefig(stream, format=kind, dpi=dpi, facecolor=figure.get_facecolor(), metadata=metadata[kind])
    if kind != "svg":
        return stream.getvalue()
    described = f'</title>\n <desc id="desc">{escape(words.alternative, quote=False)}</desc>'
    text = stream.getvalue().decode().replace("</title>", described, 1).replace("<title>", '<title id="title">', 1)
    text = re.sub(r"<svg ", '<svg role="img" aria-labelledby="title desc" ', text, count=1)
    return text.encode()


def _page(figure: Figure, name: str, words: Words, wanted: list[str]) -> str:
    width, height = style.size_mm(figure)
    kinds = ", ".join(f"[{kind.upper()}]({name}.{kind})" for kind in wanted if kind != "md")
    shown = next((f"{name}.{kind}" for kind in ("svg", "png", "pdf") if kind in wanted), f"{name}.svg")
    printed = f"{name}.{'pdf' if 'pdf' in wanted else shown.rpartition('.')[2]}"
    return f"""# {words.title}

![{_flat(words.alternative)}]({shown})

**Caption.** {words.caption}

**Text alternative.** {words.alternative}

{width:.0f} mm × {height:.0f} mm. Files: {kinds}.

## To embed

Markdown:

```markdown
![{_flat(words.alternative)}]({shown})
```

HTML:

```html
<figure>
  <img src="{shown}" alt="{escape(words.alternative)}" style="width: {width:.0f}mm; max-width: 100%">
  <figcaption>{escape(words.caption, quote=False)}</figcaption>
</figure>
```

LaTeX:

```latex
\\begin{{figure}}
  \\includegraphics[width={width:.0f}mm]{{{printed}}}
  \\caption{{{_latex(words.caption)}}}
  \\label{{fig:{name}}}
\\end{{figure}}
```
"""


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("[", "(").replace("]", ")")


def _latex(text: str) -> str:
    special = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return re.sub(r"[\\~^&%$#_{}]", lambda m: special.get(m.group(), "\\" + m.group()), text)
