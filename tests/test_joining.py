"""Joined papers keep their structure: every page's text is still found through the structure tree."""

import io

import pikepdf
import pytest

from emulation.papers.joining import Joiner, join_pdfs
from emulation.papers.printing import pdf_of
from emulation.papers.rendering import render_pdf
from tests.documents import CERTIFICATE, PLAN
from tests.pdf import bookmarks, head_data, pdf_text, poppler, structure_text
from tests.registration_papers import PAPERS, printed

SINGLES = [printed(paper) for paper in PAPERS.values()]


def with_annotation(pdf: bytes) -> bytes:
    """The file with a tagged link on its first page, and its number tree nested one level deeper, as other producers write it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 1, 1], StructParent=0)
        untagged = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 1, 1])
        opened.pages[0].obj.Annots = pikepdf.Array([opened.make_indirect(link), opened.make_indirect(untagged)])
        root = opened.Root.StructTreeRoot
        root.ParentTree = pikepdf.Dictionary(Kids=pikepdf.Array([opened.make_indirect(root.ParentTree)]))
        root.K = root.K[0] if isinstance(root.K, pikepdf.Array) else root.K
        buffer = io.BytesIO()
        opened.save(buffer)
    return buffer.getvalue()


def test_the_structure_tree_of_the_joined_file_reads_all_papers_in_order():
    assert structure_text(join_pdfs(SINGLES)) == " ".join(structure_text(single) for single in SINGLES)


def test_the_pages_read_as_they_did_alone():
    assert pdf_text(join_pdfs(SINGLES), "-raw") == " ".join(pdf_text(single, "-raw") for single in SINGLES)


def test_each_page_has_a_number_of_its_own_in_the_parent_tree():
    with pikepdf.open(io.BytesIO(join_pdfs(SINGLES))) as joined:
        numbers = [int(page.obj.StructParents) for page in joined.pages]
        assert numbers == sorted(set(numbers))
        assert int(joined.Root.StructTreeRoot.ParentTreeNextKey) == max(numbers) + 1


def test_annotations_move_up_and_nested_number_trees_are_read():
    with pikepdf.open(io.BytesIO(join_pdfs([SINGLES[0], with_annotation(SINGLES[1])]))) as joined:
        with pikepdf.open(io.BytesIO(SINGLES[0])) as first:
            pages_before = len(first.pages)
        page = joined.pages[pages_before].obj
        assert int(page.Annots[0].StructParent) == int(page.StructParents)
        assert pikepdf.Name.StructParent not in page.Annots[1]
    assert structure_text(join_pdfs([SINGLES[0], with_annotation(SINGLES[1])])) == structure_text(join_pdfs(SINGLES[:2]))


def test_the_joined_file_is_sound_and_still_claims_to_be_tagged():
    assert "Tagged:          yes" in poppler("pdfinfo", join_pdfs(SINGLES), "-").splitlines()


def test_a_joined_file_is_one_document_under_a_title_of_its_own():
    joiner = Joiner()
    for single in SINGLES[:2]:
        joiner.add(single)
    pdf = joiner.finish(title="Đăng ký thi đua", author="Phường Bách Quang")
    about = dict(line.split(":", 1) for line in poppler("pdfinfo", pdf, "-").splitlines() if ":" in line)
    assert (about["Title"].strip(), about["Author"].strip()) == ("Đăng ký thi đua", "Phường Bách Quang")
    with pikepdf.open(io.BytesIO(pdf)) as joined:
        (whole,) = joined.Root.StructTreeRoot.K
        assert (whole.S, [part.S for part in whole.K]) == ("/Document", ["/Part", "/Part"])
        metadata = bytes(joined.Root.Metadata.read_bytes())
        assert b"pdfuaid" in metadata
        assert b"pdfaid" in metadata
    assert structure_text(pdf) == " ".join(structure_text(single) for single in SINGLES[:2])


def test_the_same_papers_give_the_same_bytes():
    assert join_pdfs(SINGLES) == join_pdfs(SINGLES)


def test_nothing_cannot_be_joined():
    with pytest.raises(ValueError, match="nothing to join"):
        join_pdfs([])


def joined(*, author: str = "") -> tuple[bytes, list[int]]:
    """A plan, a certificate and a registration, and where each begins."""
    joiner, firsts, pages = Joiner(), [], 0
    for name, pdf in (("Kế hoạch số 05", pdf_of(PLAN, code="ABCD-2345")), ("Giấy khen", pdf_of(CERTIFICATE)), ("", SINGLES[0])):
        joiner.add(pdf, name)
        firsts.append(pages)
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            pages += len(opened.pages)
    return joiner.finish(title="In tất cả", author=author), firsts


def test_a_joined_file_says_nothing_of_a_single_paper_in_its_head() -> None:
    assert head_data(pdf_of(PLAN, code="ABCD-2345")).keys() == {"dc:title", "dc:creator", "dc:description", "pdf:Keywords"}
    assert head_data(joined()[0]) == {"dc:title": "In tất cả"}
    assert head_data(joined(author="Phường")[0]) == {"dc:title": "In tất cả", "dc:creator": ["Phường"]}


def test_each_paper_has_a_bookmark_above_its_own() -> None:
    pdf, firsts = joined()
    found = bookmarks(pdf)
    assert [(name, place) for name, place, _ in found] == list(zip(["Kế hoạch số 05", "Giấy khen", head_data(SINGLES[0])["dc:title"]], firsts, strict=True))
    assert [below for _, _, below in found] == [[title for title, *_ in bookmarks(single)] for single in (pdf_of(PLAN), pdf_of(CERTIFICATE), SINGLES[0])]


def test_a_paper_without_headings_has_a_bookmark_too() -> None:
    plain = render_pdf("<html lang='vi'><head><title>Trơn</title></head><body><p>Chữ</p></body></html>")
    assert (bookmarks(plain), bookmarks(join_pdfs([plain, plain]))) == ([], [("Trơn", 0, []), ("Trơn", 1, [])])
    joiner = Joiner()
    joiner.add(plain)
    assert head_data(joiner.finish(title="Mới")) == {"dc:title": "Mới"}
