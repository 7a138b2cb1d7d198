"""A suspended campaign: nothing is sent or reminded, every page of it says so with basis and reason, and it returns to where it was."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.invitations import invite
from emulation.campaigns.models import Campaign
from emulation.campaigns.workflow import move_campaign, moves_for
from emulation.history.models import Line
from emulation.notices.models import Notice
from emulation.workflow import MoveRefused
from registrations.reminders import remind_now, reminder_text, write_reminders
from tests.addresses import address, our_patterns
from tests.pages import texts
from tests.test_access import FILES, PAGES, opened_by, signed_in
from tests.world import World, make_unit

BASIS, REASON = "Công văn số 12/SNV-TĐKT", "Ảnh hưởng của bão số 3"
NOTE = f"Phong trào đang tạm dừng. Căn cứ: {BASIS}.{REASON}"
LINE = f"‖ Phong trào đang tạm dừng. Căn cứ: {BASIS}. {REASON}"
LISTS = {"home", "campaign-list", "registration-list"}  # besides the pages that have a campaign, or something in one, in their address
LEADING_AWAY = {"campaign-sheets", "registration-results"}  # of a campaign that is launched, of a registration that nothing may be reported on
KEYS = {"campaign_pk", "registration_pk", "invitation_pk", "local_drive_pk"}


def suspend(campaign: Campaign, at: Any = None) -> Campaign:
    by = campaign.unit.terms.filter(role="secretary").earliest("pk").user
    return move_campaign(campaign, "suspend", by=by, basis=BASIS, reason=REASON, at=at)


def concerned() -> list[str]:
    """The pages of the access table that are about the campaign under way; of one that is about a draft, the same page of this one."""
    of_one = {name for name, pattern in our_patterns().items() if KEYS & set(pattern.pattern.converters)}
    return [page for page in PAGES if page.partition("@")[0] in (of_one | LISTS) - FILES - LEADING_AWAY]


def path(site: World, page: str) -> str:
    """The address of the page, of the campaign that is suspended whatever the table has there."""
    name, _, variant = page.partition("@")
    if variant == "draft" and "campaign_pk" in our_patterns()[name].pattern.converters:
        kwargs = {key: {"campaign_pk": site.campaign.pk, "part": "can-cu"}[key] for key in our_patterns()[name].pattern.converters}
        return reverse(name, kwargs=kwargs)
    return address(site, page)


@pytest.mark.wide
@pytest.mark.parametrize("page", concerned())
def test_every_page_about_a_suspended_campaign_says_so_with_basis_and_reason(site: World, page: str) -> None:
    suspend(site.campaign)
    readers = [who for who in ("head", "stranger", "secretary", "chair", "superior") if who in site.people and page in opened_by(who)]
    assert readers
    for who in readers:
        answer = signed_in(site.people[who]).get(path(site, page))
        line = page in ("campaign-list", "registration-list")
        shown = texts(answer, ".//tbody//p") if line else texts(answer, ".//div[@class='note warning']")
        assert (LINE if line else NOTE) in shown, (page, who)


def test_no_page_says_so_before_and_after(site: World, client: Client) -> None:
    client.force_login(site.people["head"])
    suspended = suspend(site.campaign)
    move_campaign(suspended, "resume", by=site.people["chair"], reason="Hết bão")
    pages = [page for page in concerned() if page in opened_by("head")]
    assert [page for page in pages if "tạm dừng" in client.get(path(site, page)).content.decode()] == []


@pytest.mark.parametrize(
    ("closed", "move", "state", "other"), [(False, "resume", "launched", "resume-closed"), (True, "resume-closed", "registration-closed", "resume")]
)
def test_it_returns_to_the_state_that_was_interrupted(world: World, closed: bool, move: str, state: str, other: str) -> None:
    campaign = world.campaign
    if closed:
        campaign = move_campaign(campaign, "close-registration", by=None, at=campaign.deadline)
    suspended = suspend(campaign)
    chair = world.people["chair"]
    assert (suspended.suspended_from, set(moves_for(suspended, chair))) == (state, {move})
    with pytest.raises(MoveRefused, match=r"^Phong trào chỉ trở lại đúng tình trạng trước khi tạm dừng\. Xin tải lại trang\.$"):
        move_campaign(suspended, other, by=chair, reason="Hết bão")
    resumed = move_campaign(suspended, move, by=chair, reason="Hết bão")
    assert (resumed.state, resumed.suspended_from, resumed.suspension_basis, resumed.suspension_reason) == (state, "", "", "")


def test_no_reminder_is_written_while_it_is_suspended_and_those_waiting_are_taken_back(world: World) -> None:
    now = timezone.now()
    assert remind_now(world.campaign, now) == 2
    reminders = Notice.objects.filter(key__startswith=f"remind:{world.campaign.pk}:")
    sent = reminders.get(user=world.people["stranger"])
    Notice.objects.filter(pk=sent.pk).update(email="a@example.org", claimed_at=now, sent_at=now)
    reminders.exclude(pk=sent.pk).update(email="b@example.org")
    suspended = suspend(world.campaign)
    assert {notice.email for notice in reminders.exclude(pk=sent.pk)} == {""}
    assert (reminders.get(pk=sent.pk).email, reminders.unread().count()) == ("a@example.org", 0)
    noon = timezone.localtime(suspended.deadline).replace(hour=12, minute=0) - timedelta(days=1)
    written = Notice.objects.count()
    for days in range(15):
        write_reminders(noon - timedelta(days=days))
    write_reminders(noon + timedelta(days=2))
    assert Notice.objects.count() == written


def test_the_heads_are_told_but_not_of_an_old_campaign(world: World) -> None:
    suspend(world.campaign)
    told = Notice.objects.filter(key__startswith=f"suspend:{world.campaign.pk}:")
    assert {(notice.user.username, notice.subject) for notice in told} == {
        (name, f"Tạm dừng: {world.campaign.title}") for name in ("to-truong-1", "to-truong-2", "hai-noi")
    }
    assert told[0].body.startswith(f"Căn cứ: {BASIS}.\nLý do: {REASON}\n")
    resumed = move_campaign(world.campaign, "resume", by=world.people["chair"], reason="Hết bão")
    gone_on = Notice.objects.filter(key__startswith=f"resume:{world.campaign.pk}:")
    assert {(notice.subject, notice.body.splitlines()[1]) for notice in gone_on} == {
        (f"Tiếp tục: {resumed.title}", f"Hạn đăng ký: {resumed.deadline_in_full}.")
    }
    lines = Line.objects.of(resumed)
    assert [line.reason for line in lines if line.move in ("suspend", "resume")] == ["Hết bão", f"{REASON}\nCăn cứ: {BASIS}"]
    Campaign.objects.filter(pk=world.campaign.pk).update(retrospective_reason="Nhập lại", deadline=timezone.now())
    suspend(resumed)
    move_campaign(resumed, "resume", by=world.people["chair"], reason="Hết bão")
    assert (told.count(), gone_on.count()) == (3, 3)


def test_the_heads_hear_that_the_deadline_has_passed_meanwhile(world: World) -> None:
    suspend(world.campaign)
    move_campaign(world.campaign, "resume", by=world.people["chair"], reason="Hết bão", at=world.campaign.deadline)
    assert "Hạn đăng ký đã hết." in Notice.objects.filter(key__startswith=f"resume:{world.campaign.pk}:")[0].body


def test_nobody_is_invited_while_it_is_suspended(client: Client, world: World) -> None:
    late = make_unit(world.ward)
    suspended = suspend(world.campaign)
    with pytest.raises(MoveRefused, match="đang tạm dừng nên chưa mời thêm được đơn vị"):
        invite(suspended, {*suspended.invitations.values_list("unit", flat=True), late.pk})


def test_the_message_for_the_group_says_that_it_is_suspended(client: Client, world: World) -> None:
    suspended = suspend(world.campaign)
    message = (
        f"{suspended.title} đang tạm dừng. Căn cứ: {BASIS}. Lý do: {REASON}. Nội dung đã ghi vẫn được giữ."
        " Cần hỏi xin liên hệ đồng chí Trần Thị Thư, điện thoại 0208 000 111. Trân trọng."
    )
    assert reminder_text(suspended) == message
    client.force_login(world.people["secretary"])
    answer = client.get(reverse("campaign-registrations", args=[suspended.pk]))
    assert texts(answer, ".//button[@data-copy]") == ["Chép lời báo tạm dừng gửi Zalo"]
    assert client.post(reverse("campaign-remind", args=[suspended.pk])).status_code == 404
