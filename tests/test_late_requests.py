"""Asking for leave to send after the deadline: with all that was written, once at a time, answered by leave or by a no."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.models import Campaign, Invitation
from emulation.campaigns.workflow import move_campaign
from emulation.history.models import Line
from emulation.notices.models import Notice
from emulation.workflow import MoveRefused
from registrations.late_permits import grant
from registrations.late_requests import ask_late, text_of
from registrations.models import LateRequest, Registration
from tests.pages import messages, texts
from tests.test_late_permits import close, in_days, invitation
from tests.world import World, fill_in

REFUSED = "Không có gì phải xin nộp muộn: đăng ký đã gửi hoặc còn gửi được, hoặc phong trào không nhận đăng ký nữa."


@pytest.fixture
def late(world: World) -> World:
    """The deadline has passed while one unit was still writing."""
    fill_in(world.strange_registration)
    world.campaign = close(world)
    return world


def written(world: World) -> Registration:
    return Registration.objects.get(pk=world.strange_registration.pk)


def ask(world: World, reason: str = "Mất điện.") -> LateRequest:
    return ask_late(written(world), reason=reason, by=world.people["stranger"])


def browser(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.people[who])
    return client


def ask_url(world: World) -> str:
    return reverse("registration-late-request", args=[world.strange_registration.pk])


def test_the_secretary_is_told_and_reads_what_was_written(late: World) -> None:
    head, secretary = browser(late, "stranger"), browser(late, "secretary")
    answer = head.post(ask_url(late), {"reason": "Mất điện chiều nay."}, follow=True)
    assert messages(answer) == ["Đã gửi thư ký. Khi thư ký trả lời, ông/bà nhận được thông báo."]
    assert texts(answer, ".//section[@id='xin-nop-muon']/div/p/b") == [
        f"Đã gửi thư ký lúc {timezone.localtime(LateRequest.objects.get().asked_at):%H:%M, %d/%m/%Y}, đang chờ trả lời."
    ]
    notice = Notice.objects.get(user=late.people["secretary"], key__startswith="late-request:")
    permit_url = reverse("registration-late-permit", args=[invitation(late).pk])
    assert (notice.subject, notice.url) == ("TDP Bá Vân 2 xin nộp đăng ký muộn", permit_url)
    assert f"TDP Bá Vân 2: {late.campaign.title}" in texts(secretary.get(reverse("home")), ".//section[@class='task']//a")
    page = secretary.get(permit_url)
    assert texts(page, ".//blockquote") == ["Mất điện chiều nay."]
    assert "- Thu quỹ Đền ơn đáp nghĩa: đạt 100%" in texts(page, ".//details/div[@class='prose']")[0]
    assert [line.label for line in Line.objects.of(invitation(late))] == ["Xin nộp muộn"]
    assert "Xin nộp muộn" in texts(head.get(written(late).get_absolute_url()), ".//ol[@class='history']//b")


def test_leave_answers_the_request(late: World) -> None:
    request = ask(late)
    grant(invitation(late), last_day=in_days(2), reason="Được.", by=late.people["secretary"])
    request.refresh_from_db()
    assert request.closed_at is not None
    assert not LateRequest.objects.waiting_for(late.people["secretary"], timezone.now()).exists()
    with pytest.raises(MoveRefused, match="Không có gì phải xin"):
        ask(late)


def test_a_no_is_told_with_its_reason_and_the_unit_may_ask_again(late: World) -> None:
    ask(late)
    secretary, url = browser(late, "secretary"), reverse("registration-late-refusal", args=[invitation(late).pk])
    assert messages(secretary.post(url, {"reason": "Đã tổng hợp."}, follow=True)) == ["Đã trả lời TDP Bá Vân 2: không cho nộp muộn."]
    notice = Notice.objects.get(user=late.people["stranger"], key__startswith="late-refusal:")
    assert (notice.subject, notice.body.splitlines()[1]) == ("TDP Bá Vân 2 không được nộp đăng ký muộn", "Lý do: Đã tổng hợp.")
    assert messages(secretary.post(url, {"reason": "Đã tổng hợp."}, follow=True)) == ["Không có đề nghị nộp muộn nào đang chờ trả lời."]
    ask(late, "Xin xét lại.")
    assert [(one.reason, one.closed_at is None) for one in LateRequest.objects.order_by("pk")] == [("Mất điện.", False), ("Xin xét lại.", True)]


def test_asking_again_takes_the_place_of_what_is_not_answered(late: World) -> None:
    ask(late)
    second = ask(late, "Mất điện cả xã.")
    assert list(LateRequest.objects.values_list("reason", flat=True)) == ["Mất điện cả xã."]
    assert str(second).startswith("TDP Bá Vân 2, Phong trào")
    with pytest.raises(IntegrityError), transaction.atomic():
        LateRequest.objects.create(invitation=second.invitation, reason="x", asked_by=second.asked_by, asked_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        LateRequest.objects.filter(pk=second.pk).update(reason="")


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [("", "Lý do: Xin ghi mục này."), ("x" * 1001, "Lý do: Nội dung dài 1.001 ký tự, chỉ được tối đa 1.000. Xin rút gọn.")],
)
def test_neither_asks_nor_refuses_without_a_reason_that_can_be_read(late: World, reason: str, sentence: str) -> None:
    assert messages(browser(late, "stranger").post(ask_url(late), {"reason": reason}, follow=True)) == [sentence]
    ask(late)
    url = reverse("registration-late-refusal", args=[invitation(late).pk])
    assert messages(browser(late, "secretary").post(url, {"reason": reason}, follow=True)) == [sentence]
    assert LateRequest.objects.open().count() == 1


def test_nobody_asks_before_the_deadline_after_the_end_or_for_what_is_sent(world: World) -> None:
    def refused(registration: Registration) -> str:
        with pytest.raises(MoveRefused) as refusal:
            ask_late(registration, reason="x", by=world.people["stranger"])
        return str(refusal.value)

    assert refused(world.strange_registration) == REFUSED
    close(world)
    assert refused(world.registration) == REFUSED
    Invitation.objects.filter(pk=invitation(world).pk).delete()
    assert refused(world.strange_registration) == REFUSED


def test_in_a_campaign_that_is_summed_up_nothing_is_offered(late: World) -> None:
    head = browser(late, "stranger")
    step = reverse("registration-step", args=[late.strange_registration.pk, "chi-tieu"])
    review = reverse("registration-review", args=[late.strange_registration.pk])
    for url in (step, review, written(late).get_absolute_url()):
        assert texts(head.get(url), ".//section[@id='xin-nop-muon']/h2") == ["Xin nộp muộn"]
    move_campaign(late.campaign, "sum-up", by=late.people["secretary"])
    for url in (step, review, written(late).get_absolute_url()):
        assert texts(head.get(url), ".//section[@id='xin-nop-muon']/h2") == []
    assert messages(head.post(ask_url(late), {"reason": "x"}, follow=True)) == [REFUSED]


def test_the_whole_text_is_there_to_copy_signer_and_tables_too(late: World) -> None:
    registration = written(late)
    Registration.objects.filter(pk=registration.pk).update(signer_title="Tổ trưởng", signer_name="Lê Văn Khách")
    lines = text_of(written(late)).splitlines()
    assert (lines[0].startswith("TDP Bá Vân 2"), lines[-1]) == (True, "Tổ trưởng Lê Văn Khách")
    assert "Hoàn thành xuất sắc nhiệm vụ: X" in lines


def test_what_is_not_sent_and_what_is_sent_cannot_be_confused(world: World) -> None:
    def standing(who: str, registration: Registration) -> list[str]:
        return texts(browser(world, who).get(registration.get_absolute_url()), ".//p[@class='standing']") + texts(
            browser(world, who).get(registration.get_absolute_url()), ".//p[@class='standing sent']"
        )

    submission = world.registration.submissions.get()
    assert standing("stranger", world.strange_registration) == ["● Bản nháp, chưa gửi"]
    assert standing("head", world.registration) == [f"✓ Đã gửi lúc {timezone.localtime(submission.submitted_at):%H:%M, %d/%m/%Y} · mã {submission.receipt}"]
    browser(world, "head").post(reverse("registration-move", args=[world.registration.pk, "withdraw"]))
    assert standing("head", Registration.objects.get(pk=world.registration.pk)) == ["● Đang sửa, chưa gửi lại"]


def test_a_longer_deadline_for_all_takes_the_request_from_the_first_page(late: World) -> None:
    ask(late)
    assert LateRequest.objects.waiting_for(late.people["secretary"], timezone.now()).count() == 1
    Campaign.objects.filter(pk=late.campaign.pk).update(deadline=timezone.now() + timedelta(days=1))
    assert LateRequest.objects.waiting_for(late.people["secretary"], timezone.now()).count() == 0
