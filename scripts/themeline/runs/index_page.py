"""The page `index.html` of a folder of figures: built where what it shows has changed, and only then.

The crate beside the figures holds two hashes of the page. That of its bytes tells whether it was edited. That of all
that it was built from tells whether it is up to date, without building it.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path

from themeline.figures import links
from themeline.provenance.checked import CheckedFile
from themeline.provenance.code_hash import modules_sha256
from themeline.provenance.receipts import Receipt, file_state
from themeline.provenance.ro_crate import INDEX, IndexPage
from themeline.provenance.states import State

# Gives the content of a file, named from the folder of the receipts; None where there is none.
Read = Callable[[str], bytes | None]
BUILDER = "themeline.pages.index"
# What the page reads beside the files of the figures: the other pages, and the sentences of the text.
ALSO_READ = (links.PAGE, links.CORPUS, "sentences.csv")


def page_name(folder: str) -> str:
    """The name of a folder's page, from the folder of the receipts."""
    return (Path(folder) / INDEX).as_posix()


def build_page(receipts: Iterable[Receipt], folder: str, checked: Iterable[CheckedFile], read: Read) -> str:
    """The page of a folder.

    Args:
        receipts: of the folder of figures.
        folder: the part of it that the page is of, "." for all that is not in a folder below.
        checked: what is known about its files; those that are not among them count as intact.
        read: gives the content of a file.
    """
    from themeline.pages.index import index_page

    states = {file.file: (str(file.state), file.detail) for file in checked}
    return index_page(_of_folder(receipts, folder), states, lambda name: read((Path(folder) / name).as_posix()))


def hash_of_shown(receipts: Iterable[Receipt], folder: str, checked: Iterable[CheckedFile], read: Read) -> str:
    """Hash of all that `build_page` would build the page from, in hexadecimal digits; the arguments are its own.

    It holds the code that builds the page, the receipts, the states of their files, and the content of those files
    that the receipts do not vouch for: one that is not as it was written, and one that no run tells of.
    """
    own = _of_folder(receipts, folder)
    names = {name for receipt in own for name in receipt.outputs}
    states = {
        file.file: [file.state, file.detail]
        for file in checked
        if file.file in names and file.state is not State.INTACT
    }
    unknown = {name for name, (state, _) in states.items() if state in (State.EDITED, State.MISSING)}
    unknown |= {(Path(folder) / name).as_posix() for name in ALSO_READ} - names
    contents = {name: None if (content := read(name)) is None else _sha256(content) for name in unknown}
    known = [modules_sha256(BUILDER), [vars(receipt) for receipt in own], states, contents]
    return _sha256(json.dumps(known, sort_keys=True).encode())


def write_pages(receipts: list[Receipt], checked: list[CheckedFile], read: Read, out: Path) -> list[IndexPage]:
    """Write the page of each folder of the receipts.

    Args:
        receipts: of the folder of figures.
        checked: what is known about its files; those that are not among them count as intact.
        read: gives the content of a file.
        out: where to write them, by the names that they have from the folder of the receipts.

    Returns:
        What the crate has to tell of them.
    """
    pages = []
    for folder in _folders(receipts):
        name = page_name(folder)
        content = build_page(receipts, folder, checked, read).encode()
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(content)
        pages.append(IndexPage(name, _sha256(content), hash_of_shown(receipts, folder, checked, read)))
    return pages


def are_current(receipts: list[Receipt], checked: list[CheckedFile], pages: list[IndexPage], base: Path) -> bool:
    """Whether the page of each folder is there, as it was written, and shows what is there now."""
    recorded = {page.name: page for page in pages}
    read = reader(base)
    return all(
        (page := recorded.get(page_name(folder))) is not None
        and file_state(base / page.name, page.digest) is State.INTACT
        and page.shows == hash_of_shown(receipts, folder, checked, read)
        for folder in _folders(receipts)
    )


def check_pages(
    receipts: list[Receipt], checked: list[CheckedFile], pages: list[IndexPage], base: Path
) -> list[CheckedFile]:
    """What is known about the page of each folder: intact, edited, missing, or older than what it shows.

    Whether it is older is asked only where all that it shows is intact: else that is to be seen to first.
    A crate of an earlier version tells of no page: then it is built and compared, where all that it shows is intact.
    """
    recorded = {page.name: page for page in pages}
    read = reader(base)
    all_intact = all(file.state is State.INTACT for file in checked)
    found = []
    for folder in _folders(receipts):
        name = page_name(folder)
        page = recorded.get(name)
        detail = ""
        if page is not None:
            state = file_state(base / name, page.digest)
            if state is State.INTACT and all_intact and page.shows != hash_of_shown(receipts, folder, checked, read):
                state, detail = State.OLDER, "what it shows, or Themeline's code"
        elif all_intact and (base / name).is_file():
            same = (base / name).read_bytes() == build_page(receipts, folder, checked, read).encode()
            state = State.INTACT if same else State.EDITED
        else:
            continue
        found.append(CheckedFile(name, state, detail, "a notebook"))
    return found


def reader(*bases: Path) -> Read:
    """Gives the content of a file in the first of these folders that has it."""

    def read(name: str) -> bytes | None:
        return next(((base / name).read_bytes() for base in bases if (base / name).is_file()), None)

    return read


def _of_folder(receipts: Iterable[Receipt], folder: str) -> list[Receipt]:
    return [receipt for receipt in receipts if receipt.folder == folder]


def _folders(receipts: Iterable[Receipt]) -> list[str]:
    return sorted({receipt.folder for receipt in receipts})


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
