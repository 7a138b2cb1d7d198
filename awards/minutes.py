"""The minutes of a meeting (Biên bản họp) and of the counting of its ballots (Biên bản kiểm phiếu), in the form of minutes of Decree 30/2020."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from awards.models import Ballot, BallotState, Choice, CouncilMember, Meeting, Voter
from awards.sittings import Sitting, Standing
from emulation.history.models import Line, write_line
from emulation.issuing.approval import approve
from emulation.issuing.models import OutgoingPaper
from emulation.papers.document import Block, Document, Level, Signature
from emulation.papers.kinds import PaperKind, symbol_of
from emulation.people.models import Role, User
from emulation.people.terms import sole_holder
from emulation.workflow import MoveRefused

COUNCIL_CODE = "HĐTĐKT"
COLUMNS = ("TT", "Đề nghị khen thưởng", "Đồng ý", "Không đồng ý", "Không hợp lệ", "Tỷ lệ đồng ý", "Kết quả")
SECRECY = "Phiếu kín bỏ trên máy không ghi người bỏ phiếu, thời gian hay thứ tự; hệ thống chỉ đếm khi kết thúc bỏ phiếu."
WRITTEN_IS_NAMED = "Ý kiến bằng văn bản của thành viên vắng mặt được ghi tên theo quy định."
AGREED = "Biên bản đã đọc cho các thành viên Hội đồng cùng nghe và nhất trí thông qua."
COUNTERS = ("count", "close", "close-early")  # the moves that end a ballot


class MinutesKind(StrEnum):
    """The values stand in addresses."""

    MEETING = "hop"
    COUNTING = "kiem-phieu"

    @property
    def label(self) -> str:
        return "Biên bản họp" if self is MinutesKind.MEETING else "Biên bản kiểm phiếu"

    @property
    def field(self) -> str:
        """The field of the meeting that names its paper."""
        return "minutes" if self is MinutesKind.MEETING else "counting"

    def paper_of(self, meeting: Meeting) -> OutgoingPaper | None:
        """The approved paper, unless that was withdrawn."""
        paper: OutgoingPaper | None = getattr(meeting, self.field)
        return paper if getattr(meeting, f"has_{self.field}") else None


def minutes_of(meeting: Meeting, kind: MinutesKind, *, was_read: bool = False) -> Document:
    """What they say of a meeting that has ended, without number and date; that they were read and agreed to, only where somebody vouches for it."""
    sitting, unit = Sitting(meeting), meeting.unit
    assert meeting.closed_at is not None  # nobody asks before it has ended
    blocks = _of_meeting(sitting) if kind is MinutesKind.MEETING else _of_counting(sitting)
    return Document(
        kind=PaperKind.MINUTES,
        letterhead=(f"UBND {unit.short_name}", "Hội đồng Thi đua - Khen thưởng"),
        issuer=f"Hội đồng Thi đua - Khen thưởng {unit.short_name}",
        symbol=symbol_of(PaperKind.MINUTES, COUNCIL_CODE),
        place=unit.place,
        year=timezone.localtime(meeting.closed_at).year,
        subject=meeting.title if kind is MinutesKind.MEETING else f"Kiểm phiếu: {meeting.title}",
        blocks=(*_opening(sitting), *blocks, *_ending(meeting.closed_at, was_read)),
        signature=Signature(("CHỦ TỌA",), str(sitting.chair or "")),
        left_signature=Signature(("THƯ KÝ",), str(sitting.secretary or sole_holder(Role.SECRETARY, unit))),
        recipients=("Lưu: VT, Hồ sơ",),
    )


@transaction.atomic
def approve_minutes(meeting: Meeting, kind: MinutesKind, *, by: User, at: datetime | None = None, was_read: bool = False) -> OutgoingPaper:
    """Freeze them as a paper that waits for its number. Raises MoveRefused before the meeting has ended, or when it was done already."""
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not locked.is_closed:
        raise MoveRefused("Cuộc họp chưa kết thúc nên chưa duyệt biên bản được.")
    if kind.paper_of(locked):
        raise MoveRefused(f"{kind.label} đã duyệt rồi.")
    document = minutes_of(locked, kind, was_read=was_read)
    try:
        paper = approve(document, unit=locked.unit, kind=PaperKind.MINUTES, subject=document.subject, by=by, at=at)
    except ValidationError as error:
        raise MoveRefused(" ".join(error.messages)) from error
    setattr(locked, kind.field, paper)
    locked.save(update_fields=[kind.field])
    write_line(
        locked, move=f"approve-{kind.field}", label=f"Duyệt {kind.label.lower()}", at=paper.approved_at, by=by, title=by.title_over(locked.unit, Role.CHAIR)
    )
    return paper


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%H giờ %M phút, ngày %d tháng %m năm %Y}"


def _named(member: CouncilMember) -> str:
    return ", ".join(filter(None, (member.full_name, member.title, member.get_post_display())))


def _names(members: list[CouncilMember]) -> str:
    return ", ".join(member.full_name for member in members)


def _begun_at(meeting: Meeting) -> datetime:
    """When it was opened, as history tells; where that says nothing, as planned. Never after its end."""
    opened = Line.objects.of(meeting).filter(move="open").first()
    begun: datetime = opened.at if opened else meeting.held_at
    return min(begun, meeting.closed_at or begun)


def _opening(sitting: Sitting) -> Iterator[Block]:
    meeting = sitting.meeting
    yield Block(Level.TEXT, f"Thời gian bắt đầu: {_moment(_begun_at(meeting))}.")
    yield Block(Level.TEXT, f"Địa điểm: {meeting.place}.")
    yield Block(Level.TEXT, f"Thành phần tham dự: có mặt {len(sitting.present)}/{sitting.size} thành viên Hội đồng, gồm:")
    yield from (Block(Level.DASH, f"{_named(member)}{'.' if member is sitting.present[-1] else ';'}") for member in sitting.present)
    if sitting.written:
        yield Block(Level.TEXT, f"Vắng mặt, cho ý kiến bằng văn bản: {_names(sitting.written)}.")
    if sitting.absent:
        yield Block(Level.TEXT, f"Vắng mặt: {_names(sitting.absent)}.")
    yield Block(Level.TEXT, f"Chủ trì (chủ tọa): {_named(sitting.chair) if sitting.chair else '…'}.")
    secretary = sitting.secretary
    yield Block(Level.TEXT, f"Thư ký (người ghi biên bản): {_named(secretary) if secretary else sole_holder(Role.SECRETARY, meeting.unit) or '…'}.")


def _ending(closed_at: datetime, was_read: bool) -> Iterator[Block]:
    if was_read:
        yield Block(Level.TEXT, AGREED)
    yield Block(Level.TEXT, f"Cuộc họp kết thúc vào {_moment(closed_at)}.")


def _of_meeting(sitting: Sitting) -> Iterator[Block]:
    yield Block(Level.SECTION, "NỘI DUNG")
    yield Block(Level.TEXT, sitting.meeting.title)
    yield from (Block(Level.TEXT, line.strip()) for line in sitting.meeting.notes.splitlines() if line.strip())
    yield Block(Level.SECTION, "KẾT QUẢ BIỂU QUYẾT")
    rows = tuple((str(place), *_row(one)) for place, one in enumerate(sitting.standings, start=1))
    if rows:
        yield Block(Level.TABLE, "Kết quả biểu quyết", columns=COLUMNS, rows=rows)
    else:
        yield Block(Level.TEXT, "Cuộc họp không biểu quyết nội dung nào.")
    yield from _recused(sitting)


def _what(ballot: Ballot) -> str:
    nomination = ballot.nomination
    of_unit = "" if nomination.nominee_unit_id == nomination.unit_id else f" ({nomination.unit})"
    return f"{nomination.proposed}: {nomination.name}{of_unit}"


def _row(standing: Standing) -> tuple[str, ...]:
    ballot, result = standing.ballot, standing.result
    if result is None:
        return _what(ballot), "–", "–", "–", "–", "Chưa biểu quyết"
    return _what(ballot), str(ballot.agree), str(ballot.disagree), str(ballot.invalid), f"{ballot.agree}/{ballot.base} ({result.share})", result.verdict


def _recused(sitting: Sitting) -> Iterator[Block]:
    for one in sitting.standings:
        if one.recusals:
            yield Block(Level.TEXT, f"Không tham gia biểu quyết về {_what(one.ballot)}: {_who_recused(one)}.")


def _who_recused(standing: Standing) -> str:
    return "; ".join(f"{one.member} ({one.reason[:1].lower()}{one.reason[1:]})" for one in standing.recusals)


def _of_counting(sitting: Sitting) -> Iterator[Block]:
    yield Block(Level.SECTION, "KẾT QUẢ KIỂM PHIẾU")
    closed = [one for one in sitting.standings if one.result]
    if not closed:
        yield Block(Level.TEXT, "Cuộc họp không bỏ phiếu nội dung nào.")
        return
    ballots = [one.ballot for one in closed]
    voters, counters = _voters(ballots), _counters(ballots)
    for one in closed:
        yield from _counted(one, voters.get(one.ballot.pk, []), counters.get(one.ballot.pk, "…"))
    if any(ballot.is_secret and not ballot.is_on_paper for ballot in ballots):
        yield Block(Level.NOTE, SECRECY)
    if any(voter.is_written for named in voters.values() for voter in named):
        yield Block(Level.NOTE, WRITTEN_IS_NAMED)


def _counted(standing: Standing, voters: list[Voter], counter: str) -> Iterator[Block]:
    ballot, result = standing.ballot, standing.result
    assert result is not None
    total = sum(filter(None, (ballot.agree, ballot.disagree, ballot.invalid)))
    written = sum(voter.is_written for voter in voters)
    handed = len(standing.taking_part) - written
    of_written = f", ngoài ra {written} ý kiến bằng văn bản" if written else ""
    yield Block(Level.CLAUSE, _what(ballot), is_heading=True)
    yield Block(Level.DASH, f"{ballot.manner}; tổng số thành viên Hội đồng: {ballot.meeting.size};")
    if standing.recusals:
        yield Block(Level.DASH, f"Không tham gia biểu quyết: {_who_recused(standing)};")
    yield Block(Level.DASH, f"Số phiếu phát ra: {handed}; số phiếu thu về: {total - written}{of_written};")
    yield Block(Level.DASH, f"Đồng ý: {ballot.agree}; không đồng ý: {ballot.disagree}; không hợp lệ: {ballot.invalid};")
    for is_written, label in ((True, "Ý kiến bằng văn bản"), (False, "Biểu quyết công khai")):
        named = "; ".join(
            f"{choice.label.lower()}: {', '.join(who)}"
            for choice in Choice
            if (who := [str(one.member) for one in voters if one.choice == choice and one.is_written == is_written])
        )
        if named:
            yield Block(Level.DASH, f"{label}: {named};")
    yield Block(Level.DASH, f"{'Người nhập kết quả đếm phiếu' if ballot.is_on_paper else 'Người kết thúc bỏ phiếu để hệ thống đếm'}: {counter};")
    yield Block(Level.DASH, f"{result.told}: {result.verdict.lower()}.")


def _voters(closed: list[Ballot]) -> dict[int, list[Voter]]:
    """The votes that bear a name, of ballots that are closed."""
    found: dict[int, list[Voter]] = {}
    for voter in Voter.objects.filter(ballot__in=closed).exclude(choice="").select_related("member").order_by("member__full_name", "pk"):
        found.setdefault(voter.ballot_id, []).append(voter)
    return found


def _counters(closed: list[Ballot]) -> dict[int, str]:
    """Who ended each of these ballots, as history names them."""
    lines = Line.objects.of_all(Ballot).filter(subject_pk__in=[ballot.pk for ballot in closed], move__in=COUNTERS, after=BallotState.CLOSED)
    return {line.subject_pk: line.who for line in lines}
