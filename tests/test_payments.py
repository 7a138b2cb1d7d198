"""The list of payments on paper: room to sign, and a sum that never stands alone."""

import io
from itertools import pairwise

import pikepdf
import pytest
from django.template.loader import render_to_string

from awards.models import Award
from awards.paying import NOT_KNOWN, PAID_WITH_HIGHER, TO_CONFIRM
from awards.payments import COLUMNS, UNCONFIRMED, UNKNOWN, WITH_HIGHER, payments_html, payments_paper, payments_table
from emulation.papers.content import PrintedTable, TablePaper
from emulation.papers.missing import job_pdf
from tests.deciding import issued, office_of, ready
from tests.pdf import MM, pdf_text, text_lines
from tests.world import World

IN_WORDS = {760_000: "Một triệu năm trăm hai mươi nghìn đồng.", 0: "Bảy trăm sáu mươi nghìn đồng."}


@pytest.mark.parametrize(
    ("prize", "basis", "remark", "note"),
    [
        (760_000, "0,3 x 2.530.000 đồng", "", ""),
        (760_000, f"0,3 x 2.530.000 đồng{TO_CONFIRM}", UNCONFIRMED, "Có 1 trường hợp tính theo hệ số hoặc mức lương cơ sở cần xác nhận."),
        (0, PAID_WITH_HIGHER, WITH_HIGHER, "Có 1 trường hợp không chi riêng: chỉ chi mức cao nhất của các danh hiệu cùng thời gian (Nghị định 152"),
        (None, NOT_KNOWN, UNKNOWN, "Có 1 trường hợp chưa có căn cứ về mức thưởng nên để trống và chưa cộng."),
    ],
)
def test_the_list_says_what_is_to_be_known_before_it_is_paid(world: World, prize: int | None, basis: str, remark: str, note: str) -> None:
    decision = issued(office_of(world), *ready(world, 2))
    first, other = decision.awards.order_by("book_number")
    Award.objects.update(prize_basis="0,3 x 2.530.000 đồng")
    Award.objects.filter(pk=first.pk).update(prize=prize, prize_basis=basis)
    (table,) = payments_paper(decision).tables
    assert [row[5:] for row in table.rows] == [(remark, ""), ("", ""), ("", "")]
    said = [str(row[1]) for row in payments_table(decision).rows if str(row[1]).startswith("Có ")]
    assert [line.startswith(note) for line in said] == [True] * bool(note)
    assert table.note.splitlines() == [*(["Bằng chữ: " + IN_WORDS[prize]] if prize is not None else []), *said]
    text = " ".join(pdf_text(job_pdf(payments_html(decision))).split())
    assert [words in text for words in (remark, note[:40], other.name)] == [True] * 3


def printed(size: int) -> bytes:
    rows = [(str(place), f"Người thứ {place}", "TDP Bá Vân 1", "Giấy khen", "760.000", "", "") for place in range(1, size + 1)]
    paper = TablePaper(
        title="Danh sách",
        author="phường Bách Quang",
        letterhead=("ỦY BAN NHÂN DÂN", "PHƯỜNG BÁCH QUANG"),
        number=None,
        place="Bách Quang",
        dated=None,
        year=2026,
        heading="Danh sách chi tiền thưởng",
        notes=(),
        tables=(PrintedTable("", COLUMNS, (*rows, ("", "Cộng", "", "", "1", "", "")), signed=True),),
        made_by="Trần Thị Thư",
        authority="Chủ tịch",
        signer_title="",
        signer_name="Dương Thị Lưu",
    )
    return job_pdf(render_to_string("papers/table.html", {"paper": paper}))


@pytest.mark.parametrize("size", range(9, 13))
def test_the_sum_goes_to_the_next_page_with_a_row(size: int) -> None:
    with pikepdf.open(io.BytesIO(printed(size))) as document:
        for place, page in enumerate(document.pages):
            alone = pikepdf.new()
            alone.pages.append(page)
            buffer = io.BytesIO()
            alone.save(buffer)
            text = pdf_text(buffer.getvalue())
            if "Cộng" in text:
                assert f"Người thứ {size}" in text, place


def test_rows_are_high_enough_to_sign_in() -> None:
    tops = [line.top / MM for line in text_lines(printed(3)) if line.text.startswith("Người thứ")]
    assert [low - high >= 10 for high, low in pairwise(tops)] == [True, True]
