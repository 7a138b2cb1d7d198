"""Pages of the council: who sits in it, by which decision, and since when."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from awards.council import end_seat, seat
from awards.council_forms import CouncilMemberForm, SeatEndForm
from awards.council_lists import council_listing
from awards.models import CouncilMember
from awards.models.council import KEEPERS, OFFICE
from emulation.history.models import Line
from emulation.listing import Listed
from emulation.people.access import person, roles
from emulation.people.models import Role
from emulation.units.models import Unit
from emulation.vietnamese.dates import day
from emulation.workflow import MoveRefused


@roles(*OFFICE, Role.SUPERIOR)
@require_safe
def council_list(request: HttpRequest) -> HttpResponse:
    """Those who sit in the councils that somebody looks at, and who sat there before."""
    user, today = person(request), timezone.localdate()
    seats = CouncilMember.objects.visible_to(user).select_related("unit__commune", "user")
    councils = dict(seats.order_by().values_list("pk", "unit"))
    is_many = len(set(councils.values())) > 1
    listed = Listed(council_listing(today, several=is_many), seats, request.GET)
    if listed.wants_file:
        return listed.file()
    context = {
        "list": listed,
        "page": listed.page,
        "seated": [member for member in listed.page if not member.has_ended(today)],
        "former": [member for member in listed.page if member.has_ended(today)],
        "is_vacant": not seats.not_ended(today).exists(),
        "keeping": user.units_as(*KEEPERS),
        "kept": {member.pk for member in CouncilMember.objects.kept_by(user).only("pk")},
        "is_many": is_many,
        "lines": Line.objects.of_all(CouncilMember).filter(subject_pk__in=councils),
    }
    return render(request, "awards/council.html", context)


@roles(*KEEPERS)
@require_http_methods(["GET", "POST"])
def council_member_add(request: HttpRequest, unit_pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.kept_by(person(request)), pk=unit_pk)
    if not unit.has_office:
        raise Http404
    member = CouncilMember(unit=unit, starts_on=timezone.localdate())
    return _seated(request, CouncilMemberForm(request.POST or None, instance=member), "Thêm thành viên Hội đồng")


@roles(*KEEPERS)
@require_http_methods(["GET", "POST"])
def council_member_edit(request: HttpRequest, council_member_pk: int) -> HttpResponse:
    member = get_object_or_404(CouncilMember.objects.kept_by(person(request)).select_related("unit"), pk=council_member_pk)
    return _seated(request, CouncilMemberForm(request.POST or None, instance=member), f"Sửa: {member}")


def _seated(request: HttpRequest, form: Any, heading: str) -> HttpResponse:
    """Show the form, or save what was posted."""
    if request.method == "POST" and form.is_valid():
        try:
            member = seat(form.save(commit=False), by=person(request))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã lưu: {member}, {member.get_post_display()}.")
            return redirect("council-list")
    return council_form(request, form, heading, "Hội đồng", reverse("council-list"))


@roles(*KEEPERS)
@require_http_methods(["GET", "POST"])
def council_member_end(request: HttpRequest, council_member_pk: int) -> HttpResponse:
    member = get_object_or_404(CouncilMember.objects.kept_by(person(request)).select_related("unit"), pk=council_member_pk)
    form = SeatEndForm(request.POST or None, member=member)
    if request.method == "POST" and form.is_valid():
        try:
            end_seat(member, by=person(request), **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{member} là thành viên Hội đồng đến hết ngày {day(form.cleaned_data['ends_on'])}.")
            return redirect("council-list")
    return council_form(request, form, f"Kết thúc nhiệm vụ: {member}", "Hội đồng", reverse("council-list"))


def council_form(request: HttpRequest, form: Any, heading: str, back: str, back_url: str, **more: Any) -> HttpResponse:
    """The page of any form about the council."""
    return render(request, "awards/council_form.html", {"form": form, "heading": heading, "back": back, "back_url": back_url, **more})
