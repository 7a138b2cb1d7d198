"""Lists of awards: the golden book, and what one decision awards, as it is drawn up, decided, handed out and paid."""

from dataclasses import replace
from typing import Any

from django.db.models import F

from awards.models import AwardState, Subject
from awards.models.decision import IN_THE_BOOK
from awards.nomination_lists import BY_CATALOGUE, honours_among
from emulation.listing import DAYS, NUMBERS, Column, Filter, Listing

BOOK_STATES = [(state.value, state.label) for state in IN_THE_BOOK]
MADE = "da-lap"
CERTIFICATE = "Giấy khen, giấy chứng nhận"


def _years(awards: Any) -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in awards.order_by("-book_year").values_list("book_year", flat=True).distinct()]


def _of_unit(awards: Any, words: str) -> Any:
    return awards.of_unit(words)


def _made(awards: Any, value: str) -> Any:
    return awards.filter(certificate__isnull=value != MADE)


NAME = Column("Họ tên, tên tập thể", lambda one: one.name, "ten", ("sort_key",))
UNIT = Column("Đơn vị", lambda one: str(one.unit), "don-vi", ("unit__sort_key", "sort_key"))
HONOUR = Column("Danh hiệu, hình thức", lambda one: str(one.honour), "hinh-thuc", ("honour__position", "honour", "sort_key"), BY_CATALOGUE)
BOOK = Column("Sổ vàng", lambda one: one.book_line, "so-vang", (F("book_year"), F("book_number")), NUMBERS)
PRIZE = Column("Tiền thưởng", lambda one: one.prize, "tien", (F("prize"), "sort_key"), NUMBERS, css="number")
STATE = Column("Tình trạng", lambda one: one.badge.word)
FOR = Column("Khen cho", lambda one: one.get_subject_display(), shown=False)
DETAILS = Column("Chức vụ, địa chỉ", lambda one: one.details, shown=False)
REASON = Column("Lý do", lambda one: one.reason, shown=False)
BASIS = Column("Căn cứ mức thưởng", lambda one: one.prize_basis, shown=False)
HONOURS = Filter("hinh-thuc", "Danh hiệu, hình thức", "honour", honours_among)
SUBJECTS = Filter("doi-tuong", "Khen cho", "subject", Subject.choices)

GOLDEN_BOOK = Listing(
    "Khen thưởng",
    (
        NAME,
        FOR,
        UNIT,
        HONOUR,
        Column("Quyết định", lambda one: one.decision.paper.number_line, "quyet-dinh", (F("decision__paper__dated"), "sort_key"), DAYS),
        Column("Ngày quyết định", lambda one: one.decision.paper.dated, shown=False),
        BOOK,
        STATE,
        Column("Tiền thưởng (đồng)", lambda one: one.prize, shown=False),
        REASON,
    ),
    filters=(
        Filter("don-vi", "Đơn vị", _of_unit),
        Filter("nam", "Năm", "book_year", _years),
        HONOURS,
        SUBJECTS,
        Filter("tinh-trang", "Tình trạng", "state", BOOK_STATES),
    ),
    search="Họ tên, tên tập thể",
    order=("-book_year", "-book_number"),
    order_words="Mới nhất trước",
    then=("-pk",),
)
OF_DECISION = Listing(
    "Danh sách khen thưởng",
    (NAME, FOR, DETAILS, UNIT, HONOUR, PRIZE, BASIS, STATE, REASON),
    filters=(HONOURS, SUBJECTS, Filter("tinh-trang", "Tình trạng", "state", AwardState.choices)),
    search="Họ tên, tên tập thể",
    order=("position",),
    order_words="Theo thứ tự trong quyết định",
)
TO_DECIDE = (AwardState.PROPOSED, AwardState.APPROVED, AwardState.REFUSED, AwardState.RETURNED)


def deciding_listing(states: list[str]) -> Listing:
    """The same as the chair goes through it; `states` are those of all its awards."""
    counted = [(state.value, f"{state.label} ({states.count(state)})") for state in TO_DECIDE]
    chips = Filter("loc", "Quyết định", "state", counted, every=f"Tất cả ({len(states)})", as_chips=True)
    columns = (NAME, FOR, DETAILS, UNIT, HONOUR, PRIZE, BASIS, replace(STATE, label="Quyết định"), REASON)
    return replace(OF_DECISION, columns=columns, filters=(chips, HONOURS, SUBJECTS))


CERTIFICATES = Listing(
    "Giấy khen",
    (
        BOOK,
        NAME,
        HONOUR,
        Column(CERTIFICATE, lambda one: one.certificate.badge.word if one.certificate else "chưa lập"),
        replace(UNIT, shown=False),
    ),
    filters=(HONOURS, SUBJECTS, Filter("giay-khen", CERTIFICATE, _made, ((MADE, "Đã lập"), ("chua", "Chưa lập")))),
    search="Họ tên, tên tập thể",
)
PAYMENTS = Listing(
    "Tiền thưởng",
    (BOOK, NAME, UNIT, HONOUR, PRIZE, BASIS),
    filters=(HONOURS, SUBJECTS),
    search="Họ tên, tên tập thể",
)
