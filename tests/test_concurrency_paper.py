"""Two secretaries at once: one leave stands, one registration is entered, and no scan is lost or doubled."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from emulation.attachments.keeping import Upload
from emulation.attachments.kinds import PNG
from emulation.attachments.models import Attachment
from emulation.campaigns.models import Invitation
from emulation.history.models import Line
from registrations.beginning import begin
from registrations.late_permits import grant
from registrations.models import LatePermit, PaperScan, Registration
from registrations.paper_entry import enter
from registrations.workflow import move_registration
from tests.scans import picture
from tests.test_concurrency import EIGHT, at_once
from tests.world import World, build_world, fill_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    return build_world()


def invitation(world: World) -> Invitation:
    return Invitation.objects.get(campaign=world.campaign, unit=world.people["both"].terms.get(role="head").unit)


def receive(world: World) -> Registration:
    scan = Upload("trang-1.png", PNG, picture())
    return enter(invitation(world), received_at=timezone.now() - timedelta(hours=1), uploads=[scan], by=world.people["secretary"])


def test_eight_leaves_at_once_are_one_with_eight_lines(world: World) -> None:
    day = timezone.localdate() + timedelta(days=20)
    at_once(lambda number: grant(invitation(world), last_day=day + timedelta(days=number), reason="Ốm.", by=world.people["secretary"]))
    assert (LatePermit.objects.count(), Line.objects.of(invitation(world)).count()) == (1, EIGHT)


def test_eight_entries_at_once_make_one_registration_with_every_scan(world: World) -> None:
    assert len(set(at_once(lambda _: receive(world).pk))) == 1
    assert (PaperScan.objects.in_use().count(), Attachment.objects.count()) == (EIGHT, EIGHT)


def test_a_paper_is_recorded_or_given_up_but_not_both(world: World) -> None:
    registration = fill_in(receive(world))
    moves = ["record-paper", "abandon-paper"]
    given = Counter(at_once(lambda number: move_registration(registration, moves[number % 2], by=world.people["secretary"], reason="Nhầm.").state))
    assert (given["refused"], sum(given.values())) == (EIGHT - 1, EIGHT)


def test_the_head_begins_or_the_secretary_enters_and_neither_is_lost(world: World) -> None:
    head = world.people["both"]
    given = at_once(lambda number: receive(world).pk if number % 2 else begin(world.campaign, invitation(world).unit, by=head).pk)
    one = Registration.objects.get(unit=invitation(world).unit)
    assert (set(given), one.is_on_paper, one.paper_scans.in_use().count()) == ({one.pk}, True, EIGHT // 2)
