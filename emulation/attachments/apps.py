"""The app of uploaded files."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "emulation.attachments"
    verbose_name = "Tệp đính kèm"
