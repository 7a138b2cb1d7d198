"""The way into PDF: what a paper may read, that names are never markup, what the file claims to be, the same bytes each time."""

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pikepdf
import pytest
from django.db import transaction
from django.template.loader import render_to_string

from emulation.papers.broken import BrokenPaper
from emulation.papers.content import Line, Paper
from emulation.papers.rendering import render_pdf
from tests.pdf import pdf_text
from tests.registration_papers import PAPERS, SHORT, printed

# WeasyPrint opens its colour profile and leaves the closing to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file.*sRGB2014.icc:ResourceWarning")


def without_spaces(text: str) -> str:
    """The text without any white space: a line may break within a long word."""
    return "".join(text.split())


def test_text_that_looks_like_markup_is_printed_as_it_is() -> None:
    markup = '<img src="file:///etc/passwd"> & {{ 7|add:7 }} </p><style>*{color:red}</style>'
    pdf = printed(replace(SHORT, title=markup, author=markup, lines=(Line("answer", markup), Line("option", markup, value=markup))))
    assert without_spaces(pdf_text(pdf)).count(without_spaces(markup)) == 3
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.docinfo["/Title"]) == markup


HOSTILE = {
    "a file of the machine": '<img src="file:///etc/passwd">',
    "a file of another host": '<img src="file://127.0.0.1/srv/static/paper.css">',
    "the network": '<img src="http://127.0.0.1:9/x.png">',
    "data": '<img src="data:image/png;base64,AAAA">',
    "data of another kind": '<img src="data:text/plain,x">',
    "a file within a drawing in data": '<img src="data:image/svg+xml;charset=utf-8,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%229%22 height=%229%22'
    '%3E%3Cimage width=%229%22 height=%229%22 href=%22file:///etc/passwd%22/%3E%3C/svg%3E">',
    "one folder up": '<img src="../manage.py">',
    "one folder up, hidden": '<img src="%2e%2e/manage.py">',
    "one folder up, hidden behind our own": '<img src="fonts/%2e%2e/%2e%2e/manage.py">',
    "another base": '<base href="file:///etc/"><img src="passwd">',
    "a sheet": '<link rel="stylesheet" href="file:///etc/passwd">',
    "an imported sheet": '<style>@import url("file:///etc/passwd");</style>',
    "a font": '<style>@font-face { font-family: x; src: url("file:///etc/passwd"); }</style>',
    "a background": '<p style="background: url(file:///etc/passwd)">x</p>',
    "an attachment": '<link rel="attachment" href="file:///etc/passwd">',
    "an attachment by a link": '<a rel="attachment" href="file:///etc/passwd">x</a>',
    "an object": '<object data="file:///etc/passwd"></object>',
    "an image within a drawing": '<svg width="9" height="9"><image width="9" height="9" href="file:///etc/passwd"/></svg>',
    "a file of ours that is not there": '<img src="no-such-file.png">',
}


@pytest.mark.parametrize("wish", HOSTILE)
def test_a_paper_reads_our_static_files_and_nothing_else(wish: str) -> None:
    with pytest.raises(BrokenPaper, match="Error fetching"):
        render_pdf(f'<html lang="vi"><title>x</title>{HOSTILE[wish]}')


def test_a_paper_may_read_our_static_files() -> None:
    assert render_pdf('<html lang="vi"><title>x</title><link rel="stylesheet" href="paper.css">x').startswith(b"%PDF-1.7")


def test_a_character_that_our_font_lacks_is_refused_by_name() -> None:
    with pytest.raises(BrokenPaper, match=r"^The paper font has no 😀 \(U\+1F600\), 中 \(U\+4E2D\)$"):
        render_pdf('<html lang="vi"><title>x</title>😀中😀')


def test_the_same_paper_gives_the_same_bytes_from_any_thread() -> None:
    html = [render_to_string("papers/registration.html", {"paper": paper}) for paper in PAPERS.values()]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(render_pdf, html * 2))
    assert together == [render_pdf(page) for page in html] * 2


@pytest.mark.django_db
def test_a_paper_is_not_rendered_inside_a_transaction() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="before or after the transaction"):
        render_pdf("<p>x")


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_a_paper_claims_pdf_a_2a_and_pdf_ua_1_and_carries_what_they_ask_for(paper: Paper) -> None:
    with pikepdf.open(io.BytesIO(printed(paper))) as document:
        metadata = document.open_metadata()
        claims = {name: metadata.get(name) for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part", "dc:title", "dc:creator")}
        root = document.Root
        tagged = (bool(root.MarkInfo.Marked), bool(root.ViewerPreferences.DisplayDocTitle), str(root.Lang), len(root.OutputIntents))
        dates = {"/CreationDate", "/ModDate"} & set(document.docinfo.keys())
        fonts = {str(font.BaseFont) for page in document.pages for font in page.Resources.Font.values()}
    assert claims == {
        "pdfaid:part": "2",
        "pdfaid:conformance": "A",
        "pdfuaid:part": "1",
        "dc:title": paper.title,
        "dc:creator": [paper.author],
    }
    assert tagged == (True, True, "vi-VN", 1)
    assert dates == set()
    assert all("Thi-Dua-Serif" in font for font in fonts)


def test_what_renders_papers_holds_no_library_of_signatures() -> None:
    """It would be a fifth of a worker's memory. In a process of its own, since other tests import them."""
    unwanted = ("pyhanko", "aiohttp", "docx")
    code = f"import django, sys; django.setup(); import emulation.papers.rendering; sys.exit(any(name in sys.modules for name in {unwanted}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
