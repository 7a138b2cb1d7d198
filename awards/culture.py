"""Gia đình văn hóa and Thôn, tổ dân phố văn hóa: what must come before either is decided. See Nghị định 86/2023/NĐ-CP."""

from datetime import date

from awards.assessing import DUE
from awards.models import Assessed, Evidence, Nomination, PostedRow, Subject
from awards.models.names import bare_name
from awards.postings import DAYS, last_day
from awards.scales import shipped
from emulation.units.kinds import RESIDENTIAL
from emulation.vietnamese.dates import day
from emulation.vietnamese.order import search_key

SOURCE = "Nghị định 86/2023/NĐ-CP"


def is_of_culture(nomination: Nomination) -> bool:
    """Whether it is proposed for one of the two titles that a group assesses by points."""
    return nomination.proposed.code in shipped()


def is_from_a_group(nomination: Nomination) -> bool:
    """Whether a thôn or tổ dân phố nominates, which alone may."""
    return nomination.unit.kind in RESIDENTIAL


def was_assessed(nomination: Nomination, on: date) -> bool:
    """Whether the group's assessment of that year found it worthy; a household's must have been posted in a list that is over by that day."""
    units = [nomination.unit_id, *(former.pk for former in nomination.unit.carried_on)]
    rows = Assessed.objects.proposed().filter(assessment__unit__in=units, assessment__honour=nomination.proposed, assessment__year=nomination.year)
    if nomination.subject == Subject.COLLECTIVE:
        return rows.filter(assessment__state="proposed").exists()
    standing = rows.filter(posted_row__in=PostedRow.objects.standing().filter(posting__closes_on__lt=on))
    return any(_is_of(row, nomination) for row in standing)


def _is_of(row: Assessed, nomination: Nomination) -> bool:
    """Whether that household is the nominated one."""
    told_apart = row.details and nomination.details and search_key(row.details) != search_key(nomination.details)
    return search_key(bare_name(row.name)) == search_key(bare_name(nomination.name)) and not told_apart


def has_minutes(nomination: Nomination) -> bool:
    """Whether the minutes of the group's meeting are attached."""
    return nomination.pk is not None and any(one.kind == Evidence.Kind.MINUTES and one.removed_at is None for one in nomination.evidence.all())


def why_not_decided(nomination: Nomination, on: date) -> str:
    """Why neither council's vote nor appraisal is enough to decide on it that day: a group's title was not posted for ten days; "" when it was."""
    if not is_of_culture(nomination) or nomination.subject != Subject.COLLECTIVE:
        return ""
    rows = PostedRow.objects.standing().filter(nomination=nomination, honour=nomination.proposed, posting__closes_on__lt=on)
    if any(last_day(row.posting.opens_on, DAYS) <= row.posting.closes_on for row in rows.select_related("posting")):
        return ""
    return f"“{nomination.proposed}” phải công khai lấy ý kiến đủ {DAYS} ngày rồi mới quyết định ({SOURCE})."


def late_words(year: int, on: date) -> str:
    """What to warn of when a title of that year is considered too late; "" while it is in time."""
    due = date(year, *DUE)
    return f"Ngày {day(on)} đã quá hạn: việc xét tặng năm {year} phải xong trước ngày {day(due)}." if on >= due else ""
