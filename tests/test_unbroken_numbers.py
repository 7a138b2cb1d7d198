"""Numbers of documents stand on one line of a paper, and stay text that copies as it was typed."""

from dataclasses import replace

import pytest

from emulation.papers.document import Block, Level
from emulation.papers.printing import htmls_of, pdf_of
from emulation.vietnamese.templatetags.vietnamese import unbroken
from tests.documents import PLAN
from tests.pdf import pdf_text, text_lines


@pytest.mark.parametrize("number", ["05/KH-UBND", "41a/QĐ-UBND", "05/TTr-VHXH", "98/2023/NĐ-CP", "125/KH-HĐTĐKT"])
def test_the_number_of_a_document_is_kept_together(number: str) -> None:
    assert unbroken(f"số {number}, ngày") == f'số <span class="together">{number}</span>, ngày'


@pytest.mark.parametrize("text", ["05/01/2026", "3/4 số hộ", "12/KH-HĐTĐKT-BCĐPTTĐYNNĂMHAI", "https://a.vn/05/KH-UBND", "a/b-c", "24/7", "ngày 02/9"])
def test_other_words_are_left_as_they_are(text: str) -> None:
    assert unbroken(text) == text


def test_what_is_hostile_stays_data() -> None:
    said = unbroken("<b>05/KH-UBND</b> & <script>")
    assert said == '&lt;b&gt;<span class="together">05/KH-UBND</span>&lt;/b&gt; &amp; &lt;script&gt;'


def test_no_line_of_a_paper_breaks_a_number() -> None:
    """Lines ended in "41a/" and "05/TTr-"."""
    said = [f"{'Thi đua ' * 8}{'x' * place} Quyết định số 41a/QĐ-UBND, Tờ trình số 05/TTr-VHXH." for place in range(1, 25)]
    pdf = pdf_of(replace(PLAN, bases=tuple(said), blocks=tuple(Block(Level.CLAUSE, words) for words in said)))
    lines = [line.text for line in text_lines(pdf)]
    assert [line for line in lines if line.endswith(("/", "QĐ-", "TTr-"))] == []
    assert pdf_text(pdf).count("Quyết định số 41a/QĐ-UBND, Tờ trình số 05/TTr-VHXH") == 48
    assert "<b>" not in htmls_of(PLAN)[0]
