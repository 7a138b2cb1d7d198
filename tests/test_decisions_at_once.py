"""Chairs and secretaries press at once, and some are killed in the middle: one winner, no gap, nothing twice, on both engines."""

import os
import signal
import subprocess
import sys
from collections import Counter

import pytest
from django.utils import timezone

from awards.award_workflow import mark_many, move_award
from awards.certificates import make_certificate, without_certificate
from awards.decision_workflow import move_decision
from awards.models import Award, Decision, Nomination
from awards.proposing import draw_up, put_in
from emulation.history.models import Line
from emulation.issuing.finishing import finish, issue, sweep
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.workflow import move_paper
from emulation.workflow import MoveRefused
from tests.deciding import approved, issued, office_of, ready, signed, submitted
from tests.outgoing import own_series
from tests.test_concurrency import EIGHT, at_once
from tests.test_worker import START, Site, file_site
from tests.world import World, build_world

__all__ = ["file_site"]  # fixture
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    return build_world()


def book() -> list[int | None]:
    return sorted(Award.objects.granted().values_list("book_number", flat=True))


def test_two_chairs_who_sign_at_once_sign_once(world: World) -> None:
    decision = approved(office_of(world), *ready(world, 2))
    given = Counter(at_once(lambda _: move_decision(decision, "sign", by=world.people["chair"]).state))
    assert given == {"signed": 1, "refused": EIGHT - 1}
    assert (OutgoingPaper.objects.filter(kind="quyet-dinh").count(), Line.objects.of(decision).filter(move="sign").count()) == (1, 1)


def test_a_case_is_approved_or_refused_but_the_signed_list_says_which(world: World) -> None:
    """A mark and the signature at once: what was signed is what the cases say afterwards."""
    one, two = ready(world)
    decision, chair = approved(office_of(world), one, two), world.people["chair"]
    award = Award.objects.get(nomination=two)

    def press(number: int) -> str:
        if number % 2:
            return move_decision(decision, "sign", by=chair).state
        return move_award(award, "refuse", by=chair, reason="Không.").state

    given = Counter(at_once(press))
    assert given["signed"] == 1
    decision.refresh_from_db()
    assert decision.paper is not None
    printed = [row[1] for row in decision.paper.content["annexes"][0]["blocks"][0]["rows"]]
    assert sorted(printed) == sorted(decision.awards.filter(state="approved").values_list("name", flat=True))
    assert set(decision.awards.filter(state="approved").values_list("nomination__state", flat=True)) == {"approved"}


def test_one_nomination_goes_into_one_of_eight_decisions(world: World) -> None:
    (nomination,) = ready(world, 1)
    secretary = world.people["secretary"]
    decisions = [draw_up(world.ward, None, f"Việc {number}", by=secretary) for number in range(EIGHT)]
    given = Counter(at_once(lambda number: put_in(decisions[number], [nomination], by=secretary)))
    assert given == {1: 1, "refused": EIGHT - 1}
    assert Award.objects.count() == 1


def test_decisions_numbered_at_once_leave_no_gap_in_numbers_or_the_golden_book(world: World) -> None:
    own_series(world.ward, "QĐ-UBND", year=timezone.localdate().year)
    decisions = [signed(office_of(world), *ready(world, 2)) for _ in range(4)]
    papers = [OutgoingPaper.objects.get(pk=decision.paper_id) for decision in decisions for _ in range(2)]  # each pressed twice

    given = at_once(lambda number: issue(papers[number], "take-number", by=world.people["secretary"]).state)
    assert Counter(given) == {"issued": 4, "refused": 4}
    assert sorted(OutgoingPaper.objects.filter(kind="quyet-dinh").values_list("number", flat=True)) == [1, 2, 3, 4]
    assert book() == list(range(1, 9))
    for decision in decisions:  # of one decision, in a row
        first, second = Award.objects.filter(decision=decision).order_by("book_number").values_list("book_number", flat=True)
        assert (first or 0) + 1 == second


def test_a_decision_finished_by_eight_is_issued_once(world: World) -> None:
    decision = signed(office_of(world), *ready(world, 2))
    assert decision.paper is not None
    paper = move_paper(decision.paper, "number", by=world.people["secretary"], number="41", dated=timezone.localdate(), order_is_right=True)
    at_once(lambda _: finish(paper).state)
    assert (book(), Line.objects.of(decision).filter(move="issue").count()) == ([1, 2], 1)


def test_a_decision_is_recalled_or_issued_but_not_both(world: World) -> None:
    decision = signed(office_of(world), *ready(world, 1))
    paper = OutgoingPaper.objects.get(pk=decision.paper_id)

    def press(number: int) -> str:
        if number % 2:
            return move_decision(decision, "recall", by=world.people["chair"], reason="Sai.").state
        return issue(paper, "number", by=world.people["secretary"], number="41", dated=timezone.localdate(), order_is_right=True).state

    at_once(press)
    sweep()
    decision.refresh_from_db()
    paper.refresh_from_db()
    assert (decision.state, paper.state, book()) in (("issued", "issued", [1]), ("returned", "withdrawn", []))
    assert set(Nomination.objects.filter(award__decision=decision).values_list("state", flat=True)) == {"awarded" if decision.state == "issued" else "passed"}


def test_a_certificate_made_by_eight_is_one(world: World) -> None:
    award = issued(office_of(world), *ready(world, 1)).awards.get()

    def press(_: int) -> str:
        paper = make_certificate(award, by=world.people["secretary"])
        assert paper is not None
        return paper.state

    at_once(press)
    paper = OutgoingPaper.objects.get(kind="giay-khen")
    assert (paper.state, Award.objects.get().certificate, without_certificate(award.decision)) == ("issued", paper, [])


def test_an_award_revoked_while_its_certificate_is_made_leaves_no_valid_certificate(world: World) -> None:
    award = issued(office_of(world), *ready(world, 1)).awards.get()

    def press(number: int) -> str:
        if number % 2:
            return move_award(award, "revoke", by=world.people["chair"], reason="Khai man.").state
        made = make_certificate(award, by=world.people["secretary"])
        return made.state if made else "none"

    at_once(press)
    if not Award.objects.filter(state="revoked"):  # it met the moment of issuing each time, and was asked to come again
        move_award(award, "revoke", by=world.people["chair"], reason="Khai man.")
    assert not OutgoingPaper.objects.filter(kind="giay-khen", state__in=["approved", "issuing", "issued"]).exists()


DIE = "lambda *args, **kwargs: os.kill(os.getpid(), signal.SIGKILL)"
DEATHS = {  # where the process dies while the paper is issued
    "before the golden book": f"decision_workflow.next_book_number = {DIE}",
    "between the awards and their history": f"Line.objects.bulk_create = {DIE}",
    "after all awards": f"decision_workflow.tell_units = {DIE}",
}


def killed(site: Site, setup: str, code: str) -> int:
    """Run the code in a process that dies where the setup says; how it ended."""
    whole = (
        "import os, signal, django; django.setup()\n"
        "from awards import certificates, decision_workflow\n"
        "from awards.models import Award, Decision\n"
        "from emulation.issuing import finishing\n"
        "from emulation.issuing.models import OutgoingPaper\n"
        "from emulation.history.models import Line\n"
        "from emulation.people.models import User\n"
        f"{setup}\n{code}"
    )
    environment = {**site.environment, "DJANGO_SETTINGS_MODULE": "emulation.settings"}
    return subprocess.run([sys.executable, "-c", whole], env=environment, cwd=os.getcwd(), timeout=START).returncode


@pytest.mark.slow
@pytest.mark.parametrize("where", DEATHS)
def test_a_kill_while_it_is_issued_grants_nothing_by_half_and_the_sweeper_goes_on(world: World, file_site: Site, where: str) -> None:
    decision = signed(office_of(world), *ready(world, 2))
    paper = decision.paper
    assert paper is not None
    move_paper(paper, "number", by=world.people["secretary"], number="41", dated=timezone.localdate(), order_is_right=True)
    code = f"finishing.finish(OutgoingPaper.objects.get(pk={paper.pk}))"
    assert killed(file_site, DEATHS[where], code) == -signal.SIGKILL
    assert (book(), Decision.objects.get(pk=decision.pk).state, OutgoingPaper.objects.get(pk=paper.pk).state) == ([], "signed", "issuing")
    assert sweep() == 1
    assert (book(), Decision.objects.get(pk=decision.pk).state, OutgoingPaper.objects.get(pk=paper.pk).state) == ([1, 2], "issued", "issued")


CERTIFICATE_DEATHS = {
    "before it is approved": (f"certificates.approve = {DIE}", 0),
    "between approving and issuing": (f"certificates.issue = {DIE}", 1),
    "before it is rendered": (f"finishing.pdf_of = {DIE}", 1),
}


@pytest.mark.slow
@pytest.mark.parametrize("where", CERTIFICATE_DEATHS)
def test_a_kill_while_certificates_are_made_makes_none_twice(world: World, file_site: Site, where: str) -> None:
    decision = issued(office_of(world), *ready(world, 2))
    setup, begun = CERTIFICATE_DEATHS[where]
    code = (
        f"by = User.objects.get(pk={world.people['secretary'].pk})\n"
        f"for award in certificates.without_certificate(Decision.objects.get(pk={decision.pk})): certificates.make_certificate(award, by=by)"
    )
    assert killed(file_site, setup, code) == -signal.SIGKILL
    assert OutgoingPaper.objects.filter(kind="giay-khen").count() == begun
    for award in without_certificate(decision):
        make_certificate(award, by=world.people["secretary"])
    assert list(OutgoingPaper.objects.filter(kind="giay-khen").values_list("state", flat=True)) == ["issued", "issued"]


def test_marks_of_many_and_a_signature_at_once_end_in_one_order(world: World) -> None:
    decision, chair = submitted(office_of(world), *ready(world, 2)), world.people["chair"]

    def press(number: int) -> object:
        if number % 2:
            return move_decision(decision, "sign", by=chair).state
        return len(mark_many(decision.awards.order_by("pk"), "approve", by=chair).moved)

    at_once(press)
    if Decision.objects.get().state == "submitted":  # all signatures came too early
        with pytest.raises(MoveRefused):
            move_award(decision.awards.earliest("pk"), "approve", by=chair)
        move_decision(decision, "sign", by=chair)
    assert set(decision.awards.values_list("state", flat=True)) == {"approved"}
