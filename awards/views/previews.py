"""What the pages share that show an uploaded list before it is imported."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from emulation.spreadsheets.plans import Plan

ROWS_A_PAGE = 100


def preview_of(plan: Plan, request: HttpRequest) -> dict[str, Any]:
    """What each row of an uploaded list would do, the faulty ones first, a page at a time."""
    page = Paginator(plan.worst_first(), ROWS_A_PAGE).get_page(request.GET.get("trang"))
    return {"plan": plan, "counts": plan.count().items(), "page": page, "rows": [(entry, plan.shown(entry)) for entry in page]}
