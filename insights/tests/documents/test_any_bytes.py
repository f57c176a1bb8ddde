"""Any bytes are a document or an error of ours, never anything else."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from insights.documents.model import Document, DocumentError
from insights.documents.parse import parse_bytes

NAMES = st.sampled_from(["a.md", "2021-02-30.a.md", "a.txt", ".md", "信頼.txt", "feed.markdown"])
KEYS = [
    "title",
    "id",
    "date",
    "published",
    "categories",
    "tags",
    "page_builder",
    "slug",
    "updated_at",
    "summary",
    "blueprint",
    "author",
    "x",
]
WORDS = st.sampled_from(
    ["T", "2026", "no", "~", "1e400", "[a, [b]]", "{a: b}", "- a", "'", "&a", "!!x", "[{id: a, type: b}]"]
)
FRONT = st.lists(st.tuples(st.sampled_from(KEYS), WORDS | st.text(max_size=12)), max_size=6)
LINES = st.sampled_from(
    [
        "",
        "Published on",
        "March 3, 2022",
        "A heading",
        "Related Categories",
        "Schedule a demo",
        "About Us",
        "- item",
        "2. item",
        "A sentence that is a little longer than a heading would be, and ends.",
        "\xa0",
        "By A",
        "x" * 205,
    ]
)


def check(data: bytes, name: str) -> None:
    try:
        document = parse_bytes(data, name)
    except DocumentError:
        return
    assert isinstance(document, Document)
    assert 0 < len(document.title) <= 200
    assert 0 < len(document.slug) <= 200
    assert len(document.digest) == 64
    assert len({item.uid for item in document.sets}) == len(document.sets)
    json.dumps([document.extra, [item.values for item in document.sets]], allow_nan=False)
    repr(document).encode()


@given(st.binary(max_size=300), NAMES)
def test_bytes(data, name):
    check(data, name)


@given(st.text(max_size=300), NAMES)
def test_text(text, name):
    check(text.encode("utf-8", "surrogatepass"), name)


@given(FRONT, st.text(max_size=50), NAMES)
def test_front_matter(pairs, body, name):
    head = "\n".join(f"{key}: {value}" for key, value in pairs)
    check(f"---\n{head}\n---\n{body}".encode("utf-8", "surrogatepass"), name)


@settings(max_examples=200)
@given(st.lists(LINES, min_size=1, max_size=20))
def test_plain_text_accounts_for_every_line(lines):
    text = "\n".join(["A title", *lines])
    try:
        document = parse_bytes(text.encode(), "a.txt")
    except DocumentError:
        return
    assert "\n".join(line.text for line in document.lines) == text
    assert all((line.role == "blank") == (not line.text.strip()) for line in document.lines)
    told = json.dumps([item.values for item in document.sets], ensure_ascii=False)
    words = [line.text.strip().split(" ")[-1] for line in document.lines if line.role == "section"]
    assert all(word in told for word in words)
