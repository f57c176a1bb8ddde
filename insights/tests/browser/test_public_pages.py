"""Every page that readers get, in a real browser."""

import gzip
from functools import partial

import pytest
from playwright.sync_api import expect

from insights.tests.browser.looking import looks, scrolls_sideways, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.databases,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("site"),
]

ARTICLE = "/insights/innovation-and-technology/"
RICH = "/insights/two-people-one-growth-ring/"
PAGES = [
    "/",
    "/insights/",
    ARTICLE,
    RICH,
    "/insights/when-the-senior-person-takes-the-notes/",
    "/insights/topics/leadership/",
    "/search/?q=trust",
    "/about/",
    "/demo/",
    "/no/such/page/",
]
NOT_FOUND = "status of 404"  # the browser reports a missing page as an error

pages = pytest.mark.parametrize("path", PAGES)


@pytest.fixture
def open_page(visit, path):
    """As `visit`; the page that is missing may be missing."""
    return partial(visit, expecting=NOT_FOUND if path == PAGES[-1] else "\0")


@pages
def test_axe_finds_nothing_wide_or_narrow_by_day_or_night(open_page, path):
    page = open_page(path)
    for look in looks(page):
        assert violations(page) == [], look


@pages
def test_nothing_scrolls_sideways_no_request_leaves_the_house_and_no_cookie_stays(open_page, server, path):
    page = open_page("about:blank")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path)
    for width in (820, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert not scrolls_sideways(page)
    assert [url for url in asked if not url.startswith((f"{server}/", "data:"))] == []
    assert page.context.cookies() == []


@pytest.mark.parametrize("path", ["/", RICH])
def test_text_may_be_spaced_out(visit, path):
    page = visit(path, width=320)
    page.evaluate(
        """() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(
            "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
        ); document.adoptedStyleSheets = [sheet]; }"""
    )
    assert not scrolls_sideways(page)


def test_an_article_stands_still_while_it_loads_and_is_read(visit):
    page = visit(RICH)
    page.keyboard.press("End")
    page.wait_for_load_state("networkidle")
    shift = page.evaluate(
        """() => new Promise((done) => {
            let sum = 0;
            new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
                .observe({ type: "layout-shift", buffered: true });
            setTimeout(() => done(sum), 300);
        })"""
    )
    assert shift < 0.01


def weight(request):
    """Bytes sent for a request; styles and scripts as the site serves them outside tests, compressed."""
    if request.resource_type in {"stylesheet", "script"}:
        return len(gzip.compress(request.response().body()))
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


@pytest.mark.parametrize("path", [ARTICLE, RICH, "/", "/insights/", "/insights/topics/leadership/"])
@pytest.mark.parametrize("width", [1440, 360])
def test_the_first_view_weighs_little(visit, path, width):
    page = visit("about:blank", width=width)
    asked = []
    page.on("requestfinished", lambda request: asked.append(request))
    page.goto(path, wait_until="networkidle")
    assert len(asked) > 5
    assert sum(map(weight, asked)) <= 250_000


def test_an_article_is_read_without_script(visit):
    page = visit(ARTICLE, java_script_enabled=False)
    assert page.get_by_role("heading", level=1).inner_text() == "Innovation and Technology"
    assert page.locator("section[data-kind] p").first.is_visible()
    link = page.locator(".toc.rail a").last
    link.click()
    expect(page.locator(f":target:is(h2, h3, h4):text-is('{link.inner_text()}')")).to_be_in_viewport()


def test_the_menu_opens_without_script(visit):
    page = visit(ARTICLE, width=360, java_script_enabled=False)
    about = page.locator("#nav").get_by_role("link", name="About Us")
    assert not about.is_visible()
    page.get_by_role("button", name="Menu", exact=True).click()
    about.click()
    assert page.url.endswith("/about/")


def test_the_folded_contents_open_without_script(visit):
    page = visit(ARTICLE, width=360, java_script_enabled=False)
    page.locator(".toc--fold summary").click()
    page.locator(".toc--fold a").last.click()
    assert "#" in page.url


@pytest.mark.parametrize("path", ["/", ARTICLE])
def test_the_first_tab_stop_skips_to_the_content(visit, path):
    page = visit(path)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to content"
    assert page.locator(":focus").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1


def test_the_chosen_theme_outlives_a_reload(visit):
    page = visit(ARTICLE, color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    day = page.evaluate(ground)
    page.get_by_role("button", name="Switch colour theme").click()
    night = page.evaluate(ground)
    page.reload()
    assert page.evaluate(ground) == night != day


def test_a_missing_page_says_so_and_leads_on(visit):
    page = visit(PAGES[-1], expecting=NOT_FOUND)
    page.get_by_role("main").get_by_role("link").first.click()
    assert page.get_by_role("heading", level=1).is_visible()
