"""The live preview beside the list: it follows every save, keeps its place, and leads to the cards and back."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from insights.sections.base import Section
from insights.sections.store import save_section
from insights.tests import factories
from insights.tests.browser.looking import looks, scrolls_sideways, small_controls, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Ask a real question and wait for the second answer. " * 12
PARTS = ("one", "two", "three", "four", "five", "six")
FRAME = "[data-pane-frame]"


@pytest.fixture
def insight(empty_site):
    """A draft of an opening, six texts and a quote."""
    home = factories.InsightFactory(title="Trust")
    factories.add_section(home, "article", {"description": "In short."}, uid="opener")
    for part in PARTS:
        factories.add_section(home, "text", {"body": [factories.heading(f"Part {part}"), *body(part)]}, uid=part)
    factories.add_section(home, "quote", uid="said")
    return home


@pytest.fixture
def builder(visit, signed_in, insight):
    """`builder()`: its change page with the preview loaded; options as for `visit`.

    On the "Phone" nothing is scaled: Playwright's mouse misses what stands in a scaled frame.
    """
    pages = []

    def count_requests(page):
        page.in_flight = set()
        page.on("request", lambda request: page.in_flight.add(request))
        page.on("requestfinished", lambda request: page.in_flight.discard(request))
        page.on("requestfailed", lambda request: page.in_flight.discard(request))

    def builder(*, device="Desktop", loaded=True, **options):
        page = visit(reverse("admin:insights_insight_change", args=[insight.pk]), cookies=signed_in, **options)
        pages.append(page)
        count_requests(page)
        if loaded:
            is_current(page)
            page.get_by_role("radio", name=device).check()
        return page

    yield builder
    for page in pages:
        settle(page)


def body(word, times=1):
    return [node for _ in range(times) for node in factories.words(f"{word}: {LONG}")]


def pane(page):
    return page.locator("[data-pane]")


def settle(page):
    """Wait for what is still being asked for: SQLite's one connection is shared with the server."""
    quiet = 0
    for _ in range(200):
        page.wait_for_timeout(50)
        quiet = 0 if page.in_flight else quiet + 1
        if quiet == 3:
            return


def is_current(page):
    expect(pane(page)).to_have_attribute("data-pane", "current")
    settle(page)


def inside(page):
    """The previewed page's own window."""
    return page.query_selector(FRAME).content_frame()


def part(page, uid):
    return page.frame_locator(FRAME).locator(f"section#{uid}")


def order(page):
    return inside(page).eval_on_selector_all("main article section[data-kind]", "found => found.map(({ id }) => id)")


def store(insight, uid, **data):
    """What another save does in the database."""
    section = insight.sections.get(uid=uid)
    section.data |= data
    save_section(section)


def fire(page, name, **detail):
    page.evaluate("([type, detail]) => document.dispatchEvent(new CustomEvent(type, { detail }))", [name, detail])


def remember_nodes(page):
    """Mark every section's element, and the window itself: what is made anew is not marked."""
    inside(page).evaluate("""() => {
        window.kept = true;
        document.querySelectorAll("section[data-kind]").forEach((section) => { section.kept = true; });
    }""")


def new_nodes(page):
    assert inside(page).evaluate("window.kept"), "the page was loaded again"
    return inside(page).eval_on_selector_all(
        "section[data-kind]", "found => found.filter(({ kept }) => !kept).map(({ id }) => id)"
    )


def requests_of(page):
    """The preview's requests from now on, as the ends of their addresses."""
    found = []
    page.on("request", lambda request: "/preview/" in request.url and found.append(request.url.split("/")[-2]))
    return found


def top_of(page, uid):
    return part(page, uid).evaluate("element => element.getBoundingClientRect().top")


def scroll_to(page, uid):
    part(page, uid).evaluate(
        "element => scrollTo({ top: element.getBoundingClientRect().top + scrollY - 20, behavior: 'instant' })"
    )


def note_cards(page):
    """From now on, the cards that the preview asks for stand in an attribute of the page."""
    page.evaluate("""() => document.addEventListener("builder:show", (event) => {
        document.body.dataset.asked = [document.body.dataset.asked, event.detail.uid].filter(Boolean).join(" ");
    })""")


def asked_for(page, uids):
    expect(page.locator("body")).to_have_attribute("data-asked", uids)


# Following saves


def test_a_save_changes_that_section_and_no_other_node(builder, insight):
    page = builder()
    remember_nodes(page)
    asked = requests_of(page)
    store(insight, "two", body=[factories.heading("Part two"), *body("Fresh")])
    fire(page, "builder:saved", uid="two")
    expect(part(page, "two")).to_contain_text("Fresh")
    is_current(page)
    assert new_nodes(page) == []
    assert asked == ["two"]


def test_what_is_read_stays_where_it_is_while_something_above_it_grows(builder, insight):
    page = builder()
    scroll_to(page, "four")
    before = top_of(page, "four")
    store(insight, "two", body=[factories.heading("Part two"), *body("Fresh", 9)])
    fire(page, "builder:saved", uid="two")
    expect(part(page, "two")).to_contain_text("Fresh")
    is_current(page)
    assert abs(top_of(page, "four") - before) <= 1
    assert page.evaluate("scrollY") == 0


def test_the_opening_follows_the_section_that_gives_it(builder, insight):
    page = builder()
    store(insight, "opener", description="Said otherwise.")
    fire(page, "builder:saved", uid="opener")
    expect(page.frame_locator(FRAME).locator(".lede")).to_contain_text("Said otherwise.")


def test_a_new_heading_appears_in_the_contents_list(builder, insight):
    page = builder()
    remember_nodes(page)
    store(insight, "two", body=[factories.heading("A fresh heading"), *body("two")])
    fire(page, "builder:saved", uid="two")
    expect(page.frame_locator(FRAME).locator(".toc.rail")).to_contain_text("A fresh heading")
    assert new_nodes(page) == []


def test_the_list_s_changes_move_add_and_take_out_only_what_they_concern(builder, insight):
    page = builder()
    remember_nodes(page)
    insight.sections.filter(uid="six").update(position=0)
    insight.sections.filter(uid__in=["opener", "three"]).update(enabled=False)
    factories.add_section(insight, "call_to_action", uid="invite")
    Section.objects.filter(uid="invite").update(position=3)
    fire(page, "builder:changed")
    expect(part(page, "invite")).to_be_visible()
    is_current(page)
    assert order(page) == ["six", "one", "two", "invite", "four", "five", "said"]
    assert new_nodes(page) == ["invite"]
    inside(page).evaluate("location.reload()")
    is_current(page)
    assert order(page) == ["six", "one", "two", "invite", "four", "five", "said"]


def test_a_kind_that_was_not_there_brings_its_styles(builder, insight):
    page = builder()
    factories.add_section(insight, "key_figures", uid="numbers")
    fire(page, "builder:changed")
    figures = page.frame_locator(FRAME).locator(".figures__list")
    expect(figures).to_be_visible()
    assert figures.evaluate("element => getComputedStyle(element).display") == "grid"


def test_an_answer_that_the_editor_opened_stays_open(builder, insight):
    factories.add_section(insight, "faq", uid="asked")
    page = builder(device="Phone")
    part(page, "asked").locator("summary").first.click()
    store(insight, "asked", heading="Asked again")
    fire(page, "builder:saved", uid="asked")
    expect(part(page, "asked")).to_contain_text("Asked again")
    expect(part(page, "asked").locator("details").first).to_have_attribute("open", "")


def test_a_section_deleted_meanwhile_disappears(builder, insight):
    page = builder()
    insight.sections.filter(uid="two").delete()
    fire(page, "builder:changed")
    expect(part(page, "two")).to_have_count(0)


def test_many_saves_at_once_are_few_requests_one_after_the_other(builder, insight):
    page = builder()
    asked, running, most = requests_of(page), set(), []
    page.on("request", lambda request: (running.add(request.url), most.append(len(running))))
    page.on("requestfinished", lambda request: running.discard(request.url))
    for uid in PARTS:
        store(insight, uid, body=[factories.heading(f"Part {uid}"), *body("Fresh")])
    page.evaluate(
        """(uids) => uids.forEach((uid) => {
        document.dispatchEvent(new CustomEvent("builder:saved", { detail: { uid } }));
    })""",
        list(PARTS),
    )
    expect(part(page, "six")).to_contain_text("Fresh")
    is_current(page)
    assert asked == [str(insight.pk)]
    assert max(most) == 1


def test_a_save_during_an_update_waits_for_it(builder):
    page = builder()
    held = []
    page.route("**/section/**", lambda route: held.append(route))
    for uid in ("two", "three"):
        fire(page, "builder:saved", uid=uid)
        page.wait_for_timeout(200)
    assert [route.request.url.split("/")[-2] for route in held] == ["two"]
    held[0].continue_()
    page.wait_for_timeout(200)
    assert [route.request.url.split("/")[-2] for route in held] == ["two", "three"]
    held[1].continue_()
    is_current(page)


# With the list


def test_what_is_typed_in_a_card_reaches_the_preview(builder):
    page = builder(device="Phone")
    part(page, "said").click()
    field = page.locator("form[data-section=said] [name=quote]")
    expect(field).to_be_visible()
    field.fill("Typed a moment ago.")
    expect(part(page, "said")).to_contain_text("Typed a moment ago.")
    page.reload()
    is_current(page)
    expect(part(page, "said")).to_contain_text("Typed a moment ago.")


def test_a_section_switched_off_and_deleted_in_the_list_leaves_the_preview(builder):
    page = builder()
    remember_nodes(page)
    page.locator("#section-two").get_by_role("switch").click()
    expect(part(page, "two")).to_have_count(0)
    page.locator("#section-three").get_by_role("button", name="Delete").click()
    expect(part(page, "three")).to_have_count(0)
    is_current(page)
    assert new_nodes(page) == []


def test_on_a_small_screen_the_preview_waits_in_its_tab(builder):
    page = builder(loaded=False, width=360, has_touch=True)
    asked = requests_of(page)
    page.wait_for_timeout(300)
    assert asked == []
    page.get_by_role("tab", name="Preview").tap()
    is_current(page)
    expect(page.get_by_role("radio", name="Phone")).to_be_checked()
    part(page, "said").tap()
    expect(page.locator("form[data-section=said] [name=quote]")).to_be_visible()


# Pointing


def test_a_click_asks_for_the_card_and_links_do_not_lead_away(builder, insight):
    link = {"type": "text", "text": "elsewhere", "marks": [{"type": "link", "attrs": {"href": "/about/"}}]}
    store(insight, "three", body=[factories.heading("Part three"), {"type": "paragraph", "content": [link]}])
    page = builder(device="Phone")
    note_cards(page)
    part(page, "two").locator("p").click()
    part(page, "three").get_by_role("link").click()
    page.frame_locator(FRAME).locator(".lede").click(position={"x": 40, "y": 40})
    asked_for(page, "two three opener")
    assert inside(page).url.endswith(f"/preview/{insight.pk}/")


def test_a_section_named_like_a_part_of_the_page_has_its_card_too(builder, insight):
    factories.add_section(insight, "quote", uid="main")
    page = builder(device="Phone")
    note_cards(page)
    part(page, "section-main").click()
    asked_for(page, "main")


def test_what_closes_every_page_has_no_card(builder):
    page = builder(device="Phone")
    note_cards(page)
    page.frame_locator(FRAME).locator("main > section .btn").click()
    expect(page.frame_locator(FRAME).locator("[data-mark-label]")).to_have_text("Call to action, closes every page")
    part(page, "two").locator("p").click()
    asked_for(page, "two")


def test_a_line_of_the_contents_list_scrolls_the_preview_alone(builder):
    page = builder(device="Phone")
    contents = page.frame_locator(FRAME).locator(".toc--fold")
    contents.locator("summary").click()
    before = page.evaluate("[scrollY, history.length]")
    contents.get_by_role("link", name="Part five").evaluate("link => link.click()")
    expect(part(page, "five").locator("h2")).to_be_in_viewport()
    assert page.evaluate("[scrollY, history.length]") == before


def test_hover_and_focus_outline_a_section_with_its_name(builder):
    page = builder(device="Phone")
    mark = page.frame_locator(FRAME).locator("[data-mark]")
    part(page, "one").hover()
    expect(mark.locator("[data-mark-label]")).to_have_text("Text")
    ours, theirs = mark.bounding_box(), part(page, "one").bounding_box()
    assert ours["y"] < theirs["y"] < theirs["y"] + theirs["height"] < ours["y"] + ours["height"] + 1
    page.mouse.move(5, 5)
    expect(mark).to_be_hidden()
    page.frame_locator(FRAME).locator("main > section .btn").focus()
    expect(mark).to_be_visible()


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_an_opened_card_s_section_comes_into_view_and_is_marked_for_a_moment(builder, motion):
    page = builder(reduced_motion=motion)
    fire(page, "builder:opened", uid="five")
    expect(part(page, "five").locator("h2")).to_be_in_viewport()
    mark = page.frame_locator(FRAME).locator("[data-mark]")
    expect(mark).to_have_class(re.compile("found"))
    assert page.evaluate("scrollY") == 0
    expect(mark).to_be_hidden()


# What it costs when nobody looks


def test_a_pane_that_nobody_sees_asks_for_nothing_and_catches_up_when_it_is_shown(builder, insight):
    page = builder()
    pane(page).evaluate("element => { element.hidden = true; }")
    page.wait_for_timeout(100)
    asked = requests_of(page)
    store(insight, "two", body=body("Fresh"))
    fire(page, "builder:saved", uid="two")
    fire(page, "builder:changed")
    page.wait_for_timeout(300)
    assert asked == []
    pane(page).evaluate("element => { element.hidden = false; }")
    fire(page, "builder:pane")
    expect(part(page, "two")).to_contain_text("Fresh")
    is_current(page)
    assert asked == [str(insight.pk)]


# Devices


@pytest.mark.parametrize(("name", "width"), [("Desktop", 1280), ("Tablet", 768), ("Phone", 390)])
def test_the_page_is_as_wide_as_on_the_device_and_the_choice_is_remembered(builder, name, width):
    page = builder()
    page.get_by_role("radio", name=name).check()
    page.reload()
    is_current(page)
    expect(page.get_by_role("radio", name=name)).to_be_checked()
    assert inside(page).evaluate("innerWidth") == width
    stage, frame = page.locator("[data-pane-stage]").bounding_box(), page.locator(FRAME).bounding_box()
    assert frame["x"] >= stage["x"] - 1
    assert frame["x"] + frame["width"] <= stage["x"] + stage["width"] + 1
    assert abs(frame["y"] + frame["height"] - stage["y"] - stage["height"]) <= 3


def test_at_another_width_the_same_section_stays_at_the_top(builder):
    page = builder()
    scroll_to(page, "four")
    page.get_by_role("radio", name="Phone").check()
    expect(page.locator(FRAME)).to_have_css("inline-size", "390px")
    expect(part(page, "four").locator("h2")).to_be_in_viewport()


# Trouble


def test_an_ended_session_is_a_message_in_the_pane_not_a_page_in_the_frame(builder, insight):
    page = builder()
    page.evaluate("document.querySelector('#checks')?.remove()")  # it would ask as well, and say so in the console
    Session.objects.all().delete()
    fire(page, "builder:saved", uid="two")
    expect(pane(page)).to_have_attribute("data-pane", "failed")
    expect(pane(page).get_by_text("You are signed out.")).to_be_visible()
    expect(pane(page).get_by_role("button", name="Sign in")).to_be_visible()
    expect(part(page, "two")).to_be_visible()


def test_a_server_that_does_not_answer_can_be_asked_again(builder, insight):
    page = builder(expecting="net::ERR_FAILED")
    page.route("**/preview/**", lambda route: route.abort())
    store(insight, "two", body=[factories.heading("Part two"), *body("Fresh")])
    fire(page, "builder:saved", uid="two")
    expect(pane(page).get_by_text("There is no connection")).to_be_visible()
    page.unroute("**/preview/**")
    pane(page).get_by_role("button", name="Try again").click()
    expect(part(page, "two")).to_contain_text("Fresh")
    is_current(page)
    expect(pane(page).get_by_role("button", name="Try again")).to_be_hidden()


def test_an_error_page_is_never_shown_in_the_frame(builder):
    page = builder(loaded=False, expecting="503")
    page.route("**/preview/**", lambda route: route.fulfill(status=503, body="<h1>Trouble</h1>"))
    page.reload()
    expect(pane(page).get_by_text("The server could not make the page.")).to_be_visible()
    expect(page.locator(FRAME)).to_be_hidden()
    page.unroute("**/preview/**")
    pane(page).get_by_role("button", name="Refresh the preview").click()
    is_current(page)
    expect(page.locator(FRAME)).to_be_visible()


# In its own tab


def test_a_preview_in_its_own_tab_follows_as_well_and_says_what_it_is(builder, insight):
    page = builder()
    with page.expect_popup() as opened:
        pane(page).get_by_role("link", name="Open preview").click()
    tab = opened.value
    expect(tab.get_by_text("Preview of the draft")).to_be_visible()
    tab.evaluate("window.kept = true")
    store(insight, "two", body=[factories.heading("Part two"), *body("Fresh")])
    page.bring_to_front()
    fire(page, "builder:saved", uid="two")
    is_current(page)
    tab.bring_to_front()
    expect(tab.locator("section#two")).to_contain_text("Fresh")
    assert tab.evaluate("window.kept")
    tab.get_by_role("link", name="Edit").click()
    expect(tab).to_have_url(re.compile("/change/"))


# Everybody


def test_keys_lead_into_the_preview_past_it_and_out_again(builder):
    page = builder()
    pane(page).get_by_role("link", name="Open preview").focus()
    page.keyboard.press("Tab")
    expect(pane(page).get_by_role("link", name="Skip the preview")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.localName") == "iframe"
    page.keyboard.press("Escape")
    expect(pane(page).get_by_role("button", name="Refresh the preview")).to_be_focused()


def test_the_pane_is_for_everybody(builder):
    page = builder()
    for look in looks(page, 1440):
        assert violations(page, ".pv__bar", ".pv__stage") == [], look
    assert small_controls(page, ".pv__bar", least=40) == []


@pytest.mark.parametrize("filled", [True, False])
def test_the_preview_in_its_own_tab_is_for_everybody(visit, signed_in, insight, filled):
    if not filled:
        insight.sections.all().delete()
    page = visit(reverse("insight_preview", args=[insight.pk]), cookies=signed_in)
    expect(page.get_by_text("No sections yet")).to_be_visible(visible=not filled)
    for look in looks(page):
        assert violations(page) == [], look
        assert not scrolls_sideways(page), look


def test_without_script_there_is_the_link_alone(builder):
    page = builder(loaded=False, java_script_enabled=False)
    expect(page.get_by_role("link", name="Open preview")).to_be_visible()
    expect(page.locator(FRAME)).to_be_hidden()
    expect(page.get_by_role("radio", name="Phone")).to_be_hidden()
