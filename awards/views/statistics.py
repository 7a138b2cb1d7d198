"""The statistics of a reporting year, on screen and as a workbook."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from awards.models import Decision
from awards.pictures import of_recipients, of_years
from awards.statistics import UNVERIFIED, ReportingYear, columns_of_numbers, counts_by_year, forms, given
from awards.statistics_jobs import start_printing
from emulation.campaigns.models import Campaign
from emulation.papers.downloads import xlsx_response
from emulation.people.access import person, roles
from emulation.people.models import Role
from emulation.spreadsheets.writing import Table, xlsx_of
from emulation.units.models import Unit

OFFICE = tuple(role for role in Role if role != Role.HEAD)


def offices(request: HttpRequest) -> list[Unit]:
    """The offices whose campaigns or decisions somebody sees, and his own."""
    user = person(request)
    deciding = Decision.objects.visible_to(user).order_by().values("unit")
    launching = Campaign.objects.visible_to(user).order_by().values("unit")
    own = [unit.pk for unit in user.units_as(*OFFICE)]
    found = Unit.objects.visible_to(user)
    return list((found.filter(pk__in=deciding) | found.filter(pk__in=launching) | found.filter(pk__in=own)).distinct().in_order())


def wanted(request: HttpRequest) -> tuple[list[Unit], Unit, ReportingYear]:
    units, year = offices(request), request.GET.get("nam", "")
    if not units:
        raise PermissionDenied
    asked = request.GET.get("co-quan", "")
    own = {unit.pk for unit in person(request).units_as(*OFFICE)}
    unit = next((one for one in units if str(one.pk) == asked), None) or next((one for one in units if one.pk in own), units[0])
    this_year = ReportingYear.of(timezone.localdate())
    return units, unit, ReportingYear(int(year)) if year.isdecimal() and 2000 <= int(year[:6]) <= 2100 else this_year


def _shown(form: Table) -> dict[str, object]:
    """A form as the page shows it: each column's head and each row's cells with the word above and the class of the column."""
    numbers = columns_of_numbers(form)
    heads = [(word, "number" if place in numbers else "") for place, word in enumerate(form.head)]
    return {"title": form.title, "heads": heads, "rows": [[(*head, value) for head, value in zip(heads, row, strict=True)] for row in form.rows]}


@roles(*OFFICE)
@require_safe
def award_statistics(request: HttpRequest) -> HttpResponse:
    units, unit, year = wanted(request)
    this_year = ReportingYear.of(timezone.localdate()).year
    years = range(this_year, this_year - 6, -1)
    awards = given(unit, year)
    pictures = [*of_years(counts_by_year(unit, year), year), *of_recipients(awards)]
    context = {"units": units, "unit": unit, "year": year, "years": years, "pictures": pictures, "unverified": UNVERIFIED}
    context["forms"] = [_shown(one) for one in forms(unit, year, awards)]
    return render(request, "decisions/statistics.html", context)


@roles(*OFFICE)
@require_safe
def award_statistics_xlsx(request: HttpRequest) -> HttpResponse:
    _, unit, year = wanted(request)
    return xlsx_response(xlsx_of(*forms(unit, year, given(unit, year))), f"Thống kê thi đua khen thưởng {year.year} - {unit}.xlsx")


@roles(*OFFICE)
@require_POST
def award_statistics_pdf(request: HttpRequest) -> HttpResponse:
    """The forms and pictures as a paper, by background work; `?co-quan=` and `?nam=` as on the page."""
    _, unit, year = wanted(request)
    return redirect(start_printing(unit, year, owner=person(request)))
