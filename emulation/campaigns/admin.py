"""Django's admin for campaigns, which have a state: to look at."""

from django.contrib import admin

from emulation.campaigns.models import Campaign, CitedDocument
from emulation.history.admin import ReadOnlyAdmin


@admin.register(Campaign)
class CampaignAdmin(ReadOnlyAdmin):
    list_display = ["code", "title", "unit", "state", "deadline"]
    list_select_related = ["unit"]
    list_filter = ["state", "kind"]
    search_fields = ["search_key", "code"]


@admin.register(CitedDocument)
class CitedDocumentAdmin(admin.ModelAdmin):
    list_display = ["name", "number", "signed_on", "issuer", "unit"]
    list_select_related = ["unit"]
    autocomplete_fields = ["unit"]
