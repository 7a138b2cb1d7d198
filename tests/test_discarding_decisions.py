"""Giving up a decision that was never signed: its cases wait for another one, and it is kept as given up."""

import pytest
from django.test import Client
from django.urls import reverse

from awards.award_workflow import move_award
from awards.decision_workflow import move_decision
from awards.models import Award, Decision
from awards.proposing import put_in
from emulation.history.models import Line
from emulation.workflow import MoveRefused
from tests.deciding import drawn_up, office_of, ready, signed, submitted
from tests.pages import messages, words_of
from tests.test_access import signed_in
from tests.world import World


def test_the_cases_of_a_draft_wait_again_and_go_into_another_decision(world: World) -> None:
    office, nominations = office_of(world), ready(world, 2)
    decision = move_decision(drawn_up(office, *nominations), "discard", by=office.secretary)
    assert (decision.state, Award.objects.count()) == ("discarded", 0)
    names = ", ".join(sorted(one.name for one in nominations))
    told = Line.objects.of(decision).get(move="take-out")
    assert (told.reason, told.by) == (f"2 trường hợp trở lại chờ quyết định: {names}.", office.secretary)
    assert drawn_up(office, *nominations).awards.count() == 2


def test_of_many_cases_history_names_the_first(world: World) -> None:
    office = office_of(world)
    decision = move_decision(drawn_up(office, *ready(world, 11)), "discard", by=office.secretary)
    assert Line.objects.of(decision).get(move="take-out").reason.endswith(" …")


def test_what_the_chair_returned_or_recalled_is_given_up_with_its_submission(world: World) -> None:
    office = office_of(world)
    returned = submitted(office, *ready(world, 1))
    move_award(returned.awards.get(), "refuse", by=office.chair, reason="Không.")
    returned = move_decision(returned, "return", by=office.chair, reason="Làm lại.")
    recalled = move_decision(signed(office, *ready(world, 1)), "recall", by=office.chair, reason="Sai.")
    for decision in (returned, recalled):
        nomination = decision.awards.get().nomination
        discarded = move_decision(decision, "discard", by=office.secretary)
        assert discarded.submission is not None
        discarded.submission.refresh_from_db()
        assert (discarded.submission.state, discarded.submission.end_reason) == ("withdrawn", "Quyết định không lập nữa.")
        nomination.refresh_from_db()
        assert nomination.state == "passed"


def test_it_is_given_up_by_a_second_press_and_shown_only_to_who_asks_for_it(world: World, client: Client) -> None:
    office = office_of(world)
    client.force_login(office.secretary)
    decision = drawn_up(office)
    page = client.get(decision.get_absolute_url())
    assert [(move.name, move.fields is not None) for move in page.context["moves"]] == [
        ("discard", True)
    ]  # nothing to submit, and it opens before it is pressed
    assert "Bỏ hẳn, không lấy lại được." in words_of(page)
    answer = client.post(reverse("decision-move", args=[decision.pk, "discard"]), follow=True)
    assert messages(answer) == [f"{decision}: Đã bỏ."]
    assert decision.get_absolute_url() not in client.get(reverse("decision-list")).content.decode()
    assert decision.get_absolute_url() in client.get(reverse("decision-list"), {"tinh-trang": "discarded"}).content.decode()


def test_nothing_goes_into_what_was_given_up(world: World) -> None:
    office = office_of(world)
    decision = move_decision(drawn_up(office), "discard", by=office.secretary)
    with pytest.raises(MoveRefused, match="“Đã bỏ”"):
        put_in(decision, ready(world, 1), by=office.secretary)
    assert [move.name for move in signed_in(office.chair).get(Decision.objects.get().get_absolute_url()).context["moves"]] == []
