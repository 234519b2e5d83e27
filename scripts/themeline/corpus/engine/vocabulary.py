"""How often each word stands in many texts, and in how many of them: the words that `counter` has found, added up."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from themeline.corpus.engine.tables import Column
from themeline.corpus.engine.tokenizer import Array

if TYPE_CHECKING:
    import pandas as pd


class WordCounts:
    """Counts of words: of each form in which one is written, and of the texts that have it in any."""

    def __init__(self) -> None:
        """Begin with none."""
        self._forms: dict[str, int] = {}
        self._keys: dict[str, int] = {}
        self._key_of_form, self._uses, self._documents = Column(np.int32), Column(np.int64), Column(np.int64)
        self.forget_types()

    def forget_types(self) -> None:
        """The types get new numbers from now on; what was counted stays."""
        self._form_of_type = Column(np.int32)

    def meet(self, words: Iterable[str], keys: Iterable[str]) -> None:
        """Take note of types that are new, in the order of their numbers, each with its key."""
        self._form_of_type.extend([self._form(word, key) for word, key in zip(words, keys, strict=True)])

    def add(self, type_ids: Array, texts: Array, broken: Mapping[int, str]) -> None:
        """Count words of some texts, of each text all at once.

        Args:
            type_ids: the number of the type of each word; below 0 where a line's end is in it.
            texts: the number of the text of each word.
            broken: the keys of those with a line's end, by their places among the words: their forms too.
        """
        forms = np.empty(len(type_ids), np.int64)
        whole = type_ids >= 0
        forms[whole] = self._form_of_type.values()[type_ids[whole]]
        for place, key in broken.items():
            forms[place] = self._form(key, key)
        self._uses.values()[:] += np.bincount(forms, minlength=self._uses.size)
        many = max(1, self._documents.size)
        once = np.unique(texts.astype(np.int64) * many + self._key_of_form.values()[forms]) % many
        self._documents.values()[:] += np.bincount(once, minlength=self._documents.size)

    def tables(self) -> "tuple[pd.DataFrame, pd.DataFrame]":
        """The forms (word, key, count), and the words (key, documents)."""
        import pandas as pd

        keys = list(self._keys)
        forms = pd.DataFrame(
            {
                "word": list(self._forms),
                "key": [keys[number] for number in self._key_of_form.values().tolist()],
                "count": self._uses.values().copy(),
            }
        )
        return forms, pd.DataFrame({"key": keys, "documents": self._documents.values().copy()})

    def _form(self, word: str, key: str) -> int:
        number = self._forms.get(word)
        if number is None:
            number = self._forms[word] = self._uses.size
            self._uses.add(0)
            if key not in self._keys:
                self._keys[key] = self._documents.size
                self._documents.add(0)
            self._key_of_form.add(self._keys[key])
        return number


def words_in_all(counts: Sequence[WordCounts]) -> "pd.DataFrame":
    """The words that were counted, of different texts each.

    Returns:
        word (in the form written most often; of a word with a line's end in it, its key), key, count, documents; in
        the order of the keys, those never used left out.
    """
    import pandas as pd

    parts = [one.tables() for one in counts]
    forms = pd.concat([forms for forms, _ in parts]).groupby(["key", "word"], as_index=False)["count"].sum()
    # The same order as in `measures.words.word_frequencies`, so that a tie is settled in the same way.
    forms = forms.sort_values(["key", "count", "word"], ascending=[True, False, False])
    table = forms.groupby("key", sort=True).agg(word=("word", "first"), count=("count", "sum"))
    table["documents"] = pd.concat([words for _, words in parts]).groupby("key")["documents"].sum()
    return table[table["count"] > 0].reset_index()[["word", "key", "count", "documents"]]
