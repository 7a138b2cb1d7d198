"""Makes the template filters known to Django."""

from django.apps import AppConfig


class VietnameseConfig(AppConfig):
    name = "emulation.vietnamese"
