"""Numbers of papers: as they are typed, as the văn thư gives them, and as a series of its own counts them."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from emulation.issuing.finishing import issue
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.numbers import Number, parse_number
from emulation.papers.kinds import PaperKind
from emulation.workflow import MoveRefused
from tests.outgoing import approved, issued, own_series
from tests.world import World

pytestmark = pytest.mark.django_db
NINE = date(2026, 1, 9)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("5", Number(5)),
        ("05", Number(5)),
        ("005", Number(5)),
        (" 12 ", Number(12)),
        ("05a", Number(5, "a")),
        ("5 A", Number(5, "a")),
        ("Số: 05/KH-UBND", Number(5, "", "KH-UBND")),
        ("số 123/QĐ-UBND ", Number(123, "", "QĐ-UBND")),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, number: Number) -> None:
    assert parse_number(typed) == number


@pytest.mark.parametrize("typed", ["", "0", "00", "a", "5ab", "-5", "5.5", "100000", "/KH-UBND", "5;6"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="Xin ghi số như 05, 12 hoặc 05a"):
        parse_number(typed)


def give(world: World, number: str, dated: date, *, sure: bool = False, move: str = "number", **fields: Any) -> str:
    paper = approved(world.ward, **fields)
    return issue(paper, move, by=world.people["secretary"], reason="Bỏ sót.", number=number, dated=dated, order_is_right=sure).number_line


def test_leading_zeros_and_the_symbol_may_be_typed(world: World) -> None:
    assert [give(world, typed, NINE) for typed in ("5", "006", "07/KH-UBND", "8/kh-ubnd", "123")] == [
        "05/KH-UBND",
        "06/KH-UBND",
        "07/KH-UBND",
        "08/KH-UBND",
        "123/KH-UBND",
    ]


REFUSED = [
    ("05", NINE, "number", "Số 05/KH-UBND năm 2026 đã cấp cho: Tổ chức phong trào"),
    ("06/QĐ-UBND", NINE, "number", "ký hiệu KH-UBND, không phải QĐ-UBND"),
    ("06a", NINE, "number", "Xin dùng “Chèn số”"),
    ("06", date(2100, 1, 1), "number", "chưa đến"),
    ("06", date(2026, 1, 4), "number", "Số 05 đứng trước lại ghi ngày 09/01/2026, sau ngày 04/01/2026.*Ngày đúng như trong sổ"),
    ("04", date(2026, 1, 10), "number", "Số 05 đứng sau lại ghi ngày 09/01/2026, trước ngày 10/01/2026"),
    ("05", NINE, "insert", "phải có chữ theo sau"),
    ("05a", date(2026, 1, 8), "insert", "Số 05 đứng trước"),
]


@pytest.mark.parametrize(("number", "dated", "move", "why"), REFUSED)
def test_a_number_that_cannot_be_is_refused_in_words_and_nothing_is_reserved(world: World, number: str, dated: date, move: str, why: str) -> None:
    issued(world.ward, world.people["secretary"], "05", NINE)
    with pytest.raises(MoveRefused, match=why):
        give(world, number, dated, move=move)
    assert list(OutgoingPaper.objects.order_by("pk").values_list("state", "number")) == [("issued", 5), ("approved", None)]


def test_a_date_out_of_order_is_taken_when_it_is_said_to_be_right(world: World) -> None:
    give(world, "05", NINE)
    assert give(world, "06", date(2026, 1, 4), sure=True) == "06/KH-UBND"


def test_each_year_and_symbol_counts_for_itself(world: World) -> None:
    assert [give(world, "05", NINE), give(world, "05", date(2025, 12, 31)), give(world, "05", NINE, kind=PaperKind.DECISION)] == [
        "05/KH-UBND",
        "05/KH-UBND",
        "05/QĐ-UBND",
    ]


def test_a_number_is_inserted_with_a_letter_and_a_reason(world: World) -> None:
    give(world, "05", NINE)
    give(world, "06", date(2026, 1, 12))
    assert give(world, "05a", date(2026, 1, 10), move="insert") == "05a/KH-UBND"
    paper = OutgoingPaper.objects.get(suffix="a")
    assert (paper.number, paper.insertion_reason) == (5, "Bỏ sót.")
    with pytest.raises(MoveRefused, match="Xin ghi rõ lý do"):
        issue(approved(world.ward), "insert", by=world.people["secretary"], number="05b", dated=NINE, order_is_right=True)


def take(world: World, at: datetime | None = None) -> OutgoingPaper:
    return issue(approved(world.ward), "take-number", by=world.people["secretary"], at=at)


def noon(year: int, month: int, day: int) -> datetime:
    return timezone.make_aware(datetime(year, month, day, 12))


def test_a_series_of_its_own_counts_from_its_opening_number_and_from_one_each_new_year(world: World) -> None:
    own_series(world.ward, opening=14, year=2025)
    days = [noon(2025, 12, 30), noon(2025, 12, 31), noon(2026, 1, 1), noon(2026, 1, 1) + timedelta(hours=2)]
    assert [(one.number_line, one.dated) for one in (take(world, at) for at in days)] == [
        ("14/KH-UBND", date(2025, 12, 30)),
        ("15/KH-UBND", date(2025, 12, 31)),
        ("01/KH-UBND", date(2026, 1, 1)),
        ("02/KH-UBND", date(2026, 1, 1)),
    ]


def test_the_year_begins_at_midnight_in_vietnam(world: World) -> None:
    own_series(world.ward, opening=14, year=2025)
    assert take(world, noon(2025, 12, 31) + timedelta(hours=12)).number_line == "01/KH-UBND"


def test_a_series_that_becomes_its_own_goes_on_after_what_was_given(world: World) -> None:
    give(world, "20", date(timezone.localdate().year, 1, 1))
    own_series(world.ward, opening=3, year=timezone.localdate().year)
    assert take(world).number == 21


def test_each_manner_has_its_own_move(world: World) -> None:
    with pytest.raises(MoveRefused, match="do văn thư cấp số"):
        take(world)
    own_series(world.ward)
    with pytest.raises(MoveRefused, match="Lấy số và phát hành"):
        give(world, "05", NINE)
    with pytest.raises(MoveRefused, match="chưa có số 05/KH-UBND"):
        give(world, "05a", NINE, move="insert")


def test_papers_without_a_number_take_a_date_alone(world: World) -> None:
    paper, secretary = approved(world.ward, PaperKind.CERTIFICATE), world.people["secretary"]
    with pytest.raises(MoveRefused, match="không có số riêng"):
        issue(paper, "number", by=secretary, number="05", dated=NINE, order_is_right=False)
    with pytest.raises(MoveRefused, match="chưa đến"):
        issue(paper, "issue", by=secretary, dated=date(2100, 1, 1))
    done = issue(paper, "issue", by=secretary, dated=NINE)
    assert (done.named, done.number_line, done.year) == ("Giấy khen ngày 09/01/2026", "", 2026)
    with pytest.raises(MoveRefused, match="phải có số"):
        issue(approved(world.ward), "issue", by=secretary, dated=NINE)
