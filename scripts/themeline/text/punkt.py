"""Punkt, the sentence splitter of nltk, without the rest of nltk.

Importing any part of nltk runs `nltk/__init__.py`, which imports all of it, and scikit-learn and scipy where these
are installed: seconds that a single text is not worth. Punkt itself needs a few small modules. So they are imported
under packages that stand in for nltk's own, and forgotten again, so that who imports nltk later gets all of it.
"""

import importlib
import importlib.util
import sys
import types
from pathlib import Path
from typing import Any

# What has an `__init__` that imports far more than Punkt needs.
_CROWDED = ("nltk", "nltk.tokenize")


def punkt() -> Any:
    """The module `nltk.tokenize.punkt`; from the whole of nltk where that is imported already."""
    if "nltk" in sys.modules:
        return importlib.import_module("nltk.tokenize.punkt")
    spec = importlib.util.find_spec("nltk")
    folders = list(spec.submodule_search_locations or []) if spec else []
    stand_ins = {name: types.ModuleType(name) for name in _CROWDED}
    for name, stand_in in stand_ins.items():
        stand_in.__path__ = [str(Path(folder, *name.split(".")[1:])) for folder in folders]
    sys.modules.update(stand_ins)
    try:
        return importlib.import_module("nltk.tokenize.punkt")
    except (ImportError, AttributeError):
        # Another version of nltk may need more of itself.
        _forget()
        return importlib.import_module("nltk.tokenize.punkt")
    finally:
        if sys.modules.get("nltk") is stand_ins["nltk"]:
            _forget()


def _forget() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "nltk"]:
        del sys.modules[name]
