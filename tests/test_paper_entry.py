"""Registrations that came on paper: entered by the secretary with their scan, judged by the moment they were received."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.attachments.keeping import Upload
from emulation.attachments.kinds import PNG
from emulation.campaigns.models import Campaign, Invitation
from emulation.campaigns.workflow import move_campaign
from emulation.history.models import Line
from emulation.notices.models import Notice
from emulation.people.models import Role
from emulation.vietnamese.dates import clock
from emulation.workflow import MoveRefused
from registrations.answers import replace_answers
from registrations.late_permits import grant
from registrations.models import PaperScan, Registration
from registrations.paper_entry import enter
from registrations.papers import keep_pdf
from registrations.workflow import move_registration
from tests.pages import errors, messages, page, questions, text, texts
from tests.pdf import pdf_text
from tests.scans import picture, upload
from tests.world import World, fill_in


@pytest.fixture
def secretary(client: Client, world: World) -> Client:
    client.force_login(world.people["secretary"])
    return client


def third(world: World) -> Invitation:
    """Of the unit that has begun nothing; "both" leads it."""
    return Invitation.objects.get(campaign=world.campaign, unit=world.people["both"].terms.get(role=Role.HEAD).unit)


def paper_url(invitation: Invitation) -> str:
    return reverse("registration-paper", args=[invitation.pk])


def typed(at: datetime, *files: Any, **more: str) -> dict[str, Any]:
    local = timezone.localtime(at)
    return {"received_on": f"{local:%d/%m/%Y}", "received_time": f"{local:%H:%M}", "scans": list(files), **more}


def ago(**span: int) -> datetime:
    return timezone.now() - timedelta(**span)


def received(world: World, at: datetime | None = None, invitation: Invitation | None = None, *, take_over: bool = False) -> Registration:
    """A paper with its scan, not typed in yet."""
    scan = Upload("trang-1.png", PNG, picture())
    return enter(invitation or third(world), received_at=at or ago(hours=1), uploads=[scan], by=world.people["secretary"], take_over=take_over)


def recorded(world: World, at: datetime | None = None) -> Registration:
    return move_registration(fill_in(received(world, at)), "record-paper", by=world.people["secretary"])


def test_the_secretary_enters_what_came_on_paper_from_the_row_of_its_unit_to_the_receipt(secretary: Client, world: World) -> None:
    url = paper_url(third(world))
    assert url in secretary.get(reverse("campaign-registrations", args=[world.campaign.pk])).content.decode()
    response = secretary.post(url, typed(ago(hours=2), upload()), follow=True)
    registration = Registration.objects.get(unit=third(world).unit)
    assert messages(response) == ["Đã lưu giờ nhận và bản quét. Xin nhập nội dung theo bản giấy."]
    assert response.redirect_chain[-1][0] == reverse("registration-step", args=[registration.pk, "chi-tieu"])
    fill_in(registration)
    review = reverse("registration-review", args=[registration.pk])
    asked = secretary.get(review)
    assert texts(asked, ".//form[@class='form']//button[@class='btn btn-primary']") == ["Ghi nhận bản giấy"]
    assert questions(asked) == {"signer_title": Role.HEAD.label, "signer_name": "Ngô Thị Hai"}
    response = secretary.post(review, {"signer_title": "Tổ phó", "signer_name": "Phan Văn Ký"}, follow=True)
    registration.refresh_from_db()
    assert messages(response) == [f"Đã ghi nhận bản giấy. Mã biên nhận: {registration.submissions.get().receipt}."]
    assert (registration.state, registration.entered_by, registration.submitted_at) == (
        "submitted", world.people["secretary"], registration.received_on_paper_at,
    )  # fmt: skip


def test_the_paper_says_who_typed_it_in_and_who_signed(world: World) -> None:
    registration = recorded(world)
    submission = registration.submissions.get()
    assert (submission.submitted_by, submission.received_on_paper_at) == (world.people["secretary"], registration.received_on_paper_at)
    said = pdf_text(keep_pdf(submission))
    assert "Ngô Thị Hai" in said
    assert f"Bản này do Trần Thị Thư nhập từ bản giấy có chữ ký, nhận lúc {clock(registration.received_on_paper_at)}." in said


def test_the_head_is_told_sees_it_with_its_scan_and_cannot_change_it(client: Client, world: World) -> None:
    registration = recorded(world)
    head = world.people["both"]
    assert Notice.objects.filter(user=head).latest("pk").subject == "Đã ghi nhận đăng ký bản giấy của TDP Tân Sơn"
    client.force_login(head)
    response = client.get(registration.get_absolute_url())
    assert texts(response, ".//main//section/h2")[:2] == ["Biên nhận", "Bản giấy"]
    scan = reverse("registration-scan", args=[registration.pk, PaperScan.objects.get().pk])
    assert client.get(scan).content == picture()
    assert client.get(reverse("registration-step", args=[registration.pk, "chi-tieu"])).status_code == 404
    with pytest.raises(MoveRefused) as refusal:
        move_registration(registration, "withdraw", by=head)
    assert str(refusal.value) == "Đăng ký này do thư ký nhập từ bản giấy. Muốn sửa, xin đề nghị thư ký trả lại."


def test_while_it_is_typed_in_the_head_is_told_so_and_sees_nothing_of_it(client: Client, world: World) -> None:
    registration = received(world)
    client.force_login(world.people["both"])
    home = client.get(reverse("home"))
    assert f"Thư ký đang nhập bản giấy của đơn vị, nhận lúc {clock(registration.received_on_paper_at)}." in text(page(home))
    assert client.get(registration.get_absolute_url()).status_code == 404
    begun = client.post(reverse("registration-begin", args=[third(world).pk]), follow=True)
    assert messages(begun)[0].startswith("Thư ký đang nhập bản giấy của đơn vị.")
    with pytest.raises(MoveRefused, match="Thư ký đang nhập bản giấy"):
        move_registration(registration, "submit", by=world.people["both"])


def test_the_office_sees_in_the_list_what_is_on_paper(secretary: Client, world: World) -> None:
    received(world)
    overview = reverse("campaign-registrations", args=[world.campaign.pk])

    def row() -> str:
        return next(row for row in texts(secretary.get(overview), ".//div[@class='table-responsive']//tbody/tr") if "TDP Tân Sơn" in row)

    assert row() == "TDP Tân Sơn ● Đang nhập bản giấy – Nhập tiếp bản giấy của TDP Tân Sơn"
    move_registration(fill_in(Registration.objects.get(unit=third(world).unit)), "record-paper", by=world.people["secretary"])
    assert row().startswith("Chọn TDP Tân Sơn TDP Tân Sơn → Đã gửi, chờ tiếp nhận Bản giấy")


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        (timedelta(minutes=5), "Giờ nhận ở sau lúc này. Xin ghi lúc đã nhận bản giấy."),
        (timedelta(days=-1500), "Ngày nhận quá xa: phong trào bắt đầu từ"),
    ],
)
def test_a_moment_that_cannot_be_is_refused_and_nothing_is_kept(secretary: Client, world: World, at: timedelta, sentence: str) -> None:
    response = secretary.post(paper_url(third(world)), typed(timezone.now() + at, upload()))
    assert errors(response)[0].startswith(f"Nhận bản giấy ngày: {sentence}")
    assert (PaperScan.objects.count(), Registration.objects.filter(unit=third(world).unit).exists()) == (0, False)


def test_without_a_scan_or_a_readable_time_nothing_begins(secretary: Client, world: World) -> None:
    response = secretary.post(paper_url(third(world)), {"received_on": "hôm qua", "received_time": "9"})
    assert [line.partition(":")[0] for line in errors(response)] == ["Nhận bản giấy ngày", "Lúc", "Bản quét có chữ ký"]
    response = secretary.post(paper_url(third(world)), typed(ago(hours=1), upload()) | {"received_time": "25:99"})
    assert errors(response) == ["Lúc: Xin ghi giờ và phút, như 14:05."]
    with pytest.raises(MoveRefused, match="Chưa có bản quét"):
        enter(third(world), received_at=ago(hours=1), uploads=[], by=world.people["secretary"])


def test_what_came_in_time_is_entered_after_the_deadline_and_what_came_late_needs_leave(secretary: Client, world: World) -> None:
    Campaign.objects.filter(pk=world.campaign.pk).update(deadline=ago(days=1), starts_on=timezone.localdate() - timedelta(days=30))
    response = secretary.post(paper_url(third(world)), typed(ago(hours=3), upload()))
    assert errors(response)[0].startswith("Nhận bản giấy ngày: Bản giấy nhận sau hạn")
    assert recorded(world, ago(days=2)).state == "submitted"
    agency = Invitation.objects.get(campaign=world.campaign, unit=world.agency)
    grant(agency, last_day=timezone.localdate(), reason="Bận bầu cử.", by=world.people["secretary"])
    late = secretary.post(paper_url(agency), typed(ago(hours=3), upload()), follow=True)
    assert messages(late) == ["Đã lưu giờ nhận và bản quét. Xin nhập nội dung theo bản giấy."]


def test_lateness_is_asked_again_when_it_is_recorded(world: World) -> None:
    registration = fill_in(received(world))
    Campaign.objects.filter(pk=world.campaign.pk).update(deadline=ago(days=1))
    with pytest.raises(MoveRefused) as refusal:
        move_registration(registration, "record-paper", by=world.people["secretary"])
    assert str(refusal.value).startswith("Bản giấy nhận sau hạn")
    grant(third(world), last_day=timezone.localdate() - timedelta(days=0), reason="Ốm.", by=world.people["secretary"])
    Campaign.objects.filter(pk=world.campaign.pk).update(deadline=ago(days=3))
    type(registration).objects.filter(pk=registration.pk).update(received_on_paper_at=timezone.now() + timedelta(days=2))
    with pytest.raises(MoveRefused, match="đơn vị được gửi muộn đến hết"):
        move_registration(registration, "record-paper", by=world.people["secretary"])


def test_nothing_is_entered_in_a_suspended_campaign(world: World) -> None:
    move_campaign(world.campaign, "suspend", by=world.people["secretary"], reason="Bão lũ.", basis="Công văn số 12")
    with pytest.raises(MoveRefused, match="“Tạm dừng” nên không nhập bản giấy được"):
        received(world)


def test_a_paper_without_its_scan_or_its_grades_is_not_recorded(world: World) -> None:
    registration = received(world)
    with pytest.raises(MoveRefused, match="Chưa có chỉ tiêu nào"):
        move_registration(registration, "record-paper", by=world.people["secretary"])
    PaperScan.objects.update(removed_at=timezone.now())
    with pytest.raises(MoveRefused, match="Chưa có bản quét của bản giấy"):
        move_registration(fill_in(registration), "record-paper", by=world.people["secretary"])


def test_what_a_head_is_writing_is_not_overwritten_but_an_empty_draft_is_taken_over(secretary: Client, world: World) -> None:
    invitation = Invitation.objects.get(campaign=world.campaign, unit=world.strange_unit)
    assert received(world, invitation=invitation).pk == world.strange_registration.pk
    stale = world.strange_registration  # as the head's open page has it
    with pytest.raises(MoveRefused, match="vừa chuyển giữa bản điện tử và bản giấy"):
        replace_answers(stale, {})
    move_registration(Registration.objects.get(pk=stale.pk), "abandon-paper", by=world.people["secretary"], reason="Nhầm đơn vị.")
    fill_in(stale)
    with pytest.raises(MoveRefused, match=r"đang làm dở, lưu lần cuối lúc .* Xin đánh dấu ô này nếu đơn vị nộp bản giấy thay"):
        received(world, invitation=invitation)


def test_what_was_sent_is_not_entered_again(secretary: Client, world: World) -> None:
    recorded(world)
    for invitation, how in ((Invitation.objects.get(campaign=world.campaign, unit=world.unit), "điện tử"), (third(world), "từ bản giấy")):
        said = texts(secretary.get(paper_url(invitation)), ".//main//*[@class='note warning']")
        assert said[0].startswith(f"Đơn vị đã có đăng ký {how} (đã gửi, chờ tiếp nhận).")


def test_a_paper_given_up_leaves_the_unit_free_to_register_itself(secretary: Client, world: World) -> None:
    registration = fill_in(received(world))
    url = reverse("registration-move", args=[registration.pk, "abandon-paper"])
    response = secretary.post(url, {"reason": "Nhập nhầm đơn vị."}, follow=True)
    assert messages(response) == ["Đã bỏ, không nhập bản giấy này: TDP Tân Sơn."]
    registration = Registration.objects.get(pk=registration.pk)
    assert (registration.is_on_paper, registration.target_answers.count(), registration.signer_name) == (False, 0, "")
    scan = reverse("registration-scan", args=[registration.pk, PaperScan.objects.get().pk])
    assert secretary.get(scan).status_code == 404  # the draft is the unit's own now, and the scan is nobody's
    assert move_registration(fill_in(registration), "submit", by=world.people["both"]).state == "submitted"


def test_a_returned_paper_is_corrected_by_its_secretary_or_sent_anew_by_its_head(secretary: Client, world: World) -> None:
    registration = move_registration(recorded(world), "return", by=world.people["secretary"], reason="Nhập sai.")
    assert texts(secretary.get(registration.get_absolute_url()), ".//a[@class='download']")[-1] == "Sửa giờ nhận, thêm bản quét"
    again = typed(ago(minutes=30), upload(name="trang-2.png"), replace="on")
    secretary.post(paper_url(third(world)), again)
    assert [scan.removed_at is None for scan in registration.paper_scans.order_by("pk")] == [False, True]
    secretary.post(paper_url(third(world)), typed(ago(minutes=20)))
    assert registration.paper_scans.in_use().count() == 1
    corrected = move_registration(Registration.objects.get(pk=registration.pk), "record-paper", by=world.people["secretary"])
    returned = move_registration(corrected, "return", by=world.people["secretary"], reason="Đơn vị tự sửa.")
    own = move_registration(returned, "submit", by=world.people["both"])
    assert (own.is_on_paper, own.entered_by, own.submissions.count()) == (False, None, 3)
    response = secretary.get(own.get_absolute_url())
    assert any("Bản giấy nhận lúc" in line for line in texts(response, ".//ul[@class='rows']/li"))
    assert texts(response, ".//a[@class='download']") == ["Tải bản quét (1 KB)"]


def test_a_paper_is_returned_after_the_deadline_since_its_secretary_may_type_it_again(world: World) -> None:
    registration = recorded(world, ago(days=2))
    Campaign.objects.filter(pk=world.campaign.pk).update(deadline=ago(days=1))
    registration = move_registration(Registration.objects.get(pk=registration.pk), "return", by=world.people["secretary"], reason="Nhập sai.")
    assert Notice.objects.filter(user=world.people["both"]).latest("pk").body.endswith("Thư ký sẽ nhập lại từ bản giấy.")
    assert move_registration(registration, "record-paper", by=world.people["secretary"]).state == "submitted"


def test_a_unit_without_a_head_leaves_the_signer_to_be_typed(world: World) -> None:
    registration = received(world, invitation=Invitation.objects.get(campaign=world.campaign, unit=world.agency))
    assert (registration.signer_title, registration.signer_name) == ("", "")


def test_history_tells_when_the_paper_came_and_which_files(world: World) -> None:
    registration = received(world, ago(hours=5))
    line = Line.objects.of(registration).get()
    assert (line.label, line.by, line.title) == ("Nhận bản giấy", world.people["secretary"], "Thư ký Hội đồng phường Bách Quang")
    assert line.reason == f"Nhận bản giấy lúc {clock(registration.received_on_paper_at)}\nBản quét: trang-1.png"


def test_the_moment_and_the_person_go_together(world: World) -> None:
    for fields in ({"received_on_paper_at": timezone.now()}, {"entered_by": world.people["secretary"]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Registration.objects.filter(pk=world.registration.pk).update(**fields)


def test_a_draft_campaign_and_another_wards_secretary_enter_nothing(client: Client, world: World) -> None:
    client.force_login(world.people["other_secretary"])
    assert client.get(paper_url(third(world))).status_code == 404
    Campaign.objects.filter(pk=world.campaign.pk).update(state="draft")
    client.force_login(world.people["secretary"])
    assert client.get(paper_url(third(world))).status_code == 404


def test_an_entry_for_a_unit_that_has_sent_meanwhile_is_refused_with_the_reason(secretary: Client, world: World) -> None:
    sent = Invitation.objects.get(campaign=world.campaign, unit=world.unit)
    assert messages(secretary.post(paper_url(sent), typed(ago(hours=1), upload())))[0].startswith("Đơn vị đã có đăng ký điện tử")
    assert PaperScan.objects.count() == 0
