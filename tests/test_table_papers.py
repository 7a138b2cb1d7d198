"""Papers made of tables: how wide their columns are, what they break, and how many pages they take."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from awards import posting_lists
from emulation.issuing.register import Register, register_paper
from emulation.papers.content import PrintedTable, TablePaper
from emulation.papers.kinds import PaperKind
from emulation.papers.rendering import render_pdf
from registrations.summary import summarise
from registrations.summary_paper import summary_paper
from tests.outgoing import issued
from tests.pdf import MM, pdf_text, text_lines
from tests.world import World

pytestmark = pytest.mark.django_db

RECIPIENTS = (
    "Sở Nội vụ tỉnh Thái Nguyên",
    "Thường trực Đảng ủy, HĐND phường",
    "Chủ tịch, các PCT UBND phường",
    "Ủy ban MTTQ Việt Nam phường",
    "Các đoàn thể chính trị - xã hội",
    "Các trường học trên địa bàn",
    "Trạm Y tế phường",
    "Công an phường",
    "08 tổ dân phố",
    "Lưu: VT, VHXH",
)
SUBJECTS = ("Tổ chức phong trào thi đua yêu nước và công tác khen thưởng phường Bách Quang năm 2026", "Phát động thi đua chào mừng ngày Quốc khánh 02/9")


def printed(paper: TablePaper) -> bytes:
    return render_pdf(render_to_string("papers/table.html", {"paper": paper}))


@pytest.fixture
def book(world: World) -> TablePaper:
    """The register of a ward that sent eleven papers out, to eight, nine or ten recipients each."""
    for place in range(11):
        to, about, kind = RECIPIENTS[place % 3 :], SUBJECTS[place % 2], PaperKind.PLAN if place % 2 else PaperKind.DECISION
        issued(world.ward, world.people["secretary"], str(place + 5), date(2026, 1, 5), kind=kind, recipients=to, subject=about)
    return register_paper(Register(world.ward, 2026))


def words_apart(pdf: bytes) -> set[str]:
    return {word for line in text_lines(pdf) for word in line.text.split()}


def test_the_register_tears_no_word_and_takes_two_pages(book: TablePaper) -> None:
    pdf = printed(book)
    said = " ".join(word for row in book.tables[0].rows for word in row)
    assert set(said.split()) - words_apart(pdf) == set()
    assert max(line.page for line in text_lines(pdf)) == 2


def test_what_is_longer_than_its_column_breaks_and_reaches_into_no_other(book: TablePaper) -> None:
    (table,) = book.tables
    row = ("1", "1234/KH-BCĐPTTĐYN-HĐTĐKT", "05/01/2026", "Kế hoạch", "Nguyễn Phúc Công Tằng Tôn Nữ Quỳnh Anh", "Lưu: VT", "x" * 60)
    lines = text_lines(printed(replace(book, tables=(replace(table, rows=(row,)),))))
    number, dated = (next(line for line in lines if words in line.text) for words in ("1234/KH-", "05/01/2026"))
    assert number.right < dated.left
    assert {"Nguyễn", "Phúc", "Quỳnh"} <= {word for line in lines for word in line.text.split()}
    assert max(line.right for line in lines) <= (297 - 15) * MM


def test_a_number_of_an_office_of_thirteen_letters_is_not_broken(book: TablePaper) -> None:
    (table,) = book.tables
    rows = (("1", "125/KH-HĐTĐKT", *table.rows[0][2:]), *table.rows[1:])
    assert "125/KH-HĐTĐKT" in words_apart(printed(replace(book, tables=(replace(table, rows=rows),))))


def test_shares_of_the_columns_add_up(book: TablePaper, world: World) -> None:
    posted = [PrintedTable("", columns, ()) for columns in (posting_lists.COLUMNS, posting_lists.OF_ALL)]
    tables = [*book.tables, *summary_paper(summarise(world.campaign)).tables, *posted]
    sheet = (Path(settings.BASE_DIR) / "static/paper.css").read_text(encoding="utf-8")
    assert [column for table in tables for column in table.columns if f".share-{column.share} {{ width: {column.share}%; }}" not in sheet] == []
    assert {sum(column.share for column in table.columns) for table in tables if table.columns} == {100}


def test_the_register_of_nothing_says_so(world: World) -> None:
    assert "Tất cả các sổ, tính đến" in pdf_text(printed(register_paper(Register(world.ward, 2026))))
