"""The pages of units: the tree, one unit, and their upkeep by secretary and administrator."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from emulation.people.models import Role
from emulation.people.views import units
from emulation.units.changes import merge_units
from emulation.units.kinds import Kind
from emulation.units.models import Unit
from tests.pages import errors, form_data, links, messages, page, texts
from tests.world import World, make_term, make_unit, make_user

LINES = "TDP Bá Vân 3\n\n  TDP   Bá Vân 4  \r\nTDP Tân Thành"


@pytest.fixture
def secretary(client: Client, world: World) -> Client:
    client.force_login(world.people["secretary"])
    return client


def type_in(browser: Client, url: str, **typed: Any) -> Any:
    """Open the page, type into its form, send it, and follow where it leads."""
    return browser.post(url, form_data(browser.get(url)) | typed, follow=True)


def test_the_list_shows_the_tree_that_one_may_see(secretary: Client, world: World) -> None:
    ended = make_unit(world.ward, short_name="TDP Cũ", ends_on=date(2020, 6, 30))
    make_unit(world.unit, "school", short_name="Trường Bá Vân")
    rows = [
        (row.attrib["class"], text) for row, text in zip(page(secretary.get("/don-vi/")).iterfind(".//tbody/tr/th"), names(secretary, "/don-vi/"), strict=True)
    ]
    assert rows == [
        ("depth-0", "phường Bách Quang"),
        ("depth-1", "TDP Bá Vân 1"),
        ("depth-2", "Trường Bá Vân"),
        ("depth-1", "TDP Bá Vân 2"),
        ("depth-1", f"{ended} (đến 30/06/2020)"),
        ("depth-1", "TDP Tân Sơn"),
        ("depth-1", "Ủy ban MTTQ phường Bách Quang"),
    ]


def test_communes_that_ones_own_came_from_do_not_hide_its_units(secretary: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "LARGE", 3)
    make_unit(make_unit(world.province, Kind.WARD, short_name="phường Cũ"), short_name="TDP Cũ")
    merge_units([Unit.objects.get(short_name="phường Cũ")], world.ward, date(2025, 7, 1))
    secretary.force_login(world.people["council"])
    assert {"phường Bách Quang", "phường Cũ (đến 30/06/2025)", "TDP Bá Vân 1"} <= set(names(secretary, "/don-vi/"))


@pytest.mark.parametrize(("who", "grouped"), [("superior", True), ("root", True), ("secretary", False)])
def test_only_who_covers_several_communes_of_today_sees_communes_alone(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch, who: str, grouped: bool
) -> None:
    monkeypatch.setattr(units, "LARGE", 3)
    people = world.people | {"root": make_user(is_superuser=True)}
    client.force_login(people[who])
    assert ("TDP Bá Vân 1" not in names(client, "/don-vi/")) is grouped


def names(browser: Client, url: str) -> list[str]:
    return texts(browser.get(url), ".//tbody/tr/th")


def test_the_list_can_be_searched_without_diacritics(secretary: Client, world: World) -> None:
    assert names(secretary, "/don-vi/?tim=ba+van") == ["TDP Bá Vân 1", "TDP Bá Vân 2"]
    assert texts(secretary.get("/don-vi/?tim=song+cong"), ".//div[@class='empty']/p") == ["Không có đơn vị nào như vậy.", "Xem tất cả"]


RECORD = "Hồ sơ và lịch sử"
KEEPING = [
    *["Sửa thông tin", RECORD, "Đổi tên", "Sáp nhập", "Chia tách"],
    *["Giao nhiệm vụ", "Sửa", "Bàn giao", "Kết thúc", "Thêm một đơn vị", "Thêm nhiều đơn vị"],
]


@pytest.mark.parametrize(
    ("who", "offered"), [("secretary", KEEPING), ("administrator", KEEPING), ("council", [RECORD]), ("chair", [RECORD]), ("superior", [RECORD])]
)
def test_a_units_page_offers_its_upkeep_to_those_who_keep_it(client: Client, world: World, who: str, offered: list[str]) -> None:
    client.force_login(world.people[who])
    answer = client.get(world.unit.get_absolute_url())
    assert [text for _, text in links(answer, ".//main/section")] == offered
    assert texts(answer, ".//main//tbody//form") == (["Cấp mã"] if offered == KEEPING else [])
    assert [answer.context["keeps"], texts(answer, ".//main/h1")] == [offered == KEEPING, ["Tổ dân phố Bá Vân 1"]]


def test_a_units_page_shows_all_that_is_known_of_it(secretary: Client, world: World) -> None:
    Unit.objects.filter(pk=world.unit.pk).update(starts_on=date(2015, 1, 1), phone="0208 1")
    merge_units([world.unit], world.strange_unit, date(2025, 7, 1), "Nghị quyết số 5/NQ-HĐND")
    make_term(world.people["stranger"], world.unit, Role.HEAD, starts_on=date(2018, 1, 1), ends_on=date(2019, 12, 31))
    answer = secretary.get(world.unit.get_absolute_url())
    labels, values = (texts(answer, f".//dl[@class='facts']/div/{part}") for part in ("dt", "dd"))
    assert dict(zip(labels, values, strict=True)) == {
        "Loại đơn vị": "Tổ dân phố",
        "Tên ngắn": "TDP Bá Vân 1",
        "Mã": "tdp-01",
        "Trực thuộc": "tỉnh Thái Nguyên › phường Bách Quang",
        "Địa danh trên văn bản": "Bách Quang",
        "Điện thoại": "0208 1",
        "Thời gian hoạt động": "từ 01/01/2015 đến hết 30/06/2025",
        "Nay là": "TDP Bá Vân 2 (sáp nhập từ 01/07/2025, Nghị quyết số 5/NQ-HĐND)",
    }
    assert texts(answer, ".//tbody/tr/td[@data-label='Thời gian']") == ["từ 01/01/2020", "từ 01/01/2018 đến hết 31/12/2019"]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "said"),
    [
        (date(2015, 1, 1), None, {"Thời gian hoạt động": "từ 01/01/2015"}),
        (None, date(2025, 6, 30), {"Thời gian hoạt động": "đến hết 30/06/2025"}),
        (None, None, {}),
    ],
)
def test_a_unit_of_which_one_day_is_unknown_says_the_other(
    secretary: Client, world: World, starts_on: date | None, ends_on: date | None, said: dict[str, str]
) -> None:
    Unit.objects.filter(pk=world.unit.pk).update(starts_on=starts_on, ends_on=ends_on)
    answer = secretary.get(world.unit.get_absolute_url())
    facts = dict(zip(*(texts(answer, f".//dl[@class='facts']/div/{part}") for part in ("dt", "dd")), strict=True))
    assert {label: value for label, value in facts.items() if label == "Thời gian hoạt động"} == said


def test_a_unit_is_added_below_another(secretary: Client, world: World) -> None:
    url = reverse("unit-add", args=[world.ward.pk])
    answer = type_in(secretary, url, kind="school", name="Trường THCS Bá Vân", short_name="THCS Bá Vân", code="thcs-ba-van")
    unit = Unit.objects.get(code="thcs-ba-van")
    assert (unit.commune, Unit.objects.get_parent(unit), messages(answer)) == (world.ward, world.ward, ["Đã thêm THCS Bá Vân."])


def test_a_code_already_taken_is_refused_beside_its_field_and_all_stays_typed(secretary: Client, world: World) -> None:
    url = reverse("unit-add", args=[world.ward.pk])
    answer = type_in(secretary, url, kind="tdp", name="Tổ dân phố Mới", short_name="TDP Mới", code="tdp-01")
    assert errors(answer) == ["Mã: Mã này đã có đơn vị khác dùng. Xin chọn mã khác."]
    kept = form_data(answer)
    assert {name: kept[name] for name in ("kind", "name", "short_name", "code")} == {
        "kind": "tdp",
        "name": "Tổ dân phố Mới",
        "short_name": "TDP Mới",
        "code": "tdp-01",
    }


def test_the_form_offers_only_kinds_that_may_stand_there(secretary: Client, world: World) -> None:
    answer = secretary.get(reverse("unit-add", args=[world.unit.pk]))
    options = [option.attrib["value"] for option in page(answer).iterfind(".//select[@name='kind']/option")]
    assert options == ["agency", "school", "health-station", "mass-organisation", "enterprise"]
    forged = secretary.post(reverse("unit-add", args=[world.unit.pk]), {"kind": "ward", "name": "P", "short_name": "P", "code": "p"})
    assert errors(forged) == ["Loại đơn vị: Lựa chọn này không có trong danh sách. Xin chọn lại."]


def test_many_units_are_added_a_name_on_each_line(secretary: Client, world: World) -> None:
    answer = type_in(secretary, reverse("unit-add-many", args=[world.ward.pk]), kind="tdp", names=LINES)
    assert messages(answer) == ["Đã thêm 3 đơn vị."]
    added = Unit.objects.under(world.ward).order_by("-pk")[:3]
    assert [(unit.code, unit.short_name, unit.name) for unit in added] == [
        ("tdp-06", "TDP Tân Thành", "Tổ dân phố Tân Thành"),
        ("tdp-05", "TDP Bá Vân 4", "Tổ dân phố Bá Vân 4"),
        ("tdp-04", "TDP Bá Vân 3", "Tổ dân phố Bá Vân 3"),
    ]


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ("TDP Mới\ntdp bá vân 1", "“tdp bá vân 1” đã có hoặc ghi hai lần."),
        ("TDP Mới\nTDP MỚI", "“TDP MỚI” đã có hoặc ghi hai lần."),
        (f"TDP {'dài ' * 30}", f"Tên dài quá 100 ký tự: “{('TDP ' + 'dài ' * 30)[:60]}…”."),
        (" \n ", "Xin ghi mục này."),
    ],
)
def test_of_many_units_none_is_added_when_one_is_wrong(secretary: Client, world: World, lines: str, wrong: str) -> None:
    before = Unit.objects.count()
    answer = type_in(secretary, reverse("unit-add-many", args=[world.ward.pk]), kind="tdp", names=lines)
    assert errors(answer) == [f"Tên các đơn vị, mỗi dòng một tên: {wrong}"]
    assert (form_data(answer)["names"], Unit.objects.count()) == (lines, before)


def test_a_unit_is_edited_and_ended(secretary: Client, world: World) -> None:
    answer = type_in(secretary, reverse("unit-edit", args=[world.unit.pk]), ends_on="30/06/2025")
    world.unit.refresh_from_db()
    assert (world.unit.ends_on, messages(answer)) == (date(2025, 6, 30), ["Đã lưu."])


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"starts_on": "02/02/2026", "ends_on": "01/02/2026"}, "Ngày cuối cùng hoạt động phải sau ngày thành lập."),
        ({"code": "tdp-02"}, "Mã: Mã này đã có đơn vị khác dùng. Xin chọn mã khác."),
        ({"starts_on": "31/02/2026"}, "Thành lập ngày: Xin ghi ngày như 05/01/2027."),
    ],
)
def test_an_edit_that_breaks_a_rule_is_refused_in_its_words(secretary: Client, world: World, typed: dict[str, str], wrong: str) -> None:
    assert errors(type_in(secretary, reverse("unit-edit", args=[world.unit.pk]), **typed)) == [wrong]


@pytest.mark.parametrize("name", ["unit-add", "unit-add-many", "unit-edit", "unit-term-add"])
def test_a_forged_unit_of_another_commune_is_not_found(secretary: Client, world: World, name: str) -> None:
    url = reverse(name, args=[world.other_ward.pk])
    data = {"kind": "tdp", "names": "TDP Lạ", "name": "Tổ Lạ", "short_name": "TDP Lạ", "code": "tdp-la"}
    assert [secretary.get(url).status_code, secretary.post(url, data).status_code] == [404, 404]
    assert not Unit.objects.filter(short_name="TDP Lạ").exists()
