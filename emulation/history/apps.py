"""The app of history."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "emulation.history"
    verbose_name = "Lịch sử"
