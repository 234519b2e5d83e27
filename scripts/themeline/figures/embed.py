"""The page of a figure, with pieces ready to be put into LaTeX, Typst, Word, Markdown, and HTML."""

import re
from dataclasses import dataclass
from html import escape

from themeline.figures import styles
from themeline.text.wording import single_spaced

# How titles begin that name what is shown, where the data have no finding.
_ONLY_NAMED = ("Where ", "How ", "Words typical ")


@dataclass(frozen=True)
class Sheet:
    """A page that a piece is put into first: what it is called, and the width of its text in millimetres."""

    name: str
    room: float


# LaTeX's article at 10 pt (345 pt of 72.27 an inch); A4 with margins of 25 mm, as Typst and reports have it; the
# document that pandoc gives Word where no other is named (5.83 inches).
ARTICLE, A4, PANDOC = Sheet("LaTeX's article", 121.25), Sheet("an A4 page", 160.0), Sheet("pandoc's document", 148.2)


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


def is_finding(title: str) -> bool:
    """Whether a figure's title says what was found, and not only what is shown."""
    return not title.startswith(_ONLY_NAMED)


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
under "View Alt Text", and the caption under "Insert Caption".{_comment(chr(10), too_wide(width, A4), ".")}
Pandoc makes no picture wider than its page has room for ({PANDOC.room:.0f} mm, unless a --reference-doc has more).
"""


def fitting_width(sheet: Sheet) -> str:
    """The name of the widest of `styles.WIDTHS` for which a page has room."""
    fits = {name: width for name, width in styles.WIDTHS.items() if width <= sheet.room}
    return max(fits, key=lambda name: fits[name])


def too_wide(width: float, sheet: Sheet, shrinks: bool = False) -> str:
    """What to do about a figure that is wider than the text of a page; empty where it fits.

    Args:
        width: of the figure, in mm.
        sheet: the page.
        shrinks: whether it would be made smaller there, and its text with it.
    """
    if width <= sheet.room + 0.05:
        return ""
    smallest = f", where its smallest text would have {styles.SMALL * sheet.room / width:.1f} pt" if shrinks else ""
    return (
        f"{width:.0f} mm is wider than the text of {sheet.name} ({sheet.room:.0f} mm){smallest}. "
        f"To fit, make it anew: themeline run -p width {fitting_width(sheet)}"
    )


def _comment(before: str, words: str, after: str) -> str:
    return f"{before}{words}{after}" if words else ""


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
    """A LaTeX figure of the PDF, with a comment where it is too wide for an article."""
    note = _comment("% ", too_wide(width, ARTICLE), "\n")
    return f"""{note}\\begin{{figure}}
  \\centering
  \\includegraphics[width={width:.0f}mm, alt={{{_latex(alternative)}}}]{{{name}.pdf}}
  \\caption{{{_latex(caption)}}}
  \\label{{fig:{name}}}
\\end{{figure}}"""


def typst(name: str, caption: str, alternative: str, width: float, ending: str = "pdf") -> str:
    """A Typst figure, with a comment where it is too wide for an A4 page; ``ending`` is svg or pdf."""
    note = _comment("// ", too_wide(width, A4), "\n")
    quoted = alternative.replace("\\", "\\\\").replace('"', '\\"')
    return f"""{note}#figure(
  image("{name}.{ending}", width: {width:.0f}mm, alt: "{quoted}"),
  caption: [{_typst(caption)}],
) <fig-{name}>"""


def markdown(name: str, caption: str, alternative: str) -> str:
    """A Markdown image of the SVG with its caption below."""
    return f"![{_one_line(alternative)}]({name}.svg)\n\n*{_escaped(caption)}*"


def pandoc(name: str, caption: str, alternative: str, width: float) -> str:
    """A pandoc figure of the PNG, with its size and text alternative.

    Pandoc shrinks what is too wide for its page, and the text with it: a comment says so.
    """
    note = _comment("<!-- ", too_wide(width, PANDOC, shrinks=True), " -->\n\n")
    quoted = alternative.replace("\\", "\\\\").replace('"', '\\"')
    return f'{note}![{_escaped(caption)}]({name}.png){{#fig:{name} width={width:.0f}mm alt="{quoted}"}}'


def html(name: str, caption: str, alternative: str, width: float) -> str:
    """An HTML figure of the SVG."""
    return f"""<figure id="fig-{name}">
  <img src="{name}.svg" alt="{escape(alternative)}" style="width: {width:.0f}mm; max-width: 100%">
  <figcaption>{escape(caption, quote=False)}</figcaption>
</figure>"""


def _one_line(text: str) -> str:
    return _escaped(single_spaced(text))


def _escaped(text: str) -> str:
    # @ begins a citation of pandoc and Quarto, and &lt; is an entity, as it is not in "R&D".
    return re.sub(r"([\\\[\]*_`<>#$^~|@]|&(?=#?\w+;))", r"\\\1", text)


def _latex(text: str) -> str:
    special = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    # In the fonts that LaTeX begins with, these are other marks: < is an inverted exclamation mark.
    special |= {"<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}"}
    return re.sub(r"[\\~^&%$#_{}<>|]", lambda found: special.get(found.group(), "\\" + found.group()), text)


def _typst(text: str) -> str:
    return re.sub(r"([\\#$*_`~<>@\[\]=/+-])", r"\\\1", text)
