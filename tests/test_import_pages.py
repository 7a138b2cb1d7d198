"""The pages that bring units and people in from a file and take them out, and the list of units at size."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from emulation.people import unit_lists
from emulation.people.models import BulkImport, Role
from emulation.people.views import bulk, units
from emulation.units.kinds import Kind
from emulation.units.models import Unit
from tests.pages import errors, links, messages, texts
from tests.world import World, make_person, make_unit

GOOD = "Loại,Tên,Người đứng đầu\nThôn,thôn Bình,Lê Thị Bé\ntdp,TDP Mới,\n"


@pytest.fixture
def secretary(client: Client, world: World) -> Client:
    client.force_login(world.people["secretary"])
    return client


def upload(browser: Client, world: World, text: str, table: str = "don-vi") -> Any:
    url = reverse("unit-import", args=[world.ward.pk, table])
    return browser.post(url, {"file": SimpleUploadedFile("Đơn vị.csv", text.encode())}, follow=True)


def counts(answer: Any) -> dict[str, str]:
    labels, numbers = (texts(answer, f".//dl[@class='figures']/div/{part}") for part in ("dt", "dd"))
    return dict(zip(labels, numbers, strict=True))


def slips_named_by(done: Any) -> list[str]:
    """Whom the page of slips lists that the page after an import leads to."""
    return texts(done.client.get(links(done, ".//main/div[@class='actions']")[0][0]), ".//label[@class='form-check-label']")


@pytest.mark.parametrize(
    ("text", "table", "first"),
    [
        ("Vai trò,Họ và tên\nThành viên Hội đồng,Lý Văn Mới\n", "nhiem-vu", "In phiếu cấp mã"),
        ("Loại,Tên\ntdp,TDP Mới\n", "don-vi", "Xem các đơn vị"),
    ],
)
def test_after_an_import_slips_are_offered_for_the_accounts_that_it_made(secretary: Client, world: World, text: str, table: str, first: str) -> None:
    upload(secretary, world, text, table)
    done = secretary.post(reverse("unit-import-run", args=[BulkImport.objects.get().pk]), follow=True)
    assert links(done, ".//main/div[@class='actions']")[0][1] == first
    assert any("Lý Văn Mới" in label for label in slips_named_by(done)) is (table == "nhiem-vu")


def test_a_clean_table_is_looked_at_and_then_imported_whole(secretary: Client, world: World) -> None:
    preview = upload(secretary, world, GOOD)
    assert counts(preview) == {"Có lỗi": "0", "Mới": "2", "Cập nhật": "0", "Không đổi": "0"}
    assert texts(preview, ".//main//form//button") == ["Nhập 2 dòng"]
    assert not Unit.objects.filter(short_name="thôn Bình").exists()
    kept = BulkImport.objects.get()
    done = secretary.post(reverse("unit-import-run", args=[kept.pk]), follow=True)
    assert messages(done) == ["Đã nhập tệp: 2 dòng mới, 0 dòng cập nhật, 0 dòng không đổi."]
    assert texts(done, ".//main/h1") == ["Đã nhập: Đơn vị và người đứng đầu"]
    assert [text for _, text in links(done, ".//main/div[@class='actions']")] == ["In phiếu cấp mã", "Xem các đơn vị", "Nhập tệp khác"]
    assert "thôn Bình: Lê Thị Bé (Trưởng thôn, thon01)" in slips_named_by(done)
    assert Unit.objects.get(short_name="thôn Bình").terms.get().user.username == "thon01"
    again = secretary.post(reverse("unit-import-run", args=[kept.pk]), follow=True)
    assert messages(again) == ["Tệp này đã được nhập rồi."]


def test_faulty_rows_come_first_and_nothing_can_be_imported(secretary: Client, world: World) -> None:
    preview = upload(secretary, world, GOOD + "Tổ lạ,A\n")
    assert texts(preview, ".//tbody/tr/th") == ["Dòng 4", "Dòng 2", "Dòng 3"]
    assert texts(preview, ".//tbody/tr/td/span") == ["! Có lỗi", "+ Mới", "+ Mới"]
    assert texts(preview, ".//main//form//button") == []
    assert [text for _, text in links(preview, ".//main/div[@class='actions']")] == ["Tải tệp đã sửa lên"]
    forced = secretary.post(reverse("unit-import-run", args=[BulkImport.objects.get().pk]), follow=True)
    assert messages(forced) == ["Chưa nhập dòng nào, vì còn dòng có lỗi. Xin sửa các dòng sau trong tệp rồi tải lên lại."]
    assert not Unit.objects.filter(short_name="thôn Bình").exists()


def test_a_later_upload_takes_the_place_of_the_earlier_and_unknown_columns_are_told(secretary: Client, world: World) -> None:
    upload(secretary, world, GOOD)
    preview = upload(secretary, world, "Mã,Loại,Tên,Số nhà\ntdp-01,TDP,TDP Bá Vân 1,9\n")
    assert messages(preview) == ["Cột “Số nhà” không dùng đến nên được bỏ qua."]
    assert texts(preview, ".//div[@class='note info']/p") == ["Không có gì thay đổi: mọi dòng đã có như trong tệp."]
    assert BulkImport.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Loại,Tên\n", "Bảng chưa có dòng nào dưới dòng tiêu đề."),
        ("Mã,Tên\n1,A\n", "Dòng 1: thiếu cột “Loại đơn vị”. Xin thêm cột này vào dòng tiêu đề."),
        ("", "Tệp trống. Xin chọn tệp khác."),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_at_once(secretary: Client, world: World, text: str, said: str) -> None:
    assert errors(upload(secretary, world, text)) == [f"Tệp CSV hoặc Excel (.xlsx): {said}"]
    assert not BulkImport.objects.exists()


def test_no_file_at_all_is_asked_for(secretary: Client, world: World) -> None:
    answer = secretary.post(reverse("unit-import", args=[world.ward.pk, "don-vi"]), {"file": ""})
    assert errors(answer) == ["Tệp CSV hoặc Excel (.xlsx): Xin chọn tệp."]


@pytest.mark.parametrize("table", ["don-vi", "nhiem-vu"])
@pytest.mark.parametrize(("file_format", "begins"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")])
@pytest.mark.parametrize("name", ["unit-import-sample", "unit-export"])
def test_samples_and_exports_are_files(secretary: Client, world: World, name: str, table: str, file_format: str, begins: bytes) -> None:
    answer = secretary.get(reverse(name, args=[world.ward.pk, table, file_format]))
    assert (answer.status_code, answer.content[: len(begins)], answer["Cache-Control"]) == (200, begins, "private, no-store")


@pytest.mark.parametrize(
    ("name", "args"),
    [("unit-import", ["la"]), ("unit-export", ["don-vi", "pdf"]), ("unit-export", ["la", "csv"]), ("unit-import-sample", ["don-vi", "doc"])],
)
def test_tables_and_formats_that_are_none_are_not_found(secretary: Client, world: World, name: str, args: list[str]) -> None:
    assert secretary.get(reverse(name, args=[world.ward.pk, *args])).status_code == 404


def test_a_unit_without_an_office_has_no_import(secretary: Client, world: World) -> None:
    assert secretary.get(reverse("unit-import", args=[world.unit.pk, "don-vi"])).status_code == 404


def test_an_uploaded_table_is_its_owners_alone(client: Client, secretary: Client, world: World) -> None:
    upload(secretary, world, GOOD)
    kept = BulkImport.objects.get()
    client.force_login(world.people["administrator"])
    urls = [kept.get_absolute_url(), reverse("unit-import-run", args=[kept.pk])]
    assert [client.get(urls[0]).status_code, client.post(urls[1]).status_code] == [404, 404]


def test_the_preview_and_the_lists_come_in_pages(secretary: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "ROWS_A_PAGE", 1)
    for module in (units, unit_lists):
        monkeypatch.setattr(module, "UNITS", replace(unit_lists.UNITS, rows_a_page=2))
    preview = upload(secretary, world, GOOD)
    assert texts(secretary.get(f"{preview.request['PATH_INFO']}?trang=2"), ".//tbody/tr/th") == ["Dòng 3"]
    assert texts(secretary.get("/don-vi/?trang=2"), ".//tbody/tr/th") == ["TDP Bá Vân 2", "TDP Tân Sơn"]
    assert links(secretary.get("/don-vi/?tim=tdp"), ".//nav[@class='pages']") == [("?tim=tdp&trang=2", "Trang sau →")]
    assert texts(secretary.get(f"{world.ward.get_absolute_url()}?trang=2"), ".//ul[@class='rows']/li/p/a") == ["TDP Tân Sơn", "Ủy ban MTTQ phường Bách Quang"]


def test_of_a_large_tree_only_communes_are_listed_and_a_search_says_whose_a_unit_is(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "LARGE", 3)
    make_unit(world.other_ward, short_name="TDP Bá Vân 9")
    make_unit(world.province, Kind.AGENCY, short_name="Sở Nội vụ")
    client.force_login(world.people["superior"])
    answer = client.get("/don-vi/")
    assert texts(answer, ".//tbody/tr/th") == ["tỉnh Thái Nguyên", "phường Bách Quang", "phường Sông Công", "Sở Nội vụ"]
    assert texts(client.get("/don-vi/?tim=ba+van"), ".//tbody/tr/th") == [
        "TDP Bá Vân 1 · phường Bách Quang",
        "TDP Bá Vân 2 · phường Bách Quang",
        "TDP Bá Vân 9 · phường Sông Công",
    ]
    assert links(answer, ".//main/div[@class='actions list-actions']") == []


def test_the_list_offers_upkeep_to_those_who_keep_an_office(client: Client, world: World) -> None:
    keeper = make_person(Role.SECRETARY, world.ward, world.other_ward)
    make_unit(world.unit, Kind.SCHOOL)
    client.force_login(keeper)
    answer = client.get("/don-vi/")
    assert texts(answer, ".//main/div[@class='actions list-actions']") == [
        f"{ward}Thêm đơn vịNhập từ tệpXuất danh sách" for ward in (world.ward, world.other_ward)
    ]
    detail = client.get(world.ward.get_absolute_url())
    upkeep = links(detail, ".//main/section[3]/div[@class='page-head']")
    assert [text for _, text in upkeep] == ["Thêm một đơn vị", "Thêm nhiều đơn vị", "Nhập từ tệp", "Xuất danh sách"]
