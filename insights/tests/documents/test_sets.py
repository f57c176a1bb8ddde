"""The page builder's blocks: kept whole, each with an id that never changes."""

import pytest

from insights.documents.model import DocumentError, RawSet


def test_a_block_has_id_type_enabled_and_its_values_as_written(entry):
    document = entry(
        "title: T\npage_builder:\n -\n    id: abc\n    rows: [{link: x}]\n    type: links\n    enabled: false"
    )
    assert document.sets == (RawSet("abc", "links", False, {"rows": [{"link": "x"}]}, "page_builder[0]"),)
    assert document.format == "statamic"
    assert not document.notes


def test_blocks_are_enabled_unless_they_say_otherwise(entry):
    assert entry("title: T\npage_builder: [{id: a, type: x}]").sets[0].enabled


@pytest.mark.parametrize(
    ("written", "enabled"),
    [("no", False), ("'false'", False), ("off", False), ("0", False), ("'yes'", True), ("On", True), ("1", True)],
)
def test_a_yes_or_no_may_be_written_in_words(entry, written, enabled):
    document = entry(f"title: T\npage_builder: [{{id: a, type: x, enabled: {written}}}]")
    assert document.sets[0].enabled is enabled
    assert not document.notes


@pytest.mark.parametrize("written", ["perhaps", "", "[a]", "2"])
def test_an_unclear_enabled_is_noted_and_hides_the_block(entry, written):
    document = entry(f"title: T\npage_builder: [{{id: a, type: x, enabled: {written}}}]")
    assert not document.sets[0].enabled
    assert document.notes[0].path == "page_builder[0].enabled"


@pytest.mark.parametrize("wrong", ["", "id: '', ", "id: [a], ", "id: 'a/b', ", f"id: {'x' * 65}, "])
def test_a_missing_id_is_made_up_the_same_way_every_time(entry, wrong):
    front = f"title: T\npage_builder: [{{{wrong}type: x}}]"
    one, again = entry(front), entry(front)
    assert one.sets[0].uid == again.sets[0].uid
    assert len(one.sets[0].uid) == 8
    assert one.notes[0].path == "page_builder[0].id"


def test_ids_of_one_document_are_all_different(entry):
    document = entry(
        "title: T\npage_builder: [{id: a, type: x}, {id: a, type: y}, {type: z}, {id: 12, type: n}]", "Body"
    )
    uids = [item.uid for item in document.sets]
    assert (uids[0], uids[3]) == ("a", "12")
    assert len(set(uids)) == len(uids) == 5
    assert "twice" in document.notes[0].message


@pytest.mark.parametrize("wrong", ["", ", type: ''", ", type: [a]", f", type: {'x' * 65}"])
def test_a_block_without_a_type_is_kept_whole(entry, wrong):
    document = entry(f"title: T\npage_builder: [{{id: a, text: b{wrong}}}]")
    assert document.sets[0].type == ""
    assert document.sets[0].values["text"] == "b"
    assert document.notes[0].path == "page_builder[0].type"


def test_a_hostile_type_is_only_a_word(entry):
    assert entry("title: T\npage_builder: [{id: a, type: ../../etc/passwd}]").sets[0].type == "../../etc/passwd"


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ("text", "page_builder"),
        ("{a: b}", "page_builder"),
        ("[{id: a, type: b}, text]", r"page_builder\[1\]"),
    ],
)
def test_a_page_builder_is_a_list_of_maps(entry, value, path):
    with pytest.raises(DocumentError, match=f"^{path}: "):
        entry(f"title: T\npage_builder: {value}")


def test_an_empty_page_builder_is_fine(entry):
    assert entry("title: T\npage_builder:").sets == entry("title: T\npage_builder: []").sets == ()


def test_too_many_blocks_are_refused_with_the_limit(entry):
    with pytest.raises(DocumentError, match="more than 1000 blocks"):
        entry("title: T\npage_builder: [" + "{type: x}," * 1001 + "]")
