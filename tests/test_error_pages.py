"""When something goes wrong the page is still one of the site, in Vietnamese, with a way back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.test import Client
from django.urls import path, reverse

from emulation.campaigns.models import State
from emulation.people.access import public
from emulation.people.models import OneTimeCode
from emulation.urls import urlpatterns as pages
from tests.pages import links, texts
from tests.world import World


def bug(request: HttpRequest) -> Any:
    raise RuntimeError("a bug")


def suspicious(request: HttpRequest) -> Any:
    raise SuspiciousOperation("tampered with")


def denied(request: HttpRequest) -> Any:
    raise PermissionDenied("Chỉ người lập hồ sơ mới xem được.")


def wordy(request: HttpRequest) -> HttpResponse:
    return HttpResponseNotAllowed(["POST"], "POST, please")


urlpatterns = [*pages, path("loi/", public(bug)), path("la/", public(suspicious)), path("cam/", public(denied)), path("chi-gui/", public(wordy))]

HEADINGS = {
    "/la/": (400, "Yêu cầu không hợp lệ"),
    "/cam/": (403, "Không được phép"),
    "/khong-co-trang-nay/": (404, "Không tìm thấy trang"),
    "/loi/": (500, "Máy chủ gặp lỗi"),
}


def seen(answer: Any) -> tuple[int, list[str], list[str], list[tuple[str, str]]]:
    """(status, title, heading, the way back) of a page, whatever its status."""
    status, answer.status_code = answer.status_code, 200
    return status, texts(answer, ".//title"), texts(answer, ".//h1"), links(answer, ".//main//p[@class='actions']")


def of_the_site(status: int, heading: str) -> tuple[int, list[str], list[str], list[tuple[str, str]]]:
    return status, [f"{heading} – Thi đua, khen thưởng"], [heading], [("/", "Về trang đầu")]


@pytest.mark.urls("tests.test_error_pages")
@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize("url", HEADINGS)
def test_every_error_has_its_page(client: Client, world: World, url: str, signed_in: bool) -> None:
    client.raise_request_exception = False
    if signed_in:
        client.force_login(world.people["head"])
    assert seen(client.get(url)) == of_the_site(*HEADINGS[url])


@pytest.mark.urls("tests.test_error_pages")
def test_a_refusal_with_a_reason_says_it(client: Client, db: None) -> None:
    answer = client.get("/cam/")
    answer.status_code = 200
    assert texts(answer, ".//main//div[@class='prose']/p")[0] == "Chỉ người lập hồ sơ mới xem được."


def test_a_page_of_somebody_elses_office_is_not_found_and_one_without_right_refused(client: Client, world: World) -> None:
    client.force_login(world.people["head"])
    assert seen(client.get(f"/dang-ky/{world.strange_registration.pk}/")) == of_the_site(*HEADINGS["/khong-co-trang-nay/"])
    answer = client.get("/don-vi/")
    assert seen(answer) == of_the_site(*HEADINGS["/cam/"])


def test_a_form_left_open_too_long_says_how_to_save_what_was_typed(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.people["head"])
    assert seen(strict.post("/dang-nhap/dang-xuat/")) == of_the_site(403, "Trang đã mở quá lâu")


def test_a_host_that_is_not_ours_is_answered_by_the_error_page_alone(client: Client, db: None) -> None:
    assert seen(client.get("/suc-khoe/", headers={"host": "ke-gian.example"})) == of_the_site(*HEADINGS["/la/"])


BY_BUTTON = "Trang này mở bằng nút bấm"


@pytest.mark.parametrize(
    ("who", "name", "record"),
    [
        ("secretary", "campaign-move", lambda world: [world.campaign.pk, "suspend"]),
        ("secretary", "unit-code-hand-out", lambda world: [world.people["head"].pk]),
        ("head", "registration-begin", lambda world: [world.campaign.invitations.get(unit=world.unit).pk]),
    ],
)
def test_an_address_that_only_a_button_opens_says_so_and_changes_nothing(
    client: Client, world: World, who: str, name: str, record: Callable[[World], list[Any]]
) -> None:
    client.force_login(world.people[who])
    answer = client.get(reverse(name, args=record(world)))
    assert (answer["Allow"], seen(answer)) == ("POST", of_the_site(405, BY_BUTTON))
    said = "Địa chỉ này chỉ dùng khi bấm nút trên một trang khác, không mở trực tiếp được. Chưa có gì thay đổi."
    assert texts(answer, ".//main//div[@class='prose']/p")[0] == said
    world.campaign.refresh_from_db()
    assert (world.campaign.state, OneTimeCode.objects.count()) == (State.LAUNCHED, 0)


@pytest.mark.urls("tests.test_error_pages")
def test_a_refusal_that_has_its_own_words_keeps_them(client: Client, db: None) -> None:
    answer = client.get("/chi-gui/")
    assert (answer.status_code, answer.content) == (405, b"POST, please")


@pytest.mark.parametrize("url", ["/cong-khai/?tim=%00abc", "/tim/?tim=a%00b", "/xac-minh/%00ABC/"])
def test_an_address_with_a_nul_byte_is_refused_where_postgresql_once_failed_and_sqlite_found_everything(client: Client, world: World, url: str) -> None:
    client.force_login(world.people["secretary"])
    assert seen(client.get(url)) == of_the_site(*HEADINGS["/la/"])
