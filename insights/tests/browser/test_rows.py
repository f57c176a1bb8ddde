"""Rows inside a section: added, moved, duplicated and removed with a mouse, a finger and keys, then saved."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from insights.tests import factories
from insights.tests.browser.leaving import leave
from insights.tests.browser.looking import looks, scrolls_sideways, small_controls, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LINKS = [
    {"id": "one", "url": "https://one.example", "icon": "", "title": "kept"},
    {"id": "two", "url": "https://two.example", "icon": "fa-brands fa-medium"},
    {"id": "three", "url": "https://three.example", "icon": ""},
]


@pytest.fixture
def insight(empty_site):
    """A draft with three links, two figures, one question and a grid with a button."""
    home = factories.InsightFactory(title="Trust", slug="trust")
    factories.add_section(home, "social_links", {"links": LINKS}, uid="links")
    for kind in ("key_figures", "faq", "insight_grid"):
        factories.add_section(home, kind, uid=kind)
    return home


@pytest.fixture
def open_form(visit, signed_in, insight):
    return lambda uid="links", **options: visit(
        reverse("admin:insights_section_edit", args=[insight.pk, uid]), cookies=signed_in, **options
    )


@pytest.fixture
def saved(insight):
    """`saved(page, "links")`: press Save, then tell what the database holds."""

    def saved(page, name="links", uid="links"):
        page.get_by_role("button", name="Save").click()
        expect(page.locator(f"#section-{uid}")).to_be_visible()
        leave(page)
        return insight.sections.get(uid=uid).data[name]

    return saved


def rows(page):
    return page.locator("[data-row]:not([data-gone])")


def act(page, index, name):
    return rows(page).nth(index).get_by_role("button", name=name)


def ids(stored):
    return [row["id"] for row in stored]


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_opening_and_saving_untouched_rows_changes_nothing(open_form, saved):
    page = open_form()
    expect(rows(page)).to_have_count(3)
    expect(page.get_by_text("Add another")).to_have_count(0)
    assert saved(page) == LINKS


def test_a_row_is_added_filled_in_and_gets_an_id_of_its_own(open_form, saved):
    page = open_form()
    page.get_by_role("button", name="Add a row").click()
    expect(rows(page)).to_have_count(4)
    expect(rows(page).last.get_by_label("Address")).to_be_focused()
    page.keyboard.type("https://new.example")
    stored = saved(page)
    assert ids(stored)[:3] == ["one", "two", "three"]
    assert (stored[3]["url"], len(stored[3]["id"])) == ("https://new.example", 8)


def test_a_row_that_was_added_and_left_empty_stays(open_form, saved):
    page = open_form()
    page.get_by_role("button", name="Add a row").click()
    assert len(saved(page)) == 4


def test_buttons_move_a_row_and_keep_the_focus_in_it(open_form, saved):
    page = open_form()
    act(page, 2, "Move up").click()
    expect(act(page, 1, "Move up")).to_be_focused()
    page.keyboard.press("Enter")
    expect(act(page, 0, "Move up")).to_be_disabled()
    expect(act(page, 0, "Move down")).to_be_focused()
    assert ids(saved(page)) == ["three", "one", "two"]


def test_alt_and_an_arrow_move_from_anywhere_in_the_row_with_the_caret_kept(open_form, saved):
    page = open_form()
    address = rows(page).nth(1).get_by_label("Address")
    address.focus()
    page.keyboard.press("End")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.type("/x")
    stored = saved(page)
    assert ids(stored) == ["one", "three", "two"]
    assert stored[2]["url"] == "https://two.example/x"


def test_a_row_is_dragged_by_its_grip(open_form, saved):
    page = open_form()
    x, y = middle(rows(page).nth(2))
    page.mouse.move(*middle(rows(page).nth(0).locator("[data-grip]")))
    page.mouse.down()
    page.mouse.move(x, y + 20, steps=10)
    expect(page.locator(".is-lifted")).to_have_count(1)
    page.mouse.up()
    expect(page.locator(".is-lifted")).to_have_count(0)
    assert ids(saved(page)) == ["two", "three", "one"]


def test_escape_puts_a_dragged_row_back(open_form, saved):
    page = open_form()
    x, y = middle(rows(page).nth(2))
    page.mouse.move(*middle(rows(page).nth(0).locator("[data-grip]")))
    page.mouse.down()
    page.mouse.move(x, y + 20, steps=10)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert ids(saved(page)) == ["one", "two", "three"]


def test_a_finger_drags_as_well(open_form, saved):
    page = open_form(width=360, has_touch=True)
    grip = rows(page).nth(1).locator("[data-grip]")
    grip.scroll_into_view_if_needed()
    x, y = middle(grip)
    above = rows(page).nth(0).bounding_box()["y"] + 10
    touch = page.context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for part in range(1, 11):
        point = {"x": x, "y": y + (above - y) * part / 10}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert ids(saved(page)) == ["two", "one", "three"]


def test_a_row_is_removed_and_undo_brings_all_of_it_back(open_form, saved):
    page = open_form()
    act(page, 0, "Remove").click()
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    expect(rows(page)).to_have_count(2)
    undo.click()
    expect(act(page, 0, "Remove")).to_be_focused()
    assert saved(page) == LINKS


def test_a_removed_row_is_gone_and_others_move_past_its_place(open_form, saved):
    page = open_form()
    act(page, 1, "Remove").click()
    act(page, 1, "Move up").click()
    assert ids(saved(page)) == ["three", "one"]


def test_a_duplicate_stands_below_with_all_its_values(open_form, saved):
    page = open_form()
    act(page, 0, "Duplicate").click()
    expect(rows(page).nth(1).get_by_label("Address")).to_have_value("https://one.example")
    stored = saved(page)
    assert stored[0] == LINKS[0]
    assert (stored[1]["url"], stored[1]["title"]) == ("https://one.example", "kept")
    assert len(stored[1]["id"]) == 8
    assert ids(stored)[2:] == ["two", "three"]


def test_rich_text_is_duplicated_with_its_row(open_form, saved):
    page = open_form("faq")
    page.locator(".rt__text").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" And more.")
    act(page, 0, "Duplicate").click()
    expect(page.locator(".rt__text").nth(1)).to_contain_text("And more.")
    one, two, *_others = saved(page, "questions", "faq")
    assert one["answer"] == two["answer"]
    assert one["answer"][0]["content"][0]["text"].endswith(" And more.")


def test_a_full_list_says_so_and_takes_no_more(open_form, saved):
    page = open_form("insight_grid")
    add = page.get_by_role("button", name="Add a row")
    add.click()
    add.click()
    expect(add).to_be_disabled()
    expect(page.get_by_text("3 rows are the most this list holds.")).to_be_visible()
    expect(act(page, 0, "Duplicate")).to_be_disabled()
    act(page, 2, "Remove").click()
    add.click()
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    assert len(saved(page, "buttons", "insight_grid")) == 3


def test_an_error_stands_at_its_row_after_rows_have_moved(open_form):
    page = open_form()
    rows(page).nth(0).get_by_label("Address").fill("javascript:alert(1)")
    act(page, 0, "Move down").click()
    expect(rows(page).nth(1).locator("[data-errors='links[1].url']")).to_be_attached()
    page.get_by_role("button", name="Save").click()
    place = rows(page).nth(1).locator("[data-errors='links[1].url']")
    expect(place).to_contain_text("not an address")
    expect(rows(page).nth(1).get_by_label("Address")).to_have_value("javascript:alert(1)")
    expect(page.locator(".errorlist")).to_have_count(1)


def test_a_row_is_named_after_the_network_that_it_leads_to(open_form):
    page = open_form(width=360)
    expect(rows(page).nth(1).locator("[data-row-title]")).to_have_text("Medium")
    rows(page).nth(0).get_by_label("Address").fill("https://www.linkedin.com/in/x")
    expect(rows(page).nth(0).locator("[data-row-title]")).to_have_text("LinkedIn")
    expect(rows(page).nth(2).locator("[data-row-title]")).to_have_text("https://three.example")


def test_every_change_is_heard_by_the_form_and_nothing_is_when_nothing_changed(open_form):
    page = open_form()
    page.evaluate(
        """() => {
          window.heard = [];
          document.querySelector(".section-form").addEventListener("change", ({ target }) => heard.push(target.name));
        }"""
    )
    page.evaluate("document.body.dispatchEvent(new CustomEvent('builder:arrived', {bubbles: true}))")
    assert page.evaluate("heard") == []
    for name in ("Move down", "Duplicate", "Remove"):
        act(page, 0, name).click()
    assert page.evaluate("heard") == ["links-rows"] * 3


def test_control_names_stay_unique(open_form):
    page = open_form()
    for name in ("Duplicate", "Move down", "Duplicate", "Remove"):
        act(page, 0, name).click()
    page.get_by_role("button", name="Add a row").click()
    names = page.evaluate("[...new FormData(document.querySelector('.section-form')).keys()]")
    assert len(names) == len(set(names))
    orders = rows(page).locator("[data-row-order]").evaluate_all("(all) => all.map((each) => each.value)")
    assert orders == ["1", "2", "3", "4", "5"]


def test_in_its_card_every_change_of_a_row_is_saved_at_once_and_the_card_stays_where_it_is(visit, signed_in, insight):
    page = visit(reverse("admin:insights_insight_change", args=[insight.pk]), cookies=signed_in)
    card = page.locator("#section-links")
    card.locator(".sec__open").click()
    card.get_by_role("button", name="Add a row").click()
    page.keyboard.type("https://new.example")
    page.keyboard.press("Alt+ArrowUp")
    expect(card.locator("form")).not_to_have_attribute("data-dirty", "1")
    stored = insight.sections.get(uid="links").data["links"]
    assert [row["url"] for row in stored][2:] == ["https://new.example", "https://three.example"]
    assert insight.sections.first().uid == "links"
    leave(page)


@pytest.mark.parametrize("uid", ["links", "key_figures", "faq"])
def test_rows_suit_axe_a_phone_and_a_finger(open_form, uid):
    page = open_form(uid)
    page.get_by_role("button", name="Add a row").click()
    act(page, 0, "Remove").click()
    for look in looks(page):
        assert violations(page, ".section-form") == [], look
        assert not scrolls_sideways(page)
    assert small_controls(page, ".rows", least=44) == []
