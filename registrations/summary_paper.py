"""The summary as a paper for the council, on pages lying on their side."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.template.loader import render_to_string
from django.utils import timezone

from emulation.papers.content import Column, PrintedTable, TablePaper
from emulation.people.models import Role
from emulation.people.terms import sole_holder
from emulation.vietnamese.dates import clock
from emulation.vietnamese.numbers import show_number
from registrations.pictures import progress_of, results_of
from registrations.summary import Count, Summary, UnitLine
from registrations.summary_grades import GradeCount
from registrations.sums import KEPT_APART

PLACE = Column("TT", 4, "narrow")


def summary_html(summary: Summary) -> str:
    return render_to_string("papers/table.html", {"paper": summary_paper(summary)})


def summary_paper(summary: Summary) -> TablePaper:
    """The paper with whoever is secretary and chair of the launching unit today; two queries."""
    campaign = summary.campaign
    heading = f"Bảng tổng hợp đăng ký thi đua năm {campaign.year}"
    only = "Chỉ gồm các đăng ký đã được tiếp nhận." if summary.accepted_only else ""
    return TablePaper(
        title=f"{heading} - {campaign.unit}",
        author=campaign.unit.name,
        letterhead=campaign.unit.committee_lines,
        number=None,
        place=campaign.unit.place,
        dated=timezone.localtime(summary.at).date(),
        year=campaign.year,
        heading=heading,
        notes=tuple(filter(None, (campaign.title, f"Tính đến {clock(summary.at)}", only, KEPT_APART if summary.targets else ""))),
        tables=tuple(_tables(summary)),
        made_by=sole_holder(Role.SECRETARY, campaign.unit),
        authority="TM. Hội đồng Thi đua - Khen thưởng",
        signer_title="Chủ tịch",
        signer_name=sole_holder(Role.CHAIR, campaign.unit),
    )


def _tables(summary: Summary) -> Iterator[PrintedTable]:
    yield _numbers(summary)
    yield PrintedTable.drawn(progress_of(summary.total))
    yield _grades(summary)
    yield _titles(summary)
    for place, group in enumerate(summary.targets, start=1):
        of = f" ({group.kinds})" if group.kinds else ""
        yield PrintedTable(
            f"IV.{place}. Chỉ tiêu: {group.text}{of}",
            (PLACE, Column("Chỉ tiêu", 42), Column("Số đơn vị", 10, "number"), Column("Kết quả tổng hợp", 44)),
            _numbered([row.name, number(row.units), row.words] for row in group.shared),
            note=f"Có {number(len(group.single))} chỉ tiêu do một đơn vị tự đặt, ghi ở mục VI." if group.single else "",
        )
    if not summary.targets:
        yield PrintedTable("IV. Chỉ tiêu", (), (), empty="Chưa có đơn vị nào ghi chỉ tiêu.")
    for place, picture in enumerate(results_of(summary)):
        yield PrintedTable.drawn(picture, "" if place else f"IV.{len(summary.targets) + 1}. Kết quả thực hiện chỉ tiêu")
    yield _missing(summary)
    yield _details(summary)


def number(value: int) -> str:
    return show_number(Decimal(value))


def _numbered(rows: Iterable[list[str]]) -> tuple[tuple[str, ...], ...]:
    """The rows with their running number in front."""
    return tuple((str(place), *row) for place, row in enumerate(rows, start=1))


def _numbers(summary: Summary) -> PrintedTable:
    words = ("Được mời", "Đã đăng ký", "Trong đó đã tiếp nhận", "Chưa đăng ký", "Trong đó trả lại")
    columns = (Column("Loại đơn vị", 40), *(Column(word, 12, "number") for word in words))
    return PrintedTable("I. Tình hình đăng ký", columns, tuple(_count_row(one) for one in (*summary.kinds, summary.total)), heads=0)


def _count_row(one: Count) -> tuple[str, ...]:
    return (one.label, *map(number, (one.invited, one.sent, one.accepted, one.missing, one.returned)))


def _grades(summary: Summary) -> PrintedTable:
    columns = (PLACE, Column("Đối tượng", 30), Column("Mục", 26), Column("Mức và số đơn vị", 32), Column("Cộng", 8, "number"))
    rows = [[row.subject, group.text, grades_in_words(row), number(row.units)] for group in summary.grades for row in group.grades]
    return PrintedTable("II. Mức phấn đấu hoàn thành nhiệm vụ", columns, _numbered(rows), empty="Chưa có đơn vị nào đăng ký mức phấn đấu.")


def grades_in_words(row: GradeCount) -> str:
    """ "Vững mạnh xuất sắc: 3; Khá: 1": the grades that somebody pledges."""
    return "; ".join(f"{word}: {number(units)}" for word, units in row.worded if units)


def _titles(summary: Summary) -> PrintedTable:
    columns = (PLACE, Column("Danh hiệu", 28), Column("Số đơn vị", 9, "number"), Column("Số tập thể, cá nhân", 12, "number"), Column("Đơn vị đăng ký", 47))
    rows = [[row.title, number(row.units), number(row.number), "; ".join(row.who)] for row in summary.titles]
    return PrintedTable("III. Danh hiệu thi đua", columns, _numbered(rows), empty="Chưa có đơn vị nào đăng ký danh hiệu.")


def _missing(summary: Summary) -> PrintedTable:
    columns = (PLACE, Column("Đơn vị", 36), Column("Tình trạng", 18), Column("Người đứng đầu", 26), Column("Điện thoại", 16))
    rows = [
        [str(one.unit), one.badge.word, ", ".join(head.full_name for head in one.heads), ", ".join(head.phone for head in one.heads if head.phone)]
        for one in summary.missing
    ]
    return PrintedTable("V. Đơn vị chưa đăng ký", columns, _numbered(rows), empty="Tất cả các đơn vị được mời đã đăng ký.")


def _details(summary: Summary) -> PrintedTable:
    columns = (PLACE, Column("Đơn vị", 18), Column("Mức phấn đấu", 22), Column("Danh hiệu", 22), Column("Chỉ tiêu", 34))
    rows = [[str(line.unit), *("\n\n".join(part) for part in pledged(line))] for line in summary.lines]
    return PrintedTable("VI. Đăng ký của từng đơn vị", columns, _numbered(rows), empty="Chưa có đơn vị nào gửi đăng ký.")


def pledged(line: UnitLine) -> tuple[list[str], list[str], list[str]]:
    """What a unit pledges: grades, titles and targets, each as sentences."""
    return [str(one) for one in line.grades], [f"{one.option.text}: {one}" for one in line.titles], [str(one) for one in line.targets]
