"""Issuing papers: numbers by the office's rules, bytes kept for good, verifiable by anyone."""

from django.apps import AppConfig


class IssuingConfig(AppConfig):
    name = "emulation.issuing"
    label = "issuing"
    verbose_name = "Phát hành văn bản"
