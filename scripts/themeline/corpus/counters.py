"""Counts what is read, text by text: by the reference matcher while there is little, by the engine from then on.

Both find the same. The reference is slower, but the engine takes a second to load, and where nothing is compiled yet
a quarter of a minute.
"""

import bisect
import itertools
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from themeline.dictionary.codebook import Codebook
from themeline.dictionary.mentions import list_mentions
from themeline.text.document import BODY, ROLES, Document
from themeline.text.extracted import Reading
from themeline.text.parts import parts_of_all

if TYPE_CHECKING:
    from themeline.corpus.engine.counter import CounterPool

# So many characters are counted, in one process, before the engine is loaded: from here on that takes less time than
# the reference does (`python3 scripts/benchmark.py start` printed, reference and engine: for 800,000 characters 0.84
# and 1.00 s, for a million 1.03 and 1.04 s).
FEW_CHARACTERS = 900_000

# As `Document` takes it: without what is not a word, and with the roles of lines that are known.
Text = tuple[str, Mapping[int, str]]


# Of one text: its mentions of each theme in the codebook's order, its words that count, and all of its words.
Counts = tuple[list[int], int, int]


class Counters(Protocol):
    """What counts texts by one codebook, for any number of threads."""

    @property
    def themes(self) -> list[str]:
        """The ids of the themes, in the codebook's order."""

    def counts(self, texts: Sequence[Text]) -> list[Counts]:
        """The `Counts` of each text."""


_One = TypeVar("_One", bound=Counters)


class CountersByLanguage(Generic[_One]):
    """Counters of a codebook, which count each text by the patterns of its language."""

    def __init__(self, codebook: Codebook, make: Callable[[Codebook], _One]) -> None:
        """Make no counters yet; ``make`` makes those of the codebook of one language, when the first text is."""
        self.themes = codebook.ids
        self.of: dict[str, _One] = {}
        self._codebook, self._make = codebook, make
        self._lock = threading.Lock()

    def counts(self, texts: Sequence[Text], languages: Sequence[str]) -> list[Counts]:
        """The `Counts` of each text.

        Args:
            texts: see `Text`.
            languages: the code of the language of each; empty where it is unsure.
        """
        patterns = [self._codebook.patterns_for(language) for language in languages]
        found: dict[int, Counts] = {}
        for language in dict.fromkeys(patterns):
            places = [place for place, one in enumerate(patterns) if one == language]
            found |= zip(places, self._counters(language).counts([texts[place] for place in places]), strict=True)
        return [found[place] for place in range(len(texts))]

    def _counters(self, language: str) -> _One:
        with self._lock:
            if language not in self.of:
                self.of[language] = self._make(self._codebook.in_language(language))
            return self.of[language]


class FittingCounters:
    """Counters that load the engine only when there is enough to count."""

    def __init__(self, codebook: Codebook, *, whole_text: bool = False) -> None:
        """Count nothing yet; with ``whole_text`` headings and all else that is not body will count too."""
        self.themes = codebook.ids
        self._codebook, self._whole_text = codebook, whole_text
        self._left = FEW_CHARACTERS
        self._engine: CounterPool | None = None
        self._lock = threading.Lock()

    def counts(self, texts: Sequence[Text]) -> list[Counts]:
        """The `Counts` of each text."""
        with self._lock:
            self._left -= sum(len(plain) for plain, _ in texts)
            if self._left < 0 and self._engine is None:
                self._engine = _engine(self._codebook, whole_text=self._whole_text)
        if self._engine is None:
            return count_by_reference(texts, self._codebook, whole_text=self._whole_text)
        return self._engine.counts(texts)


def _engine(codebook: Codebook, *, whole_text: bool) -> "CounterPool":
    import numpy as np

    from themeline.corpus.engine.counter import CounterPool

    # Linux's malloc gives memory back to the system, and asks for it again, with each batch; not so once it has
    # handed out a block as large as this. It saves a tenth of the time.
    np.empty(31_000_000, np.uint8)
    return CounterPool(codebook, whole_text=whole_text)


def count_by_reference(texts: Sequence[Text], codebook: Codebook, *, whole_text: bool = False) -> list[Counts]:
    """Count by `dictionary.mentions`, with the codebook of one language.

    The texts are put one behind the other, since each pattern then has to be looked for only once. Nothing matches
    from one into the next: no phrase leaves its block, and no NEAR its paragraph.
    """
    joined = "".join(plain for plain, _ in texts)
    document = Document("", "", joined, joined, Reading(joined), None, parts_of_all(texts))
    roles = ROLES if whole_text else BODY
    ends = list(itertools.accumulate(len(plain) for plain, _ in texts))
    mentions = [[0] * len(codebook.themes) for _ in texts]
    words, all_words = [0] * len(texts), [0] * len(texts)
    number_of_theme = {theme: number for number, theme in enumerate(codebook.ids)}
    for mention in list_mentions(document, codebook, roles=roles):
        # Its text is the first that ends behind its beginning.
        mentions[bisect.bisect_right(ends, mention.start)][number_of_theme[mention.theme]] += 1
    for row, many in Counter(word.block_row for word in document.parts.words).items():
        block = document.parts.blocks[row]
        number = bisect.bisect_right(ends, block.start)
        words[number] += many if block.role in roles else 0
        all_words[number] += many
    return list(zip(mentions, words, all_words, strict=True))
