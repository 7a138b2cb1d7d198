"""What Word, LibreOffice, Excel and Google Docs put into the clipboard becomes bare paragraphs and tables, whatever else is in it."""

import time

import pytest

from emulation.drafting.clipboard import Paragraph, paragraphs_of_html, paragraphs_of_text

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<title>Ke hoach</title><!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]-->
<style><!-- p.MsoNormal {font-weight:bold; mso-style-parent:"";} --></style></head>
<body lang=VI><!--StartFragment-->
<p class=MsoTitle align=center><b><span style='font-size:14.0pt'>KẾ HOẠCH<o:p></o:p></span></b></p>
<h1><span lang=VI>I. MỤC ĐÍCH,
YÊU CẦU<o:p></o:p></span></h1>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]><b>Mục đích</b><o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='font-family:Symbol'><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>Thi đua là <b>yêu nước</b>;</p>
<p class=MsoListParagraph style='mso-list:l1 level2 lfo2'><span style='font-family:"Courier New"'><span
style='mso-list:Ignore'>o<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span></span>Cơ quan &amp; đơn vị &lt; 10;</p>
<p class=MsoListParagraph><span style='font-family:Wingdings'><span style='mso-list:Ignore'>Ø<span>&nbsp; </span></span></span>
Tổ dân phố<del>, thôn</del><ins>.</ins></p>
<p class=MsoNormal>Nơi nhận:<br>- Như trên;<br clear=all>- Lưu: VT.</p>
<!--EndFragment--></body></html>"""


def read(html: str) -> list[str | tuple[tuple[str, ...], ...]]:
    """What each paragraph says, bold ones within stars; the rows of tables."""
    return [one.rows or (f"*{one.text}*" if one.bold else one.text) for one in paragraphs_of_html(html)]


def test_word_says_paragraphs_with_the_numbers_and_bullets_of_its_lists() -> None:
    assert read(WORD) == [
        "*KẾ HOẠCH*",
        "*I. MỤC ĐÍCH, YÊU CẦU*",
        "*1. Mục đích*",
        "- Thi đua là yêu nước;",
        "+ Cơ quan & đơn vị < 10;",
        "- Tổ dân phố.",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
    ]


GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1">
<p dir="ltr"><span style="font-weight:700">I. MỤC ĐÍCH</span></p><br />
<ol style="margin-top:0"><li dir="ltr" style="list-style-type:decimal;font-weight:400" aria-level="1"><p dir="ltr" role="presentation">
<span style="font-weight:700">Mục tiêu</span></p></li>
<ol><li dir="ltr" style="list-style-type:lower-alpha" aria-level="2"><p><span style="font-weight:400">Một</span></p></li>
<li style="list-style-type:lower-alpha"><p>Hai</p></li></ol></ol>
<ol start="2"><li style="list-style-type:decimal"><p><span>Nội dung <span style="font-weight:bold">đậm</span></span></p></li></ol>
<ul><li style="list-style-type:disc"><p>Gạch</p></li><ul><li style="list-style-type:circle"><p>Cộng</p></li></ul></ul>
</b><br class="Apple-interchange-newline">"""


def test_google_docs_is_bold_only_where_it_is_and_its_lists_are_counted() -> None:
    assert read(GOOGLE) == ["*I. MỤC ĐÍCH*", "*1. Mục tiêu*", "a) Một", "b) Hai", "2. Nội dung đậm", "- Gạch", "+ Cộng"]


LIBRE_OFFICE = """<html><head><style type="text/css">p { margin-bottom: 0.25cm }</style></head><body lang="vi-VN">
<p align="justify"><font face="Times New Roman, serif"><b>II. NỘI DUNG</b></font></p>
<ol type="1"><li><p><b>Kinh tế</b></p></li><li><p>Văn hóa</p><ol type="a"><li><p>Nhà văn hóa</p></li></ol></li></ol>
<ul><li><p>Tổ dân phố</p></li></ul></body></html>"""


def test_libre_office_says_the_same_with_paragraphs_in_its_items() -> None:
    assert read(LIBRE_OFFICE) == ["*II. NỘI DUNG*", "*1. Kinh tế*", "2. Văn hóa", "a) Nhà văn hóa", "- Tổ dân phố"]


@pytest.mark.parametrize(
    ("given", "marks"),
    [
        ("", ["1.", "2.", "3.", "4.", "5."]),
        ('type="1" start="4"', ["4.", "5.", "6.", "7.", "8."]),
        ('type="a"', ["a)", "b)", "c)", "d)", "đ)"]),
        ('type="A"', ["a)", "b)", "c)", "d)", "đ)"]),
        ('type="I"', ["I.", "II.", "III.", "IV.", "V."]),
        ('type="i"', ["-", "-", "-", "-", "-"]),
        ('style="list-style-type: upper-roman" start="x"', ["I.", "II.", "III.", "IV.", "V."]),
        ('style="list-style-type: hebrew"', ["1.", "2.", "3.", "4.", "5."]),
    ],
)
def test_items_of_a_list_get_the_numbers_that_its_type_says(given: str, marks: list[str]) -> None:
    assert read(f"<ol {given}>{'<li>một' * 5}</ol>") == [f"{mark} một" for mark in marks]


def test_an_empty_item_is_counted_and_an_item_outside_of_lists_has_no_number() -> None:
    assert read("<ol><li></li><li>hai</li></ol><p>ba</p><li>bốn</li></ul>") == ["2. hai", "ba", "bốn"]


TABLES = {
    "a list": ("<table><tr><th>STT<th>Tên</tr><tr><td><p>1</p><td><p>TDP Khu Ga</p></tr></table>", [(("STT", "Tên"), ("1", "TDP Khu Ga"))]),
    "merged across": (
        "<table><tr><td rowspan=2>STT<td colspan=2>Danh hiệu</tr><tr><td>Tập thể<td>Cá nhân</tr><tr><td>1<td>x<td>y</tr></table>",
        [(("STT", "Danh hiệu", ""), ("", "Tập thể", "Cá nhân"), ("1", "x", "y"))],
    ),
    "merged down at the end": (
        "<table><tr><td>a<td rowspan='3'>b</tr><tr><td>c</tr><tr><td>d</tr></table>",
        [(("a", "b"), ("c", ""), ("d", ""))],
    ),
    "absurd spans": ("<table><tr><td rowspan=0 colspan=x>a<td colspan=999999>b</tr></table>", [(("a", "b"),)]),
    "paragraphs of a cell": ("<table><tr><td>TM. ỦY BAN<br>CHỦ TỊCH<td>b</table>", [(("TM. ỦY BAN\nCHỦ TỊCH", "b"),)]),
    "nested": ("<table><tr><td>a<table><tr><td>b<td>c</table>d<td>e</tr></table>f", [(("a\nb\nc\nd", "e"),), "f"]),
    "one column": ("<table><tr><td>một<p>hai</tr><tr><td>ba</tr></table>", ["một", "hai", "ba"]),
    "rows of different length": ("<table><tr><td>a</tr><tr><td>b<td>c</tr><tr><td></tr></table>", [(("a", ""), ("b", "c"))]),
    "nothing": ("<table><tr><td> <td>&nbsp;</tr></table></table>x", ["x"]),
    "a caption": ("<table><caption>Bảng 1</caption><tr><td>a<td>b</table>", ["Bảng 1", (("a", "b"),)]),
    "Excel cut out of its table": ("<col width=64><tr height=20><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>", [(("a", "b"), ("c", "d"))]),
    "cells alone": ("<td>a</td><td>b</td>", [(("a", "b"),)]),
    "never closed": ("<p>x</p><table><tr><td>a<td>b", ["x", (("a", "b"),)]),
}


@pytest.mark.parametrize(("html", "said"), TABLES.values(), ids=TABLES)
def test_tables_keep_each_cell_in_its_column(html: str, said: list[object]) -> None:
    assert read(html) == said


LOOKS = {
    "<b>a</b><strong> b</strong>": ["*a b*"],
    "<b>a</b> b": ["a b"],
    "<p style='FONT-WEIGHT: 600'>a</p><p>b</p>": ["*a*", "b"],
    "<b>a <span style='font-weight:400'>b</span></b>": ["a b"],
    "<h2 style='font-weight:lighter'>a</h2>": ["a"],
    "<p>a<br style='font-weight:bold'>b</p>": ["a", "b"],
    "<b style='mso-bidi-font-weight:normal'><span lang=VI>a</span></b>": ["*a*"],
    "a <i>b</b></i> c": ["a b c"],
    "<b>a<i>b</b>c": ["abc"],
    "<p>x < y và a<b</p>": ["x < y và a<b"],
    "<?xml:namespace prefix=o /><!DOCTYPE html><p>a": ["a"],
    "<p>a<!-- b": ["a"],
    "<script>if (a<b) alert('</p>')</script><p onclick='x()'>a</p><style>b</style>": ["a"],
    "<template><p>a</p></template>b</template>": ["b"],
    "a\u00a0 \n b\u200b": ["a b"],
    "": [],
}


@pytest.mark.parametrize(("html", "said"), LOOKS.items())
def test_looks_are_left_behind_but_for_what_is_bold_throughout(html: str, said: list[str]) -> None:
    assert read(html) == said


ITALIC = {
    "<i>a</i>": True,
    "<em>a</em><i> b</i>": True,
    "<i style='mso-bidi-font-style:normal'>a</i>": True,
    "<p style='font-style: oblique'>a</p>": True,
    "<i>a</i> b": False,
    "<i><span style='font-style:normal'>a</span></i>": False,
}


@pytest.mark.parametrize(("html", "italic"), ITALIC.items())
def test_a_paragraph_is_italic_where_all_of_it_is(html: str, italic: bool) -> None:
    assert [one.italic for one in paragraphs_of_html(html)] == [italic]


LONG = 300_000  # letters
HOSTILE = {
    name: (piece * (LONG // len(piece)))
    for name, piece in {
        "nesting": "<div><b>",
        "crossing": "<b><i></u></s>",
        "comments": "<!--",
        "declarations": "<![x ",
        "instructions": "<?",
        "open tags": "<a ",
        "open attributes": "<a b='",
        "signs": "<",
        "entities": "&#",
        "lists": "<ol><li>",
        "tables": "<table><tr><td>a",
        "wide cells": "<td colspan=20>a",
        "paragraphs of a cell": "<td><p>a<p>b",
    }.items()
} | {
    "an attribute": f"<p style='{'font-weight:' * (LONG // 12)}'>a</p>",
    "an attribute of blanks": f"<p a{' ' * LONG}='b'>a</p>",
    "a million letters of nesting": "<div><b>" * 125_000,
    "a word": "a" * LONG,
    "a name": f"<{'a' * LONG}>",
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_long_html_of_whatever_kind_is_read_in_no_time(html: str) -> None:
    """html.parser took minutes for 800 kB of "<!--"."""
    before = time.process_time()
    paragraphs_of_html(html)
    assert time.process_time() - before < 10


def test_a_line_of_text_is_a_paragraph_and_bold_within_stars() -> None:
    assert paragraphs_of_text("**Mục đích**\r\n\n \t một  hai\v\uf0b7 ba ** bốn\n**\n") == [
        Paragraph("Mục đích", bold=True),
        Paragraph("một hai"),
        Paragraph("- ba ** bốn"),
    ]
