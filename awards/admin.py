"""Django's admin for the catalogue: to look at; it is amended on its own pages, which write history."""

from django.contrib import admin

from awards.models import Authority, BaseSalary, Honour, Rate
from emulation.history.admin import ReadOnlyAdmin


class AuthorityInline(admin.TabularInline):
    model = Authority
    extra = 0


class RateInline(admin.TabularInline):
    model = Rate
    extra = 0


@admin.register(Honour)
class HonourAdmin(ReadOnlyAdmin):
    list_display = ["position", "code", "name", "category", "threshold", "is_amended"]
    list_display_links = ["code"]
    inlines = [AuthorityInline, RateInline]


@admin.register(BaseSalary)
class BaseSalaryAdmin(ReadOnlyAdmin):
    list_display = ["starts_on", "amount", "source", "is_confirmed", "is_amended"]
