"""Sentences are split as nltk's Punkt splits them, and the rest of nltk stays out."""

import subprocess
import sys

CODE = """
import sys
from pathlib import Path
from themeline.text.document import parse_document
text = Path("seeds/essay.txt").read_text(encoding="utf-8")
found = list(zip(*(parse_document(text, name="t").sentences[name] for name in ("start", "end"))))
assert not [name for name in sys.modules if name.startswith(("nltk", "sklearn", "scipy"))], "nltk was imported"
import nltk
from nltk.tokenize.punkt import PunktSentenceTokenizer
from themeline.text import document
whole = nltk.tokenize.punkt
assert whole.PunktSentenceTokenizer is PunktSentenceTokenizer
parameters = whole.PunktParameters()
parameters.abbrev_types = set(document.ABBREVIATIONS)
document._sentence_tokenizer = lambda: PunktSentenceTokenizer(parameters)
again = list(zip(*(parse_document(text, name="t").sentences[name] for name in ("start", "end"))))
assert found == again and len(found) == 46
print("same")
"""


def test_sentences_are_those_of_the_whole_of_nltk_which_can_still_be_imported():
    from conftest import ROOT

    done = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "same\n", done.stderr
