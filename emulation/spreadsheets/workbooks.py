"""Reads the first worksheet of an Excel workbook, line by line, and refuses what is none or would burst."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from emulation.spreadsheets.records import Record, Unreadable

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAY_BE_A_WORKBOOK = (ZIP, OLE)
MOST_UNPACKED = 60 * 1024**2  # bytes of all parts together
MOST_COLUMNS, LAST_LINE = 100, 1_048_576
BROKEN = "Tệp Excel bị hỏng, không đọc được. Xin mở lại bằng Excel, lưu lại rồi tải lên."
FORMULA = re.compile(rb"<f[\s>/]")
FAILURES = (zipfile.BadZipFile, InvalidFileException, ParseError, SyntaxError, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError)


def workbook_records(content: bytes, remarks: list[str]) -> Iterator[Record]:
    """The lines of the first visible worksheet, with the results of formulas. Raises Unreadable; says in `remarks` which sheets it leaves out."""
    _refuse_what_is_no_workbook(content)
    return _records(content, remarks)


def _refuse_what_is_no_workbook(content: bytes) -> None:
    if content.startswith(OLE):
        protected = "EncryptedPackage".encode("utf-16-le") in content
        raise Unreadable(
            "Tệp có mật khẩu bảo vệ. Xin bỏ mật khẩu trong Excel, lưu lại rồi tải lên."
            if protected
            else "Tệp Excel kiểu cũ (.xls). Xin mở bằng Excel, lưu dưới dạng .xlsx rồi tải lên."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except FAILURES as error:
        raise Unreadable(BROKEN) from error
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise Unreadable("Tệp không phải là sổ Excel (.xlsx). Xin mở bằng chương trình bảng tính, lưu dưới dạng .xlsx rồi tải lên.")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:  # zipfile reads no more than a part declares
        raise Unreadable("Tệp Excel quá lớn sau khi giải nén. Xin chỉ để lại bảng cần nhập trong tệp.")


def _records(content: bytes, remarks: list[str]) -> Iterator[Record]:
    lines = _lines(content, remarks)
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # openpyxl tells of styles and extensions that do not matter here
                record = next(lines, None)
        except FAILURES as error:
            raise Unreadable(BROKEN) from error
        if record is None:
            return
        yield record


def _lines(content: bytes, remarks: list[str]) -> Iterator[Record]:
    with closing(_opened(content, results=True)) as book:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
        if len(sheets) > 1:
            remarks.append(f"Chỉ đọc trang tính đầu tiên, “{sheets[0].title}”.")
        results = _values(sheets[0])
        if not _has_formulas(content):
            yield from (Record(number, cells) for number, cells in enumerate(results, start=1) if cells.count(None) < len(cells))
            return
        with closing(_opened(content, results=False)) as formulas:
            written = _values(formulas[sheets[0].title])
            for number, (cells, sources) in enumerate(zip(results, written, strict=False), start=1):
                if sources.count(None) < len(sources):
                    yield Record(number, cells, _uncalculated(cells, sources))


def _opened(content: bytes, *, results: bool) -> Workbook:
    return load_workbook(io.BytesIO(content), read_only=True, data_only=results, keep_links=False)


def _values(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # some programs write wrong ones
    return iter(sheet.iter_rows(max_col=MOST_COLUMNS, max_row=LAST_LINE, values_only=True))


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(FORMULA.search(archive.read(part)) for part in archive.namelist() if part.startswith("xl/worksheets/"))


def _uncalculated(cells: tuple[Any, ...], sources: tuple[Any, ...]) -> frozenset[int]:
    """Places where a formula stands and no result of it."""
    return frozenset(place for place, (cell, source) in enumerate(zip(cells, sources, strict=False)) if source is not None and cell is None)
