"""Uploaded tables: every encoding and shape that offices send, and what is said of those that cannot be read."""

import io
import unicodedata
import zipfile
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import Workbook

from emulation.spreadsheets import reading
from emulation.spreadsheets.csv_text import WAY_OUT
from emulation.spreadsheets.reading import Column, read_table
from emulation.spreadsheets.records import Unreadable
from emulation.spreadsheets.workbooks import BROKEN
from emulation.spreadsheets.writing import Table, csv_of, xlsx_of

COLUMNS = (Column("code", "Mã", ("mã số",)), Column("kind", "Loại đơn vị", required=True), Column("name", "Tên", required=True))
TEXT = "Mã,Loại đơn vị,Tên\r\n01,Tổ dân phố,Đường Bờ Hồ\r\n"
ROWS = [(2, {"code": "01", "kind": "Tổ dân phố", "name": "Đường Bờ Hồ"}, [])]
NO_TABLE = "Tệp không phải là bảng CSV hoặc Excel (.xlsx). Xin chọn tệp khác."
TONES = "\u0300\u0309\u0303\u0301\u0323"


def read(content: bytes) -> list[tuple[int, dict[str, str], list[str]]]:
    return [(row.number, row.cells, [str(fault) for fault in row.faults]) for row in read_table(content, COLUMNS).rows]


def refusal(content: bytes) -> list[str]:
    with pytest.raises(Unreadable) as refused:
        read(content)
    return refused.value.faults


def in_1258(text: str) -> bytes:
    """Each tone after its vowel, as that encoding has it."""
    parts = []
    for letter in unicodedata.normalize("NFC", text):
        marks = unicodedata.normalize("NFD", letter)
        parts.append(unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES)))
        parts += [mark for mark in marks if mark in TONES]
    return "".join(parts).encode("cp1258")


def workbook(*rows: list[Any], **more_sheets: list[list[Any]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for title, lines in more_sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        unicodedata.normalize("NFD", TEXT).encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace("\r\n", "\n").encode(),
        TEXT.replace("\r\n", "\r").encode(),
        TEXT.replace("Bờ Hồ", "\u00a0Bờ  Hồ ").encode(),
        TEXT.replace("Loại đơn vị", "LOAI DON VI (*)").replace("Mã", "mã số").encode(),
        TEXT.replace("01,", '"01",').encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "decomposed", "semicolon", "tab", "line feeds", "old mac", "spaces", "other titles", "quoted"],
)
def test_a_csv_table_is_read_whatever_its_shape(content: bytes) -> None:
    assert read(content) == ROWS


def test_a_title_above_the_head_and_blank_rows_are_passed_over_and_rows_keep_excels_numbers() -> None:
    text = f"DANH SÁCH,,\n\n{TEXT}\n,,\n02,Thôn,Đồng Tâm\n".replace("\r", "")
    assert [(number, cells["name"]) for number, cells, _ in read(text.encode())] == [(4, "Đường Bờ Hồ"), (7, "Đồng Tâm")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (in_1258("Mã,Loại đơn vị,Tên\n"), f"Tệp có vẻ được lưu bằng bảng mã Windows-1258, không phải UTF-8. {WAY_OUT} Dòng đầu tiên không đọc được là dòng 1."),
        (
            b"Ma,Loai don vi,Ten\n1,T\xe6 d\xa9n ph\xe8,Th\xde Hoa\n",  # TCVN3
            f"Tệp có vẻ được lưu bằng bảng mã cũ (Windows-1252, TCVN3 hoặc VNI), không phải UTF-8. {WAY_OUT} Dòng đầu tiên không đọc được là dòng 2.",
        ),
        (
            "Mã,Loại đơn vị,Tên\nX".encode("utf-16") + b"\x00",
            f"Tệp có vẻ được lưu bằng bảng mã cũ (Windows-1252, TCVN3 hoặc VNI), không phải UTF-8. {WAY_OUT} Dòng đầu tiên không đọc được là dòng 2.",
        ),
        (b"%PDF-1.7\x00\x01", NO_TABLE),
        (b"\n <html><table>", NO_TABLE),
        (b"", "Không tìm thấy dòng tiêu đề của bảng trong 20 dòng đầu. Dòng tiêu đề cần có các cột “Loại đơn vị”, “Tên”."),
        (b"a,b\n1,2\n", "Không tìm thấy dòng tiêu đề của bảng trong 20 dòng đầu. Dòng tiêu đề cần có các cột “Loại đơn vị”, “Tên”."),
        (b"x" * (5 * 1024**2 + 1), "Tệp lớn quá 5 MB. Xin chia thành nhiều tệp nhỏ hơn."),
        (TEXT.encode() + b"x" * 200_000, "Tệp CSV có ô quá dài hoặc thiếu dấu nháy kép đóng. Xin mở lại bằng Excel, kiểm tra rồi lưu lại."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "Tệp Excel kiểu cũ (.xls). Xin mở bằng Excel, lưu dưới dạng .xlsx rồi tải lên."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "Tệp có mật khẩu bảo vệ. Xin bỏ mật khẩu trong Excel, lưu lại rồi tải lên.",
        ),
        (b"PK\x03\x04 not at all", BROKEN),
        (archive(word__document=b""), "Tệp không phải là sổ Excel (.xlsx). Xin mở bằng chương trình bảng tính, lưu dưới dạng .xlsx rồi tải lên."),
        (
            archive(**{"xl__workbook.xml": b"", "xl__bomb.xml": b" " * (61 * 1024**2)}),
            "Tệp Excel quá lớn sau khi giải nén. Xin chỉ để lại bảng cần nhập trong tệp.",
        ),
        (archive(**{"xl__workbook.xml": b"<x>"}), BROKEN),
    ],
    ids=["1258", "tcvn3", "broken utf-16", "pdf", "html", "empty", "no head", "too large", "huge cell", "xls", "password", "no zip", "docx", "bomb", "broken"],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(content: bytes, said: str) -> None:
    assert refusal(content) == [said]


def test_missing_and_double_columns_are_named_and_an_unknown_one_is_a_remark() -> None:
    assert refusal("Mã,MÃ,Tên\n".encode()) == [
        "Dòng 1: cột “MÃ” có hai lần. Xin bỏ một cột.",
        "Dòng 1: thiếu cột “Loại đơn vị”. Xin thêm cột này vào dòng tiêu đề.",
    ]
    table = read_table("Tên,Ghi chú,Loại đơn vị,\nA,x,Thôn,\n".encode(), COLUMNS)
    assert (table.remarks, [row.cells for row in table.rows]) == (
        ("Cột “Ghi chú” không dùng đến nên được bỏ qua.",),
        [{"name": "A", "kind": "Thôn"}],
    )


ASKED = "Xin lưu lại tệp gốc theo dạng .xlsx hoặc “CSV UTF-8”, rồi tải lên."


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("1,Thôn,T? dân", f"Tên: Chữ có dấu đã mất, thành dấu “?”. {ASKED}"),
        ("1,Thôn,PhÆ°á»\x9dng", f"Tên: Chữ có dấu bị lưu sai bảng mã. {ASKED}"),
        ("1,Thôn,Tæ d©n phè", "Tên: Chữ gõ bằng phông cũ (TCVN3, VNI). Xin chuyển sang Unicode rồi tải lên."),
        ("1,Thôn,#N/A", "Tên: Công thức trong ô báo lỗi. Xin sửa công thức hoặc ghi thẳng nội dung."),
        ("1,Thôn,A,b", "Có ô “b” nằm ngoài các cột của bảng. Xin xem lại dấu phân cách trong dòng này."),
        ("1,Thôn,Ã€n", f"Tên: Chữ có dấu bị lưu sai bảng mã. {ASKED}"),
    ],
)
def test_a_damaged_cell_is_a_fault_of_its_row(line: str, fault: str) -> None:
    ((_, _, faults),) = read(f"Mã,Loại đơn vị,Tên\n{line}\n".encode())
    assert faults == [fault]


def test_more_rows_than_allowed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 1)
    assert refusal((TEXT + TEXT).encode()) == ["Tệp có hơn 1 dòng. Xin chia thành nhiều tệp nhỏ hơn."]


def test_an_excel_table_is_read_with_numbers_days_and_results_as_text() -> None:
    content = workbook(
        ["DANH SÁCH"],
        [],
        ["Mã", "Loại đơn vị", "Tên"],
        [1, "Thôn", datetime(2026, 2, 1)],
        [2.0, 12.5, time(8, 30)],
        [None, True, date(2026, 1, 2)],
    )
    assert [(number, list(cells.values())) for number, cells, _ in read(content)] == [
        (4, ["1", "Thôn", "01/02/2026"]),
        (5, ["2", "12,5", "08:30:00"]),
        (6, ["", "True", "02/01/2026"]),
    ]


def test_a_formula_without_a_result_is_a_fault_and_only_the_first_visible_sheet_is_read() -> None:
    content = workbook(["Tên", "Loại đơn vị"], ["A", "=1+1"], [], ["B", "Thôn"], Hai=[["x"]])
    table = read_table(content, COLUMNS)
    assert [[str(fault) for fault in row.faults] for row in table.rows] == [
        ["Loại đơn vị: Công thức trong ô chưa được tính. Xin mở tệp bằng Excel, lưu lại, rồi tải lên."],
        [],
    ]
    assert table.remarks == ("Chỉ đọc trang tính đầu tiên, “Sheet”.",)


def test_a_workbook_cut_off_in_the_middle_is_refused() -> None:
    whole = workbook(["Tên", "Loại đơn vị"], ["A", "Thôn"])
    with zipfile.ZipFile(io.BytesIO(whole)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet][: parts[sheet].index(b'<row r="2"') + 30]
    assert refusal(archive(**{name.replace("/", "__"): content for name, content in parts.items()})) == [BROKEN]


def test_what_is_written_is_read_again_and_no_cell_is_a_formula() -> None:
    rows = [["=1+1", "+84 912", "'quoted"], ["@x", "-", "tab\tin"], ["", None, 12]]
    table = Table("Bảng: một", [column.title for column in COLUMNS], rows)
    expected = [["=1+1", "+84 912", "'quoted"], ["@x", "-", "tab in"], ["", "", "12"]]
    for written in (csv_of(table), xlsx_of(table)):
        assert [list(cells.values()) for _, cells, _ in read(written)] == expected
    assert csv_of(table).decode("utf-8-sig").splitlines()[1] == "'=1+1,'+84 912,''quoted"
