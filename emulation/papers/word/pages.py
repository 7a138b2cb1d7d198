"""The page of a section in a Word file: A4 upright, or on its side for wide tables. Head and count of its pages come from `blank/word/document.xml`."""

from docx.enum.section import WD_ORIENTATION
from docx.section import Section
from docx.shared import Mm

from emulation.papers.word.lengths import MM

SHORT, LONG = 210, 297  # the sides of A4, in millimetres


def set_page(section: Section, *, landscape: bool = False, margins: tuple[float, float, float, float] | None = None) -> float:
    """Set the page with margins at its top, right, bottom and left, in millimetres, or those of the Decree; the width between them in points."""
    top, right, bottom, left = margins or (20, 15 if landscape else 20, 20, 30)
    width, height = (LONG, SHORT) if landscape else (SHORT, LONG)
    section.orientation = WD_ORIENTATION.LANDSCAPE if landscape else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = Mm(top), Mm(right), Mm(bottom), Mm(left)
    return (width - left - right) * MM
