"""Finds and counts the matches of a dictionary in compiled code: the same rules as `coding`, many times as fast."""

from typing import NamedTuple

import numpy as np
from numba import njit

from themeline.corpus.engine.tables import ALL, Dictionary, Rules, Sets, Tree, slot_of
from themeline.corpus.engine.tokenizer import Array, are_joined, seen_length
from themeline.dictionary.patterns import LONGEST_PATTERN


class Forms(NamedTuple):
    """What is known of the forms of words: the set of globs a form matches, or -1 - the number of its parts' list.

    ``kind`` is of each type, ``broken`` of the words with a line's end in them, in their order.
    """

    kind: Array
    broken: Array
    part_first: Array
    part_begin: Array
    part_end: Array
    part_set: Array
    part_joined: Array


class Matches(NamedTuple):
    """Matches of phrases: the phrase, the block, its first and last word in that, where it starts and ends."""

    phrase: Array
    block: Array
    first: Array
    last: Array
    start: Array
    end: Array


class Chosen(NamedTuple):
    """Room for what rules match in a block, and the order in which it is looked at."""

    theme: Array
    begin: Array
    end: Array
    shortness: Array
    match: Array
    order: Array
    spare: Array


@njit(cache=True, nogil=True, inline="always")
def _child(edge_from: Array, edge_by: Array, edge_to: Array, node: int, glob: int) -> int:
    slot = slot_of(node, glob, len(edge_from))
    child = -1
    while edge_from[slot] >= 0:
        if edge_from[slot] == node and edge_by[slot] == glob:
            child = edge_to[slot]
            break
        slot = (slot + 1) & (len(edge_from) - 1)
    return child


def count_matches(
    codes: Array, classes: Array, words: tuple[Array, Array, Array, Array], counted: Array, text_of: Array,
    forms: Forms, sets: tuple[Sets, Sets], dictionary: Dictionary, mentions: Array, *, nested: bool,
) -> None:  # fmt: skip
    """Count the mentions in blocks.

    Args:
        codes: of the texts.
        classes: of the code points.
        words: as `scanning.find_words` gives them.
        counted: of each block, whether its words and mentions count.
        text_of: each block's text.
        forms: what is known of the words' forms.
        sets: the sets of globs that forms match, in the tree of patterns and in that of companies.
        dictionary: the codebook.
        mentions: of each text and theme, to which is added.
        nested: whether what lies within a longer match of any theme does not count (``nested_scope``).
    """
    rules = dictionary.rules
    found = _matches(codes, classes, words, counted, forms, sets[0], dictionary.tree)
    if not len(found.phrase):
        return
    asking = np.zeros(len(counted), np.bool_)
    near = found
    if rules.company_first[-1] and _mark_asking(found, rules, asking):
        near = _matches(codes, classes, words, asking, forms, sets[1], dictionary.companies)
    room = len(found.phrase) * int(np.diff(rules.first).max())
    chosen = Chosen(*(np.empty(room, np.int64) for _ in Chosen._fields))
    taken = np.empty(int(found.last.max()) + 1, np.int32)
    _choose(codes, classes, taken, text_of, rules, found, near, chosen, mentions, nested)


def _matches(
    codes: Array, classes: Array, words: tuple[Array, Array, Array, Array], wanted: Array, forms: Forms, sets: Sets,
    tree: Tree,
) -> Matches:  # fmt: skip
    """All matches of a tree's phrases in the blocks that are wanted, in the order of their first words."""
    # A path through a tree is as long as a pattern at most, and from each of its nodes each glob may lead on.
    widest = int(np.diff(sets.first).max(initial=0))
    stack = np.empty((2, (LONGEST_PATTERN + 1) * (widest + 2)), np.int64)
    size, room = 2 * int(np.diff(words[3]).max(initial=0)) + 64, len(words[0]) // 8 + 64
    while True:
        matches = Matches(*(np.empty(room, np.int32) for _ in Matches._fields))
        tokens = tuple(np.empty(size, np.int32) for _ in range(4))
        found, lacking = _find(codes, classes, *words, wanted, forms, sets, tree, matches, tokens, stack)
        if not lacking:
            return Matches(*(column[:found] for column in matches))
        if lacking == 1:
            room *= 4
        else:
            size *= 4


@njit(cache=True, nogil=True)
def _find(
    codes: Array, classes: Array, begin: Array, behind: Array, kind: Array, first: Array, wanted: Array,
    forms: Forms, sets: Sets, tree: Tree, matches: Matches, tokens: tuple[Array, ...],
    stack: Array,
) -> tuple[int, int]:  # fmt: skip
    """Write matches; their number, and what there is too little room for: 0 nothing, 1 matches, 2 words of a block.

    All in one function, and block by block, since what a block's words need then stays at hand: it is twice as fast.
    """
    starts, ends, globs, joined = tokens
    nodes, places = stack
    of_type, of_broken = forms.kind, forms.broken
    part_first, part_begin, part_end = forms.part_first, forms.part_begin, forms.part_end
    part_set, part_joined = forms.part_set, forms.part_joined
    star, phrase, leads = tree.star, tree.phrase, tree.signs
    edge_from, edge_by, edge_to = tree.edge_from, tree.edge_by, tree.edge_to
    set_first, set_glob, start_first, start = sets.first, sets.glob, sets.start_first, sets.start
    asks, signs = sets.asks, sets.signs
    matched, of_block, firsts, lasts, match_starts, match_ends = matches
    found = 0
    for block in range(len(wanted)):
        if not wanted[block]:
            continue
        # Most blocks have no word in parts: then their words are those of the table, and need not be copied.
        base, size, whole = first[block], first[block + 1] - first[block], True
        for at in range(size):
            number = kind[base + at]
            form = of_type[number] if number >= 0 else of_broken[-1 - number]
            if form < 0:
                whole = False
                break
            globs[at] = form
        if not whole:
            size = 0
            for word in range(base, first[block + 1]):
                form = of_type[kind[word]] if kind[word] >= 0 else of_broken[-1 - kind[word]]
                if size >= len(starts):
                    return found, 2
                if form >= 0:
                    starts[size], ends[size], globs[size], joined[size] = begin[word], behind[word], form, -1
                    size += 1
                    continue
                for part in range(part_first[-1 - form], part_first[-form]):
                    if size >= len(starts):
                        return found, 2
                    starts[size], ends[size] = begin[word] + part_begin[part], begin[word] + part_end[part]
                    globs[size], joined[size] = part_set[part], part_joined[part]
                    size += 1
        for at in range(size):
            form = globs[at]
            # Most words that begin a phrase are not followed by its second one.
            if not asks[form] or (asks[form] != ALL and (at + 1 == size or not asks[form] & signs[globs[at + 1]])):
                continue
            top = 0
            for place in range(start_first[form], start_first[form + 1]):
                node = start[place]
                if phrase[node] >= 0 or (at + 1 < size and leads[node] & signs[globs[at + 1]]):
                    nodes[top], places[top] = node, at
                    top += 1
            while top:
                top -= 1
                node, last = nodes[top], places[top]
                if phrase[node] >= 0:
                    if found >= len(matched):
                        return found, 1
                    matched[found], of_block[found], firsts[found], lasts[found] = phrase[node], block, at, last
                    match_starts[found] = begin[base + at] if whole else starts[at]
                    match_ends[found] = behind[base + last] if whole else ends[last]
                    found += 1
                following = last + 1
                if following == size or not leads[node] & signs[globs[following]]:
                    continue
                if whole:
                    if not are_joined(codes, behind[base + last], begin[base + following], classes):
                        continue
                else:
                    if joined[following] < 0:
                        joined[following] = are_joined(codes, ends[last], starts[following], classes)
                    if not joined[following]:
                        continue
                form = globs[following]
                for place in range(set_first[form], set_first[form + 1]):
                    child = _child(edge_from, edge_by, edge_to, node, set_glob[place])
                    if child >= 0:
                        nodes[top], places[top] = child, following
                        top += 1
                if star[node] >= 0:
                    nodes[top], places[top] = star[node], following
                    top += 1
    return found, 0


@njit(cache=True, nogil=True)
def _mark_asking(found: Matches, rules: Rules, asking: Array) -> bool:
    """Mark the blocks in which a match asks for company, or for none; whether there is any."""
    any_asks = False
    for match in range(len(found.phrase)):
        phrase = found.phrase[match]
        if rules.company_first[rules.first[phrase]] < rules.company_first[rules.first[phrase + 1]]:
            asking[found.block[match]] = any_asks = True
    return any_asks


@njit(cache=True, nogil=True)
def _at_or_behind(near: Matches, block: int, word: int) -> int:
    """The first match in this block, from this word on; or else what stands behind it."""
    low, high = 0, len(near.block)
    while low < high:
        middle = (low + high) // 2
        if near.block[middle] < block or (near.block[middle] == block and near.first[middle] < word):
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def _is_member(rules: Rules, company: int, phrase: int) -> bool:
    low, high = rules.member_first[company], rules.member_first[company + 1]
    while low < high:
        middle = (low + high) // 2
        if rules.member[middle] < phrase:
            low = middle + 1
        else:
            high = middle
    return bool(low < rules.member_first[company + 1] and rules.member[low] == phrase)


@njit(cache=True, nogil=True)
def _in_company(rules: Rules, rule: int, block: int, begin: int, end: int, near: Matches) -> bool:
    """Whether all that must be near a match is, and nothing that must not."""
    for company in range(rules.company_first[rule], rules.company_first[rule + 1]):
        within = rules.within[company]
        there = False
        other = _at_or_behind(near, block, begin - within - LONGEST_PATTERN)
        while other < len(near.block) and near.block[other] == block and near.first[other] <= end + within:
            first, last = near.first[other], near.last[other]
            if (end < first or begin - within <= last < begin) and _is_member(rules, company, near.phrase[other]):
                there = True
                break
            other += 1
        if there != rules.wanted[company]:
            return False
    return True


@njit(cache=True, nogil=True)
def _is_less(first: Array, second: Array, third: Array, one: int, other: int) -> bool:
    if first[one] != first[other]:
        return bool(first[one] < first[other])
    if second[one] != second[other]:
        return bool(second[one] < second[other])
    return bool(third[one] < third[other])


@njit(cache=True, nogil=True)
def _sort(order: Array, spare: Array, size: int, first: Array, second: Array, third: Array) -> None:
    """Sort numbers by what they stand for in three tables: by inserting where they are few, else by merging."""
    step = 16
    for low in range(0, size, step):
        for place in range(low + 1, min(low + step, size)):
            moved = order[place]
            before = place - 1
            while before >= low and _is_less(first, second, third, moved, order[before]):
                order[before + 1] = order[before]
                before -= 1
            order[before + 1] = moved
    while step < size:
        for low in range(0, size, 2 * step):
            middle, high = min(low + step, size), min(low + 2 * step, size)
            left, right = low, middle
            for place in range(low, high):
                if right >= high or (left < middle and not _is_less(first, second, third, order[right], order[left])):
                    spare[place] = order[left]
                    left += 1
                else:
                    spare[place] = order[right]
                    right += 1
        for place in range(size):
            order[place] = spare[place]
        step *= 2


@njit(cache=True, nogil=True)
def _is_blocked(chosen: Chosen, one: int, blocking: int) -> bool:
    """Whether a longer match of an exception of its theme, which stand at the back by place, overlaps this one."""
    back = len(chosen.theme) - 1
    low, high = 0, blocking
    while low < high:
        middle = (low + high) // 2
        if chosen.begin[back - middle] < chosen.begin[one] - LONGEST_PATTERN:
            low = middle + 1
        else:
            high = middle
    while low < blocking and chosen.begin[back - low] <= chosen.end[one]:
        other = back - low
        if (
            chosen.theme[other] == chosen.theme[one]
            and chosen.end[other] >= chosen.begin[one]
            and chosen.shortness[other] < chosen.shortness[one]
        ):
            return True
        low += 1
    return False


@njit(cache=True, nogil=True)
def _choose(
    codes: Array, classes: Array, taken: Array, text_of: Array, rules: Rules, found: Matches, near: Matches,
    chosen: Chosen, mentions: Array, nested: bool,
) -> None:  # fmt: skip
    """Add the matches that count, block by block, to the mentions of the themes."""
    matched, of_block, firsts, lasts, starts, ends = found
    rule_first, company_first, rule_theme, blocks = rules.first, rules.company_first, rules.theme, rules.blocks
    theme, begins, stops, shortness = chosen.theme, chosen.begin, chosen.end, chosen.shortness
    order, spare, one_of = chosen.order, chosen.spare, chosen.match
    match = 0
    while match < len(matched):
        block = of_block[match]
        text = text_of[block]
        taking, blocking = 0, 0
        while match < len(matched) and of_block[match] == block:
            begin, end, phrase = firsts[match], lasts[match], matched[match]
            for rule in range(rule_first[phrase], rule_first[phrase + 1]):
                alone = company_first[rule] == company_first[rule + 1]
                if not alone and not _in_company(rules, rule, block, begin, end, near):
                    continue
                at = taking
                if blocks[rule]:
                    at = len(theme) - 1 - blocking
                    blocking += 1
                else:
                    taking += 1
                theme[at], begins[at], stops[at], one_of[at] = rule_theme[rule], begin, end, match
                shortness[at] = -seen_length(codes, starts[match], ends[match], classes)
            match += 1
        if taking == 1 and not blocking:
            mentions[text, theme[0]] += 1
            continue
        for place in range(taking):
            order[place] = place
            for word in range(begins[place], stops[place] + 1):
                taken[word] = -1
        _sort(order, spare, taking, theme, shortness, begins)
        kept = 0
        for place in range(taking):
            one = order[place]
            free = not blocking or not _is_blocked(chosen, one, blocking)
            for word in range(begins[one], stops[one] + 1):
                free &= taken[word] != theme[one]
            if free:
                for word in range(begins[one], stops[one] + 1):
                    taken[word] = theme[one]
                order[kept] = one
                kept += 1
        if not nested:
            for place in range(kept):
                mentions[text, theme[order[place]]] += 1
            continue
        for place in range(kept):
            shortness[order[place]] = -stops[order[place]]
        _sort(order, spare, kept, begins, shortness, theme)
        widest_start, widest_end = 0, 0
        for place in range(kept):
            one = order[place]
            start, end = starts[one_of[one]], ends[one_of[one]]
            if end > widest_end:
                widest_start, widest_end = start, end
            if end - start == widest_end - widest_start:
                mentions[text, theme[one]] += 1
