"""Puts the notebooks, without their outputs, and the seeds into an installed package: there, they are `carried/`.

All else about the package is in pyproject.toml.
"""

import json
import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
# Beside them, what a collection has for Binder and Voilà.
OTHERS = ("runtime.txt", "voila.json")


class BuildWithSeeds(build_py):
    """Builds the modules, and copies notebooks and seeds from their one place in the repository."""

    def run(self) -> None:
        """Build; an editable installation reads notebooks and seeds where they are."""
        if not self.editable_mode:
            # Else a module that is no longer there would be packed, as an earlier build has left it.
            shutil.rmtree(Path(self.build_lib, "themeline"), ignore_errors=True)
        super().run()
        if not self.editable_mode:
            for target, source in self._carried().items():
                target.parent.mkdir(parents=True, exist_ok=True)
                if source.suffix == ".ipynb":
                    target.write_text(without_outputs(source), encoding="utf-8", newline="\n")
                else:
                    shutil.copyfile(source, target)

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """The files that are built, those copied too."""
        copied = [] if self.editable_mode else [str(target) for target in self._carried()]
        return [*super().get_outputs(include_bytecode), *copied]

    def _carried(self) -> dict[Path, Path]:
        sources = [ROOT / name for name in OTHERS]
        sources += sorted((ROOT / "notebooks").glob("*.ipynb"))
        sources += [path for path in sorted((ROOT / "seeds").rglob("*")) if path.is_file()]
        folder = Path(self.build_lib, "themeline", "carried")
        return {folder / source.relative_to(ROOT): source for source in sources if not source.name.startswith(".")}


def without_outputs(notebook: Path) -> str:
    """The text of a notebook as it is before it is run."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


setup(cmdclass={"build_py": BuildWithSeeds})
