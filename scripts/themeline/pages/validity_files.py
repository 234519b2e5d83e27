"""The validation report for Word and for LaTeX."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from themeline.figures.embed import latex_text
from themeline.validity.evidence import KINDS, NOT_DONE, Answer, Demand, Table
from themeline.validity.paragraph import Cite
from themeline.validity.references import short_name

if TYPE_CHECKING:
    from themeline.pages.validity import Report

# What neither XML nor TeX can hold.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# The oldest time that an archive can say: a report of the same things is the same file.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
METHODS, REFERENCES, INPUTS = "For the section on methods", "References", "What was read"


def _plain(text: str) -> str:
    return _CONTROLS.sub(" ", text)


def _status(demand: Demand, answer: Answer) -> str:
    return answer.status + (f"; {demand.weight} in ValiText" if demand.weight else "")


def _rows_of_all(report: "Report") -> Table:
    rows = [[KINDS[one.kind].partition(":")[0], one.words, _status(one, answer)] for one, answer in report.answers]
    return Table("", ["evidence", "demand", "status"], rows)


def _go_on(answer: Answer) -> str:
    return "To do it: " if answer.status == NOT_DONE else "To go on: "


def as_word(report: "Report") -> bytes:
    """The report as a Word document."""
    import docx
    from docx.shared import Mm, Pt

    document = docx.Document()
    document.core_properties.title = _plain(report.title)[:255]
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.styles["Normal"].font.size = Pt(10.5)
    document.add_heading(_plain(report.title), 0)
    document.add_paragraph(_plain(report.summary))
    _word_table(document, _rows_of_all(report))
    document.add_heading(METHODS, 1)
    document.add_paragraph(
        "".join(
            f"({'; '.join(map(short_name, part.keys))})" if isinstance(part, Cite) else _plain(part)
            for part in report.paragraph
        )
    )
    for kind, head in KINDS.items():
        document.add_heading(head, 1)
        for demand, answer in (one for one in report.answers if one[0].kind == kind):
            document.add_heading(demand.words, 2)
            document.add_paragraph().add_run(_status(demand, answer)).italic = True
            for words in answer.said:
                document.add_paragraph(_plain(words))
            if answer.command:
                paragraph = document.add_paragraph(_go_on(answer))
                paragraph.add_run(_plain(answer.command)).font.name = "Courier New"
            for picture in (one for one in report.figures if one.answer == demand.name):
                document.add_picture(io.BytesIO(picture.files["png"]), width=Mm(150))
                document.add_paragraph(_plain(picture.caption), style="Caption")
            for table in answer.tables:
                document.add_paragraph(_plain(table.title), style="Caption").paragraph_format.keep_with_next = True
                _word_table(document, table)
            if works := (*demand.works, *answer.works):
                document.add_paragraph(f"See {'; '.join(map(short_name, works))}.")
    document.add_heading(REFERENCES, 1)
    for _, entry, address in report.entries:
        document.add_paragraph(f"{entry} {address}".strip())
    document.add_heading(INPUTS, 1)
    for what, name, _, digest in report.inputs:
        document.add_paragraph(_plain(f"{what}: {name}, sha256 {digest}"))
    document.add_paragraph(f"Made by Themeline {report.version}.")
    stream = io.BytesIO()
    document.save(stream)
    return _without_times(stream.getvalue())


def _word_table(document: Any, table: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    made = document.add_table(rows=1 + len(table.rows), cols=len(table.heads), style="Table Grid")
    # All cells at once: each call for one looks through all.
    cells = made._cells
    for i, row in enumerate([table.heads, *table.rows]):
        for j, words in enumerate(row):
            paragraph = cells[i * len(table.heads) + j].paragraphs[0]
            run = paragraph.add_run(_plain(words))
            run.font.size = Pt(8.5)
            run.bold = i == 0
            if i and j in table.right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph()


def _without_times(packed: bytes) -> bytes:
    """An archive without the times at which its parts were written."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as given, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as taken:
        for name in given.namelist():
            part = zipfile.ZipInfo(name, _NO_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            taken.writestr(part, given.read(name))
    return stream.getvalue()


_PREAMBLE = r"""% lualatex or xelatex; pdflatex too, where all letters are Latin ones. Then bibtex, and twice more.
\documentclass[11pt]{article}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[T1]{fontenc}
  \usepackage{textcomp}
  \usepackage{lmodern}
\else
  \usepackage{fontspec}
\fi
\usepackage[margin=25mm]{geometry}
\usepackage{graphicx}
\usepackage{longtable}
\usepackage{array}
\usepackage{natbib}
\usepackage[hidelinks]{hyperref}
\setlength{\parindent}{0pt}
\setlength{\parskip}{.5\baselineskip}
\emergencystretch=3em
"""


def as_latex(report: "Report") -> str:
    """The report as a LaTeX article, with natbib for its references."""
    return "\n".join(_latex_lines(report)) + "\n"


def _latex_lines(report: "Report") -> Iterator[str]:
    yield _PREAMBLE + rf"\title{{{_latex(report.title)}}}"
    yield r"\author{}\date{}"
    yield r"\begin{document}"
    yield r"\maketitle"
    yield _latex(report.summary)
    yield from _latex_table(_rows_of_all(report))
    yield rf"\section{{{METHODS}}}"
    yield "".join(
        rf"\citep{{{','.join(part.keys)}}}" if isinstance(part, Cite) else _latex(part) for part in report.paragraph
    )
    for kind, head in KINDS.items():
        yield rf"\section{{{_latex(head)}}}"
        for demand, answer in (one for one in report.answers if one[0].kind == kind):
            yield rf"\subsection{{{_latex(demand.words)}}}\label{{{demand.name}}}"
            yield rf"\emph{{{_latex(_status(demand, answer))}}}" + "\n"
            for words in answer.said:
                yield _latex(words) + "\n"
            if answer.command:
                yield rf"{_go_on(answer)}\texttt{{{_latex(answer.command)}}}" + "\n"
            for picture in (one for one in report.figures if one.answer == demand.name):
                yield rf"\includegraphics[width=\linewidth]{{{report.name}-{picture.name}.pdf}}" + "\n"
                yield rf"{{\small {_latex(picture.caption)}}}" + "\n"
            for table in answer.tables:
                yield from _latex_table(table)
            if works := (*demand.works, *answer.works):
                yield rf"See \citet{{{','.join(works)}}}." + "\n"
    yield r"\bibliographystyle{plainnat}"
    yield rf"\bibliography{{{report.name}}}"
    yield rf"\section*{{{INPUTS}}}"
    for what, name, _, digest in report.inputs:
        yield rf"{what}: {_latex(name)}, sha256 \texttt{{{_in_pieces(digest)}}}" + "\n"
    yield f"Made by Themeline {report.version}."
    yield r"\end{document}"


def _latex_table(table: Table) -> Iterator[str]:
    # Columns by their longest words and cells: what has more than its part is broken.
    cells = list(zip(table.heads, *table.rows, strict=True))
    words = [max(len(word) for cell in column for word in cell.split() or [""]) for column in cells]
    wanted = [
        max(min(word, 16), min(max(map(len, column)), 40)) + 1 for word, column in zip(words, cells, strict=True)
    ]
    parts = [one / sum(wanted) for one in wanted]
    columns = "".join(
        rf">{{\{'raggedleft' if i in table.right else 'raggedright'}\arraybackslash}}"
        rf"p{{\dimexpr {part:.3f}\linewidth-2\tabcolsep\relax}}"
        for i, part in enumerate(parts)
    )
    if table.title:
        yield rf"\textbf{{{_latex(table.title)}}}\nopagebreak"
    yield r"{\footnotesize"
    yield rf"\begin{{longtable}}{{{columns}}}"
    yield r"\hline"
    yield " & ".join(map(_latex, table.heads)) + r" \tabularnewline \hline \endhead"
    for row in table.rows:
        yield " & ".join(map(_latex, row)) + r" \tabularnewline"
    yield r"\hline"
    yield r"\end{longtable}}" + "\n"


def _latex(text: str) -> str:
    """Words as LaTeX prints them, whatever stands before: no two marks become one, and no bracket is an option."""
    escaped = latex_text(re.sub(r"\s+", " ", _plain(text)))
    # A pattern's alternatives may stand on two lines.
    escaped = escaped.replace(r"\textbar{}", r"\textbar\allowbreak{}")
    escaped = re.sub(r"-(?=-)|'(?=')|,(?=,)|[?!](?=`)", r"\g<0>{}", escaped)
    return re.sub(r"[\[\]*\"`]", lambda found: _ALONE.get(found[0], "{" + found[0] + "}"), escaped)


_ALONE = {'"': r"\textquotedbl{}", "`": r"\textasciigrave{}"}


def _in_pieces(digest: str) -> str:
    """A hash that may be broken at the end of a line."""
    return r"\allowbreak ".join(digest[i : i + 16] for i in range(0, len(digest), 16))
