"""Whether an offered file is the issued paper, the paper signed since, or altered, and then why."""

import io
import logging
import re
from typing import Any

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from emulation.signatures.comparing import REASONS, Alteration, Comparison, Verdict, compare
from emulation.signatures.reports import SignatureState
from tests.certificates import chair, office
from tests.signing_tools import paper, roots, saved_again, stamped, updated


@pytest.fixture(autouse=True)
def quiet_library() -> None:
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


def what(offered: bytes, original: bytes | None = None) -> Comparison:
    return compare(paper() if original is None else original, offered, roots())


def alteration(offered: bytes, original: bytes | None = None) -> Alteration | None:
    return what(offered, original).alteration


def test_issued_bytes_themselves_are_identical() -> None:
    assert what(paper()) == Comparison(Verdict.IDENTICAL)
    assert what(paper()).reason == ""


def test_chair_then_office_sign_in_turn() -> None:
    by_chair = stamped(paper(), chair())
    by_both = stamped(by_chair, office(), field="Signature2", box=(100, 100, 280, 160))
    found = what(by_both)
    assert found.verdict is Verdict.SIGNED_SINCE
    assert [report.signer for report in found.signatures] == ["Nguyễn Văn An", "Ủy ban nhân dân phường Bách Quang"]
    assert {report.state for report in found.signatures} == {SignatureState.TRUSTED}
    assert what(by_both, by_chair).verdict is Verdict.SIGNED_SINCE


def test_signature_without_a_stamp_is_taken_too() -> None:
    assert what(stamped(paper(), chair(), box=None)).verdict is Verdict.SIGNED_SINCE


def test_certifying_first_signature_is_taken() -> None:
    certified = stamped(paper(), chair(), certify=True)
    assert what(stamped(certified, office(), field="Signature2", box=(100, 100, 280, 160))).verdict is Verdict.SIGNED_SINCE


def test_tool_may_take_white_space_from_the_end() -> None:
    assert what(stamped(paper(), chair()), paper() + b"\r\n\n").verdict is Verdict.SIGNED_SINCE


def test_white_space_alone_signs_nothing() -> None:
    assert alteration(paper() + b"\n\n") is Alteration.UNSIGNED


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.99])
def test_part_of_the_paper_is_truncated(kept: float) -> None:
    assert alteration(paper()[: int(len(paper()) * kept)]) is Alteration.TRUNCATED


@pytest.mark.parametrize("missing", [2, 6, 100, 300, 800, 3000, 7000])
def test_signed_copy_without_its_end_is_truncated(missing: int) -> None:
    """It was said to be damaged or no PDF, and nobody thought of downloading it again."""
    signed = stamped(paper(), chair())
    assert alteration(signed[:-missing]) is Alteration.TRUNCATED
    assert alteration(stamped(signed, office(), field="Signature2", box=None)[:-missing]) is Alteration.TRUNCATED


def test_signed_copy_without_its_last_byte_is_not_taken() -> None:
    assert alteration(stamped(paper(), chair())[:-1]) is Alteration.BROKEN_SIGNATURE


@pytest.mark.parametrize("options", [{}, {"linearize": True}])
def test_paper_saved_again_is_not_the_paper(options: dict[str, bool]) -> None:
    assert alteration(saved_again(paper(), **options)) is Alteration.RESAVED
    assert alteration(saved_again(stamped(paper(), chair()), **options)) is Alteration.RESAVED
    assert alteration(stamped(saved_again(paper(), **options), chair())) is Alteration.RESAVED


def test_paper_printed_to_a_file_is_known_by_title_and_pages() -> None:
    with pikepdf.open(io.BytesIO(saved_again(paper()))) as pdf:
        printed = pikepdf.new()
        printed.pages.extend(pdf.pages)
        printed.docinfo["/Title"] = str(pdf.docinfo.Title)
        buffer = io.BytesIO()
        printed.save(buffer)
    assert alteration(buffer.getvalue()) is Alteration.RESAVED


def test_another_paper_is_another_paper() -> None:
    other = paper("Quyết định khen thưởng")
    assert alteration(other) is Alteration.OTHER
    assert alteration(stamped(other, chair())) is Alteration.OTHER


@pytest.mark.parametrize("place", [0.2, 0.5, 0.9])
def test_byte_changed_in_the_paper_is_seen(place: float) -> None:
    for content in (paper(), stamped(paper(), chair())):
        tampered = bytearray(content)
        tampered[int(len(paper()) * place)] ^= 1
        assert alteration(bytes(tampered)) is Alteration.EDITED


def test_byte_changed_in_the_signature_is_seen() -> None:
    signed = stamped(paper(), chair())
    begin = signed.rindex(b"/Contents <") + len(b"/Contents <")
    assert alteration(signed[:begin] + b"00" * 20 + signed[begin + 40 :]) is Alteration.BROKEN_SIGNATURE


def test_something_that_is_no_pdf_is_unreadable() -> None:
    assert alteration(b"xin chao " * 10) is Alteration.UNREADABLE


def test_words_after_the_paper_are_not_a_signature() -> None:
    assert alteration(paper() + b"\nthem mot dong") is Alteration.TRUNCATED


def test_whole_other_document_behind_the_paper_is_seen() -> None:
    """Its cross-reference table, with offsets from the beginning of the whole file, never leads back to ours."""
    assert alteration(own_chain_behind(paper(), stamped(paper("Khác"), chair()))) is Alteration.ADDED_TO


def own_chain_behind(front: bytes, behind: bytes) -> bytes:
    """Both in one file, which readers take for the second one."""
    plain = saved_again(behind, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    table = plain.rindex(b"xref\n", 0, plain.rindex(b"startxref"))
    moved = re.sub(rb"(\d{10}) (\d{5}) n", lambda entry: b"%010d %s n" % (int(entry[1]) + len(front), entry[2]), plain[table:])
    return front + plain[:table] + re.sub(rb"startxref\n\d+", b"startxref\n%d" % (table + len(front)), moved)


def hybrid(pdf: bytes) -> bytes:
    """With an update that old readers and new ones read differently (ISO 32000-1, 7.5.8.4)."""
    before, with_stream = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1]), updated(pdf, touch)
    stream = int(re.findall(rb"startxref\s+(\d+)", with_stream)[-1])
    with pikepdf.open(io.BytesIO(with_stream)) as opened:
        size, root = int(opened.trailer.Size), opened.Root.objgen[0]
    trailer = b"<</Size %d/Root %d 0 R/Prev %d/XRefStm %d>>" % (size, root, before, stream)
    return with_stream + b"xref\n0 0\ntrailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (trailer, len(with_stream))


def test_update_that_readers_read_differently_is_refused() -> None:
    assert alteration(hybrid(paper())) is Alteration.ADDED_TO
    assert alteration(hybrid(stamped(paper(), chair()))) is Alteration.ADDED_TO


def first_page(writer: Any) -> Any:
    page = writer.root["/Pages"]
    while "/Kids" in page:
        page = page["/Kids"][0]
    return page


def add_words(writer: Any) -> None:
    page = first_page(writer)
    stream = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), stream])
    writer.update_container(page)


def add_note(writer: Any) -> None:
    page = first_page(writer)
    box = generic.ArrayObject([generic.NumberObject(number) for number in (10, 10, 30, 30)])
    note = {"/Type": pdf_name("/Annot"), "/Subtype": pdf_name("/Text"), "/Rect": box}
    page["/Annots"] = generic.ArrayObject([writer.add_object(generic.DictionaryObject({pdf_name(key): value for key, value in note.items()}))])
    writer.update_container(page)


@pytest.mark.parametrize("change", [add_words, add_note])
def test_update_with_more_than_signatures_is_seen_before_and_after_signing(change: Any) -> None:
    assert alteration(updated(paper(), change)) is Alteration.ADDED_TO
    assert alteration(stamped(updated(paper(), change), chair())) is Alteration.ADDED_TO
    assert alteration(updated(stamped(paper(), chair(), box=None), change)) is Alteration.ADDED_TO


def script() -> generic.DictionaryObject:
    return generic.DictionaryObject({pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.TextStringObject("app.alert(1)")})


def add_script(writer: Any) -> None:
    writer.root["/OpenAction"] = writer.add_object(script())
    writer.update_root()


def add_file(writer: Any) -> None:
    files = generic.DictionaryObject({pdf_name("/EmbeddedFiles"): generic.DictionaryObject({pdf_name("/Names"): generic.ArrayObject()})})
    writer.root["/Names"] = writer.add_object(files)
    writer.update_root()


def add_script_to_the_stamp(writer: Any) -> None:
    """pyHanko's rules let a new signature field be whatever it likes."""
    field = first_page(writer)["/Annots"][0]
    field["/AA"] = generic.DictionaryObject({pdf_name("/E"): script()})
    writer.update_container(field)


@pytest.mark.parametrize("change", [add_script, add_file])
def test_update_with_scripts_or_files_is_refused(change: Any) -> None:
    assert alteration(stamped(updated(paper(), change), chair())) is Alteration.ACTIVE
    assert alteration(updated(stamped(paper(), chair()), change)) is Alteration.ACTIVE


def test_script_in_the_signature_field_is_refused() -> None:
    assert alteration(updated(stamped(paper(), chair()), add_script_to_the_stamp)) is Alteration.ACTIVE


def test_stamp_over_the_page_is_refused() -> None:
    assert alteration(stamped(paper(), chair(), box=(0, 0, 595, 842))) is Alteration.COVERED


def touch(writer: Any) -> None:
    writer.set_info(writer.add_object(generic.DictionaryObject({pdf_name("/Producer"): generic.TextStringObject("Công cụ")})))


def test_update_without_a_signature_is_refused() -> None:
    signed = stamped(paper(), chair())
    assert alteration(updated(paper(), touch)) is Alteration.ADDED_TO
    assert alteration(updated(signed, touch), signed) is Alteration.UNSIGNED
    assert what(updated(signed, touch)).verdict is Verdict.SIGNED_SINCE, "the tool may leave its name"


def test_annotation_that_makes_no_sense_is_unreadable() -> None:
    def spoil(writer: Any) -> None:
        widget = generic.DictionaryObject({pdf_name("/Subtype"): pdf_name("/Widget"), pdf_name("/Rect"): generic.ArrayObject([pdf_name("/A")])})
        first_page(writer)["/Annots"] = generic.ArrayObject([writer.add_object(widget)])
        writer.update_container(first_page(writer))

    assert alteration(updated(paper(), spoil)) is Alteration.UNREADABLE


def test_every_reason_says_what_to_do() -> None:
    assert set(REASONS) == set(Alteration)
    assert [reason for _, reason in REASONS.values() if not reason.startswith("Xin ")] == []
    assert what(b"x").reason == "Tệp bị hỏng hoặc không phải là PDF. Xin chép lại tệp từ máy đã ký rồi tải lên lại."
    assert what(b"x").fault == "Tệp bị hỏng hoặc không phải là PDF."
    assert what(paper()).fault == ""
