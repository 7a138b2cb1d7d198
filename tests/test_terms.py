"""Giving and ending terms of office on the page of a unit."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.people.models import Role, Term, User
from tests.pages import errors, form_data, messages, page, texts
from tests.world import World, make_term, make_unit, make_user

NEW = {"role": "head", "title": "Tổ trưởng", "starts_on": "01/03/2026", "username": "TDP09", "full_name": "Đặng Thị Mới", "phone": "0912 1", "email": ""}


@pytest.fixture
def secretary(client: Client, world: World) -> Client:
    client.force_login(world.people["secretary"])
    return client


def grant(browser: Client, world: World, **typed: Any) -> Any:
    """Open the page of the ward's first unit, type into its form, send it."""
    url = reverse("unit-term-add", args=[world.unit.pk])
    data = form_data(browser.get(url)) | typed
    return browser.post(url, {name: value for name, value in data.items() if value is not None}, follow=True)


def test_a_new_account_is_made_with_its_term_and_no_password(secretary: Client, world: World) -> None:
    answer = grant(secretary, world, **NEW)
    user = User.objects.get(username="tdp09")
    term = user.terms.get()
    assert (user.full_name, user.phone, user.has_usable_password(), user.is_staff, user.is_superuser) == ("Đặng Thị Mới", "0912 1", False, False, False)
    assert (term.unit, term.role, str(term), term.starts_on, term.ends_on) == (world.unit, "head", "Tổ trưởng TDP Bá Vân 1", date(2026, 3, 1), None)
    assert messages(answer) == ["Đã giao nhiệm vụ cho Đặng Thị Mới. Bấm “Cấp mã” để người này tự đặt mật khẩu."]


def test_the_title_usual_for_the_kind_of_unit_and_today_stand_in_the_form(secretary: Client, world: World) -> None:
    data = form_data(secretary.get(reverse("unit-term-add", args=[world.unit.pk])))
    assert (data["title"], data["starts_on"]) == ("Tổ trưởng", f"{timezone.localdate():%d/%m/%Y}")


def test_an_existing_account_gets_another_term(secretary: Client, world: World) -> None:
    before = User.objects.count()
    grant(secretary, world, **NEW | {"username": "to-truong-2", "has_account": "on", "full_name": ""})
    assert {str(term) for term in Term.objects.filter(user=world.people["stranger"])} == {"Người đứng đầu đơn vị TDP Bá Vân 2", "Tổ trưởng TDP Bá Vân 1"}
    assert User.objects.count() == before


TAKEN = "Tên đăng nhập: Tên đăng nhập này đã có người dùng. Xin chọn tên khác."
NOBODY = "Tên đăng nhập: Trong địa phương không có tài khoản nào mang tên đăng nhập này."
LETTERS = "Tên đăng nhập: Điền tên đăng nhập hợp lệ. Giá trị này chỉ có thể chứa các chữ cái, số, và các ký tự @/./+/-/_"
REFUSED = [
    ({"username": "TO-TRUONG-2"}, [TAKEN]),
    ({"username": "chu-tich-khac"}, [TAKEN]),
    ({"username": "chu-tich-khac", "has_account": "on"}, [NOBODY]),
    ({"username": "khong-co-ai", "has_account": "on"}, [NOBODY]),
    ({"username": "có dấu"}, [LETTERS]),
    ({"username": ""}, ["Tên đăng nhập: Xin ghi mục này."]),
    ({"full_name": ""}, ["Họ và tên: Trường này không được để trắng."]),
    ({"full_name": "Đặng 😀"}, ["Họ và tên: Có ký tự không in được trên văn bản: 😀 (U+1F600). Xin xóa hoặc thay bằng chữ thường."]),
    ({"email": "không phải"}, ["Thư điện tử: Nhập địa chỉ email."]),
    ({"role": "administrator"}, ["Vai trò: Lựa chọn này không có trong danh sách. Xin chọn lại."]),
    ({"starts_on": "30/02/2026"}, ["Từ ngày: Xin ghi ngày như 05/01/2027."]),
    (
        {"username": "to-truong-1", "has_account": "on", "role": "head"},  # once an error of the server
        ["Vai trò: Người này đang giữ vai trò đó tại đơn vị này rồi."],
    ),
]


@pytest.mark.parametrize(("typed", "wrong"), REFUSED, ids=lambda value: str(value)[:40])
def test_what_cannot_be_granted_is_refused_beside_its_field_and_nothing_is_made(
    secretary: Client, world: World, typed: dict[str, str], wrong: list[str]
) -> None:
    before = (User.objects.count(), Term.objects.count())
    answer = grant(secretary, world, **NEW | typed)
    assert errors(answer) == wrong
    kept = form_data(answer)
    assert {name: kept[name] for name in ("title", "phone")} == {"title": "Tổ trưởng", "phone": "0912 1"}
    assert (User.objects.count(), Term.objects.count()) == before


@pytest.mark.parametrize(
    ("who", "where", "offered", "title"),
    [
        ("secretary", "unit", ["head"], "Tổ trưởng"),
        ("administrator", "unit", ["head", "administrator"], "Tổ trưởng"),
        ("secretary", "agency", ["head"], "Chủ tịch"),
        ("secretary", "ward", ["secretary", "chair", "council"], ""),
        ("administrator", "ward", ["secretary", "chair", "council", "superior", "administrator"], ""),
    ],
)
def test_the_form_offers_the_roles_of_the_unit_and_its_usual_title(client: Client, world: World, who: str, where: str, offered: list[str], title: str) -> None:
    client.force_login(world.people[who])
    answer = client.get(reverse("unit-term-add", args=[getattr(world, where).pk]))
    assert [option.attrib["value"] for option in page(answer).iterfind(".//select[@name='role']/option")] == offered
    assert form_data(answer)["title"] == title


@pytest.mark.parametrize(("who", "where", "role"), [("secretary", "ward", "head"), ("administrator", "ward", "head"), ("administrator", "unit", "secretary")])
def test_a_role_that_the_unit_has_not_is_refused(client: Client, world: World, who: str, where: str, role: str) -> None:
    client.force_login(world.people[who])
    answer = client.post(reverse("unit-term-add", args=[getattr(world, where).pk]), NEW | {"role": role})
    wrong = "Vai trò: Lựa chọn này không có trong danh sách. Xin chọn lại."
    assert (errors(answer), User.objects.filter(username="tdp09").exists()) == ([wrong], False)


def end(browser: Client, term: Term, **typed: str) -> Any:
    url = reverse("unit-term-end", args=[term.pk])
    return browser.post(url, form_data(browser.get(url)) | typed, follow=True)


def test_a_term_ends_on_the_last_day_given(secretary: Client, world: World) -> None:
    term = world.people["head"].terms.get()
    answer = end(secretary, term, ends_on="30/06/2026")
    term.refresh_from_db()
    assert (term.ends_on, messages(answer)) == (date(2026, 6, 30), ["Nhiệm vụ của Nguyễn Thị Hòa kết thúc hết ngày 30/06/2026."])


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("", "Đến hết ngày: Xin ghi mục này."),
        ("hôm qua", "Đến hết ngày: Xin ghi ngày như 05/01/2027."),
        ("31/12/2019", "Ngày kết thúc phải sau ngày bắt đầu."),  # once an error of the server
    ],
)
def test_a_last_day_that_cannot_be_is_refused(secretary: Client, world: World, typed: str, wrong: str) -> None:
    term = world.people["head"].terms.get()
    answer = end(secretary, term, ends_on=typed)
    term.refresh_from_db()
    assert (errors(answer), form_data(answer)["ends_on"], term.ends_on) == ([wrong], typed, None)


def test_the_first_day_of_a_term_cannot_be_changed_by_ending_it(secretary: Client, world: World) -> None:
    term = world.people["head"].terms.get()
    end(secretary, term, ends_on="30/06/2026", starts_on="01/01/1990")
    term.refresh_from_db()
    assert term.starts_on == date(2020, 1, 1)


def test_somebody_whose_term_has_ended_is_turned_away_the_next_day(client: Client, world: World) -> None:
    Term.objects.filter(user=world.people["head"]).update(ends_on=timezone.localdate())
    client.force_login(world.people["head"])
    assert client.get("/").status_code == 200
    Term.objects.filter(user=world.people["head"]).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert texts(client.get("/"), ".//h1") == ["Ông/bà hiện không giữ nhiệm vụ nào."]
    assert client.get(reverse("campaign-list")).status_code == 403


def test_a_term_of_another_commune_is_not_found(secretary: Client, world: World) -> None:
    url = reverse("unit-term-end", args=[world.people["other_chair"].terms.get().pk])
    assert [secretary.get(url).status_code, secretary.post(url, {"ends_on": "01/01/2027"}).status_code] == [404, 404]


def test_terms_in_force_stand_first_and_only_they_can_be_ended(secretary: Client, world: World) -> None:
    unit = make_unit(world.ward)
    for name, ends_on in [("Trần An", date(2021, 1, 1)), ("Lê Bình", None), ("Vũ Ánh", None)]:
        make_term(make_user(full_name=name, phone="0208"), unit, Role.HEAD, "Tổ trưởng", ends_on=ends_on)
    answer = secretary.get(unit.get_absolute_url())
    rows = page(answer).findall(".//tbody/tr")
    assert [(row.findtext("th"), [link.text for link in row.iter("a")]) for row in rows] == [
        ("Vũ Ánh", ["Sửa", "Bàn giao", "Kết thúc"]),
        ("Lê Bình", ["Sửa", "Bàn giao", "Kết thúc"]),
        ("Trần An", []),
    ]
    assert len(texts(answer, ".//tbody//form")) == 2


def test_a_secretary_ends_no_term_that_she_could_not_have_given(secretary: Client, world: World) -> None:
    term = make_term(world.people["administrator"], world.unit, Role.ADMINISTRATOR)
    assert secretary.post(reverse("unit-term-end", args=[term.pk]), {"ends_on": "01/03/2026"}).status_code == 403
    term.refresh_from_db()
    assert term.ends_on is None


def test_name_phone_mail_and_title_are_corrected_in_one_place(secretary: Client, world: World) -> None:
    term = world.people["head"].terms.get()
    url = reverse("unit-term-edit", args=[term.pk])
    typed = form_data(secretary.get(url)) | {"title": "Phó Tổ trưởng", "full_name": "Nguyễn Thị Hòa Bình", "phone": "0912 345", "email": ""}
    assert messages(secretary.post(url, typed, follow=True)) == ["Đã lưu."]
    term = Term.objects.select_related("user").get(pk=term.pk)
    assert (term.title, term.user.full_name, term.user.phone, term.user.email) == ("Phó Tổ trưởng", "Nguyễn Thị Hòa Bình", "0912 345", "")


def test_whose_password_one_may_not_reset_of_him_one_changes_no_address(secretary: Client, world: World) -> None:
    assert secretary.get(reverse("unit-term-edit", args=[world.people["chair"].terms.get().pk])).status_code == 403
