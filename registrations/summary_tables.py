"""The summary as an Excel workbook: the same numbers, as numbers, and every answer in a row of its own."""

from collections.abc import Iterator

from emulation.sheets.models import Item
from emulation.spreadsheets.writing import Table, Value, xlsx_of
from emulation.vietnamese.dates import clock
from registrations.sheets import fill, words_of
from registrations.summary import Summary, UnitLine, how_many, names_of


def summary_xlsx(summary: Summary) -> bytes:
    """Six worksheets: overview, grades, titles, targets, every answer, and who is missing."""
    return xlsx_of(
        Table("Tổng quan", ["Loại đơn vị", "Được mời", "Đã đăng ký", "Đã tiếp nhận", "Chưa đăng ký", "Trong đó trả lại"], _overview(summary)),
        Table("Mức phấn đấu", ["Mục", "Loại đơn vị", "Đối tượng", "Mức", "Số đơn vị"], _grades(summary)),
        Table("Danh hiệu", ["Danh hiệu", "Số đơn vị", "Số tập thể, cá nhân", "Đơn vị đăng ký"], _titles(summary)),
        Table(
            "Chỉ tiêu",
            ["Mục", "Loại đơn vị", "Chỉ tiêu", "Hướng", "Đơn vị tính", "Số đơn vị", "Cộng", "Thấp nhất", "Cao nhất", "Bình quân"],
            _targets(summary),
        ),
        Table("Chi tiết", DETAILS, _details(summary)),
        Table("Chưa đăng ký", ["Đơn vị", "Loại đơn vị", "Tình trạng", "Người đứng đầu", "Điện thoại"], _missing(summary)),
    )


DETAILS = ["Đơn vị", "Loại đơn vị", "Tình trạng", "Phần", "Mục", "Nội dung", "Mức, so sánh", "Số", "Đơn vị tính", "Ghi chú", "Thực hiện", "Kết quả"]
Rows = Iterator[list[Value]]


def _overview(summary: Summary) -> Rows:
    for one in [*summary.kinds, summary.total]:
        yield [one.label, one.invited, one.sent, one.accepted, one.missing, one.returned]
    yield [f"Tính đến {clock(summary.at)}" + (", chỉ gồm đăng ký đã tiếp nhận" if summary.accepted_only else ""), None, None, None, None, None]


def _grades(summary: Summary) -> Rows:
    for group in summary.grades:
        for row in group.grades:
            for word, units in row.worded:
                yield [group.text, group.kinds, row.subject, word, units]


def _titles(summary: Summary) -> Rows:
    for row in summary.titles:
        yield [row.title, row.units, row.number, "\n".join(row.who)]


def _targets(summary: Summary) -> Rows:
    for group in summary.targets:
        for row in group.targets:
            yield [group.text, group.kinds, row.name, row.direction, row.unit, row.units, row.total, row.low, row.high, row.mean]


def _details(summary: Summary) -> Rows:
    texts = {item.pk: str(item) for item in Item.objects.filter(sheet__registrations__campaign=summary.campaign).distinct()}
    for line in summary.lines:
        start: list[Value] = [str(line.unit), line.unit.get_kind_display(), line.badge.word]
        words = words_of(summary.campaign, line.unit)
        for row in _answers(line, {pk: fill(text, words) for pk, text in texts.items()}):
            yield [*start, *row]


def _answers(line: UnitLine, items: dict[int, str]) -> Rows:
    for grade in line.grades:
        yield ["Mức phấn đấu", items[grade.item_id], grade.subject, grade.word, None, None, None, None, None]
    for title in line.titles:
        yield ["Danh hiệu", items[title.option.item_id], title.option.text, None, how_many(title), None, "; ".join(names_of(title)), None, None]
    for target in line.targets:
        comparator = target.get_comparator_display() if target.value is not None else None
        yield [
            "Chỉ tiêu",
            items[target.item_id],
            target.name,
            comparator,
            target.value,
            target.unit,
            target.note,
            target.achieved,
            target.get_outcome_display() or None,
        ]


def _missing(summary: Summary) -> Rows:
    for one in summary.missing:
        names, phones = (", ".join(filter(None, (getattr(head, word) for head in one.heads))) for word in ("full_name", "phone"))
        yield [str(one.unit), one.unit.get_kind_display(), one.badge.word, names, phones or one.unit.phone]
