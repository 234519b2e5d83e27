"""Notebooks as files: which there are, what parameters they have, what in them lasts from run to run."""

import ast
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from themeline.errors import input_error
from themeline.io.names import known_names
from themeline.io.paths import in_collection

FOLDER = in_collection("notebooks")
# In quotes, since a cell of parameters imports nothing; papermill knows this form too.
OPTIONAL = re.compile(r"Optional\[(\w+)\]")
# Before what a notebook tells whoever runs it, on stderr.
NOTE = "note: "
TYPES = {"str": str, "int": int, "float": float, "bool": bool}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a notebook: its value where none is given, the name of its type, what it means.

    ``optional`` is one declared as ``"Optional[TYPE]"``: the notebook can do without it, and is then given "".
    """

    default: Any
    type: str
    help: str
    optional: bool = False


@dataclass(frozen=True)
class Notebook:
    """A notebook as it is on disk.

    ``code`` holds the sources of its code cells, ``cells`` counts all of them, ``parameters`` are by their names.
    """

    path: Path
    text: str
    code: tuple[str, ...]
    cells: int
    parameters: dict[str, Parameter]

    @property
    def name(self) -> str:
        """Its file's name, without ending."""
        return self.path.stem

    def code_sha256(self) -> str:
        """Hash of what is run: the sources of the code cells, without prose, outputs, and numbers."""
        return hashlib.sha256(json.dumps(self.code).encode()).hexdigest()


def find_notebooks(names: list[str]) -> list[Notebook]:
    """The notebooks of these names, paths, or beginnings of a name; all of the collection for none.

    Raises:
        InputError: there is no such notebook, a beginning fits several, or one cannot be read.
    """
    collection = sorted(FOLDER.glob("*.ipynb"))
    if not names and not collection:
        raise input_error(FOLDER, "holds no notebooks", "name one, or call this in the folder of a collection")
    if not names:
        return [read_notebook(path) for path in collection]
    found = []
    for name in names:
        fits = [path for path in collection if path.stem == name] or [
            path for path in collection if path.stem.startswith(name)
        ]
        if Path(name).is_file():
            fits = [Path(name).resolve()]
        if len(fits) != 1:
            what = "there is no such notebook" if not fits else "several notebooks begin like this"
            raise input_error(name, what, known_names(name, [path.stem for path in collection]))
        found += [path for path in fits if path not in found]
    return [read_notebook(path) for path in found]


def read_notebook(path: Path) -> Notebook:
    """A notebook, its parameters read from the first cell tagged ``parameters`` without running it.

    Raises:
        InputError: the file is not a notebook, has no cell of parameters, or the cell does not hold plain values.
    """
    try:
        text = path.read_text(encoding="utf-8")
        read = json.loads(text)
        cells = [
            (cell["cell_type"], "".join(cell["source"]), cell["metadata"].get("tags", [])) for cell in read["cells"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise input_error(path, "is not a notebook", "name a .ipynb file") from None
    code = tuple(source for kind, source, _ in cells if kind == "code")
    tagged = [source for kind, source, tags in cells if kind == "code" and "parameters" in tags]
    if not tagged:
        raise input_error(path, "has no parameters", "tag the cell that holds them 'parameters'")
    return Notebook(path, text, code, len(cells), _parameters(path, tagged[0]))


def _parameters(path: Path, source: str) -> dict[str, Parameter]:
    found: dict[str, Parameter] = {}
    lines = source.splitlines()
    advice = 'write name: type = value  # what it means, such as width: str = "double"  # of the figure'
    try:
        statements = ast.parse(source).body
    except SyntaxError as error:
        raise input_error(path, f"line {error.lineno} of the cell of parameters is not Python", advice) from None
    for statement in statements:
        # Behind the value in its line, so that a # in the value is none that begins a comment.
        after = lines[(statement.end_lineno or 1) - 1].encode()[statement.end_col_offset or 0 :].decode()
        comment = after.partition("#")[2].strip()
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=kind, value=ast.expr() as value):
                type_name = str(kind.value) if isinstance(kind, ast.Constant) else ast.unparse(kind)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                type_name = ""
            case ast.Expr(value=ast.Constant(value=str())):
                continue
            case _:
                raise input_error(
                    path, f"line {statement.lineno} of the cell of parameters sets no parameter", advice
                )
        try:
            default = ast.literal_eval(value)
        except ValueError:
            raise input_error(path, f"parameter '{name}' is not a plain value", advice) from None
        optional = OPTIONAL.fullmatch(type_name)
        type_name = optional[1] if optional else type_name or type(default).__name__
        found[name] = Parameter(default, type_name, comment, optional is not None)
    return found


def typed(name: str, value: str, type_name: str) -> Any:
    """The value of a parameter, from its words, in the type that the notebook declares.

    Raises:
        InputError: the words are not a value of that type.
    """
    try:
        if type_name == "bool":
            return {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}[value.lower()]
        return TYPES.get(type_name, str)(value)
    except (KeyError, ValueError):
        kinds = {"bool": "true or false", "int": "a whole number", "float": "a number"}
        raise input_error(
            f"parameter '{name}'", f"'{value}' is not {kinds[type_name]}", f"give {kinds[type_name]}"
        ) from None


def notes_in(notebook: bytes) -> list[str]:
    """The notes (lines on stderr that begin with `NOTE`) that an executed notebook holds, each once."""
    outputs = (output for cell in json.loads(notebook)["cells"] for output in cell.get("outputs", []))
    written = ["".join(output["text"]) for output in outputs if output.get("name") == "stderr"]
    lines = dict.fromkeys(line for text in written for line in text.splitlines() if line.startswith(NOTE))
    return [line.removeprefix(NOTE) for line in lines]


def lasting(notebook: Any) -> Any:
    """An executed notebook (of nbformat) without what changes from run to run: times, paths, injected parameters.

    Two runs on the same input give equal results.
    """
    cells = [cell for cell in notebook.cells if "injected-parameters" not in cell.metadata.get("tags", [])]
    count = 0
    for cell in cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key == "tags" and value}
        if cell.cell_type != "code":
            continue
        count += 1
        cell.execution_count = count
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = count
    notebook.cells = cells
    notebook.metadata = type(notebook)(
        kernelspec=notebook.metadata.kernelspec, language_info=type(notebook)(name="python")
    )
    return notebook
