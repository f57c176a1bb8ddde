"""`manage.py make_renditions`: the files that pages print of each picture, where they are missing."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandParser

from insights.media.models import Image
from insights.media.renditions import is_current, is_whole, make_again, take_again


class Command(BaseCommand):
    """Safe to repeat and to interrupt. Uploads and imports make them anyway; this is for restored or older files."""

    help = "Make the sizes and crops of images that are missing or of an older recipe."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="those that are there too")
        parser.add_argument("--waiting", action="store_true", help="only what uploads left to this command")

    def handle(self, *args: Any, **options: Any) -> None:
        made = 0
        for image in Image.objects.exclude(file="").iterator():
            try:
                if not (options["waiting"] and image.fingerprint and is_current(image)):
                    made += self._mend(image, everything=options["all"])
            except FileNotFoundError:
                self.stderr.write(f"{image.path}: the file is gone; upload it again")
            except ValidationError as error:
                self.stderr.write(f"{image.path}: {' '.join(error.messages)}")
        self.stdout.write(f"{made} made")

    def _mend(self, image: Image, *, everything: bool) -> bool:
        if image.fingerprint and not everything and is_whole(image):
            return False
        (make_again if image.fingerprint else take_again)(image)
        image.save()
        return True
