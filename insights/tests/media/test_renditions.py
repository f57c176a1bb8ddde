"""What is made of a picture when it is stored, and what pages print of it."""

import io

import lxml.html
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from PIL import Image as Pillow

from insights.media.models import Image
from insights.media.renditions import is_whole
from insights.media.shapes import BUDGET, crop, names, plan
from insights.tests.factories import ImageFactory, make_live, picture_file
from insights.tests.sections.printing import printed

pytestmark = pytest.mark.django_db


def stored(size=(1300, 700), form="JPEG", **values):
    image = ImageFactory(**values)
    picture = Pillow.new("RGB", size, "#123a31")
    picture.paste("#ffb429", (0, 0, size[0] // 4, size[1]))  # the left quarter
    buffer = io.BytesIO()
    picture.save(buffer, form)
    return image.replace(ContentFile(buffer.getvalue()).file, "a.jpg")


def opened(image, name):
    with image.file.storage.open(name) as file:
        return Pillow.open(io.BytesIO(file.read()))


def redness(image):
    """Of a point on the left of the square crop."""
    name = next(name for name in names(image) if "-square-" in name)
    return opened(image, name).convert("RGB").getpixel((100, 100))[0]


@pytest.mark.parametrize(
    ("size", "planned"),
    [
        ((1600, 900), {"full": [480, 960, 1600], "card": [400, 800, 1200], "tall": [400, 720], "square": [280]}),
        ((640, 427), {"full": [480, 640], "tall": [342], "square": [280]}),
        ((512, 640), {"full": [480], "card": [400, 512], "square": [280]}),
        ((40, 30), {"full": [40], "card": [40], "tall": [24], "square": [30]}),
        ((1, 1), {"full": [1], "card": [1], "tall": [1]}),
        ((6000, 10), {"full": [480, 960, 1600], "card": [15], "tall": [8], "square": [10]}),
    ],
)
def test_nothing_is_enlarged_and_no_crop_is_made_twice(size, planned):
    assert plan(*size) == planned


@pytest.mark.parametrize("focal", [(0, 0), (0.5, 0.5), (1, 1), (0.2, 0.9)])
@pytest.mark.parametrize("ratio", [3 / 2, 4 / 5, 1])
def test_a_crop_lies_inside_and_holds_the_focal_point(ratio, focal):
    box = crop(1600, 900, ratio, focal)
    assert 0 <= box.left <= focal[0] * 1600 <= box.right <= 1600
    assert 0 <= box.top <= focal[1] * 900 <= box.bottom <= 900
    assert (box.right - box.left) / (box.bottom - box.top) == pytest.approx(ratio)


def test_storing_a_picture_makes_every_file_that_pages_name():
    image = stored()
    assert is_whole(image)
    files = list(names(image))
    for suffix in (".avif", ".webp", ".jpg"):
        assert sum(name.endswith(suffix) for name in files) >= 4
    for name in files:
        made = opened(image, name)
        assert made.width == int(name.split("-")[2])
        assert made.format.lower().replace("jpeg", "jpg") == name.rpartition(".")[2]
        assert not made.info.get("exif")


def test_the_heaviest_file_is_within_the_budget():
    image = ImageFactory()
    noise = Pillow.effect_noise((1000, 560), 60).convert("RGB")
    buffer = io.BytesIO()
    noise.save(buffer, "JPEG", quality=70)
    image.replace(ContentFile(buffer.getvalue()).file, "a.jpg")
    hero = next(name for name in names(image) if "-full-960" in name and name.endswith("avif"))
    assert image.file.storage.size(hero) <= BUDGET


def test_a_moved_focal_point_moves_the_crops_and_changes_their_names():
    image = stored()
    before = set(names(image))
    assert redness(image) < 60
    image.focal_x = 0.0
    image.save()
    after = set(names(image))
    assert not before & after
    assert redness(image) > 200
    assert Image.objects.get().renditions == image.renditions


def test_a_page_prints_every_format_its_sizes_and_a_colour_to_wait_in():
    image = stored(alt="Two stones")
    tree = lxml.html.fromstring(printed("image", {"image": image.path}))
    assert [source.get("type") for source in tree.cssselect("picture source")] == ["image/avif", "image/webp"]
    for source in tree.cssselect("source"):
        widths = [int(part.split()[1][:-1]) for part in source.get("srcset").split(", ")]
        assert widths == [480, 960, 1300]
        assert source.get("sizes").startswith("auto, ")
    img = tree.cssselect("img")[0]
    assert img.get("src").endswith(".jpg")
    assert (img.get("width"), img.get("height"), img.get("loading")) == ("960", "517", "lazy")
    assert tree.cssselect("svg.ground rect")[0].get("fill") == image.colour
    assert "style=" not in lxml.html.tostring(tree).decode()


def test_every_address_on_a_page_is_a_file(client):
    stored(path="image/a.jpg")
    live = make_live(sections={"article": {"background": "image/a.jpg", "thumbnail": "image/a.jpg", "body": []}})
    tree = lxml.html.fromstring(client.get(live.url).content)
    texts = [text for name in ("srcset", "imagesrcset", "src") for text in tree.xpath(f"//@{name}")]
    found = {part.split()[0] for text in texts for part in text.split(", ")}
    media = {url for url in found if url.startswith("/media/")}
    assert len(media) > 10
    for url in media:
        response = client.get(url)
        assert response.status_code == 200
        assert response["Content-Type"] == f"image/{url.rpartition('.')[2].replace('jpg', 'jpeg')}"
        assert "immutable" in response["Cache-Control"]
        response.close()


def test_the_hero_is_preloaded_and_everything_else_waits(client):
    stored(path="image/a.jpg")
    live = make_live(sections={"article": {"background": "image/a.jpg", "thumbnail": "image/a.jpg", "body": []}})
    tree = lxml.html.fromstring(client.get(live.url).content)
    loads = tree.cssselect("head link[rel=preload][as=image]")
    assert [link.get("media") for link in loads] == ["(width < 48rem)", "(width >= 48rem)"]
    hero = tree.cssselect(".hero__art img")[0]
    assert (hero.get("fetchpriority"), hero.get("loading")) == ("high", None)
    printed = {source.get("srcset") for source in tree.cssselect(".hero__art source[type='image/avif']")}
    assert printed == {link.get("imagesrcset") for link in loads}
    assert tree.cssselect(".lede__thumb img")[0].get("loading") == "lazy"
    assert all(img.get("width") and img.get("height") for img in tree.cssselect("img"))


def test_pictures_cost_no_query(client, statements):
    for number in range(6):
        stored((60, 40), "PNG", path=f"image/{number}.jpg")
    data = {"background": "image/0.jpg", "thumbnail": "image/1.jpg", "body": []}
    live = make_live(sections={"article": data, "image": {"image": "image/2.jpg"}, "insight_grid": {}})
    for number in range(3, 6):
        make_live(sections={"article": {**data, "thumbnail": f"image/{number}.jpg"}})
    for url, most in ((live.url, 5), ("/insights/", 6), ("/", 6)):
        with statements() as made:
            html = client.get(url).content.decode()
        assert len(made) <= most
        assert "image/avif" in html


@pytest.mark.parametrize("query", ["w=99999", "width=1&format=bmp", "focal=0,0"])
def test_no_reader_makes_a_size(client, query):
    image = stored((60, 40))
    before = sorted(image.file.storage.listdir("images")[1])
    response = client.get(f"{image.url}?{query}")
    assert int(response["Content-Length"]) == image.file.size
    response.close()
    assert sorted(image.file.storage.listdir("images")[1]) == before


@pytest.mark.parametrize("width", ["99999", "1", "-1", "", "0480", "480e0"])
def test_a_size_nobody_planned_is_not_found(client, width):
    image = stored((600, 400))
    name = next(name for name in names(image) if "-full-480-" in name)
    response = client.get(f"/media/{name}")
    assert response.status_code == 200
    response.close()
    assert client.get(f"/media/{name.replace('-480-', f'-{width}-')}").status_code == 404


def test_the_decorative_says_nothing_and_the_credit_is_printed():
    image = stored((60, 40), alt="Two stones", decorative=True, credit="Photo: Ada")
    html = printed("image", {"image": image.path})
    assert 'alt=""' in html
    assert "Photo: Ada" in html


def made(*options):
    out = io.StringIO()
    call_command("make_renditions", *options, stdout=out, stderr=out)
    return out.getvalue()


def test_the_command_makes_what_is_missing_and_then_nothing():
    image = stored()
    gone = next(iter(names(image)))
    image.file.storage.delete(gone)
    assert "1 made" in made()
    assert image.file.storage.exists(gone)
    assert "0 made" in made()
    assert "1 made" in made("--all")


def test_the_command_takes_in_what_older_versions_stored_as_it_came():
    image = ImageFactory()
    name = image.file.storage.save("images/" + "0" * 32 + ".png", picture_file().file)
    Image.objects.update(file=name, width=40, height=30)
    assert Image.objects.get().full is None
    assert "1 made" in made()
    image.refresh_from_db()
    assert image.file.name != name
    assert is_whole(image)
    assert image.fingerprint


def test_the_command_tells_of_files_that_are_gone():
    image = stored((60, 40))
    image.file.storage.delete(image.file.name)
    assert f"{image.path}: the file is gone" in made("--all")
    image.replace(picture_file().file, "a.png")
    assert "gone" not in made("--all")


def test_a_storage_that_fails_leaves_the_row_as_it_was(monkeypatch):
    image = stored((60, 40))
    before = Image.objects.values().get()

    def full(*args, **kwargs):
        raise OSError("No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    with pytest.raises(OSError, match="space"):
        image.replace(picture_file((8, 8)).file, "b.png")
    assert Image.objects.values().get() == before
