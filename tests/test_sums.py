"""Adding up targets: what may be summed, what may not, and which targets are the same."""

from decimal import Decimal
from typing import Any

import pytest

from registrations.models import TargetAnswer
from registrations.sums import adds_up, sums_of


@pytest.mark.parametrize(
    ("name", "unit", "expected"),
    [
        ("Hộ thoát nghèo", "hộ", True),
        ("Quỹ Vì người nghèo", "triệu đồng", True),
        ("Sửa đường", "m", True),
        ("Vệ sinh", "buổi/tháng", True),
        ("Vệ sinh", "buổi / năm", True),
        ("Số hộ thoát nghèo", "", True),
        ("Tổng số cây", "", True),
        ("Gia đình văn hóa", "", False),
        ("Gia đình văn hóa", "%", False),
        ("Thu quỹ", "% kế hoạch giao", False),
        ("Sinh con", "‰", False),
        ("Gia đình văn hóa", "phần trăm", False),
        ("Hộ nghèo", "Tỷ lệ hộ", False),
        ("Hộ nghèo", "tỉ lệ", False),
        ("Tỷ lệ hộ nghèo", "hộ", False),
        ("Thu nhập bình quân", "triệu đồng", False),
        ("Thu nhập đầu người", "triệu đồng", False),
        ("Thu nhập", "triệu đồng/người", False),
        ("Thu nhập", "triệu đồng/người/năm", False),
        ("Đóng góp", "nghìn đồng mỗi hộ", False),
        ("Chấm điểm", "điểm", False),
        ("Cải cách hành chính", "Điểm", False),
        ("Xếp loại", "bậc", False),
        ("Bảng tin", "địa điểm", True),
    ],
)
def test_what_may_be_summed_over_units(name: str, unit: str, expected: bool) -> None:
    assert adds_up(name, unit) is expected


def target(registration: int, name: str, value: Any = None, unit: str = "", comparator: str = "reach") -> TargetAnswer:
    return TargetAnswer(registration_id=registration, name=name, comparator=comparator, value=None if value is None else Decimal(str(value)), unit=unit)


SUMS = {
    "the same name whatever diacritics, case and end": (
        [target(1, "Trồng cây", 100, "cây"), target(2, "trồng cây:", "50.5", "Cây"), target(3, "TRỒNG CÂY", 1, "cây")],
        [("Trồng cây", 3, "cộng 151,5 cây")],
    ),
    "fewer and more are kept apart": (
        [target(1, "Hộ nghèo", 2, "hộ", "reduce"), target(2, "Hộ nghèo", 3, "hộ", "reduce"), target(3, "Hộ nghèo", 4, "hộ", "raise")],
        [("Hộ nghèo", 2, "cộng giảm 5 hộ"), ("Hộ nghèo", 1, "tăng 4 hộ")],
    ),
    "a bound above is not a bound below": (
        [target(1, "Vụ việc", 2, "vụ", "at-most"), target(2, "Vụ việc", 3, "vụ", "at-least")],
        [("Vụ việc", 1, "3 vụ"), ("Vụ việc", 1, "không quá 2 vụ")],
    ),
    "percentages are never summed": (
        [target(1, "Gia đình văn hóa", 90, "%"), target(2, "Gia đình văn hóa", "92.5", "%"), target(3, "Gia đình văn hóa", 100, "%")],
        [("Gia đình văn hóa", 3, "từ 90% đến 100%, bình quân 94,17%")],
    ),
    "equal percentages are said once": (
        [target(1, "Thu quỹ", 100, "%"), target(2, "Thu quỹ", 100, "%")],
        [("Thu quỹ", 2, "100%")],
    ),
    "another unit of measure is another target": (
        [target(1, "Quỹ", 5, "triệu đồng"), target(2, "Quỹ", 90, "%")],
        [("Quỹ", 1, "90%"), ("Quỹ", 1, "5 triệu đồng")],
    ),
    "tasks without number are counted": (
        [target(1, "Giữ vững an ninh", unit="vụ"), target(2, "Giữ vững an ninh."), target(2, "Giữ vững an ninh")],
        [("Giữ vững an ninh", 2, "không ghi số")],
    ),
    "a unit that says it twice counts once but adds both": (
        [target(1, "Trồng cây", 1, "cây"), target(1, "Trồng cây", 2, "cây"), target(2, "Trồng cây", 3, "cây")],
        [("Trồng cây", 2, "cộng 6 cây")],
    ),
    "nothing": ([], []),
}


@pytest.mark.parametrize(("targets", "rows"), SUMS.values(), ids=SUMS)
def test_targets_are_added_up_where_they_can_be(targets: list[TargetAnswer], rows: list[tuple[str, int, str]]) -> None:
    assert sorted((one.name, one.units, one.words) for one in sums_of(targets)) == sorted(rows)


def test_what_most_units_pledge_comes_first() -> None:
    targets = [target(1, "An ninh"), target(1, "Trồng cây"), target(2, "Trồng cây")]
    assert [one.name for one in sums_of(targets)] == ["Trồng cây", "An ninh"]
