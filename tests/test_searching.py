"""The search box over everything: what it finds, for whom, without diacritics, and where the others stand."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import Award
from awards.searching import FEW, code_in, search
from emulation.people.models import Role
from tests.addresses import add_other_ward
from tests.growth import grow
from tests.pages import links, texts
from tests.world import World, launch, make_campaign, make_person, make_unit

pytestmark = pytest.mark.django_db


def found(world: World, who: str, words: str) -> dict[str, list[str]]:
    return {group.heading: [row.words for row in group.rows] for group in search(world.people[who], words)}


def headings(site: World, who: str, words: str) -> list[str]:
    return list(found(site, who, words))


@pytest.mark.parametrize(
    ("words", "heading", "expected"),
    [
        ("to dan pho ba van 1", "Đơn vị", ["TDP Bá Vân 1"]),
        ("TDP BÁ VÂN 2", "Đơn vị", ["TDP Bá Vân 2"]),
        ("nguyen thi hoa", "Người giữ nhiệm vụ", ["Nguyễn Thị Hòa"]),
        ("Nguyễn Thị Hoà", "Người giữ nhiệm vụ", ["Nguyễn Thị Hòa"]),
        ("duong thi luu", "Người giữ nhiệm vụ", ["Dương Thị Lưu"]),
        ("luu duong", "Người giữ nhiệm vụ", ["Dương Thị Lưu"]),
        ("van 2 tdp", "Đơn vị", ["TDP Bá Vân 2"]),
    ],
)
def test_words_are_found_whatever_their_diacritics(world: World, words: str, heading: str, expected: list[str]) -> None:
    assert found(world, "secretary", words)[heading] == expected


def test_campaigns_registrations_nominations_awards_and_papers_are_found(site: World) -> None:
    award = Award.objects.visible_to(site.people["secretary"]).select_related("decision__paper").first()
    assert award is not None
    paper = award.decision.paper
    assert paper is not None

    assert site.campaign.title in found(site, "secretary", site.campaign.title)["Phong trào"]
    assert found(site, "secretary", "ba van 1")["Đăng ký"] == [str(site.unit)]
    assert award.name in found(site, "secretary", award.name)["Đề nghị khen thưởng"]
    assert award.name in found(site, "secretary", award.name)["Đã khen thưởng"]
    assert found(site, "secretary", paper.number_line)["Văn bản"] == [paper.named]
    assert award.name in found(site, "secretary", paper.number_line)["Đã khen thưởng"]
    assert headings(site, "head", paper.number_line) == ["Đã khen thưởng"]  # a head reads no papers of the office


@pytest.mark.parametrize("who", ["head", "stranger", "secretary", "council", "chair", "superior", "administrator", "other_secretary", "both", "root"])
def test_nobody_finds_what_he_may_not_open(client: Client, site: World, who: str) -> None:
    add_other_ward(site)
    client.force_login(site.people[who])
    urls = {row.url for words in ("ba van", "song cong", "van", "2026", "thi") for group in search(site.people[who], words) for row in group.rows}
    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)


def test_another_wards_secretary_finds_nothing_of_this_ward(site: World) -> None:
    assert headings(site, "secretary", "ba van") == ["Đơn vị", "Đăng ký", "Đề nghị khen thưởng"]
    assert headings(site, "other_secretary", "ba van") == []


def search_of(client: Client, world: World, who: str, words: str) -> Any:
    client.force_login(world.people[who])
    return client.get(reverse("search"), {"tim": words})


def test_the_page_shows_a_few_of_each_kind_and_leads_to_the_list_of_all(client: Client, world: World) -> None:
    for number in range(FEW + 1):
        make_unit(world.ward, name=f"Tổ dân phố Đồi {number}", short_name=f"TDP Đồi {number}")
    launch(make_campaign(world.ward, invited=[world.unit], title="Phong trào trồng đồi"), world.people["secretary"])

    answer = search_of(client, world, "secretary", "  doi ")
    assert texts(answer, ".//section/h2") == ["Đơn vị", "Phong trào"]
    assert links(answer, ".//section/p") == [(f"{reverse('unit-list')}?tim=doi", "Xem thêm trong danh sách")]
    assert texts(answer, ".//section[1]//li/p[1]") == [f"TDP Đồi {number}" for number in range(FEW)]


def test_more_people_than_are_shown_are_not_passed_over_in_silence(client: Client, world: World) -> None:
    for number in range(FEW):
        make_person(Role.HEAD, world.unit, full_name=f"Lương Văn {'ABCDE'[number]}")
    told = ".//section/p[@class='muted']"
    assert texts(search_of(client, world, "secretary", "luong van"), told) == []
    make_person(Role.HEAD, world.unit, full_name="Lương Văn Út")
    assert texts(search_of(client, world, "secretary", "luong van"), told) == ["Còn nữa. Xin gõ thêm chữ, ví dụ đủ họ và tên."]


def test_a_campaign_is_found_by_the_number_of_its_plan(world: World) -> None:
    world.campaign.plan_number = "77/QĐ-UBND"
    world.campaign.save(update_fields=["plan_number"])
    for words in ("77/QĐ-UBND", "77/qđ-ubnd", "77/qd-ubnd"):  # SQLite by itself takes Đ and đ for two letters
        assert found(world, "head", words) == {"Phong trào": [world.campaign.title], "Đăng ký": [str(world.unit)]}


@pytest.mark.parametrize(
    ("words", "said"),
    [("", []), ("a", ["Xin gõ ít nhất hai chữ cái."]), ("zzz", ["Không tìm thấy gì trong những gì ông/bà được xem. Xin thử ít chữ hơn, ví dụ chỉ tên riêng."])],
)
def test_the_page_says_why_it_shows_nothing(client: Client, world: World, words: str, said: list[str]) -> None:
    answer = search_of(client, world, "head", words)
    assert [text for text in texts(answer, ".//main/p") + texts(answer, ".//div[@class='empty']") if text] == said


CODES = [("abcd-2345", "ABCD2345"), ("7k3m 92qx", "7K3M92QX"), ("ABCD-0000", ""), ("TDP 1", ""), ("dam quyet", ""), ("DAMQUYET", "DAMQUYET")]


@pytest.mark.parametrize(("words", "code"), CODES)
def test_a_verification_code_leads_to_its_page(client: Client, world: World, words: str, code: str) -> None:
    assert code_in(words) == code
    expected = [(reverse("verification", args=[code]), f"Xác minh văn bản có mã {code[:4]}-{code[4:]}")] if code else []
    assert [link for link in links(search_of(client, world, "head", words), ".//main/p") if "Xác minh" in link[1]] == expected


def test_a_search_costs_the_same_however_much_is_found(client: Client, site: World) -> None:
    def costs() -> dict[str, int]:
        """In queries, by who searches."""
        spent = {}
        for who in ("head", "secretary", "superior", "root"):
            client.force_login(site.people[who])
            with CaptureQueriesContext(connection) as captured:
                client.get(reverse("search"), {"tim": "ba van"})
            spent[who] = len(captured)
        return spent

    grow(site)
    costs()
    few = costs()
    grow(site)
    assert (costs(), max(few.values()) <= 16) == (few, True)
