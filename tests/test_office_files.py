"""Word and Excel files as evidence: known by their parts, and taken only when nothing in them acts by itself."""

import struct

import pytest

from emulation.attachments import office_files
from emulation.attachments.keeping import checked
from emulation.attachments.kinds import BadFile
from emulation.attachments.office_files import EVIDENCE
from tests.office_files import HYPERLINK, TEMPLATE, archive, docx, relations, xlsx
from tests.scans import pdf, picture, upload

NONE_OF_THEM = "không phải là tệp PDF, JPEG, PNG, Word hoặc Excel. Xin quét hoặc chụp lại, hoặc lưu thành PDF rồi chọn lại tệp."


def verdict(content: bytes, name: str = "minh-chung.docx") -> str:
    """The label of the kind it is taken for, or the sentence by which it is refused."""
    try:
        return checked(upload(content, name), EVIDENCE).kind.label
    except BadFile as refusal:
        return str(refusal)


@pytest.mark.parametrize(
    ("content", "label"),
    [
        (docx(), "Word"),
        (xlsx(), "Excel"),
        (pdf(), "PDF"),
        (picture("PNG"), "PNG"),
        (picture("JPEG"), "JPEG"),
        (docx(**{"word/_rels/document.xml.rels": relations(HYPERLINK)}), "Word"),
        (docx(**{"word/_rels/document.xml.rels": relations(TEMPLATE, "Internal")}), "Word"),
    ],
)
def test_a_file_is_what_its_content_says_whatever_it_is_called(content: bytes, label: str) -> None:
    assert verdict(content, "virus.exe") == label


def test_the_kept_name_ends_as_the_content_asks() -> None:
    assert [checked(upload(content, "báo cáo.pdf"), EVIDENCE).name for content in (docx(), xlsx())] == ["báo cáo.docx", "báo cáo.xlsx"]


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 and nothing more",
        archive({"[Content_Types].xml": "", "ppt/presentation.xml": ""}),
        archive({"word/document.xml": ""}),
        archive({"setup.exe": b"MZ"}),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),  # an old .doc, or one with a password
        b"<html>",
    ],
)
def test_what_is_no_document_is_refused_whatever_it_is_called(content: bytes) -> None:
    assert verdict(content) == NONE_OF_THEM


@pytest.mark.parametrize(
    "content",
    [
        docx(**{"word/vbaProject.bin": b"code"}),
        xlsx(**{"xl/embeddings/oleObject1.bin": b"MZ"}),
        xlsx(**{"xl/externalLinks/externalLink1.xml": "<a/>"}),
        docx(**{"word/activeX/activeX1.bin": b"code"}),
        xlsx(**{"xl/macrosheets/sheet1.xml": "<a/>"}),
        docx(**{"word/_rels/settings.xml.rels": relations(TEMPLATE)}),
        docx(**{"word/_rels/settings.xml.rels": relations(TEMPLATE, "external")}),
        docx(**{"word/_rels/settings.xml.rels": f"<!DOCTYPE x>{relations(HYPERLINK)}"}),
        docx(**{"word/_rels/settings.xml.rels": relations(TEMPLATE).encode("utf-16")}),
        archive({"[Content_Types].xml": "<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>", "word/document.xml": ""}),
    ],
)
def test_a_document_that_acts_by_itself_or_carries_another_file_is_refused(content: bytes) -> None:
    assert verdict(content) == office_files.HAS_CODE


def with_broken_checksum() -> bytes:
    content = bytearray(docx())
    content[14:18] = struct.pack("<I", 1)  # of the first part, in its own head
    content[content.index(b"PK\x01\x02") + 16 : content.index(b"PK\x01\x02") + 20] = struct.pack("<I", 1)
    return bytes(content)


def with_password() -> bytes:
    content = bytearray(docx())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    content[6] |= 1
    return bytes(content)


@pytest.mark.parametrize("content", [with_broken_checksum(), with_password(), docx(**{"_rels/.rels": "<no end"})])
def test_a_damaged_document_is_refused(content: bytes) -> None:
    assert verdict(content) == office_files.BROKEN


@pytest.mark.parametrize(("bound", "most"), [("MOST_PARTS", 2), ("MOST_UNPACKED", 100), ("LARGEST_LIST", 10)])
def test_a_document_that_unpacks_into_too_much_is_refused(monkeypatch: pytest.MonkeyPatch, bound: str, most: int) -> None:
    content = docx(**{"word/styles.xml": "x" * 200, "word/_rels/a.rels": relations(HYPERLINK)})
    assert verdict(content) == "Word"
    monkeypatch.setattr(office_files, bound, most)
    assert verdict(content) == office_files.TOO_LARGE
