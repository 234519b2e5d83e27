"""Whether the engine is compiled already, and compiling it as a step of its own.

What is compiled is kept on disk by numba, for each function and each width of code points (`tokenizer.codes_of`).
"""

from collections.abc import Callable
from typing import Any

from numba.core import config, event

from themeline.corpus.engine import matcher, prefilter, tokenizer
from themeline.corpus.engine.counter import ThemeCounter
from themeline.dictionary.codebook import Codebook, Theme

# With NUMBA_DISABLE_JIT=1 nothing is ever compiled.
_UNCOMPILED: bool = bool(config.DISABLE_JIT)  # type: ignore[attr-defined]
# The compiled functions that Python calls, with the number of kinds of arguments that each is called with: where it
# takes code points, three widths.
ENTRIES: tuple[tuple[Any, int], ...] = (
    (tokenizer._find_lines, 3),
    (tokenizer.find_blocks, 3),
    (tokenizer._find_words, 3),
    (tokenizer._fill_slots, 1),
    (prefilter.may_match, 1),
    (matcher._find, 3),
    (matcher._mark_asking, 1),
    (matcher._choose, 3),
)
FUNCTIONS = sum(kinds for _, kinds in ENTRIES)
# Measured with two processors of 2.5 GHz: with nothing else to do, and beside ten busy processes.
USUAL_TIME = "half a minute, on a busy machine two minutes"
# A text of each width, and a codebook whose matches go through all functions.
_TEXTS = ("Article 1 War\nThe war, not peace.", "The wär, not peace.", "The war, not 𝔭eace.")
_CODEBOOK = Codebook(themes=[Theme(id="war", label="War", patterns=("w* NEAR/3 not",))])


def is_compiled() -> bool:
    """Whether all that counting needs is on disk: then it is loaded in a second or two.

    The dispatchers of the functions are asked what numba keeps of them, wherever that is (beside the package, or in
    ``NUMBA_CACHE_DIR``), and whether it is of the source as it is now.
    """
    return _UNCOMPILED or all(_kept(entry) >= kinds for entry, kinds in ENTRIES)


def _kept(entry: Any) -> int:
    """For how many kinds of arguments a function is on disk; 0 where this numba does not say it in this way."""
    load_index = getattr(getattr(getattr(entry, "_cache", None), "_cache_file", None), "_load_index", dict)
    return len(load_index())


def compile_all(tell: Callable[[str, int], object] = lambda name, done: None) -> int:
    """Compile all that counting needs, or load it where that was done before.

    Args:
        tell: called before a function is compiled, with its name and how many of `FUNCTIONS` are ready by then.

    Returns:
        How many were compiled now.
    """
    if _UNCOMPILED:
        return 0
    entries = [entry for entry, _ in ENTRIES]
    compiled = 0

    class Listener(event.Listener):
        """Hears when numba begins to compile a function, and not when it loads one."""

        def on_start(self, what: Any) -> None:
            nonlocal compiled
            if what.data["dispatcher"] in entries:
                tell(what.data["dispatcher"].py_func.__name__.strip("_"), _ready(entries))
                compiled += 1

        def on_end(self, what: Any) -> None:
            """Nothing."""

    with event.install_listener("numba:compile", Listener()):
        counter = ThemeCounter(_CODEBOOK)
        for text in _TEXTS:
            counter.count([(text, {})])
        tokenizer.with_more_room(tokenizer.empty_types(2))
    return compiled


def _ready(entries: list[Any]) -> int:
    return sum(len(entry.signatures) for entry in entries)
