"""What is known about a file of figures, and what to do about it."""

from enum import StrEnum


class State(StrEnum):
    """What a check has found about a file; as a string it is the word that users read."""

    INTACT = "intact"
    """Its bytes are those of the receipt."""
    EDITED = "edited"
    """Its bytes are others than those of the receipt."""
    MISSING = "missing"
    """A receipt tells of it, and it is not there."""
    OLDER = "older"
    """What it was made from has changed since."""
    INPUT_MISSING = "input missing"
    """What it was made from is not there any more."""
    NO_RECEIPT = "no receipt"
    """No run tells of it."""
    ALIKE = "alike"
    """Made again it has other bytes, but the same data, and its drawing says the same."""
    DIFFERS = "differs"
    """Made again it is another."""
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
