"""A run that has imported all it needs, and waits for a line on standard input to begin.

    python -m themeline.runs.ready OUT NOTEBOOK run NOTEBOOK --out OUT ...

The imports, and the fonts of its pages, are most of what a short run takes. Who watches seeds keeps such a process in
waiting; it runs once.
"""

import importlib
import os
import runpy
import sys
from pathlib import Path

from themeline.figures import typeface
from themeline.provenance.code_hash import PACKAGE, imported_by
from themeline.provenance.notebook import find_notebooks
from themeline.runs.kernels import provisioner
from themeline.runs.runner import PRELOAD, without_slow_grammar


def main() -> None:
    """Import, wait, run.

    Arguments: the folder of the figures, the notebook that will be run, and the words of the command.
    """
    out, notebook, *words = sys.argv[1:]
    begun = _package()
    modules = {name for found in find_notebooks([notebook]) for name in imported_by(found.code)}
    if provisioner.CAN_FORK:
        # It has no lock to hold: another run into the folder may come first.
        provisioner.Provisioner.prepared = provisioner.ForkServer(Path(out), PRELOAD, sorted(modules), [])
    without_slow_grammar()
    for module in ("themeline.runs.execution", "themeline.runs.given", "themeline.pages.index", "tqdm"):
        importlib.import_module(module)
    for face in typeface.FACES:
        typeface.frequent(face)
    told = sys.stdin.readline()
    server = provisioner.Provisioner.prepared
    if server and (not told or _package() != begun):
        server.close()
    if not told:
        return
    if _package() != begun:
        # What it has imported is not what is there now.
        os.execv(sys.executable, [sys.executable, "-m", "themeline", *words])  # noqa: S606
    sys.argv = ["themeline", *words]
    runpy.run_module("themeline", run_name="__main__")


def _package() -> dict[Path, int]:
    """When each of the package's files was written."""
    return {path: path.stat().st_mtime_ns for path in PACKAGE.rglob("*") if path.suffix not in ("", ".pyc")}


if __name__ == "__main__":
    main()
