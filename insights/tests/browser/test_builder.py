"""The list of sections in the admin: every way to change it, with a mouse, a finger, keys, and without script."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from insights.builder.models import DeletedSection
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
    """`builder()`: its change page, too narrow for a preview that these tests are not about; options as for `visit`."""
    path = reverse("admin:insights_insight_change", args=[insight.pk])
    return lambda **options: visit(path, cookies=signed_in, **{"width": 1000, **options})


def order(page):
    return [card.get_attribute("data-uid") for card in page.locator(".sec").all()]


def card(page, uid):
    return page.locator(f"#section-{uid}")


def act(page, uid, name):
    return card(page, uid).locator(f"[data-act={name}]")


def voice(page):
    return page.locator("[data-live]")


def saved(page):
    """Wait for the server's yes, then look again with fresh eyes."""
    expect(voice(page)).to_contain_text("Saved")
    page.reload()
    return order(page)


def middle(locator):
    locator.scroll_into_view_if_needed()
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page, uid, below):
    """Hold a card's grip over the lower half of another."""
    grip = card(page, uid).locator(".grip")
    page.mouse.move(*middle(grip))
    page.mouse.down()
    x, y = middle(card(page, below))
    page.mouse.move(x, y + 20, steps=8)


def choose(page, uid, name):
    act(page, uid, "menu").click()
    page.get_by_role("menuitem", name=name).click()


def test_a_section_is_dragged_to_its_place_and_a_line_shows_where(builder):
    page = builder()
    drag(page, "hero", "links")
    expect(page.locator(".drop")).to_be_visible()
    expect(card(page, "hero")).to_have_class(re.compile("sec--lift"))
    page.mouse.up()
    expect(page.locator(".drop")).to_have_count(0)
    assert order(page) == ["said", "links", "hero", "grid"]
    assert saved(page) == ["said", "links", "hero", "grid"]


def test_selected_sections_are_dragged_together(builder):
    page = builder()
    for uid in ("hero", "links"):
        card(page, uid).get_by_role("checkbox").check()
    drag(page, "hero", "grid")
    page.mouse.up()
    assert saved(page) == ["said", "grid", "hero", "links"]


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


def test_the_page_scrolls_while_a_section_is_held_at_its_edge(builder, insight):
    for number in range(20):
        factories.add_section(insight, "quote", uid=f"more{number}")
    page = builder()
    page.mouse.move(*middle(card(page, "hero").locator(".grip")))
    page.mouse.down()
    page.mouse.move(400, 890, steps=4)
    page.wait_for_function("() => scrollY > 600")
    page.keyboard.press("Escape")
    page.mouse.up()
    assert order(page)[0] == "hero"


def test_a_drag_that_ends_over_the_preview_ends(builder):
    page = builder(width=1440)
    drag(page, "hero", "links")
    page.mouse.move(1100, 500, steps=5)
    page.mouse.up()
    expect(page.locator(".drop")).to_have_count(0)
    expect(page.locator(".sec--lift")).to_have_count(0)


def test_a_press_that_trembles_is_no_drag(builder):
    page = builder()
    x, y = middle(card(page, "hero").locator(".grip"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 2, y + 2)
    expect(page.locator(".drop")).to_have_count(0)
    page.mouse.up()
    assert order(page) == list(KINDS)


def test_escape_puts_a_dragged_section_back(builder):
    page = builder()
    drag(page, "hero", "grid")
    page.keyboard.press("Escape")
    page.mouse.up()
    assert order(page) == list(KINDS)
    expect(page.locator("[data-saved]")).to_be_empty()


def test_buttons_move_a_section_and_keep_the_focus_on_it(builder):
    page = builder()
    act(page, "said", "up").click()
    assert order(page) == ["said", "hero", "links", "grid"]
    expect(act(page, "said", "up")).to_be_disabled()
    expect(act(page, "said", "down")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(voice(page)).to_have_text("Quote is now section 3 of 4. Saved.")
    assert saved(page) == ["hero", "links", "said", "grid"]


def test_arrow_keys_on_the_grip_move_and_announce(builder):
    page = builder()
    grip = card(page, "said").locator(".grip")
    grip.press("ArrowDown")
    grip.press("ArrowDown")
    expect(grip).to_be_focused()
    expect(voice(page)).to_have_text("Quote is now section 4 of 4. Saved.")
    grip.press("ArrowDown")
    assert saved(page) == ["hero", "links", "grid", "said"]


def test_alt_and_an_arrow_move_from_anywhere_in_the_card(builder):
    page = builder()
    line = act(page, "said", "open")
    line.press("Alt+ArrowUp")
    expect(line).to_be_focused()
    assert saved(page) == ["said", "hero", "links", "grid"]


def test_the_switch_is_saved_at_once_and_the_bar_tells_that_readers_see_the_old_page(builder, insight):
    factories.publish(insight)
    page = builder()
    expect(page.locator(".bar .state")).to_have_text("Published")
    switch = page.get_by_role("switch", name="Show Quote on the page")
    switch.press("Space")
    expect(switch).to_have_attribute("aria-checked", "false")
    expect(card(page, "said").get_by_text("Hidden from readers")).to_be_visible()
    expect(voice(page)).to_have_text("Quote is hidden from readers. Saved.")
    expect(page.locator("[data-count]")).to_have_text("4 sections, 1 hidden")
    expect(page.locator(".bar .state")).to_have_text("Published · unpublished changes")
    page.reload()
    expect(switch).to_have_attribute("aria-checked", "false")
    expect(page.locator(".bar .state")).to_have_text("Published · unpublished changes")


def test_two_quick_flips_leave_the_switch_as_it_was(builder):
    page = builder()
    act(page, "said", "switch").dblclick()
    expect(voice(page)).to_have_text("Quote is shown. Saved.")
    page.reload()
    expect(act(page, "said", "switch")).to_have_attribute("aria-checked", "true")


def test_what_could_not_be_saved_goes_back_and_says_so(builder):
    page = builder(expecting=FAILED)
    page.route("**/list/*/", lambda route: route.abort())
    grip = card(page, "hero").locator(".grip")
    grip.press("ArrowDown")
    expect(voice(page)).to_contain_text("Not saved: no connection")
    expect(page.locator("[data-saved]")).to_contain_text("Not saved")
    expect(grip).to_be_focused()
    assert order(page) == list(KINDS)
    act(page, "said", "switch").click()
    expect(act(page, "said", "switch")).to_have_attribute("aria-checked", "true")


def test_a_section_is_deleted_at_once_undone_and_done_again(builder, insight):
    page = builder()
    act(page, "said", "delete").click()
    expect(voice(page)).to_have_text("The section was deleted. Undo brings it back.")
    assert order(page) == ["hero", "links", "grid"]
    expect(act(page, "links", "open")).to_be_focused()
    page.locator("[data-undo]").click()
    expect(card(page, "said")).to_be_visible()
    assert order(page) == list(KINDS)
    page.locator("[data-list=redo]").click()
    expect(card(page, "said")).to_have_count(0)
    page.reload()
    assert order(page) == ["hero", "links", "grid"]


def test_a_deleted_section_is_offered_and_brought_back_without_a_reload(builder):
    page = builder()
    act(page, "said", "delete").click()
    page.get_by_text("Deleted in the last 30 days").click()
    page.get_by_role("button", name="Bring back Quote").click()
    expect(card(page, "said")).to_be_visible()
    assert saved_order(page) == ["hero", "links", "grid", "said"]
    assert not DeletedSection.objects.exists()


def saved_order(page):
    page.reload()
    return order(page)


def test_the_menu_moves_to_the_ends_by_keyboard(builder):
    page = builder()
    act(page, "links", "menu").press("Enter")
    page.keyboard.press("Enter")
    expect(voice(page)).to_have_text("Social links is now section 1 of 4. Saved.")
    expect(act(page, "links", "menu")).to_be_focused()
    choose(page, "hero", "Move to bottom")
    expect(voice(page)).to_have_text("Article is now section 4 of 4. Saved.")
    assert saved_order(page) == ["links", "said", "grid", "hero"]


def test_a_section_is_copied_and_pasted_where_it_is_wanted_and_into_another_insight(builder, visit, signed_in):
    page = builder()
    choose(page, "said", "Copy")
    expect(voice(page)).to_contain_text("Copied.")
    choose(page, "links", "Paste below")
    expect(page.locator(".sec")).to_have_count(5)
    assert order(page)[:3] == ["hero", "said", "links"]
    other = factories.InsightFactory()
    there = visit(reverse("admin:insights_insight_change", args=[other.pk]), cookies=signed_in)
    there.get_by_role("button", name="Paste 1 section").click()
    expect(there.locator(".sec")).to_have_count(1)
    assert other.sections.get().data == factories.Section.objects.get(uid="said").data


def test_several_are_selected_with_shift_and_ctrl_and_changed_together(builder):
    page = builder()
    act(page, "hero", "open").click(modifiers=["Control"])
    act(page, "links", "open").click(modifiers=["Shift"])
    expect(page.get_by_text("3 selected")).to_be_visible()
    bulk = page.get_by_role("toolbar", name="Selected sections")
    bulk.get_by_role("button", name="Hide").click()
    expect(page.locator(".sec--off")).to_have_count(3)
    bulk.get_by_role("button", name="Move down").click()
    expect(voice(page)).to_contain_text("3 sections are now 2 to 4 of 4")
    bulk.get_by_role("button", name="Delete").click()
    expect(page.locator(".sec")).to_have_count(1)
    page.locator("[data-undo]").click()
    expect(page.locator(".sec")).to_have_count(4)
    page.reload()
    assert order(page) == ["grid", "hero", "said", "links"]
    expect(page.locator(".sec--off")).to_have_count(3)


def test_selected_sections_are_duplicated_and_copied(builder):
    page = builder()
    for uid in ("hero", "grid"):
        card(page, uid).get_by_role("checkbox").check()
    bulk = page.get_by_role("toolbar", name="Selected sections")
    bulk.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Paste 2 sections")).to_be_visible()
    bulk.get_by_role("button", name="Duplicate").click()
    expect(page.locator(".sec")).to_have_count(6)
    page.keyboard.press("Escape")


def test_a_section_is_inserted_between_two_others_by_keyboard_alone(builder, insight):
    page = builder()
    act(page, "said", "insert").press("Enter")
    picker = page.get_by_role("dialog", name="Add a section")
    expect(picker.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("numbers")
    expect(picker.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".sec")).to_have_count(5)
    new = order(page)[1]
    expect(card(page, new).locator("form")).to_be_visible()
    expect(card(page, new).locator("form input:focus, form button:focus")).to_have_count(1)
    assert insight.sections.get(uid=new).position == 1


def test_the_picker_is_walked_with_arrow_keys_and_left_with_escape(builder):
    page = builder()
    page.get_by_role("button", name="Add section").press("Enter")
    search = page.get_by_role("combobox")
    first = search.get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowRight")
    assert search.get_attribute("aria-activedescendant") != first
    page.keyboard.type("no such kind")
    expect(page.get_by_text("No kind of section has that word.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Add section")).to_be_focused()
    expect(page.locator(".sec")).to_have_count(4)


def test_every_kind_is_offered_with_a_rendered_sample(builder):
    page = builder()
    page.get_by_role("button", name="Add section").click()
    thumbs = page.locator(".picker__thumb iframe")
    expect(page.get_by_role("dialog").get_by_role("option")).to_have_count(thumbs.count())
    expect(thumbs.first.content_frame.locator("section")).to_be_visible()
    option = page.get_by_role("option", name="Quote")
    option.click()
    expect(page.locator(".sec")).to_have_count(5)


def test_the_open_card_is_remembered_and_another_one_closes_it(builder):
    page = builder()
    act(page, "said", "open").click()
    expect(card(page, "said").locator("form")).to_be_visible()
    act(page, "links", "open").click()
    expect(card(page, "links").locator("form")).to_be_visible()
    expect(card(page, "said").locator("form")).to_be_hidden()
    page.reload()
    expect(card(page, "links").locator("form")).to_be_visible()
    expect(act(page, "links", "open")).to_have_attribute("aria-expanded", "true")


def test_all_cards_expand_and_collapse(builder):
    page = builder()
    page.get_by_role("button", name="Expand all").click()
    expect(page.locator(".sec form").first).to_be_visible()
    expect(page.locator(".sec--open")).to_have_count(4)
    page.get_by_role("button", name="Collapse all").click()
    expect(page.locator(".sec--open")).to_have_count(0)


def test_without_script_every_button_is_a_plain_form(builder):
    page = builder(java_script_enabled=False)
    expect(page.locator(".grip").first).to_be_hidden()
    act(page, "said", "up").click()
    assert order(page) == ["said", "hero", "links", "grid"]
    act(page, "hero", "switch").click()
    expect(act(page, "hero", "switch")).to_have_attribute("aria-checked", "false")
    act(page, "grid", "delete").click()
    assert order(page) == ["said", "hero", "links"]
    page.locator("[data-list=undo]").click()
    assert order(page) == ["said", "hero", "links", "grid"]


def test_without_script_a_section_is_added_edited_and_moved_to_the_top(builder, insight):
    page = builder(java_script_enabled=False)
    page.locator("summary", has_text="Add section").click()
    page.get_by_role("button", name="Key figures").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Key figures")
    page.get_by_label("Heading").fill("One year in numbers")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="One year in numbers").click()
    page.get_by_role("button", name="Move to top").click()
    assert insight.sections.first().data["heading"] == "One year in numbers"


def test_publish_publishes_and_unpublish_takes_down(builder):
    page = builder()
    page.get_by_role("link", name="Publish…").click()
    page.get_by_role("checkbox", name="I have looked").check()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published as version 1.")).to_be_attached()
    expect(page.locator(".bar .state")).to_have_text("Published")
    expect(page.get_by_role("link", name="View page")).to_have_attribute("href", "/insights/trust/")
    page.locator(".bar").get_by_text("More", exact=True).click()
    page.get_by_role("link", name="Unpublish…").click()
    page.get_by_role("button", name="Unpublish").click()
    expect(page.locator(".bar .state")).to_have_text("Unpublished")


def test_the_bar_stays_in_view(builder):
    page = builder()
    card(page, "grid").scroll_into_view_if_needed()
    expect(page.get_by_role("link", name="Publish…")).to_be_in_viewport()
    act(page, "said", "open").focus()
    bar, focused = page.locator(".bar").bounding_box(), page.locator(":focus").bounding_box()
    assert focused["y"] >= bar["y"] + bar["height"]
