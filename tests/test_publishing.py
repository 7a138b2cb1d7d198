"""Public pages: what anybody finds there, and what of people is never there."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.award_workflow import move_award
from awards.models import Decision
from awards.publishing import exemplary
from awards.publishing.exemplary import Story
from emulation.campaigns.models import Campaign, State
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.workflow import move_paper
from emulation.units.changes import merge_units
from emulation.units.kinds import Kind
from emulation.units.models import Unit
from tests.awarding import make_nomination
from tests.deciding import issued, office_of, passed
from tests.drafts import make_draft
from tests.outgoing import approved
from tests.outgoing import issued as issued_paper
from tests.postings import closed, posted
from tests.scans import add_plan_scan
from tests.world import World, make_campaign, make_unit

pytestmark = pytest.mark.django_db
PERSON = {"name": "Nguyễn Thị Mận", "birth_year": 1971, "details": "Số 12, ngõ 3", "achievement": "Hiến 50 m² đất."}


def text_of(url: str) -> str:
    response = Client().get(url)
    assert response.status_code == 200
    return response.content.decode()


def here(name: str, world: World) -> str:
    return reverse(name, args=[world.ward.code])


@pytest.fixture
def decision(world: World) -> Decision:
    nominations = [passed(make_nomination(world.unit, world.people["head"], **fields), world.people["secretary"]) for fields in (PERSON, {})]
    decision = issued(office_of(world), *nominations)
    decision.awards.update(prize=760_000)
    return decision


def page_of(decision: Decision) -> str:
    assert decision.paper is not None
    return reverse("public-decision", args=[decision.paper.code])


def revoke(paper: OutgoingPaper | None, world: World) -> None:
    assert paper is not None
    move_paper(paper, "revoke", by=world.people["secretary"], reason="Sai căn cứ.")


def test_who_asks_for_the_only_locality_is_led_to_it(world: World) -> None:
    assert Client().get(reverse("public-localities"))["Location"] == here("public-locality", world)


def test_localities_are_found_without_diacritics_and_named_with_their_province(world: World) -> None:
    posted(make_unit(world.other_ward), world.people["other_secretary"])
    page = text_of(reverse("public-localities"))
    assert [name in page for name in ("Phường Bách Quang", "Phường Sông Công", "tỉnh Thái Nguyên")] == [True, True, True]
    found = text_of(reverse("public-localities") + "?tim=song cong")
    assert ("Phường Sông Công" in found, "Phường Bách Quang" in found) == (True, False)
    assert "Không có địa phương nào tên như vậy" in text_of(reverse("public-localities") + "?tim=khong co")


def test_a_province_that_launched_something_stands_for_itself(world: World) -> None:
    Campaign.objects.update(unit=world.province)
    response = Client().get(reverse("public-localities"), follow=True)
    assert "Thi đua, khen thưởng – tỉnh Thái Nguyên" in response.content.decode()


def test_nothing_public_at_all_is_said(db: None) -> None:
    assert "Chưa có địa phương nào có thông tin công khai." in text_of(reverse("public-localities"))


def test_an_office_with_nothing_public_has_a_calm_page_and_others_none(world: World) -> None:
    page = text_of(reverse("public-locality", args=[world.other_ward.code]))
    assert ("Hiện không có phong trào nào" in page, "Chưa có quyết định" in page) == (True, True)
    for name, said in (("public-campaigns", "Chưa có phong trào nào."), ("public-decisions", "Chưa có quyết định"), ("public-stories", "Chưa có bài nào.")):
        assert said in text_of(reverse(name, args=[world.other_ward.code]))
    for code in (world.unit.code, "khong-co"):
        assert Client().get(reverse("public-locality", args=[code])).status_code == 404


def test_three_thousand_communes_come_in_pages_by_as_many_queries_as_two(world: World) -> None:
    add_communes(world, 2)
    few = queries(reverse("public-localities"))
    add_communes(world, 3000)
    assert queries(reverse("public-localities")) == few
    page = text_of(reverse("public-localities"))
    assert ("Trang 1/34" in page, page.count('<ul class="rows">'), page.count("phường Nhiều")) == (True, 1, 0)
    assert "?trang=2" in text_of(reverse("public-localities") + "?trang=2").partition("canonical")[2].partition(">")[0]


def add_communes(world: World, number: int) -> None:
    """So many more wards, each with a campaign that is over."""
    first = Unit.objects.count()
    tops = [Unit(kind=Kind.WARD, code=f"p-{first + n}", short_name=f"phường Nhiều {first + n}", name="Phường Nhiều", depth=1) for n in range(number)]
    for place, unit in enumerate(tops, start=first):
        unit.path = Unit._get_path("", 1, place + 10)
        unit.set_keys()
    Unit.objects.bulk_create(tops)
    year = {"title": "Phong trào", "year": 2024, "starts_on": date(2024, 1, 1), "ends_on": date(2024, 12, 31), "deadline": timezone.now(), "state": "closed"}
    Campaign.objects.bulk_create(Campaign(unit=unit, code=f"c-{unit.code}", **year) for unit in tops)


def queries(url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(url).status_code == 200
    return len(captured)


def test_a_locality_shows_what_runs_then_what_is_past_and_no_drafts(world: World) -> None:
    past = make_campaign(world.ward, title="Phong trào cũ", year=2024)
    draft = make_campaign(world.ward, title="Phong trào đang soạn")
    Campaign.objects.filter(pk=past.pk).update(state=State.CLOSED)
    page = text_of(here("public-locality", world))
    assert (page.index(world.campaign.title) < page.index("Phong trào trước đây") < page.index("Phong trào cũ"), draft.title in page) == (True, False)
    assert [title in text_of(here("public-campaigns", world)) for title in (world.campaign.title, past.title, draft.title)] == [True, True, False]
    assert Client().get(reverse("public-campaign", args=[draft.code])).status_code == 404


def test_a_campaign_whose_last_day_has_passed_is_past_however_the_office_left_it(world: World) -> None:
    left = make_campaign(world.ward, title="Phong trào bỏ ngỏ", year=2024)
    days = {"starts_on": date(2024, 1, 1), "ends_on": timezone.localdate() - timedelta(days=1)}
    Campaign.objects.filter(pk=left.pk).update(state=State.REGISTRATION_CLOSED, **days)
    Campaign.objects.filter(pk=world.campaign.pk).update(ends_on=timezone.localdate(), starts_on=date(2024, 1, 1))
    page = text_of(here("public-locality", world))
    assert page.index(world.campaign.title) < page.index("Phong trào trước đây") < page.index(left.title)
    listed = text_of(here("public-campaigns", world))
    assert listed.index(world.campaign.title) < listed.index(left.title)


def test_more_than_ten_of_a_kind_are_on_a_page_of_their_own(world: World, decision: Decision) -> None:
    assert here("public-campaigns", world) not in text_of(here("public-locality", world))
    for nth in range(10):
        Campaign.objects.filter(pk=make_campaign(world.ward).pk).update(state=State.CLOSED)
        issued(office_of(world), passed(make_nomination(world.unit, world.people["head"]), world.people["secretary"]), number=str(50 + nth))
    page = text_of(here("public-locality", world))
    assert (here("public-campaigns", world) in page, here("public-decisions", world) in page) == (True, True)


def test_lists_for_comment_stand_there_while_they_are_open_and_lead_no_search_engine(world: World) -> None:
    posting = posted(world.unit, world.people["head"])
    page = text_of(here("public-locality", world))
    assert f'<a href="{posting.public_url}" rel="nofollow">{posting.title}</a>' in page
    shared = text_of(posting.public_url).partition("</head>")[0]
    assert (f'"og:title" content="{posting.title}"' in shared, posting.rows.get().name in shared, "noindex" in shared) == (True, False, True)
    closed(posting)
    assert posting.title not in text_of(here("public-locality", world))


def test_a_former_commune_keeps_its_page_and_its_successor_leads_there(world: World) -> None:
    former = make_unit(world.province, Kind.WARD, "phuong-cu", short_name="phường Cũ")
    merge_units([former], world.ward, timezone.localdate())
    assert reverse("public-locality", args=["phuong-cu"]) not in text_of(here("public-locality", world))
    assert "Đơn vị hoạt động đến hết ngày" in text_of(reverse("public-locality", args=["phuong-cu"]))
    Campaign.objects.filter(pk=make_campaign(former).pk).update(state=State.CLOSED)
    assert reverse("public-locality", args=["phuong-cu"]) in text_of(here("public-locality", world))
    assert "hoạt động đến hết ngày" in text_of(reverse("public-localities"))


def test_a_campaign_names_the_units_that_registered_and_nobody(world: World) -> None:
    page = text_of(reverse("public-campaign", args=[world.campaign.code]))
    assert [said in page for said in ("1/4 đơn vị được mời", "TDP Bá Vân 1", world.campaign.deadline_in_full)] == [True] * 3
    people = [user.full_name for user in world.people.values()]
    assert [said for said in (*people, "TDP Bá Vân 2", "Thu quỹ Đền ơn") if said in page] == []


def test_a_plan_is_public_only_when_the_office_says_so(world: World) -> None:
    add_plan_scan(world.campaign, world.people["secretary"])
    url, file = reverse("public-campaign", args=[world.campaign.code]), reverse("public-plan", args=[world.campaign.code, 1])
    world.campaign.targets.create(name="Tỷ lệ hộ nghèo", value=2, unit="%")
    said = ("Hoàn thành vượt mức", "Tỷ lệ hộ nghèo", file)
    assert ([words for words in said if words in text_of(url)], Client().get(file).status_code) == ([], 404)
    Campaign.objects.update(is_plan_public=True)
    assert ([words for words in said if words not in text_of(url)], Client().get(file)["Content-Type"]) == ([], "image/png")
    add_plan_scan(world.campaign, world.people["secretary"])
    assert "Tải bản đã ký, tệp 2" in text_of(url)
    assert [Client().get(reverse("public-plan", args=[world.campaign.code, ordinal])).status_code for ordinal in (0, 2, 3)] == [404, 200, 404]


def test_the_plan_issued_here_may_be_downloaded_and_no_other_paper_of_the_campaign(world: World) -> None:
    secretary = world.people["secretary"]
    plan, other = issued_paper(world.ward, secretary, "13"), issued_paper(world.ward, secretary, "14")
    for paper in (plan, other):
        draft = make_draft(world.ward, secretary, campaign=world.campaign)
        type(draft).objects.filter(pk=draft.pk).update(paper=paper, state="approved")
    Campaign.objects.update(is_plan_public=True, plan_number=plan.number_line, plan_date=plan.dated)
    response = Client().get(reverse("public-plan", args=[world.campaign.code, 1]))
    assert (response["Content-Type"], response["ETag"]) == ("application/pdf", f'"{plan.sha256}"')
    assert Client().get(reverse("public-plan", args=[world.campaign.code, 2])).status_code == 404
    Campaign.objects.update(plan_number="")
    assert Client().get(reverse("public-plan", args=[world.campaign.code, 1])).status_code == 404


def test_a_decision_names_those_it_awards_their_unit_and_honour_and_no_more(world: World, decision: Decision) -> None:
    assert decision.paper is not None
    page = text_of(page_of(decision))
    said = ("Nguyễn Thị Mận", "TDP Bá Vân 1", "Giấy khen", decision.paper.named, reverse("verification", args=[decision.paper.code]))
    assert [words for words in said if words not in page] == []
    hidden = ("1971", "Số 12", "Hiến 50", "760.000", "Trần Thị Thư", "Dương Thị Lưu")
    assert [words for words in hidden if words in page] == []
    assert page_of(decision) in text_of(here("public-decisions", world))


def test_names_are_searched_in_a_decision_and_such_a_page_is_not_listed(decision: Decision) -> None:
    page = text_of(page_of(decision) + "?tim=man")
    assert ("Nguyễn Thị Mận" in page, "noindex" in page) == (True, True)
    assert "Không có tên nào như vậy." in text_of(page_of(decision) + "?tim=khong")
    assert "noindex" not in text_of(page_of(decision))


def test_a_decision_that_is_not_issued_is_nowhere(world: World) -> None:
    assert Client().get(reverse("public-decision", args=[approved(world.ward).code])).status_code == 404


def test_a_revoked_award_and_a_revoked_decision_are_said_to_be_so(world: World, decision: Decision) -> None:
    move_award(decision.awards.earliest("position"), "revoke", by=world.people["chair"], reason="Khai man.")
    page = text_of(page_of(decision))
    assert (page.count("Đã hủy bỏ, thu hồi"), "Khai man" in page) == (1, False)
    revoke(decision.paper, world)
    page = text_of(page_of(decision))
    assert ("Quyết định này đã bị thu hồi" in page, page.count("Đã hủy bỏ, thu hồi"), "noindex" in page, "Sai căn cứ" in page) == (True, 2, True, False)
    assert "Đã thu hồi" in text_of(here("public-locality", world))


def test_stories_are_shown_once_somebody_keeps_some(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Điển hình tiên tiến" not in text_of(here("public-locality", world))
    monkeypatch.setattr(exemplary, "FINDERS", [])
    days = (date(2026, 1, 1), date(2026, 2, 1))
    exemplary.register(lambda unit: [Story(f"Gương {day.month} của {unit}", "/guong/", day) for day in days])
    for name in ("public-locality", "public-stories"):
        page = text_of(here(name, world))
        assert page.index("Gương 2 của") < page.index("Gương 1 của")


def test_a_shared_address_brings_title_sentence_and_picture(world: World, settings: Any) -> None:
    settings.SITE_URL = "https://thi-dua.example"
    page = text_of(reverse("public-campaign", args=[world.campaign.code]))
    url = f"https://thi-dua.example/cong-khai/phong-trao/{world.campaign.code}/"
    tags = (
        f'<link rel="canonical" href="{url}">',
        f'<meta property="og:url" content="{url}">',
        f'<meta property="og:title" content="{world.campaign.title} – {world.ward.name}">',
        '<meta property="og:image" content="https://thi-dua.example/static/share.png">',
        f'content="Hạn đăng ký: {world.campaign.deadline_in_full}."',
    )
    assert [tag for tag in tags if tag not in page] == []


@pytest.mark.parametrize("name", ["account_login", "public-posting-list"])
def test_the_public_pages_are_reached_from_signing_in_and_from_every_foot(world: World, name: str) -> None:
    assert f'href="{reverse("public-localities")}">Trang công khai</a>' in text_of(reverse(name))


def test_pages_may_be_kept_by_the_browser_alone_and_feeds_by_all(world: World) -> None:
    kept = {name: Client().get(here(name, world))["Cache-Control"] for name in ("public-locality", "public-feed", "public-calendar")}
    assert kept == {"public-locality": "private, max-age=60", "public-feed": "public, max-age=300", "public-calendar": "public, max-age=300"}
