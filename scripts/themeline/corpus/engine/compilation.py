"""Whether the engine is compiled already, and compiling it as a step of its own.

What is compiled is kept on disk by numba, function by function.
"""

from collections.abc import Callable
from typing import Any

from numba.core import config, event

from themeline.corpus.engine import matcher, prefilter, tokenizer
from themeline.corpus.engine.counter import ThemeCounter
from themeline.dictionary.codebook import Codebook, Theme

# With NUMBA_DISABLE_JIT=1 nothing is ever compiled.
_UNCOMPILED: bool = bool(config.DISABLE_JIT)  # type: ignore[attr-defined]
# The compiled functions that Python calls, each with arguments of the same types always.
ENTRIES: tuple[Any, ...] = (
    tokenizer._find_lines,
    tokenizer.find_blocks,
    tokenizer._find_words,
    tokenizer._fill_slots,
    prefilter.may_match,
    matcher._find,
    matcher._mark_asking,
    matcher._choose,
)
FUNCTIONS = len(ENTRIES)
# Measured with two processors of 2.5 GHz: with nothing else to do, and beside ten busy processes.
USUAL_TIME = "20 seconds, on a busy machine a minute and a half"
# A text and a codebook whose matches go through all functions.
_TEXT = "Article 1 War\nThe war, not peace."
_CODEBOOK = Codebook(themes=[Theme(id="war", label="War", patterns=("w* NEAR/3 not",))])


def is_compiled() -> bool:
    """Whether all that counting needs is on disk: then it is loaded in a second or two.

    The dispatchers of the functions are asked what numba keeps of them, wherever that is (beside the package, or in
    ``NUMBA_CACHE_DIR``), and whether it is of the source as it is now.
    """
    return _UNCOMPILED or all(map(_kept, ENTRIES))


def _kept(entry: Any) -> bool:
    """Whether a function is on disk; false where this numba does not say it in this way."""
    load_index = getattr(getattr(getattr(entry, "_cache", None), "_cache_file", None), "_load_index", dict)
    return bool(load_index())


def compile_all(tell: Callable[[str, int], object] = lambda name, done: None) -> int:
    """Compile all that counting needs, or load it where that was done before.

    Args:
        tell: called before a function is compiled, with its name and how many of `FUNCTIONS` are ready by then.

    Returns:
        How many were compiled now.
    """
    if _UNCOMPILED:
        return 0
    compiled = 0

    class Listener(event.Listener):
        """Hears when numba begins to compile a function, and not when it loads one."""

        def on_start(self, what: Any) -> None:
            nonlocal compiled
            if what.data["dispatcher"] in ENTRIES:
                tell(what.data["dispatcher"].py_func.__name__.strip("_"), _ready())
                compiled += 1

        def on_end(self, what: Any) -> None:
            """Nothing."""

    with event.install_listener("numba:compile", Listener()):
        ThemeCounter(_CODEBOOK).count([(_TEXT, {})])
        tokenizer.with_more_room(tokenizer.empty_types(2))
    return compiled


def _ready() -> int:
    return sum(len(entry.signatures) for entry in ENTRIES)
