"""What notebooks will need, imported and used once, so that kernels forked from a process that did are quick."""

import io

import edtf
import nltk
import numpy as np
import pandas as pd

from themeline.dictionary import mentions
from themeline.events import chronology
from themeline.figures import captions, drawing, export
from themeline.figures.charts import (
    keyness,
    ranks,
    themes,
    themes_in_text,
    themes_together,
    timeline,
    validity,
    words,
)
from themeline.measures import document
from themeline.validity import baselines, misclassification, sensitivity

IMPORTED = [
    baselines, captions, chronology, document, export, mentions, misclassification, nltk, np, pd, sensitivity,
]  # fmt: skip
DRAWING = [keyness, ranks, themes, themes_in_text, themes_together, timeline, validity, words]


def _use_once() -> None:
    edtf.parse_edtf("2001-07")
    with drawing.settings():
        figure = drawing.new_figure(30, 20, drawing.style_of("print"))
        drawing.write(figure, 5, 10, "Text", colour="#000000")
        for kind in ("svg", "pdf", "png"):
            figure.savefig(io.BytesIO(), format=kind)


_use_once()
