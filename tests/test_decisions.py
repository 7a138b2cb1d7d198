"""Decisions of commendation: drawn up, submitted, decided, signed, and issued with their paper."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.award_workflow import mark_many, move_award
from awards.decision_papers import decision_document, submission_document
from awards.decision_workflow import awards_of, move_decision
from awards.models import Award, Ballot, Kind, Meeting, Nomination
from awards.workflow import move_nomination
from emulation.history.models import Line
from emulation.issuing.finishing import issue
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.workflow import move_paper
from emulation.notices.models import Notice
from emulation.people.models import User
from emulation.workflow import MoveRefused
from tests.awarding import appraised, make_nomination
from tests.deciding import approved, drawn_up, issued, numbered, office_of, ready, signed, states, submitted, sudden
from tests.test_access import signed_in
from tests.world import World

TODAY = date(2026, 11, 20)


def test_a_decision_goes_from_the_secretarys_list_to_the_issued_paper(world: World) -> None:
    decision = drawn_up(office_of(world), *ready(world))
    assert (str(decision.badge.word), states(decision)) == ("Đang lập", [("proposed", "passed")] * 2)

    decision = move_decision(decision, "submit", by=world.people["secretary"])
    assert decision.submission is not None
    assert (decision.submission.kind, decision.submission.state, decision.submission.signer) == ("to-trinh", "approved", "Trần Thị Thư")

    assert len(mark_many(decision.awards.all(), "approve", by=world.people["chair"]).moved) == 2
    decision = move_decision(decision, "sign", by=world.people["chair"])
    assert decision.paper is not None
    assert (decision.state, decision.paper.kind, decision.paper.signer, decision.decided_by) == ("signed", "quyet-dinh", "Dương Thị Lưu", world.people["chair"])
    assert states(decision) == [("approved", "approved")] * 2

    decision = numbered(decision, world.people["secretary"])
    assert (decision.state, states(decision)) == ("issued", [("granted", "awarded")] * 2)
    year = timezone.localdate().year
    assert [award.book_line for award in decision.awards.order_by("book_number")] == [f"01/{year}", f"02/{year}"]
    assert [line.move for line in Line.objects.of(decision)] == ["issue", "sign", "submit", "put-in", "draw-up"]


def test_nothing_reaches_the_units_until_the_decision_is_issued(world: World) -> None:
    nominations = ready(world)
    decision, head = signed(office_of(world), *nominations), world.people["head"]
    told = Notice.objects.filter(user=head, key__startswith="khen-thuong-")
    assert (told.count(), Award.objects.visible_to(head).count()) == (0, 0)
    assert {one.badge_for(head).word for one in Nomination.objects.filter(pk__in=[one.pk for one in nominations])} == {"Đang xét"}

    numbered(decision, world.people["secretary"])
    assert (Award.objects.visible_to(head).count(), Award.objects.visible_to(world.people["stranger"]).count()) == (2, 0)
    notice = told.get()
    assert notice.subject.startswith("Quyết định số 41/QĐ-UBND")
    assert nominations[0].name in notice.body


def test_what_is_refused_is_told_with_its_reason_once_the_decision_is_issued(world: World) -> None:
    decision = approved(office_of(world), *ready(world))
    refused = decision.awards.latest("pk")
    move_award(refused, "refuse", by=world.people["chair"], reason="Trùng thành tích.")
    decision = move_decision(decision, "sign", by=world.people["chair"])
    assert [row for row in states(decision) if row[0] == "refused"] == [("refused", "passed")]

    decision = numbered(decision, world.people["secretary"])
    assert sorted(states(decision)) == [("granted", "awarded"), ("refused", "refused")]
    assert "không khen thưởng. Lý do: Trùng thành tích." in Notice.objects.get(user=world.people["head"], key__startswith="khen-thuong-").body


def test_a_refused_nomination_that_went_another_way_holds_up_no_paper(world: World) -> None:
    decision = approved(office_of(world), *ready(world, 1), sudden(world))
    refused = decision.awards.get(nomination__kind=Kind.SUDDEN)
    move_award(refused, "refuse", by=world.people["chair"], reason="Chưa rõ.")
    decision = move_decision(decision, "sign", by=world.people["chair"])
    move_nomination(refused.nomination, "return", by=world.people["secretary"], reason="Bổ sung.")
    decision = numbered(decision, world.people["secretary"])
    assert sorted(states(decision)) == [("granted", "awarded"), ("refused", "returned")]


def test_numbers_of_the_golden_book_go_on_from_decision_to_decision(world: World) -> None:
    office = office_of(world)
    first, second = issued(office, *ready(world), number="41"), issued(office, *ready(world), number="42")
    assert [award.book_number for award in Award.objects.filter(decision__in=[first, second]).order_by("pk")] == [1, 2, 3, 4]


def test_the_book_of_each_year_begins_with_one(world: World) -> None:
    office, year = office_of(world), timezone.localdate().year
    issued(office, *ready(world, 1), number="99", dated=date(year - 1, 12, 30))
    issued(office, *ready(world, 1), number="01")
    assert [award.book_line for award in Award.objects.order_by("pk")] == [f"01/{year - 1}", f"01/{year}"]


def test_submitting_again_opens_all_marks_and_replaces_the_submission(world: World) -> None:
    one, two, three = ready(world, 3)
    decision, chair = approved(office_of(world), one, two, three), world.people["chair"]
    move_award(Award.objects.get(nomination=two), "refuse", by=chair, reason="Không.")
    move_award(Award.objects.get(nomination=three), "return", by=chair, reason="Xem lại.")
    decision = move_decision(decision, "return", by=chair, reason="Thiếu hồ sơ.")
    assert Notice.objects.get(user=world.people["secretary"], key__contains="tra-lai").body.endswith("Lý do: Thiếu hồ sơ.")
    old = decision.submission
    decision = move_decision(decision, "submit", by=world.people["secretary"])
    assert {state for state, _ in states(decision)} == {"proposed"}
    assert old is not None
    old.refresh_from_db()
    assert (old.state, old.end_reason, decision.submission != old) == ("withdrawn", "Thay bằng tờ trình lập lại.", True)


def test_a_submission_that_was_issued_stays_as_it_is(world: World) -> None:
    decision, secretary = submitted(office_of(world), *ready(world, 1)), world.people["secretary"]
    assert decision.submission is not None
    issue(decision.submission, "number", by=secretary, number="07", dated=timezone.localdate(), order_is_right=False)
    decision = move_decision(move_decision(decision, "take-back", by=secretary), "submit", by=secretary)
    assert sorted(OutgoingPaper.objects.filter(kind="to-trinh").values_list("state", flat=True)) == ["approved", "issued"]


@pytest.mark.parametrize("withdrawn", [True, False])
def test_what_was_signed_is_recalled_before_it_has_a_number(world: World, withdrawn: bool) -> None:
    one = sudden(world)
    decision, chair = approved(office_of(world), *ready(world, 1, name="Nguyễn Văn Thành"), one, *ready(world, 1, name="Lê Văn Rớt")), world.people["chair"]
    move_award(decision.awards.get(name="Lê Văn Rớt"), "refuse", by=chair, reason="Không.")
    decision = move_decision(decision, "sign", by=chair)
    paper = decision.paper
    assert paper is not None
    if withdrawn:  # on the page of the paper, before
        move_paper(paper, "withdraw", by=world.people["secretary"], reason="Sai.")
    decision = move_decision(decision, "recall", by=chair, reason="Sai tên.")
    paper.refresh_from_db()
    assert (decision.state, decision.paper, decision.decided_by, paper.state) == ("returned", None, None, "withdrawn")
    assert sorted(states(decision)) == [("approved", "appraised"), ("approved", "passed"), ("refused", "passed")]
    decision = move_decision(decision, "submit", by=world.people["secretary"])
    mark_many(decision.awards.all(), "approve", by=chair)
    decision = numbered(move_decision(decision, "sign", by=chair), world.people["secretary"])
    assert {state for state, _ in states(decision)} == {"granted"}


def test_what_has_a_number_is_not_recalled(world: World) -> None:
    decision = signed(office_of(world), *ready(world, 1))
    assert decision.paper is not None
    details = {"number": "41", "dated": timezone.localdate(), "order_is_right": True}
    move_paper(decision.paper, "number", by=world.people["secretary"], **details)
    with pytest.raises(MoveRefused, match="đã có số"):
        move_decision(decision, "recall", by=world.people["chair"], reason="Sai.")


def test_a_name_that_no_paper_prints_is_refused_in_words(world: World) -> None:
    decision = drawn_up(office_of(world), *ready(world, 1))
    decision.awards.update(name="Nguyễn Văn 漢")
    with pytest.raises(MoveRefused, match="漢"):
        move_decision(decision, "submit", by=world.people["secretary"])


def shown_to(user: User, paper: OutgoingPaper) -> str:
    page: str = signed_in(user).get(paper.get_absolute_url()).content.decode()
    return page


@pytest.mark.parametrize("move", ["number", "insert"])
def test_no_decision_bears_a_date_before_the_chair_signed_it(world: World, move: str) -> None:
    decision, secretary = signed(office_of(world), *ready(world, 1)), world.people["secretary"]
    today = timezone.localdate()
    assert decision.paper is not None
    with pytest.raises(MoveRefused, match="Xin ghi từ ngày ký trở đi"):
        move_paper(
            decision.paper, move, by=secretary, reason="Chèn.", number="41" if move == "number" else "41a", dated=today - timedelta(1), order_is_right=True
        )
    client = signed_in(secretary)
    assert "Tờ trình chưa có số" in client.get(decision.get_absolute_url()).content.decode()
    words = "Tờ trình của quyết định này chưa có số. Xin cấp số cho Tờ trình trước quyết định."
    assert [words in shown_to(who, decision.paper) for who in (secretary, world.people["chair"])] == [True, False]
    assert decision.submission is not None
    assert words not in shown_to(secretary, decision.submission)
    move_paper(decision.submission, "number", by=secretary, number="40", dated=today - timedelta(1), order_is_right=True)  # other papers may
    assert "Tờ trình chưa có số" not in client.get(decision.get_absolute_url()).content.decode()
    assert words not in shown_to(secretary, decision.paper)


def test_when_all_is_refused_the_chair_ends_it_and_the_units_are_told(world: World) -> None:
    decision, chair = submitted(office_of(world), *ready(world, 1)), world.people["chair"]
    with pytest.raises(MoveRefused, match="mọi trường hợp đều không được duyệt"):
        move_decision(decision, "conclude", by=chair)
    mark_many(decision.awards.all(), "refuse", by=chair, reason="Chưa đủ thành tích.")
    decision = move_decision(decision, "conclude", by=chair)
    assert states(decision) == [("refused", "refused")]
    assert decision.submission is not None
    assert (decision.paper, OutgoingPaper.objects.get(pk=decision.submission.pk).state) == (None, "withdrawn")
    assert "không khen thưởng. Lý do: Chưa đủ thành tích." in Notice.objects.get(user=world.people["head"], key__contains="ban-hanh").body
    assert Notice.objects.filter(user=world.people["secretary"], key__contains="ket-thuc").exists() is True
    nomination = decision.awards.get().nomination
    assert (nomination.badge_for(world.people["head"]).word, Line.objects.of(nomination)[0].reason) == ("Không khen thưởng", "Chưa đủ thành tích.")


@pytest.mark.parametrize("move", ["close", "vote-again"])
def test_what_the_council_voted_down_is_closed_or_voted_again_after_the_meeting(world: World, move: str) -> None:
    secretary, head = world.people["secretary"], world.people["head"]
    nomination = move_nomination(appraised(make_nomination(world.unit, head), secretary), "fail", by=None)
    meeting = Meeting.objects.create(unit=world.ward, title="Họp", held_at=timezone.now(), place="UBND", state="open", size=9)
    vote_for(meeting, nomination)
    with pytest.raises(MoveRefused, match="chưa kết thúc"):
        move_nomination(nomination, move, by=secretary, reason="Chưa đủ phiếu.")
    Meeting.objects.filter(pk=meeting.pk).update(state="closed", closed_at=timezone.now())
    moved = move_nomination(nomination, move, by=secretary, reason="Chưa đủ phiếu.")
    told = Notice.objects.filter(user=head, body__contains="Lý do: Chưa đủ phiếu.")
    expected = {"close": ("refused", "Không khen thưởng", True), "vote-again": ("appraised", "Đang xét", False)}
    assert (moved.state, moved.badge_for(head).word, told.exists()) == expected[move]


def test_what_those_above_decided_is_entered_and_told(world: World) -> None:
    secretary, head = world.people["secretary"], world.people["head"]
    nomination = appraised(make_nomination(world.unit, head, honour="bang-khen-cap-tinh"), secretary)
    nomination = move_nomination(nomination, "route", by=secretary)
    with pytest.raises(MoveRefused, match="Xin ghi số, ngày"):
        move_nomination(nomination, "award-above", by=secretary)
    url = reverse("nomination-move", args=[nomination.pk, "award-above"])
    signed_in(secretary).post(url, {"number": "88/QĐ-UBND", "dated": "05/11/2026", "issuer": "Chủ tịch UBND tỉnh Thái Nguyên"})
    nomination.refresh_from_db()
    assert (nomination.state, nomination.badge_for(head).word) == ("above", "Cấp trên đã khen thưởng")
    told = "Quyết định số 88/QĐ-UBND ngày 05/11/2026 của Chủ tịch UBND tỉnh Thái Nguyên"
    assert Line.objects.of(nomination)[0].reason == told
    assert Notice.objects.filter(user=head, body__contains=told).count() == 1


def test_no_second_vote_while_another_nomination_for_the_same_stands(world: World) -> None:
    secretary, head = world.people["secretary"], world.people["head"]
    failed = move_nomination(appraised(make_nomination(world.unit, head, name="Trần Văn Lại"), secretary), "fail", by=None)
    appraised(make_nomination(world.unit, head, name="Trần Văn Lại"), secretary)
    with pytest.raises(MoveRefused, match="cùng thành tích này"):
        move_nomination(failed, "vote-again", by=secretary, reason="Xem lại.")


@pytest.mark.parametrize(
    ("meetings", "voted", "named", "proposer"),
    [
        (1, 2, True, "Hội đồng Thi đua - Khen thưởng phường Bách Quang"),
        (2, 2, False, "Hội đồng Thi đua - Khen thưởng phường Bách Quang"),
        (1, 1, False, "Thường trực Hội đồng Thi đua - Khen thưởng phường Bách Quang"),
        (1, 0, False, "Thường trực Hội đồng Thi đua - Khen thưởng phường Bách Quang"),
    ],
)
def test_the_council_is_named_only_where_it_passed_all_of_them(world: World, meetings: int, voted: int, named: bool, proposer: str) -> None:
    nominations = ready(world, 2)
    held = [Meeting.objects.create(unit=world.ward, title=f"Họp {number}", held_at=timezone.now(), place="UBND") for number in range(meetings)]
    for place, nomination in enumerate(nominations[:voted]):
        vote_for(held[place % meetings], nomination)
    decision = submitted(office_of(world), *nominations)
    assert (decision.meeting == held[0]) is named
    awards = awards_of(decision)
    bases = decision_document(decision, awards, world.people["chair"], TODAY).bases
    assert bases[-1] == f"Theo đề nghị của {proposer}"
    assert any("họp Hội đồng" in base for base in bases) is named
    proposal = submission_document(decision, awards, world.people["secretary"], TODAY)
    assert proposal.blocks[0].text.startswith(f"{proposer} kính trình")
    assert ("THƯỜNG TRỰC" in proposal.signature.authority[0]) is (voted < 2)


def test_the_meeting_is_that_of_what_the_chair_approved(world: World) -> None:
    one, other = ready(world, 2)
    meeting = Meeting.objects.create(unit=world.ward, title="Họp", held_at=timezone.now(), place="UBND")
    vote_for(meeting, one)
    decision, chair = submitted(office_of(world), one, other), world.people["chair"]
    move_award(decision.awards.get(nomination=other), "return", by=chair, reason="Xem lại.")
    move_award(decision.awards.get(nomination=one), "approve", by=chair)
    assert (decision.meeting, move_decision(decision, "sign", by=chair).meeting) == (None, meeting)


def vote_for(meeting: Meeting, nomination: Nomination) -> None:
    counted = {"state": "closed", "agree": 9, "disagree": 0, "invalid": 0, "base": 9, "needed": 5, "has_passed": True}
    Ballot.objects.create(meeting=meeting, nomination=nomination, **counted)
