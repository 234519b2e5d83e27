"""Events from one format into another."""

from pathlib import Path

from themeline.errors import input_error
from themeline.events.chronology import read_chronology
from themeline.events.tables import said_of_sheets, table_text, yaml_of_table
from themeline.events.writers import WRITERS, event_annotations
from themeline.text.document import read_document
from themeline.text.wording import count_of


def convert_events(source: Path, target: str, essay: str, kind: str) -> tuple[bytes, list[str]]:
    """Events in another format.

    Args:
        source: the file of events.
        target: the name of the file to write, whose ending says the format.
        essay: the file of the text that they are of, looked for as `find_file` does.
        kind: of ``source``, as `kind_of_events` gives it.

    Returns:
        The content of the file, and what was assumed or it does not carry over, in sentences.

    Raises:
        InputError: a file cannot be read, or the one format does not go to the other.
    """
    wanted = Path(target).suffix.lower()
    if kind == ".yaml" and wanted == ".jsonld":
        document = read_document(essay)
        return event_annotations(read_chronology(source, document), document).encode(), []
    if kind == ".yaml" and wanted in WRITERS:
        chronology = read_chronology(source, read_document(essay))
        background = count_of(len(chronology.background), "background event")
        lost = f"not carried over: {background}; what else a date rests on, but its words"
        return WRITERS[wanted](chronology), [lost] if wanted in (".json", ".ics") else []
    if kind != ".yaml" and wanted == ".yaml":
        text, remarks = yaml_of_table(source, read_document(essay))
        return text.encode(), remarks
    if kind not in (".yaml", ".csv") and wanted == ".csv":
        return table_text(source).encode(), said_of_sheets(source)
    known = ", ".join((*WRITERS, ".jsonld")) if kind == ".yaml" else ".yaml" if kind == ".csv" else ".yaml, .csv"
    raise input_error(target, f"cannot be made of events in {kind}", f"{kind} goes to {known}")
