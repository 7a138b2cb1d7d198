"""The office's list of registrations: filtered, sorted, searched, paged and counted by the database; received and returned in bulk."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.invitations import invite
from emulation.campaigns.models import Campaign
from emulation.people.models import Role
from emulation.units.kinds import Kind
from registrations.models import Registration
from registrations.overview import FILTERS, counts_of, listed_invitations
from registrations.workflow import move_registration
from tests.pages import form_data, links, page, texts
from tests.world import World, make_person, make_unit, submitted

ROWS = ".//main/div[@class='table-responsive']//tbody/tr/th"
TICKED = ".//main//tbody//input[@checked]"


@pytest.fixture
def busy(world: World) -> World:
    """Three sent: one accepted, one returned, one waiting; a draft and two who have not begun."""
    more = [make_unit(world.ward, Kind.TDP, f"tdp-{code}", short_name=f"TDP {name}") for code, name in (("11", "Đồi Thông"), ("12", "La Hạ"))]
    invite(world.campaign, {*world.campaign.invitations.values_list("unit", flat=True), *(unit.pk for unit in more)})
    for unit, move in zip(more, ("accept", "return"), strict=True):
        sent = submitted(world.campaign, unit, make_person(Role.HEAD, unit), at=timezone.now() - timedelta(hours=1))
        move_registration(sent, move, by=world.people["secretary"], reason="Thiếu số liệu.")
    return world


def opened(client: Client, world: World, who: str = "secretary", **asked: Any) -> Any:
    client.force_login(world.people[who])
    return client.get(reverse("campaign-registrations", args=[world.campaign.pk]), asked)


FOUND = {
    "sent last first": ({"xep": "-gui-luc"}, ["TDP Bá Vân 1", "TDP La Hạ", "TDP Đồi Thông", "TDP Bá Vân 2", "TDP Tân Sơn", "Ủy ban MTTQ phường Bách Quang"]),
    "names from the end": ({"xep": "-ten", "loai": "tdp"}, ["TDP Tân Sơn", "TDP La Hạ", "TDP Đồi Thông", "TDP Bá Vân 2", "TDP Bá Vân 1"]),
    "by state": ({"xep": "tinh-trang", "loai": "tdp"}, ["TDP Bá Vân 1", "TDP La Hạ", "TDP Đồi Thông", "TDP Bá Vân 2", "TDP Tân Sơn"]),
    "one kind": ({"loai": "mass-organisation"}, ["Ủy ban MTTQ phường Bách Quang"]),
    "returned": ({"loc": "tra-lai"}, ["TDP La Hạ"]),
    "accepted": ({"loc": "xong"}, ["TDP Đồi Thông"]),
    "not sent, of a kind": ({"loc": "chua", "loai": "tdp"}, ["TDP Bá Vân 2", "TDP Tân Sơn"]),
    "without diacritics": ({"tim": "doi thong"}, ["TDP Đồi Thông"]),
    "by code": ({"tim": "TDP-12"}, ["TDP La Hạ"]),
    "what it cannot mean": ({"loc": "x", "loai": "y", "xep": "z", "trang": "x", "tim": "la ha"}, ["TDP La Hạ"]),
    "a page beyond the last": ({"trang": "99", "tim": "la ha"}, ["TDP La Hạ"]),
}


@pytest.mark.parametrize(("asked", "found"), FOUND.values(), ids=FOUND)
def test_the_list_is_filtered_sorted_and_searched(client: Client, busy: World, asked: dict[str, str], found: list[str]) -> None:
    answer = opened(client, busy, **asked)
    assert texts(answer, ROWS) == found
    assert texts(answer, ".//nav[@class='chips']//a") == ["Tất cả (6)", "Chờ tiếp nhận (1)", "Đã tiếp nhận (1)", "Trả lại (1)", "Chưa gửi (3)"]


def test_pressing_a_head_sorts_by_it_and_pressing_again_turns_it_round(client: Client, busy: World) -> None:
    def heads(answer: Any) -> list[tuple[str, str]]:
        return [
            (head.attrib["aria-sort"], link.attrib["href"].partition("?")[2]) for head in page(answer).iterfind(".//thead//th[@aria-sort]") for link in head
        ]

    assert heads(opened(client, busy, loc="cho")) == [
        ("ascending", "loc=cho&xep=-ten"),
        ("none", "loc=cho&xep=tinh-trang"),
        ("none", "loc=cho&xep=gui-luc"),
    ]
    assert heads(opened(client, busy, xep="-gui-luc")) == [("none", ""), ("none", "xep=tinh-trang"), ("descending", "xep=gui-luc")]


def test_filters_stay_while_one_of_them_changes(client: Client, busy: World) -> None:
    answer = opened(client, busy, loc="chua", loai="tdp", tim="tdp", xep="-ten", trang="1")
    assert links(answer, ".//nav[@class='chips']")[1][0].partition("?")[2] == "tim=tdp&loc=cho&loai=tdp&xep=-ten"


def test_fifty_units_stand_on_a_page(client: Client, world: World) -> None:
    units = [make_unit(world.ward, Kind.TDP) for _ in range(60)]
    invite(world.campaign, {*world.campaign.invitations.values_list("unit", flat=True), *(unit.pk for unit in units)})
    assert [len(texts(opened(client, world, trang=number), ROWS)) for number in ("1", "2")] == [50, 14]
    second = opened(client, world, trang="2", tim="tdp")
    here = reverse("campaign-registrations", args=[world.campaign.pk])
    assert links(second, ".//nav[@class='pages']") == [(f"{here}?tim=tdp&trang=1", "← Trang trước")]


def test_counting_and_listing_cost_the_same_however_many_are_invited(busy: World) -> None:
    with CaptureQueriesContext(connection) as captured:
        counted = counts_of([busy.campaign, Campaign(pk=0)])
        list(listed_invitations(busy.campaign, counted[busy.campaign.pk], QueryDict("loc=cho&loai=tdp&tim=ba&xep=-tinh-trang")).page)
    assert (len(captured), counted[busy.campaign.pk], counted[0]) == (6, {"": 6, "cho": 1, "xong": 1, "tra-lai": 1, "chua": 3}, dict.fromkeys(FILTERS, 0))


def test_boxes_are_there_for_who_may_receive_and_for_what_waits(client: Client, busy: World) -> None:
    boxes = ".//main//tbody//input[@name='dang-ky']"
    assert [len(page(opened(client, busy, who)).findall(boxes)) for who in ("secretary", "chair")] == [1, 0]
    assert (len(page(opened(client, busy)).findall(TICKED)), len(page(opened(client, busy, chon="trang")).findall(TICKED))) == (0, 1)


def press(client: Client, world: World, move: str, ticked: list[Any], reason: str = "", query: str = "") -> Any:
    client.force_login(world.people["secretary"])
    url = reverse("campaign-registrations-move", args=[world.campaign.pk, move])
    return client.post(f"{url}?{query}", {"dang-ky": ticked, "reason": reason})


def test_when_none_of_the_ticked_can_be_moved_nothing_is_said_to_be_done(client: Client, world: World) -> None:
    accepted = move_registration(world.registration, "accept", by=world.people["secretary"])
    answer = press(client, world, "accept", [accepted.pk])
    assert (answer.status_code, texts(answer, ".//div[@class='messages']/p")) == (200, [])
    assert texts(answer, ".//div[@class='errors']//li")[0].startswith("TDP Bá Vân 1: Không thể “Tiếp nhận”")


def states(*registrations: Registration) -> list[str]:
    return [Registration.objects.get(pk=one.pk).state for one in registrations]


@pytest.fixture
def two(busy: World) -> list[Registration]:
    """Both wait to be received."""
    return [busy.registration, submitted(busy.campaign, busy.agency, make_person(Role.HEAD, busy.agency))]


def test_all_that_are_ticked_are_received_and_the_filters_stay(client: Client, busy: World, two: list[Registration]) -> None:
    answer = press(client, busy, "accept", [one.pk for one in two], query="loc=cho&xep=-ten&chon=trang")
    assert (answer.headers["Location"].partition("?")[2], states(*two)) == ("loc=cho&xep=-ten", ["accepted", "accepted"])
    assert texts(client.get(answer.headers["Location"]), ".//div[@class='messages']/p") == ["Đã tiếp nhận 2 đăng ký."]


def test_all_that_are_ticked_are_returned_with_one_reason(client: Client, busy: World, two: list[Registration]) -> None:
    assert press(client, busy, "return", [one.pk for one in two], "Thiếu chữ ký.").status_code == 302
    assert states(*two) == ["returned", "returned"]


def sentences(answer: Any) -> list[str]:
    return texts(answer, ".//div[@class='errors']//li")


@pytest.mark.parametrize("move", ["accept", "return"])
@pytest.mark.parametrize("ticked", [[], ["x", "-1", "9" * 30, "0"]], ids=["nothing", "nonsense"])
def test_when_nothing_is_ticked_it_says_so_and_what_was_typed_stays(client: Client, busy: World, move: str, ticked: list[str]) -> None:
    answer = press(client, busy, move, ticked, "Thiếu chữ ký.")
    assert sentences(answer) == ["Chưa chọn đăng ký nào. Xin đánh dấu các đăng ký trong bảng rồi bấm lại."]
    assert [text.text for text in page(answer).iter("textarea")] == ["Thiếu chữ ký."]


@pytest.mark.parametrize(("reason", "sentence"), [(" ", "Xin ghi rõ lý do khi chọn “Trả lại để sửa”."), ("x" * 2001, "Lý do dài quá 2000 ký tự. Xin rút gọn.")])
def test_a_reason_that_will_not_do_is_said_once_and_everything_stays(client: Client, busy: World, two: list[Registration], reason: str, sentence: str) -> None:
    answer = press(client, busy, "return", [one.pk for one in two], reason)
    assert (sentences(answer), states(*two)) == ([sentence], ["submitted", "submitted"])
    assert (len(page(answer).findall(TICKED)), page(answer).find(".//details[@open]//textarea") is None) == (2, False)


def test_each_refusal_names_its_unit_and_the_others_are_done(client: Client, busy: World, two: list[Registration]) -> None:
    move_registration(two[0], "withdraw", by=busy.people["head"])
    answer = press(client, busy, "accept", [one.pk for one in two])
    assert sentences(answer) == ["TDP Bá Vân 1: Không thể “Tiếp nhận”: tình trạng hiện nay là “Đã rút”. Xin tải lại trang."]
    assert (texts(answer, ".//div[@class='messages']/p"), states(*two)) == (["Đã tiếp nhận 1 đăng ký."], ["withdrawn", "accepted"])


def test_what_is_not_seen_or_of_another_campaign_is_not_touched(client: Client, busy: World) -> None:
    press(client, busy, "accept", [busy.strange_registration.pk])
    assert states(busy.strange_registration) == ["draft"]
    assert press(client, busy, "withdraw", [busy.registration.pk]).status_code == 404


def test_receiving_one_from_the_list_leads_back_to_the_list_as_it_was(client: Client, busy: World) -> None:
    answer = opened(client, busy, loc="cho", tim="ba van")
    url = reverse("registration-move", args=[busy.registration.pk, "accept"])
    form = page(answer).find(f".//form[@action='{url}']/input[@name='from_list']")
    assert form is not None
    back = client.post(url, {"from_list": form.attrib["value"]}).headers["Location"]
    assert back == reverse("campaign-registrations", args=[busy.campaign.pk]) + "?loc=cho&tim=ba+van"


@pytest.mark.parametrize("url_name", ["campaign-pdf", "campaign-zip", "campaign-blanks"])
def test_print_jobs_go_back_to_the_list_as_it_was(client: Client, busy: World, url_name: str) -> None:
    client.force_login(busy.people["chair"])
    job_page = client.post(reverse(url_name, args=[busy.campaign.pk]), {"from_list": "loc=cho&next=//evil.example"}, follow=True)
    assert links(job_page, ".//p[@class='back-link']") == [(reverse("campaign-registrations", args=[busy.campaign.pk]) + "?loc=cho", "Về trang trước")]


def test_what_was_searched_for_stays_in_the_box(client: Client, busy: World) -> None:
    answer = opened(client, busy, tim="la ha", loc="tra-lai", loai="tdp", xep="-ten")
    assert form_data(answer, ".//main//form[@role='search']") == {"tim": "la ha", "loc": "tra-lai", "loai": "tdp", "xep": "-ten"}


BUTTONS = ".//main/div[@class='actions']/*"
REMIND = "Người đứng đầu các đơn vị chưa gửi nhận thông báo, ai có địa chỉ thì nhận cả thư. Bấm lại trong ngày thì không gửi thêm."
FOLDED = ["In tất cả (PDF)", "Tải tất cả (ZIP)", "In mẫu trống tất cả"]


@pytest.mark.parametrize(
    ("who", "more", "folded"),
    [
        ("secretary", [f"Nhắc đơn vị chưa gửi {REMIND} Gửi lời nhắc", "Chép lời nhắc gửi Zalo"], ["Nhắc đơn vị chưa gửi", "In, tải về"]),
        ("council", [], ["In, tải về"]),
    ],
    ids=["secretary", "council member"],
)
def test_the_list_stands_before_the_pictures_and_what_is_rarely_done_is_folded_up(
    client: Client, busy: World, who: str, more: list[str], folded: list[str]
) -> None:
    answer = opened(client, busy, who)
    assert texts(answer, BUTTONS)[:-1] == ["Bảng tổng hợp", *more, "Tiến độ bằng hình"]
    assert (texts(answer, f"{BUTTONS}/summary"), texts(answer, f"{BUTTONS}/div/form/button")) == (folded, FOLDED)
    assert texts(answer, ".//main/div[@class='count-bar']/span") == ["2/6 đơn vị đã đăng ký"]
    classes = [one.get("class") for one in page(answer).iterfind(".//main/div")]
    assert classes.index("table-responsive") < classes.index("pictures")
    assert texts(answer, ".//main/h2[@id='tien-do-bang-hinh']") == ["Tiến độ bằng hình"]
