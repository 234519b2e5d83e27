"""The one error of bad input: which file, where in it, what is wrong, and what to do."""

import re
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one input file.

    ``source`` is the file as the user named it, ``line`` counts from 1, ``advice`` says what to do.
    """

    source: str
    what: str
    advice: str = ""
    line: int | None = None
    severity: Literal["error", "warning", "hint"] = "error"

    def __str__(self) -> str:
        """``FILE[:LINE]: what is wrong; what to do``."""
        place = self.source if self.line is None else f"{self.source}:{self.line}"
        words = f"{place}: {self.what}" + (f"; {self.advice}" if self.advice else "")
        # A line a fault, also where it quotes what stands on several.
        return re.sub(r"\s*[\r\n]+\s*", " ", words)


class InputError(Exception):
    """Raised for input that cannot be used; carries every fault found, not only the first."""

    def __init__(self, *faults: Fault) -> None:
        """Take one or more faults."""
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults

    def __reduce__(self) -> tuple[type["InputError"], tuple[Fault, ...]]:
        """Come over from another process with its faults."""
        return InputError, self.faults


def input_error(source: object, what: str, advice: str = "", *, line: int | None = None) -> InputError:
    """Make an `InputError` of a single fault."""
    return InputError(Fault(str(source), what, advice, line))
