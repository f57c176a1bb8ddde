"""The list of sections in the admin: every way to change it, with a mouse, a finger, keys, and without script."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from insights.tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KINDS = {"hero": "article", "said": "quote", "links": "social_links", "grid": "insight_grid"}
FAILED = "net::ERR_FAILED"


@pytest.fixture
def insight(empty_site):
    """A draft of four sections."""
    home = factories.InsightFactory(title="Trust", slug="trust")
    for uid, kind in KINDS.items():
        factories.add_section(home, kind, uid=uid)
    return home


@pytest.fixture
def builder(visit, signed_in, insight):
    """`builder()`: its change page; options as for `visit`."""
    path = reverse("admin:insights_insight_change", args=[insight.pk])
    return lambda **options: visit(path, cookies=signed_in, **options)


def order(page):
    return [card.get_attribute("data-uid") for card in page.locator(".sec").all()]


def card(page, uid):
    return page.locator(f"#section-{uid}")


def act(page, uid, name):
    return card(page, uid).locator(f"[data-act={name}]")


def saved(page):
    """Wait for the server's yes, then look again with fresh eyes."""
    expect(page.get_by_role("status")).to_contain_text("Saved")
    page.reload()
    return order(page)


def middle(locator):
    locator.scroll_into_view_if_needed()
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_section_is_dragged_to_its_place(builder):
    page = builder()
    below = middle(card(page, "links"))
    page.mouse.move(*middle(card(page, "hero").locator(".grip")))
    page.mouse.down()
    page.mouse.move(below[0], below[1] + 20, steps=8)
    expect(card(page, "hero")).to_have_class("sec sec--lift")
    page.mouse.up()
    assert order(page) == ["said", "links", "hero", "grid"]
    assert saved(page) == ["said", "links", "hero", "grid"]


def test_a_finger_drags_as_well(builder):
    page = builder(width=360, has_touch=True)
    x, y = middle(card(page, "links").locator(".grip"))
    above = card(page, "said").bounding_box()["y"] + 5
    touch = page.context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 9):
        point = {"x": x, "y": y + (above - y) * step / 8}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert saved(page) == ["hero", "links", "said", "grid"]


def test_escape_puts_a_dragged_section_back(builder):
    page = builder()
    page.mouse.move(*middle(card(page, "hero").locator(".grip")))
    page.mouse.down()
    page.mouse.move(*middle(card(page, "grid")), steps=8)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert order(page) == list(KINDS)
    expect(page.get_by_role("status")).to_be_empty()


def test_buttons_move_a_section_and_keep_the_focus_on_it(builder):
    page = builder()
    act(page, "said", "up").click()
    assert order(page) == ["said", "hero", "links", "grid"]
    expect(act(page, "said", "up")).to_be_disabled()
    expect(act(page, "said", "down")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert saved(page) == ["hero", "links", "said", "grid"]


def test_arrow_keys_on_the_grip_move_and_announce(builder):
    page = builder()
    grip = card(page, "said").locator(".grip")
    grip.press("ArrowDown")
    grip.press("ArrowDown")
    expect(grip).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("Quote is now section 4 of 4. Saved.")
    grip.press("ArrowDown")
    assert saved(page) == ["hero", "links", "grid", "said"]


def test_alt_and_an_arrow_move_from_anywhere_in_the_card(builder):
    page = builder()
    link = card(page, "said").get_by_role("link")
    link.press("Alt+ArrowUp")
    expect(link).to_be_focused()
    assert saved(page) == ["said", "hero", "links", "grid"]


def test_the_switch_is_saved_at_once_and_the_bar_tells_that_readers_see_the_old_page(builder, insight):
    factories.publish(insight)
    page = builder()
    expect(page.locator(".state")).to_have_text("Published")
    switch = page.get_by_role("switch", name="Show Quote on the page")
    switch.press("Space")
    expect(switch).to_have_attribute("aria-checked", "false")
    expect(card(page, "said").get_by_text("Hidden from readers")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Quote is hidden from readers. Saved.")
    expect(page.locator(".state")).to_have_text("Published · unpublished changes")
    page.reload()
    expect(switch).to_have_attribute("aria-checked", "false")
    expect(page.locator(".state")).to_have_text("Published · unpublished changes")


def test_two_quick_flips_leave_the_switch_as_it_was(builder):
    page = builder()
    act(page, "said", "switch").dblclick()
    expect(page.get_by_role("status")).to_have_text("Quote is shown. Saved.")
    page.reload()
    expect(act(page, "said", "switch")).to_have_attribute("aria-checked", "true")


def test_what_could_not_be_saved_goes_back_and_says_so(builder):
    page = builder(expecting=FAILED)
    page.route("**/sections/*/*/", lambda route: route.abort())
    grip = card(page, "hero").locator(".grip")
    grip.press("ArrowDown")
    expect(page.get_by_role("status")).to_contain_text("Not saved: Article")
    expect(grip).to_be_focused()
    assert order(page) == list(KINDS)
    act(page, "said", "switch").click()
    expect(page.get_by_role("status")).to_contain_text("Not saved: Quote")
    expect(act(page, "said", "switch")).to_have_attribute("aria-checked", "true")


@pytest.mark.parametrize("script", [True, False])
def test_a_section_is_deleted_at_once_and_undo_brings_it_back(builder, script):
    page = builder(java_script_enabled=script)
    act(page, "said", "delete").click()
    expect(page.get_by_text("The section was deleted.")).to_be_visible()
    assert order(page) == ["hero", "links", "grid"]
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone")).to_be_visible()
    assert order(page) == list(KINDS)


def test_a_section_is_copied_and_pasted(builder):
    page = builder()
    page.locator("#section-said .sec__menu summary").click()
    page.get_by_role("button", name="Copy", exact=True).click()
    page.get_by_role("button", name="Paste 1 section").click()
    expect(page.locator(".sec")).to_have_count(len(KINDS) + 1)


@pytest.mark.parametrize("script", [True, False])
def test_a_section_is_added_from_the_list_of_kinds(builder, script):
    page = builder(java_script_enabled=script)
    page.get_by_text("Add section").click()
    page.get_by_role("button", name="Key figures").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Key figures")
    page.get_by_role("link", name="Back").click()
    expect(page.locator(".sec")).to_have_count(5)


def test_without_script_every_button_is_a_plain_form(builder):
    page = builder(java_script_enabled=False)
    expect(page.locator(".grip").first).to_be_hidden()
    act(page, "said", "up").click()
    assert order(page) == ["said", "hero", "links", "grid"]
    act(page, "hero", "switch").click()
    expect(act(page, "hero", "switch")).to_have_attribute("aria-checked", "false")
    act(page, "grid", "delete").click()
    assert order(page) == ["said", "hero", "links"]


def test_publish_publishes_and_unpublish_takes_down(builder):
    page = builder()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Published as version 1.")).to_be_attached()
    expect(page.locator(".state")).to_have_text("Published")
    expect(page.get_by_role("link", name="View page")).to_have_attribute("href", "/insights/trust/")
    page.get_by_role("button", name="Unpublish").click()
    expect(page.locator(".state")).to_have_text("Unpublished")


def test_the_bar_stays_in_view(builder):
    page = builder()
    card(page, "grid").scroll_into_view_if_needed()
    expect(page.get_by_role("button", name="Publish", exact=True)).to_be_in_viewport()
    card(page, "said").get_by_role("link").focus()
    bar, focused = page.locator(".bar").bounding_box(), page.locator(":focus").bounding_box()
    assert focused["y"] >= bar["y"] + bar["height"]
