"""Remarks on a section or the whole insight, and what became of them."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from insights.builder.standing import person
from insights.content.models import Insight
from insights.publishing.freeze import lock
from insights.sections.base import Section
from insights.workflow.models import Comment
from insights.workflow.review_mail import page_url, site_language, tell
from insights.workflow.review_people import concerned_by_comment

PAGE = "insights_insight_comments"


class Place(NamedTuple):
    """What comments are about: a section, one that is gone, or (`uid` empty) the insight as a whole."""

    uid: str
    name: str
    hint: str
    is_gone: bool
    open: list[Comment]
    resolved: list[Comment]


@transaction.atomic
def comment(insight: Insight, *, by: Any, text: str, uid: str = "") -> Comment:
    """Remark on a section. Raises Insight.DoesNotExist when the insight is gone."""
    home = lock(insight.home_id)
    made = Comment.objects.create(insight=home, uid=uid, text=text, made_by=by)
    with site_language():
        line = _("%(who)s commented on “%(title)s”") % {"who": person(by), "title": home.title}
    url = page_url(PAGE, home, f"#comment-{made.pk}")
    tell(made, concerned_by_comment(home), by, line, [f"{line}:", text], url)
    return made


def resolve(remark: Comment, *, by: Any) -> bool:
    """Say that it is dealt with; False when it was already."""
    rows = Comment.objects.unresolved().filter(pk=remark.pk)
    return bool(rows.update(resolved_by=by, resolved_at=timezone.now()))


def reopen(remark: Comment) -> bool:
    """Say that it is not dealt with after all."""
    rows = Comment.objects.filter(pk=remark.pk, resolved_at__isnull=False)
    return bool(rows.update(resolved_by=None, resolved_at=None))


def places(sections: Iterable[Section], comments: Iterable[Comment]) -> list[Place]:
    """Comments by what they are about: the insight, its sections in their order, then those that are gone."""
    about: dict[str, list[Comment]] = {}
    for remark in comments:
        about.setdefault(remark.uid, []).append(remark)
    named = {"": (_("The whole insight"), "")} | section_names(sections, about)
    order = [*named, *(uid for uid in about if uid not in named)]
    return [_place(uid, named.get(uid), about[uid]) for uid in order if uid in about]


def section_names(sections: Iterable[Section], only: Container[str] | None = None) -> dict[str, tuple[str, str]]:
    """{uid: (name, hint)} in their order: the number it has in the list and its kind, and what it says."""
    return {
        section.uid: (f"{number}. {section.label}", Truncator(section.summary()).chars(60))
        for number, section in enumerate(sections, 1)
        if only is None or section.uid in only
    }


def digest(listed: Iterable[Place]) -> str:
    """What tells one list from another."""
    facts = [
        (place.uid, place.name, place.hint, [(row.pk, row.resolved_at) for row in [*place.open, *place.resolved]])
        for place in listed
    ]
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def _place(uid: str, named: tuple[str, str] | None, about: list[Comment]) -> Place:
    name, hint = named or (_("Deleted section"), "")
    left = [remark for remark in about if remark.resolved_at is None]
    done = [remark for remark in about if remark.resolved_at is not None]
    return Place(uid, name, hint, named is None, left, done)
