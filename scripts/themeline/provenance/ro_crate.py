"""The receipts of a folder of figures as an RO-Crate, which archives and workbenches read.

RO-Crate 1.1 (https://w3id.org/ro/crate/1.1) with the profile of process runs (https://w3id.org/ro/wfrun/process/0.5):
each run of a notebook is a CreateAction, its inputs and parameters its objects, its files the result. The file holds
no time and no place, so that the same run gives the same bytes.
"""

import hashlib
import json
import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from themeline.errors import input_error
from themeline.provenance.receipts import Receipt

NAME = "ro-crate-metadata.json"
# The page that shows all figures of a folder.
INDEX = "index.html"
PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
PYPI = "https://pypi.org/project/"
# The specification wants a date of publication, and has no word for "not published": that of Themeline's release.
PUBLISHED = "2026-11-24"
RIGHTS = (
    "The figures are under the MIT licence of Themeline. The texts that they are about, and quotes in them, belong "
    "to their publishers."
)
LARGEST = 50_000_000

Entity = dict[str, Any]


@dataclass(frozen=True)
class IndexPage:
    """The page that shows all figures of a folder, as it was written.

    Attributes:
        name: of the file, from the folder of the receipts.
        digest: hash of its bytes.
        shows: hash of all that it was built from, see `themeline.runs.index_page`.
    """

    name: str
    digest: str
    shows: str


def read_receipts(folder: Path) -> list[Receipt]:
    """The receipts of a folder of figures, in the order of their folders and notebooks; none without a crate.

    Raises:
        InputError: the crate is not one that Themeline wrote.
    """
    return read_crate(folder)[0]


def read_crate(folder: Path) -> tuple[list[Receipt], list[IndexPage]]:
    """The receipts of a folder of figures, as `read_receipts` gives them, and the pages that show the figures.

    Raises:
        InputError: the crate is not one that Themeline wrote.
    """
    path = folder / NAME
    if not path.is_file():
        return [], []
    try:
        return parse_crate(path.read_text(encoding="utf-8"))
    except (ValueError, LookupError, TypeError, AttributeError):
        raise input_error(path, "is not a crate of Themeline", "remove it, and run the notebooks again") from None


def receipts_in(text: str) -> list[Receipt]:
    """The receipts that a crate tells of: those that `crate_text` was given."""
    return parse_crate(text)[0]


def parse_crate(text: str) -> tuple[list[Receipt], list[IndexPage]]:
    """The receipts and the pages that a crate tells of: those that `crate_text` was given."""
    entities = {entity["@id"]: entity for entity in json.loads(text)["@graph"]}
    receipts = [_receipt(entity, entities) for entity in entities.values() if entity["@type"] == "CreateAction"]
    pages = [
        IndexPage(entity["name"], entity["sha256"], entity["version"])
        for entity in entities.values()
        if entity["@type"] == "File" and "version" in entity and PurePosixPath(entity["name"]).name == INDEX
    ]
    return receipts, pages


def merge(old: Iterable[Receipt], new: Iterable[Receipt], present: set[str]) -> list[Receipt]:
    """The receipts of a folder after a run.

    Args:
        old: those it had.
        new: those of the run; they replace those of the same notebook and folder, and take over files.
        present: names of the files that are there.
    """
    new = list(new)
    again = {(receipt.folder, receipt.name) for receipt in new}
    taken = {name for receipt in new for name in receipt.outputs}
    kept = []
    for receipt in old:
        outputs = {name: digest for name, digest in receipt.outputs.items() if name in present - taken}
        if (receipt.folder, receipt.name) not in again and outputs:
            kept.append(Receipt(**(vars(receipt) | {"outputs": outputs})))
    return sorted(kept + new, key=lambda receipt: (receipt.folder, receipt.notebook))


def crate_text(receipts: Iterable[Receipt], pages: Iterable[IndexPage] = ()) -> str:
    """The crate of these receipts, and of the pages that show their figures: the same text for the same ones."""
    from rocrate.model import ContextEntity, DataEntity
    from rocrate.rocrate import ROCrate

    crate = ROCrate(version="1.1")
    crate.root_dataset.properties().update(
        {
            "name": "Figures made by Themeline",
            "description": "Figures with their data and captions, and for each run of a notebook what it was run on.",
            "license": {"@id": "#rights"},
            "conformsTo": {"@id": PROFILE},
            "datePublished": PUBLISHED,
        }
    )
    entities = _entities(receipts, pages)
    runs = [{"@id": entity["@id"]} for entity in entities if entity["@type"] == "CreateAction"]
    crate.root_dataset.properties()["mentions"] = runs
    for entity in entities:
        kind = DataEntity if entity["@type"] == "File" else ContextEntity
        properties = {key: value for key, value in entity.items() if key != "@id"}
        crate.add(kind(crate, entity["@id"], properties=properties))
    document = crate.metadata.generate()
    document["@graph"].sort(
        key=lambda entity: (entity["@id"] not in (NAME, "./"), entity["@id"] != NAME, entity["@id"])
    )
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _entities(receipts: Iterable[Receipt], pages: Iterable[IndexPage]) -> list[Entity]:
    found: dict[str, Entity] = {}

    def add(at: str, kind: str, **properties: Any) -> Entity:
        found[at] = {"@id": at, "@type": kind, **properties}
        return {"@id": at}

    add("#rights", "CreativeWork", name="Rights", description=RIGHTS)
    add(PROFILE, "CreativeWork", name="Process Run Crate", version="0.5")
    for receipt in receipts:
        run = f"#run/{receipt.folder}/{receipt.name}".replace("/./", "/")
        packages = [
            add(at := f"{PYPI}{name}/{version}/", "SoftwareApplication", name=name, version=version, url=at)
            for name, version in receipt.versions.items()
            if name not in ("Python", "platform")
        ]
        python, system = receipt.versions["Python"], receipt.versions["platform"]
        language = add(
            f"https://www.python.org/downloads/release/python-{python.replace('.', '')}/",
            "ComputerLanguage", name="Python", version=python, url="https://www.python.org",
        )  # fmt: skip
        code = add(
            f"#themeline-{receipt.package[:12]}", "SoftwareApplication", name="Themeline's modules that it imports",
            version=receipt.package[:12], sha256=receipt.package,
        )  # fmt: skip
        known = [receipt.notebook, receipt.cells, receipt.package, receipt.versions]
        digest = hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()[:12]
        notebook = add(
            f"#notebook-{receipt.name}-{digest}", "SoftwareSourceCode", name=receipt.notebook, sha256=receipt.cells,
            version=receipt.cells[:12],
            programmingLanguage=language, runtimePlatform=system, softwareRequirements=[code, *packages],
        )  # fmt: skip
        inputs = []
        for name, digest in receipt.inputs.items():
            at = f"#input-{digest[:12]}-{Path(name).name}"
            # Files of the same name and the same bytes may have been read from two folders.
            if at in found and found[at]["name"] != name:
                at += f"-{hashlib.sha256(name.encode()).hexdigest()[:12]}"
            inputs.append(add(at, "CreativeWork", name=name, sha256=digest))
        parameters = [
            add(f"{run}/{name}", "PropertyValue", name=name, value=json.dumps(value, ensure_ascii=False))
            for name, value in receipt.parameters.items()
        ]
        results = [
            add(quote(name), "File", name=name, sha256=digest, encodingFormat=_media_type(name))
            for name, digest in receipt.outputs.items()
        ]
        executed = add(
            run.replace("#run", "#executed"), "CreativeWork", name=f"{receipt.notebook} with its outputs",
            sha256=receipt.executed,
        )  # fmt: skip
        add(
            run, "CreateAction", name=f"Run of {receipt.name}", description=receipt.folder, identifier=receipt.mark,
            instrument=notebook, object=inputs + parameters, result=[executed, *results],
            actionStatus="http://schema.org/CompletedActionStatus",
        )  # fmt: skip
    for page in pages:
        add(
            quote(page.name), "File", name=page.name, sha256=page.digest, version=page.shows,
            description="All figures of this folder; the version is a hash of what the page shows, and of the code.",
            encodingFormat="text/html",
        )  # fmt: skip
    return list(found.values())


def _receipt(action: Entity, entities: dict[str, Entity]) -> Receipt:
    def every(entity: Entity, key: str) -> list[Entity]:
        value = entity.get(key, [])
        return [entities[reference["@id"]] for reference in (value if isinstance(value, list) else [value])]

    notebook = every(action, "instrument")[0]
    code, *packages = every(notebook, "softwareRequirements")
    python = every(notebook, "programmingLanguage")[0]["version"]
    objects, (executed, *results) = every(action, "object"), every(action, "result")
    return Receipt(
        folder=action["description"],
        notebook=notebook["name"],
        cells=notebook["sha256"],
        parameters={part["name"]: json.loads(part["value"]) for part in objects if part["@type"] == "PropertyValue"},
        inputs={part["name"]: part["sha256"] for part in objects if part["@type"] == "CreativeWork"},
        package=code["sha256"],
        versions={"Python": python, "platform": notebook["runtimePlatform"]}
        | {package["name"]: package["version"] for package in packages},
        mark=action["identifier"],
        executed=executed["sha256"],
        outputs={file["name"]: file["sha256"] for file in results},
    )


def _media_type(name: str) -> str:
    # Not all systems know the last two.
    kinds = {".md": "text/markdown", ".csv": "text/csv"}
    return kinds.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
