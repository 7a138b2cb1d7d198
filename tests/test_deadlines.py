"""A deadline in the words of a plan, the instant it means, and how pages say it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from emulation.campaigns.deadlines import HINT, Due, due, in_full, last_open_day, parse_deadline
from tests.pages import texts
from tests.world import World, make_campaign

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

MEANT = [
    ("xong trước ngày 29/02/2024", (2024, 2, 29), (2024, 2, 28)),  # the leap day of Kế hoạch 13/KH-UBND
    ("trước ngày 01/03/2024", (2024, 3, 1), (2024, 2, 29)),
    ("Trước  NGÀY 1-3-2024", (2024, 3, 1), (2024, 2, 29)),
    ("gửi về Thư ký trước ngày 05.01.2026 để tổng hợp", (2026, 1, 5), (2026, 1, 4)),
    ("đến hết ngày 28/02/2024", (2024, 2, 29), (2024, 2, 28)),
    ("đến hết 28/02/2023", (2023, 3, 1), (2023, 2, 28)),
    ("hết ngày 31/12/2026", (2027, 1, 1), (2026, 12, 31)),
    ("xong trước ngày 28 tháng 02 năm 2027", (2027, 2, 28), (2027, 2, 27)),
    ("Đến hết ngày  28 Tháng 2 năm 2027", (2027, 3, 1), (2027, 2, 28)),
    ("đến hết tháng 7/2024", (2024, 8, 1), (2024, 7, 31)),
    ("đến hết tháng 02/2024", (2024, 3, 1), (2024, 2, 29)),
    ("đến hết tháng 12/2026", (2027, 1, 1), (2026, 12, 31)),
    ("đến hết tháng 12/2100", (2101, 1, 1), (2100, 12, 31)),
]
UNCLEAR = ["", "sớm", "29/02/2024", "ngày 29/02/2024", "trước tháng 7", "đến ngày 28/02/2024", "hết quý I/2024", "trước ngày 28/02", "hết tháng này"]
TWO_DATES = [
    "trước ngày 01/03/2027, gia hạn đến hết ngày 15/03/2027",
    "từ ngày 01/02/2027 đến hết ngày 28/02/2027",
    "từ tháng 1/2027 đến hết tháng 2/2027",
    "trước ngày 28/02/2027 hoặc đến hết ngày 28 tháng 02 năm 2027",
    "trước ngày 28 tháng 02 năm 2027, chậm nhất ngày 01 tháng 3 năm 2027",
]
NOT_IN_THE_CALENDAR = [
    "trước ngày 29 tháng 02 năm 2027",
    "trước ngày 29/02/2023",
    "hết ngày 31/4/2026",
    "hết tháng 13/2026",
    "hết tháng 0/2026",
    "trước ngày 00/01/2026",
    "hết ngày 31/12/9999",  # once overflowed
    "trước ngày 01/01/0001",
    "hết tháng 12/9999",
]


@pytest.mark.parametrize(("words", "closes", "last"), MEANT, ids=lambda value: value if isinstance(value, str) else "")
def test_the_words_of_a_plan_mean_one_instant_and_one_last_day(words: str, closes: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    deadline = parse_deadline(words)
    assert (deadline, last_open_day(deadline)) == (datetime(*closes, tzinfo=VIETNAM), date(*last))


@pytest.mark.parametrize("words", UNCLEAR)
def test_words_that_do_not_say_which_day_is_the_last_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match="Chưa rõ hạn") as refusal:
        parse_deadline(words)
    assert str(refusal.value) == f"Chưa rõ hạn là trước ngày hay đến hết ngày nào. {HINT}"


@pytest.mark.parametrize("words", TWO_DATES)
def test_words_with_two_dates_do_not_say_which_is_meant(words: str) -> None:
    with pytest.raises(ValueError, match="Có nhiều ngày") as refusal:
        parse_deadline(words)
    assert str(refusal.value) == f"Có nhiều ngày nên chưa rõ ngày nào là hạn. {HINT}"


@pytest.mark.parametrize("words", NOT_IN_THE_CALENDAR)
def test_a_day_that_is_not_in_the_calendar_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="Ngày này") as refusal:
        parse_deadline(words)
    assert str(refusal.value) == f"Ngày này không có trong lịch. {HINT}"


NOON = datetime(2026, 2, 20, 12, tzinfo=VIETNAM)
SAID = [
    ("đến hết ngày 05/03/2026", Due("Còn 13 ngày", "đến hết thứ Năm, 05/03/2026", "")),
    ("đến hết ngày 28/02/2026", Due("Còn 8 ngày", "đến hết thứ Bảy, 28/02/2026", "")),
    ("đến hết ngày 27/02/2026", Due("Còn 7 ngày", "đến hết thứ Sáu, 27/02/2026", "now")),
    ("trước ngày 22/02/2026", Due("Còn 1 ngày", "đến hết thứ Bảy, 21/02/2026", "now")),
    ("đến hết ngày 20/02/2026", Due("Hôm nay là ngày cuối", "đến hết thứ Sáu, 20/02/2026", "late")),
    ("trước ngày 20/02/2026", Due("Đã hết hạn", "đến hết thứ Năm, 19/02/2026", "late")),
]


@pytest.mark.parametrize(("words", "said"), SAID)
def test_pages_say_how_long_is_left_and_until_when(words: str, said: Due) -> None:
    assert due(parse_deadline(words), NOON) == said


def test_the_deadline_itself_is_too_late_and_the_moment_before_is_not() -> None:
    deadline = parse_deadline("trước ngày 29/02/2024")
    assert [due(deadline, at).left for at in (deadline - timedelta(microseconds=1), deadline)] == ["Hôm nay là ngày cuối", "Đã hết hạn"]


def test_without_a_given_time_the_clock_decides() -> None:
    assert due(parse_deadline("trước ngày 29/02/2024")).left == "Đã hết hạn"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("xong trước ngày 29/02/2024", "xong trước ngày 29/02/2024, tức là đến hết thứ Tư, 28/02/2024"),
        ("đến hết tháng 7/2024", "đến hết tháng 7/2024, tức là đến hết thứ Tư, 31/07/2024"),
        ("đến hết ngày 28/02/2024", "đến hết ngày 28/02/2024 (thứ Tư)"),
        ("hết ngày 28 tháng 2 năm 2024", "hết ngày 28 tháng 2 năm 2024 (thứ Tư)"),
    ],
)
def test_words_that_name_the_last_day_are_not_said_twice(words: str, said: str) -> None:
    assert in_full(words, parse_deadline(words)) == said


def test_pages_name_the_last_day_whatever_the_words(client: Client, world: World) -> None:
    campaign = make_campaign(world.ward, words="xong trước ngày 29/02/2024", code="cu", title="Phong trào cũ")
    client.force_login(world.people["secretary"])
    facts = texts(client.get(reverse("campaign-detail", args=[campaign.pk])), ".//dl[@class='facts']/div/dd")
    assert facts[4] == "xong trước ngày 29/02/2024, tức là đến hết thứ Tư, 28/02/2024"
    rows = texts(client.get(reverse("campaign-list"), {"tim": "cu"}), ".//tbody/tr/td[@data-label='Hạn đăng ký']")
    assert rows == ["hết ngày 28/02/2024"]
