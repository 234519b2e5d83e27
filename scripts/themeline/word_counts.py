"""How often each word stands in many texts, and in how many of them: the words that `tally` has found, added up."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from themeline.compiled import Column
from themeline.scanning import Array


class WordCounts:
    """Counts of words in the form in which they are compared, and the form in which each is written most often."""

    def __init__(self) -> None:
        """Begin with none."""
        self._number_of: dict[str, int] = {}
        self._form: list[str] = []
        self._uses_of_form: list[int] = []
        self._uses, self._documents = Column(np.int64), Column(np.int64)
        self._forget()

    def _forget(self) -> None:
        self._key_of_type, self._uses_of_type = Column(np.int32), Column(np.int64)
        self._words: list[str] = []

    def meet(self, words: Iterable[str], keys: Iterable[str]) -> None:
        """Take note of types that are new, in the order of their numbers, each with its key."""
        new = [self._number(key) for key in keys]
        self._words += words
        self._key_of_type.extend(new)
        self._uses_of_type.extend([0] * len(new))

    def add(self, kinds: Array, texts: Array, broken: Mapping[int, str]) -> None:
        """Count words of some texts, of each text all at once.

        Args:
            kinds: the number of the type of each word; below 0 where a line's end parts it.
            texts: the number of the text of each word.
            broken: the keys of those with a line's end, by their places among the words.
        """
        whole = kinds >= 0
        used = np.bincount(kinds[whole], minlength=self._uses_of_type.size)
        self._uses_of_type.values()[:] += used
        keys = np.empty(len(kinds), np.int64)
        keys[whole] = self._key_of_type.values()[kinds[whole]]
        for place, key in broken.items():
            keys[place] = self._number(key)
        many = max(1, len(self._form))
        self._uses.values()[:] += np.bincount(keys, minlength=many)[: self._uses.size]
        once = np.unique(texts.astype(np.int64) * many + keys) % many
        self._documents.values()[:] += np.bincount(once, minlength=many)[: self._documents.size]

    def forget_types(self) -> None:
        """The types get new numbers from now on; what was counted stays."""
        self._note_forms()
        self._forget()

    def table(self) -> pd.DataFrame:
        """The counts.

        Returns:
            word (in the form written most often; the key where a line's end parts it everywhere), key, count,
            documents; in the order of the keys, those that are never used left out.
        """
        self._note_forms()
        keys = list(self._number_of)
        table = pd.DataFrame(
            {
                "word": [form or key for form, key in zip(self._form, keys, strict=True)],
                "key": keys,
                "count": self._uses.values().copy(),
                "documents": self._documents.values().copy(),
            }
        )
        return table[table["count"] > 0].sort_values("key", kind="stable").reset_index(drop=True)

    def _number(self, key: str) -> int:
        number = self._number_of.get(key)
        if number is None:
            number = self._number_of[key] = len(self._form)
            self._form.append("")
            self._uses_of_form.append(0)
            self._uses.add(0)
            self._documents.add(0)
        return number

    def _note_forms(self) -> None:
        # The first in the alphabet of those written as often, whatever order the texts had.
        for word, number, uses in zip(
            self._words, self._key_of_type.values().tolist(), self._uses_of_type.values().tolist(), strict=True
        ):
            best = self._uses_of_form[number]
            if uses > best or (uses == best and uses and word > self._form[number]):
                self._form[number], self._uses_of_form[number] = word, uses
