"""The app of sheets; after each migration the shipped ones are loaded, if they are not yet."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def load_shipped(**kwargs: Any) -> None:
    from emulation.sheets.loading import load_library  # models are not ready when this module is read

    load_library()


class SheetsConfig(AppConfig):
    name = "emulation.sheets"
    verbose_name = "Mẫu đăng ký"

    def ready(self) -> None:
        post_migrate.connect(load_shipped, sender=self)
