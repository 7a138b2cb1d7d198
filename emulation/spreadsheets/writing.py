"""Writes tables as an Excel workbook or as CSV."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from emulation.spreadsheets.csv_text import is_formula
from emulation.spreadsheets.records import text_of

Value = str | int | Decimal | date | None
WIDEST, NARROWEST = 60, 8  # characters
HEAD = Font(name="Times New Roman", bold=True)
BODY = Font(name="Times New Roman")
WRAPPED = Alignment(wrap_text=True, vertical="top")
DAY, CLOCK = "DD/MM/YYYY", "HH:MM, DD/MM/YYYY"
NOT_IN_A_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True)
class Table:
    """One worksheet: its title (Excel shows 31 characters), the words above the columns, and the rows below them; `above` are lines over all of that."""

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[Value]]
    above: Sequence[str] = ()


def xlsx_of(*tables: Table) -> bytes:
    """The workbook with one worksheet a table, the head frozen, numbers, days and Vietnamese times as such. Text stays text, also where it begins with "="."""
    book = Workbook(write_only=True)
    for table in tables:
        _write(book.create_sheet(table.title.translate(NOT_IN_A_TITLE)[:31]), table)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def csv_of(table: Table) -> bytes:
    """The table as UTF-8 with a byte order mark, by which Excel knows it; text that Excel would calculate stands behind an apostrophe."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(table.head)
    writer.writerows([_harmless(value) for value in row] for row in table.rows)
    return buffer.getvalue().encode("utf-8-sig")


def _harmless(value: Value) -> str:
    text = text_of(value)
    return f"'{text}" if isinstance(value, str) and is_formula(text) else text


def _write(page: Worksheet, table: Table) -> None:
    rows = [[_to_the_minute(value) for value in row] for row in table.rows]
    for place, words in enumerate(table.head):
        longest = max([len(words), *(len(str(row[place] or "")) for row in rows)])
        page.column_dimensions[get_column_letter(place + 1)].width = min(max(longest + 2, NARROWEST), WIDEST)
    page.freeze_panes = f"A{len(table.above) + 2}"
    for line in table.above:
        page.append([_cell(page, line, HEAD, Alignment())])  # runs on over the columns
    page.append([_cell(page, words, HEAD) for words in table.head])
    for row in rows:
        page.append([None if value in (None, "") else _cell(page, value, BODY) for value in row])


def _to_the_minute(value: Value) -> Value:
    """A time as pages tell it: in Vietnam and without seconds, by which nobody sorts or filters; Excel knows no zones."""
    return timezone.make_naive(value).replace(second=0, microsecond=0) if isinstance(value, datetime) else value


def _cell(page: Worksheet, value: Any, font: Font, alignment: Alignment = WRAPPED) -> Cell:
    cell = WriteOnlyCell(page, value)
    cell.font, cell.alignment = font, alignment
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula
    elif isinstance(value, date):
        cell.number_format = CLOCK if isinstance(value, datetime) else DAY
    return cell
