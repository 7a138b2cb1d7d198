"""The register of outgoing papers: on screen, for the printer, and as a file; and how each series gets its numbers."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emulation.history.models import Line, write_line
from emulation.issuing.forms import SeriesForm
from emulation.issuing.jobs import start_printing
from emulation.issuing.lists import SERIES
from emulation.issuing.models import Series
from emulation.issuing.register import HEAD, ORDERS, Register, cells, choices_of, issuers, register_table
from emulation.issuing.views.papers import OFFICE
from emulation.listing import LONGEST, Listed, page_of, query_of
from emulation.papers.downloads import xlsx_response
from emulation.people.access import person, roles
from emulation.people.models import Role, User
from emulation.spreadsheets.downloads import csv_response
from emulation.spreadsheets.writing import csv_of, xlsx_of
from emulation.units.models import Unit

A_PAGE = 50


def _asked(request: HttpRequest, units: list[Unit]) -> tuple[Register | None, list[int], list[str]]:
    """The register that the query string asks for, the first one where it says nothing, and the years and symbols to choose from."""
    wanted = request.GET.get("co-quan", "")
    unit = next((one for one in units if str(one.pk) == wanted), units[0] if units and not wanted else None)
    if unit is None:
        return None, [], []
    years, symbols = choices_of(unit)
    year = next((one for one in years if str(one) == request.GET.get("nam", "")), years[0])
    symbol = request.GET.get("ky-hieu", "")
    words, order = request.GET.get("tim", "").strip()[:LONGEST], request.GET.get("xep", "")
    return Register(unit, year, symbol if symbol in symbols else "", words, order if order in ORDERS else ""), years, symbols


def _asked_or_404(request: HttpRequest) -> Register:
    register = _asked(request, issuers(person(request)))[0]
    if register is None:
        raise Http404
    return register


def _query(register: Register) -> str:
    asked = {"co-quan": str(register.unit.pk), "nam": str(register.year), "ky-hieu": register.symbol, "tim": register.words, "xep": register.order}
    return query_of(**asked)


@roles(*OFFICE)
@require_safe
def paper_register(request: HttpRequest) -> HttpResponse:
    units = issuers(person(request))
    register, years, symbols = _asked(request, units)
    if register is None:
        return render(request, "issuing/register.html", {"units": units})
    page = page_of(register.papers(), request, A_PAGE)
    context = {
        "register": register,
        "units": units,
        "years": years,
        "symbols": symbols,
        "page": page,
        "head": HEAD,
        "rows": [(paper, cells(paper)) for paper in page],
        "query": _query(register),
        "whole": _query(register.whole),
        "orders": [(slug, words) for slug, (words, _) in ORDERS.items()],
        "longest": LONGEST,
    }
    return render(request, "issuing/register.html", context)


@roles(*OFFICE)
@require_POST
def paper_register_pdf(request: HttpRequest) -> HttpResponse:
    register = _asked_or_404(request).whole
    url = f"{reverse('paper-register')}?{_query(register)}"
    return redirect(start_printing(register, owner=person(request), url=url))


@roles(*OFFICE)
@require_safe
def paper_register_export(request: HttpRequest, file_format: str) -> HttpResponse:
    if file_format not in ("xlsx", "csv"):
        raise Http404
    register = _asked_or_404(request)
    table = register_table(register)
    if file_format == "csv":
        return csv_response(csv_of(table), f"{register.file_name}.csv")
    return xlsx_response(xlsx_of(table), f"{register.file_name}.xlsx")


@roles(Role.SECRETARY, Role.ADMINISTRATOR)
@require_safe
def paper_series_list(request: HttpRequest) -> HttpResponse:
    listed = Listed(SERIES, Series.objects.kept_by(person(request)).select_related("unit"), request.GET)
    return listed.file() if listed.wants_file else render(request, "issuing/series_list.html", {"list": listed, "page": listed.page})


@roles(Role.SECRETARY, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def paper_series(request: HttpRequest, series_pk: int) -> HttpResponse:
    series = get_object_or_404(Series.objects.kept_by(person(request)).select_related("unit"), pk=series_pk)
    form = SeriesForm(request.POST or None, instance=series)
    if request.method == "POST" and form.is_valid():
        _save(form, person(request))
        messages.success(request, f"Đã lưu cách lấy số của {series}.")
        return redirect("paper-series-list")
    return render(request, "issuing/series.html", {"form": form, "series": series, "lines": Line.objects.of(series)})


@transaction.atomic
def _save(form: SeriesForm, by: User) -> None:
    """Keep the settings and write down who changed them, to what."""
    series = form.save()
    said = f"{series.get_manner_display()}; số mở đầu {series.opening_number} năm {series.opening_year}."
    term = by.term_over(series.unit, Role.SECRETARY, Role.ADMINISTRATOR)
    write_line(series, move="set", label="Đặt cách lấy số", at=timezone.now(), by=by, title=str(term or ""), reason=said)
