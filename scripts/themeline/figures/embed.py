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
    """A page that a piece is put into first: what it is called, and width and height of its text in millimetres."""

    name: str
    room: float
    height: float


# LaTeX's article at 10 pt (345 pt of 72.27 an inch; 550 pt high on US Letter, the lower of its two papers); A4 with
# margins of 25 mm, as Typst and reports have it; the document that pandoc gives Word where no other is named (5.83
# inches by 9).
ARTICLE = Sheet("LaTeX's article", 121.25, 193.3)
A4, PANDOC = Sheet("an A4 page", 160.0, 247.0), Sheet("pandoc's document", 148.2, 228.6)
# Letters of a caption at 10 pt that a millimetre holds, and the height of its lines.
LETTERS, LEADING = 0.62, 4.25


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
    *,
    narrow: bool = False,
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
        narrow: whether there is a drawing for narrow screens too, NAME-narrow.svg.
    """
    width, height = size
    kinds = ", ".join(f"[{ending.upper()}]({name}.{ending})" for ending in formats if ending != "md")
    kinds += f", [SVG for phones]({name}{styles.NARROW_NAME}.svg)" if narrow else ""
    pieces = "\n".join(
        f"{head}\n\n```{language}\n{piece}\n```\n"
        for head, language, piece in (
            ("LaTeX (package graphicx):", "latex", latex(name, caption, alternative, size)),
            ("Typst:", "typst", typst(name, caption, alternative, size)),
            ("Markdown:", "markdown", markdown(name, caption, alternative)),
            ("Markdown for pandoc, for example to Word (`pandoc text.md -o text.docx`):", "markdown",
             pandoc(name, caption, alternative, size)),
            ("HTML:", "html", html(name, caption, alternative, width, narrow=narrow)),
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
By hand in Word: insert the picture {name}.png (it opens at {width:.0f} mm), paste the text alternative under
"View Alt Text", and the caption under "Insert Caption".{_comment(chr(10), " ".join(unfit(size, caption, A4)), "")}
Pandoc shrinks pictures to the width of its page's text ({PANDOC.room:.0f} mm, unless a --reference-doc has more).
"""


def fitting_width(sheet: Sheet) -> str:
    """The name of the widest of `styles.WIDTHS` for which a page has room."""
    fits = {name: width for name, width in styles.WIDTHS.items() if width <= sheet.room}
    return max(fits, key=lambda name: fits[name])


def unfit(size: tuple[float, float], caption: str, sheet: Sheet, shrinks: bool = False) -> list[str]:
    """What to do about a figure that is wider, or with its caption higher, than the text of a page: sentences.

    Args:
        size: of the figure: width and height in mm.
        caption: of the figure.
        sheet: the page.
        shrinks: whether it would be made smaller there, and its text with it.
    """
    width, height = size
    said = []
    if width > sheet.room + 0.05:
        smallest = f", where its smallest text would be {styles.SMALL * sheet.room / width:.1f} pt" if shrinks else ""
        said = [
            f"{width:.0f} mm is wider than the text of {sheet.name} ({sheet.room:.0f} mm){smallest}.",
            "To make it fit, run its notebook again, with the settings that you used and "
            f"-p width {fitting_width(sheet)}.",
        ]
        if sheet is ARTICLE:
            said.append(
                "Or give the page margins of 25 mm (\\usepackage[margin=25mm]{geometry}), and the figure "
                f"-p width {fitting_width(A4)}: a narrower figure is higher."
            )
    # What is shrunk to the page's width is less high too.
    drawn = height * min(1, sheet.room / width) if shrinks else height
    whole = drawn + LEADING * (1 + len(caption) / (LETTERS * sheet.room))
    if whole > sheet.height:
        said.append(
            f"With its caption it is about {whole:.0f} mm high, more than {sheet.name} has ({sheet.height:.0f} mm): "
            "make the figure wider, show less in it, or shorten the caption."
        )
    return said


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


def latex(name: str, caption: str, alternative: str, size: tuple[float, float]) -> str:
    """A LaTeX figure of the PDF, with comments where it does not fit an article."""
    note = "".join(f"% {words}\n" for words in unfit(size, caption, ARTICLE))
    return f"""{note}\\begin{{figure}}
  \\centering
  \\includegraphics[width={size[0]:.0f}mm, alt={{{latex_text(alternative)}}}]{{{name}.pdf}}
  \\caption{{{latex_text(caption)}}}
  \\label{{fig:{name}}}
\\end{{figure}}"""


def typst(name: str, caption: str, alternative: str, size: tuple[float, float], ending: str = "pdf") -> str:
    """A Typst figure, with comments where it does not fit an A4 page; ``ending`` is svg or pdf."""
    note = "".join(f"// {words}\n" for words in unfit(size, caption, A4))
    quoted = alternative.replace("\\", "\\\\").replace('"', '\\"')
    return f"""{note}#figure(
  image("{name}.{ending}", width: {size[0]:.0f}mm, alt: "{quoted}"),
  caption: [{_typst(caption)}],
) <fig-{name}>"""


def markdown(name: str, caption: str, alternative: str) -> str:
    """A Markdown image of the SVG with its caption below."""
    return f"![{_one_line(alternative)}]({name}.svg)\n\n*{_escaped(caption)}*"


def pandoc(name: str, caption: str, alternative: str, size: tuple[float, float]) -> str:
    """A pandoc figure of the PNG, with its size and text alternative.

    Pandoc shrinks what is too wide for its page, and the text with it: a comment says so.
    """
    note = _comment("<!-- ", " ".join(unfit(size, caption, PANDOC, shrinks=True)), " -->\n\n")
    quoted = alternative.replace("\\", "\\\\").replace('"', '\\"')
    return f'{note}![{_escaped(caption)}]({name}.png){{#fig:{name} width={size[0]:.0f}mm alt="{quoted}"}}'


def html(name: str, caption: str, alternative: str, width: float, *, narrow: bool = False) -> str:
    """An HTML figure of the SVG; where there is a drawing for ``narrow`` screens, these show that."""
    picture = f'<img src="{name}.svg" alt="{escape(alternative)}" style="width: {width:.0f}mm; max-width: 100%">'
    if narrow:
        source = f'<source media="(max-width: 600px)" srcset="{name}{styles.NARROW_NAME}.svg">'
        picture = f"<picture>\n    {source}\n    {picture}\n  </picture>"
    return f"""<figure id="fig-{name}">
  {picture}
  <figcaption>{escape(caption, quote=False)}</figcaption>
</figure>"""


def _one_line(text: str) -> str:
    return _escaped(single_spaced(text))


def _escaped(text: str) -> str:
    # @ begins a citation of pandoc and Quarto, and &lt; is an entity, as it is not in "R&D".
    return re.sub(r"([\\\[\]*_`<>#$^~|@]|&(?=#?\w+;))", r"\\\1", text)


def latex_text(text: str) -> str:
    """Words as LaTeX prints them."""
    special = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    # In the fonts that LaTeX begins with, these are other marks: < is an inverted exclamation mark.
    special |= {"<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}"}
    return re.sub(r"[\\~^&%$#_{}<>|]", lambda found: special.get(found.group(), "\\" + found.group()), text)


def _typst(text: str) -> str:
    return re.sub(r"([\\#$*_`~<>@\[\]=/+-])", r"\\\1", text)
