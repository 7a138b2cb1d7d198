"""Households of an assessment from Excel: planned row by row, and imported whole or not at all. A row means the household of that name and address."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from awards.assessing import locked_draft, term_of
from awards.kept_lists import clean, refuse_unfit, take
from awards.models import Assessed, Assessment, AssessmentImport, Criterion
from awards.models.assessment import key_of
from emulation.history.models import write_line
from emulation.people.models import User
from emulation.spreadsheets.plans import Entry, Plan
from emulation.spreadsheets.reading import Column, Row, read_table
from emulation.workflow import MoveRefused

NAME = Column("name", "Họ tên chủ hộ", ("chủ hộ", "họ và tên", "họ tên", "họ và tên chủ hộ"), required=True, sample="Nguyễn Văn Bình")
DETAILS = Column("details", "Địa chỉ", ("số nhà",), hint="Để phân biệt các hộ trùng tên.", sample="Số 12, ngõ 3")


def columns_of(criteria: Iterable[Criterion]) -> tuple[Column, ...]:
    """Name, address, and one column of points for each criterion."""
    points = (
        Column(f"points{one.position}", f"Điểm {one.position}", (one.text,), hint=f"{one.text}: tối đa {one.most}.", sample=str(one.most)) for one in criteria
    )
    return NAME, DETAILS, *points


@dataclass
class HouseholdEntry(Entry):
    """A row, with the household that it means."""

    household: Assessed = field(default_factory=Assessed)


def plan_households(rows: Iterable[Row], assessment: Assessment, criteria: list[Criterion]) -> Plan:
    """What the table would do; one query however long it is."""
    there = {one.key: one for one in assessment.rows.all()}
    seen: dict[str, int] = {}
    return Plan(columns_of(criteria), [_entry(row, assessment, criteria, there, seen) for row in rows])


def _entry(row: Row, assessment: Assessment, criteria: list[Criterion], there: dict[str, Assessed], seen: dict[str, int]) -> HouseholdEntry:
    name, details = row.text("name"), row.text("details")
    key = key_of(name, details)
    entry = HouseholdEntry(row, is_new=key not in there)
    refuse_unfit(entry, Assessed, "details", required=("name",))
    if name and key in seen:
        entry.refuse(f"trùng với dòng {seen[key]}. Nếu là hộ khác, xin ghi địa chỉ.", "name")
    seen.setdefault(key, row.number)
    household = there.get(key) or Assessed(assessment=assessment, name=name, details=details)
    points = _points(entry, criteria)
    if points and points != household.points:
        household.score(points, assessment.scale.threshold)
        entry.changes.append(f"{household.total} điểm")
    entry.household = household
    return entry


def _points(entry: HouseholdEntry, criteria: list[Criterion]) -> list[int]:
    """The points of the row; none where it gives none."""
    texts = [(one, entry.row.text(f"points{one.position}")) for one in criteria]
    if not any(text for _, text in texts):
        return []
    points = []
    for one, text in texts:
        if not (text.isascii() and text.isdecimal() and int(text[:6]) <= one.most):
            entry.refuse(f"xin ghi số nguyên từ 0 đến {one.most}.", f"points{one.position}")
            continue
        points.append(int(text))
    return points if not entry.faults else []


def keep_households(content: bytes, file_name: str, *, assessment: Assessment, owner: User) -> AssessmentImport:
    """Keep an uploaded list in the place of the one uploaded before. Raises MoveRefused for an assessment that is no draft any more."""
    if not assessment.is_draft:
        raise MoveRefused(f"Bình xét hiện ở tình trạng “{assessment.badge.word}” nên không sửa được. Xin tải lại trang.")
    defaults = {"content": content, "file_name": file_name[-200:], "made_at": timezone.now()}
    kept, _ = AssessmentImport.objects.update_or_create(owner=owner, assessment=assessment, imported_at=None, defaults=defaults)
    return kept


def plan_kept(kept: AssessmentImport, assessment: Assessment) -> Plan:
    """What the kept list would do to the assessment as it is; it could be read when it was uploaded."""
    criteria = list(assessment.scale.criteria.all())
    return plan_households(read_table(bytes(kept.content or b""), columns_of(criteria)).rows, assessment, criteria)


@transaction.atomic
def import_households(kept: AssessmentImport, *, by: User) -> int:
    """Import all rows, or none; how many households are new or have new points. Raises MoveRefused when a row is faulty, or the list is imported already."""
    locked, now = locked_draft(kept.assessment, by), timezone.now()
    plan = plan_kept(kept, locked) if kept.imported_at is None else None
    take(kept, now)
    assert plan is not None  # it was open
    households = [entry.household for entry in clean(plan).entries if isinstance(entry, HouseholdEntry) and (entry.is_new or entry.changes)]
    new = [one for one in households if one.pk is None]
    for one in new:
        one.set_keys()
    Assessed.objects.bulk_update([one for one in households if one.pk], ["points", "total", "has_reached"], batch_size=200)
    Assessed.objects.bulk_create(new, batch_size=500)
    told = f"Tệp {kept.file_name}: {len(households)} hộ mới hoặc có điểm mới."
    write_line(locked, move="import", label="Nhập danh sách hộ từ tệp", at=now, by=by, title=str(term_of(locked.unit, by)), reason=told[:2000])
    return len(households)
