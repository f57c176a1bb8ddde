"""Brand glyphs by class and by host."""

import pytest

from insights.sections.glyphs import NETWORKS, glyph, network_at, network_of


@pytest.mark.parametrize(
    ("icon", "name"),
    [
        ("fa-brands fa-medium", "medium"),
        ("fa-brands fa-twitter", "x"),
        ("fa-brands fa-facebook-f", "facebook"),
        ("fa-brands fa-linkedin-in", "linkedin"),
        ("fab fa-square-x-twitter", "x"),
        ("fa-brands fa-youtube", "youtube"),
    ],
)
def test_a_class_names_a_network(icon, name):
    assert network_of(icon).name == name


@pytest.mark.parametrize("icon", ["", "fa-brands", "fa-solid fa-house", "x" * 500])
def test_other_classes_name_none(icon):
    assert network_of(icon) is None


@pytest.mark.parametrize(("url", "name"), [("https://www.linkedin.com/in/a", "linkedin"), ("https://x.com/a", "x")])
def test_a_host_names_a_network(url, name):
    assert network_at(url).name == name


@pytest.mark.parametrize("url", ["https://notx.com/a", "https://evil.example/x.com", "", "mailto:a@x.com"])
def test_another_host_names_none(url):
    assert network_at(url) is None


def test_every_network_has_a_mark_and_none_loads_anything():
    marks = [glyph(network) for network in NETWORKS]
    assert all(mark.startswith('<svg class="icon icon--fa"') for mark in marks)
    assert not any("http" in mark.replace("http://www.w3.org/2000/svg", "") for mark in marks)
