"""Kernels that are forked from a warm process are as good as fresh ones, and know nothing of each other."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest
from conftest import call_here, write_notebook
from themeline.provenance.code_hash import (
    PACKAGE,
    closure,
    imported_by,
    public_names,
    reached_by_cells,
    read_modules,
)
from themeline.provenance.notebook import find_notebooks
from themeline.runs.kernels.provisioner import ForkServer

PARAMETERS = 'out: str = "x"  # folder'
# What is about the process that kernels are forked from has one of its own, by `call_here`; the rest has the one that
# all runs under test share, by the fixture `themeline`.
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")

# What a notebook can see of its process, as far as it is meant to be the same.
SEEN = [
    """import logging, os, re, signal, sys, threading
print(sys.path, sys.flags, os.path.basename(sys.argv[0]), sys.argv[3:], __name__, os.getcwd())
print(sorted(os.environ), os.environ["PLACE"])
print(signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGCHLD))
print(sorted(re.sub("[0-9]", "", thread.name) for thread in threading.enumerate()))
print(sorted(os.listdir("/proc/self/fd"))[:3])
print([type(handler).__name__ for handler in logging.getLogger().handlers], logging.getLogger().level)
print(os.getsid(0) == os.getpid(), [name for name in globals() if not name.startswith("_")], sys.stdin.read())""",
    "import pandas as pd\nprint(pd.DataFrame({f'column {i}': [1.5] * 30 for i in range(30)}))\npd.describe_option()",
    "import matplotlib\nprint(matplotlib.rcParams)",
    "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2])\nplt.title('Shown')",
    "import helper\nhelper.VALUE",
    "import os\nos.system('echo from a child of the kernel')",
]


def executed(folder: Path, name: str) -> nbformat.NotebookNode:
    return nbformat.read(folder / f"{name}.ipynb", as_version=4)


def test_forked_and_fresh_kernels_give_the_same(tmp_path):
    results = []
    for more in ([], ["--fresh-kernels"]):
        write_notebook(tmp_path, "seen", PARAMETERS, *SEEN)
        (tmp_path / "helper.py").write_text("VALUE = 'of a module beside the notebook'", encoding="utf-8")
        # A module of the current folder is not taken for one of the libraries.
        (tmp_path / "themeline.py").write_text("raise RuntimeError", encoding="utf-8")
        run = ("run", "seen.ipynb", "--out", "figures", "--save-notebooks", "--force", *more)
        done = call_here(tmp_path, *run, PLACE="here")
        assert done.returncode == 0, done.stderr
        results.append(executed(tmp_path, "seen"))
    forked, fresh = results
    for one, other in zip(forked.cells, fresh.cells, strict=True):
        assert one == other
    assert "image/png" in forked.cells[4].outputs[-1].data


def test_figures_are_the_same_bytes(themeline, tmp_path):
    for name, more in (("forked", []), ("fresh", ["--fresh-kernels", "--jobs", "1"])):
        assert themeline("run", "01", "--out", name, *more).returncode == 0
    forked, fresh = (
        {path.relative_to(tmp_path / name).as_posix(): path.read_bytes() for path in files if path.is_file()}
        for name, files in ((name, (tmp_path / name).rglob("*")) for name in ("forked", "fresh"))
    )
    assert forked == fresh
    # Two figures in five kinds of files and one drawn for phones, the crate, the page of all.
    assert len(forked) == 2 * (5 + 1) + 2


def test_a_notebook_does_not_see_what_another_did(themeline, tmp_path):
    leave = """import builtins, os, random, pandas, numpy, matplotlib, themeline.measures.document
builtins.left = themeline.left = 1
os.environ["LEFT"] = "1"
pandas.set_option("display.max_rows", 7)
matplotlib.rcParams["font.size"] = 77
themeline.measures.document.left = 1
random.seed(1)
numpy.random.seed(1)
os.chdir("/")"""
    look = """import builtins, os, sys, pandas, matplotlib, themeline.measures.document
print(hasattr(builtins, "left"), hasattr(themeline, "left"), hasattr(themeline.measures.document, "left"))
print(os.environ.get("LEFT"), pandas.get_option("display.max_rows"), matplotlib.rcParams["font.size"])
print(os.path.basename(os.getcwd()), "left" in globals(), "leave" in globals())"""
    for name, cell in (("a-leave", leave), ("b-look", look), ("c-leave", leave)):
        write_notebook(tmp_path, name, PARAMETERS, cell)
    run = ("run", "a-leave.ipynb", "b-look.ipynb", "c-leave.ipynb", "--out", "figures", "--jobs", "1")
    assert themeline(*run, "--save-notebooks").returncode == 0
    (output,) = executed(tmp_path, "b-look").cells[1].outputs
    assert output.text == f"False False False\nNone 60 10.0\n{tmp_path.name} False False\n"


def test_kernels_draw_numbers_of_their_own(themeline, tmp_path):
    cell = "import numpy, random\nfrom pathlib import Path\n"
    cell += "Path(out, NAME).write_text(f'{numpy.random.rand()} {random.random()}')"
    for name in "ab":
        write_notebook(tmp_path, name, PARAMETERS, cell.replace("NAME", f"'{name}.txt'"))
    assert themeline("run", "a.ipynb", "b.ipynb", "--out", "figures").returncode == 0
    first, second = ((tmp_path / "figures" / f"{name}.txt").read_text().split() for name in "ab")
    assert not set(first) & set(second)


def test_kernels_talk_by_sockets_closed_to_others(themeline, tmp_path):
    cell = """from ipykernel.kernelapp import IPKernelApp
import os, stat
app = IPKernelApp.instance()
folder = os.path.dirname(app.ip)
print(app.transport, *(oct(stat.S_IMODE(os.stat(path).st_mode)) for path in (folder, app.abs_connection_file)))
files = [f"/proc/self/fd/{number}" for number in os.listdir("/proc/self/fd")]
inodes = {os.readlink(file) for file in files if os.path.lexists(file)}
listening = [line.split() for table in ("tcp", "tcp6") for line in open(f"/proc/self/net/{table}")][1:]
print({row[1].split(":")[0] for row in listening if f"socket:[{row[9]}]" in inodes} - {"0100007F"})"""
    write_notebook(tmp_path, "ports", PARAMETERS, cell)
    assert themeline("run", "ports.ipynb", "--out", "figures", "--save-notebooks").returncode == 0
    (output,) = executed(tmp_path, "ports").cells[1].outputs
    # ipykernel itself has a port of this machine (127.0.0.1), with a key, for what processes below it print.
    assert output.text == "ipc 0o700 0o600\nset()\n"


def test_sockets_with_too_long_a_path_give_way_to_ports(themeline, monkeypatch, tmp_path):
    place = tmp_path / ("x" * 90)
    place.mkdir()
    cell = "from ipykernel.kernelapp import IPKernelApp\napp = IPKernelApp.instance()\n"
    cell += "print(app.transport, app.ip, len(app.session.key) > 20)"
    write_notebook(tmp_path, "ports", PARAMETERS, cell)
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    run = ("run", "ports.ipynb", "--out", "figures", "--save-notebooks")
    assert themeline(*run).returncode == 0
    (output,) = executed(tmp_path, "ports").cells[1].outputs
    assert output.text == "tcp 127.0.0.1 True\n"
    assert list(place.iterdir()) == []


def test_what_notebooks_of_a_run_import_is_there_before_they_do(tmp_path):
    """Each sees what both import, since kernels are forked from one process; no list of modules has to be kept."""
    look = (
        "import sys\nfrom pathlib import Path\n"
        "known = sorted(name for name in sys.modules if name.split('.')[0] == 'themeline')\n"
        "Path(out, 'NAME.csv').write_text('\\n'.join(known))"
    )
    uses = {"one": "import themeline as tl\ntl.find_mentions", "two": "from themeline.validity import scores"}
    for name, cell in uses.items():
        write_notebook(tmp_path, name, PARAMETERS, look.replace("NAME", name), cell)
    assert call_here(tmp_path, "run", "one.ipynb", "two.ipynb", "--out", "figures").returncode == 0
    modules = read_modules(PACKAGE)
    for name in uses:
        known = set((tmp_path / "figures" / f"{name}.csv").read_text(encoding="utf-8").split())
        assert closure(["themeline.dictionary.mentions", "themeline.validity.scores"], modules) <= known
        assert "themeline.pages.reader" not in known  # which neither of them imports


def test_the_shipped_notebooks_find_all_that_they_reach_imported():
    """What these import at their top, which is what is imported for them, brings all that they reach."""
    notebooks = find_notebooks([])
    used = sorted({module for notebook in notebooks for module in imported_by(notebook.code)})
    tell = "import importlib, sys; [importlib.import_module(name) for name in sys.argv[1:]]; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", tell, *used], capture_output=True, text=True, check=True)
    modules = read_modules(PACKAGE)
    for notebook in notebooks:
        reached = closure(reached_by_cells(notebook.code, modules, public_names()), modules)
        assert len(reached) > 20
        assert reached <= set(done.stdout.split()), notebook.name


def test_a_package_that_one_notebook_lacks_does_not_stop_another(tmp_path):
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / "numba.py").write_text("raise ImportError('no numba here')", encoding="utf-8")
    write_notebook(tmp_path, "one", PARAMETERS, "import themeline as tl\ntl.read_corpus")
    write_notebook(tmp_path, "two", PARAMETERS, "from pathlib import Path\nPath(out, 'two.csv').write_text('n')")
    path = os.pathsep.join([str(tmp_path / "without"), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = call_here(tmp_path, "run", "one.ipynb", "--out", "figures", PYTHONPATH=path)
    assert done.returncode == 1
    assert "one.ipynb: cell 2 ('c1'), line 2 (tl.read_corpus): ImportError: no numba here" in done.stderr
    done = call_here(tmp_path, "run", "two.ipynb", "one.ipynb", "--out", "figures", PYTHONPATH=path)
    assert "two.ipynb" not in done.stderr
    assert "one.ipynb" in done.stderr


def test_a_run_does_not_wait_for_a_process_that_has_ended(tmp_path):
    """Asked before it has ended, or after, it gives no kernel: of two notebooks the second one is not waited for."""
    server = ForkServer(tmp_path, "themeline.no_such_module", [], [])
    for _ in range(2):
        with pytest.raises(RuntimeError, match="the process that kernels are forked from has ended"):
            server.fork([], {}, None)
    server.close()
