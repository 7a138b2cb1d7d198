"""Django's admin for registrations, which have a state: to look at."""

from django.contrib import admin

from emulation.history.admin import ReadOnlyAdmin
from registrations.models import Registration, Submission


@admin.register(Registration)
class RegistrationAdmin(ReadOnlyAdmin):
    list_display = ["campaign", "unit", "state", "submitted_at"]
    list_select_related = ["campaign", "unit"]
    list_filter = ["state"]
    search_fields = ["unit__search_key", "campaign__search_key"]


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    list_display = ["receipt", "registration", "ordinal", "submitted_at", "sha256"]
    list_select_related = ["registration__unit", "registration__campaign"]
    search_fields = ["receipt"]
