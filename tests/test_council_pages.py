"""The pages of the council: its seats, meetings and ballots as secretary, chair and members use them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.ballot_workflow import move_ballot
from awards.models import Attendance, Ballot, CouncilMember, Meeting, Recusal
from awards.recusals import recuse
from emulation.people.models import User
from tests.councils import appraised_here, attend, begun, fresh, make_council, make_meeting, make_member, open_ballot, put_on_agenda, vote
from tests.pages import errors, form_data, links, messages, page, texts, words_of
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(client: Client, world: World) -> Client:
    client.force_login(world.people["secretary"])
    return client


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(browser: Client, url: str, **typed: Any) -> Any:
    return browser.post(url, form_data(browser.get(url)) | typed, follow=True)


def test_the_secretary_seats_amends_and_ends_members(secretary: Client, world: World) -> None:
    add, council = reverse("council-member-add", args=[world.ward.pk]), reverse("council-list")
    assert "Chưa ghi thành phần Hội đồng." in words_of(secretary.get(council))
    typed = {"full_name": "Dương Thị Lưu", "title": "Chủ tịch UBND", "post": "chair", "user": world.people["chair"].pk, "decision": "QĐ 15", "field": "Chung"}
    assert messages(send(secretary, add, **typed, starts_on="05/01/2026")) == ["Đã lưu: Dương Thị Lưu, Chủ tịch Hội đồng."]
    member = CouncilMember.objects.get()
    assert (member.unit, member.user, str(member.starts_on)) == (world.ward, world.people["chair"], "2026-01-05")
    page = secretary.get(council)
    assert texts(page, ".//tbody/tr/td")[0] == "Chủ tịch Hội đồng"
    assert errors(send(secretary, add, full_name="Người Hai", post="chair", decision="QĐ 15", starts_on="05/01/2026")) == [
        "Dương Thị Lưu đang là Chủ tịch Hội đồng trong thời gian này. Xin kết thúc nhiệm vụ đó trước."
    ]
    edit, end = (reverse(f"council-member-{what}", args=[member.pk]) for what in ("edit", "end"))
    send(secretary, edit, field="Kinh tế", post="vice-chair")
    assert CouncilMember.objects.get().field == "Kinh tế"
    assert errors(send(secretary, end, ends_on="01/01/2026", decision="QĐ 16")) == ["Ngày cuối cùng: Ngày kết thúc phải sau ngày bắt đầu."]
    assert messages(send(secretary, end, ends_on="30/06/2026", decision="QĐ 16")) == ["Dương Thị Lưu là thành viên Hội đồng đến hết ngày 30/06/2026."]
    assert errors(send(secretary, end, ends_on="30/06/2026", decision="QĐ 16")) == ["Nhiệm vụ này đã kết thúc rồi."]
    assert errors(send(secretary, edit, starts_on="01/07/2026")) == ["Từ ngày: Nhiệm vụ này đã kết thúc trước ngày đó."]
    assert texts(secretary.get(council), ".//section[@class='panel']/ul/li/p")[0] == "Dương Thị Lưu, Phó Chủ tịch Hội đồng"
    assert secretary.get(reverse("council-member-add", args=[world.unit.pk])).status_code == 404  # a residential group has no council


def test_a_meeting_is_planned_changed_and_gets_its_agenda(secretary: Client, world: World) -> None:
    make_council(world)
    nomination = appraised_here(world)
    today = timezone.localdate()
    typed = {"title": "Họp xét khen cuối năm", "held_on": f"{today:%d/%m/%Y}", "held_time": "08:00", "place": "Phòng họp"}
    answer = send(secretary, reverse("meeting-add", args=[world.ward.pk]), **typed)
    meeting = Meeting.objects.get()
    assert messages(answer) == ["Đã lưu cuộc họp và mời các thành viên. Xin đưa các đề nghị vào nội dung họp."]
    assert f"{timezone.localtime(meeting.held_at):%H:%M %Y-%m-%d}" == f"08:00 {today}"
    edit, agenda = (reverse(f"meeting-{what}", args=[meeting.pk]) for what in ("edit", "agenda"))
    assert errors(send(secretary, edit, held_time="8 giờ kém")) == ["Lúc: Xin ghi giờ và phút, như 14:05."]
    send(secretary, edit, place="Hội trường", heads_recused="on", held_time="14h05")
    assert Meeting.objects.get().heads_recused is True
    assert f"{timezone.localtime(Meeting.objects.get().held_at):%H:%M}" == "14:05"
    ticks = [len(page(secretary.get(agenda, asked)).findall(".//input[@checked][@name='nominations']")) for asked in ({}, {"chon": "khong"})]
    assert ticks == [1, 0]
    assert messages(secretary.post(agenda, {"nominations": [nomination.pk], "manner": "open-paper"}, follow=True)) == ["Đã đưa 1 đề nghị vào nội dung họp."]
    assert Ballot.objects.get().manner == "Biểu quyết công khai, thư ký đếm"
    assert "Không có đề nghị nào đã thẩm định." in words_of(secretary.get(agenda))
    list_page = secretary.get(reverse("meeting-list"))
    assert links(list_page, ".//ul[@class='rows']") == [(meeting.get_absolute_url(), "Họp xét khen cuối năm")]
    Meeting.objects.update(state="cancelled")
    assert errors(send(secretary, edit)) == ["Cuộc họp đã bắt đầu hoặc đã hủy nên không sửa được nữa."]
    other = appraised_here(world)
    assert errors(secretary.post(agenda, {"nominations": [other.pk], "manner": "secret"})) == [
        "Cuộc họp đã kết thúc hoặc đã hủy nên không thêm nội dung được nữa."
    ]


def test_attendance_and_notes_are_kept_on_their_pages(secretary: Client, world: World) -> None:
    meeting = make_meeting(world.ward, world.people["secretary"])
    attendance, notes = (reverse(f"meeting-{what}", args=[meeting.pk]) for what in ("attendance", "notes"))
    assert "Hội đồng chưa có thành viên nào trong ngày họp." in words_of(secretary.get(attendance))
    members = make_council(world)
    meeting = make_meeting(world.ward, world.people["secretary"])
    attendance, notes = (reverse(f"meeting-{what}", args=[meeting.pk]) for what in ("attendance", "notes"))
    typed = {f"member-{member.pk}": "present" for member in members}
    assert messages(send(secretary, attendance, **typed)) == ["Đã lưu điểm danh."]
    assert Attendance.objects.filter(meeting=meeting, how="present").count() == 3
    assert messages(send(secretary, notes, notes="Nhất trí.")) == ["Đã lưu diễn biến cuộc họp."]
    term = world.people["secretary"].terms.get()
    assert texts(secretary.get(meeting.get_absolute_url()), ".//ol[@class='history']/li/p[3]") == [f"{term.user}, {term}"] * 3
    Meeting.objects.update(state="cancelled")
    assert errors(send(secretary, attendance)) == ["Cuộc họp đã kết thúc hoặc đã hủy nên không sửa điểm danh được nữa."]


def test_before_the_roll_is_called_nobody_is_told_to_be_absent(secretary: Client, world: World) -> None:
    def roll(meeting: Meeting) -> set[str]:
        return {one.split(": ")[1] for one in texts(secretary.get(meeting.get_absolute_url()), ".//ul[@class='plain']/li") if ": " in one}

    members, by = make_council(world), world.people["secretary"]
    meeting = make_meeting(world.ward, by)
    assert roll(meeting) == {"chưa điểm danh"}
    attend(meeting, by, absent=members[:1])
    assert roll(meeting) == {"có mặt", "vắng"}
    Attendance.objects.filter(meeting=meeting).update(how="absent")
    Meeting.objects.filter(pk=meeting.pk).update(state="open", size=3)
    assert roll(meeting) == {"vắng"}


def test_the_meeting_is_moved_by_buttons_and_says_why_not(secretary: Client, world: World) -> None:
    make_council(world)
    meeting = make_meeting(world.ward, world.people["secretary"])
    url = meeting.get_absolute_url()
    refused = secretary.post(f"{url}viec/open/")
    assert messages(refused) == ["Chưa đủ số thành viên dự họp: có mặt 0/3, cần ít nhất 3 (67%). Xin điểm danh trước."]
    assert secretary.post(f"{url}viec/fly/").status_code == 404
    ballots = put_on_agenda(meeting, [appraised_here(world), appraised_here(world)], world.people["secretary"])
    begun(meeting, world.people["secretary"])
    opened = secretary.post(reverse("meeting-open-ballots", args=[meeting.pk]), follow=True)
    assert messages(opened) == ["Đã mở 2 lượt bỏ phiếu."]
    assert texts(opened, ".//section[@class='task']/h2") == ["2 phiếu chờ ông/bà bỏ"]
    for ballot in ballots:
        move_ballot(fresh(ballot), "void", by=world.people["chair"], reason="Mất điện.")
    Meeting.objects.update(quorum=100)
    Attendance.objects.filter(member__user=world.people["chair"]).update(how="absent")
    assert messages(secretary.post(reverse("meeting-open-ballots", args=[meeting.pk]), follow=True))[0].startswith("Chưa đủ số thành viên")
    assert messages(secretary.post(f"{url}viec/close/", follow=True)) == ["Đã kết thúc họp."]


def test_a_member_votes_on_one_ballot_after_the_other(world: World) -> None:
    make_council(world)
    first = open_ballot(world, appraised_here(world, name="Lê Thị Một"))
    second = open_ballot(world, appraised_here(world, name="Lê Thị Hai"), meeting=Meeting.objects.get(pk=first.meeting_id))
    member = as_(world.people["council"])
    assert links(member.get("/"), ".//section[@aria-labelledby='cho-1']//li/p[1]") == [
        (first.vote_url, "Giấy khen: Lê Thị Một"),
        (second.vote_url, "Giấy khen: Lê Thị Hai"),
    ]
    assert texts(member.get(first.vote_url), ".//details[@name='phieu']/summary") == ["✓ Đồng ý", "✗ Không đồng ý"]
    assert texts(member.post(first.vote_url, {"choice": "khác"}), ".//h1") == ["Bỏ phiếu: Lê Thị Một"]
    disagree = form_data(member.get(first.vote_url), ".//details[2]/form")
    given = member.post(first.vote_url, disagree, follow=True)
    assert (disagree["choice"], first.papers.get().choice) == ("0", "disagree")
    assert (messages(given), given.redirect_chain) == (["Đã bỏ phiếu: Lê Thị Một. Còn 1 phiếu."], [(second.vote_url, 302)])
    last = member.post(second.vote_url, {"choice": "1"}, follow=True)
    assert (messages(last), last.redirect_chain) == (["Đã bỏ phiếu: Lê Thị Hai."], [(second.vote_url, 302)])
    done = "Đã bỏ phiếu. Kết quả hiện ở trang cuộc họp sau khi kiểm phiếu."
    assert texts(last, ".//p[@class='note success']")[-1] == done
    again = member.post(second.vote_url, {"choice": "1"}, follow=True)
    assert messages(again) == ["Ông/bà đã bỏ phiếu. Mỗi thành viên chỉ bỏ phiếu một lần."]
    assert texts(member.get(second.vote_url), ".//details[@name='phieu']") == []
    assert "Phiếu chờ ông/bà bỏ" not in words_of(member.get("/"))
    assert as_(world.people["administrator"]).get(first.vote_url).status_code == 404


@pytest.mark.parametrize(
    ("state", "is_on_paper", "told"),
    [
        ("waiting", False, "Chưa đến lượt bỏ phiếu nội dung này."),
        ("open", True, "Nội dung này biểu quyết tại cuộc họp, không bỏ phiếu trên máy."),
        ("open", False, "Ông/bà chưa được điểm danh có mặt. Xin báo thư ký."),
        ("closed", False, "Đã kiểm phiếu."),
    ],
)
def test_a_member_who_cannot_vote_reads_why(world: World, state: str, is_on_paper: bool, told: str) -> None:
    members = make_council(world)
    secretary = world.people["secretary"]
    meeting = make_meeting(world.ward, secretary, quorum=50)
    ballot = put_on_agenda(meeting, [appraised_here(world)], secretary, is_on_paper=is_on_paper)[0]
    begun(meeting, secretary, absent=[members[2]])
    if state != "waiting":
        move_ballot(fresh(ballot), "open", by=secretary)
    if state == "closed":
        move_ballot(fresh(ballot), "close-early", by=secretary, reason="Hết giờ.")
    assert texts(as_(world.people["council"]).get(ballot.vote_url), ".//p[@class='note info']")[0] == told


def test_the_secretary_prepares_a_ballot(secretary: Client, world: World) -> None:
    members = make_council(world)
    ballot = put_on_agenda(make_meeting(world.ward, world.people["secretary"]), [appraised_here(world)], world.people["secretary"])[0]
    manner, add = (reverse(f"ballot-{what}", args=[ballot.pk]) for what in ("manner", "recuse"))
    assert messages(send(secretary, manner, manner="open")) == ["Đã đổi hình thức biểu quyết."]
    assert "Biểu quyết công khai: sau khi kiểm phiếu" in words_of(secretary.get(ballot.get_absolute_url()))
    typed = {"member": str(members[0].pk), "reason": "Anh em"}
    assert messages(send(secretary, add, **typed)) == ["Dương Thị Lưu không tham gia biểu quyết."]
    off = reverse("ballot-lift", args=[Recusal.objects.get().pk])
    assert messages(send(secretary, off, reason="Nhầm")) == ["Dương Thị Lưu được tham gia biểu quyết."]
    remove = reverse("ballot-remove", args=[ballot.pk])
    begun(ballot.meeting, world.people["secretary"])
    move_ballot(fresh(ballot), "open", by=world.people["chair"])
    assert messages(send(secretary, manner, manner="secret"))[0].startswith("Đã bắt đầu bỏ phiếu")
    assert messages(secretary.post(remove, follow=True)) == ["Đã bắt đầu bỏ phiếu nên không rút khỏi nội dung họp được nữa."]
    move_ballot(fresh(ballot), "void", by=world.people["chair"], reason="Làm lại.")
    assert messages(secretary.post(remove, follow=True))[0].startswith("Đã rút khỏi nội dung họp")
    assert Ballot.objects.count() == 0


def test_the_office_sees_who_has_voted_and_closes_the_ballot(secretary: Client, world: World) -> None:
    members = make_council(world, more=1)
    meeting = make_meeting(world.ward, world.people["secretary"])
    ballot = put_on_agenda(meeting, [appraised_here(world)], world.people["secretary"])[0]
    begun(meeting, world.people["secretary"], written=[members[3]])
    url = ballot.get_absolute_url()
    assert messages(secretary.post(f"{url}viec/open/", follow=True)) == ["Đã bắt đầu bỏ phiếu."]
    vote(fresh(ballot), (world.people["chair"], "agree"), (world.people["council"], "agree"))
    page = secretary.get(url)
    assert "Chưa bỏ: Trần Thị Thư, Ủy Viên Số 0." in words_of(page)
    assert messages(secretary.post(f"{url}viec/close/"))[0].startswith("Còn 2 người chưa bỏ phiếu")
    assert secretary.post(f"{url}viec/fly/").status_code == 404
    write = reverse("ballot-written", args=[ballot.pk, members[3].pk])
    assert messages(send(secretary, write, choice="agree")) == ["Đã nhập ý kiến của Ủy Viên Số 0."]
    assert "– đã nhập; nhập lại thì thay" in words_of(secretary.get(url))
    vote(fresh(ballot), (world.people["secretary"], "disagree"))
    assert "Mọi người đã bỏ phiếu. Có thể kiểm phiếu." in words_of(secretary.get(url))
    closed = secretary.post(f"{url}viec/close/", follow=True)
    assert texts(closed, ".//dl[@class='figures']/div") == ["Đồng ý3", "Không đồng ý1", "Không hợp lệ0"]
    assert "3/4 phiếu đồng ý (75%), cần ít nhất 3/4, quá nửa số thành viên tham gia biểu quyết" in words_of(closed)


def test_what_was_counted_from_paper_is_typed_in(secretary: Client, world: World) -> None:
    make_council(world)
    ballot = open_ballot(world, is_on_paper=True)
    url = f"{ballot.get_absolute_url()}viec/count/"
    assert len(texts(secretary.post(url, {"agree": "2"}), ".//*[@class='invalid-feedback']")) == 2
    assert messages(secretary.post(url, {"agree": "4", "disagree": "0", "invalid": "0"}))[0].startswith("Có 4 phiếu nhưng chỉ 3")
    assert messages(secretary.post(url, {"agree": "2", "disagree": "1", "invalid": "0"}, follow=True)) == ["Đã nhập kết quả đếm phiếu."]
    assert (fresh(ballot).agree, fresh(ballot).has_passed) == (2, True)


def test_the_page_warns_before_the_vote_when_all_members_cannot_reach_the_threshold(secretary: Client, world: World) -> None:
    members = make_council(world, more=2)
    meeting = make_meeting(world.ward, world.people["secretary"], quorum=50)
    nominations = [appraised_here(world, "chien-si-thi-dua-co-so"), appraised_here(world)]
    title, plain = put_on_agenda(meeting, nominations, world.people["secretary"])
    for member in members[:2]:
        recuse(title, member, reason="Anh em", by=world.people["secretary"])
    warning = ".//p[@class='note warning']"
    assert texts(secretary.get(title.get_absolute_url()), warning) == [
        "Không thể đạt mức quy định: cần 4/5 phiếu đồng ý (từ 80% tổng số thành viên Hội đồng) mà 2 người không tham gia, "
        "nhiều nhất chỉ được 3 phiếu. Xin xem lại quy chế hoặc để cuộc họp khác."
    ]
    assert texts(secretary.get(plain.get_absolute_url()), warning) == []
    Recusal.objects.all().delete()
    assert texts(secretary.get(meeting.get_absolute_url()), warning) == []
    begun(meeting, world.people["secretary"], absent=members[3:])
    assert texts(secretary.get(meeting.get_absolute_url()), warning) == [
        "Với số người dự hiện nay không thể đạt mức quy định: cần 4/5 phiếu đồng ý, chỉ có 3 người tham gia. Người vắng có thể cho ý kiến bằng văn bản."
    ]


def test_a_head_who_sits_in_the_council_reaches_its_meetings_and_no_other(world: World) -> None:
    make_council(world)
    make_member(world.ward, world.people["secretary"], world.people["stranger"])
    ballot = open_ballot(world)
    head = as_(world.people["stranger"])
    assert links(head.get("/"), ".//section[@aria-labelledby='cho-1']")[0][0] == ballot.vote_url
    assert [head.get(url).status_code for url in (ballot.meeting.get_absolute_url(), ballot.get_absolute_url(), ballot.vote_url)] == [200] * 3
    assert as_(world.people["head"]).get(ballot.meeting.get_absolute_url()).status_code == 404
