"""Places on a timeline: labels that stand over nothing, tracks, and labels beside a spine."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from themeline.figures import timeline_layout as layouts
from themeline.figures.timeline_layout import Label, pack, spread, stack

LEFT, RIGHT = 30.0, 180.0


def label(width: float, lines: int) -> Label:
    return Label(((),) * lines, width, 3.0)


@st.composite
def lanes(draw):
    count = draw(st.integers(1, 14))
    starts = sorted(draw(st.lists(st.floats(LEFT, RIGHT - 1), min_size=count, max_size=count)))
    ends = [min(RIGHT - 0.5, start + draw(st.sampled_from([0.0, 0.0, 0.0, 8.0, 60.0]))) for start in starts]
    labels = [label(draw(st.floats(5, 18)), draw(st.integers(1, 3))) for _ in starts]
    return starts, ends, labels


@settings(max_examples=400, deadline=None)
@given(lanes())
def test_labels_of_a_lane_stand_over_no_other_and_over_no_stem(lane):
    starts, ends, labels = lane
    placed = stack(starts, ends, labels, LEFT, RIGHT)
    if placed is None:  # there may be no order at all; a figure has a spine then
        return
    for i, one in enumerate(placed):
        anchor = ends[i] if one.to_left else starts[i]
        # Each stands beside its own stem, at one side of it, within the lane.
        assert one.left == pytest.approx(anchor - 0.6 - one.width if one.to_left else anchor + 0.6)
        assert one.left >= LEFT - 0.1
        assert one.left + one.width <= RIGHT + 0.1
        assert one.base >= layouts.ABOVE
        for j, other in enumerate(placed):
            if i == j:
                continue
            apart = one.left + one.width <= other.left or other.left + other.width <= one.left
            assert apart or one.base + one.height <= other.base + 1e-6 or other.base + other.height <= one.base + 1e-6
            # The stem of i rises from the line to its own base.
            crosses = other.left < anchor < other.left + other.width and other.base < one.base
            assert not crosses


def test_a_stair_of_labels_falls_to_the_right_and_rises_to_the_left():
    falling = stack([40, 45, 50], [40, 45, 50], [label(30, 1)] * 3, LEFT, RIGHT)
    assert [(one.base, one.to_left) for one in falling] == [(7.7, False), (4.7, False), (1.7, False)]
    rising = stack([170, 174, 178], [170, 174, 178], [label(30, 1)] * 3, LEFT, RIGHT)
    assert [(one.base, one.to_left) for one in rising] == [(1.7, True), (4.7, True), (7.7, True)]
    far = stack([40, 100], [40, 100], [label(30, 1)] * 2, LEFT, RIGHT)
    assert [one.base for one in far] == [1.7, 1.7]


def test_where_there_is_no_order_that_is_said():
    # Neither finds room at the side that would keep it clear of the other.
    assert stack([35, 120], [35, 120], [label(140, 1), label(88, 1)], LEFT, RIGHT) is None


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 30)), max_size=20))
def test_spans_on_one_track_never_meet(pairs):
    spans = sorted((start, start + length) for start, length in pairs)
    tracks = pack(spans)
    for (a, track_a), (b, track_b) in itertools.combinations(zip(spans, tracks, strict=True), 2):
        assert track_a != track_b or a[1] <= b[0]
    # As many tracks as overlap at some place: no more are needed.
    most = max((sum(start <= one < end or one == start for start, end in spans) for one, _ in spans), default=0)
    assert len(set(tracks)) <= most


def test_a_track_is_used_again():
    assert pack([(0, 5), (1, 2), (3, 4), (5, 6)]) == [0, 1, 1, 0]


@given(st.lists(st.tuples(st.floats(0, 200), st.floats(1, 9)), min_size=1, max_size=15))
def test_labels_of_a_spine_keep_their_order_and_stand_over_none(pairs):
    wanted = sorted(want for want, _ in pairs)
    heights = [height for _, height in pairs]
    places = spread(wanted, heights, 0)
    assert places[0] >= 0
    for (place, height), (following, _) in itertools.pairwise(zip(places, heights, strict=True)):
        assert place + height <= following + 1e-6


def test_labels_stand_where_they_are_wanted_or_share_the_way():
    assert spread([0, 10, 20], [4, 4, 4], 0) == [0, 10, 20]
    # Both want 10: two millimetres up and two down, which squares like best.
    assert spread([10, 10], [4, 4], 0) == [8, 12]
    assert spread([1, 1], [4, 4], 0) == [0, 4]
