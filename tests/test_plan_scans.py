"""The signed scan of a plan: uploaded and replaced by the secretary, downloaded by whoever sees the campaign; and whether everybody may."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from emulation.campaigns.models import Campaign, PlanScan
from emulation.campaigns.workflow import move_campaign
from emulation.history.models import Line
from tests.pages import errors, links, messages
from tests.scans import picture, upload
from tests.world import World, make_campaign


def send(client: Client, campaign: Campaign, *files: Any, **more: str) -> Any:
    return client.post(reverse("campaign-plan-scans", args=[campaign.pk]), {"scans": list(files), **more}, follow=True)


@pytest.fixture
def secretary(client: Client, world: World) -> Client:
    client.force_login(world.people["secretary"])
    return client


def offered(client: Client, campaign: Campaign) -> list[str]:
    """The texts of the links to files on the campaign's page."""
    return [text for href, text in links(client.get(campaign.get_absolute_url()), ".//dl") if "/ban-ke-hoach/" in href and text.startswith("Tải")]


def test_the_head_of_an_invited_unit_downloads_what_the_secretary_uploaded(secretary: Client, world: World) -> None:
    response = send(secretary, world.campaign, upload())
    assert messages(response) == ["Đã đăng bản kế hoạch đã ký. Các đơn vị được mời tải được ngay."]
    head = Client()
    head.force_login(world.people["head"])
    assert offered(head, world.campaign) == ["Tải bản kế hoạch đã ký (1 KB)"]
    scan = PlanScan.objects.get()
    file = head.get(reverse("campaign-plan-scan", args=[world.campaign.pk, scan.pk]))
    assert (file.content, str(scan)) == (picture(), "trang-1.png")
    assert "K%E1%BA%BF%20ho%E1%BA%A1ch" in file["Content-Disposition"]


def test_pages_add_up_until_they_are_replaced_and_what_was_replaced_stays_for_those_who_keep_it(secretary: Client, world: World) -> None:
    send(secretary, world.campaign, upload(name="a.png"), upload(name="b.png"))
    send(secretary, world.campaign, upload(name="c.png"))
    assert offered(secretary, world.campaign) == [f"Tải bản kế hoạch đã ký, tệp {number} (1 KB)" for number in (1, 2, 3)]
    send(secretary, world.campaign, upload(name="d.png"), replace="on")
    assert offered(secretary, world.campaign) == ["Tải bản kế hoạch đã ký (1 KB)"]
    lines = Line.objects.of(world.campaign)[:2]
    assert [(line.label, line.reason) for line in lines] == [
        ("Thay bản kế hoạch đã ký", "Bỏ: a.png\nBỏ: b.png\nBỏ: c.png\nThêm: d.png"),
        ("Đăng bản kế hoạch đã ký", "Thêm: c.png"),
    ]
    old = reverse("campaign-plan-scan", args=[world.campaign.pk, PlanScan.objects.earliest("pk").pk])
    head = Client()
    head.force_login(world.people["head"])
    assert (secretary.get(old).status_code, head.get(old).status_code) == (200, 404)


def test_a_draft_takes_its_scan_and_shows_it_to_no_head(secretary: Client, world: World) -> None:
    draft = make_campaign(world.ward, invited=[world.unit])
    send(secretary, draft, upload())
    head = Client()
    head.force_login(world.people["head"])
    assert offered(secretary, draft) == ["Tải bản kế hoạch đã ký (1 KB)"]
    assert head.get(reverse("campaign-plan-scan", args=[draft.pk, PlanScan.objects.get().pk])).status_code == 404


def test_a_scan_is_not_found_under_another_campaign(secretary: Client, world: World) -> None:
    draft = make_campaign(world.ward, invited=[world.unit])
    send(secretary, draft, upload())
    assert secretary.get(reverse("campaign-plan-scan", args=[world.campaign.pk, PlanScan.objects.get().pk])).status_code == 404


def test_a_bad_file_is_named_and_nothing_is_kept(secretary: Client, world: World) -> None:
    response = send(secretary, world.campaign, upload(b"MZ", "ke-hoach.pdf"))
    assert errors(response)[0].startswith("Bản kế hoạch đã ký, đóng dấu: Tệp “ke-hoach.pdf” không phải là tệp PDF, JPEG hoặc PNG.")
    assert PlanScan.objects.count() == 0


def test_a_campaign_that_is_closed_takes_no_scan(secretary: Client, world: World) -> None:
    by = world.people["secretary"]
    Campaign.objects.filter(pk=world.campaign.pk).update(deadline=world.campaign.made_at)
    for move in ("close-registration", "sum-up", "close"):
        move_campaign(world.campaign, move, by=by)
    assert messages(send(secretary, world.campaign, upload())) == ["Phong trào đã kết thúc nên không thay được bản kế hoạch nữa."]
    assert PlanScan.objects.count() == 0


@pytest.mark.parametrize(
    ("is_public", "said", "link"), [(False, "Kế hoạch chưa công khai", "Công khai kế hoạch"), (True, "Kế hoạch đã công khai", "Thôi công khai kế hoạch")]
)
def test_the_page_of_a_campaign_says_whether_its_plan_is_public_and_where_to_change_that(
    secretary: Client, world: World, is_public: bool, said: str, link: str
) -> None:
    Campaign.objects.update(is_plan_public=is_public)
    url = f"{reverse('campaign-number', args=[world.campaign.pk])}#id_is_plan_public"
    answer = secretary.get(world.campaign.get_absolute_url())
    assert (said in answer.content.decode(), (url, link) in links(answer, ".//main")) == (True, True)
    assert 'id="id_is_plan_public"' in secretary.get(url).content.decode()
    head = Client()
    head.force_login(world.people["head"])
    assert said not in head.get(world.campaign.get_absolute_url()).content.decode()
