"""Archives and folders with what is no plain file in them, each file read or its trouble said; parts of tables."""

import io
import tarfile
import tempfile
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from themeline.corpus import locate
from themeline.corpus.locate import Columns, plan
from themeline.corpus.readers import documents, documents_of
from themeline.errors import InputError


def found_in(path) -> dict[str, bytes | str]:
    """The content of each document, or what is wrong with it, by its path in the archive."""
    documents = documents_of(plan([str(path)]), Columns())
    return {one.path.partition("://")[2].partition("::")[0]: one.error or one.content for one in documents}


def member(name: str, content: bytes = b"", **more) -> tuple[tarfile.TarInfo, io.BytesIO]:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    for key, value in more.items():
        setattr(entry, key, value)
    return entry, io.BytesIO(content)


@pytest.mark.parametrize("kind", ["tar", "tar.gz", "tar.bz2", "tar.xz"])
def test_a_tar_archive_with_links_and_odd_entries(tmp_path, kind):
    path = tmp_path / f"odd.{kind}"
    with tarfile.open(path, f"w:{kind.partition('.')[2]}") as packed:
        for entry in (
            member("a.txt", b"An older war."),
            member("link.txt", type=tarfile.SYMTYPE, linkname="a.txt"),
            member("hard.txt", type=tarfile.LNKTYPE, linkname="a.txt"),
            member("gone.txt", type=tarfile.SYMTYPE, linkname="nowhere.txt"),
            member("loop.txt", type=tarfile.SYMTYPE, linkname="loop.txt"),
            member("folder.txt", type=tarfile.DIRTYPE),
            member("folder.txt/b.txt", b"A war."),
            member("queue.txt", type=tarfile.FIFOTYPE),
            member("/root.txt", b"No war."),
            member("../above.txt", b"Wars."),
            member("./here.txt", b"The war."),
            member("__MACOSX/a.txt", b"\0\5\x16\7"),
            member("folder.txt/._b.txt", b"\0\5\x16\7"),
            member("a.txt", b"A newer war."),
        ):
            packed.addfile(*entry)
    assert found_in(path) == {
        "a.txt": b"A newer war.",
        "link.txt": b"A newer war.",
        "hard.txt": b"An older war.",
        "gone.txt": "cannot be read (it is a link to nowhere.txt, which is not a file of the archive)",
        "loop.txt": "cannot be read (it is a link to loop.txt, which is not a file of the archive)",
        "folder.txt/b.txt": b"A war.",
        "/root.txt": b"No war.",
        "../above.txt": b"Wars.",
        "./here.txt": b"The war.",
    }


def test_a_zip_with_odd_entries(tmp_path):
    path = tmp_path / "odd.zip"
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("folder.txt/", "")
        packed.writestr("folder.txt/b.txt", "A war.")
        packed.writestr("/root.txt", "No war.")
        packed.writestr("../above.txt", "Wars.")
        packed.writestr("back\\slash.txt", "The war.")
        packed.writestr("__MACOSX/folder.txt/._b.txt", "")
        packed.writestr(link, "folder.txt/b.txt")
        for name in ("secret.txt", "strange.txt"):
            packed.writestr(name, "War.")
    # The heads of the last two, in the file and in its list: encrypted; compressed by the method 98.
    content = bytearray(path.read_bytes())
    for name, place, value in ((b"secret.txt", 6, 1), (b"strange.txt", 8, 98)):
        content[content.index(name) - 30 + place] = value
        content[content.rindex(name) - 46 + 2 + place] = value
    path.write_bytes(content)
    assert found_in(path) == {
        "folder.txt/b.txt": b"A war.",
        "/root.txt": b"No war.",
        "../above.txt": b"Wars.",
        "back\\slash.txt": b"The war.",
        "link.txt": "cannot be read (it is a link, which is not followed in a .zip)",
        "secret.txt": "cannot be read (it is encrypted)",
        "strange.txt": "cannot be read (it is compressed in an unknown way)",
    }
    for inside in ("folder.txt", "folder.txt/b.txt"):
        assert found_in(f"zip://{inside}::{path}") == {"folder.txt/b.txt": b"A war."}


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz", "tar.xz"])
def test_an_archive_that_is_cut_off_is_refused(tmp_path, kind):
    """Also a .tar that is cut off behind a file, which Python reads as if nothing were missing."""
    whole, cut = tmp_path / f"whole.{kind}", tmp_path / f"cut.{kind}"
    if kind == "zip":
        with zipfile.ZipFile(whole, "w") as packed:
            packed.writestr("a.txt", "A war.")
    else:
        with tarfile.open(whole, f"w:{kind.partition('.')[2]}") as tar:
            for name in ("a.txt", "b.txt"):
                tar.addfile(*member(name, b"A war."))
    for size in (1024, 1500, 1536) if kind == "tar" else (whole.stat().st_size // 2,):
        cut.write_bytes(whole.read_bytes()[:size])
        with pytest.raises(
            InputError, match=rf"cut\.{kind}: cannot be read \(.*\); check whether it can be unpacked"
        ):
            plan([str(cut)])


def test_a_folder_with_a_link_to_itself_is_read_once(tmp_path):
    (tmp_path / "texts" / "below").mkdir(parents=True)
    (tmp_path / "texts" / "below" / "a.txt").write_text("War.")
    (tmp_path / "texts" / "below" / "again").symlink_to(tmp_path / "texts")
    (tmp_path / "other").symlink_to(tmp_path / "texts" / "below")
    (tmp_path / "texts" / "beside").symlink_to(tmp_path / "other")
    names = [
        one.path.removeprefix(f"{tmp_path}/texts/")
        for one in documents_of(plan([str(tmp_path / "texts")]), Columns())
    ]
    assert names == ["below/a.txt", "beside/a.txt"]


@settings(max_examples=60)
@given(st.lists(st.integers(0, 700), min_size=1, max_size=4), st.integers(1, 4000), st.sampled_from([1, 3, 16]))
def test_rows_of_parquet_are_read_once_whatever_its_groups_and_parts(groups, most, parts):
    """Rows in groups of any size: each is in one chunk, in their order, and no chunk is larger than it may be."""
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patched:
        patched.setattr(locate, "CHUNK_BYTES", most)
        patched.setattr(locate, "MOST_PARTS", parts)
        path = f"{place}/t.parquet"
        names = iter(f"{i:08}" for i in range(sum(groups)))
        schema = pa.schema([("text", pa.string())])
        with pq.ParquetWriter(path, schema, use_dictionary=False) as writer:
            for many in groups:
                writer.write_table(pa.table({"text": [next(names) for _ in range(many)]}, schema))
        chunks = plan([path])
        found = [[raw.content for raw in documents(chunk, Columns())] for chunk in chunks]
        assert [one for some in found for one in some] == [f"{i:08}" for i in range(sum(groups))]
        rows = [raw.row for raw in documents_of(chunks, Columns())]
        assert rows == list(range(1, sum(groups) + 1))
        # A row has 12 bytes.
        largest = max(-(-max(groups) // parts), -(-most // 12))
        assert max(map(len, found)) <= largest + 1


def test_what_takes_long_to_read_is_work_for_several_processes(tmp_path):
    """Ten PDFs of 0.2 MB take as long as 80 MB of plain text: five chunks of 16 MB, where ten texts are one."""
    for number in range(10):
        for ending in ("pdf", "txt"):
            (tmp_path / ending).mkdir(exist_ok=True)
            (tmp_path / ending / f"{number}.{ending}").write_bytes(b"a" * 200_000)
    assert [len(chunk.paths) for chunk in plan([str(tmp_path / "pdf")])] == [2] * 5
    assert [len(chunk.paths) for chunk in plan([str(tmp_path / "txt")])] == [10]


def test_chunks_are_of_one_size(tmp_path, monkeypatch):
    """Eleven texts of 100 bytes, 1,000 at most to a chunk: six and five, not ten and one."""
    for number in range(11):
        (tmp_path / f"{number:02}.txt").write_bytes(b"a" * 100)
    monkeypatch.setattr(locate, "CHUNK_BYTES", 1_000)
    assert [chunk.size for chunk in plan([str(tmp_path)])] == [600, 500]
