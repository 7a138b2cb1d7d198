"""Signing in and out, and the ways to a new password. All of it speaks Vietnamese: allauth has no translation of its own."""

import re
from typing import Any

import pytest
from allauth.core.internal.ratelimit import respond_429
from django.conf import settings
from django.core import mail
from django.test import Client, RequestFactory

from emulation.people.models import User
from tests.pages import errors, form_data, links, messages, texts
from tests.world import PASSWORD, World

NEW = "mat-khau-moi-2026"
SIGN_IN, SIGN_UP, OUT = "/dang-nhap/", "/dang-nhap/lap-tai-khoan/", "/dang-nhap/dang-xuat/"
CHANGE, RESET, AGAIN = "/dang-nhap/doi-mat-khau/", "/dang-nhap/quen-mat-khau/", "/dang-nhap/xac-nhan-lai/"
WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng."
DIFFERENT = "Hai lần gõ mật khẩu chưa giống nhau."
SHORT = "Mật khẩu quá ngắn, cần ít nhất 8 ký tự."
FORM = ".//main//form"


def sign_in(client: Client, username: str = "to-truong-1", password: str = PASSWORD, **more: str) -> Any:
    return client.post(SIGN_IN, {"login": username, "password": password, **more}, follow=True)


def opens_with(username: str = "to-truong-1") -> list[str]:
    """Which of the two passwords the account now has."""
    user = User.objects.get(username=username)
    return [password for password in (PASSWORD, NEW) if user.check_password(password)]


def test_a_stranger_is_led_to_the_sign_in_page_and_back_to_where_he_wanted(client: Client, world: World) -> None:
    assert client.get("/phong-trao/").headers["Location"] == "/dang-nhap/?next=/phong-trao/"
    data = form_data(client.get("/dang-nhap/?next=/phong-trao/"), FORM) | {"login": "to-truong-1", "password": PASSWORD}
    assert client.post(SIGN_IN, data).headers["Location"] == "/phong-trao/"


@pytest.mark.parametrize("username", ["to-truong-1", "TO-TRUONG-1"])
def test_one_signs_in_by_user_name_in_any_case(client: Client, world: World, username: str) -> None:
    answer = sign_in(client, username)
    assert (answer.redirect_chain, answer.context["user"], messages(answer)) == ([("/", 302)], world.people["head"], [])


@pytest.mark.parametrize(("username", "password"), [("to-truong-1", "sai-mat-khau"), ("khong-co-ai", PASSWORD), ("to1@example.org", PASSWORD)])
def test_a_wrong_name_or_password_gets_one_and_the_same_answer(client: Client, world: World, username: str, password: str) -> None:
    answer = sign_in(client, username, password)
    assert (errors(answer), form_data(answer, FORM)["login"], "_auth_user_id" in client.session) == ([WRONG], username, False)


def test_what_is_left_empty_is_said(client: Client, db: None) -> None:
    assert errors(sign_in(client, "", "")) == ["Tên đăng nhập: Xin ghi mục này.", "Mật khẩu: Xin ghi mục này."]


@pytest.mark.parametrize(("more", "until_closed"), [({}, True), ({"remember": "on"}, False)])
def test_the_session_ends_with_the_browser_unless_one_asks_to_stay(client: Client, world: World, more: dict[str, str], until_closed: bool) -> None:
    sign_in(client, **more)
    assert client.session.get_expire_at_browser_close() is until_closed


def test_an_account_no_longer_in_use_is_told_so(client: Client, world: World) -> None:
    User.objects.filter(username="to-truong-1").update(is_active=False)
    answer = sign_in(client)
    assert (answer.redirect_chain, texts(answer, ".//h1")) == ([("/dang-nhap/ngung-dung/", 302)], ["Tài khoản đã ngừng"])


def test_after_five_wrong_passwords_even_the_right_one_must_wait(client: Client, world: World) -> None:
    answers = [errors(sign_in(client, password="sai-mat-khau")) for _ in range(5)]
    assert answers == [[WRONG]] * 5
    assert errors(sign_in(client)) == ["Đăng nhập sai quá nhiều lần. Xin đợi vài phút rồi thử lại."]
    assert sign_in(client, "to-truong-2").context["user"] == world.people["stranger"]


def test_too_many_requests_get_a_page_of_the_site(client: Client, world: World) -> None:
    request = RequestFactory().get(SIGN_IN)
    request.user = world.people["head"]
    answer = respond_429(request)
    assert answer.status_code == 429
    answer.status_code = 200
    assert texts(answer, ".//h1") == ["Yêu cầu quá nhiều lần"]


def test_signing_out_asks_first_and_then_closes_the_site(client: Client, world: World) -> None:
    client.force_login(world.people["head"])
    assert texts(client.get(OUT), ".//main//button") == ["Đăng xuất"]
    answer = client.post(OUT, follow=True)
    assert (answer.redirect_chain, messages(answer), "_auth_user_id" in client.session) == ([(SIGN_IN, 302)], [], False)


def test_a_password_is_changed_and_one_stays_signed_in(client: Client, world: World) -> None:
    client.force_login(world.people["head"])
    answer = client.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}, follow=True)
    assert (opens_with(), messages(answer), answer.context["user"]) == ([NEW], ["Đã đổi mật khẩu."], world.people["head"])


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"oldpassword": "sai"}, "Mật khẩu hiện tại: Mật khẩu hiện tại chưa đúng."),
        ({"password2": "khac-nhau-hoan-toan"}, f"Mật khẩu mới, gõ lại: {DIFFERENT}"),
        ({"password1": "ngan", "password2": "ngan"}, f"Mật khẩu mới: {SHORT}"),
        ({"password1": "password", "password2": "password"}, "Mật khẩu mới: Mật khẩu này quá phổ biến."),
    ],
)
def test_a_password_that_does_not_fit_is_refused_in_vietnamese(client: Client, world: World, typed: dict[str, str], wrong: str) -> None:
    client.force_login(world.people["head"])
    answer = client.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW} | typed)
    assert (errors(answer), opens_with()) == ([wrong], [PASSWORD])


def test_the_password_may_be_asked_again_before_something_delicate(client: Client, world: World) -> None:
    sign_in(client)
    assert texts(client.get(AGAIN), f"{FORM}[@action='{AGAIN}']//label") == ["Mật khẩu*"]
    assert errors(client.post(AGAIN, {"password": "sai"})) == ["Mật khẩu: Mật khẩu chưa đúng."]
    assert client.post(AGAIN, {"password": PASSWORD}).headers["Location"] == "/"


def ask_for_link(client: Client, email: str = "to1@example.org") -> str:
    """What the mail says to whoever asked for a new password."""
    answer = client.post(RESET, {"email": email}, follow=True)
    assert (answer.redirect_chain, texts(answer, ".//h1"), messages(answer)) == ([(f"{RESET}da-gui/", 302)], ["Xin xem hộp thư"], [])
    (letter,) = mail.outbox
    assert letter.to == [email]
    return str(letter.body)


def test_the_link_of_a_mail_leads_to_a_new_password_once(client: Client, world: World) -> None:
    body = ask_for_link(client)
    assert "tài khoản của ông/bà (tên đăng nhập: to-truong-1)" in body
    (link,) = re.findall(r"https?://\S+", body)
    answer = client.get(link, follow=True)
    assert texts(answer, ".//h1") == ["Đặt mật khẩu mới"]
    form_url = answer.redirect_chain[-1][0]
    assert errors(client.post(form_url, {"password1": NEW, "password2": "khac"})) == [f"Mật khẩu mới, gõ lại: {DIFFERENT}"]
    assert errors(client.post(form_url, {"password1": "ngan", "password2": "ngan"})) == [f"Mật khẩu mới: {SHORT}"]
    done = client.post(form_url, {"password1": NEW, "password2": NEW}, follow=True)
    assert (texts(done, ".//h1"), opens_with()) == (["Đã đặt mật khẩu mới"], [NEW])
    again = client.get(link, follow=True)
    assert (texts(again, ".//h1"), links(again, ".//main")) == (["Liên kết không còn dùng được"], [(RESET, "Xin liên kết mới")])


def test_the_mail_is_vietnamese_and_its_subject_one_line(client: Client, world: World) -> None:
    ask_for_link(client)
    letter = mail.outbox[0]
    assert (letter.subject, letter.from_email) == ("Đặt mật khẩu mới", settings.DEFAULT_FROM_EMAIL)
    assert english_words(re.sub(r"https?://\S+", "", letter.body)) == []


def test_an_address_of_nobody_gets_the_same_page_and_another_mail(client: Client, world: World) -> None:
    assert "chưa có tài khoản nào khai địa chỉ này" in ask_for_link(client, "la@example.org")
    assert mail.outbox[0].subject == "Không tìm thấy tài khoản"


def test_nobody_signs_up_alone(client: Client, db: None) -> None:
    data = {"username": "ke-la", "password1": NEW, "password2": NEW}
    for answer in (client.get(SIGN_UP), client.post(SIGN_UP, data)):
        assert (texts(answer, ".//h1"), links(answer, ".//main")) == (["Không tự đăng ký tài khoản"], [(SIGN_IN, "Đăng nhập")])
    assert list(User.objects.all()) == []


ENGLISH = re.compile(r"\b(the|password|username|email|sign|log|login|remember|forgot|your|please|again|reset|current|must|this|too|many)\b", re.IGNORECASE)
PAGES = [SIGN_IN, SIGN_UP, "/dang-nhap/ma/", RESET, f"{RESET}da-gui/", f"{RESET}xong/", f"{RESET}1-x-y/", "/dang-nhap/ngung-dung/", OUT, CHANGE, AGAIN]


def english_words(words: str) -> list[str]:
    return ENGLISH.findall(words)


def test_the_search_for_english_finds_it() -> None:
    assert english_words("Forgot your password? Quên mật khẩu?") == ["Forgot", "your", "password"]


@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize("url", PAGES)
def test_no_page_of_sign_in_speaks_english(client: Client, world: World, url: str, signed_in: bool) -> None:
    if signed_in:
        sign_in(client)
    answer = client.get(url, follow=True)
    seen = [*texts(answer, ".//title"), *texts(answer, ".//body")]
    seen += [value for name in ("placeholder", "title", "aria-label", "alt") for value in re.findall(rf'{name}="([^"]*)"', answer.content.decode())]
    assert english_words(" ".join(seen)) == []
