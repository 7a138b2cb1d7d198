"""The minutes of a group's meeting of assessment (Biên bản họp bình xét), in the form of minutes of Decree 30/2020 without a number."""

from collections.abc import Iterator

from django.utils import timezone

from awards.models import Assessed, Assessment, Criterion
from emulation.papers.document import Block, Document, Level, Signature
from emulation.papers.kinds import PaperKind

TITLE = "Biên bản họp bình xét"
AGREED = "Biên bản đã đọc cho các thành viên dự họp cùng nghe và nhất trí thông qua."


def assessment_minutes(assessment: Assessment) -> Document:
    """What they say by what was written down so far; dots stand for what was not."""
    unit = assessment.unit
    held_at = timezone.localtime(assessment.held_at) if assessment.held_at else None
    return Document(
        kind=PaperKind.MINUTES,
        letterhead=(f"UBND {unit.office}", unit.name),
        issuer=unit.name,
        symbol="",
        place=unit.place,
        year=assessment.year,
        dated=held_at.date() if held_at else None,
        subject=f"Họp bình xét danh hiệu “{assessment.honour}” năm {assessment.year}",
        blocks=tuple(_blocks(assessment)),
        signature=Signature(("CHỦ TRÌ",), assessment.chair_name),
        left_signature=Signature(("THƯ KÝ",), assessment.secretary_name),
        recipients=(f"UBND {unit.office}", "Lưu hồ sơ"),
    )


def _blocks(assessment: Assessment) -> Iterator[Block]:
    when = f"{timezone.localtime(assessment.held_at):%H giờ %M phút, ngày %d tháng %m năm %Y}" if assessment.held_at else "…"
    yield Block(Level.TEXT, f"Thời gian: {when}.")
    yield Block(Level.TEXT, f"Địa điểm: {assessment.place or '…'}.")
    yield Block(Level.TEXT, f"Thành phần: có mặt {assessment.present}/{assessment.invited} người được mời.")
    yield Block(Level.TEXT, f"Chủ trì: {assessment.chair_name or '…'}. Thư ký: {assessment.secretary_name or '…'}.")
    yield Block(Level.SECTION, "NỘI DUNG")
    yield from (Block(Level.TEXT, line.strip()) for line in assessment.notes.splitlines() if line.strip())
    criteria = list(assessment.scale.criteria.all())
    most = sum(one.most for one in criteria)
    yield Block(Level.TEXT, f"Chấm điểm theo các tiêu chuẩn sau, tổng điểm tối đa {most}, đạt từ {assessment.scale.threshold} điểm:")
    yield from (Block(Level.DASH, f"Điểm {one.position}: {one.text} (tối đa {one.most} điểm){'.' if one is criteria[-1] else ';'}") for one in criteria)
    rows = list(assessment.rows.all())
    yield Block(Level.SECTION, "KẾT QUẢ")
    yield Block(Level.TEXT, f"Bình xét {len(rows)} trường hợp, đạt {sum(bool(row.has_reached) for row in rows)}.")
    yield from _table(criteria, rows)
    if assessment.held_at and rows and all(row.total is not None for row in rows):  # else it is a draft, to which nobody has agreed
        yield Block(Level.TEXT, AGREED)


def _table(criteria: list[Criterion], rows: list[Assessed]) -> Iterator[Block]:
    if rows:
        columns = ("TT", "Tên", "Địa chỉ", *(f"Điểm {one.position}" for one in criteria), "Tổng", "Kết quả")
        yield Block(Level.TABLE, "Kết quả chấm điểm", columns=columns, rows=tuple(_row(place, row, len(criteria)) for place, row in enumerate(rows, start=1)))


def _row(place: int, row: Assessed, size: int) -> tuple[str, ...]:
    points = [str(one) for one in row.points] if row.total is not None else [""] * size
    found = {None: "Chưa chấm", True: "Đạt", False: "Không đạt"}[row.has_reached]  # what the meeting found, whatever comments changed
    return str(place), row.name, row.details, *points, "" if row.total is None else str(row.total), found
