"""Each figure from a document with little said, and what a drawn figure holds."""

import io
from functools import partial

from conftest import SEEDS
from lxml import etree
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.mentions import find_mentions
from themeline.figures import drawing
from themeline.figures.charts.keyness import draw_keyness
from themeline.figures.charts.ranks import draw_ranks
from themeline.figures.charts.themes import draw_themes
from themeline.figures.charts.themes_in_text import draw_themes_in_text
from themeline.figures.charts.themes_together import draw_themes_together
from themeline.figures.charts.validity import draw_validity
from themeline.figures.charts.words import draw_words
from themeline.figures.print_check import proof_svg
from themeline.measures.document import section_measures, theme_measures, theme_pairs, word_positions
from themeline.measures.words import section_keyness, top_per_section, top_words, word_frequencies
from themeline.text.document import parse_document
from themeline.validity.coding_sheets import read_sheets
from themeline.validity.misclassification import with_validity
from themeline.validity.scores import found_by, scores_by_part, theme_scores
from themeline.validity.sensitivity import rank_stability

STYLES = ["print", "screen", "dark"]
WIDTHS = ["single", "onehalf", "report", "double"]
# A style changes colours and a width places: so each style is looked at narrow and wide, and each width in a style.
LOOKS = [
    *((width, "print") for width in WIDTHS),
    *((width, style) for width in ("single", "double") for style in STYLES[1:]),
]
SHEETS = [SEEDS / "coding" / f"{name}.csv" for name in ("essay", "development", "test")]
SVG = {"svg": "http://www.w3.org/2000/svg"}
LONG_TITLE = "How often and in which of its many parts the text speaks of each theme of security, " * 3


def assert_printable(figure, width) -> None:
    assert proof_svg(svg_bytes(figure)).faults(drawing.width_mm(width)) == []


def svg_bytes(figure) -> bytes:
    stream = io.BytesIO()
    with drawing.settings():
        figure.savefig(stream, format="svg", metadata={"Date": None}, facecolor=figure.get_facecolor())
    return stream.getvalue()


def svg(figure) -> etree._Element:
    return etree.fromstring(svg_bytes(figure))


def texts(root) -> list[str]:
    return ["".join(node.itertext()).strip() for node in root.iterfind(".//svg:text", SVG)]


def ids(root, beginning: str) -> list[str]:
    return [node.get("id") for node in root.iterfind(".//svg:g[@id]", SVG) if node.get("id").startswith(beginning)]


def whole(text: str, *patterns: str):
    """All that the figures need, for a small text and a theme for each pattern."""
    codebook = Codebook(
        themes=[
            Theme(id=p.strip("*"), label=f"Theme {p}", definition=p, colour="#aa0000", patterns=(p,))
            for p in patterns
        ]
    )
    document = parse_document(text, name="t")
    return document, codebook, find_mentions(document, codebook)


# What draws each figure, with all that it shows computed; called with a look (width, style) it gives the figure.


def themes_drawing(document, codebook, mentions):
    return partial(
        draw_themes,
        theme_measures(mentions, document, codebook),
        section_measures(mentions, document, codebook),
        title="Themes",
    )


def places_drawing(document, codebook, mentions):
    words = document.in_roles("words")
    return partial(
        draw_themes_in_text,
        word_positions(mentions, words),
        words,
        label_of=codebook.labels,
        title="Places",
    )


def words_drawing(document):
    return partial(draw_words, top_words(word_frequencies(document), 24), document.in_roles("words"), title="Words")


def pairs_drawing(document, codebook, mentions):
    return partial(
        draw_themes_together, theme_pairs(mentions, document, codebook), label_of=codebook.labels, title="Pairs"
    )


def keyness_drawing(document):
    return partial(draw_keyness, top_per_section(section_keyness(document)), title="Keyness")


def scored(codebook, *sheets):
    """Coded sentences, the dictionary's scores on them, and their means."""
    coded = read_sheets(list(sheets), codebook).of_roles(("body",))
    scores, overall = scores_by_part(found_by(coded, codebook), coded)
    scores["label"] = scores["theme"].map(codebook.labels)
    return coded, scores, overall[overall["kind"] == "macro"].reset_index(drop=True)


def validity_drawing(codebook, *sheets):
    _, scores, means = scored(codebook, *sheets)
    return partial(draw_validity, scores, means, title="Validity")


def ranks_drawing(document, codebook):
    ranks = rank_stability(document, codebook)
    return partial(draw_ranks, ranks.table, ranks.drawn, title="Ranks")


def corrected_drawing(document, codebook, mentions, *sheets):
    """The figure of themes with precision, recall, and corrected rates."""
    coded = read_sheets(list(sheets), codebook).of_roles(("body",))
    scores = theme_scores(found_by(coded, codebook), coded.codes, coded.themes)
    measures = theme_measures(mentions, document, codebook)
    return partial(
        draw_themes,
        with_validity(measures, scores, sentences=document.sentence_count(), words=document.word_count()),
        section_measures(mentions, document, codebook),
        title="Themes",
    )


def themes_figure(document, codebook, mentions, **look):
    return themes_drawing(document, codebook, mentions)(**look)


def places_figure(document, codebook, mentions, **look):
    return places_drawing(document, codebook, mentions)(**look)


def words_figure(document, **look):
    return words_drawing(document)(**look)


def pairs_figure(document, codebook, mentions, **look):
    return pairs_drawing(document, codebook, mentions)(**look)


def keyness_figure(document, **look):
    return keyness_drawing(document)(**look)


def validity_figure(codebook, *sheets, **look):
    return validity_drawing(codebook, *sheets)(**look)


def corrected_figure(document, codebook, mentions, *sheets, **look):
    return corrected_drawing(document, codebook, mentions, *sheets)(**look)
