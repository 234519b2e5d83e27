"""Finds and counts the matches of a dictionary in compiled code: the rules of `dictionary.mentions`, much faster.

First all matches of phrases are found (`_find`), of patterns and exceptions at once, and where a match asks for
something near it also those of what must stand near. Then those that count are chosen, block by block (`_choose`).
README.md follows a text through all arrays.
"""

from typing import NamedTuple

import numpy as np

from themeline.corpus.engine.jit import compiled, inlined
from themeline.corpus.engine.tables import ALL_BITS, Dictionary, Rules, Tree, WildcardSets, compiled_first_slot
from themeline.corpus.engine.tokenizer import Array, Words, are_joined, seen_length
from themeline.dictionary.patterns import LONGEST_PATTERN

# What `_find` ends with: all was found, or there is too little room for it and it must be called again with more.
COMPLETE, MORE_MATCHES, MORE_TOKENS = range(3)
# The key by which matches are sorted is a number above and one below 2 ** 32.
_BELOW = 32
_LARGEST = (1 << 31) - 1


class TypeSets(NamedTuple):
    """Which wildcard set each type has, or that it is a word of several tokens, joined by hyphens.

    ``wildcard_set_of_type`` is of each type, ``wildcard_set_of_broken`` of the words with a line's end in them, in
    their order: the number of a set, or -1 - n for the n-th list of parts. The parts of list n are ``part_first[n]``
    up to ``part_first[n + 1]``: where each starts and ends in the word, its wildcard set, and whether it may follow
    the part before it in a phrase (-1 for the first part: that depends on what stands before the word).
    """

    wildcard_set_of_type: Array
    wildcard_set_of_broken: Array
    part_first: Array
    part_start: Array
    part_end: Array
    part_set: Array
    part_follows: Array


class Tokens(NamedTuple):
    """The tokens of one block: start, end, wildcard set, and whether each may follow the one before it in a phrase.

    ``follows`` is 1 or 0, or -1 where nobody has looked yet. Where all words of the block are single tokens, start,
    end and follows are not filled: those of the words serve.
    """

    start: Array
    end: Array
    wildcard_set: Array
    follows: Array


class Matches(NamedTuple):
    """Matches of phrases: the phrase, the block, its first and last token in that, where it starts and ends."""

    phrase: Array
    block: Array
    first: Array
    last: Array
    start: Array
    end: Array


class Candidates(NamedTuple):
    """What rules match in one block: the rule's theme, the first and last token, the length, and which match it is.

    Those of patterns stand at the front, those of exceptions at the back, from the last place downwards.
    """

    theme: Array
    first: Array
    last: Array
    length: Array
    match: Array


def count_matches(
    codes: Array,
    classes: Array,
    words: Words,
    is_counted: Array,
    text_of_block: Array,
    type_sets: TypeSets,
    wildcard_sets: tuple[WildcardSets, WildcardSets],
    dictionary: Dictionary,
    mentions: Array,
    *,
    nested: bool,
) -> None:
    """Count the mentions in blocks.

    Args:
        codes: of the texts.
        classes: of the code points.
        words: of the blocks.
        is_counted: of each block, whether its words and mentions count.
        text_of_block: each block's text.
        type_sets: the wildcard set of each type.
        wildcard_sets: in the tree of patterns, and in that of what stands near.
        dictionary: the codebook.
        mentions: of each text and theme, to which is added.
        nested: whether what lies within a longer match of any theme does not count (``nested_scope``).
    """
    rules = dictionary.rules
    found = _matches(codes, classes, words, is_counted, type_sets, wildcard_sets[0], dictionary.tree)
    if not len(found.phrase):
        return
    asks = np.zeros(len(is_counted), np.bool_)
    near = found
    if rules.proximity_first[-1] and _mark_asking(found, rules, asks):
        near = _matches(codes, classes, words, asks, type_sets, wildcard_sets[1], dictionary.near_tree)
    # As many as if all matches were in one block, and each were of the phrase with the most rules.
    room = len(found.phrase) * int(np.diff(rules.first).max())
    candidates = Candidates(*(np.empty(room, np.int64) for _ in Candidates._fields))
    taken = np.empty(int(found.last.max()) + 1, np.int32)
    _choose(codes, classes, taken, text_of_block, rules, found, near, candidates, mentions, nested)


def _matches(
    codes: Array, classes: Array, words: Words, wanted: Array, type_sets: TypeSets, sets: WildcardSets, tree: Tree
) -> Matches:
    """All matches of a tree's phrases in the blocks that are wanted, in the order of blocks and of first tokens."""
    # A path through a tree is as long as a pattern at most, and from each of its nodes each glob may lead on.
    most_globs = int(np.diff(sets.first).max(initial=0))
    stack = np.empty((2, (LONGEST_PATTERN + 1) * (most_globs + 2)), np.int64)
    token_room = 2 * int(np.diff(words.first_of_block).max(initial=0)) + 64
    match_room = len(words.start) // 8 + 64
    while True:
        matches = Matches(*(np.empty(match_room, np.int32) for _ in Matches._fields))
        tokens = Tokens(*(np.empty(token_room, np.int32) for _ in Tokens._fields))
        found, outcome = _find(codes, classes, words, wanted, type_sets, sets, tree, matches, tokens, stack)
        if outcome == COMPLETE:
            return Matches(*(column[:found] for column in matches))
        if outcome == MORE_MATCHES:
            match_room *= 4
        else:
            token_room *= 4


@inlined
def _child(edge_from: Array, edge_by: Array, edge_to: Array, node: int, glob: int) -> int:
    """The node that a glob leads to from one that is not the root; -1 for none."""
    slot = compiled_first_slot(node, glob, len(edge_from))
    child = -1
    while edge_from[slot] >= 0:
        if edge_from[slot] == node and edge_by[slot] == glob:
            child = edge_to[slot]
            break
        slot = (slot + 1) & (len(edge_from) - 1)
    return child


@inlined
def _tokens_of_block(
    word_start: Array, word_end: Array, type_id: Array, first_word: int, last_word: int, set_of_type: Array,
    set_of_broken: Array, part_first: Array, part_start: Array, part_end: Array, part_set: Array,
    part_follows: Array, token_start: Array, token_end: Array, wildcard_set: Array, follows: Array,
) -> tuple[int, bool]:  # fmt: skip
    """Write the tokens of a block; how many (-1: more than there is room for), and whether they are its words.

    Most blocks have no word of several parts: then only the wildcard sets are written.
    """
    size, single = last_word - first_word, True
    for at in range(size):
        number = type_id[first_word + at]
        own = set_of_type[number] if number >= 0 else set_of_broken[-1 - number]
        if own < 0:
            single = False
            break
        wildcard_set[at] = own
    if not single:
        size = 0
        for word in range(first_word, last_word):
            number = type_id[word]
            own = set_of_type[number] if number >= 0 else set_of_broken[-1 - number]
            parts = 1 if own >= 0 else part_first[-own] - part_first[-1 - own]
            if size + parts > len(token_start):
                size = -1
                break
            if own >= 0:
                token_start[size], token_end[size] = word_start[word], word_end[word]
                wildcard_set[size], follows[size] = own, -1
                size += 1
            else:
                for part in range(part_first[-1 - own], part_first[-own]):
                    token_start[size] = word_start[word] + part_start[part]
                    token_end[size] = word_start[word] + part_end[part]
                    wildcard_set[size], follows[size] = part_set[part], part_follows[part]
                    size += 1
    return size, single


@inlined
def _record(
    phrases: Array, blocks: Array, firsts: Array, lasts: Array, starts: Array, ends: Array, number: int,
    phrase: int, block: int, first: int, last: int, start: int, end: int,
) -> None:  # fmt: skip
    """Write the match of this number, see `Matches`."""
    phrases[number], blocks[number], firsts[number], lasts[number] = phrase, block, first, last
    starts[number], ends[number] = start, end


@compiled
def _find(
    codes: Array, classes: Array, words: Words, wanted: Array, type_sets: TypeSets, sets: WildcardSets, tree: Tree,
    matches: Matches, tokens: Tokens, stack: Array,
) -> tuple[int, int]:  # fmt: skip
    """Write matches; their number, and whether that is all (`COMPLETE`) or what there is too little room for.

    In each block, from each node of the tree that a token leads to from the root, the tree is walked depth first: on
    the stack are nodes, each with the token by which it was reached. Mostly the bits of the next token say that it
    leads nowhere, and no table is looked into.

    Block by block, since what a block's words need then stays at hand: it is twice as fast. Arrays are taken out of
    their tuples here, once: in the loops it takes three times as long. So the walk stands here too, and not in a
    function of its own, which would take all of them as arguments and a third more time.
    """
    word_start, word_end, type_id, first_of_block = words
    set_of_type, set_of_broken, part_first, part_start, part_end, part_set, part_follows = type_sets
    token_start, token_end, wildcard_set, follows = tokens
    set_first, set_glob, start_first, start, next_bits_of_set, bits = sets
    _, edge_from, edge_by, edge_to, star, phrase, next_bits = tree
    phrases, blocks, firsts, lasts, starts, ends = matches
    nodes, reached_by = stack
    found = 0
    for block in range(len(wanted)):
        if not wanted[block]:
            continue
        # Token t of a block without words of several parts is word ``base + t``.
        base = first_of_block[block]
        size, single = _tokens_of_block(
            word_start, word_end, type_id, base, first_of_block[block + 1],
            set_of_type, set_of_broken, part_first, part_start, part_end, part_set, part_follows,
            token_start, token_end, wildcard_set, follows,
        )  # fmt: skip
        if size < 0:
            return found, MORE_TOKENS
        for first in range(size):
            own = wildcard_set[first]
            needed = next_bits_of_set[own]
            # Most words that begin a phrase are not followed by its second one.
            if not needed or (
                needed != ALL_BITS and (first + 1 == size or not needed & bits[wildcard_set[first + 1]])
            ):
                continue
            top = 0
            for place in range(start_first[own], start_first[own + 1]):
                node = start[place]
                if phrase[node] >= 0 or (first + 1 < size and next_bits[node] & bits[wildcard_set[first + 1]]):
                    nodes[top], reached_by[top] = node, first
                    top += 1
            while top:
                top -= 1
                node, last = nodes[top], reached_by[top]
                if phrase[node] >= 0:
                    if found >= len(phrases):
                        return found, MORE_MATCHES
                    begin = word_start[base + first] if single else token_start[first]
                    end = word_end[base + last] if single else token_end[last]
                    _record(
                        phrases, blocks, firsts, lasts, starts, ends, found,
                        phrase[node], block, first, last, begin, end,
                    )  # fmt: skip
                    found += 1
                following = last + 1
                if following == size or not next_bits[node] & bits[wildcard_set[following]]:
                    continue
                if single:
                    if not are_joined(codes, word_end[base + last], word_start[base + following], classes):
                        continue
                else:
                    if follows[following] < 0:
                        follows[following] = are_joined(codes, token_end[last], token_start[following], classes)
                    if not follows[following]:
                        continue
                own = wildcard_set[following]
                for place in range(set_first[own], set_first[own + 1]):
                    child = _child(edge_from, edge_by, edge_to, node, set_glob[place])
                    if child >= 0:
                        nodes[top], reached_by[top] = child, following
                        top += 1
                if star[node] >= 0:
                    nodes[top], reached_by[top] = star[node], following
                    top += 1
    return found, COMPLETE


@compiled
def _mark_asking(found: Matches, rules: Rules, asks: Array) -> bool:
    """Mark the blocks in which a match asks for something near it, or for its absence; whether there is any."""
    any_asks = False
    for match in range(len(found.phrase)):
        phrase = found.phrase[match]
        if rules.proximity_first[rules.first[phrase]] < rules.proximity_first[rules.first[phrase + 1]]:
            asks[found.block[match]] = any_asks = True
    return any_asks


@compiled
def _at_or_behind(near: Matches, block: int, token: int) -> int:
    """The first match in this block, from this token on; or else what stands behind it."""
    low, high = 0, len(near.block)
    while low < high:
        middle = (low + high) // 2
        if near.block[middle] < block or (near.block[middle] == block and near.first[middle] < token):
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def _is_near_phrase(rules: Rules, proximity: int, phrase: int) -> bool:
    """Whether a phrase is one of those of a proximity, which are sorted."""
    low, high = rules.near_first[proximity], rules.near_first[proximity + 1]
    while low < high:
        middle = (low + high) // 2
        if rules.near[middle] < phrase:
            low = middle + 1
        else:
            high = middle
    return bool(low < rules.near_first[proximity + 1] and rules.near[low] == phrase)


@compiled
def _has_proximities(rules: Rules, rule: int, block: int, begin: int, end: int, near: Matches) -> bool:
    """Whether all that must be near a match is, and nothing that must not.

    What is near is wholly before the match or wholly behind it, and the nearer end of it is in the window.
    """
    for proximity in range(rules.proximity_first[rule], rules.proximity_first[rule + 1]):
        window = rules.window[proximity]
        is_there = False
        other = _at_or_behind(near, block, begin - window - LONGEST_PATTERN)
        while other < len(near.block) and near.block[other] == block and near.first[other] <= end + window:
            first, last = near.first[other], near.last[other]
            if (end < first or begin - window <= last < begin) and _is_near_phrase(
                rules, proximity, near.phrase[other]
            ):
                is_there = True
                break
            other += 1
        if is_there != rules.required[proximity]:
            return False
    return True


@compiled
def _is_blocked(candidates: Candidates, one: int, exceptions: int) -> bool:
    """Whether a longer match of an exception of its theme overlaps this candidate.

    The exceptions stand at the back in the order of their first tokens, and none has more than `LONGEST_PATTERN`
    tokens: so those that may overlap begin with the first that is not further off.
    """
    back = len(candidates.theme) - 1
    low, high = 0, exceptions
    while low < high:
        middle = (low + high) // 2
        if candidates.first[back - middle] < candidates.first[one] - LONGEST_PATTERN:
            low = middle + 1
        else:
            high = middle
    while low < exceptions and candidates.first[back - low] <= candidates.last[one]:
        other = back - low
        if (
            candidates.theme[other] == candidates.theme[one]
            and candidates.last[other] >= candidates.first[one]
            and candidates.length[other] > candidates.length[one]
        ):
            return True
        low += 1
    return False


@compiled
def _order_by(key: Array) -> Array:
    """The places of these numbers from the smallest to the largest, equal ones in the order in which they stand."""
    return np.argsort(key, kind="mergesort")


@compiled
def _keep_longest(candidates: Candidates, patterns: int, exceptions: int, taken: Array) -> Array:
    """Of the candidates of a block those that count: in each theme the longest, of equally long ones the first.

    One after another takes its tokens for its theme, if none of them is taken and no exception blocks it. ``taken``
    has, of each token, the theme whose match was put there last: themes come one after another.

    Args:
        candidates: of the block.
        patterns: how many of them are of patterns.
        exceptions: how many of exceptions.
        taken: room for a number a token.
    """
    key = np.empty(patterns, np.int64)
    for place in range(patterns):
        # Themes apart; the longer first; and they already stand in the order of their first tokens.
        key[place] = (candidates.theme[place] << _BELOW) + (_LARGEST - candidates.length[place])
        for token in range(candidates.first[place], candidates.last[place] + 1):
            taken[token] = -1
    order = _order_by(key)
    kept = 0
    for place in range(patterns):
        one = order[place]
        free = not exceptions or not _is_blocked(candidates, one, exceptions)
        for token in range(candidates.first[one], candidates.last[one] + 1):
            free &= taken[token] != candidates.theme[one]
        if free:
            for token in range(candidates.first[one], candidates.last[one] + 1):
                taken[token] = candidates.theme[one]
            order[kept] = one
            kept += 1
    return order[:kept]


@compiled
def _count_not_nested(candidates: Candidates, kept: Array, found: Matches, of_themes: Array) -> None:
    """Add the mentions that do not lie within a longer one of any theme.

    In the order of their starts, the longest first, all that is before and reaches further than the others before it
    is the widest; what is within any is within that, and as long as it only if it is the same stretch.
    """
    key = np.empty(len(kept), np.int64)
    for place in range(len(kept)):
        key[place] = (candidates.first[kept[place]] << _BELOW) + (_LARGEST - candidates.last[kept[place]])
    order = _order_by(key)
    widest_start, widest_end = 0, 0
    for place in range(len(kept)):
        one = kept[order[place]]
        start, end = found.start[candidates.match[one]], found.end[candidates.match[one]]
        if end > widest_end:
            widest_start, widest_end = start, end
        if end - start == widest_end - widest_start:
            of_themes[candidates.theme[one]] += 1


@compiled
def _choose(
    codes: Array, classes: Array, taken: Array, text_of_block: Array, rules: Rules, found: Matches, near: Matches,
    candidates: Candidates, mentions: Array, nested: bool,
) -> None:  # fmt: skip
    """Add the matches that count, block by block, to the mentions of the themes."""
    match = 0
    while match < len(found.phrase):
        block = found.block[match]
        patterns, exceptions = 0, 0
        while match < len(found.phrase) and found.block[match] == block:
            begin, end, phrase = found.first[match], found.last[match], found.phrase[match]
            for rule in range(rules.first[phrase], rules.first[phrase + 1]):
                asks = rules.proximity_first[rule] < rules.proximity_first[rule + 1]
                if asks and not _has_proximities(rules, rule, block, begin, end, near):
                    continue
                at = patterns
                if rules.is_exception[rule]:
                    at = len(candidates.theme) - 1 - exceptions
                    exceptions += 1
                else:
                    patterns += 1
                candidates.theme[at], candidates.match[at] = rules.theme[rule], match
                candidates.first[at], candidates.last[at] = begin, end
                candidates.length[at] = seen_length(codes, found.start[match], found.end[match], classes)
            match += 1
        of_themes = mentions[text_of_block[block]]
        if patterns == 1 and not exceptions:
            of_themes[candidates.theme[0]] += 1
            continue
        kept = _keep_longest(candidates, patterns, exceptions, taken)
        if nested:
            _count_not_nested(candidates, kept, found, of_themes)
        else:
            for one in kept:
                of_themes[candidates.theme[one]] += 1
