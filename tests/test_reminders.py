"""Who is reminded of a registration that is owed, when, and how often."""

import io
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.models import Campaign
from emulation.campaigns.workflow import move_campaign
from emulation.notices.models import Notice
from emulation.people.models import Role, Term, User
from emulation.units.models import Unit
from registrations.reminders import owing, remind_now, reminder_text, write_reminders
from registrations.workflow import move_registration
from tests.pages import messages
from tests.world import World, deadline_in, launch, make_campaign, make_person, submitted

ASK = "đồng chí Trần Thị Thư, điện thoại 0208 000 111"


def at(day: date, clock: str = "08:00") -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), timezone.get_default_timezone())


def before(campaign: Campaign, days: int, clock: str = "08:00") -> datetime:
    """So many days before the last open day, at that hour in Vietnam."""
    return at(campaign.last_open_day - timedelta(days=days), clock)


def reminders() -> list[tuple[str, str]]:
    """(user name, subject) of every reminder written down."""
    return list(Notice.objects.filter(key__startswith="remind:").order_by("pk").values_list("user__username", "subject"))


@pytest.fixture
def campaign(world: World) -> Campaign:
    """Of its four units tdp-01 has registered; tdp-02 has a draft, tdp-03 and the agency nothing, and the agency has no head."""
    return world.campaign


def test_a_unit_owes_until_its_registration_is_in(world: World, campaign: Campaign) -> None:
    def codes() -> list[str]:
        return [unit.code for unit in owing(campaign)]

    assert codes() == ["tdp-02", "tdp-03", "mttq"]
    move_registration(world.registration, "return", by=world.people["secretary"], reason="Thiếu chỉ tiêu")
    assert codes() == ["tdp-01", "tdp-02", "tdp-03", "mttq"]
    move_registration(world.registration, "submit", by=world.people["head"])
    assert codes() == ["tdp-02", "tdp-03", "mttq"]
    move_registration(world.registration, "withdraw", by=world.people["head"])
    assert codes() == ["tdp-01", "tdp-02", "tdp-03", "mttq"]
    move_registration(world.registration, "submit", by=world.people["head"])
    move_registration(world.registration, "accept", by=world.people["secretary"])
    assert codes() == ["tdp-02", "tdp-03", "mttq"]


@pytest.mark.parametrize("days", range(16))
def test_reminders_go_on_five_mornings_from_eight(world: World, campaign: Campaign, days: int) -> None:
    expected = 2 if days in {14, 7, 3, 1, 0} else 0

    assert write_reminders(before(campaign, days, "07:59")) == 0
    assert write_reminders(before(campaign, days, "08:00")) == expected
    assert len(reminders()) == expected


def test_a_reminder_says_how_long_is_left_who_owes_and_whom_to_ask(world: World, campaign: Campaign) -> None:
    with time_machine.travel(before(campaign, 3)):
        write_reminders(timezone.now())
    notice = Notice.objects.get(user=world.people["stranger"], key__startswith="remind:")

    assert (notice.subject, notice.url) == ("Nhắc đăng ký thi đua: còn 3 ngày, TDP Bá Vân 2 chưa gửi", campaign.get_absolute_url())
    assert notice.body == (f"{campaign.title}.\nHạn gửi đăng ký: {campaign.due.until}. Không đăng ký thì không được xét thi đua.\nCần hỏi xin liên hệ {ASK}.")


def test_reminding_twice_or_later_the_same_day_adds_nothing(campaign: Campaign) -> None:
    assert [write_reminders(before(campaign, 7, clock)) for clock in ("08:00", "08:00", "20:45")] == [2, 0, 0]


def test_after_a_stop_the_reminder_of_the_day_is_caught_up_in_the_afternoon(campaign: Campaign) -> None:
    assert write_reminders(before(campaign, 7, "17:15")) == 2


def test_each_of_the_five_days_reminds_again_and_those_who_register_meanwhile_are_left_in_peace(world: World, campaign: Campaign) -> None:
    written = [write_reminders(before(campaign, days)) for days in (14, 7, 3)]
    third = Unit.objects.get(code="tdp-03")
    submitted(campaign, third, world.people["both"])

    assert [*written, write_reminders(before(campaign, 1)), write_reminders(before(campaign, 0))] == [2, 2, 2, 1, 1]
    assert [user for user, _ in reminders()].count("to-truong-1") == 0


@pytest.mark.parametrize("move", ["return", "withdraw"])
def test_a_registration_that_went_back_is_reminded_of(world: World, campaign: Campaign, move: str) -> None:
    move_registration(world.registration, move, by=world.people["secretary" if move == "return" else "head"], reason="Thiếu chỉ tiêu")
    write_reminders(before(campaign, 1))

    assert [user for user, _ in reminders()] == ["to-truong-1", "to-truong-2", "hai-noi"]


def test_what_reminded_a_unit_is_read_once_it_sends_it_in_and_nothing_else_is(world: World, campaign: Campaign) -> None:
    make_person(Role.HEAD, world.strange_unit, username="pho")
    write_reminders(before(campaign, 7))
    earlier = timezone.now() - timedelta(minutes=5)
    Notice.objects.filter(user__username="pho").update(read_at=earlier)
    write_reminders(before(campaign, 3))
    sent = submitted(campaign, world.strange_unit, world.people["stranger"])

    read = Notice.objects.filter(key__startswith="remind:").order_by("made_at", "user__username")
    assert list(read.values_list("user__username", "read_at")) == [
        ("hai-noi", None),
        ("pho", earlier),
        ("to-truong-2", sent.submitted_at),
        ("hai-noi", None),
        ("pho", sent.submitted_at),
        ("to-truong-2", sent.submitted_at),
    ]
    assert list(Notice.objects.filter(user=world.people["stranger"], key__startswith="launch:").values_list("read_at", flat=True)) == [None]


def test_both_heads_are_reminded_and_a_former_or_blocked_one_is_not(world: World, campaign: Campaign) -> None:
    deputy, former, blocked = (make_person(Role.HEAD, world.strange_unit, username=name) for name in ("pho", "cu", "khoa"))
    Term.objects.filter(user=former).update(ends_on=timezone.localdate() - timedelta(days=1))
    User.objects.filter(pk=blocked.pk).update(is_active=False)

    write_reminders(before(campaign, 1))
    assert sorted(user for user, _ in reminders()) == ["hai-noi", deputy.username, "to-truong-2"]


def test_only_a_head_with_an_address_gets_a_mail_as_well(world: World, campaign: Campaign) -> None:
    User.objects.filter(username="hai-noi").update(email="hai@example.org")
    write_reminders(before(campaign, 1))

    assert list(Notice.objects.waiting(timezone.now()).filter(key__startswith="remind:").values_list("user__username", "email")) == [
        ("hai-noi", "hai@example.org")
    ]
    assert len(reminders()) == 2


def test_a_unit_without_a_head_stops_nobody_elses_reminder(world: World, campaign: Campaign) -> None:
    assert Term.objects.filter(unit=world.agency).count() == 0
    assert write_reminders(before(campaign, 0)) == 2


def test_a_suspended_campaign_is_silent(world: World, campaign: Campaign) -> None:
    move_campaign(campaign, "suspend", by=world.people["secretary"], reason="Bão lũ", basis="Công văn số 12")

    assert [write_reminders(before(campaign, days)) for days in (7, 0, -1)] == [0, 0, 0]


def test_a_longer_deadline_reminds_anew(world: World, campaign: Campaign) -> None:
    assert write_reminders(before(campaign, 0)) == 2
    longer = move_campaign(campaign, "extend", by=world.people["secretary"], reason="Mưa lũ", deadline_words=deadline_in(13))

    assert [write_reminders(before(longer, days)) for days in (3, 0)] == [2, 2]


def test_after_the_deadline_the_secretary_alone_gets_the_list_of_the_missing_once(world: World, campaign: Campaign) -> None:
    assert [write_reminders(before(campaign, days)) for days in (-1, -1, -2)] == [1, 0, 0]

    notice = Notice.objects.get(key__startswith="missing:")
    assert (notice.user, notice.subject, notice.body) == (
        world.people["secretary"],
        f"Hết hạn đăng ký {campaign.last_open_day:%d/%m/%Y}: 3 đơn vị chưa gửi",
        f"{campaign.title}.\n3 đơn vị chưa đăng ký:\n- TDP Bá Vân 2\n- TDP Tân Sơn\n- Ủy ban MTTQ phường Bách Quang",
    )


def test_the_list_comes_after_the_registration_was_closed_too(world: World, campaign: Campaign) -> None:
    move_campaign(campaign, "close-registration", by=None, at=campaign.deadline)

    assert write_reminders(before(campaign, -1)) == 1


def test_when_everybody_has_registered_the_secretary_is_told_so(world: World) -> None:
    campaign = launch(make_campaign(world.ward, invited=[world.unit]), world.people["secretary"])
    submitted(campaign, world.unit, world.people["head"])
    write_reminders(before(campaign, -1))

    notice = Notice.objects.get(key=f"missing:{campaign.pk}:{campaign.last_open_day}")
    assert (notice.subject, notice.body) == (
        f"Hết hạn đăng ký {campaign.last_open_day:%d/%m/%Y}: 0 đơn vị chưa gửi",
        f"{campaign.title}.\nTất cả các đơn vị đã đăng ký.",
    )


def test_a_list_a_week_old_is_no_news(campaign: Campaign) -> None:
    assert write_reminders(before(campaign, -8, "08:00")) == 0


def test_an_old_campaign_entered_afterwards_tells_nobody(world: World) -> None:
    old = make_campaign(world.ward, invited=[world.unit], words=deadline_in(-1), retrospective_reason="Nhập lại sổ năm trước")
    launch(old, world.people["secretary"])
    write_reminders(at(timezone.localdate(), "09:00"))

    assert not Notice.objects.filter(url=old.get_absolute_url()).exists()
    Campaign.objects.filter(pk=old.pk).update(retrospective_reason="")
    assert write_reminders(at(timezone.localdate(), "09:00")) == 1


def test_the_launch_invites_the_heads_of_the_invited_units(world: World, campaign: Campaign) -> None:
    invited = Notice.objects.filter(key=f"launch:{campaign.pk}").order_by("user__username")

    assert list(invited.values_list("user__username", "email")) == [("hai-noi", ""), ("to-truong-1", "to1@example.org"), ("to-truong-2", "")]
    assert (invited[0].subject, invited[0].url) == (f"Mời đăng ký: {campaign.title}", campaign.get_absolute_url())
    assert invited[0].body == f"{campaign.plan_named} của UBND phường Bách Quang.\nHạn gửi đăng ký: {campaign.due.until}.\nCần hỏi xin liên hệ {ASK}."


def test_the_secretary_reminds_by_hand_once_a_day(client: Client, world: World, campaign: Campaign) -> None:
    client.force_login(world.people["secretary"])
    url = reverse("campaign-remind", args=[campaign.pk])

    assert [messages(client.post(url, follow=True)) for _ in range(2)] == [
        ["Đã nhắc 2 người."],
        ["Hôm nay đã nhắc những đơn vị chưa gửi rồi, nên không gửi thêm."],
    ]
    assert remind_now(campaign, timezone.now() + timedelta(days=1)) == 2


def test_there_is_nobody_to_remind_by_hand_after_the_deadline(client: Client, world: World, campaign: Campaign) -> None:
    client.force_login(world.people["secretary"])
    with time_machine.travel(campaign.deadline):
        assert client.post(reverse("campaign-remind", args=[campaign.pk])).status_code == 404


def test_the_words_for_the_units_zalo_group_are_ready_to_copy(campaign: Campaign) -> None:
    assert reminder_text(campaign) == (
        f"{campaign.title}. Kính đề nghị các đơn vị chưa đăng ký gửi bản đăng ký, hạn {campaign.due.until}, "
        f"tại http://127.0.0.1:8000{campaign.get_absolute_url()}. Cần hỏi xin liên hệ {ASK}. Trân trọng."
    )


def send_reminders(*arguments: str) -> str:
    output = io.StringIO()
    call_command("send_reminders", *arguments, stdout=output)
    return output.getvalue().strip()


def test_the_command_does_what_the_clock_does_or_reminds_now(campaign: Campaign, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    User.objects.filter(username="hai-noi").update(email="hai@example.org")
    with time_machine.travel(before(campaign, 8)):
        assert send_reminders() == "Lời nhắc mới: 0. Thư đã gửi: 2."  # of the launch and of what was sent in
        assert send_reminders("--now", campaign.code) == "Lời nhắc mới: 2. Thư đã gửi: 1."
        assert send_reminders("--now", campaign.code) == "Lời nhắc mới: 0. Thư đã gửi: 0."
    with time_machine.travel(before(campaign, 7)):
        assert [send_reminders(), send_reminders()] == ["Lời nhắc mới: 2. Thư đã gửi: 1.", "Lời nhắc mới: 0. Thư đã gửi: 0."]


@pytest.mark.parametrize("code", ["khong-co", "bach-quang-nay"])
def test_the_command_refuses_a_campaign_that_takes_no_registrations(campaign: Campaign, code: str) -> None:
    with time_machine.travel(campaign.deadline), pytest.raises(CommandError) as refusal:
        send_reminders("--now", code)
    assert str(refusal.value) == f"Không có phong trào nào mang mã “{code}” đang nhận đăng ký. Xin xem lại mã trên trang của phong trào."
