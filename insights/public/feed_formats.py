"""The formats of feeds: Atom, RSS 2.0 and JSON Feed 1.1, each with whole texts."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.utils import feedgenerator
from django.utils.html import escape
from django.utils.timezone import get_default_timezone

from insights.public.entries import Entry, Feed

CONTENT = "http://purl.org/rss/1.0/modules/content/"
EPOCH = datetime(1970, 1, 1, tzinfo=get_default_timezone())


class Atom(feedgenerator.Atom1Feed):
    """Django's, with the text itself."""

    def latest_post_date(self) -> datetime:
        """An empty feed never changed; "now" would make every answer a new one."""
        return self.feed["updated"]  # type: ignore[no-any-return]

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["html"], {"type": "html", "xml:base": item["link"]})


class Rss(feedgenerator.Rss201rev2Feed):
    """Django's, with the text itself."""

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {"xmlns:content": CONTENT}

    def latest_post_date(self) -> datetime:
        return self.feed["updated"]  # type: ignore[no-any-return]

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["html"])


def xml(feed: Feed, form: str) -> str:
    """The feed by one of Django's generators."""
    writer = WRITERS[form](
        title=feed.title,
        link=feed.url,
        description=feed.description,
        language=feed.language,
        author_name=feed.author,
        feed_url=feed.addresses[form],
        feed_guid=feed.addresses["atom"],
        updated=feed.updated or EPOCH,
    )
    for entry in feed.entries:
        _add(writer, entry)
    return str(writer.writeString("utf-8"))


def _add(writer: feedgenerator.SyndicationFeed, entry: Entry) -> None:
    writer.add_item(
        title=entry.title,
        link=entry.url,
        description=escape(entry.summary),  # both formats take it for HTML
        html=entry.html,
        unique_id=entry.id,
        unique_id_is_permalink=False,
        author_name=entry.author,
        categories=entry.tags,
        pubdate=entry.published,
        updateddate=entry.updated,
    )


def as_json(feed: Feed) -> str:
    """JSON Feed 1.1."""
    found = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.url,
        "feed_url": feed.addresses["json"],
        "description": feed.description,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def _item(entry: Entry) -> dict[str, Any]:
    found = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "image": entry.image,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [{"name": entry.author}],
        "tags": entry.tags,
    }
    return {name: value for name, value in found.items() if value or name == "content_html"}


class Format(NamedTuple):
    """A format's name for people, its content type and its writer."""

    label: str
    content_type: str
    write: Callable[[Feed], str]


WRITERS: dict[str, type[feedgenerator.SyndicationFeed]] = {"atom": Atom, "rss": Rss}
FORMATS: dict[str, Format] = {
    "atom": Format("Atom", "application/atom+xml", lambda feed: xml(feed, "atom")),
    "rss": Format("RSS", "application/rss+xml", lambda feed: xml(feed, "rss")),
    "json": Format("JSON Feed", "application/feed+json", as_json),
}
