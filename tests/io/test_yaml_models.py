"""YAML files are read as YAML's own library reads them, every scalar as text; what could mislead is refused."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from themeline.errors import InputError
from themeline.io.yaml_models import DEEPEST, Record, _data_of, read_record

words = st.text(st.sampled_from("aZ0 :#-?*&!|>'\"[]{},éб中\n\\%@`"), max_size=8)
values = st.recursive(
    words, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4), max_leaves=20
)


@given(st.dictionaries(words, values, max_size=5), st.booleans())
def test_what_is_written_is_read_with_its_lines(data, in_line):
    text = yaml.safe_dump(data, default_flow_style=in_line, allow_unicode=True, sort_keys=False)
    places, faults = {}, []
    assert _data_of(text, "f.yaml", places, faults) == yaml.load(text, Loader=yaml.BaseLoader) == data
    assert faults == []
    node = yaml.compose(text)
    for key, _ in node.value:
        assert places[(key.value,)] == key.start_mark.line + 1


class Loose(Record):
    """A model that takes what it is given."""

    a: list | str | dict = ""
    b: str = ""


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a: &x [1]\nb: *x\n", r":2: has an alias \(\*name\)"),
        ("a: 1\nb: 2\na: 3\n", ":3: has the key 'a' twice"),
        ("a: 1\n? [x, y]\n: 2\n", ":2: has a key that is not text"),
        ("a: 1\n---\nb: 2\n", ":2: holds more than one document"),
        (f"a: {'[' * DEEPEST}{']' * DEEPEST}\n", f":1: is nested more than {DEEPEST} levels deep"),
        (f"a: {'[' * 900}", "is nested more than"),
        ("# nothing\n", "is empty; it should hold the keys a, b"),
        ("a: [1\n", "is not YAML"),
        ("a: 'x\x07'\n", ":1: holds a control character"),
    ],
)
def test_what_could_mislead_is_refused(tmp_path, text, what):
    (tmp_path / "f.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=what):
        read_record(tmp_path / "f.yaml", Loose)


def test_as_deep_as_may_be(tmp_path):
    levels = DEEPEST - 1
    (tmp_path / "f.yaml").write_text(f"a: {'[' * levels}{']' * levels}\nb: no\n", encoding="utf-8")
    record = read_record(tmp_path / "f.yaml", Loose)
    assert str(record.a) == "[" * levels + "]" * levels
    assert record.b == "no"
