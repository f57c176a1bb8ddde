"""Choosing images, insights and a topic in a section's form: with a mouse, a finger, keys and files, then saved."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from insights.media.models import Image
from insights.tests import factories
from insights.tests.browser.leaving import leave
from insights.tests.browser.looking import looks, scrolls_sideways, small_controls, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FAILED = "net::ERR"
UNKNOWN = "00000000-0000-4000-8000-000000000001"
DROP = """([target, name, type, bytes]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    target.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: transfer }));
  }
}"""
PASTE = """([target, name, type, bytes]) => {
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([new Uint8Array(bytes)], name, { type }));
  target.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }));
}"""


@pytest.fixture
def insight(empty_site):
    """A draft with an image and a grid; five images, one without a file; three topics."""
    home = factories.InsightFactory(title="Trust", slug="trust")
    for name in ("arcs", "rings", "stones", "waves"):
        factories.ImageFactory(path=f"image/{name}.png", alt=f"Some {name}").replace(
            factories.picture_file(form="WEBP").file,
            f"{name}.png",  # another file than the one that tests upload
        )
    factories.add_section(home, "image", {"image": "image/nowhere.jpg"}, uid="image")
    factories.add_section(home, "insight_grid", {"filter": "manual"}, uid="grid")
    for name in ("Growth", "Time", "Trust"):
        factories.CategoryFactory(name=name, slug=name.lower())
    return home


@pytest.fixture
def open_form(visit, signed_in, insight):
    return lambda uid="image", **options: visit(
        reverse("admin:insights_section_edit", args=[insight.pk, uid]), cookies=signed_in, **options
    )


@pytest.fixture
def saved(insight):
    """`saved(page, "image")`: press Save, then tell what the database holds."""

    def saved(page, uid="image"):
        page.get_by_role("button", name="Save").click()
        expect(page.locator(f"#section-{uid}")).to_be_visible()
        leave(page)
        return insight.sections.get(uid=uid).data

    return saved


def picked(page):
    """The image field."""
    return page.locator("[data-pick]")


def path(page):
    return page.get_by_label("Image", exact=True)


def dialog(page):
    return page.get_by_role("dialog", name="Choose an image")


def found(page):
    """What an open search offers."""
    return page.locator(".combo__option:visible")


def items(page):
    return dialog(page).locator(".shelf__item")


def open_dialog(page):
    picked(page).get_by_role("button", name="Choose…").click()
    expect(items(page)).to_have_count(5)


def png(size=(40, 30), name="Two stones.png"):
    return {"name": name, "mimeType": "image/png", "buffer": factories.picture_file(size).read()}


def give(page, script, target, file):
    """A file dropped on something, or pasted into it."""
    page.evaluate(script, [target.element_handle(), file["name"], file["mimeType"], list(file["buffer"])])


def test_a_missing_file_says_so_and_saving_untouched_changes_nothing(open_form, saved):
    page = open_form()
    expect(picked(page)).to_contain_text("The file is missing")
    assert saved(page) == {"image": "image/nowhere.jpg"}


def test_an_image_is_found_by_typing_and_chosen_by_keys(open_form, saved):
    page = open_form()
    open_dialog(page)
    expect(dialog(page).get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("some")
    expect(items(page)).to_have_count(4)
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    expect(items(page).nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog(page)).to_be_hidden()
    expect(path(page)).to_have_value("image/stones.png")
    expect(picked(page).locator("img")).to_have_js_property("naturalWidth", 40)
    expect(picked(page)).to_contain_text("40 × 30")
    expect(picked(page)).to_contain_text("Some stones")
    assert saved(page)["image"] == "image/stones.png"


def test_escape_closes_and_gives_the_focus_back(open_form, saved):
    page = open_form()
    open_dialog(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    expect(picked(page).get_by_role("button", name="Choose…")).to_be_focused()
    assert saved(page)["image"] == "image/nowhere.jpg"


def test_the_focus_stays_in_the_dialog(open_form):
    page = open_form()
    open_dialog(page)
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || Boolean(document.activeElement.closest('dialog'))"
        )


def test_more_images_come_when_asked_for(open_form):
    for number in range(30):
        factories.ImageFactory(path=f"image/more-{number}.jpg")
    page = open_form()
    picked(page).get_by_role("button", name="Choose…").click()
    expect(items(page)).to_have_count(24)
    dialog(page).get_by_role("button", name="Show more").click()
    expect(items(page)).to_have_count(35)
    expect(items(page).nth(24)).to_be_focused()


def test_nothing_found_is_said(open_form):
    page = open_form()
    open_dialog(page)
    page.keyboard.type("unheard of")
    expect(dialog(page)).to_contain_text("Nothing found.")
    expect(dialog(page).get_by_role("status")).to_have_text("0 images found")


def test_an_image_is_uploaded_in_the_dialog_with_its_description(open_form, saved):
    page = open_form()
    open_dialog(page)
    dialog(page).get_by_role("button", name="Upload a new one").click()
    expect(dialog(page).get_by_text("for readers who cannot see it")).to_be_visible()
    dialog(page).get_by_label("Image file").set_input_files(png())
    dialog(page).get_by_label("Alternative text", exact=True).fill("Two stones in sand")
    expect(dialog(page).get_by_text("for readers who cannot see it")).to_be_hidden()
    dialog(page).get_by_role("button", name="Upload and use").click()
    expect(dialog(page)).to_be_hidden()
    expect(path(page)).to_have_value(re.compile(r"uploads/two-stones-\w{6}\.png"))
    image = Image.objects.get(path=saved(page)["image"])
    assert (image.alt, image.width, image.height) == ("Two stones in sand", 40, 30)


def test_an_image_is_uploaded_from_the_field(open_form, saved):
    page = open_form()
    with page.expect_file_chooser() as chooser:
        picked(page).get_by_role("button", name="Upload").click()
    chooser.value.set_files(png())
    expect(path(page)).to_have_value(re.compile("uploads/two-stones-"))
    expect(picked(page)).to_contain_text("It has no alternative text.")
    assert Image.objects.get(path=saved(page)["image"]).url


@pytest.mark.parametrize("script", [DROP, PASTE], ids=["dropped", "pasted"])
def test_an_image_may_be_dropped_on_the_field_or_pasted_into_it(open_form, saved, script):
    page = open_form()
    give(page, script, path(page), png())
    expect(path(page)).to_have_value(re.compile("uploads/two-stones-"))
    assert Image.objects.get(path=saved(page)["image"]).url


def test_a_file_dropped_on_the_dialog_waits_for_its_description(open_form):
    page = open_form()
    open_dialog(page)
    give(page, DROP, items(page).first, png())
    expect(dialog(page).get_by_label("Alternative text", exact=True)).to_be_focused()
    page.keyboard.type("Stones")
    page.keyboard.press("Enter")
    expect(path(page)).to_have_value(re.compile("uploads/two-stones-"))


WRONG = {
    "not a JPEG": {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"hello"},
    "This is not a JPEG": {"name": "holiday.jpg", "mimeType": "image/jpeg", "buffer": b"<svg onload=alert(1)>"},
    "larger than 10 MB": {"name": "big.png", "mimeType": "image/png", "buffer": b"x" * (10 * 1024 * 1024 + 1)},
    "40 million pixels": png((8000, 6000), "huge.png"),
}


@pytest.mark.parametrize("words", WRONG)
def test_a_file_that_cannot_be_taken_is_told_in_words_and_everything_else_stays(open_form, words):
    page = open_form(expecting="400")
    page.get_by_label("Caption").fill("typed")
    with page.expect_file_chooser() as chooser:
        picked(page).get_by_role("button", name="Upload").click()
    chooser.value.set_files(WRONG[words], timeout=30_000)
    expect(picked(page).get_by_role("alert")).to_contain_text(words)
    expect(path(page)).to_have_value("image/nowhere.jpg")
    expect(page.get_by_label("Caption")).to_have_value("typed")
    assert Image.objects.count() == 5


def test_without_a_connection_it_says_so_and_works_again_later(open_form):
    page = open_form(expecting=FAILED)
    page.context.set_offline(True)
    give(page, PASTE, path(page), png())
    expect(picked(page).get_by_role("alert")).to_contain_text("No connection.")
    picked(page).get_by_role("button", name="Choose…").click()
    expect(picked(page).get_by_role("alert")).to_contain_text("No connection.")
    page.context.set_offline(False)
    open_dialog(page)
    items(page).first.click()
    expect(picked(page).locator("[role=alert]")).to_be_empty()


def test_somebody_signed_out_keeps_what_was_typed(open_form):
    page = open_form()
    page.get_by_label("Caption").fill("typed")
    page.context.clear_cookies()
    give(page, PASTE, path(page), png())
    expect(picked(page).get_by_role("alert")).to_contain_text("You are signed out.")
    picked(page).get_by_role("button", name="Choose…").click()
    expect(page.get_by_label("Caption")).to_have_value("typed")


def test_an_image_is_removed(open_form, saved):
    page = open_form()
    picked(page).get_by_role("button", name="Remove").click()
    expect(picked(page)).to_contain_text("No image")
    expect(picked(page).get_by_role("button", name="Choose…")).to_be_focused()
    assert saved(page)["image"] == ""


def test_a_path_that_is_typed_shows_its_image(open_form):
    page = open_form()
    path(page).fill("image/rings.png")
    expect(picked(page)).to_contain_text("Some rings")
    path(page).fill("image/unheard-of.png")
    expect(picked(page)).to_contain_text("The file is missing")


def test_the_editor_of_rich_text_may_ask_for_an_image(open_form):
    page = open_form()
    page.evaluate(
        """() => {
          const detail = { done: (chosen) => { window.chosen = chosen; } };
          const asked = new CustomEvent("builder:choose-image", { bubbles: true, detail });
          document.querySelector("[data-pick] input").dispatchEvent(asked);
        }"""
    )
    dialog(page).get_by_role("button", name="rings.png").click()
    chosen = page.evaluate("window.chosen")
    assert (chosen["path"], chosen["alt"], chosen["width"]) == ("image/rings.png", "Some rings", 40)
    assert chosen["url"].startswith("/media/")


def test_insights_are_found_chosen_and_put_in_order_by_keys(open_form, saved):
    first, second = (factories.InsightFactory(title=f"About {name}") for name in ("rings", "stones"))
    page = open_form("grid")
    search = page.get_by_role("combobox", name="Chosen insights")
    search.focus()
    page.keyboard.type("about")
    expect(found(page)).to_have_count(2)
    for title in ("rings", "stones"):
        search.fill(title)
        expect(found(page)).to_have_count(1)
        page.keyboard.press("ArrowDown")
        expect(search).to_have_attribute("aria-activedescendant", found(page).get_attribute("id"))
        page.keyboard.press("Enter")
        expect(search).to_have_value("")
        expect(search).to_be_focused()
    expect(page.locator(".choice b")).to_have_text(["About rings", "About stones"])
    page.locator(".choice").nth(1).get_by_role("button", name="Move up").press("Alt+ArrowUp")
    expect(page.locator(".choice b")).to_have_text(["About stones", "About rings"])
    assert saved(page, "grid")["insights"] == [str(second.pk), str(first.pk)]


@pytest.fixture
def chosen(insight):
    """Three chosen insights, the second of them gone."""
    one, three = (str(factories.InsightFactory(title=title).pk) for title in ("One", "Three"))
    section = insight.sections.get(uid="grid")
    section.data["insights"] = [one, UNKNOWN, three]
    section.save()
    return section.data["insights"]


def test_what_is_chosen_is_named_and_untouched_stays_as_it_is(open_form, saved, chosen):
    page = open_form("grid")
    expect(page.locator(".choice b")).to_have_text(["One", "Not found", "Three"])
    assert saved(page, "grid")["insights"] == chosen


def test_a_chosen_insight_is_dragged_and_another_removed(open_form, saved, chosen):
    page = open_form("grid")
    last = page.locator(".choice").nth(2).bounding_box()
    grip = page.locator(".choice [data-grip]").first
    grip.hover()
    page.mouse.down()
    page.mouse.move(last["x"] + 40, last["y"] + last["height"] - 4, steps=8)
    page.mouse.up()
    page.locator(".choice").nth(0).get_by_role("button", name="Remove").click()
    assert saved(page, "grid")["insights"] == [chosen[2], chosen[0]]


def test_what_is_chosen_already_is_marked_and_not_taken_twice(open_form, saved, chosen):
    page = open_form("grid")
    search = page.get_by_role("combobox", name="Chosen insights")
    search.fill("Three")
    option = found(page)
    expect(option).to_contain_text("Already chosen")
    expect(option).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(option).to_have_count(0)
    assert saved(page, "grid")["insights"] == chosen


def test_twelve_are_the_most(open_form):
    many = [factories.InsightFactory(title=f"Number {number}") for number in range(13)]
    page = open_form("grid")
    search = page.get_by_role("combobox", name="Chosen insights")
    for insight in many[:12]:
        search.fill(insight.title)
        found(page).filter(has=page.get_by_text(insight.title, exact=True)).click()
        expect(page.locator(".choice").last).to_contain_text(insight.title)
    expect(search).to_be_disabled()
    expect(page.get_by_text("12 are chosen, which is the most.")).to_be_visible()
    page.locator(".choice").first.get_by_role("button", name="Remove").click()
    expect(search).to_be_enabled()


def test_a_search_tells_when_it_finds_nothing_or_has_no_connection(open_form):
    page = open_form("grid", expecting=FAILED)
    search = page.get_by_role("combobox", name="Chosen insights")
    search.fill("unheard of")
    expect(page.locator(".combo__said:visible")).to_have_text("Nothing found.")
    page.context.set_offline(True)
    search.fill("again")
    expect(page.locator(".combo__said:visible")).to_contain_text("No connection.")
    expect(search).to_have_value("again")


def test_a_search_is_no_change_and_enter_in_it_does_not_send_the_form(open_form):
    page = open_form("grid")
    page.evaluate(
        """() => { window.heard = [];
        for (const kind of ["input", "change"]) {
          document.querySelector(".section-form").addEventListener(kind, (event) => heard.push(event.target.name));
        } }"""
    )
    page.get_by_role("combobox", name="Chosen insights").fill("unheard of")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("heading", level=1)).to_have_text("Insights")
    assert page.evaluate("heard") == []


def topic(page):
    return page.get_by_role("combobox", name="Topic")


def test_fields_show_only_when_they_matter_and_keep_their_values(open_form, saved, chosen):
    page = open_form("grid")
    expect(topic(page)).to_be_hidden()
    page.get_by_label("Which").select_option(label="The latest of a topic")
    expect(topic(page)).to_be_visible()
    expect(page.locator(".choice").first).to_be_hidden()
    topic(page).fill("gro")
    found(page).filter(has_text="Growth").click()
    stored = saved(page, "grid")
    assert (stored["filter"], stored["category"], stored["insights"]) == ("category", "growth", chosen)


def test_only_topics_there_are_can_be_chosen_by_hand(open_form, saved):
    page = open_form("grid")
    page.get_by_label("Which").select_option(label="The latest of a topic")
    topic(page).fill("unheard of")
    expect(page.locator(".combo__said:visible")).to_have_text("Nothing found.")
    page.get_by_label("Heading").focus()
    expect(topic(page)).to_have_value("")
    assert "category" not in saved(page, "grid")


def test_a_topic_that_a_document_named_stays_until_another_is_chosen(open_form, saved, insight):
    section = insight.sections.get(uid="grid")
    section.data |= {"filter": "category", "category": "unheard-of"}
    section.save()
    page = open_form("grid")
    expect(page.get_by_text("There is no such topic.")).to_be_visible()
    topic(page).click()
    page.keyboard.press("Escape")
    assert saved(page, "grid")["category"] == "unheard-of"
    page = open_form("grid")
    page.get_by_role("button", name="No topic").click()
    expect(page.get_by_text("There is no such topic.")).to_be_hidden()
    assert saved(page, "grid")["category"] == ""


def test_without_script_everything_is_a_plain_control(open_form, saved, chosen):
    page = open_form("grid", java_script_enabled=False)
    expect(page.get_by_text("The insights' ids, one a line.")).to_be_visible()
    page.get_by_role("textbox", name="Topic").fill("growth")
    page.get_by_role("textbox", name="Chosen insights").fill("\n".join(reversed(chosen)))
    stored = saved(page, "grid")
    assert (stored["category"], stored["insights"]) == ("growth", chosen[::-1])


@pytest.mark.parametrize("width", [1440, 360])
def test_axe_finds_nothing_in_the_dialog(open_form, width):
    page = open_form(width=width)
    open_dialog(page)
    dialog(page).get_by_role("button", name="Upload a new one").click()
    for look in looks(page, width):
        assert violations(page, "dialog") == [], look
    assert not scrolls_sideways(page)
    assert small_controls(page, "dialog", least=44) == []


def test_axe_finds_nothing_in_open_searches(open_form, chosen):
    page = open_form("grid")
    for look in looks(page):
        page.get_by_role("combobox", name="Chosen insights").fill("Three")
        expect(found(page)).to_be_visible()
        assert violations(page, ".section-form") == [], look
        assert not scrolls_sideways(page)
    assert small_controls(page, ".choices", least=44) == []


def test_a_finger_chooses_an_image_on_a_phone(open_form, saved):
    page = open_form(width=360, has_touch=True)
    picked(page).get_by_role("button", name="Choose…").tap()
    dialog(page).get_by_role("button", name="waves.png").tap()
    expect(path(page)).to_have_value("image/waves.png")
    assert saved(page)["image"] == "image/waves.png"
