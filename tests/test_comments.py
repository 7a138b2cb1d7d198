"""Comments on posted lists: when they are taken, who is told, who answers, and what the check on a nomination says of them."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from awards.comments import OVER, answer_comment, record_comment, row_at, take_comment
from awards.eligibility import was_posted
from awards.models import Comment, Kind, Nomination, Posting
from awards.posting_workflow import move_posting
from awards.sittings import Sitting
from emulation.campaigns.models import Campaign
from emulation.history.models import Line
from emulation.notices.models import Notice
from emulation.workflow import MoveRefused
from tests.awarding import accept, make_nomination, sent
from tests.councils import appraised_here, make_council, make_meeting, put_on_agenda
from tests.postings import closed, commented, posted
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(world: World) -> Posting:
    return posted(world.ward, world.people["secretary"], appraised_here(world))


def recorded(posting: Posting, world: World, who: str = "secretary", **fields: Any) -> Comment:
    given = {"text": "Đề nghị xem lại.", "channel": "phone", "received_on": timezone.localdate(), **fields}
    return record_comment(Comment(posting=posting, **given), by=world.people[who])


def found(nomination: Nomination) -> tuple[str, str] | None:
    """The level and the words of what the check says."""
    finding = was_posted(Nomination.objects.select_related("campaign").get(pk=nomination.pk))
    return (finding.level, finding.words) if finding else None


def test_a_comment_is_taken_with_a_receipt_and_the_secretary_is_told_without_a_word_of_it(posting: Posting, world: World) -> None:
    comment = commented(posting)
    notice = Notice.objects.get(key=f"comment:{comment.pk}")
    assert (comment.channel, comment.received_on, comment.recorded_by, len(comment.receipt)) == ("online", timezone.localdate(), None, 8)
    assert (notice.user, notice.body) == (world.people["secretary"], f"{posting}.\nMã biên nhận {comment.shown_receipt}. Xin xem và ghi kết quả xem xét.")


def test_the_head_is_told_of_a_comment_on_what_his_unit_posted(world: World) -> None:
    comment = commented(posted(world.unit, world.people["head"]))
    assert Notice.objects.get(key=f"comment:{comment.pk}").user == world.people["head"]


@pytest.mark.parametrize("days", [-1, 11])
def test_no_comment_is_taken_outside_the_days_of_the_list(posting: Posting, days: int) -> None:
    at = timezone.now() + timedelta(days=days)
    with pytest.raises(MoveRefused, match=OVER):
        take_comment(Comment(posting=posting, text="Muộn rồi."), at=at)


def test_a_comment_is_taken_in_the_last_minute_of_the_last_day_in_vietnam(posting: Posting) -> None:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=11)
    assert take_comment(Comment(posting=posting, text="Kịp."), at=midnight - timedelta(minutes=1)).received_on == posting.closes_on
    with pytest.raises(MoveRefused):
        take_comment(Comment(posting=posting, text="Muộn."), at=midnight)


def test_no_comment_is_taken_on_a_cancelled_list(posting: Posting, world: World) -> None:
    move_posting(posting, "cancel", by=world.people["secretary"], reason="Sai.")
    with pytest.raises(MoveRefused, match=OVER):
        commented(posting)


def test_a_comment_off_the_page_is_recorded_with_who_wrote_it_down(posting: Posting, world: World) -> None:
    comment = recorded(posting, world)
    assert (comment.recorded_by, comment.get_channel_display(), str(comment)) == (
        world.people["secretary"],
        "Qua điện thoại",
        f"Ý kiến {comment.shown_receipt}",
    )
    assert Line.objects.of(posting)[0].label == "Ghi ý kiến nhận được"


def test_what_came_in_time_may_be_recorded_later_and_what_came_late_may_not(posting: Posting, world: World) -> None:
    over = closed(posting)
    assert recorded(over, world, received_on=over.closes_on).received_on == over.closes_on
    with pytest.raises(MoveRefused, match="Ngày nhận phải từ"):
        recorded(over, world, received_on=over.closes_on + timedelta(days=1))


def test_only_those_who_keep_the_list_record_and_answer(posting: Posting, world: World) -> None:
    comment = commented(posting)
    for who in set(world.people) - {"secretary"}:
        with pytest.raises(PermissionDenied):
            recorded(posting, world, who)
        with pytest.raises(PermissionDenied):
            answer_comment(comment, "Không đúng.", by=world.people[who])


def test_an_answer_is_kept_with_who_and_when_and_may_be_mended(posting: Posting, world: World) -> None:
    comment = answer_comment(commented(posting), "Đã xác minh.", by=world.people["secretary"])
    assert (comment.answer, comment.answered_by, comment.is_answered, comment.badge.word) == ("Đã xác minh.", world.people["secretary"], True, "Đã xem xét")
    assert answer_comment(comment, "Đã xác minh lại.", by=world.people["secretary"]).answer == "Đã xác minh lại."
    labels = [line.label for line in Line.objects.of(posting)[:2]]
    assert labels == ["Sửa kết quả xem xét ý kiến", "Ghi kết quả xem xét ý kiến"]


def test_a_comment_is_about_a_row_that_is_there_or_the_whole_list(posting: Posting) -> None:
    assert (row_at(posting, None), row_at(posting, 1)) == (None, posting.rows.get())
    with pytest.raises(MoveRefused, match="không có số thứ tự 2"):
        row_at(posting, 2)


@pytest.mark.parametrize("wrong", [{"text": ""}, {"answer": "Có."}, {"channel": "paper"}, {"answered_at": timezone.now()}])
def test_the_database_refuses_half_a_comment(posting: Posting, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=commented(posting).pk).update(**wrong)


def test_the_check_follows_a_nomination_of_a_campaign_to_the_end_of_its_posting(world: World) -> None:
    secretary = world.people["secretary"]
    accept(world.registration, secretary)
    nomination = appraised_here(world, kind=Kind.MOVEMENT, campaign=world.campaign)
    assert found(nomination) == ("warn", "Chưa công khai lấy ý kiến về đề nghị này.")
    posting = posted(world.ward, secretary, nomination)
    until = f"{posting.closes_on:%d/%m/%Y}"
    assert found(nomination) == ("warn", f"Đang công khai lấy ý kiến, đến hết ngày {until}.")
    comment = commented(posting)
    over = f"{closed(posting).closes_on:%d/%m/%Y}"
    assert found(nomination) == ("warn", "Còn 1 ý kiến công khai chưa xem xét.")
    answer_comment(comment, "Đã xác minh.", by=secretary)
    assert found(nomination) == ("pass", f"Đã công khai lấy ý kiến đến hết ngày {over}, không còn ý kiến chưa xem xét.")


def test_the_check_says_nothing_where_no_comment_is_asked_for(world: World) -> None:
    accept(world.registration, world.people["secretary"])
    Campaign.objects.update(comment_days=0)
    assert found(appraised_here(world, kind=Kind.MOVEMENT, campaign=world.campaign)) is None
    assert found(appraised_here(world)) is None
    assert found(sent(make_nomination(world.unit, world.people["head"]))) is None


def test_the_check_speaks_of_a_posted_nomination_of_no_campaign_too_but_not_of_a_cancelled_list(posting: Posting, world: World) -> None:
    nomination = posting.rows.get().nomination
    assert nomination is not None
    said = found(nomination)
    assert said is not None
    assert said[0] == "warn"
    move_posting(posting, "cancel", by=world.people["secretary"], reason="Sai.")
    assert found(nomination) is None


def test_the_unit_learns_nothing_of_comments_from_the_check(posting: Posting) -> None:
    commented(posting)
    nomination = posting.rows.select_related("nomination__campaign").get().nomination
    assert nomination is not None
    assert was_posted(nomination) is not None
    assert was_posted(nomination.as_the_unit_knows_it()) is None


def test_the_agenda_counts_the_comments_on_each_nomination(world: World) -> None:
    secretary = world.people["secretary"]
    make_council(world)
    first, second = appraised_here(world), appraised_here(world)
    posting = posted(world.ward, secretary, first, second)
    answer_comment(commented(posting), "Đã xác minh.", by=secretary)
    commented(posting)
    meeting = make_meeting(world.ward, secretary)
    put_on_agenda(meeting, [first, second], secretary)
    counts = [(one.ballot.comments, one.ballot.unanswered) for one in Sitting(meeting).standings]  # type: ignore[attr-defined]
    assert counts == [(2, 1), (0, 0)]
