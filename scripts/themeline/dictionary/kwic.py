"""Keyword in context: a word or phrase, and the text around it."""

import pandas as pd

from themeline.dictionary.mentions import find_pattern
from themeline.text.document import BODY, Document
from themeline.text.wording import single_spaced


def keyword_in_context(
    document: Document, pattern: str, *, window: int = 60, roles: tuple[str, ...] = BODY
) -> pd.DataFrame:
    """Find a word or phrase (with ``*`` and ``?``) and the text around it.

    Args:
        document: the text.
        pattern: as in a codebook.
        window: characters shown on each side.
        roles: the parts searched.

    Returns:
        sentence, section, left, keyword, right: one row an occurrence, in the order of the text.

    Raises:
        ValueError: the pattern is none.
    """
    text = document.text
    rows = []
    for start, end, row in find_pattern(document, pattern, roles=roles):
        word = document.words.iloc[row]
        left, right = text[max(0, start - window) : start], text[end : end + window]
        rows.append((word["sentence"], word["section"], single_spaced(left), text[start:end], single_spaced(right)))
    return pd.DataFrame(rows, columns=["sentence", "section", "left", "keyword", "right"])
