"""Many awards marked, signed, granted and revoked at once: as few queries as for few, and history says who decided."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from awards.award_workflow import grant, mark_many, move_award, move_awards
from awards.certificates import make_certificate
from awards.decision_workflow import move_decision
from awards.models import Award, Decision, Nomination
from awards.workflow import move_nominations
from emulation.history.models import Line
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.workflow import move_paper
from emulation.notices.models import Notice
from emulation.workflow import MoveRefused
from tests.awarding import make_nomination
from tests.deciding import approved, issued, numbered, office_of, signed, submitted, unchecked
from tests.world import World

FEW, MANY = 3, 12


def waiting(world: World, count: int) -> list[Nomination]:
    return [unchecked(make_nomination(world.unit, world.people["head"], name=f"Nguyễn Văn {number}"), world) for number in range(count)]


def queries(captured: CaptureQueriesContext) -> int:
    return len(captured.captured_queries)


def test_marking_and_signing_many_takes_as_many_queries_as_few(world: World) -> None:
    taken = []
    for count in (FEW, FEW, MANY):  # the first warms what is kept between questions
        decision = submitted(office_of(world), *waiting(world, count))
        with CaptureQueriesContext(connection) as marking:
            assert len(mark_many(decision.awards.all(), "approve", by=world.people["chair"]).moved) == count
        with CaptureQueriesContext(connection) as signing:
            move_decision(decision, "sign", by=world.people["chair"])
        taken.append((queries(marking), queries(signing)))
    assert taken[1] == taken[2]


def test_issuing_and_revoking_many_takes_as_many_queries_as_few(world: World) -> None:
    taken = []
    for number, count in (("41", FEW), ("42", MANY)):
        decision = signed(office_of(world), *waiting(world, count))
        with CaptureQueriesContext(connection) as issuing:
            decision = numbered(decision, world.people["secretary"], number)
        assert decision.paper is not None
        for award in decision.awards.all():
            make_certificate(award, by=world.people["secretary"])
        with CaptureQueriesContext(connection) as revoking:
            move_paper(decision.paper, "revoke", by=world.people["secretary"], reason="Khai gian.")
        assert set(decision.awards.values_list("state", "nomination__state", "certificate__state")) == {("revoked", "revoked", "revoked")}
        taken.append((queries(issuing), queries(revoking)))
    assert taken[0] == taken[1]


def test_the_unit_is_told_once_of_all_that_is_revoked(world: World) -> None:
    decision = issued(office_of(world), *waiting(world, FEW))
    assert decision.paper is not None
    move_paper(decision.paper, "revoke", by=world.people["secretary"], reason="Khai gian.")
    notice = Notice.objects.get(user=world.people["head"], key__startswith="khen-thuong-huy-bo")
    assert notice.subject == f"Hủy bỏ khen thưởng: {FEW} trường hợp"
    assert notice.body.count("- Nguyễn Văn") == FEW


def told(nomination: Nomination, move: str) -> tuple[str, str, str]:
    """Who did it, under which title, and what history keeps of it."""
    line = Line.objects.of(nomination).get(move=move)
    return line.who, line.title, line.reason


def test_history_names_the_chair_who_approved_and_the_decision_that_awarded(world: World) -> None:
    office = office_of(world)
    one, two = waiting(world, 2)
    decision = submitted(office, one, two)
    move_award(decision.awards.get(nomination=two), "refuse", by=office.chair, reason="Chưa đủ thành tích.")
    mark_many(decision.awards.filter(nomination=one), "approve", by=office.chair)
    decision = numbered(move_decision(decision, "sign", by=office.chair), office.secretary)
    assert decision.paper is not None
    assert told(one, "approve")[:2] == (str(office.chair), "Chủ tịch phường Bách Quang")
    assert told(one, "award") == ("Hệ thống", "", f"{office.chair} quyết định; {decision.paper.named}.")
    assert told(two, "refuse") == ("Hệ thống", "", f"{office.chair} quyết định. Lý do: Chưa đủ thành tích.")


def test_history_names_the_chair_who_awards_nothing(world: World) -> None:
    office = office_of(world)
    (nomination,) = waiting(world, 1)
    decision = submitted(office, nomination)
    mark_many(decision.awards.all(), "refuse", by=office.chair, reason="Không.")
    move_decision(decision, "conclude", by=office.chair)
    assert told(nomination, "refuse") == (str(office.chair), "Chủ tịch phường Bách Quang", "Không.")


def test_of_many_those_that_cannot_be_moved_stay_and_the_others_move(world: World) -> None:
    office, moment = office_of(world), timezone.now() - timedelta(hours=1)
    decision = submitted(office, *waiting(world, FEW))
    one = decision.awards.earliest("pk")
    move_award(one, "approve", by=office.chair)
    made = mark_many(decision.awards.all(), "approve", by=office.chair, at=moment)
    assert (len(made.moved), [award for award, _ in made.refused]) == (FEW - 1, [one])
    assert Line.objects.of(made.moved[0])[0].at == moment
    with pytest.raises(MoveRefused, match="Xin ghi rõ lý do"):
        mark_many(decision.awards.all(), "refuse", by=office.chair)
    with pytest.raises(PermissionDenied):
        mark_many(decision.awards.all(), "refuse", by=world.people["other_chair"], reason="Không.")
    assert set(decision.awards.values_list("state", flat=True)) == {"approved"}


def test_nothing_is_granted_or_awarded_where_one_cannot_be(world: World) -> None:
    office = office_of(world)
    decision = approved(office, *waiting(world, FEW))
    mark_many(decision.awards.all()[:1], "refuse", by=office.chair, reason="Không.")
    with pytest.raises(MoveRefused, match="Không thể “Ghi sổ vàng”"):
        grant(list(decision.awards.all()), office.unit, 2026, first=1, at=timezone.now(), reason="")
    with pytest.raises(MoveRefused, match="Không thể “Khen thưởng”"):
        move_nominations(Nomination.objects.all(), "award", by=None)
    assert move_awards(Award.objects.none(), "grant", by=None) == ([], [])
    assert (Decision.objects.filter(state="submitted").count(), OutgoingPaper.objects.filter(kind="quyet-dinh").count()) == (1, 0)
