"""Django's admin for papers and their series: to look at."""

from django.contrib import admin

from emulation.history.admin import ReadOnlyAdmin
from emulation.issuing.models import OutgoingPaper, Series


@admin.register(Series)
class SeriesAdmin(ReadOnlyAdmin):
    list_display = ["unit", "symbol", "kind", "manner", "opening_number", "opening_year"]
    list_select_related = ["unit"]
    list_filter = ["manner", "kind"]


@admin.register(OutgoingPaper)
class OutgoingPaperAdmin(ReadOnlyAdmin):
    list_display = ["unit", "kind", "number_line", "dated", "state", "code", "sha256"]
    list_select_related = ["unit"]
    list_filter = ["state", "kind"]
    search_fields = ["search_key", "code"]
