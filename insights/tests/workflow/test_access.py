"""Every address of the admin × who asks × how. A new address is asked for too; unless it says otherwise here, reading
one of an insight is for the team, changing it for whoever may edit that insight."""

import re
from contextlib import contextmanager

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.redirects.models import Redirect
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern
from taggit.models import Tag

from insights.content.models import Insight
from insights.demos.models import (
    Availability,
    Blackout,
    DemoRequest,
    DemoSettings,
    OutboxMail,
    WebhookDelivery,
)
from insights.publishing.models import AuditEntry, PreviewLink
from insights.publishing.publish import publish
from insights.tests import factories
from insights.workflow.models import Comment

pytestmark = pytest.mark.django_db
TEAM = ("Viewer", "other Author", "Author", "Editor", "Administrator", "superuser")  # each may what those before may
VIEWER, OTHER, AUTHOR, EDITOR, ADMINISTRATOR, SUPERUSER, NOBODY = range(7)

# The least that one must be to get in, by GET and by POST.
PAGES = {
    "index": (VIEWER, VIEWER), "app_list": (VIEWER, VIEWER), "jsi18n": (VIEWER, NOBODY),
    "language": (NOBODY, VIEWER),
    "view_on_site": (VIEWER, VIEWER),
    "login": (VIEWER, VIEWER), "logout": (VIEWER, VIEWER), "autocomplete": (NOBODY, NOBODY),
    "password_change": (VIEWER, VIEWER), "password_change_done": (VIEWER, VIEWER),
    "auth_user_password_change": (ADMINISTRATOR, ADMINISTRATOR),
    "insights_auditentry_export": (ADMINISTRATOR, ADMINISTRATOR),
    "insights_demorequest_export": (NOBODY, ADMINISTRATOR), "insights_demorequest_earned": (EDITOR, NOBODY),
    "insights_demorequest_board": (ADMINISTRATOR, NOBODY), "insights_demorequest_move": (NOBODY, ADMINISTRATOR),
    "insights_demorequest_calendar": (ADMINISTRATOR, NOBODY), "insights_demorequest_demo": (NOBODY, ADMINISTRATOR),
    "insights_demorequest_dashboard": (ADMINISTRATOR, NOBODY),
    "insights_demorequest_person": (ADMINISTRATOR, ADMINISTRATOR),
    **dict.fromkeys(("insights_demorequest_search", "insights_outboxmail_search"), (NOBODY, ADMINISTRATOR)),
    "insights_calendar": (VIEWER, NOBODY), "insights_session": (VIEWER, NOBODY),
    "insights_choices_insights": (OTHER, NOBODY), "insights_choices_categories": (OTHER, NOBODY),
    "insights_image_choose": (VIEWER, NOBODY), "insights_image_describe": (VIEWER, NOBODY),
    **{f"insights_image_{name}": (OTHER, OTHER) for name in ("upload", "bulk", "words")},
    **{f"insights_image_{name}": (EDITOR, EDITOR) for name in ("folders", "folder", "folder_delete")},
    "insights_insight_trash": (EDITOR, NOBODY), "insights_insight_recover": (EDITOR, EDITOR),
    "insights_section_batch_undo": (EDITOR, EDITOR), "insights_section_change": (VIEWER, VIEWER),
    "insights_insight_duplicate": (NOBODY, OTHER),
    "insights_section_sync": (NOBODY, VIEWER), "insights_section_leave": (NOBODY, VIEWER),
    "insights_insight_related": (VIEWER, NOBODY), "insights_insight_related_change": (NOBODY, EDITOR),
    "insights_insight_links": (AUTHOR, AUTHOR), "insights_section_times": (AUTHOR, AUTHOR),
    "insights_section_convert": (AUTHOR, AUTHOR), "insights_section_trash": (AUTHOR, NOBODY),
    **{f"insights_insight_{name}": (EDITOR, EDITOR) for name in (
        "publish", "unpublish", "withdraw", "end", "approve", "return", "delete")},
}  # fmt: skip
OF_INSIGHT = (VIEWER, AUTHOR)
# The same for each model: to view, add, change, delete.
MODELS = {
    "insights_insight": (VIEWER, OTHER, AUTHOR, EDITOR),
    "insights_section": (VIEWER, NOBODY, NOBODY, NOBODY),
    "insights_image": (VIEWER, OTHER, EDITOR, EDITOR),
    "insights_author": (VIEWER, EDITOR, EDITOR, EDITOR),
    "insights_category": (VIEWER, EDITOR, EDITOR, EDITOR),
    "insights_siteprofile": (ADMINISTRATOR, NOBODY, ADMINISTRATOR, NOBODY),
    "insights_auditentry": (ADMINISTRATOR, NOBODY, NOBODY, NOBODY),
    "insights_demorequest": (ADMINISTRATOR, NOBODY, ADMINISTRATOR, NOBODY),
    "insights_webhookdelivery": (ADMINISTRATOR, NOBODY, ADMINISTRATOR, NOBODY),
    **dict.fromkeys(("insights_availability", "insights_blackout"), (ADMINISTRATOR,) * 4),
    "insights_demosettings": (ADMINISTRATOR, NOBODY, ADMINISTRATOR, NOBODY),
    "insights_outboxmail": (ADMINISTRATOR, NOBODY, ADMINISTRATOR, NOBODY),
    "taggit_tag": (VIEWER, EDITOR, EDITOR, ADMINISTRATOR),
    "redirects_redirect": (ADMINISTRATOR,) * 4,
    "auth_user": (ADMINISTRATOR,) * 4,
    "auth_group": (SUPERUSER,) * 4,
}
# Sales stands beside them: what all staff may, and what is said here, by GET and by POST.
STAFF = {name for name, _least in PAGES.items() if "insights_" not in name} - {"auth_user_password_change"}
SALES = {
    **{f"insights_demorequest_{name}": (True, False) for name in ("board", "calendar", "dashboard", "earned")},
    **{f"insights_demorequest_{name}": (False, True) for name in ("move", "demo", "export", "search")},
    **{f"insights_demorequest_{name}": (True, True) for name in ("changelist", "change", "history", "person")},
    **{f"insights_{model}_{name}": (True, name != "change") for model in ("outboxmail", "webhookdelivery")
       for name in ("changelist", "change", "history")},
    "insights_outboxmail_search": (False, True), "insights_session": (True, False),
}  # fmt: skip
FOR_ALL = {"login": {200, 302}, "logout": {200, 302}, "language": {302, 405}}  # what those get who are not signed in
REFUSED, LED_AWAY, IN = {403, 405}, {302}, {200, 204, 301, 302, 400, 404, 405, 409, 422}
PASSING = re.compile(r"django_session|insights_presence")
WRITES = re.compile(r"\s*(INSERT INTO|UPDATE|DELETE FROM)", re.IGNORECASE)
FORGED = {
    "by": "1", "on": "0", "kind": "text", "uid": "a", "revision": "1", "quote": "Forged.", "known": "[]", "post": "yes",
    "title": "Forged", "slug": "forged", "name": "Forged", "username": "forged", "is_superuser": "on", "is_staff": "on",
    "status": "published", "is_live": "1", "number": "7", "version": "7", "owner": "1", "author": "", "note": "Forged.",
    "visible_from": "2000-01-01", "text": "Forged.", "action": "delete_selected", "confirm": "1",
}  # fmt: skip


@pytest.fixture
def places():
    """What stands in the addresses: by the name of the argument, or by the model."""
    other = factories.InsightFactory(owner=factories.member("Author", username="colleague"))
    home = factories.InsightFactory(owner=factories.member("Author", username="Author"), published_at=None)
    for insight in (home, other):
        section = factories.add_section(insight, "quote", uid="a")
    publish(home)
    link = PreviewLink.objects.create(insight=home, expires_at="2100-01-01T00:00Z")
    comment = Comment.objects.create(insight=home, text="Shorter.")
    return {
        "insight_id": home.pk, "uid": "a", "number": 1, "link_id": link.pk, "comment_id": comment.pk, "pk": section.pk,
        "folder_id": factories.FolderFactory().pk,
        "app_label": "insights", "url": "nowhere", "content_type_id": 1, "id": factories.UserFactory().pk,
        "insights_insight": home.pk, "insights_section": section.pk, "insights_image": factories.ImageFactory().pk,
        "insights_author": factories.AuthorFactory().pk, "insights_category": factories.CategoryFactory().pk,
        "insights_siteprofile": 1, "insights_auditentry": AuditEntry.objects.latest("pk").pk,
        "insights_availability": Availability.objects.first().pk, "insights_demosettings": DemoSettings.current().pk,
        "insights_blackout": Blackout.objects.create(first_day="2031-05-12", last_day="2031-05-12").pk,
        "insights_outboxmail": OutboxMail.objects.create(key="a", kind="thanks", to="a@b.example").pk,
        "taggit_tag": Tag.objects.create(name="Trust").pk, "auth_user": factories.UserFactory().pk,
        "redirects_redirect": Redirect.objects.create(site_id=1, old_path="/a/", new_path="/b/").pk,
        "demo_id": (demo := DemoRequest.objects.create(key="a")).pk, "insights_demorequest": demo.pk, "kind": "csv",
        "insights_webhookdelivery": WebhookDelivery.objects.create(request=demo, event="request.received").pk,
        "auth_group": Group.objects.create(name="Readers").pk, "view_on_site": home.pk,
    }  # fmt: skip


def routes(patterns, before=""):
    """(name, route) of every address below some patterns."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield pattern.name or f"lead {route.rpartition('<')[0].strip('/').replace('/', '_')}", route
        else:
            yield from routes(pattern.url_patterns, route)


ROUTES = sorted(routes(admin.site.urls[0]), key=lambda found: (found[0] == "logout", found))  # nobody is in after it


def filled(name, route, places):
    """The address, with its arguments."""

    def value(found):
        argument = found["name"]
        model = name.removeprefix("lead ") if name.startswith("lead ") else name.rpartition("_")[0]
        return str(places[argument] if argument in places else places.get(name, places.get(model)))

    plain = re.sub(r"\(\?P<(?P<name>\w+)>[^)]*\)|[$^]", lambda m: value(m) if m["name"] else "", route)
    return "/admin/" + re.sub(r"<(?:\w+:)?(?P<name>\w+)>", value, plain)


def least(name, route):
    """Who may get in at least, by GET and by POST."""
    if name.startswith("lead "):
        return VIEWER, VIEWER  # they lead on, to where it is asked again
    model, _, what = name.rpartition("_")
    if "<uuid:insight_id>" in route or name in PAGES:
        return PAGES.get(name, OF_INSIGHT)
    view, add, change, delete = MODELS[model]
    return {
        "changelist": (view, view),
        "add": (add, add),
        "change": (view, change),
        "delete": (delete, delete),
        "history": (view, view),
    }[what]


def may(who, name, route, method):
    """Whether somebody gets in."""
    if who == "Sales" and not name.startswith("lead ") and name not in STAFF:
        return SALES.get(name, (False, False))[method == "POST"]
    rank = VIEWER if who == "Sales" else TEAM.index(who)
    return rank >= least(name, route)[method == "POST"]


def signed_in(who, **how):
    client = Client(**how)
    if who == "other Author":
        user = factories.member("Author")
    elif who == "Author":
        user = get_user_model().objects.get(username="Author")
    elif who in (*TEAM, "Sales"):
        user = factories.admin_user() if who == "superuser" else factories.member(who)
    else:
        user = factories.UserFactory() if who else None
    if user:
        client.force_login(user)
    return client


@contextmanager
def watched(made):
    """Collects the writing statements; afterwards nothing has happened."""

    def spy(execute, sql, params, many, context):
        if WRITES.match(sql) and not PASSING.search(sql):
            made.append(sql)
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(spy):
        yield
        transaction.set_rollback(True)


def asked(client, url, method):
    """(status, where it leads, what was written)"""
    made = []
    with watched(made):
        answer = getattr(client, method.lower())(url, FORGED if method == "POST" else {})
    return answer.status_code, answer.headers.get("Location", ""), made


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("who", [*TEAM, "Sales"])
def test_each_gets_what_the_role_is_for_and_nothing_more(places, who, method):
    client, wrong = signed_in(who), []
    for name, route in ROUTES:
        status, location, made = asked(client, filled(name, route, places), method)
        gets_in = may(who, name, route, method)
        expected = IN if gets_in else REFUSED
        if status not in expected or "/login/" in location or (made and not (gets_in and method == "POST")):
            wrong.append((name, status, location, made[:1]))
    assert not wrong


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("who", [None, "visitor"])
def test_whoever_is_not_staff_is_led_to_the_sign_in(places, who, method):
    client = signed_in(who)
    for name, route in ROUTES:
        status, location, made = asked(client, filled(name, route, places), method)
        expected = FOR_ALL.get(name, LED_AWAY)
        assert status in expected, name
        assert location.startswith("/admin/login/") or name in FOR_ALL, name
        assert not made, name


@pytest.mark.parametrize("who", [None, "visitor", *TEAM, "Sales"])
def test_a_forged_post_changes_nothing(places, who):
    client = signed_in(who, enforce_csrf_checks=True)
    for name, route in ROUTES:
        status, _location, made = asked(client, filled(name, route, places), "POST")
        assert status in {302, 403, 405}, name
        assert not made, name


def test_sales_is_shown_what_it_may_use_and_nothing_else(places):
    client = signed_in("Sales")
    shown = {name: client.get(f"/admin/{name}").content.decode() for name in ("", "insights/demorequest/")}
    linked = set(re.findall(r'(?:href|action)="/admin/([^"?#]+)', "".join(shown.values())))
    models = {"/".join(path.split("/")[:2]) for path in linked if re.match("[a-z]+/[a-z]+/", path)}
    assert models == {"insights/demorequest", "insights/outboxmail", "insights/webhookdelivery"}
    assert {client.get(f"/admin/{path}").status_code for path in linked - {"logout/", "language/"}} <= {200, 302, 405}


def test_sales_hands_a_person_s_data_out_and_erases_nobody(places):
    DemoRequest.objects.filter(pk=places["demo_id"]).update(email="a@b.example", name="Zelda")
    client, asked_for = signed_in("Sales"), {"email": "a@b.example", "sure": "on"}
    found = client.post("/admin/insights/demorequest/person/", asked_for | {"find": "1"}).content.decode()
    assert 'name="export"' in found
    assert 'name="erase"' not in found
    assert client.post("/admin/insights/demorequest/person/", asked_for | {"export": "1"}).json()["requests"]
    assert client.post("/admin/insights/demorequest/person/", asked_for | {"erase": "1"}).status_code == 403
    assert DemoRequest.objects.get(pk=places["demo_id"]).name == "Zelda"


def test_whoever_may_erase_people_but_not_export_them_gets_no_file(places):
    client = factories.signed_in(factories.colleague("view_demorequest", "erase_demorequest"))
    buttons = {"email": "a@b.example", "erase": "1", "export": "1"}
    assert client.post("/admin/insights/demorequest/person/", buttons).status_code == 403


def test_what_is_another_insight_s_is_not_found(places):
    client = signed_in("superuser")
    stranger = {**places, "insight_id": factories.InsightFactory().pk}
    below = [(n, r) for n, r in ROUTES if "insight_id" in r and re.search("uid:uid|link_id|comment_id|number", r)]
    assert below
    for name, route in below:
        status, _location, made = asked(client, filled(name, route, stranger), "POST")
        assert status in {404, 405}, name
        assert not made, name


@pytest.mark.parametrize("who", ["Author", "Editor"])
def test_added_fields_are_ignored(places, who):
    home = Insight.objects.get(pk=places["insight_id"])
    kept = Insight.objects.filter(pk=home.pk).values("owner", "is_live", "number", "visible_from", "working_copy", "pk")
    before, versions = kept.get(), home.versions.count()
    url = f"/admin/insights/insight/{home.pk}/change/"
    client = signed_in(who)
    seen = client.get(url).context["adminform"].form.initial["seen"]
    data = FORGED | {"seen": seen, "tags": "", "published_at": "2020-01-01T00:00", "byline": "", "summary": ""}
    assert client.post(url, data | {"deleted_at": "2020-01-01", "expires_at": "2020-01-01"}).status_code == 302
    assert kept.get() == before
    home.refresh_from_db()
    assert (home.title, home.deleted_at, home.expires_at) == ("Forged", None, None)
    assert home.versions.count() == versions


def test_a_new_insight_is_its_maker_s_own_whatever_is_posted(places):
    client = signed_in("other Author")
    data = {"title": "Mine", "slug": "", "tags": "", "byline": "", "summary": "", "owner": places["id"]}
    client.post("/admin/insights/insight/add/", data)
    mine = Insight.objects.get(title="Mine")
    assert mine.owner_id == int(client.session["_auth_user_id"])
    assert client.post(f"/admin/insights/insight/{mine.pk}/list/add/", {"kind": "quote"}).status_code == 302
    assert mine.sections.count() == 1
