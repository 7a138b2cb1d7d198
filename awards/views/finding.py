"""What was awarded to whom: found by name, unit, year and honour, and the history of one recipient."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from awards.award_lists import GOLDEN_BOOK
from awards.award_workflow import moves_for
from awards.finding import later_papers, others_of
from awards.models import Award
from emulation.history.models import Line
from emulation.issuing.serving import stored_response
from emulation.listing import Listed
from emulation.people.access import EVERYONE, person, roles
from emulation.workflow import buttons


@roles(*EVERYONE)
@require_safe
def award_list(request: HttpRequest) -> HttpResponse:
    seen = Award.objects.visible_to(person(request)).select_related("honour", "unit__commune", "decision__paper", "decision__unit")
    listed = Listed(GOLDEN_BOOK, seen.defer("decision__paper__content"), request.GET)
    return listed.file() if listed.wants_file else render(request, "decisions/awards.html", {"list": listed, "page": listed.page})


@roles(*EVERYONE)
@require_safe
def award_detail(request: HttpRequest, award_pk: int) -> HttpResponse:
    seen = Award.objects.visible_to(person(request))
    whole = seen.select_related("honour", "unit__commune", "nomination", "decision__unit", "decision__campaign", "decision__paper", "certificate")
    award = get_object_or_404(whole.defer("decision__paper__content", "certificate__content"), pk=award_pk)
    office = bool(person(request).is_superuser or person(request).sees(award.decision.unit))
    context = {
        "award": award,
        "later": later_papers(award.decision),
        "others": others_of(award, seen),
        "moves": buttons(moves_for(award, person(request)), "award-move", award.pk),
        "in_office": office,
        "lines": Line.objects.of(award) if office else [],
    }
    return render(request, "decisions/award.html", context)


@roles(*EVERYONE)
@require_safe
def award_paper(request: HttpRequest, award_pk: int) -> HttpResponse:
    """The kept Quyết định by which it was awarded, for all who see the award: the unit has no other way to it."""
    seen = Award.objects.visible_to(person(request)).select_related("decision__paper").defer("decision__paper__content")
    paper = get_object_or_404(seen, pk=award_pk).decision.paper
    assert paper is not None  # a decision has granted nothing before its paper was issued
    return stored_response(request, name=paper.file, sha256=paper.sha256, size=paper.kept_size, shown_as=f"{paper.file_title}.pdf")
