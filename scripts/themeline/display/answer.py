"""What a notebook found, said in sentences before any figure or table."""

from html import escape
from typing import Any

from themeline.figures.embed import is_finding
from themeline.figures.figure import Figure


class Answer:
    """Sentences that answer the question of a notebook; as the last line of a cell it shows itself."""

    def __init__(self, *said: Figure | str) -> None:
        """Take figures, whose titles are findings that were computed, and sentences; what two say is said once.

        A title that finds nothing and only names what is shown ("Where in the text each theme is mentioned") is not
        an answer, and is left out.
        """
        told = (one for one in said if isinstance(one, str) or is_finding(one.title))
        self.sentences = list(dict.fromkeys(_sentence(one.title if isinstance(one, Figure) else one) for one in told))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        words = " ".join(self.sentences)
        return {"text/plain": words, "text/html": f"<p><b>In short.</b> {escape(words, quote=False)}</p>"}


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."
