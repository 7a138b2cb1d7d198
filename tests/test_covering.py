"""Where our papers draw, as told from their bytes, and which pages show a stamp that lies over it."""

import io
import logging
from functools import cache
from typing import Any

import pdfplumber
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from emulation.papers.kinds import PaperKind
from emulation.papers.printing import Marks, pdf_of
from emulation.signatures.comparing import Verdict, compare
from emulation.signatures.covering import EVERYWHERE, Over, StampedPage, drawn_on, stamped_pages
from tests.certificates import chair
from tests.outgoing import make_certificate, make_document
from tests.scans import picture
from tests.signing_tools import roots, stamped

Box = tuple[int, int, int, int]
TITLE, BLANK, SEAL, MARGIN = (80, 675, 550, 715), (85, 100, 265, 160), (330, 495, 432, 597), (2, 100, 40, 800)


@pytest.fixture(autouse=True)
def quiet_library() -> None:
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


@cache
def plan() -> bytes:
    return pdf_of(make_document(), code="ABCD2345")


@cache
def certificate() -> bytes:
    return pdf_of(make_certificate(), code="ABCD2345", verify_url="https://thi-dua.example/xac-minh/ABCD-2345/")


def boxes(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """What is drawn on the first page, in whole points."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [(round(box.llx), round(box.lly), round(box.urx), round(box.ury)) for box in drawn_on(opened.pages[0])]


def over(box: Box | None, pdf: bytes | None = None) -> tuple[StampedPage, ...]:
    issued = plan() if pdf is None else pdf
    found = compare(issued, stamped(issued, chair(), box=box), roots())
    assert found.verdict is Verdict.SIGNED_SINCE
    return found.stamps


@pytest.mark.parametrize("make", [plan, certificate, lambda: pdf_of(make_document(PaperKind.MINUTES)), lambda: pdf_of(make_document(PaperKind.DECISION))])
def test_every_letter_of_a_paper_is_in_a_box(make: Any) -> None:
    with pdfplumber.open(io.BytesIO(make())) as pdf, pikepdf.open(io.BytesIO(make())) as opened:
        for seen, page in zip(pdf.pages, opened.pages, strict=True):
            drawn = drawn_on(page)
            letters = [(one["x0"], one["x1"], float(seen.height) - (one["top"] + one["bottom"]) / 2) for one in seen.chars if one["text"].strip()]
            missed = [one for one in letters if not any(box.llx - 0.1 <= one[0] and one[1] <= box.urx + 0.1 and box.lly < one[2] < box.ury for box in drawn)]
            assert (bool(letters), missed, EVERYWHERE in drawn) == (True, [], False)


def test_stamp_over_the_title_is_seen() -> None:
    """A signature of no one known, whose picture said something else in the place of the subject, was answered in green."""
    assert over(TITLE) == (StampedPage(1, Over.TEXT),)


@pytest.mark.parametrize(
    ("box", "stamps"),
    [
        (BLANK, (StampedPage(1, Over.NOTHING),)),
        (MARGIN, (StampedPage(1, Over.NOTHING),)),
        (SEAL, (StampedPage(1, Over.SIGNING),)),
        ((80, 495, 432, 597), (StampedPage(1, Over.TEXT),)),  # the recipients too
        ((430, 725, 520, 750), (StampedPage(1, Over.TEXT),)),  # the date, in the right half but far from the name
        ((10, 900, 100, 950), ()),  # outside the page
        ((100, 680, 100, 690), ()),
        (None, ()),
    ],
)
def test_what_a_stamp_lies_over(box: Box | None, stamps: tuple[StampedPage, ...]) -> None:
    assert over(box) == stamps


def test_code_and_frame_of_a_certificate_are_drawn_too() -> None:
    """Over the QR another one could lead elsewhere."""
    for box in [(100, 90, 130, 120), (20, 200, 50, 250)]:
        assert over(box, certificate()) == (StampedPage(1, Over.TEXT),)
    assert over((150, 200, 200, 220), certificate()) == (StampedPage(1, Over.NOTHING),)


def test_images_of_hand_and_seal_are_drawn_too() -> None:
    without, with_images = plan(), pdf_of(make_document(), code="ABCD2345", marks=Marks(picture(), picture()))
    assert (len(boxes(with_images)) - len(boxes(without)), EVERYWHERE in boxes(with_images)) == (2, False)


def drawing(content: bytes) -> bytes:
    """A page that draws what is said."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 100))
    page.obj.Contents = pdf.make_stream(content)
    wide = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, W=Array([1, Array([500, 250])]))
    ranged = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, W=Array([1, 2, 500]))
    fonts = {
        "F": Dictionary(Type=Name.Font, Subtype=Name.Type0, Encoding=Name("/Identity-H"), DescendantFonts=Array([wide])),
        "Ranged": Dictionary(Type=Name.Font, Subtype=Name.Type0, Encoding=Name("/Identity-H"), DescendantFonts=Array([ranged])),
        "Plain": Dictionary(Type=Name.Font, Subtype=Name.Type1, Encoding=Name.WinAnsiEncoding),
    }
    form = pdf.make_stream(b"0 0 m 40 0 l S", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 50, 50]), Matrix=Array([1, 0, 0, 1, 10, 20]))
    form.Resources = Dictionary()
    image = pdf.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8, ColorSpace=Name.DeviceGray)
    page.obj.Resources = Dictionary(Font=Dictionary(**fonts), XObject=Dictionary(Form=form, Image=image))
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "drawn"),
    [
        (b"BT /F 20 Tf 1 0 0 1 50 40 Tm [<0001> 100 <0002>] TJ ET", [(50, 35, 63, 59)]),
        (b"BT /F 20 Tf 1 0 0 1 50 40 Tm <0001> Tj <0003> Tj ET", [(50, 35, 60, 59), (60, 35, 80, 59)]),
        (b"q 1 0 0 -1 0 100 cm BT /F 20 Tf 1 0 0 -1 50 60 Tm <0001> Tj ET Q 0 0 m 10 0 l S", [(50, 35, 60, 59), (0, 0, 10, 0)]),
        (b"BT 1 0 0 1 50 40 Tm ET BT /F 20 Tf <0001> Tj ET", [(0, -5, 10, 19)]),
        (b"0 0 m 10 0 l 10 30 l f", [(0, 0, 10, 0), (10, 0, 10, 30)]),
        (b"0 0 m 10 0 l 10 30 l W n 5 5 m 9 5 l S", [(4, 4, 10, 6)]),
        (b"q 30 0 0 20 100 50 cm /Image Do Q", [(100, 50, 130, 70)]),
        (b"q 2 0 0 2 0 0 cm /Form Do Q", [(19, 39, 101, 41)]),
        (b"0 0 200 100 re f", []),
    ],
)
def test_what_a_page_draws(content: bytes, drawn: list[Box]) -> None:
    found = boxes(drawing(content))
    assert [all(abs(one - other) <= 1 for one, other in zip(*pair, strict=True)) for pair in zip(found, drawn, strict=True)] == [True] * len(drawn)


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F 20 Tf 50 40 Td <0001> Tj ET",
        b"BT /Plain 20 Tf 1 0 0 1 50 40 Tm (x) Tj ET",
        b"BT /Ranged 20 Tf 1 0 0 1 50 40 Tm <0001> Tj ET",
        b"BT /None 20 Tf <0001> Tj ET",
        b"BT <0001> Tj ET",
        b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI",
        b"Q",
        b"1 1 l S",
        b"/None Do",
    ],
)
def test_page_that_cannot_be_read_counts_as_written_all_over(content: bytes) -> None:
    with pikepdf.open(io.BytesIO(drawing(content))) as pdf:
        assert drawn_on(pdf.pages[0]) == [EVERYWHERE]


def annotated(subtype: str, *, again: bool = False) -> tuple[bytes, bytes]:
    """A page with an annotation, and what it is compared with: the same page without it, or with it."""
    plain = drawing(b"0 0 m 10 0 l S")
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        annotation = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=Array([20, 20, 5, -5])))
        pdf.pages[0].obj.Annots = Array([annotation])
        buffer = io.BytesIO()
        pdf.save(buffer)
    return (buffer.getvalue() if again else plain), buffer.getvalue()


def test_any_annotation_is_a_stamp_but_a_link_that_was_issued() -> None:
    assert stamped_pages(*annotated("Link", again=True)) == ()
    for files in (annotated("Link"), annotated("Stamp"), annotated("Stamp", again=True)):
        assert stamped_pages(*files) == (StampedPage(1, Over.TEXT),)
