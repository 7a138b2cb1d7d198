"""The app of units."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "emulation.units"
    verbose_name = "Đơn vị"
