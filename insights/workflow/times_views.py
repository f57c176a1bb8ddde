"""When readers see a section: from, until."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from insights.builder.access import back, explained, working_copy
from insights.builder.moments import MomentField
from insights.builder.times import Times, set_times, words
from insights.content.models import Insight
from insights.sections.base import Section
from insights.workflow.pages import page


class TimesForm(forms.Form):
    """From when, until when."""

    start = MomentField(
        label=gettext_lazy("From"), required=False, help_text=gettext_lazy("Empty: from the start of the page.")
    )
    end = MomentField(
        label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Empty: as long as the page is there.")
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("start") and values.get("end") and values["end"] <= values["start"]:
            self.add_error("end", _("The end lies before the start."))
        return values


@require_http_methods(["GET", "HEAD", "POST"])
def times_page(request: HttpRequest, insight_id: uuid.UUID, uid: str) -> HttpResponse:
    """The form; posted with `back`, what a message's Undo takes back."""
    insight = working_copy(request, insight_id)
    section = insight.sections.filter(uid=uid).first()
    if section is None:
        raise Http404
    if request.method == "POST" and "back" in request.POST:
        return explained(request, insight.pk, lambda: _store(request, insight, section, _parsed(request.POST["back"])))
    initial = {"start": section.visible_from, "end": section.visible_until}
    form = TimesForm(request.POST if request.method == "POST" else None, initial=initial, use_required_attribute=False)
    if form.is_valid():
        times = Times(form.cleaned_data["start"], form.cleaned_data["end"])
        return explained(request, insight.pk, lambda: _store(request, insight, section, times))
    status = 422 if form.is_bound else 200
    return page(request, "times", _("Show from/until"), status=status, insight=insight, section=section, form=form)


def _store(request: HttpRequest, insight: Insight, section: Section, times: Times) -> HttpResponse:
    before = set_times(insight.pk, section.uid, times, by=request.user)
    if before != times:
        messages.success(request, _said(insight, section, times, before))
    return back(insight.pk, section.uid)


def _said(insight: Insight, section: Section, times: Times, before: Times) -> SafeString:
    """With the way back: the button belongs to a form of the change page."""
    said = words(times) or (_("shown as long as the page is there") if times == (None, None) else _("shown now"))
    url = reverse("admin:insights_section_times", args=[insight.pk, section.uid])
    return format_html(
        '{}: {}. <button class="btn" form="bar-form" name="back" value="{}" formaction="{}">{}</button>',
        section.label, said, ",".join(moment.isoformat() if moment else "" for moment in before), url, _("Undo"),
    )  # fmt: skip


def _parsed(text: str) -> Times:
    """As `_said` has written it."""
    parts = text[:100].split(",")
    if len(parts) != 2:
        raise ValidationError(_("This cannot be taken back."))
    return Times(*map(_moment, parts))


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text) if text else None
    except ValueError as error:
        raise ValidationError(_("This cannot be taken back.")) from error
    if text and (moment is None or moment.tzinfo is None or not 1900 <= moment.year <= 2200):
        raise ValidationError(_("This cannot be taken back."))
    return moment


urlpatterns = [
    path("<uuid:insight_id>/sections/<slug:uid>/times/", times_page, name="insights_section_times"),
]
