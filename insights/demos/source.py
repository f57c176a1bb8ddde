"""Where a visitor came from, as the link said: checked against what there is, and ignored where it is made up."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from insights.content.models import Insight, SiteProfile
from insights.richtext.limits import UNSTORABLE

CAMPAIGN = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")
LONGEST = 100
NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
CLOSING = re.compile(r"[a-z_]{1,40}--closing", re.ASCII)  # the band that stands on a page nobody added it to
SLUG = re.compile(r"[-a-z0-9_]{1,200}", re.ASCII)


@dataclass(frozen=True)
class Source:
    """The working copy of the article, the version that was read, the section with its words, and the campaign."""

    insight: Insight | None = None
    version: int | None = None
    section_uid: str = ""
    cta_text: str = ""
    campaign: dict[str, str] = field(default_factory=dict)


def source(query: QueryDict) -> Source:
    """What an address tells about it; five queries at most."""
    campaign = {name: text for name in CAMPAIGN if (text := _line(query.get(name, "")))}
    version = _version(query)
    if version is None:
        return Source(campaign=campaign)
    uid, text = _words(version, query.get("section", ""))
    return Source(version.working_copy, version.number, uid, text, campaign)


def _version(query: QueryDict) -> Insight | None:
    """The version that the link stood in; the live one where the link names none that there is."""
    insight = query.get("insight", "")
    versions = Insight.objects.filter(working_copy__deleted_at=None).select_related("working_copy", "site")
    if key := _uuid(insight):
        versions = versions.filter(working_copy=key)
    elif SLUG.fullmatch(insight):
        return versions.live().filter(slug=insight).first()
    else:
        return None
    number = query.get("version", "")
    named = versions.filter(number=int(number)).first() if NUMBER.fullmatch(number) else None
    return named or versions.live().first()


def _words(version: Insight, uid: str) -> tuple[str, str]:
    """The section, if the version has it, and what it said: its own words over the site's."""
    if CLOSING.fullmatch(uid):
        return uid, _said(version.site, {})
    section: Any = version.sections.filter(uid=uid).first() if _line(uid) else None  # type: ignore[attr-defined]
    return (section.uid, _said(version.site, section.data)) if section else ("", "")


def _said(site: SiteProfile, own: dict[str, Any]) -> str:
    words = site.band(**{name: own.get(name) for name in ("heading", "button_text")})
    return " · ".join(str(words[name]) for name in ("heading", "button_text") if words[name])[:300]


def _line(text: str) -> str:
    """Short text that can be stored, else nothing."""
    bare = text.strip()
    return "" if len(bare) > LONGEST or UNSTORABLE.search(bare) or not bare.isprintable() else bare


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if len(text) in (32, 36) else None
    except ValueError:
        return None
