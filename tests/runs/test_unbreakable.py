"""Whatever happens to a run, the folder of figures holds what one run wrote, and nothing is left over."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest
from conftest import call, write_notebook
from themeline.io.files import file_sha256
from themeline.provenance.ro_crate import NAME, read_receipts
from themeline.runs.staging import _socket_prefix, locked, publish, recover, stage

PARAMETERS = 'out: str = "x"  # folder\nvalue: str = "1"  # what is written'
WRITE = "from pathlib import Path\nfor end in 'ab':\n    Path(out, f'NAME.{end}').write_text(value)"
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as only Linux shows them")


def program() -> Path:
    return Path(sys.executable).with_name("themeline")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def sockets_left(figures: Path) -> list[Path]:
    return list(Path(tempfile.gettempdir()).glob(f"{_socket_prefix(figures)}*"))


@linux_only
def test_a_run_killed_at_any_moment_leaves_the_old_figures_or_the_new(tmp_path):
    for name in ("one", "two"):
        write_notebook(tmp_path, name, PARAMETERS, WRITE.replace("NAME", name))
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("killed_runs.py"), tmp_path, "1", "16"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    *rounds, last = map(json.loads, done.stdout.splitlines())
    assert len(rounds) == 16
    value = "first"
    for state in rounds:
        files = state["files"]
        receipts = json.loads(files.pop(NAME))
        page = files.pop("index.html", "")
        assert sorted(files) == ["one.a", "one.b", "two.a", "two.b"], state
        # Either all of this run or all of the one before it.
        assert len(set(files.values())) == 1, state
        assert set(files.values()) <= {value, state["value"]}, state
        value = files["one.a"]
        told = {one["value"] for one in receipts["@graph"] if one["@id"].endswith("/value")}
        assert told == {json.dumps(value)}, state
        assert f">{value}<" in page, state
        assert state["folders"] == [], state
        assert state["processes"] == 0, state
    # Of the eight that were to be killed at a moment of their work, most were: moments do not depend on the clock,
    # as the times of the other eight do, only a little on which of two kernels was first.
    assert sum(state["ended"] < 0 for state in rounds if "at" in state["when"]) > 5
    assert sockets_left(tmp_path / "figures") == []
    assert {last[name] for name in ("one.a", "one.b", "two.a", "two.b")} == {"last"}


def test_what_was_ready_is_put_in_its_place_and_the_rest_removed(tmp_path):
    half, ready = stage(tmp_path), stage(tmp_path)
    (half / "new" / "a").write_text("half", encoding="utf-8")
    (tmp_path / "a").write_text("old", encoding="utf-8")
    recover(tmp_path)
    assert (tmp_path / "a").read_text(encoding="utf-8") == "old"
    ready = stage(tmp_path)
    (ready / "new" / "b").mkdir()
    (ready / "new" / "b" / "c").write_text("new", encoding="utf-8")
    (tmp_path / "b").mkdir()
    (ready / "new").rename(ready / "ready")
    recover(tmp_path)
    assert names(tmp_path) == ["a", "b"]
    assert (tmp_path / "b" / "c").read_text(encoding="utf-8") == "new"


def test_nothing_is_published_where_one_file_cannot_be(tmp_path):
    from themeline.errors import InputError

    (tmp_path / "b").mkdir()
    staged = stage(tmp_path)
    for name in "ab":
        (staged / "new" / name).write_text("new", encoding="utf-8")
    with pytest.raises(InputError, match="is a folder"):
        publish(staged, tmp_path)
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("full", "said"),
    [
        # The figure, in the kernel; the executed notebook and the receipts, in the command itself.
        ("figures/one.a", "OSError: [Errno 28] No space left on device"),
        ("one.ipynb", "cannot be written (No space left on device)"),
        (NAME, "cannot be written (No space left on device)"),
    ],
)
def test_a_full_disk_changes_nothing(themeline, tmp_path, full, said):
    # A disk that is full for one file: what writes it gets the error that the system would give.
    (tmp_path / "sitecustomize.py").write_text(
        f"""
import builtins, errno, io, os
opened = io.open
def open_full(file, mode="r", *args, **options):
    stream = opened(file, mode, *args, **options)
    if not isinstance(file, int) and "r" not in mode and ".run-" in str(file) and str(file).endswith({full!r}):
        stream.close()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))
    return stream
io.open = builtins.open = open_full
""",
        encoding="utf-8",
    )
    write_notebook(tmp_path, "one", PARAMETERS, WRITE.replace("NAME", "one"))
    assert themeline("run", "one.ipynb", "--out", "figures").returncode == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "figures").iterdir()}
    run = ("run", "one.ipynb", "--out", "figures", "-p", "value", "2")
    # A process of its own, since every process that Python starts with such a module has that disk.
    done = call(tmp_path, "themeline", *run, "--fresh-kernels", PYTHONPATH=str(tmp_path))
    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    after = {path.name: path.read_bytes() for path in (tmp_path / "figures").iterdir() if path.is_file()}
    assert after == before
    assert {path.name for path in (tmp_path / "figures").iterdir() if path.is_dir()} <= {"failed"}
    assert themeline(*run).returncode == 0
    assert (tmp_path / "figures" / "one.b").read_text(encoding="utf-8") == "2"
    assert names(tmp_path / "figures") == ["index.html", "one.a", "one.b", NAME]


@pytest.mark.parametrize("more", [[], ["--fresh-kernels"]])
def test_a_cell_without_end_is_given_up(themeline, tmp_path, more):
    write_notebook(tmp_path, "endless", PARAMETERS, "1", "while True:\n    pass")
    done = themeline("run", "endless.ipynb", "--out", "figures", "--timeout", "1", *more)
    assert done.returncode == 1
    assert "error: endless.ipynb: cell 3 (" in done.stderr
    assert "did not end within 1 s; --timeout gives a cell more time" in done.stderr
    assert names(tmp_path / "figures") == ["failed"]
    assert sockets_left(tmp_path / "figures") == []


@pytest.mark.parametrize("more", [[], ["--fresh-kernels"]])
@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (
            "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
            "ended by signal 9 (SIGKILL); the system may have",
        ),
        ("import os; os._exit(3)", "its kernel ended by itself, with status 3"),
    ],
)
def test_a_dead_kernel_is_said(themeline, tmp_path, cell, words, more):
    write_notebook(tmp_path, "dead", PARAMETERS, cell)
    done = themeline("run", "dead.ipynb", "--out", "figures", *more)
    assert done.returncode == 1
    assert "error: dead.ipynb: cell 2 (" in done.stderr
    assert words in done.stderr
    kept = nbformat.read(tmp_path / "figures" / "failed" / "dead.ipynb", as_version=4)
    assert [cell.source for cell in kept.cells][-1] == cell
    assert names(tmp_path / "figures") == ["failed"]


@pytest.fixture
def gate(tmp_path):
    """A notebook whose cell tells that it has begun, and waits until it is let through; both by named pipes."""
    for name in ("begun", "through"):
        os.mkfifo(tmp_path / name)
    cell = f"""from pathlib import Path
Path(out, "gate.a").write_text(value)
Path({str(tmp_path / "begun")!r}).write_text("x")
Path({str(tmp_path / "through")!r}).read_text()
Path(out, "gate.b").write_text(value)"""
    write_notebook(tmp_path, "gate", PARAMETERS, cell)
    return tmp_path


def start(folder: Path, *words: str) -> subprocess.Popen[str]:
    # A shell that runs the tests in its background has them, and what they start, ignore interrupts.
    return subprocess.Popen(
        [program(), "run", *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="named pipes and signals are of POSIX systems")
def test_a_second_run_in_one_folder_waits_for_the_first(gate):
    write_notebook(gate, "gate-2", PARAMETERS, WRITE.replace("NAME", "gate"))
    first = start(gate, "gate.ipynb", "--out", "figures", "-p", "value", "first")
    (gate / "begun").read_text()
    second = start(gate, "gate-2.ipynb", "--out", "figures", "-p", "value", "second")
    assert "waiting for another run into" in second.stderr.readline()
    (gate / "through").write_text("x")
    assert first.wait() == 0, first.stderr.read()
    assert second.wait() == 0, second.stderr.read()
    first.communicate(), second.communicate()
    assert {(gate / "figures" / f"gate.{end}").read_text() for end in "ab"} == {"second"}
    # The receipts tell of the files as they are: those of the second run.
    (receipt,) = read_receipts(gate / "figures")
    assert receipt.name == "gate-2"
    assert receipt.outputs == {name: file_sha256(gate / "figures" / name) for name in ("gate.a", "gate.b")}


@pytest.mark.skipif(os.name != "posix", reason="named pipes and signals are of POSIX systems")
@pytest.mark.parametrize(("number", "status"), [(2, 130), (15, 143)])
@pytest.mark.parametrize("more", [[], ["--fresh-kernels"]])
def test_a_run_that_is_stopped_leaves_nothing(gate, number, status, more):
    run = start(gate, "gate.ipynb", "--out", "figures", *more)
    (gate / "begun").read_text()
    run.send_signal(number)
    _, said = run.communicate()
    assert run.returncode == status
    assert said.strip() == "error: stopped"
    assert names(gate / "figures") == []
    assert sockets_left(gate / "figures") == []
    with locked(gate / "figures", lambda: pytest.fail("the folder is still held")):
        pass


@pytest.mark.parametrize(
    "value",
    [
        "\"'\"\"\"'''",
        "\\",
        "two\nlines\r\n\tthree\u2028",
        "{{ out }} {out} %s $HOME `id` $(id)",
        "'); open('broken-out', 'w').write('') #",
        "__import__('os').mkdir('broken-out')",
        "\u202e\u0644 \u4e2d \U0001f680",
        "",
    ],
)
def test_a_parameter_is_data(themeline, tmp_path, value):
    cell = "from pathlib import Path\nPath(out, 'value.txt').write_bytes(text.encode())"
    write_notebook(tmp_path, "data", f"{PARAMETERS}\ntext: str = 'x'  # any words", cell)
    done = themeline("run", "data.ipynb", "--out", "figures", "-p", "text", value)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "figures" / "value.txt").read_bytes() == value.encode()
    assert not list(tmp_path.rglob("broken-out"))
