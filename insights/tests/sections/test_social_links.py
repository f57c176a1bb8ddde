"""Social links: real addresses, the site's own, or none."""

import pytest
from django.core.exceptions import ValidationError

from insights.content.models import SiteProfile
from insights.tests.factories import InsightFactory, add_section
from insights.tests.sections.printing import printed

pytestmark = pytest.mark.django_db
OWN = [{"network": "linkedin", "url": "https://www.linkedin.com/company/own"}]


def links(*rows):
    return {"links": [{"id": f"r{n}", "url": url, "icon": icon} for n, (url, icon) in enumerate(rows)]}


def test_a_link_is_a_brand_glyph_with_a_name():
    html = printed("social_links", links(("https://medium.com/@m", "fa-brands fa-medium")))
    assert 'href="https://medium.com/@m"' in html
    assert 'aria-label="Medium"' in html
    assert "<path" in html


def test_without_an_address_the_site_s_profile_on_that_network_is_meant():
    SiteProfile.objects.update(profiles=OWN)
    html = printed("social_links", links(("", "fa-brands fa-linkedin"), ("", "fa-brands fa-medium")))
    assert OWN[0]["url"] in html
    assert html.count("<a ") == 1


def test_links_that_all_lead_nowhere_print_nothing():
    assert printed("social_links", links(("", "fa-brands fa-medium"), ("", ""))) == ""


def test_an_unknown_network_is_a_globe_with_its_host_s_name():
    html = printed("social_links", links(("https://www.mentors.example/a", "fa-brands fa-unheard-of")))
    assert 'aria-label="mentors.example"' in html
    assert "#globe" in html


@pytest.mark.parametrize(
    "url",
    [
        "javascript:;",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "foo:",
    ],
)
def test_an_address_that_is_none_is_refused_at_its_row(url):
    with pytest.raises(ValidationError, match=r"links\[0\].url"):
        add_section(InsightFactory(), "social_links", links((url, "")))


@pytest.mark.parametrize("url", [["script", {}, "alert(1)"], {"a": 1}, True, 7])
def test_an_address_of_another_type_is_refused_at_its_row(url):
    with pytest.raises(ValidationError, match=r"links\[0\].url"):
        add_section(InsightFactory(), "social_links", links((url, "fa-medium")))
