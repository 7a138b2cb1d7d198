"""Every way a campaign changes state."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from emulation.campaigns.deadlines import HINT, parse_deadline
from emulation.campaigns.invitations import announce, announce_extension, announce_resumption, announce_suspension, kinds_without_sheet
from emulation.campaigns.models import Campaign, State
from emulation.people.models import Role, User
from emulation.units.kinds import Kind
from emulation.vietnamese.fields import VietnameseFormField
from emulation.workflow import Context, Move, MoveRefused, Moves, SecondPress, make_move, moves_open_to

OFFICE = frozenset({Role.SECRETARY, Role.CHAIR})
SECRETARY = frozenset({Role.SECRETARY})


class SuspensionForm(forms.Form):
    """What a suspension needs besides its reason."""

    basis = VietnameseFormField(label="Căn cứ tạm dừng", max_length=300, help_text="Văn bản làm căn cứ, như “Công văn số 12/SNV-TĐKT ngày 05/3/2026”.")


class ExtensionForm(forms.Form):
    """The new deadline, in the words of the document that extends it."""

    deadline_words = VietnameseFormField(label="Hạn đăng ký mới", max_length=200, help_text=HINT)

    def clean_deadline_words(self) -> str:
        words: str = self.cleaned_data["deadline_words"]
        try:
            parse_deadline(words)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        return words


def missing_for_launch(campaign: Campaign, at: datetime) -> list[str]:
    """What still stands between a draft and its launch, as sentences for the secretary."""
    invited, without_sheet = campaign.invitations.exists(), kinds_without_sheet(campaign)
    missing = []
    if not invited:
        missing.append("Chưa chọn đơn vị nào tham gia.")
    missing += [f"Chưa chọn mẫu đăng ký cho loại đơn vị “{Kind(kind).label}”." for kind in without_sheet]
    if not campaign.contents.all():
        missing.append("Chưa ghi nội dung thi đua.")
    if campaign.deadline <= at and not campaign.retrospective_reason:
        missing.append(f"Hạn đăng ký “{campaign.deadline_words}” đã qua. Xin sửa hạn, hoặc ghi lý do nhập lại nếu đây là phong trào cũ.")
    return missing


def _ready(campaign: Campaign, context: Context) -> None:
    if missing := missing_for_launch(campaign, context.at):
        raise MoveRefused(" ".join(missing))


def _is_over(campaign: Campaign, context: Context) -> None:
    if context.at < campaign.deadline:
        raise MoveRefused(f"Chưa hết hạn đăng ký ({campaign.deadline_words}), nên chưa khóa được.")


def _past_deadline(campaign: Campaign) -> bool:
    return timezone.now() >= campaign.deadline


def _announce(campaign: Campaign, context: Context) -> None:
    announce(campaign, [invitation.unit for invitation in campaign.invitations.select_related("unit")], context.at)


def _suspend(campaign: Campaign, context: Context) -> None:
    campaign.suspension_basis = context.details["basis"]
    campaign.suspension_reason = context.reason
    campaign.suspended_from = context.before
    announce_suspension(campaign, context.at)


def _was_suspended_from(state: State) -> Callable[[Campaign], bool]:
    return lambda campaign: campaign.suspended_from == state


def _only_back_to(state: State) -> Callable[[Campaign, Context], None]:
    """Each of the two moves that resume leads to one state: it is refused unless that is the one which was interrupted."""

    def check(campaign: Campaign, context: Context) -> None:
        if campaign.suspended_from != state:
            raise MoveRefused("Phong trào chỉ trở lại đúng tình trạng trước khi tạm dừng. Xin tải lại trang.")

    return check


def _resume(campaign: Campaign, context: Context) -> None:
    announce_resumption(campaign, context.at)
    campaign.suspension_basis = campaign.suspension_reason = campaign.suspended_from = ""


def _extend(campaign: Campaign, context: Context) -> None:
    deadline = parse_deadline(context.details["deadline_words"])
    if deadline <= max(campaign.deadline, context.at):
        raise MoveRefused("Hạn mới phải sau hạn cũ và chưa qua.")
    campaign.deadline_words, campaign.deadline = context.details["deadline_words"], deadline
    announce_extension(campaign, context.reason, context.at)


LAUNCHED = frozenset({State.LAUNCHED})
REGISTRATION_OVER = frozenset({State.REGISTRATION_CLOSED})
RUNNING = LAUNCHED | REGISTRATION_OVER
SUSPENDED = frozenset({State.SUSPENDED})

MOVES: Moves = {
    "launch": Move(
        "Phát động",
        frozenset({State.DRAFT}),
        State.LAUNCHED,
        OFFICE,
        check=_ready,
        effect=_announce,
        asks=SecondPress,
        css="primary",
        hint="Các đơn vị được mời nhận thông báo và đăng ký được ngay; phong trào nhập lại thì không báo. Sau đó không sửa được nội dung phong trào.",
    ),
    "close-registration": Move(
        "Khóa đăng ký",
        LAUNCHED,
        State.REGISTRATION_CLOSED,
        SECRETARY,
        clockwork=True,
        check=_is_over,
        offered_if=_past_deadline,
        hint="Không đơn vị nào gửi thêm được.",
    ),
    "extend": Move("Gia hạn đăng ký", RUNNING, State.LAUNCHED, OFFICE, needs_reason=True, effect=_extend, asks=ExtensionForm),
    "sum-up": Move(
        "Tổng kết",
        REGISTRATION_OVER,
        State.SUMMED_UP,
        OFFICE,
        asks=SecondPress,
        hint="Sau đó không gia hạn, không nhận, không tiếp nhận hay trả lại đăng ký nữa. Đơn vị đã được tiếp nhận vẫn báo cáo kết quả được.",
    ),
    "close": Move(
        "Kết thúc phong trào",
        frozenset({State.SUMMED_UP}),
        State.CLOSED,
        OFFICE,
        asks=SecondPress,
        hint="Không mở lại được. Sau đó không báo cáo kết quả, không đề nghị khen thưởng theo phong trào này và không sửa kế hoạch được nữa.",
    ),
    "suspend": Move(
        "Tạm dừng",
        RUNNING,
        State.SUSPENDED,
        OFFICE,
        needs_reason=True,
        effect=_suspend,
        told=lambda context: f"{context.reason}\nCăn cứ: {context.details['basis']}",
        asks=SuspensionForm,
        css="danger",
        hint="Ngừng nhận đăng ký và ngừng nhắc.",
    ),
    "resume": Move(
        "Tiếp tục",
        SUSPENDED,
        State.LAUNCHED,
        OFFICE,
        needs_reason=True,
        check=_only_back_to(State.LAUNCHED),
        offered_if=_was_suspended_from(State.LAUNCHED),
        effect=_resume,
        hint="Phong trào lại nhận đăng ký như trước khi tạm dừng.",
    ),
    "resume-closed": Move(
        "Tiếp tục",
        SUSPENDED,
        State.REGISTRATION_CLOSED,
        OFFICE,
        needs_reason=True,
        check=_only_back_to(State.REGISTRATION_CLOSED),
        offered_if=_was_suspended_from(State.REGISTRATION_CLOSED),
        effect=_resume,
        hint="Phong trào chạy tiếp; đăng ký vẫn khóa như trước khi tạm dừng.",
    ),
}


def moves_for(campaign: Campaign, user: User) -> dict[str, Move]:
    """The moves that this person could make on the campaign now."""
    return moves_open_to(campaign, MOVES, user)


def move_campaign(campaign: Campaign, name: str, *, by: User | None, reason: str = "", at: datetime | None = None, **details: Any) -> Campaign:
    """Make a move of the table; see `make_move` for what it raises."""
    return make_move(campaign, MOVES, name, by=by, reason=reason, at=at, **details)
