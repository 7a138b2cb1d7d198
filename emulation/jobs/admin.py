"""Django's admin for jobs: to see what was asked for, and what became of it."""

from django.contrib import admin

from emulation.history.admin import ReadOnlyAdmin
from emulation.jobs.models import Job


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ["made_at", "owner", "label", "done", "total", "tries", "outcome", "finished_at"]
    list_select_related = ["owner"]
    list_filter = ["outcome", "kind"]
