"""The image library in a real browser: many files dragged onto the page, their words, and what keys do in the grid."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from insights.media.models import Image
from insights.tests import factories
from insights.tests.browser.looking import looks, scrolls_sideways, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DROP = """files => {
  const dataTransfer = new DataTransfer();
  for (const [name, bytes] of files) {
    dataTransfer.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
  }
  for (const kind of ["dragover", "drop"]) {
    document.querySelector("h1").dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));
  }
}"""


def opened(visit, signed_in, name, **options):
    return visit(reverse(f"admin:insights_image_{name}"), cookies=signed_in, **options)


def fair(page):
    """Looked at in every size and light, with axe."""
    for look in looks(page):
        assert not scrolls_sideways(page), look
        assert violations(page, "#content") == [], look
    page.set_viewport_size({"width": 1440, "height": 900})


def png(number):
    return [f"stones {number}.png", list(factories.picture_file((60 + number, 40)).read())]


def test_many_files_are_dragged_onto_the_page_and_then_described(visit, signed_in):
    factories.make_picture((61, 40), path="image/known.png", alt="Known")
    page = opened(visit, signed_in, "bulk", expecting="Failed to load resource")
    page.evaluate(DROP, [png(1), png(2), ["wrong.png", list(b"hello")], png(3), png(4)])
    expect(page.get_by_role("status")).to_have_text("5 of 5 done, 1 with a problem")
    expect(page.locator(".file--wrong")).to_contain_text("wrong.png")
    expect(page.locator(".file--wrong")).to_contain_text("This is not a JPEG, PNG, WebP, AVIF or GIF image.")
    expect(page.locator(".file--there")).to_contain_text("is there already: image/known.png")
    fair(page)
    page.locator(".file--there").get_by_role("button").click()
    expect(page.locator(".file--done")).to_have_count(4)
    page.get_by_role("link", name="Describe the pictures").click()
    fair(page)
    page.get_by_label("Alternative text").nth(0).fill("Two stones")
    page.get_by_label("Decorative").nth(1).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Alternative text")).to_have_count(2)
    assert set(Image.objects.values_list("alt", "decorative")) == {
        ("Two stones", False), ("", True), ("", False), ("Known", False)
    }  # fmt: skip


def test_without_a_connection_a_file_may_be_sent_again(visit, signed_in):
    page = opened(visit, signed_in, "bulk", expecting="net::ERR")
    page.context.set_offline(True)
    page.evaluate(DROP, [png(1)])
    expect(page.locator(".file--wrong")).to_contain_text("No connection.")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".file--done")).to_have_count(1)


def test_pictures_are_selected_and_moved_by_keys(visit, signed_in):
    folder = factories.FolderFactory(name="Heroes")
    for number in range(4):
        factories.make_picture(path=f"image/{number}.png")
    page = opened(visit, signed_in, "changelist")
    fair(page)
    page.get_by_role("checkbox", name="image/2.png").focus()
    page.keyboard.press("Space")
    expect(page.locator(".actions")).to_contain_text("1 of 4 selected")
    page.get_by_label("Action:").select_option("move")
    page.get_by_label("Folder:").select_option("Heroes")
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_text("1 picture is in “Heroes” now.")).to_be_visible()
    page.get_by_role("link", name="Heroes 1").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    assert Image.objects.get(folder=folder).path == "image/2.png"
    page.get_by_role("link", name="Table").click()
    expect(page.locator("body.library--table #content")).to_be_visible()
    fair(page)


def test_arrow_keys_go_through_the_grid_which_is_one_stop(visit, signed_in):
    for number in range(6):  # four a row
        factories.ImageFactory(path=f"image/{number}.png")
    page = opened(visit, signed_in, "changelist")
    boxes, links = (page.locator(f"#result_list tbody {found}") for found in (".action-select", ".field-name a"))
    expect(page.locator("#result_list tbody :is(a, input):not([tabindex='-1'])")).to_have_count(2)
    boxes.first.focus()
    way = (("ArrowRight", 1), ("ArrowLeft", 0), ("ArrowLeft", 0), ("ArrowDown", 4), ("ArrowUp", 0), ("End", 5),
           ("ArrowRight", 5), ("Home", 0), ("End", 5), ("ArrowUp", 1), ("ArrowRight", 2), ("ArrowDown", 5))  # fmt: skip
    for key, at in way:
        page.keyboard.press(key)
        expect(boxes.nth(at)).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    expect(links.nth(4)).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator(".actions")).to_contain_text("2 of 6 selected")
    page.evaluate("document.documentElement.dir = 'rtl'")
    page.keyboard.press("ArrowLeft")
    expect(links.nth(5)).to_be_focused()
    for control in (links, boxes):
        control.nth(5).press("Enter")
        expect(page).to_have_url(re.compile(r"/change/"))
        page.go_back()


def test_the_chooser_looks_into_a_folder_and_files_there(visit, signed_in):
    folder = factories.FolderFactory(name="Heroes")
    factories.ImageFactory(path="image/a.png", folder=folder)
    factories.ImageFactory(path="image/b.png")
    home = factories.InsightFactory()
    factories.add_section(home, "image", {"image": "image/a.png"}, uid="image")
    page = visit(reverse("admin:insights_section_edit", args=[home.pk, "image"]), cookies=signed_in)
    page.get_by_role("button", name="Choose…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Folder").select_option("Heroes (1)")
    expect(dialog.locator(".shelf__item")).to_have_count(1)
    for look in looks(page):
        assert violations(page, "dialog") == [], look
    dialog.get_by_role("button", name="Upload a new one").click()
    name, content = png(1)
    dialog.get_by_label("Image file").set_input_files({"name": name, "mimeType": "image/png", "buffer": bytes(content)})
    dialog.get_by_label("Decorative").check()
    dialog.get_by_role("button", name="Upload and use").click()
    expect(dialog).to_be_hidden()
    assert Image.objects.get(title="stones 1").folder == folder
