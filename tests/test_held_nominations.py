"""What is held back is not put on an agenda, and not voted on where it is there already; the pages say why."""

import pytest
from django.urls import reverse

from awards.ballot_workflow import move_ballot
from awards.flags import hold, release
from awards.models import Ballot
from emulation.workflow import MoveRefused
from tests.councils import appraised_here, begun, fresh, make_council, make_meeting, open_ballot, put_on_agenda
from tests.pages import messages, words_of
from tests.test_access import signed_in
from tests.world import World

WHY = "Có đơn thư đang xác minh."


def test_what_is_held_is_not_put_on_an_agenda_and_the_page_says_why(world: World) -> None:
    secretary = world.people["secretary"]
    meeting, nomination = make_meeting(world.ward, secretary), appraised_here(world)
    hold(nomination, by=secretary, reason=WHY)
    with pytest.raises(MoveRefused, match=f"{nomination.name} đang tạm dừng xét nên không đưa vào nội dung họp được: {WHY}"):
        put_on_agenda(meeting, [nomination], secretary)
    page = signed_in(secretary).get(reverse("meeting-agenda", args=[meeting.pk]))
    assert f"Đang tạm dừng xét nên không đưa vào nội dung họp được: {nomination.name} ({world.unit}): {WHY}" in words_of(page)
    release(nomination, by=secretary, reason="Đơn không đúng.")
    assert "tạm dừng xét" not in words_of(signed_in(secretary).get(reverse("meeting-agenda", args=[meeting.pk])))
    assert len(put_on_agenda(meeting, [nomination], secretary)) == 1


def test_what_becomes_held_on_an_agenda_shows_and_is_not_voted_on(world: World) -> None:
    make_council(world)
    secretary = world.people["secretary"]
    meeting = make_meeting(world.ward, secretary)
    held, free = put_on_agenda(meeting, [appraised_here(world), appraised_here(world)], secretary)
    meeting = begun(meeting, secretary)
    hold(held.nomination, by=secretary, reason=WHY)
    with pytest.raises(MoveRefused, match=f"Đề nghị đang tạm dừng xét nên không bỏ phiếu được: {WHY}"):
        move_ballot(fresh(held), "open", by=secretary)
    browser = signed_in(secretary)
    for url in (meeting.get_absolute_url(), held.get_absolute_url()):
        assert f"Đang tạm dừng xét, chưa bỏ phiếu được: {WHY}" in words_of(browser.get(url))
    opened = browser.post(reverse("meeting-open-ballots", args=[meeting.pk]), follow=True)
    assert messages(opened) == ["Đã mở 1 lượt bỏ phiếu."]
    assert [fresh(ballot).state for ballot in (held, free)] == ["waiting", "open"]
    assert opened.context["opens"] is False  # what is left is held
    release(held.nomination, by=secretary, reason="Đơn không đúng.")
    assert browser.get(meeting.get_absolute_url()).context["opens"] is True


def test_a_ballot_under_way_says_that_its_nomination_is_held(world: World) -> None:
    make_council(world)
    ballot = open_ballot(world)
    hold(ballot.nomination, by=world.people["secretary"], reason=WHY)
    for url in (ballot.get_absolute_url(), ballot.meeting.get_absolute_url()):
        assert f"Đang tạm dừng xét: {WHY}" in words_of(signed_in(world.people["council"]).get(url))
    assert Ballot.objects.get().is_open
