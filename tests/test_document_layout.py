"""Documents measured on paper against the table of NĐ 30/2020, Appendix I. Lengths in points."""

from dataclasses import replace
from functools import cache

import pytest

from emulation.papers.document import Block, Document, Level
from emulation.papers.printing import pdf_of
from tests.documents import BODY, CONTENTS, DECISION, DOCUMENTS, PLAN
from tests.measuring import A4, Measured
from tests.pdf import MM

LEFT, RIGHT, TOP, BOTTOM = 30 * MM, A4[0] - 20 * MM, 20 * MM, A4[1] - 20 * MM


@cache
def measured(name: str) -> Measured:
    return Measured(pdf_of(CONTENTS[name], code="ABCD-2345", verify_url="https://thi-dua.example/xac-minh/ABCD-2345/"))


UPRIGHT, BOLD, ITALIC, BOLD_ITALIC = (False, False), (True, False), (False, True), (True, True)
ELEMENTS = [  # paper, beginning of the line, least and greatest size that the Decree allows, style
    ("ke-hoach", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 13, BOLD),
    ("ke-hoach", "Độc lập - Tự do - Hạnh phúc", 13, 14, BOLD),
    ("ke-hoach", "ỦY BAN NHÂN DÂN", 12, 13, BOLD),
    ("ke-hoach", "PHƯỜNG BÁCH QUANG", 12, 13, BOLD),
    ("ke-hoach", "Số: 05/KH-UBND", 13, 13, UPRIGHT),
    ("ke-hoach", "Bách Quang, ngày 05 tháng 01 năm 2027", 13, 14, ITALIC),
    ("ke-hoach", "KẾ HOẠCH", 13, 14, BOLD),
    ("ke-hoach", "Tổ chức phong trào thi đua yêu nước", 13, 14, BOLD),
    ("ke-hoach", "Thực hiện Kế hoạch số 17", 13, 14, UPRIGHT),
    ("ke-hoach", "I. MỤC ĐÍCH, YÊU CẦU", 13, 14, BOLD),
    ("ke-hoach", "1. Mục đích", 13, 14, BOLD),
    ("ke-hoach", "- Huy động", 13, 14, UPRIGHT),
    ("ke-hoach", "+ Cơ quan", 13, 14, UPRIGHT),
    ("ke-hoach", "2. Yêu cầu", 13, 14, UPRIGHT),
    ("ke-hoach", "1.1. Chỉ tiêu thi đua", 13, 14, BOLD),
    ("ke-hoach", "đ) Chỉ tiêu thứ năm", 13, 14, UPRIGHT),
    ("ke-hoach", "(Có mẫu đăng ký", 13, 14, ITALIC),
    ("ke-hoach", "TM. ỦY BAN NHÂN DÂN", 13, 14, BOLD),
    ("ke-hoach", "CHỦ TỊCH", 13, 14, BOLD),
    ("ke-hoach", "Đặng Hoàng Long", 13, 14, BOLD),
    ("ke-hoach", "Nơi nhận:", 12, 12, BOLD_ITALIC),
    ("ke-hoach", "- 08 TDP trên địa bàn;", 11, 11, UPRIGHT),
    ("ke-hoach", "- Lưu: VT, VHXH.", 11, 11, UPRIGHT),
    ("bao-cao", "BÁO CÁO", 13, 14, BOLD),
    ("quyet-dinh", "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG BÁCH QUANG", 13, 14, BOLD),
    ("quyet-dinh", "Căn cứ Luật Thi đua", 13, 14, ITALIC),
    ("quyet-dinh", "Theo đề nghị của Hội đồng", 13, 14, ITALIC),
    ("quyet-dinh", "QUYẾT ĐỊNH:", 13, 14, BOLD),
    ("quyet-dinh", "Điều 1. Tặng", 13, 14, BOLD),
    ("quyet-dinh", "KT. CHỦ TỊCH", 13, 14, BOLD),
    ("quyet-dinh", "Phụ lục II", 14, 14, BOLD),
    ("quyet-dinh", "BẢNG TIỀN THƯỞNG", 13, 14, BOLD),
    ("cong-van", "V/v đôn đốc đăng ký", 12, 13, UPRIGHT),
    ("cong-van", "Kính gửi:", 13, 14, UPRIGHT),
    ("cong-van", "- Các tổ dân phố trên địa bàn;", 13, 14, UPRIGHT),
    ("to-trinh", "Kính gửi: Ủy ban nhân dân tỉnh Thái Nguyên.", 13, 14, UPRIGHT),
    ("bien-ban", "THƯ KÝ", 13, 14, BOLD),
    ("bien-ban", "CHỦ TỌA", 13, 14, BOLD),
]


@pytest.mark.parametrize(("name", "text", "least", "greatest", "style"), ELEMENTS)
def test_each_element_has_the_size_and_the_face_of_the_decree(name: str, text: str, least: float, greatest: float, style: tuple[bool, bool]) -> None:
    line = measured(name).line(text)
    assert least <= line.size <= greatest
    assert (line.bold, line.italic, line.red) == (*style, False)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_page_and_its_margins(name: str) -> None:
    """A4 upright; 20 mm above, below and at the right, 30 mm at the left, where the text really begins and ends."""
    paper = measured(name)
    assert paper.sizes[0] == pytest.approx(A4, abs=0.5)
    first = [line for line in paper.lines if line.page == 1]
    assert min(line.left for line in first) >= LEFT - 0.5
    assert min(line.left for line in first) == pytest.approx(LEFT, abs=1.5)
    assert max(line.right for line in first) == pytest.approx(RIGHT, abs=25 if name in ("cong-van", "giay-moi") else 1.5)
    assert min(line.base for line in first) >= TOP
    assert max(line.base for line in first) <= BOTTOM


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_stands_at_the_head(name: str) -> None:
    """The rule under the Tiêu ngữ is as long as its text, the one under the issuer a third to a half; number and date stand on one line."""
    paper = measured(name)
    country, motto, issuer = (paper.line(text) for text in ("CỘNG HÒA", "Độc lập", "PHƯỜNG BÁCH QUANG"))
    below = paper.rule_below(motto)
    assert (below.left, below.right) == pytest.approx((motto.left, motto.right), abs=1)
    assert country.middle == pytest.approx(motto.middle, abs=1)
    short = paper.rule_below(issuer)
    assert 1 / 3 <= (short.right - short.left) / (issuer.right - issuer.left) <= 1 / 2
    assert (short.left + short.right) / 2 == pytest.approx(issuer.middle, abs=1)
    number, dated = paper.line("Số: 05/"), paper.line("Bách Quang, ngày")
    assert number.base == pytest.approx(dated.base, abs=0.5)
    assert number.middle == pytest.approx(issuer.middle, abs=1)
    assert dated.middle == pytest.approx(motto.middle, abs=1)


@pytest.mark.parametrize("name", sorted(set(DOCUMENTS) - {"cong-van"}))
def test_the_title_is_centred_with_a_rule_of_a_third_to_a_half(name: str) -> None:
    paper = measured(name)
    subject = DOCUMENTS[name].subject.splitlines()
    lines = [paper.line(DOCUMENTS[name].kind.label.upper()), *(paper.line(text) for text in subject)]
    assert [line.middle for line in lines] == pytest.approx([(LEFT + RIGHT) / 2] * len(lines), abs=1)
    rule = paper.rule_below(lines[-1])
    assert (rule.left + rule.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=1)
    assert 1 / 3 <= (rule.right - rule.left) / max(line.right - line.left for line in lines) <= 1 / 2


def test_paragraphs_are_indented_and_apart() -> None:
    paper = measured("ke-hoach")
    first = paper.line("2. Yêu cầu")
    after = min((line for line in paper.lines if line.page == first.page and line.base > first.base + 1), key=lambda line: line.base)
    assert first.left == pytest.approx(LEFT + 12.7 * MM, abs=1)
    assert after.left == pytest.approx(LEFT, abs=1)
    assert 14 <= after.base - first.base <= 1.5 * 14 * 1.15  # single to one and a half lines
    heading = paper.line("II. NỘI DUNG")
    assert heading.base - after.base >= (after.base - first.base) + 6 - 0.5


def test_the_type_of_a_letter_is_not_named_and_its_subject_stands_below_the_number() -> None:
    paper = measured("cong-van")
    number, subject = paper.line("Số: 05/UBND-VHXH"), paper.line("V/v đôn đốc")
    assert not [line for line in paper.lines if line.text == "CÔNG VĂN"]
    assert 6 <= subject.base - number.base <= 30
    assert subject.middle == pytest.approx(number.middle, abs=3)


def test_the_secretary_signs_minutes_at_the_left_and_the_chair_at_the_right() -> None:
    paper = measured("bien-ban")
    secretary, chair, recipients = paper.line("THƯ KÝ"), paper.line("CHỦ TỌA"), paper.line("Nơi nhận:")
    assert secretary.base == pytest.approx(chair.base, abs=0.5)
    assert secretary.middle < A4[0] / 2 < chair.middle
    assert recipients.base > paper.line("Lê Thị Thu Trang").base


def test_recipients_stand_level_with_the_authority() -> None:
    paper = measured("quyet-dinh")
    authority, word, name = paper.line("KT. CHỦ TỊCH"), paper.line("Nơi nhận:"), paper.line("Nguyễn Thị Lan")
    assert word.left == pytest.approx(LEFT, abs=1)
    assert word.base == pytest.approx(authority.base, abs=0.5)
    assert authority.middle == pytest.approx(name.middle, abs=1)


def long(sentences: int) -> Document:
    return replace(PLAN, blocks=(*BODY[:-1], *(Block(Level.TEXT, f"Đoạn {n}. " + "Thi đua là yêu nước. " * 9) for n in range(sentences)), BODY[-1]))


def test_pages_are_counted_in_the_middle_of_the_upper_margin_from_the_second_on() -> None:
    paper = Measured(pdf_of(long(12)))
    numbers = [line for line in paper.lines if line.base < TOP]
    assert [(line.page, line.text) for line in numbers] == [(page, str(page)) for page in range(2, len(paper.sizes) + 1)]
    assert {line.face for line in numbers} == {(14.0, False, False)}
    assert [line.middle for line in numbers] == pytest.approx([(LEFT + RIGHT) / 2] * len(numbers), abs=1)


@pytest.mark.parametrize("sentences", range(4, 26))
def test_the_signature_is_never_alone_and_a_heading_never_last(sentences: int) -> None:
    """A body that grows by a paragraph at a time pushes the end over every place of a page."""
    paper = Measured(pdf_of(long(sentences)))
    authority = paper.line("TM. ỦY BAN NHÂN DÂN")
    with_it = [line for line in paper.lines if line.page == authority.page and TOP < line.base < authority.base - 1]
    assert len(with_it) >= 2
    assert paper.line("Đặng Hoàng Long").page == authority.page == paper.line("- Lưu: VT").page
    for heading in ("I. MỤC ĐÍCH", "1. Mục đích", "II. NỘI DUNG", "1.1. Chỉ tiêu"):
        line = paper.line(heading)
        assert any(other.page == line.page and other.base > line.base + 1 for other in paper.lines)


def test_each_annex_begins_a_page_and_counts_its_own() -> None:
    rows = tuple((str(n), f"Tập thể thứ {n}", "Phường Bách Quang") for n in range(1, 61))
    table = Block(Level.TABLE, "Danh sách", columns=("STT", "Tên tập thể", "Đơn vị"), rows=rows)
    first, second = DECISION.annexes
    paper = Measured(pdf_of(replace(DECISION, annexes=(replace(first, blocks=(table,)), second))))
    one, two = paper.line("Phụ lục I").page, paper.lines[[line.text for line in paper.lines].index("Phụ lục II")].page
    assert (one, two) == (2, len(paper.sizes))
    assert paper.sizes[0] == pytest.approx(A4, abs=0.5)
    assert paper.sizes[-1] == pytest.approx((A4[1], A4[0]), abs=0.5)
    assert [(line.page, line.text) for line in paper.lines if line.base < TOP] == [(3, "2"), *([(4, "3")] if two == 5 else [])]
    assert {line.page for line in paper.lines if line.text.startswith("STT")} == set(range(2, two + 1))  # the head again on every page
    assert [line.italic for line in paper.lines if line.text.startswith("(Kèm theo Quyết định số 05/QĐ-UBND")] == [True, True]
