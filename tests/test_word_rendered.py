"""Word copies as LibreOffice shows them, beside our own PDF: the same words, lines, faces and pages. All in one run of LibreOffice."""

import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from emulation.papers.content import Paper
from emulation.papers.document import Block, Content, Level
from emulation.papers.printing import pdf_of
from emulation.papers.word.copies import docx_of
from tests.documents import BODY, CONTENTS, DECISION, DOCUMENTS, LIST, PLAN
from tests.measuring import A4, Line, Measured
from tests.needs import soffice
from tests.pdf import MM, pdf_text
from tests.registration_papers import FORMS, printed
from tests.test_document_layout import BOTTOM, LEFT, RIGHT, TOP
from tests.test_kept_together import ENDINGS, body_lines_beside, grown

ROWS = tuple((str(n), f"Tập thể thứ {n}", "Phường Bách Quang") for n in range(1, 61))
LONG = {
    "nhieu-trang": replace(PLAN, blocks=(*BODY[:-1], *(Block(Level.TEXT, f"Đoạn {n}. " + "Thi đua là yêu nước. " * 9) for n in range(14)), BODY[-1])),
    "phu-luc-dai": replace(DECISION, annexes=(replace(DECISION.annexes[0], blocks=(replace(LIST, rows=ROWS),)), DECISION.annexes[1])),
    "chua-so": replace(PLAN, number="", dated=None),
}
GROWN = {f"{count} {ending}": grown(PLAN, count, ENDINGS[ending]) for count in range(10, 16) for ending in ("one line", "two lines", "one dash")}
ALL: dict[str, Content | Paper] = {**CONTENTS, **LONG, **GROWN, **FORMS}
FILLED = ("village", "agency", "tabled")
LEADERS = re.compile(r" \.{9,}")  # dots to write on after a question, which our PDF draws
FONTS = """<?xml version="1.0"?><fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<match target="pattern"><edit name="family" mode="assign" binding="strong"><string>Thi Dua Serif</string></edit></match></fontconfig>"""


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The PDF that LibreOffice makes of each, in the papers' font, which is as wide as the one that the copies name."""
    folder = tmp_path_factory.mktemp("word")
    (folder / "fonts.conf").write_text(FONTS.format(fonts=Path(settings.BASE_DIR) / "static/fonts/paper", cache=folder / "cache"))
    for name, content in ALL.items():
        (folder / f"{name}.docx").write_bytes(docx_of(content, code="ABCD-2345"))
    command = [soffice(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    files = [str(folder / f"{name}.docx") for name in ALL]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=180, env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")})
    return {name: (folder / f"{name}.pdf").read_bytes() for name in ALL}


def words_of(pdf: bytes) -> str:
    """Its text without what depends on where pages break: their numbers, and the heads that a table shows again on each."""
    return pdf_text(pdf, "-x", "0", "-y", str(int(TOP)), "-W", "900", "-H", "900").replace("STT Tên tập thể Đơn vị ", "")


def paper(name: str) -> bytes:
    """Our own PDF."""
    content = ALL[name]
    return printed(content) if isinstance(content, Paper) else pdf_of(content, code="ABCD-2345")


@pytest.mark.parametrize("name", [*CONTENTS, *LONG, *FORMS])
def test_a_copy_says_what_the_paper_says(name: str, rendered: dict[str, bytes]) -> None:
    assert LEADERS.sub("", words_of(rendered[name])) == words_of(paper(name))


def shown(line: Line) -> tuple[int, str, float, bool, bool, bool]:
    return line.page, line.text, line.size, line.bold, line.italic, line.red


@pytest.mark.parametrize("name", [*CONTENTS, "chua-so", *FILLED])
def test_every_line_has_its_page_its_face_and_its_place(name: str, rendered: dict[str, bytes]) -> None:
    copy, original = Measured(rendered[name]), Measured(paper(name))
    assert copy.sizes == [pytest.approx(size, abs=0.5) for size in original.sizes]
    assert sorted(map(shown, copy.lines)) == sorted(map(shown, original.lines))
    for line, ours in zip(sorted(copy.lines, key=shown), sorted(original.lines, key=shown), strict=True):
        assert (line.left, line.right) == pytest.approx((ours.left, ours.right), abs=8)
        assert line.base == pytest.approx(ours.base, abs=12)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_page_and_its_margins(name: str, rendered: dict[str, bytes]) -> None:
    copy = Measured(rendered[name])
    first = [line for line in copy.lines if line.page == 1]
    assert copy.sizes[0] == pytest.approx(A4, abs=0.5)
    assert min(line.left for line in first) == pytest.approx(LEFT, abs=1.5)
    assert max(line.right for line in first) <= RIGHT + 0.5
    assert (min(line.base for line in first) >= TOP, max(line.base for line in first) <= BOTTOM) == (True, True)
    number, dated = copy.line("Số: 05/"), copy.line("Bách Quang, ngày")
    assert number.base == pytest.approx(dated.base, abs=0.5)


def test_pages_are_counted_in_the_upper_margin_from_the_second_on(rendered: dict[str, bytes]) -> None:
    copy = Measured(rendered["nhieu-trang"])
    numbers = [line for line in copy.lines if line.base < TOP]
    assert [(line.page, line.text) for line in numbers] == [(page, str(page)) for page in range(2, len(copy.sizes) + 1)]
    assert {line.face for line in numbers} == {(14.0, False, False)}
    assert [line.middle for line in numbers] == pytest.approx([(LEFT + RIGHT) / 2] * len(numbers), abs=1)
    assert [line.base for line in numbers] == pytest.approx([10 * MM] * len(numbers), abs=6)


def test_each_annex_begins_a_page_counts_its_own_and_repeats_its_heads(rendered: dict[str, bytes]) -> None:
    copy = Measured(rendered["phu-luc-dai"])
    last = len(copy.sizes)
    assert copy.sizes[-1] == pytest.approx((A4[1], A4[0]), abs=0.5)
    assert [line.page for line in copy.lines if line.text.startswith("Phụ lục I")] == [2, last]
    assert [(line.page, line.text) for line in copy.lines if line.base < TOP] == [(page, str(page - 1)) for page in range(3, last)]
    assert {line.page for line in copy.lines if line.text.startswith("STT")} == set(range(2, last + 1))


@pytest.mark.parametrize("name", GROWN)
def test_the_signature_has_two_lines_of_the_body_above_it(name: str, rendered: dict[str, bytes]) -> None:
    copy = Measured(rendered[name])
    authority = copy.line("TM. ỦY BAN NHÂN DÂN")
    assert copy.line("Đặng Hoàng Long").page == authority.page == copy.line("- Lưu: VT").page == len(copy.sizes)
    assert len(body_lines_beside(copy, authority)) >= 2


def test_these_lengths_try_both_pages(rendered: dict[str, bytes]) -> None:
    assert {len(Measured(rendered[name]).sizes) for name in GROWN} == {1, 2}


def questions(measured: Measured) -> list[Line]:
    """On the first page, what is asked, with the heads above it."""
    return [line for line in measured.lines if line.page == 1 and (line.bold or LEADERS.sub("", line.text).endswith(":"))]


@pytest.mark.parametrize("name", ["blank village", "blank agency"])
def test_a_blank_form_has_its_dotted_lines_where_the_paper_has_them(name: str, rendered: dict[str, bytes]) -> None:
    copy, original = Measured(rendered[name]), Measured(paper(name))
    found, asked = questions(copy), questions(original)
    assert len(asked) >= 5
    for line, ours in zip(found, asked, strict=False):  # LibreOffice may leave more at the foot of the page
        assert (LEADERS.sub("", line.text), line.face) == (ours.text, ours.face)
        assert (line.left, line.base) == pytest.approx((ours.left, ours.base), abs=4)
    filled = [line for line in copy.lines if LEADERS.search(line.text)]
    assert len(filled) == sum(line.level == "option" for line in FORMS[name].lines)
    assert [line.right for line in filled] == pytest.approx([RIGHT] * len(filled), abs=3)


def test_a_draft_says_so_above_each_page(rendered: dict[str, bytes]) -> None:
    copy, original = Measured(rendered["tabled"]), Measured(paper("tabled"))
    marks = [line for line in copy.lines if line.text == "BẢN NHÁP, CHƯA GỬI"]
    assert [line.page for line in marks] == list(range(1, len(original.sizes) + 1))
    assert {line.face for line in marks} == {(12.0, True, False)}
