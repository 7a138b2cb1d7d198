"""Official documents: the layout of Decree 30/2020 and its way into PDF."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """The app of official documents. It has no models: what a paper says belongs to those who issue it."""

    name = "emulation.papers"
    verbose_name = "Văn bản"
