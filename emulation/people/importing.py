"""Plans and carries out what an uploaded table of units with their heads, or of terms, would make and change."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from emulation.people.accounts import Accounts, Post, Seat, candidate_names, seat
from emulation.people.models import Role, Term, User
from emulation.spreadsheets.plans import Entry, Plan
from emulation.spreadsheets.reading import Column, Row, key_of
from emulation.spreadsheets.records import listed
from emulation.units.changes import retell
from emulation.units.importing import TEXTS, UNIT_COLUMNS, Surroundings, UnitEntry, in_planting_order, plan_units
from emulation.units.models import Unit
from emulation.units.tree import add_units

STARTS_ON = Column("starts_on", "Từ ngày", ("ngày bắt đầu",), hint="Như 05/01/2027. Để trống thì từ hôm nhập.", sample="01/01/2026")
USERNAME = Column("username", "Tên đăng nhập", ("tài khoản",), hint="Để trống thì đặt tự động.")
TITLE = Column("title", "Chức danh", ("chức vụ",), hint="Để trống thì ghi chức danh thường dùng.", sample="Tổ trưởng")
EMAIL = Column("email", "Thư điện tử", ("email", "e-mail"), hint="Có thể để trống.")
HEAD_COLUMNS = (
    Column("full_name", "Người đứng đầu", ("họ và tên", "họ tên", "họ và tên người đứng đầu"), sample="Nguyễn Thị Hòa"),
    TITLE,
    USERNAME,
    Column("phone", "Điện thoại người đứng đầu", sample="0912 345 678"),
    EMAIL,
    STARTS_ON,
)
UNITS_WITH_HEADS = (*UNIT_COLUMNS, *HEAD_COLUMNS)
TERMS = (
    Column("unit", "Đơn vị (mã)", ("mã đơn vị", "mã"), hint="Để trống thì là xã, phường.", sample="tdp-01"),
    Column("role", "Vai trò", required=True, hint="Người đứng đầu, thư ký, thành viên Hội đồng, chủ tịch, cấp trên, quản trị.", sample="Người đứng đầu đơn vị"),
    Column("full_name", "Họ và tên", ("họ tên",), required=True, sample="Nguyễn Thị Hòa"),
    TITLE,
    USERNAME,
    Column("phone", "Điện thoại", ("số điện thoại",), hint="Chữ số, như 0912 345 678.", sample="0912 345 678"),
    EMAIL,
    STARTS_ON,
    Column("ends_on", "Đến hết ngày", ("ngày kết thúc",), hint="Để trống nếu chưa định."),
)
MORE_WORDS = {
    Role.HEAD: ("người đứng đầu", "trưởng đơn vị"),
    Role.SECRETARY: ("thư ký",),
    Role.COUNCIL: ("thành viên", "hội đồng", "ủy viên hội đồng"),
    Role.SUPERIOR: ("cấp trên",),
    Role.ADMINISTRATOR: ("quản trị viên",),
}
ROLES = {key_of(word): role for role in Role for word in (role.value, role.label, *MORE_WORDS.get(role, ()))}


@dataclass(frozen=True)
class PeoplePlan(Plan):
    """A plan with the records that carrying it out would write."""

    units: Sequence[UnitEntry] = ()
    seats: Sequence[Seat] = ()


@dataclass
class TermEntry(Entry):
    """A row of a term: where and in which role; None where the row names no unit or no role that there is."""

    post: Post | None = None


def plan_units_with_heads(rows: Iterable[Row], office: Unit, by: User) -> PeoplePlan:
    """What a table of units, each with its head, would do below the office."""
    entries = plan_units(rows, office)
    headed = [entry for entry in entries if any(entry.row.text(column.name) for column in HEAD_COLUMNS)]
    posts = [(entry, _post_of_head(entry)) for entry in headed]
    accounts = Accounts(by, office, _names(posts, office))
    seats = [one for entry, post in posts if (one := seat(entry, post, accounts))]
    return PeoplePlan(UNITS_WITH_HEADS, entries, entries, seats)


def plan_terms(rows: Iterable[Row], office: Unit, by: User) -> PeoplePlan:
    """What a table of terms would do at the office and its units."""
    around = Surroundings(office)
    entries = [_term_entry(row, around) for row in rows]
    accounts = Accounts(by, office, _names(((entry, entry.post) for entry in entries), office))
    seats = [one for entry in entries if (one := seat(entry, entry.post, accounts))]
    for one in seats:
        one.entry.is_new = one.term.pk is None
    return PeoplePlan(TERMS, entries, (), seats)


def _names(posts: Iterable[tuple[Entry, Post | None]], office: Unit) -> Iterator[str]:
    """The user names that the rows name or might be given."""
    for entry, post in posts:
        if entry.row.text("username"):
            yield entry.row.text("username").lower()
        elif post:
            yield from candidate_names(post, entry.row.text("full_name"), office)


def _post_of_head(entry: UnitEntry) -> Post | None:
    """The post that the row gives somebody; None, with a fault noted, where it cannot."""
    if entry.unit.kind and entry.unit.has_office:
        entry.refuse("nơi có Hội đồng không có người đứng đầu ở đây. Xin nhập bằng bảng người giữ nhiệm vụ.", "full_name")
    elif not entry.row.text("full_name") and not entry.row.text("username"):
        entry.refuse("xin ghi họ và tên người đứng đầu, hoặc để trống cả các ô về người đứng đầu.", "full_name")
    elif entry.unit.kind:
        return Post(entry.unit, Role.HEAD)
    return None


def _term_entry(row: Row, around: Surroundings) -> TermEntry:
    entry = TermEntry(row)
    code = row.text("unit").lower()
    unit = around.units.get(code) or (around.office if code in ("", around.office.code) else None)
    role = ROLES.get(key_of(row.text("role")))
    if not row.text("full_name"):
        entry.refuse("xin ghi họ và tên.", "full_name")
    if unit is None:
        entry.refuse(f"không có đơn vị nào mang mã “{row.text('unit')[:40]}” trong {around.office}.", "unit")
    elif unit.has_ended:
        entry.refuse(f"“{unit}” đã thôi hoạt động.", "unit")
    if role is None:
        entry.refuse(f"không có vai trò “{row.text('role')[:40]}”. Xin ghi một trong: {listed(one.label for one in Role)}.", "role")
    if unit and role and not unit.has_ended:
        entry.post = Post(unit, role)
    return entry


@transaction.atomic
def carry_out(plan: PeoplePlan, office: Unit) -> None:
    """Write all that a clean plan says. Raises IntegrityError when somebody was quicker."""
    add_units(office, in_planting_order(plan.units))
    changed = [entry.unit for entry in plan.units if entry.changes and not entry.is_new]
    for unit in changed:
        unit.set_keys()
    Unit.objects.bulk_update(changed, [*TEXTS.values(), "sort_key", "search_key"], batch_size=200)
    retell([unit.pk for unit in changed])  # they are found under the names before and after them too
    seats = [one for one in plan.seats if one.entry.changes]
    _save_people(list({id(one.user): one.user for one in seats}.values()))
    for one in seats:
        one.term.user, one.term.unit = one.user, one.term.unit  # their keys are known now
    Term.objects.bulk_update([one.term for one in seats if one.term.pk], ["title", "ends_on"], batch_size=200)
    Term.objects.bulk_create([one.term for one in seats if one.term.pk is None], batch_size=500)


def _save_people(users: list[User]) -> None:
    for user in users:
        user.set_keys()
    new = [user for user in users if user.pk is None]
    User.objects.bulk_update([user for user in users if user.pk], ["full_name", "phone", "email", "sort_key", "search_key"], batch_size=200)
    User.objects.bulk_create(new, batch_size=500)
