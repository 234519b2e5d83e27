"""Texts, names and tables that attack: on every page their words are words."""

import json
import shutil

import pytest
import yaml
from conftest import CHROMIUM, call
from playwright.sync_api import expect
from themeline.text.document import read_document

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


EVIL = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(2)>', "javascript:alert(3)", "]]>", "{{ 7*7 }}",
    "</script><script>alert(4)</script>", "\u202egnp.exe", "<!--", "&lt;b&gt; &amp;", "<svg/onload=alert(5)>", "${1}",
]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Figures of a text whose every name is an attack."""
    folder = tmp_path_factory.mktemp("hostile")
    evil = " ".join(EVIL)
    text = (
        # What begins with a script is a web page.
        f"On {evil}\n\nThe navy {evil} sails. Ships {evil} too.\n\n## {evil}\n\n"
        f"A missile {evil} flies, nuclear {evil}."
    )
    (folder / "evil.txt").write_text(text, encoding="utf-8")
    known = {"value": evil, "certainty": "inferred"}
    record = {name: dict(known) for name in ("title", "author", "publisher", "published")}
    (folder / "evil.yaml").write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    themes = [
        {"id": "sea", "label": evil[:80], "definition": evil, "excludes": evil, "patterns": ["navy", "ships"]},
        {"id": "s1", "label": "</style><script>alert(6)</script>", "definition": evil, "patterns": ["missile"]},
    ]
    (folder / "themes.yaml").write_text(yaml.safe_dump({"themes": themes}, allow_unicode=True), encoding="utf-8")
    # As it is read: what stands for letters in HTML is these letters.
    read = read_document(folder / "evil.txt").text
    start = read.index("A missile")
    event = {
        "title": evil, "label": evil, "edtf": "2024-08-16", "precision": evil, "basis": "external",
        "mention": "named", "kind": "<script>x</script>", "actors": [evil, "<b>"], "confidence": "low",
        "caveat": evil, "quote": read[start : start + 40], "quote_span": [start, start + 40],
        "sources": [
            {"title": evil, "url": "https://example.org/\"><script>alert(7)</script>", "says": evil, "read": "whole"}
        ],
        "related_dates": [{"label": evil, "edtf": "2024", "verified": False}],
    }  # fmt: skip
    # Ids that are addresses of other things as well.
    events = [event | {"id": name} for name in ("s1", "m-sea-1", "section-1", "plain")]
    # As JSON, which is YAML: in a dump of YAML the same list twice is an alias.
    (folder / "events.yaml").write_text(json.dumps({"events": events}), encoding="utf-8")
    # Documents whose names, groups and words are attacks.
    rows = [{"text": f"{text} {i}", "name": f"{evil} {i}", "side": evil, "year": 1990 + i} for i in range(6)]
    (folder / "others.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = call(
        folder, "themeline", "run", "--essay", "evil.txt", "--codebook", "themes.yaml", "--events", "events.yaml",
        "--out", "figures", "-p", "corpus", "others.jsonl", "-p", "name_column", "name", "-p", "group_column", "side",
        "-p", "date_column", "year", "-p", "formats", "svg,csv,md", "-p", "corpus_name", evil,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder / "figures"


@pytest.mark.parametrize("name", ["reader", "index", "corpus", "document"])
def test_hostile_words_are_words(visit, hostile, name):
    path = next((hostile / "documents").iterdir()) if name == "document" else hostile / f"{name}.html"
    page = visit(path, permissions=["clipboard-read", "clipboard-write"])
    visible = page.evaluate("document.body.textContent")
    for words in EVIL:
        assert words in visible, words
    assert (
        page.evaluate("document.querySelectorAll('img, script[src], iframe, object, [onerror], [onload]').length")
        == 0
    )
    # That of a corpus has its texts too.
    kinds = ["application/json"] * (2 if name == "corpus" else 1)
    assert page.evaluate("[...document.scripts].map(s => s.type)") == [*kinds, ""]
    assert page.evaluate("[...document.links].filter(a => !/^(file|https?):/.test(a.protocol)).length") == 0
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    if name == "reader":
        for address in (
            "s1",
            "m-sea-1",
            "section-1",
            "event-s1",
            "event-m-sea-1",
            "event-section-1",
            "plain",
            "t-sea",
        ):
            assert page.evaluate("(a) => resolve(a)?.kind", address), address
            page.evaluate("(a) => { location.hash = a; }", address)
        # The year of an event in the text tells its name, and is only drawn.
        years = page.locator("#Text a.e")
        assert (years.count(), years.first.text_content(), years.first.get_attribute("data-year")) == (4, "", "2024")
        assert EVIL[0] in years.first.get_attribute("title") == years.first.get_attribute("aria-label")
        page.evaluate("location.hash = 'plain'")
        expect(page.locator("#Found")).to_contain_text("How the date is known")
        page.get_by_role("button", name="Copy quotation").click()
        # A mark of direction is shown, and ends where it stands.
        mark = page.locator("#Text .unseen").first
        assert "right-to-left override" in mark.evaluate("node => getComputedStyle(node, '::before').content")
        assert mark.evaluate("node => node.tagName + node.textContent") == "BDI\u202e"
    elif name == "corpus":
        assert page.locator("#Rows tr").count() == 6
        for link in page.locator("#Rows a").all():
            assert link.get_attribute("href").startswith("documents/script-alert-1-script-img-")
        for address in [
            *page.evaluate("data.corpus.documents.map((one) => `d-${one.name}`)"),
            "t-sea",
            f"t-sea.g-{' '.join(EVIL)}",
        ]:
            page.evaluate("(a) => { location.hash = encodeURIComponent(a); }", address)
            expect(page.locator("#Told h2")).to_have_count(1)
        page.get_by_text("Search the texts").click()
        page.get_by_label("Words (").fill("missile")
        page.keyboard.press("Enter")
        # In the text itself, which leads to its own page, and in the documents.
        expect(page.locator("#Lines tbody tr")).to_have_count(7)
        own, *others = page.locator("#Lines a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        assert own.startswith("reader.html#s") and all(link.startswith("#d-") for link in others)
        assert EVIL[0] in page.locator("#Lines td.at").first.text_content()
        page.locator("#Lines a").nth(1).click()
        expect(page.locator(".reading mark").first).to_be_visible()
        for words in EVIL:
            assert words in page.locator(".reading .text").text_content(), words
        page.locator("#TryIt > summary").click()
        page.get_by_label("Patterns").fill(f"navy\n{EVIL[0]}")
        expect(page.locator("#TriedFaults li")).to_contain_text("Line 2")
        assert page.evaluate("document.querySelectorAll('img, iframe, object, [onerror], [onload]').length") == 0
    elif name == "index":
        for link in page.locator(".drawing:visible a").all()[:30]:
            link.focus()
        # Both drawings of each figure, and no style that is not of this page.
        assert page.locator(".drawing.narrow").count() * 2 == page.locator(".drawing").count() > 0
        assert page.locator(".drawing style, .drawing script, .drawing foreignObject").count() == 0
        page.locator("[id^='corpus-groups--group-sea']").first.hover()
        expect(page.locator("#corpus-groups .evidence li")).to_have_count(6)


def test_a_script_that_is_not_ours_does_not_run(chromium, hostile, tmp_path):
    """Were anything to slip through, the policy in the page would hold."""
    shutil.copytree(hostile, tmp_path / "figures")
    path = tmp_path / "figures" / "reader.html"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(
            "<body>", "<body><script>window.ran = 1</script><p onclick='window.ran = 2' id=Bait>bait</p>", 1
        ),
        encoding="utf-8",
    )
    page = chromium.new_page()
    page.goto(path.as_uri())
    page.locator("#Bait").click()
    assert page.evaluate("window.ran") is None
    page.close()
