"""Django's admin shows records with a state, and their history, and changes none of them: moves are made on the site's own pages."""

from typing import Any

from django.contrib import admin

from emulation.history.models import Line


class ReadOnlyAdmin(admin.ModelAdmin):
    """Everything may be looked at, nothing added, changed or deleted."""

    def has_add_permission(self, *args: Any) -> bool:
        return False

    def has_change_permission(self, *args: Any) -> bool:
        return False

    def has_delete_permission(self, *args: Any) -> bool:
        return False


@admin.register(Line)
class LineAdmin(ReadOnlyAdmin):
    list_display = ["at", "label", "subject_type", "subject_pk", "by", "before", "after"]
    list_select_related = ["by", "subject_type"]
    list_filter = ["subject_type"]
    date_hierarchy = "at"
