"""The first page of the office: its drives, what came in, who owes, and what waits for whom."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.models import Campaign
from emulation.people.models import Role
from registrations.home import MOST_DRIVES
from registrations.late_permits import grant
from registrations.models import Registration
from registrations.workflow import move_registration
from tests.pages import links, texts
from tests.test_home import NOTHING_WAITS, buttons, home_of
from tests.world import World, deadline_in, fill_in, launch, make_campaign, make_person, make_unit, submitted


@pytest.mark.parametrize("who", ["secretary", "council", "chair", "superior", "administrator"])
def test_the_office_sees_its_drives_with_their_counts(client: Client, world: World, who: str) -> None:
    home = home_of(client, world.people[who])

    assert texts(home, ".//section//h2") == [world.campaign.title]
    assert texts(home, ".//div[@class='count-bar']") == ["1/4 đơn vị đã đăng ký"]
    assert texts(home, ".//dl[@class='figures']/div") == ["Chờ tiếp nhận1", "Đã tiếp nhận0", "Trả lại0", "Chưa gửi3"]


FACTS = ".//section//dl[@class='facts']/div"


def test_the_office_sees_what_came_in_today_and_who_still_owes(client: Client, world: World) -> None:
    sent = timezone.localtime(world.registration.submitted_at).strftime("%H:%M")
    owing = texts(home_of(client, world.people["secretary"]), FACTS)[-1]

    assert texts(client.get("/"), FACTS)[0] == f"Gửi hôm nay (1){world.unit} lúc {sent}"
    assert owing.startswith(f"Chưa gửi (3){world.strange_unit}")
    Registration.objects.filter(pk=world.registration.pk).update(submitted_at=timezone.now() - timedelta(days=1))
    assert texts(client.get("/"), FACTS) == [owing]


def test_what_is_owed_after_the_deadline_is_late_and_leave_is_named(client: Client, world: World) -> None:
    last = timezone.localdate() + timedelta(days=20)
    grant(world.campaign.invitations.get(unit=world.strange_unit), last_day=last, reason="Mất điện", by=world.people["secretary"])
    Campaign.objects.filter(pk=world.campaign.pk).update(deadline=timezone.now() - timedelta(hours=1))

    owing = texts(home_of(client, world.people["secretary"]), FACTS)[-1]
    assert owing.startswith(f"Quá hạn, chưa gửi (3){world.strange_unit} (được gửi muộn đến hết {last:%d/%m/%Y})")


def test_only_a_few_are_named_and_the_others_are_one_press_away(client: Client, world: World) -> None:
    units = [make_unit(world.ward, name=f"Tổ dân phố số {number}") for number in range(11, 18)]
    launched = launch(make_campaign(world.ward, invited=units, words=deadline_in(1)), world.people["secretary"])
    for unit in units[:6]:
        submitted(launched, unit, make_person(Role.HEAD, unit))
    url = reverse("campaign-registrations", args=[launched.pk])

    named = links(home_of(client, world.people["secretary"]), ".//section[@class='task']//dl[@class='facts']")
    assert [link for link in named if link[0].startswith(url)] == [(f"{url}?xep=-gui-luc", "và 1 đơn vị khác")]
    Registration.objects.filter(campaign=launched).update(state="draft")
    assert texts(client.get("/"), FACTS)[-1] == "Chưa gửi (7)" + "".join(str(unit) for unit in units[:5]) + "và 2 đơn vị khác"


def test_the_counts_follow_each_registration(client: Client, world: World) -> None:
    move_registration(world.registration, "accept", by=world.people["secretary"])
    move_registration(fill_in(world.strange_registration), "submit", by=world.people["stranger"])
    move_registration(world.strange_registration, "return", by=world.people["secretary"], reason="Thiếu chữ ký")

    assert texts(home_of(client, world.people["chair"]), ".//dl[@class='figures']//dd") == ["0", "1", "1", "2"]


def test_only_the_office_of_the_commune_sees_the_secretarys_draft(client: Client, world: World) -> None:
    make_campaign(world.ward, title="Phong trào đang soạn")

    titles = {who: texts(home_of(client, world.people[who]), ".//section//h2") for who in ("secretary", "superior", "head", "other_secretary")}
    assert {who: "Phong trào đang soạn" in shown for who, shown in titles.items()} == {
        "secretary": True,
        "superior": False,
        "head": False,
        "other_secretary": False,
    }
    assert "Soạn tiếp" in buttons(home_of(client, world.people["secretary"]))
    assert "Xem bản đang soạn" in buttons(home_of(client, world.people["chair"]))


def test_somebody_with_two_offices_sees_what_waits_in_both(client: Client, world: World) -> None:
    make_campaign(world.other_ward, title="Phong trào phường Sông Công")

    assert texts(home_of(client, world.people["both"]), ".//section//h2") == [world.campaign.title, "Phong trào phường Sông Công"]


def test_the_nearest_open_deadline_comes_first_then_what_is_over_the_latest_first(client: Client, world: World) -> None:
    for days in (-9, 30, -2, 3):
        make_campaign(world.ward, title=f"Hạn {days} ngày", words=deadline_in(days))

    assert texts(home_of(client, world.people["chair"]), ".//section//h2") == [
        "Hạn 3 ngày",
        world.campaign.title,
        "Hạn 30 ngày",
        "Hạn -2 ngày",
        "Hạn -9 ngày",
    ]


def test_only_the_nearest_drives_are_shown_and_where_the_others_are(client: Client, world: World) -> None:
    for number in range(MOST_DRIVES):
        make_campaign(world.ward, title=f"Phong trào {number}", words=deadline_in(20 + number))

    expected = [world.campaign.title, *(f"Phong trào {number}" for number in range(MOST_DRIVES - 1))]
    home = home_of(client, world.people["secretary"])
    assert texts(home, ".//section//h2") == expected
    assert texts(home, ".//a[@class='download']") == ["Xem tất cả phong trào"]


def test_what_waits_to_be_received_is_one_press_away(client: Client, world: World) -> None:
    url = reverse("campaign-registrations", args=[world.campaign.pk])
    everything = (url, "Xem tình hình đăng ký")
    to_do, drive = (f".//section[@class='{kind}']//div[@class='actions']" for kind in ("task", "task calm"))
    assert links(home_of(client, world.people["secretary"]), to_do) == [(f"{url}?loc=cho", "Xem 1 đăng ký chờ tiếp nhận"), everything]
    assert texts(client.get("/"), ".//main//p[@class='lead']") == []
    for who in ("council", "chair", "superior", "administrator"):
        assert (links(home_of(client, world.people[who]), to_do), links(client.get("/"), drive)) == ([], [everything])
    move_registration(world.registration, "accept", by=world.people["secretary"])

    assert links(home_of(client, world.people["secretary"]), drive) == [everything]
    assert texts(client.get("/"), ".//main//p[@class='lead']") == [NOTHING_WAITS]
