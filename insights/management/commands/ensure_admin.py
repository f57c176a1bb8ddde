"""`manage.py ensure_admin`: one superuser with a random password, shown once, when there is none."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Does nothing when an active superuser exists already."""

    help = "Makes one superuser with a random password, printed once, unless there is a superuser."

    def handle(self, *args: Any, **options: Any) -> None:
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        name = "admin" if not users.filter(username="admin").exists() else f"admin-{secrets.token_hex(3)}"
        password = secrets.token_urlsafe(15)
        users.create_superuser(name, "", password)
        self.stdout.write(f"Admin user {name}, password {password}")
        self.stdout.write(f"Shown this once; another one: manage.py changepassword {name}")
