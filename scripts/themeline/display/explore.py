"""Look around without writing code: controls with the figure and the passages behind it, in a notebook's cell."""

import base64
import mimetypes
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path, PureWindowsPath
from typing import Any

import pandas as pd

from themeline.dictionary.codebook import Codebook
from themeline.dictionary.kwic import window_around
from themeline.dictionary.mentions import find_mentions, numbers_of
from themeline.display.tables import is_interactive, link_to
from themeline.errors import InputError, input_error
from themeline.events.chronology import MENTIONS, Chronology, choose_events, read_chronology
from themeline.events.date_finder import draft_text, find_dates, publication_date, said_of_left_out
from themeline.events.edtf_dates import date_words
from themeline.figures import links
from themeline.figures.export import picture
from themeline.figures.figure import Figure
from themeline.figures.plots.events import plot_timeline
from themeline.figures.plots.themes import plot_themes, plot_themes_in_text
from themeline.figures.styles import NARROW_NAME
from themeline.figures.timeline_layout import GROUPS
from themeline.io.atomic import write_together
from themeline.io.optional import require
from themeline.io.paths import out_folder
from themeline.provenance.fingerprint import made_by
from themeline.text.document import BODY, LEAD, Document, read_document
from themeline.text.extract import ENDINGS
from themeline.text.wording import count_of, single_spaced

FOLDER = "explored"
FIGURES = ("how often", "where in the text")
UNITS = ("line", "sentence", "paragraph")
MOST_PASSAGES = 200
# Parameters of a notebook that hold for what is explored too; the others have controls, or are of other figures.
KEPT = ("essay", "codebook", "events", "whole_text", "seed", "width", "style")
State = dict[str, Any]


@dataclass(frozen=True)
class _Control:
    """A choice: its name, its words, what there is to choose (label and value), and what is chosen at first."""

    name: str
    says: str
    options: list[tuple[str, Any]]
    value: Any


@dataclass(frozen=True)
class _View:
    """What can be explored: controls, and from their state the figure, the passages, and a notebook's parameters."""

    notebook: str
    controls: list[_Control]
    draw: Callable[[State], Figure]
    passages: Callable[[State], list[str]]
    parameters: Callable[[State], dict[str, Any]]

    def start(self) -> State:
        return {control.name: control.value for control in self.controls}


def explore(
    document: Document,
    subject: Codebook | Chronology,
    *,
    roles: tuple[str, ...] = BODY,
    given: Mapping[str, Any] | None = None,
    widgets: bool | None = None,
) -> Any:
    """Explore the themes or the events of a text; for the last line of a notebook's cell.

    In JupyterLab and Voilà it is a set of controls: themes, sections, figure, unit and window of the passages (of
    events: naming, kinds, sections, years, lanes), with the figure and the passages. A file button takes another
    text instead, with drafts of its events. A button saves the figure into the folder `explored` and offers it for
    download; the parameters that make it again are shown. Elsewhere only the first passages are shown.

    Args:
        document: the text.
        subject: a codebook, or a chronology of this text.
        roles: the parts of the text that count.
        given: the notebook's own parameters; those in `KEPT` hold here too.
        widgets: whether to show controls; None for only where a page can show them.
    """
    kept = {name: value for name, value in (given or {}).items() if value and name in KEPT}
    view = _view(document, subject, roles, kept)
    if is_interactive() if widgets is None else widgets:
        return _with_file_button(view, subject, roles, kept)
    return _Static(view)


def _view(
    document: Document,
    subject: Codebook | Chronology,
    roles: tuple[str, ...],
    given: dict[str, Any],
    *,
    linked: bool = True,
) -> _View:
    """What can be explored; ``linked`` if the text is the one that the reader page shows."""
    if isinstance(subject, Codebook):
        return _themes(document, subject, roles, given, linked=linked)
    return _events(document, subject, given, linked=linked)


class _Static:
    """The first passages, as any viewer of notebooks shows them; the figure has a cell of its own."""

    def __init__(self, view: _View) -> None:
        self._view = view

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        passages = self._view.passages(self._view.start())
        shown = "".join(f"<li>{passage}</li>" for passage in passages[:5])
        note = f"{len(passages):,} passages; here the first {min(5, len(passages))}, in JupyterLab and Voilà controls"
        return {"text/plain": note, "text/html": f"<p>{note}</p><ol>{shown}</ol>"}


def _themes(
    document: Document, codebook: Codebook, roles: tuple[str, ...], given: dict[str, Any], *, linked: bool
) -> _View:
    headings = [name or LEAD for name in document.sections["section"]]
    label_of = codebook.labels
    drawn_as = {"width": given.get("width", "double"), "style": given.get("style", "print")}
    seed = given.get("seed", 1996)

    def chosen(state: State) -> tuple[Document, Codebook, pd.DataFrame]:
        part = document.only_sections(list(state["sections"]))
        some = codebook.only(list(state["themes"]))
        mentions = find_mentions(part, some, roles=roles)
        return part, some, mentions.assign(number=numbers_of(mentions, part, some, roles=roles))

    def draw(state: State) -> Figure:
        part, some, mentions = chosen(state)
        if state["figure"] == FIGURES[0]:
            return plot_themes(part, some, mentions, roles=roles, seed=seed, **drawn_as)
        return plot_themes_in_text(part, some, mentions, roles=roles, **drawn_as)

    def passages(state: State) -> list[str]:
        part, _, mentions = chosen(state)
        found = []
        for row in mentions.itertuples():
            if state["unit"] == "line":
                start, end = window_around(part.text, row.start, row.end, state["window"])
            else:
                table = part.sentences if state["unit"] == "sentence" else part.blocks
                around = table[(table["start"] <= row.start) & (table["end"] >= row.end)].iloc[0]
                start, end = around["start"], around["end"]
            address = links.of_mention(row.theme, row.number) if linked else None
            found.append(_passage(part.text, start, row.start, row.end, end, label_of[row.theme], address))
        return found

    def parameters(state: State) -> dict[str, Any]:
        every = set(state["themes"]) >= set(codebook.ids)
        whole = set(state["sections"]) >= set(headings)
        return {
            "themes": "" if every else ",".join(state["themes"]),
            "sections": "" if whole else _joined(state["sections"]),
        }

    controls = [
        _Control("themes", "Themes", [(label, theme) for theme, label in label_of.items()], tuple(label_of)),
        _Control("sections", "Sections", [(name, name) for name in headings], tuple(headings)),
        _Control("figure", "Figure", [(name, name) for name in FIGURES], FIGURES[0]),
        _Control("unit", "Passage", [(name, name) for name in UNITS], UNITS[0]),
        _Control("window", "Window", [(f"{n} characters around", n) for n in (20, 40, 60, 80, 120, 200)], 60),
    ]
    return _View("02-themes", controls, draw, passages, parameters)


def _events(document: Document, chronology: Chronology, given: dict[str, Any], *, linked: bool) -> _View:
    headings = [name or LEAD for name in document.sections["section"]]
    kinds = list(dict.fromkeys(event.kind for event in chronology.events))
    table = choose_events(chronology, document, mention=MENTIONS)
    years = sorted({str(day.year) for name in ("start", "end") for day in table[name]})
    drawn_as = {"width": given.get("width", "double"), "style": given.get("style", "print")}

    def chosen(state: State) -> pd.DataFrame:
        whole = set(state["sections"]) >= set(headings)
        return choose_events(
            chronology,
            document,
            mention=list(state["mention"]) or ["named"],
            kinds=[] if set(state["kinds"]) >= set(kinds) else list(state["kinds"]),
            sections=[] if whole else list(state["sections"]),
            first=state["first"],
            last=state["last"],
        )

    def draw(state: State) -> Figure:
        return plot_timeline(document, chosen(state), group=state["group"], **drawn_as)

    def passages(state: State) -> list[str]:
        found = []
        for row in chosen(state).itertuples():
            sentences = document.sentences
            around = sentences[(sentences["end"] > row.quote_start) & (sentences["start"] < row.quote_end)]
            start, end = around["start"].min(), around["end"].max()
            if around.empty:
                start, end = row.quote_start, row.quote_end
            head = f"{date_words(row.edtf)}: {row.label}"
            address = links.of_event(row.id) if linked else None
            found.append(_passage(document.text, start, row.quote_start, row.quote_end, end, head, address))
        return found

    def parameters(state: State) -> dict[str, Any]:
        return {
            "mention": ",".join(state["mention"]),
            "kinds": "" if set(state["kinds"]) >= set(kinds) else ",".join(state["kinds"]),
            "sections": "" if set(state["sections"]) >= set(headings) else _joined(state["sections"]),
            "first": state["first"],
            "last": state["last"],
            "group": state["group"],
        }

    controls = [
        _Control("mention", "Mentioned as", [(name, name) for name in MENTIONS], MENTIONS[:1]),
        _Control("kinds", "Kinds", [(name, name) for name in kinds], tuple(kinds)),
        _Control("sections", "Sections", [(name, name) for name in headings], tuple(headings)),
        _Control("first", "From", [("the first event", ""), *((year, year) for year in years)], ""),
        _Control("last", "To", [("the last event", ""), *((year, year) for year in years)], ""),
        _Control("group", "Lanes", [("strand or kind", ""), *((name, name) for name in GROUPS)], ""),
    ]
    return _View("03-timeline", controls, draw, passages, parameters)


def _joined(names: tuple[str, ...]) -> str:
    # One name with a comma in it needs a semicolon too, else it would be two.
    return "; ".join(names) + (";" if len(names) == 1 and "," in names[0] else "")


def _passage(text: str, start: int, first: int, last: int, end: int, head: str, address: str | None) -> str:
    before, words, after = (escape(single_spaced(text[a:b])) for a, b in ((start, first), (first, last), (last, end)))
    return f"{link_to(address, head) if address else escape(head)}: {before}<mark>{words}</mark>{after}"


def _with_file_button(
    view: _View, subject: Codebook | Chronology, roles: tuple[str, ...], given: dict[str, Any]
) -> Any:
    """The controls, under a button that takes a text of the reader's own in place of the notebook's."""
    require("themeline.explore", "ipywidgets")
    import ipywidgets as w

    upload = w.FileUpload(accept=",".join(ENDINGS), description="Use your own text", layout=w.Layout(width="auto"))
    published = w.Text(description="Published in", placeholder="2024-10", continuous_update=False)
    said = w.HTML()
    panel = w.VBox([_with_widgets(view, given)])

    def read(_: Any) -> None:
        if not upload.value:
            return
        try:
            own, files, remarks = _own_text(upload.value[0], subject, roles, given, published.value.strip())
            panel.children = (_with_widgets(own, given | files),)
        except InputError as error:
            said.value = "".join(f"<p>{escape(str(fault))}</p>" for fault in error.faults)
        else:
            said.value = "<ul>" + "".join(f"<li>{escape(remark)}</li>" for remark in remarks) + "</ul>"

    upload.observe(read, names="value")
    published.observe(read, names="value")
    # The date counts only for dates that are relative to it.
    choose = [upload, published] if isinstance(subject, Chronology) else [upload]
    return w.VBox([w.HBox(choose), said, panel])


def _own_text(
    uploaded: Mapping[str, Any],
    subject: Codebook | Chronology,
    roles: tuple[str, ...],
    given: dict[str, Any],
    published: str,
) -> tuple[_View, dict[str, str], list[str]]:
    """What is to be explored of an uploaded file, the parameters that name what was kept of it, and remarks.

    Raises:
        InputError: it cannot be read, or nothing in it can be drawn.
    """
    # A browser may name the whole path, of any system.
    name = PureWindowsPath(uploaded["name"]).name.lstrip(".") or "text"
    file = f"{FOLDER}/texts/{name}"
    kept = write_together(out_folder(file).parent, {name: bytes(uploaded["content"])})[0]
    document = read_document(kept)
    remarks = [f"{document.title}: {count_of(document.word_count(), 'word')}", *document.remarks()]
    if isinstance(subject, Codebook):
        return _view(document, subject, roles, given, linked=False), {"essay": file}, remarks
    passages, left_out = find_dates(document, publication_date(published or None, kept))
    if not passages:
        raise input_error(name, "gives no date that can be drawn", "choose another text")
    drafts = f"{Path(file).stem}-events.yaml"
    events = write_together(kept.parent, {drafts: draft_text(document, passages).encode()})[0]
    chronology = read_chronology(events, document)
    remarks += [f"{count_of(len(passages), 'draft')} of events, not confirmed", *said_of_left_out(document, left_out)]
    parameters = {"essay": file, "events": f"{FOLDER}/texts/{drafts}"}
    return _view(document, chronology, roles, given, linked=False), parameters, remarks


def _with_widgets(view: _View, given: dict[str, Any]) -> Any:
    import ipywidgets as w

    boxes = {}
    for control in view.controls:
        several = isinstance(control.value, tuple)
        kind = w.SelectMultiple if several else w.Dropdown
        more = {"rows": max(2, min(8, len(control.options)))} if several else {}
        boxes[control.name] = kind(
            options=control.options, value=control.value, description=control.says,
            layout=w.Layout(width="22rem"), style={"description_width": "7rem"}, **more,
        )  # fmt: skip
    chart, passages, message = w.HTML(), w.HTML(), w.HTML()
    button = w.Button(description="Save figure", tooltip=f"into the folder {FOLDER}", icon="save")
    parameters = w.Textarea(description="To copy", layout=w.Layout(width="95%", height="7rem"), disabled=False)

    def state() -> State:
        return {name: box.value for name, box in boxes.items()}

    def renew(_: Any = None) -> None:
        try:
            now = state()
            figure = view.draw(now)
            shown = picture(figure.drawing, figure.text)
            found = view.passages(now)
        except InputError as error:
            message.value = f"<p>{escape(str(error))}</p>"
            return
        # Not a widget for images: that has no text alternative.
        png = base64.b64encode(shown.data).decode()
        chart.value = (
            f'<img src="data:image/png;base64,{png}" alt="{escape(figure.alternative)}" width="{shown.width}"'
            ' style="max-width:100%;height:auto">'
        )
        more = f", the first {MOST_PASSAGES}" if len(found) > MOST_PASSAGES else ""
        items = "".join(f"<li>{passage}</li>" for passage in found[:MOST_PASSAGES])
        passages.value = (
            f'<p><b>{len(found):,} passages{more}</b></p><ol style="max-height:24rem;overflow:auto">{items}</ol>'
        )
        parameters.value = _to_copy(view, now, given)
        message.value = ""

    def write(_: Any) -> None:
        try:
            files = _write(view, state(), given)
        except InputError as error:
            message.value = f"<p>{escape(str(error))}</p>"
        else:
            # The drawing for phones is for a web page, not for a reader's own use.
            wanted = [file for file in files if NARROW_NAME not in file.name]
            links_to = "".join(f"<li>{_download(file)}</li>" for file in wanted)
            message.value = f"<p>Saved in the folder {FOLDER}. Download:</p><ul>{links_to}</ul>"

    for box in boxes.values():
        box.observe(renew, names="value")
    button.on_click(write)
    renew()
    several = w.HTML("<p>Ctrl and click (on a Mac, ⌘ and click) chooses several.</p>")
    left = w.VBox([several, *boxes.values(), button, message], layout=w.Layout(min_width="23rem", max_width="23rem"))
    right = w.VBox([chart, parameters, passages], layout=w.Layout(min_width="0", flex="1 1 40rem"))
    return w.HBox([left, right], layout=w.Layout(flex_flow="row wrap"))


def _to_copy(view: _View, state: State, given: dict[str, Any]) -> str:
    """The state as a call on the command line, and as lines for the cell of parameters."""
    parameters = {name: value for name, value in (given | view.parameters(state)).items() if value}
    words = " ".join(f"-p {name} {shlex.quote(str(value))}" for name, value in parameters.items())
    lines = "\n".join(f"{name} = {value!r}" for name, value in view.parameters(state).items())
    return f"themeline run {view.notebook} {words} --out {FOLDER}\n\n{lines}"


def _write(view: _View, state: State, given: dict[str, Any]) -> list[Path]:
    origin = made_by(view.notebook, **(given | view.parameters(state)))
    return view.draw(state).save(out_folder(FOLDER), origin=origin)


def _download(file: Path) -> str:
    """A link that holds the file, since Voilà serves none from the disk."""
    kind = mimetypes.guess_type(file.name)[0] or "text/plain"
    content = base64.b64encode(file.read_bytes()).decode()
    name = escape(file.name)
    return f'<a style="text-decoration:underline" download="{name}" href="data:{kind};base64,{content}">{name}</a>'
