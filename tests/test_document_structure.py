"""Certificates, and what a paper carries besides its looks: tags, head data, the marks of hand and seal."""

import io
from dataclasses import replace
from functools import cache

import pdfplumber
import pikepdf
import pytest
from PIL import Image

from emulation.papers.document import Document, Level
from emulation.papers.printing import Marks, pdf_of
from tests.documents import CERTIFICATE, CONTENTS, PLAN
from tests.measuring import A4, Measured
from tests.pdf import structure_text


@cache
def measured() -> Measured:
    return Measured(pdf_of(CERTIFICATE, code="ABCD-2345", verify_url="https://thi-dua.example/xac-minh/ABCD-2345/"))


# The certificate: NĐ 98/2023, Article 104, as far as it was seen.
CERTIFIED = [  # beginning of the line, bold, italic, red
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True, False, False),
    ("Độc lập - Tự do - Hạnh phúc", True, False, False),
    ("CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG BÁCH QUANG", True, False, True),
    ("TẶNG", True, False, False),
    ("GIẤY KHEN", True, False, True),
    ("Tổ dân phố Khu Ga", True, False, False),
    ("Phường Bách Quang, tỉnh Thái Nguyên", False, False, False),
    ("Đã có thành tích", False, False, False),
    ("Số quyết định: 05/QĐ-UBND", True, True, False),
    ("Số sổ vàng: 12", True, True, False),
]


@pytest.mark.parametrize(("text", "bold", "italic", "red"), CERTIFIED)
def test_the_lines_of_a_certificate(text: str, bold: bool, italic: bool, red: bool) -> None:
    line = measured().line(text)
    assert (line.bold, line.italic, line.red) == (bold, italic, red)


def test_a_certificate_is_one_page_on_its_side_with_its_code() -> None:
    paper = measured()
    assert paper.sizes == [pytest.approx((A4[1], A4[0]), abs=0.5)]
    assert paper.line("Mã xác minh: ABCD-2345").left < A4[1] / 2 < paper.line("Đặng Hoàng Long").left
    lines = ["CỘNG HÒA", "CHỦ TỊCH ỦY BAN", "TẶNG", "GIẤY KHEN", "Tổ dân phố", "Đã có thành tích"]
    assert [paper.line(text).middle for text in lines] == pytest.approx([A4[1] / 2] * len(lines), abs=1)
    names = ("Nguyễn Phúc Tôn Nữ " * 6, "Gia đình " + "ông Trần Văn An và bà Lê Thị Bình, " * 4)
    for name in names:
        assert len(Measured(pdf_of(replace(CERTIFICATE, recipient=name, achievement="Đã có nhiều thành tích trong phong trào. " * 5))).sizes) == 1


@pytest.mark.parametrize("name", CONTENTS)
def test_every_page_is_read_in_order_through_its_structure(name: str) -> None:
    """The same text in the same order, whether taken from the page or from its tags; sentences are not torn."""
    pdf = pdf_of(CONTENTS[name], code="ABCD-2345")
    heard = structure_text(pdf)
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        seen = " ".join(page.filter(lambda one: one.get("tag") != "Artifact").extract_text() for page in opened.pages)
        unsaid = ["".join(char["text"] for char in page.chars if char["tag"] == "Artifact") for page in opened.pages]
    assert {text for text in unsaid if text} <= {"2", "3"}  # page numbers and nothing else
    assert sorted(heard.replace(" ", "")) == sorted("".join(seen.split()))
    if isinstance(content := CONTENTS[name], Document):
        assert all(block.text.strip(" .") in heard for block in content.blocks if block.level not in (Level.SECTION, Level.TABLE))


@pytest.mark.parametrize("name", CONTENTS)
def test_head_data(name: str) -> None:
    content = CONTENTS[name]
    with pikepdf.open(io.BytesIO(pdf_of(content, code="ABCD-2345"))) as pdf:
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("vi-VN", True)
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("2", "A", "1")
        number = f"05/{content.symbol}" if isinstance(content, Document) else "05/QĐ-UBND"
        assert number in str(metadata["pdf:Keywords"])
        assert "ABCD-2345" in str(metadata["pdf:Keywords"])
        title = content.subject.splitlines()[0] if isinstance(content, Document) else "Giấy khen Tổ dân phố Khu Ga"
        assert title in str(metadata["dc:title"])
        assert metadata["dc:creator"] == [
            "Ủy ban nhân dân phường Bách Quang" if isinstance(content, Document) else "Chủ tịch Ủy ban nhân dân phường Bách Quang"
        ]


def test_structure_of_a_plan() -> None:
    """Headings of every depth, lists within lists."""
    with pikepdf.open(io.BytesIO(pdf_of(PLAN))) as pdf:
        kinds = [str(one.S)[1:] for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"]
    assert {"H1", "H2", "H3", "H4", "L", "LI"} <= set(kinds)
    assert (kinds.count("H1"), kinds.count("H2")) == (1, 2)


def test_the_marks_of_hand_and_seal(png: bytes) -> None:
    """The signature between authority and name, in the middle; the seal over its left third; each with words for those who hear it."""
    pdf = pdf_of(PLAN, marks=Marks(png, png))
    paper = Measured(pdf)
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[paper.line("CHỦ TỊCH").page - 1]
        seal, hand = sorted(page.images, key=lambda image: float(image["x0"]))
    authority, name = paper.line("CHỦ TỊCH"), paper.line("Đặng Hoàng Long")
    assert authority.base < float(hand["top"]) < float(hand["bottom"]) < name.base
    assert (float(hand["x0"]) + float(hand["x1"])) / 2 == pytest.approx(authority.middle, abs=1)
    covered = (float(seal["x1"]) - float(hand["x0"])) / (float(hand["x1"]) - float(hand["x0"]))
    assert covered == pytest.approx(1 / 3, abs=0.05)
    with pikepdf.open(io.BytesIO(pdf)) as opened_pdf:
        alts = {str(one.Alt) for one in opened_pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one}
    assert alts == {"Dấu của cơ quan", "Chữ ký"}
    with_one = pdf_of(PLAN, marks=Marks(signature=png))
    assert structure_text(with_one) == structure_text(pdf)


@pytest.fixture
def png() -> bytes:
    """A square with a hole, on transparent ground."""
    image, buffer = Image.new("RGBA", (100, 100), (0, 0, 255, 0)), io.BytesIO()
    image.paste((0, 0, 255, 255), (20, 20, 80, 80))
    image.save(buffer, "PNG")
    return buffer.getvalue()
