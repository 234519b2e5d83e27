"""What a user would otherwise pick to count themes in a folder of texts, one way a call: time, counts, memory.

    .venv/bin/python scripts/peers.py WAY FOLDER COUNTS.json [again]

Each way reads the files of the folder, in one process, after a first call on one of them that loads what it needs;
with "again" it reads them twice. It prints JSON: seconds, seconds of a processor (each time), bytes, megabytes of
memory at most; and writes its counts of each theme in each file. Ways that know no wildcards get the words and
phrases of the dictionary that have none. Headings count for all of them, so that the numbers can be compared.
"""

import json
import re
import resource
import sys
import tempfile
import time
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
# A word as Themeline has it, in a text without soft hyphens and the like: parted at hyphens.
WORD = r"[^\W_]+(?:['’][^\W_]+)*"


def texts(folder):
    """The texts of the files, in the order of their names."""
    return [path.read_text(encoding="utf-8") for path in sorted(Path(folder).glob("*.txt"))]


def plain_themes(longest):
    """Of each theme the patterns of at most so many words that are plain, of which none is a part of another."""
    from themeline.dictionary.codebook_files import read_codebook
    from themeline.dictionary.patterns import parse_rule

    themes = {}
    for theme in read_codebook(SEEDS / "themes.yaml").themes:
        rules = {parse_rule(pattern) for pattern in theme.patterns}
        phrases = [
            rule.globs for rule in rules if not rule.company and not any("*" in g or "?" in g for g in rule.globs)
        ]
        kept = [words for words in sorted(phrases) if len(words) <= longest]
        themes[theme.id] = [" ".join(words) for words in kept if not any(meets(words, other) for other in kept)]
    return {theme: phrases for theme, phrases in themes.items() if phrases}


def meets(words, other):
    """Whether the other phrase can share words with this one in a text."""
    if words == other:
        return False
    ends = any(words[-n:] == other[:n] or other[-n:] == words[:n] for n in range(1, min(len(words), len(other)) + 1))
    return ends or any(other[i : i + len(words)] == words for i in range(len(other)))


def themeline(longest=None):
    """Themeline: all rules, or the plain words and phrases."""
    from themeline.corpus import counters
    from themeline.corpus.count import count_chunk
    from themeline.corpus.locate import Columns, plan
    from themeline.dictionary.codebook import Codebook, Theme
    from themeline.dictionary.codebook_files import read_codebook

    # The engine from the first call on, so that loading it is not measured.
    counters.FEW_CHARACTERS = -1
    codebook = read_codebook(SEEDS / "themes.yaml")
    if longest:
        plain = plain_themes(longest)
        codebook = Codebook(themes=[Theme(id=one, label=one, patterns=tuple(plain[one])) for one in plain])
    given = codebook.model_dump_json(exclude_defaults=True)

    def way(folder):
        tables = [t for chunk in plan([str(folder)]) for t in count_chunk(chunk, given, Columns(), {}, bool(longest))]
        return {name: [n for table in tables for n in table[name].to_pylist()] for name in codebook.ids}

    return way


def reading():
    """Reading the bytes, and nothing else."""
    return lambda folder: {"bytes": [len(path.read_bytes()) for path in sorted(Path(folder).glob("*.txt"))]}


def count_vectorizer(longest):
    """CountVectorizer of scikit-learn with a vocabulary: single words, or words and phrases too."""
    from sklearn.feature_extraction.text import CountVectorizer

    themes = plain_themes(longest)
    phrases = sorted({phrase for plain in themes.values() for phrase in plain})
    most = max(phrase.count(" ") + 1 for phrase in phrases)
    counter = CountVectorizer(vocabulary=phrases, token_pattern=WORD, ngram_range=(1, most))

    def way(folder):
        found = counter.transform(texts(folder)).tocsc()
        columns = {theme: [phrases.index(phrase) for phrase in plain] for theme, plain in themes.items()}
        return {theme: found[:, own].sum(axis=1).ravel().tolist()[0] for theme, own in columns.items()}

    return way


def phrase_matcher():
    """PhraseMatcher of spaCy: words and phrases."""
    import spacy
    from spacy.matcher import PhraseMatcher

    language = spacy.blank("en")
    language.max_length = 10**9
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    themes = plain_themes(12)
    for theme, phrases in themes.items():
        matcher.add(theme, [language.make_doc(phrase) for phrase in phrases])
    names = {language.vocab.strings[theme]: theme for theme in themes}

    def way(folder):
        counts = {theme: [] for theme in themes}
        for document in language.pipe(texts(folder)):
            found = [names[key] for key, _, _ in matcher(document)]
            for theme in themes:
                counts[theme].append(found.count(theme))
        return counts

    return way


def token_matcher():
    """Matcher of spaCy: words and phrases with their wildcards, but nothing of what must stand near."""
    import fnmatch

    import spacy
    from spacy.matcher import Matcher
    from themeline.dictionary.codebook_files import read_codebook
    from themeline.dictionary.patterns import parse_rule

    language = spacy.blank("en")
    language.max_length = 10**9
    matcher = Matcher(language.vocab)
    for theme in read_codebook(SEEDS / "themes.yaml").themes:
        rules = [rule for rule in map(parse_rule, theme.patterns) if not rule.company]
        globs = [[{"LOWER": {"REGEX": fnmatch.translate(glob)}} for glob in rule.globs] for rule in rules]
        matcher.add(theme.id, globs, greedy="LONGEST")

    def way(folder):
        counts = {}
        for document in language.pipe(texts(folder)):
            found = [language.vocab.strings[key] for key, _, _ in matcher(document)]
            for theme in matcher._patterns:
                name = language.vocab.strings[theme]
                counts.setdefault(name, []).append(found.count(name))
        return counts

    return way


def expression():
    """One regular expression a theme: words and phrases."""
    joined = {
        theme: "|".join(re.escape(phrase).replace(r"\ ", "[ -]") for phrase in phrases)
        for theme, phrases in plain_themes(12).items()
    }
    patterns = {
        theme: re.compile(rf"(?<![\w'’])(?:{phrases})(?![\w'’])", re.IGNORECASE) for theme, phrases in joined.items()
    }

    def way(folder):
        read = texts(folder)
        return {theme: [len(pattern.findall(text)) for text in read] for theme, pattern in patterns.items()}

    return way


def nltk_words():
    """NLTK's RegexpTokenizer, and a table of words."""
    from collections import Counter

    from nltk.tokenize import RegexpTokenizer

    themes = plain_themes(1)
    tokenizer = RegexpTokenizer(WORD)

    def way(folder):
        counts = {theme: [] for theme in themes}
        for text in texts(folder):
            words = Counter(map(str.lower, tokenizer.tokenize(text)))
            for theme, plain in themes.items():
                counts[theme].append(sum(words[word] for word in plain))
        return counts

    return way


def automaton():
    """ahocorasick_rs alone: words and phrases wherever they stand, in words too; no words are counted."""
    import ahocorasick_rs

    themes = plain_themes(12)
    phrases = [(theme, phrase) for theme in themes for phrase in themes[theme]]
    matcher = ahocorasick_rs.AhoCorasick([phrase for _, phrase in phrases])

    def way(folder):
        counts = {theme: [] for theme in themes}
        for text in texts(folder):
            found = [phrases[number][0] for number, _, _ in matcher.find_matches_as_indexes(text.lower())]
            for theme in themes:
                counts[theme].append(found.count(theme))
        return counts

    return way


WAYS = {
    "reading the bytes": reading,
    "themeline": themeline,
    "themeline, words": lambda: themeline(1),
    "themeline, phrases": lambda: themeline(12),
    "CountVectorizer, words": lambda: count_vectorizer(1),
    "CountVectorizer, phrases": lambda: count_vectorizer(12),
    "spaCy PhraseMatcher, phrases": phrase_matcher,
    "spaCy Matcher, wildcards": token_matcher,
    "NLTK RegexpTokenizer, words": nltk_words,
    "re, phrases": expression,
    "ahocorasick_rs, strings": automaton,
}


def measure(name, folder, out, again=""):
    """Run a way, once or twice, and print what it took."""
    way = WAYS[name]()
    with tempfile.TemporaryDirectory() as first:
        file = min(Path(folder).glob("*.txt"))
        Path(first, file.name).write_bytes(file.read_bytes())
        way(first)
    size = sum(path.stat().st_size for path in Path(folder).glob("*.txt"))
    begun, used = time.perf_counter(), time.process_time()
    counts = way(folder)
    taken, used = time.perf_counter() - begun, time.process_time() - used
    told = {"seconds": taken, "processor": [used], "bytes": size}
    if again:
        begun = time.process_time()
        way(folder)
        told["processor"].append(time.process_time() - begun)
    Path(out).write_text(json.dumps(counts), encoding="utf-8")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(told | {"peak": peak}))


if __name__ == "__main__":
    measure(*sys.argv[1:])
