"""Saving one section's form: what is good is stored, what is not is told, and what somebody else did is never lost."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from insights.builder.conflicts import chosen
from insights.builder.history import from_trash, list_change, lost
from insights.builder.operations import StaleError, write_section
from insights.content.models import Insight
from insights.publishing.freeze import lock
from insights.sections.base import Section
from insights.sections.forms import SectionForm

SAVED, PARTLY, STALE, DELETED = "saved", "partly", "stale", "deleted"


@dataclass
class Outcome:
    """What became of a posted form. `section` is what is stored now; `before` and `revision` are the working copy's.

    Saved; saved without the fields that `form` names errors for; refused because somebody else saved the section or
    deleted it meanwhile.
    """

    state: str
    section: Section
    form: SectionForm
    insight: Insight
    revision: int

    @property
    def is_refused(self) -> bool:
        return self.state in {STALE, DELETED}


def form_of(section: Section, data: Any = None) -> SectionForm:
    """A section's form, in which nothing is required, with ids that are unique among all open cards."""
    return section.Form(data, initial=section.data, partial=True, auto_id=f"id_{section.uid}_%s")


@transaction.atomic
def submit(insight_id: uuid.UUID, uid: str, post: QueryDict, *, by: Any) -> Outcome:
    """Store a posted form. Raises Insight.DoesNotExist, or Section.DoesNotExist for what was never in the list.

    `revision` in the form is the section's that the editor saw. With `keep-FIELD` the editor has chosen, field by
    field, between the own text and what somebody else stored; with `restore` a deleted section comes back first.
    """
    if post.get("restore"):
        _bring_back(insight_id, uid, by)
    home = lock(insight_id)
    section = home.sections.filter(uid=uid).first()
    if section is None:
        return _deleted(home, uid, post)
    form = form_of(section, post)
    data = chosen(section, form, post)
    state = SAVED if not form.errors else PARTLY
    try:
        before = section.revision
        section = write_section(home, section, data, revision=_revision(post), by=by)
    except StaleError:
        return Outcome(STALE, section, form, home, home.revision)
    except ValidationError as error:
        form.add_error(None, error.messages)  # type: ignore[arg-type]
        return Outcome(PARTLY, home.sections.get(uid=uid), form, home, home.revision)
    return Outcome(state, section, form, home, home.revision + (section.revision != before))


def _deleted(home: Insight, uid: str, post: QueryDict) -> Outcome:
    section = lost(home, uid)
    form = form_of(section, post)
    form.is_valid()
    return Outcome(DELETED, section, form, home, home.revision)


def _bring_back(insight_id: uuid.UUID, uid: str, by: Any) -> None:
    with list_change(insight_id, _("bring back a section"), by) as edit:
        if uid not in edit.order:
            edit.insert(from_trash(edit.home, [uid], edit.order) or [lost(edit.home, uid)])


def _revision(post: QueryDict) -> int:
    text = post.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
