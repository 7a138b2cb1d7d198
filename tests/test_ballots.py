"""Voting: who may, how it is counted and measured, and what a killed process leaves."""

from typing import Any

import pytest
from django.db import connection, transaction

from awards.ballot_workflow import move_ballot, open_all
from awards.ballots import cast, counted, enter_written, missing
from awards.meeting_workflow import move_meeting
from awards.meetings import set_attendance
from awards.models import Attendance, Ballot, BallotPaper, Meeting, Nomination, Voter
from awards.recusals import recuse
from awards.thresholds import share_of
from emulation.history.models import Line
from emulation.people.models import User
from emulation.workflow import MoveRefused
from tests.councils import appraised_here, attend, begun, fresh, make_council, make_meeting, make_member, open_ballot, put_on_agenda, vote
from tests.world import World

pytestmark = pytest.mark.django_db


def people(world: World) -> list[User]:
    return [world.people[who] for who in ("chair", "secretary", "council")]


def closed(ballot: Ballot, world: World, move: str = "close", **details: Any) -> Ballot:
    return move_ballot(ballot, move, by=world.people["secretary"], reason="Đã hết giờ.", **details)


def result(ballot: Ballot) -> tuple[Any, ...]:
    return ballot.agree, ballot.disagree, ballot.invalid, ballot.needed, ballot.base, ballot.has_passed


@pytest.mark.parametrize(("percent", "whole", "least"), [(80, 9, 8), (80, 10, 8), (80, 5, 4), (67, 9, 7), (100, 3, 3), (1, 9, 1), (90, 11, 10)])
def test_a_share_of_all_is_rounded_up(percent: int, whole: int, least: int) -> None:
    assert share_of(percent, whole) == least


@pytest.mark.parametrize("is_secret", [True, False])
def test_votes_are_counted_when_the_ballot_closes_and_the_nomination_passes(world: World, is_secret: bool) -> None:
    make_council(world)
    ballot = open_ballot(world, is_secret=is_secret)
    vote(ballot, *zip(people(world), ["agree", "disagree", "agree"], strict=True))
    assert result(fresh(ballot)) == (None,) * 6
    assert result(closed(ballot, world)) == (2, 1, 0, 2, 3, True)
    assert Nomination.objects.get(pk=ballot.nomination_id).state == "passed"
    assert (BallotPaper.objects.count(), Voter.objects.exclude(choice="").count()) == ((3, 0) if is_secret else (0, 3))


def test_without_a_majority_the_nomination_fails(world: World) -> None:
    make_council(world)
    ballot = open_ballot(world)
    vote(ballot, *zip(people(world), ["agree", "disagree", "disagree"], strict=True))
    assert result(closed(ballot, world)) == (1, 2, 0, 2, 3, False)
    assert Nomination.objects.get(pk=ballot.nomination_id).state == "failed"


@pytest.mark.parametrize(("agreeing", "passes"), [(4, True), (3, False)])
def test_a_title_of_the_base_needs_four_fifths_of_all_members(world: World, agreeing: int, passes: bool) -> None:
    members = make_council(world, more=2)
    ballot = open_ballot(world, appraised_here(world, "chien-si-thi-dua-co-so"))
    vote(ballot, *((member.user, "agree" if place < agreeing else "disagree") for place, member in enumerate(members) if member.user))
    assert result(closed(ballot, world)) == (agreeing, 5 - agreeing, 0, 4, 5, passes)


@pytest.mark.parametrize(("majority_of_all", "measured"), [(False, (2, 0, 0, 2, 2, True)), (True, (2, 0, 0, 3, 4, False))])
def test_a_simple_majority_is_of_those_who_take_part_unless_the_regulation_says_all(world: World, majority_of_all: bool, measured: tuple[Any, ...]) -> None:
    members = make_council(world, more=1)
    meeting = make_meeting(world.ward, world.people["secretary"], majority_of_all=majority_of_all, quorum=50)
    ballot = put_on_agenda(meeting, [appraised_here(world)], world.people["secretary"])[0]
    begun(meeting, world.people["secretary"], absent=members[2:])
    ballot = move_ballot(ballot, "open", by=world.people["secretary"])
    vote(ballot, *((user, "agree") for user in people(world)[:2]))
    assert result(closed(ballot, world)) == measured


def test_a_ballot_closes_only_when_all_have_voted_or_with_a_reason(world: World) -> None:
    make_council(world)
    ballot = open_ballot(world)
    vote(ballot, (world.people["chair"], "agree"))
    with pytest.raises(MoveRefused, match=r"^Còn 2 người chưa bỏ phiếu: Trần Thị Thư, Phạm Văn Đồng\."):
        closed(ballot, world)
    assert result(closed(ballot, world, "close-early")) == (1, 0, 0, 2, 3, False)


def test_nobody_votes_twice_on_paper_from_outside_or_after_the_end(world: World) -> None:
    make_council(world)
    ballot = open_ballot(world)
    vote(ballot, (world.people["chair"], "agree"))
    with pytest.raises(MoveRefused, match=r"^Ông/bà đã bỏ phiếu\. "):
        cast(ballot, by=world.people["chair"], choice="disagree")
    with pytest.raises(MoveRefused, match=r"^Ông/bà không tham gia"):
        cast(ballot, by=world.people["head"], choice="agree")
    assert [paper.choice for paper in ballot.papers.all()] == ["agree"]
    closed(ballot, world, "close-early")
    with pytest.raises(MoveRefused, match=r"chưa mở hoặc đã kết thúc"):
        cast(ballot, by=world.people["council"], choice="agree")
    on_paper = open_ballot(world, is_on_paper=True)
    with pytest.raises(MoveRefused, match=r"bằng phiếu giấy"):
        cast(on_paper, by=world.people["council"], choice="agree")


def test_what_was_counted_from_paper_is_entered_with_the_written_opinions(world: World) -> None:
    members = make_council(world, more=1)
    secretary = world.people["secretary"]
    meeting = make_meeting(world.ward, secretary)
    ballot = put_on_agenda(meeting, [appraised_here(world)], secretary, is_on_paper=True)[0]
    ballot = move_ballot(Ballot.objects.get(pk=ballot.pk, meeting=begun(meeting, secretary, written=[members[3]])), "open", by=secretary)
    papers = {"agree": 1, "disagree": 1, "invalid": 1}
    with pytest.raises(MoveRefused, match=r"^Chưa nhập ý kiến bằng văn bản của Ủy Viên Số 0\."):
        closed(ballot, world, "count", **papers)
    enter_written(ballot, members[3], choice="disagree", by=secretary)
    enter_written(ballot, members[3], choice="agree", by=secretary)  # a slip of the pen is mended
    with pytest.raises(MoveRefused, match=r"^Có 4 phiếu nhưng chỉ 3 thành viên có mặt"):
        closed(ballot, world, "count", **papers | {"agree": 2})
    with pytest.raises(MoveRefused, match=r"^Chỉ có 2 phiếu mà 3 thành viên có mặt .* đánh dấu “Số phiếu thu về ít hơn số người có mặt, đã đếm lại”"):
        closed(ballot, world, "count", **papers | {"invalid": 0})
    for move in ("close", "close-early"):
        with pytest.raises(MoveRefused, match=r"bỏ phiếu giấy"):
            closed(ballot, world, move)
    assert result(closed(ballot, world, "count", **papers)) == (2, 1, 1, 3, 4, False)
    assert [line.reason for line in Line.objects.of(ballot).filter(move="written")] == ["Ủy Viên Số 0"] * 2


def test_counts_are_not_typed_for_a_ballot_on_devices(world: World) -> None:
    make_council(world)
    with pytest.raises(MoveRefused, match=r"hệ thống tự đếm"):
        closed(open_ballot(world), world, "count", agree=3, disagree=0, invalid=0)


def test_only_who_is_absent_gives_a_written_opinion(world: World) -> None:
    members = make_council(world)
    ballot = open_ballot(world)
    with pytest.raises(MoveRefused, match=r"không cho ý kiến bằng văn bản"):
        enter_written(ballot, members[2], choice="agree", by=world.people["secretary"])


def test_a_recused_secretary_enters_neither_opinions_nor_counts(world: World) -> None:
    members, secretary = make_council(world, more=1), world.people["secretary"]
    meeting = make_meeting(world.ward, secretary)
    ballot = put_on_agenda(meeting, [appraised_here(world)], secretary, is_on_paper=True)[0]
    recuse(ballot, members[1], reason="Vợ của người được đề nghị", by=secretary)
    begun(meeting, secretary, written=[members[3]])
    ballot = move_ballot(fresh(ballot), "open", by=secretary)
    with pytest.raises(MoveRefused, match=r"^Ông/bà không tham gia nội dung này nên không nhập ý kiến được"):
        enter_written(ballot, members[3], choice="agree", by=secretary)
    enter_written(ballot, members[3], choice="agree", by=world.people["chair"])
    with pytest.raises(MoveRefused, match=r"^Ông/bà không tham gia nội dung này nên không nhập kết quả được"):
        closed(ballot, world, "count", agree=2, disagree=0, invalid=0)
    assert result(move_ballot(ballot, "count", by=world.people["chair"], agree=2, disagree=0, invalid=0)) == (3, 0, 0, 2, 3, True)


def test_a_ballot_that_is_void_forgets_its_votes(world: World) -> None:
    make_council(world)
    ballot = open_ballot(world)
    vote(ballot, (world.people["chair"], "agree"))
    again = closed(ballot, world, "void")
    assert (again.state, BallotPaper.objects.count(), Voter.objects.count()) == ("waiting", 0, 0)
    assert [str(member) for member in missing(move_ballot(again, "open", by=world.people["chair"]))] == ["Dương Thị Lưu", "Trần Thị Thư", "Phạm Văn Đồng"]


def test_a_ballot_opens_in_an_open_meeting_with_a_quorum_for_members_with_accounts(world: World) -> None:
    members, secretary = make_council(world), world.people["secretary"]
    without = make_member(world.ward, secretary)
    meeting = make_meeting(world.ward, secretary)
    ballot = put_on_agenda(meeting, [appraised_here(world)], secretary)[0]
    with pytest.raises(MoveRefused, match=r"^Cuộc họp chưa bắt đầu"):
        move_ballot(ballot, "open", by=secretary)
    meeting = begun(meeting, secretary)
    with pytest.raises(MoveRefused, match=f"^{without} chưa có tài khoản"):
        move_ballot(ballot, "open", by=secretary)
    attend(meeting, secretary, absent=members[1:])
    with pytest.raises(MoveRefused, match=r"có mặt 2/4, cần ít nhất 3 \(67%\)"):
        move_ballot(ballot, "open", by=secretary)


def test_a_nomination_that_was_taken_back_is_not_voted_on(world: World) -> None:
    make_council(world)
    meeting = make_meeting(world.ward, world.people["secretary"])
    ballot = put_on_agenda(meeting, [appraised_here(world)], world.people["secretary"])[0]
    begun(meeting, world.people["secretary"])
    Nomination.objects.update(state="returned")
    with pytest.raises(MoveRefused, match=r"“Trả lại” nên không bỏ phiếu được"):
        move_ballot(ballot, "open", by=world.people["secretary"])


def test_a_nomination_is_voted_on_in_one_meeting_at_a_time(world: World) -> None:
    make_council(world)
    first = open_ballot(world)
    other = begun(make_meeting(world.ward, world.people["secretary"]), world.people["secretary"])
    second = Ballot.objects.create(meeting=other, nomination=first.nomination)
    with pytest.raises(MoveRefused, match=r"đang được bỏ phiếu ở cuộc họp khác"):
        move_ballot(second, "open", by=world.people["secretary"])


def test_all_waiting_ballots_open_together_or_none(world: World) -> None:
    make_council(world)
    secretary = world.people["secretary"]
    meeting = make_meeting(world.ward, secretary)
    ballots = put_on_agenda(meeting, [appraised_here(world), appraised_here(world)], secretary)
    begun(meeting, secretary)
    Nomination.objects.filter(pk=ballots[1].nomination_id).update(state="returned")
    with pytest.raises(MoveRefused):
        open_all(Meeting.objects.get(pk=meeting.pk), by=secretary)
    assert [ballot.state for ballot in Ballot.objects.all()] == ["waiting", "waiting"]
    Nomination.objects.update(state="appraised")
    assert open_all(Meeting.objects.get(pk=meeting.pk), by=secretary) == 2


def test_who_has_voted_does_not_leave_an_open_ballot(world: World) -> None:
    members, secretary = make_council(world), world.people["secretary"]
    ballot = open_ballot(world)
    vote(ballot, (world.people["council"], "agree"))
    with pytest.raises(MoveRefused, match=r"^Phạm Văn Đồng đã bỏ phiếu trong lượt đang mở"):
        attend(ballot.meeting, secretary, absent=[members[2]])
    set_attendance(ballot.meeting, {members[1].pk: Attendance.How.WRITTEN}, by=secretary)
    assert [str(member) for member in missing(ballot)] == ["Dương Thị Lưu", "Trần Thị Thư"]


def test_the_meeting_does_not_end_while_a_ballot_is_open(world: World) -> None:
    make_council(world)
    ballot = open_ballot(world)
    with pytest.raises(MoveRefused, match=r"^Còn 1 lượt bỏ phiếu đang mở"):
        move_meeting(ballot.meeting, "close", by=world.people["chair"])


@pytest.mark.parametrize("is_secret", [True, False])
@pytest.mark.parametrize("statement", ['INSERT INTO "awards_voter"', 'DELETE FROM "awards_ballotpaper"', 'INSERT INTO "awards_ballotpaper"'])
def test_a_process_killed_between_two_writes_leaves_no_half_vote(world: World, is_secret: bool, statement: str) -> None:
    make_council(world)
    ballot = open_ballot(world, is_secret=is_secret)
    vote(ballot, (world.people["chair"], "agree"))
    before = counted(ballot)

    def killed(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        done = execute(sql, params, many, context)
        if sql.startswith(statement):
            raise SystemExit
        return done

    with connection.execute_wrapper(killed):
        try:
            with transaction.atomic():
                cast(ballot, by=world.people["council"], choice="disagree")
        except SystemExit:
            assert (counted(ballot), ballot.voters.count()) == (before, 1)
        else:
            assert (is_secret, "ballotpaper" in statement) == (False, True)  # an open vote writes no secret one
