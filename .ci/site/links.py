"""Every address that a document mentions, absolute."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import urljoin

import lxml.etree
import lxml.html
from served import Answer

ONE = "//@href | //@src | //@poster | //form[not(@method) or @method='get']/@action | //@data-suggest"
SEVERAL = "//@srcset | //@imagesrcset"
TOLD = "//meta[starts-with(@property, 'og:') or starts-with(@name, 'twitter:')]/@content"
STRUCTURED = "//script[@type='application/ld+json']/text()"
NOT_FOLLOWED = ("data:", "javascript:")
IN_TEXT = re.compile(r"https?://[^\s<>\"')\]]+")
IN_MARKDOWN = re.compile(r"\]\(<?([^\s)>]+)")
IN_CSS = re.compile(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)")


def of(answer: Answer, base: str) -> list[str]:
    """Each once, in their order. What is no document mentions nothing."""
    found = READERS.get(answer.type, lambda _answer: ())(answer)
    absolute = (urljoin(base, link.strip()) for link in found if link and not link.startswith(NOT_FOLLOWED))
    return list(dict.fromkeys(absolute))


def _html(answer: Answer) -> Iterator[str]:
    yield from _tree(lxml.html.fromstring(answer.body))


def _tree(page: Any) -> Iterator[str]:
    yield from page.xpath(ONE)
    for several in page.xpath(SEVERAL):
        yield from (part.split()[0] for part in several.split(",") if part.strip())
    yield from (told for told in page.xpath(TOLD) if told.startswith("http"))
    for script in page.xpath(STRUCTURED):
        yield from _values(json.loads(script))


def _css(answer: Answer) -> Iterator[str]:
    yield from ("".join(pair) for pair in IN_CSS.findall(answer.text))


def _xml(answer: Answer) -> Iterator[str]:
    root = lxml.etree.fromstring(answer.body)
    yield from root.xpath("//@href | //@url")
    for text in root.xpath("//text()"):
        if text.startswith("http"):
            yield text
        elif "</" in text:
            yield from _tree(lxml.html.fragment_fromstring(text, create_parent="div"))


def _json(answer: Answer) -> Iterator[str]:
    yield from _values(json.loads(answer.text))


def _values(value: Any) -> Iterator[str]:
    """Addresses among the values of JSON; HTML in it is looked through too."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _values(each)
    elif isinstance(value, str) and value.startswith("http") and " " not in value and value != "https://schema.org":
        yield value
    elif isinstance(value, str) and "</" in value:
        yield from _tree(lxml.html.fragment_fromstring(value, create_parent="div"))


def _text(answer: Answer) -> Iterator[str]:
    yield from IN_TEXT.findall(answer.text)


def _markdown(answer: Answer) -> Iterator[str]:
    yield from IN_MARKDOWN.findall(answer.text)


READERS: dict[str, Callable[[Answer], Iterable[str]]] = {
    "text/html": _html,
    "text/css": _css,
    "text/plain": _text,
    "text/markdown": _markdown,
    "application/xml": _xml,
    "application/atom+xml": _xml,
    "application/rss+xml": _xml,
    "application/feed+json": _json,
}
