"""What single moves check and what they change: launch, deadline, suspension, extension."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db.models.signals import post_save
from django.utils import timezone

from emulation.campaigns.deadlines import parse_deadline
from emulation.campaigns.models import Campaign
from emulation.campaigns.tasks import close_due_registrations
from emulation.campaigns.workflow import move_campaign
from emulation.history.models import Line
from emulation.notices.models import Notice
from emulation.workflow import MoveRefused, SecondPress
from registrations.beginning import begin
from registrations.models import Registration
from registrations.workflow import move_registration
from tests.world import World, deadline_in, fill_in, launch, make_campaign, make_unit

SECOND = timedelta(seconds=1)
PRESSED_TWICE = {
    "emulation.campaigns.workflow": {"launch", "sum-up", "close"},
    "emulation.campaigns.local_drives": {"launch"},
    "awards.decision_workflow": {"conclude", "discard"},
}
CONTACT = "đồng chí Trần Thị Thư, điện thoại 0208 000 111"
SUSPENDED = f"Phong trào đang tạm dừng nên chưa gửi được. Nội dung đã ghi vẫn được giữ. Xin hỏi {CONTACT}."


def refusal_of(campaign: Campaign, move: str, world: World, **given: str) -> str:
    """The sentence with which the secretary's move is refused; nothing may have changed by it."""
    before = Campaign.objects.filter(pk=campaign.pk).values().get(), Line.objects.count(), Notice.objects.count()
    with pytest.raises(MoveRefused) as refusal:
        move_campaign(campaign, move, by=world.people["secretary"], **given)
    assert (Campaign.objects.filter(pk=campaign.pk).values().get(), Line.objects.count(), Notice.objects.count()) == before
    return str(refusal.value)


def suspend(world: World) -> Campaign:
    return move_campaign(world.campaign, "suspend", by=world.people["chair"], reason="Mưa lũ.", basis="Công điện số 5/CĐ-UBND")


def test_launch_refuses_a_campaign_that_invites_nobody(world: World) -> None:
    assert refusal_of(make_campaign(world.ward), "launch", world) == "Chưa chọn đơn vị nào tham gia."


def test_launch_refuses_a_kind_of_unit_without_a_sheet(world: World) -> None:
    campaign = make_campaign(world.ward, invited=[world.unit, world.agency])
    campaign.sheet_choices.filter(kind="tdp").delete()
    assert refusal_of(campaign, "launch", world) == "Chưa chọn mẫu đăng ký cho loại đơn vị “Tổ dân phố”."


def test_launch_refuses_a_campaign_without_contents(world: World) -> None:
    campaign = make_campaign(world.ward, invited=[world.unit])
    campaign.contents.all().delete()
    assert refusal_of(campaign, "launch", world) == "Chưa ghi nội dung thi đua."


def test_launch_refuses_a_deadline_that_has_passed(world: World) -> None:
    campaign = make_campaign(world.ward, invited=[world.unit], words="trước ngày 29/02/2024")
    expected = "Hạn đăng ký “trước ngày 29/02/2024” đã qua. Xin sửa hạn, hoặc ghi lý do nhập lại nếu đây là phong trào cũ."
    assert refusal_of(campaign, "launch", world) == expected


def test_launch_names_everything_that_is_missing_at_once(world: World) -> None:
    campaign = make_campaign(world.ward)
    campaign.contents.all().delete()
    assert refusal_of(campaign, "launch", world) == "Chưa chọn đơn vị nào tham gia. Chưa ghi nội dung thi đua."


def test_launch_tells_the_head_of_each_invited_unit_once(world: World) -> None:
    campaign = make_campaign(world.ward, invited=[world.unit, world.strange_unit])
    move_campaign(campaign, "launch", by=world.people["chair"])
    told = Notice.objects.filter(key=f"launch:{campaign.pk}").values_list("user__username", flat=True)
    assert sorted(told) == ["to-truong-1", "to-truong-2"]


def test_old_campaign_is_launched_afterwards_with_a_reason_and_tells_nobody(world: World) -> None:
    campaign = make_campaign(world.ward, invited=[world.unit], words="trước ngày 29/02/2024", retrospective_reason="Nhập hồ sơ năm 2024.")
    before = Notice.objects.count()
    launched = move_campaign(campaign, "launch", by=world.people["secretary"])
    assert (launched.state, launched.takes_registrations(timezone.now()), Notice.objects.count()) == ("launched", False, before)


def test_old_registration_is_entered_afterwards_as_of_its_own_day(world: World) -> None:
    campaign = make_campaign(world.ward, invited=[world.unit], words="trước ngày 29/02/2024", retrospective_reason="Nhập hồ sơ năm 2024.")
    campaign = move_campaign(campaign, "launch", by=world.people["secretary"])
    then = campaign.deadline - timedelta(days=3)
    sent = move_registration(fill_in(begin(campaign, world.unit, by=world.people["head"], at=then)), "submit", by=world.people["head"], at=then)
    assert (sent.state, sent.submitted_at, Line.objects.of(sent)[0].at) == ("submitted", then, then)


def test_registration_is_sent_one_second_before_the_deadline_and_not_at_it(world: World) -> None:
    registration, head = fill_in(world.strange_registration), world.people["stranger"]
    words = f"Đã hết hạn đăng ký ({world.campaign.deadline_words}). Nội dung đã ghi vẫn được giữ. Xin liên hệ {CONTACT}."
    for late in (world.campaign.deadline, world.campaign.deadline + SECOND):
        with pytest.raises(MoveRefused) as refusal:
            move_registration(registration, "submit", by=head, at=late)
        assert str(refusal.value) == words
    assert Registration.objects.get(pk=registration.pk).state == "draft"
    assert move_registration(registration, "submit", by=head, at=world.campaign.deadline - SECOND).state == "submitted"


def test_registration_is_withdrawn_one_second_before_the_deadline_and_not_after_it(world: World) -> None:
    registration, head = world.registration, world.people["head"]
    for late in (world.campaign.deadline, world.campaign.deadline + SECOND):
        with pytest.raises(MoveRefused):
            move_registration(registration, "withdraw", by=head, at=late)
    assert Registration.objects.get(pk=registration.pk).state == "submitted"
    assert move_registration(registration, "withdraw", by=head, at=world.campaign.deadline - SECOND).state == "withdrawn"


def test_registration_is_begun_one_second_before_the_deadline_and_not_at_it(world: World) -> None:
    head, deadline = world.people["both"], world.campaign.deadline
    third_unit = head.terms.get(role="head").unit
    with pytest.raises(MoveRefused):
        begin(world.campaign, third_unit, by=head, at=deadline)
    assert Registration.objects.filter(unit=third_unit).exists() is False
    assert begin(world.campaign, third_unit, by=head, at=deadline - SECOND).state == "draft"


def test_incomplete_registration_is_not_sent(world: World) -> None:
    with pytest.raises(MoveRefused) as refusal:
        move_registration(world.strange_registration, "submit", by=world.people["stranger"])
    assert str(refusal.value).partition(". ")[0] == "Chưa có chỉ tiêu nào"


def test_secretary_accepts_after_the_deadline(world: World) -> None:
    late = world.campaign.deadline + SECOND
    accepted = move_registration(world.registration, "accept", by=world.people["secretary"], at=late)
    assert (accepted.state, accepted.accepted_by, accepted.accepted_at) == ("accepted", world.people["secretary"], late)


def test_suspended_campaign_takes_nothing_until_it_is_resumed(world: World) -> None:
    suspended = suspend(world)
    assert (suspended.suspension_basis, suspended.suspension_reason) == ("Công điện số 5/CĐ-UBND", "Mưa lũ.")
    draft = fill_in(world.strange_registration)
    for registration, move, who in ((draft, "submit", "stranger"), (world.registration, "withdraw", "head")):
        with pytest.raises(MoveRefused) as refusal:
            move_registration(Registration.objects.get(pk=registration.pk), move, by=world.people[who])
        assert str(refusal.value) == SUSPENDED
    resumed = move_campaign(suspended, "resume", by=world.people["secretary"], reason="Hết mưa lũ.")
    assert (resumed.state, resumed.suspension_basis, resumed.suspension_reason) == ("launched", "", "")
    assert move_registration(Registration.objects.get(pk=draft.pk), "submit", by=world.people["stranger"]).state == "submitted"


def test_suspended_campaign_is_not_closed_by_the_clock(world: World) -> None:
    suspended = suspend(world)
    Campaign.objects.filter(pk=suspended.pk).update(deadline=timezone.now() - SECOND)
    close_due_registrations()
    assert Campaign.objects.get(pk=suspended.pk).state == "suspended"


def test_clock_closes_registration_after_the_deadline_and_not_before(world: World) -> None:
    close_due_registrations()
    assert Campaign.objects.get(pk=world.campaign.pk).state == "launched"
    Campaign.objects.filter(pk=world.campaign.pk).update(deadline=timezone.now() - SECOND)
    close_due_registrations()
    close_due_registrations()
    assert Campaign.objects.get(pk=world.campaign.pk).state == "registration-closed"
    line = Line.objects.of(world.campaign)[0]
    assert (line.move, line.by, line.who, line.title) == ("close-registration", None, "Hệ thống", "")
    assert Line.objects.of(world.campaign).filter(move="close-registration").count() == 1


def test_clock_leaves_a_campaign_that_is_extended_while_it_closes_others(world: World) -> None:
    other = launch(make_campaign(world.other_ward, invited=[make_unit(world.other_ward)]), world.people["other_secretary"])
    both = Campaign.objects.filter(pk__in=[world.campaign.pk, other.pk])
    both.update(deadline=timezone.now() - SECOND)
    later = timezone.now() + timedelta(days=5)

    def extend_the_other(instance: Campaign, **kwargs: object) -> None:
        both.exclude(pk=instance.pk).update(deadline=later)

    post_save.connect(extend_the_other, sender=Campaign)
    try:
        close_due_registrations()
    finally:
        post_save.disconnect(extend_the_other, sender=Campaign)
    assert sorted(both.values_list("state", flat=True)) == ["launched", "registration-closed"]


def test_registration_is_not_closed_by_hand_before_the_deadline(world: World) -> None:
    expected = f"Chưa hết hạn đăng ký ({world.campaign.deadline_words}), nên chưa khóa được."
    assert refusal_of(world.campaign, "close-registration", world) == expected


def test_extension_moves_the_deadline_and_opens_a_closed_registration_again(world: World) -> None:
    Campaign.objects.filter(pk=world.campaign.pk).update(deadline=timezone.now() - SECOND)
    close_due_registrations()
    closed = Campaign.objects.get(pk=world.campaign.pk)
    extended = move_campaign(closed, "extend", by=world.people["chair"], reason="Theo đề nghị.", deadline_words=deadline_in(20))
    assert (extended.state, extended.deadline_words, extended.deadline) == ("launched", deadline_in(20), parse_deadline(deadline_in(20)))
    assert extended.takes_registrations(timezone.now()) is True


def test_extension_tells_the_heads_until_when_and_why_but_not_of_an_old_campaign(world: World) -> None:
    extended = move_campaign(world.campaign, "extend", by=world.people["chair"], reason="Mưa lũ.", deadline_words=deadline_in(20))
    told = Notice.objects.filter(key__startswith=f"extend:{extended.pk}:")
    assert {notice.user.username for notice in told} == {"to-truong-1", "to-truong-2", "hai-noi"}
    assert told[0].body.startswith(f"Hạn mới: {extended.deadline_in_full}.\nLý do: Mưa lũ.\n")
    Campaign.objects.filter(pk=extended.pk).update(retrospective_reason="Nhập lại.")
    old = Campaign.objects.get(pk=extended.pk)
    move_campaign(old, "extend", by=world.people["chair"], reason="Mưa lũ.", deadline_words=deadline_in(30))
    assert told.count() == 3


@pytest.mark.parametrize("module", PRESSED_TWICE)
def test_what_goes_to_many_or_is_never_taken_back_waits_for_a_second_press_below_what_follows(module: str) -> None:
    waiting = {name: move for name, move in import_module(module).MOVES.items() if move.asks is SecondPress}
    assert (set(waiting), all(move.hint for move in waiting.values())) == (PRESSED_TWICE[module], True)


@pytest.mark.parametrize("days", [9, 10])
def test_extension_to_a_day_that_is_no_later_is_refused(world: World, days: int) -> None:
    given = {"reason": "Theo đề nghị.", "deadline_words": deadline_in(days)}
    assert refusal_of(world.campaign, "extend", world, **given) == "Hạn mới phải sau hạn cũ và chưa qua."


def test_extension_to_a_day_that_has_passed_is_refused_even_if_it_is_later(world: World) -> None:
    old = make_campaign(world.ward, invited=[world.unit], words="trước ngày 29/02/2024", retrospective_reason="Nhập lại.")
    launched = move_campaign(old, "launch", by=world.people["secretary"])
    given = {"reason": "Theo đề nghị.", "deadline_words": "đến hết ngày 31/03/2024"}
    assert refusal_of(launched, "extend", world, **given) == "Hạn mới phải sau hạn cũ và chưa qua."
