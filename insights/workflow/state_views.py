"""Small steps in the life of an insight: discarding changes, duplicating, an end date."""

from __future__ import annotations

import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from insights.builder.access import back, working_copy
from insights.builder.moments import MomentField
from insights.builder.standing import in_words
from insights.content.models import Insight
from insights.publishing.duplicate import duplicate
from insights.publishing.publish import set_end
from insights.workflow.history import back_to_live
from insights.workflow.pages import page


class EndForm(forms.Form):
    """When readers shall cease to see the insight."""

    until = MomentField(
        label=gettext_lazy("Ends"), required=False, help_text=gettext_lazy("Empty: it does not end by itself.")
    )


@require_POST
def discard_view(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """Back to what is live; what was there is kept, and comes back at the press of a button."""
    insight = working_copy(request, insight_id)
    try:
        kept = back_to_live(insight, by=request.user)
        messages.success(request, _discarded(insight, kept))
    except Insight.DoesNotExist:
        messages.error(request, _("Nothing is live that the changes could give way to."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return back(insight.pk)


def _discarded(insight: Insight, kept: Insight | None) -> SafeString | str:
    """The change page has the form that the button belongs to."""
    words = _("Changes discarded: this is what is live.")
    if kept is None:
        return words
    url = reverse("admin:insights_insight_restore", args=[insight.pk, kept.number])
    return format_html('{} <button class="btn" form="bar-form" formaction="{}">{}</button>', words, url, _("Undo"))


@require_POST
def duplicate_view(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """A draft with the same content, opened at once."""
    working_copy(request, insight_id, "insights.add_insight")
    insight = working_copy(request, insight_id, "")
    twin = duplicate(insight, by=request.user)
    messages.success(request, _("This is the duplicate of “%s”, a draft.") % insight.title)
    return back(twin.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def end_page(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """The end date of what readers see, and of what they will see."""
    insight = working_copy(request, insight_id, "insights.publish_insight")
    form = EndForm(request.POST or None, initial={"until": insight.expires_at}, use_required_attribute=False)
    if request.method != "POST":
        return page(request, "end", _("End date"), insight=insight, form=form)
    if form.is_valid():
        try:
            set_end(insight, moment := form.cleaned_data["until"], by=request.user)
        except ValidationError as error:
            form.add_error("until", error.messages)
        else:
            words = _("Readers see it until %s.") % in_words(moment) if moment else _("It does not end by itself now.")
            messages.success(request, words)
            return back(insight.pk)
    return page(request, "end", _("End date"), status=422, insight=insight, form=form)


OF = "<uuid:insight_id>"
urlpatterns = [
    path(f"{OF}/discard/", discard_view, name="insights_insight_discard"),
    path(f"{OF}/duplicate/", duplicate_view, name="insights_insight_duplicate"),
    path(f"{OF}/end/", end_page, name="insights_insight_end"),
]
