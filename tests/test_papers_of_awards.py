"""When the paper of a decision is revoked its awards are; when it is replaced or corrected they stand, and say by what."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from awards.certificates import make_certificate
from awards.models import Award, Decision
from emulation.history.models import Line
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.workflow import move_paper
from emulation.workflow import MoveRefused
from tests.deciding import issued, office_of, ready
from tests.outgoing import issued as issued_paper
from tests.pages import links, words_of
from tests.test_access import signed_in
from tests.world import World


def paper_of(decision: Decision) -> OutgoingPaper:
    assert decision.paper is not None
    return decision.paper


@pytest.mark.parametrize("who", ["secretary", "chair"])
def test_the_awards_of_a_revoked_decision_are_revoked_for_the_same_reason_with_their_certificates(world: World, who: str) -> None:
    office = office_of(world)
    decision, other = issued(office, *ready(world, 2)), issued(office, *ready(world, 1), number="42")
    award = decision.awards.earliest("pk")
    make_certificate(award, by=office.secretary)
    paper = move_paper(paper_of(decision), "revoke", by=world.people[who], reason="Ban hành sai thẩm quyền.")
    reason = f"Thu hồi {paper.named}. Ban hành sai thẩm quyền."
    assert list(decision.awards.values_list("state", "reason")) == [("revoked", reason)] * 2
    award.refresh_from_db()
    assert award.certificate is not None
    assert (award.certificate.state, award.certificate.end_reason) == ("revoked", f"Hủy bỏ khen thưởng. {reason}")
    assert (other.awards.get().state, award.book_number) == ("granted", 1)
    line = Line.objects.of(decision).get(move="paper-revoked")
    assert (line.by, line.reason) == (world.people[who], "Ban hành sai thẩm quyền.")


def test_a_paper_is_not_revoked_while_a_certificate_is_being_issued(world: World) -> None:
    office = office_of(world)
    decision = issued(office, *ready(world, 1))
    award = decision.awards.get()
    make_certificate(award, by=office.secretary)
    award.refresh_from_db()
    OutgoingPaper.objects.filter(pk=award.certificate_id).update(state="issuing", issued_at=None, file="", sha256="", size=None)
    with pytest.raises(MoveRefused, match="Giấy khen đang được phát hành"):
        move_paper(paper_of(decision), "revoke", by=office.chair, reason="Sai.")
    assert (paper_of(Decision.objects.get()).state, Award.objects.get().state) == ("issued", "granted")


def test_the_page_of_the_paper_says_beforehand_what_would_follow(world: World) -> None:
    office = office_of(world)
    decision = issued(office, *ready(world, 2))
    words = "Thu hồi văn bản này thì 2 khen thưởng theo quyết định bị hủy bỏ với cùng lý do, giấy khen hết giá trị."
    url = paper_of(decision).get_absolute_url()
    assert [words in words_of(signed_in(world.people[who]).get(url)) for who in ("secretary", "chair", "council")] == [True, True, False]
    plain = issued_paper(world.ward, office.secretary)
    assert signed_in(office.secretary).get(plain.get_absolute_url()).context["warnings"] == []


def test_what_was_revoked_with_its_paper_says_so_wherever_it_is_shown(world: World, client: Client) -> None:
    office = office_of(world)
    decision = issued(office, *ready(world, 1))
    move_paper(paper_of(decision), "revoke", by=office.chair, reason="Khai man.")
    award = decision.awards.get()
    client.force_login(office.secretary)
    for url in (award.get_absolute_url(), reverse("award-list"), decision.get_absolute_url(), reverse("award-deciding", args=[award.pk])):
        assert ("Đã hủy bỏ, thu hồi" in (page := words_of(client.get(url))), "Khai man." in page) == (True, True)
    assert "Lý do thu hồi: Khai man." in words_of(client.get(decision.get_absolute_url()))


def newer(decision: Decision, world: World, field: str, **more: Any) -> OutgoingPaper:
    """An issued paper that replaces or corrects the decision's own."""
    paper = issued_paper(world.ward, world.people["secretary"])
    OutgoingPaper.objects.filter(pk=paper.pk).update(**{field: paper_of(decision)}, **more)
    return OutgoingPaper.objects.get(pk=paper.pk)


@pytest.mark.parametrize(("field", "words"), [("replaces", "Được thay thế bằng"), ("corrects", "Được đính chính bằng")])
def test_awards_stand_when_the_paper_is_replaced_or_corrected_and_lead_to_the_newer_one(world: World, field: str, words: str) -> None:
    decision = issued(office_of(world), *ready(world, 1))
    paper = newer(decision, world, field)
    if field == "replaces":
        move_paper(paper_of(decision), "be-replaced", by=None)
    award = decision.awards.get()
    assert award.state == "granted"
    link = (paper.get_absolute_url(), paper.named)
    for url in (award.get_absolute_url(), decision.get_absolute_url()):
        page = signed_in(world.people["secretary"]).get(url)
        assert (link in links(page, ".//main"), f"{words} {paper.named}" in words_of(page)) == (True, True)
    page = signed_in(world.people["head"]).get(award.get_absolute_url())  # who may not open the office's papers
    assert (link in links(page, ".//main"), f"{words} {paper.named}" in words_of(page)) == (False, True)


def test_a_newer_paper_that_was_revoked_says_so(world: World) -> None:
    decision = issued(office_of(world), *ready(world, 1))
    paper = newer(decision, world, "corrects", state="revoked", end_reason="Sai.")
    assert f"{paper.named} (đã thu hồi)" in words_of(signed_in(world.people["secretary"]).get(decision.awards.get().get_absolute_url()))
