"""What rarely happens to an outgoing paper: somebody was faster, an office is gone, a stranger asks, a library stumbles."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from emulation.issuing import finishing
from emulation.issuing.finishing import finish
from emulation.issuing.forms import OtherPaperForm
from emulation.issuing.jobs import print_register
from emulation.issuing.keeping import papers_storage
from emulation.issuing.models import OutgoingPaper, State
from emulation.issuing.workflow import move_paper
from emulation.jobs.kinds import JobRefused
from emulation.people.models import Role
from emulation.signatures import comparing
from emulation.signatures.comparing import Alteration, Verdict, compare
from tests.certificates import chair
from tests.outgoing import approved, issued
from tests.signing_tools import paper as paper_to_sign
from tests.signing_tools import stamped
from tests.world import World, make_term

pytestmark = pytest.mark.django_db


def test_whoever_finishes_second_leaves_no_bytes_behind(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workers sign at different seconds, so their bytes differ; the first one's are those that were issued."""
    paper = approved(world.ward, by=world.people["chair"])
    reserved = move_paper(paper, "number", by=world.people["secretary"], number="05", dated=date(2026, 1, 5), order_is_right=True)
    first = finish(reserved)
    monkeypatch.setattr(finishing, "signed_by_office", lambda pdf, unit: pdf + b"\n% signed later")
    second = finish(reserved)
    assert (first.state, second.sha256) == (State.ISSUED, first.sha256)
    assert papers_storage().exists(first.file)
    assert OutgoingPaper.objects.count() == 1


def test_the_register_of_a_unit_that_is_gone_is_not_printed() -> None:
    with pytest.raises(JobRefused, match="không còn nữa"):
        next(iter(print_register({"unit": 0, "year": 2026, "symbol": ""})))


def test_a_chair_who_does_not_head_this_office_brings_no_copies(client: Client, world: World) -> None:
    paper = issued(world.ward, world.people["secretary"])
    client.force_login(world.people["superior"])
    assert client.get(reverse("paper-signed", args=[paper.pk])).status_code == 403
    term = make_term(world.people["superior"], world.other_ward, Role.SECRETARY)
    assert client.get(reverse("paper-signed", args=[paper.pk])).status_code == 403
    assert term.unit == world.other_ward


@pytest.mark.parametrize(("number", "errors"), [("", {}), ("05/KH-UBND", {}), ("năm", {"number"})])
def test_a_link_may_be_left_blank(number: str, errors: set[str]) -> None:
    assert set(OtherPaperForm({"number": number, "year": "2026"}).errors) == set(errors)


def test_a_file_on_which_the_library_stumbles_is_called_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*args: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(comparing, "signatures_of", stumble)
    found = compare(paper_to_sign(), stamped(paper_to_sign(), chair()))
    assert (found.verdict, found.alteration) == (Verdict.ALTERED, Alteration.UNREADABLE)
