"""Many papers at once: rendered by several processes, and still every page reads as it did alone."""

import io
from multiprocessing.connection import Pipe
from threading import Thread

import pikepdf
import pytest

from emulation.papers import bulk, processes
from emulation.papers.broken import BrokenPaper
from emulation.papers.bulk import render_many
from emulation.papers.child import serve
from emulation.papers.rendering import render_one_file, render_pdf
from registrations.papers import html_of
from tests.pdf import pdf_text, structure_text
from tests.registration_papers import PAPERS

HTMLS = [html_of(paper) for paper in list(PAPERS.values())[:2]]
EMOJI = "<!DOCTYPE html><html lang='vi'><title>x</title><p>\N{GRINNING FACE}</p></html>"


def test_papers_in_one_file_keep_their_text_their_page_numbers_and_their_structure():
    singles = [render_pdf(html) for html in HTMLS]
    whole = render_one_file(HTMLS)
    assert pdf_text(whole, "-raw") == " ".join(pdf_text(single, "-raw") for single in singles)
    assert structure_text(whole) == " ".join(structure_text(single) for single in singles)


def test_many_papers_are_in_order_whichever_process_made_them(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bulk, "CHUNK", 1)
    many = [*HTMLS, *HTMLS, HTMLS[0]]
    whole = render_many(many)
    assert pdf_text(whole, "-raw") == " ".join(pdf_text(render_pdf(html), "-raw") for html in many)
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        numbers = [int(page.obj.StructParents) for page in pdf.pages]
        assert numbers == sorted(set(numbers))


def test_a_paper_that_cannot_be_made_says_why():
    with pytest.raises(BrokenPaper, match=r"U\+1F600"):
        render_many([HTMLS[0], EMOJI])


def test_a_process_that_dies_is_told_of(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(processes.sys, "executable", "/bin/true")
    with pytest.raises(BrokenPaper, match="died"):
        render_many([HTMLS[0]])


def test_no_paper_makes_no_file():
    with pytest.raises(ValueError, match="nothing to join"):
        render_many([])


def test_a_child_renders_what_comes_until_its_pipe_closes():
    ours, theirs = Pipe()
    child = Thread(target=serve, args=[theirs, 600])
    child.start()
    ours.send([HTMLS[0]])
    assert ours.recv() == render_pdf(HTMLS[0])
    ours.send([EMOJI])
    assert isinstance(ours.recv(), BrokenPaper)
    ours.close()
    child.join(10)
    assert not child.is_alive()
