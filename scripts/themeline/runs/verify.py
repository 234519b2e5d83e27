"""Whether figures are what their receipts say: intact, edited, older than what they were made from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from themeline.errors import input_error
from themeline.provenance import ro_crate
from themeline.provenance.checked import CheckedFile, check_outputs
from themeline.provenance.receipts import Receipt, changed_versions
from themeline.provenance.states import State
from themeline.runs.index_page import check_pages

KINDS = (".svg", ".pdf", ".png", ".csv", ".md")


@dataclass(frozen=True)
class Verification:
    """What a check of a folder of figures has found.

    Attributes:
        folder: of the receipts.
        runs: how many receipts there are.
        outputs: how many files these tell of.
        files: what is known about each file, in the order of their names; behind all of them, where the figures were
            made anew, what came of each.
        other_versions: what is installed here in other versions than the figures were made with, in words.
        made_again: whether the figures were made anew.
    """

    folder: Path
    runs: int
    outputs: int
    files: list[CheckedFile]
    other_versions: list[str]
    made_again: bool = False

    @property
    def not_intact(self) -> list[CheckedFile]:
        """The files that something is to be done about."""
        return [file for file in self.files if not file.state.is_good]

    @property
    def alike(self) -> list[str]:
        """The names of files that came out with other bytes and the same content."""
        return [file.file for file in self.files if file.state is State.ALIKE]


def verify(folder: Path, *, again: bool, jobs: int, say: Callable[[str], object]) -> Verification:
    """Check a folder of figures against its receipts.

    Args:
        folder: one with receipts, see `folders_with_receipts`.
        again: whether to make all figures anew in a temporary place, and compare.
        jobs: how many notebooks run at a time then.
        say: called with words for the user while that waits.

    Raises:
        InputError: the receipts cannot be read.
    """
    files = verify_folder(folder)
    if again:
        from themeline.runs.rerun import rerun

        files += rerun(folder, jobs, say)
    receipts = ro_crate.read_receipts(folder)
    outputs = sum(len(receipt.outputs) for receipt in receipts)
    return Verification(folder, len(receipts), outputs, files, other_versions(receipts), again)


def folders_with_receipts(folder: Path) -> list[Path]:
    """The folder and those below it that have receipts.

    Raises:
        InputError: there is none.
    """
    found = sorted(
        path.parent for path in folder.rglob(ro_crate.NAME) if ".run-" not in str(path.relative_to(folder))
    )
    if not found:
        raise input_error(folder, f"has no receipts ({ro_crate.NAME})", "name a folder that themeline run wrote to")
    return found


def verify_folder(base: Path) -> list[CheckedFile]:
    """What is known about each file of a folder of figures, in the order of their names.

    Raises:
        InputError: the receipts cannot be read.
    """
    receipts, pages = ro_crate.read_crate(base)
    checked = [file for receipt in receipts for file in check_outputs(receipt, base)]
    known = {file.file for file in checked}
    for path in base.rglob("*"):
        name = path.relative_to(base).as_posix()
        hidden = any(part.startswith(".") for part in path.relative_to(base).parts)
        own = not any((folder / ro_crate.NAME).is_file() for folder in path.parents if base in folder.parents)
        if path.suffix in KINDS and path.is_file() and name not in known and not hidden and own:
            checked.append(CheckedFile(name, State.NO_RECEIPT, "no receipt mentions it"))
    checked += check_pages(receipts, checked, pages, base)
    return sorted(checked, key=lambda file: file.file)


def grouped(files: Iterable[CheckedFile]) -> list[list[CheckedFile]]:
    """Files with the same to be said of them: those of one notebook whose inputs have changed or are not there."""
    groups: dict[object, list[CheckedFile]] = {}
    for file in files:
        alike = file.notebook and file.state in (State.OLDER, State.INPUT_MISSING)
        groups.setdefault((file.notebook, file.state, file.detail) if alike else file, []).append(file)
    return list(groups.values())


def other_versions(receipts: list[Receipt]) -> list[str]:
    """What is installed here in other versions than the figures were made with, in words."""
    return sorted({words for receipt in receipts for words in changed_versions(receipt)})
