"""The folders of the library as a tree: a few dozen, so all of them are read at once, in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from insights.media.library import Folder

DEEPEST = 4  # folders within folders
NONE = "none"  # stands for: in no folder
LONGEST = 18  # digits of a number that every database holds


class Branch(NamedTuple):
    """A folder in its place. `total` is of the pictures in it and below it."""

    pk: int
    name: str
    parent: int | None
    depth: int
    own: int
    total: int

    @property
    def label(self) -> str:
        """For a list of choices."""
        return "\u2003" * (self.depth - 1) + self.name


class Tree:
    """All folders, each after the one it is in, by name."""

    @cached_property
    def branches(self) -> list[Branch]:
        """From the top downwards."""
        return list(self._walk(None, 1))

    @cached_property
    def by_pk(self) -> dict[int, Branch]:
        return {branch.pk: branch for branch in self.branches}

    def find(self, text: object) -> Branch | None:
        """The folder that a form or an address names."""
        number = str(text)
        is_number = number.isascii() and number.isdigit() and len(number) <= LONGEST
        return self.by_pk.get(int(number)) if is_number else None

    def children(self, pk: int | None) -> list[Branch]:
        return [branch for branch in self.branches if branch.parent == pk]

    def below(self, pk: int) -> set[int]:
        """The folder and all in it."""
        return {pk}.union(*(self.below(child.pk) for child in self.children(pk)))

    def trail(self, pk: int | None) -> list[Branch]:
        """The way to a folder, from the top."""
        branch = self.by_pk.get(pk) if pk else None
        return [*self.trail(branch.parent), branch] if branch else []

    def height(self, pk: int) -> int:
        """How many levels a folder has, its own included."""
        return 1 + max((self.height(child.pk) for child in self.children(pk)), default=0)

    @cached_property
    def _rows(self) -> dict[int | None, list[Folder]]:
        found: dict[int | None, list[Folder]] = defaultdict(list)
        for folder in Folder.objects.annotate(own=Count("images")).order_by("key", "pk"):
            found[folder.parent_id].append(folder)
        return found

    def _walk(self, parent: int | None, depth: int) -> Iterator[Branch]:
        for folder in self._rows.get(parent, ()):
            inner = list(self._walk(folder.pk, depth + 1))
            own: int = folder.own  # type: ignore[attr-defined]
            total = own + sum(branch.own for branch in inner)
            yield Branch(folder.pk, folder.name, parent, depth, own, total)
            yield from inner


def within(tree: Tree, text: str) -> Q:
    """Pictures in a folder or below it; in none; or all of them, if it names no folder."""
    if text == NONE:
        return Q(folder=None)
    branch = tree.find(text)
    return Q(folder__in=tree.below(branch.pk)) if branch else Q()


class FolderChoices(forms.models.ModelChoiceIterator):
    """All folders, moved in by their depth."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        yield "", str(self.field.empty_label or "")
        yield from ((branch.pk, branch.label) for branch in Tree().branches)


class FolderField(forms.ModelChoiceField):
    """A folder, or none."""

    iterator = FolderChoices

    def __init__(self, **options: Any) -> None:
        usual: dict[str, Any] = {"required": False, "label": gettext_lazy("Folder")}
        options.setdefault("empty_label", gettext_lazy("No folder"))
        super().__init__(Folder.objects.all(), **usual | options)

    def to_python(self, value: Any) -> Any:
        """A number that no database holds names nothing, where SQLite would break on it."""
        return super().to_python(str(value)[: LONGEST + 1] if isinstance(value, str) else value)


def check_place(folder: Folder) -> None:
    """Raise ValidationError where a folder cannot be: inside itself, too deep, or beside one of its name."""
    tree, pk = Tree(), folder.pk or 0
    if folder.parent_id and folder.parent_id in tree.below(pk):
        raise ValidationError({"parent": _("A folder cannot be in itself.")})
    if len(tree.trail(folder.parent_id)) + tree.height(pk) > DEEPEST:
        raise ValidationError({"parent": _("Folders are at most %s deep.") % DEEPEST})
    beside = tree.children(folder.parent_id)
    if any(each.name.casefold() == folder.name.casefold() and each.pk != pk for each in beside):
        raise ValidationError({"name": _("There is a folder of this name here already.")})


def lock() -> None:
    """Two people who move folders at the same moment take turns, so that none ends up in itself."""
    list(Folder.objects.select_for_update().order_by("pk").values_list("pk"))


@transaction.atomic
def dissolve(folder: Folder) -> None:
    """Delete a folder; what was in it moves up. Raises ValidationError if there is a folder of that name."""
    lock()
    beside = Folder.objects.filter(parent=folder.parent_id).exclude(pk=folder.pk)
    taken = folder.children.filter(key__in=beside.values("key")).first()
    if taken:
        raise ValidationError(_("“%s” cannot move up: there is a folder of this name. Rename it first.") % taken)
    Folder.objects.filter(pk=folder.pk).update(key=f"/{folder.pk}")  # a child may have its name
    folder.children.update(parent=folder.parent_id)
    folder.images.update(folder=folder.parent_id)
    folder.delete()
