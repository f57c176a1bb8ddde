"""Which addresses and image paths are safe."""

import socket

import pytest

from insights.richtext import from_html, is_internal, safe_source, safe_url, to_html
from insights.tests.richtext.documents import node


@pytest.mark.parametrize(
    "url", ["https://a.example/b?c=1&d=2#e", "HTTP://a.example", "mailto:a@b.c", "tel:+1 2", "/a", "#a", "?b"]
)
def test_safe_addresses_stay(url):
    assert safe_url(url) == url.replace(" ", "%20")


def test_spaces_around_and_in_an_address_are_cleaned():
    assert safe_url("  /my file.pdf ") == "/my%20file.pdf"


@pytest.mark.parametrize(
    "url",
    [
        "JaVaScRiPt:alert(1)",
        "javascript:;",
        "java\tscript:x",
        "java\nscript:x",
        "\u0001javascript:x",
        "&#106;avascript:x",
        "\u00a0javascript:x",
        "javascript&colon;x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:x",
        "foo:x",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "https:evil.example",
        "https://",
        "http://[",
        "https://good.example@evil.example",
        "https://a.example/\u202e",
        "page.html",
        "",
        "/" + "a" * 3000,
        None,
        3,
        True,
        [],
        {},
    ],
)
def test_unsafe_addresses_are_none(url):
    assert safe_url(url) is None


def test_statamic_addresses_are_internal_and_not_for_readers():
    assert is_internal("statamic://entry::37169f02-432a")
    assert safe_url("statamic://entry::37169f02-432a") is None
    assert not is_internal("statamic://entry::<script>")


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("image/a.jpg", "image/a.jpg"),
        ("asset::main::image/a b.jpg", "image/a b.jpg"),
        ("100%.jpg", "100%.jpg"),
        ("R&D.jpg", "R&D.jpg"),
    ],
)
def test_paths_below_the_assets_stay(source, path):
    assert safe_source(source) == path


@pytest.mark.parametrize(
    "source",
    [
        "../a", "a/../b", "a/..", "/a", "//h/a", "C:/a", "a\\b", "%2e%2e/a", "%25252e%25252e/a", "a%00", "a%5cb",
        "a&#46;&#46;/b", "．．/a", "http://127.0.0.1/", "data:x", "a//b", "./a", "", "x" * 256, "asset::main::../a",
        "a\x00", None, 1, ["a"],
    ],
)  # fmt: skip
def test_ways_out_of_the_assets_are_none(source):
    assert safe_source(source) is None


def test_no_socket_is_opened_for_an_image(monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", lambda *args: pytest.fail("a socket was opened"))
    remote = "http://169.254.169.254/latest"
    assert to_html([node("image", src=remote, alt="A")]) == '<span class="missing">A</span>'
    assert from_html(f'<img src="{remote}" alt="A">') == [node("paragraph", {"type": "text", "text": "A"})]
