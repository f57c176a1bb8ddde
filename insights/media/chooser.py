"""Choosing an image: a shelf to search, one image described, and a new one stored. All of it answers scripts."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from insights.media.files import MAX_BYTES, SUFFIXES, check_image, image_format
from insights.media.intake import fingerprint
from insights.media.models import Image
from insights.media.pictures import MAX_PAGE, picture_at, picture_of, pictures_like
from insights.richtext.limits import UNSTORABLE

ROOM = 64 * 1024  # what a request may hold beside the file
UPLOAD = "insights.add_image"
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
    pictures, more = pictures_like(request.GET.get("q", ""), page)
    context = {
        "pictures": pictures,
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
    try:
        check_image(file)
        if "again" not in request.POST and (twin := Image.objects.twin_of(Image(fingerprint=fingerprint(file)))):
            return _there(twin)
        words = UNSTORABLE.sub("", request.POST.get("alt", "")).strip()
        image = stored(file, words, decorative="decorative" in request.POST)
    except ValidationError as error:
        return _refused(" ".join(error.messages))
    return JsonResponse(picture_of(image, measured=True).facts())


def stored(file: Any, alt: str = "", *, decorative: bool = False) -> Image:
    """A new image of this file. Raises ValidationError; the file is judged before anything else reads it."""
    check_image(file)
    image = Image(path=path_for(file), alt=alt, decorative=decorative)
    image.file = file
    image.full_clean()
    image.save()
    return image


def path_for(file: Any) -> str:
    """A path that can be read and that no other image has: `uploads/two-stones-k3x9aq.png`."""
    words = slugify(PurePath(file.name or "").stem[:100])[:60].strip("-_") or "image"
    return f"uploads/{words}-{get_random_string(6).lower()}{SUFFIXES[image_format(file)]}"


def _page(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return min(max(number, 1), MAX_PAGE)


def _there(twin: Image) -> JsonResponse:
    message = _("This picture is there already: %s") % twin.path
    return JsonResponse({"message": message, "there": picture_of(twin, measured=True).facts()}, status=409)


def _refused(message: str, status: int = 400) -> JsonResponse:
    return JsonResponse({"message": message}, status=status)
