"""The app of notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "emulation.notices"
    verbose_name = "Thông báo"
