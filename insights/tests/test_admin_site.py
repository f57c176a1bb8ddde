"""No list of the admin, ours or another app's, tells what it does not show, or breaks on what it is asked."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse

from insights.tests import factories

pytestmark = pytest.mark.django_db
LISTS = sorted(admin.site._registry, key=lambda model: model._meta.label)


def url(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def only_row(model):
    """Where the list of what there is one of leads, whatever was asked."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[1])


def ways_to_people(model, depth=2):
    """Lookups that lead from a model to the password of somebody."""
    if model is User:
        return ["password"]
    found = []
    for field in model._meta.get_fields():
        if depth and field.is_relation and field.related_model and field.related_model is not model:
            found += [f"{field.name}__{way}" for way in ways_to_people(field.related_model, depth - 1)]
    return found


def test_every_list_is_here():
    assert {"Insight", "Section", "AuditEntry", "User", "Group", "Tag", "Redirect"} <= {m.__name__ for m in LISTS}
    assert "owner__password" in ways_to_people(next(m for m in LISTS if m.__name__ == "Insight"))


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
def test_a_password_cannot_be_guessed_at(editor, model):
    factories.admin_user()
    for way in [*ways_to_people(model), "password"]:
        for lookup in ("", "__startswith", "__regex", "__gt", "__isnull"):
            answer = editor.get(url(model), {way + lookup: "p"})
            assert answer.status_code == 400 or answer.headers.get("Location") == only_row(model), way + lookup


@pytest.mark.parametrize(("name", "column"), [("insight", "extra"), ("section", "data"), ("auditentry", "details")])
@pytest.mark.parametrize("lookup", ["", "__contains", "__contained_by", "__has_key", "__anything"])
def test_no_list_is_narrowed_by_what_databases_answer_differently(editor, name, column, lookup):
    response = editor.get(reverse(f"admin:insights_{name}_changelist"), {column + lookup: "1"})
    assert response.status_code == 400


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
@pytest.mark.parametrize(
    "query",
    [
        {"q": "a\0b"},
        {"q": "'\"%_\\" * 50},
        {"p": "-1"},
        {"p": "9" * 30},
        {"o": "-99.x.9999999999999999999999"},
        {"pk__in": "9" * 30},
        {"pk__regex": "("},
        {"e": "1"},
        {"nobody": "1"},
    ],
    ids=str,
)
def test_made_up_queries_are_told_or_ignored(editor, model, query):
    assert editor.get(url(model), query).status_code in {200, 302, 400}


@pytest.mark.parametrize("column", ["published_at", "updated_at"])
@pytest.mark.parametrize(
    "asked",
    [
        {"__gte": "0001-01-01 00:00:00+14:00"},
        {"__lt": "9999-12-31 23:59:59-14:00"},
        {"__year": "100000"},
        {"__date": "9999-12-31"},
        {"__gte": "x"},
    ],
    ids=str,
)
def test_dates_that_are_far_away_are_refused(editor, column, asked):
    factories.InsightFactory()
    query = {column + lookup: value for lookup, value in asked.items()}
    assert editor.get(reverse("admin:insights_insight_changelist"), query).status_code in {302, 400}


def test_view_on_site_leads_to_this_site(editor):
    topic = factories.CategoryFactory()
    page = editor.get(reverse("admin:insights_category_change", args=[topic.pk])).content.decode()
    assert f'href="{topic.get_absolute_url()}" class="viewsitelink"' in page
