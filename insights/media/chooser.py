"""Choosing an image: a shelf to search, one image described, and a new one stored. All of it answers scripts."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from insights.media.files import MAX_BYTES
from insights.media.folders import Tree, within
from insights.media.models import Image
from insights.media.pictures import MAX_PAGE, picture_at, picture_of, pictures_like
from insights.media.storing import CHANGE, UPLOAD, Place, take_in
from insights.richtext.limits import UNSTORABLE

ROOM = 64 * 1024  # what a request may hold beside the file
View = Callable[[HttpRequest], HttpResponse]


def needs(*permissions: str, message: Any) -> Callable[[View], View]:
    """Refuse, in words a script can show, those who have none of these permissions."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest) -> HttpResponse:
            allowed = any(map(request.user.has_perm, permissions))
            return view(request) if allowed else _refused(str(message), 403)

        return guarded

    return guard


may_look = needs(
    "insights.view_image",
    "insights.change_image",
    "insights.change_insight",
    message=gettext_lazy("You may not see the images. Ask somebody who manages this site."),
)
may_upload = needs(
    UPLOAD, message=gettext_lazy("You may not upload images. Choose one that is here, or ask who manages this site.")
)


@require_safe
@may_look
def choose(request: HttpRequest) -> HttpResponse:
    """A page of the shelf as HTML; with `dialog`, the dialog around it too."""
    page = _page(request.GET.get("page", ""))
    tree = Tree()
    pictures, more = pictures_like(request.GET.get("q", ""), page, within(tree, request.GET.get("folder", "")))
    context = {
        "pictures": pictures,
        "tree": tree,
        "more": page + 1 if more else 0,
        "first": page == 1,
        "can_upload": request.user.has_perm(UPLOAD),
    }
    name = "dialog" if "dialog" in request.GET else "shelf"
    html = render_to_string(f"insights/media/{name}.html", context, request)
    return JsonResponse({"html": html, "count": len(pictures), "more": more})


@require_safe
@may_look
def describe(request: HttpRequest) -> HttpResponse:
    """One image by its path, known or not."""
    return JsonResponse(picture_at(request.GET.get("path", "")).facts())


@csrf_exempt  # so that an oversized body is refused before anything reads it; the token is checked right after
def upload(request: HttpRequest) -> HttpResponse:
    """Store one file as a new image with a path of its own, or say what is wrong with it."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length[:18]) > MAX_BYTES + ROOM:
        return _refused(_("The file is larger than 10 MB."), 413)
    return _upload(request)


@csrf_protect
@require_POST
@may_upload
def _upload(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        return _refused(_("No file arrived. Choose it again."))
    words = UNSTORABLE.sub("", request.POST.get("alt", "")).strip()
    outcome = take_in(
        file, _place(request), again="again" in request.POST, alt=words, decorative="decorative" in request.POST
    )
    if outcome.twin:
        return _there(outcome.twin)
    if outcome.image is None:
        return _refused(outcome.problem)
    return JsonResponse({**picture_of(outcome.image, measured=True).facts(), "healed": outcome.healed})


def _place(request: HttpRequest) -> Place:
    named = request.POST.get("folder", "")
    folder = Tree().find(named) if named else None
    heals = "heal" in request.POST and request.user.has_perm(CHANGE)
    return Place(request.user, folder.pk if folder else None, heal=heals)


def _page(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return min(max(number, 1), MAX_PAGE)


def _there(twin: Image) -> JsonResponse:
    message = _("This picture is there already: %s") % twin.path
    return JsonResponse({"message": message, "there": picture_of(twin, measured=True).facts()}, status=409)


def _refused(message: str, status: int = 400) -> JsonResponse:
    return JsonResponse({"message": message}, status=status)
