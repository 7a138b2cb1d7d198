"""Make the first account of an empty installation and print its password, once."""

import secrets
from typing import Any

from django.core.management.base import BaseCommand

from emulation.people.models import User

USERNAME = "quantri"


class Command(BaseCommand):
    help = "Lập tài khoản quản trị nếu chưa có tài khoản nào, và cho biết mật khẩu."

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            return
        password = secrets.token_urlsafe(9)
        User.objects.create_superuser(USERNAME, password, full_name="Quản trị hệ thống")
        self.stdout.write(f"Tài khoản quản trị: {USERNAME}, mật khẩu: {password} (chỉ hiện lần này; xin đổi sau khi đăng nhập)")
