"""Rich text as the HTML an editor works on: nothing is left out, and `from_html` reads the same nodes back.

Unlike the public HTML it keeps stored levels, left alignment, empty paragraphs and opaque sets. Only line breaks
inside a text (not in code) become spaces, as in any HTML.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from insights.richtext import stored
from insights.richtext.inline import attributes, escape, inline_html
from insights.richtext.schema import NODES, TEXTBLOCKS, kind_of
from insights.richtext.validation import validate

SET_ATTRIBUTE = "data-set"


def to_source_html(nodes: Any) -> str:
    """HTML of valid nodes for editing. Raises RichTextError for others: repair them first.

    Plain text to a template: inside a textarea it must be escaped once more.
    """
    return "".join(map(_block, validate(nodes)))


def _block(node: dict[str, Any]) -> str:
    name, kind = node["type"], NODES[node["type"]]
    if kind.opaque:
        return f"<div{attributes({SET_ATTRIBUTE: json.dumps(node.get('attrs', {}))})}></div>"
    if kind.inline:
        return _inline([node])
    if name == "codeBlock":
        return _code(node)
    tag = f"h{stored.level(node)}" if name == "heading" else kind.tags[0]
    if not kind.content:
        return f"<{tag}>"
    children = stored.content(node)
    inside = _inline(children) if name in TEXTBLOCKS else "".join(map(_block, children))
    return f"<{tag}{_attributes(node)}>{inside}</{tag}>"


def _code(node: dict[str, Any]) -> str:
    language = stored.attrs(node).get("language")
    mark = attributes({"class": f"language-{language}" if language else None})
    return f"<pre><code{mark}>{_inline(stored.content(node))}</code></pre>"


def _attributes(node: dict[str, Any]) -> str:
    given = stored.attrs(node)
    align, widths = given.get("textAlign"), given.get("colwidth")
    shown = {name: given.get(name) for name in ("start", "colspan", "rowspan")}
    shown["colwidth"] = None if widths is None else ",".join(map(str, widths))
    return attributes({"style": f"text-align: {align}" if align else None, **shown})


def _inline(children: list[Any]) -> str:
    return inline_html(children, _leaf, _link)


def _leaf(node: dict[str, Any]) -> str:
    kind = kind_of(node)
    if kind is None or not kind.standalone:
        return f"<{kind.tags[0]}>" if kind else escape(stored.string(node.get("text")))
    given = stored.attrs(node)
    source = quote(given["src"], safe="/:")
    return f"<img{attributes({'src': source, 'alt': given.get('alt'), 'title': given.get('title')})}>"


def _link(mark: dict[str, Any]) -> str:
    given = stored.attrs(mark)
    return f"<a{attributes({name: given.get(name) for name in ('href', 'rel', 'target', 'title')})}>"
