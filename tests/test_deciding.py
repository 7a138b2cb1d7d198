"""Who decides: three persons for one case, the right chair, all cases marked."""

import pytest

from awards.award_workflow import mark_many, move_award
from awards.decision_workflow import move_decision
from awards.models import Authority, Nomination
from awards.proposing import draw_up, put_in
from awards.workflow import move_nomination
from emulation.issuing.models import OutgoingPaper
from emulation.people.models import Role
from emulation.workflow import MoveRefused
from tests.awarding import honour
from tests.deciding import approved, drawn_up, office_of, ready, signed, submitted, sudden
from tests.world import World, make_person, make_term


def test_who_signed_who_appraised_and_who_decides_are_three_persons(world: World) -> None:
    nominations = ready(world, 3)
    chair = world.people["chair"]
    Nomination.objects.filter(pk=nominations[0].pk).update(signed_by=chair)
    Nomination.objects.filter(pk=nominations[1].pk).update(appraised_by=chair)
    decision = submitted(office_of(world), *nominations)
    marked = mark_many(decision.awards.order_by("pk"), "approve", by=chair)
    assert (len(marked.moved), [sentence.split(" Xin")[0] for _, sentence in marked.refused]) == (
        1,
        [
            f"Người đã ký đề nghị không quyết định chính đề nghị đó: {nominations[0].name}.",
            f"Người đã thẩm định không quyết định đề nghị đó: {nominations[1].name}.",
        ],
    )
    for award, _ in marked.refused:
        with pytest.raises(MoveRefused, match="không quyết định"):
            move_award(award, "refuse", by=chair, reason="Không.")
        move_award(award, "return", by=chair, reason="Để Phó Chủ tịch quyết định.")
    assert move_decision(decision, "sign", by=chair).state == "signed"


def test_another_chair_may_have_marked_but_who_signs_answers_for_all(world: World) -> None:
    (nomination,) = ready(world, 1)
    vice = make_person(Role.CHAIR, world.ward)
    decision = submitted(office_of(world), nomination)
    mark_many(decision.awards.all(), "approve", by=vice)
    Nomination.objects.filter(pk=nomination.pk).update(signed_by=world.people["chair"])
    with pytest.raises(MoveRefused, match="Người đã ký đề nghị"):
        move_decision(decision, "sign", by=world.people["chair"])
    assert move_decision(decision, "sign", by=vice).decided_by == vice


def test_whoever_drew_it_up_does_not_decide(world: World) -> None:
    both = make_person(Role.CHAIR, world.ward)
    make_term(both, world.ward, Role.SECRETARY)
    decision = draw_up(world.ward, None, "Về việc khen thưởng", by=both)
    put_in(decision, ready(world, 1), by=both)
    decision = move_decision(decision, "submit", by=both)
    with pytest.raises(MoveRefused, match="đã lập quyết định này"):
        move_award(decision.awards.get(), "approve", by=both)


def test_whoever_signed_a_nomination_has_not_appraised_it(world: World) -> None:
    (nomination,) = ready(world, 1)
    Nomination.objects.filter(pk=nomination.pk).update(signed_by=world.people["secretary"])
    decision = drawn_up(office_of(world))
    with pytest.raises(MoveRefused, match="Người đã ký đề nghị không thẩm định"):
        put_in(decision, [nomination], by=world.people["secretary"])


def test_what_is_not_for_this_chair_to_give_is_refused_at_each_step(world: World) -> None:
    decision = drawn_up(office_of(world), *ready(world, 1))
    nomination = ready(world, 1)
    rows = Authority.objects.filter(honour=honour())
    rows.update(level="province")
    with pytest.raises(MoveRefused, match="không thuộc thẩm quyền"):
        put_in(decision, nomination, by=world.people["secretary"])
    with pytest.raises(MoveRefused, match="không thuộc thẩm quyền của Chủ tịch UBND phường Bách Quang"):
        move_decision(decision, "submit", by=world.people["secretary"])
    rows.update(level="commune")
    decision = move_decision(decision, "submit", by=world.people["secretary"])
    rows.update(level="province")
    with pytest.raises(MoveRefused, match="trình cấp trên"):
        move_award(decision.awards.get(), "approve", by=world.people["chair"])
    rows.update(level="commune")
    move_award(decision.awards.get(), "approve", by=world.people["chair"])
    rows.update(level="province")
    with pytest.raises(MoveRefused, match="Xin bỏ khỏi danh sách"):
        move_decision(decision, "sign", by=world.people["chair"])


def test_it_is_signed_only_when_all_is_decided_and_something_approved(world: World) -> None:
    decision, chair = submitted(office_of(world), *ready(world)), world.people["chair"]
    with pytest.raises(MoveRefused, match="Còn 2 trường hợp chưa quyết định"):
        move_decision(decision, "sign", by=chair)
    mark_many(decision.awards.all(), "refuse", by=chair, reason="Chưa đủ.")
    with pytest.raises(MoveRefused, match="Không có trường hợp nào được duyệt"):
        move_decision(decision, "sign", by=chair)
    move_award(decision.awards.earliest("pk"), "approve", by=chair)
    assert decision.awards.earliest("pk").reason == ""
    assert move_decision(decision, "sign", by=chair).state == "signed"


def test_a_nomination_that_the_secretary_took_back_meanwhile_is_not_signed(world: World) -> None:
    decision = approved(office_of(world), sudden(world))
    move_nomination(decision.awards.get().nomination, "return", by=world.people["secretary"], reason="Bổ sung.")
    with pytest.raises(MoveRefused, match="đề nghị hiện ở tình trạng “Trả lại”"):
        move_decision(decision, "sign", by=world.people["chair"])
    assert OutgoingPaper.objects.filter(kind="quyet-dinh").count() == 0


def test_marks_need_a_choice_and_a_reason(world: World) -> None:
    decision, chair = submitted(office_of(world), *ready(world, 1)), world.people["chair"]
    with pytest.raises(MoveRefused, match="Chưa chọn trường hợp nào"):
        mark_many([], "approve", by=chair)
    with pytest.raises(MoveRefused, match="Xin ghi rõ lý do"):
        mark_many(decision.awards.all(), "refuse", by=chair)
    with pytest.raises(MoveRefused, match="Xin ghi rõ lý do"):
        move_award(decision.awards.get(), "return", by=chair, reason=" ")


def test_marks_end_with_the_signature(world: World) -> None:
    decision = signed(office_of(world), *ready(world, 1))
    with pytest.raises(MoveRefused, match="Quyết định hiện ở tình trạng “Đã quyết định, chờ số”"):
        move_award(decision.awards.get(), "refuse", by=world.people["chair"], reason="Không.")


def test_an_empty_decision_is_not_submitted(world: World) -> None:
    with pytest.raises(MoveRefused, match="chưa có trường hợp nào"):
        move_decision(drawn_up(office_of(world)), "submit", by=world.people["secretary"])
