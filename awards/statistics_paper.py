"""The statistics of a reporting year as a paper: the three forms, and the numbers drawn."""

from collections.abc import Iterator
from decimal import Decimal

from django.template.loader import render_to_string
from django.utils import timezone

from awards.pictures import of_recipients, of_years
from awards.statistics import ReportingYear, columns_of_numbers, counts_by_year, forms, given
from emulation.papers.content import Column, PrintedTable, TablePaper
from emulation.people.models import Role
from emulation.people.terms import sole_holder
from emulation.spreadsheets.writing import Table, Value
from emulation.units.models import Unit
from emulation.vietnamese.numbers import show_number

TO_COMPARE = "Số liệu theo các tiêu chí của Thông tư 18/2025/TT-BNV; bố cục biểu cần đối chiếu với biểu ban hành kèm Thông tư."
NAME = 28  # of a hundred parts of the width, for what a row is called; the others share the rest


def statistics_html(unit: Unit, year: ReportingYear) -> str:
    return render_to_string("papers/table.html", {"paper": statistics_paper(unit, year)})


def statistics_paper(unit: Unit, year: ReportingYear) -> TablePaper:
    """The paper with whoever is secretary and chair of the unit today."""
    heading = f"Thống kê thi đua, khen thưởng năm {year.year}"
    return TablePaper(
        title=f"{heading} - {unit}",
        author=unit.name,
        letterhead=unit.committee_lines,
        number=None,
        place=unit.place,
        dated=timezone.localdate(),
        year=year.year,
        heading=heading,
        notes=(f"Kỳ báo cáo {year.words}", TO_COMPARE),
        tables=tuple(_tables(unit, year)),
        made_by=sole_holder(Role.SECRETARY, unit),
        authority="TM. Ủy ban nhân dân",
        signer_title="Chủ tịch",
        signer_name=sole_holder(Role.CHAIR, unit),
    )


def _tables(unit: Unit, year: ReportingYear) -> Iterator[PrintedTable]:
    awards = given(unit, year)
    for form in forms(unit, year, awards):
        yield _printed(form)
    for picture in (*of_years(counts_by_year(unit, year), year), *of_recipients(awards)):
        yield PrintedTable.drawn(picture)


def _printed(form: Table) -> PrintedTable:
    """A worksheet as a table: its numbers at the right."""
    rows = [tuple(_text(value) for value in row) for row in form.rows]
    numbers = columns_of_numbers(form)
    share = (100 - NAME) // (len(form.head) - 1)
    columns = (Column(form.head[0], NAME), *(Column(word, share, "number" if place in numbers else "") for place, word in enumerate(form.head[1:], start=1)))
    return PrintedTable(f"Biểu {form.title}", columns, tuple(rows), heads=0, dense=True)


def _text(value: Value) -> str:
    return show_number(Decimal(value)) if isinstance(value, int) else str(value or "")
