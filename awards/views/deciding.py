"""The chair's pages: each case of a decision with what is known of it, marked one by one or many at once, then signed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from awards.award_lists import deciding_listing
from awards.award_workflow import MARKS, MOVES, mark_many, move_award, moves_for
from awards.decision_workflow import moves_for as moves_of_decision
from awards.models import Award, AwardState, Decision, MeetingState
from awards.views.decisions import OFFICE, seen_decision
from emulation.history.models import Line
from emulation.listing import Listed
from emulation.people.access import person, roles
from emulation.people.models import Role
from emulation.workflow import MoveRefused, Refused, buttons


def decided_decision(request: HttpRequest, decision_pk: int) -> Decision:
    """A decision of the chair's own office. Raises PermissionDenied to others who see it."""
    decision = seen_decision(request, decision_pk)
    if not person(request).term_over(decision.unit, Role.CHAIR):
        raise PermissionDenied
    return decision


@roles(Role.CHAIR)
@require_safe
def decision_deciding(request: HttpRequest, decision_pk: int) -> HttpResponse:
    return _page(request, decided_decision(request, decision_pk))


def _page(request: HttpRequest, decision: Decision, tried: dict[str, object] | None = None) -> HttpResponse:
    states, awards = list(decision.awards.values_list("state", flat=True)), decision.awards.select_related("honour", "unit", "nomination")
    listed = Listed(deciding_listing(states), awards, request.GET, url=reverse("decision-deciding", args=[decision.pk]))
    if listed.wants_file:
        return listed.file()
    moves = moves_of_decision(decision, person(request))
    waiting = states.count(AwardState.PROPOSED)
    offered = {name: move for name, move in moves.items() if name != "sign" or not waiting}
    context = {
        "decision": decision,
        "list": listed,
        "page": listed.page,
        "waiting": waiting,
        "decided": len(states) - waiting,
        "count": len(states),
        "open": "sign" in moves,
        "moves": buttons(offered, "decision-move", decision.pk),
        "all": "chon" in request.GET,
        "tried": tried,
    }
    return render(request, "decisions/deciding.html", context)


@roles(Role.CHAIR)
@require_POST
def decision_mark(request: HttpRequest, decision_pk: int, award_move: str) -> HttpResponse:
    """Mark the ticked cases, or with "tat-ca" all that wait."""
    decision = decided_decision(request, decision_pk)
    if award_move not in MARKS:
        raise Http404
    wanted, reason = request.POST.getlist("truong-hop"), request.POST.get("reason", "")
    awards = decision.awards.select_related("decision__unit")
    chosen = awards.filter(state=AwardState.PROPOSED) if "tat-ca" in request.POST else awards.filter(pk__in=[one for one in wanted if one.isdecimal()])
    try:
        marked = mark_many(chosen, award_move, by=person(request), reason=reason)
    except MoveRefused as refusal:
        return _page(request, decision, {"move": award_move, "reason": reason, "chosen": wanted, "sentences": [str(refusal)]})
    if marked.moved:
        messages.success(request, f"{MOVES[award_move].label}: {len(marked.moved)} trường hợp.")
    if marked.refused:
        kept = [str(award.pk) for award, _ in marked.refused]
        return _page(request, decision, {"move": award_move, "reason": reason, "chosen": kept, "sentences": [sentence for _, sentence in marked.refused]})
    return redirect("decision-deciding", decision.pk)


def seen_award(request: HttpRequest, award_pk: int) -> Award:
    """A case of a decision that somebody sees from the office."""
    awards = Award.objects.select_related("honour", "unit", "certificate", "nomination__appraised_by", "nomination__signed_by", "nomination__honour")
    award = get_object_or_404(awards.defer("certificate__content"), pk=award_pk, decision__in=Decision.objects.visible_to(person(request)))
    award.decision = seen_decision(request, award.decision_id)
    return award


@roles(*OFFICE)
@require_safe
def award_deciding(request: HttpRequest, award_pk: int) -> HttpResponse:
    return _case(request, seen_award(request, award_pk))


def _case(request: HttpRequest, award: Award, refused: Refused | None = None) -> HttpResponse:
    context = {
        "award": award,
        "decision": award.decision,
        "nomination": award.nomination,
        "moves": buttons(moves_for(award, person(request)), "award-move", award.pk, refused),
        "evidence": list(award.nomination.evidence.select_related("attachment")),
        "ballot": award.nomination.ballots.filter(meeting__state=MeetingState.CLOSED, has_passed__isnull=False).order_by("-pk").first(),
        "lines": Line.objects.of(award),
    }
    return render(request, "decisions/case.html", context)


@roles(Role.CHAIR)
@require_POST
def award_move(request: HttpRequest, award_pk: int, award_move: str) -> HttpResponse:
    award = seen_award(request, award_pk)
    if award_move not in MOVES:
        raise Http404
    reason = request.POST.get("reason", "")
    try:
        moved = move_award(award, award_move, by=person(request), reason=reason)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        award.refresh_from_db(fields=["state"])
        return _case(request, award, Refused(award_move, reason))
    messages.success(request, f"{award.name}: {moved.badge.word}.")
    return redirect("decision-deciding", award.decision_id) if award_move in MARKS else redirect(award)
