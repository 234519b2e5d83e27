"""What many tests use: the real seeds, and the commands as a user calls them."""

import contextlib
import gc
import io
import os
import re
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings
from themeline.cli.main import main
from themeline.dictionary.codebook import Codebook
from themeline.dictionary.codebook_files import read_codebook
from themeline.dictionary.mentions import find_mentions
from themeline.events.chronology import Chronology, read_chronology
from themeline.provenance.code_hash import imported_by
from themeline.provenance.notebook import find_notebooks
from themeline.runs.kernels import provisioner
from themeline.runs.kernels.provisioner import Forked, ForkServer
from themeline.text.document import Document, read_document

# As the command does: else a tenth of the time goes to looking for garbage among all that the tests have imported.
gc.set_threshold(100_000, 50, 50)
# No test races a clock.
settings.register_profile("themeline", deadline=None)
settings.load_profile("themeline")

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
# The browser that tests look through; None where there is none.
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")

# The pages that one may lead to another.
PAGES = re.compile(r"/(?:(?:reader|index|corpus|parallel|agreed|validity|[a-z]+-sheet)\.html|documents/[^/]+\.html)$")

# Else each of the hundreds of commands under test compiles Themeline's modules anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Commands under test have not what only the tests install, so that none rests on it; nor wait for what other packages
# import where it is there: nltk scipy and scikit-learn, jsonschema a grammar of addresses.
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(ROOT / "tests" / "absent"), *filter(None, [os.environ.get("PYTHONPATH")])]
)


# Nor does this process wait for that grammar; nothing that is imported above imports jsonschema.
sys.modules.setdefault("rfc3987_syntax", None)


# The files whose tests take longest, the longest first.
LONG_FILES = (
    "test_lab.py", "test_unbreakable.py", "test_print_check.py", "test_access.py", "test_coding.py",
    "test_kernels.py", "test_extract.py", "test_scaffold.py", "test_dev_server.py", "test_package.py",
    "test_scores.py", "test_search.py", "test_charts.py", "test_project.py", "test_runner.py",
    "test_corpus_charts.py", "test_receipts.py", "test_hostile.py", "test_counter.py", "test_reference.py",
    "test_count.py", "test_jobs.py",
)  # fmt: skip
# Those among them whose tests go to the processes one by one. Only these share what each process would have to make
# again: a run of all notebooks, and a set-up.
APART = {
    "test_project.py", "test_unbreakable.py", "test_runner.py", "test_print_check.py",
    "test_corpus_charts.py", "test_receipts.py", "test_scaffold.py", "test_extract.py", "test_kernels.py",
    "test_scores.py", "test_charts.py", "test_counter.py", "test_reference.py", "test_count.py",
}  # fmt: skip
TOGETHER = re.compile("::test_(committed_|.*set_up|reproduce_looks)")
# Folders and files of tests that count documents, by compiled code.
COMPILED = {
    "corpus", "engine", "test_project.py", "test_runner.py", "test_corpus_charts.py", "test_receipts.py",
    "test_hostile.py", "test_corpus_runs.py", "test_ci_reports.py", "test_public_face.py",
    "test_captions.py", "test_cli.py", "test_corpus_measures.py",
}  # fmt: skip
COMPILING = pytest.StashKey[subprocess.Popen[bytes]]()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One process more than there are processors: half of the time of many tests is waiting for other processes."""
    return (os.cpu_count() or 1) + 1


def pytest_sessionstart(session: pytest.Session) -> None:
    """While tests that need no compiled code are run, one process compiles it; else each that tests would do so."""
    if getattr(session.config.option, "numprocesses", None) and not session.config.option.collectonly:
        compiler = [Path(sys.executable).with_name("themeline"), "count", "--compile"]
        session.config.stash[COMPILING] = subprocess.Popen(
            compiler, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )


def pytest_sessionfinish(session: pytest.Session) -> None:
    if compiler := session.config.stash.get(COMPILING, None):
        compiler.terminate()
        compiler.wait()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files whose tests take long come first, so that no process is left with one; what is compiled, later."""
    order = {name: place for place, name in enumerate(LONG_FILES)}

    def place_of(item: pytest.Item) -> tuple[bool, int]:
        return not COMPILED.isdisjoint(item.path.parts[-2:]), order.get(item.path.name, len(order))

    items.sort(key=place_of)


def pytest_xdist_make_scheduler(config: pytest.Config, log):
    """A process that is free takes the next file, or of the files whose tests stand `APART` the next test."""
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return nodeid if Path(file).name in APART and not TOGETHER.search(nodeid) else file

    return Scheduling(config, log)


@pytest.fixture(scope="session")
def essay() -> Document:
    return read_document(SEEDS / "essay.txt")


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    return read_codebook(SEEDS / "themes.yaml")


@pytest.fixture(scope="session")
def chronology(essay) -> Chronology:
    return read_chronology(SEEDS / "events.yaml", essay)


@pytest.fixture(scope="session")
def mentions(essay, codebook):
    return find_mentions(essay, codebook)


def write_notebook(folder: Path, name: str, *cells: str) -> None:
    """A notebook of these cells of code; the first holds the parameters."""
    import nbformat

    made = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell, id=f"c{i}") for i, cell in enumerate(cells)]
    )
    made.cells[0].metadata["tags"] = ["parameters"]
    made.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
    nbformat.write(made, folder / f"{name}.ipynb")


def call(folder: Path, name: str, *rest: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call a command of .venv in a folder, as a user would; gives what `subprocess.run` gives."""
    program = Path(sys.executable).with_name(name)
    return subprocess.run(
        [program, *map(str, rest)],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def command(tmp_path):
    """Calls a command of .venv in an empty folder, see `call`."""

    def called(*words: object, cwd: Path = tmp_path, **environment: str) -> subprocess.CompletedProcess[str]:
        return call(cwd, *words, **environment)

    return called


def call_here(folder: Path, *rest: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """As `call` of ``themeline``, but in this process: without the second that a process of its own takes to start.

    For calls whose result is what counts. What is about processes (signals, kernels, imports, packages that only the
    tests have) needs one, see `call`.
    """
    words = ["themeline", *map(str, rest)]
    written = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True) for _ in range(2)]
    handler = signal.getsignal(signal.SIGTERM)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(sys, "argv", words)
        patch.setattr(sys, "stdout", written[0])
        patch.setattr(sys, "stderr", written[1])
        for name, value in environment.items():
            patch.setenv(name, value)
        status = 0
        try:
            main()
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        finally:
            signal.signal(signal.SIGTERM, handler)
    out, err = (stream.buffer.getvalue().decode("utf-8") for stream in written)
    return subprocess.CompletedProcess(words, status, out, err)


class Warm:
    """In place of a `ForkServer` a run: kernels are forked from one that all runs of this process share.

    It has imported what the project's notebooks import, which takes longer than most notebooks under test.
    """

    shared: ForkServer | None = None

    def __init__(self, folder: Path, preload: str, modules: list[str], keep: list[int]) -> None:
        self._kernels: list[Forked] = []
        if Warm.shared is None:
            notebooks = find_notebooks([str(path) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))])
            used = {module for notebook in notebooks for module in imported_by(notebook.code)}
            # A run tidies up in the end; what this one would tidy up when the tests are killed is nobody's.
            Warm.shared = ForkServer(ROOT / "nobody's", preload, sorted(used), [])

    def fork(self, argv: list[str], env: dict[str, str], cwd: str | None) -> Forked:
        assert Warm.shared is not None
        # A server of this run would have been started in its folder.
        self._kernels.append(Warm.shared.fork(argv, env, cwd or str(Path.cwd())))
        return self._kernels[-1]

    def close(self) -> None:
        for kernel in self._kernels:
            if kernel.poll() is None:
                # It is no child of this process; its descriptor is ready to be read once it has ended.
                with contextlib.suppress(ProcessLookupError):
                    ended = os.pidfd_open(kernel.pid)
                    kernel.kill()
                    select.select([ended], [], [])
                    os.close(ended)


@pytest.fixture
def themeline(tmp_path, monkeypatch):
    """Calls ``themeline`` in this process, in an empty folder, see `call_here`."""
    monkeypatch.setattr(provisioner, "ForkServer", Warm)

    def called(*words: object, cwd: Path = tmp_path, **environment: str) -> subprocess.CompletedProcess[str]:
        return call_here(cwd, *words, **environment)

    return called


@pytest.fixture(scope="module")
def chromium():
    """A browser; each test that looks at a page has a window of its own in it.

    It is closed with its module: while it is there, a loop of asyncio runs, in which others cannot run theirs.
    """
    from playwright.sync_api import expect, sync_playwright

    # What a page shows at once may take its time on a busy machine.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium):
    """Opens a page; at the end there was no request but for the pages, and no message on the console."""
    contexts, said, asked = [], [], []

    def opened(place: Path, address: str = "", **settings):
        context = chromium.new_context(**{"viewport": {"width": 1300, "height": 900}} | settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(place.as_uri() + address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []
    assert [url for url in asked if not PAGES.search(url.split("#")[0])] == []
