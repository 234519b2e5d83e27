"""Write the two reference pages of docs/: commands from their own help, Python functions from their docstrings.

    .venv/bin/python scripts/reference.py

`python3 scripts/docs.py` calls it before it builds the site. A test compares the committed pages with what it writes.
"""

import ast
import inspect
import re
import textwrap
from pathlib import Path
from typing import Any

import click
import themeline as tl
from themeline.cli.main import themeline as command_group

DOCS = Path(__file__).resolve().parents[1] / "docs"
WRITTEN = "<!-- Written by scripts/reference.py; change the {source} instead. -->\n\n"
# What the public names of each room are for, in the order of the page.
ROOMS = {
    "text": "Read a text",
    "dictionary": "Read a dictionary, find mentions",
    "measures": "Measure",
    "corpus": "Many documents",
    "events": "Events",
    "validity": "Coding by hand",
    "figures": "Figures",
    "display": "In a notebook",
    "pages": "Pages",
    "io": "Parameters",
    "errors": "Errors",
}


def commands_page() -> str:
    """The page of all commands, each with its call, what it does, and its options."""
    parts = [
        "# Commands\n\n" + WRITTEN.format(source="help texts in scripts/themeline/cli"),
        "`--help` after any command shows the same. Every command ends with one of these exit statuses: 0, it "
        "worked; 1, a notebook or a check failed; 2, the call or an input file is wrong; 130 or 143, it was "
        "stopped.\n\n",
        "`themeline --debug COMMAND` shows the traceback of an error; `themeline --version` shows the version.\n\n",
        "| command | does |\n| --- | --- |\n",
    ]
    named = command_group.commands
    parts += [f"| [{name}](#themeline-{name}) | {_cell(_first(command))} |\n" for name, command in named.items()]
    parts += [_command(name, command) for name, command in named.items()]
    return "".join(parts)


def _first(command: click.Command) -> str:
    return _paragraphs(command.help or "")[0]


def _paragraphs(words: str) -> list[str]:
    return [" ".join(part.split()) for part in inspect.cleandoc(words).split("\n\n")]


def _command(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=f"themeline {name}")
    usage = " ".join([f"themeline {name}", *command.collect_usage_pieces(context)])
    records = [parameter.get_help_record(context) for parameter in command.params]
    rows = [record for record in records if record and record[1]]  # what is no option is in the usage
    table = "".join(f"| `{option}` | {_cell(words)} |\n" for option, words in rows)
    words = "\n\n".join(textwrap.fill(part, 118) for part in _paragraphs(command.help or ""))
    options = f"| option | means |\n| --- | --- |\n{table}" if table else "It has no options.\n"
    return f"\n## themeline {name}\n\n```\n{usage}\n```\n\n{words}\n\n{options}"


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", r"\|").replace("*", r"\*")


def python_page() -> str:
    """The page of all public names, each with its signature and its docstring."""
    parts = [
        "# Python functions\n\n" + WRITTEN.format(source="docstrings"),
        "All names of `import themeline as tl`. [Themeline in Python](api.md) has examples. A table is a pandas data "
        "frame; `start` and `end` are offsets in characters into the unchanged text.\n",
    ]
    for room, heading in ROOMS.items():
        names = [name for name, module in tl._PUBLIC.items() if module.split(".")[1] == room]
        parts.append(f"\n## {heading}\n")
        parts += [_entry(name) for name in names]
    return "".join(parts)


def _entry(name: str) -> str:
    value = getattr(tl, name)
    if not callable(value):
        return f"\n### {name}\n\n```python\n{name} = {value!r}\n```\n"
    signature, lines = (_class(value, name) if inspect.isclass(value) else _function(value)), _docstring(value)
    return f"\n### {name}\n\n```python\n{signature}\n```\n\n{lines}\n"


def _source(value: Any) -> Any:
    return ast.parse(textwrap.dedent(inspect.getsource(value))).body[0]


def _function(value: Any) -> str:
    return _signature(_source(value))


def _signature(node: ast.FunctionDef) -> str:
    """A call as its source has it, on a line, or one parameter per line."""
    arguments = [part for part in re.split(r", (?![^\[(]*[\])])", ast.unparse(node.args)) if part != "self"]
    arguments = [re.sub(r"^(\w+: [^=]+)=", r"\1 = ", argument) for argument in arguments]
    gives = f" -> {ast.unparse(node.returns).strip(chr(39))}" if node.returns else ""
    line = f"{node.name}({', '.join(arguments)}){gives}"
    if len(line) <= 78:
        return line
    return f"{node.name}(\n" + "".join(f"    {argument},\n" for argument in arguments) + f"){gives}"


def _class(value: type, name: str) -> str:
    """Its public fields and methods as its source has them; of an error only the name."""
    rows = []
    for node in _source(value).body:
        if isinstance(node, ast.AnnAssign) and not node.target.id.startswith("_"):
            rows.append(ast.unparse(ast.AnnAssign(node.target, node.annotation, None, 1)))
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            decorators = {ast.unparse(one).split("(")[0] for one in node.decorator_list}
            words = (ast.get_docstring(node) or "").split("\n\n")[0]
            if decorators & {"property", "functools.cached_property", "cached_property"}:
                call = f"{node.name}: {ast.unparse(node.returns) if node.returns else 'Any'}"
            elif decorators & {"field_validator", "model_validator"}:
                continue
            else:
                call = _signature(node)
            rows.append(call + "".join(f"\n    # {line}" for line in textwrap.wrap(" ".join(words.split()), 70)))
    return f"class {name}" + (":\n" + textwrap.indent("\n".join(rows), "    ") if rows else "")


def _docstring(value: Any) -> str:
    """A docstring as Markdown: its lists of arguments as lists, public names as links."""
    parts, heading = [], ""
    for line in inspect.cleandoc(value.__doc__ or "").splitlines():
        if found := re.fullmatch(r"(Args|Attributes|Returns|Raises):", line):
            heading = found[1]
            words = {"Args": "Parameters", "Raises": "Errors"}.get(heading, heading)
            parts.append(f"**{words}**\n")
        elif heading in ("Args", "Attributes", "Raises") and (found := re.match(r"    (\w+): (.*)", line)):
            parts.append(f"- `{found[1]}`: {found[2]}")
        elif heading in ("Args", "Attributes", "Raises"):
            parts.append(f"  {line.strip()}".rstrip())
        else:
            parts.append(line.strip() if heading else line)
    text = re.sub(r"``(.+?)``", r"`\1`", "\n".join(parts).strip())
    return re.sub(r"(?<!- )`(?:[a-z_]+\.)*(\w+)`", _linked, text)


def _linked(found: re.Match[str]) -> str:
    name = found[1]
    return f"[`{name}`](#{name.lower()})" if name in tl.__all__ else found[0]


def pages() -> dict[Path, str]:
    """The pages by their files."""
    return {DOCS / "reference-commands.md": commands_page(), DOCS / "reference-python.md": python_page()}


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
