"""Objects for tests, as the code itself would make them."""

from __future__ import annotations

import io
from collections.abc import Iterable
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import factory
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from factory.django import DjangoModelFactory
from PIL import Image as Pillow

from insights.content.models import Author, Category, Insight
from insights.media.library import Folder
from insights.media.models import Image
from insights.publishing.publish import publish
from insights.sections.base import Section
from insights.sections.registry import kinds
from insights.sections.store import insert_sections


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"user{number}")


class AuthorFactory(DjangoModelFactory):
    class Meta:
        model = Author

    name = factory.Sequence(lambda number: f"Author {number}")
    slug = factory.Sequence(lambda number: f"author-{number}")


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = Category

    name = factory.Sequence(lambda number: f"Topic {number}")
    slug = factory.Sequence(lambda number: f"topic-{number}")


class InsightFactory(DjangoModelFactory):
    """A working copy; `make_live` publishes it."""

    class Meta:
        model = Insight

    title = factory.Sequence(lambda number: f"Insight {number}")
    slug = factory.Sequence(lambda number: f"insight-{number}")
    published_at = factory.LazyFunction(timezone.now)


class ImageFactory(DjangoModelFactory):
    class Meta:
        model = Image

    path = factory.Sequence(lambda number: f"image/picture-{number}.jpg")


class FolderFactory(DjangoModelFactory):
    class Meta:
        model = Folder

    name = factory.Sequence(lambda number: f"Folder {number}")


def admin_user() -> Any:
    return UserFactory(is_staff=True, is_superuser=True)


def role(name: str) -> Group:
    """A role; made once more where a test with real transactions has emptied every table."""
    if not Group.objects.filter(name=name).exists():
        make_roles()
    return Group.objects.get(name=name)


def make_roles() -> None:
    """As the migration does."""
    schema_editor: Any = SimpleNamespace(connection=connection)
    import_module("insights.migrations.0005_roles").make_roles(apps, schema_editor)
    for name in ("0015_demos", "0018_sales"):
        import_module(f"insights.migrations.{name}").permit(apps, schema_editor)


def member(name: str, **values: Any) -> Any:
    """Somebody of the team in a role."""
    user = UserFactory(is_staff=True, **values)
    user.groups.add(role(name))
    return user


def colleague(*codenames: str, **values: Any) -> Any:
    """Somebody of the team who may do this and no more."""
    user = UserFactory(**{"is_staff": True} | values)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def signed_in(user: Any, **how: Any) -> Client:
    """A client of theirs."""
    client = Client(**how)
    client.force_login(user)
    return client


def words(text: str) -> list[dict[str, Any]]:
    """Rich text of one paragraph."""
    return [{"type": "paragraph", "content": [{"type": "text", "text": text}]}]


def heading(text: str, level: int = 3) -> dict[str, Any]:
    return {"type": "heading", "attrs": {"level": level}, "content": [{"type": "text", "text": text}]}


def add_section(insight: Insight, kind: str, data: dict[str, Any] | None = None, **values: Any) -> Section:
    """A section of a kind at the end of a working copy; its sample, unless data is given."""
    count = insight.sections.count()
    section = Section(
        insight=insight,
        uid=values.pop("uid", f"uid{count:05}"),
        kind=kind,
        position=count,
        data=kinds()[kind].sample() if data is None else data,
        **values,
    )
    return insert_sections([section])[0]


def make_live(
    *categories: Category, sections: dict[str, Any] | None = None, tags: Iterable[str] = (), **values: Any
) -> Insight:
    """A published insight; returns its live version."""
    insight = InsightFactory(**values)
    insight.file_under(categories)
    insight.tags.add(*tags)
    for kind, data in (sections or {}).items():
        add_section(insight, kind, data)
    return publish(insight)


def make_picture(size: tuple[int, int] = (40, 30), form: str = "PNG", **values: Any) -> Image:
    """An image of the library with its file."""
    return ImageFactory(**values).replace(picture_file(size, form), f"picture.{form.lower()}")


def picture_file(size: tuple[int, int] = (40, 30), form: str = "PNG", name: str = "picture.png") -> ContentFile:
    buffer = io.BytesIO()
    Pillow.new("RGB", size, "#123a31").save(buffer, form)
    return ContentFile(buffer.getvalue(), name)
