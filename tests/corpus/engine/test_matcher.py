"""Each function of the matcher on a few words; the expectations are worked out by hand."""

import numpy as np
import pytest
from themeline.corpus.engine import matcher
from themeline.corpus.engine.counter import ThemeCounter
from themeline.corpus.engine.matcher import COMPLETE, MORE_MATCHES, MORE_TOKENS, Candidates, Matches, Tokens
from themeline.corpus.engine.tables import Rules
from themeline.corpus.engine.tokenizer import Blocks, classes_of, codes_of, empty_types, find_words
from themeline.dictionary.codebook import Codebook, Theme

PHRASE_COLUMNS = ("phrase", "block", "first", "last", "start", "end")


def ints(values, dtype=np.int64):
    return np.array(values, dtype)


class Found:
    """What `_find` gives for blocks of text and the patterns of one theme, with some room."""

    def __init__(self, blocks, patterns, *, match_room=20, token_room=50):
        text = "\n".join(blocks)
        codes = codes_of(text).copy()
        classes = classes_of(codes)
        ends = np.cumsum([len(block) + 1 for block in blocks]) - 1
        starts = ends - [len(block) for block in blocks]
        places = Blocks(starts, ends, np.zeros(len(blocks), np.int64), np.zeros(len(blocks), np.int64))
        words, types = find_words(codes, classes, places, empty_types())
        counter = ThemeCounter(Codebook(themes=[Theme(id="t", label="T", patterns=patterns)]))
        counter._types = types
        counter._meet_types()
        broken, _ = counter._meet_broken(codes, words, places.text)
        parts = [column.values() for column in counter._parts]
        sets = matcher.TypeSets(counter._set_of_type.values(), broken, *parts)
        room = [np.empty(match_room, np.int32) for _ in PHRASE_COLUMNS]
        self.tokens = Tokens(*(np.empty(token_room, np.int32) for _ in Tokens._fields))
        stack = np.empty((2, 100), np.int64)
        tree, tables = counter._dictionary.tree, counter._set_tables[0].sets()
        wanted = np.ones(len(blocks), np.bool_)
        matches = Matches(*room)
        count, self.outcome = matcher._find(
            codes, classes, words, wanted, sets, tables, tree, matches, self.tokens, stack
        )
        rows = zip(*(column[:count].tolist() for column in matches), strict=True)
        self.rows = sorted((*row[:4], text[row[4] : row[5]]) for row in rows)
        self.inputs = codes, classes, words, sets, tables, tree


def test_matches_are_found_word_by_word():
    found = Found(["no war no first use", "war"], ("war", "no first use", "no *"))
    assert found.rows == [
        (0, 0, 1, 1, "war"),
        (0, 1, 0, 0, "war"),
        (1, 0, 2, 4, "no first use"),
        (2, 0, 0, 1, "no war"),
        (2, 0, 2, 3, "no first"),
    ]
    assert found.outcome == COMPLETE


def test_a_phrase_goes_over_hyphens_and_blanks_but_no_other_marks():
    found = Found(["sea-based war, sea based. sea - based sea‑based"], ("sea based", "war sea"))
    assert [row[1:] for row in found.rows] == [(0, 0, 1, "sea-based"), (0, 3, 4, "sea based"), (0, 7, 8, "sea‑based")]
    # Each part of a word with hyphens is a token, with its start and end.
    assert found.tokens.start[:2].tolist() == [0, 4]
    assert found.tokens.end[:2].tolist() == [3, 9]
    # The first follows nothing, the second the first (1); before "war" nobody looked, since nothing asked (-1).
    assert found.tokens.follows[:3].tolist() == [-1, 1, -1]


def test_a_word_with_a_line_end_in_it_has_parts_where_it_keeps_its_hyphen():
    # "sea-based" stands in the text in one line, "missile" as well: so one hyphen is the word's, the other is not.
    text = "sea-based missile sea-\nbased mis-\nsile"
    assert Found([text], ("based missile",)).rows == [
        (0, 0, 1, 2, "based missile"),
        (0, 0, 4, 5, "based mis-\nsile"),
    ]


def test_where_there_is_too_little_room_it_is_said():
    assert Found(["war war war"], ("war",), match_room=3).outcome == COMPLETE
    assert Found(["war war war"], ("war",), match_room=2).outcome == MORE_MATCHES
    assert Found(["a-b-c-d"], ("war",), token_room=4).outcome == COMPLETE
    assert Found(["a-b-c-d"], ("war",), token_room=3).outcome == MORE_TOKENS


def test_with_too_little_room_it_is_called_again_with_more():
    """Three words of 70 parts each, and 400 matches: more of both than there is room for at first."""
    text = " ".join(["-".join(["war"] * 70)] * 3) + " war" * 190
    found = Found([text], ("war",), match_room=1)
    assert found.outcome in (MORE_MATCHES, MORE_TOKENS)
    codes, classes, words, sets, tables, tree = found.inputs
    matches = matcher._matches(codes, classes, words, np.ones(1, np.bool_), sets, tables, tree)
    assert matches.first.tolist() == list(range(400))


def near_rules(proximities):
    """One phrase with one rule that has these proximities: required, window, phrases."""
    phrases = [phrase for *_, some in proximities for phrase in some]
    offsets = np.cumsum([0, *(len(some) for *_, some in proximities)])
    return Rules(
        first=ints([0, 1]),
        theme=ints([0], np.int32),
        is_exception=np.array([False]),
        proximity_first=ints([0, len(proximities)]),
        required=np.array([required for required, *_ in proximities]),
        window=ints([window for _, window, _ in proximities], np.int32),
        near_first=offsets.astype(np.int64),
        near=ints(phrases, np.int32),
    )


def at(*rows):
    """Matches from (phrase, block, first, last); where they stand in the text does not matter."""
    columns = zip(*[(*row, 0, 0) for row in rows], strict=True) if rows else [()] * 6
    return Matches(*(ints(column, np.int32) for column in columns))


def test_the_first_match_at_or_behind_a_word_of_a_block():
    near = at((0, 1, 2, 2), (0, 1, 5, 5), (0, 3, 0, 0))
    assert [matcher._at_or_behind(near, 1, token) for token in (-9, 2, 3, 6)] == [0, 0, 1, 2]
    assert [matcher._at_or_behind(near, block, 0) for block in (0, 2, 3, 4)] == [0, 2, 2, 3]


def test_a_phrase_is_looked_for_among_those_of_a_proximity():
    rules = near_rules([(True, 3, [1, 4, 6]), (True, 3, [2])])
    assert [phrase for phrase in range(8) if matcher._is_near_phrase(rules, 0, phrase)] == [1, 4, 6]
    assert [phrase for phrase in range(8) if matcher._is_near_phrase(rules, 1, phrase)] == [2]


@pytest.mark.parametrize(
    ("first", "last", "is_near"),
    [
        (3, 4, False), (4, 6, False), (5, 7, True), (8, 8, True), (8, 9, True), (9, 9, True), (13, 14, True),
        (14, 14, False),
    ],
)  # fmt: skip
def test_near_is_within_the_window_on_either_side_and_shares_no_word(first, last, is_near):
    """The match is word 10, and the window 3 words: 7 to 9 and 11 to 13."""
    rules = near_rules([(True, 3, [0])])
    assert matcher._has_proximities(rules, 0, 0, 10, 10, at((0, 0, first, last))) == is_near
    rules = near_rules([(False, 3, [0])])
    assert matcher._has_proximities(rules, 0, 0, 10, 10, at((0, 0, first, last))) != is_near


def test_what_overlaps_a_match_or_is_in_another_block_is_not_near_it():
    rules = near_rules([(True, 3, [0])])
    for row in ((0, 0, 10, 10), (0, 0, 9, 10), (0, 0, 10, 12), (0, 1, 9, 9), (5, 0, 9, 9)):
        assert not matcher._has_proximities(rules, 0, 0, 10, 10, at(row)), row
    assert matcher._has_proximities(rules, 0, 0, 10, 10, at((5, 0, 9, 9), (0, 0, 11, 11)))
    # All proximities must hold: this one required, that one forbidden.
    both = near_rules([(True, 3, [0]), (False, 3, [5])])
    assert not matcher._has_proximities(both, 0, 0, 10, 10, at((5, 0, 9, 9), (0, 0, 11, 11)))
    assert matcher._has_proximities(both, 0, 0, 10, 10, at((0, 0, 11, 11), (5, 0, 14, 14)))


def test_blocks_with_a_match_that_asks_for_something_near_are_marked():
    rules = near_rules([(True, 3, [0])])._replace(
        first=ints([0, 1, 2]), theme=ints([0, 0], np.int32), proximity_first=ints([0, 0, 1])
    )
    asks = np.zeros(3, np.bool_)
    assert not matcher._mark_asking(at((0, 0, 0, 0), (0, 2, 0, 0)), rules, asks)
    assert asks.tolist() == [False, False, False]
    assert matcher._mark_asking(at((0, 0, 0, 0), (1, 2, 0, 0)), rules, asks)
    assert asks.tolist() == [False, False, True]


def candidates_of(patterns, exceptions=()):
    """Candidates from (theme, first, last, length), exceptions at the back; each is the match of its number."""
    rows = [(*row, number) for number, row in enumerate([*patterns, *exceptions])]
    behind = rows[len(patterns) :]
    columns = zip(*[*rows[: len(patterns)], (9, 9, 9, 9, 9), *reversed(behind)], strict=True)
    return Candidates(*(ints(column) for column in columns))


def kept_of(patterns, exceptions=()):
    taken = np.empty(20, np.int32)
    return matcher._keep_longest(candidates_of(patterns, exceptions), len(patterns), len(exceptions), taken).tolist()


def test_the_order_of_equal_numbers_is_kept():
    assert matcher._order_by(ints([3, 1, 3, 1, 2])).tolist() == [1, 3, 4, 0, 2]
    # More than are sorted by inserting.
    many = ints([value % 2 for value in range(50)])
    assert matcher._order_by(many).tolist() == [*range(0, 50, 2), *range(1, 50, 2)]


def test_in_a_theme_the_longest_takes_its_words_and_of_equal_ones_the_first():
    assert kept_of([(0, 0, 1, 8), (0, 1, 2, 9), (0, 3, 3, 2)]) == [1, 2]
    assert kept_of([(0, 0, 1, 9), (0, 1, 2, 9), (0, 2, 3, 9)]) == [0, 2]
    # Another theme's match takes nothing from this one.
    assert kept_of([(1, 0, 1, 8), (0, 0, 2, 9)]) == [1, 0]


@pytest.mark.parametrize(
    ("exception", "blocks"),
    [
        ((0, 4, 5, 9), True),
        ((0, 4, 5, 8), False),
        ((1, 4, 5, 9), False),
        ((0, 6, 7, 9), False),
        ((0, 3, 4, 9), False),
        ((0, 3, 5, 9), True),
    ],
)
def test_an_exception_blocks_where_it_is_longer_of_the_same_theme_and_shares_a_word(exception, blocks):
    """The match is the word 5, of 8 letters; beside the exception there is another far before and one far behind."""
    exceptions = [(0, 0, 1, 99), exception, (0, 19, 19, 99)]
    candidates = candidates_of([(0, 5, 5, 8)], exceptions)
    assert matcher._is_blocked(candidates, 0, 3) == blocks
    assert kept_of([(0, 5, 5, 8)], exceptions) == ([] if blocks else [0])


def test_what_lies_within_a_longer_match_of_any_theme_is_not_counted_where_scopes_are_nested():
    rows = [(0, 0, 2, 9), (1, 1, 1, 3), (2, 0, 2, 9), (1, 2, 3, 9)]
    #     theme 0 and 2 on the same words, one of theme 1 within, one of theme 1 that reaches beyond.
    found = Matches(*(ints(column, np.int32) for column in zip(*[
        (0, 0, 0, 2, 0, 9), (0, 0, 1, 1, 3, 6), (0, 0, 0, 2, 0, 9), (0, 0, 2, 3, 7, 16)
    ], strict=True)))  # fmt: skip
    of_themes = np.zeros(3, np.int64)
    matcher._count_not_nested(candidates_of(rows), ints([0, 1, 3, 2]), found, of_themes)
    assert of_themes.tolist() == [1, 1, 1]


def test_the_matches_of_each_block_are_chosen_apart():
    """In block 0 of text 1 a pattern and the longer exception, in block 1 of text 0 the pattern alone."""
    rules = Rules(
        first=ints([0, 1, 2]),
        theme=ints([0, 0], np.int32),
        is_exception=np.array([False, True]),
        proximity_first=ints([0, 0, 0]),
        required=np.empty(0, np.bool_),
        window=np.empty(0, np.int32),
        near_first=ints([0]),
        near=np.empty(0, np.int32),
    )
    rows = [(0, 0, 0, 0, 0, 3), (1, 0, 0, 1, 0, 8), (0, 1, 0, 0, 10, 13)]
    found = Matches(*(ints(column, np.int32) for column in zip(*rows, strict=True)))
    codes = codes_of("war games war").copy()
    room = Candidates(*(np.empty(6, np.int64) for _ in Candidates._fields))
    mentions = np.zeros((2, 1), np.int64)
    matcher._choose(
        codes, classes_of(codes), np.empty(2, np.int32), ints([1, 0]), rules, found, found, room, mentions, False
    )
    assert mentions.tolist() == [[1], [0]]
