"""Attacks 68–84: what every address that readers have must stand.

A new one is attacked as soon as `test_leaks.READ` lists it, without which the suite fails.
"""

from __future__ import annotations

import re
from types import SimpleNamespace
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from django.db import OperationalError, connection
from django.test import Client
from lxml import html

from insights.content.models import Insight
from insights.tests.factories import (
    AuthorFactory,
    CategoryFactory,
    admin_user,
    make_live,
    make_picture,
    signed_in,
)
from insights.tests.public.test_leaks import READ, said
from mentorsite.headers import PERMISSIONS_POLICY

pytestmark = pytest.mark.django_db
STATIC = "/static/css/tokens.css"
WRONG_PAGES = ["0", "-1", "999999", "abc", "1e3", "１２", "1&page=2", "9" * 5000, "999999999999999999999", "%00", ""]
WRONG_ORDERS = ["author__password", "id;--", "%00", "-created_by__email"]
OTHER_METHODS = ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"]
BAD_ENDS = ["%ff", "%2e%2e%2fadmin", "x" * 5000, "%0d%0aSet-Cookie:x=1", "%00", "..", "%5c%5cevil.example", "%ed%a0%80"]

OTHER_WAYS = ["//evil.example{}", "/{}", "{}/", "{}//", "{};x", "/\\evil.example{}"]


def is_api(url):
    return url.startswith("/api/v1/")


def steady(answer):
    """Headers but for the clock."""
    return {name: value for name, value in answer.headers.items() if name != "Expires"}


def said_so(url, answer):
    """Programs are told what was wrong with a parameter; readers get the usual page."""
    return is_api(url) and answer.status_code == 422


def allowed(url):
    if is_api(url) and not url.endswith("/docs/"):
        return "GET, HEAD, OPTIONS"
    return "GET, HEAD, POST" if urlsplit(url).path == "/demo/" else "GET, HEAD"


@pytest.fixture
def site():
    """One of everything that has an address."""
    topic, author = CategoryFactory(name="Shown", slug="shown"), AuthorFactory(name="Shown", slug="shown")
    picture = make_picture(path="image/shown.png")
    values = {"title": "Shown", "slug": "shown-insight", "author": author}
    live = make_live(topic, tags=["shown"], sections={"article": None}, **values)
    return SimpleNamespace(topic=topic, author=author, live=[live], picture=picture, home=live.working_copy)


@pytest.fixture
def pages(site):
    """Addresses that the site makes its answer of."""
    return [url for addresses in READ.values() for url in addresses(site) if "page=" not in url]


@pytest.fixture
def files(site):
    """Addresses of files."""
    return [STATIC, site.picture.url]


def body(response):
    """Read once, and its file closed; `response.close()` would close the connection to the database too."""
    content = b"".join(response) if response.streaming else response.content
    for close in response._resource_closers:
        close()
    return content


def with_parameter(url, parameter):
    return f"{url}{'&' if '?' in url else '?'}{parameter}"


def shouted(url):
    return (url.upper() if url != "/" else "/X/").encode()


def is_page(response):
    return response.headers.get("Content-Type", "").startswith("text/html")


def test_a_page_that_is_not_there_is_not_found_or_not_asked_for(client, pages):  # 68
    for url in pages:
        plain = body(client.get(url))
        for number in WRONG_PAGES:
            answer = client.get(with_parameter(url, f"page={number}"))
            assert answer.status_code == 404 or said_so(url, answer) or body(answer) == plain, (url, number)


def test_an_order_that_nobody_offers_is_the_usual_one(client, pages):  # 71
    for url in [url for url in pages if "sort=" not in url]:
        plain = body(client.get(url))
        for order in WRONG_ORDERS:
            answer = client.get(with_parameter(url, f"sort={order}"))
            assert said_so(url, answer) or body(answer) == plain, (url, order)


def test_only_reading_is_possible(client, pages, files):  # 72
    for url in [*pages, *files]:
        read, head = client.get(url), client.head(url)
        assert (head.status_code, steady(head), body(head)) == (200, steady(read), b""), url
        assert body(read), url
        for method in [method for method in OTHER_METHODS if method not in allowed(url)]:
            refused = client.generic(method, url)
            assert (refused.status_code, refused["Allow"]) == (405, allowed(url)), (method, url)
            assert body(refused) == b"" or is_api(url), (method, url)


def test_what_is_possible_is_told(client, pages):  # 72
    for url in pages:
        told = client.options(url)
        methods = allowed(url).removesuffix(", OPTIONS")
        assert (told.status_code, told["Allow"], body(told)) == (204, f"{methods}, OPTIONS", b""), url


def test_another_host_is_in_no_answer_even_where_it_is_let_in(client, settings, pages):  # 73
    settings.ALLOWED_HOSTS = ["*"]
    for url in pages:
        plain = client.get(url)
        answer = client.get(url, headers={"host": "evil.example", "x-forwarded-host": "evil.example"})
        assert (steady(answer), body(answer)) == (steady(plain), body(plain)), url


def test_another_host_is_refused_and_changes_nothing(client, pages, files):  # 73
    for url in [*pages, *files]:
        plain = body(client.get(url))
        assert body(client.get(url, headers={"x-forwarded-host": "evil.example"})) == plain, url
        refused = client.get(url, headers={"host": "evil.example"})
        assert refused.status_code == 400 or url == STATIC, url
        assert "evil" not in said(refused), url
        assert body(client.get(url)) == plain, url


def test_nobody_gets_what_is_an_editor_s(client, site, pages):  # 74, 76
    Insight.objects.filter(pk=site.home.pk).update(title="Draft of it")
    editor = signed_in(admin_user())
    client.cookies["theme"] = "x"
    for url in pages:
        before, seen, after = client.get(url), editor.get(url), client.get(url)
        assert body(before) == body(seen) == body(after), url
        assert "Draft" not in said(seen), url
        for answer in (before, seen, after):
            assert not answer.cookies, url
            assert "cookie" not in answer.headers.get("Vary", "").lower(), url


def test_unknown_parameters_make_no_other_answer(client, pages, files):  # 77
    for url in [*pages, *files]:
        plain = client.get(url)
        asked = client.get(with_parameter(url, "utm_source=zq1&<b>zq=zq2&fbclid=zq3"))
        assert (asked.status_code, steady(asked), body(asked)) == (200, steady(plain), body(plain)), url


def test_no_page_holds_code_of_its_own(client, pages):  # 78
    lost, former = client.get("/nowhere/"), client.get("/insights/TRUST/")
    for page in [answer for answer in (*map(client.get, pages), lost, former) if is_page(answer)]:
        tree = html.fromstring(page.content.decode())
        assert tree.xpath("//script[not(@src)][not(@type='application/ld+json')]") == []
        assert tree.xpath("//style | //*[@style] | //*[@*[starts-with(name(), 'on')]] | //base") == []
        loaded = tree.xpath("//script/@src | //link[not(@rel='canonical' or @rel='alternate')]/@href | //img/@src")
        assert {urlsplit(url).netloc for url in loaded} <= {""}
        assert not [url for url in tree.xpath("//@href | //@src | //@action") if url.startswith(("javascript", "//"))]


def test_an_address_that_cannot_be_leads_nowhere(client, pages):  # 80
    for url in [url.partition("?")[0] for url in pages]:
        parent = url[: url.rstrip("/").rfind("/") + 1]
        wrong = [f"{parent}{end}{slash}" for end in BAD_ENDS for slash in ("", "/")]
        for address in [*map(unquote_to_bytes, wrong), *(way.format(url).encode() for way in OTHER_WAYS), shouted(url)]:
            answer = client.get("/", PATH_INFO=address.decode("latin-1"), QUERY_STRING="")
            assert answer.status_code in {301, 400, 404}, address
            assert not answer.cookies, address
            assert re.fullmatch(r"|/(?![/\\])[^\r\n]*", answer.headers.get("Location", "")), address


@pytest.mark.parametrize("count", [1_001, 5_000])
def test_a_thousand_parameters_are_no_more_than_a_bad_request(client, pages, count):  # 81
    for url in pages:
        answer = client.get(with_parameter(url, "a&" * count))
        assert answer.status_code in {200, 400}, url
        assert "Traceback" not in said(answer), url


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": PERMISSIONS_POLICY,
}


def guarded(answer):
    """Whether an answer has all that browsers are told for safety."""

    policy = answer.headers.get("Content-Security-Policy", "")
    told = {name: answer.headers.get(name) for name in HEADERS}
    body(answer)
    return (
        told == HEADERS
        and "default-src" in policy
        and "unsafe" not in policy
        and "Cross-Origin-Resource-Policy" in answer
    )


def test_every_answer_tells_browsers_to_be_careful(client, pages, files):
    for url in [*pages, *files]:
        for answer in (client.get(url), client.head(url), client.post(url), client.options(url)):
            assert guarded(answer), (url, answer.status_code)
        assert guarded(client.get(url, headers={"host": "evil.example"})), url
    for url in (
        "/nowhere/",
        "/insights/nowhere",
        "/static/nowhere.css",
        "/media/nowhere.png",
        "/insights/shown-insight",
    ):
        assert guarded(client.get(url)), url


def fail(*_):
    raise OperationalError("the server at 10.0.0.5 said no to user mentorsite")


def test_without_a_database_there_is_a_page_that_says_so(client, pages, files):  # 84
    before = {url: body(client.get(url)) for url in [*pages, *files]}
    client.raise_request_exception = False
    with connection.execute_wrapper(fail):
        answers = {url: client.get(url) for url in before}
    for url, answer in answers.items():
        content = body(answer)
        assert guarded(answer), url
        assert not any(secret in content for secret in (b"10.0.0.5", b"Traceback", b"OperationalError")), url
        says = b"<h1>" if answer["Content-Type"].startswith("text/html") else b'{"message": "'
        is_told = answer.status_code == 503 and answer["Retry-After"] == "30" and says in content
        assert is_told or (answer.status_code, content) == (200, before[url]), url


def test_what_is_a_mistake_of_ours_is_no_busy_database(client, monkeypatch):  # 84
    client.raise_request_exception = False
    monkeypatch.setattr("insights.content.models.SiteProfile.current", lambda: 1 / 0)
    answer = client.get("/")
    assert (answer.status_code, b"<h1>" in body(answer)) == (500, True)


def test_errors_need_no_database(client, pages):  # 84
    with connection.execute_wrapper(fail):
        answers = [client.get("/nowhere/"), client.get("/", headers={"host": "evil.example"}), client.post("/")]
        refused = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a"})
    assert [answer.status_code for answer in (*answers, refused)] == [404, 400, 405, 403]
    assert all(guarded(answer) for answer in answers)
