"""How demos are booked, in the admin: the settings, the hours of the week, and days without demos."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from insights.demos import zones
from insights.demos.hours import Availability, Blackout, DemoSettings
from insights.demos.models import Booking
from insights.demos.privacy import PrivacyField, standard
from insights.demos.team.pages import TeamPages
from insights.demos.webhook_call import is_callable
from insights.public.site_texts import WordsAdmin

NOTHING = ("", _("The site's"))
SECTIONS = (
    (_("Times"), ("offer", "time_zone", "slot_minutes", "buffer_minutes", "notice_hours", "horizon_days")),
    (_("Mail"), ("team_email", "digest_limit", "reminders")),
    (_("Privacy"), ("retention_days", "privacy_text")),
    (_("Webhook"), ("webhook_url", "webhook_secret")),
)


class DemoSettingsForm(forms.ModelForm):
    """Time zones are chosen; a secret is written, and never shown again."""

    webhook_url = forms.URLField(
        label=_("Address of the webhook"), required=False, max_length=500, assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vURLField"}),
    )  # fmt: skip
    webhook_secret = forms.CharField(
        label=_("Secret of the webhook"),
        required=False,
        max_length=200,
        strip=True,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "vTextField"}),
        help_text=_("Signs what is sent. Empty: it stays as it is."),
    )

    privacy_text = PrivacyField(
        label=_("Text of the privacy page"),
        required=False,
        help_text=_("How long requests are kept is said below it, by itself. Emptied, the site's own words come back."),
    )

    class Meta:
        model = DemoSettings
        fields = [name for _title, names in SECTIONS for name in names]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "time_zone" in self.fields:
            offered = [NOTHING, *zones.choices(self.instance.time_zone)]
            self.fields["time_zone"].widget = forms.Select(choices=offered)
        self.initial["privacy_text"] = self.instance.privacy_text or standard()

    def clean_webhook_url(self) -> str:
        """What would be refused when it is called is refused here."""
        url: str = self.cleaned_data["webhook_url"]
        if url and not is_callable(urlsplit(url)):
            raise forms.ValidationError(_("Only addresses that begin with https:// and hold no user are called."))
        return url

    def clean_webhook_secret(self) -> str:
        return self.cleaned_data["webhook_secret"] or self.instance.webhook_secret


class SettingsPages(TeamPages):
    """When the team talks, and how: one tab for all of it."""

    here = "settings"


@admin.register(DemoSettings)
class DemoSettingsAdmin(SettingsPages, WordsAdmin, admin.ModelAdmin):  # type: ignore[misc]
    """The one row."""

    form = DemoSettingsForm
    change_form_template = "insights/demos/settings.html"
    fieldsets = tuple((title, {"fields": names}) for title, names in SECTIONS)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is nothing to choose from."""
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        return HttpResponseRedirect(reverse("admin:insights_demosettings_change", args=[DemoSettings.current().pk]))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Availability)
class AvailabilityAdmin(SettingsPages, admin.ModelAdmin):  # type: ignore[misc]
    """The bookable hours of every week."""

    change_list_template = "insights/demos/team/desk.html"
    nothing = _("There are no hours yet: visitors can only propose times of their own.")
    list_display = ("weekday", "starts", "ends")
    list_filter = ("weekday",)
    show_facets = admin.ShowFacets.NEVER


@admin.register(Blackout)
class BlackoutAdmin(SettingsPages, admin.ModelAdmin):  # type: ignore[misc]
    """Holidays, off-sites, the days between the years."""

    change_list_template = "insights/demos/team/desk.html"
    nothing = _("No day is taken off: demos can be booked on every day that has hours.")
    list_display = ("first_day", "last_day", "reason")
    search_fields = ("reason",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """What is booked on these days already stands, and the team should know."""
        super().save_model(request, obj, form, change)
        if count := _booked_on(obj):
            words = ngettext(
                "One demo is booked on these days. It stays until it is moved or cancelled.",
                "%(count)d demos are booked on these days. They stay until they are moved or cancelled.",
                count,
            )
            messages.warning(request, words % {"count": count})


def _booked_on(blackout: Blackout) -> int:
    zone = DemoSettings.current().zone
    ahead = Booking.objects.standing().filter(starts_at__gt=timezone.now()).values_list("starts_at", flat=True)
    days = (timezone.localdate(moment, zone) for moment in ahead)
    return sum(blackout.first_day <= day <= blackout.last_day for day in days)
