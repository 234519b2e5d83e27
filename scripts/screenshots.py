"""Take the pictures of the docs: the pages of `figures/`, and a notebook in JupyterLab.

    python3 scripts/screenshots.py

Needs Chromium (Debian: apt install chromium); writes to .github/screenshots/.
"""

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import environment

ROOT = Path(environment.ROOT)
OUT = ROOT / ".github" / "screenshots"
READER, INDEX, CORPUS = (ROOT / "figures" / f"{name}.html" for name in ("reader", "index", "corpus"))
SIZE = {"width": 1300, "height": 820}


def take(page, name):
    """Write what a page shows, in 256 colours."""
    from PIL import Image

    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    OUT.mkdir(parents=True, exist_ok=True)
    picture.quantize(256, dither=Image.Dither.NONE).save(OUT / f"{name}.png", optimize=True)
    print(f"{OUT.relative_to(ROOT)}/{name}.png")


def take_pages(browser):
    """The reader with a mention, the reader with its timeline, the page of all figures, the list of documents."""
    for name, file, address in (
        ("reader", READER, "#m-missiles-1"),
        ("timeline", READER, "#Events"),
        ("figures", INDEX, "#timeline--event-gge-paros-2024"),
        ("corpus", CORPUS, "#t-nuclear.g-Republican"),
    ):
        page = browser.new_page(viewport=SIZE)
        page.goto(file.as_uri() + address)
        if name == "timeline":
            page.locator(".timeline figure:visible").evaluate("node => node.scrollIntoView({block: 'start'})")
        page.wait_for_timeout(500)
        take(page, name)
        page.close()


def take_coding(browser):
    """The page for coding by hand, with a sentence of the essay."""
    with tempfile.TemporaryDirectory() as place:
        sheet = Path(place, "essay-sheet.html")
        call = ["sheet", str(ROOT / "seeds" / "essay.txt"), "--page", "--out", str(sheet)]
        subprocess.run([environment.executable("themeline"), *call], check=True, cwd=ROOT)  # noqa: S603
        page = browser.new_page(viewport=SIZE | {"width": 1440, "height": 900})
        page.goto(sheet.as_uri())
        page.get_by_label("Your name or initials").fill("anna")
        page.keyboard.press("Enter")
        for key in ("0", "Enter", "9", "7"):
            page.keyboard.press(key)
        page.wait_for_timeout(500)
        take(page, "coding")
        page.close()


def take_notebook(browser):
    """The controls of 02-themes in JupyterLab, with two themes chosen."""
    with tempfile.TemporaryDirectory() as place, socket.socket() as free:
        shutil.copy(ROOT / "notebooks" / "02-themes.ipynb", place)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        words = [environment.executable("jupyter"), "lab", "--no-browser", "--allow-root", f"--port={port}"]
        words += ["--ServerApp.token=", "--ServerApp.password=", f"--ServerApp.root_dir={place}"]
        own = {f"JUPYTER{kind}_DIR": place for kind in ("_CONFIG", "LAB_SETTINGS", "LAB_WORKSPACES")}
        server = subprocess.Popen(words, env=os.environ | own, stderr=subprocess.DEVNULL)  # noqa: S603
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(120):
                try:
                    urllib.request.urlopen(address, timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.5)
            # All cells are in the page, also those out of sight.
            settings = Path(place, "@jupyterlab", "notebook-extension")
            settings.mkdir(parents=True)
            (settings / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}', encoding="utf-8")
            page = browser.new_page(viewport=SIZE | {"width": 1500})
            page.goto(f"{address}/lab/tree/02-themes.ipynb")
            page.wait_for_selector(".jp-Notebook .jp-Cell")
            page.get_by_role("button", name="Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
            page.get_by_role("menuitem", name="Run", exact=True).click()
            page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
            page.get_by_role("button", name="No", exact=True).click()
            page.wait_for_selector(".jupyter-widgets img", timeout=120_000)
            head = page.get_by_role("heading", name="Look around")
            page.get_by_label("Themes", exact=True).select_option(
                label=["Nuclear weapons and doctrine", "Missiles and missile defence", "Outer space security"]
            )
            head.evaluate("node => node.scrollIntoView({block: 'start'})")
            # The figure follows the choice, and the parameters that make it again come last.
            page.wait_for_function(
                "[...document.querySelectorAll('textarea')].some((node) => node.value.includes('-p themes'))",
                timeout=120_000,
            )
            page.wait_for_timeout(1_000)
            take(page, "notebook")
            page.close()
        finally:
            server.terminate()
            server.wait()


def main():
    """Take them all."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    if chromium is None:
        environment.stop("there is no Chromium; on Debian: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        take_pages(browser)
        take_coding(browser)
        take_notebook(browser)
        browser.close()


if __name__ == "__main__":
    if os.path.realpath(sys.prefix) != os.path.realpath(environment.VENV):
        environment.ensure(environment.RUN_REQUIREMENTS, environment.TEST_REQUIREMENTS)
        environment.hand_over([environment.executable("python"), *sys.argv])
    main()
