"""What figures say of texts in other languages: lengths in characters where these are words, and their letters."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from helpers.languages import TEXTS, write_codebook
from themeline.corpus.choice import choose_documents
from themeline.corpus.reference import read_corpus
from themeline.dictionary.codebook_files import read_codebook
from themeline.dictionary.mentions import find_mentions
from themeline.figures.drawing import heading, new_figure, text_mm, write_heading
from themeline.figures.export import _with_length
from themeline.figures.letters import families, missing, remark, with_direction
from themeline.figures.plots.corpus import (
    plot_corpus_groups,
    plot_corpus_keyness,
    plot_corpus_place,
    plot_corpus_time,
)
from themeline.figures.plots.themes import plot_themes, plot_themes_in_text, plot_themes_together
from themeline.figures.plots.words import plot_keyness, plot_words
from themeline.figures.styles import STYLES
from themeline.figures.typeface import TEXT_IN_SVG
from themeline.measures.corpus import corpus_keyness, group_rates, percentile_ranks, period_rates
from themeline.measures.document import theme_measures
from themeline.measures.words import read_stopwords, section_keyness, word_frequencies
from themeline.text.document import parse_document, read_document
from themeline.text.language import unit_of_all

# Long enough that sections have rates; the heads are in their language's letters.
PARTS = 6


def long_text(language):
    heads = {"zh": ("甲", "乙"), "en": ("One", "Two")}[language]
    text = TEXTS[language][0]
    return "".join(f"# {head}\n\n" + f"{text}\n\n" * PARTS for head in heads)


def of_figure(figure):
    """All that a figure says: in words about it, and drawn in it, its axes too."""
    said = [getattr(figure.text, name) for name in ("title", "caption", "alternative", "description", "subtitle")]
    drawn = figure.drawing
    texts = [*drawn.texts, *(text for axes in drawn.axes for text in axes.texts)]
    labels = [axes.get_xlabel() for axes in drawn.axes]
    return "\n".join([*said, *(text.get_text() for text in texts), *labels])


def figures_of(language, folder):
    """All figures that tell lengths, of a text in a language, and of a corpus of four texts in it."""
    codebook = read_codebook(write_codebook(folder, "zh"))
    (folder / "texts").mkdir()
    for number in range(4):
        (folder / "texts" / f"{number}.md").write_text(long_text(language), encoding="utf-8")
    document = read_document(folder / "texts" / "0.md")
    assert (document.language, document.has_sections) == (language, True)
    (folder / "about.csv").write_text("file,group,date\n0,a,2001\n1,a,2002\n2,b,2011\n3,b,2012\n", encoding="utf-8")
    chosen = choose_documents(str(folder / "about.csv"), group="group", date="date")
    corpus = read_corpus(str(folder / "texts"), codebook, chosen)
    mentions = find_mentions(document, codebook)
    frequencies = word_frequencies(document)
    keyness = section_keyness(document)
    places = percentile_ranks(corpus, theme_measures(mentions, document, codebook))
    against = corpus_keyness(frequencies, document.word_count(), corpus, frozenset(), language)
    named = {"name": "N"}
    return [
        plot_words(document, frequencies),
        plot_keyness(document, keyness),
        plot_themes(document, codebook, mentions),
        plot_themes_in_text(document, codebook, mentions),
        plot_themes_together(document, codebook, mentions),
        plot_corpus_groups(corpus, group_rates(corpus, codebook), **named),
        plot_corpus_time(corpus, period_rates(corpus, codebook, 10), period=10, **named),
        plot_corpus_place(document, corpus, places, **named),
        plot_corpus_keyness(document, corpus, against, **named),
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_figure_of_chinese_tells_of_words_and_none_of_english_of_characters(language, tmp_path):
    unit, other = ("character", "word") if language == "zh" else ("word", "character")
    figures = figures_of(language, tmp_path)
    said = [of_figure(figure) for figure in figures]
    for figure, words in zip(figures, said, strict=True):
        # That a character counts as a word is what a reader has to know.
        plain = words.replace("each character counts as a word", "")
        assert not re.search(rf"\b{other}s?\b", plain, re.IGNORECASE), (figure.name, plain)
        assert figure.name == "themes-together" or re.search(rf"\b{unit}s?\b", plain, re.IGNORECASE), figure.name
    assert f"per 1,000 {unit}s" in said[2] and f"per 1,000 {unit}s" in said[5]
    # What stands under a title is whole sentences.
    assert {figure.text.subtitle[-1:] for figure in figures} <= {".", ""}


def test_of_texts_of_both_kinds_both_are_named():
    assert unit_of_all(["en", "zh", "", "ja"]) == "words or, in Chinese and Japanese, characters"
    assert unit_of_all([]) == unit_of_all(["en", ""]) == "words"
    assert unit_of_all(pd.Series(["zh", "zh"])) == "characters"


@pytest.mark.parametrize("language", TEXTS)
def test_function_words_of_the_languages_are_left_out(language):
    """Each begins with an article, a preposition, or a particle that its text has, and leaves its nouns."""
    gone, kept = {
        "en": ({"the", "of", "and"}, {"fleet", "treaty"}),
        "ru": ({"и", "о", "не", "это"}, {"флота", "договор"}),
        "fr": ({"les", "de", "la", "et"}, {"flotte", "traité", "arme"}),
        "es": ({"las", "de", "los", "y"}, {"flota", "tratado"}),
        "zh": ({"了", "和", "也"}, {"舰", "核"}),
    }[language]
    document = parse_document(TEXTS[language][0], name="t")
    every = set(word_frequencies(document)["key"])
    left = set(word_frequencies(document, without=read_stopwords("seeds/stopwords.txt", document.language))["key"])
    assert gone | kept <= every
    assert not gone & left and kept <= left


def test_arabic_function_words_are_left_out_with_what_is_written_with_them():
    """By hand: "and in", "with this", a number, a month, and "that" with its vowel marks; nouns stay, with "and"."""
    text = "وفي أبريل وقعت ثلاث دول وبهذا الاتفاق أكدت أَنَّ الأسطول وسلاحه لن يُستخدما ضد أي دولة ســوى بقرار."
    document = replace(parse_document(text, name="t"), language="ar")
    left = word_frequencies(document, without=read_stopwords("seeds/stopwords.txt", "ar"))["key"].tolist()
    assert sorted(left) == sorted("وقعت دول الاتفاق أكدت الأسطول وسلاحه يستخدما دولة بقرار".split())


def test_the_letters_of_russian_are_those_of_the_figures_own_font():
    assert families("Граница, договор, Ёлка") == families("Border")
    assert missing("Граница, договор, Ёлка") == []


def test_the_letters_of_arabic_are_drawn_joined_with_the_font_that_matplotlib_brings():
    """Joined letters are narrower than each by itself, and marks take no room: libraqm has shaped them."""
    assert families("معاهدة") == (*families("Border"), "DejaVu Sans")
    assert missing("أُمّة ســلاح، ١٩٩٦؟") == []
    width = text_mm("شبكتنا")
    assert width < 0.8 * sum(map(text_mm, "شبكتنا"))
    assert text_mm("شَبَكَتُنَا") == pytest.approx(width, rel=0.01)


def test_in_an_svg_a_line_of_arabic_runs_as_its_letters_do():
    svg = "".join(
        f'<text style="font-size: 10px" x="1">{line}</text>' for line in ("وقعت في 1996 (NATO).", "Signed in 1996.")
    )
    drawn = TEXT_IN_SVG.findall(TEXT_IN_SVG.sub(_with_length, svg))
    assert [css for css, _, _ in drawn] == ["font-size: 10px; unicode-bidi: plaintext", "font-size: 10px"]


def test_an_english_title_that_begins_with_an_arabic_word_runs_from_the_left():
    figure = new_figure(100, 40, STYLES["print"])
    write_heading(figure, heading("“السلاح” comes up most", "Counts", 100), STYLES["print"])
    assert [text.get_text() for text in figure.texts] == ["\u200e“السلاح” comes up most", "Counts"]
    # The mark has no width, and no font needs to have it.
    assert text_mm("\u200e“السلاح” comes up most") == pytest.approx(text_mm("comes up most “السلاح”"), rel=0.01)
    assert missing("\u200e") == []


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("“أمن” comes up most often, 6 times", "\u200e"),
        ("NATO رحب بالمعاهدة", "\u200f"),
        ("معاهدة (NATO)", ""),
        ("The word “أمن”", ""),
        ("Signed in 1996", ""),
    ],
)
def test_most_letters_tell_the_direction_of_a_line(text, mark):
    assert with_direction(text) == mark + text
    assert text_mm(with_direction(text)) == pytest.approx(text_mm(text), rel=0.01)
    assert missing(with_direction(text)) == []


def test_one_font_is_named_for_the_letters_of_chinese_and_their_marks():
    said = remark(list("（国），。"))
    assert (
        "boxes stand for them in the drawings. Install Noto Sans CJK (Debian: apt install fonts-noto-cjk), and"
        in said
    )
