"""The text of a PDF, page by page, without what stands on every page, and without notes at the foot of pages."""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING

from themeline.text.blocks import stands_out
from themeline.text.extracted import RAISED, Reading, from_paragraphs, is_caption, left_out, raised
from themeline.text.printed import (
    PRINTED,
    is_address,
    is_foot,
    is_sheet,
    moment_of,
    tells_when_dated,
)
from themeline.text.tokens import HYPHENS

if TYPE_CHECKING:
    from pdfminer.layout import LTTextLine

KIND = "PDF"
# A heading's letters are at least so much larger than those of most of the text; a note's mark so much smaller than
# the line's, and a note's letters smaller than most of the text.
LARGER, SMALLER, SMALL = 1.12, 0.8, 0.96
# A mark stands so far above the line, in heights of letters.
LIFTED = 0.1
# The part of a page's height, above and below, where a line that comes again on other pages is not part of the text.
MARGIN = 0.12
# A line that comes again stands at the same height, up to so many pt, on one of the next pages.
SAME_HEIGHT, NEXT_PAGES = 3.0, 2
NARROWEST_GAP = 5.0  # between columns, in pt
# Between the tops of lines, in heights of letters; from there on pdfminer takes each line for a box.
LOOSE = 1.4
# The next row begins at most so many heights of letters below a row.
NEXT_ROW = 2.0
THICKEST_RULE, SHORTEST_RULE = 2.0, 30.0  # above notes, in pt

_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = {ord(digit): str(number) for number, digit in enumerate(_DIGITS)}
_BEHIND_WORD = r"(?:(?<=[^\W\d_][.,;:!?\"”’)])|(?<=[^\W\d_]{2}))"
_MARK = re.compile(rf"[{_DIGITS}]+|{_BEHIND_WORD}\d{{1,3}}(?![\d.,]?\d)")
# What a note begins with: a raised number, or a sign, or a number that the text above has raised.
_NOTE = re.compile(rf"(?P<sure>[{_DIGITS}]+|[*†‡§¶]{{1,3}})\s?\S|\[?(?P<number>\d{{1,3}})[\].)]?(?:\s+\S|(?=[A-Z]))")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s+)?(?:#|[ivxlc]+)(?:\s*(?:/|of)\s*#)?\W*", re.IGNORECASE)
_NUMBER = re.compile(r"\d+|\b[ivxlc]{1,7}\b")
_ENDS = ".!?:;"

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

    ``place`` is left, bottom, right, top, ``size`` that of the letters, ``tops`` the place of each line, in pt;
    ``edge``: in the page's margin.
    """

    page: int
    place: _Place
    lines: list[str]
    tops: list[float]
    size: float
    bold: bool
    edge: bool

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def shape(self) -> str:
        return _NUMBER.sub("#", " ".join(self.lines))

    @cached_property
    def numbers(self) -> list[int]:
        return [int(number) for number in re.findall(r"\d{1,9}", self.text)]

    def shares(self, other: "_Box", axis: int) -> bool:
        """Whether the two stand in one column (axis 0), or in one row (axis 1)."""
        return min(self.place[axis + 2], other.place[axis + 2]) > max(self.place[axis], other.place[axis])

    def is_alike(self, other: "_Box") -> bool:
        return self.bold == other.bold and 1 / LARGER < self.size / other.size < LARGER

    def joined_with(self, below: "_Box") -> "_Box":
        (left, bottom, right, top), other = self.place, below.place
        place = min(left, other[0]), min(bottom, other[1]), max(right, other[2]), max(top, other[3])
        return replace(self, place=place, lines=self.lines + below.lines, tops=self.tops + below.tops)

    def is_below(self, other: "_Box") -> bool:
        return self.place[3] <= other.place[1] + 1

    @property
    def goes_on(self) -> bool:
        """Whether it ends within a sentence, as far as can be seen."""
        return self.text.rstrip(f"\"'”’){_DIGITS}")[-1:] not in tuple(_ENDS)


def read_pdf(content: bytes) -> Reading:
    """Read a document.

    Returns:
        Its paragraphs with their lines, so that hyphens at their ends can be told. A heading has larger letters, or
        bold ones, or capitals only, or a number; the largest on the first page are the title. Left out, and counted
        in the notes of the reading: lines in the margin that come again on other pages, and page numbers; the heads
        and feet of web pages that were printed; notes at the foot of pages.

    Raises:
        ValueError: it needs a password, is damaged, or holds no text.
    """
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTCurve, LTTextBox
    from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed

    boxes: list[_Box] = []
    rules: list[_Box] = []
    pages = 0
    try:
        for pages, page in enumerate(extract_pages(io.BytesIO(content)), 1):
            for lines in _with_torn_lines_whole([list(item) for item in page if isinstance(item, LTTextBox)]):
                boxes += _boxes_of(lines, pages, page.height)
            for item in page:
                if isinstance(item, LTCurve) and item.height <= THICKEST_RULE and item.width >= SHORTEST_RULE:
                    rules.append(_Box(pages, item.bbox, [], [], 0, bold=False, edge=False))
    except PDFPasswordIncorrect:
        raise ValueError("needs a password") from None
    except PDFTextExtractionNotAllowed:
        raise ValueError("does not allow its text to be read") from None
    except Exception as error:
        # pdfminer checks little: what a damaged file raises is any of a dozen kinds.
        raise ValueError(f"is damaged ({type(error).__name__}: {error})") from error
    if not boxes:
        raise ValueError(f"holds no text on its {pages} pages (scanned?)")
    left: dict[str, list[str]] = {}
    kept = boxes
    for name, those in (
        (PRINTED, _printed),
        ("running headers and footers, and page numbers", lambda some: _running(some, pages)),
        ("its footnotes", lambda some: _footnotes(some, rules)),
    ):
        gone = those(kept)
        left[name] = [kept[number].text for number in sorted(gone)]
        kept = [box for number, box in enumerate(kept) if number not in gone]
        if not kept:
            raise ValueError("holds no text but page numbers")
    pages_of = [list(page) for _, page in groupby(kept, key=lambda box: box.page)]
    in_order = [box for page in _with_lines_joined(pages_of) for box in _in_order(page)]
    return from_paragraphs(_paragraphs(in_order), KIND, left_out(left))


def _with_torn_lines_whole(boxes: "list[list[LTTextLine]]") -> "list[list[LTTextLine]]":
    """The lines of the text boxes of a page; a justified line with wide blanks, which pdfminer takes for several
    lines and puts into several boxes, is one again, in the box of the line above it.

    Its pieces stand in one row, from edge to edge of the line above, and the line below goes on under all its blanks.
    So do neither columns nor the cells of a table, which have their gaps in the next row, too.
    """
    from pdfminer.layout import LAParams, LTChar, LTTextLineHorizontal

    box_of = {line: number for number, box in enumerate(boxes) for line in box if not line.is_empty()}
    rows: dict[int, list[LTTextLine]] = {}
    for line in box_of:
        rows.setdefault(round(line.y0), []).append(line)
    for row in [row for row in rows.values() if len(row) > 1]:
        near = [line for line in box_of if 0 < abs(line.y0 - row[0].y0) < NEXT_ROW * row[0].height]
        for above in [line for line in near if line.y0 > row[0].y0]:
            pieces = sorted(
                (one for one in row if one in box_of and one.x0 >= above.x0 - 1 and one.x1 <= above.x1 + 1),
                key=lambda one: one.x0,
            )
            if len(pieces) < 2 or pieces[0].x0 > above.x0 + 1 or pieces[-1].x1 < above.x1 - 1:
                continue
            if not any(one.y0 < row[0].y0 and one.x0 < pieces[0].x1 and one.x1 > pieces[-1].x0 for one in near):
                continue
            whole = LTTextLineHorizontal(LAParams().word_margin)
            for letter in [letter for piece in pieces for letter in piece if isinstance(letter, LTChar)]:
                whole.add(letter)
            for piece in pieces:
                boxes[box_of.pop(piece)].remove(piece)
            number = box_of[whole] = box_of[above]
            boxes[number] = sorted([*boxes[number], whole], key=lambda line: -line.y1)
    return boxes


def _boxes_of(item: Iterable[object], page: int, height: float) -> Iterator[_Box]:
    """The lines of a text box; lines in letters of another size are a box of their own."""
    from pdfminer.layout import LTTextLine

    lines = [_Line(line.bbox, *_read(line)) for line in item if isinstance(line, LTTextLine)]
    parts: list[list[_Line]] = []
    for line in filter(lambda line: line.words, lines):
        before = parts[-1][-1] if parts else line
        note = line.size < SMALL * before.size and _NOTE.match(line.words)
        if parts and 1 / LARGER < line.size / before.size < LARGER and line.bold == before.bold and not note:
            parts[-1].append(line)
        else:
            parts.append([line])
    for part in parts:
        left, bottom, right, top = zip(*(line.place for line in part), strict=True)
        place = min(left), min(bottom), max(right), max(top)
        edge = place[1] > height * (1 - MARGIN) or place[3] < height * MARGIN
        tops = [line.place[3] for line in part]
        yield _Box(page, place, [line.words for line in part], tops, part[0].size, part[0].bold, edge)


def _read(line: Iterable[object]) -> tuple[str, float, bool]:
    """The words of a line, the size of most of its letters, and whether most are bold."""
    from pdfminer.layout import LTAnno, LTChar

    whole = [letter for letter in line if isinstance(letter, LTChar)]
    usual = median(letter.size for letter in whole) if whole else 1
    foot = median(letter.y0 for letter in whole) if whole else 0
    bold = sum("bold" in letter.fontname.lower() for letter in whole) > len(whole) / 2

    def is_mark(letter: object) -> bool:
        return isinstance(letter, LTChar) and letter.size < SMALLER * usual and letter.y0 > foot + LIFTED * usual

    letters: list[str] = []
    for lifted, run in groupby((letter for letter in line if isinstance(letter, LTChar | LTAnno)), key=is_mark):
        text = "".join(letter.get_text() for letter in run)
        letters.append(raised(text, behind="".join(letters)[-1:]) if lifted else text)
    # Every hyphen on a page is seen; some fonts call all of theirs soft.
    words = re.sub(r"\(cid:\d+\)", "\ufffd", "".join(letters).replace("\u00ad", "-"))
    return re.sub(r" {2,}", " ", words).strip(), round(usual, 1) or 1, bold


def _printed(boxes: list[_Box]) -> set[int]:
    """The numbers of the boxes that are heads and feet of a printed web page, or tell its date; none if it is none.

    It is one if at least two of the moment, the address, and the number of a sheet are at the edges of a page.
    """
    kinds: tuple[Callable[[str], object], ...] = (moment_of, is_address, is_sheet)
    marks: dict[int, set[int]] = {}
    for number, box in enumerate(boxes):
        for kind, of_kind in enumerate(kinds):
            if box.edge and any(of_kind(line) or (kind > 0 and is_foot(line)) for line in box.lines):
                marks.setdefault(number, set()).add(kind)
    found: set[int] = set()
    for page in {boxes[number].page for number in marks}:
        on_page = [number for number in marks if boxes[number].page == page]
        if len(set().union(*(marks[number] for number in on_page))) > 1:
            # The page's title stands in the same row.
            found |= {
                number
                for number, box in enumerate(boxes)
                if box.page == page and box.edge and any(box.shares(boxes[mark], 1) for mark in on_page)
            }
    dated = {number for number, box in enumerate(boxes) if all(map(tells_when_dated, box.lines))}
    return found | dated if found else found


def _running(boxes: list[_Box], pages: int) -> set[int]:
    """The numbers of the boxes at the edges of pages that come again on other pages, or are page numbers.

    They come again on most pages; or, in letters that are no larger than most, at the same height on one of the next
    pages (of two, or of left and right ones); or tell the title of the first page again; or stand beside the number
    of the page.
    """
    usual = _usual_size(boxes)
    edges = [(number, box) for number, box in enumerate(boxes) if box.edge]
    places: dict[str, list[_Box]] = {}
    for _, box in edges:
        places.setdefault(box.shape, []).append(box)
    first = [box for box in boxes if box.page == boxes[0].page]
    largest = max((box.size for box in first), default=0.0)
    titles = {_letters(box.text) for box in first if box.size == largest >= LARGER * usual}

    numbers = [box for _, box in edges if _PAGE_NUMBER.fullmatch(box.shape)]
    counted = [
        box for box in numbers if any(_counts_pages(box, other) for other in numbers if other.page != box.page)
    ]

    def runs(box: _Box) -> bool:
        if _PAGE_NUMBER.fullmatch(box.shape):
            return True
        again = [other for other in places[box.shape] if _counts_pages(box, other)]
        if pages > 2 and len({other.page for other in again}) > pages / 2:
            return True
        if box.size >= LARGER * usual:
            return False
        beside = any(number.page == box.page and number.shares(box, 1) for number in counted)
        return (
            (beside and len(box.lines) == 1)
            or _letters(box.text) in titles
            or any(
                0 < abs(other.page - box.page) <= NEXT_PAGES and abs(other.place[3] - box.place[3]) <= SAME_HEIGHT
                for other in again
            )
        )

    return {number for number, box in edges if runs(box)}


def _counts_pages(box: _Box, other: _Box) -> bool:
    """Whether each number in one is that in the other, or as many more as there are pages between ("Article 5" at the
    head of one page and "Article 12" at that of the next are headings). A page of the file may be two of the book."""
    between = box.page - other.page
    pairs = zip(box.numbers, other.numbers, strict=False)
    return all(one - another in (0, between, 2 * between) for one, another in pairs)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalpha())


def _usual_size(boxes: Sequence[_Box]) -> float:
    letters: Counter[float] = Counter()
    for box in boxes:
        letters[box.size] += sum(map(len, box.lines))
    return letters.most_common(1)[0][0]


def _footnotes(boxes: list[_Box], rules: list[_Box]) -> set[int]:
    """The numbers of the boxes that are notes at the foot of a page or a column.

    Such a box has smaller letters than the text, or stands below a rule, and has no text below it in its column. The
    first of them begins with the mark of a note; what stands below it is notes too. At the foot of the next column or
    page a note goes on that has not come to an end. A mark that a font draws small without smaller letters is told by
    its note, and raised in the text.
    """
    usual = _usual_size(boxes)
    rules = [rule for rule in rules if _is_above_notes(rule, boxes)]

    def may_be_note(box: _Box) -> bool:
        ruled = any(rule.page == box.page and rule.shares(box, 0) and box.is_below(rule) for rule in rules)
        return box.size < SMALL * usual or ruled

    found: set[int] = set()
    unfinished = False
    by_page = groupby(sorted(range(len(boxes)), key=lambda number: boxes[number].page), lambda n: boxes[n].page)
    for _, numbers in by_page:
        page = [(number, boxes[number]) for number in numbers]
        text = [box for _, box in page if not may_be_note(box)]
        marks = {mark.translate(_PLAIN) for box in text for mark in _MARK.findall(box.text)}
        low = [
            (n, box)
            for n, box in page
            if may_be_note(box) and not any(b.shares(box, 0) and b.is_below(box) for b in text)
        ]
        # From column to column, and down each of them.
        low.sort(key=lambda pair: (round(pair[1].place[0] / 50), -pair[1].place[3]))
        begun: list[_Box] = []
        for number, box in low:
            mark = _NOTE.match(box.text)
            begins = mark and (mark["sure"] or mark["number"] in marks)
            goes_on = unfinished and box.size < SMALL * usual
            if begins or goes_on or any(box.shares(other, 0) and box.is_below(other) for other in begun):
                found.add(number)
                begun.append(box)
                begin = [
                    note["number"] for line in box.lines if (note := _NOTE.match(line)) and note["number"] in marks
                ]
                for own in begin:
                    _raise_mark(own, text)
                unfinished = box.goes_on
    return found


def _is_above_notes(rule: _Box, boxes: list[_Box]) -> bool:
    """Whether a rule has text above it, as that below a running head has not, and below it what begins as a note."""
    column = [box for box in boxes if box.page == rule.page and box.shares(rule, 0)]
    below = [box for box in column if box.is_below(rule)]
    if not below or not any(rule.is_below(box) for box in column):
        return False
    return _NOTE.match(max(below, key=lambda box: box.place[3]).text) is not None


def _raise_mark(number: str, text: list[_Box]) -> None:
    """Raise the mark of a note where it stands behind a word."""
    mark = re.compile(_BEHIND_WORD + rf"{number}(?!\d)")
    for box in text:
        for i, line in enumerate(box.lines):
            if mark.search(line):
                box.lines[i] = mark.sub(number.translate(RAISED), line, count=1)
                return


def _with_lines_joined(pages: list[list[_Box]]) -> list[list[_Box]]:
    """The boxes of each page, with lines joined that stand below each other as far as most lines do.

    pdfminer takes lines for one box up to half a line between them. In prints of web pages and in double-spaced texts
    there is more, and each line would be a paragraph.
    """
    steps = Counter(round(a - b) for page in pages for box in page for a, b in pairwise(box.tops))
    for page in pages:
        for box in page:
            below = [other.tops[0] for other in page if other.shares(box, 0) and other.is_below(box)]
            steps.update([round(box.tops[-1] - max(below))] if below else [])
    step = max(steps, key=lambda one: (steps[one], -one), default=0)
    if step < LOOSE * _usual_size([box for page in pages for box in page]):
        return pages
    joined = []
    for page in pages:
        whole: list[_Box] = []
        for box in sorted(page, key=lambda one: -one.place[3]):
            above = [
                i for i, one in enumerate(whole) if one.is_alike(box) and one.shares(box, 0) and box.is_below(one)
            ]
            nearest = min(above, key=lambda i: whole[i].tops[-1], default=-1)
            if nearest >= 0 and whole[nearest].tops[-1] - box.tops[0] < step + 1:
                whole[nearest] = whole[nearest].joined_with(box)
            else:
                whole.append(box)
        joined.append(whole)
    return joined


def _in_order(boxes: list[_Box]) -> list[_Box]:
    """The boxes of a page as they are read.

    Cut into columns where a gap goes through, else between rows, and so on within each part: the recursive XY cut of
    Nagy and Seth (ICPR 1984). Of the gaps between rows it takes the one that leaves columns below it or above it, so
    that what stands over all columns is cut off, and not a paragraph from the next where those of all columns happen
    to end at one height; else the widest. A title that is no wider than one of the columns is cut off before them.
    """
    columns = _cut_at_widest(boxes, _across, NARROWEST_GAP)
    parts = _cut_off_title(boxes) if columns else None
    parts = parts or columns or _cut_off_columns(boxes) or _cut_at_widest(boxes, _down, 0.0)
    if parts:
        return [box for part in parts for box in _in_order(part)]
    return sorted(boxes, key=lambda box: (-box.place[3], box.place[0]))


def _across(box: _Box) -> tuple[float, float]:
    return box.place[0], box.place[2]


def _down(box: _Box) -> tuple[float, float]:
    return -box.place[3], -box.place[1]


_Parts = tuple[list[_Box], list[_Box]]


def _cuts(
    boxes: list[_Box], span: Callable[[_Box], tuple[float, float]], narrowest: float
) -> Iterator[tuple[float, _Parts]]:
    """The gaps that go through, wider than ``narrowest``, and the boxes before and behind each."""
    order = sorted(boxes, key=span)
    reached = span(order[0])[1]
    for i, box in enumerate(order):
        if span(box)[0] - reached > narrowest:
            yield span(box)[0] - reached, (order[:i], order[i:])
        reached = max(reached, span(box)[1])


def _cut_at_widest(boxes: list[_Box], span: Callable[[_Box], tuple[float, float]], narrowest: float) -> _Parts | None:
    return max(_cuts(boxes, span, narrowest), key=lambda cut: cut[0], default=(0.0, None))[1]


def _cut_off_title(boxes: list[_Box]) -> _Parts | None:
    """Cut what stands in larger letters over all columns from them."""
    for _, (above, below) in _cuts(boxes, _down, 0.0):
        if min(box.size for box in above) >= LARGER * _usual_size(below) and any(
            _cuts(below, _across, NARROWEST_GAP)
        ):
            return above, below
    return None


def _cut_off_columns(boxes: list[_Box]) -> _Parts | None:
    rows = [parts for _, parts in _cuts(boxes, _down, 0.0)]
    has_columns = [[any(_cuts(part, _across, NARROWEST_GAP)) for part in parts] for parts in rows]
    below = (parts for parts, (_, columns) in zip(rows, has_columns, strict=True) if columns)
    above = (parts for parts, (columns, _) in zip(reversed(rows), reversed(has_columns), strict=True) if columns)
    return next(below, None) or next(above, None)


def _paragraphs(boxes: list[_Box]) -> list[tuple[str, str]]:
    usual = _usual_size(boxes)
    bold = (
        sum(len("".join(box.lines)) for box in boxes if box.bold) > sum(len("".join(box.lines)) for box in boxes) / 2
    )
    first = [box.size for box in boxes if box.page == boxes[0].page]
    largest = max(first) if max(first) >= LARGER * usual else None
    paragraphs: list[tuple[str, str]] = []
    titled = False
    # The last box of body text, and the number of its paragraph; what stands beside the text comes between.
    before, running = None, -1
    for box in boxes:
        text = box.text
        marked = box.size >= LARGER * usual or (box.bold and not bold) or stands_out(text)
        heading = marked and len(text) < 300 and text[-1] not in ".;," and not is_caption(text)
        if heading:
            role = "title" if box.size == largest and not titled else "heading"
            titled = titled or role == "title"
            paragraphs.append((role, text))
            before = None
        elif before and _is_continued(before, box):
            paragraphs[running] = ("body", f"{paragraphs[running][1]}\n{text}")
            before = box
        else:
            paragraphs.append(("body", text))
            beside = is_caption(text) or box.size < SMALL * usual
            if before is None or not (beside and before.goes_on):
                before, running = box, len(paragraphs) - 1
    return paragraphs


def _is_continued(before: _Box, box: _Box) -> bool:
    """Whether a paragraph goes on in the next column or on the next page, or below a picture."""
    if not before.goes_on or is_caption(box.text):
        return False
    small = box.text[0].islower()
    if box.page != before.page or (small and before.text[-1] in HYPHENS):
        return True
    of_lines = len(before.lines) > 1 or len(box.lines) > 1
    return of_lines and (small or not box.is_below(before)) and box.is_alike(before)
