"""What was awarded to whom: found by name, unit, year and honour, and the history of one recipient."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from awards.award_workflow import moves_for
from awards.finding import HEAD, Wish, export_rows, others_of
from awards.models import Award, Honour, Subject
from emulation.history.models import Line
from emulation.listing import page_of
from emulation.papers.downloads import xlsx_response
from emulation.people.access import EVERYONE, holds, person, roles
from emulation.people.models import Role
from emulation.spreadsheets.writing import Table, xlsx_of
from emulation.workflow import buttons

A_PAGE = 30
OFFICE = tuple(role for role in Role if role != Role.HEAD)


@roles(*EVERYONE)
@require_safe
def award_list(request: HttpRequest) -> HttpResponse:
    wish, seen = Wish.read(request.GET), Award.objects.visible_to(person(request))
    context = {
        "wish": wish,
        "page": page_of(wish.of(seen), request, A_PAGE),
        "years": list(seen.order_by("-book_year").values_list("book_year", flat=True).distinct()),
        "honours": Honour.objects.filter(pk__in=seen.order_by().values("honour")),
        "subjects": Subject.choices,
        "decides": holds(person(request), *OFFICE),
    }
    return render(request, "decisions/awards.html", context)


@roles(*EVERYONE)
@require_safe
def award_list_export(request: HttpRequest) -> HttpResponse:
    """What the list shows as it is filtered, all pages of it."""
    awards = Wish.read(request.GET).of(Award.objects.visible_to(person(request)))
    return xlsx_response(xlsx_of(Table("Khen thưởng", HEAD, export_rows(awards))), "Khen thưởng.xlsx")


@roles(*EVERYONE)
@require_safe
def award_detail(request: HttpRequest, award_pk: int) -> HttpResponse:
    seen = Award.objects.visible_to(person(request))
    whole = seen.select_related("honour", "unit__commune", "nomination", "decision__unit", "decision__campaign", "decision__paper", "certificate")
    award = get_object_or_404(whole.defer("decision__paper__content", "certificate__content"), pk=award_pk)
    office = bool(person(request).is_superuser or person(request).sees(award.decision.unit))
    context = {
        "award": award,
        "others": others_of(award, seen),
        "moves": buttons(moves_for(award, person(request)), "award-move", award.pk),
        "in_office": office,
        "lines": Line.objects.of(award)[:30] if office else [],
    }
    return render(request, "decisions/award.html", context)
