"""One person's data, when they ask for it: found by their address, handed out or erased. No address stands in a URL.

Whoever may export requests may hand one person's out. Erasing cannot be taken back: that is a right of its own.
"""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from insights.demos import person
from insights.demos.erasing import erase
from insights.demos.team.pages import ERASE, EXPORT, VIEW, allowed, page


class PersonForm(forms.Form):
    """Whose data; erasing asks to be confirmed."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail of the person"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    sure = forms.BooleanField(label=gettext_lazy("I have made sure that this person asked for it"), required=False)

    use_required_attribute = False


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def person_page(request: HttpRequest) -> HttpResponse:
    """Finds, hands out or erases, by the button that was pressed."""
    is_handed_out = "export" in request.POST or "erase" not in request.POST
    allowed(request, VIEW, EXPORT if is_handed_out else ERASE)
    form = PersonForm(request.POST or None, label_suffix="")
    if not form.is_valid():
        return _shown(request, form, 422 if form.is_bound else 200)
    email = form.cleaned_data["email"]
    if "export" in request.POST:
        return _file(person.told(email, request.user))
    if "erase" in request.POST and form.cleaned_data["sure"]:
        return _erased(request, email)
    if "erase" in request.POST:
        form.add_error("sure", _("Confirm it first: what is erased cannot be brought back."))
    return _shown(request, form, 422 if form.errors else 200, found=list(person.of(email)), is_asked=True)


def _file(text: str) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="person.json"', "Cache-Control": "private, no-store"}
    return HttpResponse(text, "application/json; charset=utf-8", headers=headers)


def _erased(request: HttpRequest, email: str) -> HttpResponse:
    count = erase(list(person.of(email).values_list("pk", flat=True)), request.user)
    words = ngettext("%(count)d request has no person any more.", "%(count)d requests have no person any more.", count)
    messages.success(request, words % {"count": count})
    return HttpResponseRedirect(reverse("admin:insights_demorequest_person"))


def _shown(request: HttpRequest, form: PersonForm, status: int, **context: object) -> HttpResponse:
    return page(request, "person", _("A person’s data"), status=status, form=form, **context)
