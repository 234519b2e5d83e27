"""What a dictionary finds in documents, and what it leaves out: the numbers behind coverage, length and consistency.

Documents are counted while they are read, one after another, so that a corpus need not fit into memory.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from themeline.corpus.parsed import ParsedDocument
from themeline.dictionary.codebook import Codebook
from themeline.dictionary.mentions import find_mentions
from themeline.measures.document import outside_themes
from themeline.measures.intervals import rate
from themeline.measures.words import NUMBER
from themeline.text.document import BODY

_NUMBER = re.compile(NUMBER)


@dataclass
class Tally:
    """Counts of documents, which grow while these are read.

    Attributes:
        codebook: the dictionary.
        general: another dictionary, of words that the themes may leave out; None for none.
        stopwords: of a language (its code), folded words that tell nothing when no pattern knows them.
        documents: one row each: document, words, sentences, with_theme (sentences with a mention of any theme),
            inside (words in a mention).
        patterns: of each document, how often each pattern of a theme is mentioned.
        unknown: words in no mention, folded, without stop words and numbers: how often each stands in all documents.
        outside: what ``general`` finds, as `outside_themes`, summed over documents; None for no ``general``, or where
            it has no patterns in the language of any document.
        of_patterns: by which patterns they are coded, see `Codebook.patterns_for`.
        not_looked: how many documents are in a language that ``general`` has no patterns in.
    """

    codebook: Codebook
    general: Codebook | None = None
    stopwords: Callable[[str], frozenset[str]] = lambda _: frozenset()
    documents: list[tuple[str, int, int, int, int]] = field(default_factory=list)
    patterns: list[Counter[tuple[str, str]]] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    outside: pd.DataFrame | None = None
    of_patterns: set[str] = field(default_factory=set)
    not_looked: int = 0

    def watch(self, read: Iterable[ParsedDocument]) -> Iterator[ParsedDocument]:
        """Documents as they come, each counted."""
        for one in read:
            self.add(one)
            yield one

    def add(self, one: ParsedDocument) -> None:
        """Count a document."""
        document = one.document
        mentions = find_mentions(document, self.codebook)
        self.of_patterns.add(self.codebook.patterns_for(document.language))
        self.patterns.append(Counter(zip(mentions["theme"], mentions["pattern"], strict=True)))
        words = document.in_roles("words")
        starts = words["start"].to_numpy()
        # Of overlapping mentions only the furthest end so far tells whether a word is in one.
        ordered = mentions.sort_values("start")
        reach = np.concatenate([[0], np.maximum.accumulate(ordered["end"].to_numpy(dtype=int))])
        inside = starts < reach[np.searchsorted(ordered["start"].to_numpy(), starts, side="right")]
        left = Counter(words["key"].to_numpy()[~inside].tolist())
        stopwords = self.stopwords(document.language)
        for word in [word for word in left if word in stopwords or _NUMBER.fullmatch(word)]:
            del left[word]
        self.unknown += left
        sentences, with_theme = document.sentence_count(BODY), mentions["sentence"].nunique()
        self.documents.append((one.name, len(words), sentences, with_theme, int(inside.sum())))
        if self.general is not None and not self.general.is_for(document.language):
            self.not_looked += 1
        elif self.general is not None:
            found = outside_themes(find_mentions(document, self.general), mentions, self.general)
            before = 0 if self.outside is None else self.outside[["mentions", "outside"]]
            found[["mentions", "outside"]] += before
            self.outside = found.assign(share=found["outside"] / found["mentions"])

    @property
    def words(self) -> np.ndarray:
        """The words of each document."""
        return np.array([row[1] for row in self.documents], dtype=float)

    def rates(self, theme: str) -> np.ndarray:
        """Mentions of a theme per 1,000 words, in each document that has words; NaN in the others."""
        found = np.array([sum(n for (of, _), n in one.items() if of == theme) for one in self.patterns], dtype=float)
        known = self.words > 0
        return np.where(known, rate(found, np.where(known, self.words, 1)), np.nan)

    def pattern_count(self, theme: str) -> int:
        """How many patterns a theme has in the languages of the documents."""
        books = [self.codebook.in_language(language) for language in self.of_patterns]
        return sum(len(one.patterns) for book in books for one in book.themes if one.id == theme)

    def items(self, theme: str) -> tuple[list[str], np.ndarray]:
        """The patterns of a theme that are mentioned anywhere, and how often: documents x patterns."""
        names = sorted({pattern for one in self.patterns for of, pattern in one if of == theme})
        counts = [[one[theme, name] for name in names] for one in self.patterns]
        return names, np.array(counts, dtype=int).reshape(len(counts), len(names))
