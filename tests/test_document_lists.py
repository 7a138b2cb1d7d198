"""Lists within lists in the tags of a document, and how a certificate with many words stays on its page."""

import io
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object

from emulation.papers.document import Block, Level
from emulation.papers.fitting import Sizes, sizes_of
from emulation.papers.printing import htmls_of, pdf_of
from tests.documents import CERTIFICATE, PLAN
from tests.measuring import A4, Measured
from tests.pdf import MM, structure_text

ALLOWED = {"/L": {"/LI"}, "/LI": {"/LBody"}}  # what may stand right below a list and its items (ISO 32000-1, 14.8.4.3)


def misplaced(element: Object) -> list[str]:
    """Each child that its parent may not have, at or below an element."""
    if not isinstance(element, Dictionary) or Name.S not in element:
        return []
    kids = element.get(Name.K, Array())
    inner = [kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary) and Name.S in kid]
    wrong = [f"{kid.S} in {element.S}" for kid in inner if str(kid.S) not in ALLOWED.get(str(element.S), {str(kid.S)})]
    return wrong + [found for kid in inner for found in misplaced(kid)]


def test_lists_hold_items_and_items_hold_lists_over_several_pages() -> None:
    levels = (Level.CLAUSE, Level.SUBCLAUSE, Level.POINT, Level.DASH, Level.PLUS) * 12
    pdf = pdf_of(replace(PLAN, blocks=tuple(Block(level, f"Dòng số {place}. " + "Thi đua. " * 12) for place, level in enumerate(levels))))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (document,) = opened.Root.StructTreeRoot.K
        assert len(opened.pages) > 3
        assert misplaced(document) == []
    heard = structure_text(pdf)
    assert [heard.find(f"{label} Dòng số {place}.") > 0 for place, label in enumerate(("1.", "1.1.", "a)", "-", "+", "2.", "2.1."))] == [True] * 7


@pytest.mark.parametrize("letters", [40, 150, 300, 700, 1400, 4000])
def test_words_of_a_certificate_stay_above_its_foot(letters: int) -> None:
    said = ("Đã có thành tích xuất sắc trong phong trào thi đua yêu nước. " * 70)[:letters]
    paper = Measured(pdf_of(replace(CERTIFICATE, achievement=f"{said.strip()} và cuối cùng"), code="ABCD-2345"))
    assert len(paper.sizes) == 1
    last = next(line for line in paper.lines if line.text.endswith("và cuối cùng"))
    assert last.base < paper.line("Bách Quang, ngày").base - 10
    assert max(line.base for line in paper.lines) < 210 * MM - 17 * MM
    assert all(line.left > 24 * MM and line.right < A4[1] - 24 * MM for line in paper.lines)


HOUSEHOLD = "Hộ gia đình ông Nguyễn Phúc Công Tằng Tôn Nữ Quỳnh Anh và bà Trần Thị Bình"
DEED = 'Đã có thành tích xuất sắc trong phong trào thi đua "Toàn dân đoàn kết xây dựng đời sống văn hóa", góp đất làm đường.'


@pytest.mark.parametrize("lines", range(1, 9))
@pytest.mark.parametrize("recipient", ["Tổ dân phố Khu Ga", HOUSEHOLD])
def test_a_certificate_is_set_as_large_as_its_words_leave_room_for(recipient: str, lines: int) -> None:
    certificate = replace(CERTIFICATE, recipient=recipient, achievement=" ".join([DEED] * lines))
    paper = Measured(pdf_of(certificate, code="ABCD-2345"))
    foot = paper.line("Bách Quang, ngày").base
    upper = [line for line in paper.lines if line.base < foot - 20]
    assert len(paper.sizes) == 1
    assert 20 < foot - upper[-1].base < 70
    assert upper[-1].text.endswith("đường.")
    motto, decider = paper.line("Độc lập"), paper.line("CHỦ TỊCH ỦY BAN")
    assert decider.base - motto.base > decider.size * 1.2 + 5
    assert all(after.base - before.base > after.size for before, after in pairwise(upper))


def test_a_long_name_above_a_deed_of_two_lines_is_not_set_smaller() -> None:
    """It was, with lines squeezed together above an empty sixth of the page."""
    paper = Measured(pdf_of(replace(CERTIFICATE, recipient=HOUSEHOLD, achievement=f"{DEED} Năm 2026."), code="ABCD-2345"))
    assert (paper.line("Hộ gia đình").size, paper.line("GIẤY KHEN").size) == (24, 40)


def test_words_that_no_size_has_room_for_are_set_in_the_smallest() -> None:
    assert sizes_of(replace(CERTIFICATE, achievement="Thi đua " * 2000)) == Sizes(12, 6.5, 6.5, 0)


def test_a_certificate_leaves_room_for_the_emblem_and_for_what_a_hand_writes() -> None:
    paper = Measured(pdf_of(replace(CERTIFICATE, dated=None, decision_number="", book_number="")))
    assert min(line.base for line in paper.lines) > 41 * MM
    assert paper.line("Số quyết định:").text == "Số quyết định:"
    assert paper.line("Bách Quang, ngày tháng năm 2027").italic
    assert [line.text for line in paper.lines if "Mã xác minh" in line.text] == []


def test_a_qr_code_is_drawn_with_the_white_around_it_and_its_words() -> None:
    (html,) = htmls_of(CERTIFICATE, verify_url="https://thi-dua.example/xac-minh/ABCD-2345/")
    assert 'alt="Mã QR để xác minh tại https://thi-dua.example/xac-minh/ABCD-2345/"' in html
    assert htmls_of(CERTIFICATE)[0].count("<img") == 0
