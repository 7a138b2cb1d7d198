"""The minutes of a meeting and of counting: what they say, as PDF before and after the chair approves them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.ballot_workflow import move_ballot
from awards.ballots import enter_written
from awards.meeting_workflow import move_meeting
from awards.meetings import keep_notes
from awards.minutes import AGREED, MinutesKind, approve_minutes, minutes_of
from awards.models import Meeting, Post
from awards.recusals import recuse
from emulation.history.models import Line
from emulation.issuing.workflow import move_paper
from emulation.papers.document import Document, Level
from emulation.workflow import MoveRefused
from tests.councils import appraised_here, begun, fresh, make_council, make_meeting, make_member, put_on_agenda, vote
from tests.pages import links, messages
from tests.test_home import home_of
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(world: World) -> Meeting:
    """Ended: a secret ballot with a written opinion, an open one with somebody recused, and one that nobody voted on."""
    people = world.people
    secretary = people["secretary"]
    members = make_council(world, more=1)
    planned = make_meeting(world.ward, secretary, title="Xét khen thưởng năm 2026")
    secret, shown = (
        put_on_agenda(planned, [appraised_here(world, name=name)], secretary, is_secret=is_secret)[0]
        for name, is_secret in (("Lê Thị Kín", True), ("Lê Văn Hở", False))
    )
    recuse(shown, members[0], reason="Là anh ruột", by=secretary)
    begun(planned, secretary, written=[members[3]])
    for ballot in (secret, shown):
        move_ballot(fresh(ballot), "open", by=secretary)
        enter_written(ballot, members[3], choice="disagree", by=secretary)
    vote(secret, *((people[who], "agree") for who in ("chair", "secretary", "council")))
    vote(shown, (people["secretary"], "agree"), (people["council"], "agree"))
    for ballot in (secret, shown):
        move_ballot(fresh(ballot), "close", by=secretary)
    put_on_agenda(planned, [appraised_here(world, name="Lê Thị Chờ")], secretary)
    keep_notes(planned, "Chủ tịch phát biểu.\n\nMọi người nhất trí.", by=secretary)
    return move_meeting(Meeting.objects.get(pk=planned.pk), "close", by=secretary)


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def test_the_minutes_say_who_was_there_what_was_said_and_how_it_went(meeting: Meeting) -> None:
    document = minutes_of(meeting, MinutesKind.MEETING)
    assert (document.symbol, document.letterhead) == ("BB-HĐTĐKT", ("UBND phường Bách Quang", "Hội đồng Thi đua - Khen thưởng"))
    assert document.left_signature is not None
    assert (document.left_signature.authority, document.left_signature.name) == (("THƯ KÝ",), "Trần Thị Thư")
    assert (document.signature.authority, document.signature.name) == (("CHỦ TỌA",), "Dương Thị Lưu")
    said = lines(document)
    assert "Thành phần tham dự: có mặt 3/4 thành viên Hội đồng, gồm:" in said
    assert "Vắng mặt, cho ý kiến bằng văn bản: Ủy Viên Số 0." in said
    assert said[said.index("Xét khen thưởng năm 2026") + 1 :][:2] == ["Chủ tịch phát biểu.", "Mọi người nhất trí."]
    assert "Không tham gia biểu quyết về Giấy khen: Lê Văn Hở (TDP Bá Vân 1): Dương Thị Lưu (là anh ruột)." in said
    table = next(block for block in document.blocks if block.level == Level.TABLE)
    assert [row[2:] for row in table.rows] == [
        ("3", "1", "0", "3/4 (75%)", "Thông qua"),
        ("2", "1", "0", "2/3 (66,6%)", "Thông qua"),
        ("–", "–", "–", "–", "Chưa biểu quyết"),
    ]


def test_the_minutes_of_counting_name_who_wrote_or_voted_openly_and_nobody_else(meeting: Meeting) -> None:
    said = lines(minutes_of(meeting, MinutesKind.COUNTING))
    secret, shown = said.index("Giấy khen: Lê Thị Kín (TDP Bá Vân 1)"), said.index("Giấy khen: Lê Văn Hở (TDP Bá Vân 1)")
    assert said[secret + 1 : shown] == [
        "Bỏ phiếu kín trên máy; tổng số thành viên Hội đồng: 4;",
        "Số phiếu phát ra: 3; số phiếu thu về: 3, ngoài ra 1 ý kiến bằng văn bản;",
        "Đồng ý: 3; không đồng ý: 1; không hợp lệ: 0;",
        "Ý kiến bằng văn bản: không đồng ý: Ủy Viên Số 0;",
        "Người kết thúc bỏ phiếu để hệ thống đếm: Trần Thị Thư;",
        "3/4 phiếu đồng ý (75%), cần ít nhất 3/4, quá nửa số thành viên tham gia biểu quyết: thông qua.",
    ]
    assert said[shown + 2] == "Không tham gia biểu quyết: Dương Thị Lưu (là anh ruột);"
    assert said[shown + 5 : shown + 7] == [
        "Ý kiến bằng văn bản: không đồng ý: Ủy Viên Số 0;",
        "Biểu quyết công khai: đồng ý: Phạm Văn Đồng, Trần Thị Thư;",
    ]
    assert sum("Phiếu kín bỏ trên máy không ghi người bỏ phiếu" in line for line in said) == 1
    assert all("Lê Thị Chờ" not in line for line in said)


def test_minutes_of_counting_paper_do_not_speak_of_the_machine_and_say_who_counted(world: World) -> None:
    secretary = world.people["secretary"]
    make_council(world)
    held = make_meeting(world.ward, secretary)
    ballot = put_on_agenda(held, [appraised_here(world)], secretary, is_on_paper=True)[0]
    begun(held, secretary)
    move_ballot(move_ballot(fresh(ballot), "open", by=secretary), "count", by=secretary, agree=2, disagree=0, invalid=0, is_fewer=True)
    said = lines(minutes_of(move_meeting(Meeting.objects.get(pk=held.pk), "close", by=secretary), MinutesKind.COUNTING))
    assert {"Số phiếu phát ra: 3; số phiếu thu về: 2;", "Người nhập kết quả đếm phiếu: Trần Thị Thư;"} <= set(said)
    assert all("máy" not in line and "Ý kiến bằng văn bản" not in line for line in said)


def test_the_minutes_begin_when_the_meeting_was_opened_and_never_after_its_end(world: World) -> None:
    make_council(world)
    secretary, planned = world.people["secretary"], timezone.now()
    late = begun(make_meeting(world.ward, secretary, held_at=planned), secretary)
    late = move_meeting(late, "close", by=secretary, at=planned + timedelta(hours=2))
    opening = Line.objects.of(late).filter(move="open")

    def begins() -> str:
        return lines(minutes_of(late, MinutesKind.MEETING))[0]

    def said(at: datetime) -> str:
        return f"Thời gian bắt đầu: {timezone.localtime(at):%H giờ %M phút, ngày %d tháng %m năm %Y}."

    Line.objects.filter(pk__in=opening.values("pk")).update(at=planned + timedelta(minutes=20))
    assert begins() == said(planned + timedelta(minutes=20))
    Line.objects.filter(pk__in=opening.values("pk")).delete()
    assert begins() == said(planned)
    late.held_at = planned + timedelta(days=1)
    assert begins() == said(planned + timedelta(hours=2))


def test_minutes_say_that_they_were_agreed_to_only_where_the_chair_vouches_for_it(client: Client, world: World, meeting: Meeting) -> None:
    assert AGREED not in lines(minutes_of(meeting, MinutesKind.MEETING))
    client.force_login(world.people["chair"])
    for kind, posted in (("hop", {"was_read": "on"}), ("kiem-phieu", {})):
        client.post(reverse("meeting-approve", args=[meeting.pk, kind]), posted)
    meeting.refresh_from_db()
    assert meeting.minutes is not None
    assert meeting.counting is not None
    assert (AGREED in str(meeting.minutes.content), AGREED in str(meeting.counting.content)) == (True, False)


def test_minutes_of_a_meeting_without_a_chair_or_votes_have_blanks(world: World) -> None:
    secretary = world.people["secretary"]
    make_member(world.ward, secretary, world.people["council"])
    absent = make_member(world.ward, secretary, post=Post.VICE_CHAIR)
    held = begun(make_meeting(world.ward, secretary, quorum=50), secretary, absent=[absent])
    held = move_meeting(held, "close", by=secretary)
    said = lines(minutes_of(held, MinutesKind.MEETING))
    assert {f"Vắng mặt: {absent}.", "Chủ trì (chủ tọa): ….", "Cuộc họp không biểu quyết nội dung nào."} <= set(said)
    assert "Cuộc họp không bỏ phiếu nội dung nào." in lines(minutes_of(held, MinutesKind.COUNTING))
    assert minutes_of(held, MinutesKind.MEETING).signature.name == ""


def test_the_chair_approves_the_minutes_once_unless_they_are_taken_back(client: Client, world: World, meeting: Meeting) -> None:
    client.force_login(world.people["chair"])
    url = reverse("meeting-minutes", args=[meeting.pk, "hop"])
    assert client.get(url).content.startswith(b"%PDF")
    answer = client.post(f"{url}duyet/", follow=True)
    assert messages(answer) == ["Đã duyệt biên bản họp. Biên bản chờ cấp số và ngày."]
    paper = Meeting.objects.get(pk=meeting.pk).minutes
    assert paper is not None
    assert (paper.state, paper.symbol, answer.redirect_chain) == ("approved", "BB-HĐTĐKT", [(paper.get_absolute_url(), 302)])
    assert (paper.get_absolute_url(), paper.named) in links(client.get(meeting.get_absolute_url()), ".//section")
    assert client.get(url).content.startswith(b"%PDF")
    assert messages(client.post(f"{url}duyet/", follow=True)) == ["Biên bản họp đã duyệt rồi."]
    with pytest.raises(MoveRefused, match=r"^Biên bản họp đã duyệt nên không sửa diễn biến"):
        keep_notes(meeting, "Khác.", by=world.people["secretary"])
    client.force_login(world.people["secretary"])
    notes = reverse("meeting-notes", args=[meeting.pk])
    assert "Biên bản họp đã duyệt" in client.post(notes, {"notes": "Khác."}).content.decode()
    move_paper(paper, "withdraw", by=world.people["secretary"], reason="Sai tên.")
    approve_minutes(meeting, MinutesKind.MEETING, by=world.people["chair"])
    approve_minutes(meeting, MinutesKind.COUNTING, by=world.people["chair"])


def test_the_chairs_first_page_offers_the_minutes_that_wait_for_approval(client: Client, world: World, meeting: Meeting) -> None:
    def offered(who: str = "chair") -> list[tuple[str, str]]:
        return [link for link in links(home_of(client, world.people[who]), ".//section//li") if link[0] == meeting.get_absolute_url()]

    row = [(meeting.get_absolute_url(), f"Biên bản {kind}: Xét khen thưởng năm 2026") for kind in ("họp", "kiểm phiếu")]
    button = (meeting.get_absolute_url(), "Xem, duyệt")
    assert offered() == [row[0], button, row[1], button]
    assert (offered("secretary"), offered("other_chair")) == ([], [])
    paper = approve_minutes(meeting, MinutesKind.MEETING, by=world.people["chair"])
    assert offered() == [row[1], button]
    approve_minutes(meeting, MinutesKind.COUNTING, by=world.people["chair"])
    assert offered() == []
    move_paper(paper, "withdraw", by=world.people["secretary"], reason="Sai tên.")
    assert offered() == [row[0], button]


def test_the_first_page_asks_for_no_minutes_of_counting_where_nobody_voted(client: Client, world: World) -> None:
    make_council(world)
    secretary = world.people["secretary"]
    held = begun(make_meeting(world.ward, secretary, title="Góp ý quy chế"), secretary)
    assert "Góp ý quy chế" not in home_of(client, world.people["chair"]).content.decode()
    move_meeting(held, "close", by=secretary)
    words = [link[1] for link in links(home_of(client, world.people["chair"]), ".//section//li")]
    assert [one for one in words if "Góp ý quy chế" in one] == ["Biên bản họp: Góp ý quy chế"]


def test_minutes_of_no_kind_are_not_there_and_of_a_running_meeting_not_approved(client: Client, world: World, meeting: Meeting) -> None:
    client.force_login(world.people["chair"])
    assert client.get(f"{meeting.get_absolute_url()}bien-ban/khac/").status_code == 404
    Meeting.objects.filter(pk=meeting.pk).update(state="open", closed_at=None)
    with pytest.raises(MoveRefused, match=r"^Cuộc họp chưa kết thúc"):
        approve_minutes(meeting, MinutesKind.MEETING, by=world.people["chair"])


def test_another_wards_chair_does_not_approve(client: Client, world: World, meeting: Meeting) -> None:
    make_member(world.ward, world.people["secretary"], world.people["other_chair"])
    begun(make_meeting(world.ward, world.people["secretary"]), world.people["secretary"])
    seat: Any = world.people["other_chair"].council_seats.get()
    seat.attendances.update(meeting=meeting)  # sits here as a guest, and so sees the meeting
    client.force_login(world.people["other_chair"])
    assert client.post(reverse("meeting-approve", args=[meeting.pk, "hop"])).status_code == 403
    assert client.post(reverse("meeting-open-ballots", args=[meeting.pk])).status_code == 403


def test_what_cannot_be_printed_is_said(client: Client, world: World, meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(place="漢")
    client.force_login(world.people["chair"])
    url = reverse("meeting-minutes", args=[meeting.pk, "hop"])
    assert messages(client.get(url, follow=True))[0].startswith("Không in được biên bản")
    assert "漢" in messages(client.post(f"{url}duyet/", follow=True))[0]


def test_minutes_of_open_votes_alone_say_nothing_of_secret_ones(world: World) -> None:
    secretary = world.people["secretary"]
    make_council(world)
    held = make_meeting(world.ward, secretary)
    ballot = put_on_agenda(held, [appraised_here(world)], secretary, is_secret=False)[0]
    begun(held, secretary)
    ballot = move_ballot(fresh(ballot), "open", by=secretary)
    move_ballot(ballot, "close-early", by=secretary, reason="Hết giờ.")
    said = lines(minutes_of(move_meeting(held, "close", by=secretary), MinutesKind.COUNTING))
    assert [line for line in said if "Phiếu kín" in line] == []
