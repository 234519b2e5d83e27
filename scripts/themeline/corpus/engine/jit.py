"""How the functions of the engine are compiled: by numba, kept on disk, run without Python's lock.

With NUMBA_DISABLE_JIT=1 they stay plain Python: slow, but a debugger can step through them.
"""

import functools
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba

import themeline.dictionary.patterns
import themeline.text.blocks
import themeline.text.tokens

_Function = TypeVar("_Function", bound=Callable[..., Any])
# Modules whose constants are compiled in.
_CONSTANTS = (themeline.dictionary.patterns, themeline.text.blocks, themeline.text.tokens)


def compiled(function: _Function) -> _Function:
    """Compile a function when it is first called with arguments of some types, or load what was compiled before."""
    made: Any = numba.njit(cache=True, nogil=True)(function)
    # numba loads what it has compiled as long as the function's own file has the same time and size. It does not see
    # that a function called from there has changed, or a constant, and goes on with the old rule. So the hash of all
    # these files takes the place of time and size; where numba keeps it elsewhere, its own rule stands.
    cache_file = getattr(getattr(made, "_cache", None), "_cache_file", None)
    if cache_file is not None and hasattr(cache_file, "_source_stamp"):
        cache_file._source_stamp = _source_hash()
    return made  # type: ignore[no-any-return]


def inlined(function: _Function) -> _Function:
    """Compile a function into each of those that call it."""
    made: Any = numba.njit(nogil=True, inline="always")(function)
    return made  # type: ignore[no-any-return]


@functools.cache
def _source_hash() -> str:
    """A hash of all source that compiled code comes from."""
    files = [*sorted(Path(__file__).parent.glob("*.py")), *(Path(str(module.__file__)) for module in _CONSTANTS)]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
