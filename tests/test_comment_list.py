"""The comments on a posting as a list: searched, filtered, turned round and exported, without telling who sent one to who may not know."""

from datetime import timedelta

import pytest
from django.utils import timezone

from awards.comments import answer_comment, record_comment
from awards.models import Comment, Posting
from tests.councils import appraised_here
from tests.pages import exported, texts, words_of
from tests.postings import commented, posted
from tests.test_access import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(world: World) -> Posting:
    return posted(world.ward, world.people["secretary"], appraised_here(world, name="Nguyễn Thị Mận"))


def test_comments_are_searched_filtered_turned_round_and_exported_so(posting: Posting, world: World) -> None:
    answered, recent = commented(posting), commented(posting, text="Đề nghị xem lại mức đóng góp.")
    whole = record_comment(Comment(posting=posting, text="Danh sách đúng.", channel="phone", received_on=posting.opens_on), by=world.people["secretary"])
    answer_comment(answered, "Đã xác minh.", by=world.people["secretary"])
    Comment.objects.filter(pk=recent.pk).update(received_on=timezone.localdate() + timedelta(days=1))
    client, url = signed_in(world.people["secretary"]), posting.get_absolute_url()

    def found(**query: str) -> list[str]:
        """What the file says, which is what the page says."""
        said = [line[1] for line in exported(client.get(url, query | {"xuat": "xlsx"}))[1:]]
        assert texts(client.get(url, query), ".//ul[@class='rows']/li/p[1]") == said
        return said

    assert (found(tim="MUC dong"), found(tim=recent.shown_receipt)) == ([recent.text], [recent.text])
    assert (found(tim="man"), found(tim="hang xom")) == ([answered.text, recent.text], [])  # by the row, not by the sender
    assert (found(**{"tinh-trang": "roi"}), found(ve="ca-danh-sach"), found(nhan="phone")) == ([answered.text], [whole.text], [whole.text])
    assert found(**{"tinh-trang": "chua", "xep": "-ngay"}) == [recent.text, whole.text]
    said = words_of(client.get(url, {"tim": "khong ai"}))
    assert ("Không có ý kiến nào như vậy." in said, "Ý kiến (3, 2 chưa xem xét)" in said) == (True, True)


def test_the_file_of_comments_names_their_senders_to_those_alone_who_see_them(posting: Posting, world: World) -> None:
    answer_comment(commented(posting), "Đã xác minh.", by=world.people["secretary"])
    asked = posting.get_absolute_url(), {"xuat": "xlsx"}
    head, line = exported(signed_in(world.people["secretary"]).get(*asked))
    assert head[4:8] == ("Nhận", "Người có ý kiến", "Liên hệ", "Kết quả xem xét")
    assert line[2:9] == ("1. Nguyễn Thị Mận", line[3], "Trên trang công khai", "Bà Hàng Xóm", "0912 345 678", "Đã xác minh.", str(world.people["secretary"]))
    head, line = exported(signed_in(world.people["council"]).get(*asked))
    assert (head[4:6], "Bà Hàng Xóm" in line, "Liên hệ" in head) == (("Nhận", "Kết quả xem xét"), False, False)
