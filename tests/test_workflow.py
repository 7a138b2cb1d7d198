"""The whole cube of each table of moves: each state, each move, each role, and only the cells listed here open."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from emulation.campaigns import local_drives
from emulation.campaigns import workflow as campaigns
from emulation.campaigns.models import Campaign, LocalDrive, LocalState
from emulation.history.models import Line
from emulation.notices.models import Notice
from emulation.people.models import Role, User
from emulation.workflow import REASON_LENGTH, MoveRefused
from registrations import workflow as registrations
from registrations.models import Registration, Submission
from tests.world import World, deadline_in, make_campaign, make_local_drive

CLOCK = "clock"
FOREIGN = ["other_secretary", "other_chair", "both", "stranger"]  # the right roles at the wrong places
WHO = [*Role.values, CLOCK, *FOREIGN]
EVERYTHING = {"reason": "Theo công văn mới.", "basis": "Công văn số 12/SNV-TĐKT"}  # whatever a move may ask for

OPEN_FOR_CAMPAIGNS = {
    ("draft", "launch", "secretary"): "launched",
    ("draft", "launch", "chair"): "launched",
    ("launched", "close-registration", "secretary"): "registration-closed",
    ("launched", "close-registration", "clock"): "registration-closed",
    ("launched", "extend", "secretary"): "launched",
    ("launched", "extend", "chair"): "launched",
    ("launched", "suspend", "secretary"): "suspended",
    ("launched", "suspend", "chair"): "suspended",
    ("registration-closed", "extend", "secretary"): "launched",
    ("registration-closed", "extend", "chair"): "launched",
    ("registration-closed", "suspend", "secretary"): "suspended",
    ("registration-closed", "suspend", "chair"): "suspended",
    ("registration-closed", "sum-up", "secretary"): "summed-up",
    ("registration-closed", "sum-up", "chair"): "summed-up",
    ("summed-up", "close", "secretary"): "closed",
    ("summed-up", "close", "chair"): "closed",
    ("suspended", "resume", "secretary"): "launched",
    ("suspended", "resume", "chair"): "launched",
    ("suspended when closed", "resume-closed", "secretary"): "registration-closed",
    ("suspended when closed", "resume-closed", "chair"): "registration-closed",
}
OPEN_FOR_LOCAL_DRIVES = {
    ("draft", "launch", "head"): "launched",
    ("launched", "end", "head"): "ended",
}
OPEN_FOR_REGISTRATIONS = {
    ("draft", "submit", "head"): "submitted",
    ("returned", "submit", "head"): "submitted",
    ("withdrawn", "submit", "head"): "submitted",
    ("submitted", "withdraw", "head"): "withdrawn",
    ("submitted", "accept", "secretary"): "accepted",
    ("submitted", "return", "secretary"): "returned",
    ("accepted", "return", "secretary"): "returned",
}
CAMPAIGN_STATES = {"draft", "launched", "registration-closed", "summed-up", "closed", "suspended", "suspended when closed"}
LOCAL_STATES = {"draft", "launched", "ended"}
REGISTRATION_STATES = {"draft", "submitted", "returned", "accepted", "withdrawn"}
CAMPAIGN_CUBE = [(state, move) for state in sorted(CAMPAIGN_STATES) for move in campaigns.MOVES]
LOCAL_CUBE = [(state, move) for state in sorted(LOCAL_STATES) for move in local_drives.MOVES]
REGISTRATION_CUBE = [(state, move) for state in sorted(REGISTRATION_STATES) for move in registrations.MOVES]


@pytest.fixture
def campaign(world: World) -> Campaign:
    """A draft of the first ward that lacks nothing."""
    return make_campaign(world.ward, invited=[world.unit])


@pytest.fixture
def registration(world: World) -> Registration:
    """Filled in and sent."""
    return world.registration


@pytest.fixture
def drive(world: World) -> LocalDrive:
    """Of the unit that the head leads, in a campaign under way."""
    return make_local_drive(world.campaign, world.unit)


def put(record: Any, state: str, by: User) -> Any:
    """The record as it would be in that state."""
    fields: dict[str, Any] = {"state": "suspended" if state == "suspended when closed" else state}
    if isinstance(record, LocalDrive):
        fields["launched_at"] = None if state == "draft" else timezone.now()
    elif isinstance(record, Campaign):
        fields["suspended_from"] = {"suspended": "launched", "suspended when closed": "registration-closed"}.get(state, "")
        fields |= dict.fromkeys(("suspension_basis", "suspension_reason"), "Theo công văn" if fields["suspended_from"] else "")
    else:
        accepted = state == "accepted"
        fields |= {"submitted_at": timezone.now(), "accepted_at": timezone.now() if accepted else None, "accepted_by": by if accepted else None}
    type(record)._default_manager.filter(pk=record.pk).update(**fields)
    return type(record)._default_manager.get(pk=record.pk)


def everything(record: models.Model) -> tuple[Any, ...]:
    """The record, and all that a move may write."""
    row = type(record)._default_manager.filter(pk=record.pk).values().get()
    return row, Line.objects.count(), Notice.objects.count(), Submission.objects.count()


def outcome(record: Any, move: Callable[..., Any], name: str, by: User | None, **given: Any) -> str | None:
    """The state that the move leads to, taken back again; None when it was refused, and then nothing may have changed."""
    before, state = everything(record), record.state
    start = transaction.savepoint()
    try:
        moved = move(record, name, by=by, **given)
    except (MoveRefused, PermissionDenied):
        assert everything(record) == before
        return None
    line = Line.objects.of(moved)[0]
    assert Line.objects.count() == before[1] + 1
    told = f"{given['reason']}\nCăn cứ: {EVERYTHING['basis']}" if name == "suspend" else given["reason"]
    assert (line.move, line.before, line.after, line.by, line.reason) == (name, state, moved.state, by, told)
    assert line.title == (str(by.terms_in_force[0]) if by else "")
    reached: str = type(record)._default_manager.get(pk=record.pk).state
    transaction.savepoint_rollback(start)
    return reached


def outcomes(world: World, record: Any, move: Callable[..., Any], name: str, **given: Any) -> dict[str, str]:
    """Who could make the move, and where it led."""
    people: dict[str, User | None] = {**world.people, CLOCK: None}
    found = {who: outcome(record, move, name, people[who], **given) for who in WHO}
    return {who: state for who, state in found.items() if state}


def allowed(cube: dict[tuple[str, str, str], str], state: str, move: str) -> dict[str, str]:
    return {who: target for (source, name, who), target in cube.items() if (source, name) == (state, move)}


def test_the_cubes_have_every_state_and_every_listed_cell_is_one_of_theirs() -> None:
    assert {*campaigns.State.values, "suspended when closed"} == CAMPAIGN_STATES
    assert set(LocalState.values) == LOCAL_STATES
    assert {cell[:2] for cell in OPEN_FOR_LOCAL_DRIVES} <= set(LOCAL_CUBE)
    assert {cell[:2] for cell in OPEN_FOR_CAMPAIGNS} <= set(CAMPAIGN_CUBE)
    assert set(registrations.State.values) == REGISTRATION_STATES
    assert {cell[:2] for cell in OPEN_FOR_REGISTRATIONS} <= set(REGISTRATION_CUBE)


@pytest.mark.parametrize(("state", "move"), CAMPAIGN_CUBE)
def test_campaign_moves_only_where_and_for_whom_it_is_listed(world: World, campaign: Campaign, state: str, move: str) -> None:
    campaign = put(campaign, state, world.people["secretary"])
    at = campaign.deadline + timedelta(seconds=1) if move == "close-registration" else timezone.now()
    found = outcomes(world, campaign, campaigns.move_campaign, move, at=at, deadline_words=deadline_in(30), **EVERYTHING)
    assert found == allowed(OPEN_FOR_CAMPAIGNS, state, move)


@pytest.mark.parametrize(("state", "move"), REGISTRATION_CUBE)
def test_registration_moves_only_where_and_for_whom_it_is_listed(world: World, registration: Registration, state: str, move: str) -> None:
    registration = put(registration, state, world.people["secretary"])
    found = outcomes(world, registration, registrations.move_registration, move, reason=EVERYTHING["reason"])
    assert found == allowed(OPEN_FOR_REGISTRATIONS, state, move)


@pytest.mark.parametrize(("state", "move"), LOCAL_CUBE)
def test_a_local_drive_moves_only_where_and_for_whom_it_is_listed(world: World, drive: LocalDrive, state: str, move: str) -> None:
    drive = put(drive, state, world.people["secretary"])
    found = outcomes(world, drive, local_drives.move_local_drive, move, reason="")
    assert found == allowed(OPEN_FOR_LOCAL_DRIVES, state, move)


def sources(cube: dict[tuple[str, str, str], str], moves: Any) -> list[tuple[str, str, str]]:
    """One open cell of each move that needs a reason."""
    cells = {move: (state, move, who) for state, move, who in cube if moves[move].needs_reason}
    return sorted(cells.values())


def test_moves_that_take_something_back_need_a_reason() -> None:
    assert {name for name, move in campaigns.MOVES.items() if move.needs_reason} == {"extend", "suspend", "resume", "resume-closed"}
    assert {name for name, move in local_drives.MOVES.items() if move.needs_reason} == set()
    assert {name for name, move in registrations.MOVES.items() if move.needs_reason} == {"return", "abandon-paper"}


@pytest.mark.parametrize("reason", ["", " \n\t", "\u200b\u00a0"])
@pytest.mark.parametrize(("state", "move", "who"), sources(OPEN_FOR_CAMPAIGNS, campaigns.MOVES))
def test_campaign_move_refuses_a_blank_reason(world: World, campaign: Campaign, state: str, move: str, who: str, reason: str) -> None:
    campaign = put(campaign, state, world.people["secretary"])
    before = everything(campaign)
    with pytest.raises(MoveRefused) as refusal:
        campaigns.move_campaign(campaign, move, by=world.people[who], reason=reason, basis="Công văn", deadline_words=deadline_in(30))
    assert str(refusal.value) == f"Xin ghi rõ lý do khi chọn “{campaigns.MOVES[move].label}”."
    assert everything(campaign) == before


@pytest.mark.parametrize("reason", ["", " \n\t", "\u200b\u00a0"])
def test_registration_is_not_returned_for_a_blank_reason(world: World, registration: Registration, reason: str) -> None:
    before = everything(registration)
    with pytest.raises(MoveRefused) as refusal:
        registrations.move_registration(registration, "return", by=world.people["secretary"], reason=reason)
    assert str(refusal.value) == "Xin ghi rõ lý do khi chọn “Trả lại để sửa”."
    assert everything(registration) == before


@pytest.mark.parametrize(("length", "reached"), [(REASON_LENGTH, "returned"), (REASON_LENGTH + 1, None)])
def test_reason_is_at_most_as_long_as_history_keeps(world: World, registration: Registration, length: int, reached: str | None) -> None:
    assert outcome(registration, registrations.move_registration, "return", world.people["secretary"], reason="x" * length) == reached


def test_term_that_ended_yesterday_moves_nothing(world: World, registration: Registration) -> None:
    secretary = world.people["secretary"]
    assert outcome(registration, registrations.move_registration, "accept", secretary, reason="") == "accepted"
    secretary.terms.update(ends_on=timezone.localdate() - timedelta(days=1))
    later = User.objects.get(pk=secretary.pk)
    assert outcome(registration, registrations.move_registration, "accept", later, reason="") is None


def opened(cube: dict[tuple[str, str, str], str]) -> dict[tuple[str, str], set[str]]:
    """The moves of the listed cells, by state and person; the clock sees no buttons."""
    found: dict[tuple[str, str], set[str]] = {}
    for state, move, who in cube:
        if who != CLOCK:
            found.setdefault((state, who), set()).add(move)
    return found


def test_buttons_of_a_campaign_past_its_deadline_are_the_moves_that_the_table_opens(world: World, campaign: Campaign) -> None:
    Campaign.objects.filter(pk=campaign.pk).update(deadline=timezone.now() - timedelta(seconds=1))
    shown = {
        (state, who): set(campaigns.moves_for(put(campaign, state, world.people["secretary"]), world.people[who]))
        for state in CAMPAIGN_STATES
        for who in WHO
        if who != CLOCK
    }
    assert {cell: moves for cell, moves in shown.items() if moves} == opened(OPEN_FOR_CAMPAIGNS)


def test_button_to_close_registration_is_not_shown_before_the_deadline(world: World) -> None:
    assert set(campaigns.moves_for(world.campaign, world.people["secretary"])) == {"extend", "suspend"}


def test_buttons_of_a_local_drive_are_the_moves_that_the_table_opens(world: World, drive: LocalDrive) -> None:
    shown = {
        (state, who): set(local_drives.moves_for(put(drive, state, world.people["secretary"]), world.people[who]))
        for state in LOCAL_STATES
        for who in WHO
        if who != CLOCK
    }
    assert {cell: moves for cell, moves in shown.items() if moves} == opened(OPEN_FOR_LOCAL_DRIVES)


def test_buttons_of_a_registration_are_the_moves_that_the_table_opens(world: World, registration: Registration) -> None:
    shown = {
        (state, who): set(registrations.moves_for(put(registration, state, world.people["secretary"]), world.people[who]))
        for state in REGISTRATION_STATES
        for who in WHO
        if who != CLOCK
    }
    assert {cell: moves for cell, moves in shown.items() if moves} == opened(OPEN_FOR_REGISTRATIONS)


def test_move_seen_on_a_stale_page_is_refused_by_what_the_record_is_now(world: World, registration: Registration) -> None:
    stale = Registration.objects.get(pk=registration.pk)
    registrations.move_registration(registration, "accept", by=world.people["secretary"])
    with pytest.raises(MoveRefused) as refusal:
        registrations.move_registration(stale, "withdraw", by=world.people["head"])
    assert str(refusal.value) == "Không thể “Rút lại để sửa”: tình trạng hiện nay là “Đã tiếp nhận”. Xin tải lại trang."
