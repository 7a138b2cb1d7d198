"""Pasted lines get the level that an office's clerk would give them, and keep their own number only where the counted one differs."""

import pytest

from emulation.drafting.clipboard import Paragraph
from emulation.drafting.recognising import blocks_of, recognised
from emulation.papers.document import Block, Level
from emulation.papers.outline import numbers_of

LINES = [  # a line alone; its level, its text, the number it keeps
    ("Phần I", "part", "", ""),
    ("PHẦN THỨ NHẤT: TÌNH HÌNH", "part", "TÌNH HÌNH", "PHẦN THỨ NHẤT"),
    ("Phần thứ hai", "part", "", "Phần thứ hai"),
    ("Phần 1. Tình hình", "part", "Tình hình", "Phần 1"),
    ("Phần II của Kế hoạch nêu rõ", "text", "Phần II của Kế hoạch nêu rõ", ""),
    ("Phần vi phạm hành chính", "text", "Phần vi phạm hành chính", ""),
    ("Phần lớn các hộ", "text", "Phần lớn các hộ", ""),
    ("CHƯƠNG II QUY ĐỊNH CHUNG", "chapter", "QUY ĐỊNH CHUNG", "CHƯƠNG II"),
    ("Chương I", "chapter", "", ""),
    ("Chương trình mục tiêu quốc gia", "text", "Chương trình mục tiêu quốc gia", ""),
    ("Điều 1. Tặng Giấy khen", "article", "Tặng Giấy khen", ""),
    ("ĐIỀU 2: Mức thưởng", "article", "Mức thưởng", "ĐIỀU 2."),
    ("Điều 5 Luật Thi đua", "text", "Điều 5 Luật Thi đua", ""),
    ("I. MỤC ĐÍCH", "section", "MỤC ĐÍCH", ""),
    ("I/ MỤC ĐÍCH", "section", "MỤC ĐÍCH", ""),
    ("I.MỤC ĐÍCH", "section", "MỤC ĐÍCH", ""),
    ("I - Mục đích", "section", "Mục đích", ""),
    ("I– MỤC ĐÍCH", "section", "MỤC ĐÍCH", ""),
    ("IV. Tổ chức", "section", "Tổ chức", "IV."),
    ("V. I. Lênin nói", "text", "V. I. Lênin nói", ""),
    ("V-League mùa này", "text", "V-League mùa này", ""),
    ("C. Mác", "text", "C. Mác", ""),
    ("IIII. Sai", "text", "IIII. Sai", ""),
    ("1. Mục đích", "clause", "Mục đích", ""),
    ("1/ Mục đích", "clause", "Mục đích", ""),
    ("1) Mục đích", "clause", "Mục đích", ""),
    ("1.Mục đích", "clause", "Mục đích", ""),
    ("1/Mục đích", "clause", "Mục đích", ""),
    ("1- Mục đích", "clause", "Mục đích", ""),
    ("3. phấn đấu", "clause", "phấn đấu", "3."),
    ("1. 100% hộ dân", "clause", "100% hộ dân", ""),
    ("1.1. phấn đấu", "subclause", "phấn đấu", "1.1."),
    ("1.1 Mục tiêu", "subclause", "Mục tiêu", "1.1"),
    ("1.1.Mục tiêu", "subclause", "Mục tiêu", "1.1."),
    ("2.1.3. Chỉ tiêu", "subclause", "Chỉ tiêu", "2.1.3."),
    ("1.1) Mục tiêu", "subclause", "Mục tiêu", "1.1"),
    ("29.000 hộ dùng nước sạch", "text", "29.000 hộ dùng nước sạch", ""),
    ("29.000 Hộ", "text", "29.000 Hộ", ""),
    ("1.000.000 đồng mỗi hộ", "text", "1.000.000 đồng mỗi hộ", ""),
    ("01/01/2025 là ngày bắt đầu", "text", "01/01/2025 là ngày bắt đầu", ""),
    ("15/6 là hạn cuối", "text", "15/6 là hạn cuối", ""),
    ("12.5.2025 là ngày họp", "text", "12.5.2025 là ngày họp", ""),
    ("3.5 triệu đồng", "text", "3.5 triệu đồng", ""),
    ("3,5 triệu đồng", "text", "3,5 triệu đồng", ""),
    ("1/2 số hộ", "text", "1/2 số hộ", ""),
    ("5 - 7 ngày", "text", "5 - 7 ngày", ""),
    ("10-15 người", "text", "10-15 người", ""),
    ("2025. Năm nay", "text", "2025. Năm nay", ""),
    ("100% hộ dân", "text", "100% hộ dân", ""),
    ("08 giờ 00 phút", "text", "08 giờ 00 phút", ""),
    ("a) Tập thể", "point", "Tập thể", ""),
    ("a)tập thể", "point", "tập thể", ""),
    ("a. Tập thể", "point", "Tập thể", ""),
    ("a/ Tập thể", "point", "Tập thể", ""),
    ("a.Tập thể", "point", "Tập thể", ""),
    ("đ) Năm", "point", "Năm", "đ)"),
    ("aa) Sau y", "point", "Sau y", "aa)"),
    ("kg/người/năm", "text", "kg/người/năm", ""),
    ("m/s là đơn vị", "text", "m/s là đơn vị", ""),
    ("v.v. và nhiều nữa", "text", "v.v. và nhiều nữa", ""),
    ("và/hoặc", "text", "và/hoặc", ""),
    ("- Gạch", "dash", "Gạch", ""),
    ("–Gạch", "dash", "Gạch", ""),
    ("* Sao", "dash", "Sao", ""),
    ("+ Cộng", "plus", "Cộng", ""),
    ("-", None, "", ""),
    ("------- ___", None, "", ""),
    ("***", None, "", ""),
    ("(Có mẫu kèm theo)", "note", "(Có mẫu kèm theo)", ""),
    ("(Có mẫu (01) kèm theo)", "note", "(Có mẫu (01) kèm theo)", ""),
    ("(1) Các đơn vị (cả thôn)", "text", "(1) Các đơn vị (cả thôn)", ""),
    ("(" * 30, "text", "(" * 30, ""),
    ("Chịu trách nhiệm thi hành./.", "text", "Chịu trách nhiệm thi hành.", ""),
    ("- Còn nữa…/.", "dash", "Còn nữa…", ""),
    ("TM. ỦY BAN NHÂN DÂN", "text", "TM. ỦY BAN NHÂN DÂN", ""),
]


@pytest.mark.parametrize(("line", "level", "text", "number"), LINES, ids=[one[0][:40] for one in LINES])
def test_a_line_is_what_its_number_and_mark_make_it(line: str, level: str | None, text: str, number: str) -> None:
    assert recognised(line) == ([Block(Level(level), text, number=number)] if level else [])


def test_numbers_are_kept_only_where_they_are_not_the_counted_ones() -> None:
    lines = [
        "I. A B",
        "1/ Một.",
        "2) Hai.",
        "2.1 Hai một.",
        "2.2. Hai hai.",
        "4. Bốn.",
        "a. Một.",
        "b) Hai.",
        "d. Bốn.",
        "II. C D",
        "5. Năm.",
        "Điều 1. X.",
        "1. Một.",
    ]
    blocks = recognised("\n".join(lines))
    assert [block.number for block in blocks] == ["", "", "", "2.1", "", "4.", "", "", "d)", "", "5.", "", ""]
    assert numbers_of(blocks) == ["I.", "1.", "2.", "2.1", "2.2.", "4.", "a)", "b)", "d)", "II.", "5.", "Điều 1.", "1."]


TORN = {
    "put back": (["Phát động phong trào thi đua", "yêu nước năm 2027"], ["Phát động phong trào thi đua yêu nước năm 2027"]),
    "thrice, behind a mark": (["- Phát động", "phong trào", "thi đua."], ["Phát động phong trào thi đua."]),
    "not behind a stop": (["Phát động:", "thi đua"], ["Phát động:", "thi đua"]),
    "not a point": (["Các nội dung", "a) tập thể"], ["Các nội dung", "tập thể"]),
    "not a capital": (["Ủy ban", "Nhân dân"], ["Ủy ban", "Nhân dân"]),
    "not behind what is endless already": (["A" * 5001, "thi đua"], ["A" * 5001, "thi đua"]),
    "not first": (["thi đua", "Yêu nước"], ["thi đua", "Yêu nước"]),
}


@pytest.mark.parametrize(("lines", "texts"), TORN.values(), ids=TORN)
def test_a_line_torn_by_the_edge_of_a_page_is_put_back(lines: list[str], texts: list[str]) -> None:
    assert [block.text for block in recognised("\n".join(lines))] == texts


def test_nothing_is_put_behind_a_bold_line_or_a_table() -> None:
    table = Paragraph(rows=(("STT", "Tên\ngọi"), ("1", "An")))
    blocks = blocks_of([Paragraph("1. Mục đích", bold=True), Paragraph("nêu cao"), table, Paragraph("hết")])
    assert blocks == [
        Block(Level.CLAUSE, "Mục đích", is_heading=True),
        Block(Level.TEXT, "nêu cao"),
        Block(Level.TABLE, columns=("STT", "Tên gọi"), rows=(("1", "An"),)),
        Block(Level.TEXT, "hết"),
    ]


def test_a_part_or_chapter_takes_its_title_from_the_next_line_but_not_a_table() -> None:
    assert recognised("Phần I\nTÌNH HÌNH\nChương I\nQUY ĐỊNH\nChương II. KẾT\nThúc") == [
        Block(Level.PART, "TÌNH HÌNH"),
        Block(Level.CHAPTER, "QUY ĐỊNH"),
        Block(Level.CHAPTER, "KẾT"),
        Block(Level.TEXT, "Thúc"),
    ]
    assert [block.text for block in blocks_of([Paragraph("Chương I"), Paragraph(rows=(("a", "b"),))])] == ["", ""]


HEADINGS = {
    "what goes deeper": ("1. Mục đích\na) Một.\nb) Hai.", [True, False, False]),
    "a text below": ("1. Mục đích\nNêu cao.", [True, False]),
    "a dash below": ("1.1. Chỉ tiêu\n- Một.", [True, False]),
    "a short line that ends in a colon": ("1. Nội dung:\n- Một.", [True, False]),
    "a long line that ends in a colon": ("1. Các cơ quan, đơn vị thực hiện tốt các nội dung sau đây:\n- Một.", [False, False]),
    "a sentence": ("1. Mục đích.\nNêu cao.", [False, False]),
    "the same level next": ("1. Mục đích\n2. Yêu cầu", [False, False]),
    "a higher level next": ("a) Cá nhân điển hình\n2. Yêu cầu", [False, False]),
    "a section next": ("1. Yêu cầu\nII. NỘI DUNG", [False, False]),
    "a particular": ("3. Chủ trì: Đồng chí Chủ tịch\nRất mong đại biểu đến dự.", [False, False]),
    "too long": (f"1. {'Thi đua ' * 12}\nNêu cao.", [False, False]),
    "the last": ("1. Mục đích", [False]),
    "what stars make bold": ("**1. Mục đích**\n2. Yêu cầu\nNêu cao.", [True, False, False]),
}


@pytest.mark.parametrize(("text", "headings"), HEADINGS.values(), ids=HEADINGS)
def test_a_heading_is_bold_or_where_nothing_is_short_and_followed_by_what_it_heads(text: str, headings: list[bool]) -> None:
    assert [block.is_heading for block in recognised(text)] == headings


def test_many_torn_lines_are_joined_in_no_time() -> None:
    assert len(recognised("A\n" + "b\n" * 100_000)) > 1
