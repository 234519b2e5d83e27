"""The notebooks as a person uses them, in a real browser: in JupyterLab, and as an app in Voilà."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import nbformat
import pytest
from conftest import CHROMIUM, ROOT, SEEDS
from playwright.sync_api import expect

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
# Those with controls.
NAMES = ["02-themes", "03-timeline"]
PATIENCE = 90_000


@contextlib.contextmanager
def serving(folder: Path, *words: str):
    """A server of .venv in a folder, on a port that was free; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name(words[0])
    server = subprocess.Popen(
        [program, *words[1:], f"--port={port}"], cwd=folder, stderr=subprocess.PIPE, text=True,
        env=os.environ
        | {"JUPYTER_CONFIG_DIR": str(folder / "config"), "IPYTHONDIR": str(folder / "ipython")}
        | {"JUPYTERLAB_SETTINGS_DIR": str(folder / "settings")}
        | {"JUPYTERLAB_WORKSPACES_DIR": str(folder / "spaces")},
    )  # fmt: skip
    assert server.stderr is not None
    said = ""
    try:
        # It tells its address when it listens; what it tells later must be read, or it would wait for a reader.
        for line in server.stderr:
            said += line
            if re.search(rf"http://(127\.0\.0\.1|localhost):{port}/", line):
                break
        else:
            pytest.fail(said)
        threading.Thread(target=server.stderr.read, daemon=True).start()
        # Jupyter tells its address before it listens there: it is asked until it answers, or has ended.
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except ConnectionRefusedError:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    pytest.fail(f"ended with {server.wait(timeout=0.1)} before it listened: {said}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture
def person(chromium):
    """A page in a browser; nothing is asked of any other machine."""
    page = chromium.new_page(viewport={"width": 1400, "height": 3000})
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    elsewhere = []
    own = re.compile(r"(https?|ws)://(127\.0\.0\.1|localhost)[:/]|data:|blob:|about:")
    page.on("request", lambda request: None if own.match(request.url) else elsewhere.append(request.url))
    # What a policy forbids is announced, but not asked for.
    page.on("requestfailed", lambda request: elsewhere.remove(request.url) if request.failure == "csp" else None)
    yield page
    page.close()
    expect.set_options(timeout=5_000)
    assert elsewhere == []


@pytest.fixture
def study(tmp_path):
    """The notebooks without outputs, writing to a folder of their own."""
    for name in NAMES:
        notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
            if "parameters" in cell.metadata.get("tags", []):
                cell.source = cell.source.replace('"figures"', repr(str(tmp_path / "figures")))
                # What a figure is written as does not matter here, and takes most of the time.
                cell.source = cell.source.replace('"svg,pdf,png,csv,md"', '"svg"')
                cell.source = cell.source.replace('"seeds/themes.yaml"', repr(str(tmp_path / "themes.yaml")))
        nbformat.write(notebook, tmp_path / f"{name}.ipynb")
    shutil.copy(SEEDS / "themes.yaml", tmp_path)
    # All cells are in the page, also those out of sight, so that they can be looked at.
    settings = tmp_path / "settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    (settings / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}', encoding="utf-8")
    return tmp_path


def run_all(page) -> None:
    last = page.locator(".jp-Notebook .jp-CodeCell .jp-InputPrompt").last
    before = last.inner_text()
    # Without a kernel nothing would be run, and nothing said.
    expect(page.get_by_role("button", name="Python 3 (ipykernel) | Idle")).to_be_visible()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    # The last cell has a number when all before it are done; a cell that fails would leave it without one.
    expect(last).to_have_text(re.compile(r"\[\d+\]:"))
    expect(last).not_to_have_text(before)
    expect(page.locator(".jp-Notebook [data-mime-type='application/vnd.jupyter.stderr']")).to_have_count(0)


def open_notebook(page, address: str, name: str) -> None:
    # Each notebook in a workspace of its own, so that no other is open beside it.
    page.goto(f"{address}/lab/workspaces/{name}/tree/{name}.ipynb")
    page.wait_for_selector(".jp-Notebook .jp-Cell")


def test_in_jupyterlab(study, person):
    server = ("jupyter", "lab", "--no-browser", "--allow-root", "--ServerApp.token=", "--ServerApp.password=")
    with serving(study, *server, f"--ServerApp.root_dir={study}") as address:
        open_notebook(person, address, "02-themes")
        run_all(person)
        assert (study / "figures" / "themes.svg").is_file()
        chart, passages = person.locator(".jupyter-widgets img"), person.locator(".jupyter-widgets ol li")
        themes = person.get_by_label("Themes", exact=True)
        themes.scroll_into_view_if_needed()
        before = chart.get_attribute("src")
        expect(passages).to_have_count(96)
        themes.select_option(label="Nuclear weapons and doctrine")
        expect(passages).to_have_count(9)
        assert chart.get_attribute("src") != before
        expect(person.get_by_label("To copy", exact=True)).to_have_value(re.compile("-p themes nuclear "))
        person.get_by_label("Sections", exact=True).select_option(label="New Horizons")
        expect(passages).to_have_count(0)
        person.get_by_label("Sections", exact=True).select_option(label="Multilateral interaction")
        expect(passages).to_have_count(9)
        person.get_by_label("Figure", exact=True).select_option(label="where in the text")
        expect(person.locator(".jupyter-widgets img[alt^='A mark for each mention']")).to_be_visible()

        # Another theme in the file, and the cells run again: it is there, in the same kernel.
        text = (study / "themes.yaml").read_text(encoding="utf-8")
        label = "Nuclear weapons and doctrine"
        (study / "themes.yaml").write_text(text.replace(label, "Atoms"), encoding="utf-8")
        assert label in text
        run_all(person)
        themes = person.get_by_label("Themes", exact=True)
        themes.scroll_into_view_if_needed()
        expect(themes.locator("option", has_text="Atoms")).to_have_count(1)

        open_notebook(person, address, "03-timeline")
        run_all(person)
        person.get_by_label("Mentioned as", exact=True).scroll_into_view_if_needed()
        expect(passages).to_have_count(15)
        before = chart.get_attribute("src")
        person.get_by_label("Mentioned as", exact=True).select_option(["named", "alluded"])
        expect(passages).to_have_count(55)
        assert chart.get_attribute("src") != before
        person.get_by_label("From", exact=True).select_option("2024")
        expect(passages).not_to_have_count(55)
        # A table to be searched, which came with the page.
        search = person.get_by_role("searchbox").first
        search.scroll_into_view_if_needed()
        search.fill("GGE")
        expect(person.locator("table.dataTable").first.locator("tbody tr")).to_have_count(1)


def test_as_an_app_in_voila(study, person):
    shutil.copy(ROOT / "voila.json", study)
    with serving(study, "voila", "02-themes.ipynb", "--no-browser") as address:
        person.goto(address)
        expect(person.locator(".jupyter-widgets ol li")).to_have_count(96)
        person.get_by_label("Themes", exact=True).select_option(label="Outer space security")
        expect(person.locator(".jupyter-widgets ol li")).to_have_count(5)
        # An app for who does not program: no code in sight.
        assert "import" not in person.locator("body").inner_text()
