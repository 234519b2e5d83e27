"""A classifier of coded sentences: scored on what it has not seen, and never taken for a person."""

import csv
import hashlib
import re

import numpy as np
import pytest
import yaml
from conftest import ROOT, SEEDS
from themeline.dictionary.codebook import Codebook, Theme
from themeline.errors import InputError
from themeline.text.document import BODY
from themeline.validity.coders import read_coder
from themeline.validity.coding_sheets import read_sheets
from themeline.validity.learn import code_others, learnable, predictions, words_of, worth

CODEBOOK = Codebook(
    themes=[Theme(id="navy", label="Navy", patterns=("navy",)), Theme(id="air", label="Air", patterns=("plane*",))]
)
BOOK = "themes:\n  - {id: navy, label: Navy, patterns: [navy]}\n  - {id: air, label: Air, patterns: ['plane*']}\n"
NUMBERS = "one two three four five six seven eight".split()


def write_document(folder, name, sentences, *, kind="person"):
    """A text of sentences, one a line, and its sheet; of each its words, and whether it has the theme navy."""
    (folder / f"{name}.txt").write_text("\n\n".join(words for words, _ in sentences) + "\n", encoding="utf-8")
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["document", "sentence", "text", "navy", "air", "none"])
        for number, (words, navy) in enumerate(sentences, 1):
            rows.writerow([f"{name}.txt", number, words, int(navy), 0, int(not navy)])
    (folder / f"{name}.coder.yaml").write_text(f"name: {name}\nkind: {kind}\n", encoding="utf-8")
    return folder / f"{name}.csv"


def documents(folder, names="abcd", **kind):
    """In each document four sentences on ships and four on farms; "ship" is in no pattern."""
    files = []
    for name in names:
        ships = [(f"The ship {name}{number} left the port.", True) for number in NUMBERS[:4]]
        farms = [(f"A farmer {name}{number} sold his corn.", False) for number in NUMBERS[:4]]
        files.append(write_document(folder, name, [*ships, *farms], **kind))
    (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    return files


def test_it_learns_words_that_the_dictionary_does_not_know(tmp_path):
    coded = read_sheets(documents(tmp_path), CODEBOOK).of_roles(BODY)
    # 16 sentences of 32 have navy, and none air.
    assert learnable(coded) == (["navy"], {"air": 0})
    result = worth(coded, CODEBOOK)
    assert (result.themes, result.documents, result.folds) == (["navy"], 4, 4)
    scores = result.scores.set_index("by")
    assert scores["found"].tolist() == [0, 16]
    assert scores["hits"].tolist() == [0, 16]
    assert scores.loc["classifier", ["precision", "recall", "f1"]].tolist() == [1, 1, 1]


def test_the_document_that_is_scored_teaches_nothing(tmp_path):
    """In the fifth document ships are sailed by other words; who had learned from it would know them."""
    files = documents(tmp_path)
    strange = [(f"Zebra zebra {number}.", True) for number in NUMBERS[:4]]
    strange += [(f"Quagga quagga {number}.", False) for number in NUMBERS[:4]]
    files.append(write_document(tmp_path, "e", strange))
    coded = read_sheets(files, CODEBOOK).of_roles(BODY)
    scores = worth(coded, CODEBOOK).scores.set_index("by").loc["classifier"]
    # All alike to it, so that they get one answer: the 4 are missed, or found with the 4 that are not there.
    assert (scores["misses"], scores["false_alarms"]) in {(4, 0), (0, 4)}
    everything = predictions(
        coded.only(["navy"]), words_of(["Zebra zebra nine.", "Quagga quagga nine."]), np.zeros((2, 2)), CODEBOOK
    )
    assert everything.tolist() == [[True], [False]]


def test_what_the_dictionary_finds_counts(tmp_path):
    """The words alone say nothing here: each is in one sentence only."""
    sentences = [[(f"Nav{name}{number}x.", True) for number in NUMBERS[:6]] for name in "ab"]
    sentences = [
        [*some, *((f"Q{name}{number}y.", False) for number in NUMBERS[:6])]
        for name, some in zip("ab", sentences, strict=True)
    ]
    book = Codebook(themes=[Theme(id="navy", label="N", patterns=("nav*",)), CODEBOOK.themes[1]])
    files = [write_document(tmp_path, name, some) for name, some in zip("ab", sentences, strict=True)]
    coded = read_sheets(files, book).of_roles(BODY).only(["navy"])
    seen = predictions(coded, words_of(["Unheard of.", "Unheard of."]), np.array([[1, 0], [0, 0]]), book)
    assert seen.tolist() == [[True], [False]]


def test_one_document_has_no_score(themeline, tmp_path):
    sentences = [(f"The ship {number} left.", True) for number in range(12)]
    sentences += [(f"A farmer {number} sold corn.", False) for number in range(12)]
    write_document(tmp_path, "a", sentences)
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    assert worth(read_sheets([tmp_path / "a.csv"], CODEBOOK), CODEBOOK) is None
    done = themeline("learn", "a.csv", "--codebook", "book.yaml")
    assert (done.returncode, done.stdout) == (
        0,
        "Learned from 24 sentences of 1 document.\n"
        "All are of one document, so it is not known how well it finds the sentences of another.\n",
    )
    assert done.stderr == "not learned: air, 0 sentences of 24 with it (at least 10 must have it, and lack it)\n"


def test_the_command_codes_another_text_and_says_by_what(themeline, tmp_path):
    files = documents(tmp_path)
    (tmp_path / "new.txt").write_text("The ship sailed.\n\n=1 farmer sold corn.\n", encoding="utf-8")
    names = [file.name for file in files]
    done = themeline("learn", *names, "--for", "new.txt", "--codebook", "book.yaml")
    assert done.returncode == 0, done.stderr
    assert "In each of 4 folds whole documents are left out" in done.stdout
    assert "4 documents are few" in done.stdout
    assert done.stdout.splitlines()[-2] == (
        "new-classifier.csv: 2 sentences coded; new-classifier.coder.yaml says by what"
    )
    coded = read_sheets([tmp_path / "new-classifier.csv"], CODEBOOK)
    assert (coded.themes, coded.kinds) == (["navy"], ["classifier"])
    assert coded.codes.tolist() == [[[1], [0]]]
    coder = read_coder(tmp_path / "new-classifier.csv")
    assert coder.learned_from == {
        name: hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in (*names, "book.yaml")
    }
    assert coder.version.startswith("themeline ") and "scikit-learn" in coder.version
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", coder.date)
    # Again: the same; but no sheet is written over another.
    before = (tmp_path / "new-classifier.csv").read_bytes()
    again = themeline("learn", *names, "--for", "new.txt", "--codebook", "book.yaml")
    assert "new-classifier.csv: already exists and may hold someone's coding" in again.stderr
    (tmp_path / "new-classifier.csv").unlink()
    (tmp_path / "new-classifier.coder.yaml").unlink()
    assert themeline("learn", *names, "--for", "new.txt", "--codebook", "book.yaml").returncode == 0
    assert (tmp_path / "new-classifier.csv").read_bytes() == before


def test_a_sheet_that_a_person_coded_scores_it_and_it_is_no_truth(themeline, tmp_path):
    files = documents(tmp_path)
    # By hand: of two sentences with a ship one has the theme; so 1 hit, 1 false alarm, no miss.
    write_document(
        tmp_path, "t", [("The ship left the port.", True), ("The ship of fools.", False), ("His corn.", False)]
    )
    names = [file.name for file in files]
    done = themeline("learn", *names, "--for", "t.csv", "--out", "cl.csv", "--codebook", "book.yaml")
    assert done.returncode == 0, done.stderr
    told = done.stdout[done.stdout.index("On 3 coded sentences of t.csv, which nothing was learned from:") :]
    line = next(line for line in told.splitlines() if line.startswith("navy"))
    numbers = re.findall(r"(\d\.\d\d) \[", line)
    # The dictionary finds nothing; 2 * 1 / (2 + 1), 1 / 2, 1 / 1.
    assert numbers == ["0.00", "0.67", "0.50", "1.00"]
    scored = themeline("score", "t.csv", "cl.csv", "--codebook", "book.yaml")
    assert "not counted as truth, since others are persons: cl (classifier)" in scored.stderr
    row = next(line for line in scored.stdout.splitlines() if re.match(r"cl +3 ", line))
    assert re.findall(r"(\d\.\d\d) \[", row) == ["0.50", "1.00", "0.67"]


def test_what_it_has_learned_from_is_left_open(themeline, tmp_path):
    files = documents(tmp_path)
    names = [file.name for file in files]
    for target in ("a.csv", "a.txt"):
        done = themeline("learn", *names, "--for", target, "--out", "x.csv", "--codebook", "book.yaml")
        assert done.returncode == 2
        assert f"{target}: has no sentence that was not learned from; name a text or a sheet" in done.stderr
        assert not (tmp_path / "x.csv").exists()
    # A copy under another name, with one sentence more.
    copy = (tmp_path / "a.txt").read_text(encoding="utf-8") + "\nThe ship came back to port.\n"
    (tmp_path / "copy.txt").write_text(copy, encoding="utf-8")
    done = themeline("learn", *names, "--for", "copy.txt", "--out", "x.csv", "--codebook", "book.yaml")
    assert done.returncode == 0, done.stderr
    assert "left open, since they were learned from: 8 sentences of copy.txt" in done.stderr
    coded = read_sheets([tmp_path / "x.csv"], CODEBOOK)
    assert coded.units["sentence"].tolist() == [9]
    assert coded.codes.tolist() == [[[1]]]


def test_a_sample_keeps_its_probabilities(tmp_path):
    coded = read_sheets(documents(tmp_path), CODEBOOK).of_roles(BODY).only(["navy"])
    (tmp_path / "n.txt").write_text("A ship sailed.\n\nA cow ate.\n\nCorn grew.\n", encoding="utf-8")
    sheet = "document,sentence,text,probability,navy,air,none,note\nn.txt,3,Corn grew.,0.5,,,,\n"
    (tmp_path / "n.csv").write_text(sheet, encoding="utf-8")
    new = code_others(coded, tmp_path / "n.csv", CODEBOOK, BODY)
    assert new.sheet.to_dict("records") == [
        {"document": "n.txt", "sentence": "3", "section": "", "text": "Corn grew.", "probability": "0.5",
         "navy": "", "none": "1", "note": ""}
    ]  # fmt: skip
    assert (new.left_open, new.worth) == (0, None)
    (tmp_path / "n.csv").write_text(sheet.replace("grew", "grows"), encoding="utf-8")
    with pytest.raises(InputError, match=r"n\.csv:2: sentence 3 of n\.txt reads"):
        code_others(coded, tmp_path / "n.csv", CODEBOOK, BODY)


def test_programs_that_taught_it_are_named_and_wrong_calls_refused(themeline, tmp_path):
    documents(tmp_path, "ab", kind="language model")
    write_document(tmp_path, "few", [("The ship left.", True), ("Corn.", False)])
    done = themeline("learn", "a.csv", "b.csv", "--codebook", "book.yaml")
    # Eight of sixteen are too few.
    assert done.returncode == 2
    assert "no person coded these sentences (language model): what is learned is what programs say" in done.stderr
    assert "a.csv: has no theme that can be learned; code more sentences" in done.stderr
    for words, told in (
        (("--out", "x.csv"), "--out: is only for --for"),
        (("--for", "few.txt", "--out", "x.pkl"), "x.pkl: does not end in .csv or .xlsx"),
    ):
        assert told in themeline("learn", "a.csv", "b.csv", *words, "--codebook", "book.yaml").stderr


def test_the_guide_says_what_the_command_prints(themeline, tmp_path):
    page = " ".join((ROOT / "docs" / "validity.md").read_text(encoding="utf-8").split())
    (said,) = re.findall(r"## A classifier (.+?) ## ", page)
    sheets = [SEEDS / "coding" / f"{name}.csv" for name in ("essay", "development", "test")]
    done = themeline("learn", *sheets[:2], "--for", sheets[2], "--out", "learned.csv")
    assert done.returncode == 0, done.stderr
    first, second = (line for line in done.stdout.splitlines() if line.startswith("mean of 12 themes (macro)"))
    for line in (first, second):
        dictionary, classifier = re.findall(r"\d\.\d\d \[\d\.\d\d, \d\.\d\d\]", line)[:2]
        assert f"{classifier}" in said and f"{dictionary}" in said
    assert "274 sentences" in said and "On 274 coded sentences of test.csv" in done.stdout
    assert "280 sentences" in said and "Learned from 280 sentences of 3 documents." in done.stdout
    assert yaml.safe_load((tmp_path / "learned.coder.yaml").read_text())["kind"] == "classifier"
