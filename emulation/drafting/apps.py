"""Composing papers: drafts with their outline, the library of legal bases, groups of recipients."""

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "emulation.drafting"
    verbose_name = "Soạn văn bản"
