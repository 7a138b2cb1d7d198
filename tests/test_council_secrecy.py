"""Secret means secret: what the rows say of a vote, what the pages ask the database, and what who is recused may see. See docs/decisions/0024."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.ballot_workflow import move_ballot
from awards.ballots import enter_written
from awards.meeting_workflow import move_meeting
from awards.models import Ballot, BallotPaper, Meeting, Voter
from awards.recusals import recuse
from emulation.history.models import Line
from emulation.notices.models import Notice
from tests.addresses import address
from tests.councils import appraised_here, begun, fresh, make_council, make_meeting, open_ballot, put_on_agenda, vote
from tests.pages import words_of
from tests.test_access import PAGES, signed_in
from tests.test_queries import openers
from tests.world import World

CHOICES = ["agree", "disagree", "agree", "disagree", "disagree", "agree"]


def asked_in_order_of_place() -> list[tuple[Any, ...]]:
    """The keys and choices of the secret votes as they lie on the disk."""
    place = {"sqlite": "rowid", "postgresql": "ctid"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, choice FROM awards_ballotpaper ORDER BY {place}")
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


@pytest.mark.django_db
def test_rows_of_votes_bear_nothing_but_a_new_random_key_each_time(world: World) -> None:
    members = make_council(world, more=3)
    ballot = open_ballot(world)
    assert {field.name for field in BallotPaper._meta.get_fields()} == {"id", "ballot", "choice"}
    assert {field.name for field in Voter._meta.get_fields()} == {"id", "ballot", "member", "choice", "is_written"}
    before, seen = (Line.objects.count(), Notice.objects.count()), set()
    for number, (member, choice) in enumerate(zip(members, CHOICES, strict=True), start=1):
        assert member.user is not None
        vote(ballot, (member.user, choice))
        keys = {paper.pk for paper in ballot.papers.all()}
        assert (len(keys), keys & seen) == (number, set())  # none of the rows that were there before
        seen |= keys
        rows = asked_in_order_of_place()
        assert rows == sorted(rows, key=lambda row: str(row[0]))  # places on the disk follow the random keys
    assert [choice for choice in Voter.objects.values_list("choice", flat=True) if choice] == []
    assert (Line.objects.count(), Notice.objects.count()) == before
    assert {key.version for key in seen} == {4}


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="about PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_the_transactions_of_rows_do_not_tie_a_vote_to_its_voter(transactional_db: None) -> None:
    from tests.world import build_world

    world = build_world()
    members = make_council(world, more=3)
    ballot = open_ballot(world)
    vote(ballot, *((member.user, choice) for member, choice in zip(members, CHOICES, strict=True) if member.user))
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin::text FROM awards_ballotpaper")
        papers = cursor.fetchall()
        cursor.execute("SELECT DISTINCT xmin::text FROM awards_voter")
        voters = cursor.fetchall()
    assert (len(papers), len(voters)) == (1, len(members))


SECRETS = ("awards_ballotpaper", '"awards_voter"."choice"')


def told(client: Client, url: str) -> list[str]:
    """The questions of a page that ask what was voted."""
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return [query["sql"] for query in captured if any(secret in query["sql"] for secret in SECRETS)]


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db
def test_no_page_asks_what_was_voted_while_a_ballot_is_open(site: World) -> None:
    assert Ballot.objects.filter(state="open", voters__isnull=False).count() == 1
    pages = {page: address(site, page) for page in PAGES if page != "meeting-minutes"}  # of a meeting that has ended; before that: see below
    asking = {(page, who) for page, url in pages.items() for who in openers(page) if told(signed_in(site.people[who]), url)}
    assert asking == set()
    root = signed_in(site.people["root"])
    for model in admin.site._registry:
        url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        assert told(root, url) == []
    assert {Ballot, BallotPaper, Voter} & set(admin.site._registry) == set()
    ended = Meeting.objects.get(state="closed", unit=site.ward)
    assert told(root, reverse("meeting-minutes", args=[ended.pk, "kiem-phieu"]))  # a test that sees nothing would prove nothing


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["hop", "kiem-phieu"])
def test_there_are_no_minutes_before_the_end(client: Client, world: World, kind: str) -> None:
    make_council(world)
    ballot = open_ballot(world)
    client.force_login(world.people["secretary"])
    url = reverse("meeting-minutes", args=[ballot.meeting_id, kind])
    assert client.get(url).status_code == 404
    move_ballot(ballot, "close-early", by=world.people["secretary"], reason="Hết giờ.")
    assert client.get(url).status_code == 404
    move_meeting(ballot.meeting, "close", by=world.people["secretary"])
    assert client.get(url)["Content-Type"] == "application/pdf"


@pytest.mark.django_db
def test_who_is_recused_sees_the_counts_after_the_meeting_only(client: Client, world: World) -> None:
    members, secretary = make_council(world, more=1), world.people["secretary"]
    meeting = make_meeting(world.ward, secretary)
    ballot = put_on_agenda(meeting, [appraised_here(world)], secretary)[0]
    recuse(ballot, members[0], reason="Anh em", by=secretary)
    begun(meeting, secretary)
    ballot = move_ballot(fresh(ballot), "open", by=secretary)
    vote(ballot, *((member.user, "agree") for member in members[1:] if member.user))
    move_ballot(ballot, "close", by=secretary)
    result, hidden = "3/3 phiếu đồng ý (100%), cần ít nhất 2/3", "kết quả hiện khi cuộc họp kết thúc"

    def shown(who: str) -> list[tuple[bool, bool]]:
        client.force_login(world.people[who])
        pages = [words_of(client.get(url)) for url in (meeting.get_absolute_url(), ballot.get_absolute_url())]
        return [(result in page or "Thông qua" in page, hidden in page) for page in pages]

    assert (shown("chair"), shown("council")) == ([(False, True)] * 2, [(True, False)] * 2)
    client.force_login(world.people["chair"])
    assert "Ông/bà không tham gia biểu quyết nội dung này." in words_of(client.get(ballot.vote_url))
    move_meeting(meeting, "close", by=secretary)
    assert shown("chair") == [(True, False)] * 2


@pytest.mark.django_db
def test_what_a_member_chooses_shows_in_no_address_length_or_page_that_is_kept(client: Client, world: World) -> None:
    make_council(world)
    ballot = open_ballot(world)
    answers = {}
    for who, choice in (("council", "0"), ("chair", "1")):
        client.force_login(world.people[who])
        given = client.post(ballot.vote_url, {"choice": choice})
        after = client.get(ballot.vote_url)
        headers = {name: value for name, value in given.headers.items() if name not in ("Set-Cookie", "Expires")}
        answers[who] = (given.status_code, headers, len(given.content), words_of(after).replace(str(world.people[who]), ""))
        assert ["no-store" in answer["Cache-Control"] for answer in (given, after)] == [True, True]
    assert answers["council"][:3] == answers["chair"][:3] == (302, {**answers["chair"][1], "Location": ballot.vote_url}, 0)
    assert all("Đồng ý" not in words and "Đã bỏ phiếu." in words for *_, words in answers.values())


@pytest.mark.django_db
def test_a_written_opinion_is_not_shown_to_who_enters_it_again(client: Client, world: World) -> None:
    members, secretary = make_council(world, more=1), world.people["secretary"]
    meeting = make_meeting(world.ward, secretary)
    ballot = put_on_agenda(meeting, [appraised_here(world)], secretary)[0]
    begun(meeting, secretary, written=[members[3]])
    move_ballot(fresh(ballot), "open", by=secretary)
    enter_written(ballot, members[3], choice="disagree", by=secretary)
    client.force_login(secretary)
    url = reverse("ballot-written", args=[ballot.pk, members[3].pk])
    assert "checked" not in client.get(url).content.decode()
