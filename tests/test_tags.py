"""The tags of every kind of file: all that is drawn is read once through them or is an artifact; page numbers and repeated heads are none of the text."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from emulation.offices.slips import html_of
from emulation.papers.joining import join_pdfs
from emulation.papers.printing import Marks, pdf_of
from emulation.papers.rendering import render_one_file, render_pdf
from emulation.signatures.office_keys import office_signer
from emulation.signatures.signing import sign_pdf
from tests.certificates import PASSWORD, office
from tests.documents import CERTIFICATE, CONTENTS, DECISION, PLAN
from tests.pdf import pdf_text, structure_text
from tests.registration_papers import PAPERS, VILLAGE, printed
from tests.tagged import artifacts, faults, kinds
from tests.test_joined_structure import TABLE_PAPER
from tests.test_preflight import png
from tests.test_slips import slips

LONG = replace(PLAN, blocks=PLAN.blocks * 5)
HEAD = "<thead><tr><th scope='col'>Tên</th><th scope='col'>Số</th></tr></thead>"


def page(body: str) -> str:
    return f"<html lang='vi'><head><title>Bảng</title></head><body><div class='tables'>{body}</div></body></html>"


def rows(count: int, torn: str = "") -> str:
    """The body of a table; the cells of the row before the last hold this text too."""
    lines = (f"<tr><th scope='row'>Đơn vị {n}</th><td>{n}{torn if n == count - 2 else ''}</td></tr>" for n in range(count))
    return f"<tbody>{''.join(lines)}</tbody>"


def signed() -> bytes:
    signer = office_signer("bach-quang")
    assert signer is not None
    return sign_pdf(pdf_of(LONG, code="ABCD-2345"), signer, reason="Ban hành")


FILES: dict[str, Callable[[], bytes]] = {
    **{name: lambda content=content: pdf_of(content, code="ABCD-2345") for name, content in CONTENTS.items()},  # type: ignore[misc]
    **{name: lambda paper=paper: printed(paper) for name, paper in PAPERS.items()},  # type: ignore[misc]
    "long": lambda: pdf_of(LONG),
    "long in one file": lambda: pdf_of(replace(DECISION, blocks=DECISION.blocks * 9)),
    "draft": lambda: printed(replace(VILLAGE, draft=True)),
    "marks": lambda: pdf_of(PLAN, marks=Marks(png(), png())),
    "qr": lambda: pdf_of(CERTIFICATE, code="ABCD-2345", verify_url="https://thi-dua.example/xac-minh/ABCD-2345/"),
    "table": lambda: render_pdf(TABLE_PAPER),
    "signed": signed,
    "joined": lambda: join_pdfs([pdf_of(LONG), signed(), render_pdf(TABLE_PAPER), render_pdf(TABLE_PAPER), pdf_of(CERTIFICATE)]),
    "in one file": lambda: render_one_file([TABLE_PAPER, TABLE_PAPER]),
}


@pytest.mark.parametrize("name", FILES)
def test_all_that_is_drawn_is_read_once_or_an_artifact(name: str, settings: Any) -> None:
    settings.OFFICE_CERTIFICATES, settings.OFFICE_CERTIFICATE_PASSWORD = f"bach-quang={office().base64}", PASSWORD
    assert faults(FILES[name]()) == []


def test_page_numbers_are_headers_that_nobody_is_read() -> None:
    pdf = pdf_of(LONG)
    first, *others = artifacts(pdf)
    assert (first, others) == ([], [["/Header"]] * len(others))
    assert len(others) > 2


def test_a_table_over_many_pages_is_one_with_one_head() -> None:
    pdf = render_pdf(page(f"<p>Trước</p><table>{HEAD}{rows(150)}</table><p>Sau</p><table>{HEAD}{rows(1)}</table>"))
    found = kinds(pdf)
    assert [found[kind] for kind in ("Table", "THead", "TBody", "TR", "TH", "TD", "Div")] == [2, 2, 2, 153, 155, 151, 2]
    assert (faults(pdf), artifacts(pdf)[1:]) == ([], [["/Header", "/Pagination", "/Pagination"]] * (len(artifacts(pdf)) - 1))
    read = "Trước Tên Số " + " ".join(f"Đơn vị {n} {n}" for n in range(150)) + " Sau Tên Số Đơn vị 0 0"
    assert structure_text(pdf) == read


def test_a_row_torn_by_the_end_of_a_page_is_one_row() -> None:
    pdf = render_pdf(page(f"<table>{HEAD}{rows(9, '<p>Dòng</p>' * 150)}</table>"))
    found = kinds(pdf)
    assert [found[kind] for kind in ("Table", "TR", "TH", "TD")] == [1, 10, 11, 9]
    assert faults(pdf) == []
    assert structure_text(pdf).endswith("Đơn vị 7 7 " + "Dòng " * 150 + "Đơn vị 8 8")


def test_a_second_group_of_rows_begins_on_a_later_page() -> None:
    pdf = render_pdf(page(f"<table>{HEAD}{rows(70)}{rows(3)}</table>"))
    assert ([kinds(pdf)[kind] for kind in ("Table", "TBody", "TR")], faults(pdf)) == ([1, 2, 74], [])


def test_tables_without_cells_are_left_as_they_are() -> None:
    pdf = render_pdf(page(f"<table></table><table>{HEAD}<tbody></tbody></table><table><thead><tr></tr></thead></table><table>{HEAD}{rows(70)}</table>"))
    assert (faults(pdf), kinds(pdf)["TD"]) == ([], 70)


def test_slips_have_no_margin_to_hide() -> None:
    pdf = render_pdf(html_of(slips(17)))
    assert faults(pdf) == []
    assert "Mã dùng một lần" in pdf_text(pdf)
