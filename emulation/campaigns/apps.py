"""The app of campaigns."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "emulation.campaigns"
    verbose_name = "Phong trào thi đua"
