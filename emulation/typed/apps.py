"""The app of what is being typed."""

from django.apps import AppConfig


class TypedConfig(AppConfig):
    name = "emulation.typed"
    verbose_name = "Nội dung đang gõ"
