"""The links of the site and of authors, typed as lines."""

import pytest
from django.core.exceptions import ValidationError

from insights.content.forms import AuthorForm, LinesField, SiteProfileForm
from insights.content.models import SiteProfile

LINKS = [{"label": "Insights", "url": "/insights/"}]


def test_links_are_lines_of_words_and_addresses():
    assert LinesField().clean("Insights | /insights/\n\n") == LINKS
    assert LinesField().prepare_value(LINKS) == "Insights | /insights/"


def test_a_heading_gathers_the_links_below_it():
    columns = LinesField(headed=True).clean("Read\nInsights | /insights/")
    assert columns == [{"heading": "Read", "links": LINKS}]
    assert LinesField(headed=True).prepare_value(columns) == "Read\nInsights | /insights/"


@pytest.mark.parametrize("line", ["Evil | javascript:alert(1)", "| /a", "No address |", "no bar"])
def test_a_bad_line_is_named_by_its_number(line):
    with pytest.raises(ValidationError, match="Line 2"):
        LinesField().clean(f"Fine | /fine/\n{line}")


@pytest.mark.django_db
def test_the_words_of_the_call_to_action_are_saved():
    profile = SiteProfile.current()
    form = SiteProfileForm(instance=profile)
    data = {name: form.initial.get(name) or "" for name in form.fields} | {"call_heading": "Talk to us"}
    data |= {name: form[name].value() or "" for name in ("navigation", "footer", "profiles")}
    assert SiteProfileForm(data, instance=profile).save().demo_band["heading"] == "Talk to us"


@pytest.mark.django_db
def test_an_author_s_profiles_are_lines_of_a_network_and_an_address():
    data = {"name": "Ines", "slug": "ines", "profiles": "linkedin | https://www.linkedin.com/in/ines"}
    author = AuthorForm(data).save()
    assert author.profiles == [{"network": "linkedin", "url": "https://www.linkedin.com/in/ines"}]
    assert not AuthorForm({**data, "profiles": "linkedin | javascript:alert(1)"}, instance=author).is_valid()
