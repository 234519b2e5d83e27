"""Keyword in context: a word, a phrase or a mention, and the text around it."""

import pandas as pd

from themeline.dictionary.mentions import find_pattern
from themeline.text.document import BODY, Document
from themeline.text.wording import single_spaced

CONTEXT = ["left", "keyword", "right"]


def keyword_in_context(
    document: Document, pattern: str, *, window: int = 60, roles: tuple[str, ...] = BODY
) -> pd.DataFrame:
    """Find a word or phrase (with ``*`` and ``?``) and the text around it.

    Args:
        document: the text.
        pattern: as in a codebook.
        window: characters shown on each side at most; a word that would be cut is left out whole.
        roles: the parts searched.

    Returns:
        sentence, section, left, keyword, right: one row an occurrence, in the order of the text.

    Raises:
        ValueError: it is not a pattern.
    """
    rows = []
    for start, end, row in find_pattern(document, pattern, roles=roles):
        word = document.words.iloc[row]
        rows.append((word["sentence"], word["section"], *_around(document.text, start, end, window)))
    return pd.DataFrame(rows, columns=["sentence", "section", *CONTEXT])


def mentions_in_context(mentions: pd.DataFrame, document: Document, *, window: int = 60) -> pd.DataFrame:
    """Mentions with the text around each: their table with left, keyword, right at its end.

    Args:
        mentions: of this text, with start and end, as `find_mentions` or `mention_table` gives them.
        document: the text.
        window: as of `keyword_in_context`.
    """
    rows = [_around(document.text, row.start, row.end, window) for row in mentions.itertuples()]
    return pd.concat([mentions, pd.DataFrame(rows, columns=CONTEXT, index=mentions.index)], axis=1)


def _around(text: str, start: int, end: int, window: int) -> tuple[str, str, str]:
    first, last = window_around(text, start, end, window)
    return single_spaced(text[first:start]), text[start:end], single_spaced(text[end:last])


def window_around(text: str, start: int, end: int, window: int) -> tuple[int, int]:
    """Where the text around a stretch begins and ends: so many characters at each side, less a piece of a word.

    Where all of a window is one run of letters, as in Chinese, it is cut anywhere.
    """
    first, last = max(0, start - window), min(len(text), end + window)
    begin, stop = first, last
    while 0 < begin < start and text[begin - 1].isalnum() and text[begin].isalnum():
        begin += 1
    while end < stop < len(text) and text[stop - 1].isalnum() and text[stop].isalnum():
        stop -= 1
    return (begin if begin < start else first), (stop if stop > end else last)
