"""Joined papers keep their structure: every page's text is still found through the structure tree."""

import io

import pikepdf
import pytest

from emulation.papers.joining import Joiner, join_pdfs
from tests.pdf import pdf_text, poppler, structure_text
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
