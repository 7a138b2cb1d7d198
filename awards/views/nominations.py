"""Reading nominations: the list, each with its checks, files and history, and its moves."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from awards.eligibility import blocks, findings_of
from awards.evidence import EvidenceForm
from awards.flags import FLAGS, VERBS, flags_for
from awards.models import Evidence, Honour, Nomination, NominationQuerySet, State, Subject
from awards.models.nomination import OFFICE
from awards.nomination_forms import Checked
from awards.nomination_wish import ORDERS, STATES, Wish, list_table
from awards.sending import MOST_AT_ONCE, send_many
from awards.views.structure import structure_links
from awards.workflow import MOVES, move_nomination, moves_for
from emulation.attachments.downloads import attachment_response
from emulation.campaigns.models import Campaign
from emulation.history.models import Line, LineQuerySet
from emulation.listing import page_of
from emulation.people.access import EVERYONE, holds, person, roles
from emulation.people.models import Role, User
from emulation.spreadsheets.downloads import xlsx_response
from emulation.spreadsheets.writing import xlsx_of
from emulation.workflow import Move, MoveRefused, Refused, asked, buttons

A_PAGE, LINES = 30, 30
OF_THE_OFFICE = ("appraise", "reopen", "hold", "release", "pass", "fail", "approve", "refuse")  # lines that no unit reads


def seen_nominations(request: HttpRequest) -> NominationQuerySet:
    """Those that the person may see, with what their pages and checks need."""
    related = ("unit__commune", "campaign__unit", "honour", "appraised_honour", "nominee_unit", "signed_by", "appraised_by", "entered_by", "exception_by")
    prefetched = ("honour__authorities", "appraised_honour__authorities", "evidence__attachment")
    return Nomination.objects.visible_to(person(request)).select_related(*related).prefetch_related(*prefetched)


def listed_nominations(request: HttpRequest, wish: Wish) -> NominationQuerySet:
    related = ("unit__commune", "honour", "appraised_honour")
    return wish.of(Nomination.objects.visible_to(person(request)).select_related(*related), person(request))


@roles(*EVERYONE)
@require_safe
def nomination_list(request: HttpRequest) -> HttpResponse:
    wish, user = Wish.read(request.GET), person(request)
    page = page_of(listed_nominations(request, wish).defer("achievement", "opinion"), request, A_PAGE)
    seen = Nomination.objects.visible_to(user).order_by()
    campaigns = Campaign.objects.filter(pk__in=seen.values("campaign")).order_by("-year", "title", "pk")
    context = {
        "wish": wish,
        "page": page,
        "rows": [(one, one.badge_for(user), one.proposed if one.shows_all_to(user) else one.honour) for one in page],
        "campaigns": [(str(campaign.pk), campaign.title) for campaign in campaigns],
        "honours": [(str(pk), name) for pk, name in Honour.objects.filter(pk__in=seen.values("honour")).values_list("pk", "name")],
        "states": STATES,
        "subjects": Subject.choices,
        "orders": [(key, label) for key, (label, _) in ORDERS.items()],
        "nominates": holds(user, Role.HEAD),
        "enters": holds(user, Role.SECRETARY),
        "reads_catalogue": holds(user, *OFFICE),
        "drafts": Nomination.objects.written_by(user).filter(state=State.DRAFT).count(),
        "most": MOST_AT_ONCE,
        "structures": structure_links(user, campaigns),
    }
    return render(request, "nominations/list.html", context)


@roles(*EVERYONE)
@require_safe
def nomination_list_export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, all of its pages."""
    wanted = listed_nominations(request, Wish.read(request.GET)).select_related("unit__commune", "honour", "appraised_honour", "campaign")
    name = f"Đề nghị khen thưởng {timezone.localdate():%d-%m-%Y}.xlsx"
    return xlsx_response(xlsx_of(list_table(wanted.iterator(chunk_size=500), person(request))), name)


@roles(*EVERYONE)
@require_safe
def nomination_detail(request: HttpRequest, nomination_pk: int) -> HttpResponse:
    return detail_page(request, get_object_or_404(seen_nominations(request), pk=nomination_pk))


def detail_page(request: HttpRequest, nomination: Nomination, refused: Refused | None = None, evidence_form: EvidenceForm | None = None) -> HttpResponse:
    """Everything about a nomination that this person may know; after a refused move, with what was typed for it."""
    user = person(request)
    badge, inside = nomination.badge_for(user), nomination.shows_all_to(user)
    offered: dict[str, Move] = {**moves_for(nomination, user), **flags_for(nomination, user)}
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
        "checked": [Checked(one).label for one in known.checklist if one in Checked.values],
        "writes": writes,
        "evidence_form": evidence_form or (EvidenceForm(nomination=known) if writes else None),
        "appraises": appraises,
        "moves": buttons(offered, "nomination-move", known.pk, refused),
        "lines": _lines(known, inside=inside),
        "returned": _lines(known, inside=True).filter(move="return").first() if known.state == State.RETURNED else None,
    }
    return render(request, "nominations/detail.html", context)


def _lines(nomination: Nomination, *, inside: bool) -> LineQuerySet:
    lines = Line.objects.of(nomination)
    return lines if inside else lines.exclude(move__in=OF_THE_OFFICE)


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
        nomination.refresh_from_db(fields=["state"])
        return detail_page(request, nomination, Refused(nomination_move, reason, fields))
    messages.success(request, f"Đã {move.label[:1].lower()}{move.label[1:]}: {nomination.name}.")
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
    return attachment_response(evidence.attachment, f"{evidence.nomination.name} - {evidence.attachment.name.rpartition('.')[0]}")


@roles(Role.HEAD, Role.SECRETARY)
@require_POST
def nomination_send_all(request: HttpRequest) -> HttpResponse:
    """Send the drafts of the list as it is filtered, so many at a time."""
    user = person(request)
    wish = Wish.read(request.POST)
    drafts = wish.of(Nomination.objects.written_by(user).filter(state=State.DRAFT), user)
    outcome = send_many(drafts.select_related("unit__commune")[:MOST_AT_ONCE], by=user)
    if outcome.sent:
        messages.success(request, f"Đã gửi {len(outcome.sent)} đề nghị.")
    for nomination, why in outcome.refused[:10]:
        messages.error(request, f"{nomination.name}: {why}")
    if len(outcome.refused) > 10:
        messages.error(request, f"Còn {len(outcome.refused) - 10} đề nghị khác chưa gửi được. Xin mở từng đề nghị để xem lý do.")
    return redirect("nomination-list")
