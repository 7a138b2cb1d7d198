"""Pages under /khen-thuong/quyet-dinh/: decisions as the office draws them up and follows them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.award_lists import OF_DECISION
from awards.decision_forms import AwardForm, DecisionForm
from awards.decision_papers import decrees_to_confirm
from awards.decision_workflow import MOVES, OPEN, move_decision, moves_for
from awards.finding import later_papers
from awards.lists import decisions_listing
from awards.models import Award, Decision, DecisionState, State
from awards.paying import sum_known
from awards.proposing import candidates, draw_up, put_in, reword, take_out
from awards.votes import needs_vote
from emulation.history.models import Line
from emulation.listing import Listed
from emulation.people.access import holds, person, roles
from emulation.people.models import Role
from emulation.workflow import MoveRefused, Refused, buttons

OFFICE = tuple(role for role in Role if role != Role.HEAD)
A_PAGE = 30


def seen_decision(request: HttpRequest, decision_pk: int) -> Decision:
    decisions = Decision.objects.visible_to(person(request)).select_related("unit__commune", "campaign", "meeting", "made_by", "decided_by")
    return get_object_or_404(decisions.select_related("submission", "paper").defer("submission__content", "paper__content"), pk=decision_pk)


def kept_decision(request: HttpRequest, decision_pk: int) -> Decision:
    """A decision of the secretary's own office. Raises PermissionDenied to others who see it."""
    decision = seen_decision(request, decision_pk)
    if not person(request).term_over(decision.unit, Role.SECRETARY):
        raise PermissionDenied
    return decision


def kept_award(request: HttpRequest, award_pk: int) -> Award:
    award = get_object_or_404(Award.objects.select_related("unit", "honour"), pk=award_pk, decision__in=Decision.objects.visible_to(person(request)))
    award.decision = kept_decision(request, award.decision_id)
    return award


@roles(*OFFICE)
@require_safe
def decision_list(request: HttpRequest) -> HttpResponse:
    several = len(person(request).units_in_view) > 1 or person(request).is_superuser
    decisions = Decision.objects.visible_to(person(request)).select_related("unit__commune", "campaign", "paper").defer("paper__content")
    listed = Listed(decisions_listing(several=several), decisions.annotate(how_many=Count("awards")), request.GET)
    if listed.wants_file:
        return listed.file()
    context = {
        "list": listed,
        "page": listed.page,
        "several": several,
        "draws_up": holds(person(request), Role.SECRETARY) and bool(person(request).terms_as(Role.SECRETARY)),
    }
    return render(request, "decisions/list.html", context)


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def decision_add(request: HttpRequest) -> HttpResponse:
    form = DecisionForm(request.POST or None, user=person(request), initial={"campaign": request.GET.get("phong-trao")})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        decision = draw_up(said["unit"], said["campaign"], said["subject"], by=person(request))
        return redirect("decision-candidates", decision.pk)
    return render(request, "decisions/form.html", {"form": form})


@roles(*OFFICE)
@require_safe
def decision_detail(request: HttpRequest, decision_pk: int) -> HttpResponse:
    return _page(request, seen_decision(request, decision_pk))


def _page(request: HttpRequest, decision: Decision, refused: Refused | None = None) -> HttpResponse:
    listed = Listed(OF_DECISION, decision.awards.select_related("honour", "unit", "nomination"), request.GET, url=decision.get_absolute_url())
    if listed.wants_file:
        return listed.file()
    keeps = bool(person(request).term_over(decision.unit, Role.SECRETARY))
    moves = {name: move for name, move in moves_for(decision, person(request)).items() if name not in ON_THE_CHAIRS_PAGE}
    count, writes = decision.awards.count(), keeps and decision.state in OPEN
    if not count:
        moves.pop("submit", None)  # there is nothing to submit yet
    context = {
        "decision": decision,
        "list": listed,
        "page": listed.page,
        "count": count,
        "total": sum_known(decision.awards.paid().values_list("prize", flat=True)),
        "moves": buttons(moves, "decision-move", decision.pk, refused),
        "writes": writes,
        "to_confirm": decrees_to_confirm(decision, timezone.localdate()) if writes else [],
        "keeps": keeps,
        "later": later_papers(decision),
        "decides": decision.state == DecisionState.SUBMITTED and bool(person(request).term_over(decision.unit, Role.CHAIR)),
        "lines": Line.objects.of(decision),
    }
    return render(request, "decisions/detail.html", context)


ON_THE_CHAIRS_PAGE = ("sign", "conclude", "return")


@roles(Role.SECRETARY, Role.CHAIR)
@require_POST
def decision_move(request: HttpRequest, decision_pk: int, decision_move: str) -> HttpResponse:
    decision = seen_decision(request, decision_pk)
    if decision_move not in MOVES:
        raise Http404
    reason = request.POST.get("reason", "")
    try:
        moved = move_decision(decision, decision_move, by=person(request), reason=reason)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        decision.refresh_from_db(fields=["state"])
        if decision_move in ON_THE_CHAIRS_PAGE:
            return redirect("decision-deciding", decision.pk)
        return _page(request, decision, Refused(decision_move, reason))
    messages.success(request, f"{moved}: {moved.badge.word}.")
    return redirect(moved)


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def decision_candidates(request: HttpRequest, decision_pk: int) -> HttpResponse:
    decision = kept_decision(request, decision_pk)
    found = candidates(decision, timezone.localdate())
    chosen = {*request.POST.getlist("de-nghi"), *request.POST.getlist("chua-bieu-quyet")}
    if request.method == "POST":
        try:
            count = put_in(decision, [one for one in found if str(one.pk) in chosen], by=person(request))
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Đã thêm {count} trường hợp vào danh sách.")
            return redirect(decision)
    context = {
        "decision": decision,
        "voted": [(one, False) for one in found if one.state == State.PASSED],
        "unvoted": [(one, needs_vote(one)) for one in found if one.state != State.PASSED],
        "chosen": chosen,
        "all": "chon" in request.GET,
    }
    return render(request, "decisions/candidates.html", context)


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def award_edit(request: HttpRequest, award_pk: int) -> HttpResponse:
    award = kept_award(request, award_pk)
    form = AwardForm(request.POST or None, instance=award)
    if request.method == "POST" and form.is_valid():
        try:
            reword(form.save(commit=False), by=person(request))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã lưu.")
            return redirect(award.decision)
    return render(request, "decisions/award_form.html", {"form": form, "award": award})


@roles(Role.SECRETARY)
@require_POST
def award_take_out(request: HttpRequest, award_pk: int) -> HttpResponse:
    award = kept_award(request, award_pk)
    try:
        take_out(award, by=person(request))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã bỏ {award.name} khỏi danh sách.")
    return redirect(award.decision)
