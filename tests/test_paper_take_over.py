"""Paper in place of what the unit is writing itself: taken over when the secretary says so, and given back whole."""

import pytest
from django.test import Client

from emulation.campaigns.models import Invitation
from emulation.history.models import Line
from emulation.notices.models import Notice
from emulation.people.models import Role
from emulation.vietnamese.dates import clock
from emulation.workflow import MoveRefused
from registrations.models import Registration
from registrations.workflow import move_registration
from tests.pages import errors, form_data, messages, texts
from tests.scans import upload
from tests.test_paper_entry import ago, paper_url, received, typed
from tests.world import World, fill_in


@pytest.fixture
def secretary(client: Client, world: World) -> Client:
    client.force_login(world.people["secretary"])
    return client


UNFINISHED = [  # the state of what the unit has, how the page names it
    ("draft", "Đơn vị có bản đăng ký điện tử đang làm dở"),
    ("withdrawn", "Đơn vị đã rút đăng ký điện tử để sửa"),
    ("returned", "Đăng ký điện tử của đơn vị đã được trả lại để sửa"),
]


def in_hand(world: World, state: str) -> tuple[Invitation, str]:
    """An invitation whose unit is at work itself, with a signer of its own; and who leads the unit."""
    if state == "draft":
        registration, head = fill_in(world.strange_registration), "stranger"
    elif state == "withdrawn":
        registration, head = move_registration(world.registration, "withdraw", by=world.people["head"]), "head"
    else:
        registration, head = move_registration(world.registration, "return", by=world.people["secretary"], reason="Thiếu chữ ký."), "head"
    Registration.objects.filter(pk=registration.pk).update(signer_title="Tổ phó", signer_name="Phan Văn Ký")
    return Invitation.objects.get(campaign=world.campaign, unit=registration.unit), head


@pytest.mark.parametrize(("state", "named"), UNFINISHED)
def test_what_a_unit_is_writing_is_taken_over_by_its_paper_only_when_that_is_ticked(secretary: Client, world: World, state: str, named: str) -> None:
    invitation, head = in_hand(world, state)
    url, begun = paper_url(invitation), Registration.objects.get(unit=invitation.unit)
    sentence = f"{named}, lưu lần cuối lúc {clock(begun.saved_at)}."
    assert texts(secretary.get(url), ".//main//*[@class='note warning']") == [sentence]
    refused = secretary.post(url, typed(ago(hours=1), upload()) | {"received_time": "00:07"})
    label = "Đơn vị nộp bản giấy thay cho bản đang làm trên mạng"
    assert errors(refused) == [f"{label}: Xin đánh dấu ô này nếu đơn vị nộp bản giấy thay; nếu không, xin để đơn vị tự gửi bản đang làm."]
    assert (form_data(refused)["received_time"], Registration.objects.get(pk=begun.pk).is_on_paper) == ("00:07", False)
    answer = secretary.post(url, typed(ago(hours=1), upload(), take_over="on"), follow=True)
    assert messages(answer) == ["Đã lưu giờ nhận và bản quét. Xin nhập nội dung theo bản giấy."]
    taken = Registration.objects.get(pk=begun.pk)
    assert (taken.is_being_entered, taken.signer_title, taken.signer_name) == (True, "Tổ phó", "Phan Văn Ký")
    assert set(taken.target_answers.values_list("name", flat=True)) == {"Thu quỹ Đền ơn đáp nghĩa"}
    line = Line.objects.of(taken)[1]
    assert (line.before, line.after, line.by, line.reason) == (state, "draft", world.people["secretary"], f"{label}. {sentence}")
    notice = Notice.objects.filter(user=world.people[head]).latest("pk")
    assert (notice.subject, notice.url) == (f"Thư ký đang nhập bản giấy của {invitation.unit}", world.campaign.get_absolute_url())
    assert move_registration(taken, "record-paper", by=world.people["secretary"]).state == "submitted"


@pytest.mark.parametrize("state", [state for state, _ in UNFINISHED])
def test_a_paper_that_took_over_and_is_given_up_gives_the_unit_its_answers_back(world: World, state: str) -> None:
    invitation, head = in_hand(world, state)
    taken = received(world, invitation=invitation, take_over=True)
    with pytest.raises(MoveRefused, match="Thư ký đang nhập bản giấy"):
        move_registration(taken, "submit", by=world.people[head])
    given_back = move_registration(taken, "abandon-paper", by=world.people["secretary"], reason="Nhầm đơn vị.")
    assert (given_back.is_on_paper, given_back.signer_name, given_back.target_answers.exists()) == (False, "Phan Văn Ký", True)
    notice = Notice.objects.filter(user=world.people[head]).latest("pk")
    assert (notice.subject, notice.url) == (f"Thư ký không nhập bản giấy của {invitation.unit} nữa", taken.get_absolute_url())
    assert (given_back.is_written_by(world.people[head]), given_back.paper_scans.in_use().exists()) == (True, False)
    received(world, invitation=invitation, take_over=True)
    assert Notice.objects.filter(user=world.people[head], subject=f"Thư ký đang nhập bản giấy của {invitation.unit}").count() == 2


def test_a_unit_that_named_no_signer_gets_its_head_as_signer_of_the_paper_that_takes_over(world: World) -> None:
    invitation, _ = in_hand(world, "draft")
    Registration.objects.filter(unit=invitation.unit).update(signer_title="", signer_name="")
    taken = received(world, invitation=invitation, take_over=True)
    assert (taken.signer_title, taken.signer_name) == (Role.HEAD.label, "Lê Văn Khách")


def test_what_was_sent_meanwhile_is_not_taken_over(world: World) -> None:
    with pytest.raises(MoveRefused, match="Đơn vị đã có đăng ký điện tử"):
        received(world, invitation=Invitation.objects.get(campaign=world.campaign, unit=world.unit), take_over=True)
