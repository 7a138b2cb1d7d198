"""Ruled tables on a paper: read aloud with their headers, alone and joined, and torn between rows only."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace

import pikepdf

from emulation.papers.content import Line
from emulation.papers.joining import join_pdfs
from tests.pdf import structure_text
from tests.registration_papers import PAPERS, printed
from tests.tagged import artifacts

COLUMNS = ("TT", "Chỉ tiêu", "Mức đăng ký")
TABLE = Line("table", "Các chỉ tiêu", columns=COLUMNS, rows=tuple((str(number), f"Chỉ tiêu {number}", "100") for number in range(1, 41)))
PAGES = 3  # over which the table goes, with its headers on each; they are read once
PAPER = replace(next(iter(PAPERS.values())), lines=(Line("item", "1. Các chỉ tiêu:"), TABLE))


def elements(pdf: bytes) -> Iterator[pikepdf.Object]:
    """The cells of every table in the file's structure."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        yield from (one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and str(one.get("/S", "")) in ("/TH", "/TD"))


def ids(pdf: bytes) -> list[str]:
    return [str(cell.ID) for cell in elements(pdf) if "/ID" in cell]


def headers(pdf: bytes) -> set[str]:
    return {str(header) for cell in elements(pdf) for header in cell.A.get("/Headers", [])}


def test_every_cell_names_its_header_also_when_papers_are_joined() -> None:
    single = printed(PAPER)
    assert artifacts(single) == [[], *[["/Header", *["/Pagination"] * len(COLUMNS)]] * (PAGES - 1)]
    assert len(ids(single)) == len(set(ids(single))) == len(COLUMNS)
    assert headers(single) == set(ids(single))
    joined = join_pdfs([single, single, single])
    assert len(ids(joined)) == len(set(ids(joined))) == 3 * len(COLUMNS)
    assert headers(joined) == set(ids(joined))


def test_a_long_table_goes_on_over_the_page_in_its_order() -> None:
    rows = [int(row) for row in re.findall(r"(\d+) Chỉ tiêu \1 100", structure_text(printed(PAPER)))]
    assert rows == list(range(1, len(TABLE.rows) + 1))


def test_a_table_with_nothing_but_numbers_awaits_a_pen() -> None:
    blank = Line("table", "Các chỉ tiêu", columns=COLUMNS, rows=(("1", "", ""), ("2", "", "")))
    assert (blank.awaits_pen, TABLE.awaits_pen) == (True, False)
    assert TABLE.labelled_rows[0] == (("TT", "1"), ("Chỉ tiêu", "Chỉ tiêu 1"), ("Mức đăng ký", "100"))
