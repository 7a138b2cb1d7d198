"""Leave to send after the deadline: who gives it, what it opens and for how long, and where it is shown."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.models import Campaign, Invitation
from emulation.campaigns.tasks import close_due_registrations
from emulation.campaigns.workflow import move_campaign
from emulation.history.models import Line
from emulation.notices.models import Notice
from emulation.people.models import Role
from emulation.units.changes import merge_units
from emulation.units.kinds import Kind
from emulation.vietnamese.dates import weekday
from emulation.workflow import MoveRefused
from registrations.beginning import begin
from registrations.late_permits import grant, permit_of
from registrations.models import LatePermit, Registration
from registrations.reminders import report_missing, write_reminders
from registrations.workflow import move_registration, why_closed
from tests.pages import errors, messages, texts, type_in
from tests.test_reminders import at
from tests.world import World, deadline_in, fill_in, launch, make_campaign, make_person, make_unit


@pytest.fixture
def campaign(world: World) -> Campaign:
    """Past its deadline since yesterday, and closed by the clock."""
    Campaign.objects.filter(pk=world.campaign.pk).update(deadline=timezone.now() - timedelta(days=1))
    close_due_registrations()
    return Campaign.objects.get(pk=world.campaign.pk)


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def invitation(world: World) -> Invitation:
    """That of the unit which has only a draft."""
    return Invitation.objects.get(campaign=world.campaign, unit=world.strange_unit)


def permit(world: World, days: int = 2, **given: Any) -> LatePermit:
    return grant(invitation(world), last_day=in_days(days), reason="Tổ trưởng nằm viện.", by=world.people["secretary"], **given)


def draft(world: World) -> Registration:
    return fill_in(world.strange_registration)


def close(world: World) -> Campaign:
    Campaign.objects.filter(pk=world.campaign.pk).update(deadline=timezone.now() - timedelta(seconds=1))
    close_due_registrations()
    return Campaign.objects.get(pk=world.campaign.pk)


def test_only_the_unit_with_leave_sends_after_the_clock_closed_the_registration(world: World) -> None:
    registration = draft(world)
    campaign = close(world)
    assert campaign.state == "registration-closed"
    third = world.people["both"].terms.get(role="head").unit
    with pytest.raises(MoveRefused):
        move_registration(registration, "submit", by=world.people["stranger"])
    permit(world)
    assert move_registration(registration, "submit", by=world.people["stranger"]).state == "submitted"
    with pytest.raises(MoveRefused, match="Đã hết hạn đăng ký"):
        begin(campaign, third, by=world.people["both"])


def test_leave_opens_beginning_withdrawing_and_returning_too(world: World, campaign: Campaign) -> None:
    third = world.people["both"].terms.get(role="head").unit
    grant(Invitation.objects.get(campaign=campaign, unit=third), last_day=in_days(1), reason="Mới được giao.", by=world.people["chair"])
    registration = fill_in(begin(campaign, third, by=world.people["both"]))
    sent = move_registration(registration, "submit", by=world.people["both"])
    again = move_registration(move_registration(sent, "withdraw", by=world.people["both"]), "submit", by=world.people["both"])
    returned = move_registration(again, "return", by=world.people["secretary"], reason="Thiếu chỉ tiêu.")
    notice = Notice.objects.filter(user=world.people["both"]).latest("pk")
    assert (returned.state, notice.body.splitlines()[-1]) == ("returned", f"Xin sửa và gửi lại, hạn đến hết {weekday(in_days(1))}.")


def test_without_leave_nothing_is_returned_after_the_deadline(world: World, campaign: Campaign) -> None:
    with pytest.raises(MoveRefused) as refusal:
        move_registration(world.registration, "return", by=world.people["secretary"], reason="Thiếu chỉ tiêu.")
    assert str(refusal.value).endswith("Xin gia hạn đăng ký, hoặc cho riêng đơn vị gửi muộn, trước khi trả lại.")


def test_leave_lasts_to_the_last_second_of_its_day_in_vietnam_and_no_longer(world: World, campaign: Campaign) -> None:
    given = permit(world)
    assert timezone.localtime(given.until).isoformat() == f"{in_days(3)}T00:00:00+07:00"
    assert why_closed(campaign, world.strange_unit, given.until - timedelta(seconds=1)) == ""
    assert why_closed(campaign, world.strange_unit, given.until) == (
        f"Đã hết hạn đăng ký ({campaign.deadline_words}, được gửi muộn đến hết {weekday(in_days(2))}). "
        f"Nội dung đã ghi vẫn được giữ. Xin liên hệ {campaign.contact}."
    )


def test_sending_as_leave_lapses_is_judged_by_the_moment_under_the_lock(world: World) -> None:
    registration = draft(world)
    close(world)
    given = permit(world)
    with pytest.raises(MoveRefused):
        move_registration(registration, "submit", by=world.people["stranger"], at=given.until)
    assert move_registration(registration, "submit", by=world.people["stranger"], at=given.until - timedelta(microseconds=1)).state == "submitted"


@pytest.mark.parametrize("move", ["suspend", "sum-up"])
def test_a_campaign_suspended_or_summed_up_takes_nothing_in_spite_of_leave(world: World, campaign: Campaign, move: str) -> None:
    permit(world)
    stopped = move_campaign(campaign, move, by=world.people["secretary"], reason="Bão lũ.", basis="Công văn số 12")
    assert why_closed(stopped, world.strange_unit, timezone.now()).startswith("Phong trào đang tạm dừng" if move == "suspend" else "Đã hết hạn")
    with pytest.raises(MoveRefused) as refusal:
        permit(world)
    assert str(refusal.value) == f"Phong trào đang ở tình trạng “{stopped.get_state_display()}” nên không cho gửi muộn được."


def test_new_leave_takes_the_place_of_the_old_and_history_keeps_both(world: World, campaign: Campaign) -> None:
    first = permit(world, 1)
    second = permit(world, 4)
    assert (first.pk, LatePermit.objects.get().until) == (second.pk, second.until)
    lines = Line.objects.of(invitation(world))
    assert [line.label for line in lines] == [f"Cho gửi muộn đến hết {weekday(in_days(days))}" for days in (4, 1)]
    assert {(line.by, line.title, line.reason) for line in lines} == {(world.people["secretary"], "Thư ký Hội đồng phường Bách Quang", "Tổ trưởng nằm viện.")}


def test_heads_are_told_of_each_leave(world: World, campaign: Campaign) -> None:
    permit(world, 1)
    permit(world, 2)
    told = Notice.objects.filter(user=world.people["stranger"], key__startswith="late-permit:").order_by("pk")
    assert [notice.subject for notice in told] == [f"TDP Bá Vân 2 được gửi đăng ký muộn đến hết {weekday(in_days(days))}" for days in (1, 2)]
    assert "Lý do: Tổ trưởng nằm viện." in told[0].body
    assert not Notice.objects.filter(key__startswith="late-permit:").exclude(user=world.people["stranger"]).exists()


def test_the_verb_itself_refuses_a_day_out_of_bounds(world: World) -> None:
    with pytest.raises(MoveRefused, match="Ngày này chưa quá hạn chung"):
        grant(invitation(world), last_day=in_days(-30), reason="Ốm", by=world.people["secretary"])


def test_the_secretary_of_a_merged_ward_gives_leave_and_enters_paper_in_its_campaign(client: Client, world: World) -> None:
    """The pages once asked for a term at the launching ward itself, and answered 404 to whoever carries on its work."""
    campaign = close(world)
    newer = make_unit(world.province, Kind.WARD, short_name="phường Mới")
    merge_units([world.ward], newer, timezone.localdate())
    client.force_login(make_person(Role.SECRETARY, newer))
    for page in ("registration-late-permit", "registration-paper"):
        assert client.get(reverse(page, args=[invitation(world).pk])).status_code == 200, campaign


def test_no_leave_is_kept_without_a_reason(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        grant(invitation(world), last_day=in_days(20), reason="", by=world.people["secretary"])


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (-2, "Ngày này chưa quá hạn chung"),
        (-1, "Ngày này đã qua. Xin chọn từ hôm nay trở đi."),
        (500, "Phong trào chỉ kéo dài đến hết"),
    ],
)
def test_days_out_of_bounds_are_refused_on_the_page_and_what_was_typed_stays(client: Client, world: World, days: int, sentence: str) -> None:
    words = deadline_in(-2)
    late = make_campaign(world.ward, invited=[world.unit], words=words, retrospective_reason="x")
    late = launch(late, world.people["secretary"])
    Campaign.objects.filter(pk=late.pk).update(retrospective_reason="")
    client.force_login(world.people["secretary"])
    url = reverse("registration-late-permit", args=[late.invitations.get().pk])
    response = type_in(client, url, last_day=f"{in_days(days):%d/%m/%Y}", reason="Ốm.")
    assert errors(response)[0].startswith(f"Được gửi đến hết ngày: {sentence}")
    assert (texts(response, ".//textarea"), LatePermit.objects.count()) == (["Ốm."], 0)


def test_in_a_campaign_entered_afterwards_leave_may_be_past_and_tells_nobody(world: World) -> None:
    old = launch(make_campaign(world.ward, invited=[world.unit], words=deadline_in(-5), retrospective_reason="Nhập lại."), world.people["secretary"])
    given = grant(old.invitations.get(), last_day=in_days(-3), reason="Nộp muộn.", by=world.people["secretary"])
    assert not given.covers(timezone.now())
    assert not Notice.objects.filter(key__startswith="late-permit:").exists()


def test_the_office_gives_leave_from_its_page_and_sees_it_in_the_row(client: Client, world: World, campaign: Campaign) -> None:
    client.force_login(world.people["chair"])
    overview = reverse("campaign-registrations", args=[campaign.pk])
    url = reverse("registration-late-permit", args=[invitation(world).pk])
    assert url in client.get(overview).content.decode()
    client.post(url, {"last_day": f"{in_days(3):%d/%m/%Y}", "reason": "Tổ trưởng nằm viện."})
    rows = [row for row in texts(client.get(overview), ".//div[@class='table-responsive']//tbody/tr") if row.startswith("TDP Bá Vân 2")]
    assert rows == [f"TDP Bá Vân 2 ● Đang làm Được gửi muộn đến hết {in_days(3):%d/%m/%Y} – Sửa hạn gửi muộn của TDP Bá Vân 2"]
    assert texts(client.get(url), ".//main//*[@class='note info']/p")[0] == f"Được gửi muộn đến hết {weekday(in_days(3))}. Lý do: Tổ trưởng nằm viện."


def test_leave_refused_by_the_campaigns_state_is_said_on_the_page(client: Client, world: World, campaign: Campaign) -> None:
    move_campaign(campaign, "sum-up", by=world.people["secretary"])
    client.force_login(world.people["secretary"])
    response = client.post(reverse("registration-late-permit", args=[invitation(world).pk]), {"last_day": f"{in_days(3):%d/%m/%Y}", "reason": "Ốm."})
    assert messages(response) == ["Phong trào đang ở tình trạng “Đã tổng kết” nên không cho gửi muộn được."]


def test_the_head_sees_the_leave_at_home_on_the_registration_and_in_its_history(client: Client, world: World, campaign: Campaign) -> None:
    permit(world, 2)
    client.force_login(world.people["stranger"])
    said = f"Được gửi muộn đến hết {weekday(in_days(2))}. Lý do: Tổ trưởng nằm viện."
    home = client.get(reverse("home"))
    assert texts(home, ".//section[@class='task']//*[@class='note info']/p")[0] == said
    assert texts(home, ".//section[@class='task']/p[1]") == [f"Còn 2 ngày đến hết {weekday(in_days(2))}"]
    page = client.get(world.strange_registration.get_absolute_url())
    assert texts(page, ".//main/*[@class='note info']/p")[0] == said
    assert texts(page, ".//ol[@class='history']//b") == [f"Cho gửi muộn đến hết {weekday(in_days(2))}"]
    step = client.get(reverse("registration-review", args=[world.strange_registration.pk]))
    assert texts(step, ".//*[@class='note info']/p")[0] == said


def test_the_page_of_a_registration_offers_leave_to_the_office_once_the_deadline_is_near(client: Client, world: World) -> None:
    client.force_login(world.people["secretary"])
    url = reverse("registration-late-permit", args=[Invitation.objects.get(campaign=world.campaign, unit=world.unit).pk])
    assert url not in client.get(world.registration.get_absolute_url()).content.decode()
    close(world)
    assert url in client.get(world.registration.get_absolute_url()).content.decode()
    client.force_login(world.people["head"])
    assert url not in client.get(world.registration.get_absolute_url()).content.decode()


def reminded(user: Any) -> list[str]:
    return list(Notice.objects.filter(user=user, key__startswith="remind:").order_by("pk").values_list("subject", flat=True))


def moment(day: date, clock: str = "09:00") -> datetime:
    return at(day, clock)


def test_a_unit_with_leave_is_reminded_the_day_before_and_on_its_last_day_once_each(world: World, campaign: Campaign) -> None:
    permit(world, 4)
    written = [write_reminders(moment(in_days(days))) for days in (1, 2, 3, 3, 4, 4, 5)]
    assert reminded(world.people["stranger"]) == [
        "Nhắc đăng ký thi đua: còn 1 ngày, TDP Bá Vân 2 chưa gửi",
        "Nhắc đăng ký thi đua: hôm nay là ngày cuối, TDP Bá Vân 2 chưa gửi",
    ]
    assert written[1:] == [0, 1, 0, 1, 0, 0]  # the first one also reports the missing


def test_a_unit_with_leave_that_has_sent_is_left_in_peace(world: World) -> None:
    registration = draft(world)
    close(world)
    permit(world, 2)
    write_reminders(moment(in_days(1)))
    move_registration(registration, "submit", by=world.people["stranger"])
    write_reminders(moment(in_days(2)))
    assert len(reminded(world.people["stranger"])) == 1
    assert Notice.objects.filter(user=world.people["stranger"], key__startswith="remind:").unread().count() == 0


def test_before_the_deadline_a_unit_with_leave_is_not_hurried(world: World) -> None:
    permit(world, 20)
    last = world.campaign.last_open_day
    write_reminders(moment(last))
    assert reminded(world.people["stranger"]) == []
    assert reminded(world.people["both"]) == ["Nhắc đăng ký thi đua: hôm nay là ngày cuối, TDP Tân Sơn chưa gửi"]


def test_leave_overtaken_by_a_longer_deadline_for_all_reminds_nobody_twice(world: World, campaign: Campaign) -> None:
    permit(world, 2)
    longer = move_campaign(campaign, "extend", by=world.people["secretary"], reason="Mưa lũ.", deadline_words=deadline_in(3))
    with time_machine.travel(moment(in_days(2)), tick=False):
        write_reminders(timezone.now())
    assert reminded(world.people["stranger"]) == ["Nhắc đăng ký thi đua: còn 1 ngày, TDP Bá Vân 2 chưa gửi"]
    assert why_closed(longer, world.strange_unit, moment(in_days(3))) == ""


def test_the_list_of_the_missing_says_who_may_still_send(world: World, campaign: Campaign) -> None:
    permit(world)
    report_missing(campaign, timezone.now())
    notice = Notice.objects.get(key__startswith="missing:")
    assert f"- TDP Bá Vân 2 (được gửi muộn đến hết {in_days(2):%d/%m/%Y})" in notice.body.splitlines()
    assert "- TDP Tân Sơn" in notice.body.splitlines()
    assert permit_of(campaign, world.agency) is None
    assert str(LatePermit.objects.get()) == f"TDP Bá Vân 2, {campaign.title}, đến hết {in_days(2):%d/%m/%Y}"
