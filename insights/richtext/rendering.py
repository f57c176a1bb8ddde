"""Rich text as the HTML of a public page. Straight from stored JSON, and safe on whatever that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from insights.richtext import printers, stored
from insights.richtext.headings import Heading, Ids, Levels
from insights.richtext.inline import attributes, escape, inline_html
from insights.richtext.limits import MAX_DEPTH
from insights.richtext.links import host_of, is_internal, safe_source, safe_url
from insights.richtext.schema import Kind, kind_of
from insights.richtext.words import plain_text

ImagePrinter = Callable[[str, str, str | None], SafeString]
LinkResolver = Callable[[str], str | None]


class Renderer:
    """Prints the rich texts of one page, so that ids are unique across all of them.

    `image(src, alt, title)` prints an image from its path; without it the description is printed. `link(href)`
    turns Statamic's own addresses into real ones; without it, or when it returns None, the words stand alone.
    `top` is the level of the highest heading, `reserved` ids are never given, links to other than `hosts` get
    rel=noopener. `headings` grows with every call.
    """

    def __init__(
        self,
        image: ImagePrinter | None = None,
        link: LinkResolver | None = None,
        top: int = 2,
        reserved: Iterable[str] = (),
        hosts: Iterable[str] = (),
    ) -> None:
        self.image = image
        self.link = link
        self.top = top
        self.hosts = frozenset(hosts)
        self.headings: list[Heading] = []
        self._ids = Ids(reserved)
        self._page: Levels | None = None
        self._levels = Levels([], top)

    def share_levels(self, documents: Iterable[Any]) -> None:
        """Put the headings of these documents on one scale."""
        self._page = Levels.shared(documents, self.top)

    def html(self, nodes: Any, top: int | None = None) -> SafeString:
        """HTML of a list of nodes or a `doc`. Never raises: what is not rich text prints nothing, or its words.

        `top` gives a text that stands apart, such as an answer, a scale of its own.
        """
        content = nodes.get("content") if isinstance(nodes, dict) else nodes
        if not isinstance(content, list):
            return SafeString("")
        self._levels = Levels(content, top or self.top) if top or not self._page else self._page
        return mark_safe("".join(self.blocks(content, 1)))

    def blocks(self, nodes: list[Any], depth: int) -> list[str]:
        """HTML of each node among blocks; deeper than the limit there is nothing."""
        if depth > MAX_DEPTH:
            return []
        return [self.block(node, depth) for node in nodes if isinstance(node, dict)]

    def block(self, node: dict[str, Any], depth: int) -> str:
        kind = kind_of(node)
        if kind is None:
            return "".join(self.blocks(stored.content(node), depth + 1)) or escape(stored.string(node.get("text")))
        if kind.inline:
            return self.inline([node])
        printer = printers.PRINTERS.get(node["type"])
        return printer(self, node, kind, depth) if printer else self.plain(node, kind, depth)

    def plain(self, node: dict[str, Any], kind: Kind, depth: int, extra: str = "") -> str:
        """A node that prints as its element around its children."""
        if kind.opaque or not kind.tags:
            return ""
        inside = "".join(self.blocks(stored.content(node), depth + 1))
        if not kind.content:
            return f"<{kind.tags[0]}>"
        if not inside:
            return ""
        return f"{kind.before or f'<{kind.tags[0]}{extra}>'}{inside}{kind.after or f'</{kind.tags[0]}>'}"

    def inline(self, children: list[Any], without: str = "") -> str:
        return inline_html(children, self.leaf, self.link_tag, without)

    def leaf(self, node: dict[str, Any]) -> str:
        """An inline node that is not text; the words of anything unknown."""
        kind = kind_of(node)
        if kind and kind.standalone:
            return self.picture(node)
        if kind and kind.inline and kind.tags:
            return f"<{kind.tags[0]}>"
        return escape(plain_text(node) or stored.string(node.get("text")))

    def picture(self, node: dict[str, Any]) -> str:
        attrs = stored.attrs(node)
        source, alt = safe_source(attrs.get("src")), stored.string(attrs.get("alt"))
        if source and self.image:
            return str(self.image(source, alt, stored.optional(attrs.get("title"))))
        return f'<span class="missing">{escape(alt)}</span>' if alt else ""

    def link_tag(self, mark: dict[str, Any]) -> str:
        """The start tag of a link, or nothing when its address is unsafe or unresolved."""
        attrs = stored.attrs(mark)
        href = attrs.get("href")
        if is_internal(href):
            href = self.link(href) if self.link else None
        url = safe_url(href)
        if url is None:
            return ""
        host = host_of(url) if url[:4].lower() == "http" else ""
        blank = "_blank" if attrs.get("target") == "_blank" else None
        rel = "noopener" if blank or (host and host not in self.hosts) else None
        title = stored.optional(attrs.get("title"))
        return f"<a{attributes({'href': url, 'title': title, 'target': blank, 'rel': rel})}>"

    def heading(self, level: Any, text: str) -> Heading:
        heading = Heading(self._levels.printed(level), self._ids.give(text), text)
        self.headings.append(heading)
        return heading


def to_html(nodes: Any, **options: Any) -> SafeString:
    """HTML of one rich text on its own; `options` are those of `Renderer`."""
    return Renderer(**options).html(nodes)


def outline(nodes: Any, top: int = 2) -> list[Heading]:
    """The table of contents of one rich text, with the ids and levels that `to_html` prints."""
    renderer = Renderer(top=top)
    renderer.html(nodes)
    return renderer.headings
