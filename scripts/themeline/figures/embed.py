"""The page of a figure, with pieces ready to be put into LaTeX, Typst, Word, Markdown, and HTML."""

import re
from dataclasses import dataclass
from html import escape

from themeline.text.wording import single_spaced


@dataclass(frozen=True)
class Page:
    """What the page of a figure says; ``pieces`` are the heading, language, and text of each piece to embed."""

    title: str
    caption: str
    alternative: str
    description: str
    size: str
    origin: str
    pieces: list[tuple[str, str, str]]


def page(
    name: str,
    title: str,
    caption: str,
    alternative: str,
    description: str,
    size: tuple[float, float],
    formats: list[str],
    origin: str,
) -> str:
    """The Markdown page NAME.md.

    Args:
        name: of the figure's files, without ending.
        title: what the figure shows.
        caption: with its sources.
        alternative: one sentence for readers who cannot see it.
        description: the same at length.
        size: width and height in millimetres.
        formats: the endings of the files that there are.
        origin: where the figure came from.
    """
    width, height = size
    kinds = ", ".join(f"[{ending.upper()}]({name}.{ending})" for ending in formats if ending != "md")
    pieces = "\n".join(
        f"{head}\n\n```{language}\n{piece}\n```\n"
        for head, language, piece in (
            ("LaTeX (package graphicx):", "latex", latex(name, caption, alternative, width)),
            ("Typst:", "typst", typst(name, caption, alternative, width)),
            ("Markdown:", "markdown", markdown(name, caption, alternative)),
            ("Markdown for pandoc, as to Word (`pandoc text.md -o text.docx`):", "markdown",
             pandoc(name, caption, alternative, width)),
            ("HTML:", "html", html(name, caption, alternative, width)),
        )
    )  # fmt: skip
    return f"""# {title}

![{_one_line(alternative)}]({name}.{"svg" if "svg" in formats else "png"})

**Caption.** {caption}

**Text alternative.** {alternative}

**Description.** {description}

**Size.** {width:.0f} mm × {height:.0f} mm.

**Made by.** {origin or "not said"}

**Files.** {kinds}

## To embed

{pieces}
By hand in Word: insert the picture {name}.png (its size of {width:.0f} mm is in it), paste the text alternative
under "View Alt Text", and the caption under "Insert Caption".
Pandoc makes no picture wider than its page has room for.
"""


def read_page(text: str) -> Page:
    """What `page` has written.

    Raises:
        ValueError: it is not such a page.
    """

    def said(name: str) -> str:
        match = re.search(rf"^\*\*{name}\.\*\* (.*)$", text, re.MULTILINE)
        if match is None:
            raise ValueError(f"there is no '{name}'")
        return match[1]

    pieces = re.findall(r"^([^\n]+):\n\n```(\w+)\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL)
    title = text.partition("\n")[0].removeprefix("# ")
    return Page(
        title, said("Caption"), said("Text alternative"), said("Description"), said("Size"), said("Made by"), pieces
    )


def latex(name: str, caption: str, alternative: str, width: float) -> str:
    """A LaTeX figure of the PDF."""
    return f"""\\begin{{figure}}
  \\centering
  \\includegraphics[width={width:.0f}mm, alt={{{_latex(alternative)}}}]{{{name}.pdf}}
  \\caption{{{_latex(caption)}}}
  \\label{{fig:{name}}}
\\end{{figure}}"""


def typst(name: str, caption: str, alternative: str, width: float, ending: str = "pdf") -> str:
    """A Typst figure; ``ending`` is svg or pdf."""
    quoted = alternative.replace("\\", "\\\\").replace('"', '\\"')
    return f"""#figure(
  image("{name}.{ending}", width: {width:.0f}mm, alt: "{quoted}"),
  caption: [{_typst(caption)}],
) <fig-{name}>"""


def markdown(name: str, caption: str, alternative: str) -> str:
    """A Markdown image of the SVG with its caption below."""
    return f"![{_one_line(alternative)}]({name}.svg)\n\n*{_escaped(caption)}*"


def pandoc(name: str, caption: str, alternative: str, width: float) -> str:
    """A pandoc figure of the PNG, with its size and text alternative."""
    quoted = alternative.replace("\\", "\\\\").replace('"', '\\"')
    return f'![{_escaped(caption)}]({name}.png){{#fig:{name} width={width:.0f}mm alt="{quoted}"}}'


def html(name: str, caption: str, alternative: str, width: float) -> str:
    """An HTML figure of the SVG."""
    return f"""<figure id="fig-{name}">
  <img src="{name}.svg" alt="{escape(alternative)}" style="width: {width:.0f}mm; max-width: 100%">
  <figcaption>{escape(caption, quote=False)}</figcaption>
</figure>"""


def _one_line(text: str) -> str:
    return _escaped(single_spaced(text))


def _escaped(text: str) -> str:
    return re.sub(r"([\\\[\]*_`<>#$^~|])", r"\\\1", text)


def _latex(text: str) -> str:
    special = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return re.sub(r"[\\~^&%$#_{}]", lambda found: special.get(found.group(), "\\" + found.group()), text)


def _typst(text: str) -> str:
    return re.sub(r"([\\#$*_`~<>@\[\]=/+-])", r"\\\1", text)
