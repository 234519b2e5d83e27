"""Who acts in events: the two parties that a chronology is mostly about, together or alone, or others."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

BOTH, FIRST, SECOND, OTHERS = "both", "first", "second", "others"
# What `date_finder` and `tables` put in place of an actor that nobody has named.
UNKNOWN = "?"
# Of this kind are acts of others, although they concern the parties.
_OF_OTHERS = "third-party action"
# An actor of fewer events than this is not what the chronology is about.
_FEWEST = 2


def parties(events: pd.DataFrame) -> tuple[str, ...]:
    """The two actors who take part in most events, at least two each, the one that comes first before the other.

    They are fewer where no two take part in so many.

    Args:
        events: as `events.chronology.events_table` gives them.

    Examples:
        >>> events = pd.DataFrame({"actors": ["Russia; China", "China; Xi Jinping", "Russia"], "kind": ["act"] * 3})
        >>> parties(events)
        ('Russia', 'China')
        >>> who_acts(events, parties(events))
        ['both', 'second', 'first']
    """
    known = _single(events)
    counts = Counter(
        name for row in events.itertuples() if row.kind != _OF_OTHERS for name in _names(row.actors, known)
    )
    most = [name for name, count in counts.most_common(2) if count >= _FEWEST]
    return tuple(name for name in counts if name in most)


def who_acts(events: pd.DataFrame, parties: Sequence[str]) -> list[str]:
    """Of each event, which of the parties acts: `BOTH`, `FIRST`, `SECOND` (one of them alone), or `OTHERS`."""
    known = _single(events) | set(parties)
    return [
        _who(set(_names(row.actors, known)) if row.kind != _OF_OTHERS else set(), parties)
        for row in events.itertuples()
    ]


def words_for(who: str, parties: Sequence[str]) -> str:
    """What `who_acts` calls somebody, in words: ``Russia and China``."""
    if who == OTHERS:
        return "others"
    return " and ".join(parties) if who == BOTH else parties[who == SECOND]


def _who(actors: set[str], parties: Sequence[str]) -> str:
    acting = [name in actors for name in parties]
    if not any(acting):
        return OTHERS
    if len(acting) == 2 and all(acting):
        return BOTH
    return FIRST if acting[0] else SECOND


def _single(events: pd.DataFrame) -> set[str]:
    return {name for actors in events["actors"] for name in actors.split("; ")}


def _names(actors: str, known: set[str]) -> list[str]:
    """The actors of an event; "Russia and China" are two where each is an actor of its own elsewhere."""
    names: list[str] = []
    for name in actors.split("; "):
        parts = name.split(" and ")
        names += parts if len(parts) > 1 and known.issuperset(parts) else [name]
    return list(dict.fromkeys(names))
