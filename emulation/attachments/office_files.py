"""Word and Excel files as uploads: known by their parts, without macros, embedded files, or anything fetched from elsewhere."""

import io
import re
import zlib
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from emulation.attachments.kinds import SCANS, BadFile, FileKind

MOST_PARTS = 5_000
MOST_UNPACKED = 200 * 1024**2  # bytes, as the archive itself declares and as reading it finds
LARGEST_LIST = 2 * 1024**2  # bytes of one list of parts or relations
TYPES = "[Content_Types].xml"
FORBIDDEN = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|activeX/|embeddings/|externalLinks/|macrosheets/)", re.IGNORECASE)
HAS_CODE = "có mã lệnh, tệp khác hoặc liên kết tự tải gài bên trong nên không nhận. Xin lưu thành PDF rồi chọn lại tệp."
BROKEN = "bị hỏng nên không mở được. Xin lưu lại rồi chọn lại tệp."
TOO_LARGE = "khi mở ra quá lớn nên không nhận. Xin lưu thành PDF hoặc chia thành nhiều tệp."


def is_word(content: bytes) -> bool:
    return _has_main_part(content, "word/document.xml")


def is_excel(content: bytes) -> bool:
    return _has_main_part(content, "xl/workbook.xml")


def _has_main_part(content: bytes, part: str) -> bool:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return {part, TYPES} <= set(archive.namelist())
    except (BadZipFile, ValueError):
        return False


def check_office_file(content: bytes) -> None:
    """Raises BadFile unless each part can be unpacked within bounds, and none is code, another file, or a link that opens by itself."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            _check(archive)
    except (BadZipFile, zlib.error, EOFError, ValueError, SyntaxError, RuntimeError) as error:  # the latter two for lists and parts with a password
        raise BadFile(BROKEN) from error


def _check(archive: ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise BadFile(TOO_LARGE)
    for part in parts:
        if FORBIDDEN.search(part.filename):
            raise BadFile(HAS_CODE)
        is_list = part.filename == TYPES or part.filename.endswith(".rels")
        if is_list and part.file_size > LARGEST_LIST:
            raise BadFile(TOO_LARGE)
        with archive.open(part) as unpacked:
            if is_list:
                _check_list(unpacked.read())
            while unpacked.read(1 << 20):  # to the end, where its checksum is compared
                pass


def _check_list(xml: bytes) -> None:
    """Of relations that lead out of the file only hyperlinks wait for a click; a document type could hide one."""
    if b"<!DOCTYPE" in xml or b"\x00" in xml or b"macroEnabled" in xml:
        raise BadFile(HAS_CODE)
    for relation in ElementTree.fromstring(xml):
        if relation.get("TargetMode", "").lower() == "external" and not relation.get("Type", "").endswith("/hyperlink"):
            raise BadFile(HAS_CODE)


ZIP = b"PK\x03\x04"
DOCX = FileKind("Word", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ZIP, check_office_file, is_word)
XLSX = FileKind("Excel", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ZIP, check_office_file, is_excel)
EVIDENCE = (*SCANS, DOCX, XLSX)
