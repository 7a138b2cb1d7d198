"""Django's admin for notices: to see what was sent, and when."""

from django.contrib import admin

from emulation.history.admin import ReadOnlyAdmin
from emulation.notices.models import Notice


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ["made_at", "user", "subject", "email", "sent_at", "tries"]
    list_select_related = ["user"]
