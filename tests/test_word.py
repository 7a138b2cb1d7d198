"""Word copies, read with python-docx: pages, faces and rules against the table of NĐ 30/2020, and what makes a copy good to work on."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from django.test import Client
from django.urls import reverse
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn

from emulation.papers.document import Block, Level
from emulation.papers.word.copies import docx_of
from emulation.papers.word.lengths import width_of
from emulation.papers.word.tables import column_widths
from tests.documents import CERTIFICATE, CONTENTS, DECISION, DOCUMENTS, LIST, PLAN
from tests.outgoing import approved, issued
from tests.pdf import MM
from tests.test_document_layout import ELEMENTS
from tests.test_document_structure import CERTIFIED
from tests.word import opened, paragraph_of, paragraphs, word_line, word_lines, word_of
from tests.world import World


@cache
def copy_of(name: str) -> WordFile:
    return word_of(CONTENTS[name])


@pytest.mark.parametrize(("name", "text", "least", "greatest", "style"), ELEMENTS)
def test_each_element_has_the_size_and_the_face_of_the_decree(name: str, text: str, least: float, greatest: float, style: tuple[bool, bool]) -> None:
    line = word_line(copy_of(name), text)
    assert least <= line.size <= greatest
    assert (line.bold, line.italic) == style


def test_the_text_of_an_article_is_upright_after_its_number() -> None:
    label, text = paragraph_of(copy_of("quyet-dinh"), "Điều 2.").runs
    assert (label.text, label.bold, text.text, text.bold) == ("Điều 2.", True, " Mức tiền thưởng thực hiện theo quy định hiện hành.", None)


def page(word: WordFile, place: int) -> tuple[float | None, ...]:
    """Width and height, then the margins at top, right, bottom and left; in millimetres."""
    one = word.sections[place]
    lengths = (one.page_width, one.page_height, one.top_margin, one.right_margin, one.bottom_margin, one.left_margin)
    return tuple(length and round(length.mm) for length in lengths)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_page_and_its_margins(name: str) -> None:
    assert page(copy_of(name), 0) == (210, 297, 20, 20, 20, 30)


def test_each_annex_is_a_section_that_counts_its_pages_from_one() -> None:
    word = copy_of("quyet-dinh")
    assert [page(word, place) for place in (1, 2)] == [(210, 297, 20, 20, 20, 30), (297, 210, 20, 15, 20, 30)]
    assert [one.orientation for one in word.sections] == [WD_ORIENTATION.PORTRAIT, WD_ORIENTATION.PORTRAIT, WD_ORIENTATION.LANDSCAPE]
    assert [one._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for one in word.sections] == ["1"] * 3
    assert [one.different_first_page_header_footer for one in word.sections] == [True] * 3
    turned_back = word_of(replace(DECISION, annexes=DECISION.annexes[::-1]))
    assert [page(turned_back, place)[0] for place in (1, 2)] == [297, 210]


def test_pages_are_numbered_in_the_middle_of_the_upper_margin() -> None:
    word = copy_of("ke-hoach")
    (number,) = word.sections[0].header.paragraphs
    assert "".join(field.text or "" for field in number._p.iter(qn("w:instrText"))).strip() == "PAGE"
    font, layout = number.style.font, number.style.paragraph_format
    assert (font.size.pt, bool(font.bold), layout.alignment) == (14, False, 1)
    assert word.sections[0].first_page_header.is_linked_to_previous  # there is none


@pytest.mark.parametrize("name", CONTENTS)
def test_all_text_is_times_new_roman_and_vietnamese(name: str) -> None:
    defaults = copy_of(name).styles.element.find(qn("w:docDefaults"))
    (fonts,), (language,) = defaults.iter(qn("w:rFonts")), defaults.iter(qn("w:lang"))
    assert set(fonts.attrib.values()) == {"Times New Roman"}
    assert language.get(qn("w:val")) == "vi-VN"
    assert [element for element in copy_of(name).element.body.iter(qn("w:rFonts"))] == []
    assert {paragraph.style.name for paragraph in paragraphs(copy_of(name)) if paragraph.text} & {"Normal"} == set()


def rules(word: WordFile) -> list[float]:
    """The lengths of the rules: in the left and the right half of the letterhead, and of a title across the page."""
    ruled = [paragraph.paragraph_format for paragraph in paragraphs(word) if paragraph.style.name == "Nét kẻ"]
    assert all(layout.left_indent == layout.right_indent for layout in ruled)
    return [room * MM - 2 * layout.left_indent.pt for room, layout in zip((60, 96, 160), ruled, strict=False)]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_rules_are_as_long_as_the_decree_says(name: str) -> None:
    """Tiêu ngữ's as long as its text, those of issuer and subject a third to a half of theirs."""
    issuer, motto, *title = rules(copy_of(name))
    assert motto == pytest.approx(width_of("Độc lập - Tự do - Hạnh phúc", 13, bold=True), abs=0.2)
    assert 1 / 3 <= issuer / width_of("PHƯỜNG BÁCH QUANG", 12, bold=True) <= 1 / 2
    lines = (DOCUMENTS[name].kind.label.upper(), *DOCUMENTS[name].subject.splitlines())
    assert len(title) == (name != "cong-van")
    assert all(1 / 3 <= rule / max(width_of(line, 14, bold=True) for line in lines) <= 1 / 2 for rule in title)


def headings(word: WordFile) -> list[tuple[str, str]]:
    return [(line.style, line.text) for line in word_lines(word) if line.style.startswith(("Heading", "Title"))]


def test_headings_are_words_own_so_that_one_can_find_the_way() -> None:
    word = copy_of("ke-hoach")
    assert headings(word)[0] == ("Title", "KẾ HOẠCH")
    assert headings(word)[3:] == [
        ("Heading 2", "I. MỤC ĐÍCH, YÊU CẦU"),
        ("Heading 3", "1. Mục đích"),
        ("Heading 2", "II. NỘI DUNG"),
        ("Heading 3", "1. Nội dung và chỉ tiêu"),
        ("Heading 4", "1.1. Chỉ tiêu thi đua"),
    ]
    for name, level in (("Title", "0"), ("Heading 1", "0"), ("Heading 4", "3")):
        style = word.styles[name]
        assert style.paragraph_format.keep_with_next is True
        assert style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == level


PARTED = (
    Block(Level.PART, "Tình hình\nchung"),
    Block(Level.CHAPTER, "Kết quả"),
    Block(Level.ARTICLE, "Phạm vi", is_heading=True),
    Block(Level.TEXT, "Một  đoạn\nhai dòng <b>&amp;</b>", number="1.1"),
    Block(Level.NOTE, "Ghi chú."),
)


def test_parts_are_centred_and_what_is_typed_stays_text() -> None:
    word = word_of(replace(PLAN, blocks=PARTED, subject="<w:p> & 'phong trào'"))
    part = paragraph_of(word, "Phần I")
    assert (part.text, part.alignment, part.paragraph_format.first_line_indent) == ("Phần I\nTÌNH HÌNH\nCHUNG", 1, 0)
    found = [(line.style, line.text) for line in word_lines(word)]
    assert ("Title", "<w:p> & 'phong trào'") in found
    assert [line for line in found if line[0] in ("Heading 4", "Body Text", "Ghi chú")] == [
        ("Heading 4", "Điều 1. Phạm vi"),
        ("Body Text", "1.1 Một đoạn"),
        ("Body Text", "hai dòng <b>&amp;</b>"),
        ("Ghi chú", "Ghi chú./."),
    ]


def kept(word: WordFile, text: str) -> bool:
    return bool(paragraph_of(word, text).paragraph_format.keep_with_next)


def test_the_last_lines_of_the_body_stay_with_the_signature() -> None:
    word = word_of(replace(PLAN, blocks=(Block(Level.TEXT, "Đầu."), Block(Level.TEXT, "Giữa."), Block(Level.TEXT, "Cuối."))))
    assert [kept(word, text) for text in ("Đầu", "Giữa", "Cuối")] == [False, True, True]
    with_table = word_of(replace(PLAN, blocks=(LIST,)))
    assert [kept(with_table, text) for text in ("TDP Khu Ga", "TDP La Hạ")] == [False, True]
    assert all(word.styles[name].paragraph_format.keep_with_next for name in ("Nơi nhận", "Danh sách nơi nhận", "Thẩm quyền ký", "Người ký"))
    word_of(replace(PLAN, blocks=()))


def test_no_row_is_broken_and_heads_are_repeated() -> None:
    tables = copy_of("quyet-dinh").tables
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for table in tables for row in table.rows)
    assert [[row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] for table in tables[2:]] == [[True, False, False]] * 2
    assert [cell.paragraphs[0].alignment for cell in tables[2].rows[1].cells] == [1, None, None]
    borders = [[side.get(qn("w:val")) for side in table._tbl.tblPr.find(qn("w:tblBorders"))] for table in tables]
    assert borders == [[], [], ["single"] * 6, ["single"] * 6]


def test_columns_are_as_wide_as_what_they_hold() -> None:
    few = column_widths([("STT", "Tên"), ("1", "Tổ dân phố Khu Ga")], 400)
    assert (sum(few), few[1] > 3 * few[0]) == (pytest.approx(400), True)
    crowded = column_widths([("STT", "Thành tích"), ("1", "Đã có thành tích xuất sắc trong phong trào thi đua " * 3)], 300)
    assert (sum(crowded), crowded[0] >= width_of("STT", 13, bold=True)) == (pytest.approx(300), True)
    narrow = column_widths([("Nghiêng", "Nghiêng")], 50)
    assert narrow == pytest.approx([25, 25])


def cells(word: WordFile, place: int) -> list[list[str]]:
    """The words of each cell of a table, by rows."""
    return [[" ".join(cell.text.split()) for cell in row.cells] for row in word.tables[place].rows]


def test_letterhead_and_ending_stand_side_by_side() -> None:
    country = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc"
    assert cells(copy_of("cong-van"), 0) == [
        ["ỦY BAN NHÂN DÂN PHƯỜNG BÁCH QUANG", country],
        ["Số: 05/UBND-VHXH", "Bách Quang, ngày 05 tháng 01 năm 2027"],
        ["V/v đôn đốc đăng ký thi đua năm 2027", ""],
    ]
    assert cells(copy_of("bien-ban"), 1) == [["THƯ KÝ Lê Thị Thu Trang", "CHỦ TỌA Đặng Hoàng Long"], ["Nơi nhận: - Lưu: VT, Hồ sơ.", ""]]
    assert cells(copy_of("cong-van"), 1)[0][1] == "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Đặng Hoàng Long"
    superior = word_of(replace(PLAN, letterhead=("Ủy ban nhân dân tỉnh Thái Nguyên", "Sở Nội vụ")))
    assert [line.style for line in word_lines(superior)][:2] == ["Cơ quan chủ quản", "Cơ quan ban hành"]


@pytest.mark.parametrize(("number", "dated", "number_line", "place_line"), [
    ("", None, f"Số: {' ' * 8}/KH-UBND", f"Bách Quang, ngày {' ' * 6} tháng {' ' * 6} năm 2027"),
    ("5", date(2027, 3, 9), "Số: 05/KH-UBND", "Bách Quang, ngày 09 tháng 3 năm 2027"),
])  # fmt: skip
def test_number_and_date_as_they_are_by_now(number: str, dated: date | None, number_line: str, place_line: str) -> None:
    row = word_of(replace(PLAN, number=number, dated=dated)).tables[0].rows[1]
    assert [cell.text.replace("\N{NO-BREAK SPACE}", " ") for cell in row.cells] == [number_line, place_line]


@pytest.mark.parametrize(("text", "bold", "italic", "red"), CERTIFIED)
def test_the_lines_of_a_certificate(text: str, bold: bool, italic: bool, red: bool) -> None:
    word = copy_of("giay-khen")
    line = word_line(word, text)
    colour = word.styles[line.style].font.color.rgb
    assert (line.bold, line.italic, str(colour) == "C00000") == (bold, italic, red)


def test_a_certificate_lies_on_its_side_and_is_set_smaller_where_words_are_many() -> None:
    word = copy_of("giay-khen")
    assert page(word, 0) == (297, 210, 41, 26, 20, 26)
    assert sum(row.height.mm for row in word.tables[0].rows) == pytest.approx(148, abs=0.1)
    sizes = {letters: word_line(word_of(replace(CERTIFICATE, recipient="Ông A", achievement="a" * letters)), "Ông A").size for letters in (10, 300, 800, 1600)}
    assert sizes == {10: 24, 300: 18, 800: 14, 1600: 6.5}
    assert "Mã xác minh: ABCD-2345" in [line.text for line in word_lines(word)]
    assert not [line for line in word_lines(word_of(CERTIFICATE, code="")) if line.text.startswith("Mã")]


@pytest.mark.parametrize("name", CONTENTS)
def test_the_same_content_gives_the_same_bytes(name: str) -> None:
    first = docx_of(CONTENTS[name], code="ABCD-2345")
    assert first == docx_of(CONTENTS[name], code="ABCD-2345")
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert {part.date_time for part in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = copy_of(name).core_properties
    assert (properties.created, properties.modified, properties.last_modified_by, properties.language) == (None, None, "", "vi-VN")


def test_what_a_file_says_of_itself() -> None:
    properties = copy_of("ke-hoach").core_properties
    title = "Kế hoạch Tổ chức phong trào thi đua yêu nước và công tác khen thưởng năm 2027"
    issuer = "Ủy ban nhân dân phường Bách Quang"
    assert (properties.title, properties.author, properties.subject, properties.keywords) == (title, issuer, title, "05/KH-UBND, ABCD-2345")
    long = word_of(replace(CERTIFICATE, achievement="Đã có thành tích. " * 40)).core_properties
    assert (len(long.subject), long.subject[-1]) == (255, "…")


@pytest.mark.django_db
def test_an_office_gets_the_copy_of_its_paper(world: World, client: Client) -> None:
    client.force_login(world.people["secretary"])
    waiting, done = approved(world.ward), issued(world.ward, world.people["secretary"])
    assert f'href="{reverse("paper-word", args=[waiting.pk])}">Bản Word để sửa</a>' in client.get(waiting.get_absolute_url()).content.decode()
    found = {}
    for paper in (waiting, done):
        response = client.get(reverse("paper-word", args=[paper.pk]))
        assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''K%E1%BA%BF%20ho%E1%BA%A1ch")
        assert response["Content-Disposition"].endswith(".docx")
        word = opened(response.content)
        found[paper] = cells(word, 0)[1]
    assert found == {waiting: ["Số: /KH-UBND", "Bách Quang, ngày tháng năm 2026"], done: ["Số: 05/KH-UBND", "Bách Quang, ngày 05 tháng 01 năm 2026"]}
