"""Importing units, heads and terms: what a table would do, which rows are faulty and why, and that it is done whole or not at all."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from emulation.people.bulk import TABLES, ImportRefused, import_kept, keep
from emulation.people.importing import PeoplePlan
from emulation.people.models import BulkImport, Role, Term, User
from emulation.people.tasks import forget_old_imports
from emulation.spreadsheets.plans import CHANGED, FAULTY, NEW, SAME
from emulation.spreadsheets.reading import read_table
from emulation.spreadsheets.writing import csv_of, xlsx_of
from emulation.units.kinds import Kind
from emulation.units.models import Unit
from tests.world import World, make_person, make_term, make_unit, make_user

UNITS_HEAD = "Mã;Loại;Tên ngắn;Thuộc đơn vị;Người đứng đầu;Chức danh;Tên đăng nhập;Điện thoại người đứng đầu;Email;Từ ngày"
TERMS_HEAD = "Đơn vị;Vai trò;Họ và tên;Chức danh;Tên đăng nhập;Điện thoại;Thư điện tử;Từ ngày;Đến hết ngày"


def plan(table: str, lines: str, world: World, by: str = "secretary", office: Unit | None = None) -> PeoplePlan:
    head = UNITS_HEAD if table == "don-vi" else TERMS_HEAD
    rows = read_table(f"{head}\n{lines}\n".encode(), TABLES[table].columns).rows
    return TABLES[table].plan(rows, office or world.ward, world.people[by])


def faults(planned: PeoplePlan) -> list[str]:
    return [str(fault) for entry in planned.entries for fault in entry.faults]


def do(table: str, lines: str, world: World, by: str = "secretary", office: Unit | None = None) -> PeoplePlan:
    head = UNITS_HEAD if table == "don-vi" else TERMS_HEAD
    user = world.people[by]
    return import_kept(keep(f"{head}\n{lines}\n".encode(), "a.csv", TABLES[table], office or world.ward, user), user)


def test_units_of_several_levels_come_in_with_their_heads(world: World) -> None:
    lines = "\n".join(
        (
            "mn;Trường;Mầm non Đồng Tâm;thon-09;Lê Thị Bé;Hiệu trưởng;;912345678;be@example.org;05/01/2026",
            "thon-09;thôn;thôn Đồng Tâm;phường Bách Quang;Trần Văn Cả",
            ";Thôn;thôn Bình;;Trần Văn Cả;;thon09",
        )
    )
    planned = do("don-vi", lines, world)
    assert planned.count() == {FAULTY: 0, NEW: 3, CHANGED: 0, SAME: 0}
    school, thon = Unit.objects.get(code="mn"), Unit.objects.get(code="thon-09")
    assert (Unit.objects.get_parent(school), Unit.objects.get_parent(thon), school.commune, thon.name) == (thon, world.ward, world.ward, "Thôn Đồng Tâm")
    assert Unit.objects.get(code="thon-01").short_name == "thôn Bình"
    term = school.terms.get()
    assert (term.user.username, term.title, term.user.phone, term.starts_on) == ("mn", "Hiệu trưởng", "0912345678", date(2026, 1, 5))
    assert [term.title for term in User.objects.get(username="thon09").terms.all()] == ["Trưởng thôn", "Trưởng thôn"]
    assert not term.user.has_usable_password()
    assert list(Unit.objects.search("dong tam").in_order()) == [school, thon]
    assert Unit.objects.find_problems() == ([], [], [], [], [])
    assert (thon.numchild, school.numchild) == (1, 0)


def test_what_is_there_is_updated_and_an_empty_cell_leaves_it(world: World) -> None:
    head = world.people["head"]
    planned = do(
        "don-vi", "tdp-01;TDP;TDP Bá Vân Một;;Nguyễn thị Hoà;Tổ trưởng;to-truong-1;0208 384 5001;moi@example.org\ntdp-02;TDP;TDP Bá Vân 2;;Lê Văn Khách", world
    )
    assert [(entry.fate, entry.changes) for entry in planned.entries] == [
        (
            CHANGED,
            [
                "Tên ngắn: TDP Bá Vân 1 → TDP Bá Vân Một",
                "Người đứng đầu: Nguyễn Thị Hòa → Nguyễn thị Hoà",
                "Điện thoại người đứng đầu: để trống → 0208 384 5001",
                "Thư điện tử: to1@example.org → moi@example.org",
                "Chức danh: Người đứng đầu đơn vị → Tổ trưởng",
            ],
        ),
        (SAME, []),
    ]
    head.refresh_from_db()
    world.unit.refresh_from_db()
    assert (head.email, head.phone, head.terms.get().title) == ("moi@example.org", "0208 384 5001", "Tổ trưởng")
    assert (world.unit.short_name, world.unit.name) == ("TDP Bá Vân Một", "Tổ dân phố Bá Vân 1")


def test_terms_of_the_office_come_in_and_end(world: World) -> None:
    last = timezone.localdate().replace(month=12, day=31)
    make_user("thuvt", "Ai Đó")
    lines = f";Thành viên;Vũ Thị Thu;Ủy viên\nbach-quang;Cấp trên;Mai Văn Xem;;xem\nmttq;head;Lê Bé;;be\n;Thư ký;Trần Thị Thư;;thu-ky;;;;{last:%d/%m/%Y}"
    planned = do("nhiem-vu", lines, world, by="administrator")
    assert [entry.fate for entry in planned.entries] == [NEW, NEW, NEW, CHANGED]
    made = {term.user.username: (term.role, term.title, term.unit) for term in Term.objects.order_by("-pk")[:3]}
    assert made == {
        "bachquang-thuvt": ("council", "Ủy viên", world.ward),
        "xem": ("superior", "Cơ quan cấp trên", world.ward),
        "be": ("head", "Chủ tịch", world.agency),
    }
    assert world.people["secretary"].terms.get().ends_on == last


def test_a_user_name_that_cannot_be_made_is_asked_for(world: World) -> None:
    for name in ("thon01", "bachquang-thon01", *(f"bachquang-thon01{n}" for n in range(2, 6))):
        make_user(name)
    assert faults(plan("don-vi", ";Thôn;A;;Lê Bé", world)) == ["Tên đăng nhập: Không đặt được tên đăng nhập tự động. Xin ghi vào ô này."]


def test_an_account_of_the_same_place_takes_on_another_unit(world: World) -> None:
    planned = do("don-vi", ";Thôn;A;;Nguyễn Thị Hòa;;to-truong-1", world)
    assert (planned.count()[NEW], world.people["head"].terms.count()) == (1, 2)


def test_a_province_brings_in_communes_whose_codes_are_free_everywhere(world: World) -> None:
    administrator = make_person(Role.ADMINISTRATOR, world.province)
    world.people["province"] = administrator
    make_unit(None, Kind.WARD, "xa-la")
    wrong = plan("don-vi", "xa-la;Xã;xã Lạ\n;Xã;xã Mới;;Lê Bé", world, "province", world.province)
    assert faults(wrong) == [
        "Mã đơn vị: Mã này đã có đơn vị khác dùng. Xin chọn mã khác.",
        "Người đứng đầu: Nơi có Hội đồng không có người đứng đầu ở đây. Xin nhập bằng bảng người giữ nhiệm vụ.",
    ]
    do("don-vi", "xa-moi;Xã;xã Mới\nso-noi-vu;Cơ quan;Sở Nội vụ;thai-nguyen", world, "province", world.province)
    assert [(unit.commune, unit.depth) for unit in Unit.objects.filter(code__in=["xa-moi", "so-noi-vu"])] == [(None, 2), (None, 2)]


@pytest.mark.parametrize("written", [csv_of, xlsx_of])
@pytest.mark.parametrize("table", TABLES)
def test_an_exported_table_changes_nothing_when_it_is_imported_again(world: World, table: str, written: Any) -> None:
    make_unit(world.unit, Kind.SCHOOL, "th", short_name="Trường =Bá Vân", phone="+84 208")
    make_unit(world.ward, code="tdp-cu", short_name="TDP Cũ", ends_on=date(2020, 6, 30))
    make_term(world.people["head"], Unit.objects.get(code="tdp-cu"), Role.HEAD)
    make_term(world.people["stranger"], world.unit, Role.HEAD, starts_on=date(2021, 1, 1), ends_on=date(2099, 1, 1))
    content = written(TABLES[table].export(world.ward))
    planned = TABLES[table].plan(read_table(content, TABLES[table].columns).rows, world.ward, world.people["secretary"])
    number = {"don-vi": 5, "nhiem-vu": 8}[table]
    assert (planned.count(), planned.effective, faults(planned)) == ({FAULTY: 0, NEW: 0, CHANGED: 0, SAME: number}, 0, [])


def test_nothing_comes_in_while_a_row_is_faulty(world: World) -> None:
    before = (Unit.objects.count(), User.objects.count(), Term.objects.count())
    with pytest.raises(ImportRefused, match="còn dòng có lỗi"):
        do("don-vi", ";Thôn;A;;Lê Bé\n;Tổ lạ;B", world)
    assert (Unit.objects.count(), User.objects.count(), Term.objects.count()) == before
    assert BulkImport.objects.get().content is not None


def test_a_table_is_imported_once(world: World) -> None:
    secretary = world.people["secretary"]
    kept = keep(f"{UNITS_HEAD}\n;Thôn;A\n".encode(), "a.csv", TABLES["don-vi"], world.ward, secretary)
    import_kept(BulkImport.objects.get(pk=kept.pk), secretary)
    with pytest.raises(ImportRefused, match="đã được nhập rồi"):
        import_kept(kept, secretary)
    kept.refresh_from_db()
    assert (kept.content, kept.imported_at is not None, Unit.objects.filter(short_name="A").count()) == (None, True, 1)


def test_whoever_takes_a_user_name_in_the_same_moment_stops_the_whole_import(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    secretary = world.people["secretary"]
    kept = keep(f"{UNITS_HEAD}\n;Thôn;A;;Lê Bé;;be\n".encode(), "a.csv", TABLES["don-vi"], world.ward, secretary)
    real = User.set_unusable_password
    monkeypatch.setattr(User, "set_unusable_password", lambda user: (real(user), make_user("be"))[0])  # after the names were looked up
    with pytest.raises(ImportRefused, match="cùng lúc có người khác sửa"):
        import_kept(kept, secretary)
    assert not Unit.objects.filter(short_name="A").exists()


@pytest.mark.wide
def test_three_thousand_rows_cost_few_queries(world: World) -> None:
    text = f"{UNITS_HEAD}\n" + "".join(f"n-{n};Thôn;Thôn {n};;Người {n};;;09123{n:05}\n" for n in range(3000))
    rows = list(read_table(text.encode(), TABLES["don-vi"].columns).rows)
    secretary = User.objects.get(username="thu-ky")
    with CaptureQueriesContext(connection) as asked:
        planned = TABLES["don-vi"].plan(rows, world.ward, secretary)
    assert (planned.count()[NEW], len(asked) <= 15) == (3000, True)
    secretary = User.objects.get(username="thu-ky")
    with CaptureQueriesContext(connection) as asked:
        import_kept(keep(text.encode(), "a.csv", TABLES["don-vi"], world.ward, secretary), secretary)
    assert len(asked) < 200
    assert world.ward.units.count() == 3004


def test_an_uploaded_table_is_forgotten_after_a_day(world: World) -> None:
    secretary = world.people["secretary"]
    old = keep(b"a", "a.csv", TABLES["don-vi"], world.ward, secretary)
    new = keep(b"b", "b.csv", TABLES["nhiem-vu"], world.ward, secretary)
    BulkImport.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(hours=25))
    forget_old_imports()
    assert list(BulkImport.objects.all()) == [new]
    assert str(new).startswith("b.csv, ")
