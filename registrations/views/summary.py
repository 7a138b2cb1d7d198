"""The summary for the council: on screen and as an Excel workbook. As a paper it is background work: see printing.py."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from emulation.papers.downloads import xlsx_response
from emulation.people.access import roles
from registrations.pictures import progress_of, results_of
from registrations.seeing import OFFICE
from registrations.summary import ACCEPTED_ONLY, Summary, summarise
from registrations.summary_paper import pledged
from registrations.summary_tables import summary_xlsx
from registrations.sums import KEPT_APART
from registrations.views.overview import campaign_seen_from_office

A_PAGE = 30
MOST_MISSING = 200  # on screen; all of them are in the workbook and on the paper


def _summary(request: HttpRequest, campaign_pk: int) -> Summary:
    return summarise(campaign_seen_from_office(request, campaign_pk), accepted_only=request.GET.get("chi") == ACCEPTED_ONLY)


@roles(*OFFICE)
@require_safe
def campaign_summary(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    summary = _summary(request, campaign_pk)
    page = Paginator(summary.lines, A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "campaign": summary.campaign,
        "summary": summary,
        "counts": [*summary.kinds, summary.total] if len(summary.kinds) > 1 else summary.kinds,
        "pictures": [progress_of(summary.total), *results_of(summary)],
        "kept_apart": KEPT_APART,
        "page": page,
        "pledges": [(line, *pledged(line)) for line in page],
        "missing": summary.missing[:MOST_MISSING],
        "more_missing": max(0, len(summary.missing) - MOST_MISSING),
        "chosen": ACCEPTED_ONLY if summary.accepted_only else "",
        "accepted_only": ACCEPTED_ONLY,
        "query": f"chi={ACCEPTED_ONLY}" if summary.accepted_only else "",
    }
    return render(request, "registrations/summary.html", context)


@roles(*OFFICE)
@require_safe
def campaign_summary_xlsx(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    summary = _summary(request, campaign_pk)
    return xlsx_response(summary_xlsx(summary), f"Tổng hợp đăng ký thi đua {summary.campaign.year} - {summary.campaign.unit}.xlsx")
