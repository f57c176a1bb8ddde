"""Many rows of a table, chosen in a form."""

import pytest
from django.core.exceptions import ValidationError

from insights.content.choices import ManyField
from insights.content.models import Category
from insights.tests.factories import CategoryFactory

pytestmark = pytest.mark.django_db


def test_rows_by_their_keys():
    topic = CategoryFactory()
    assert list(ManyField(Category.objects.all()).clean([str(topic.pk)])) == [topic]


@pytest.mark.parametrize("value", ["9" * 30, "-" + "9" * 30, "x", "a\0b", "", "1e9", "x" * 5000])
def test_what_names_no_row_is_refused(value):
    with pytest.raises(ValidationError):
        ManyField(Category.objects.all()).clean([value])
