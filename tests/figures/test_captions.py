"""What is said about the figures, against the data."""

import re

import pandas as pd
from conftest import ROOT
from helpers.figures import svg_bytes, whole
from matplotlib.text import Text
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.mentions import find_mentions
from themeline.events.chronology import MENTIONS, Event, choose_events, events_table
from themeline.figures.captions import describe_events, describe_words
from themeline.figures.plots.events import plot_timeline
from themeline.figures.plots.themes import plot_themes, plot_themes_in_text, plot_themes_together
from themeline.figures.plots.words import plot_keyness, plot_words
from themeline.figures.print_check import proof_svg
from themeline.figures.timeline_layout import layout_in
from themeline.measures.words import section_keyness, word_frequencies
from themeline.text.document import ROLES, parse_document


def page(name: str, what: str) -> str:
    text = (ROOT / "figures" / f"{name}.md").read_text(encoding="utf-8")
    return re.search(rf"\*\*{what}\.\*\* (.*)", text)[1]


def test_the_timeline_says_how_its_dates_are_known(chronology, essay):
    said = describe_events(essay, choose_events(chronology, essay), range(2024, 2025))
    # The publication of the essay is drawn, but is none of the 14 that it names. Of the 15 dates: "August 2024"
    # stated; publication and change of chair from the essay's words, each a period; one of two days
    # for the working paper.
    assert said.caption.startswith("14 events that “Ideas and Missiles")
    assert "(Valdai Discussion Club) names, and its own publication. Of the dates" in said.caption
    assert "the text itself states “Aug 2024” for Report of the UN expert group (GGE)" in said.caption
    assert "2 follow from its words and 12 come from the public record alone" in said.caption
    assert (
        "; for 2, only a period is known in which the day lies; for 1, only that it was one of two days"
        in said.caption
    )
    assert "Both scales are linear; 2024 is enlarged" in said.caption
    assert "Shanghai Agreement on border confidence, 7 May 1998? (not verified)" in said.caption
    assert "Launch notification agreement, 16 Dec 2010 to 16 Dec 2030. Sources" in said.caption
    assert said.title == "The text names 14 events since 1996, in five strands; 6 of them fall in 2024"
    assert said.subtitle == (
        "Solid: the text states the date, to the month; open: it comes from the public record; two small marks: "
        "one of two days; capped line: one day in that span; darker thin line: the subject continues; "
        "thick bar: in force (dotted: not verified). The text’s own publication is not counted."
    )
    assert said.alternative.count(".") == 1
    assert said.alternative.startswith("Timeline of 14 events and the text’s own publication in order of date, from")
    assert "; 6 events fall in 2024" in said.alternative
    assert (
        "27 Jul – 10 Oct 2024 (one day in this period): “Nuclear Five” chair passes to China (process;"
        in said.description
    )
    assert said.description.count("(agreement/treaty;") == 4


def test_readings_are_called_readings(chronology, essay):
    said = describe_events(essay, choose_events(chronology, essay, mention=MENTIONS), range(2024, 2025))
    assert said.caption.startswith("14 events that")
    assert "40 that it only points to: which event is meant is a reading" in said.caption
    assert said.description.count("alluded to;") == 40


def test_the_title_of_a_timeline_claims_no_crowded_year_where_there_is_none(chronology, essay):
    events = choose_events(chronology, essay)
    # By hand: 6 of 14 in 2024 is more than a third; of those before 2015 none is in a crowd.
    early = choose_events(chronology, essay, last="2014")
    assert describe_events(essay, early, None).title == "The text names 6 events, from 1996 to 2014"
    assert describe_events(essay, early, range(2008, 2009)).title == "The text names 6 events, from 1996 to 2014"
    plain = events.assign(strand="")
    assert (
        describe_events(essay, plain, range(2024, 2025)).title
        == "6 of the 14 events that the text names fall in 2024"
    )
    both = choose_events(chronology, essay, mention=MENTIONS)
    assert describe_events(essay, both, range(2024, 2025)).title == (
        "The text names or points to 54 events since 1996, in six strands; 26 of them fall in 2024"
    )


def said_of(essay, rows, width=183):
    """The subtitle for events, each a base and changes of it, as they are drawn in this width."""
    events = events_table([Event(**(EVENT | row)) for row in rows])
    return describe_events(essay, events, None, layout_in(events, None, "", width)).subtitle


EVENT = {
    "id": "a", "title": "A", "label": "A", "edtf": "2001-05-04", "basis": "external", "mention": "named",
    "kind": "act", "actors": ["X"], "confidence": "high", "quote": "q", "quote_span": (0, 1), "strand": "S",
}  # fmt: skip
OPEN = "Open: the date comes from the public record"


def test_the_subtitle_of_a_timeline_tells_of_what_is_drawn_only(essay):
    later = {"id": "b", "edtf": "2004-05-04", "continues": "a"}
    assert said_of(essay, [{}, later]) == f"{OPEN}; darker thin line: the subject continues."
    # On a spine, between lanes, and between marks that are not on one line there is none.
    assert said_of(essay, [{}, later], 89) == f"{OPEN}."
    assert said_of(essay, [{}, later | {"strand": "T"}]) == f"{OPEN}."
    assert said_of(essay, [{}, later | {"edtf": "2001-05-05"}, {"id": "c", "edtf": "2020"}]) == f"{OPEN}."
    # Three weeks of 30 years are a point, of one year a line.
    window = {"edtf": "[2001-05-04..2001-05-24]", "basis": "relative"}
    assert said_of(essay, [window, {"id": "c", "edtf": "2030-01-01"}]) == (
        "Half-filled: the date follows from the text’s words; open: it comes from the public record."
    )
    assert said_of(essay, [window]) == "Capped line: one day in that span."
    assert (
        said_of(essay, [{"edtf": "2001-05", "basis": "relative"}]) == "Pale: the date follows from the text’s words."
    )
    assert said_of(essay, [{"edtf": "[2001-05-04,2001-07-04]"}]) == f"{OPEN}; two small marks: one of two days."
    # What the text states of it is a month: in 30 years the mark stands for it, since it would be hidden behind that.
    stated = {"basis": "stated", "stated": "2001-05"}
    month = "Solid: the text states the date, to the month; open: it comes from the public record."
    assert said_of(essay, [stated]) == month
    assert said_of(essay, [stated, {"id": "c", "edtf": "2030-01-01"}]) == month
    narrow = events_table([Event(**(EVENT | row)) for row in (stated, {"id": "c", "edtf": "2030-01-01"})])
    marks = [mark for lane in layout_in(narrow, None, "", 183).lanes for mark in lane.marks]
    assert [(mark.stated, mark.ground) for mark in marks] == [((), "stated"), ((), "external")]
    assert said_of(essay, [stated | {"stated": "2001"}]) == month.replace("month", "year")
    both = [stated, {"id": "b", "edtf": "2001-09-04", "basis": "stated", "stated": "2001"}]
    assert said_of(essay, both) == month.replace("to the month", "not to the day")
    # In force: only dotted, both, and not before the axis ends.
    force = {"in_force_since": "2001-08-01"}
    read = {"in_force_source": "https://example.org"}
    assert said_of(essay, [force]) == f"{OPEN}; dotted bar: in force (not verified)."
    assert said_of(essay, [force | read]) == f"{OPEN}; thick bar: in force."
    assert said_of(essay, [force | read, later | force]) == (
        f"{OPEN}; darker thin line: the subject continues; thick bar: in force (dotted: not verified)."
    )
    assert said_of(essay, [{"in_force_since": "2031"}]) == f"{OPEN}."


def test_a_caption_says_that_a_year_is_enlarged_only_where_others_stand_beside_it(essay):
    events = events_table([Event(**EVENT)])
    assert "The scale is linear." in describe_events(essay, events, range(2001, 2002)).caption
    both = events_table([Event(**EVENT), Event(**(EVENT | {"id": "b", "edtf": "2009-01-01"}))])
    assert "Both scales are linear; 2001 is enlarged." in describe_events(essay, both, range(2001, 2002)).caption


def test_that_a_timeline_is_longer_than_a_page_is_said_beside_the_pieces_to_embed(chronology, essay, tmp_path):
    all_events, named = (choose_events(chronology, essay, mention=mention) for mention in (MENTIONS, ("named",)))
    long = plot_timeline(essay, all_events, width="single")
    proof = proof_svg(svg_bytes(long.drawing))
    assert len(long.data) == 55
    assert proof.too_high() == [f"is {proof.height:.0f} mm high; an A4 page has 247: make it wider"]
    long.save(tmp_path)
    page = (tmp_path / "timeline.md").read_text(encoding="utf-8")
    said = page.count("With its caption it is about")
    # LaTeX, Typst, pandoc, and by hand in Word; what is printed is the caption alone.
    assert said == 4
    assert "more than" not in long.caption
    for entire in (plot_timeline(essay, all_events), plot_timeline(essay, named, width="single")):
        assert proof_svg(svg_bytes(entire.drawing)).too_high() == []


def test_drafts_that_nobody_has_confirmed_are_said(chronology, essay):
    events = choose_events(chronology, essay)
    for rows, words in (
        (events.assign(kind="draft"), "All are drafts that nobody has confirmed"),
        (events.assign(kind=["draft", *events["kind"][1:]]), "1 of them is a draft that nobody has confirmed"),
        (events.assign(kind=["draft"] * 2 + [*events["kind"][2:]]), "2 of them are drafts that nobody has confirmed"),
    ):
        said = describe_events(essay, rows, None)
        assert words in said.caption and words in said.subtitle
    assert "draft" not in describe_events(essay, events[events["kind"] == "doctrine"], None).caption


def test_one_event_and_none(chronology, essay):
    one = describe_events(essay, choose_events(chronology, essay, kinds=["doctrine"]), None)
    assert one.caption.startswith("1 event that ")
    assert "1 comes from the public record alone. The scale is linear." in one.caption
    assert one.title == "The text names one event: Russian nuclear doctrine update outlined"
    assert one.subtitle == "Open: the date comes from the public record."
    none = describe_events(essay, choose_events(chronology, essay, first="2030"), None)
    assert none.alternative == "An empty timeline: no events."


def test_the_base_of_a_figure_is_said_and_that_much_is_left_out():
    # By hand: 2 words of title and 18 of body.
    document = parse_document(
        "A war\n\nThe men of the sea came to the land and went to the end of the war today.", name="t"
    )
    counts = pd.DataFrame({"word": ["war"], "key": ["war"], "count": [1]})
    of_body, of_all = (
        describe_words(document, counts, counts, document.in_roles("words", roles)).caption
        for roles in (("body",), ROLES)
    )
    assert "at least once among 18 of its 20 words are shown" in of_body
    assert "at least once among 20 words are shown" in of_all
    assert " Beware: 10 % of its words (2 of 20) are headings and other parts that are not body, which" in of_body


def test_the_descriptions_tell_what_was_counted():
    # By hand: 11 mentions of missiles, 10 of them under "Joint actions"; five sections and their words.
    assert "Missiles and missile defence: 11 mentions, 9.0 per 1,000 words" in page("themes", "Description")
    assert "10 of them in “Joint actions”" in page("themes", "Description")
    lengths = "the lead 74, “Fundamentals and progress” 137, “Joint actions” 348, “Multilateral interaction” 447 and"
    assert lengths in page("words", "Description")
    assert "Armed conflicts: 6 mentions" in page("themes-in-text", "Description")
    for name in ("keyness", "themes", "themes-in-text", "themes-together", "timeline", "words"):
        assert "Valdai Discussion Club" in page(name, "Caption")
        assert page(name, "Description").startswith(page(name, "Text alternative").rstrip("."))


RUSSIAN = (
    "Мы должны укреплять мир и безопасность во всем мире, потому что ракеты и ядерное оружие угрожают всем народам "
    "земли, и новая война никому не нужна."
)
GERMAN = (
    "Die Raketen der Großmächte sind ein Thema dieses Textes, der von Verträgen und von Grenzen handelt, die "
    "zwischen den Staaten gezogen wurden."
)
FRENCH = (
    "Nous devons renforcer la paix et la sécurité dans le monde, car un missile et les armes nucléaires menacent "
    "tous les peuples de la terre."
)


def drawn_text(figure):
    """All that is written in a figure, one blank between pieces."""
    return " ".join(text.get_text() for text in figure.drawing.findobj(Text))


def test_figures_of_words_say_where_no_function_words_of_their_language_are_known():
    """Those of German are drawn, since only English ones are left out; those of Russian and French are known."""
    for text, language in ((GERMAN, "German"), (RUSSIAN, ""), (FRENCH, "")):
        document = parse_document(text, name="t")
        frequencies = word_frequencies(document, without=frozenset())
        for figure in (
            plot_words(document, frequencies),
            plot_keyness(document, section_keyness(document, without=frozenset())),
        ):
            said = f"the text seems to be in {language}, the function words that are left out are English"
            assert (said in drawn_text(figure)) == (language == "German")
            assert (f"Beware: the text seems to be in {language}: " in figure.caption) == (language == "German")


def test_figures_of_an_english_text_say_nothing_of_languages(essay, codebook, mentions):
    assert "seems" not in plot_themes(essay, codebook, mentions).title


def test_of_a_text_of_one_sentence_no_interval_and_no_typical_word_are_told():
    document = parse_document("The navy sent missiles.", name="t")
    navy = Theme(id="navy", label="Navy", definition="n", colour="#005f9e", patterns=("navy",))
    codebook = Codebook(themes=[navy])
    drawn = plot_themes(document, codebook, find_mentions(document, codebook))
    # One mention in four words.
    assert "Navy: 1 mention, 250.0 per 1,000 words." in drawn.text.description
    assert "Fewer than 5 sentences have no intervals." in drawn.text.caption
    assert "interval" not in drawn.text.alternative
    assert "too few for a rate" not in drawn.text.caption
    assert "other sections" not in drawn.text.caption
    keyness = plot_keyness(document, section_keyness(document, without=frozenset()))
    assert keyness.text.alternative == "No lists: no word is typical of one section of the text."
    assert "Filled" not in keyness.text.caption
    # "Is more frequent in one section than in others" would be denied of every word.
    assert "more frequent" not in drawn_text(keyness)


def title_of_words(text: str) -> str:
    document = parse_document(text, name="t")
    return plot_words(document, word_frequencies(document)).title


def test_the_title_of_words_names_those_that_come_up_most():
    assert title_of_words("war war peace.") == "“War” comes up most often, twice"
    assert title_of_words("peace peace peace war.") == "“Peace” comes up most often, 3 times"
    # A tie: up to three words are named, in the order of the alphabet; of more it is said how many there are.
    assert title_of_words("war peace war peace sea.") == "“Peace” and “war” come up most often, twice each"
    assert title_of_words("d c b a d c b a e.") == "4 words share the first place, twice each"
    assert title_of_words("war peace.") == "No content word comes up twice"
    document = parse_document("war peace.", name="t")
    empty = plot_words(document, word_frequencies(document, without=frozenset({"war", "peace"})))
    assert (empty.title, empty.text.subtitle) == ("The text has no content words", "")


def title_of_keyness(*sections: str) -> str:
    text = "\n\n".join(
        ["The text", *(f"Part {name}\n\n{words}." for name, words in zip("AB", sections, strict=True))]
    )
    document = parse_document(text, name="t")
    return plot_keyness(document, section_keyness(document)).title


def test_the_title_of_keyness_tells_of_words_that_keep_to_a_section():
    # Six of seven times "war", and each "sea".
    war, sea = "War came. " * 6 + "Rest", "Sea came. " * 7 + "War"
    assert title_of_keyness(war, sea) == "“Sea” occurs all 7 times in “Part B”, “War” 6 of 7 times in “Part A”"
    # The same the other way round.
    assert title_of_keyness(sea, war) == "“Sea” occurs all 7 times in “Part A”, “War” 6 of 7 times in “Part B”"
    # Four times is too few for a title, and what is the same everywhere is typical of nothing.
    title = title_of_keyness("War came. " * 4 + "Calm", "Sea came. " * 4 + "Calm")
    assert title == "Words typical of each section against the others"
    assert title_of_keyness("War. Sea. " * 4, "War. Sea. " * 4) == "No word is typical of one section"


def title_of_themes(text: str, *words: str) -> str:
    codebook = Codebook(themes=[Theme(id=word, label=word.title(), patterns=(word,)) for word in words])
    document = parse_document(text, name="t")
    return plot_themes(document, codebook, find_mentions(document, codebook)).title


def test_the_title_of_themes_says_when_a_lead_may_be_chance():
    # Each of forty sentences mentions war, one the sea: whatever is drawn, war leads. Then the other way round.
    forty = "War came. " * 40
    assert title_of_themes(forty + "The sea.", "war", "sea") == (
        "“War” comes up most often: 40 mentions, 487.8 per 1,000 words"
    )
    assert title_of_themes(forty.replace("War", "Sea") + "The war.", "war", "sea").startswith(
        "“Sea” comes up most often:"
    )
    # Six sentences against five: a draw of sentences may turn it round.
    close = "War came. " * 6 + "The sea rose. " * 5
    assert title_of_themes(close, "war", "sea", "calm") == (
        "“War” comes up most often, 6 times, but its lead over one of the other 2 themes may be due to chance"
    )
    assert title_of_themes(close, "war", "sea").endswith("but its lead over the other theme may be due to chance")


def test_the_title_of_themes_where_nothing_leads():
    assert title_of_themes("War came. " * 5 + "The sea rose. " * 5, "war", "sea") == (
        "“War” and “Sea” come up most often, 5 times each"
    )
    three = " ".join(["War came, the sea rose, calm fell."] * 5)
    assert title_of_themes(three, "war", "sea", "calm") == "3 themes come up equally often, 5 times each"
    # Four mentions are too few to compare.
    assert title_of_themes("War came. " * 4, "war", "sea") == "No theme comes up more than 4 times"
    assert title_of_themes("War came. " * 5, "war") == "“War” comes up 5 times"
    assert title_of_themes("Calm.", "war", "sea") == "The text has no mention of any theme"


def title_of_places(sections: list[str], *words: str) -> str:
    codebook = Codebook(
        themes=[Theme(id=word, label=word.title(), patterns=(word,), colour="#aa0000") for word in words]
    )
    text = "\n\n".join(
        ["The text", *(f"Part {name}\n\n{body}" for name, body in zip("ABCD", sections, strict=False))]
    )
    document = parse_document(text, name="t")
    return plot_themes_in_text(document, codebook, find_mentions(document, codebook)).title


def test_the_title_of_places_says_how_many_themes_keep_to_a_section():
    words = ("war", "sea", "calm", "air")
    apart = [f"{word.title()} came today. " * 12 for word in words]
    assert (
        title_of_places(apart, *words)
        == "Themes keep to sections: all 4 have more than half of their mentions in one section"
    )
    # One of them in every section: three of four are left.
    mixed = [apart[0] + "Air came today. " * 2, apart[1] + "Air came today. " * 2, apart[2] + "Air came today. " * 2]
    assert (
        title_of_places(mixed, *words)
        == "Themes keep to sections: 3 of 4 have more than half of their mentions in one section"
    )
    # A theme with one mention cannot be gathered.
    single = title_of_places([*apart[:3], "Air came today. "], *words)
    assert single == (
        "Themes keep to sections: all the 3 mentioned more than once have more than half of their mentions in one "
        "section"
    )


def test_marks_of_places_are_dark_where_the_title_says_that_a_theme_has_its_home():
    def shades(sections, *words):
        themes = [Theme(id=word, label=word.title(), patterns=(word,), colour="#aa0000") for word in words]
        text = "\n\n".join(
            ["The text", *(f"Part {name}\n\n{body}" for name, body in zip("ABCD", sections, strict=False))]
        )
        document, codebook = parse_document(text, name="t"), Codebook(themes=themes)
        figure = plot_themes_in_text(document, codebook, find_mentions(document, codebook))
        lines = [line for line in figure.drawing.axes[0].lines if str(line.get_gid()).startswith("mention-")]
        return {line.get_gid(): line.get_color() == "#111111" for line in lines}, figure.text.subtitle

    # Twelve of thirteen mentions of war are in the first part, all of each other theme in one of its own.
    words = ("war", "sea", "calm", "air")
    apart = [f"{word.title()} came today. " * 12 for word in words]
    found, subtitle = shades([*apart[:3], apart[3] + "War came."], *words)
    assert [gid for gid, dark in found.items() if not dark] == ["mention-war-13"]
    assert subtitle.endswith(" Dark: in the section with more than half of the theme’s.")
    # Where that may be due to chance, none is set off.
    found, subtitle = shades(["War came. War came.", "The sea. The sea."], "war", "sea")
    assert all(found.values()) and len(found) == 4
    assert "Dark" not in subtitle


def test_the_title_of_places_where_nothing_is_sure():
    unsure = "Whether themes keep to sections is not sure: "
    every = "War came today. The sea came today. " * 6
    assert title_of_places([every, every], "war", "sea") == (
        f"{unsure}none of 2 have more than half of their mentions in one section"
    )
    assert title_of_places([every + "War came.", every], "war", "sea") == (
        f"{unsure}1 of 2 has more than half of its mentions in one section"
    )
    # Of two sentences a theme most fall into one section by chance too.
    assert title_of_places(["War came. War came. ", "The sea. The sea. "], "war", "sea") == (
        f"{unsure}all 2 have more than half of their mentions in one section"
    )
    # With one section, or no theme that comes up twice, there is nothing to find.
    assert title_of_places([every], "war", "sea") == "Where in the text each theme is mentioned"
    assert title_of_places(["War came.", "The sea."], "war", "sea") == "Where in the text each theme is mentioned"
    assert title_of_places(["Rain. ", "Rain. "], "war", "sea") == "The text has no mention of any theme"


def title_of_pairs(text: str, *words: str) -> str:
    codebook = Codebook(themes=[Theme(id=word, label=word.title(), patterns=(word,)) for word in words])
    document = parse_document(text, name="t")
    return plot_themes_together(document, codebook, find_mentions(document, codebook)).title


def test_the_title_of_pairs_is_about_chance():
    # Ten sentences mention both, ten neither: the chance of that is 1 in 184,756 (20 over 10).
    joined = "War at sea. " * 10 + "Rain. " * 10
    assert title_of_pairs(joined, "war", "sea") == "“War” and “Sea” share more sentences than expected by chance"
    assert title_of_pairs("War at sea in calm. " * 10 + "Rain. " * 10, "war", "sea", "calm") == (
        "3 of 3 pairs of themes share more sentences than expected by chance"
    )
    # Where all sentences mention both, they cannot but share them.
    always = "War at sea. " * 10
    assert title_of_pairs(always, "war", "sea") == "The two themes share no more sentences than expected by chance"
    assert title_of_pairs(always, "war", "sea", "calm") == (
        "No pair of themes shares clearly more sentences than expected by chance (3 pairs compared)"
    )
    assert title_of_pairs("War. Sea. ", "war", "sea") == "No two themes share a sentence"


def test_of_a_text_without_headings_nothing_is_said_of_sections():
    document, codebook, mentions = whole("The navy sails.\n\nThe navy rests. A tank rolls.", "navy", "tank")
    themes = plot_themes(document, codebook, mentions)
    places = plot_themes_in_text(document, codebook, mentions)
    words = plot_words(document, word_frequencies(document))
    for text in (themes.text, places.text, words.text):
        assert "section" not in f"{text.title} {text.subtitle} {text.caption} {text.description}"
        assert "the lead" not in text.description
    # Nor is there a map of sections, in which one bar would repeat each number; over these stands what they are.
    assert not any("tile-" in (artist.get_gid() or "") for artist in themes.drawing.findobj())
    assert "mentions" in [text.get_text() for text in themes.drawing.findobj(Text)]
    assert "whole text" in drawn_text(places) and "whole text" in drawn_text(words)
    # By hand: "navy" is the 2nd and the 5th word, "tank" the 8th.
    assert "Theme navy: 2 mentions, at words 2 to 5. Theme tank: 1 mention, at word 8." in places.text.description


def test_of_a_chosen_lead_it_is_said_that_it_is_the_lead():
    document, codebook, _ = whole("The navy sails.\n\nA part\n\nThe navy rests.", "navy")
    lead = document.only_sections(["(lead)"])
    drawn = plot_themes(lead, codebook, find_mentions(lead, codebook))
    assert "Theme navy: 1 mention" in drawn.text.description and "in the lead." in drawn.text.description
    assert "(lead)" in drawn_text(drawn)


def test_all_mentions_of_a_theme_in_one_section():
    document, codebook, mentions = whole("The navy. A navy.\n\nA part\n\nThe tank rests.", "navy", "tank")
    description = plot_themes(document, codebook, mentions).text.description
    assert "Theme navy: 2 mentions, 285.7 per 1,000 words, all of them in the lead." in description
    assert "Theme tank: 1 mention, 142.9 per 1,000 words, in “A part”." in description


def alternative_of_pairs(text: str, *patterns: str) -> str:
    document, codebook, mentions = whole(text, *patterns)
    return plot_themes_together(document, codebook, mentions).text.alternative


def test_columns_of_pairs_are_counted_in_words():
    chance = "more than expected by chance."
    two, three = ("navy", "tank"), ("navy", "tank", "war")
    assert alternative_of_pairs("The navy. The tank.", *two) == "No column: the two themes share no sentence."
    assert (
        alternative_of_pairs("The navy. The tank.", *three)
        == "No column: of 3 pairs of themes none shares a sentence."
    )
    together = "The navy and a tank."
    assert alternative_of_pairs(together, *two) == f"One column: the two themes share sentences, no {chance}"
    assert (
        alternative_of_pairs(together, *three)
        == f"One column: of 3 pairs of themes one shares sentences, no {chance}"
    )
    all_three = alternative_of_pairs("The navy, a tank, the war.", *three)
    assert (
        all_three == f"A column for each of 3 pairs of themes that share sentences, of 3; none of them share {chance}"
    )
    # By hand: of 20 sentences 10 have both, the others neither; by chance that is one of 184,756.
    often = alternative_of_pairs(
        "The navy and a tank. " * 10 + "Rain fell. " * 10 + "A tank in the war. Navy, war.", *three
    )
    assert often == f"A column for each of 3 pairs of themes that share sentences, of 3; one of them shares {chance}"


def test_of_many_dates_that_the_text_states_their_number_is_given():
    document = parse_document("Of 1991, 1992, 1993 and 1994.", name="t")
    rows = [
        EVENT
        | {"id": f"y{year}", "label": f"Event {year}", "edtf": str(year), "stated": str(year), "basis": "stated"}
        for year in (1991, 1992, 1993, 1994)
    ]
    of_four, of_three = (
        describe_events(document, events_table([Event(**row) for row in some]), None) for some in (rows, rows[1:])
    )
    assert "Of the dates, the text itself states all. The scale is linear" in of_four.caption
    assert "the text itself states “1992” for Event 1992, “1993” for Event 1993 and" in of_three.caption


def test_how_many_sections_with_typical_words_are_not_shown():
    """Of 14 sections, each with a word of its own, the first 12 are drawn."""
    sections = [
        f"About {name}ships\n\n{('The ' + name + 'ship rests here for a day. ') * 3}" for name in "abcdefghijklmn"
    ]
    text = "\n\n".join(["The ships", *sections])
    drawn = plot_of_keyness(text)
    assert len(set(drawn.data["section"])) == 12
    said = "Shown: the first 12 of the 14 sections that have such words"
    assert f" {said}." in drawn.caption and drawn.text.subtitle.endswith(f". {said}.")
    few = plot_of_keyness("\n\n".join(["The ships", *sections[:12]]))
    assert "Shown" not in few.caption + few.text.subtitle


def plot_of_keyness(text: str):
    document = parse_document(text, name="t")
    return plot_keyness(document, section_keyness(document, without=frozenset()))
