"""Asking the secretary for leave to send after the deadline: by the unit that was still writing, with all that it had written."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.models import Campaign, Invitation
from emulation.history.models import write_line
from emulation.notices.models import notify
from emulation.papers.content import Line
from emulation.people.models import Role, User
from emulation.vietnamese.dates import clock
from emulation.workflow import Badge, MoveRefused
from registrations.late_permits import GRANTORS, RECEIVING, permit_on, receives
from registrations.models import LatePermit, LateRequest, Registration
from registrations.papers import paper_of
from registrations.waiting import Row, Waiting

MOST = 20
ASKED = Badge("late", "!", "Xin nộp muộn")


def may_ask(campaign: Campaign, permit: LatePermit | None, at: datetime) -> bool:
    """Whether it is too late for a unit with this leave, or with none, while a further leave would still help."""
    return campaign.state in RECEIVING and not receives(campaign, permit, at)


def text_of(registration: Registration) -> str:
    """All that the unit has written, line by line, to be read and copied."""
    paper = paper_of(registration)
    return "\n".join([paper.title, *_written(paper.lines), f"{paper.signer_title} {paper.signer_name}".strip()]).strip()


def _written(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        yield f"{line.text} {line.value}".strip()
        yield from (" | ".join(row) for row in line.rows)


@transaction.atomic
def ask_late(registration: Registration, *, reason: str, by: User, at: datetime | None = None) -> LateRequest:
    """Ask for leave, in place of what was asked before and is not answered; the secretary is told.

    Raises MoveRefused when the unit may still send as it is, or the campaign takes nothing any more.
    """
    at = at or timezone.now()
    found = Invitation.objects.select_for_update(of=("self",)).filter(campaign=registration.campaign_id, unit=registration.unit_id)
    invitation = found.select_related("campaign__unit", "unit", "late_permit").first()
    if invitation is None or registration.is_on_paper or not registration.is_editable or not may_ask(invitation.campaign, permit_on(invitation), at):
        raise MoveRefused("Không có gì phải xin nộp muộn: đăng ký đã gửi hoặc còn gửi được, hoặc phong trào không nhận đăng ký nữa.")
    asked = {"text": text_of(registration), "reason": reason, "asked_by": by, "asked_at": at}
    request, _ = LateRequest.objects.update_or_create(invitation=invitation, closed_at=None, defaults=asked)
    term = by.term_over(invitation.unit, Role.HEAD)
    write_line(invitation, move="ask-late", label="Xin nộp muộn", at=at, by=by, title=str(term or ""), reason=reason)
    notify(
        User.objects.holding(Role.SECRETARY, invitation.campaign.unit),
        key=f"late-request:{request.pk}:{at.isoformat()}",
        subject=f"{invitation.unit} xin nộp đăng ký muộn",
        body=f"{invitation.campaign.title}.\nXin lúc {clock(at)}. Lý do: {reason}",
        url=reverse("registration-late-permit", args=[invitation.pk]),
        at=at,
    )
    return request


@transaction.atomic
def refuse_request(invitation: Invitation, *, reason: str, by: User, at: datetime | None = None) -> None:
    """Answer what the unit asked with a no; its heads read why. Raises MoveRefused when nothing is open."""
    at = at or timezone.now()
    if not LateRequest.objects.open().filter(invitation=invitation).update(closed_at=at):
        raise MoveRefused("Không có đề nghị nộp muộn nào đang chờ trả lời.")
    term = by.term_over(invitation.campaign.unit, *GRANTORS)
    write_line(invitation, move="refuse-late", label="Không cho nộp muộn", at=at, by=by, title=str(term or ""), reason=reason)
    notify(
        User.objects.holding(Role.HEAD, invitation.unit),
        key=f"late-refusal:{invitation.pk}:{at.isoformat()}",
        subject=f"{invitation.unit} không được nộp đăng ký muộn",
        body=f"{invitation.campaign.title}.\nLý do: {reason}\nNội dung đã ghi vẫn được giữ. Cần hỏi xin liên hệ {invitation.campaign.contact}.",
        url=invitation.campaign.get_absolute_url(),
        at=at,
    )


def open_request(invitation: Invitation | None) -> LateRequest | None:
    """What the unit asked and is not answered."""
    return LateRequest.objects.open().filter(invitation=invitation).select_related("asked_by").first() if invitation else None


def asking(registration: Registration, invitation: Invitation | None, permit: LatePermit | None) -> dict[str, Any]:
    """What a page of the unit that is still writing offers once the deadline has passed; nothing before."""
    closed = invitation is None or registration.is_on_paper or not registration.is_editable
    if closed or not may_ask(registration.campaign, permit, timezone.now()):
        return {}
    return {"may_ask_late": True, "asked": open_request(invitation), "whole_text": text_of(registration)}


def requests_for(user: User) -> Waiting:
    """What secretaries find on their first page."""
    waits = LateRequest.objects.waiting_for(user, timezone.now()) if user.terms_as(Role.SECRETARY) else LateRequest.objects.none()
    waiting = waits.select_related("invitation__unit", "invitation__campaign")
    return Waiting(
        "Đơn vị xin nộp muộn",
        [
            Row(
                f"{one.invitation.unit}: {one.invitation.campaign.title}",
                reverse("registration-late-permit", args=[one.invitation_id]),
                ASKED,
                "Xem xét",
                one.asked_at,
            )
            for one in waiting[:MOST]
        ],
    )
