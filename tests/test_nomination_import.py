"""Long lists of nominees: a preview that names each faulty row and its fault, and nothing imported until the list is clean."""

import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.discarding import brought_in, discard
from awards.importing import COLUMNS, import_kept, keep_list, plan_list, rows_of
from awards.models import Nomination, NominationImport, State
from awards.tasks import forget_old_lists
from awards.views.previews import ROWS_A_PAGE
from emulation.history.models import Line
from emulation.people.exporting import sample_of
from emulation.spreadsheets.writing import csv_of
from emulation.workflow import MoveRefused
from tests.awarding import HEAD, honour, make_nomination, uploaded
from tests.test_nomination_pages import signed_in, text
from tests.world import World

YEAR = timezone.localdate().year
GOOD = "Nguyễn Thị Mận,Hộ gia đình,Giấy khen,1970,Số 12,,Hiến đất làm đường."


def plan_of(world: World, *rows: str, **fields: Any) -> list[tuple[int, list[str]]]:
    """(number, faults) of each row."""
    kept = uploaded(world.unit, world.people["head"], *rows, **fields)
    return [(entry.row.number, [str(fault) for fault in entry.faults]) for entry in plan_list(rows_of(kept), kept).entries]


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        (GOOD, []),
        ("Nguyễn Thị Mận,,Lao động tiên tiến,,,Nữ; Nông dân,Tốt.", []),
        ('Nguyễn Thị Mận,hộ,GIAY KHEN,,,"Nữ, nông dân",Tốt.', []),
        ('Nguyễn Thị Mận,cá nhân,giay-khen,,,"Lãnh đạo, quản lý; Nữ",Tốt.', []),
        (",Hộ gia đình,Giấy khen,,,,Tốt.", ["Họ và tên, tên tập thể: Xin ghi ô này."]),
        ("Nguyễn Thị Mận,Hộ gia đình,Giấy khen,,,,", ["Thành tích: Xin ghi ô này."]),
        ("Nguyễn Thị Mận,Hộ gia đình,,,,,Tốt.", ["Danh hiệu, hình thức: Xin ghi ô này."]),
        (
            "Nguyễn Thị Mận,Hộ gia đình,Giấy khen tháng,,,,Tốt.",
            ["Danh hiệu, hình thức: Danh mục không có “Giấy khen tháng”. Xin ghi đúng tên trong danh mục."],
        ),
        ("Nguyễn Thị Mận,Dòng họ,Giấy khen,,,,Tốt.", ["Đề nghị cho: Không có đối tượng “Dòng họ”. Xin ghi một trong: “Tập thể”, “Cá nhân”, “Hộ gia đình”."]),
        (
            "Nguyễn Thị Mận,,Giấy khen,,,,Tốt.",
            ["Đề nghị cho: “Giấy khen” dành cho nhiều đối tượng. Xin ghi một trong: “Tập thể”, “Cá nhân”, “Hộ gia đình”."],
        ),
        ("Nguyễn Thị Mận,Hộ gia đình,Lao động tiên tiến,,,,Tốt.", ["Đề nghị cho: “Lao động tiên tiến” không dành cho hộ gia đình."]),
        *[
            (f"Nguyễn Thị Mận,Hộ gia đình,Giấy khen,{year},,,Tốt.", [f"Năm sinh: “{year}” không phải là năm sinh. Xin ghi bốn chữ số, như 1970."])
            for year in ("70", "1899", str(YEAR + 1), "1970x", "12/5/1970")
        ],
        (f"{'x' * 201},Hộ gia đình,Giấy khen,,,,Tốt.", ["Họ và tên, tên tập thể: Nội dung dài 201 ký tự, chỉ được tối đa 200. Xin rút gọn."]),
        (
            "Nguyễn Thị Mận,Hộ gia đình,Giấy khen,,😀,,Tốt.",
            ["Chức vụ, địa chỉ: Có ký tự không in được trên văn bản: 😀 (U+1F600). Xin xóa hoặc thay bằng chữ thường."],
        ),
    ],
)
def test_each_faulty_row_names_its_fault(world: World, row: str, faults: list[str]) -> None:
    [(number, found)] = plan_of(world, row)
    assert number == 2
    assert found == faults


def test_an_attribute_that_nobody_knows_is_a_fault(world: World) -> None:
    [(_, [fault])] = plan_of(world, "Nguyễn Thị Mận,Hộ gia đình,Giấy khen,,,Giàu có; Nữ,Tốt.")
    assert fault.startswith("Đặc điểm: Không có đặc điểm “Giàu có”. Xin ghi một trong: “Người trực tiếp lao động, sản xuất, công tác”")


def test_nobody_is_twice_in_the_list_or_where_he_is_nominated_already(world: World) -> None:
    make_nomination(world.unit, world.people["head"], name="Lê Văn Sẵn", subject="household", details="Số 1")
    rows = [GOOD, GOOD, GOOD.replace("Số 12", "Số 13"), "LÊ VĂN SẴN,Hộ gia đình,Giấy khen,,số 1,,Tốt.", "Lê Văn Sẵn,Hộ gia đình,Giấy khen,,Số 2,,Tốt."]
    rest = ", cùng danh hiệu và năm (Luật Thi đua, khen thưởng 2022). Xin bỏ dòng này, hoặc ghi năm sinh, địa chỉ nếu là người khác."
    assert plan_of(world, *rows) == [
        (2, []),
        (3, [f"Họ và tên, tên tập thể: Trùng với dòng 2{rest}"]),
        (4, []),
        (5, [f"Họ và tên, tên tập thể: Đã có trong các đề nghị của đơn vị{rest}"]),
        (6, []),
    ]


def test_a_clean_list_comes_in_whole_as_drafts_with_their_history(world: World) -> None:
    head = world.people["head"]
    kept = uploaded(world.unit, head, GOOD, 'Đặng Văn Ánh,cá nhân,Giấy khen,,,"Nữ; Nông dân",Tốt.')
    assert import_kept(kept, head) == 2
    household, person = Nomination.objects.order_by("pk")
    assert (household.name, household.subject, household.birth_year, household.details, household.state, household.unit, household.year) == (
        "Nguyễn Thị Mận", "household", 1970, "Số 12", State.DRAFT, world.unit, YEAR,
    )  # fmt: skip
    assert (person.attributes, person.honour, person.entered_by) == (["woman", "farmer"], honour(), None)
    assert list(Nomination.objects.search("dang van anh")) == [person]
    line = Line.objects.of(person).get()
    assert (line.label, line.by, line.reason, line.after) == ("Nhập đề nghị từ tệp", head, "Tệp danh-sach.csv", "draft")
    kept.refresh_from_db()
    assert (kept.content, kept.imported_at is not None) == (None, True)
    with pytest.raises(MoveRefused, match="đã được nhập rồi"):
        import_kept(kept, head)


def test_a_list_with_one_faulty_row_brings_nothing_in(world: World) -> None:
    head = world.people["head"]
    kept = uploaded(world.unit, head, GOOD, ",Hộ gia đình,Giấy khen,,,,Tốt.")
    with pytest.raises(MoveRefused, match="Chưa nhập dòng nào"):
        import_kept(kept, head)
    kept.refresh_from_db()
    assert (Nomination.objects.count(), kept.imported_at) == (0, None)


def test_a_row_that_became_faulty_since_it_was_looked_at_stops_all(world: World) -> None:
    head = world.people["head"]
    kept = uploaded(world.unit, head, GOOD)
    assert plan_list(rows_of(kept), kept).is_clean
    make_nomination(world.unit, head, name="Nguyễn Thị Mận", subject="household", birth_year=1970, details="Số 12")
    with pytest.raises(MoveRefused):
        import_kept(kept, head)
    assert Nomination.objects.count() == 1


def test_a_new_upload_takes_the_place_of_the_one_before(world: World) -> None:
    first, second = (uploaded(world.unit, world.people["head"]) for _ in range(2))
    assert (first.pk, NominationImport.objects.count(), str(second).startswith("danh-sach.csv, ")) == (second.pk, 1, True)


def test_old_lists_are_forgotten(world: World) -> None:
    old, new = uploaded(world.unit, world.people["head"]), uploaded(world.strange_unit, world.people["stranger"])
    NominationImport.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(days=1, seconds=1))
    forget_old_lists()
    assert list(NominationImport.objects.all()) == [new]


def queries(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


@pytest.mark.wide
def test_three_thousand_households_cost_a_bounded_number_of_queries_and_little_memory(world: World) -> None:
    head = world.people["head"]

    def brought_in(number: int, street: str) -> int:
        kept = uploaded(world.unit, head, *(f"Hộ {n},Hộ gia đình,Giấy khen,1970,{street} {n},Nữ,Hiến đất." for n in range(number)))
        return queries(lambda: import_kept(kept, head))

    few = brought_in(100, "Phố")
    tracemalloc.start()
    many = brought_in(3000, "Ngõ")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert Nomination.objects.count() == 3100
    assert many <= few + 130  # SQLite takes at most 999 values in a statement; PostgreSQL needs a dozen
    assert peak < 120 * 1024**2


def file(content: bytes, name: str = "danh sách.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_head_uploads_looks_and_imports(world: World) -> None:
    head = signed_in(world.people["head"])
    shared = {"unit": world.unit.pk, "kind": "merit", "campaign": "", "year": YEAR}
    assert set(head.post(reverse("nomination-import"), {**shared, "kind": "movement", "file": file(b"x")}).context["form"].errors) == {"campaign", "file"}
    faulty = f"{HEAD},Lạ\n,Hộ gia đình,Giấy khen,,,,Tốt.,\n{GOOD},\n".encode()
    page = head.post(reverse("nomination-import"), {**shared, "file": file(faulty)}, follow=True)
    assert "Cột “Lạ” không dùng đến nên được bỏ qua." in text(page)
    assert "Chưa nhập dòng nào." in text(page)
    assert "Họ và tên, tên tập thể: Xin ghi ô này." in text(page)
    run = reverse("nomination-import-run", args=[NominationImport.objects.get().pk])
    assert "Chưa nhập dòng nào, vì còn dòng có lỗi." in text(head.post(run, follow=True))
    page = head.post(reverse("nomination-import"), {**shared, "file": file(f"{HEAD}\n{GOOD}\n".encode())}, follow=True)
    assert "Nhập 1 dòng" in text(page)
    page = head.post(run, follow=True)
    assert "Đã nhập 1 đề nghị, chưa gửi." in text(page)
    assert Nomination.objects.get().name == "Nguyễn Thị Mận"


def test_the_secretary_uploads_a_list_that_came_on_paper(world: World) -> None:
    secretary = signed_in(world.people["secretary"])
    shared = {"unit": world.unit.pk, "kind": "movement", "campaign": world.campaign.pk, "year": YEAR}
    late = secretary.post(reverse("nomination-import-paper"), {**shared, "received_on": "31/12/2099", "file": file(f"{HEAD}\n{GOOD}\n".encode())})
    assert set(late.context["form"].errors) == {"received_on"}
    page = secretary.post(reverse("nomination-import-paper"), {**shared, "received_on": "05/01/2026", "file": file(f"{HEAD}\n{GOOD}\n".encode())}, follow=True)
    assert world.campaign.title in text(page)
    secretary.post(reverse("nomination-import-run", args=[NominationImport.objects.get().pk]))
    nomination = Nomination.objects.get()
    assert (nomination.campaign, nomination.entered_by, nomination.is_on_paper) == (world.campaign, world.people["secretary"], True)
    assert not Nomination.objects.visible_to(world.people["head"]).exists()  # not before it is recorded


def test_the_sample_is_a_clean_list(world: World) -> None:
    head = signed_in(world.people["head"])
    names = {"xlsx": b"PK", "csv": "\ufeff".encode()}
    for ending, begins in names.items():
        assert head.get(reverse("nomination-import-sample", args=[ending])).content.startswith(begins)
    assert head.get(reverse("nomination-import-sample", args=["pdf"])).status_code == 404
    shared: dict[str, Any] = {"campaign": None, "kind": "merit", "year": YEAR, "received_at": None}
    kept = keep_list(csv_of(sample_of("Mẫu", COLUMNS)), "mau.csv", unit=world.unit, owner=world.people["head"], **shared)
    assert plan_list(rows_of(kept), kept).is_clean


def test_a_long_preview_has_pages_with_the_faulty_rows_first(world: World) -> None:
    rows = [f"Hộ {n},Hộ gia đình,Giấy khen,,,,Tốt." for n in range(ROWS_A_PAGE)]
    kept = uploaded(world.unit, world.people["head"], *rows, ",Hộ gia đình,Giấy khen,,,,Tốt.")
    head = signed_in(world.people["head"])
    first, second = (head.get(kept.get_absolute_url(), {"trang": number}).context["rows"] for number in (1, 2))
    assert (first[0][0].row.number, len(first), len(second)) == (ROWS_A_PAGE + 2, ROWS_A_PAGE, 1)


def test_a_list_is_its_owners_while_he_writes_for_the_unit(world: World) -> None:
    kept = uploaded(world.unit, world.people["head"])
    for who, seen in (("head", True), ("stranger", False), ("secretary", False)):
        assert NominationImport.objects.visible_to(world.people[who]).filter(pk=kept.pk).exists() is seen


def test_what_a_list_brought_in_by_mistake_is_thrown_away(world: World) -> None:
    kept = uploaded(world.unit, world.people["head"], GOOD, GOOD.replace("Số 12", "Số 13"))
    own = make_nomination(world.unit, world.people["head"])
    assert discard(brought_in(kept, world.people["head"]), by=world.people["head"]) == 0
    import_kept(kept, world.people["head"])
    head = signed_in(world.people["head"])
    assert "Bỏ 2 đề nghị vừa nhập" in text(head.get(kept.get_absolute_url()))
    assert "Đã bỏ 2 đề nghị đang soạn." in text(head.post(reverse("nomination-import-discard", args=[kept.pk]), follow=True))
    assert list(Nomination.objects.all()) == [own]
