"""An honour that asks for a share of the whole council is never decided without its vote; others may be, and the page says so."""

import pytest
from django.urls import reverse

from awards.award_workflow import mark_many, move_award
from awards.decision_workflow import move_decision
from awards.models import Nomination
from awards.proposing import put_in
from awards.workflow import move_nomination
from emulation.workflow import MoveRefused
from tests.councils import appraised_here
from tests.deciding import approved, drawn_up, office_of, ready, states, submitted
from tests.pages import errors, messages, words_of
from tests.test_access import signed_in
from tests.world import World

MUST = "“Chiến sĩ thi đua cơ sở” phải được từ 80% tổng số thành viên Hội đồng đồng ý mới quyết định được. Xin đưa ra Hội đồng biểu quyết trước."


def unvoted(world: World) -> Nomination:
    return appraised_here(world, honour="chien-si-thi-dua-co-so")


def test_what_needs_a_vote_is_not_put_into_a_decision_before_it(world: World) -> None:
    office, nomination = office_of(world), unvoted(world)
    decision = drawn_up(office)
    with pytest.raises(MoveRefused, match=MUST):
        put_in(decision, [nomination], by=office.secretary)
    url = reverse("decision-candidates", args=[decision.pk])
    page = signed_in(office.secretary).get(url)
    assert page.context["unvoted"] == [(nomination, True)]
    assert "Phải được Hội đồng thông qua trước: từ 80% tổng số thành viên." in words_of(page)
    assert 'name="chua-bieu-quyet"' not in page.content.decode()
    refused = signed_in(office.secretary).post(url, {"chua-bieu-quyet": [nomination.pk]})
    assert messages(refused) == [f"{nomination.name}: {MUST}"]
    move_nomination(nomination, "pass", by=None)
    assert put_in(decision, [Nomination.objects.get()], by=office.secretary) == 1


def test_what_needs_a_vote_is_not_approved_before_it(world: World) -> None:
    office = office_of(world)
    with pytest.raises(MoveRefused, match=MUST):
        move_nomination(unvoted(world), "approve", by=office.chair)
    (one,) = ready(world, 1)
    award = submitted(office, one).awards.get()
    Nomination.objects.filter(pk=one.pk).update(state="appraised", appraised_honour=unvoted(world).appraised_honour)  # as if history had gone another way
    with pytest.raises(MoveRefused, match=MUST):
        move_award(award, "approve", by=office.chair)
    page = signed_in(office.chair).post(reverse("decision-mark", args=[award.decision_id, "approve"]), {"tat-ca": "1"})
    assert errors(page) == [f"{one.name}: {MUST}"]


def test_a_decision_with_what_needs_a_vote_is_neither_submitted_nor_signed_before_it(world: World) -> None:
    office, (one,) = office_of(world), ready(world, 1)
    decision = approved(office, one)
    voted = Nomination.objects.filter(pk=one.pk)
    voted.update(state="appraised", appraised_honour=unvoted(world).appraised_honour)
    with pytest.raises(MoveRefused, match=MUST):
        move_decision(decision, "sign", by=office.chair)
    decision = move_decision(decision, "take-back", by=office.secretary)
    with pytest.raises(MoveRefused, match=MUST):
        move_decision(decision, "submit", by=office.secretary)


def test_others_are_decided_without_a_vote_and_every_page_says_so(world: World) -> None:
    office, nomination = office_of(world), appraised_here(world)
    decision = drawn_up(office)
    secretary, chair = signed_in(office.secretary), signed_in(office.chair)
    url, words = reverse("decision-candidates", args=[decision.pk]), "Chưa qua Hội đồng biểu quyết"
    page = secretary.get(url, {"chon": "het"})
    assert (page.context["voted"], page.context["unvoted"]) == ([], [(nomination, False)])
    assert ("Mới thẩm định, Hội đồng chưa biểu quyết." in words_of(page), " checked" in page.content.decode()) == (True, False)  # never ticked with all others
    secretary.post(url, {"chua-bieu-quyet": [nomination.pk]})
    award = decision.awards.get()
    decision = move_decision(decision, "submit", by=office.secretary)
    pages = [decision.get_absolute_url(), reverse("decision-deciding", args=[decision.pk]), reverse("award-deciding", args=[award.pk])]
    assert [words in words_of(chair.get(url)) for url in pages] == [True] * 3
    mark_many([award], "approve", by=office.chair)
    decision = move_decision(move_decision(decision, "sign", by=office.chair), "recall", by=office.chair, reason="Sai.")
    assert states(decision) == [("approved", "appraised")]  # it waits again as it did before
    ended = drawn_up(office, *ready(world, 1))
    assert words not in words_of(chair.get(ended.get_absolute_url()))
