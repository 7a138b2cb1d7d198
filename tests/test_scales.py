"""The office's scales of points: shipped, from the year before, written down, and final once they are used."""

import pytest
from django.utils import timezone

from awards.models import Criterion, Scale
from awards.scales import amend_scale, assessable, is_used, kept_scale, scale_of, shipped
from emulation.history.models import Line
from emulation.notices.models import Notice
from emulation.workflow import MoveRefused
from tests.assessing import GROUP, HOUSEHOLDS, make_assessment, posted_assessment, scored
from tests.awarding import honour
from tests.world import World

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


def test_shipped_scales_name_titles_of_the_catalogue_and_are_still_to_be_confirmed(world: World) -> None:
    assert {one.code for one in assessable()} == set(shipped()) == {HOUSEHOLDS, GROUP}
    scale, criteria = scale_of(world.ward, honour(HOUSEHOLDS), YEAR)
    assert (len(criteria), sum(one.most for one in criteria), scale.threshold, scale.pk) == (3, 100, 80, None)
    assert scale.badge is not None
    assert scale.badge.word == "Cần xác nhận"


def test_a_scale_goes_on_from_the_year_before(world: World) -> None:
    honour_ = honour(HOUSEHOLDS)
    last = amend_scale(
        Scale(unit=world.ward, honour=honour_, year=YEAR - 1, threshold=50, source="QĐ 1"), [Criterion(text="Một", most=60)], by=world.people["secretary"]
    )
    kept = kept_scale(world.ward, honour_, YEAR)
    assert (kept.threshold, kept.source, [str(one) for one in kept.criteria.all()]) == (50, "QĐ 1", ["1. Một"])
    assert (kept_scale(world.ward, honour_, YEAR), str(last)) == (kept, f"Gia đình văn hóa, năm {YEAR - 1}")
    assert Line.objects.of(last)[0].label == "Sửa thang điểm"


def test_a_scale_whose_points_cannot_reach_the_threshold_is_refused(world: World) -> None:
    scale = Scale(unit=world.ward, honour=honour(HOUSEHOLDS), year=YEAR, threshold=80, source="QĐ 1")
    with pytest.raises(MoveRefused, match="thấp hơn số điểm phải đạt"):
        amend_scale(scale, [Criterion(text="Một", most=79)], by=world.people["secretary"])


def test_points_given_by_a_scale_that_is_amended_are_cleared_and_the_head_is_told(world: World) -> None:
    head, secretary = world.people["head"], world.people["secretary"]
    draft = scored(make_assessment(world.unit, head, "Trần Văn An"), head)
    unscored = make_assessment(world.strange_unit, world.people["stranger"], "Trần Văn Bình")
    assert draft.scale == unscored.scale
    amend_scale(draft.scale, [Criterion(text="Một", most=100)], by=secretary)
    assert list(draft.rows.values_list("points", "total", "has_reached")) == [([], None, None)]
    assert Line.objects.of(draft)[0].label == "Xóa điểm vì sửa thang điểm"
    assert [one.user for one in Notice.objects.filter(key__contains="clear-points")] == [head]
    with pytest.raises(MoveRefused, match="Thang điểm vừa được sửa"):
        scored(draft, head)
    assert scored(draft, head, [90]).rows.get().total == 90


@pytest.mark.parametrize("points", [[30, 30], [31, 30, 30]])
def test_points_must_fit_the_scale_as_it_is_now(world: World, points: list[int]) -> None:
    with pytest.raises(MoveRefused, match="Thang điểm vừa được sửa"):
        scored(make_assessment(world.unit, world.people["head"], "Trần Văn An"), world.people["head"], points)


def test_a_scale_is_final_once_a_list_was_posted_by_it(world: World) -> None:
    head = world.people["head"]
    draft = make_assessment(world.unit, head, "Trần Văn An")
    assert is_used(draft.scale) is False
    posted_assessment(draft, head)
    assert is_used(draft.scale) is True
    with pytest.raises(MoveRefused, match="không sửa được nữa"):
        amend_scale(draft.scale, [Criterion(text="Một", most=100)], by=world.people["secretary"])
