"""Pictures in a real browser: the focal point in the admin, a file that is there already, what a page fetches."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from insights.media.models import Image
from insights.media.shapes import names
from insights.tests import factories
from insights.tests.browser.looking import looks, scrolls_sideways, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def image(empty_site):
    image = factories.ImageFactory(path="image/a.png", alt="Two stones")
    return image.replace(factories.picture_file((900, 500)).file, "a.png")


@pytest.fixture
def open_image(visit, signed_in, image):
    return lambda **options: visit(
        reverse("admin:insights_image_change", args=[image.pk]), cookies=signed_in, **options
    )


def test_a_click_on_the_picture_sets_the_focal_point(open_image, image):
    page = open_image()
    picture = page.get_by_alt_text("The whole picture")
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.8, "y": box["height"] * 0.25})
    expect(page.get_by_label("Focal point, across")).to_have_value("0.80")
    expect(page.get_by_label("Focal point, down")).to_have_value("0.25")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    before = set(names(image))
    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (0.8, 0.25)
    assert not before & set(names(image))


def test_the_numbers_alone_move_the_mark(open_image):
    page = open_image()
    across = page.get_by_label("Focal point, across")
    before = page.locator("[data-focal-mark]").bounding_box()["x"]
    across.fill("0.9")
    assert page.locator("[data-focal-mark]").bounding_box()["x"] > before + 50


@pytest.mark.parametrize("width", [1440, 360])
def test_axe_finds_nothing_in_the_focal_point(open_image, width):
    page = open_image(width=width)
    for look in looks(page, width):
        assert violations(page, ".focal") == [], look


def test_a_picture_that_is_there_already_is_offered(visit, signed_in, image):
    home = factories.InsightFactory()
    factories.add_section(home, "image", {"image": "image/nowhere.jpg"}, uid="image")
    address = reverse("admin:insights_section_edit", args=[home.pk, "image"])
    page = visit(address, cookies=signed_in, expecting="409")
    file = {"name": "again.png", "mimeType": "image/png", "buffer": factories.picture_file((900, 500)).read()}
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Upload").click()
    chooser.value.set_files(file)
    expect(page.get_by_role("alert").filter(has_text="This picture is there already: image/a.png")).to_be_visible()
    page.get_by_role("button", name="Use that one").click()
    expect(page.locator("[data-pick] input[name]").first).to_have_value("image/a.png")
    assert Image.objects.exclude(file="").count() == 1


@pytest.mark.parametrize("width", [1440, 360])
def test_a_reader_fetches_fitting_files_and_nothing_jumps(visit, image, width):
    data = {"background": "image/a.png", "thumbnail": "image/a.png", "body": factories.words("Wait.")}
    live = factories.make_live(sections={"article": data})
    page = visit(live.url, width=width)
    page.wait_for_load_state("networkidle")
    chosen = page.locator(".hero__art img").evaluate("image => image.currentSrc")
    assert ("-tall-" if width == 360 else "-full-") in chosen
    assert chosen.endswith(".avif")
    fetched = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert sum(name.endswith((".webp", ".png", ".jpg")) for name in fetched) == 0
    assert fetched.count(chosen) == 1  # the preload was the one that was needed
    assert not scrolls_sideways(page)
