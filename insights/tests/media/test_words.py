"""Words for many pictures at once."""

import pytest
from django.urls import reverse

from insights.media.models import Image
from insights.tests.factories import ImageFactory, UserFactory, make_picture, member

pytestmark = pytest.mark.django_db
WORDS = "admin:insights_image_words"


@pytest.fixture
def author(client):
    user = member("Author")
    client.force_login(user)
    client.user = user
    return client


def stored(user, **values):
    return make_picture(uploaded_by=user, **values)


def filled(image, alt="", **values):
    return {f"{image.pk.hex}-{name}": value for name, value in {"alt": alt, "credit": "", **values}.items()}


def shown(client, query=""):
    return [form.instance for form in client.get(reverse(WORDS) + query).context["rows"]]


def test_what_one_has_uploaded_waits_for_its_words(author):
    mine = [stored(author.user) for _ in range(3)]
    stored(UserFactory())
    stored(author.user, alt="Said")
    stored(author.user, decorative=True)
    ImageFactory(uploaded_by=author.user)
    assert shown(author) == mine[::-1]


def test_all_of_them_are_stored_at_once(author):
    one, two, three = (stored(author.user) for _ in range(3))
    data = filled(one, "  Two\nstones ") | filled(two, decorative="on") | filled(three, "Rings", credit="Ada")
    assert author.post(reverse(WORDS), data).status_code == 302
    told = set(Image.objects.values_list("alt", "decorative", "credit"))
    assert told == {("Two stones", False, ""), ("", True, ""), ("Rings", False, "Ada")}
    assert shown(author) == []


def test_one_that_is_wrong_keeps_no_other_back_and_stays_as_typed(author):
    one, two, three = (stored(author.user) for _ in range(3))
    data = filled(one, "Stones") | filled(two, "x" * 501) | filled(three, credit="Ada")
    html = author.post(reverse(WORDS), data).content.decode()
    assert "x" * 501 in html
    assert 'value="Ada"' in html
    assert "1 picture has its words." in html
    assert Image.objects.get(pk=one.pk).alt == "Stones"
    assert Image.objects.wordless().count() == 2


def test_what_is_left_empty_waits_on(author):
    one, two = stored(author.user), stored(author.user)
    assert author.post(reverse(WORDS), filled(one, "Stones") | filled(two)).status_code == 302
    assert shown(author) == [two]


def test_words_that_somebody_else_was_faster_with_are_not_lost(author):
    image = stored(author.user)
    Image.objects.update(alt="Theirs")
    html = author.post(reverse(WORDS), filled(image, "Mine"), follow=True).content.decode()
    assert "You wrote: “Mine”" in html
    assert Image.objects.get().alt == "Theirs"


def test_nobody_describes_another_s_picture_unless_they_may_change_it(author):
    image = stored(UserFactory())
    assert shown(author, "?all") == []
    author.post(reverse(WORDS) + "?all", filled(image, "Mine"))
    assert Image.objects.get().alt == ""
    author.force_login(member("Editor"))
    assert shown(author) == []
    assert shown(author, "?all") == [image]
    author.post(reverse(WORDS) + "?all", filled(image, "Mine"))
    assert Image.objects.get().alt == "Mine"


@pytest.mark.parametrize("name", ["x-alt", "-alt", f"{'0' * 32}-alt", f"{'z' * 32}-alt", "\x00-alt"])
def test_made_up_rows_are_nobody_s(author, name):
    assert author.post(reverse(WORDS), {name: "a\x00b"}, follow=True).status_code == 200


def test_the_page_costs_the_same_however_many_wait(author, statements):
    counts = []
    for number in (1, 6):
        for _ in range(number):
            stored(author.user)
        with statements() as made:
            author.get(reverse(WORDS))
        counts.append(len(made))
    assert counts[0] == counts[1] <= 8
