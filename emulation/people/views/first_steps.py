"""The way from an empty installation to a commune with units and accounts."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from emulation.people.access import person, roles
from emulation.people.models import Role, Term, User
from emulation.units.forms import UnitForm
from emulation.units.kinds import COMMUNES, Kind
from emulation.units.models import Unit
from emulation.units.tree import add_unit


@roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def first_steps(request: HttpRequest) -> HttpResponse:
    """A list of what is done and what comes next; the first of it, the commune, on the page itself."""
    user = person(request)
    if not user.is_superuser:
        raise PermissionDenied
    form = UnitForm(request.POST or None, parent=None, initial={"kind": Kind.WARD})
    if request.method == "POST" and form.is_valid():
        unit = _plant(form.save(commit=False), user)
        messages.success(request, f"Đã lập {unit}.")
        return redirect("first-steps")
    communes = Unit.objects.filter(kind__in=COMMUNES).in_order()[:20]
    return render(request, "people/first_steps.html", {"form": form, "communes": _progress(list(communes))})


@transaction.atomic
def _plant(unit: Unit, administrator: User) -> Unit:
    """The commune, with the one who enters it as its administrator."""
    planted = add_unit(None, unit)
    Term.objects.create(user=administrator, unit=planted, role=Role.ADMINISTRATOR, title="Quản trị", starts_on=timezone.localdate())
    return planted


def _progress(communes: list[Unit]) -> list[dict[str, object]]:
    units = Counter(Unit.objects.filter(commune__in=communes).order_by().values_list("commune", flat=True))
    terms = Term.objects.in_force().filter(Q(unit__in=communes) | Q(unit__commune__in=communes))
    held = Counter((commune or unit, role) for unit, commune, role in terms.values_list("unit", "unit__commune", "role"))
    return [{"unit": one, "units": units[one.pk], "secretaries": held[one.pk, Role.SECRETARY], "heads": held[one.pk, Role.HEAD]} for one in communes]
