"""Pages of posted lists: what anybody reads of them and how a comment is sent; what the office does with lists and comments."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards import posting_lists
from awards.comment_forms import TRAP
from awards.comments import OVER, answer_comment
from awards.models import Comment, Kind, Nomination, Posting
from awards.posting_lists import posting_papers, posting_table, print_posting, start_list
from awards.posting_workflow import move_posting
from awards.views import public_postings
from emulation.jobs.kinds import JobRefused
from emulation.jobs.models import Job
from emulation.jobs.running import run
from tests.awarding import accept, honour
from tests.councils import appraised_here
from tests.postings import closed, commented, posted
from tests.test_access import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db
PRIVATE = {"birth_year": 1971, "details": "Số 12, ngõ 3", "achievement": "Hiến 50 m² đất."}


@pytest.fixture
def posting(world: World) -> Posting:
    return posted(world.ward, world.people["secretary"], appraised_here(world, name="Nguyễn Thị Mận", **PRIVATE))


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_anybody_reads_name_unit_and_honour_and_no_more(posting: Posting) -> None:
    listed, page = text_of(Client(), reverse("public-posting-list")), text_of(Client(), posting.public_url)
    assert posting.title in listed
    assert all(words in page for words in ("Nguyễn Thị Mận", "TDP Bá Vân 1", "Giấy khen", "noindex"))
    assert [words for words in map(str, PRIVATE.values()) if words in page] == []


def test_the_address_may_be_typed_in_small_letters(posting: Posting) -> None:
    assert Client().get(posting.public_url.lower()).status_code == 200
    assert Client().get(reverse("public-posting", args=["22222222"])).status_code == 404


@pytest.mark.parametrize("how", ["over", "cancelled"])
def test_no_name_is_public_once_it_is_over(posting: Posting, world: World, how: str) -> None:
    if how == "over":
        closed(posting)
    else:
        move_posting(posting, "cancel", by=world.people["secretary"], reason="Sai tên bà Mận.")
    said = {"over": "Đã hết thời gian lấy ý kiến", "cancelled": "đã hủy công khai"}[how]
    page = text_of(Client(), posting.public_url)
    assert (said in page, "Mận" in page, "Gửi ý kiến" in page) == (True, False, False)
    assert posting.title not in text_of(Client(), reverse("public-posting-list"))
    assert Client().post(posting.public_url, {"text": "Muộn."}).status_code == 200
    assert Comment.objects.count() == 0


def test_a_comment_gets_a_receipt_and_is_shown_to_nobody_outside(posting: Posting, world: World) -> None:
    client = Client()
    page = text_of(client, f"{posting.public_url}?ve=1")
    assert "Về <b>1. Nguyễn Thị Mận</b>" in page
    response = client.post(posting.public_url, {"position": "1", "text": "Chưa nộp quỹ.", "sender": "Bà Xóm", "contact": "0912"})
    comment = Comment.objects.get()
    assert response["Location"] == reverse("public-comment", args=[posting.code, comment.shown_receipt])
    assert comment.row == posting.rows.get()
    receipt = text_of(client, response["Location"])
    assert (comment.shown_receipt in receipt, "Chưa xem xét" in receipt) == (True, True)
    for page in (receipt, text_of(client, posting.public_url)):
        assert [words for words in ("Chưa nộp quỹ.", "Bà Xóm", "0912") if words in page] == []


def test_a_comment_may_be_about_the_whole_list(posting: Posting) -> None:
    Client().post(posting.public_url, {"text": "Danh sách thiếu người."})
    assert Comment.objects.get().row is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"sender": "Bà Xóm"}, "Xin ghi mục này."),
        ({"text": "a" * 2001}, "chỉ được tối đa 2.000"),
        ({"text": "Có.", "position": "9"}, "Danh sách không có số thứ tự 9."),
        ({"text": "Mua hàng.", TRAP: "http://example.org"}, "Không gửi được ý kiến này."),
    ],
)
def test_what_is_wrong_with_a_comment_is_told_and_nothing_kept(posting: Posting, given: dict[str, str], said: str) -> None:
    response = Client().post(posting.public_url, given)
    assert (response.status_code, said in response.content.decode(), Comment.objects.count()) == (200, True, 0)


def test_the_words_of_a_comment_are_kept_when_the_list_closes_meanwhile(posting: Posting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Posting, "is_open", True)
    closed(posting)
    page = Client().post(posting.public_url, {"text": "Gửi đúng lúc hết giờ."}).content.decode()
    assert (OVER in page, "Gửi đúng lúc hết giờ." in page, Comment.objects.count()) == (True, True, 0)


def test_one_address_sends_only_so_many_comments(posting: Posting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_postings, "COMMENTS", {"comment": "2/h/ip"})
    answers = [Client().post(posting.public_url, {"text": f"Lần {number}."}).status_code for number in range(3)]
    assert (answers, Comment.objects.count()) == ([302, 302, 429], 2)


@pytest.mark.parametrize("asked", ["abc", "99999", "123456", "7", "", "²"])
def test_a_row_that_is_not_there_means_the_whole_list(posting: Posting, asked: str) -> None:
    assert "Về cả danh sách." in text_of(Client(), f"{posting.public_url}?ve={asked}")


def test_rows_are_found_by_name(posting: Posting) -> None:
    assert "Nguyễn Thị Mận" in text_of(Client(), f"{posting.public_url}?tim=man")
    assert "Không có dòng nào như vậy." in text_of(Client(), f"{posting.public_url}?tim=khong")


def test_the_secretary_posts_what_waits_of_a_campaign(world: World) -> None:
    secretary = world.people["secretary"]
    accept(world.registration, secretary)
    nomination = appraised_here(world, kind=Kind.MOVEMENT, campaign=world.campaign)
    client = signed_in(secretary)
    address = reverse("posting-add-campaign", args=[world.ward.pk, world.campaign.pk])
    assert address in text_of(client, reverse("posting-choose", args=[world.ward.pk]))
    assert nomination.name in text_of(client, address)
    response = client.post(address, {"title": "Danh sách năm nay", "honour": honour().pk})
    posting = Posting.objects.get()
    assert (response["Location"], posting.campaign, posting.title) == (posting.get_absolute_url(), world.campaign, "Danh sách năm nay")
    assert "Không có đề nghị nào chờ công khai." in text_of(client, address)
    assert "Không có trường hợp nào để công khai." in client.post(address, {"title": "Lần nữa"}).content.decode()


def test_the_secretary_posts_what_waits_without_a_campaign(world: World) -> None:
    nomination, client = appraised_here(world), signed_in(world.people["secretary"])
    address = reverse("posting-add", args=[world.ward.pk])
    assert address in text_of(client, reverse("posting-choose", args=[world.ward.pk]))
    client.post(address, {"title": "Công trạng"})
    assert Posting.objects.get().rows.get().nomination == nomination


def test_a_comment_off_the_page_is_written_down_and_answered(posting: Posting, world: World) -> None:
    client, today = signed_in(world.people["secretary"]), f"{timezone.localdate():%d/%m/%Y}"
    given: dict[str, Any] = {"channel": "paper", "received_on": today, "position": "1", "text": "Có đơn."}
    assert client.post(reverse("comment-add", args=[posting.pk]), given)["Location"] == posting.get_absolute_url()
    comment = Comment.objects.get()
    assert (comment.channel, comment.row, comment.recorded_by) == ("paper", posting.rows.get(), world.people["secretary"])
    answered = client.post(reverse("comment-answer", args=[comment.pk]), {"answer": "Đã xác minh, không đúng."})
    assert answered["Location"] == posting.get_absolute_url()
    assert "Đã xác minh, không đúng." in text_of(client, posting.get_absolute_url())


@pytest.mark.parametrize(("days", "said"), [(1, "Ngày nhận ở sau hôm nay."), (-1, "Ngày nhận phải từ")])
def test_a_day_that_cannot_be_is_told(posting: Posting, world: World, days: int, said: str) -> None:
    given = {"channel": "phone", "received_on": f"{timezone.localdate() + timedelta(days=days):%d/%m/%Y}", "text": "Có."}
    page = signed_in(world.people["secretary"]).post(reverse("comment-add", args=[posting.pk]), given).content.decode()
    assert (said in page, Comment.objects.count()) == (True, 0)


SENDER, WORDS = "Bà Hàng Xóm", "Hộ này chưa nộp quỹ."


@pytest.mark.parametrize("who", ["secretary", "chair", "council", "administrator", "superior"])
def test_the_office_reads_comments_and_only_secretary_and_chair_who_sent_them(posting: Posting, world: World, who: str) -> None:
    commented(posting)
    page = text_of(signed_in(world.people[who]), posting.get_absolute_url())
    assert (WORDS in page, SENDER in page) == (True, who in ("secretary", "chair"))


def test_a_head_reads_comments_on_his_units_own_list_without_their_senders_and_without_the_offices_changes(world: World) -> None:
    nomination = appraised_here(world)
    posting = posted(world.unit, world.people["head"], nomination)
    commented(posting)
    Nomination.objects.filter(pk=nomination.pk).update(hold_reason="Có đơn.")
    pages = {who: text_of(signed_in(world.people[who]), posting.get_absolute_url()) for who in ("head", "secretary")}
    assert {who: (WORDS in page, SENDER in page, "tạm dừng xét" in page) for who, page in pages.items()} == {
        "head": (True, False, False),
        "secretary": (True, True, True),
    }


def test_comments_stand_on_the_nominations_page_for_the_office_and_not_for_the_unit(posting: Posting, world: World) -> None:
    commented(posting)
    nomination = posting.rows.get().nomination
    assert nomination is not None
    pages = {who: text_of(signed_in(world.people[who]), nomination.get_absolute_url()) for who in ("secretary", "council", "head")}
    assert {who: WORDS in page for who, page in pages.items()} == {"secretary": True, "council": True, "head": False}


def test_who_holds_the_receipt_reads_what_was_found_and_nobody_else_outside(posting: Posting, world: World) -> None:
    comment = commented(posting)
    receipt = reverse("public-comment", args=[posting.code, comment.shown_receipt])
    promise = "Xin giữ mã này hoặc địa chỉ trang này để xem kết quả xem xét."
    assert promise in text_of(Client(), receipt)
    form = reverse("comment-answer", args=[comment.pk])
    assert "Người có ý kiến đọc được bằng mã biên nhận" in text_of(signed_in(world.people["secretary"]), form)
    answer_comment(comment, "Đã xác minh, không đúng.", by=world.people["secretary"])
    found = text_of(Client(), receipt)
    assert ("Đã xác minh, không đúng." in found, "Phường Bách Quang trả lời lúc" in found, promise in found) == (True, True, False)
    assert (WORDS in found, SENDER in found, "Đã xác minh" in text_of(Client(), posting.public_url)) == (False, False, False)


def test_a_list_is_cancelled_with_a_reason(posting: Posting, world: World) -> None:
    client, address = signed_in(world.people["secretary"]), reverse("posting-move", args=[posting.pk, "cancel"])
    assert "Xin ghi rõ lý do" in client.post(address).content.decode()
    assert client.post(address, {"reason": "Sai tiêu đề."})["Location"] == posting.get_absolute_url()
    assert client.post(reverse("posting-move", args=[posting.pk, "khac"])).status_code == 404


def test_the_list_with_what_came_of_it_names_no_sender(posting: Posting, world: World) -> None:
    commented(posting)
    Comment.objects.update(answer="Đã xác minh.", answered_by=world.people["secretary"], answered_at=timezone.now())
    second = Comment(posting=posting, text="Thiếu người.", received_on=timezone.localdate())
    second.save()
    rows = list(posting_table(posting).rows)
    assert rows == [
        (1, "Nguyễn Thị Mận", "TDP Bá Vân 1", "Giấy khen", 1, WORDS, "Đã xác minh."),
        (None, "Về cả danh sách", None, None, 1, "Thiếu người.", ""),
    ]
    (paper,) = posting_papers(posting)
    assert [table.rows for table in paper.tables] == [
        (("1", "Nguyễn Thị Mận", "TDP Bá Vân 1", "Giấy khen", f"{WORDS}\nKết quả: Đã xác minh."),),
        (("1", f"{timezone.localdate():%d/%m/%Y}", "Thiếu người.", "Chưa xem xét"),),
    ]
    assert (paper.made_by, paper.authority, paper.signer_name) == ("Trần Thị Thư", "TM. Ủy ban nhân dân", "Dương Thị Lưu")


def test_a_groups_list_is_signed_by_its_head_and_says_where_nobody_commented(world: World) -> None:
    (paper,) = posting_papers(posted(world.unit, world.people["head"]))
    assert (paper.letterhead, paper.authority, paper.signer_name) == (("UBND phường Bách Quang", "Tổ dân phố Bá Vân 1"), "Tổ trưởng", "Nguyễn Thị Hòa")
    assert [table.rows[0][4] for table in paper.tables] == ["Không có ý kiến"]


def test_the_list_is_printed_as_background_work(posting: Posting, world: World) -> None:
    client = signed_in(world.people["secretary"])
    response = client.post(reverse("posting-pdf", args=[posting.pk]))
    job = Job.objects.get(kind="print-posting")
    assert response["Location"] == job.get_absolute_url()
    run(job.pk)
    job.refresh_from_db()
    assert job.file_name == f"Danh sách kèm kết quả lấy ý kiến - phường Bách Quang {posting.closes_on:%d-%m-%Y}.pdf"
    assert client.get(reverse("job-file", args=[job.pk]))["Content-Type"] == "application/pdf"
    assert client.get(reverse("posting-xlsx", args=[posting.pk]))["Content-Type"].endswith("sheet")


def test_a_long_list_is_printed_in_parts_and_speaks_of_the_whole_in_the_last(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting_lists, "A_PART", 1)
    posting = posted(world.ward, world.people["secretary"], appraised_here(world), appraised_here(world))
    Comment(posting=posting, text="Thiếu người.", received_on=timezone.localdate()).save()
    papers = posting_papers(posting)
    assert [(paper.notes[-1], [len(table.rows) for table in paper.tables]) for paper in papers] == [("Phần 1/2", [1]), ("Phần 2/2", [1, 1])]
    job = start_list(posting, owner=world.people["secretary"])
    run(job.pk)
    job.refresh_from_db()
    assert job.outcome == "done"


def test_a_list_that_is_gone_is_not_printed() -> None:
    with pytest.raises(JobRefused):
        next(print_posting({"posting": 0}))


def test_the_paper_is_for_those_who_see_the_list(posting: Posting, world: World) -> None:
    job = start_list(posting, owner=world.people["secretary"])
    assert {who for who in ("secretary", "head") if signed_in(world.people[who]).get(job.get_absolute_url()).status_code == 200} == {"secretary"}


def test_guessing_codes_and_receipts_is_slowed_down(posting: Posting) -> None:
    receipts = [reverse("public-comment", args=[posting.code, f"2222-22{number:02}"]) for number in range(11)]
    lists = [reverse("public-posting", args=[f"2222-22{number:02}"]) for number in range(10)]
    assert [Client().get(url).status_code for url in (*receipts, *lists)] == [404] * 20 + [429]
    assert Client().get(posting.public_url).status_code == 429
    assert Client(REMOTE_ADDR="10.0.0.9").get(posting.public_url).status_code == 200
