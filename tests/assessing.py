"""Assessments for tests, made and moved by the verbs of the source."""

from typing import Any

from django.utils import timezone

from awards.assessing import add_row, give_points, keep_meeting, open_assessment
from awards.assessing_import import keep_households
from awards.assessment_workflow import move_assessment
from awards.models import Assessment, AssessmentImport, Criterion, Scale
from emulation.history.models import write_line
from emulation.people.models import User
from emulation.units.models import Unit
from tests.awarding import honour
from tests.postings import closed
from tests.world import World, make_unit, numbers

HOUSEHOLDS, GROUP = "gia-dinh-van-hoa", "thon-to-dan-pho-van-hoa"
GOOD, POOR = [30, 30, 30], [10, 10, 10]


def make_assessment(unit: Unit, by: User, *households: str, code: str = HOUSEHOLDS, year: int | None = None) -> Assessment:
    """A draft whose meeting is written down, with these households without points."""
    assessment = open_assessment(unit, honour(code), year or timezone.localdate().year, by=by)
    assessment.held_at, assessment.place = timezone.now(), "Nhà văn hóa"
    assessment.invited, assessment.present, assessment.chair_name, assessment.secretary_name = 60, 52, "Nguyễn Thị Hòa", "Lê Văn Ghi"
    keep_meeting(assessment, by=by)
    for name in households:
        add_row(assessment, name, "", by=by)
    return assessment


def scored(assessment: Assessment, by: User, points: list[int] | None = None, **others: list[int]) -> Assessment:
    """All rows given these points; those whose name ends in the word of a keyword others."""
    given = {row.pk: others.get(row.name.split()[-1], points or GOOD) for row in assessment.rows.all()}
    give_points(assessment, given, by=by)
    return fresh(assessment)


def posted_assessment(assessment: Assessment, by: User) -> Assessment:
    return move_assessment(scored(assessment, by), "post", by=by)


def over(assessment: Assessment) -> Assessment:
    """The same after the time for comments."""
    assert assessment.posting is not None
    closed(assessment.posting)
    return fresh(assessment)


def fresh(assessment: Assessment) -> Assessment:
    return Assessment.objects.select_related("posting", "honour", "scale", "unit__commune").get(pk=assessment.pk)


def add_assessments(world: World) -> None:
    """For the pages of the table: one draft of each of two units, with a household and a list that is not imported yet."""
    for unit, who in ((world.unit, "head"), (world.strange_unit, "stranger")):
        uploaded_households(make_assessment(unit, world.people[who], "Trần Văn Bình"), world.people[who], "Lê Thị Mai")


def uploaded_households(assessment: Assessment, owner: User, *names: str) -> AssessmentImport:
    """A list of these households without points, uploaded and not imported yet."""
    return keep_households("\n".join(("Họ tên chủ hộ,Địa chỉ", *(f"{name},Số 1" for name in names))).encode(), "ho.csv", assessment=assessment, owner=owner)


def grow_assessments(world: World) -> None:
    """Another year of two units, one more criterion in each scale, and one more household in each assessment."""
    step = next(numbers)
    for unit, who in ((world.unit, "head"), (world.strange_unit, "stranger")):
        taken = unit.assessments.count()
        uploaded_households(make_assessment(unit, world.people[who], f"Trần Văn Bình {step}", year=2000 + taken), world.people[who], "Lê Thị Mai")
    for scale in Scale.objects.all():
        Criterion.objects.create(scale=scale, position=scale.criteria.count() + 1, text="Thêm", most=1)
    for assessment in Assessment.objects.all():
        row = add_row(assessment, f"Lê Thị Thêm {step}", "Số 1", by=assessment.unit.terms.get(user__username__startswith="to-truong").user)
        assert row.pk
        write_line(assessment, move="test", label="Việc thêm", at=timezone.now(), by=world.people["secretary"])
    make_unit(world.ward)


def keys_of_assessment(unit: Unit) -> dict[str, Any]:
    """The first assessment of the unit with its first row."""
    assessment = unit.assessments.order_by("pk").first()
    row = assessment.rows.order_by("pk").first() if assessment else None
    return {
        "assessment_pk": getattr(assessment, "pk", 0),
        "assessed_pk": getattr(row, "pk", 0),
        "assessment_import_pk": getattr(assessment.imports.first() if assessment else None, "pk", 0),
        "assessment_move": "post",
        "scale_year": timezone.localdate().year,
    }
