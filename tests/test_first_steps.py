"""The way of an empty installation: the first account, the commune, its units, its people."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from emulation.people.models import Role, Term, User
from emulation.units.models import Unit
from tests.pages import errors, form_data, links, messages, texts
from tests.world import World, make_person, make_unit, make_user

START = "/bat-dau/"
COMMUNE = {"kind": "ward", "name": "Phường Bách Quang", "short_name": "phường Bách Quang", "code": "bach-quang"}


def first_account() -> str:
    out = StringIO()
    call_command("first_account", stdout=out)
    return out.getvalue()


def test_the_first_account_is_made_once_and_its_password_said_once(client: Client, db: None) -> None:
    said = first_account()
    password = said.split()[7]
    assert said == f"Tài khoản quản trị: quantri, mật khẩu: {password} (chỉ hiện lần này; xin đổi sau khi đăng nhập)\n"
    assert first_account() == ""
    (user,) = User.objects.all()
    assert (user.username, user.full_name, user.is_superuser, user.check_password(password)) == ("quantri", "Quản trị hệ thống", True, True)


def test_nothing_is_made_where_there_are_accounts_already(db: None) -> None:
    user = make_user()
    assert (first_account(), list(User.objects.all())) == ("", [user])


@pytest.fixture
def administrator(client: Client, db: None) -> Client:
    """The browser of the first account, just signed in."""
    password = first_account().split()[7]
    answer = client.post("/dang-nhap/", {"login": "quantri", "password": password}, follow=True)
    assert answer.redirect_chain == [("/", 302), (START, 302)]
    return client


def plant(browser: Client, **typed: str) -> Any:
    return browser.post(START, form_data(browser.get(START)) | COMMUNE | typed, follow=True)


def steps(answer: Any) -> list[str]:
    return texts(answer, ".//ol[@class='steps']/li/span")


def test_from_an_empty_site_to_a_commune_that_can_work(administrator: Client) -> None:
    answer = administrator.get(START)
    assert (texts(answer, ".//main//h2"), steps(answer)) == (["1. Lập xã, phường"], [])
    answer = plant(administrator)
    ward = Unit.objects.get()
    assert messages(answer) == ["Đã lập phường Bách Quang."]
    assert str(Term.objects.get(role=Role.ADMINISTRATOR, unit=ward).user) == "Quản trị hệ thống"
    assert steps(answer) == ["✓ Đã xong", "○ Chưa làm", "○ Chưa làm", "○ Chưa làm"]
    unit_page, units, secretary, heads = (url for url, _ in links(answer, ".//ol[@class='steps']"))
    assert unit_page == heads == ward.get_absolute_url()
    administrator.post(units, {"kind": "tdp", "names": "TDP Một\nTDP Hai"})
    term = {"title": "Công chức", "starts_on": "01/01/2026", "full_name": "Trần Thị Thư"}
    administrator.post(secretary, term | {"role": "secretary", "username": "thuky"})
    group = Unit.objects.get(short_name="TDP Một")
    administrator.post(f"/don-vi/{group.pk}/giao-nhiem-vu/", term | {"role": "head", "username": "tdp01"})
    answer = administrator.get(START)
    assert steps(answer) == ["✓ Đã xong", "✓ 2 đơn vị", "✓ Đã có thư ký", "● 1 người"]
    assert texts(answer, ".//main//h2") == ["Phường Bách Quang", "Lập thêm xã, phường"]
    assert administrator.get("/").status_code == 200


def test_a_commune_that_cannot_be_made_keeps_what_was_typed(administrator: Client) -> None:
    answer = plant(administrator, code="Bách Quang", name="")
    assert errors(answer) == [
        "Tên đầy đủ: Xin ghi mục này.",
        "Mã: Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, như tdp-01.",
    ]
    kept = form_data(answer)
    assert (kept["code"], kept["short_name"], Unit.objects.count()) == ("Bách Quang", "phường Bách Quang", 0)


def test_two_communes_cannot_have_one_code(administrator: Client) -> None:
    plant(administrator)
    answer = plant(administrator, name="Phường Khác", short_name="phường Khác")
    assert errors(answer) == ["Mã: Mã này đã có đơn vị khác dùng. Xin chọn mã khác."]


def test_only_the_administrator_of_the_installation_takes_the_first_steps(client: Client, world: World) -> None:
    client.force_login(world.people["administrator"])
    assert [client.get(START).status_code, client.post(START, COMMUNE).status_code] == [403, 403]
    client.force_login(make_user(is_superuser=True))
    assert texts(client.get(START), ".//main/section/h2") == ["phường Bách Quang", "phường Sông Công", "Lập thêm xã, phường"]


def test_heads_elsewhere_do_not_count_for_a_commune(client: Client, db: None) -> None:
    first, second = make_unit(None, "ward", short_name="phường Một"), make_unit(None, "ward", short_name="phường Hai")
    make_person(Role.HEAD, make_unit(second))
    client.force_login(make_user(is_superuser=True))
    assert [(str(row["unit"]), row["units"], row["secretaries"], row["heads"]) for row in client.get(START).context["communes"]] == [
        (str(second), 1, 0, 1),
        (str(first), 0, 0, 0),
    ]
