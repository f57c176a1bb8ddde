"""What the readers' site keeps for itself."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from insights.content.models import Insight


def own_name(picture: ShareImage, name: str) -> str:
    """A name that nobody can guess; a picture that is drawn again gets another, so that no cache keeps the old one."""
    return f"images/{uuid.uuid4().hex}.jpg"


class ShareImage(models.Model):
    """The picture that was drawn for a version without one, for where its address is shared.

    `digest` stands for what is written on it and for its design.
    """

    version = models.OneToOneField(Insight, on_delete=models.CASCADE, related_name="share_image")
    file = models.FileField(upload_to=own_name)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.file.name)


@receiver(post_delete, sender=ShareImage, dispatch_uid="insights.public.share_image_file")
def delete_file(instance: ShareImage, **kwargs: Any) -> None:
    """Nothing else uses the file."""
    transaction.on_commit(partial(instance.file.storage.delete, str(instance.file.name)))
