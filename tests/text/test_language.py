"""In which language a text is, and what is said of it."""

import re

import pytest
from helpers.essay_twin import TWIN
from themeline.text.document import parse_document


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Die Raketen der Großmächte sind ein Thema dieses Textes, der von Verträgen und von Grenzen handelt, die "
         "zwischen den Staaten gezogen wurden.", r"German \(de\): patterns in another language find little"),
        ("中国和俄罗斯加强共同安全，导弹防御系统仍然是对地区和平与稳定的威胁。", "rates are per 1,000 characters"),
        ("ประเทศไทยและเพื่อนบ้าน ลงนาม ใน สนธิสัญญา ว่าด้วย ขีปนาวุธ และ ความมั่นคง ของ ภูมิภาค " * 3, "mean nothing"),
    ],
)  # fmt: skip
def test_another_language_is_said(text, said):
    remarks = parse_document(text, name="t").remarks()
    assert len(remarks) == 1
    assert re.search(said, remarks[0])


def test_few_words_and_english_call_for_no_remark():
    assert parse_document("Raketen fliegen.", name="t").remarks() == []
    assert parse_document(TWIN, name="t").remarks() == []
