"""The text of a PDF, page by page, without what stands on every page."""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from themeline.text.blocks import stands_out
from themeline.text.extracted import RAISED, Reading, from_paragraphs

KIND = "PDF"
# A heading's letters are at least so much larger than those of most of the text; a note's mark so much smaller.
LARGER, SMALLER = 1.12, 0.8
# The part of a page's height, above and below, where a line that comes again on other pages is no text.
MARGIN = 0.12
NARROWEST_GAP = 5.0  # between columns, in pt


_Place = tuple[float, float, float, float]


@dataclass
class _Line:
    place: _Place
    words: str
    size: float
    bold: bool


@dataclass
class _Box:
    """Lines that stand together on a page.

    ``place`` is left, bottom, right, top, and ``size`` that of the letters, in pt; ``edge``: in the page's margin.
    """

    page: int
    place: _Place
    lines: list[str]
    size: float
    bold: bool
    edge: bool

    @property
    def shape(self) -> str:
        return re.sub(r"\d+", "#", " ".join(self.lines))


def read_pdf(content: bytes) -> Reading:
    """Read a document.

    Returns:
        Its paragraphs with their lines, so that hyphens at their ends can be told. A heading has larger letters, or
        bold ones, or capitals only, or a number; the largest on the first page are the title. Lines in the margin
        that come again on most pages, and page numbers, are left out.

    Raises:
        ValueError: it needs a password, is damaged, or holds no text.
    """
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTTextBox
    from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed

    boxes: list[_Box] = []
    pages = 0
    try:
        for pages, page in enumerate(extract_pages(io.BytesIO(content)), 1):
            for item in page:
                if isinstance(item, LTTextBox):
                    boxes += _boxes_of(item, pages, page.height)
    except PDFPasswordIncorrect:
        raise ValueError("needs a password") from None
    except PDFTextExtractionNotAllowed:
        raise ValueError("does not allow its text to be read") from None
    except Exception as error:
        # pdfminer checks little: what a damaged file raises is any of a dozen kinds.
        raise ValueError(f"is damaged ({type(error).__name__}: {error})") from error
    if not boxes:
        raise ValueError(f"holds no text on its {pages} pages (scanned?)")
    kept = _without_running_lines(boxes, pages)
    if not kept:
        raise ValueError("holds no text but page numbers")
    notes = (f"{len(boxes) - len(kept)} lines at the edge of pages are left out",) if len(kept) < len(boxes) else ()
    in_order = [box for _, page in groupby(kept, key=lambda box: box.page) for box in _in_order(list(page))]
    return from_paragraphs(_paragraphs(in_order), KIND, notes)


def _boxes_of(item: Iterable[object], page: int, height: float) -> Iterator[_Box]:
    """The lines of a text box; lines in letters of another size are a box of their own."""
    from pdfminer.layout import LTTextLine

    lines = [_Line(line.bbox, *_read(line)) for line in item if isinstance(line, LTTextLine)]
    parts: list[list[_Line]] = []
    for line in filter(lambda line: line.words, lines):
        if parts and 1 / LARGER < line.size / parts[-1][-1].size < LARGER and line.bold == parts[-1][-1].bold:
            parts[-1].append(line)
        else:
            parts.append([line])
    for part in parts:
        left, bottom, right, top = zip(*(line.place for line in part), strict=True)
        place = min(left), min(bottom), max(right), max(top)
        edge = place[1] > height * (1 - MARGIN) or place[3] < height * MARGIN
        yield _Box(page, place, [line.words for line in part], part[0].size, part[0].bold, edge)


def _read(line: Iterable[object]) -> tuple[str, float, bool]:
    """The words of a line, the size of most of its letters, and whether most are bold."""
    from pdfminer.layout import LTAnno, LTChar

    whole = [letter for letter in line if isinstance(letter, LTChar)]
    usual = median(letter.size for letter in whole) if whole else 1
    bold = sum("bold" in letter.fontname.lower() for letter in whole) > len(whole) / 2
    letters: list[str] = []
    for letter in line:
        if isinstance(letter, LTChar):
            text = letter.get_text()
            letters.append(text.translate(RAISED) if letter.size < SMALLER * usual and letters else text)
        elif isinstance(letter, LTAnno):
            letters.append(letter.get_text())
    # Every hyphen on a page is seen; some fonts call all of theirs soft.
    words = re.sub(r"\(cid:\d+\)", "\ufffd", "".join(letters).replace("\u00ad", "-"))
    return re.sub(r" {2,}", " ", words).strip(), round(usual, 1) or 1, bold


def _without_running_lines(boxes: list[_Box], pages: int) -> list[_Box]:
    shapes = Counter(shape for _, shape in {(box.page, box.shape) for box in boxes if box.edge})

    def runs(box: _Box) -> bool:
        number = re.fullmatch(r"\W*(?:page\s+)?(?:#|[ivxlc]+)(?:\s*(?:/|of)\s*#)?\W*", box.shape, re.IGNORECASE)
        return box.edge and (number is not None or (pages > 2 and shapes[box.shape] > pages / 2))

    return [box for box in boxes if not runs(box)]


def _in_order(boxes: list[_Box]) -> list[_Box]:
    """The boxes of a page as they are read.

    Cut into columns where a gap goes through, else at the widest gap between rows, and so on within each part: the
    recursive XY cut of Nagy and Seth (ICPR 1984).
    """
    across = [(box.place[0], box.place[2]) for box in boxes]
    down = [(-box.place[3], -box.place[1]) for box in boxes]
    for spans, narrowest in ((across, NARROWEST_GAP), (down, 0.0)):
        order = sorted(range(len(boxes)), key=spans.__getitem__)
        cut, widest, reached = 0, narrowest, spans[order[0]][1]
        for i, index in enumerate(order):
            if spans[index][0] - reached > widest:
                cut, widest = i, spans[index][0] - reached
            reached = max(reached, spans[index][1])
        if cut:
            parts = [boxes[index] for index in order[:cut]], [boxes[index] for index in order[cut:]]
            return [box for part in parts for box in _in_order(part)]
    return sorted(boxes, key=lambda box: (-box.place[3], box.place[0]))


def _paragraphs(boxes: list[_Box]) -> list[tuple[str, str]]:
    letters: Counter[float] = Counter()
    for box in boxes:
        letters[box.size] += sum(map(len, box.lines))
    usual = letters.most_common(1)[0][0]
    bold = sum(len("".join(box.lines)) for box in boxes if box.bold) > sum(letters.values()) / 2
    first = [box.size for box in boxes if box.page == boxes[0].page]
    largest = max(first) if max(first) >= LARGER * usual else None
    paragraphs: list[tuple[str, str]] = []
    titled = False
    before = boxes[0]
    for box in boxes:
        text = "\n".join(box.lines)
        marked = box.size >= LARGER * usual or (box.bold and not bold) or stands_out(text)
        role = "heading" if marked and len(text) < 300 and text[-1] not in ".;," else "body"
        if role == "heading" and box.size == largest and not titled:
            role, titled = "title", True
        goes_on = (
            role == "body"
            and paragraphs
            and paragraphs[-1][0] == "body"
            and (box.page != before.page or box.place[3] > before.place[3])
            and paragraphs[-1][1].rstrip("\"'”’)")[-1:] not in ".!?:;"
        )
        if goes_on:
            paragraphs[-1] = ("body", f"{paragraphs[-1][1]}\n{text}")
        else:
            paragraphs.append((role, text))
        before = box
    return paragraphs
