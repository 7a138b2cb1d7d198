"""Pictures of numbers: what is drawn is what the table says, in words that are escaped, without style or script."""

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from emulation.pictures.bars import LONGEST, Bar, bars, columns_by_year
from emulation.pictures.drawing import STATES, WIDTH, Picture
from emulation.pictures.parts import SEEN, Part, Square, bar_of_parts, unit_grid

SVG = "{http://www.w3.org/2000/svg}"
MARKUP = """<script>alert("1")</script>' & </title>"""
KINDS: dict[str, Callable[[str, int], Picture]] = {
    "bar of parts": lambda label, n: bar_of_parts("a", label, [Part(label, n, state) for state in STATES], what=label),
    "grid": lambda label, n: unit_grid("b", label, [Square(label, label, STATES[place % 4]) for place in range(n)]),
    "bars": lambda label, n: bars("c", label, [Bar(label, n), Bar(label, n, n)], head=(label, label)),
    "columns": lambda label, n: columns_by_year("d", label, [(2025, 0), (2026, n)], head=(label, label)),
}


def tree(picture: Picture) -> ElementTree.Element:
    return ElementTree.fromstring(picture.drawing)


def drawn(picture: Picture, kind: str, css: str = "") -> list[ElementTree.Element]:
    return [one for one in tree(picture).iter(f"{SVG}{kind}") if css in one.get("class", "").split() or not css]


def words(picture: Picture, kind: str = "text") -> list[str]:
    return [one.text or "" for one in drawn(picture, kind)]


def parts(*numbers: int) -> Picture:
    return bar_of_parts("tien-do", "Tiến độ", [Part(f"Phần {n}", n, state) for n, state in zip(numbers, STATES, strict=True)], what="Số đơn vị")


@pytest.mark.parametrize("number", [0, 1, 300])
@pytest.mark.parametrize("kind", KINDS)
def test_every_picture_says_what_it_is_and_has_no_style_or_script(kind: str, number: int) -> None:
    picture = KINDS[kind](MARKUP, number)
    root = tree(picture)
    named = {one.get("id"): one.text for one in root if one.get("id")}
    assert (root.get("role"), (root.get("aria-labelledby") or "").split()) == ("img", list(named))
    assert list(named.values()) == [picture.title, picture.description]
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {"svg", "title", "desc", "g", "rect", "path", "text"}
    assert [key for one in root.iter() for key in one.attrib if key == "style" or key.startswith("on")] == []
    assert picture.data_url.startswith("data:image/svg+xml;charset=utf-8,%3Csvg")
    assert re.fullmatch(r"[^\"'<>\s]+", picture.data_url)


@pytest.mark.parametrize("number", [0, 1, 300])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_drawn_beyond_the_edge(kind: str, number: int) -> None:
    picture = KINDS[kind]("Đơn vị", number)
    _, _, width, height = map(float, (tree(picture).get("viewBox") or "").split())
    assert width == WIDTH
    for one in drawn(picture, "rect"):
        x, y, wide, high = (float(one.get(key) or 0) for key in ("x", "y", "width", "height"))
        assert (x >= 0, y >= 0, x + wide <= width, y + high <= height, wide > 0, high > 0) == (True,) * 6
    assert [one for one in drawn(picture, "text") if not 0 <= float(one.get("y") or 0) <= height] == []


@pytest.mark.parametrize("numbers", [(9, 5, 1, 6), (0, 0, 0, 3), (1, 0, 0, 3000), (0, 0, 0, 0)])
def test_the_parts_of_a_bar_fill_it_and_the_table_has_their_numbers(numbers: tuple[int, ...]) -> None:
    picture = parts(*numbers)
    bar = [float(one.get("width") or 0) for one in drawn(picture, "rect", "part")[: max(1, sum(map(bool, numbers)))]]
    assert (sum(bar), min(bar) >= SEEN) == (pytest.approx(WIDTH - 1, abs=0.3), True)
    shown = [f"{n:,}".replace(",", ".") for n in numbers]
    assert [row[1] for row in picture.rows] == [text for text in words(picture) if not text.startswith("Phần")] == shown
    assert picture.labelled_rows[0] == [("Tình trạng", f"Phần {numbers[0]}"), ("Số đơn vị", shown[0])]


def test_a_part_has_its_sign_where_there_is_room_and_always_in_the_list_below() -> None:
    signs = [one.get("class") for one in drawn(parts(9, 5, 0, 3000), "path")]
    assert signs == ["sign todo", "sign ok", "sign now", "sign back", "sign todo"]


def test_a_grid_has_a_square_for_each_unit_and_counts_them() -> None:
    squares = [Square(f"TDP {n}", ("Đã nhận", "Chưa gửi")[n % 3 > 0], ("ok", "todo")[n % 3 > 0]) for n in range(300)]
    picture = unit_grid("luoi", "Từng đơn vị", list(reversed(squares)))
    assert (len(drawn(picture, "path", "ok")), len(drawn(picture, "path", "todo"))) == (100 + 1, 200 + 1)
    assert words(picture) == ["Đã nhận", "100", "Chưa gửi", "200"]
    assert picture.description == "Đã nhận: 100; Chưa gửi: 200."
    assert (len(picture.rows), picture.rows[0], words(picture, "title")[1]) == (300, ("TDP 299", "Chưa gửi"), "TDP 299: Chưa gửi")


def test_bars_are_as_long_as_their_numbers_or_shares() -> None:
    numbers = bars("so", "Số", [Bar("A", 50), Bar("B", 100), Bar("C", 0)], head=("Nhóm", "Số"))
    shares = bars("ty-le", "Tỷ lệ", [Bar("A", 3, 4), Bar("B", 4, 4), Bar("C", 0, 0)], head=("Nhóm", "Tỷ lệ"))
    lengths = [[float(one.get("width") or 0) for one in drawn(picture, "rect")] for picture in (numbers, shares)]
    assert lengths == [[LONGEST / 2, LONGEST, 1], [pytest.approx(LONGEST * 3 / 4, abs=0.1), LONGEST, 1]]
    assert shares.rows == (("A", "3/4 (75%)"), ("B", "4/4 (100%)"), ("C", "0/0 (0%)"))
    assert bars("khong", "Không", [], head=("Nhóm", "Số")).rows == ()


def test_long_labels_are_wrapped() -> None:
    picture = bars("dai", "Dài", [Bar("Người trực tiếp lao động, sản xuất, công tác", 3)], head=("Nhóm", "Số"))
    assert words(picture) == ["Người trực tiếp lao động, sản", "xuất, công tác", "3"]


def test_columns_are_as_high_as_their_numbers() -> None:
    picture = columns_by_year("nam", "Năm", [(2024, 0), (2025, 5), (2026, 10)], head=("Năm", "Số"))
    assert [float(one.get("height") or 0) for one in drawn(picture, "rect")] == [1, 65, 130]
    assert (picture.rows, words(picture)) == ((("2024", "0"), ("2025", "5"), ("2026", "10")), ["0", "2024", "5", "2025", "10", "2026"])
