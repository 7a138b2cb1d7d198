"""Lists posted for public comment: what is posted and how long, that a list is frozen, and that one is cancelled only by those who keep it."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from awards.flags import hold, release
from awards.models import Kind, Nomination, PostedRow, Posting, PostingState
from awards.posting_workflow import MOVES, move_posting, moves_for
from awards.postings import days_for, in_one_list, last_day, post_nominees, waiting_lists
from emulation.campaigns.models import Campaign
from emulation.history.models import Line
from emulation.people.models import User
from emulation.workflow import MoveRefused
from tests.assessing import GROUP
from tests.awarding import accept, honour, sent
from tests.awarding import make_nomination as nominated
from tests.councils import appraised_here
from tests.postings import closed, posted
from tests.test_workflow import CLOCK, WHO
from tests.world import World

pytestmark = pytest.mark.django_db


def post_now(world: World, campaign: Campaign | None = None, **given: object) -> Posting:
    return post_nominees(world.ward, campaign, "Danh sách", by=world.people["secretary"], **given)  # type: ignore[arg-type]


def names(posting: Posting) -> list[str]:
    return list(posting.rows.order_by("position").values_list("name", flat=True))


def test_days_are_the_campaigns_and_ten_without_one(world: World) -> None:
    world.campaign.comment_days = 7
    assert (days_for(world.campaign), days_for(None), Campaign().comment_days) == (7, 10, 10)


def test_the_last_day_comes_after_so_many_whole_days() -> None:
    assert last_day(date(2026, 11, 1), 10) == date(2026, 11, 11)


@pytest.mark.parametrize(("utc", "opens_on"), [("2026-11-01T16:59+00:00", date(2026, 11, 1)), ("2026-11-01T17:01+00:00", date(2026, 11, 2))])
def test_a_list_opens_on_the_day_that_it_is_in_vietnam(world: World, utc: str, opens_on: date) -> None:
    appraised_here(world)
    posting = post_now(world, at=datetime.fromisoformat(utc))
    assert (posting.opens_on, posting.closes_on) == (opens_on, opens_on + timedelta(days=10))


def test_a_list_is_open_from_its_first_to_its_last_day_and_never_once_cancelled() -> None:
    posting = Posting(opens_on=date(2026, 11, 1), closes_on=date(2026, 11, 11))
    days = [date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 11), date(2026, 11, 12)]
    assert [posting.is_open_on(on) for on in days] == [False, True, True, False]
    posting.state = PostingState.CANCELLED
    assert [posting.is_open_on(on) for on in days] == [False] * 4


def test_the_database_asks_which_are_open_as_the_posting_does(world: World) -> None:
    posting = posted(world.ward, world.people["secretary"])
    days = [posting.opens_on + timedelta(days=number) for number in (-1, 0, 10, 11)]
    assert [Posting.objects.open_on(on).exists() for on in days] == [posting.is_open_on(on) for on in days] == [False, True, True, False]


def test_all_appraised_nominees_are_posted_but_those_held_back_sudden_or_not_appraised(world: World) -> None:
    secretary = world.people["secretary"]
    first, held = appraised_here(world, name="Lê Văn An"), appraised_here(world, name="Lê Văn Bị")
    hold(held, by=secretary, reason="Đang xem xét kỷ luật.")
    Nomination.objects.filter(pk=appraised_here(world).pk).update(kind=Kind.SUDDEN, happened_on=timezone.localdate())
    sent(nominated(world.unit, world.people["head"]))
    posting = post_now(world)
    row = posting.rows.get()
    assert (row.name, row.unit_name, row.honour, row.nomination) == ("Lê Văn An", "TDP Bá Vân 1", honour(), first)
    assert Line.objects.of(posting)[0].reason == f"1 trường hợp, nhận ý kiến đến hết ngày {posting.closes_on:%d/%m/%Y}."


def test_nominees_of_a_campaign_and_of_none_are_posted_apart(world: World) -> None:
    accept(world.registration, world.people["secretary"])
    appraised_here(world, name="Lê Văn An")
    appraised_here(world, name="Lê Văn Bình", kind=Kind.MOVEMENT, campaign=world.campaign)
    assert waiting_lists(world.ward) == [(world.campaign, 1), (None, 1)]
    assert (names(post_now(world, world.campaign)), names(post_now(world))) == (["Lê Văn Bình"], ["Lê Văn An"])
    assert waiting_lists(world.ward) == []


def test_a_list_may_be_of_one_honour(world: World) -> None:
    appraised_here(world, name="Lê Văn An")
    appraised_here(world, name="Lê Văn Bình", honour="lao-dong-tien-tien")
    assert names(post_now(world, honour=honour("lao-dong-tien-tien"))) == ["Lê Văn Bình"]
    assert [one.name for one in in_one_list(world.ward, None)] == ["Lê Văn An"]


def test_a_campaign_that_asks_for_no_comment_posts_nothing(world: World) -> None:
    accept(world.registration, world.people["secretary"])
    appraised_here(world, kind=Kind.MOVEMENT, campaign=world.campaign)
    Campaign.objects.update(comment_days=0)
    world.campaign.refresh_from_db()
    assert waiting_lists(world.ward) == []
    with pytest.raises(MoveRefused, match="không lấy ý kiến công khai"):
        post_now(world, world.campaign)


@pytest.mark.parametrize(("days", "honour_", "posted_for"), [(0, GROUP, 10), (5, GROUP, 10), (12, GROUP, 12), (5, "giay-khen", 5)])
def test_titles_of_culture_are_posted_for_ten_days_whatever_the_campaign_asks(world: World, days: int, honour_: str, posted_for: int) -> None:
    accept(world.registration, world.people["secretary"])
    appraised_here(world, honour_, kind=Kind.MOVEMENT, campaign=world.campaign)
    Campaign.objects.update(comment_days=days)
    world.campaign.refresh_from_db()
    assert waiting_lists(world.ward) == [(world.campaign, 1)]
    posting = post_now(world, world.campaign)
    assert (posting.closes_on - posting.opens_on).days == posted_for


def test_nothing_is_posted_twice_until_the_list_is_cancelled(world: World) -> None:
    appraised_here(world)
    posting = post_now(world)
    with pytest.raises(MoveRefused, match="Không có trường hợp nào để công khai"):
        post_now(world)
    move_posting(posting, "cancel", by=world.people["secretary"], reason="Sai tiêu đề.")
    assert names(post_now(world)) == names(posting)


def test_another_wards_nominees_are_not_posted(world: World) -> None:
    appraised_here(world)
    with pytest.raises(MoveRefused):
        post_nominees(world.other_ward, None, "Danh sách", by=world.people["other_secretary"])


def test_a_posted_row_stays_as_it_was_and_tells_what_changed_since(world: World) -> None:
    secretary = world.people["secretary"]
    renamed, raised, held, gone, same = (appraised_here(world, name=f"Lê Văn {word}") for word in ("An", "Bình", "Cam", "Dũng", "Em"))
    posting = posted(world.ward, secretary, renamed, raised, held, gone, same)
    Nomination.objects.filter(pk=renamed.pk).update(name="Lê Văn Ân")
    Nomination.objects.filter(pk=raised.pk).update(appraised_honour=honour("lao-dong-tien-tien"))
    hold(held, by=secretary, reason="Có đơn tố cáo.")
    Nomination.objects.filter(pk=gone.pk).update(state="returned")
    assert names(posting) == ["Lê Văn An", "Lê Văn Bình", "Lê Văn Cam", "Lê Văn Dũng", "Lê Văn Em"]
    changes = {row.name: row.change for row in posting.rows.all()}
    expected = {"Lê Văn An": "nay ghi là Lê Văn Ân", "Lê Văn Bình": "nay đề xuất Lao động tiên tiến", "Lê Văn Cam": "tạm dừng xét", "Lê Văn Dũng": "Trả lại"}
    assert {name: change for name, change in changes.items() if change} == expected
    assert set(posting.rows.changed().values_list("name", flat=True)) == set(expected)
    release(held, by=secretary, reason="Đã xác minh.")
    assert posting.rows.get(name="Lê Văn Cam").change == ""


def test_a_row_without_a_nomination_never_changes(world: World) -> None:
    posting = posted(world.unit, world.people["head"])
    assert ([row.change for row in posting.rows.all()], posting.rows.changed().exists()) == ([""], False)


def test_rows_are_found_without_diacritics(world: World) -> None:
    posting = posted(world.ward, world.people["secretary"], appraised_here(world, name="Nguyễn Thị Mận"))
    assert [posting.rows.search(words).exists() for words in ("thi man", "ba van", "khong co")] == [True, True, False]


def test_badges_tell_open_over_and_cancelled(world: World) -> None:
    posting = posted(world.ward, world.people["secretary"])
    assert posting.badge.word == "Đang lấy ý kiến"
    assert closed(posting).badge.word == "Đã hết thời gian lấy ý kiến"
    assert move_posting(posting, "cancel", by=world.people["secretary"], reason="Sai.").badge.word == "Đã hủy"
    assert str(posting.rows.get()).startswith("1. Hộ ông Trần Văn Bình")


def test_a_list_is_open_for_a_whole_day_at_least(world: World) -> None:
    today = timezone.localdate()
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(unit=world.ward, title="Danh sách", opens_on=today, closes_on=today)
    posting = posted(world.ward, world.people["secretary"], appraised_here(world))
    row = posting.rows.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        PostedRow.objects.create(posting=posting, position=2, nomination=row.nomination, honour=row.honour, name="A", unit_name="B")


def outcome(posting: Posting, move: str, by: User | None) -> str | None:
    start = transaction.savepoint()
    try:
        moved = move_posting(posting, move, by=by, reason="Theo ý kiến.")
    except (MoveRefused, PermissionDenied):
        return None
    transaction.savepoint_rollback(start)
    return str(moved.state)


@pytest.mark.parametrize("state", PostingState.values)
@pytest.mark.parametrize("whose", ["ward", "unit"])
@pytest.mark.parametrize("move", MOVES)
def test_a_list_moves_only_where_and_for_whom_it_is_listed(world: World, state: str, whose: str, move: str) -> None:
    posting = posted(*((world.ward, world.people["secretary"]) if whose == "ward" else (world.unit, world.people["head"])))
    Posting.objects.filter(pk=posting.pk).update(state=state)
    posting.refresh_from_db()
    may = {"ward": {"secretary"}, "unit": {"secretary", "head"}}[whose] if (state, move) == ("posted", "cancel") else set()
    people: dict[str, User | None] = {**world.people, CLOCK: None}
    assert {who for who in WHO if outcome(posting, move, people[who])} == may
    assert {who for who in WHO if who != CLOCK and moves_for(posting, world.people[who])} == may


def test_cancelling_needs_a_reason() -> None:
    assert {name for name, move in MOVES.items() if move.needs_reason} == {"cancel"}
