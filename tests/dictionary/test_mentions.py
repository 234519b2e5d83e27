import fnmatch
import itertools
import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.mentions import COLUMNS, find_mentions, token_table
from themeline.dictionary.patterns import parse_pattern
from themeline.text.document import ROLES, parse_document

# Read off the essay by hand, with the codebook's rules: the words of each mention, in their order.
BY_HAND = {
    "borders": ["neighbourly relations", "Border Military", "Good-Neighbourliness"],
    "nuclear": [
        "Nuclear Five", "nuclear", "nuclear", "nuclear five", "nuclear doctrine", "no-first-use of nuclear weapons",
        "no-first-use", "nuclear weapons", "strategic weapons",
    ],
    "missiles": [
        "Missile", "Early Warning System", "missile threats", "missiles", "missile defence", "missile systems",
        "missiles", "long-range precision", "missile strikes", "missiles", "missiles",
    ],
    "outer-space": ["space capabilities", "outer space", "Weapons in Outer Space", "Outer Space", "outer space"],
    "maritime": [
        "naval", "anti-submarine warfare", "nuclear submarines", "sea-based", "exercises at sea", "coast guard",
        "patrols of ships", "nuclear submarines",
    ],
    "air": ["heavy bombers", "joint flights", "airfield", "air and sea-based", "air-launched", "bombers"],
    "emerging-tech": ["uncrewed systems", "military use of artificial intelligence"],
    "conflicts": [
        "individual conflicts", "conflicts in Europe", "Ukrainian conflict",
        "involvement of the Chinese armed forces", "conflicts in the Asia-Pacific", "involvement of the Russian army",
    ],
}  # fmt: skip


def theme(*patterns: str, exceptions: tuple[str, ...] = (), name: str = "t") -> Theme:
    return Theme(id=name, label="T", definition="t", colour="#000000", patterns=patterns, exceptions=exceptions)


def found(text: str, *patterns: str, exceptions: tuple[str, ...] = ()) -> list[str]:
    codebook = Codebook(themes=[theme(*patterns, exceptions=exceptions)])
    return list(find_mentions(parse_document(text, name="t"), codebook)["text"])


@pytest.mark.parametrize("name", BY_HAND)
def test_mentions_of_the_essay_read_by_hand(mentions, name):
    texts = mentions.loc[mentions["theme"] == name, "text"]
    assert [text.replace("\u00a0", " ") for text in texts] == BY_HAND[name]


def test_missiles_of_the_essay_agree_with_a_plain_search(essay, mentions):
    body = essay.text[essay.sections["start"].min() : essay.sections["end"].max()]
    plain = len(re.findall(r"missiles?\b", body, re.IGNORECASE))
    texts = mentions.loc[mentions["theme"] == "missiles", "text"]
    assert texts.str.contains("issile").sum() == plain == 9


def test_the_table(essay, mentions, codebook):
    assert list(mentions.columns) == COLUMNS
    assert mentions[["start", "theme"]].apply(tuple, axis=1).is_monotonic_increasing
    for row in mentions.itertuples():
        assert essay.text[row.start : row.end] == row.text
        assert row.pattern in codebook.theme(row.theme).patterns
    assert set(mentions["document"]) == {"essay"}
    first = mentions.iloc[0]
    assert (first["sentence"], first["paragraph"], first["section"]) == (3, 1, "")


def test_traps_of_the_codebook(codebook):
    def themes(text: str) -> set[str]:
        return set(find_mentions(parse_document(text, name="t"), codebook)["theme"])

    assert themes("The nuclear submarines left.") == {"maritime"}
    assert "outer-space" not in themes("In the Eurasian space, the economic space and office space.")
    assert themes("The “Nuclear Five” met.") == {"nuclear"}
    assert themes("A borderline case and a near miss, in conflict with the rules.") == set()
    assert themes("A conflict of interest on the software platform; social security and job security.") == set()
    assert themes("The nuclear family heats with nuclear energy.") == set()
    assert "nuclear" in themes("Nuclear powers and their nuclear weapons.")


@pytest.mark.parametrize(
    ("text", "pattern", "expected"),
    [
        ("An anti-submarine drill", "submarine*", ["submarine"]),
        ("no-first-use and no first use", "no first use", ["no-first-use", "no first use"]),
        ("no first use", "no-first-use", ["no first use"]),
        ("no\u2011first\u2010use", "no first use", ["no\u2011first\u2010use"]),
        ("no\u00a0first\nuse", "no first use", ["no\u00a0first\nuse"]),
        ("arms, control", "arms control", []),
        ("arms - control", "arms control", []),
        ("the arms. Control it", "arms control", []),
        ("MISSILE Missiles", "missile*", ["MISSILE", "Missiles"]),
        ("ballistic missile, static missiles", "*ic missile*", ["ballistic missile", "static missiles"]),
        ("defence, defense, defene", "defen?e", ["defence", "defense"]),
        ("joint exercise, joint naval exercise", "joint * exercise", ["joint naval exercise"]),
        ("mis\u00adsile", "missile", ["mis\u00adsile"]),
        ("China’s navy and China's navy", "china's navy", ["China’s navy", "China's navy"]),
        ("navy's and navy", "navy", ["navy"]),
        ("navy's and navy", "navy*", ["navy's", "navy"]),
        ("ＡＵＫＵＳ", "aukus", ["ＡＵＫＵＳ"]),
    ],
)
def test_how_a_pattern_matches(text, pattern, expected):
    assert found(text, pattern) == expected


def test_the_longest_of_overlapping_matches_counts():
    assert found("nuclear weapons treaty", "nuclear", "nuclear weapon*", "weapon* treaty") == ["nuclear weapons"]
    # Of equally long ones the first in the text, whichever pattern the codebook has first.
    assert found("aa bb cc", "aa bb", "bb cc") == found("aa bb cc", "bb cc", "aa bb") == ["aa bb"]
    assert found("aa bb cc dd", "aa bb", "bb ccc", "cc dd") == ["aa bb", "cc dd"]


def test_a_longer_exception_blocks():
    assert found("nuclear submarines, nuclear arms", "nuclear", exceptions=("nuclear submarine*",)) == ["nuclear"]
    # A pattern's match that is longer than the exception stands.
    text = "nuclear submarine deal"
    assert found(text, "nuclear", "nuclear submarine deal*", exceptions=("nuclear submarine*",)) == [text]
    # One that is as long is no longer match, so it does not block.
    assert found("cold war", "cold war", exceptions=("cold war",)) == ["cold war"]
    assert found("the cold war and a war", "war", exceptions=("cold war",)) == ["war"]


def test_marks_that_are_not_seen_make_no_match_longer():
    # "bb c-c" with a soft hyphen has six characters of which five are seen, as many as "aa bb" has.
    text = "aa bb c\u00adc"
    assert found(text, "aa bb", "bb cc") == ["aa bb"]
    assert found(text, "aa bb", exceptions=("bb cc",)) == ["aa bb"]
    # A letter more is longer, with or without a mark.
    assert found("aa bb c\u00adcc", "aa bb", "bb ccc") == ["bb c\u00adcc"]
    assert found("aa bb ccc", "aa bb", exceptions=("bb ccc",)) == []


def test_of_two_patterns_on_one_stretch_the_first_in_the_codebook_is_told():
    for patterns in (("war", "wa*"), ("wa*", "war")):
        table = find_mentions(parse_document("The war.", name="t"), Codebook(themes=[theme(*patterns)]))
        assert list(table["pattern"]) == [patterns[0]]


def test_across_themes_the_same_words_count_in_each():
    codebook = Codebook(themes=[theme("sea power", name="a"), theme("sea", name="b")])
    table = find_mentions(parse_document("sea power", name="t"), codebook)
    assert list(table["theme"]) == ["a", "b"]


def test_headings_count_only_when_asked_for(essay, codebook):
    whole = find_mentions(essay, codebook, roles=ROLES)
    assert len(whole) > len(find_mentions(essay, codebook))
    assert "Missiles" in set(whole.loc[whole["sentence"] == 2, "text"])  # of the title


def test_a_text_without_themes_has_an_empty_table(codebook):
    table = find_mentions(parse_document("Boil the potatoes in salted water.", name="t"), codebook)
    assert list(table.columns) == COLUMNS
    assert len(table) == 0


def test_no_pattern_takes_exponential_time():
    text = "a" * 20_000 + "b"
    assert found(text, "a*a*a*a*a*a*a*a*a*c", "*a*a*a*a*a*c") == []


def by_brute_force(text: str, patterns: list[str], exceptions: list[str]) -> list[tuple[int, int]]:
    """The rules of the codebook once more, naively: every pattern at every token of a text of one sentence."""
    tokens = [(m.start(), m.end()) for m in re.finditer(r"[a-z]+", text)]

    def matches(pattern: str) -> list[tuple[int, int]]:
        globs = parse_pattern(pattern)
        places = []
        for i in range(len(tokens) - len(globs) + 1):
            part = tokens[i : i + len(globs)]
            fits = all(fnmatch.fnmatch(text[s:e], glob) for (s, e), glob in zip(part, globs, strict=True))
            near = all(text[a[1] : b[0]] in (" ", "  ", "-") for a, b in itertools.pairwise(part))
            if fits and near:
                places.append((part[0][0], part[-1][1]))
        return places

    blockers = [place for exception in exceptions for place in matches(exception)]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(
        {p for pattern in patterns for p in matches(pattern)}, key=lambda p: (p[0] - p[1], p[0])
    ):
        if any(s < end and start < e and e - s > end - start for s, e in blockers):
            continue
        if not any(s < end and start < e for s, e in kept):
            kept.append((start, end))
    return sorted(kept)


word = st.sampled_from(["a", "ab", "ba", "bab", "abb"])
glob = st.sampled_from(["a", "ab", "a*", "*b", "?b", "b?b", "*", "ba"])
pattern = st.lists(glob, min_size=1, max_size=3).map(" ".join).filter(lambda p: set(p) & set("ab"))
patterns = st.lists(pattern, max_size=4, unique_by=parse_pattern)


@settings(max_examples=200)
@given(
    st.lists(st.tuples(word, st.sampled_from([" ", "  ", "-", ", ", " - "])), min_size=1, max_size=14),
    patterns.filter(bool),
    patterns,
)
def test_mentions_agree_with_brute_force(pieces, wanted, blocked):
    text = "".join(w + gap for w, gap in pieces).rstrip(" ,-") + "."
    codebook = Codebook(themes=[theme(*wanted, exceptions=tuple(blocked))])
    table = find_mentions(parse_document(text, name="t"), codebook)
    assert list(zip(table["start"], table["end"], strict=True)) == by_brute_force(text, wanted, blocked)


@settings(max_examples=8)  # orders of the whole codebook, on the whole essay
@given(st.integers(0, 10_000))
def test_the_order_of_patterns_and_themes_does_not_matter(essay, mentions, codebook, seed):
    random = Random(seed)
    themes = [
        t.model_copy(update={"patterns": tuple(random.sample(t.patterns, len(t.patterns)))}) for t in codebook.themes
    ]
    random.shuffle(themes)
    other = find_mentions(essay, Codebook(themes=themes))
    columns = ["theme", "start", "end"]
    assert other[columns].equals(mentions[columns])


def test_typography_does_not_matter(essay, mentions, codebook):
    other = parse_document(
        essay.text.replace("-", "\u2011").replace("’", "'").replace("“", '"').replace("\u00a0", " "),
        name="essay",
        record=essay.record,
    )
    table = find_mentions(other, codebook)
    assert table[["theme", "start", "end", "sentence"]].equals(mentions[["theme", "start", "end", "sentence"]])


def found_in(text: str, patterns: list[str], nested_scope: str = "key", **more: list[str]) -> list[tuple[str, str]]:
    themes = [
        {"id": name, "label": name, "definition": name, "colour": "#000000", "patterns": those}
        for name, those in ({"t": patterns} | more).items()
    ]
    codebook = Codebook(themes=themes, nested_scope=nested_scope)
    return [(row.theme, row.text) for row in find_mentions(parse_document(text, name="d"), codebook).itertuples()]


# quanteda's manual of dictionary(), valuetype and tokens_lookup(): worked out by hand.
def test_rules_of_matching():
    # Case is ignored; a glob's * is any letters, none included, and ? is one.
    assert found_in("Tax TAXES taxation taxi", ["tax*"]) == [("t", w) for w in ("Tax", "TAXES", "taxation", "taxi")]
    assert found_in("Tax taxe taxes", ["tax?"]) == [("t", "taxe")]
    # A phrase is a sequence of patterns.
    assert found_in("The United States of America", ["united states", "states of"]) == [("t", "United States")]
    # Within a key the longer match has priority.
    assert found_in("The United States Senate", ["united states", "united states senate"]) == [
        ("t", "United States Senate")
    ]
    # Over keys each counts, or with nested_scope "dictionary" the longer alone.
    text = "President of the United States"
    country, office = ["united states"], ["president of the united states"]
    assert found_in(text, country, u=office) == [("t", "United States"), ("u", text)][::-1]
    assert found_in(text, country, "dictionary", u=office) == [("u", text)]
    assert found_in("United States", country, "dictionary", u=country) == [
        ("t", "United States"),
        ("u", "United States"),
    ]


def test_what_must_and_must_not_stand_near():
    text = "Missiles need a basing area. The strike hit. A strike of workers.\n\nStrike.\n\nWorkers met."
    assert found_in(text, ["missile* NEAR/3 basing"]) == [("t", "Missiles")]
    assert found_in(text, ["missile* NEAR/2 basing"]) == []
    assert found_in(text, ["basing NEAR/3 missile*"]) == [("t", "basing")]
    # Within a paragraph, over sentences; not beyond it.
    assert found_in(text, ["strike NOT NEAR/2 worker*"]) == [("t", "strike"), ("t", "Strike")]
    assert found_in(text, ["strike NOT NEAR/9 worker*"]) == [("t", "Strike")]
    assert found_in(text, ["strike NEAR/5 hit|workers NOT NEAR/1 the"]) == [("t", "strike")]
    # A match is no company of itself.
    assert found_in("missile missile defence", ["missile NEAR/1 missile"]) == [("t", "missile"), ("t", "missile")]
    assert found_in("one missile", ["missile NEAR/5 missile"]) == []


@pytest.mark.parametrize("within", [1, 2, 10, 100])
def test_near_counts_words_up_to_its_number_and_not_one_more(within):
    between = "so " * (within - 1)
    for text in (f"missile {between}basing", f"basing {between}missile"):
        assert found_in(text, [f"missile NEAR/{within} basing"]) == [("t", "missile")]
        assert found_in(text, [f"missile NOT NEAR/{within} basing"]) == []
    for text in (f"missile so {between}basing", f"basing so {between}missile"):
        assert found_in(text, [f"missile NEAR/{within} basing"]) == []
        assert found_in(text, [f"missile NOT NEAR/{within} basing"]) == [("t", "missile")]


def test_near_counts_from_the_edges_of_phrases():
    # Of the match from its first or last word, of what stands near to its nearest word; parts of a hyphenated word
    # count singly.
    rule = ["cruise missile NEAR/2 forward basing"]
    assert found_in("A cruise missile in forward basing.", rule) == [("t", "cruise missile")]
    assert found_in("Forward basing of cruise missile.", rule) == [("t", "cruise missile")]
    assert found_in("A cruise missile is in forward basing.", rule) == []
    assert found_in("Forward basing of no cruise missile.", rule) == []
    # So it is where what may stand near has more words elsewhere.
    rule = ["missile NEAR/2 basing|forward posture"]
    assert found_in("Basing so so missile, so so so so forward posture.", rule) == []
    assert found_in("Basing so missile, so so so so forward posture.", rule) == [("t", "missile")]
    assert found_in("Missile sea-based.", ["missile NEAR/1 based"]) == []
    assert found_in("Missile sea-based.", ["missile NEAR/2 based"]) == [("t", "Missile")]


def test_nested_matches_of_different_themes():
    def both(text, one, other):
        return found_in(text, [one], "dictionary", u=[other])

    # As long is not nested: the same words count in both themes, as do two that overlap but hold each other not.
    assert both("sea power", "sea power", "sea *") == [("t", "sea power"), ("u", "sea power")]
    assert both("aa bb cc", "aa bb", "bb cc") == [("t", "aa bb"), ("u", "bb cc")]
    # Within a longer one at its beginning, its end, and its middle.
    for inner in ("aa bb", "bb cc", "bb"):
        assert both("aa bb cc", "aa bb cc", inner) == [("t", "aa bb cc")]


def test_company_takes_no_more_than_linear_time():
    text = "missile basing " * 20_000
    assert len(found_in(text, ["missile NEAR/100 basing|base NOT NEAR/100 treaty|pact"])) == 20_000


def test_tokens_as_patterns_see_them():
    """By hand: what a hyphen separates may follow in a phrase; what stands behind a comma or a full stop may not."""
    document = parse_document("Title\n\nNo First-use, he said. Sta\u00adying\nput.", name="text")
    table = token_table(document)
    assert list(table["key"]) == ["no", "first", "use", "he", "said", "staying", "put"]
    assert [document.text[row.start : row.end] for row in table.itertuples()] == [
        "No", "First", "use", "he", "said", "Sta\u00adying", "put"
    ]  # fmt: skip
    assert list(table["follows"]) == [False, True, True, False, True, False, True]
    assert list(table["paragraph"]) == [1] * 7
    words = document.words["word"]
    assert [words[row] for row in table["word"]] == [
        "No", "First-use", "First-use", "he", "said", "Sta\u00adying", "put"
    ]  # fmt: skip
    assert len(token_table(document, roles=("title",))) == 1
