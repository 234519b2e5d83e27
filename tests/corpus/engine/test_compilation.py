"""What is compiled is known, said while it lasts, and is compiled anew when a rule has changed."""

import os
import subprocess
import sys

from themeline.corpus.engine import compilation, jit
from themeline.corpus.engine.counter import ThemeCounter
from themeline.dictionary.codebook import Codebook, Theme

# Ends at the first function that is to be compiled, since all of them take a minute.
FIRST = """
from themeline.corpus.engine import compilation
assert not compilation.is_compiled()
class Enough(Exception): pass
def tell(name, ready):
    print(name, ready)
    raise Enough
try:
    compilation.compile_all(tell)
except Enough:
    print("enough")
"""


def test_what_is_compiled_is_loaded_and_nothing_is_told():
    compilation.compile_all()
    told = []
    assert compilation.compile_all(lambda name, ready: told.append(name)) == 0
    assert told == []
    assert compilation.is_compiled()
    # All that Python calls was called; what counts any text, whatever its letters, is of these types.
    assert all(entry.signatures for entry in compilation.ENTRIES)
    ready = [entry.signatures for entry in compilation.ENTRIES]
    counter = ThemeCounter(Codebook(themes=[Theme(id="war", label="War", patterns=("w* NEAR/3 not",))]))
    counter.count([(text, {}) for text in ("", "The war, not peace.", "The wär, not peace.", "The war, not 𝔭eace.")])
    counter.count([])
    assert [entry.signatures for entry in compilation.ENTRIES] == ready


def test_where_nothing_is_kept_on_disk_the_first_function_is_told_before_it_is_compiled(tmp_path):
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", FIRST], env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "find_lines 0\nenough\n", "")


def test_uncompiled_there_is_nothing_to_compile(tmp_path):
    code = "from themeline.corpus.engine import compilation as c; print(c.is_compiled(), c.compile_all())"
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path), "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("True 0\n", "")


def test_a_change_in_any_file_of_the_rules_is_compiled_anew(monkeypatch):
    """As when `are_joined` changes, which stands in another file than what calls it."""

    def plus_one(number):
        return number + 1

    hits = []
    for source in ("before", "before", "after"):
        monkeypatch.setattr(jit, "_source_hash", lambda source=source: source)
        function = jit.compiled(plus_one)
        assert function(1) == 2
        hits.append(sum(function.stats.cache_hits.values()))
    assert hits == [0, 1, 0]
