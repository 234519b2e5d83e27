"""Which of Themeline's own modules a notebook reaches, and a hash of what is in them.

Figures are older than the code when a module has changed that their notebook reaches: one that a cell imports, one
that such a module imports in turn, or a package that any of these is in (its ``__init__`` is run too). A change
anywhere else makes no figure older.

Cells are read by `ast`, since people write them as they like. The package's own modules are read by a regular
expression, a twentieth of the time: they are formatted by ruff, so an import begins its line. A test holds the two
to each other for each module.
"""

import ast
import functools
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from themeline.io.files import file_sha256

NAME = "themeline"
PACKAGE = Path(__file__).parents[1]
# The table in the package's `__init__` by which it finds its public names.
TABLE = "_PUBLIC"
# What lies beside a module and decides on no figure: prose, what editors read, what Python makes of modules.
NOT_TEMPLATES = (".md", ".py", ".pyc", ".pyi", ".typed")

# Such a block is for type checkers only: nothing in it is imported when the module runs.
_TYPE_CHECKING = re.compile(r"\nif TYPE_CHECKING:\n(?:[ \t]+[^\n]*\n|\n)*")
# Of `import themeline.a.b`, the module; of `from themeline.a import b, c` the module and what is taken from it. That
# each pattern begins with a plain line end lets `re` look for that alone, which is what makes it quick.
_IMPORT = re.compile(rf"\n[ \t]*import[ \t]+({NAME}[\w.]*)")
_FROM = re.compile(rf"\n[ \t]*from[ \t]+({NAME}[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n#;]*)")
_TAKEN = re.compile(r"(?:^|[(,])\s*(\w+)")


@dataclass(frozen=True)
class Module:
    """A module of the package.

    Attributes:
        digest: hash of its source.
        imported: the names that it imports from the package, dotted; the last part may be something in a module.
        templates: of each file beside it that is not a module, name and hash.
        is_package: whether it is the ``__init__`` of a folder.
    """

    digest: str
    imported: frozenset[str]
    templates: frozenset[str] = frozenset()
    is_package: bool = False


def package_sha256(code: tuple[str, ...]) -> str:
    """Hash of those modules of Themeline that cells of code reach."""
    modules = _own_modules()
    return closure_sha256(reached_by_cells(code, modules, public_names()), modules)


def public_names() -> dict[str, str]:
    """The public names of Themeline, each with the module that it is taken from."""
    table: dict[str, str] = vars(import_module(NAME))[TABLE]
    return table


def imported_by(code: tuple[str, ...]) -> list[str]:
    """The modules of Themeline that cells of code import, by their names or by the public face, sorted by name.

    What these import in turn is not among them. None where it cannot be told what cells import.
    """
    modules = _own_modules()
    names = reached_by_cells(code, modules, public_names())
    return [] if names == set(modules) else sorted(names)


def modules_sha256(*names: str) -> str:
    """Hash of modules of Themeline, and of those that they reach."""
    return closure_sha256(names, _own_modules())


def read_modules(package: Path) -> dict[str, Module]:
    """The modules in a package's folder by their dotted names, each read once."""
    found: dict[str, Module] = {}
    for folder, name in _folders(package, NAME):
        files = sorted(file for file in folder.iterdir() if file.is_file())
        templates = frozenset(
            f"{name}/{file.name} {file_sha256(file)}" for file in files if file.suffix not in NOT_TEMPLATES
        )
        for file in files:
            if file.suffix == ".py":
                source = file.read_bytes()
                is_package = file.stem == "__init__"
                found[name if is_package else f"{name}.{file.stem}"] = Module(
                    hashlib.sha256(source).hexdigest(), imported_names(source.decode()), templates, is_package
                )
    return found


def imported_names(source: str) -> frozenset[str]:
    """What a module that ruff has formatted imports from the package, dotted; what is for type checkers left out."""
    run = _TYPE_CHECKING.sub("\n", "\n" + source.replace("\r\n", "\n"))
    found = set(_IMPORT.findall(run))
    for module, taken in _FROM.findall(run):
        bare = re.sub(r"#[^\n]*", "", taken)
        found |= {f"{module}.{name}" for name in _TAKEN.findall(bare)}
    return frozenset(found)


def closure(names: Iterable[str], modules: Mapping[str, Module]) -> set[str]:
    """The modules that these dotted names stand for, and all that they reach.

    A name's last part may be a function, or something else in a module: then it stands for the module.
    """
    todo = list(names)
    reached: set[str] = set()
    while todo:
        parts = todo.pop().split(".")
        # The packages above a module are imported before it.
        for end in range(1, len(parts) + 1):
            name = ".".join(parts[:end])
            if name in modules and name not in reached:
                reached.add(name)
                todo += modules[name].imported
        # Who holds a package of modules may go on to any of them; the outermost one counts by what is taken from it.
        if name in modules and modules[name].is_package and name != NAME:
            todo += [below for below in modules if below.startswith(f"{name}.") and below not in reached]
    return reached


def closure_sha256(names: Iterable[str], modules: Mapping[str, Module]) -> str:
    """Hash of the names and contents of these modules, of all that they reach, and of the templates beside them."""
    reached = closure(names, modules)
    lines = {f"{name} {modules[name].digest}" for name in reached}
    lines = lines.union(*(modules[name].templates for name in reached))
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def reached_by_cells(code: Iterable[str], modules: Mapping[str, Module], table: Mapping[str, str]) -> set[str]:
    """The dotted names that a notebook's cells use of the package.

    All modules where that cannot be told: a cell is not plain Python (a ``%magic``), or the package itself is used in
    another way than as ``tl.NAME``.

    Args:
        code: the sources of the cells.
        modules: of the package, as `read_modules` gives them.
        table: the public names of the package, each with the module that it is taken from.
    """
    try:
        nodes = [node for source in code for node in ast.walk(ast.parse(source))]
    except SyntaxError:
        return set(modules)
    # What is named from a module down; what is taken from the package itself; the variables that hold the package.
    named: list[tuple[str, ...]] = []
    public: list[tuple[str, ...]] = []
    variables: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                top, *below = alias.name.split(".")
                if top == NAME:
                    named.append(tuple(below))
                    if alias.asname is None or not below:
                        variables.add(alias.asname or NAME)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == NAME:
            below = node.module.split(".")[1:]
            (named if below else public).extend((*below, alias.name) for alias in node.names)
    attributes, used_otherwise = _uses(nodes, variables)
    if used_otherwise:
        return set(modules)
    public += attributes
    found = [_named_module(chain, modules) for chain in named if chain]
    found += [_public_module(chain, modules, table) for chain in public]
    if None in found:
        return set(modules)
    return {NAME for _ in named}.union(*filter(None, found))


def _uses(nodes: list[ast.AST], variables: set[str]) -> tuple[list[tuple[str, ...]], bool]:
    """The dotted names used of these variables, without the variable; and whether one is used in another way."""
    chains = []
    inner: set[int] = set()
    # `ast.walk` gives the outermost first: of tl.a.b that is b, whose value is tl.a.
    for node in nodes:
        if not isinstance(node, ast.Attribute) or id(node) in inner:
            continue
        parts: list[str] = []
        outer: ast.expr = node
        while isinstance(outer, ast.Attribute):
            inner.add(id(outer))
            parts.insert(0, outer.attr)
            outer = outer.value
        if isinstance(outer, ast.Name) and outer.id in variables:
            inner.add(id(outer))
            chains.append(tuple(parts))
    others = any(isinstance(node, ast.Name) and node.id in variables and id(node) not in inner for node in nodes)
    return chains, others


def _public_module(
    chain: tuple[str, ...], modules: Mapping[str, Module], table: Mapping[str, str]
) -> set[str] | None:
    """The modules behind ``tl.a.b``, from the table or by the module's own name; None where there is none."""
    first, *rest = chain
    module = table.get(first)
    if module is None:
        return _named_module(chain, modules)
    if module not in modules:
        return None
    # A table may lead to a module itself, of which something is used then.
    is_module = module.rpartition(".")[2] == first
    return _named_module((*module.split(".")[1:], *rest), modules) if is_module else {module}


def _named_module(chain: tuple[str, ...], modules: Mapping[str, Module]) -> set[str] | None:
    """The module of a dotted name below the package, whose last parts may be things in it; None where there is none.

    Of a package of modules all that are in it: who holds it may go on to any of them.
    """
    module, rest = NAME, list(chain)
    while rest and f"{module}.{rest[0]}" in modules:
        module = f"{module}.{rest.pop(0)}"
    if module == NAME:
        return None
    if modules[module].is_package:
        return {name for name in modules if name == module or name.startswith(f"{module}.")}
    return {module}


def _folders(folder: Path, name: str) -> Iterable[tuple[Path, str]]:
    yield folder, name
    for below in sorted(folder.iterdir()):
        if (below / "__init__.py").is_file():
            yield from _folders(below, f"{name}.{below.name}")


@functools.cache
def _own_modules() -> dict[str, Module]:
    return read_modules(PACKAGE)
