"""Posted lists and comments for tests, made by the verbs of the source."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from awards.comments import answer_comment, record_comment, take_comment
from awards.models import Comment, Nomination, PostedRow, Posting
from awards.postings import post
from emulation.history.models import write_line
from emulation.people.models import User
from emulation.units.models import Unit
from tests.awarding import honour
from tests.councils import appraised_here
from tests.world import World, numbers


def posted(unit: Unit, by: User, *nominations: Nomination, days: int = 10, **fields: Any) -> Posting:
    """A list of these nominations, open from today; of one household that nobody nominated where none is given."""
    rows = [PostedRow(nomination=one, honour=one.proposed, name=one.name, unit_name=str(one.unit)) for one in nominations]
    rows = rows or [PostedRow(honour=honour("gia-dinh-van-hoa"), name=f"Hộ ông Trần Văn Bình {next(numbers)}", unit_name=str(unit))]
    return post(Posting(unit=unit, **{"title": f"Danh sách số {next(numbers)}", **fields}), rows, days, by=by)


def commented(posting: Posting, row: PostedRow | None = None, **fields: Any) -> Comment:
    """What somebody typed on the public page; about the first row unless one is given."""
    row = row or posting.rows.earliest("position")
    return take_comment(Comment(posting=posting, row=row, **{"text": "Hộ này chưa nộp quỹ.", "sender": "Bà Hàng Xóm", "contact": "0912 345 678", **fields}))


def closed(posting: Posting, days_ago: int = 1) -> Posting:
    """The same list after its time, which ended so many days ago."""
    today = timezone.localdate()
    Posting.objects.filter(pk=posting.pk).update(opens_on=today - timedelta(days=10 + days_ago), closes_on=today - timedelta(days=days_ago))
    return Posting.objects.get(pk=posting.pk)


def add_postings(world: World) -> None:
    """For the pages of the table: what the ward posted, and what two of its units did, each with a comment that waits."""
    for unit, who in ((world.ward, "secretary"), (world.unit, "head"), (world.strange_unit, "stranger")):
        nominations = [appraised_here(world)] if unit == world.ward else []
        commented(posted(unit, world.people[who], *nominations))


def grow_postings(world: World) -> None:
    """Another list, and in each that is there one more row, changed since, with comments of both kinds."""
    secretary = world.people["secretary"]
    posted(world.ward, secretary, appraised_here(world))
    for posting in Posting.objects.all():
        nomination = appraised_here(world)
        row = PostedRow(posting=posting, position=posting.rows.count() + 1, nomination=nomination, honour=nomination.proposed, name="Tên cũ", unit_name="Cũ")
        row.set_keys()
        row.save()
        answer_comment(commented(posting, row), "Đã xác minh.", by=secretary)
        recorded = Comment(posting=posting, row=row, text="Ý kiến qua điện thoại.", channel="phone", received_on=timezone.localdate())
        record_comment(recorded, by=secretary)
        write_line(posting, move="test", label="Việc thêm", at=timezone.now(), by=secretary)
    for row in PostedRow.objects.filter(nomination__isnull=False):
        commented(row.posting, row)


def keys_of_posting(unit: Unit) -> dict[str, Any]:
    """The first list that the unit posted, and the first comment on it."""
    posting = unit.postings.order_by("pk").first()
    comment = posting.comments.order_by("pk").first() if posting else None
    return {
        "posting_pk": getattr(posting, "pk", 0),
        "posting_code": getattr(posting, "code", "22222222"),
        "posting_move": "cancel",
        "comment_pk": getattr(comment, "pk", 0),
        "receipt": getattr(comment, "receipt", "22222222"),
    }
