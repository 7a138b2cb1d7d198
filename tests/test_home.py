"""The first page: what waits for whoever signs in, and the next thing to do."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.models import Campaign
from emulation.campaigns.workflow import move_campaign
from emulation.notices.models import Notice
from emulation.people.models import Role, User
from emulation.vietnamese.dates import clock
from registrations.home import tasks_of
from registrations.models import Registration
from registrations.workflow import move_registration
from tests.pages import links, page, texts
from tests.world import World, deadline_in, fill_in, launch, make_campaign, make_term, make_user

WARNING = ".//section//div[@class='note warning']"
ASK = "đồng chí Trần Thị Thư, điện thoại 0208 000 111"
CARD_BUTTONS = ".//section[@aria-labelledby='task-{}']//div[@class='actions']//*[@class]"
STEPS = ["1. Các chỉ tiêu ○ Chưa làm", "2. Mức phấn đấu ○ Chưa làm", "3. Danh hiệu đăng ký ○ Tùy chọn", "4. Xem lại và gửi ○ Chưa làm"]
DONE = ".//section[@class='task done']"
NOTHING_WAITS = "Hiện không có việc nào chờ ông/bà."
EMPTY = "Hiện không có việc nào chờ ông/bà. Khi có phong trào mới, trang này và mục Thông báo sẽ báo."


def home_of(client: Client, user: User) -> Any:
    client.force_login(user)
    return client.get("/")


def buttons(response: Any) -> list[str]:
    """What can be pressed in the cards, links and buttons alike."""
    return texts(response, ".//section//div[@class='actions']//*[@class]")


def test_a_head_who_has_not_begun_is_asked_to_begin(client: Client, world: World) -> None:
    home = home_of(client, world.people["both"])

    assert texts(home, ".//section[@class='task']/p[1]") == [f"{world.campaign.due.left} {world.campaign.due.until}"]
    assert texts(home, ".//ol[@class='steps']/li") == STEPS
    assert links(home, ".//ol[@class='steps']") == []
    assert buttons(home)[:2] == ["Bắt đầu đăng ký", "In mẫu trống"]


def test_a_head_whose_kind_of_unit_has_no_sheet_any_more_is_shown_no_steps(client: Client, world: World) -> None:
    world.campaign.sheet_choices.all().delete()

    home = home_of(client, world.people["both"])
    assert (texts(home, ".//ol[@class='steps']/li"), texts(home, ".//section[@class='task']/p[3]")) == ([], ["○ Chưa làm"])


def test_a_head_who_has_begun_sees_the_steps_and_the_next_one(client: Client, world: World) -> None:
    home = home_of(client, world.people["stranger"])
    draft = world.strange_registration

    assert texts(home, ".//ol[@class='steps']/li") == STEPS
    assert len(links(home, ".//ol[@class='steps']")) == len(STEPS)
    assert buttons(home) == ["Làm tiếp bước 1", "In mẫu trống", "Mẫu trống (Word)"]
    fill_in(draft)
    assert links(client.get("/"), ".//section//div[@class='actions']")[0] == (reverse("registration-review", args=[draft.pk]), "Làm tiếp bước 4")
    assert texts(client.get("/"), ".//ol[@class='steps']/li")[-1] == "4. Xem lại và gửi ● Đang làm"


def test_a_head_who_has_sent_it_in_sees_that_it_is_done_until_it_comes_back(client: Client, world: World) -> None:
    sent = home_of(client, world.people["head"])
    assert texts(sent, ".//section[@class='task done']/p/span[@class='state now']") == ["→ Đã gửi, chờ tiếp nhận"]
    assert buttons(sent) == ["Xem đăng ký đã gửi"]
    assert texts(sent, ".//main//p[@class='lead']") == [NOTHING_WAITS]
    at = timezone.localtime()
    move_registration(world.registration, "return", by=world.people["secretary"], reason="Thiếu chỉ tiêu", at=at)

    returned = client.get("/")
    assert texts(returned, WARNING) == [f"Thư ký trả lại để sửa, {clock(at)}, Trần Thị Thư:Thiếu chỉ tiêu"]
    assert (buttons(returned), texts(returned, ".//section[@class='task done']")) == (["Sửa theo ý kiến trả lại", "In mẫu trống", "Mẫu trống (Word)"], [])


@pytest.mark.parametrize(
    ("fields", "until", "said"),
    [
        ({}, 10, "Đã gửi lúc {sent}. Khi thư ký chưa tiếp nhận, ông/bà còn rút lại để sửa được, {until}."),
        ({}, -1, "Đã gửi lúc {sent}."),
        ({"state": "accepted"}, 10, "Đã gửi lúc {sent}, tiếp nhận lúc {sent}."),
        ({"received_on_paper_at": True}, 10, "Thư ký nhận bản giấy lúc {sent}."),
    ],
    ids=["sent", "sent and late", "accepted", "on paper"],
)
def test_of_what_was_sent_no_days_are_counted(client: Client, world: World, fields: dict[str, Any], until: int, said: str) -> None:
    sent, secretary = world.registration.submitted_at, world.people["secretary"]
    if "state" in fields:
        fields = {**fields, "accepted_at": sent, "accepted_by": secretary}
    if "received_on_paper_at" in fields:
        fields = {"received_on_paper_at": sent, "entered_by": secretary}
    Registration.objects.filter(pk=world.registration.pk).update(submitted_at=sent, **fields)
    Campaign.objects.filter(pk=world.campaign.pk).update(deadline=timezone.now() + timedelta(days=until))
    campaign = Campaign.objects.get(pk=world.campaign.pk)

    card = texts(home_of(client, world.people["head"]), f"{DONE}/p")
    assert card == [f"{campaign.plan_named} · {world.unit}", card[1], said.format(sent=clock(sent), until=campaign.due.until)]


RESULTS = f"{DONE}/div[@class='count-bar']"


def test_results_are_reported_from_home_as_long_as_the_campaign_takes_them(client: Client, world: World) -> None:
    move_registration(world.registration, "accept", by=world.people["secretary"])
    targets = list(world.registration.target_answers.all())
    url = reverse("registration-results", args=[world.registration.pk])
    home = home_of(client, world.people["head"])
    assert (texts(home, RESULTS), links(home, DONE)[1]) == ([f"0/{len(targets)} chỉ tiêu đã báo cáo kết quả"], (url, "Báo cáo kết quả"))

    Campaign.objects.filter(pk=world.campaign.pk).update(state="summed-up", starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 31))
    assert texts(client.get("/"), RESULTS) == texts(home, RESULTS)
    Campaign.objects.filter(pk=world.campaign.pk).update(state="closed")
    assert texts(client.get("/"), DONE) == []


def test_a_campaign_that_is_over_leaves_once_all_its_results_are_reported(client: Client, world: World) -> None:
    move_registration(world.registration, "accept", by=world.people["secretary"])
    world.registration.target_answers.update(outcome="reached")
    number = world.registration.target_answers.count()
    assert texts(home_of(client, world.people["head"]), RESULTS) == [f"{number}/{number} chỉ tiêu đã báo cáo kết quả"]

    Campaign.objects.filter(pk=world.campaign.pk).update(state="summed-up")
    assert texts(client.get("/"), DONE) == []


def test_who_registered_without_targets_has_nothing_to_report(client: Client, world: World) -> None:
    move_registration(world.registration, "accept", by=world.people["secretary"])
    world.registration.target_answers.all().delete()

    home = home_of(client, world.people["head"])
    assert (texts(home, RESULTS), buttons(home)) == ([], ["Xem đăng ký đã gửi"])


def test_the_nearest_deadline_comes_first(client: Client, world: World) -> None:
    sooner = launch(make_campaign(world.ward, invited=[world.unit], words=deadline_in(3), title="Phong trào gấp"), world.people["secretary"])
    later = launch(make_campaign(world.ward, invited=[world.unit], words=deadline_in(30), title="Phong trào xa"), world.people["secretary"])

    assert [task.invitation.campaign for task in tasks_of(world.people["head"])] == [sooner, world.campaign, later]


@pytest.mark.parametrize(
    ("who", "closed", "pressed"),
    [
        ("stranger", True, ["Xem nội dung đã ghi", "In mẫu trống", "Mẫu trống (Word)"]),
        ("both", True, ["In mẫu trống", "Mẫu trống (Word)"]),
        ("head", False, ["Xem đăng ký đã gửi"]),
    ],
    ids=["begun", "not begun", "sent"],
)
def test_what_was_missed_stays_in_sight_with_why_it_is_closed(client: Client, world: World, who: str, closed: bool, pressed: list[str]) -> None:
    why = f"Đã hết hạn đăng ký ({world.campaign.deadline_words}). Nội dung đã ghi vẫn được giữ. Xin liên hệ {ASK}."
    Campaign.objects.filter(pk=world.campaign.pk).update(deadline=timezone.now() - timedelta(minutes=1))

    for state in ("launched", "registration-closed"):
        Campaign.objects.filter(pk=world.campaign.pk).update(state=state)
        home = home_of(client, world.people[who])
        cards = texts(home, CARD_BUTTONS.format(tasks_of(world.people[who])[0].invitation.pk))
        assert (texts(home, WARNING), cards) == ([why] if closed else [], pressed)
        assert texts(home, ".//p[@class='saved']") == []


def test_a_suspended_campaign_stays_in_sight_too(client: Client, world: World) -> None:
    move_campaign(world.campaign, "suspend", by=world.people["secretary"], reason="Bão lũ", basis="Công văn số 12")

    why = f"Phong trào đang tạm dừng nên chưa gửi được. Nội dung đã ghi vẫn được giữ. Xin hỏi {ASK}."
    assert texts(home_of(client, world.people["stranger"]), WARNING) == ["Phong trào đang tạm dừng. Căn cứ: Công văn số 12.Bão lũ", why]


@pytest.mark.parametrize("over", [{"state": "summed-up"}, {"state": "closed"}, {"starts_on": date(2020, 1, 1), "ends_on": date(2020, 12, 31)}], ids=str)
def test_what_is_over_waits_for_nobody(client: Client, world: World, over: dict[str, Any]) -> None:
    Campaign.objects.filter(pk=world.campaign.pk).update(**over)

    assert texts(home_of(client, world.people["stranger"]), ".//div[@class='empty']") == [EMPTY]


def test_somebody_for_whom_nothing_waits_is_told_so(client: Client, world: World) -> None:
    assert texts(home_of(client, world.people["other_chair"]), ".//div[@class='empty']") == [EMPTY]


def test_unread_notices_stand_below_newest_first_and_no_more_than_five(client: Client, world: World) -> None:
    Notice.objects.all().delete()
    reader = world.people["other_chair"]
    for number in range(7):
        Notice.objects.create(user=reader, key=str(number), subject=f"Việc {number}", body="Nội dung", made_at=timezone.now() + timedelta(minutes=number))
    Notice.objects.filter(subject="Việc 5").update(read_at=timezone.now())

    assert texts(home_of(client, reader), ".//ul[@class='rows']//button") == ["Việc 6", "Việc 4", "Việc 3", "Việc 2", "Việc 1"]


def test_the_administrator_of_an_empty_installation_is_led_to_the_first_steps(client: Client, db: None) -> None:
    owner = make_user("quantri", is_superuser=True, is_staff=True)

    assert home_of(client, owner).url == reverse("first-steps")


SIGN_OUT = [("Đăng xuất", "/dang-nhap/dang-xuat/")]


def signing_out(response: Any) -> list[tuple[str, str]]:
    """The forms in the middle of the page: (their button, where they go)."""
    return list(zip(texts(response, ".//main//form/button"), [form.attrib["action"] for form in page(response).iterfind(".//main//form")], strict=True))


@pytest.mark.parametrize(("phone", "asking"), [("0208 1", ["Cần hỏi, xin gọi UBND phường Bách Quang, điện thoại 0208 1."]), ("", [])])
def test_who_holds_no_term_any_more_is_told_which_ended_and_whom_to_ask(client: Client, world: World, phone: str, asking: list[str]) -> None:
    type(world.ward).objects.filter(pk=world.ward.pk).update(phone=phone)
    head = world.people["head"]
    make_term(head, world.strange_unit, Role.HEAD, "Tổ phó", ends_on=date(2025, 6, 30))
    head.terms.filter(unit=world.unit).update(title="Tổ trưởng", ends_on=date(2026, 1, 31))

    home = home_of(client, head)

    assert texts(home, ".//main//h1") == ["Ông/bà hiện không giữ nhiệm vụ nào."]
    assert texts(home, ".//main//div[@class='prose']/p") == ["Nhiệm vụ Tổ trưởng TDP Bá Vân 1 đã kết thúc hết ngày 31/01/2026.", *asking]
    assert signing_out(home) == SIGN_OUT


def test_who_never_held_a_term_may_sign_out_too(client: Client, db: None) -> None:
    home = home_of(client, make_user())

    assert (texts(home, ".//main//div[@class='prose']/p"), signing_out(home)) == ([], SIGN_OUT)


def test_all_other_pages_refuse_who_holds_no_term_and_offer_to_sign_out(client: Client, world: World) -> None:
    client.force_login(make_user())
    refused = client.get(reverse("campaign-list"))
    assert refused.status_code == 403
    refused.status_code = 200
    assert links(refused, ".//main//div[@class='actions']") == [("/", "Về trang đầu")]
    assert signing_out(refused) == SIGN_OUT
