"""One-time codes: who may hand one out to whom, and when one still opens the door."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.people.codes import hand_out_code, use_code
from emulation.people.models import CODE_LIFE, CODE_TRIES, OneTimeCode, Role, User
from emulation.people.terms import may_hand_code_to
from emulation.short_codes import ALPHABET
from tests.pages import errors, form_data, links, messages, texts
from tests.world import PASSWORD, World, make_term, make_user

NEW = "mat-khau-moi-2026"
WRONG = "Mã dùng một lần: Mã chưa đúng, đã dùng hoặc đã hết hạn. Sau 5 lần gõ sai mã không dùng được nữa: xin thư ký cấp mã mới."


def code_for(world: World) -> str:
    return hand_out_code(world.people["head"], by=world.people["secretary"])


def opens_with(user: User) -> list[str]:
    """Which of the two passwords the account now has."""
    user.refresh_from_db()
    return [password for password in (PASSWORD, NEW) if user.check_password(password)]


def test_a_code_is_eight_clear_characters_and_only_its_hash_is_kept(world: World) -> None:
    code = code_for(world)
    kept = OneTimeCode.objects.get()
    assert (len(code), code[4], set(code) - {"-"} - set(ALPHABET)) == (9, "-", set())
    assert (kept.user, kept.made_by, code.replace("-", "") in kept.code_hash) == (world.people["head"], world.people["secretary"], False)


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "bare"])
def test_the_right_code_sets_the_new_password_however_it_is_typed(world: World, typed: str) -> None:
    code = code_for(world)
    shown = {"lower": code.lower(), "bare": code.replace("-", " ")}.get(typed, typed.format(code))
    assert use_code(" To-Truong-1 ", shown, NEW) == world.people["head"]
    assert opens_with(world.people["head"]) == [NEW]


def test_a_code_is_used_once(world: World) -> None:
    code = code_for(world)
    assert use_code("to-truong-1", code, NEW)
    assert use_code("to-truong-1", code, PASSWORD) is None
    assert opens_with(world.people["head"]) == [NEW]


def test_after_five_wrong_tries_the_right_code_is_refused_too(world: World) -> None:
    code = code_for(world)
    assert [use_code("to-truong-1", "2222-2222", NEW) for _ in range(CODE_TRIES)] == [None] * 5
    assert use_code("to-truong-1", code, NEW) is None
    assert opens_with(world.people["head"]) == [PASSWORD]


def test_the_fifth_try_may_still_be_the_right_one(world: World) -> None:
    code = code_for(world)
    for _ in range(CODE_TRIES - 1):
        use_code("to-truong-1", "2222-2222", NEW)
    assert use_code("to-truong-1", code, NEW) == world.people["head"]


def test_a_code_is_good_for_three_days_and_not_a_second_longer(world: World) -> None:
    code, now = code_for(world), timezone.now()
    assert use_code("to-truong-1", code, NEW, at=now + CODE_LIFE + timedelta(seconds=1)) is None
    assert use_code("to-truong-1", code, NEW, at=now + CODE_LIFE - timedelta(minutes=1)) == world.people["head"]


def test_a_newer_code_replaces_the_older(world: World) -> None:
    old, new = code_for(world), code_for(world)
    assert [use_code("to-truong-1", old, NEW), use_code("to-truong-1", new, NEW)] == [None, world.people["head"]]


class WhileItIsHashed(MD5PasswordHasher):
    """Hashing the new password takes its time: meanwhile something else happens."""

    meanwhile: ClassVar[list[Callable[[], object]]] = []

    def encode(self, password: str, salt: str) -> str:
        while self.meanwhile:
            self.meanwhile.pop()()
        return super().encode(password, salt)


def test_a_code_replaced_while_it_is_being_used_opens_nothing(world: World, settings: Any) -> None:
    code = code_for(world)
    settings.PASSWORD_HASHERS = [f"{__name__}.WhileItIsHashed"]
    WhileItIsHashed.meanwhile.append(lambda: code_for(world))
    assert use_code("to-truong-1", code, NEW) is None
    assert (opens_with(world.people["head"]), WhileItIsHashed.meanwhile) == ([PASSWORD], [])


@pytest.mark.parametrize("username", ["to-truong-2", "khong-co-ai", ""])
def test_a_code_opens_no_other_account(world: World, username: str) -> None:
    assert use_code(username, code_for(world), NEW) is None


def test_a_code_does_not_open_an_account_no_longer_in_use(world: World) -> None:
    code = code_for(world)
    User.objects.filter(username="to-truong-1").update(is_active=False)
    assert use_code("to-truong-1", code, NEW) is None


OF_WARD = {"head", "stranger", "secretary", "council", "chair", "administrator"}
MAY = {  # whose password each may reset; the superior's term and those of the other ward lie outside the ward
    "secretary": {"head", "stranger", "council"},
    "administrator": OF_WARD,
    "superuser": {*OF_WARD, "superior", "other_secretary", "other_chair", "both", "former"},
}


def test_who_may_hand_a_code_to_whom(world: World) -> None:
    superuser, former = make_user(is_superuser=True), make_user()
    make_term(former, world.unit, Role.HEAD, ends_on=timezone.localdate() - timedelta(days=1))
    everyone = {**world.people, "superuser": superuser, "former": former}
    table = {name: {owner for owner, account in everyone.items() if may_hand_code_to(user, account)} for name, user in everyone.items()}
    assert table == {**{name: set() for name in everyone}, **MAY}


def test_a_second_office_elsewhere_puts_an_account_out_of_reach(world: World) -> None:
    make_term(world.people["head"], world.other_ward, Role.COUNCIL)
    owner = User.objects.get(username="to-truong-1")
    assert [may_hand_code_to(world.people[who], owner) for who in ("secretary", "administrator", "other_secretary")] == [False] * 3


def test_the_secretary_reads_the_code_on_a_page_once(client: Client, world: World) -> None:
    client.force_login(world.people["secretary"])
    answer = client.post(reverse("unit-code-hand-out", args=[world.people["head"].pk]))
    name, username, code = texts(answer, ".//main//dd")
    assert (name, username, use_code(username, code, NEW)) == ("Nguyễn Thị Hòa", "to-truong-1", world.people["head"])
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


BACK = ".//p[@class='back-link']"


def test_the_way_back_from_the_code_leads_to_the_owners_unit(client: Client, world: World) -> None:
    make_term(world.people["head"], world.other_ward, Role.COUNCIL, ends_on=timezone.localdate() - timedelta(days=1))  # no longer
    client.force_login(world.people["secretary"])
    answer = client.post(reverse("unit-code-hand-out", args=[world.people["head"].pk]))
    assert links(answer, BACK) == [(world.unit.get_absolute_url(), "TDP Bá Vân 1")]


def test_the_code_of_somebody_without_office_has_no_way_back(client: Client, world: World) -> None:
    client.force_login(make_user(is_superuser=True))
    answer = client.post(reverse("unit-code-hand-out", args=[make_user(full_name="Lê Văn Mới").pk]))
    assert (texts(answer, ".//main//dd")[0], texts(answer, BACK)) == ("Lê Văn Mới", [])


@pytest.mark.parametrize(("owner", "status"), [("chair", 403), ("administrator", 403), ("secretary", 403), ("other_chair", 404), ("superior", 404)])
def test_the_secretary_gets_no_code_for_accounts_beyond_her(client: Client, world: World, owner: str, status: int) -> None:
    client.force_login(world.people["secretary"])
    answer = client.post(reverse("unit-code-hand-out", args=[world.people[owner].pk]))
    assert (answer.status_code, OneTimeCode.objects.count()) == (status, 0)


def test_the_owner_of_a_code_chooses_a_password_and_is_signed_in(client: Client, world: World) -> None:
    code, url = code_for(world), reverse("one-time-code")
    assert list(form_data(client.get(url), ".//main//form"))[1:] == ["username", "code", "password1", "password2"]
    answer = client.post(url, {"username": "to-truong-1", "code": code, "password1": NEW, "password2": NEW}, follow=True)
    assert (answer.redirect_chain, answer.context["user"]) == ([("/", 302)], world.people["head"])
    assert messages(answer) == ["Đã đặt mật khẩu mới. Lần sau xin đăng nhập bằng mật khẩu này."]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"code": "2222-2222"}, [WRONG]),
        ({"username": "khong-co-ai"}, [WRONG]),
        ({"password2": "khac-nhau-hoan-toan"}, ["Mật khẩu mới, gõ lại: Hai lần gõ mật khẩu chưa giống nhau."]),
        ({"password1": "ngan", "password2": "ngan"}, ["Mật khẩu mới: Mật khẩu quá ngắn, cần ít nhất 8 ký tự."]),
        ({"password1": "9182736450", "password2": "9182736450"}, ["Mật khẩu mới: Mật khẩu này hoàn toàn là số."]),
        ({"code": ""}, ["Mã dùng một lần: Xin ghi mục này."]),
    ],
)
def test_what_does_not_fit_is_said_and_no_password_changes(client: Client, world: World, typed: dict[str, str], wrong: list[str]) -> None:
    data = {"username": "to-truong-1", "code": code_for(world), "password1": NEW, "password2": NEW}
    answer = client.post(reverse("one-time-code"), data | typed)
    assert (errors(answer), opens_with(world.people["head"])) == (wrong, [PASSWORD])


def test_a_mistyped_password_costs_no_try(client: Client, world: World) -> None:
    client.post(reverse("one-time-code"), {"username": "to-truong-1", "code": code_for(world), "password1": "a", "password2": "b"})
    assert OneTimeCode.objects.get().tries == 0
