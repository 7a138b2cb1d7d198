"""Issuing papers: numbers by the office's rules, bytes kept for good, verifiable by anyone."""

from django.apps import AppConfig


class IssuingConfig(AppConfig):
    name = "emulation.issuing"
    verbose_name = "Phát hành văn bản"

    def ready(self) -> None:
        """Make our own papers known to verification and export."""
        from emulation.issuing import jobs, kept, providers  # noqa: F401  # jobs register themselves

        providers.register(kept.find, kept.each)
