"""The essay without what only a record can tell, and the same text as files of other kinds."""

import re

import typst
from conftest import SEEDS

ESSAY = (SEEDS / "essay.txt").read_text(encoding="utf-8")
# Title, and body with its headings; the rubric and the disclaimer are left out, since only a record can tell them.
PARAGRAPHS = [line for line in ESSAY.splitlines() if line][1:-1]
HEADINGS = {"Fundamentals and progress", "Joint actions", "Multilateral interaction", "New Horizons"}
TWIN = "\n\n".join(PARAGRAPHS)


def soften(text: str) -> str:
    return re.sub(r"([a-z]{4})(?=[a-z]{3})", "\\1\u00ad", text)


def wrap(text: str, hyphen: str) -> str:
    """Break lines at about 50 characters, long words in their middle, as a printed page does."""
    lines = [""]
    for word in text.split(" "):
        room = 50 - len(lines[-1])
        if len(word) >= room:
            if room > 6 and word.isalpha() and word.islower() and len(word) > 7:
                lines[-1] += f" {word[:4]}{hyphen}"
                word = word[4:]
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(line.strip() for line in lines)


def html_twin() -> str:
    parts = [f"<h1>{PARAGRAPHS[0]}</h1>"]
    for paragraph in PARAGRAPHS[1:]:
        tag = "h2" if paragraph in HEADINGS else "p"
        parts.append(f"<{tag}>{paragraph.replace('nuclear', '<b>nuclear</b>', 1)}</{tag}>")
    menu = "<nav><ul><li><a href='/'>Home of missiles</a></li><li><a href='/n'>Nuclear news</a></li></ul></nav>"
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{PARAGRAPHS[0]} | Site</title><script>var missiles = 1</script>"
        f"<style>.nuclear {{}}</style></head><body>{menu}<main><article>{''.join(parts)}</article></main>"
        "<footer><p>All rights reserved. <a href='/t'>Terms on nuclear things</a></p></footer></body></html>"
    )


def pdf_of(source: str) -> bytes:
    return typst.compile(source.encode(), format="pdf")


def typst_twin(columns: int) -> str:
    # Not broken at the words' own hyphens: whether these are such cannot be told at a line's end.
    escaped = [re.sub(r"([#$*_@<>\[\]\\`~/-])", r"\\\1", paragraph) for paragraph in PARAGRAPHS]
    escaped = [text.replace("\\-", "\u2011") for text in escaped]
    parts = [f"== {text}" if text in HEADINGS else text for text in escaped]
    parts[0] = f"= {escaped[0]}"
    return (
        '#set page(paper: "a5", numbering: "1", header: [Ideas and missiles], columns: COLUMNS)\n'
        '#set text(size: 9pt, lang: "en", hyphenate: true)\n#set par(justify: true)\n'
        "#show heading: set text(size: 13pt)\n"
        "#show heading.where(level: 1): set text(size: 18pt)\n"
    ).replace("COLUMNS", str(columns)) + "\n\n".join(parts)
