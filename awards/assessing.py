"""A group's head writes down what its meeting found: opens the assessment, lists households, gives points, leaves out whom comments spoke against."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from awards.models import Assessed, Assessment, AssessmentState, Honour
from awards.postings import DAYS, last_day
from awards.scales import kept_scale
from emulation.history.models import write_line
from emulation.people.models import Role, Term, User
from emulation.units.models import Unit
from emulation.vietnamese.dates import day
from emulation.workflow import MoveRefused

DUE = (11, 25)  # month and day before which both titles are considered each year (Nghị định 86/2023/NĐ-CP)


def term_of(unit: Unit, by: User) -> Term:
    """The term by which somebody writes it down. Raises PermissionDenied for whoever does not lead the unit."""
    term = by.term_over(unit, Role.HEAD)
    if term is None:
        raise PermissionDenied
    return term


@transaction.atomic
def open_assessment(unit: Unit, honour: Honour, year: int, *, by: User) -> Assessment:
    """A new assessment by the office's scale; the group itself is its row where the title is the group's. Raises MoveRefused for a second one."""
    term = term_of(unit, by)
    scale = kept_scale(unit.office, honour, year)
    if Assessment.objects.filter(unit=unit, honour=honour, year=year).exists():
        raise MoveRefused(f"{unit} đã mở bình xét {honour} năm {year} rồi.")
    assessment = Assessment.objects.create(unit=unit, honour=honour, year=year, scale=scale)
    if not assessment.is_of_households:
        add_row(assessment, unit.name, "", by=by)
    write_line(assessment, move="open", label="Mở bình xét", at=timezone.now(), by=by, title=str(term), after=assessment.state)
    return assessment


def locked_draft(assessment: Assessment, by: User) -> Assessment:
    """The assessment as it is now, locked. Raises MoveRefused when it is no draft any more."""
    term_of(assessment.unit, by)
    locked = Assessment.objects.select_for_update(of=("self",)).select_related("scale", "honour", "unit").get(pk=assessment.pk)
    if not locked.is_draft:
        raise MoveRefused(f"Bình xét hiện ở tình trạng “{locked.badge.word}” nên không sửa được. Xin tải lại trang.")
    return locked


@transaction.atomic
def keep_meeting(assessment: Assessment, *, by: User) -> None:
    """Save what was written about the meeting."""
    locked_draft(assessment, by)
    assessment.save(update_fields=["held_at", "place", "invited", "present", "chair_name", "secretary_name", "notes"])
    write_line(assessment, move="meeting", label="Ghi cuộc họp bình xét", at=timezone.now(), by=by, title=str(term_of(assessment.unit, by)))


@transaction.atomic
def add_row(assessment: Assessment, name: str, details: str, *, by: User) -> Assessed:
    """One more household. Raises MoveRefused when it is in the list already."""
    locked = locked_draft(assessment, by)
    row = Assessed(assessment=locked, name=name, details=details)
    row.set_keys()
    if locked.rows.filter(key=row.key).exists():
        raise MoveRefused(f"{name} đã có trong danh sách. Nếu là hộ khác, xin ghi địa chỉ để phân biệt.")
    row.save()
    return row


@transaction.atomic
def remove_row(row: Assessed, *, by: User) -> None:
    """Take a household out of a draft. The group itself stays."""
    if not locked_draft(row.assessment, by).is_of_households:
        raise MoveRefused("Đơn vị được bình xét không bỏ ra được.")
    row.delete()


@transaction.atomic
def give_points(assessment: Assessment, given: Mapping[int, list[int]], *, by: User) -> int:
    """Give rows, by their keys, a list of points, one for each criterion; how many. Raises MoveRefused
    where the scale was amended since the form was shown.
    """
    locked = locked_draft(assessment, by)
    most = list(locked.scale.criteria.values_list("most", flat=True))
    if any(len(points) != len(most) or any(one > limit for one, limit in zip(points, most, strict=True)) for points in given.values()):
        raise MoveRefused("Thang điểm vừa được sửa. Xin tải lại trang và chấm theo thang mới.")
    rows = list(locked.rows.filter(pk__in=given))
    for row in rows:
        row.score(given[row.pk], locked.scale.threshold)
    Assessed.objects.bulk_update(rows, ["points", "total", "has_reached"], batch_size=200)
    if rows:
        write_line(locked, move="points", label="Chấm điểm", at=timezone.now(), by=by, title=str(term_of(locked.unit, by)), reason=f"{len(rows)} trường hợp.")
    return len(rows)


@transaction.atomic
def strike(row: Assessed, reason: str, *, by: User) -> None:
    """Leave out of the proposal, with the reason, whom comments spoke against. Raises MoveRefused unless the list is posted and the row in it."""
    term = term_of(row.assessment.unit, by)
    assessment = Assessment.objects.select_for_update().get(pk=row.assessment_id)
    if not assessment.is_posted or not assessment.rows.proposed().filter(pk=row.pk).exists():
        raise MoveRefused("Chỉ đưa ra được trường hợp đạt, khi danh sách đã công khai và chưa lập đề nghị.")
    row.struck_reason = reason
    row.save(update_fields=["struck_reason"])
    told = f"{row.name}: {reason}"[:2000]
    write_line(assessment, move="strike", label="Đưa ra khỏi danh sách", at=timezone.now(), by=by, title=str(term), reason=told)


def earliest_proposal(assessment: Assessment, today: date) -> date:
    """The first day on which it could be proposed from where it stands."""
    if assessment.is_draft and assessment.is_of_households:
        return last_day(today, DAYS) + timedelta(days=1)
    return max(today, assessment.posting.closes_on + timedelta(days=1)) if assessment.is_posted and assessment.posting else today


def late_words(assessment: Assessment, today: date) -> str:
    """What to warn of when the proposal comes too late; "" while it is in time."""
    due = date(assessment.year, *DUE)
    earliest = earliest_proposal(assessment, today)
    if assessment.state == AssessmentState.PROPOSED or earliest < due:
        return ""
    if today >= due:
        return f"Đã quá hạn: việc xét tặng năm {assessment.year} phải xong trước ngày {day(due)} (Nghị định 86/2023/NĐ-CP)."
    return f"Sớm nhất ngày {day(earliest)} mới gửi đề nghị được, sau hạn “trước ngày {day(due)}” (Nghị định 86/2023/NĐ-CP)."
