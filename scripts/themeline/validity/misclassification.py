"""What a text would have if the dictionary made no errors: shares and rates corrected by measured errors."""

import numpy as np
import pandas as pd

from themeline.dictionary.codebook import Codebook
from themeline.measures.intervals import Z, rate
from themeline.text.document import BODY, Document
from themeline.validity.coding_sheets import Coded
from themeline.validity.scores import found_by, theme_scores


def corrected_share(
    found: int, n: int, *, recall: float, positives: float, specificity: float, negatives: float
) -> tuple[float, float, float]:
    """The share of sentences that have a theme, from the share found and from how often the dictionary errs.

    The estimate of W. J. Rogan and B. Gladen, Estimating prevalence from the results of a screening test, American
    Journal of Epidemiology 107, 1978, with the 95 % interval of Z. Lang and J. Reiczigel, Confidence limits for
    prevalence of disease adjusted for estimated sensitivity and specificity, Preventive Veterinary Medicine 113,
    2014, which counts that recall and specificity were measured on few sentences. It holds where the dictionary errs
    in this text as it did in those that were coded.

    Args:
        found: sentences that the dictionary finds the theme in.
        n: sentences of the text.
        recall: of the dictionary, measured on ``positives`` coded sentences that have the theme.
        positives: see ``recall``.
        specificity: share of the sentences without the theme that it does not find, measured on ``negatives``.
        negatives: see ``specificity``.

    Returns:
        Share, low, high, within 0 to 1. NaN where nothing was measured, or the dictionary does no better than chance.
    """
    nothing = (float("nan"),) * 3
    if n < 1 or positives <= 0 or negatives <= 0 or recall + specificity <= 1:
        return nothing
    apparent = found / n
    share = (apparent + specificity - 1) / (recall + specificity - 1)
    # Pulled towards the middle, so that measured shares of 0 and 1 have a variance too.
    se = (positives * recall + 1) / (positives + 2)
    sp = (negatives * specificity + 1) / (negatives + 2)
    size = n + Z**2
    ap = (n * apparent + Z**2 / 2) / size
    power = se + sp - 1
    if power <= 0:
        return nothing
    middle = (ap + sp - 1) / power
    of_recall, of_specificity = se * (1 - se) / (positives + 2), sp * (1 - sp) / (negatives + 2)
    variance = (ap * (1 - ap) / size + middle**2 * of_recall + (1 - middle) ** 2 * of_specificity) / power**2
    shift = 2 * Z**2 * (middle * of_recall - (1 - middle) * of_specificity)
    low, high = (middle + shift + side * Z * np.sqrt(variance) for side in (-1, 1))
    share, low, high = (float(np.clip(value, 0, 1)) for value in (share, low, high))
    return share, min(low, share), max(high, share)


def corrected_measures(
    measures: pd.DataFrame, document: Document, coded: Coded, codebook: Codebook, *, roles: tuple[str, ...] = BODY
) -> pd.DataFrame:
    """Put beside each theme's rate in a text how well it is measured on coded sentences, see `with_validity`.

    Args:
        measures: of the text, see `themeline.measures.document.theme_measures`.
        document: the text.
        coded: sentences, of whatever texts.
        codebook: the whole codebook that they were coded with.
        roles: the parts of texts that count.

    Returns:
        As `with_validity`, and coders: what those who coded are, empty where it is not said.
    """
    coded = coded.of_roles(roles)
    scores = theme_scores(found_by(coded, codebook), coded.codes, coded.themes)
    sentences = document.sentence_count(roles)
    table = with_validity(measures, scores, sentences=sentences, words=document.word_count(roles))
    return table.assign(coders=coded.kinds_in_words())


def with_validity(measures: pd.DataFrame, scores: pd.DataFrame, *, sentences: int, words: int) -> pd.DataFrame:
    """Put beside each theme's rate how well it is measured, and what the rate would be without errors.

    The corrected rate is the corrected number of sentences times the mentions that a found sentence has on average
    (one, where none is found), per 1,000 words.

    Args:
        measures: of the text, see `themeline.measures.document.theme_measures`.
        scores: of the dictionary on coded sentences, see `themeline.validity.scores.theme_scores`.
        sentences: counted in the text.
        words: counted in the text.

    Returns:
        ``measures`` with precision, recall (each with _low and _high), coded (sentences with the theme), corrected,
        corrected_low, corrected_high (mentions per 1,000 words); NaN for a theme that was not coded.
    """
    names = ["precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high", "coded"]
    table = measures.merge(scores[["theme", *names]], on="theme", how="left")
    by_theme = scores.set_index("theme")
    rows = []
    for row in measures.itertuples():
        corrected = (float("nan"),) * 3
        if row.theme in by_theme.index:
            score = by_theme.loc[row.theme]
            negatives = score["sentences"] - score["coded"]
            share = corrected_share(
                row.sentences, sentences, recall=score["recall"], positives=score["coded"],
                specificity=1 - score["false_alarms"] / negatives if negatives else 0.0, negatives=negatives,
            )  # fmt: skip
            each = row.mentions / row.sentences if row.sentences else 1.0
            corrected = tuple(rate(part * sentences * each, words) for part in share)
        rows.append(corrected)
    table[["corrected", "corrected_low", "corrected_high"]] = rows
    return table
