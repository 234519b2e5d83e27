"""A folder of files of all kinds, sound and damaged."""

import io

import docx
from conftest import SEEDS

from helpers.essay_twin import ESSAY, TWIN, html_twin, pdf_of, soften, typst_twin, wrap


def write_awkward_files(folder):
    """Write them; the names of those that are texts, sound or not."""
    page = docx.Document()
    for line in TWIN.split("\n\n"):
        page.add_paragraph(line)
    stream = io.BytesIO()
    page.save(stream)
    files = {
        "essay.txt": ESSAY.encode(),
        "essay.yaml": (SEEDS / "essay.yaml").read_bytes(),
        "page.html": html_twin().encode(),
        "print.pdf": pdf_of(typst_twin(2)),
        "word.docx": stream.getvalue(),
        "marked.md": ("# " + TWIN.replace("missiles", "**missiles**") + "\n\n[x](http://a.b/missile) `war`").encode(),
        "utf16.txt": TWIN.encode("utf-16"),
        "cp1252.txt": TWIN.encode("cp1252"),
        "soft.txt": soften(TWIN).encode(),
        "ligatures.txt": TWIN.replace("fi", "\ufb01").replace(" ", "\u2009").encode(),
        "wide.txt": "".join(chr(ord(c) + 0xFEE0) if "A" <= c <= "Z" else c for c in TWIN).encode(),
        "broken.txt": "\n\n".join(wrap(part, "-") for part in TWIN.split("\n\n")).encode(),
        "softly.txt": "\n\n".join(wrap(part, "\u00ad") for part in TWIN.split("\n\n")).encode(),
        "crlf.txt": TWIN.replace("\n", "\r\n").encode(),
        "addresses.txt": b"See www.missiles.org and http://war.org/x, or ask war@missiles.org: war and missiles.",
        "numbered.txt": b"1. War\nThe war began.\n\nIV. MISSILES\nThey flew.\n\nTHE END OF WAR\nIt ended in war.",
        "chinese.txt": ("我们反对部署导弹。" * 30).encode(),
        "russian.txt": ("Стратегическая стабильность и ракеты средней дальности остаются темой. " * 8).encode(),
        "one-line.txt": (b"nuclear missiles and the navy " * 4000),
        "empty.txt": b"",
        "blank.txt": b" \n \n",
        "headings.txt": b"War\n\nMissiles",
        "headings.yaml": b"title: {value: War, certainty: inferred}\nlines: {heading: [1, 3]}",
        "picture.txt": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
        "nul.txt": b"War\0 and missiles",
        "broken-utf8.txt": "Über alle Kriege und Brücken hinweg: ".encode() * 9 + b"\xff war",
        "address-only.txt": b"war@missiles.org",
        "bad-record.txt": b"The war began.",
        "bad-record.yaml": b"titel: War",
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return sorted(name for name in files if not name.endswith(".yaml"))
