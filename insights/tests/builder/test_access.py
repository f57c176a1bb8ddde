"""Every address of the page builder × who asks × how: only those who may get in, and nobody else changes anything."""

import pytest
from django.test import Client
from django.urls import reverse

from insights.builder.models import Clipboard, DeletedSection, ListChange, Presence
from insights.builder.urls import urlpatterns
from insights.content.models import Insight
from insights.sections.base import Section
from insights.tests import factories

pytestmark = pytest.mark.django_db
ADDRESSES = sorted({(pattern.name, tuple(sorted(pattern.pattern.converters))) for pattern in urlpatterns})
ABOUT_ONE = [name for name, arguments in ADDRESSES if "uid" in arguments]
FOR_READERS = {"GET": {"section_news", "section_checks", "section_edit"}, "POST": {"section_sync", "section_leave"}}
FOR_ALL_STAFF = {"GET": {"session"}, "POST": set()}
POSTED = {"by": "1", "on": "0", "kind": "text", "uid": "a", "revision": "1", "quote": "Forged.", "known": "[]"}
SCRIPT = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def home():
    insight = factories.InsightFactory()
    factories.add_section(insight, "quote", uid="a")
    factories.add_section(insight, "quote", uid="b")
    return insight


def addresses(home):
    """[(name, address)] of everything below an insight, and what is beside it."""
    values = {"insight_id": home.pk, "uid": "a"}
    return [
        (n.removeprefix("insights_"), reverse(f"admin:{n}", kwargs={a: values[a] for a in args}))
        for n, args in ADDRESSES
    ]


def everything():
    models = (Insight, Section, DeletedSection, ListChange, Clipboard)
    return [list(model.objects.order_by("pk").values()) for model in models]


def signed_in(*permissions, staff=True, **options):
    return factories.signed_in(factories.colleague(*permissions, is_staff=staff), **options)


def answers(client, home, method, **how):
    data = POSTED if method == "POST" else {}
    return {name: getattr(client, method.lower())(url, data, **how).status_code for name, url in addresses(home)}


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("staff", [None, False])
def test_whoever_is_not_staff_is_led_to_the_sign_in_and_a_script_is_told_so(home, method, staff):
    client = Client() if staff is None else signed_in("change_insight", "publish_insight", staff=False)
    before = everything()
    assert set(answers(client, home, method).values()) == {302}
    assert set(answers(client, home, method, **SCRIPT).values()) == {401}
    assert everything() == before


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_staff_without_permission_get_nothing(home, method):
    before = everything()
    for name, status in answers(signed_in(), home, method).items():
        assert status in ({200} if name in FOR_ALL_STAFF[method] else {403, 405}), name
    assert everything() == before
    assert not Presence.objects.exists()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_those_who_may_read_read_and_change_nothing(home, method):
    before = everything()
    open_to_them = FOR_READERS[method] | FOR_ALL_STAFF[method]
    for name, status in answers(signed_in("view_insight"), home, method, **SCRIPT).items():
        assert status in ({200, 204} if name in open_to_them else {403, 405}), name
    assert everything() == before


def test_what_others_change_comes_without_controls_for_those_who_may_only_read(home):
    url = reverse("admin:insights_section_sync", args=[home.pk])
    told = signed_in("view_insight").post(url, {"known": "[]"}, **SCRIPT).json()
    assert set(told["cards"]) == {"a", "b"}
    assert "<button" not in told["cards"]["a"]


def test_a_forged_post_changes_nothing(home):
    client = factories.signed_in(factories.admin_user(), enforce_csrf_checks=True)
    before = everything()
    assert set(answers(client, home, "POST").values()) <= {403, 405}
    assert set(answers(client, home, "POST", **SCRIPT).values()) <= {403, 405}
    assert everything() == before


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_another_insight_s_section_is_not_found(editor, home, name):
    other = factories.InsightFactory()
    before = everything()
    for uid in ("a", "nobody"):
        url = reverse(f"admin:{name}", args=[other.pk, uid])
        assert {editor.get(url).status_code, editor.post(url, POSTED).status_code} <= {404, 405}
        assert editor.post(url, POSTED, **SCRIPT).status_code in {404, 405}
    assert everything() == before


@pytest.mark.parametrize("operation", ["switch", "move", "duplicate", "delete", "copy", "cut", "restore"])
def test_several_sections_are_refused_if_one_is_another_insight_s(editor, home, operation):
    other = factories.InsightFactory()
    factories.add_section(other, "quote", uid="x")
    before = everything()
    url = reverse(f"admin:insights_section_{operation}", args=[other.pk])
    answer = editor.post(
        url, {"uid": ["x", "a"] if operation != "restore" else ["a"], "after": "", "on": "0"}, **SCRIPT
    )
    assert answer.status_code == 404
    assert everything() == before


@pytest.mark.parametrize("operation", ["switch", "move", "duplicate", "delete", "copy", "cut", "restore"])
@pytest.mark.parametrize("uids", [[], ["a\0b"], ["x" * 5000], ["../../a"]])
def test_made_up_ids_are_refused(editor, home, operation, uids):
    before = everything()
    url = reverse(f"admin:insights_section_{operation}", args=[home.pk])
    assert editor.post(url, {"uid": uids, "after": "", "on": "0"}, **SCRIPT).status_code == 404
    assert everything() == before


def test_a_version_is_no_working_copy(editor, home):
    version = factories.publish(home)
    before = everything()
    for name, status in answers(editor, version, "POST", **SCRIPT).items():
        assert status in {404, 405} or name in {"session", "section_leave"} or "choices" in name, name
    assert everything() == before


@pytest.mark.parametrize("name", [name for name, _ in ADDRESSES if name.startswith("insights_section")])
def test_reading_changes_nothing(editor, home, name):
    before = everything()
    arguments = next(args for each, args in ADDRESSES if each == name)
    url = reverse(f"admin:{name}", kwargs={a: {"insight_id": home.pk, "uid": "a"}[a] for a in arguments})
    assert editor.get(url).status_code in {200, 204, 302, 404, 405}
    assert everything() == before
