"""What a run tells to those who were not there: annotations, a JUnit file, the call that does it again."""

import json
import shlex
import sys
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

from themeline.errors import Fault
from themeline.provenance.file_parameters import named_files
from themeline.provenance.notebook import FOLDER
from themeline.runs.execution import Failure
from themeline.runs.plan import Batch, Task


def command_for(task: Task, out: Path) -> str:
    """The call that runs this task alone, into this folder."""
    notebook = task.notebook.name if task.notebook.path.parent == FOLDER else _near(task.notebook.path)
    words = [_near(Path(sys.executable).with_name("themeline")), "run", notebook, "--force", "--out", _near(out)]
    for name, value in task.parameters.items():
        files = [_near(Path(file)) for file in named_files(name, value)]
        words += ["-p", name, ";".join(files) or str(value)]
    return shlex.join(words)


def annotation(failure: Failure) -> str:
    """The failure as GitHub Actions shows it beside the line of the notebook's file."""
    text = failure.notebook.text.splitlines()
    source = json.dumps(failure.source, ensure_ascii=False)[1:-1]
    line = next((number for number, words in enumerate(text, 1) if source and source in words), 1)
    words = str(failure).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::error file={_near(failure.notebook.path)},line={line}::{words}"


def junit_text(batches: Iterable[Batch], unreadable: Iterable[Fault] = ()) -> bytes:
    """The run as a JUnit report: a suite a batch, a case a notebook; what needed no run counts as skipped.

    A file that is not a text is a suite with an error.
    """
    root = ElementTree.Element("testsuites", name="themeline run")
    for batch in batches:
        failures = {id(task): failure for task, failure in batch.failures}
        unchanged = {id(task) for task in batch.unchanged}
        suite = ElementTree.SubElement(
            root, "testsuite", name=batch.name, tests=f"{len(batch.tasks)}", failures=f"{len(failures)}",
            errors="0", skipped=f"{len(unchanged)}",
        )  # fmt: skip
        for task in batch.tasks:
            seconds = batch.seconds.get((task.folder, task.notebook.name), 0)
            case = ElementTree.SubElement(
                suite, "testcase", name=task.notebook.name, classname=f"{batch.name}/{task.folder}".replace("/.", ""),
                file=_near(task.notebook.path), time=f"{seconds:.3f}",
            )  # fmt: skip
            if id(task) in failures:
                ElementTree.SubElement(case, "failure", message=str(failures[id(task)])).text = str(
                    failures[id(task)]
                )
            elif id(task) in unchanged:
                ElementTree.SubElement(case, "skipped", message="unchanged since its last run")
    for fault in unreadable:
        name = Path(fault.source).name
        suite = ElementTree.SubElement(root, "testsuite", name=name, tests="1", failures="0", errors="1", skipped="0")
        case = ElementTree.SubElement(suite, "testcase", name="read", classname=name, file=fault.source, time="0")
        ElementTree.SubElement(case, "error", message=str(fault)).text = str(fault)
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _near(path: Path) -> str:
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
