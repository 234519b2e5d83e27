"""`themeline serve`: the pages on this machine alone, made anew when a seed changes."""

import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from conftest import SEEDS
from themeline.project.dev_server import _in_another_language


def test_pages_are_served_and_made_anew(tmp_path):
    (tmp_path / "own.txt").write_text("My title\n\nThe navy sails. A zebra too.", encoding="utf-8")
    shutil.copy(SEEDS / "themes.yaml", tmp_path)
    program = Path(sys.executable).with_name("themeline")
    server = subprocess.Popen(
        [program, "serve", "--essay", "own.txt", "--codebook", "themes.yaml", "--out", "figures", "--port", "0"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", bufsize=1,
    )  # fmt: skip

    said: list[str] = []

    def line_with(words: str) -> str:
        for line in server.stdout:
            said.append(line)
            if words in line:
                return line
        raise AssertionError(f"it has ended without a line with {words}: {''.join(said)}")

    try:
        address = line_with("http://").split()[0]
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address) as page:
            assert "My title" in page.read().decode()
        with urllib.request.urlopen(f"{address}reader.html") as page:
            assert "m-maritime-1" in page.read().decode()
        # Another name that leads here is none of ours.
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(urllib.request.Request(address, headers={"Host": "evil.example:80"}))
        text = (SEEDS / "themes.yaml").read_text(encoding="utf-8")
        # Beside the seeds, and none of them.
        (tmp_path / "notes.txt").write_text("To do: zebras", encoding="utf-8")
        (tmp_path / "themes.yaml").write_text(text.replace("- naval\n", "- naval\n      - zebra\n"), encoding="utf-8")
        line_with("changed: themes.yaml")
        line_with("reader.html is up to date; reload the page")
        with urllib.request.urlopen(f"{address}reader.html") as page:
            assert "m-maritime-2" in page.read().decode()
        line_with("all figures are up to date")
        with urllib.request.urlopen(f"{address}themes.csv") as data:
            assert "maritime" in data.read().decode()
        # What is wrong is said, and the pages stay.
        (tmp_path / "themes.yaml").write_text("themes: []", encoding="utf-8")
        line_with("error: ")
        with urllib.request.urlopen(f"{address}reader.html") as page:
            assert "m-maritime-2" in page.read().decode()
    finally:
        server.terminate()
        rest, _ = server.communicate(timeout=30)
    assert server.returncode == 143
    # Nor is what the runs write.
    assert [line for line in said if line.startswith("changed")] == ["changed: themes.yaml\n"] * 2
    assert "Traceback" not in rest


def test_a_dictionary_in_another_language_is_watched_with_the_first_one(tmp_path):
    place = tmp_path / "themes.yaml"
    for name, watched in [
        ("themes.ru.yaml", True), ("themes.uk.yaml", True), ("themes.ru.txt", False), ("themes.old-ru.yaml", False),
        ("mine.ru.yaml", False), ("below/themes.ru.yaml", False),
    ]:  # fmt: skip
        assert _in_another_language(tmp_path / name, place) == watched, name


def test_a_port_in_use_is_said_before_anything_is_run(themeline, tmp_path):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        (tmp_path / "own.txt").write_text("My title\n\nThe navy sails.", encoding="utf-8")
        done = themeline("serve", "--essay", "own.txt", "--out", "figures", "--port", str(port))
    assert done.returncode == 2
    assert f"error: port {port}: cannot be used" in done.stderr
    assert not (tmp_path / "figures").exists()
