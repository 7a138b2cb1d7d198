"""Django's admin for accounts, terms and units."""

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from emulation.people.models import Term, User
from emulation.units.changes import retell
from emulation.units.models import Unit

admin.site.unregister([Group, EmailAddress])


class UserForm(forms.ModelForm):
    """An account without its password: that is chosen by its owner with a one-time code."""

    class Meta:
        model = User
        fields = ["username", "full_name", "phone", "email", "is_active", "is_staff", "is_superuser"]


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    form = UserForm
    list_display = ["username", "full_name", "phone", "is_active", "is_superuser"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["username", "search_key"]
    ordering = ["sort_key"]


@admin.register(Term)
class TermAdmin(admin.ModelAdmin):
    list_display = ["user", "title", "unit", "role", "starts_on", "ends_on"]
    list_filter = ["role"]
    list_select_related = ["user", "unit"]
    search_fields = ["user__search_key", "unit__search_key"]
    autocomplete_fields = ["user", "unit"]


@admin.register(Unit)
class UnitAdmin(admin.ModelAdmin):
    """To look at and to correct; units are added on the site's own pages, which know what may stand below what."""

    list_display = ["short_name", "kind", "code", "starts_on", "ends_on"]
    search_fields = ["search_key", "code"]
    fields = ["kind", "code", "name", "short_name", "place_name", "letterhead", "phone", "starts_on", "ends_on"]

    def save_model(self, request: HttpRequest, obj: Unit, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        retell([obj.pk])

    def has_add_permission(self, *args: Any) -> bool:
        return False

    def has_delete_permission(self, *args: Any) -> bool:
        return False
