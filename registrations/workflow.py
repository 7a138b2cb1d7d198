"""Every way a registration changes state."""

import secrets
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from emulation.campaigns.models import Campaign
from emulation.campaigns.models import State as CampaignState
from emulation.notices.models import Notice, notify
from emulation.people.models import Role, User
from emulation.units.models import Unit
from emulation.vietnamese.dates import clock
from emulation.workflow import Context, Move, MoveRefused, Moves, make_move, moves_open_to
from registrations.answers import answers_of, missing_answers, questions_of
from registrations.models import EDITABLE, Registration, State, Submission
from registrations.papers import html_of, paper_of
from registrations.reminders import reminder_key
from registrations.tasks import keep_paper

HEAD = frozenset({Role.HEAD})
SECRETARY = frozenset({Role.SECRETARY})
OVER = frozenset({CampaignState.SUMMED_UP, CampaignState.CLOSED})
RECEIPT_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def why_closed(campaign: Campaign, at: datetime) -> str:
    """Why the campaign takes no registration at that moment, and whom to ask; "" while it does."""
    if campaign.takes_registrations(at):
        return ""
    if campaign.is_suspended:
        return f"Phong trào đang tạm dừng nên chưa gửi được. Nội dung đã ghi vẫn được giữ. Xin hỏi {campaign.contact}."
    return f"Đã hết hạn đăng ký ({campaign.deadline_words}). Nội dung đã ghi vẫn được giữ. Xin liên hệ {campaign.contact}."


def refuse_late(registration: Registration, context: Context) -> None:
    """Raises MoveRefused, saying whom to ask, when the campaign takes no registrations at that moment."""
    if closed := why_closed(registration.campaign, context.at):
        raise MoveRefused(closed)


def _ready(registration: Registration, context: Context) -> None:
    refuse_late(registration, context)
    if missing := missing_answers(questions_of(registration), answers_of(registration)):
        raise MoveRefused(" ".join(sentence for _, sentence in missing))


def _submit(registration: Registration, context: Context) -> None:
    assert context.by is not None  # the clock submits nothing
    registration.submitted_at = context.at
    registration.accepted_at = registration.accepted_by = None
    submission = Submission.objects.create(
        registration=registration,
        ordinal=registration.submissions.count() + 1,
        receipt="".join(secrets.choice(RECEIPT_ALPHABET) for _ in range(8)),
        submitted_at=context.at,
        submitted_by=context.by,
        html=html_of(paper_of(registration, dated=timezone.localtime(context.at).date())),
    )
    transaction.on_commit(partial(keep_paper.delay, submission.pk), robust=True)  # a broker that is down loses nothing: the clock looks again
    reminders = Notice.objects.filter(key__startswith=reminder_key(registration.campaign, registration.unit))
    reminders.unread().update(read_at=context.at)  # what they asked for is done
    _tell(
        registration,
        Role.SECRETARY,
        context,
        f"{registration.unit} đã gửi đăng ký",
        f"Gửi lúc {clock(context.at)}, mã biên nhận {submission.receipt}.",
    )


def _in_progress(registration: Registration, context: Context) -> None:
    if registration.campaign.state in OVER:
        raise MoveRefused("Phong trào đã tổng kết hoặc kết thúc nên đăng ký không thay đổi được nữa.")


def _returnable(registration: Registration, context: Context) -> None:
    _in_progress(registration, context)
    if registration.campaign.is_suspended:
        raise MoveRefused("Phong trào đang tạm dừng nên đơn vị không gửi lại được. Xin cho phong trào tiếp tục trước khi trả lại.")
    if not registration.campaign.takes_registrations(context.at):
        raise MoveRefused("Đã hết hạn đăng ký nên đơn vị không gửi lại được. Xin gia hạn đăng ký của phong trào trước khi trả lại.")


def _launcher(registration: Registration) -> Unit:
    """The unit that launched the campaign: its secretary receives what comes in."""
    return registration.campaign.unit


def _accept(registration: Registration, context: Context) -> None:
    registration.accepted_at, registration.accepted_by = context.at, context.by
    _tell(registration, Role.HEAD, context, f"Đăng ký của {registration.unit} đã được tiếp nhận", f"Tiếp nhận lúc {clock(context.at)}.")


def _return(registration: Registration, context: Context) -> None:
    registration.accepted_at = registration.accepted_by = None
    body = f"Lý do: {context.reason}\nXin sửa và gửi lại, hạn {registration.campaign.due.until}."
    _tell(registration, Role.HEAD, context, f"Đăng ký của {registration.unit} được trả lại để sửa", body)


def _withdraw(registration: Registration, context: Context) -> None:
    refuse_late(registration, context)
    _tell(registration, Role.SECRETARY, context, f"{registration.unit} đã rút đăng ký", f"Rút lúc {clock(context.at)}.")


def _tell(registration: Registration, role: Role, context: Context, subject: str, body: str) -> None:
    """A notice about this move to the unit's head, or to the secretary who receives it."""
    where = registration.unit if role == Role.HEAD else _launcher(registration)
    notify(
        User.objects.holding(role, where),
        key=f"registration:{registration.pk}:{registration.state}:{context.at.isoformat()}",
        subject=subject,
        body=f"{registration.campaign.title}.\n{body}",
        url=registration.get_absolute_url(),
        at=context.at,
    )


MOVES: Moves = {
    "submit": Move("Gửi đăng ký", EDITABLE, State.SUBMITTED, HEAD, check=_ready, effect=_submit, css="primary"),
    "withdraw": Move(
        "Rút lại để sửa",
        frozenset({State.SUBMITTED}),
        State.WITHDRAWN,
        HEAD,
        effect=_withdraw,
        hint="Sau khi rút phải gửi lại trước khi hết hạn, nếu không thì coi như chưa đăng ký.",
    ),
    "accept": Move("Tiếp nhận", frozenset({State.SUBMITTED}), State.ACCEPTED, SECRETARY, made_at=_launcher, check=_in_progress, effect=_accept, css="primary"),
    "return": Move(
        "Trả lại để sửa",
        frozenset({State.SUBMITTED, State.ACCEPTED}),
        State.RETURNED,
        SECRETARY,
        needs_reason=True,
        made_at=_launcher,
        check=_returnable,
        effect=_return,
    ),
}


def moves_for(registration: Registration, user: User) -> dict[str, Move]:
    """The moves that this person could make on the registration now."""
    return moves_open_to(registration, MOVES, user)


def move_registration(registration: Registration, name: str, *, by: User, reason: str = "", at: datetime | None = None) -> Registration:
    """Make a move of the table; see `make_move` for what it raises."""
    return make_move(registration, MOVES, name, by=by, reason=reason, at=at)
