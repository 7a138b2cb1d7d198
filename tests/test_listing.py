"""Lists: a thousand rows are counted and shown and no more; what the query string asks for; and the file."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.db.models import F
from django.http import QueryDict
from django.test import RequestFactory
from openpyxl import load_workbook

from emulation.listing import Column, Filter, Listed, Listing, listed, page_of, pages, query_of
from emulation.people.models import User
from tests.world import make_user

pytestmark = pytest.mark.django_db


def page(asked: str = "", rows_a_page: int = 2):
    return page_of(User.objects.order_by("pk"), RequestFactory().get("/", {"trang": asked}), rows_a_page)


@pytest.fixture(autouse=True)
def five_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST", 4)
    for _ in range(4):
        make_user()


@pytest.mark.parametrize(("asked", "number"), [("", 1), ("2", 2), ("99", 2), ("x", 1)])
def test_the_page_is_the_one_asked_for_or_the_nearest(asked: str, number: int):
    assert (page(asked).number, page(asked).paginator.num_pages) == (number, 2)


def test_a_list_that_is_too_long_is_cut_and_says_so():
    assert (page().paginator.count, page().paginator.is_cut) == (4, False)
    make_user()
    assert (page().paginator.count, page().paginator.is_cut) == (4, True)


def test_a_query_carries_what_was_chosen():
    assert query_of(tim="bá vân", loc="") == "tim=b%C3%A1+v%C3%A2n"


PEOPLE = Listing(
    "Người dùng: tất cả",
    (
        Column("Họ và tên", lambda one: one.full_name, "ten", ("sort_key",)),
        Column("Ghi chú", lambda one: one.phone, "ghi-chu", (F("last_login"),)),
        Column("Lập lúc", lambda one: one.date_joined, shown=False),
    ),
    filters=(Filter("ten-dn", "Tên đăng nhập", "username__startswith"), Filter("loai", "Loại", "is_staff", (("True", "Cán bộ"), ("False", "Khác")))),
    rows_a_page=2,
)


def asked(query: str = "") -> Listed:
    return Listed(PEOPLE, User.objects.all(), QueryDict(query))


def test_a_list_without_an_order_of_its_own_goes_by_its_first_column():
    one = asked("xep=-x")
    assert (one.sort, one.query, [head.sorted for head in one.heads]) == ("ten", "", ["ascending", "none"])
    assert asked("xep=-ghi-chu").rows.query.order_by[0].nulls_last


def test_a_list_without_a_search_asks_for_none():
    one = asked("tim=a&loai=x&ten-dn=nguoi")
    assert (one.words, one.query, one.is_asked) == ("", "ten-dn=nguoi", True)
    assert asked("trang=2&loai=False").here == "loai=False&trang=2"


def test_a_folded_form_says_what_it_asks_for_and_how_to_ask_for_nothing():
    one = asked("ten-dn=nguoi&loai=True&xep=-ten")
    assert (one.said, one.unasked, asked().said) == ("Tên đăng nhập: nguoi; Loại: Cán bộ", "xep=-ten", "")


def test_a_file_says_what_it_lists_and_where_it_ends(monkeypatch: pytest.MonkeyPatch):
    User.objects.update(phone="=1+1", date_joined=datetime(2026, 3, 1, 7, 5, 59, 123456, tzinfo=UTC))
    monkeypatch.setattr(listed, "MOST_IN_FILE", 2)
    answer = asked("loai=False").file()
    sheet = load_workbook(BytesIO(answer.content)).active
    lines = list(sheet.iter_rows(values_only=True))
    assert [line[0] for line in lines[:2]] == ["Người dùng: tất cả", "Loại: Khác"]
    assert lines[2][0].endswith(", chỉ 2 dòng đầu, xin lọc để thu hẹp")
    assert lines[3:] == [("Họ và tên", "Ghi chú", "Lập lúc"), *[("Nguyễn Thị Hòa", "=1+1", datetime(2026, 3, 1, 14, 5))] * 2]  # as Excel has it
    assert {cell.data_type for cell in sheet["B"][4:]} == {"s"}  # no formula
    assert asked().file()["Content-Disposition"].startswith("attachment")
