"""Front matter is read as it was typed, and nothing in it can run, explode or overflow."""

import time

import pytest
import yaml as pyyaml

from insights.documents import yaml
from insights.documents.model import DocumentError

PARSERS = [pyyaml.SafeLoader, *([pyyaml.CSafeLoader] if pyyaml.__with_libyaml__ else [])]


@pytest.fixture(autouse=True, params=PARSERS, ids=lambda parser: parser.__name__)
def _either_parser(request, monkeypatch):
    monkeypatch.setattr(yaml, "PARSER", request.param)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes",
        "on",
        "12:30:45",
        "0777",
        "0o17",
        "0x1F",
        "1_000",
        "1e400",
        "1e5",
        "1.50",
        "+1",
        "-0",
        "007",
        "2021-02-26",
        "2021-02-30",
        "True",
        "NULL",
        ".inf",
        ".nan",
        "1.",
        "<<",
        "=",
        "9" * 19,
    ],
)
def test_whatever_would_not_be_written_back_the_same_stays_text(text):
    assert yaml.load(f"title: {text}") == {"title": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("2026", 2026),
        ("-7", -7),
        ("0", 0),
        ("1.5", 1.5),
        ("9" * 18, 10**18 - 1),
    ],
)
def test_plain_words_and_numbers_are_values(text, value):
    assert yaml.load(f"limit: {text}") == {"limit": value}


def test_quoted_numbers_and_words_are_text():
    assert yaml.load("""a: '2026'\nb: "true"\nc: ''""") == {"a": "2026", "b": "true", "c": ""}


def test_keys_are_always_text():
    assert yaml.load("2026: a\ntrue: b\n<<: c\n~: d") == {"2026": "a", "true": "b", "<<": "c", "~": "d"}


def test_lists_maps_and_blocks_of_text_nest():
    text = "rows:\n  -\n    id: a\n    article: |-\n      <p>one</p>\n       two\n  - [1, {b: c}]\n"
    assert yaml.load(text) == {"rows": [{"id": "a", "article": "<p>one</p>\n two"}, [1, {"b": "c"}]]}


def test_no_text_is_no_value():
    assert yaml.load("") is None
    assert yaml.load("# only a comment\n") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: &x 1", "anchors"),
        ("a: *x", "aliases"),
        ("a: !!str 1", "tags"),
        ("a: !local 1", "tags"),
        ("a: ! 1", "tags"),
        ("a: 1\na: 2", "twice"),
        ("? [a]\n: b", "cannot be a key"),
        ("a: 1\n---\nb: 2", "more than one"),
        ('a: "x\\0"', "cannot be stored"),
        ("a: x\0", "cannot be stored"),
        ("a: x\ud800", "cannot be stored"),
    ],
)
def test_what_is_refused_is_named(text, words):
    with pytest.raises(DocumentError, match=words):
        yaml.load(text)


@pytest.mark.parametrize(
    "text", ['"\\ud800"', '"\\U00110000"', "a: b: c", "\t- a", "a: 'b", "}", "%FOO bar", "@x", "a: \x07"]
)
def test_what_is_not_yaml_is_a_document_error(text):
    with pytest.raises(DocumentError) as caught:
        yaml.load(text)
    assert caught.value.line is not None


def test_an_error_has_the_line_and_column_of_the_file():
    with pytest.raises(DocumentError) as caught:
        yaml.load("a: 1\nb: *x", first_line=2)
    assert (caught.value.line, caught.value.column) == (3, 4)
    assert str(caught.value).startswith("line 3, column 4: ")


@pytest.mark.parametrize("text", ["[" * 10_000, "{a: " * 10_000, "- " * 10_000, "? " * 10_000])
def test_deep_nesting_is_refused_at_once(text):
    started = time.process_time()
    with pytest.raises(DocumentError, match=r"deeper than 64|cannot be a key"):
        yaml.load(text)
    assert time.process_time() - started < 2


def test_nesting_up_to_the_limit_is_read():
    assert yaml.load("[" * 64 + "]" * 64)
    with pytest.raises(DocumentError, match=r"deeper than 64"):
        yaml.load("[" * 65 + "]" * 65)


def test_too_many_values_are_refused():
    with pytest.raises(DocumentError, match="more than 50000 values"):
        yaml.load("[" + "a," * 50_001 + "]")
