"""Follows every link of the site, once."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urldefrag, urlsplit

import links
from served import Answer, Site

STARTS = ("/", "/robots.txt", "/sitemap.xml", "/llms.txt", "/.well-known/security.txt", "/search/?q=trust")
MOST = 4000
CLOSED = ("/admin/",)  # not for readers


@dataclass
class Crawl:
    """What was found: answers by path, who links where, and links that no browser could follow."""

    site: Site
    answers: dict[str, Answer] = field(default_factory=dict)
    linked: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    outside: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def run(self) -> Crawl:
        waiting = deque(STARTS)
        while waiting:
            path = waiting.popleft()
            if path in self.answers:
                continue
            self.answers[path] = answer = self.site.ask(path)
            assert len(self.answers) <= MOST, "the site has no end"
            waiting.extend(found for found in self._links(path, answer) if self._is_new(found))
        return self

    def of_type(self, *types: str) -> dict[str, Answer]:
        return {path: answer for path, answer in self.answers.items() if answer.type in types}

    def _links(self, path: str, answer: Answer) -> list[str]:
        inside = []
        for link in links.of(answer, f"{self.site.address}{path}"):
            address, anchor = urldefrag(link)
            parts = urlsplit(address)
            if f"{parts.scheme}://{parts.netloc}" != self.site.address:
                self.outside[link].add(path)
                continue
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            self.linked[target, unquote(anchor)].add(path)
            inside.append(target)
        return inside

    def _is_new(self, path: str) -> bool:
        """Lists can be narrowed, sorted and turned without end: two parameters together are enough."""
        asked = parse_qsl(urlsplit(path).query)
        return path not in self.answers and not path.startswith(CLOSED) and len(asked) <= 2
