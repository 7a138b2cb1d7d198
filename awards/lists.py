"""The lists of decisions, of the council's meetings, of assessments, and of what is posted for comment."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Q
from django.utils import timezone

from awards.models import Assessed, Assessment, Criterion, DecisionState, MeetingState
from awards.models.assessment import AssessmentState
from awards.models.posting import PostingState
from awards.nomination_lists import BY_CATALOGUE, honours_among
from emulation.listing import DAYS, NUMBERS, Column, Filter, Listing
from emulation.vietnamese.dates import day


def _undiscarded(decisions: Any) -> Any:
    return decisions.exclude(state=DecisionState.DISCARDED)


def years_of(field: str) -> Any:
    """What finds the years of a date among rows."""

    def found(rows: Any) -> list[tuple[str, str]]:
        days: Iterable[date] = rows.order_by().exclude(**{field: None}).dates(field, "year")
        return [(str(one.year), str(one.year)) for one in sorted(days, reverse=True)]

    return found


def decisions_listing(*, several: bool) -> Listing:
    """With a column for the office where there are `several`; in the file it always stands."""
    return Listing(
        "Quyết định khen thưởng",
        (
            Column("Trích yếu", str, "ten", ("sort_key",)),
            Column("Cơ quan", lambda one: str(one.unit), "co-quan", ("unit__sort_key", "-made_at"), shown=several),
            Column("Phong trào", lambda one: one.campaign.title if one.campaign else "", shown=False),
            Column("Số, ngày", lambda one: one.paper.number_line if one.paper else "", "ngay", (F("paper__dated"), F("paper__number")), DAYS),
            Column("Ngày quyết định", lambda one: one.paper.dated if one.paper else None, shown=False),
            Column("Số trường hợp", lambda one: one.how_many, "so-luong", ("how_many",), NUMBERS, css="number"),
            Column("Tình trạng", lambda one: one.badge.word),
        ),
        filters=(
            Filter("tinh-trang", "Tình trạng", "state", DecisionState.choices, every="Tất cả, trừ quyết định đã bỏ", otherwise=_undiscarded),
            Filter("nam", "Năm ban hành", "paper__dated__year", years_of("paper__dated")),
        ),
        search="Tìm theo trích yếu, số",
        order=("-made_at",),
        order_words="Mới lập trước",
        then=("-pk",),
    )


MEETINGS = Listing(
    "Cuộc họp Hội đồng",
    (
        Column("Cuộc họp", lambda one: one.title, "ten", ("sort_key",)),
        Column("Họp lúc", lambda one: one.held_at, "ngay", ("held_at",), DAYS),
        Column("Địa điểm", lambda one: one.place),
        Column("Hội đồng của", lambda one: str(one.unit), "don-vi", ("unit__sort_key", "-held_at")),
        Column("Tình trạng", lambda one: one.badge.word),
    ),
    filters=(
        Filter("tinh-trang", "Tình trạng", "state", MeetingState.choices),
        Filter("nam", "Năm", "held_at__year", years_of("held_at")),
    ),
    search="Tìm cuộc họp",
    order=("-held_at",),
    order_words="Mới họp trước",
    then=("-pk",),
    is_table=False,
)


class Counted(NamedTuple):
    """An assessment, how many rows it has, and how many of them reached the title."""

    assessment: Assessment
    size: int
    reached: int


def counted(assessments: Iterable[Assessment]) -> Iterator[Counted]:
    found = list(assessments)
    counts = Assessed.objects.counted([one.pk for one in found])
    return (Counted(one, *counts.get(one.pk, (0, 0))) for one in found)


def _years(assessments: Any) -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in sorted(set(assessments.order_by().values_list("year", flat=True)), reverse=True)]


ASSESSMENTS = Listing(
    "Bình xét",
    (
        Column("Đơn vị", lambda line: str(line.assessment.unit), "don-vi", ("unit__sort_key", "-year")),
        Column(
            "Danh hiệu",
            lambda line: str(line.assessment.honour),
            "danh-hieu",
            ("honour__position", "honour", "unit__sort_key"),
            BY_CATALOGUE,
        ),
        Column("Năm", lambda line: line.assessment.year, "nam-xet", ("year", "unit__sort_key"), DAYS),
        Column("Đạt", lambda line: line.reached, css="number"),
        Column("Tổng số", lambda line: line.size, shown=False),
        Column("Tình trạng", lambda line: line.assessment.badge.word),
    ),
    filters=(
        Filter("tinh-trang", "Tình trạng", "state", AssessmentState.choices),
        Filter("danh-hieu", "Danh hiệu", "honour", honours_among),
        Filter("nam", "Năm", "year", _years),
    ),
    search="Tìm đơn vị",
    order=("-year", "-made_at"),
    order_words="Mới mở trước",
    then=("-pk",),
    lines=counted,
)
RESULTS = {"dat": Q(has_reached=True, struck_reason=""), "khong-dat": Q(has_reached=False), "dua-ra": ~Q(struck_reason=""), "chua": Q(total=None)}
RESULT_WORDS = (("dat", "Đạt"), ("khong-dat", "Không đạt"), ("dua-ra", "Đã đưa ra khỏi danh sách"), ("chua", "Chưa chấm"))


def households_listing(assessment: Assessment, criteria: Iterable[Criterion]) -> Listing:
    """The rows of an assessment with their points, in a column each criterion."""
    points = (Column(f"Điểm {one.position}", _points(place), css="number") for place, one in enumerate(criteria))
    return Listing(
        str(assessment),
        (
            Column("Chủ hộ" if assessment.is_of_households else "Đơn vị", lambda one: one.name, "ten", ("sort_key",)),
            Column("Địa chỉ", lambda one: one.details, shown=False),
            *points,
            Column("Tổng", lambda one: one.total, "tong", (F("total"), "sort_key"), NUMBERS, css="number"),
            Column("Kết quả", lambda one: one.result),
            Column("Lý do đưa ra", lambda one: one.struck_reason, shown=False),
        ),
        filters=(Filter("ket-qua", "Kết quả", lambda rows, value: rows.filter(RESULTS[value]), RESULT_WORDS),),
        search="Tìm theo tên, địa chỉ",
        rows_a_page=50,
    )


def _points(place: int) -> Any:
    return lambda one: one.points[place] if place < len(one.points) else None


POSTING_TIMES = {
    "dang": lambda today: Q(state=PostingState.POSTED, opens_on__lte=today, closes_on__gte=today),
    "het": lambda today: Q(state=PostingState.POSTED, closes_on__lt=today),
    "huy": lambda today: Q(state=PostingState.CANCELLED),
}
POSTING_WORDS = (("dang", "Đang lấy ý kiến"), ("het", "Đã hết thời gian lấy ý kiến"), ("huy", "Đã hủy"))
TITLE = Column("Danh sách", lambda one: one.title, "ten", ("sort_key",))
POSTED_BY = ("don-vi", ("unit__sort_key", "-opens_on"))
POSTINGS = Listing(
    "Công khai lấy ý kiến",
    (
        TITLE,
        Column("Nơi công khai", lambda one: str(one.unit), *POSTED_BY),
        Column("Thời gian", lambda one: f"{day(one.opens_on)} – {day(one.closes_on)}", "ngay", ("opens_on",), DAYS),
        Column("Tình trạng", lambda one: one.badge.word),
    ),
    filters=(
        Filter("tinh-trang", "Tình trạng", lambda rows, value: rows.filter(POSTING_TIMES[value](timezone.localdate())), POSTING_WORDS),
        Filter("nam", "Năm", "opens_on__year", years_of("opens_on")),
    ),
    search="Tìm danh sách, nơi công khai",
    order=("-made_at",),
    order_words="Mới công khai trước",
    then=("-pk",),
)
