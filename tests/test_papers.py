"""Official papers: the forms' wording and order, and the layout of Decree 30/2020."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from emulation.papers.content import Line, Paper
from tests.pdf import MM, Face, drawn, faces, line_of, pdf_text, rules, squeezed, structure_text, text_lines
from tests.registration_papers import AGENCY, BLANK_AGENCY, BLANK_VILLAGE, PAPERS, SHORT, TARGETS, VILLAGE, printed

# WeasyPrint opens its colour profile and leaves the closing to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file.*sRGB2014.icc:ResourceWarning")

FORMS = Path(__file__).parent / "forms"
READERS: dict[str, Callable[[bytes], str]] = {
    "default": pdf_text,
    "raw": lambda pdf: pdf_text(pdf, "-raw"),
    "structure": structure_text,
}
LETTERHEADS = (
    ("TDP số 5",),
    ("Trường Tiểu học Lương Sơn",),
    ("UBND thành phố Sông Công", "Trường Tiểu học Lương Sơn"),
    ("UBND phường Lương Sơn", "Văn phòng HĐND và UBND"),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam phường Lương Sơn",),
    ("Sở Giáo dục và Đào tạo tỉnh Thái Nguyên", "Trường Trung học cơ sở và Trung học phổ thông Lương Sơn"),
    ("Ban Chấp hành", "Đoàn TNCS Hồ Chí Minh", "phường Lương Sơn"),
)


def form_lines(paper: Paper) -> list[str]:
    """The lines of the form's text file with this paper's data in the places of `{…}`."""
    issuer = paper.letterhead[-1].upper()
    _, _, day_and_year = paper.place_line.partition(", ")
    values = {
        "TDP {đơn vị} đăng ký": "TDP Tân Sơn đăng ký",
        "TDP {đơn vị}": issuer,
        "{tên cơ quan, đơn vị} đăng ký": f"{paper.letterhead[-1]} đăng ký",
        "{tên cơ quan, đơn vị}": issuer,
        "Số: {số}": paper.number_line,
        "{địa danh}": paper.place,
        "ngày {dd} tháng {mm} năm {yyyy}": day_and_year,
        "{năm}": "2024",
        "{xã/phường}": "phường Lương Sơn",
        "{số kế hoạch}": "13/KH-UBND",
        "{ngày kế hoạch}": "19/01/2024",
        "{trích yếu kế hoạch}": "tổ chức phát động các phong trào thi đua yêu nước và công tác khen thưởng năm 2024",
    }
    text = (FORMS / ("mau-01-to-dan-pho.txt" if paper.number is None else "mau-01-co-quan.txt")).read_text(encoding="utf-8")
    for place, value in values.items():
        text = text.replace(place, value)
    assert "{" not in text
    return text.splitlines()


def first_out_of_order(lines: list[str], text: str) -> str | None:
    """The first of the lines that does not follow its predecessors in the text."""
    position = 0
    for line in lines:
        position = text.find(squeezed(line), position)
        if position < 0:
            return line
        position += len(squeezed(line))
    return None


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", [*PAPERS, "short"])
def test_every_line_of_the_form_stands_in_its_order(name: str, reader: str) -> None:
    paper = {**PAPERS, "short": SHORT}[name]
    assert first_out_of_order(form_lines(paper), READERS[reader](printed(paper))) is None


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("number", [None, "", "05/CV-THLS"])
@pytest.mark.parametrize("letterhead", LETTERHEADS)
def test_any_letterhead_is_read_before_the_motto_and_the_number_after_it(letterhead: tuple[str, ...], number: str | None, reader: str) -> None:
    paper = replace(SHORT, letterhead=letterhead, number=number, lines=(Line("answer", "- Một dòng."),))
    motto = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    lines = [*(line.upper() for line in letterhead), *motto, paper.number_line, paper.place_line, paper.subject_line, "Kính gửi:"]
    assert first_out_of_order(lines, READERS[reader](printed(paper))) is None


def test_what_the_unit_filled_in_follows_the_line_that_asks_for_it() -> None:
    text = pdf_text(printed(VILLAGE))
    assert f"1. Các chỉ tiêu về thuế, quỹ: {TARGETS[0]} 2. Các chỉ tiêu về xã hội" in text
    assert "3. Chi bộ phấn đấu: Hoàn thành xuất sắc nhiệm vụ: Tổ dân phố Tân Sơn Hoàn thành tốt nhiệm vụ:" in text


def test_dots_to_write_on_are_drawn_and_not_text() -> None:
    assert "3. Chi bộ phấn đấu: Hoàn thành xuất sắc nhiệm vụ: Hoàn thành tốt nhiệm vụ:" in pdf_text(printed(BLANK_VILLAGE))
    with pikepdf.open(io.BytesIO(printed(BLANK_VILLAGE))) as document:
        dashes = [operands for page in document.pages for operands in drawn(page, "d")]
    assert len(dashes) == 2 * 4 + 3 * 3 + 2


@pytest.mark.parametrize(
    ("dated", "expected"),
    [
        (date(2024, 1, 5), "Lương Sơn, ngày 05 tháng 01 năm 2024"),
        (date(2024, 2, 10), "Lương Sơn, ngày 10 tháng 02 năm 2024"),
        (date(2024, 3, 9), "Lương Sơn, ngày 09 tháng 3 năm 2024"),
        (date(2024, 12, 31), "Lương Sơn, ngày 31 tháng 12 năm 2024"),
        (None, "Lương Sơn, ngày ...... tháng ...... năm 2024"),
    ],
)
def test_a_date_is_written_as_the_decree_wants_it(dated: date | None, expected: str) -> None:
    assert replace(VILLAGE, dated=dated).place_line == expected


@pytest.mark.parametrize(("number", "expected"), [(None, ""), ("", "Số: ........"), ("05/KH-UBND", "Số: 05/KH-UBND")])
def test_a_number_is_printed_left_blank_or_absent(number: str | None, expected: str) -> None:
    paper = replace(SHORT, number=number)
    assert paper.number_line == expected
    assert ("Số:" in pdf_text(printed(paper))) is (number is not None)


def test_the_page_is_a4_with_the_margins_of_the_decree() -> None:
    pdf = printed(AGENCY)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        sizes = {tuple(round(float(side) / MM) for side in page.mediabox) for page in document.pages}
    body = [line for line in text_lines(pdf) if line.text != "2"]
    assert sizes == {(0, 0, 210, 297)}
    assert min(line.left for line in body) == pytest.approx(30 * MM, abs=1)
    assert max(line.right for line in body) == pytest.approx(190 * MM, abs=1)
    assert 20 * MM - 1 <= min(line.top for line in body) <= 20 * MM + 4
    assert max(line.bottom for line in body) <= 277 * MM + 1


FACES = {
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": Face(13, bold=True, italic=False),
    "Độc lập - Tự do - Hạnh phúc": Face(13, bold=True, italic=False),
    "UBND THÀNH PHỐ": Face(12, bold=False, italic=False),
    "TRƯỜNG TIỂU HỌC": Face(12, bold=True, italic=False),
    "Số: 05/CV-THLS": Face(13, bold=False, italic=False),
    "Lương Sơn, ngày 12 tháng 3 năm 2024": Face(13, bold=False, italic=True),
    "V/v đăng ký thi đua năm 2024": Face(12, bold=False, italic=False),
    "Kính gửi:": Face(14, bold=False, italic=False),
    "dẫn Luật thi đua, khen thưởng;": Face(14, bold=False, italic=True),
    "I. CÁC CHỈ TIÊU": Face(14, bold=True, italic=False),
    '2. Tập thể "Hoàn thành tốt nhiệm vụ":': Face(14, bold=False, italic=False),
    "Nơi nhận:": Face(12, bold=True, italic=True),
    "- Như kính gửi;": Face(11, bold=False, italic=False),
    "TM. CƠ QUAN/ĐƠN VỊ": Face(14, bold=True, italic=False),
    "Nguyễn Thị Ngọc Ánh": Face(14, bold=True, italic=False),
    "2": Face(14, bold=False, italic=False),
}


def test_every_element_has_the_size_and_face_of_the_decree() -> None:
    found = faces(printed(AGENCY))
    assert {text: found.get(text) for text in FACES} == FACES


def test_the_rule_under_the_motto_is_as_long_as_the_motto() -> None:
    motto = line_of(printed(VILLAGE), "Độc lập")
    _, (left, bottom, right) = rules(printed(VILLAGE))
    assert left == pytest.approx(motto.left, abs=0.6)
    assert right == pytest.approx(motto.right, abs=0.6)
    assert 0 < bottom - motto.bottom < 5


@pytest.mark.parametrize("letterhead", LETTERHEADS)
def test_the_rule_under_the_issuer_is_a_third_to_half_of_its_text_and_centred(letterhead: tuple[str, ...]) -> None:
    pdf = printed(replace(SHORT, letterhead=letterhead))
    (left, bottom, right), _ = rules(pdf)
    issuer = [line for line in text_lines(pdf) if line.right < 96 * MM and line.top < bottom and line.text in letterhead[-1].upper()]
    longest = max(line.right - line.left for line in issuer)
    assert 1 / 3 <= (right - left) / longest <= 1 / 2
    assert (left + right) / 2 == pytest.approx(issuer[-1].middle, abs=1)
    assert 0 < bottom - issuer[-1].bottom < 5


def test_number_and_date_stand_on_one_line_and_the_subject_under_the_number() -> None:
    number, dated, subject = (line_of(printed(AGENCY), text) for text in ("Số:", "ngày 12 tháng", "V/v"))
    assert number.bottom == pytest.approx(dated.bottom, abs=1)
    assert number.middle == pytest.approx(subject.middle, abs=1)
    assert number.bottom < subject.top


def test_the_page_number_is_hidden_on_page_1_and_centred_in_the_top_margin_of_page_2() -> None:
    in_top_margin = [line for line in text_lines(printed(VILLAGE)) if line.bottom < 20 * MM]
    assert [(line.page, line.text) for line in in_top_margin] == [(2, "2")]
    assert in_top_margin[0].middle == pytest.approx((30 + 190) / 2 * MM, abs=1)


def test_the_body_is_indented_justified_and_spaced() -> None:
    pdf = printed(VILLAGE)
    first, second, following = line_of(pdf, "Căn cứ vào Luật"), line_of(pdf, "dẫn Luật thi đua"), line_of(pdf, "Thực hiện Kế hoạch")
    assert first.left - second.left == pytest.approx(12.7 * MM, abs=0.6)
    assert first.right == pytest.approx(190 * MM, abs=0.6)
    assert (following.top - second.top) - (second.top - first.top) == pytest.approx(6, abs=0.6)


def assert_ending_is_whole(paper: Paper) -> int:
    """The signature and the recipients stand on one page below at least one line of the body; returns that page."""
    lines = text_lines(printed(paper))
    ending = [line for line in lines if line.text in ("Nơi nhận:", "TM. TỔ DÂN PHỐ", "TỔ TRƯỞNG", "Nguyễn Thị Ngọc Ánh", "- Lưu: TDP.")]
    assert len(ending) == 5
    (page,) = {line.page for line in ending}
    top = min(line.top for line in ending)
    assert [line for line in lines if line.page == page and 20 * MM < line.top < top]
    return page


def test_the_signature_is_never_torn_nor_alone_whatever_the_length() -> None:
    pages = [
        assert_ending_is_whole(replace(VILLAGE, lines=tuple(Line("answer", f"- Chỉ tiêu thứ {place}.") for place in range(count)))) for count in range(8, 26)
    ]
    assert set(pages) == {1, 2}


def test_the_signature_takes_the_last_lines_of_a_long_paragraph_with_it() -> None:
    pages = [assert_ending_is_whole(replace(VILLAGE, lines=(Line("answer", "- " + "chỉ tiêu " * count),))) for count in range(120, 260, 9)]
    assert set(pages) == {1, 2}


@pytest.mark.parametrize("level", ["heading", "item"])
def test_a_heading_is_never_the_last_line_of_a_page(level: str) -> None:
    for count in range(16, 26):
        filler = tuple(Line("answer", f"- Chỉ tiêu thứ {place}.") for place in range(count))
        heading = Line("heading", "II. ĐĂNG KÝ") if level == "heading" else Line("item", "II. ĐĂNG KÝ")
        pdf = printed(replace(VILLAGE, lines=(*filler, heading, Line("answer", "- Nội dung ngay sau."))))
        assert line_of(pdf, "II. ĐĂNG KÝ").page == line_of(pdf, "Nội dung ngay sau").page


def test_a_word_without_end_stays_within_the_margins() -> None:
    word = "Nghiêng" * 40
    lines = (Line("option", "1. Tập thể:", value=word), Line("answer", word), Line("item", word), Line("option", word, dotted=1))
    pdf = printed(replace(VILLAGE, letterhead=(word,), subject=word, addressees=(word,), lines=lines, signer_name=word, recipients=(word,)))
    assert min(line.left for line in text_lines(pdf)) > 30 * MM - 1
    assert max(line.right for line in text_lines(pdf)) < 190 * MM + 1


def test_the_layout_is_not_announced_as_a_table() -> None:
    with pikepdf.open(io.BytesIO(printed(BLANK_AGENCY))) as document:
        kinds = {str(element.S) for element in document.objects if isinstance(element, pikepdf.Dictionary) and "/S" in element}
    assert {"/H1", "/P", "/L", "/LI"} <= kinds
    assert not {"/Table", "/TR", "/TD"} & kinds
