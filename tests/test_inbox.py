"""The inbox: one's own notices, how many are unread, and the way from a notice to what it is about."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.notices.models import Notice, notify
from emulation.people.models import User
from tests.pages import exported, page, texts
from tests.world import World

ITEMS = ".//ul[@class='rows notices']/li"


@pytest.fixture
def reader(client: Client, world: World) -> User:
    """The head of tdp-01, signed in, with three notices a day apart."""
    Notice.objects.all().delete()
    head = world.people["head"]
    for days, subject in ((2, "Việc thứ nhất"), (1, "Việc thứ hai"), (0, "Việc thứ ba")):
        notify([head], key=subject, subject=subject, body="Dòng một.\nDòng hai.", url=f"/dang-ky/?tim={days}", at=timezone.now() - timedelta(days=days))
    client.force_login(head)
    return head


@pytest.fixture
def notices(reader: User) -> list[Notice]:
    return list(Notice.objects.filter(user=reader).order_by("made_at"))


def unread(client: Client) -> list[str]:
    """The count in the header of any page."""
    return texts(client.get("/thong-bao/"), ".//a[@class='bell']/span[@class='count']")


def test_notices_are_listed_newest_first_and_unread_ones_say_so(client: Client, notices: list[Notice]) -> None:
    Notice.objects.filter(pk=notices[0].pk).update(read_at=timezone.now())

    assert texts(client.get("/thong-bao/"), f"{ITEMS}//button") == ["Chưa đọc: Việc thứ ba", "Chưa đọc: Việc thứ hai", "Việc thứ nhất"]
    assert [item.attrib.get("class") for item in page(client.get("/thong-bao/")).findall(ITEMS)] == ["unread", "unread", None]


def test_an_empty_inbox_says_so(client: Client, reader: User) -> None:
    Notice.objects.all().delete()

    assert texts(client.get("/thong-bao/"), ".//div[@class='empty']") == ["Chưa có thông báo nào."]
    assert unread(client) == []


def test_opening_a_notice_marks_it_read_and_leads_to_what_it_is_about(client: Client, notices: list[Notice]) -> None:
    assert unread(client) == ["3 chưa đọc"]
    answer = client.post(reverse("notice-open", args=[notices[0].pk]))

    assert (answer.status_code, answer.url) == (302, "/dang-ky/?tim=2")
    assert unread(client) == ["2 chưa đọc"]


def test_a_notice_opened_again_keeps_the_time_of_its_first_reading(client: Client, notices: list[Notice]) -> None:
    first = timezone.now() - timedelta(hours=5)
    Notice.objects.filter(pk=notices[0].pk).update(read_at=first)
    client.post(reverse("notice-open", args=[notices[0].pk]))

    assert Notice.objects.get(pk=notices[0].pk).read_at == first


def test_a_notice_about_nothing_in_particular_leads_back_to_the_inbox(client: Client, reader: User) -> None:
    notify([reader], key="không-liên-kết", subject="Báo", body="Nội dung")

    assert client.post(reverse("notice-open", args=[Notice.objects.get(key="không-liên-kết").pk])).url == "/thong-bao/"


def test_all_can_be_marked_read_at_once_but_only_ones_own(client: Client, world: World, reader: User) -> None:
    notify([world.people["stranger"]], key="của-người-khác", subject="Báo", body="Nội dung")

    assert client.post(reverse("notice-read-all")).url == "/thong-bao/"
    assert unread(client) == []
    assert Notice.objects.unread().values_list("key", flat=True).get() == "của-người-khác"
    assert texts(client.get("/thong-bao/"), ".//form[@action='/thong-bao/doc-het/']") == []


def test_anothers_notice_is_not_found(client: Client, world: World, reader: User) -> None:
    notify([world.people["stranger"]], key="của-người-khác", subject="Báo", body="Nội dung")

    for pk in (Notice.objects.get(key="của-người-khác").pk, 999_999):
        assert client.post(reverse("notice-open", args=[pk])).status_code == 404
    assert "Báo" not in texts(client.get("/thong-bao/"), f"{ITEMS}//button")


def test_a_long_inbox_is_read_page_by_page(client: Client, reader: User) -> None:
    for number in range(30):
        notify([reader], key=f"việc-{number}", subject=f"Việc {number}", body="Nội dung", at=timezone.now() + timedelta(minutes=number))

    assert [len(texts(client.get(f"/thong-bao/?trang={number}"), ITEMS)) for number in (1, 2)] == [30, 3]


def test_a_notice_says_to_which_address_it_was_mailed(client: Client, notices: list[Notice]) -> None:
    Notice.objects.filter(pk=notices[2].pk).update(claimed_at=timezone.now(), sent_at=timezone.now())

    made = timezone.localtime(notices[2].made_at)
    assert texts(client.get("/thong-bao/"), f"{ITEMS}/p[@class='muted small']")[0] == f"{made:%H:%M, %d/%m/%Y} · đã gửi thư tới to1@example.org"


def test_notices_are_searched_to_their_end_filtered_turned_round_and_exported_so(client: Client, reader: User, notices: list[Notice]) -> None:
    notify([reader], key="dài", subject="Việc thứ tư", body=f"{'Dòng dài. ' * 100}Trường Mầm non Đồi Xanh.")
    Notice.objects.filter(pk=notices[0].pk).update(read_at=timezone.now())

    assert texts(client.get("/thong-bao/?tim=doi+XANH"), f"{ITEMS}//button") == ["Chưa đọc: Việc thứ tư"]
    assert texts(client.get("/thong-bao/?tinh-trang=da-doc"), f"{ITEMS}//button") == ["Việc thứ nhất"]
    asked = "/thong-bao/?tim=dong+hai&tinh-trang=chua-doc&xep=-ngay"
    assert texts(client.get(asked), f"{ITEMS}//button") == ["Chưa đọc: Việc thứ hai", "Chưa đọc: Việc thứ ba"]
    assert [line[:2] for line in exported(client.get(f"{asked}&xuat=xlsx"))] == [
        ("Tiêu đề", "Nội dung"),
        ("Việc thứ hai", "Dòng một.\nDòng hai."),
        ("Việc thứ ba", "Dòng một.\nDòng hai."),
    ]
    assert texts(client.get("/thong-bao/?tim=khong+co"), ".//div[@class='empty']/p[1]") == ["Không có thông báo nào như vậy."]


def test_the_file_of_notices_says_when_they_were_read_and_mailed(client: Client, notices: list[Notice]) -> None:
    at = timezone.now()
    Notice.objects.filter(pk=notices[2].pk).update(claimed_at=at, sent_at=at, read_at=at)

    mailed, *rest = [line[3:] for line in exported(client.get("/thong-bao/?xuat=xlsx"))[1:]]
    assert mailed == (timezone.localtime(at).replace(second=0, microsecond=0, tzinfo=None), "to1@example.org")
    assert rest == [(None, None)] * 2
