"""An editable installation is a path to the code: the notebooks and seeds of the checkout are used as they are."""

import shutil
import subprocess
import sys
import zipfile

from conftest import ROOT

# All that setuptools reads of the repository.
FILES = ("LICENSE", "MANIFEST.in", "README.md", "pyproject.toml", "runtime.txt", "setup.py", "voila.json")


def test_an_editable_installation_is_a_path_and_nothing_more(tmp_path):
    folder = tmp_path / "checkout"
    for name in ("notebooks", "seeds", "scripts/themeline"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    for name in FILES:
        shutil.copyfile(ROOT / name, folder / name)
    # The hook by which pip installs a folder so (PEP 660).
    code = f"from setuptools import build_meta; build_meta.build_editable({str(tmp_path)!r})"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as packed:
        names = [name for name in packed.namelist() if ".dist-info/" not in name]
        assert [name.rpartition(".")[2] for name in names] == ["pth"]
        assert packed.read(names[0]).decode().strip() == str(folder / "scripts")
    assert not list(folder.rglob("carried"))
