"""The states of files: the words that users read, and what they are told to do."""

from themeline.provenance.states import State

WORDS = [
    "intact", "edited", "missing", "older", "input missing", "no receipt", "alike", "differs", "failed",
]  # fmt: skip


def test_the_words_are_those_that_users_know():
    assert [str(state) for state in State] == WORDS
    assert f"{State.INPUT_MISSING}: a.txt" == "input missing: a.txt"


def test_who_reads_of_something_wrong_is_told_what_to_do():
    for state in State:
        assert bool(state.advice("01-words")) != state.is_good, state
    assert State.EDITED.advice("01-words") == "restore it, or run 01-words again"
    assert {state for state in State if state.is_good} == {State.INTACT, State.ALIKE}
