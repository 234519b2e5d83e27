"""What the notebooks of a run will need, used once, so that kernels forked afterwards are quick.

The modules of Themeline that these notebooks import are known from their cells, so that there is no list of them to
be kept: they are imported before this module is, which uses once what has come with them. Fonts and number formats
are read when they are first used, hence the drawing of a small figure. Compiled functions of the engine are not used
once: loading them takes seconds, which all notebooks would wait for and one needs.
"""

import io
import sys

import numpy as np
import pandas as pd

# Other people's notebooks begin with these, whatever they use of Themeline.
IMPORTED = [np, pd]


def _use_once() -> None:
    if "edtf" in sys.modules:
        import edtf

        edtf.parse_edtf("2001-07")
    if "themeline.figures.drawing" in sys.modules:
        from themeline.figures import drawing, typeface

        for face in typeface.FACES:
            typeface.frequent(face)
        with drawing.settings():
            figure = drawing.new_figure(30, 20, drawing.style_of("print"))
            drawing.write(figure, 5, 10, "Text", colour="#000000")
            for kind in ("svg", "pdf", "png"):
                figure.savefig(io.BytesIO(), format=kind)


_use_once()
