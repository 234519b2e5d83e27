"""What is known about a file of figures, and what to do about it."""

from enum import StrEnum


class State(StrEnum):
    """What a check has found about a file; as a string it is the word that users read."""

    INTACT = "intact"
    """Its bytes are those of the receipt."""
    EDITED = "edited"
    """Its bytes are not those of the receipt."""
    MISSING = "missing"
    """A receipt lists it, but it is not there."""
    OLDER = "older"
    """What it was made from has changed since."""
    INPUT_MISSING = "input missing"
    """What it was made from is no longer there."""
    NO_RECEIPT = "no receipt"
    """No receipt lists it."""
    ALIKE = "alike"
    """Made again, it has other bytes, but the same data and the same drawing."""
    DIFFERS = "differs"
    """Made again, it is different."""
    FAILED = "failed"
    """It could not be made again."""

    @property
    def is_good(self) -> bool:
        """Whether the file is what its receipt says, so that there is nothing to do."""
        return self in (State.INTACT, State.ALIKE)

    def advice(self, notebook: str) -> str:
        """What to do about a file in this state that a notebook has made; empty where there is nothing to do."""
        return _ADVICE.get(self, "").format(notebook=notebook)


_ADVICE = {
    State.EDITED: "restore it, or run {notebook} again",
    State.MISSING: "run {notebook} again",
    State.OLDER: "run {notebook} again",
    State.INPUT_MISSING: "put the file back",
    State.NO_RECEIPT: "remove it, or keep files of your own in another folder",
    State.DIFFERS: "check which is right; themeline diff shows more",
    State.FAILED: "correct what the error names, then verify again",
}
