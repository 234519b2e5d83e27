"""A classifier that learns from coded sentences: what it is worth beside the dictionary, and what it sees elsewhere.

Its features are what the dictionary finds in a sentence, and the sentence's words and pairs of words (tf-idf); for
each theme there is a logistic regression of its own. Nothing is drawn at random, and no model is kept: it learns anew
from the sheets.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from themeline.dictionary.codebook import Codebook
from themeline.dictionary.mentions import find_mentions
from themeline.errors import input_error
from themeline.io.optional import require
from themeline.text.blocks import one_line
from themeline.text.document import ROLES, Document, read_document
from themeline.text.tokens import WORD, fold, parts_of
from themeline.text.wording import aligned_lines
from themeline.validity.coding_sheets import Coded, read_sentences, read_sheets, sheet_table
from themeline.validity.convert import holds_coded
from themeline.validity.scores import found_by, overall_scores, shares, theme_scores

# Sentences with a theme, and without it, below which it is not learned.
FEWEST = 10
FOLDS = 5


@dataclass(frozen=True)
class Worth:
    """How well a dictionary and a classifier find what coders coded, on the same sentences.

    Attributes:
        themes: those that could be learned.
        documents: the number of documents, each of which is seen in one fold only.
        folds: their number; 0 where nothing was left out, since other sentences were learned from.
        scores: of each theme, as `theme_scores` gives them, with the column ``by`` (dictionary, classifier).
        overall: over these themes, as `overall_scores` gives them, with the same column.
    """

    themes: list[str]
    documents: int
    folds: int
    scores: pd.DataFrame
    overall: pd.DataFrame


def learnable(coded: Coded) -> tuple[list[str], dict[str, int]]:
    """The themes that enough sentences have, and lack, to be learned; and of each other one how many have it.

    A sentence has a theme if at least half of those who looked saw it.
    """
    has, looked = _answers(coded)
    counts = {theme: int(has[:, k].sum()) for k, theme in enumerate(coded.themes)}
    enough = [
        theme
        for k, theme in enumerate(coded.themes)
        if min(counts[theme], int((looked[:, k] & ~has[:, k]).sum())) >= FEWEST
    ]
    return enough, {theme: count for theme, count in counts.items() if theme not in enough}


def tried_on(coded: Coded, seen: np.ndarray, codebook: Codebook) -> Worth:
    """Scores of what a classifier sees in coded sentences that it has not learned from, beside the dictionary's.

    Args:
        coded: the sentences; its themes are those that were learned.
        seen: by the classifier: units x themes, true or false.
        codebook: the dictionary.
    """
    tables, means = [], []
    for by, found in (("dictionary", found_by(coded, codebook)), ("classifier", seen)):
        tables.append(theme_scores(found, coded.codes, coded.themes).assign(by=by))
        means.append(overall_scores(found, coded.codes).assign(by=by))
    documents = coded.units["path"].nunique()
    both = (pd.concat(parts, ignore_index=True) for parts in (tables, means))
    return Worth(coded.themes, documents, 0, *both)


def worth(coded: Coded, codebook: Codebook) -> Worth | None:
    """Scores of classifiers that have not seen the document whose sentences they judge, beside the dictionary's.

    The documents are parted into `FOLDS` parts, or as many as there are documents; what is learned from all others is
    tried on each. The dictionary has nothing to learn; but where it was written with these sentences in view, its
    scores are too good, and so are those of a classifier that uses what it finds.

    Returns:
        None where all sentences are of one document, or no theme can be learned.
    """
    require("themeline learn", "sklearn")
    from sklearn.model_selection import GroupKFold

    themes, _ = learnable(coded)
    groups = coded.units["path"].to_numpy()
    documents = len(set(groups))
    if documents < 2 or not themes:
        return None
    some = coded.only(themes)
    folds = min(FOLDS, documents)
    guessed = np.zeros((len(groups), len(themes)), dtype=bool)
    for _, unseen in GroupKFold(folds).split(groups, groups=groups):
        left_out = np.isin(np.arange(len(groups)), unseen)
        known, other = some.where(~left_out), some.where(left_out)
        guessed[unseen] = predictions(known, _words_of(other), _hits(other, codebook), codebook)
    return replace(tried_on(some, guessed, codebook), folds=folds)


def predictions(coded: Coded, words: Sequence[Sequence[str]], hits: np.ndarray, codebook: Codebook) -> np.ndarray:
    """What a classifier that has learned from coded sentences sees in others.

    Args:
        coded: what is learned from; all its themes are.
        words: of each other sentence, as `words_of` gives them.
        hits: of each other sentence and theme of the codebook, how often it is found: see `hits_in`.
        codebook: the dictionary.

    Returns:
        sentences x themes of ``coded``, true or false. A theme that no sentence has, or all have, is seen in none, or
        in all.
    """
    require("themeline learn", "sklearn")
    from scipy.sparse import csr_array, hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = TfidfVectorizer(analyzer=_with_pairs, min_df=2, sublinear_tf=True)
    own = _words_of(coded)
    try:
        learned, other = vectors.fit_transform(own), vectors.transform(list(words))
    except ValueError:  # no word comes twice
        learned, other = csr_array((len(own), 0)), csr_array((len(words), 0))
    learned = hstack([learned, csr_array(np.log1p(_hits(coded, codebook)))], format="csr")
    other = hstack([other, csr_array(np.log1p(hits))], format="csr")
    has, looked = _answers(coded)
    seen = np.zeros((len(words), len(coded.themes)), dtype=bool)
    for k in range(len(coded.themes)):
        kept = looked[:, k]
        answers = has[kept, k]
        if answers.all() or not answers.any():
            seen[:, k] = bool(len(answers)) and answers.all()
            continue
        model = LogisticRegression(class_weight="balanced", max_iter=1_000)
        model.fit(learned[np.flatnonzero(kept)], answers)
        seen[:, k] = model.predict(other)
    return seen


def words_of(texts: Sequence[str]) -> list[list[str]]:
    """The words of sentences, in the form in which patterns find them."""
    return [
        [key for match in WORD.finditer(text) for _, _, key in parts_of(match.group(), fold(match.group()))]
        for text in texts
    ]


def hits_in(documents: Sequence[Document], numbers: Sequence[int], codebook: Codebook) -> np.ndarray:
    """How often each theme is found in sentences: sentences x themes of the codebook.

    Args:
        documents: that of each sentence.
        numbers: of each sentence in its document, from 1.
        codebook: the dictionary.
    """
    place = {theme: k for k, theme in enumerate(codebook.ids)}
    known: dict[int, dict[int, np.ndarray]] = {}
    for document in documents:
        if id(document) in known:
            continue
        counts = known[id(document)] = {}
        mentions = find_mentions(document, codebook, roles=ROLES)
        for number, theme in zip(mentions["sentence"], mentions["theme"], strict=True):
            counts.setdefault(int(number), np.zeros(len(place)))[place[theme]] += 1
    nothing = np.zeros(len(place))
    rows = [known[id(document)].get(number, nothing) for document, number in zip(documents, numbers, strict=True)]
    return np.array(rows).reshape(len(rows), len(place))


def _answers(coded: Coded) -> tuple[np.ndarray, np.ndarray]:
    """Whether a sentence has a theme, and whether anybody looked: units x themes each."""
    share, coders = shares(coded.codes)
    return (share >= 0.5) & (coders > 0), coders > 0


def _words_of(coded: Coded) -> list[list[str]]:
    return words_of(coded.units["text"].tolist())


def _hits(coded: Coded, codebook: Codebook) -> np.ndarray:
    documents = [coded.documents[path] for path in coded.units["path"]]
    return hits_in(documents, coded.units["sentence"].tolist(), codebook)


def _with_pairs(words: Sequence[str]) -> list[str]:
    return [*words, *map(" ".join, itertools.pairwise(words))]


class NewCodes(NamedTuple):
    """What a classifier says of sentences: a sheet, those open last, and its scores where they were coded before.

    The remarks are on how the text was read.
    """

    sheet: pd.DataFrame
    left_open: int
    remarks: list[str]
    worth: Worth | None = None
    scored: int = 0


def code_others(coded: Coded, path: Path, codebook: Codebook, roles: tuple[str, ...]) -> NewCodes:
    """Code the sentences of a text, or of a sheet, by what is learned from coded sentences.

    A sentence that was learned from is left open, by its words: so also in a copy of its text.

    Args:
        coded: what is learned from; all its themes are.
        path: of the text or sheet.
        codebook: the dictionary.
        roles: of the sentences that count in the scores.

    Raises:
        InputError: the file cannot be read, or all its sentences were learned from.
    """
    if holds_coded(path):
        table, documents, is_coded = read_sentences(path, codebook)
    else:
        document = read_document(path)
        table, is_coded = sheet_table({path.name: document}, codebook), False
        documents = [document] * len(table)
    remarks = [remark for one in {id(one): one for one in documents}.values() for remark in one.remarks()]
    numbers = [int(float(number)) for number in table["sentence"]]
    known = _plain(coded.units["text"])
    learned = np.array([text in set(known) for text in _plain(table["text"])])
    if learned.all():
        what = "has no sentence that was not learned from"
        raise input_error(path, what, "name a text or a sheet that is not among those to learn from")
    seen = predictions(coded, words_of(table["text"].tolist()), hits_in(documents, numbers, codebook), codebook)
    for k, theme in enumerate(coded.themes):
        table[theme] = np.where(seen[:, k] & ~learned, "1", "")
    table["none"] = np.where(~seen.any(axis=1) & ~learned, "1", "")
    table = table.drop(columns=[theme for theme in codebook.ids if theme not in coded.themes])
    sheet = pd.concat([table[~learned], table[learned]], ignore_index=True)
    if not is_coded:
        return NewCodes(sheet, int(learned.sum()), remarks)
    before = read_sheets([path], codebook).of_roles(roles).only(coded.themes)
    before = before.where(np.array([text not in set(known) for text in _plain(before.units["text"])]))
    own = dict(zip(zip(table["document"], numbers, strict=True), seen, strict=True))
    kept = [coded.themes.index(theme) for theme in before.themes]
    rows = [own[key][kept] for key in zip(before.units["document"], before.units["sentence"], strict=True)]
    if not rows or not kept:
        return NewCodes(sheet, int(learned.sum()), remarks)
    return NewCodes(sheet, int(learned.sum()), remarks, tried_on(before, np.array(rows), codebook), len(rows))


def _plain(texts: Iterable[str]) -> list[str]:
    return [one_line(text).casefold() for text in texts]


def worth_lines(result: Worth) -> Iterator[str]:
    """The scores of dictionary and classifier beside each other, line by line."""
    rows = [["theme", "coded", "dictionary F1", "classifier F1", "precision", "recall"]]
    by = {
        name: result.scores[result.scores["by"] == name].to_dict("records") for name in ("dictionary", "classifier")
    }
    for one, other in zip(by["dictionary"], by["classifier"], strict=True):
        rows.append([one["theme"], f"{one['coded']:.4g}", *_cells(one, other)])
    means = {name: result.overall[result.overall["by"] == name].to_dict("records") for name in by}
    for one, other in zip(means["dictionary"], means["classifier"], strict=True):
        name = "all judgements (micro)" if one["kind"] == "micro" else f"mean of {len(result.themes)} themes (macro)"
        rows.append([name, "", *_cells(one, other)])
    yield from aligned_lines(rows, right=(1,))


def _cells(one: dict[str, float], other: dict[str, float]) -> list[str]:
    return [_score(one, "f1"), *(_score(other, score) for score in ("f1", "precision", "recall"))]


def _score(row: dict[str, float], score: str) -> str:
    value = row[score]
    return "-" if np.isnan(value) else f"{value:.2f} [{row[f'{score}_low']:.2f}, {row[f'{score}_high']:.2f}]"
