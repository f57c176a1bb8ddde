"""Files and folders, and the bytes in them."""

import os

import pytest

from insights.documents.model import DocumentError
from insights.documents.reading import MAX_FILE_BYTES, collect, decode


@pytest.fixture
def folder(tmp_path):
    for name in ("b.md", "a.txt", "deep/c.markdown", "picture.png", ".hidden.md", ".meta/d.md"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "outside.md").write_text("outside")
    return tmp_path / "in"


def test_a_folder_gives_its_documents_in_order(folder):
    assert [source.name for source in collect([folder])] == ["a.txt", "b.md", "deep/c.markdown"]


def test_a_file_is_named_without_its_folder(folder):
    assert [source.name for source in collect([str(folder / "b.md")])] == ["b.md"]


def test_a_file_asked_for_twice_comes_once(folder):
    assert len(list(collect([folder, folder, folder / "b.md"]))) == 3


def test_links_that_leave_the_folder_are_passed_over(folder):
    (folder / "evil.md").symlink_to(folder.parent / "outside.md")
    (folder / "loop").symlink_to(folder)
    (folder / "self.md").symlink_to(folder / "self.md")
    names = [source.name for source in collect([folder])]
    assert "evil.md" not in names
    assert not [name for name in names if name.startswith("loop")]


def test_a_link_to_a_document_of_the_same_folder_is_that_document(folder):
    (folder / "0.md").symlink_to(folder / "b.md")
    assert [source.name for source in collect([folder])] == ["0.md", "a.txt", "deep/c.markdown"]


@pytest.mark.parametrize("name", ["missing.md", "nul\0.md"])
def test_a_missing_path_fails_only_when_it_is_read(tmp_path, name):
    (source,) = collect([tmp_path / name])
    with pytest.raises(DocumentError, match="no such file"):
        source.read()


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    (source,) = collect([tmp_path / "pipe.md"])
    with pytest.raises(DocumentError, match="not a file"):
        source.read()


def test_a_large_file_is_not_read_to_its_end(tmp_path):
    path = tmp_path / "large.md"
    path.touch()
    os.truncate(path, 10 * MAX_FILE_BYTES)
    (source,) = collect([path])
    assert len(source.read()) == MAX_FILE_BYTES + 1
    with pytest.raises(DocumentError, match="larger than"):
        decode(source.read())


def test_a_name_that_is_not_utf8_is_spelled_out(tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.md")
    try:
        open(path, "wb").close()
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    assert [source.name for source in collect([tmp_path])] == [r"caf\xe9.md"]


def test_byte_order_mark_and_line_ends_are_evened_out():
    assert decode(b"\xef\xbb\xbfone\r\ntwo\rthree\n") == "one\ntwo\nthree\n"


@pytest.mark.parametrize(
    ("data", "words", "line", "column"),
    [
        ("tïtle".encode("utf-16"), "UTF-16", 1, 1),
        ("a\nb".encode("utf-16-le"), "control character U\\+0000", 1, 2),
        (b"one\ntw\xff", "byte 0xff at offset 6", 2, 3),
        ("one\ncafé".encode("latin-1"), "byte 0xe9 at offset 7", 2, 4),
        (b"\x89PNG\r\n\x1a\n", "byte 0x89 at offset 0", 1, 1),
        (b"one\n\x00", "control character U\\+0000", 2, 1),
        (b"\xed\xa0\x80", "not UTF-8", 1, 1),
        (b"", "empty", 1, None),
        (b"\xef\xbb\xbf \r\n\t", "empty", 1, None),
    ],
)
def test_other_bytes_are_refused_with_their_place(data, words, line, column):
    with pytest.raises(DocumentError, match=words) as caught:
        decode(data)
    assert (caught.value.line, caught.value.column) == (line, column)
