"""Receiving registrations: who accepts and returns them, until when, and where the unit reads why one came back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.models import Campaign
from emulation.campaigns.workflow import move_campaign
from emulation.history.models import Line
from emulation.notices.models import Notice
from emulation.people.models import Role, User
from emulation.vietnamese.dates import clock
from emulation.workflow import MoveRefused
from registrations.models import Registration
from registrations.returns import returns_of
from registrations.workflow import move_registration, moves_for
from tests.pages import messages, texts
from tests.world import World, deadline_in, launch, make_campaign, make_person, submitted

SECOND = timedelta(seconds=1)
WARNING = ".//main//div[@class='note warning']"
LATE = "Đã hết hạn đăng ký nên đơn vị không gửi lại được. Xin gia hạn đăng ký, hoặc cho riêng đơn vị gửi muộn, trước khi trả lại."
OVER = "Phong trào đã tổng kết hoặc kết thúc nên đăng ký không thay đổi được nữa."
SUSPENDED = "Phong trào đang tạm dừng nên đơn vị không gửi lại được. Xin cho phong trào tiếp tục trước khi trả lại."


def refusal_of(world: World, move: str, at: object = None) -> str:
    """The sentence with which the secretary's move is refused; nothing may have changed by it."""
    before = Registration.objects.filter(pk=world.registration.pk).values().get(), Line.objects.count(), Notice.objects.count()
    with pytest.raises(MoveRefused) as refusal:
        move_registration(world.registration, move, by=world.people["secretary"], reason="Thiếu chỉ tiêu.", at=at)
    assert (Registration.objects.filter(pk=world.registration.pk).values().get(), Line.objects.count(), Notice.objects.count()) == before
    return str(refusal.value)


def give_back(world: World, reason: str = "Thiếu chỉ tiêu.") -> Registration:
    return move_registration(world.registration, "return", by=world.people["secretary"], reason=reason)


def test_a_registration_is_returned_one_second_before_the_deadline_and_not_at_it(world: World) -> None:
    deadline = world.campaign.deadline
    assert [refusal_of(world, "return", at) for at in (deadline, deadline + SECOND)] == [LATE, LATE]

    returned = move_registration(world.registration, "return", by=world.people["secretary"], reason="Thiếu.", at=deadline - SECOND)
    assert (returned.state, returned.accepted_by, returned.accepted_at) == ("returned", None, None)


def test_after_an_extension_what_came_in_may_be_returned_again(world: World) -> None:
    Campaign.objects.filter(pk=world.campaign.pk).update(deadline=timezone.now() - SECOND)
    assert refusal_of(world, "return") == LATE
    longer = Campaign.objects.get(pk=world.campaign.pk)
    move_campaign(longer, "extend", by=world.people["secretary"], reason="Mưa lũ", deadline_words=deadline_in(5))

    assert give_back(world).state == "returned"


@pytest.mark.parametrize("state", ["summed-up", "closed"])
def test_nothing_is_received_or_returned_once_the_campaign_is_over(world: World, state: str) -> None:
    Campaign.objects.filter(pk=world.campaign.pk).update(state=state)

    assert [refusal_of(world, move) for move in ("accept", "return")] == [OVER, OVER]


def test_a_suspended_campaign_still_accepts_but_returns_nothing(world: World) -> None:
    move_campaign(world.campaign, "suspend", by=world.people["secretary"], reason="Bão lũ", basis="Công văn số 12")
    assert refusal_of(world, "return") == SUSPENDED

    assert move_registration(world.registration, "accept", by=world.people["secretary"]).state == "accepted"


def test_a_late_return_is_refused_on_the_page_which_keeps_the_reason(client: Client, world: World) -> None:
    Campaign.objects.filter(pk=world.campaign.pk).update(deadline=timezone.now() - SECOND)
    client.force_login(world.people["secretary"])
    answer = client.post(reverse("registration-move", args=[world.registration.pk, "return"]), {"reason": "Thiếu chữ ký"})

    assert messages(answer) == [LATE]
    assert "Thiếu chữ ký" in texts(answer, ".//textarea[@name='reason']")


@pytest.fixture
def province_secretary(world: World) -> User:
    return make_person(Role.SECRETARY, world.province, username="thu-ky-tinh")


@pytest.fixture
def sent_to_province(world: World, province_secretary: User) -> Registration:
    """What a unit of the ward sent in the province's campaign."""
    campaign = launch(make_campaign(world.province, invited=[world.unit]), province_secretary)
    return submitted(campaign, world.unit, world.people["head"])


def test_the_secretary_of_the_unit_that_launched_the_campaign_receives(world: World, province_secretary: User, sent_to_province: Registration) -> None:
    told = Notice.objects.filter(key__startswith=f"registration:{sent_to_province.pk}:submitted:")
    assert [notice.user for notice in told] == [province_secretary]
    assert list(moves_for(sent_to_province, province_secretary)) == ["accept", "return"]

    accepted = move_registration(sent_to_province, "accept", by=province_secretary)
    assert move_registration(accepted, "return", by=province_secretary, reason="Thiếu chỉ tiêu.").state == "returned"


@pytest.mark.parametrize("move", ["accept", "return"])
def test_the_wards_secretary_cannot_receive_in_the_provinces_campaign(client: Client, world: World, sent_to_province: Registration, move: str) -> None:
    secretary = world.people["secretary"]
    assert moves_for(sent_to_province, secretary) == {}
    with pytest.raises(PermissionDenied):
        move_registration(sent_to_province, move, by=secretary, reason="Thiếu chỉ tiêu.")
    client.force_login(secretary)

    assert client.post(reverse("registration-move", args=[sent_to_province.pk, move]), {"reason": "Thiếu."}).status_code == 403
    assert Registration.objects.get(pk=sent_to_province.pk).state == "submitted"


@pytest.mark.parametrize(
    ("who", "move", "sentence"),
    [
        ("secretary", "accept", "Đã tiếp nhận: TDP Bá Vân 1."),
        ("secretary", "return", "Đã trả lại để sửa: TDP Bá Vân 1."),
        ("head", "withdraw", "Đã rút lại để sửa: TDP Bá Vân 1."),
    ],
)
def test_the_page_says_what_was_done_and_for_which_unit(client: Client, world: World, who: str, move: str, sentence: str) -> None:
    client.force_login(world.people[who])
    answer = client.post(reverse("registration-move", args=[world.registration.pk, move]), {"reason": "Thiếu chữ ký"}, follow=True)

    assert messages(answer) == [sentence]


def test_the_head_is_told_why_and_until_when_it_may_be_sent_again(world: World) -> None:
    give_back(world)

    notice = Notice.objects.get(key__startswith=f"registration:{world.registration.pk}:returned:")
    assert (notice.user, notice.subject) == (world.people["head"], "Đăng ký của TDP Bá Vân 1 được trả lại để sửa")
    assert notice.body == f"{world.campaign.title}.\nLý do: Thiếu chỉ tiêu.\nXin sửa và gửi lại, hạn {world.campaign.due.until}."


def test_every_page_on_which_the_unit_works_shows_why_it_came_back(client: Client, world: World) -> None:
    give_back(world, "Thiếu chỉ tiêu.\nThiếu chữ ký.")
    said = f"Thư ký trả lại để sửa, {clock(Line.objects.of(world.registration)[0].at)}, Trần Thị Thư:Thiếu chỉ tiêu.Thiếu chữ ký."
    client.force_login(world.people["head"])
    steps = [reverse("registration-step", args=[world.registration.pk, step]) for step in ("chi-tieu", "muc-phan-dau", "danh-hieu")]
    pages = ["/", *steps, reverse("registration-review", args=[world.registration.pk]), world.registration.get_absolute_url()]

    assert {url: texts(client.get(url), WARNING) for url in pages} == {url: [said] for url in pages}


def test_the_reason_is_gone_once_it_was_sent_again(client: Client, world: World) -> None:
    give_back(world)
    move_registration(world.registration, "submit", by=world.people["head"])
    client.force_login(world.people["head"])

    assert {url: texts(client.get(url), WARNING) for url in ("/", world.registration.get_absolute_url())} == {
        "/": [],
        world.registration.get_absolute_url(): [],
    }


def test_of_several_returns_the_newest_counts(world: World) -> None:
    assert returns_of([world.registration, world.strange_registration]) == {}
    give_back(world, "Lần đầu.")
    move_registration(world.registration, "submit", by=world.people["head"])
    returned = give_back(world, "Lần sau.")

    assert {pk: line.reason for pk, line in returns_of([returned, world.strange_registration]).items()} == {returned.pk: "Lần sau."}
