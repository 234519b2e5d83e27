"""Who acts in events: two parties, together or alone, or others."""

import pandas as pd
from themeline.events.actors import parties, who_acts


def events(*actors: str) -> pd.DataFrame:
    return pd.DataFrame({"actors": actors, "kind": "act"})


def test_two_parties_in_one_key_are_two_if_each_acts_elsewhere():
    together = events("Russia and China", "Russia", "China; Iran", "Russia and Iran")
    assert parties(together) == ("Russia", "China")
    assert who_acts(together, parties(together)) == ["both", "first", "second", "first"]


def test_a_name_with_and_in_it_is_one_party():
    one = events("Bosnia and Herzegovina", "Bosnia and Herzegovina; Serbia", "Serbia")
    assert parties(one) == ("Bosnia and Herzegovina", "Serbia")
    assert who_acts(one, parties(one)) == ["first", "both", "second"]
