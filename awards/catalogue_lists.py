"""The lists of the catalogue's titles and commendations, as they are decided and paid on a day, and of the base salaries."""

from collections.abc import Iterable
from datetime import date

from awards.models import BaseSalary, Category, Honour, Level, Subject
from awards.overview import Shown, shown
from emulation.listing import DAYS, NUMBERS, Column, Filter, Listing
from emulation.vietnamese.dates import day

UNKNOWN = "Chưa có căn cứ"
CONFIRMED = (("1", "Đã đối chiếu"), ("0", "Cần xác nhận"))

SALARIES = Listing(
    "Mức lương cơ sở",
    (
        Column("Từ ngày", lambda one: one.starts_on, "ngay", ("starts_on",), DAYS),
        Column("Mức", lambda one: one.amount, "muc", ("amount",), NUMBERS),
        Column("Căn cứ", lambda one: one.source),
        Column("Cần xác nhận", lambda one: one.badge.word if one.badge else "", shown=False),
    ),
    filters=(Filter("xac-nhan", "Căn cứ", "is_confirmed", CONFIRMED),),
    search="Tìm theo mức, căn cứ",
    order=("-starts_on",),
)


def catalogue_listing(on: date, salary: BaseSalary | None) -> Listing:
    """The prizes stand in the file in a column each, in đồng."""

    def lines(honours: Iterable[Honour]) -> list[Shown]:
        return shown(honours, on, salary)

    return Listing(
        f"Danh mục danh hiệu, tiền thưởng ngày {day(on)}",
        (
            Column("Tên", lambda row: row.honour.name, "ten", ("sort_key",)),
            Column("Loại", lambda row: row.honour.get_category_display(), shown=False),
            Column("Dành cho", lambda row: row.honour.for_whom, shown=False),
            Column("Người quyết định", lambda row: row.decider.get_level_display() if row.decider else UNKNOWN),
            Column("Căn cứ thẩm quyền", lambda row: row.decider.source if row.decider else "", shown=False),
            *(_prizes_of(subject) for subject in Subject),
            Column("Cần xác nhận", _unconfirmed, shown=False),
            Column("Thôi dùng từ ngày", lambda row: row.honour.retired_on, shown=False),
        ),
        filters=(
            Filter("loai", "Loại", "category", Category.choices),
            Filter("danh-cho", "Dành cho", lambda rows, value: rows.given_to(value), Subject.choices),
            Filter("cap", "Người quyết định", lambda rows, value: rows.decided_by(value, on), Level.choices),
        ),
        search="Tìm danh hiệu, hình thức",
        order=("position",),
        order_words="Theo danh mục",
        lines=lines,
        rows_a_page=50,
    )


def _prizes_of(subject: Subject) -> Column:
    """The sum for such a recipient; nothing where it is given to no such one."""

    def sum_of(row: Shown) -> int | str:
        found = dict(row.prizes)
        prize = found.get(subject)
        return prize.amount if prize else UNKNOWN if subject in found else ""

    return Column(f"Tiền thưởng {subject.label.lower()} (đồng)", sum_of, shown=False, css="number")


def _unconfirmed(row: Shown) -> str:
    """What of a row has not been compared with its document."""
    decider = ["người quyết định"] if row.decider and row.decider.badge else []
    prizes = [f"tiền thưởng {subject.label.lower()}" for subject, prize in row.prizes if prize and not prize.is_confirmed]
    return "; ".join(decider + prizes).capitalize()
