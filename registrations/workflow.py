"""Every way a registration changes state."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from emulation.campaigns.deadlines import due
from emulation.campaigns.models import Campaign
from emulation.campaigns.models import State as CampaignState
from emulation.history.models import Line
from emulation.notices.models import Notice, notify
from emulation.people.models import Role, User
from emulation.short_codes import new_code
from emulation.units.models import Unit
from emulation.vietnamese.dates import clock
from emulation.workflow import Context, Move, MoveRefused, Moves, make_move, moves_open_to
from registrations.answers import answers_of, clear_answers, missing_answers, questions_of
from registrations.late_permits import last_instant, permit_of, receives, why_closed_with, why_paper_closed
from registrations.models import EDITABLE, Registration, State, Submission
from registrations.papers import html_of, paper_of
from registrations.reminders import reminder_key
from registrations.tasks import keep_paper

HEAD = frozenset({Role.HEAD})
SECRETARY = frozenset({Role.SECRETARY})
OVER = frozenset({CampaignState.SUMMED_UP, CampaignState.CLOSED})


def why_closed(campaign: Campaign, unit: Unit, at: datetime) -> str:
    """Why the campaign takes no registration of the unit at that moment, and whom to ask; "" while it does."""
    return "" if campaign.takes_registrations(at) else why_closed_with(campaign, permit_of(campaign, unit), at)


def refuse_late(registration: Registration, context: Context) -> None:
    """Raises MoveRefused, saying whom to ask, when the campaign takes no registration of the unit at that moment."""
    if closed := why_closed(registration.campaign, registration.unit, context.at):
        raise MoveRefused(closed)


def _ready(registration: Registration, context: Context) -> None:
    if registration.is_being_entered:
        raise MoveRefused("Thư ký đang nhập bản giấy của đơn vị nên không gửi bản điện tử nữa. Cần sửa xin báo thư ký.")
    refuse_late(registration, context)
    if not registration.campaign.invitations.filter(unit=registration.unit_id).exists():
        raise MoveRefused("Đơn vị đã đổi tên hoặc sáp nhập: đơn vị kế tục gửi đăng ký thay. Nội dung ở đây vẫn được giữ để xem lại.")
    _refuse_incomplete(registration)


def _refuse_incomplete(registration: Registration) -> None:
    if missing := missing_answers(questions_of(registration), answers_of(registration)):
        raise MoveRefused(" ".join(sentence for _, sentence in missing))


def _refuse_electronic(registration: Registration, context: Context) -> None:
    if not registration.is_on_paper:
        raise MoveRefused("Đăng ký này không nhập từ bản giấy.")


def _paper_ready(registration: Registration, context: Context) -> None:
    _refuse_electronic(registration, context)
    assert registration.received_on_paper_at is not None
    if closed := why_paper_closed(registration.campaign, permit_of(registration.campaign, registration.unit), registration.received_on_paper_at):
        raise MoveRefused(closed)
    if not registration.paper_scans.in_use().exists():
        raise MoveRefused("Chưa có bản quét của bản giấy. Xin tải bản quét lên trước khi ghi nhận.")
    _refuse_incomplete(registration)


def _submit(registration: Registration, context: Context) -> None:
    registration.received_on_paper_at = registration.entered_by = None  # the unit sends in its own what it corrects
    submission = _file(registration, context)
    _tell(
        registration,
        Role.SECRETARY,
        context,
        f"{registration.unit} đã gửi đăng ký",
        f"Gửi lúc {clock(context.at)}, mã biên nhận {submission.receipt}.",
    )


def _record_paper(registration: Registration, context: Context) -> None:
    assert registration.received_on_paper_at is not None  # the check has seen to it
    registration.entered_by = context.by
    submission = _file(registration, context)
    received = clock(registration.received_on_paper_at)
    _tell(
        registration,
        Role.HEAD,
        context,
        f"Đã ghi nhận đăng ký bản giấy của {registration.unit}",
        f"Nhận bản giấy lúc {received}, {context.by} nhập lúc {clock(context.at)}, mã biên nhận {submission.receipt}.\n"
        "Xin xem lại; nếu nhập sai xin báo thư ký.",
    )


def _file(registration: Registration, context: Context) -> Submission:
    """What is sent in, frozen. What came on paper counts from the moment it came."""
    assert context.by is not None  # the clock submits nothing
    sent_at = registration.received_on_paper_at or context.at
    registration.submitted_at = sent_at
    registration.accepted_at = registration.accepted_by = None
    submission = Submission.objects.create(
        registration=registration,
        ordinal=registration.submissions.count() + 1,
        receipt=new_code(),
        submitted_at=context.at,
        submitted_by=context.by,
        received_on_paper_at=registration.received_on_paper_at,
        html=html_of(paper_of(registration, dated=timezone.localtime(sent_at).date())),
    )
    transaction.on_commit(partial(keep_paper.delay, submission.pk), robust=True)  # a broker that is down loses nothing: the clock looks again
    reminders = Notice.objects.filter(key__startswith=reminder_key(registration.campaign, registration.unit))
    reminders.unread().update(read_at=context.at)  # what they asked for is done
    return submission


def _take_over(registration: Registration, context: Context) -> None:
    campaign = registration.campaign
    _tell(
        registration,
        Role.HEAD,
        context,
        f"Thư ký đang nhập bản giấy của {registration.unit}",
        "Bản giấy thay cho bản đang làm trên mạng; nội dung đang làm được giữ để sửa theo bản giấy. "
        f"Nếu đơn vị không nộp bản giấy, xin báo {campaign.contact}.",
        url=campaign.get_absolute_url(),  # the unit does not see its registration before the paper is recorded
    )


def _abandon_paper(registration: Registration, context: Context) -> None:
    """What the secretary typed goes, but not what the unit had begun; the scans stay out of use, and the unit may go on itself."""
    registration.paper_scans.filter(removed_at=None).update(removed_at=context.at)
    registration.received_on_paper_at = registration.entered_by = None
    if _was_taken_over(registration):
        _tell(registration, Role.HEAD, context, f"Thư ký không nhập bản giấy của {registration.unit} nữa", f"Lý do: {context.reason}\nXin xem lại và tự gửi.")
        return
    clear_answers(registration)
    registration.own_number = registration.signer_title = registration.signer_name = ""


def _was_taken_over(registration: Registration) -> bool:
    """Whether the paper that is being entered took the place of what the unit was writing itself."""
    last = Line.objects.of(registration).filter(move__in=[TAKE_OVER, "abandon-paper"]).first()
    return last is not None and last.move == TAKE_OVER


def _in_progress(registration: Registration, context: Context) -> None:
    if registration.campaign.state in OVER:
        raise MoveRefused("Phong trào đã tổng kết hoặc kết thúc nên đăng ký không thay đổi được nữa.")


def _returnable(registration: Registration, context: Context) -> None:
    _in_progress(registration, context)
    if registration.campaign.is_suspended:
        raise MoveRefused("Phong trào đang tạm dừng nên đơn vị không gửi lại được. Xin cho phong trào tiếp tục trước khi trả lại.")
    if not registration.is_on_paper and why_closed(registration.campaign, registration.unit, context.at):
        raise MoveRefused("Đã hết hạn đăng ký nên đơn vị không gửi lại được. Xin gia hạn đăng ký, hoặc cho riêng đơn vị gửi muộn, trước khi trả lại.")
    if registration.target_answers.exclude(outcome="").exists():
        raise MoveRefused("Đơn vị đã báo cáo kết quả thực hiện chỉ tiêu nên không trả lại đăng ký được nữa.")


def _launcher(registration: Registration) -> Unit:
    """The unit that launched the campaign: its secretary receives what comes in."""
    return registration.campaign.unit


def _accept(registration: Registration, context: Context) -> None:
    registration.accepted_at, registration.accepted_by = context.at, context.by
    _tell(registration, Role.HEAD, context, f"Đăng ký của {registration.unit} đã được tiếp nhận", f"Tiếp nhận lúc {clock(context.at)}.")


def _return(registration: Registration, context: Context) -> None:
    registration.accepted_at = registration.accepted_by = None
    permit = permit_of(registration.campaign, registration.unit)
    open_still = receives(registration.campaign, permit, context.at)
    what_next = f"Xin sửa và gửi lại, hạn {due(last_instant(registration.campaign, permit)).until}." if open_still else "Thư ký sẽ nhập lại từ bản giấy."
    body = f"Lý do: {context.reason}\n{what_next}"
    _tell(registration, Role.HEAD, context, f"Đăng ký của {registration.unit} được trả lại để sửa", body)


def _withdraw(registration: Registration, context: Context) -> None:
    if registration.is_on_paper:
        raise MoveRefused("Đăng ký này do thư ký nhập từ bản giấy. Muốn sửa, xin đề nghị thư ký trả lại.")
    refuse_late(registration, context)
    _tell(registration, Role.SECRETARY, context, f"{registration.unit} đã rút đăng ký", f"Rút lúc {clock(context.at)}.")


def _tell(registration: Registration, role: Role, context: Context, subject: str, body: str, url: str = "") -> None:
    """A notice about this move to the unit's head, or to the secretary who receives it."""
    where = registration.unit if role == Role.HEAD else _launcher(registration)
    notify(
        User.objects.holding(role, where),
        key=f"registration:{registration.pk}:{registration.state}:{context.at.isoformat()}",
        subject=subject,
        body=f"{registration.campaign.title}.\n{body}",
        url=url or registration.get_absolute_url(),
        at=context.at,
    )


def _not_on_paper(registration: Registration) -> bool:
    return not registration.is_on_paper


def _not_being_entered(registration: Registration) -> bool:
    return not registration.is_being_entered


def _on_paper(registration: Registration) -> bool:
    return registration.is_on_paper


MOVES: Moves = {
    "submit": Move("Gửi đăng ký", EDITABLE, State.SUBMITTED, HEAD, check=_ready, effect=_submit, offered_if=_not_being_entered, css="primary"),
    "record-paper": Move(
        "Ghi nhận bản giấy",
        frozenset({State.DRAFT, State.RETURNED}),
        State.SUBMITTED,
        SECRETARY,
        made_at=_launcher,
        check=_paper_ready,
        effect=_record_paper,
        offered_if=_on_paper,
        css="primary",
    ),
    "abandon-paper": Move(
        "Bỏ, không nhập bản giấy này",
        frozenset({State.DRAFT}),
        State.DRAFT,
        SECRETARY,
        needs_reason=True,
        made_at=_launcher,
        check=_refuse_electronic,
        effect=_abandon_paper,
        offered_if=_on_paper,
        css="danger",
        hint="Nội dung đã nhập bị xóa, trừ khi nhập trên bản đơn vị đang làm trên mạng: bản đó giữ như hiện có. "
        "Đơn vị tự đăng ký được. Bản quét vẫn lưu nhưng không dùng nữa.",
    ),
    "withdraw": Move(
        "Rút lại để sửa",
        frozenset({State.SUBMITTED}),
        State.WITHDRAWN,
        HEAD,
        effect=_withdraw,
        offered_if=_not_on_paper,
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

TAKE_OVER = "take-over"
TAKING_OVER: Moves = {  # made by `paper_entry.enter` alone, which checks it under its lock: no button leads to it
    TAKE_OVER: Move("Nhập bản giấy thay bản điện tử", EDITABLE, State.DRAFT, SECRETARY, made_at=_launcher, effect=_take_over),
}


def moves_for(registration: Registration, user: User) -> dict[str, Move]:
    """The moves that this person could make on the registration now."""
    return moves_open_to(registration, MOVES, user)


SENDING = ("submit", "record-paper")  # made on the last step of the filling in, after everything was looked at once more


def sending_move(registration: Registration, user: User) -> str:
    """By which move this person would send in what is being filled in."""
    return next((name for name in SENDING if name in moves_for(registration, user)), SENDING[0])


def move_registration(registration: Registration, name: str, *, by: User, reason: str = "", at: datetime | None = None) -> Registration:
    """Make a move of the table; see `make_move` for what it raises."""
    return make_move(registration, MOVES, name, by=by, reason=reason, at=at)
