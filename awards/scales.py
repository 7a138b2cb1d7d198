"""By how many points a title is reached: the office's scale of a year, last year's where it wrote none, or the shipped one."""

import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from awards.models import Assessment, AssessmentState, Criterion, Honour, Scale
from emulation.history.models import write_line
from emulation.notices.models import notify
from emulation.people.models import Role, User
from emulation.units.models import Unit
from emulation.workflow import MoveRefused

FILE = Path(__file__).parent / "scales.toml"


@cache
def shipped() -> dict[str, dict[str, Any]]:
    """The scales of the file, by the code of their honour."""
    return {scale["honour"]: scale for scale in tomllib.loads(FILE.read_text(encoding="utf-8"))["scales"]}


def assessable() -> list[Honour]:
    """The titles that are assessed by points."""
    return list(Honour.objects.filter(code__in=shipped()))


def scale_of(office: Unit, honour: Honour, year: int) -> tuple[Scale, list[Criterion]]:
    """The scale of the year with its criteria; not saved yet where the office has none, but as it would begin."""
    latest = Scale.objects.filter(unit=office, honour=honour, year__lte=year).order_by("-year").prefetch_related("criteria").first()
    if latest and latest.year == year:
        return latest, list(latest.criteria.all())
    new = Scale(unit=office, honour=honour, year=year)
    if latest:
        new.threshold, new.source, new.is_confirmed = latest.threshold, latest.source, latest.is_confirmed
        return new, [Criterion(position=one.position, text=one.text, most=one.most) for one in latest.criteria.all()]
    told = shipped()[honour.code]
    new.threshold, new.source = told["threshold"], told["source"]
    return new, [Criterion(position=place, **one) for place, one in enumerate(told["criteria"], start=1)]


@transaction.atomic
def kept_scale(office: Unit, honour: Honour, year: int) -> Scale:
    """The scale of the year, saved."""
    Unit.objects.select_for_update().get(pk=office.pk)  # two groups may open theirs at once
    scale, criteria = scale_of(office, honour, year)
    if scale.pk is None:
        _save(scale, criteria)
    return scale


@transaction.atomic
def amend_scale(scale: Scale, criteria: list[Criterion], *, by: User) -> Scale:
    """Save what the office wrote down, and clear points that were given before and not made public. Raises MoveRefused once a list
    is posted or proposed by it, or where the points cannot reach the threshold.
    """
    Unit.objects.select_for_update().get(pk=scale.unit_id)
    drafts = list(Assessment.objects.select_for_update(of=("self",)).filter(scale=scale)) if scale.pk else []  # nobody posts one meanwhile
    if scale.pk and is_used(scale):
        raise MoveRefused("Đã có đơn vị công khai hoặc gửi đề nghị theo thang này nên không sửa được nữa.")
    if sum(one.most for one in criteria) < scale.threshold:
        raise MoveRefused("Tổng điểm tối đa của các tiêu chuẩn thấp hơn số điểm phải đạt.")
    scale.is_amended = True
    _save(scale, criteria)
    told = f"Đạt từ {scale.threshold} điểm; {scale.told_source}\n" + "\n".join(f"{one} ({one.most})" for one in criteria)
    now = timezone.now()
    write_line(scale, move="amend", label="Sửa thang điểm", at=now, by=by, title=by.title_over(scale.unit, Role.SECRETARY), reason=told[:2000])
    for assessment in drafts:
        _clear_points(assessment, scale, by=by, at=now)
    return scale


def is_used(scale: Scale) -> bool:
    """Whether a list was posted or proposed by it."""
    return Assessment.objects.filter(scale=scale).exclude(state=AssessmentState.DRAFT).exists()


def _clear_points(assessment: Assessment, scale: Scale, *, by: User, at: datetime) -> None:
    """Take back what was given by the old scale, and tell the group's head."""
    if not assessment.rows.exclude(total=None).update(points=[], total=None, has_reached=None):
        return
    write_line(assessment, move="clear-points", label="Xóa điểm vì sửa thang điểm", at=at, by=by, title=by.title_over(scale.unit, Role.SECRETARY))
    notify(
        User.objects.holding(Role.HEAD, assessment.unit),
        key=f"assessment:{assessment.pk}:clear-points:{at.isoformat()}",
        subject=f"Thang điểm {scale} đã sửa, xin chấm lại",
        body=f"{assessment}: điểm đã chấm theo thang cũ không còn dùng. Xin chấm lại theo thang mới.",
        url=assessment.get_absolute_url(),
        at=at,
    )


def _save(scale: Scale, criteria: list[Criterion]) -> None:
    scale.save()
    scale.criteria.all().delete()
    for place, one in enumerate(criteria, start=1):
        one.pk, one.scale, one.position = None, scale, place
    Criterion.objects.bulk_create(criteria)
