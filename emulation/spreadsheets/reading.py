"""Reads the table that somebody uploads, CSV or Excel, into rows with named columns; says in Vietnamese what it cannot read and where."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from emulation.spreadsheets.csv_text import csv_records
from emulation.spreadsheets.records import MOST_BYTES, Record, Unreadable, listed, text_of
from emulation.spreadsheets.workbooks import MAY_BE_A_WORKBOOK, workbook_records
from emulation.vietnamese.order import search_key

MOST_ROWS = 20_000
HEAD_WITHIN = 20  # lines: a title and a date may stand above the head of the table
DOUBLE_ENCODED = re.compile(r"á[º»]|Æ[°¡]|Ä[‘ƒ]|Ã[¡-¿€]")  # UTF-8 taken for Windows-1252: "PhÆ°á»ng" for "Phường"
LOST_LETTERS = re.compile(r"[^\W\d_]\?|\?\?|\ufffd")
OLD_FONT = re.compile(r"[^\W\d_][¸¶¹¼½¾¡¢£¤¥¦§¨©«¬®][^\W\d_]|µ")  # TCVN3 typed in .VnTime: "Tæ d©n phè"


@dataclass(frozen=True)
class Column:
    """A column that may be in the table: its name in code, its title, other titles that are taken for it, and what to write there."""

    name: str
    title: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    hint: str = ""
    sample: str = ""


@dataclass(frozen=True)
class Fault:
    """What is wrong, in words that say what to do; `column` is the title of the column, or empty for the whole row."""

    words: str
    column: str = ""

    def __str__(self) -> str:
        words = self.words[:1].upper() + self.words[1:]
        return f"{self.column}: {words}" if self.column else words


@dataclass
class Row:
    """A row of the table: its number as Excel counts, its cells by the names of the columns, all as text, days as 31/12/2026."""

    number: int
    cells: dict[str, str]
    titles: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, words: str, name: str = "") -> None:
        """Note a fault of the row, or of its column of that name."""
        self.faults.append(Fault(words, self.titles.get(name, "")))

    def is_refused(self, name: str) -> bool:
        """Whether a fault of the column of that name is noted already."""
        return any(fault.column == self.titles[name] for fault in self.faults)

    def text(self, name: str) -> str:
        """The cell's text, empty where the table lacks the column."""
        return self.cells.get(name, "")


@dataclass(frozen=True)
class Reading:
    """The rows below the head, read while they are asked for, and what the reader should know of the file."""

    rows: Iterator[Row]
    remarks: tuple[str, ...]


def read_table(content: bytes, columns: Sequence[Column]) -> Reading:
    """The table in a file. Raises Unreadable with its faults, at once for the file and its head, or later while the rows are read."""
    if len(content) > MOST_BYTES:
        raise Unreadable(f"Tệp lớn quá {MOST_BYTES // 1024**2} MB. Xin chia thành nhiều tệp nhỏ hơn.")
    keys = _keys(columns)
    remarks: list[str] = []
    is_workbook = content.startswith(MAY_BE_A_WORKBOOK)
    records = workbook_records(content, remarks) if is_workbook else csv_records(content, lambda cells: len(_known(cells, keys)))
    head, below = _head(records, keys)
    places = _places(head, keys, remarks)
    width = max(place for place, cell in enumerate(head.cells, start=1) if text_of(cell))
    titles = {column.name: column.title for column in columns}
    return Reading(_rows(below, places, titles, width), tuple(remarks))


def key_of(text: str) -> str:
    """Titles and words of a list as they are compared: without diacritics, case, brackets and signs."""
    bare = search_key(re.sub(r"\(.*?\)", " ", text))
    return " ".join(re.findall(r"[a-z0-9]+", bare))


def _keys(columns: Sequence[Column]) -> dict[str, Column]:
    return {key_of(title): column for column in columns for title in (column.name, column.title, *column.aliases)}


def _known(cells: Sequence[object], keys: dict[str, Column]) -> set[str]:
    return {found.name for cell in cells if (found := keys.get(key_of(text_of(cell))))}


def _head(records: Iterator[Record], keys: dict[str, Column]) -> tuple[Record, Iterator[Record]]:
    """The line with the most titles among the first, and what follows it."""
    first = list(islice(records, HEAD_WITHIN))
    best = max(first, key=lambda record: len(_known(record.cells, keys)), default=None)
    if best is None or len(_known(best.cells, keys)) < min(2, len(set(keys.values()))):
        titles = dict.fromkeys(column.title for column in keys.values() if column.required)
        raise Unreadable(f"Không tìm thấy dòng tiêu đề của bảng trong {HEAD_WITHIN} dòng đầu. Dòng tiêu đề cần có các cột {listed(titles)}.")
    return best, chain(first[first.index(best) + 1 :], records)


def _places(head: Record, keys: dict[str, Column], remarks: list[str]) -> dict[int, Column]:
    """Which column stands at which place. Raises Unreadable when one is missing or there twice; one that nobody knows is a remark."""
    places: dict[int, Column] = {}
    faults = []
    for place, cell in enumerate(head.cells):
        title = text_of(cell)
        column = keys.get(key_of(title))
        if column is None and title:
            remarks.append(f"Cột “{title[:60]}” không dùng đến nên được bỏ qua.")
        elif column in places.values():
            faults.append(f"Dòng {head.number}: cột “{title}” có hai lần. Xin bỏ một cột.")
        elif column is not None:
            places[place] = column
    missing = [column for column in dict.fromkeys(keys.values()) if column.required and column not in places.values()]
    faults += [f"Dòng {head.number}: thiếu cột “{column.title}”. Xin thêm cột này vào dòng tiêu đề." for column in missing]
    if faults:
        raise Unreadable(*faults)
    return places


def _rows(records: Iterator[Record], places: dict[int, Column], titles: dict[str, str], width: int) -> Iterator[Row]:
    count = 0
    for record in records:
        texts = [text_of(cell) for cell in record.cells]
        if not any(texts):
            continue
        count += 1
        if count > MOST_ROWS:
            raise Unreadable(f"Tệp có hơn {MOST_ROWS:,} dòng. Xin chia thành nhiều tệp nhỏ hơn.".replace(",", "."))
        row = Row(record.number, {}, titles)
        _fill(row, texts, record.uncalculated, places)
        if outside := [text for text in texts[width:] if text]:
            row.refuse(f"có ô “{outside[0][:40]}” nằm ngoài các cột của bảng. Xin xem lại dấu phân cách trong dòng này.")
        yield row


def _fill(row: Row, texts: list[str], uncalculated: frozenset[int], places: dict[int, Column]) -> None:
    for place, column in places.items():
        text = row.cells[column.name] = texts[place] if place < len(texts) else ""
        if words := _damage(text, place in uncalculated):
            row.refuse(words, column.name)


CELL_ERRORS = {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
DAMAGES: list[tuple[Callable[[str], object], str]] = [
    (lambda text: text in CELL_ERRORS, "công thức trong ô báo lỗi. Xin sửa công thức hoặc ghi thẳng nội dung."),
    (LOST_LETTERS.search, "chữ có dấu đã mất, thành dấu “?”. Xin lưu lại tệp gốc theo dạng .xlsx hoặc “CSV UTF-8”, rồi tải lên."),
    (OLD_FONT.search, "chữ gõ bằng phông cũ (TCVN3, VNI). Xin chuyển sang Unicode rồi tải lên."),
    (DOUBLE_ENCODED.search, "chữ có dấu bị lưu sai bảng mã. Xin lưu lại tệp gốc theo dạng .xlsx hoặc “CSV UTF-8”, rồi tải lên."),
]


def _damage(text: str, uncalculated: bool) -> str:
    """What has happened to the text on its way, or nothing."""
    if uncalculated:
        return "công thức trong ô chưa được tính. Xin mở tệp bằng Excel, lưu lại, rồi tải lên."
    return next((words for is_so, words in DAMAGES if text and is_so(text)), "")
