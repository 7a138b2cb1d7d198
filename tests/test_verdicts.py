"""How the council voted is learnt by nobody who is recused, and not by the nominee, before the meeting has ended: not by a word on any page."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from awards.award_workflow import mark_many
from awards.ballot_workflow import move_ballot
from awards.decision_workflow import move_decision
from awards.eligibility import findings_of
from awards.flags import FLAGS
from awards.meeting_workflow import move_meeting
from awards.models import Ballot, CouncilMember, Nomination, State
from awards.models.nomination_states import PENDING_STATE
from awards.nomination_forms import Ground
from awards.proposing import put_in
from awards.recusals import recuse
from awards.structure import structure_of
from awards.views.nominations import OF_THE_VOTE
from awards.workflow import MOVES, move_nomination
from emulation.workflow import MoveRefused
from tests.addresses import FILES, address
from tests.awarding import accept, make_nomination
from tests.councils import appraised_here, begun, fresh, make_council, make_meeting, open_ballot, put_on_agenda, vote
from tests.deciding import drawn_up, office_of, sudden
from tests.pages import messages
from tests.test_access import PAGES, signed_in
from tests.test_queries import openers
from tests.world import World

ROLES = ["secretary", "chair", "council"]
TO_FILE = "xuat=xlsx"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
WORKBOOKS = ("award-statistics-xlsx", "decision-payments-xlsx")
LISTS = ("nomination-list", "award-list", "decision-list", "meeting-list", "posting-list")


def waiting_for_votes(world: World, recused: str, nomination: Nomination) -> Ballot:
    """An open ballot from which that person is recused, in a meeting that goes on."""
    secretary = world.people["secretary"]
    meeting = make_meeting(world.ward, secretary)
    ballot = put_on_agenda(meeting, [nomination], secretary)[0]
    recuse(ballot, CouncilMember.objects.get(user=world.people[recused], unit=world.ward), reason="Anh em", by=secretary)
    begun(meeting, secretary)
    return move_ballot(fresh(ballot), "open", by=secretary)


def close(world: World, ballot: Ballot, choice: str, at: datetime | None = None) -> Ballot:
    """With the votes of all who take part, each of them this one."""
    recused = set(ballot.recusals.values_list("member__user", flat=True))
    vote(ballot, *((world.people[who], choice) for who in ROLES if world.people[who].pk not in recused))
    return move_ballot(fresh(ballot), "close", by=world.people["chair"], at=at)


@contextmanager
def voted(world: World, ballot: Ballot, choice: str, at: datetime) -> Iterator[None]:
    """As if all had voted so, and taken back afterwards."""
    point = transaction.savepoint()
    close(world, ballot, choice, at)
    yield
    transaction.savepoint_rollback(point)


def told(client: Client, url: str, page: str) -> Any:
    """What the page says, links and buttons included."""
    answer = client.get(url)
    if page in WORKBOOKS or url.endswith(TO_FILE):
        return [row for sheet in load_workbook(io.BytesIO(answer.content)) for row in sheet.iter_rows(values_only=True)]
    return TOKEN.sub("", answer.content.decode())


def urls(world: World, who: str, nomination: Nomination) -> Iterator[tuple[str, str]]:
    """(page, address) of every page of the table that this person may open, and those of the nomination itself."""
    for page in sorted(PAGES):
        if who in openers(page) and (page in WORKBOOKS or page not in FILES):
            yield page, address(world, page)
    for state in [*State.values, PENDING_STATE]:
        yield "nomination-list", f"{reverse('nomination-list')}?tinh-trang={state}"
        yield "nomination-list", f"{reverse('nomination-list')}?tinh-trang={state}&{TO_FILE}"
    for name in LISTS:
        yield name, f"{reverse(name)}?{TO_FILE}"
    yield "nomination-detail", nomination.get_absolute_url()
    yield "ballot", nomination.ballots.get().get_absolute_url()
    yield "meeting", nomination.ballots.get().meeting.get_absolute_url()
    if who == "secretary":
        yield "decision-candidates", reverse("decision-candidates", args=[world.ward.award_decisions.get(state="draft").pk])
        yield "meeting-agenda", reverse("meeting-agenda", args=[nomination.ballots.get().meeting_id])


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("who", ROLES)
def test_no_page_differs_by_the_verdict_for_who_is_recused(site: World, who: str) -> None:
    accept(site.registration, site.people["secretary"])
    nomination = appraised_here(site, kind="movement", campaign=site.campaign)
    ballot, at = waiting_for_votes(site, who, nomination), timezone.now()
    pages, other = list(urls(site, who, nomination)), next(name for name in ROLES if name != who)
    seen, others = [], []
    for choice in ("agree", "disagree"):
        with voted(site, ballot, choice, at), time_machine.travel(at, tick=False):  # some pages tell the time
            client = signed_in(site.people[who])
            seen.append({url: told(client, url, page) for page, url in pages})
            others.append(told(signed_in(site.people[other]), nomination.get_absolute_url(), ""))
    assert {url for url in seen[0] if seen[0][url] != seen[1][url]} == set()
    assert others[0] != others[1]  # there is something to hide
    assert nomination.name in seen[0][f"{reverse('nomination-list')}?tinh-trang={PENDING_STATE}"]


def detail(world: World, who: str, nomination: Nomination) -> tuple[str, set[str]]:
    """The badge on the nomination's page, and what its history says of the vote."""
    answer = signed_in(world.people[who]).get(nomination.get_absolute_url())
    return answer.context["badge"].word, {line.label for line in answer.context["lines"] if line.move in OF_THE_VOTE}


@pytest.mark.parametrize(("choice", "verdict"), [("agree", "Hội đồng thông qua"), ("disagree", "Hội đồng không thông qua")])
def test_who_is_recused_learns_the_verdict_when_the_meeting_has_ended(world: World, choice: str, verdict: str) -> None:
    make_council(world)
    ballot = close(world, waiting_for_votes(world, "chair", appraised_here(world)), choice)
    assert detail(world, "chair", ballot.nomination) == ("Đang xét", set())
    assert detail(world, "council", ballot.nomination) == (verdict, {verdict})
    plain = Nomination.objects.get(pk=ballot.nomination_id)  # that no list has asked for
    assert [plain.badge_for(world.people[who]).word for who in ("chair", "council")] == ["Đang xét", verdict]
    move_meeting(ballot.meeting, "close", by=world.people["secretary"])
    assert detail(world, "chair", ballot.nomination) == (verdict, {verdict})


@pytest.mark.parametrize(("name", "subject", "badge"), [
    ("Ông {}", "individual", "Đang xét"),
    ("{}", "household", "Đang xét"),
    ("{}", "collective", "Hội đồng thông qua"),
    ("{} Hai", "individual", "Hội đồng thông qua"),
])  # fmt: skip
def test_the_nominee_who_has_an_account_and_no_seat_waits_too(world: World, name: str, subject: str, badge: str) -> None:
    make_council(world)
    nominee = world.people["administrator"]
    ballot = open_ballot(world, appraised_here(world, name=name.format(nominee.full_name.upper()), subject=subject))
    close(world, ballot, "agree")
    assert detail(world, "administrator", ballot.nomination)[0] == badge


def test_a_member_of_the_nominees_name_who_may_vote_sees_what_he_voted_on(world: World) -> None:
    make_council(world)
    member = world.people["council"]
    ballot = open_ballot(world, appraised_here(world))
    nomination = Nomination.objects.get(pk=ballot.nomination_id)
    nomination.name = member.full_name  # typed right only after the agenda was made
    nomination.save()
    close(world, ballot, "agree")
    assert detail(world, "council", nomination)[0] == "Hội đồng thông qua"


@pytest.mark.parametrize("name", [name for name, move in {**MOVES, **FLAGS}.items() if name != "appraise" and (move.sources & {"appraised", "passed"})])
def test_a_move_by_who_is_recused_is_refused_in_the_same_words_whatever_the_verdict(world: World, name: str) -> None:
    make_council(world)
    answers = set()
    for choice in ("agree", "disagree"):
        point = transaction.savepoint()
        ballot = close(world, waiting_for_votes(world, "secretary", appraised_here(world)), choice)
        Nomination.objects.filter(pk=ballot.nomination_id).update(hold_reason="Có đơn." if name == "release" else "")
        given = {"reason": "Vì vậy.", "ground": Ground.values[0], "details": "Có đơn."}
        page = signed_in(world.people["secretary"]).post(reverse("nomination-move", args=[ballot.nomination_id, name]), given)
        answers.add((page.status_code, *messages(page)))
        assert page.context["moves"] == []
        transaction.savepoint_rollback(point)
    assert answers == {(200, "Đề nghị đang được Hội đồng xét. Ông/bà không tham gia nội dung này nên xin chờ cuộc họp kết thúc.")}


def test_a_filter_by_verdict_finds_nothing_that_is_hidden(world: World) -> None:
    make_council(world)
    ballot = close(world, waiting_for_votes(world, "chair", appraised_here(world)), "agree")
    seen = Nomination.objects.visible_to(world.people["chair"])
    found = {state: list(seen.in_state(state, world.people["chair"])) for state in ("passed", PENDING_STATE)}
    assert found == {"passed": [], PENDING_STATE: [ballot.nomination]}
    assert list(seen.in_state("passed", world.people["council"])) == [ballot.nomination]


def test_nothing_is_decided_of_what_was_voted_on_before_the_meeting_has_ended(world: World) -> None:
    make_council(world)
    office = office_of(world)
    ballot = close(world, open_ballot(world, appraised_here(world)), "agree")
    decision = drawn_up(office)
    page = signed_in(office.secretary).get(reverse("decision-candidates", args=[decision.pk]))
    assert (page.context["voted"], page.context["unvoted"]) == ([], [])
    waiting = "Cuộc họp Hội đồng xét đề nghị này chưa kết thúc: "
    with pytest.raises(MoveRefused, match=waiting):
        put_in(decision, [ballot.nomination], by=office.secretary)
    for move, by in (("route", office.secretary), ("approve", office.chair), ("refuse", office.chair)):
        with pytest.raises(MoveRefused, match=waiting):
            move_nomination(ballot.nomination, move, by=by, reason="Vì vậy.")
    move_meeting(ballot.meeting, "close", by=office.secretary)
    assert put_in(decision, [ballot.nomination], by=office.secretary) == 1


@pytest.mark.parametrize("state", ["draft", "submitted"])
def test_a_case_that_is_voted_on_holds_its_decision_until_the_meeting_has_ended(world: World, state: str) -> None:
    make_council(world)
    office, one = office_of(world), sudden(world)
    ballot = open_ballot(world, one)
    decision = drawn_up(office, one)
    if state == "submitted":
        decision = move_decision(decision, "submit", by=office.secretary)
        mark_many(decision.awards.all(), "approve", by=office.chair)
    close(world, ballot, "disagree")
    with pytest.raises(MoveRefused, match="chưa kết thúc"):
        move_decision(decision, "submit" if state == "draft" else "sign", by=office.secretary if state == "draft" else office.chair)
    assert signed_in(office.chair).get(reverse("award-deciding", args=[decision.awards.get().pk])).context["ballot"] is None
    move_meeting(ballot.meeting, "close", by=office.secretary)
    assert signed_in(office.chair).get(reverse("award-deciding", args=[decision.awards.get().pk])).context["ballot"] == ballot


def test_what_failed_counts_until_its_meeting_has_ended(world: World) -> None:
    make_council(world)
    ballot = close(world, open_ballot(world, appraised_here(world)), "disagree")
    again = make_nomination(world.unit, world.people["head"], name=ballot.nomination.name)

    def counted() -> tuple[int, list[str]]:
        words = [finding.words for finding in findings_of(again) if ballot.nomination.name in finding.words]
        return structure_of(Nomination.objects.all(), timezone.localdate()).total, words

    assert counted() == (1, [f"{ballot.nomination.name} đã có đề nghị cùng thành tích này: Giấy khen ({world.unit})."])
    move_meeting(ballot.meeting, "close", by=world.people["secretary"])
    assert counted() == (0, [])
