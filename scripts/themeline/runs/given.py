"""Values of parameters that notebooks pass on to Themeline, checked before any of them runs."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from themeline.errors import Fault, InputError, input_error
from themeline.io.names import split_names
from themeline.runs.plan import Task

# What stands in a call before one of its arguments; other calls may be among that.
_BEFORE = r"\((?:[^()]|\([^()]*\))*?\b"
_PLOT, _CHOOSE = rf"\btl\.plot_\w+{_BEFORE}", rf"\btl\.choose_events{_BEFORE}"
# How the code of a notebook passes a parameter on: one that it uses otherwise has another meaning.
_PASSED_ON = {
    "width": rf"{_PLOT}width=width\b",
    "style": rf"{_PLOT}style=style\b",
    "group": rf"{_PLOT}group=group\b",
    "focus": rf"{_PLOT}focus=focus\b",
    "first": rf"{_CHOOSE}first=first\b",
    "last": rf"{_CHOOSE}last=last\b",
    "mention": rf"{_CHOOSE}mention=tl\.split_names\(mention\)",
    "themes": r"\.only\(tl\.split_names\(themes\)\)",
    "sections": r"\.only_sections\(tl\.split_names\(sections\)\)",
    "formats": r"\bhere\.save\(",
    "base_url": r"\bhere\.save\(|\bbase_url=base_url\b",
}


def check_given(tasks: Iterable[Task]) -> None:
    """Check the values that are given to notebooks, before a kernel is started for one of them.

    Raises:
        InputError: with each value that a notebook would refuse, as it would, and once.
    """
    faults: dict[Fault, None] = {}
    seen = set()
    for task in tasks:
        code = "\n".join(task.notebook.code)
        values = {name: one.default for name, one in task.notebook.parameters.items()} | task.parameters
        for name in [name for name in _PASSED_ON if task.parameters.get(name)]:
            known = (name, values[name], values.get("codebook"), values.get("essay"))
            if known in seen or not re.search(_PASSED_ON[name], code):
                continue
            seen.add(known)
            try:
                _CHECKS[name](values)
            except InputError as error:
                faults |= dict.fromkeys(error.faults)
    if faults:
        raise InputError(*faults)


# Each imports what it needs, which takes a second for some, and is needed only where the parameter is given.


def _width(values: dict[str, Any]) -> None:
    from themeline.figures.drawing import width_mm

    width_mm(values["width"])


def _style(values: dict[str, Any]) -> None:
    from themeline.figures.drawing import style_of

    style_of(values["style"])


def _group(values: dict[str, Any]) -> None:
    from themeline.figures.charts.timeline import check_group

    check_group(values["group"])


def _focus(values: dict[str, Any]) -> None:
    from themeline.events.chronology import events_table, focus_years

    focus_years(events_table([]), values["focus"])


def _date(name: str) -> Callable[[dict[str, Any]], None]:
    def check(values: dict[str, Any]) -> None:
        from themeline.events.edtf_dates import date_bounds

        try:
            date_bounds(values[name])
        except ValueError as error:
            raise input_error(name, str(error)) from None

    return check


def _mention(values: dict[str, Any]) -> None:
    from themeline.events.chronology import check_mention

    check_mention(split_names(values["mention"]))


def _themes(values: dict[str, Any]) -> None:
    from themeline.dictionary.codebook_files import read_codebook

    read_codebook(values["codebook"]).only(split_names(values["themes"]))


def _sections(values: dict[str, Any]) -> None:
    from themeline.text.document import read_document

    read_document(values["essay"]).only_sections(split_names(values["sections"]))


def _formats(values: dict[str, Any]) -> None:
    from themeline.figures.export import check_formats

    check_formats(split_names(values["formats"]))


def _base_url(values: dict[str, Any]) -> None:
    from themeline.figures.links import base_of

    base_of(values["base_url"])


_CHECKS: dict[str, Callable[[dict[str, Any]], None]] = {
    "width": _width,
    "style": _style,
    "group": _group,
    "focus": _focus,
    "first": _date("first"),
    "last": _date("last"),
    "mention": _mention,
    "themes": _themes,
    "sections": _sections,
    "formats": _formats,
    "base_url": _base_url,
}
