"""Handing a term over from one person to the next."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.history.models import Line
from emulation.offices.hand_over import HandOverForm, hand_over, suggested_username
from emulation.people.models import Role, Term, User
from tests.pages import errors, form_data, messages, shown, texts, type_in
from tests.world import World, make_term, make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def secretary(client: Client, world: World) -> Client:
    client.force_login(world.people["secretary"])
    return client


def url(term: Term) -> str:
    return reverse("unit-term-hand-over", args=[term.pk])


def today() -> date:
    return timezone.localdate()


NEW = {"full_name": "Vũ Văn Mới", "phone": "0900 1", "username": "to-truong-moi"}


def test_the_new_head_begins_the_day_after_the_old_ones_last(secretary: Client, world: World) -> None:
    old = world.people["head"].terms.get()
    first = today()
    answer = type_in(secretary, url(old), starts_on=f"{first:%d/%m/%Y}", **NEW)
    new = Term.objects.get(user__username="to-truong-moi")
    old.refresh_from_db()
    assert (answer["Location"], old.ends_on, new.starts_on, new.ends_on, new.unit, new.role) == (
        world.unit.get_absolute_url(),
        first - DAY,
        first,
        None,
        world.unit,
        Role.HEAD,
    )
    assert (new.title, new.user.has_usable_password(), new.user.phone) == (old.title, False, "0900 1")
    page = secretary.get(answer["Location"])
    assert messages(page) == ["Đã bàn giao từ Nguyễn Thị Hòa cho Vũ Văn Mới. Bấm “Cấp mã” hoặc “In phiếu cấp mã” để người mới tự đặt mật khẩu."]
    assert len(texts(page, ".//section[2]//tbody/tr")) == 2  # the old term stays in the list
    assert [line.reason for line in Line.objects.of(world.unit)] == [f"Nguyễn Thị Hòa → Vũ Văn Mới, {old.title}, từ ngày {first:%d/%m/%Y}"]
    assert new.user.notices.get().subject == f"Nhận bàn giao: {new}"


def test_what_the_old_head_filed_is_the_new_ones_at_once(secretary: Client, world: World) -> None:
    type_in(secretary, url(world.people["head"].terms.get()), starts_on=f"{today():%d/%m/%Y}", **NEW)
    client, new = Client(), User.objects.get(username="to-truong-moi")
    client.force_login(new)
    assert client.get(world.registration.get_absolute_url()).status_code == 200
    client.force_login(world.people["head"])
    assert client.get(world.registration.get_absolute_url()).status_code == 403


def test_somebody_who_has_an_account_takes_over_with_it(secretary: Client, world: World) -> None:
    type_in(secretary, url(world.people["head"].terms.get()), starts_on=f"{today():%d/%m/%Y}", username="To-Truong-2", has_account="on", full_name="")
    assert [str(term.unit) for term in world.people["stranger"].terms.in_force().order_by("pk")] == ["TDP Bá Vân 2", "TDP Bá Vân 1"]


def test_a_term_that_ends_earlier_keeps_its_end(secretary: Client, world: World) -> None:
    old = world.people["head"].terms.get()
    Term.objects.filter(pk=old.pk).update(ends_on=today() + DAY)
    type_in(secretary, url(old), starts_on=f"{today() + 30 * DAY:%d/%m/%Y}", **NEW)
    old.refresh_from_db()
    assert old.ends_on == today() + DAY


def test_the_council_and_the_secretary_are_handed_over_too(secretary: Client, world: World) -> None:
    for who in ("council", "secretary"):
        typed = NEW | {"username": f"{who}-moi"}
        assert type_in(secretary, url(world.people[who].terms.get()), starts_on=f"{today() + DAY:%d/%m/%Y}", **typed).status_code == 302
    assert User.objects.get(username="secretary-moi").terms.get().role == Role.SECRETARY


def test_a_secretary_does_not_hand_over_what_she_may_not_grant(secretary: Client, world: World) -> None:
    assert secretary.get(url(world.people["administrator"].terms.get())).status_code == 403


WRONG = [
    ({"starts_on": "01/01/2020"}, "Ngày đầu tiên của người mới: Người cũ giữ nhiệm vụ từ 01/01/2020. Xin ghi ngày sau đó."),
    ({"username": "to-truong-1"}, "Tên đăng nhập của người nhận: Đây là người đang giữ nhiệm vụ. Xin ghi tên đăng nhập của người nhận."),
    ({"username": "to-truong-2"}, "Tên đăng nhập của người nhận: Tên đăng nhập này đã có người dùng. Xin chọn tên khác."),
    ({"username": "thu-ky-khac", "has_account": "on"}, "Tên đăng nhập của người nhận: Trong địa phương không có tài khoản nào mang tên đăng nhập này."),
]


@pytest.mark.parametrize(("typed", "wrong"), WRONG)
def test_what_is_wrong_is_said_under_its_field_and_nothing_is_lost(secretary: Client, world: World, typed: dict[str, str], wrong: str) -> None:
    old = world.people["head"].terms.get()
    answer = type_in(secretary, url(old), **{"starts_on": f"{today():%d/%m/%Y}"} | NEW | typed)
    assert (errors(answer), form_data(answer)["full_name"], Term.objects.get(pk=old.pk).ends_on) == ([wrong], "Vũ Văn Mới", None)


def test_who_holds_the_same_term_already_does_not_take_it_over(secretary: Client, world: World) -> None:
    make_term(world.people["stranger"], world.unit, Role.HEAD)
    answer = type_in(secretary, url(world.people["head"].terms.get()), starts_on=f"{today():%d/%m/%Y}", username="to-truong-2", has_account="on")
    assert errors(answer) == ["Vai trò: Người này đang giữ vai trò đó tại đơn vị này rồi."]


def test_a_user_name_is_suggested(secretary: Client, world: World) -> None:
    assert shown(secretary.get(url(world.people["head"].terms.get())), "username") == "to-truong-3"
    make_user("tdp01")
    assert suggested_username("tdp01") == "tdp01-2"


def test_a_term_that_was_ended_meanwhile_is_not_handed_over(secretary: Client, world: World) -> None:
    old = world.people["head"].terms.get()
    data = form_data(secretary.get(url(old))) | NEW | {"starts_on": f"{today():%d/%m/%Y}"}
    form = HandOverForm(data, term=old, by=world.people["secretary"])
    assert form.is_valid()
    Term.objects.filter(pk=old.pk).update(ends_on=today() - DAY)
    with pytest.raises(ValidationError) as refusal:
        hand_over(form, by=world.people["secretary"])
    assert refusal.value.messages == [f"Nhiệm vụ này đã kết thúc hết ngày {today() - DAY:%d/%m/%Y}. Xin tải lại trang đơn vị."]
    assert errors(secretary.post(url(old), data)) == refusal.value.messages
    assert not User.objects.filter(username="to-truong-moi").exists()
