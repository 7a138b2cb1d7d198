"""The looks of a paper's parts as styles of a Word file, with the sizes and distances of `static/paper.css`; offices find them under Vietnamese names."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from docx.document import Document as WordFile
from docx.oxml.parser import parse_xml

from emulation.papers.fitting import Sizes
from emulation.papers.lengths import MM, twips
from emulation.vietnamese.order import search_key

NATURAL = 1.15  # the line of "Times New Roman", in sizes of the letter: Word counts lines in it
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RED = "C00000"


@dataclass(frozen=True)
class Look:
    """Lengths in points. `line` is the height of a line in sizes of the letter; `exact` its height in points, whatever stands in it.

    `keeps` holds the paragraph on the page of what follows; `depth` is that of a heading, from 1; `ruled` draws a line above.
    `dotted` draws one of dots below, to write on; `filled` is where, from the left margin, a tab ends that is filled with dots.
    """

    size: float = 14
    bold: bool = False
    italic: bool = False
    align: str = "left"
    line: float = 1.25
    before: float = 0
    after: float = 0
    left: float = 0
    first: float = 0
    exact: float = 0
    keeps: bool = False
    depth: int = 0
    colour: str = ""
    ruled: bool = False
    dotted: bool = False
    filled: float = 0


BODY = Look(align="both", before=6, first=12.7 * MM)
HEAD = Look(align="center", line=1.2)
ENDING = Look(line=1.2, keeps=True)
SIGNED = replace(ENDING, bold=True, align="center")
TITLE = Look(bold=True, align="center", before=18, keeps=True, depth=1)
FOR_ALL = {
    "header": replace(HEAD, line=NATURAL),
    "Quốc hiệu": replace(HEAD, size=13, bold=True),
    "Tiêu ngữ": replace(HEAD, size=13, bold=True),
    "Nét kẻ": Look(1, exact=2, ruled=True, keeps=True),
    "Khoảng trống": Look(1, exact=1, keeps=True),
    "Hết phần": Look(1, exact=1),
    "Địa danh và ngày tháng": replace(HEAD, size=13, italic=True, before=6),
    "Thẩm quyền ký": SIGNED,
    "Người ký": replace(SIGNED, before=72),
}
OF_DOCUMENTS = FOR_ALL | {
    "Cơ quan chủ quản": replace(HEAD, size=12),
    "Cơ quan ban hành": replace(HEAD, size=12, bold=True),
    "Số và ký hiệu": replace(HEAD, size=13, before=6),
    "Về việc": replace(HEAD, size=12, before=6),
    "Title": TITLE,
    "Kèm theo": Look(italic=True, align="center", before=3, after=3, keeps=True),
    "Kính gửi": Look(before=18, left=27 * MM),
    "Nơi kính gửi": Look(left=27 * MM + 28),
    "Thẩm quyền ban hành": Look(bold=True, align="center", before=10, after=4, keeps=True),
    "Căn cứ": replace(BODY, italic=True),
    "Body Text": BODY,
    "Ghi chú": replace(BODY, italic=True),
    **{f"heading {depth}": replace(BODY, bold=True, keeps=True, depth=depth) for depth in range(1, 7)},
    "Đầu bảng": replace(HEAD, size=13, bold=True, keeps=True),
    "Ô bảng": Look(13, line=1.2),
    "Nơi nhận": replace(ENDING, size=12, bold=True, italic=True, before=1.8),  # a smaller letter stands lower in its line: so both have one base line
    "Danh sách nơi nhận": replace(ENDING, size=11),
}


def certificate_looks(sizes: Sizes) -> dict[str, Look]:
    """Those of a certificate, whose words are set smaller where there are many."""
    gap = sizes.gap
    return FOR_ALL | {
        "Quốc hiệu": replace(HEAD, size=14, bold=True),
        "Tiêu ngữ": replace(HEAD, size=14, bold=True),
        "Người quyết định": replace(HEAD, size=sizes.decider, bold=True, colour=RED, before=gap),
        "Hình thức": replace(HEAD, size=sizes.verb, bold=True, before=gap),
        "Title": replace(TITLE, size=sizes.award, line=1.2, before=gap, after=0, colour=RED),
        "Người được tặng": replace(HEAD, size=sizes.recipient, bold=True, before=gap),
        "Thành tích": replace(HEAD, size=sizes.words, before=gap),
        "Địa danh và ngày tháng": replace(HEAD, italic=True),
        "Số quyết định": Look(12, bold=True, italic=True, line=1.2),
        "Mã xác minh": Look(10, line=1.2),
    }


def add_looks(word: WordFile, looks: Mapping[str, Look]) -> None:
    """Make each look a style of the file, under its name."""
    for name, look in looks.items():
        word.styles.element.append(parse_xml(_style(name, look)))


@cache
def id_of(name: str) -> str:
    """The name of a style as the text of a file refers to it: "KinhGui"."""
    return search_key(name).title().replace(" ", "")


def _style(name: str, look: Look) -> str:
    """Word knows its own styles by their names, which are English."""
    custom = "" if name.isascii() else ' w:customStyle="1"'
    return (
        f'<w:style xmlns:w="{NAMESPACE}" w:type="paragraph" w:styleId="{id_of(name)}"{custom}>'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/>{_next(look)}<w:qFormat/>'
        f"<w:pPr>{_paragraph(look)}</w:pPr><w:rPr>{_letters(look)}</w:rPr></w:style>"
    )


def _next(look: Look) -> str:
    """After a heading one goes on with the body."""
    return '<w:next w:val="BodyText"/>' if look.depth and look.align == "both" else ""


def _paragraph(look: Look) -> str:
    """In the order that the schema of Word files asks for."""
    line = f'w:line="{twips(look.exact)}" w:lineRule="exact"' if look.exact else f'w:line="{round(240 * look.line / NATURAL)}" w:lineRule="auto"'
    return "".join(
        (
            "<w:keepNext/>" * look.keeps,
            "<w:keepLines/>" * bool(look.depth),
            _edges("single", "top") * look.ruled,
            _edges("dotted", "bottom", "between") * look.dotted,  # without the last, lines below each other would be drawn as one
            f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(look.filled)}"/></w:tabs>' * bool(look.filled),
            f'<w:spacing w:before="{twips(look.before)}" w:after="{twips(look.after)}" {line}/>',
            f'<w:ind w:left="{twips(look.left)}" w:firstLine="{twips(look.first)}"/>',
            f'<w:jc w:val="{look.align}"/>',
            f'<w:outlineLvl w:val="{look.depth - 1}"/>' * bool(look.depth),
        )
    )


def _edges(kind: str, *sides: str) -> str:
    """Lines of ¾ point along the sides of a paragraph."""
    edges = "".join(f'<w:{side} w:val="{kind}" w:sz="6" w:space="0" w:color="auto"/>' for side in sides)
    return f"<w:pBdr>{edges}</w:pBdr>"


def _letters(look: Look) -> str:
    colour = f'<w:color w:val="{look.colour}"/>' if look.colour else ""
    return f'{"<w:b/><w:bCs/>" * look.bold}{"<w:i/><w:iCs/>" * look.italic}{colour}<w:sz w:val="{2 * look.size:.0f}"/><w:szCs w:val="{2 * look.size:.0f}"/>'
