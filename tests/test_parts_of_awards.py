"""The pages of awards lead to each other, and the first page says what of them waits for whom."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.comments import answer_comment
from awards.decision_workflow import move_decision
from awards.models import Nomination
from awards.workflow import move_nomination
from emulation.people.models import Role, User
from emulation.vietnamese.dates import day
from tests.addresses import FILES, address
from tests.awarding import make_nomination, sent
from tests.deciding import drawn_up, issued, office_of, ready, submitted
from tests.pages import links, page, text, texts
from tests.postings import commented, posted
from tests.test_access import PAGES, signed_in
from tests.test_queries import openers
from tests.world import World, make_person

NAV = ".//nav[@aria-label='Khen thưởng']"
LABELS = ["Đề nghị", "Bình xét", "Lấy ý kiến", "Họp Hội đồng", "Thành phần Hội đồng", "Quyết định", "Đã khen thưởng", "Thống kê", "Danh mục"]
AWARDS = (
    "nomination-",
    "assessment-",
    "assessed-",
    "scale-",
    "posting-",
    "comment-",
    "meeting-",
    "council-",
    "ballot-",
    "decision-",
    "award-",
    "catalogue",
    "honour-",
)


def parts(user: User, url: str) -> list[tuple[str, bool]]:
    """(label, whether one is there) of the links to the parts."""
    return [(text(link), "aria-current" in link.attrib) for link in page(signed_in(user).get(url)).iterfind(f"{NAV}//a")]


@pytest.mark.wide
def test_every_page_of_awards_leads_to_all_parts_and_says_in_which_one_is(site: World) -> None:
    pages = [one for one in PAGES if one.startswith(AWARDS) and one not in FILES and "secretary" in openers(one) and not one.startswith("ballot-vote")]
    seen = {one: parts(site.people["secretary"], address(site, one)) for one in pages}
    assert {tuple(label for label, _ in found) for found in seen.values()} == {tuple(LABELS)}
    assert {one for one, found in seen.items() if sum(current for _, current in found) != 1} == set()


@pytest.mark.parametrize(("who", "labels"), [("head", ["Đề nghị", "Bình xét", "Lấy ý kiến", "Đã khen thưởng"]), ("secretary", LABELS), ("superior", LABELS)])
def test_everybody_is_led_to_what_he_may_open(world: World, who: str, labels: list[str]) -> None:
    user = world.people[who]
    assert [label for label, _ in parts(user, reverse("nomination-list"))] == labels
    found = links(signed_in(user).get(reverse("nomination-list")), NAV)
    assert [signed_in(user).get(url).status_code for url, _ in found] == [200] * len(labels)


def tasks(user: User) -> dict[str, list[tuple[str, ...]]]:
    """By heading what waits for somebody: where it leads, what it is called, and its badge."""
    home = page(signed_in(user).get("/"))
    found = {}
    for section in home.iterfind(".//section[@class='task']"):
        rows = [(link.attrib["href"], text(link), text(row.findall("p")[1])) for row in section.iterfind(".//li") for link in row.iterfind("p[1]/a")]
        heading = section.find("h2")
        if heading is not None and rows:
            found[text(heading)] = rows
    return {heading: rows for heading, rows in found.items() if "hen thưởng" in heading}


def test_a_secretary_sees_how_many_nominations_wait_and_since_when(world: World) -> None:
    assert tasks(world.people["secretary"]) == {}
    old, _ = sent(make_nomination(world.unit, world.people["head"])), sent(make_nomination(world.unit, world.people["head"]))
    long_ago = timezone.now() - timedelta(days=9)
    Nomination.objects.filter(pk=old.pk).update(submitted_at=long_ago)
    url = f"{reverse('nomination-list')}?tinh-trang=submitted"
    words = f"2 đề nghị, cũ nhất gửi ngày {day(timezone.localdate(long_ago))}"
    assert tasks(world.people["secretary"]) == {"Đề nghị khen thưởng chờ thẩm định": [(url, words, "● Đã gửi, chờ thẩm định")]}
    assert texts(signed_in(world.people["secretary"]).get(url), ".//tbody/tr/th/a")
    assert tasks(world.people["chair"]) == {}
    assert tasks(world.people["other_secretary"]) == {}


def test_what_was_returned_waits_for_who_wrote_it(world: World) -> None:
    secretary, head = world.people["secretary"], world.people["head"]
    own = move_nomination(sent(make_nomination(world.unit, head)), "return", by=secretary, reason="Thiếu.")
    second = make_person(Role.SECRETARY, world.ward)
    on_paper = sent(make_nomination(world.unit, secretary, received_on_paper_at=timezone.now()))
    move_nomination(on_paper, "return", by=second, reason="Thiếu.")

    def found(user: User) -> Any:
        return tasks(user).get("Đề nghị khen thưởng được trả lại", [])

    assert found(head) == [(own.get_absolute_url(), str(own), "↩ Trả lại")]
    assert [url for url, *_ in found(secretary)] == [on_paper.get_absolute_url()]
    assert (found(world.people["chair"]), found(world.people["stranger"])) == ([], [])


def test_decisions_wait_for_the_chair_to_take_and_for_the_secretary_to_mend(world: World) -> None:
    office = office_of(world)
    waiting = submitted(office, *ready(world, 1), subject="Chờ quyết định")
    returned = move_decision(submitted(office, *ready(world, 1), subject="Bị trả lại"), "return", by=office.chair, reason="Sai.")
    drawn_up(office, *ready(world, 1))
    issued(office, *ready(world, 1))
    heading = "Quyết định khen thưởng chờ xử lý"
    to_decide = (reverse("decision-deciding", args=[waiting.pk]), "Chờ quyết định", "● Chờ Chủ tịch quyết định")
    assert tasks(office.chair) == {heading: [to_decide]}
    assert tasks(office.secretary)[heading] == [(returned.get_absolute_url(), "Bị trả lại", "↩ Trả lại")]
    assert tasks(world.people["other_chair"]) == tasks(world.people["council"]) == {}


def test_comments_wait_for_who_posted_the_list_until_they_are_answered(world: World) -> None:
    secretary, heading = world.people["secretary"], "Ý kiến về danh sách khen thưởng chờ xem xét"
    posting = posted(world.ward, secretary)
    comments = [commented(posting), commented(posting)]
    commented(posted(world.unit, world.people["head"], title="Của tổ"))
    answer_comment(comments[0], "Đã xác minh.", by=secretary)
    assert tasks(secretary)[heading] == [(posting.get_absolute_url(), f"{posting}: 1 ý kiến", "● Chưa xem xét")] + tasks(world.people["head"])[heading]
    assert [words for _, words, _ in tasks(world.people["head"])[heading]] == ["Của tổ: 1 ý kiến"]
    assert heading not in tasks(world.people["chair"])


def test_statistics_say_at_each_form_that_its_layout_is_to_be_compared(world: World, client: Client) -> None:
    client.force_login(world.people["secretary"])
    headings = texts(client.get(reverse("award-statistics")), ".//main//h2")
    assert [heading.endswith("? Cần đối chiếu mẫu") for heading in headings] == [True] * 3
