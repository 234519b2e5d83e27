"""What a dictionary is compared with: what a user would do without one."""

import functools
import re

import numpy as np
import pandas as pd
from nltk.stem.snowball import SnowballStemmer

from themeline.dictionary.codebook import Codebook
from themeline.text.document import Document
from themeline.text.tokens import WORD, fold, parts_of
from themeline.validity.coding_sheets import Coded
from themeline.validity.scores import overall_scores, shares

_STEMMER = SnowballStemmer("english")
_LITTLE = frozenset("a an and as at by for from in not of on or own such the to with against somebody".split())


def baseline_scores(coded: Coded, codebook: Codebook, found: np.ndarray) -> pd.DataFrame:
    """Macro scores of the dictionary beside those of what one would do without it, on the same sentences.

    Args:
        coded: the sentences.
        codebook: the themes.
        found: what the dictionary finds (units x themes), see `themeline.validity.scores.found_by`.

    Returns:
        part, method, precision, recall, F1, 95 % interval (in words): one row per part of the sentences and method.
    """
    rows = []
    for part in dict.fromkeys(coded.units["part"]):
        kept = (coded.units["part"] == part).to_numpy()
        here = coded.where(kept)
        guesses = {
            "dictionary": found[kept],
            "words of the name": by_names(here, codebook),
            "like the definition": by_definitions(here, codebook),
        }
        for method, guess in guesses.items():
            macro = overall_scores(guess, here.codes).iloc[1]
            interval = f"{macro['f1_low']:.2f} to {macro['f1_high']:.2f}"
            rows.append((part, method, macro["precision"], macro["recall"], macro["f1"], interval))
    return pd.DataFrame(rows, columns=["part", "method", "precision", "recall", "F1", "95 % interval"])


def by_names(coded: Coded, codebook: Codebook) -> np.ndarray:
    """Sentences that have a word of the theme's name, in any inflection (words of one stem count as one).

    Returns:
        units x themes, true or false.
    """
    stems = _sentence_stems(coded)
    names = [_stems(f"{theme.label} {theme.id}") - _LITTLE for theme in map(codebook.theme, coded.themes)]
    return np.array([[bool(one & name) for name in names] for one in stems])


def by_definitions(coded: Coded, codebook: Codebook) -> np.ndarray:
    """Sentences that are like the theme's definition: cosine of weighted stems (tf-idf) above a threshold.

    For each theme the threshold is the one with the best F1 on these very sentences, which no user could know: so
    this is the most that the method can reach here.

    Returns:
        units x themes, true or false.
    """
    stems = _sentence_stems(coded)
    definitions = [
        _stems(f"{theme.label} {theme.definition}") - _LITTLE for theme in map(codebook.theme, coded.themes)
    ]
    number = {stem: i for i, stem in enumerate(sorted(set().union(*stems, *definitions)))}
    matrix = np.zeros((len(stems) + len(definitions), len(number)))
    for i, one in enumerate([*stems, *definitions]):
        matrix[i, [number[stem] for stem in one]] = 1
    matrix *= np.log(len(matrix) / np.maximum(matrix.sum(axis=0), 1))
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-12)
    alike = matrix[: len(stems)] @ matrix[len(stems) :].T
    found = np.zeros(alike.shape, dtype=bool)
    share, _ = shares(coded.codes)
    for k in range(alike.shape[1]):
        best = 0.0
        for threshold in np.unique(alike[alike[:, k] > 0, k]):
            above = alike[:, k] >= threshold
            score = 2 * share[above, k].sum() / (above.sum() + share[:, k].sum())
            if score > best:
                best, found[:, k] = score, above
    return found


def _sentence_stems(coded: Coded) -> list[set[str]]:
    known: dict[str, Document] = coded.documents
    return [_stems(known[unit.path].plain[unit.start : unit.end]) for unit in coded.units.itertuples()]


def _stems(text: str) -> set[str]:
    words = [match.group() for match in WORD.finditer(text)]
    keys = [key for word in words for _, _, key in parts_of(word, fold(word))]
    return {_stem(re.sub(r"'s?$", "", key)) for key in keys}


@functools.lru_cache(maxsize=20_000)
def _stem(key: str) -> str:
    return str(_STEMMER.stem(key))
