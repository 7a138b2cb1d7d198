"""The council's seats, the plan, agenda and roll of its meetings, and who is recused."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from awards.council import end_seat, members_on, seat
from awards.meeting_workflow import move_meeting
from awards.meetings import add_to_agenda, candidates, change_manner, keep_notes, members_of, plan_meeting, set_attendance, take_off_agenda
from awards.models import Attendance, Ballot, CouncilMember, Meeting, Nomination, Post, Recusal
from awards.recusals import lift, recuse
from emulation.history.models import Line
from emulation.notices.models import Notice
from emulation.people.models import Role, User
from emulation.workflow import MoveRefused
from tests.councils import appraised_here, begun, fresh, make_council, make_meeting, make_member, open_ballot, put_on_agenda, vote
from tests.world import World, make_term

pytestmark = pytest.mark.django_db


def recused(ballot: Ballot) -> list[tuple[str, str]]:
    return [(str(one.member), one.reason) for one in ballot.recusals.order_by("pk")]


def test_members_sit_from_day_to_day_the_chair_first(world: World) -> None:
    secretary, today = world.people["secretary"], timezone.localdate()
    plain = make_member(world.ward, secretary, full_name="Một")
    chair = make_member(world.ward, secretary, post=Post.CHAIR, full_name="Hai")
    make_member(world.ward, secretary, starts_on=today + timedelta(days=1))
    assert members_on(world.ward, today) == [chair, plain]
    end_seat(plain, ends_on=today - timedelta(days=1), decision="QĐ 16", by=secretary)
    assert members_on(world.ward, today) == [chair]
    assert next(line.reason for line in Line.objects.of(plain)) == f"Một: hết ngày {today - timedelta(days=1):%d/%m/%Y}. QĐ 16"
    with pytest.raises(MoveRefused, match=r"đã kết thúc rồi"):
        end_seat(plain, ends_on=today, decision="QĐ 16", by=secretary)


def test_a_council_has_one_chair_and_an_account_one_seat_at_a_time(world: World) -> None:
    people, secretary = world.people, world.people["secretary"]
    make_member(world.ward, secretary, people["chair"], Post.CHAIR)
    with pytest.raises(MoveRefused, match=r"^Dương Thị Lưu đang là Chủ tịch Hội đồng"):
        make_member(world.ward, secretary, people["council"], Post.CHAIR)
    with pytest.raises(MoveRefused, match=r"^Dương Thị Lưu đang là"):
        make_member(world.ward, secretary, people["chair"], starts_on=date(2025, 1, 1))
    earlier = make_member(world.ward, secretary, people["chair"], Post.CHAIR, starts_on=date(2018, 1, 1), ends_on=date(2019, 12, 31))
    earlier.title = "Chủ tịch UBND"
    assert seat(earlier, by=secretary).title == "Chủ tịch UBND"
    with pytest.raises(IntegrityError), transaction.atomic():
        CouncilMember.objects.create(unit=world.ward, user=people["chair"], full_name="Ai", decision="QĐ", starts_on=date(2021, 1, 1))


def test_a_meeting_is_planned_with_its_roll_and_its_members_are_invited(world: World) -> None:
    members = make_council(world)
    without = make_member(world.ward, world.people["secretary"])
    meeting = make_meeting(world.ward, world.people["secretary"])
    assert members_of(meeting) == [*members, without]  # the secretary's post comes before plain members anyway
    assert set(Notice.objects.filter(key__startswith=f"meeting:{meeting.pk}:").values_list("user__username", flat=True)) == {"chu-tich", "thu-ky", "hoi-dong"}
    later = make_member(world.ward, world.people["secretary"])
    end_seat(without, ends_on=timezone.localdate() - timedelta(days=1), decision="QĐ", by=world.people["secretary"])
    plan_meeting(meeting, by=world.people["secretary"])
    assert members_of(meeting) == [*members, later]


def test_a_meeting_opens_with_a_quorum_and_keeps_how_many_members_there_are(world: World) -> None:
    empty = make_meeting(world.ward, world.people["secretary"])
    with pytest.raises(MoveRefused, match=r"^Hội đồng chưa có thành viên nào"):
        move_meeting(empty, "open", by=world.people["chair"])
    members, secretary = make_council(world), world.people["secretary"]
    meeting = make_meeting(world.ward, secretary)
    with pytest.raises(MoveRefused, match=r"có mặt 0/3, cần ít nhất 3 \(67%\)"):
        move_meeting(meeting, "open", by=secretary)
    assert begun(meeting, secretary).size == 3
    assert Notice.objects.filter(key=f"meeting:{meeting.pk}:open").count() == 3
    make_member(world.ward, secretary)
    assert (Meeting.objects.get(pk=meeting.pk).size, len(members_of(meeting))) == (3, len(members))


def test_only_appraised_nominations_of_the_place_and_campaign_come_onto_one_agenda(world: World) -> None:
    make_council(world)
    secretary = world.people["secretary"]
    here, held = appraised_here(world), appraised_here(world)
    Nomination.objects.filter(pk=held.pk).update(hold_reason="Đang có đơn thư.")
    meeting, other = make_meeting(world.ward, secretary), make_meeting(world.ward, secretary)
    assert list(candidates(meeting)) == [here]
    assert list(candidates(make_meeting(world.ward, secretary, campaign=world.campaign))) == []
    ballots = put_on_agenda(meeting, [here], secretary)
    assert list(candidates(meeting)) == list(candidates(other)) == []
    with pytest.raises(MoveRefused, match=r"^Có đề nghị vừa được đưa vào cuộc họp khác"):
        add_to_agenda(other, [here], is_secret=True, is_on_paper=False, by=secretary)
    take_off_agenda(ballots[0], by=secretary)
    assert list(candidates(other)) == [here]
    move_meeting(other, "cancel", by=secretary, reason="Hoãn.")
    with pytest.raises(MoveRefused, match=r"đã hủy nên không thêm"):
        add_to_agenda(other, [here], is_secret=True, is_on_paper=False, by=secretary)
    for change in (plan_meeting, lambda meeting, by: set_attendance(meeting, {}, by=by)):
        with pytest.raises(MoveRefused, match=r"đã hủy nên không sửa"):
            change(other, by=secretary)


def test_what_has_begun_stays_on_the_agenda_as_it_is(world: World) -> None:
    members, secretary = make_council(world), world.people["secretary"]
    waiting = put_on_agenda(make_meeting(world.ward, secretary), [appraised_here(world)], secretary)[0]
    change_manner(waiting, is_secret=False, is_on_paper=True, by=secretary)
    assert (fresh(waiting).manner, fresh(waiting).threshold) == ("Biểu quyết công khai, thư ký đếm", None)
    ballot = open_ballot(world)
    tries: list[Any] = [
        lambda: take_off_agenda(ballot, by=secretary),
        lambda: change_manner(ballot, is_secret=False, is_on_paper=True, by=secretary),
        lambda: recuse(ballot, members[0], reason="Vắng", by=secretary),
    ]
    for one in tries:
        with pytest.raises(MoveRefused, match=r"^Đã bắt đầu bỏ phiếu"):
            one()


def test_manners_are_told_in_words() -> None:
    manners = {Ballot(is_secret=secret, is_on_paper=paper).manner for secret in (True, False) for paper in (True, False)}
    assert len(manners) == 4


@pytest.mark.parametrize("name", ["Phạm Văn Đồng", "Ông Phạm Văn Đồng", "đồng chí PHẠM VĂN ĐỒNG "])
def test_the_nominee_is_recused_by_name(world: World, name: str) -> None:
    make_council(world)
    meeting = make_meeting(world.ward, world.people["secretary"])
    ballots = put_on_agenda(meeting, [appraised_here(world, name=name), appraised_here(world)], world.people["secretary"])
    assert [recused(ballot) for ballot in ballots] == [[("Phạm Văn Đồng", "Là người được đề nghị")], []]


def test_heads_of_the_nominating_unit_are_recused_where_the_regulation_says_so(world: World) -> None:
    make_council(world)
    secretary = world.people["secretary"]
    make_term(world.people["council"], world.unit, Role.HEAD)
    meeting = make_meeting(world.ward, secretary)
    ballot = put_on_agenda(meeting, [appraised_here(world)], secretary)[0]
    assert recused(ballot) == []
    meeting.heads_recused = True
    plan_meeting(meeting, by=secretary)
    assert recused(ballot) == [("Phạm Văn Đồng", "Đứng đầu đơn vị đề nghị")]
    lift(Recusal.objects.get(), reason="Không còn làm tổ trưởng", by=secretary)
    plan_meeting(meeting, by=secretary)
    assert recused(ballot) == []  # lifted by hand, it stays so
    meeting.heads_recused = False
    plan_meeting(meeting, by=secretary)
    assert recused(ballot) == []
    make_member(world.ward, secretary, world.people["head"])
    meeting.heads_recused = True
    plan_meeting(meeting, by=secretary)
    assert [name for name, _ in recused(ballot)] == ["Phạm Văn Đồng", "Nguyễn Thị Hòa"]


def test_recusals_are_added_and_lifted_by_hand_with_a_reason(world: World) -> None:
    members, secretary = make_council(world), world.people["secretary"]
    ballot = put_on_agenda(make_meeting(world.ward, secretary), [appraised_here(world)], secretary)[0]
    recuse(ballot, members[0], reason="Anh em ruột", by=secretary)
    with pytest.raises(MoveRefused, match=r"đã ở trong danh sách"):
        recuse(ballot, members[0], reason="Anh em ruột", by=secretary)
    recusal = Recusal.objects.get()
    lift(recusal, reason="Nhầm người", by=secretary)
    with pytest.raises(MoveRefused, match=r"^Đã bỏ khỏi danh sách rồi"):
        lift(recusal, reason="Nhầm người", by=secretary)
    assert [line.reason for line in Line.objects.of(ballot)] == ["Dương Thị Lưu: Nhầm người", "Dương Thị Lưu: Anh em ruột"]


def test_attendance_and_notes_are_written_down(world: World) -> None:
    members, secretary = make_council(world), world.people["secretary"]
    meeting = make_meeting(world.ward, secretary)
    set_attendance(meeting, {members[0].pk: Attendance.How.PRESENT, members[1].pk: Attendance.How.WRITTEN}, by=secretary)
    keep_notes(meeting, "Ý kiến của Chủ tịch.", by=secretary)
    lines = {line.move: line.reason for line in Line.objects.of(meeting)}
    assert (lines["attendance"], lines["notes"]) == ("Có mặt: 1; Vắng, cho ý kiến bằng văn bản: 1; Vắng: 1", "")
    assert str(Attendance.objects.get(meeting=meeting, member=members[0])) == "Dương Thị Lưu: Có mặt"


def test_records_of_a_meeting_name_themselves(world: World) -> None:
    members, secretary = make_council(world), world.people["secretary"]
    ballot = open_ballot(world)
    vote(ballot, (world.people["council"], "agree"))
    Recusal.objects.create(ballot=ballot, member=members[0], reason="Anh em")
    records = [ballot.meeting, ballot.recusals.get(), ballot.voters.get(), ballot.papers.get()]
    assert [str(record) for record in records] == [ballot.meeting.title, "Dương Thị Lưu: Anh em", "Phạm Văn Đồng", "Đồng ý"]
    assert set(Meeting.objects.visible_to(User(is_superuser=True))) == set(Meeting.objects.kept_by(secretary))
