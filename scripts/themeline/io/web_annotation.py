"""The W3C Web Annotation Data Model: what is said of stretches of a text, as readers such as Hypothesis know it."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

CONTEXT = 32


class Remark(NamedTuple):
    """What is said of a stretch of a text: an id, its places in code points, and words, each with their purpose."""

    identifier: str
    source: str
    start: int
    end: int
    bodies: Sequence[tuple[str, str]]


def annotations_text(name: str, remarks: Iterable[Remark], texts: dict[str, str]) -> str:
    """An annotation collection as JSON-LD, in which each stretch is told by its place and by its words.

    Args:
        name: of the collection.
        remarks: in their order; the purposes of bodies are those of the model, such as "tagging" or "describing".
        texts: by the names that ``source`` gives them.
    """
    items = [_annotation(remark, texts[remark.source]) for remark in remarks]
    page = {"type": "AnnotationPage", "startIndex": 0, "items": items}
    whole = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "#annotations",
        "type": "AnnotationCollection",
        "label": name,
        "total": len(items),
        "first": page,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _annotation(remark: Remark, text: str) -> dict[str, Any]:
    start, end = remark.start, remark.end
    quote = {"type": "TextQuoteSelector", "exact": text[start:end]}
    around = {"prefix": text[max(0, start - CONTEXT) : start], "suffix": text[end : end + CONTEXT]}
    return {
        "id": f"#{remark.identifier}",
        "type": "Annotation",
        "body": [{"type": "TextualBody", "value": words, "purpose": purpose} for words, purpose in remark.bodies],
        "target": {
            "source": remark.source,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                quote | {side: words for side, words in around.items() if words},
            ],
        },
    }
