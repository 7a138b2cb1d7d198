"""Renaming, merging and splitting a unit, and the record of what a unit filed under all its names."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from emulation.history.models import Line
from emulation.listing import Listed
from emulation.people.access import person, roles
from emulation.people.models import Role
from emulation.people.terms import CHANGES, may_change
from emulation.units.models import Unit
from registrations.lists import OF_A_UNIT
from registrations.models import Registration
from registrations.unit_change_forms import FORMS, ChangeForm
from registrations.unit_changes import carry_out, preview

OFFICE = (Role.SECRETARY, Role.COUNCIL, Role.CHAIR, Role.SUPERIOR, Role.ADMINISTRATOR)


@roles(Role.SECRETARY, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def unit_change(request: HttpRequest, unit_pk: int, unit_change: str) -> HttpResponse:
    """First the form, then what would happen, then it happens."""
    user = person(request)
    unit = get_object_or_404(Unit.objects.kept_by(user).select_related("commune"), pk=unit_pk)
    if unit_change not in FORMS:
        raise Http404
    if unit.has_ended:
        messages.info(request, f"{unit} đã kết thúc nên không thay đổi được nữa.")
        return redirect(unit)
    if not may_change(user, unit):
        raise PermissionDenied
    form = FORMS[unit_change](request.POST or None, unit=unit, by=user)
    if request.method == "POST" and form.is_valid() and "edit" not in request.POST:
        return _next_step(request, unit, CHANGES[unit_change], form)
    return _page(request, unit, CHANGES[unit_change], form)


def _page(request: HttpRequest, unit: Unit, label: str, form: ChangeForm) -> HttpResponse:
    return render(request, "units/unit_change.html", {"form": form, "unit": unit, "label": label, "heading": f"{label}: {unit}"})


def _next_step(request: HttpRequest, unit: Unit, label: str, form: ChangeForm) -> HttpResponse:
    """The preview, or once it is confirmed the change itself; what stands against it is said above the form."""
    work = carry_out if "confirm" in request.POST else preview
    try:
        outcome = work(form.change(), by=person(request), going_on=form.going_on())
    except ValidationError as refusal:
        _add(form, refusal)
        return _page(request, unit, label, form)
    if "confirm" in request.POST:
        messages.success(request, f"Đã {label.lower()}. Hồ sơ cũ vẫn mang tên cũ và tìm được theo cả hai tên.")
        return redirect(outcome.made[0])
    kept = [(name, value) for name, values in request.POST.lists() for value in values if name not in ("csrfmiddlewaretoken", "going_on", "confirm")]
    context = {"outcome": outcome, "shown": outcome.without_unchanged, "rest": outcome.unchanged, "unit": unit, "label": label, "kept": kept}
    chosen = {"choices": form.terms_to_choose(), "going_on": form.going_on()}
    return render(request, "units/unit_change_preview.html", context | chosen)


def _add(form: ChangeForm, refusal: ValidationError) -> None:
    """Each sentence under its field, or above the form where the form has no such field."""
    for name, sentences in refusal.update_error_dict({}).items():
        form.add_error(name if name in form.fields else None, ValidationError(sentences))


@roles(*OFFICE)
@require_safe
def unit_record(request: HttpRequest, unit_pk: int) -> HttpResponse:
    """What the unit and those it came from have filed, and what happened to the unit."""
    user = person(request)
    unit = get_object_or_404(Unit.objects.visible_to(user), pk=unit_pk)
    names = {unit.pk, *(former.pk for former in unit.formers)}
    registrations = Registration.objects.visible_to(user).filter(unit__in=names).select_related("campaign", "unit")
    listed = Listed(OF_A_UNIT, registrations, request.GET)
    if listed.wants_file:
        return listed.file()
    context = {
        "unit": unit,
        "list": listed,
        "page": listed.page,
        "origins": unit.origins.select_related("predecessor"),
        "successions": [(change, user.sees(change.successor)) for change in unit.successions.select_related("successor")],
        "lines": Line.objects.of(unit),
    }
    return render(request, "units/unit_record.html", context)
