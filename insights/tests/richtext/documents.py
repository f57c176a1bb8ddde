"""Rich text for the tests: short builders, generated documents, and the shared document when it is at hand."""

import pytest
import yaml
from hypothesis import strategies as st

from insights.tests.conftest import SHARED

DOCUMENT = SHARED / "innovation-and-technology.md"


def text(words, *marks):
    return {"type": "text", "marks": list(marks), "text": words} if marks else {"type": "text", "text": words}


def node(name, *content, **attrs):
    made = {"type": name} | ({"attrs": attrs} if attrs else {})
    return made | ({"content": list(content)} if content else {})


def p(*content, **attrs):
    return node("paragraph", *(text(item) if isinstance(item, str) else item for item in content), **attrs)


def h(level, words, **attrs):
    return node("heading", text(words), **attrs, level=level)


def link(href, **attrs):
    return {"type": "link", "attrs": {"href": href, **attrs}}


def nested(depth):
    """Nodes `depth` levels deep, the last one an empty paragraph."""
    inner = node("paragraph")
    for _ in range(depth - 1):
        inner = node("blockquote", inner)
    return [inner]


def shared_section():
    """The first section of the shared document, or a skip."""
    if not DOCUMENT.exists():
        pytest.skip(f"needs the shared document {DOCUMENT}, which is not part of the project")
    return yaml.safe_load(DOCUMENT.read_text().split("---\n")[1])["page_builder"][0]


BOLD = {"type": "bold"}
words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.just("\t"), min_size=1, max_size=12)
aligned = st.sampled_from([{}, {"textAlign": "left"}, {"textAlign": "center"}, {"textAlign": "justify"}])
links = st.sampled_from(
    [link("https://example.com/?a=1&b=2", title='"q" & <b>'), link("/x", target="_blank"), link("#é")]
)
simple = ("bold", "italic", "underline", "strike", "code", "subscript", "superscript", "small")


@st.composite
def marks(draw):
    chosen = draw(st.sets(st.sampled_from(simple), max_size=3))
    first = draw(st.lists(links, max_size=1))
    return first + [{"type": name} for name in simple if name in chosen]


@st.composite
def inline(draw):
    """Inline nodes as editors store them: neighbouring texts differ in their marks."""
    image = node("image", src="asset::main::image/a b%.jpg", alt='say "hi"')
    found, last = [], None
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(["text", "text", "text", "hardBreak", "image"]))
        own = draw(marks())
        if kind == "text" and own != last:
            found.append(text(draw(words), *own))
            last = own
        elif kind != "text":
            found.append(image if kind == "image" else {"type": "hardBreak"} | ({"marks": own} if own else {}))
            last = None
    return found


NOTHING = st.just({})


def _of(name, content, attrs=NOTHING):
    return st.builds(lambda inner, given: node(name, *inner, **given), content, attrs)


def _nested(blocks):
    some = st.lists(blocks, min_size=1, max_size=2)
    item = st.builds(lambda first, rest: node("listItem", first, *rest), paragraphs, st.lists(blocks, max_size=2))
    items = st.lists(item, min_size=1, max_size=2)
    cell = _of("tableCell", some) | _of("tableHeader", some, st.just({"colspan": 2, "colwidth": [10, 20]}))
    row = _of("tableRow", st.lists(cell, min_size=1, max_size=2))
    return (
        _of("blockquote", some)
        | _of("bulletList", items)
        | _of("orderedList", items, st.just({"start": 3}))
        | _of("table", st.lists(row, min_size=1, max_size=2))
    )


paragraphs = _of("paragraph", inline(), aligned)
code = _of(
    "codeBlock", st.lists(words.map(lambda line: text(f"\n {line}\n")), max_size=1), st.just({"language": "c++"})
)
headings = _of("heading", inline(), st.builds(lambda a, n: a | {"level": n}, aligned, st.integers(2, 6)))
leaves = st.sampled_from(
    [
        node("horizontalRule"),
        node("set", id="x", values={"type": "cta", "n": [1, None]}),
        node("image", src="image/b.jpg"),
    ]
)
documents = st.lists(st.recursive(paragraphs | headings | code | leaves, _nested, max_leaves=6), max_size=4)

names = st.sampled_from(
    ["paragraph", "heading", "text", "listItem", "bulletList", "table", "tableCell", "image", "set", "x"]
)
scalars = st.none() | st.booleans() | st.integers(-9, 99) | st.floats(allow_nan=False, allow_infinity=False) | words
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2), max_leaves=3
)
junk_mark = st.fixed_dictionaries(
    {"type": st.sampled_from([*simple, "link", "style"]) | values}, optional={"attrs": values}
)
junk = st.recursive(
    st.fixed_dictionaries({"type": names | values, "text": words | values}) | values,
    lambda inner: st.fixed_dictionaries(
        {"type": names | values},
        optional={
            "content": st.lists(inner, max_size=3) | values,
            "attrs": st.dictionaries(st.sampled_from(["level", "textAlign", "src", "start"]), values) | values,
            "marks": st.lists(junk_mark | values, max_size=2) | values,
        },
    ),
    max_leaves=8,
)
