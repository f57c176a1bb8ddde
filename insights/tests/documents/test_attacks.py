"""What an attacker writes into a document costs one error with a place, and no more."""

import resource
import time

import pytest

from insights.documents.model import DocumentError
from insights.documents.parse import parse, parse_bytes
from insights.documents.reading import collect

BOMB = "\n".join(["a0: &a0 [x,x,x,x,x,x,x,x,x]"] + [f"a{n}: &a{n} [{f'*a{n - 1},' * 9}]" for n in range(1, 9)])


def test_code_in_yaml_never_runs(entry, tmp_path):
    with pytest.raises(DocumentError, match=r"^line 3, column 4: tags .*python"):
        entry(f'title: T\nx: !!python/object/apply:os.system ["touch {tmp_path}/pwned"]')
    assert not (tmp_path / "pwned").exists()


def test_one_bad_document_leaves_the_others(tmp_path):
    (tmp_path / "a.md").write_text("---\ntitle: A\n---\n")
    (tmp_path / "b.md").write_text("---\nx: !!python/none\n---\n")
    (tmp_path / "c.md").write_text("---\ntitle: C\n---\n")
    good, bad = [], []
    for source in collect([tmp_path]):
        try:
            good.append(parse(source).title)
        except DocumentError as error:
            bad.append((source.name, error.line))
    assert (good, bad) == (["A", "C"], [("b.md", 2)])


def test_an_alias_bomb_is_refused_in_little_memory(entry):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(DocumentError, match=r"^line 2, column 5: aliases and anchors"):
        entry(BOMB)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


@pytest.mark.parametrize("text", ["[" * 10_000, "{" * 10_000, "a: " + "[" * 500_000])
def test_deep_nesting_is_refused_at_once(entry, text):
    started = time.process_time()
    with pytest.raises(DocumentError, match=r"deeper|not YAML|did not find|cannot be a key"):
        entry(text)
    assert time.process_time() - started < 1


@pytest.mark.parametrize("size", [1_100_000, 10_000_000])
def test_large_front_matter_is_refused_before_it_is_parsed(entry, size):
    started = time.process_time()
    with pytest.raises(DocumentError, match="larger than"):
        entry("title: T\nx: [" + "a," * (size // 2))
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "data",
    [
        b"---\ntitle: T",
        b"---\n\ttitle: T\n---",
        "---\ntitle: T\n---".encode("utf-16"),
        b"",
        b"\xff",
        b"\x00" * 100,
        "---\ntitle: Ü\n---".encode("latin-1"),
        bytes(range(256)),
    ],
)
def test_damaged_files_are_one_error_with_a_place(data):
    with pytest.raises(DocumentError) as caught:
        parse_bytes(data, "a.md")
    assert caught.value.line is not None


def test_nothing_in_front_matter_gives_power(entry):
    document = entry(
        "title: T\nis_superuser: true\nstatus: published\nis_live: true\nupdated_by: admin\nworking_copy: 1"
    )
    assert set(document.extra) == {"is_superuser", "status", "is_live", "working_copy"}
    assert {note.path for note in document.notes} == set(document.extra)
    assert document.updated_by == "admin"


def test_a_long_text_of_short_lines_takes_little_time(note):
    started = time.process_time()
    note("Title\n\n" + "word\n\n" * 9_990)
    assert time.process_time() - started < 2
