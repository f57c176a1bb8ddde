"""Markdown to rich text. The HTML it becomes goes the way of all HTML: sanitised after conversion, then read."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

from insights.richtext.limits import MAX_DEPTH, check_text, too_deep
from insights.richtext.problems import Nodes
from insights.richtext.reading import from_html
from insights.richtext.sanitising import WRAPPERS
from insights.richtext.schema import NODE_OF_TAG, NODES

MAX_NESTING = MAX_DEPTH + 2
_MARKDOWN = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])
_BLOCK_TAGS = WRAPPERS | {tag for tag, name in NODE_OF_TAG.items() if not NODES[name].inline}
_OPENING = re.compile(r"\s*(?:<!--.*?-->\s*|<!doctype[^>]*>\s*)*</?([a-z][a-z0-9]*)[\s/>]", re.I | re.S)


def from_markdown(text: str) -> Nodes:
    """Valid nodes from CommonMark with tables and strikethrough; HTML inside is welcome and sanitised.

    Raises RichTextError for more than `MAX_BYTES`, too deep nesting, and NUL.
    """
    tokens = _MARKDOWN.parse(check_text(text))
    if any(token.level >= MAX_NESTING - 1 for token in tokens):  # markdown-it leaves out what is deeper
        raise too_deep()
    html = str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))
    return from_html(html.replace("\n</code></pre>", "</code></pre>"))


def from_source(text: str) -> Nodes:
    """Valid nodes from a field that calls itself Markdown but may hold HTML.

    Text that begins with a block element is HTML as a whole: Markdown would turn the indented lines behind a blank
    one into code. Anything else is Markdown.
    """
    return from_html(text) if is_html(check_text(text)) else from_markdown(text)


def is_html(text: str) -> bool:
    """Whether text begins with a block element (comments and a doctype may come first)."""
    match = _OPENING.match(text)
    return match is not None and (match[1].lower() in _BLOCK_TAGS or match[1].lower() in ("html", "body"))
