"""What a page may not part: the signature from the last lines of the body, a heading from what follows it. Bodies of many lengths are tried.
Nor a line: what just fits from its first word."""

from dataclasses import replace

import pytest

from emulation.papers import content
from emulation.papers.document import Block, Document, Level
from emulation.papers.printing import pdf_of
from tests.documents import DECISION, LIST, MINUTES, PLAN
from tests.measuring import Line, Measured
from tests.pdf import MM
from tests.registration_papers import VILLAGE, printed

TOP = 20 * MM
FILLER = "Thi đua là yêu nước, yêu nước thì phải thi đua. "
ENDINGS = {  # what the body ends with; the first line of each, and the last
    "one line": (Block(Level.TEXT, "Dòng cuối cùng."),),
    "two lines": (Block(Level.TEXT, f"Đoạn cuối cùng. {FILLER * 2}"),),
    "one dash": (Block(Level.DASH, "Dòng cuối cùng."),),
    "a plus below a clause": (Block(Level.CLAUSE, f"Khoản. {FILLER}"), Block(Level.DASH, "Gạch đầu dòng:"), Block(Level.PLUS, "Dòng cuối cùng.")),
    "one line below a heading": (Block(Level.SECTION, "Hiệu lực"), Block(Level.TEXT, "Dòng cuối cùng.")),
    "a heading alone": (Block(Level.TEXT, FILLER * 3), Block(Level.SECTION, "Hiệu lực")),
    "a table": (LIST,),
}


def grown(document: Document, paragraphs: int, ending: tuple[Block, ...]) -> Document:
    """The document with a body that begins with so many paragraphs of two lines."""
    return replace(document, blocks=(*(Block(Level.DASH, f"Mục {place}. {FILLER * 2}") for place in range(paragraphs)), *ending))


def body_lines_beside(paper: Measured, signature: Line) -> list[Line]:
    """The lines of the body on the page of the signature, above it."""
    return [line for line in paper.lines if line.page == signature.page and TOP < line.base < signature.base - 1]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("paragraphs", range(10, 16))
def test_the_signature_has_two_lines_of_the_body_above_it(ending: str, paragraphs: int) -> None:
    paper = Measured(pdf_of(grown(PLAN, paragraphs, ENDINGS[ending])))
    authority, name = paper.line("TM. ỦY BAN NHÂN DÂN"), paper.line("Đặng Hoàng Long")
    assert name.page == authority.page == paper.line("- Lưu: VT").page == len(paper.sizes)
    assert len(body_lines_beside(paper, authority)) >= 2


def test_these_lengths_try_both_pages() -> None:
    pages = [[len(Measured(pdf_of(grown(PLAN, count, ENDINGS["one line"]))).sizes) for count in range(10, 16, 5)]]
    assert pages == [[1, 2]]


@pytest.mark.parametrize("paragraphs", range(9, 17, 2))
def test_minutes_keep_both_signatures_and_the_recipients_together(paragraphs: int) -> None:
    paper = Measured(pdf_of(grown(MINUTES, paragraphs, ENDINGS["one line"])))
    secretary = paper.line("THƯ KÝ")
    assert {paper.line(text).page for text in ("CHỦ TỌA", "Đặng Hoàng Long", "Lê Thị Thu Trang", "Nơi nhận:")} == {secretary.page}
    assert len(body_lines_beside(paper, secretary)) >= 2


@pytest.mark.parametrize("paragraphs", range(8, 14))
def test_a_signature_before_annexes_is_kept_so_too(paragraphs: int) -> None:
    paper = Measured(pdf_of(grown(DECISION, paragraphs, ENDINGS["one line"])))
    authority = paper.line("KT. CHỦ TỊCH")
    assert len(body_lines_beside(paper, authority)) >= 2
    assert paper.line("Phụ lục II").page == authority.page + 2


@pytest.mark.parametrize("paragraphs", range(12, 19))
def test_headings_one_below_another_stay_with_what_follows(paragraphs: int) -> None:
    headings = (Block(Level.SECTION, "Nội dung"), Block(Level.CLAUSE, "Thi đua", is_heading=True), Block(Level.POINT, "Chỉ tiêu", is_heading=True))
    paper = Measured(pdf_of(grown(PLAN, paragraphs, (*headings, *(Block(Level.DASH, f"Sau đề mục. {FILLER * 5}") for _ in range(6))))))
    first_after = next(line for line in paper.lines if line.text.startswith("- Sau đề mục."))
    assert {paper.line(text).page for text in ("I. NỘI DUNG", "1. Thi đua", "a) Chỉ tiêu")} == {first_after.page}


@pytest.mark.parametrize("rows", range(25, 29))
def test_the_sum_below_a_list_is_not_alone_on_a_page(rows: int) -> None:
    listed = replace(LIST, rows=tuple((str(place), f"Tập thể {place}", "Phường") for place in range(1, rows + 1)))
    annex = replace(DECISION.annexes[0], blocks=(listed, Block(Level.TEXT, "Tổng số tiền thưởng.")))
    paper = Measured(pdf_of(replace(DECISION, annexes=(annex,))))
    assert paper.line("Tổng số tiền thưởng").page == paper.line(f"Tập thể {rows}").page


GROWING = [f"{'thi đua ' * 9}{'.' * length}" for length in range(16)]  # each as much longer as a space is wide, from less than a line to more


def torn(paper: Measured) -> list[Line]:
    return [line for line in paper.lines if line.text == "-"]


def test_an_answer_that_just_fits_stays_with_its_dash() -> None:
    """A space behind the last word, where no value follows, sent all words but the first to the next line."""
    paper = Measured(printed(replace(VILLAGE, lines=tuple(content.Line("answer", f"- {words}") for words in GROWING))))
    assert torn(paper) == []


def test_a_point_that_just_fits_stays_with_its_mark_above_what_is_below_it() -> None:
    below = Block(Level.PLUS, "Ở dưới.")
    paper = Measured(pdf_of(replace(PLAN, blocks=tuple(block for words in GROWING for block in (Block(Level.DASH, words), below)))))
    assert torn(paper) == []
