"""Coding sheets of a text of four sentences."""

from themeline.dictionary.codebook import Codebook, Theme

TEXT = "The navy sailed. Nothing was said. A missile flew. The navy fired a missile.\n"
CODEBOOK = Codebook(themes=[Theme(id=name, label=name, patterns=(f"{name}*",)) for name in ("navy", "missile")])
# The same as a file.
YAML = """themes:
  - {id: navy, label: navy, patterns: ["navy*"]}
  - {id: missile, label: missile, patterns: ["missile*"]}
"""
SENTENCES = TEXT.strip().replace(". ", ".|").split("|")


def sheets(folder, **marks):
    """A sheet per coder; of each sentence "n", "m", both, or "-" for none; a kind behind a colon."""
    (folder / "t.txt").write_text(TEXT, encoding="utf-8")
    files = []
    for name, given in marks.items():
        codes, _, kind = given.partition(":")
        rows = ["document,sentence,text,navy,missile,none"]
        for number, (text, code) in enumerate(zip(SENTENCES, codes.split(), strict=True), 1):
            rows.append(f"t.txt,{number},{text},{int('n' in code)},{int('m' in code)},{int(code == '-')}")
        files.append(folder / f"{name}.csv")
        files[-1].write_text("\n".join(rows) + "\n", encoding="utf-8")
        if kind:
            (folder / f"{name}.coder.yaml").write_text(f"name: {name}\nkind: {kind}\n", encoding="utf-8")
    return files
