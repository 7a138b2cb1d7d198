"""Django's admin for papers and their series: to look at."""

from django.contrib import admin

from emulation.history.admin import ReadOnlyAdmin
from emulation.issuing.models import Mark, OutgoingPaper, Series, SignedCopy


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


@admin.register(SignedCopy)
class SignedCopyAdmin(ReadOnlyAdmin):
    list_display = ["paper", "kind", "signers", "removed_at"]
    list_select_related = ["paper"]
    list_filter = ["kind"]


@admin.register(Mark)
class MarkAdmin(ReadOnlyAdmin):
    list_display = ["unit", "kind", "signatory", "removed_at"]
    list_select_related = ["unit"]
    list_filter = ["kind"]
