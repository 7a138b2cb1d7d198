"""The pages that show sheets as units will see them: which there are and who uses them, how one is filled in, how it is printed."""

from typing import Any, NamedTuple

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from emulation.campaigns.models import Campaign, SheetChoice
from emulation.history.models import Line
from emulation.listing import Listed
from emulation.papers.broken import BrokenPaper
from emulation.papers.content import Paper
from emulation.papers.downloads import not_printed, pdf_response
from emulation.papers.rendering import render_pdf
from emulation.people.access import person, roles
from emulation.people.models import User
from emulation.sheets.drafts import KEEPERS, offices_of
from emulation.sheets.models import ANSWERED, Sheet, SheetQuerySet
from emulation.units.kinds import Kind
from emulation.units.models import Unit
from registrations.answers import Answers
from registrations.forms import item_formset
from registrations.papers import blank_paper, html_of
from registrations.samples import likeliest_kind, sample_campaign, sample_office, sample_unit
from registrations.sheet_lists import SHEETS
from registrations.sheets import questions, words_of


def _seen_by(user: User) -> SheetQuerySet:
    """The sheets somebody may look at, each with those of his campaigns that use it."""
    uses = SheetChoice.objects.filter(campaign__in=Campaign.objects.visible_to(user)).select_related("campaign").order_by("campaign", "kind")
    return Sheet.objects.visible_to(user).select_related("unit").prefetch_related(Prefetch("choices", uses, to_attr="uses"))


@roles(*KEEPERS)
@require_safe
def sheet_list(request: HttpRequest) -> HttpResponse:
    """One's own sheets first, the newest version of each before the older ones."""
    user = person(request)
    listed = Listed(SHEETS, _seen_by(user), request.GET)
    if listed.wants_file:
        return listed.file()
    return render(request, "sheets/list.html", {"list": listed, "page": listed.page, "offices": offices_of(user)})


class Sample(NamedTuple):
    """A unit of one of the sheet's kinds, and the campaign that it might fill the sheet in for."""

    unit: Unit
    campaign: Campaign


def _sample(user: User, sheet: Sheet, wanted: str) -> Sample:
    offices = offices_of(user)
    office = sheet.unit or (offices[0] if offices else sample_office())
    kind = wanted if wanted in sheet.kinds else likeliest_kind(office, sheet.kinds)
    return Sample(sample_unit(office, kind), sample_campaign(office))


@roles(*KEEPERS)
@require_safe
def sheet_detail(request: HttpRequest, sheet_pk: int) -> HttpResponse:
    user = person(request)
    sheet = get_object_or_404(_seen_by(user), pk=sheet_pk)
    sample = _sample(user, sheet, request.GET.get("loai", ""))
    asked = [question for question in questions(sheet, words_of(sample.campaign, sample.unit)) if question.item.type in ANSWERED]
    context = {
        "sheet": sheet,
        "sample": sample.unit,
        "kinds": [(kind, Kind(kind).label) for kind in sheet.kinds],
        "formsets": [item_formset(question, Answers()) for question in asked],
        "paper": _paper(sheet, sample),
        "offices": offices_of(user),
        "keeps": _keeps(user, sheet),
        "lines": Line.objects.of(sheet),
    }
    return render(request, "sheets/detail.html", context)


def _keeps(user: User, sheet: Sheet) -> bool:
    return sheet.unit is not None and (user.is_superuser or user.term_over(sheet.unit, *KEEPERS) is not None)


def _paper(sheet: Sheet, sample: Sample) -> Paper:
    return blank_paper(sample.campaign, sample.unit, sheet)


@roles(*KEEPERS)
@require_safe
def sheet_pdf(request: HttpRequest, sheet_pk: int) -> HttpResponse:
    """The blank paper, as a unit of one of the sheet's kinds prints it."""
    sheet = get_object_or_404(_seen_by(person(request)), pk=sheet_pk)
    paper: Any = _paper(sheet, _sample(person(request), sheet, request.GET.get("loai", "")))
    try:
        return pdf_response(render_pdf(html_of(paper)), f"{sheet}.pdf", download="tai" in request.GET)
    except BrokenPaper as broken:
        return not_printed(request, str(sheet), broken, reverse("sheet-detail", args=[sheet.pk]))
