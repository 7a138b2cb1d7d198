"""The list of a council's members: who sits there and who did, as one searches, filters, sorts and exports it."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.council import end_seat
from emulation.units.kinds import Kind
from tests.councils import make_member
from tests.pages import exported, texts, words_of
from tests.test_access import signed_in
from tests.world import World, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(world: World) -> Client:
    return signed_in(world.people["secretary"])


def test_the_seats_are_found_filtered_sorted_and_exported(secretary: Client, world: World) -> None:
    by, today = world.people["secretary"], timezone.localdate()
    make_member(world.ward, by, full_name="Trần Văn Ánh", field="Xây dựng đời sống văn hóa")
    make_member(world.ward, by, world.people["chair"], "chair", full_name="Lê Thị Đào", title="Chủ tịch UBND")
    end_seat(make_member(world.ward, by, full_name="Ngô Văn Dũng"), ends_on=today - timedelta(days=1), decision="QĐ 20", by=by)
    end_seat(make_member(world.ward, by, post="secretary", full_name="Vũ Thị Én"), ends_on=today, decision="QĐ 20", by=by)

    def names(**query: str) -> list[str]:
        """Of the file, which are those of the page."""
        page, file = (secretary.get(reverse("council-list"), query | more) for more in ({}, {"xuat": "xlsx"}))
        found = [row[0] for row in exported(file)[1:]]
        assert sorted(found) == sorted(one.full_name for part in ("seated", "former") for one in page.context[part])
        return found

    assert names() == ["Lê Thị Đào", "Vũ Thị Én", "Trần Văn Ánh", "Ngô Văn Dũng"]
    assert names(xep="ten") == ["Trần Văn Ánh", "Ngô Văn Dũng", "Lê Thị Đào", "Vũ Thị Én"]
    assert names(xep="-vai-tro")[-1] == "Lê Thị Đào"
    assert (names(tim="DAO"), names(tim="doi song"), names(tim="chu tich")) == (["Lê Thị Đào"], ["Trần Văn Ánh"], ["Lê Thị Đào"])
    assert (names(**{"vai-tro": "secretary"}), names(**{"nhiem-ky": "het"})) == (["Vũ Thị Én"], ["Ngô Văn Dũng"])
    assert names(**{"nhiem-ky": "dang", "xep": "-ten"}) == ["Vũ Thị Én", "Lê Thị Đào", "Trần Văn Ánh"]
    assert exported(secretary.get(reverse("council-list"), {"tim": "dao", "xuat": "xlsx"})) == [
        ("Thành viên", "Chức vụ", "Trong Hội đồng", "Hội đồng của", "Phụ trách", "Từ ngày", "Đến hết ngày", "Theo quyết định", "Bỏ phiếu trên máy"),
        ("Lê Thị Đào", "Chủ tịch UBND", "Chủ tịch Hội đồng", str(world.ward), None, datetime(2020, 1, 1), None, "QĐ 15/QĐ-UBND", "Có"),
    ]


def test_a_council_without_such_members_or_without_any_says_so(secretary: Client, world: World) -> None:
    member = make_member(world.ward, world.people["secretary"])
    none, empty = "Không có thành viên nào như vậy.", "Chưa ghi thành phần Hội đồng."
    said = words_of(secretary.get(reverse("council-list"), {"tim": "khong ai"}))
    assert (none in said, empty in said) == (True, False)
    end_seat(member, ends_on=date(2021, 1, 1), decision="QĐ 20", by=world.people["secretary"])
    for query, expected in (({}, True), ({"tim": member.full_name}, False)):
        said = words_of(secretary.get(reverse("council-list"), query))
        assert (empty in said, none in said, "Đã kết thúc nhiệm vụ" in said) == (expected, False, True)


def test_who_looks_over_several_councils_sorts_and_filters_by_them(world: World) -> None:
    other = make_unit(world.province, Kind.WARD)
    for ward in (world.ward, other):
        make_member(ward, world.people["secretary"], full_name=f"Nguyễn Văn {ward.short_name}")
    above = signed_in(world.people["superior"])
    assert texts(above.get(reverse("council-list"), {"hoi-dong": other.pk}), ".//tbody/tr/th") == [f"Nguyễn Văn {other.short_name}"]
    last = sorted([world.ward, other], key=lambda one: one.sort_key)[-1]
    assert texts(above.get(reverse("council-list"), {"xep": "-hoi-dong"}), ".//tbody/tr/th")[0] == f"Nguyễn Văn {last.short_name}"
