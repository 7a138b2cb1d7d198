"""Reads CSV: finds its encoding and its delimiter, and tells which encoding it probably has when that is not one we take."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise

from emulation.spreadsheets.records import Record, Unreadable

DELIMITERS = ",;\t"
SAMPLE = 20  # lines
BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
BINARY = re.compile(rb"[\x00-\x08]")
VOWELS = set("aăâeêioôơuưy")
TONES = {"\u0300", "\u0309", "\u0303", "\u0301", "\u0323"}
WAY_OUT = "Trong Excel xin chọn “Lưu dưới dạng”, kiểu “CSV UTF-8”, hoặc gửi tệp .xlsx."
NO_TABLE = "Tệp không phải là bảng CSV hoặc Excel (.xlsx). Xin chọn tệp khác."


def csv_records(content: bytes, known: Callable[[Sequence[str]], int]) -> Iterator[Record]:
    """The lines of a CSV file; `known` counts the titles of columns in a line and so finds the delimiter. Raises Unreadable."""
    text = _decoded(content)
    if text.lstrip().startswith("<"):  # a web page under another name
        raise Unreadable(NO_TABLE)
    best = max(DELIMITERS, key=lambda delimiter: max((known(cells) for cells in islice(_lines(text, delimiter), SAMPLE)), default=0))
    return (Record(number, cells) for number, cells in enumerate(_lines(text, best), start=1))


def _lines(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield [_unguarded(cell) for cell in cells]
    except csv.Error as error:
        raise Unreadable("Tệp CSV có ô quá dài hoặc thiếu dấu nháy kép đóng. Xin mở lại bằng Excel, kiểm tra rồi lưu lại.") from error


def _unguarded(cell: str) -> str:
    """The cell without the apostrophe that `csv_of` puts before what a spreadsheet would take for a formula."""
    return cell[1:] if is_formula(cell[1:]) and cell.startswith("'") else cell


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might calculate the text, or has been kept from it by an apostrophe."""
    return text.lstrip().startswith(("=", "+", "-", "@", "'"))


def _decoded(content: bytes) -> str:
    encoding = next((name for mark, name in BYTE_ORDER_MARKS if content.startswith(mark)), "utf-8")
    if encoding == "utf-8" and BINARY.search(content):
        raise Unreadable(NO_TABLE)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable(f"{_guess(content)} {WAY_OUT} Dòng đầu tiên không đọc được là dòng {line}.") from error


def _guess(content: bytes) -> str:
    if _looks_like_1258(content):
        return "Tệp có vẻ được lưu bằng bảng mã Windows-1258, không phải UTF-8."
    return "Tệp có vẻ được lưu bằng bảng mã cũ (Windows-1252, TCVN3 hoặc VNI), không phải UTF-8."


def _looks_like_1258(content: bytes) -> bool:
    """Whether the bytes read as Windows-1258 give Vietnamese: that encoding writes most tones apart, each after its vowel."""
    text = content.decode("cp1258", errors="replace").lower()
    toned = {before for before, mark in pairwise(text) if mark in TONES}
    return bool(toned) and toned <= VOWELS
