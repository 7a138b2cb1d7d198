"""Composing papers: drafts with their outline, the library of legal bases, groups of recipients."""

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "emulation.drafting"
    verbose_name = "Soạn văn bản"

    def ready(self) -> None:
        """Follow the plans that are issued."""
        from emulation.drafting.following import number_campaign
        from emulation.issuing import followers

        followers.register(number_campaign)
