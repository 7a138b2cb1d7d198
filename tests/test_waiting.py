"""What waits on the first page says since when."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import models
from django.test import Client
from django.utils import timezone

from awards.decision_workflow import move_decision
from awards.meeting_workflow import move_meeting
from awards.workflow import move_nomination
from emulation.campaigns.models import Campaign
from emulation.drafting.workflow import move_draft
from emulation.history.models import write_line
from registrations.late_requests import ask_late
from registrations.models import Registration
from registrations.workflow import move_registration
from tests.awarding import make_nomination, sent
from tests.councils import begun, make_council, make_meeting, open_ballot
from tests.deciding import office_of, ready, submitted
from tests.drafts import make_draft
from tests.outgoing import approved
from tests.pages import texts
from tests.postings import commented, posted
from tests.test_home import home_of
from tests.world import World, fill_in, make_user

SINCE = ".//section[@class='task']//li/p/span[@class='muted small']"
REASON = "Xin sửa lại."


def ballot_opened(world: World) -> models.Model:
    make_council(world)
    return open_ballot(world)


def meeting_ended(world: World) -> models.Model:
    make_council(world)
    secretary = world.people["secretary"]
    return move_meeting(begun(make_meeting(world.ward, secretary), secretary), "close", by=secretary)


def draft_submitted(world: World) -> models.Model:
    return move_draft(make_draft(world.ward, world.people["secretary"]), "submit", by=world.people["secretary"])


def leave_asked(world: World) -> models.Model:
    Campaign.objects.filter(pk=world.campaign.pk).update(deadline=timezone.now() - timedelta(hours=1))
    return ask_late(Registration.objects.get(pk=world.strange_registration.pk), reason="Mất điện.", by=world.people["stranger"])


CAME: dict[str, tuple[str, Callable[[World], models.Model]]] = {  # who finds it, and how it comes
    "ballot": ("council", ballot_opened),
    "nomination to mend": (
        "head",
        lambda world: move_nomination(sent(make_nomination(world.unit, world.people["head"])), "return", by=world.people["secretary"], reason=REASON),
    ),
    "decision to take": ("chair", lambda world: submitted(office_of(world), *ready(world))),
    "decision to mend": (
        "secretary",
        lambda world: move_decision(submitted(office_of(world), *ready(world)), "return", by=world.people["chair"], reason=REASON),
    ),
    "minutes to approve": ("chair", meeting_ended),
    "comment": ("secretary", lambda world: commented(posted(world.ward, world.people["secretary"])).posting),
    "draft to approve": ("chair", draft_submitted),
    "draft to mend": ("secretary", lambda world: move_draft(draft_submitted(world), "return", by=world.people["chair"], reason=REASON)),
    "paper to number": ("secretary", lambda world: approved(world.ward, by=world.people["chair"])),
    "leave asked for": ("secretary", leave_asked),
}


@pytest.mark.parametrize(("who", "comes"), CAME.values(), ids=CAME)
def test_a_row_says_since_when_it_waits(client: Client, world: World, who: str, comes: Callable[[World], models.Model]) -> None:
    came, now = timezone.now() + timedelta(days=1), timezone.now() + timedelta(days=3)
    with time_machine.travel(came):
        record = comes(world)
    with time_machine.travel(now):
        state = getattr(record, "state", "")
        write_line(record, move="remark", label="Ghi chú", at=timezone.now(), by=make_user(), before=state, after=state)  # which leaves it where it stands

        assert f"chờ từ ngày {timezone.localtime(came):%d/%m/%Y}" in texts(home_of(client, world.people[who]), SINCE)


def test_the_secretary_is_told_since_when_the_oldest_registration_waits(client: Client, world: World) -> None:
    sent_on = timezone.now() - timedelta(days=4)
    move_registration(fill_in(world.strange_registration), "submit", by=world.people["stranger"])
    Registration.objects.filter(pk=world.registration.pk).update(submitted_at=sent_on)
    home = home_of(client, world.people["secretary"])

    assert texts(home, ".//section[@class='task']/p[@class='muted small']") == [f"Chờ tiếp nhận lâu nhất: từ ngày {timezone.localtime(sent_on):%d/%m/%Y}"]
    assert texts(home_of(client, world.people["chair"]), ".//section/p[@class='muted small']") == []


def test_of_what_no_line_tells_nothing_is_said(client: Client, world: World) -> None:
    draft = make_draft(world.ward, world.people["secretary"])
    type(draft).objects.filter(pk=draft.pk).update(state="submitted")
    home = home_of(client, world.people["chair"])

    assert (texts(home, ".//section[@class='task']//li/p/a")[0], texts(home, SINCE)) == (str(draft), [])
