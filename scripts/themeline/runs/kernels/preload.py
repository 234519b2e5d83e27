"""What most notebooks need of other packages, imported and used once, so that kernels forked afterwards are quick.

The modules of Themeline that the notebooks of a run import are known from their cells, so that there is no list of
them to be kept: the runner names them to the process that imports this module. Fonts and number formats are read when
they are first used, hence the drawing of a small figure. Compiled functions of the engine are not used once: loading
them takes seconds, which all notebooks would wait for and one needs.
"""

import io

import edtf
import numpy as np
import pandas as pd

from themeline.figures import drawing, typeface

IMPORTED = [np, pd]


def _use_once() -> None:
    edtf.parse_edtf("2001-07")
    for face in typeface.FACES:
        typeface.frequent(face)
    with drawing.settings():
        figure = drawing.new_figure(30, 20, drawing.style_of("print"))
        drawing.write(figure, 5, 10, "Text", colour="#000000")
        for kind in ("svg", "pdf", "png"):
            figure.savefig(io.BytesIO(), format=kind)


_use_once()
