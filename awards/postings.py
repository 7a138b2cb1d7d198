"""Posting nominees for public comment: which may be posted, freezing the list, and how the comments on a nomination stand."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from awards.models import Comment, Honour, Kind, Nomination, NominationQuerySet, PostedRow, Posting, PostingState, State
from awards.scales import shipped
from emulation.campaigns.models import Campaign
from emulation.history.models import write_line
from emulation.people.models import Role, User
from emulation.units.models import Unit, subtrees
from emulation.vietnamese.dates import day
from emulation.workflow import MoveRefused

DAYS = 10  # without a campaign that says how many (NĐ 86/2023 for its two titles; NĐ 152/2025 Art. 44 names no number)


def last_day(opens_on: date, days: int) -> date:
    """So many whole days after the day of posting, which is no whole day itself (Bộ luật Dân sự 2015, Art. 147)."""
    return opens_on + timedelta(days=days)


def days_for(campaign: Campaign | None, nominations: Iterable[Nomination] = ()) -> int:
    """The campaign's own number of days, but ten at least for titles of culture (NĐ 86/2023)."""
    days = campaign.comment_days if campaign else DAYS
    return max(days, DAYS) if any(one.proposed.code in shipped() for one in nominations) else days


def to_be_posted(unit: Unit) -> NominationQuerySet:
    """The nominations that an office may post: appraised, not held back, of no sudden merit, and not in a list that stands."""
    there = Nomination.objects.filter(subtrees("unit__path", [unit, *unit.carried_on]), state=State.APPRAISED, hold_reason="")
    posted = PostedRow.objects.standing().filter(nomination__isnull=False)
    return there.exclude(kind=Kind.SUDDEN).exclude(pk__in=posted.values("nomination"))


def in_one_list(unit: Unit, campaign: Campaign | None, honour: Honour | None = None) -> NominationQuerySet:
    """Those of a campaign, or of none, as they would be posted together; of one honour where it is given."""
    found = to_be_posted(unit).filter(campaign=campaign, **({"appraised_honour": honour} if honour else {}))
    return found.select_related("unit", "honour", "appraised_honour").order_by("appraised_honour__position", "unit__sort_key", "sort_key", "pk")


def waiting_lists(unit: Unit) -> list[tuple[Campaign | None, int]]:
    """The campaigns that have nominations to be posted and ask for comment, with how many; None stands for no campaign. Two queries."""
    waiting = to_be_posted(unit).order_by()
    numbers = dict(waiting.values_list("campaign").annotate(number=Count("pk")))
    always = waiting.filter(appraised_honour__code__in=shipped()).values("campaign")
    asking = Campaign.objects.filter(Q(comment_days__gt=0) | Q(pk__in=always), pk__in=[pk for pk in numbers if pk])
    campaigns: list[Campaign | None] = list(asking)
    return [(one, numbers[one.pk if one else None]) for one in [*campaigns, *([None] if None in numbers else [])]]


@transaction.atomic
def post_nominees(unit: Unit, campaign: Campaign | None, title: str, *, by: User, honour: Honour | None = None, at: datetime | None = None) -> Posting:
    """Post all that wait for it, from today. Raises MoveRefused when nothing does, or the campaign asks for no comment."""
    Unit.objects.select_for_update().get(pk=unit.pk)  # no nomination in two lists at once
    nominations = list(in_one_list(unit, campaign, honour))
    days = days_for(campaign, nominations)
    if not days:
        raise MoveRefused("Phong trào này không lấy ý kiến công khai. Muốn lấy ý kiến, xin ghi số ngày ở phong trào trước.")
    rows = [PostedRow(nomination=one, honour=one.proposed, name=one.name, unit_name=str(one.unit)) for one in nominations]
    return post(Posting(unit=unit, campaign=campaign, title=title), rows, days, by=by, at=at)


@transaction.atomic
def post(posting: Posting, rows: list[PostedRow], days: int, *, by: User, at: datetime | None = None) -> Posting:
    """Post these rows in this order for so many days from today. Raises MoveRefused without any row."""
    if not rows:
        raise MoveRefused("Không có trường hợp nào để công khai.")
    posting.made_at = at or timezone.now()
    posting.opens_on = timezone.localdate(posting.made_at)
    posting.closes_on = last_day(posting.opens_on, days)
    posting.save()
    for position, row in enumerate(rows, start=1):
        row.posting, row.position = posting, position
        row.set_keys()
    PostedRow.objects.bulk_create(rows, batch_size=500)
    title = by.title_over(posting.unit, Role.SECRETARY, Role.HEAD)
    told = f"{len(rows)} trường hợp, nhận ý kiến đến hết ngày {day(posting.closes_on)}."
    write_line(posting, move="post", label="Công khai lấy ý kiến", at=posting.made_at, by=by, title=title, after=PostingState.POSTED, reason=told)
    return posting


def comment_counts(nomination: str) -> dict[str, Any]:
    """Annotations `comments` and `unanswered` of a row whose field `nomination` leads to a nomination: how many were made, in lists that stand."""
    made = Comment.objects.filter(row__nomination=OuterRef(nomination), posting__state=PostingState.POSTED)
    return {"comments": _count(made), "unanswered": _count(made.unanswered())}


def _count(comments: models.QuerySet[Comment]) -> Coalesce:
    counted = comments.order_by().values("row__nomination").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=models.IntegerField()), 0)
