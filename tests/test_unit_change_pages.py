"""The pages on which a unit is renamed, merged or split: form, preview, confirmation."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from emulation.campaigns.models import SheetChoice
from emulation.people.models import Role
from emulation.sheets.models import Sheet
from emulation.units.kinds import Kind
from emulation.units.models import Unit
from tests.pages import errors, form_data, messages, page, texts, type_in
from tests.test_unit_changes import RENAME, Change, carry_out, new, today, told
from tests.world import World, launch, make_campaign, make_person, make_unit, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(client: Client, world: World) -> Client:
    client.force_login(world.people["secretary"])
    return client


@pytest.fixture
def root(client: Client, site: World) -> Client:
    client.force_login(site.people["root"])
    return client


def change_url(unit: Unit, slug: str) -> str:
    return reverse("unit-change", args=[unit.pk, slug])


def press_on(browser: Client, url: str, preview_page: Any, button: str = "confirm", **more: Any) -> Any:
    """Press a button of the preview."""
    return browser.post(url, form_data(preview_page) | {button: "1"} | more)


def test_a_unit_is_renamed_on_its_page_after_a_preview(secretary: Client, world: World) -> None:
    url = change_url(world.strange_unit, "doi-ten")
    shown = type_in(secretary, url, short_name="TDP Bá Vân Mới", name="Tổ dân phố số 2", on=f"{today():%d/%m/%Y}", document="Nghị quyết 5")
    assert texts(shown, ".//main/h1") == ["Đổi tên: xem trước"]
    assert not Unit.objects.filter(short_name="TDP Bá Vân Mới").exists()
    back = press_on(secretary, url, shown, "edit")
    assert form_data(back)["short_name"] == "TDP Bá Vân Mới"
    answer = press_on(secretary, url, shown)
    renamed = Unit.objects.get(short_name="TDP Bá Vân Mới")
    assert (answer["Location"], renamed.name, renamed.code) == (renamed.get_absolute_url(), "Tổ dân phố số 2", "tdp-04")
    again = press_on(secretary, url, shown)
    assert again["Location"] == world.strange_unit.get_absolute_url()
    assert messages(secretary.get(again["Location"]))[-1] == "TDP Bá Vân 2 đã kết thúc nên không thay đổi được nữa."


def test_units_are_merged_on_the_page_and_the_head_is_chosen_at_the_preview(secretary: Client, world: World) -> None:
    url, head = change_url(world.unit, "sap-nhap"), world.people["stranger"].terms.get()
    shown = type_in(secretary, url, others=str(world.strange_unit.pk), short_name="TDP Bá Vân", on=f"{today():%d/%m/%Y}")
    assert [box.attrib["value"] for box in page(shown).iterfind(".//input[@name='going_on']")] == [str(world.people["head"].terms.get().pk), str(head.pk)]
    press_on(secretary, url, shown, going_on=str(head.pk))
    merged = Unit.objects.get(short_name="TDP Bá Vân")
    assert [term.user.username for term in merged.terms.all()] == ["to-truong-2"]


def test_a_unit_is_merged_into_one_that_stays(secretary: Client, world: World) -> None:
    url = change_url(world.unit, "sap-nhap")
    press_on(secretary, url, type_in(secretary, url, into=str(world.strange_unit.pk), code="", on=f"{today():%d/%m/%Y}"))
    assert told() == [("TDP Bá Vân 1", "TDP Bá Vân 2", "merge", True)]


def test_a_unit_is_split_on_the_page(secretary: Client, world: World) -> None:
    url = change_url(world.unit, "chia-tach")
    press_on(secretary, url, type_in(secretary, url, names="TDP Trên\n\nTDP  Dưới", on=f"{today():%d/%m/%Y}"))
    assert told() == [("TDP Bá Vân 1", "TDP Trên", "split", True), ("TDP Bá Vân 1", "TDP Dưới", "split", False)]
    assert [unit.code for unit in world.unit.successors.order_by("pk")] == ["tdp-04", "tdp-05"]


def test_a_commune_is_split_by_those_above_it(root: Client, site: World) -> None:
    url = change_url(site.ward, "chia-tach")
    typed = {"names": "phường Trên\nphường Dưới", "on": f"{today():%d/%m/%Y}"}
    wrong = root.post(url, form_data(root.get(url)) | typed | {f"home-{site.unit.pk}": "5"})
    assert errors(wrong) == ["TDP Bá Vân 1 thuộc về: Mới ghi 2 tên. Xin chọn từ dòng 1 đến dòng 2."]
    press_on(root, url, root.post(url, form_data(root.get(url)) | typed | {f"home-{site.unit.pk}": "1"}))
    assert str(site.unit.successors.get().commune) == "phường Dưới"


def test_communes_are_merged_by_the_administrator_of_the_level_above(client: Client, world: World) -> None:
    above = make_person(Role.ADMINISTRATOR, world.province)
    client.force_login(above)
    url = change_url(world.ward, "sap-nhap")
    shown = type_in(client, url, others=str(world.other_ward.pk), short_name="phường Mới", code="moi", on=f"{today():%d/%m/%Y}")
    press_on(client, url, shown)
    assert Unit.objects.get(code="moi").predecessors.count() == 2


def test_the_preview_of_a_merger_shows_what_changes_and_counts_the_rest(client: Client, world: World) -> None:
    """It used to list every unit that keeps its name."""
    make_unit(world.other_ward, Kind.TDP, "tdp-01", short_name="TDP Núi")
    client.force_login(make_person(Role.ADMINISTRATOR, world.province))
    url = change_url(world.ward, "sap-nhap")
    shown = type_in(client, url, others=str(world.other_ward.pk), short_name="phường Mới", code="moi", on=f"{today():%d/%m/%Y}")
    assert texts(shown, ".//tbody/tr/th") == ["phường Bách Quang (bach-quang)", "phường Sông Công (song-cong)", "TDP Núi (tdp-01)"]
    said = texts(shown, ".//main//section/p")
    assert "4 đơn vị khác giữ nguyên tên và mã." in said
    assert "Lời mời và bản đang làm của 4 đơn vị giữ nguyên tên chuyển theo đơn vị; bản đã gửi giữ như đã gửi." in said
    assert "3 người ở các đơn vị giữ nguyên tên tiếp tục nhiệm vụ, giữ nguyên tài khoản." in said


def test_a_change_of_another_name_is_not_found(secretary: Client, world: World) -> None:
    assert secretary.get(change_url(world.unit, "gi-do")).status_code == 404


@pytest.mark.parametrize("who", ["secretary", "administrator"])
def test_nobody_changes_his_own_commune(client: Client, world: World, who: str) -> None:
    client.force_login(world.people[who])
    assert client.get(change_url(world.ward, "doi-ten")).status_code == 403


def test_a_province_is_not_changed_here(root: Client, site: World) -> None:
    assert root.get(change_url(site.province, "doi-ten")).status_code == 403


NAMES = "Tên ngắn các đơn vị mới, mỗi dòng một tên"
WRONG = [
    ("doi-ten", {"short_name": "TDP Bá Vân 2"}, "Tên ngắn mới: Đã có đơn vị khác đang hoạt động mang tên “TDP Bá Vân 2”. Xin ghi tên khác."),
    ("doi-ten", {"short_name": "TDP A", "code": "tdp-02"}, "Mã mới: Mã này đã có đơn vị khác dùng. Xin chọn mã khác."),
    ("doi-ten", {"short_name": "TDP A", "code": "TDP 2"}, "Mã mới: Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, như tdp-01."),
    ("doi-ten", {"short_name": "TDP A", "on": "01/01/2099"}, "Từ ngày: Ngày này chưa tới. Xin ghi thay đổi khi quyết định đã có hiệu lực."),
    ("sap-nhap", {"short_name": "TDP A"}, "Sáp nhập cùng với: Xin chọn ít nhất một đơn vị để sáp nhập."),
    ("sap-nhap", {"short_name": "TDP A", "others": "0"}, "Sáp nhập cùng với: Có đơn vị không sáp nhập được. Xin chọn lại."),
    ("chia-tach", {"names": "TDP A"}, f"{NAMES}: Xin ghi từ 2 đến 9 tên, mỗi dòng một tên."),
    ("chia-tach", {"names": "TDP A\nTDP a"}, f"{NAMES}: Có tên ghi hai lần. Xin sửa lại."),
    ("chia-tach", {"names": "A\n" + "B" * 101}, f"{NAMES}: Tên dài quá 100 ký tự: “{'B' * 60}…”."),
    ("chia-tach", {"names": "TDP Bá Vân 2\nTDP A"}, f"{NAMES}: Đã có đơn vị khác đang hoạt động mang tên “TDP Bá Vân 2”. Xin ghi tên khác."),
]


@pytest.mark.parametrize(("slug", "typed", "wrong"), WRONG)
def test_what_is_typed_wrong_is_said_under_its_field(secretary: Client, world: World, slug: str, typed: dict[str, str], wrong: str) -> None:
    answer = type_in(secretary, change_url(world.unit, slug), **{"on": f"{today():%d/%m/%Y}"} | typed)
    assert errors(answer) == [wrong]


def test_the_unit_that_stays_is_not_among_those_that_end(secretary: Client, world: World) -> None:
    other = str(world.strange_unit.pk)
    answer = type_in(secretary, change_url(world.unit, "sap-nhap"), others=other, into=other, on=f"{today():%d/%m/%Y}")
    assert errors(answer) == ["Nhập vào đơn vị đang có: Đơn vị nhận không thể đồng thời là đơn vị kết thúc. Xin bỏ chọn ở một trong hai chỗ."]


def test_what_only_the_change_finds_out_is_said_above_the_form(secretary: Client, world: World) -> None:
    Sheet.objects.update(kinds=["tdp", "mass-organisation"])
    SheetChoice.objects.exclude(kind__in=["tdp", "mass-organisation"]).delete()
    answer = type_in(secretary, change_url(world.strange_unit, "doi-ten"), short_name="khu phố Mới", kind="khu-pho", on=f"{today():%d/%m/%Y}")
    assert [sentence.startswith("Phong trào “") for sentence in errors(answer)] == [True]


def test_the_invited_heads_of_the_new_unit_are_told_once(world: World) -> None:
    campaign = launch(make_campaign(world.ward, invited=[world.strange_unit]), world.people["secretary"])
    carry_out(Change(RENAME, [world.strange_unit], [new("TDP Mới")], today()), by=world.people["secretary"])
    assert world.people["stranger"].notices.filter(key=f"launch:{campaign.pk}").count() == 1


def test_the_tasks_of_the_old_name_go_on_under_the_new_one(client: Client, world: World) -> None:
    submitted(launch(make_campaign(world.ward, invited=[world.unit]), world.people["secretary"]), world.unit, world.people["head"])
    carry_out(Change(RENAME, [world.unit], [new("TDP Mới")], today()), by=world.people["secretary"])
    client.force_login(world.people["head"])
    assert len(client.get(reverse("home")).context["sent"]) == 2
