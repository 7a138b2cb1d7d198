"""Make the first account of an empty installation and print its password, once."""

import secrets
from typing import Any

from django.core.management.base import BaseCommand

from emulation.people.models import User

USERNAME = "quantri"


class Command(BaseCommand):
    help = "Makes the administrator's account if there is no account yet, and prints its password."

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            return
        password = secrets.token_urlsafe(9)
        User.objects.create_superuser(USERNAME, password, full_name="Quản trị hệ thống")
        self.stdout.write(f"Administrator's account: {USERNAME}, password: {password} (printed only now; change it after signing in)")
