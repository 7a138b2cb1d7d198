"""Titles of culture: assessed by the group, posted for ten days, and in time."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from awards import culture, eligibility
from awards.assessment_workflow import move_assessment
from awards.models import Evidence, Nomination, Posting, Subject
from awards.posting_workflow import move_posting
from awards.proposing import draw_up, put_in
from emulation.units.kinds import Kind as Kinds
from emulation.workflow import MoveRefused
from tests.assessing import GROUP, HOUSEHOLDS, fresh, make_assessment, over, posted_assessment, scored
from tests.awarding import accept, appraised, attach, make_nomination
from tests.postings import closed, posted
from tests.world import World

YEAR = timezone.localdate().year
NONE = "Đơn vị không có đăng ký được tiếp nhận trong"
PLEAD = "Nếu có lý do chính đáng, xin ghi vào ô “Xin Chủ tịch cho ngoại lệ”."


def found(check: str, nomination: Nomination) -> tuple[str, str] | None:
    """The level and the words of one check."""
    finding = getattr(eligibility, check)(Nomination.objects.get(pk=nomination.pk))
    assert finding is None or finding.source
    return (finding.level, finding.words) if finding else None


def draft(world: World, **fields: Any) -> Nomination:
    return make_nomination(world.unit, world.people["head"], **fields)


HOUSEHOLD = {"honour": HOUSEHOLDS, "subject": Subject.HOUSEHOLD, "name": "Hộ ông Trần Văn An"}
UNPOSTED = f"Chưa có kết quả bình xét đã công khai đủ 10 ngày “Gia đình văn hóa” năm {YEAR} của TDP Bá Vân 1. Xin lập ở trang “Bình xét”."


@pytest.mark.parametrize(
    ("household", "stage", "level"),
    [
        ({}, "none", "block"),
        ({}, "draft", "block"),
        ({}, "posted", "block"),
        ({}, "over", "pass"),
        ({}, "struck", "block"),
        ({}, "cancelled", "block"),
        ({"name": "Trần Văn An"}, "over", "pass"),
        ({"name": "Trần Văn Ba"}, "over", "block"),
        ({"details": "Số 5"}, "over", "pass"),  # the assessment has no address
        ({"year": YEAR - 1}, "over", "block"),
    ],
)
def test_gia_dinh_van_hoa_begins_with_an_assessment_whose_list_was_posted(world: World, household: dict[str, Any], stage: str, level: str) -> None:
    head = world.people["head"]
    assessment = make_assessment(world.unit, head, *([] if stage == "none" else ["Trần Văn An"]))
    if stage not in ("none", "draft"):
        assessment = posted_assessment(assessment, head)
    if stage in ("over", "struck", "cancelled"):
        assessment = over(assessment)
    if stage == "struck":
        assessment.rows.update(struck_reason="Có ý kiến đúng.")
    if stage == "cancelled" and assessment.posting:
        move_posting(assessment.posting, "cancel", by=head, reason="Sai tên.")
    finding = found("was_assessed_by_its_group", draft(world, **{**HOUSEHOLD, **household}))
    assert finding is not None
    assert finding[0] == level


def test_gia_dinh_van_hoa_is_not_appraised_without_its_assessment(world: World) -> None:
    accept(world.registration, world.people["secretary"])
    nomination = draft(world, **HOUSEHOLD)
    attach(nomination, world.people["head"], Evidence.Kind.MINUTES)
    assert found("was_assessed_by_its_group", nomination) == ("block", UNPOSTED)
    with pytest.raises(MoveRefused, match="công khai đủ 10 ngày"):
        appraised(nomination, world.people["secretary"])


@pytest.mark.parametrize(
    ("unit", "told"), [(Kinds.MASS_ORGANISATION, "“Gia đình văn hóa” chỉ do thôn, tổ dân phố bình xét và đề nghị."), (Kinds.TDP, UNPOSTED)]
)
def test_only_a_residential_group_nominates_for_titles_of_culture(world: World, unit: str, told: str) -> None:
    type(world.unit).objects.filter(pk=world.unit.pk).update(kind=unit)
    world.unit.refresh_from_db()
    assert found("was_assessed_by_its_group", draft(world, **HOUSEHOLD)) == ("block", told)
    assert found("was_assessed_by_its_group", draft(world)) is None


@pytest.mark.parametrize(("year", "is_late"), [(YEAR - 1, True), (YEAR + 1, False)])
def test_titles_of_culture_are_considered_before_25_november(world: World, year: int, is_late: bool) -> None:
    assert bool(found("is_in_time", draft(world, **HOUSEHOLD, year=year))) is is_late
    assert found("is_in_time", draft(world, year=year)) is None


@pytest.mark.parametrize(
    ("on", "told"), [(date(2025, 11, 24), ""), (date(2025, 11, 25), "Ngày 25/11/2025 đã quá hạn: việc xét tặng năm 2025 phải xong trước ngày 25/11/2025.")]
)
def test_25_november_is_too_late(on: date, told: str) -> None:
    assert culture.late_words(2025, on) == told


def test_a_household_from_paper_may_bring_the_minutes_of_its_group(world: World) -> None:
    secretary = world.people["secretary"]
    nomination = make_nomination(world.unit, secretary, received_on_paper_at=timezone.now(), **HOUSEHOLD)
    assert found("was_assessed_by_its_group", nomination) == ("block", UNPOSTED)
    attach(nomination, secretary, Evidence.Kind.MINUTES)
    finding = found("was_assessed_by_its_group", nomination)
    assert finding is not None
    assert finding[0] == "warn"


def test_a_group_is_assessed_before_its_own_title(world: World) -> None:
    head = world.people["head"]
    nomination = draft(world, honour=GROUP, subject=Subject.COLLECTIVE, nominee_unit=world.unit)
    assert found("was_assessed_by_its_group", nomination) == (
        "block",
        f"Chưa có kết quả bình xét “Thôn, tổ dân phố văn hóa” năm {YEAR} của TDP Bá Vân 1. Xin lập ở trang “Bình xét”.",
    )
    assessment = scored(make_assessment(world.unit, head, code=GROUP), head, [20, 20, 20, 20, 10])
    assert found("was_assessed_by_its_group", nomination) != ("pass", "Đã bình xét ở thôn, tổ dân phố theo đúng trình tự.")
    move_assessment(fresh(assessment), "propose", by=head)
    assert found("was_assessed_by_its_group", nomination) == ("pass", "Đã bình xét ở thôn, tổ dân phố theo đúng trình tự.")


@pytest.mark.parametrize(("days", "is_over", "level"), [(None, False, "block"), (10, False, "warn"), (10, True, "pass"), (5, True, "block")])
def test_a_group_is_posted_for_ten_days_before_the_decision(world: World, days: int | None, is_over: bool, level: str) -> None:
    head, secretary = world.people["head"], world.people["secretary"]
    accept(world.registration, secretary)
    nomination = draft(world, honour=GROUP, subject=Subject.COLLECTIVE, nominee_unit=world.unit)
    attach(nomination, head, Evidence.Kind.MINUTES)
    nomination = appraised(nomination, secretary)
    posting = posted(world.ward, secretary, nomination, days=days) if days else None
    if posting and is_over:
        closed(posting)
        Posting.objects.filter(pk=posting.pk).update(opens_on=Posting.objects.get(pk=posting.pk).closes_on - timedelta(days=days or 0))
    finding = found("was_posted", nomination)
    assert finding is not None
    assert finding[0] == level
    Nomination.objects.filter(pk=nomination.pk).update(state="passed")
    nomination = Nomination.objects.get(pk=nomination.pk)
    decision = draw_up(world.ward, None, "Về việc tặng danh hiệu", by=secretary)
    if level != "pass":
        with pytest.raises(MoveRefused, match="đủ 10 ngày"):
            put_in(decision, [nomination], by=secretary)
    else:
        assert put_in(decision, [nomination], by=secretary) == 1
