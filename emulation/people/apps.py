"""The app of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "emulation.people"
    verbose_name = "Người dùng"
