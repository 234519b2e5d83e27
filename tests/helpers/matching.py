"""Texts and dictionaries drawn at random, and their mentions by the reference matcher and by the compiled engine."""

import random
import textwrap

from themeline.corpus.engine.counter import ThemeCounter
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.mentions import Matches, find_mentions
from themeline.dictionary.patterns import parse_rule
from themeline.errors import InputError
from themeline.text.blocks import without
from themeline.text.document import BODY, ROLES, parse_document
from themeline.text.extract import read_string
from themeline.text.metadata import roles_of_lines

WORDS = (
    "war wars warlike arms army missile missiles missile's missile’s nuclear nuclear's anti sub sea based free zone "
    "no first use in of the and or to pre post weapon weapons weaponisation Krieg naïve naı̈ve café CAFÉ ﬁre fire "
    "UN un Un UN's Start START ＵＮ Ｕn "
    "ﬁre-arms ＷＡＲ straße STRASSE 1996 2,024 x² U.S. e.g. co­operation co-operation cooperation İran ιός ΙΌΣ "
    "战争 中国 核 ミサイル Ελλάδα Ёлка A I V أمة أُمّةٍ سلاح ســلاح السِّلاح وسلاحه ١٧٠١ 1701 هـ ﺳﻼﺡ"
).split()
JOINTS = (
    " ", " ", " ", " ", " ", "  ", "\n", " \n", "\r\n", "\r", "\n\n", "\n \n", "\r\n\r\n", "\t", "\xa0", "\u2009",
    "-", "‐", "\u2011", "-\n", "- \n ", "-\r\n", "­\n", "­", "\u200b", " \u200b", "’", "'", "'\n", "-\u200b",
    ". ", ".\n", ", ", "! ", "? ", "。", "! \u200b", "; ", " — ", " (", ") ", "“", "” ", "/", "_", ".1 ", ".¹ ", "",
    "\u0301", "\ufe0f", "\u0640", "\u064f", " \u0640 ", "\u064b ", "\ufe70", "، ", "؟ ", "؛\n",
    "\x1c", "\u2028", " - ", "--", "-and ", "- and ", "-\nand ", "-\norange ", "...", ": ",
)  # fmt: skip
LINES = (
    "2. Findings", "IV. Arms", "ARMS AND WAR", "Article 5", "article 5 War", "Section b: war", "3.1 War", "i. war",
    "Annex war", "WAR", "# War", "1996 was", "A war.", "Nuclear war and arms", "\u200bFINDINGS", "FINDINGS.\u200b",
    "war " * 13, "war and arms " * 14, "x" * 199, "x" * 205, "www.war.org", "http://war.org/arms war", "war@arms.org",
    "Chapter 1", "Part I", "ſection 2 War", "Part 1. War", "VII. war", "- War", "12 Wars", "Appendix A",
    "APPENDIX b. Arms", "appendix c War", "Annex 2 War", "Appendices A", "war and arms " * 4, "War " * 12,
    "(a) War", "(a) war", "iv) war", "civil. War", "• War", "* War", "*War*", "—War", "- 3 -", "– Page 3 –", "“war”",
    "Arms", "Nuclear Weapons", "23. Nuclear war in use", "The arms of the zone", "ომი", "Ärger", "ärger", "核",
    "حرب أُمّةٍ", "ما الحرب؟", "ـ سلاح", "\u064fسلاح", "1. سلاح",
)  # fmt: skip


def some_text(draw):
    """A text of words, joints and lines drawn at random, about as long as a paragraph or a page."""
    pieces = []
    for _ in range(draw.choice((1, 5, 20, 60))):
        if draw.random() < 0.06:
            pieces.append("\n" * draw.choice((0, 1, 2)) + draw.choice(LINES) + "\n" * draw.choice((0, 1, 2)))
        pieces.append(draw.choice(WORDS))
        pieces.append(draw.choice(JOINTS))
    text = "".join(pieces)
    if draw.random() < 0.2:
        text = broken_at_a_width(text, draw)
    return text.upper() if draw.random() < 0.03 else text


def broken_at_a_width(text, draw):
    """A text as a scan has it: its lines broken at a width, at times with empty ones between."""
    lines = textwrap.wrap(text, draw.choice((19, 20, 30, 60)), break_long_words=False, break_on_hyphens=False)
    return "".join(line + draw.choice(("\n", "\n\n", "\n\n")) for line in lines) or text


def some_pattern(draw):
    """Words of a pattern: whole, with stars and question marks, or a lone star."""
    words = []
    for _ in range(draw.choice((1, 1, 1, 2, 2, 3, 4))):
        word = draw.choice(WORDS).replace(",", "").replace(".", "").replace("²", "")
        way = draw.random()
        if way < 0.25:
            word = word[: draw.randint(1, 4)] + "*"
        elif way < 0.32:
            word = "*" + word[-2:] + draw.choice(("", "*"))
        elif way < 0.4 and len(word) > 2:
            at = draw.randint(1, len(word) - 2)
            word = word[:at] + draw.choice("?*") + word[at + 1 :]
        elif way < 0.47:
            word = "*"
        if draw.random() < 0.2:
            word = f"CAPS/{draw.choice((word, word.capitalize(), word.upper()))}"
        words.append(word)
    return draw.choice((" ", "-")).join(words)


def some_rule(draw):
    """A pattern, at times with what must stand near it or must not."""
    rule = some_pattern(draw)
    while draw.random() < 0.2:
        others = "|".join(some_pattern(draw) for _ in range(draw.choice((1, 1, 2, 3))))
        rule += f"{draw.choice((' ', ' NOT '))}NEAR/{draw.choice((1, 2, 3, 8, 100))} {others}"
    return rule


def some_codebook(draw):
    """One to four themes of such rules and exceptions; those that are no patterns are left out."""
    themes = []
    for number in range(draw.randint(1, 4)):
        rules = [[some_rule(draw) for _ in range(draw.randint(1, many))] for many in (9, 4)]
        patterns, exceptions = ([rule for rule in some if is_pattern(rule)] for some in rules)
        kept = exceptions if draw.random() < 0.6 else []
        themes.append(Theme(id=f"t{number}", label="T", patterns=(*patterns, "war"), exceptions=tuple(kept)))
    return Codebook(themes=themes, languages=(), nested_scope=draw.choice(("key", "key", "dictionary")))


def is_pattern(rule):
    try:
        parse_rule(rule)
    except ValueError:
        return False
    return True


def has_words(text):
    try:
        read_string("text", text)
    except InputError:
        return False
    return True


def by_find_mentions(document, codebook, roles=BODY):
    """The counts as the notebooks have them; by what `find_mentions` rests on, where that leaves nothing out."""
    if codebook.nested_scope == "key":
        matches = Matches(document, codebook, roles=roles)
        return [len(matches.counted(theme)) for theme in codebook.ids], document.word_count(roles)
    found = list(find_mentions(document, codebook, roles=roles)["theme"])
    return [found.count(theme) for theme in codebook.ids], document.word_count(roles)


def plain_of(texts):
    """What the engine counts of texts: each without its parts aside, and the roles of its lines."""
    readings = [read_string("text", text) for text in texts]
    return [(without(one.text, one.aside), roles_of_lines(one, None)) for one in readings]


def by_counter(texts, codebook, **more):
    """The same of many texts, in one go."""
    return count_plain(plain_of(texts), codebook, **more)


def count_plain(plain, codebook, **more):
    """The same of what `plain_of` gives."""
    mentions, body, _ = ThemeCounter(codebook, **more).count(plain)
    return list(zip(mentions.tolist(), body.tolist(), strict=True))


def by_reference(documents, codebooks, roles):
    """The counts of each document by each codebook, as `by_find_mentions` has them.

    Where nested matches are looked at theme by theme, each theme is counted for itself, whatever the others are: the
    themes of all such codebooks are looked for at once, which costs little more than those of one.
    """
    apart = {number: book for number, book in enumerate(codebooks) if book.nested_scope == "key"}
    themes = [
        theme.model_copy(update={"id": f"{theme.id}-{number}"})
        for number, book in apart.items()
        for theme in book.themes
    ]
    for document in documents:
        words = document.word_count(roles)
        matches = Matches(document, Codebook(themes=themes, languages=()), roles=roles) if themes else None
        yield [
            ([len(matches.counted(f"{theme}-{number}")) for theme in book.ids], words)
            if number in apart
            else by_find_mentions(document, book, roles)
            for number, book in enumerate(codebooks)
        ]


def compare_random_texts(seed, *, groups, texts_of_group, codebooks_of_group):
    """Count random texts with random dictionaries by both, and assert that they agree.

    Returns:
        The codebooks, so that a test can see what was compared.
    """
    draw = random.Random(seed)
    compared = []
    for number in range(groups):
        roles = ROLES if number % 5 == 0 else BODY
        drawn = (some_text(draw) for _ in range(3 * texts_of_group))
        texts = [text for text in drawn if has_words(text)][:texts_of_group]
        assert len(texts) == texts_of_group
        documents = [parse_document(read_string("text", text), name="text") for text in texts]
        codebooks = [some_codebook(draw) for _ in range(codebooks_of_group)]
        plain = plain_of(texts)
        counted = [count_plain(plain, codebook, whole_text=roles == ROLES) for codebook in codebooks]
        for place, found in enumerate(by_reference(documents, codebooks, roles)):
            for codebook, counts, expected in zip(codebooks, counted, found, strict=True):
                assert counts[place] == expected, (texts[place], codebook)
        compared += codebooks
    return compared
