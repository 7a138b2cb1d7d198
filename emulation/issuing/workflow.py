"""Every way a paper changes state."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from emulation.issuing.followers import check_date, tell_issued, tell_revoked
from emulation.issuing.forms import DateForm, InsertionForm, NumberForm, OtherPaperForm
from emulation.issuing.links import linked
from emulation.issuing.models import OutgoingPaper, State
from emulation.issuing.numbers import give, insert, parse_number, refuse_future, take_next
from emulation.papers.kinds import PaperKind
from emulation.people.models import Role, User
from emulation.workflow import Context, Made, Move, MoveRefused, Moves, make_move, make_moves, moves_open_to

SECRETARY = frozenset({Role.SECRETARY})
OFFICE = frozenset({Role.SECRETARY, Role.CHAIR})
NOBODY: frozenset[Role] = frozenset()  # the system alone, when what went before has happened
APPROVED, ISSUING, ISSUED = (frozenset({state}) for state in (State.APPROVED, State.ISSUING, State.ISSUED))


def _is_given(paper: OutgoingPaper) -> bool:
    return paper.series is not None and not paper.series.is_own


def _is_own(paper: OutgoingPaper) -> bool:
    return paper.series is not None and paper.series.is_own


def _check_links(paper: OutgoingPaper, context: Context) -> None:
    """What it replaces or corrects may have been revoked since it was approved."""
    for other in (paper.replaces, paper.corrects):
        if other and other.state != State.ISSUED:
            raise MoveRefused(f"{other.named} hiện ở tình trạng “{other.badge.word}” nên không thay thế, đính chính được nữa. Xin bỏ liên kết trước.")


def _give(paper: OutgoingPaper, context: Context) -> None:
    number = parse_number(context.details["number"])
    if number.suffix:
        raise MoveRefused("Số có chữ theo sau là số chèn. Xin dùng “Chèn số” và ghi lý do.")
    if _is_own(paper):
        raise MoveRefused("Sổ này do hệ thống lấy số tiếp theo. Xin bấm “Lấy số và phát hành”.")
    check_date(paper, context.details["dated"])
    give(paper, number, context.details["dated"], context, order_is_right=context.details["order_is_right"])


def _insert(paper: OutgoingPaper, context: Context) -> None:
    details = context.details
    check_date(paper, details["dated"])
    insert(paper, parse_number(details["number"]), details["dated"], context, order_is_right=details["order_is_right"])


def _date(paper: OutgoingPaper, context: Context) -> None:
    if paper.symbol:
        raise MoveRefused("Văn bản này phải có số. Xin cấp số cho văn bản.")
    refuse_future(context.details["dated"], context)
    paper.dated = context.details["dated"]
    paper.year = paper.dated.year


def _finish(paper: OutgoingPaper, context: Context) -> None:
    for name in ("file", "sha256", "size"):
        setattr(paper, name, context.details[name])
    paper.issued_at = context.at
    if paper.replaces and paper.replaces.state == State.ISSUED:
        move_paper(paper.replaces, "be-replaced", by=None, at=context.at, reason=f"Thay bằng {paper.named}.")
    tell_issued(paper, context.at)


def _end(paper: OutgoingPaper, context: Context) -> None:
    paper.end_reason = context.reason


def _revoke(paper: OutgoingPaper, context: Context) -> None:
    _end(paper, context)
    tell_revoked(paper, context)


def _link(paper: OutgoingPaper, context: Context, name: str) -> None:
    """Link it with the issued paper that was named, or with none."""
    words, year = context.details["number"], context.details["year"]
    other = _named(paper, words, year) if words else None
    if other and name == "replaces" and other.kind != paper.kind:
        raise MoveRefused("Văn bản chỉ được thay thế bằng văn bản cùng loại.")
    if other and OutgoingPaper.objects.exclude(pk=paper.pk).exclude(state=State.WITHDRAWN).filter(replaces=other).exists() and name == "replaces":
        raise MoveRefused(f"{other.named} đã có văn bản khác thay thế.")
    try:
        setattr(paper, name, linked(paper.unit, other))
    except ValidationError as error:
        raise MoveRefused(" ".join(error.messages)) from error
    setattr(paper, "corrects" if name == "replaces" else "replaces", None)


def _named(paper: OutgoingPaper, words: str, year: int) -> OutgoingPaper:
    """The paper of the same issuer with that number. Raises MoveRefused when there is none, or more than one."""
    number = parse_number(words)
    symbol = number.symbol or paper.symbol
    others = OutgoingPaper.objects.filter(unit=paper.unit_id, year=year, number=number.number, suffix=number.suffix, symbol__iexact=symbol)
    if other := others.exclude(pk=paper.pk).first():
        return other
    raise MoveRefused(f"Không có văn bản số {number}/{symbol} năm {year} của {paper.unit}. Xin kiểm tra số, ký hiệu và năm.")


def _replace(paper: OutgoingPaper, context: Context) -> None:
    _link(paper, context, "replaces")


def _correct(paper: OutgoingPaper, context: Context) -> None:
    if paper.kind != PaperKind.OFFICIAL_LETTER:
        raise MoveRefused("Đính chính bằng công văn. Sai về nội dung thì thay thế bằng văn bản cùng loại.")
    _link(paper, context, "corrects")


MOVES: Moves = {
    "number": Move(
        "Cấp số",
        APPROVED,
        State.ISSUING,
        SECRETARY,
        check=_check_links,
        effect=_give,
        asks=NumberForm,
        offered_if=_is_given,
        css="primary",
        hint="Ghi số và ngày mà văn thư đã cấp. Sau đó văn bản được phát hành và không sửa được nữa.",
    ),
    "take-number": Move(
        "Lấy số và phát hành",
        APPROVED,
        State.ISSUING,
        SECRETARY,
        check=_check_links,
        effect=take_next,
        offered_if=_is_own,
        css="primary",
        hint="Lấy số tiếp theo trong sổ, ghi ngày hôm nay. Sau đó không sửa được nữa.",
    ),
    "insert": Move(
        "Chèn số",
        APPROVED,
        State.ISSUING,
        SECRETARY,
        needs_reason=True,
        check=_check_links,
        effect=_insert,
        asks=InsertionForm,
        offered_if=lambda paper: paper.series is not None,
        hint="Chỉ dùng khi phải chèn giữa hai số đã cấp, như 05a. Lý do được ghi vào sổ.",
    ),
    "issue": Move(
        "Phát hành",
        APPROVED,
        State.ISSUING,
        SECRETARY,
        check=_check_links,
        effect=_date,
        asks=DateForm,
        offered_if=lambda paper: paper.series is None,
        css="primary",
        hint="Văn bản này không có số riêng. Sau khi phát hành không sửa được nữa.",
    ),
    "finish": Move("Phát hành xong", ISSUING, State.ISSUED, NOBODY, clockwork=True, effect=_finish),
    "be-replaced": Move("Được thay thế", ISSUED, State.REPLACED, NOBODY, clockwork=True),
    "replace": Move(
        "Thay thế văn bản cũ",
        APPROVED,
        State.APPROVED,
        OFFICE,
        effect=_replace,
        asks=OtherPaperForm,
        hint="Khi văn bản này phát hành, văn bản cũ chuyển sang “Đã được thay thế”.",
    ),
    "correct": Move(
        "Đính chính văn bản",
        APPROVED,
        State.APPROVED,
        OFFICE,
        effect=_correct,
        asks=OtherPaperForm,
        offered_if=lambda paper: paper.kind == PaperKind.OFFICIAL_LETTER,
        hint="Công văn này đính chính lỗi trình bày của văn bản đã ban hành.",
    ),
    "withdraw": Move(
        "Rút duyệt", APPROVED, State.WITHDRAWN, OFFICE, needs_reason=True, effect=_end, css="danger", hint="Văn bản chưa có số sẽ không phát hành."
    ),
    "revoke": Move(
        "Thu hồi",
        ISSUED,
        State.REVOKED,
        OFFICE,
        needs_reason=True,
        effect=_revoke,
        css="danger",
        hint="Văn bản hết hiệu lực; số và tệp vẫn được giữ. Trang xác minh nói rõ đã thu hồi.",
    ),
}


ISSUING_MOVES = frozenset(name for name, move in MOVES.items() if move.target == State.ISSUING)  # to be made by `finishing.issue`


def moves_for(paper: OutgoingPaper, user: User) -> dict[str, Move]:
    """The moves that this person could make on the paper now."""
    return moves_open_to(paper, MOVES, user)


def move_paper(paper: OutgoingPaper, name: str, *, by: User | None, reason: str = "", at: datetime | None = None, **details: Any) -> OutgoingPaper:
    """Make a move of the table; see `make_move` for what it raises. One that gives a number is finished by `finishing.issue`."""
    return make_move(paper, MOVES, name, by=by, reason=reason, at=at, **details)


def move_papers(papers: QuerySet[OutgoingPaper], name: str, *, by: User | None, reason: str = "", at: datetime | None = None) -> Made:
    """Make a move of the table, which gives no number, with many papers; see `make_moves`."""
    return make_moves(papers.select_related("unit").defer("content"), MOVES, name, by=by, reason=reason, at=at)
