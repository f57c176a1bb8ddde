"""What is done to many pictures of the library at once."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import actions
from django.contrib.admin.helpers import ActionForm
from django.db.models import ProtectedError, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from insights.media.folders import FolderField
from insights.media.models import Image

MOST = 500  # what one confirmation page lists


class PlaceForm(ActionForm):
    """Beside the choice of what to do: where to."""

    folder = FolderField(label=gettext_lazy("Folder:"))


@admin.action(description=gettext_lazy("Move to the folder"), permissions=["change"])
def move(model_admin: Any, request: HttpRequest, images: QuerySet[Image]) -> None:
    """File the selected pictures in the folder that is chosen beside; the form was checked before."""
    folder = FolderField().clean(request.POST.get("folder", ""))
    count = Image.objects.filter(pk__in=images.values("pk")).update(folder=folder)
    if folder:
        told = ngettext("%(count)s picture is in “%(name)s” now.", "%(count)s pictures are in “%(name)s” now.", count)
    else:
        told = ngettext("%(count)s picture is in no folder now.", "%(count)s pictures are in no folder now.", count)
    messages.success(request, told % {"count": count, "name": folder})


@admin.action(description=gettext_lazy("Delete those that are used nowhere"), permissions=["delete"])
def delete_selected(model_admin: Any, request: HttpRequest, images: QuerySet[Image]) -> Any:
    """Django's own, which asks first, for those of the selection that nothing needs. It takes the name of Django's."""
    unused = Image.objects.unused().values("pk")
    free = list(images.filter(pk__in=unused).values_list("pk", flat=True)[:MOST])
    if used := images.exclude(pk__in=unused).count():
        told = ngettext("%s picture is in use and stays.", "%s pictures are in use and stay.", used)
        messages.warning(request, told % used)
    try:
        return actions.delete_selected(model_admin, request, Image.objects.filter(pk__in=free)) if free else None
    except ProtectedError:
        messages.error(request, _("Nothing was deleted: somebody has just used one of these pictures."))
        return None
