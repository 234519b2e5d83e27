"""Small corpora: as files, and known by their counts alone."""

import pandas as pd
from themeline.corpus.reference import Corpus
from themeline.dictionary.codebook import Codebook, Theme

# A choice of documents that asks for nothing.
PLAIN = {"text_column": "text", "name_column": "", "group": "", "date": "", "first": "", "last": ""}
BOOK = Codebook(themes=[Theme(id=name, label=name.title(), patterns=(name,)) for name in ("war", "peace", "sea")])


def corpus(counts, words, groups=None, years=None, vocabulary=None):
    """A corpus of documents that are known by their counts of BOOK's themes and of words alone."""
    many = len(words)
    table = pd.DataFrame(
        {
            "document": [f"d{i}" for i in range(many)],
            "path": [f"d{i}.txt" for i in range(many)],
            "row": 0,
            "sha256": "",
            "language": "en",
            "group": groups or [""] * many,
            "year": pd.array(years or [None] * many, "Int64"),
            "words": words,
        }
    )
    words = pd.DataFrame(vocabulary or [], columns=["word", "key", "count", "documents"])
    return Corpus(table, pd.DataFrame(counts, columns=BOOK.ids), words, [], [])


def speeches(folder):
    """Five texts, and a table about four of them."""
    (folder / "texts" / "below").mkdir(parents=True)
    texts = {
        "a.txt": "War and wars. War!",
        "b.txt": "Peace is no war.",
        "c.txt": "Words of nothing.",
        "below/d.txt": "Peace, peace, peace.",
        "below/e.txt": "War in a year that nobody knows.",
    }
    for name, text in texts.items():
        (folder / "texts" / name).write_text(text, encoding="utf-8")
    rows = ["file,when,side", "a,1950-02-01,Left", "b.txt,in June 1951,Right", "c,1962,Left", "d,1999?,"]
    (folder / "about.csv").write_text("\n".join(rows), encoding="utf-8")
    return str(folder / "texts"), str(folder / "about.csv")
