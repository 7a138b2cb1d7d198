"""Django's admin for sheets: to look at; a version once used never changes."""

from django.contrib import admin

from emulation.history.admin import ReadOnlyAdmin
from emulation.sheets.models import Item, Sheet


class ItemInline(admin.TabularInline):
    model = Item
    fields = ["position", "type", "number", "text"]
    extra = 0


@admin.register(Sheet)
class SheetAdmin(ReadOnlyAdmin):
    list_display = ["code", "version", "name", "unit", "is_ready"]
    list_select_related = ["unit"]
    inlines = [ItemInline]
