"""Pages of ballots: a member's, who votes on a phone, and the office's, which sees who has voted and not what.

What is chosen travels once, in the body of a POST, never in an address; answers are alike and equally long whatever it was, and no page of a vote is
kept by a browser. So the logs of a web server, which have addresses and lengths, say nothing of it.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.ballot_workflow import MOVES, move_ballot, moves_for
from awards.ballots import cast, enter_written
from awards.council_forms import VOTES, LiftForm, MannerForm, RecusalForm, VoteForm, WrittenForm, manner_of
from awards.meetings import change_manner, take_off_agenda
from awards.models import Attendance, Ballot, CouncilMember, Recusal
from awards.recusals import lift, recuse
from awards.sittings import Sitting
from awards.views.council import council_form
from emulation.history.models import Line
from emulation.people.access import EVERYONE, person, roles
from emulation.people.models import Role
from emulation.workflow import MoveRefused, Refused, asked, buttons

OF_BALLOT = ("meeting__unit__commune", "nomination__unit", "nomination__honour", "nomination__appraised_honour", "nomination__campaign")


def seen_ballot(request: HttpRequest, ballot_pk: int) -> Ballot:
    return get_object_or_404(Ballot.objects.visible_to(person(request)).select_related(*OF_BALLOT), pk=ballot_pk)


def kept_ballot(request: HttpRequest, ballot_pk: int) -> Ballot:
    """One that somebody prepares as secretary."""
    return get_object_or_404(Ballot.objects.kept_by(person(request)).select_related(*OF_BALLOT), pk=ballot_pk)


@roles(*EVERYONE)
@never_cache
@require_safe
def ballot_detail(request: HttpRequest, ballot_pk: int) -> HttpResponse:
    return _page(request, seen_ballot(request, ballot_pk))


def _page(request: HttpRequest, ballot: Ballot, refused: Refused | None = None) -> HttpResponse:
    user = person(request)
    keeps = user.term_over(ballot.unit, Role.SECRETARY) is not None
    sitting = Sitting(ballot.meeting, user)
    standing = sitting.standing(ballot.pk)
    context = {
        "ballot": ballot,
        "nomination": ballot.nomination,
        "standing": standing,
        "writing": [one for one in sitting.written if one in standing.taking_part] if keeps and ballot.is_open else (),
        "is_own": ballot.pk in {one.pk for one in sitting.own_ballots},
        "keeps": keeps,
        "runs": keeps or user.term_over(ballot.unit, Role.CHAIR) is not None,
        "moves": buttons(moves_for(ballot, user), "ballot-move", ballot.pk, refused),
        "lines": Line.objects.of(ballot),
    }
    return render(request, "awards/ballot.html", context)


@roles(*EVERYONE)
@never_cache
@sensitive_post_parameters("choice")
@sensitive_variables("form")
@require_http_methods(["GET", "POST"])
def ballot_vote(request: HttpRequest, ballot_pk: int) -> HttpResponse:
    """What is proposed, and two large buttons that each open a second one to confirm; then the next ballot, or that all is done."""
    user, ballot = person(request), seen_ballot(request, ballot_pk)
    get_object_or_404(Attendance.objects.filter(member__user=user), meeting=ballot.meeting_id)
    form = VoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _cast(request, ballot, VOTES[form.cleaned_data["choice"]])
    standing = Sitting(ballot.meeting, user).standing(ballot.pk)
    context = {
        "ballot": ballot,
        "nomination": ballot.nomination,
        "standing": standing,
        "votes": VOTES.items(),
        "can_vote": Ballot.objects.waiting_for(user).filter(pk=ballot.pk).exists(),
        "has_voted": standing.knows_vote_of(user),
        "is_recused": standing.recuses(user),
    }
    return render(request, "awards/vote.html", context)


@sensitive_variables("choice")
def _cast(request: HttpRequest, ballot: Ballot, choice: str) -> HttpResponse:
    try:
        cast(ballot, by=person(request), choice=choice)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(ballot.vote_url)
    further = Ballot.objects.waiting_for(person(request)).filter(meeting=ballot.meeting_id).order_by("position", "pk")
    left = f" Còn {len(further)} phiếu." if further else ""
    messages.success(request, f"Đã bỏ phiếu: {ballot.nomination.name}.{left}")
    return redirect(further[0].vote_url if further else ballot.vote_url)


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def ballot_manner(request: HttpRequest, ballot_pk: int) -> HttpResponse:
    ballot = kept_ballot(request, ballot_pk)
    form = MannerForm(request.POST or None, initial={"manner": manner_of(ballot)})
    if request.method == "POST" and form.is_valid():
        return _tried(request, ballot, lambda: change_manner(ballot, by=person(request), **form.chosen), "Đã đổi hình thức biểu quyết.")
    return _form(request, ballot, form, "Hình thức biểu quyết")


@roles(Role.SECRETARY)
@require_POST
def ballot_remove(request: HttpRequest, ballot_pk: int) -> HttpResponse:
    ballot = kept_ballot(request, ballot_pk)
    try:
        take_off_agenda(ballot, by=person(request))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(ballot)
    messages.success(request, f"Đã rút khỏi nội dung họp: {ballot.nomination.name}.")
    return redirect(ballot.meeting)


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def ballot_recuse(request: HttpRequest, ballot_pk: int) -> HttpResponse:
    ballot = kept_ballot(request, ballot_pk)
    form = RecusalForm(request.POST or None, ballot=ballot)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        told = f"{typed['member']} không tham gia biểu quyết."
        return _tried(request, ballot, lambda: recuse(ballot, typed["member"], reason=typed["reason"], by=person(request)), told)
    return _form(request, ballot, form, "Thêm người không tham gia biểu quyết")


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def ballot_lift(request: HttpRequest, recusal_pk: int) -> HttpResponse:
    kept = Recusal.objects.filter(ballot__in=Ballot.objects.kept_by(person(request)).values("pk"))
    recusal = get_object_or_404(kept.select_related("member", *(f"ballot__{path}" for path in OF_BALLOT)), pk=recusal_pk)
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = f"{recusal.member} được tham gia biểu quyết."
        return _tried(request, recusal.ballot, lambda: lift(recusal, reason=form.cleaned_data["reason"], by=person(request)), told)
    return _form(request, recusal.ballot, form, f"Cho tham gia biểu quyết: {recusal.member}")


@roles(Role.SECRETARY)
@never_cache
@sensitive_post_parameters("choice")
@require_http_methods(["GET", "POST"])
def ballot_written(request: HttpRequest, ballot_pk: int, council_member_pk: int) -> HttpResponse:
    """The opinion that an absent member wrote: what was entered before is not shown."""
    ballot = kept_ballot(request, ballot_pk)
    member = get_object_or_404(CouncilMember.objects.filter(attendances__meeting=ballot.meeting_id), pk=council_member_pk)
    form = WrittenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = f"Đã nhập ý kiến của {member}."
        return _tried(request, ballot, lambda: enter_written(ballot, member, choice=form.cleaned_data["choice"], by=person(request)), told)
    return _form(request, ballot, form, f"Ý kiến bằng văn bản: {member}")


def _tried(request: HttpRequest, ballot: Ballot, verb: Any, told: str) -> HttpResponse:
    """Do it and say so, or say why not; then back to the ballot."""
    try:
        verb()
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, told)
    return redirect(ballot)


def _form(request: HttpRequest, ballot: Ballot, form: Any, heading: str) -> HttpResponse:
    return council_form(request, form, heading, "Phiếu", ballot.get_absolute_url(), about=ballot.nomination)


@roles(Role.SECRETARY, Role.CHAIR)
@sensitive_post_parameters("agree", "disagree", "invalid")
@require_POST
def ballot_move(request: HttpRequest, ballot_pk: int, ballot_move: str) -> HttpResponse:
    ballot = seen_ballot(request, ballot_pk)
    if ballot_move not in MOVES:
        raise Http404
    move, reason = MOVES[ballot_move], request.POST.get("reason", "")
    fields = asked(ballot_move, move, request.POST)
    if fields and not fields.is_valid():
        return _page(request, ballot, Refused(ballot_move, reason, fields))
    try:
        moved = move_ballot(ballot, ballot_move, by=person(request), reason=reason, **(fields.cleaned_data if fields else {}))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        ballot.refresh_from_db(fields=["state"])
        return _page(request, ballot, Refused(ballot_move, reason, fields))
    messages.success(request, f"Đã {move.label[:1].lower()}{move.label[1:]}.")
    return redirect(moved)
