"""Letters that our font lacks: taken from another font, or said."""

import base64
import io
import json
import re

import matplotlib as mpl
import pandas as pd
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from helpers.figures import svg
from themeline.display.notebook import NotebookRun
from themeline.figures import drawing, export, letters, typeface
from themeline.figures.export import FigureText
from themeline.figures.figure import Figure
from themeline.figures.typeface import FOLDER
from themeline.provenance.notebook import notes_in


@pytest.fixture
def only(monkeypatch, tmp_path):
    """Makes a machine whose own fonts are those of these names and letters: each letter a square of half an em."""
    kept = (letters.families, letters._other_font, letters._installed, letters._letters_of)
    measured = (*kept, drawing.text_size, drawing.wrap)
    brought = (mpl.get_data_path(), str(FOLDER))
    own = [entry for entry in letters.fontManager.ttflist if entry.fname.startswith(brought)]
    files: list[str] = []
    monkeypatch.setattr(letters.fontManager, "ttflist", own)
    monkeypatch.setattr(letters, "findSystemFonts", lambda: files)

    def machine(**fonts: str) -> None:
        for name, has in fonts.items():
            path = tmp_path / f"{name}.ttf"
            build_font(name.replace("_", " "), has).save(path)
            files.append(str(path))
        for function in measured:
            function.cache_clear()

    yield machine
    for function in measured:
        function.cache_clear()


def build_font(name: str, has: str) -> FontBuilder:
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, 500), (500, 500), (500, 0)):
        pen.lineTo(corner)
    pen.closePath()
    names = {ord(letter): f"u{ord(letter):X}" for letter in has}
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", *names.values()])
    font.setupCharacterMap(names)
    square = pen.glyph()
    font.setupGlyf(dict.fromkeys([".notdef", *names.values()], square))
    font.setupHorizontalMetrics(dict.fromkeys([".notdef", *names.values()], (500, 0)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name.replace(" ", "")})
    font.setupOS2()
    font.setupPost()
    return font


def figure(*lines: str) -> Figure:
    with drawing.settings():
        drawn = drawing.new_figure(89, 50, drawing.style_of("print"))
        for i, line in enumerate(lines):
            drawing.write(drawn, 5, 10 + 5 * i, line, colour="#000000")
    return Figure("fig", drawn, pd.DataFrame({"a": [1]}), FigureText("T", "Caption.", "alternative", "description"))


def test_letters_that_no_font_has_are_said_once_in_the_caption(only, recwarn, tmp_path):
    only()
    made = figure("核武器 nuclear", "武器, é and ракета", "🚀 1\ufe0f\u200d2")
    assert made.missing == ["核", "武", "器", "🚀"]
    assert made.caption == (
        "Caption. No installed font has the letters 核 武 器 🚀: boxes stand for them in the drawings. "
        "Install Noto Sans CJK (Debian: apt install fonts-noto-cjk), Symbola (Debian: apt install fonts-symbola), "
        "and run again."
    )
    made.save(tmp_path)
    assert made.caption in (tmp_path / "fig.md").read_text(encoding="utf-8")
    assert not [str(warning.message) for warning in recwarn if "missing from" in str(warning.message)]


def test_nothing_is_said_where_nothing_is_missing(only):
    only()
    made = figure("Ракета, é – “a” ≥ 5 → b", "سفن")
    assert (made.missing, made.caption) == ([], "Caption.")
    assert letters.remark([]) == ""
    # The style of fonts is as if there were no others; Arabic letters, which ours lacks, matplotlib brings along.
    latin, arabic = [node.get("style") for node in svg(made.drawing).iterfind(".//{*}text")]
    assert "font-family: 'Source Sans 3', 'Noto Sans', 'Arial', sans-serif" in latin
    assert "font-family: 'Source Sans 3', 'DejaVu Sans', 'Noto Sans', 'Arial', sans-serif" in arabic


def test_many_letters_are_counted_and_marks_have_their_code():
    said = letters.remark([chr(0x4E00 + i) for i in range(23)])
    assert "the letters 一 丁 丂" in said
    assert "上 and 3 more: boxes" not in said
    assert " and 3 more: boxes stand" in said
    assert "U+0941: boxes" in letters.remark(["\u0941"])
    assert "the Noto Sans of their script (Debian: apt install fonts-noto-core)" in letters.remark(["\u0941"])


def test_a_font_that_has_them_is_used_though_matplotlib_did_not_know_it(only):
    only(Some_Serif="核武", Own_Sans="核")
    assert letters.families("a核") == ("Source Sans 3", "Own Sans")
    assert letters.families("武核a") == ("Source Sans 3", "Some Serif", "Own Sans")
    made = figure("核武器")
    assert made.missing == ["器"]
    style = svg(made.drawing).find(".//{*}text").get("style")
    assert "font-family: 'Source Sans 3', 'Own Sans', 'Some Serif', 'Noto Sans', 'Arial', sans-serif" in style
    # Two squares of half an em, at 10 pt.
    assert drawing.text_size("核武", 10)[0] == pytest.approx(10, abs=0.05)
    assert drawing.text_size("核武", 10)[1] == pytest.approx(5, abs=0.05)


def test_of_fonts_for_several_countries_that_of_the_text(only):
    only(Noto_Sans_CJK_JP="核のカ한", Noto_Sans_CJK_KR="核のカ한", Noto_Sans_CJK_SC="核のカ한")
    assert letters.families("核")[1:] == ("Noto Sans CJK SC",)
    assert letters.families("核の")[1:] == ("Noto Sans CJK JP",)
    assert letters.families("核 한")[1:] == ("Noto Sans CJK KR",)


def test_outlines_of_postscript_are_put_into_a_pdf_as_shapes(only, monkeypatch):
    only(Own_Sans="核")
    made = figure("核")
    assert not letters.has_postscript_outlines(made.drawing)
    assert not letters.has_postscript_outlines(figure("a").drawing)
    monkeypatch.setattr(letters, "TTFont", lambda path, **which: {"CFF ": path})
    assert letters.has_postscript_outlines(made.drawing)
    assert b"/Subtype /Type3" in export._drawn(made.drawing, "pdf", made.text)
    assert b"/Subtype /Type3" not in export._drawn(figure("a").drawing, "pdf", made.text)


def test_a_letter_with_its_marks_is_not_broken():
    # Each of the three is a letter with a vowel sign; the room is for one.
    word = "\u0938\u0941" * 3
    room = drawing.text_mm("\u0938\u0941") * 1.5
    assert drawing.wrap(word, room) == ("\u0938\u0941",) * 3


def test_a_notebook_tells_what_runs_it(only, capsys, tmp_path):
    only()
    run = NotebookRun("01", {"out": str(tmp_path), "formats": "csv"})
    run.save(figure("a"))
    assert capsys.readouterr().err == ""
    run.save(figure("核武"), figure("武器"))
    told = capsys.readouterr().err
    assert told.startswith("note: No installed font has the letters 核 武 器: boxes")
    outputs = [{"output_type": "stream", "name": "stderr", "text": told}]
    executed = json.dumps({"cells": [{"source": "# text"}, {"outputs": outputs}, {"outputs": outputs}]})
    assert notes_in(executed.encode()) == [told.removeprefix("note: ").strip()]


def test_a_file_holds_the_glyphs_of_its_letters_and_of_no_other(tmp_path):
    figure("Raketa ракета").save(tmp_path, ["svg"])
    rule = re.search(r"@font-face\{[^}]*base64,([^)]*)\)", (tmp_path / "fig.svg").read_text(encoding="utf-8"))
    assert rule is not None
    font = TTFont(io.BytesIO(base64.b64decode(rule[1])))
    assert set(map(chr, font.getBestCmap())) - {" "} == set("Raketракет")
    # The same letters give the same bytes; so do those that a figure mostly has and those of the whole font.
    assert typeface.font_faces({("normal", "normal"): set("ab")}) == typeface.font_faces(
        {("normal", "normal"): set("ba")}
    )
    assert typeface.font_faces({}) == ""
    assert typeface.font_faces({("bold", "normal"): set("a")}).count("font-weight:bold") == 1
