"""Which nominations may be in a decision, and in what order."""

from typing import Any

import pytest
from django.utils import timezone

from awards.award_workflow import move_award
from awards.decision_workflow import move_decision
from awards.flags import hold
from awards.models import Award, Kind, Subject
from awards.proposing import LARGEST, achievement_of, candidates, draw_up, put_in, reword, take_out
from emulation.workflow import MoveRefused
from tests.awarding import accept, appraised, make_nomination
from tests.deciding import approved, drawn_up, office_of, passed, ready, submitted, sudden, unchecked
from tests.world import World


def found(world: World, **fields: Any) -> list[str]:
    decision = draw_up(world.ward, fields.pop("campaign", None), "Về việc khen thưởng", by=world.people["secretary"])
    return [one.name for one in candidates(decision, timezone.localdate())]


def test_what_passed_the_council_or_was_appraised_may_be_decided(world: World) -> None:
    by = world.people["head"]
    passed(make_nomination(world.unit, by, name="Đã qua Hội đồng"), world.people["secretary"])
    sudden(world, name="Đột xuất")
    appraised(make_nomination(world.unit, by, name="Chưa họp"), world.people["secretary"])
    make_nomination(world.unit, by, name="Đang soạn")
    hold(passed(make_nomination(world.unit, by, name="Chưa xét"), world.people["secretary"]), by=world.people["secretary"], reason="Đang có đơn thư.")
    passed(make_nomination(world.unit, by, name="Bằng khen tỉnh", honour="bang-khen-cap-tinh"), world.people["secretary"])
    assert sorted(found(world)) == ["Chưa họp", "Đã qua Hội đồng", "Đột xuất"]


def test_a_decision_of_a_campaign_takes_what_was_nominated_in_it(world: World) -> None:
    accept(world.registration, world.people["secretary"])
    (one,) = ready(world, 1, kind=Kind.MOVEMENT, campaign=world.campaign, name="Theo phong trào")
    ready(world, 1, name="Theo công trạng")
    assert (found(world, campaign=world.campaign), found(world)) == (["Theo phong trào"], ["Theo công trạng"])
    assert achievement_of(one) == f"Đã có thành tích xuất sắc trong {world.campaign.title[0].lower()}{world.campaign.title[1:]}"
    assert (achievement_of(sudden(world)), achievement_of(ready(world, 1)[0])) == (
        "Đã lập thành tích đột xuất",
        f"Đã có thành tích xuất sắc trong thực hiện nhiệm vụ năm {timezone.localdate().year}",
    )


def test_what_is_in_one_decision_is_in_no_other(world: World) -> None:
    nominations = ready(world)
    decision = drawn_up(office_of(world), *nominations)
    assert found(world) == []
    other = draw_up(world.ward, None, "Khác", by=world.people["secretary"])
    with pytest.raises(MoveRefused, match="không còn chờ quyết định ở đây"):
        put_in(other, nominations, by=world.people["secretary"])
    take_out(decision.awards.earliest("pk"), by=world.people["secretary"])
    assert found(world) == [nominations[0].name]


def test_what_the_chair_returned_goes_into_another_decision(world: World) -> None:
    one, two = ready(world)
    decision = approved(office_of(world), one, two)
    award = move_award(Award.objects.get(nomination=two), "return", by=world.people["chair"], reason="Cần xác minh.")
    assert (award.reason, found(world)) == ("Cần xác minh.", [])  # the chair may still change his mind
    move_decision(decision, "sign", by=world.people["chair"])
    assert found(world) == [two.name]
    other = drawn_up(office_of(world), two)
    award.refresh_from_db()
    assert (award.decision, award.state, award.reason, decision.awards.count()) == (other, "proposed", "", 1)


def test_the_list_is_collectives_then_households_then_persons_each_by_honour_and_given_name(world: World) -> None:
    said = [
        {"name": "Trần Thị Yến", "subject": Subject.INDIVIDUAL},
        {"name": "Nguyễn Văn An", "subject": Subject.INDIVIDUAL},
        {"name": "Lê Thị Bình", "subject": Subject.INDIVIDUAL, "honour": "chien-si-thi-dua-co-so"},
        {"name": "Hộ ông Dũng", "subject": Subject.HOUSEHOLD},
        {"name": "Chi hội Phụ nữ", "subject": Subject.COLLECTIVE},
    ]
    nominations = []
    for one in said:
        nomination = make_nomination(world.unit, world.people["head"], **one)
        nominations += [unchecked(nomination, world)]
    decision = drawn_up(office_of(world), *nominations)
    names = [award.name for award in decision.awards.order_by("position")]
    assert names[:2] == ["Chi hội Phụ nữ", "Hộ ông Dũng"]
    assert names.index("Nguyễn Văn An") + 1 == names.index("Trần Thị Yến")


@pytest.mark.parametrize("verb", ["put", "take", "reword"])
def test_the_list_is_closed_while_the_chair_has_it(world: World, verb: str) -> None:
    decision, extra, by = submitted(office_of(world), *ready(world, 1)), ready(world, 1), world.people["secretary"]
    award = decision.awards.get()
    award.achievement = "Khác"
    verbs = {"put": lambda: put_in(decision, extra, by=by), "take": lambda: take_out(award, by=by), "reword": lambda: reword(award, by=by)}
    with pytest.raises(MoveRefused, match="Chờ Chủ tịch quyết định"):
        verbs[verb]()
    assert Award.objects.get().achievement != "Khác"


def test_words_of_an_award_can_be_changed_before_it_is_submitted(world: World) -> None:
    award = drawn_up(office_of(world), *ready(world, 1)).awards.get()
    award.achievement = "Hiến 300 m2 đất làm đường"
    reword(award, by=world.people["secretary"])
    assert Award.objects.get().achievement == "Hiến 300 m2 đất làm đường"


def test_nothing_or_too_much_is_not_put_in(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    decision = drawn_up(office_of(world))
    with pytest.raises(MoveRefused, match="Chưa chọn đề nghị nào"):
        put_in(decision, [], by=world.people["secretary"])
    monkeypatch.setattr("awards.proposing.LARGEST", 1)
    with pytest.raises(MoveRefused, match="tối đa 1 trường hợp"):
        put_in(decision, ready(world), by=world.people["secretary"])
    assert LARGEST == 2000
