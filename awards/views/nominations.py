"""Reading nominations: the list, each with its checks, files and history, and its moves."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from awards.eligibility import findings_of
from awards.evidence import EvidenceForm
from awards.findings import blocks
from awards.flags import FLAGS, VERBS, flags_for
from awards.models import Comment, Evidence, Nomination, NominationQuerySet, State
from awards.nomination_forms import Checked, unchecked, units_written_by
from awards.nomination_lists import nominations_listing
from awards.sending import MOST_AT_ONCE, send_many
from awards.views.structure import structure_links, structure_year
from awards.workflow import MOVES, move_nomination, moves_for
from emulation.attachments.downloads import attachment_response
from emulation.campaigns.models import Campaign
from emulation.history.models import Line, LineQuerySet
from emulation.listing import Listed
from emulation.people.access import EVERYONE, holds, person, roles
from emulation.people.models import Role, User
from emulation.workflow import MoveRefused, Refused, asked, buttons

REASONED: dict[str, str] = {State.RETURNED: "return", State.REVOKED: "revoke"}  # by which move, whose reason the page says first
OF_THE_VOTE = ("pass", "fail")  # lines that nobody reads who may not learn the verdict yet
OF_THE_OFFICE = ("appraise", "reopen", "hold", "release", "pass", "fail", "vote-again", "approve")  # lines that no unit reads


def seen_nominations(request: HttpRequest) -> NominationQuerySet:
    """Those that the person may see, with what their pages and checks need."""
    related = ("unit__commune", "campaign__unit", "honour", "appraised_honour", "nominee_unit", "signed_by", "appraised_by", "entered_by", "exception_by")
    prefetched = ("honour__authorities", "appraised_honour__authorities", "evidence__attachment")
    user = person(request)
    return Nomination.objects.visible_to(user).as_known_to(user).select_related(*related).prefetch_related(*prefetched)


def listed_nominations(user: User, query: QueryDict) -> Listed:
    """Those that somebody may see, as the query wants them."""
    seen = Nomination.objects.visible_to(user).as_known_to(user)
    return Listed(nominations_listing(user), seen.select_related("unit__commune", "honour", "appraised_honour", "campaign"), query)


@roles(*EVERYONE)
@require_safe
def nomination_list(request: HttpRequest) -> HttpResponse:
    user = person(request)
    listed = listed_nominations(user, request.GET)
    if listed.wants_file:
        return listed.file()
    campaigns = Campaign.objects.filter(pk__in=Nomination.objects.visible_to(user).order_by().values("campaign")).order_by("-year", "title", "pk")
    context = {
        "list": listed,
        "page": listed.page,
        "rows": listed.lines,
        "nominates": units_written_by(user, on_paper=False).exists(),
        "enters": holds(user, Role.SECRETARY),
        "drafts": Nomination.objects.written_by(user).filter(state=State.DRAFT).count(),
        "most": MOST_AT_ONCE,
        "structures": structure_links(user, campaigns),
        "structure_year": structure_year(user),
    }
    return render(request, "nominations/list.html", context)


@roles(*EVERYONE)
@require_safe
def nomination_detail(request: HttpRequest, nomination_pk: int) -> HttpResponse:
    return detail_page(request, get_object_or_404(seen_nominations(request), pk=nomination_pk))


def detail_page(request: HttpRequest, nomination: Nomination, refused: Refused | None = None, evidence_form: EvidenceForm | None = None) -> HttpResponse:
    """Everything about a nomination that this person may know; after a refused move, with what was typed for it."""
    user = person(request)
    badge, inside = nomination.badge_for(user), nomination.shows_all_to(user)
    appraises = nomination.state == State.SUBMITTED and user.term_over(nomination.unit, Role.SECRETARY) is not None
    known = nomination if inside else nomination.as_the_unit_knows_it()
    findings = findings_of(known)
    writes = known.is_editable and user.term_over(known.unit, Role.SECRETARY if known.is_on_paper else Role.HEAD) is not None
    context = {
        "nomination": known,
        "badge": badge,
        "inside": inside,
        "findings": findings,
        "blocked": bool(blocks(findings, sending=known.is_editable)),
        "evidence": [one for one in known.evidence.all() if one.removed_at is None],
        **_looked_into(known),
        "writes": writes,
        "evidence_form": evidence_form or (EvidenceForm(nomination=known) if writes else None),
        "appraises": appraises,
        "moves": buttons({**moves_for(nomination, user), **flags_for(nomination, user)}, "nomination-move", known.pk, refused),
        "comments": Comment.objects.on_nomination(known) if inside else (),
        "lines": _lines(known, inside=inside).exclude(move__in=OF_THE_VOTE if known.hides_verdict_from(user) else ()),
        "why": _lines(known, inside=True).filter(move=REASONED[known.state]).first() if known.state in REASONED else None,
    }
    return render(request, "nominations/detail.html", context)


def _looked_into(nomination: Nomination) -> dict[str, list[str]]:
    """What its appraisal looked into, and what not, in words."""
    checked = [one.label for one in Checked if one in nomination.checklist]
    return {"checked": checked, "unchecked": unchecked(nomination.checklist)}


def _lines(nomination: Nomination, *, inside: bool) -> LineQuerySet:
    return Line.objects.of(nomination).exclude(move__in=() if inside else OF_THE_OFFICE)


@roles(Role.HEAD, Role.SECRETARY, Role.CHAIR)
@require_POST
def nomination_move(request: HttpRequest, nomination_pk: int, nomination_move: str) -> HttpResponse:
    nomination = get_object_or_404(seen_nominations(request), pk=nomination_pk)
    move = {**MOVES, **FLAGS}.get(nomination_move)
    if move is None or nomination_move == "appraise":
        raise Http404
    fields = asked(nomination_move, move, request.POST)
    reason = request.POST.get("reason", "")
    try:
        if fields is not None and not fields.is_valid():
            raise MoveRefused(f"Chưa “{move.label}”: xin sửa các ô có lỗi.")
        _make(nomination, nomination_move, person(request), getattr(fields, "reason", reason))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        now = get_object_or_404(seen_nominations(request), pk=nomination_pk)  # with what may be known of it by now
        return detail_page(request, now, Refused(nomination_move, reason, fields))
    done = "tạm dừng xét" if nomination_move == "hold" else f"{move.label[:1].lower()}{move.label[1:]}"
    messages.success(request, f"Đã {done}: {nomination.nominee}.")
    return redirect(nomination)


def _make(nomination: Nomination, name: str, by: User, reason: str) -> Any:
    if name in VERBS:
        return VERBS[name](nomination, by=by, reason=reason)
    return move_nomination(nomination, name, by=by, reason=reason)


@roles(*EVERYONE)
@require_safe
def nomination_evidence(request: HttpRequest, nomination_pk: int, evidence_pk: int) -> HttpResponse:
    """One file, to be saved."""
    visible = Evidence.objects.visible_to(person(request)).select_related("attachment", "nomination")
    evidence = get_object_or_404(visible, pk=evidence_pk, nomination=nomination_pk)
    return attachment_response(evidence.attachment, f"{evidence.nomination.nominee} - {evidence.attachment.name.rpartition('.')[0]}")


@roles(Role.HEAD, Role.SECRETARY)
@require_POST
def nomination_send_all(request: HttpRequest) -> HttpResponse:
    """Send the drafts of the list as it is filtered, so many at a time."""
    user = person(request)
    drafts = Nomination.objects.written_by(user).filter(state=State.DRAFT).select_related("unit__commune")
    outcome = send_many(listed_nominations(user, request.POST).within(drafts).rows[:MOST_AT_ONCE], by=user)
    if outcome.sent:
        messages.success(request, f"Đã gửi {len(outcome.sent)} đề nghị.")
    for nomination, why in outcome.refused[:10]:
        messages.error(request, f"{nomination.nominee}: {why}")
    if len(outcome.refused) > 10:
        messages.error(request, f"Còn {len(outcome.refused) - 10} đề nghị khác chưa gửi được. Xin mở từng đề nghị để xem lý do.")
    return redirect("nomination-list")
