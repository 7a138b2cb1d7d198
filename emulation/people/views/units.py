"""Pages under /don-vi/: the tree of units, one unit with its people, and their upkeep."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from emulation.listing import Listed
from emulation.people.access import person, roles
from emulation.people.forms import TermEditForm, TermEndForm, TermForm
from emulation.people.models import Role, Term, User
from emulation.people.terms import CHANGES, grantable_roles, may_change, may_hand_code_to, terms_of
from emulation.people.unit_lists import UNITS, children_listing
from emulation.units.forms import ManyUnitsForm, UnitForm
from emulation.units.kinds import COMMUNES
from emulation.units.models import Succession, Unit
from emulation.units.tree import add_unit

OFFICE = (Role.SECRETARY, Role.COUNCIL, Role.CHAIR, Role.SUPERIOR, Role.ADMINISTRATOR)
KEEPERS = (Role.SECRETARY, Role.ADMINISTRATOR)
LARGE = 200  # units: above that, what covers several communes is shown commune by commune


@roles(*OFFICE)
@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """The tree that one may see; of a large one only communes and what is above them, each leading to its own units."""
    user = person(request)
    units = Unit.objects.visible_to(user)
    listed = Listed(UNITS, units.select_related("commune"), request.GET)
    only_communes = not listed.is_asked and _covers_several(user) and units.count() > LARGE
    listed = listed.within(units.filter(commune=None)) if only_communes else listed
    if listed.wants_file:
        return listed.file()
    context = {
        "list": listed,
        "page": listed.page,
        "only_communes": only_communes,
        "in_several": len({unit.office.pk for unit in listed.page}) > 1,
        "offices": [unit for unit in user.units_as(*KEEPERS) if unit.has_office],
    }
    return render(request, "units/unit_list.html", context)


def _covers_several(user: User) -> bool:
    """Whether somebody's own offices stand over more than one commune of today; what these came from does not count."""
    communes = Unit.objects.existing().filter(kind__in=COMMUNES)
    own = communes if user.is_superuser else communes.under(*user.units_as(*OFFICE))
    return len(own.values_list("pk")[:2]) > 1


@roles(*OFFICE)
@require_safe
def unit_detail(request: HttpRequest, unit_pk: int) -> HttpResponse:
    user = person(request)
    unit = get_object_or_404(Unit.objects.visible_to(user).select_related("commune"), pk=unit_pk)
    listed = Listed(children_listing(unit), Unit.objects.get_children(unit).select_related("commune"), request.GET)
    if listed.wants_file:
        return listed.file()
    changes = list(Succession.objects.filter(Q(predecessor=unit) | Q(successor=unit)).select_related("predecessor", "successor"))
    context = {
        "unit": unit,
        "ancestors": Unit.objects.get_ancestors(unit),
        "list": listed,
        "page": listed.page,
        "terms": terms_of(unit, user),
        "cluster_members": unit.cluster_members.filter(is_open=True).select_related("cluster"),
        "keeps": bool(grantable_roles(user, unit)),
        "origins": [change for change in changes if change.successor_id == unit.pk],
        "successions": [(change, user.sees(change.successor)) for change in changes if change.predecessor_id == unit.pk],
        "changes": CHANGES.items() if may_change(user, unit) else (),
    }
    return render(request, "units/unit_detail.html", context)


@roles(*KEEPERS)
@require_http_methods(["GET", "POST"])
def unit_add(request: HttpRequest, parent_pk: int) -> HttpResponse:
    parent = get_object_or_404(Unit.objects.kept_by(person(request)), pk=parent_pk)
    form = UnitForm(request.POST or None, parent=parent)
    if request.method == "POST" and form.is_valid():
        unit = add_unit(parent, form.save(commit=False))
        messages.success(request, f"Đã thêm {unit}.")
        return redirect(unit)
    return render(request, "units/unit_form.html", {"form": form, "parent": parent, "heading": f"Thêm đơn vị thuộc {parent}"})


@roles(*KEEPERS)
@require_http_methods(["GET", "POST"])
def unit_add_many(request: HttpRequest, parent_pk: int) -> HttpResponse:
    parent = get_object_or_404(Unit.objects.kept_by(person(request)), pk=parent_pk)
    form = ManyUnitsForm(request.POST or None, parent=parent)
    if request.method == "POST" and form.is_valid():
        messages.success(request, f"Đã thêm {len(form.save())} đơn vị.")
        return redirect(parent)
    return render(request, "units/unit_form.html", {"form": form, "parent": parent, "heading": f"Thêm nhiều đơn vị thuộc {parent}"})


@roles(*KEEPERS)
@require_http_methods(["GET", "POST"])
def unit_edit(request: HttpRequest, unit_pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.kept_by(person(request)), pk=unit_pk)
    form = UnitForm(request.POST or None, instance=unit, parent=Unit.objects.get_parent(unit))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Đã lưu.")
        return redirect(unit)
    return render(request, "units/unit_form.html", {"form": form, "parent": unit, "heading": f"Sửa {unit}"})


@roles(*KEEPERS)
@require_http_methods(["GET", "POST"])
def term_add(request: HttpRequest, unit_pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.kept_by(person(request)), pk=unit_pk)
    form = TermForm(request.POST or None, unit=unit, by=person(request))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            term = form.save()
        messages.success(request, f"Đã giao nhiệm vụ cho {term.user}. Bấm “Cấp mã” để người này tự đặt mật khẩu.")
        return redirect(unit)
    return render(request, "units/term_form.html", {"form": form, "unit": unit, "heading": f"Giao nhiệm vụ tại {unit}"})


def term_in_keeping(request: HttpRequest, term_pk: int) -> Term:
    """A term that somebody could have granted, and so may correct and end."""
    term = get_object_or_404(Term.objects.visible_to(person(request)).select_related("unit", "user"), pk=term_pk)
    if term.role not in grantable_roles(person(request), term.unit):
        raise PermissionDenied
    return term


@roles(*KEEPERS)
@require_http_methods(["GET", "POST"])
def term_edit(request: HttpRequest, term_pk: int) -> HttpResponse:
    """Title, name, phone and e-mail. Whose password one may not reset, of him one may not change the address that resets it."""
    term = term_in_keeping(request, term_pk)
    if not may_hand_code_to(person(request), term.user):
        raise PermissionDenied
    form = TermEditForm(request.POST or None, instance=term)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
        messages.success(request, "Đã lưu.")
        return redirect(term.unit)
    return render(request, "units/term_form.html", {"form": form, "unit": term.unit, "heading": f"Sửa thông tin của {term.user}"})


@roles(*KEEPERS)
@require_http_methods(["GET", "POST"])
def term_end(request: HttpRequest, term_pk: int) -> HttpResponse:
    term = term_in_keeping(request, term_pk)
    form = TermEndForm(request.POST or None, instance=term)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"Nhiệm vụ của {term.user} kết thúc hết ngày {term.ends_on:%d/%m/%Y}.")
        return redirect(term.unit)
    return render(request, "units/term_form.html", {"form": form, "unit": term.unit, "heading": f"Kết thúc nhiệm vụ của {term.user}"})
