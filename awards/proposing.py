"""Drawing up a decision: which nominations may go into it, putting them in, and taking them out."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from awards.authority import decides_here
from awards.award_workflow import move_award
from awards.case_persons import check_nomination
from awards.culture import why_not_decided
from awards.decision_workflow import OPEN, awards_of, save_prices
from awards.models import VOTED, Award, AwardState, Decision, DecisionState, Kind, Nomination, Subject
from awards.votes import check_sessions
from emulation.campaigns.models import Campaign
from emulation.history.models import write_line
from emulation.people.models import Role, User
from emulation.units.models import Unit, subtrees
from emulation.workflow import MoveRefused

LARGEST = 2000  # awards in one decision
PLACES = {Subject.COLLECTIVE: 0, Subject.HOUSEHOLD: 1, Subject.INDIVIDUAL: 2}
SUDDEN_DEED = "Đã lập thành tích đột xuất"
STANDARDS = {  # what is given for reaching standards, and not for what was achieved beyond them
    "gia-dinh-van-hoa": "Đã đạt các tiêu chuẩn của danh hiệu",
    "thon-to-dan-pho-van-hoa": "Đã đạt các tiêu chuẩn của danh hiệu",
    "lao-dong-tien-tien": "Đã hoàn thành tốt nhiệm vụ",
    "tap-the-lao-dong-tien-tien": "Đã hoàn thành tốt nhiệm vụ",
}


def eligible(decision: Decision) -> "QuerySet[Nomination]":
    """The nominations that passed the council or were appraised, that no decision has, and that nothing holds back. Some need a vote before: `votes`."""
    there = Nomination.objects.filter(subtrees("unit__path", [decision.unit, *decision.unit.formers]), hold_reason="")
    taken_back = Q(award__state=AwardState.RETURNED) & ~Q(award__decision__state=DecisionState.SUBMITTED) & ~Q(award__decision=decision)
    of_it = Q(campaign=decision.campaign_id) if decision.campaign_id else Q(campaign=None) | ~Q(kind=Kind.MOVEMENT)
    found = there.filter(Q(award=None) | taken_back, of_it, state__in=VOTED)
    return found.select_related("unit", "honour", "appraised_honour", "campaign").order_by("sort_key", "pk")


def candidates(decision: Decision, on: date) -> list[Nomination]:
    """Those of them whose honour is decided here on that day, and on which no meeting has voted that still goes on."""
    in_session = Nomination.objects.in_session().values("pk")
    return [one for one in eligible(decision).exclude(pk__in=in_session).prefetch_related(*AUTHORITIES) if decides_here(one.proposed, decision.unit, on)]


AUTHORITIES = ("honour__authorities", "appraised_honour__authorities")


@transaction.atomic
def draw_up(unit: Unit, campaign: Campaign | None, subject: str, *, by: User, at: datetime | None = None) -> Decision:
    """A new decision without any award yet."""
    decision = Decision.objects.create(unit=unit, campaign=campaign, subject=subject, made_by=by, made_at=at or timezone.now())
    write_line(
        decision, move="draw-up", label="Lập quyết định", at=decision.made_at, by=by, title=by.title_over(unit, Role.SECRETARY), after=DecisionState.DRAFT
    )
    return decision


@transaction.atomic
def put_in(decision: Decision, nominations: Iterable[Nomination], *, by: User, at: datetime | None = None) -> int:
    """Put nominations into the list, in the order of the paper; how many. Raises MoveRefused for a decision under way, or a case that may not be in it."""
    decision = _open(decision)
    wanted, now = list(nominations), at or timezone.now()
    if not wanted:
        raise MoveRefused("Chưa chọn đề nghị nào. Xin đánh dấu trong danh sách rồi bấm lại.")
    if decision.awards.count() + len(wanted) > LARGEST:
        raise MoveRefused(f"Một quyết định có tối đa {LARGEST} trường hợp. Xin lập thêm quyết định khác.")
    check_sessions(wanted)
    ready = {one.pk: one for one in eligible(decision).select_for_update(of=("self",))}
    for nomination in wanted:
        if nomination.pk not in ready:
            raise MoveRefused(f"{nomination.name} không còn chờ quyết định ở đây. Xin tải lại trang.")
        _enter(decision, ready[nomination.pk], timezone.localdate(now))
    _arrange(decision)
    save_prices(awards_of(decision), timezone.localdate(now))
    write_line(
        decision,
        move="put-in",
        label="Thêm vào danh sách",
        at=now,
        by=by,
        title=by.title_over(decision.unit, Role.SECRETARY),
        reason=f"Thêm {len(wanted)} trường hợp.",
    )
    return len(wanted)


@transaction.atomic
def take_out(award: Award, *, by: User) -> None:
    """Take an award out of the list. Raises MoveRefused for a decision under way."""
    decision, now = _open(award.decision), timezone.now()
    award.delete()
    save_prices(awards_of(decision), timezone.localdate(now))
    write_line(decision, move="take-out", label="Bỏ khỏi danh sách", at=now, by=by, title=by.title_over(decision.unit, Role.SECRETARY), reason=str(award))


@transaction.atomic
def reword(award: Award, *, by: User) -> None:
    """Keep what the secretary changed in the words of an award. Raises MoveRefused for a decision under way."""
    decision = _open(award.decision)
    award.save(update_fields=["details", "achievement"])
    write_line(
        decision,
        move="reword",
        label="Sửa nội dung ghi trên giấy khen",
        at=timezone.now(),
        by=by,
        title=by.title_over(decision.unit, Role.SECRETARY),
        reason=award.name,
    )


def _open(decision: Decision) -> Decision:
    """The decision, locked, while its list may still be changed."""
    locked = Decision.objects.select_for_update().get(pk=decision.pk)
    if locked.state not in OPEN:
        raise MoveRefused(f"Quyết định hiện ở tình trạng “{locked.badge.word}” nên không sửa danh sách được. Xin tải lại trang.")
    return locked


def _enter(decision: Decision, nomination: Nomination, on: date) -> None:
    """Make its award, or bring the one that the chair returned from another decision."""
    check_nomination(nomination)
    if why_not := why_not_decided(nomination, on):
        raise MoveRefused(f"{nomination.name}: {why_not}")
    if not decides_here(nomination.proposed, decision.unit, on):
        raise MoveRefused(f"{nomination.name}: {nomination.proposed} không thuộc thẩm quyền của Chủ tịch UBND {decision.unit}.")
    said = {
        "honour": nomination.proposed,
        "subject": nomination.subject,
        "unit": nomination.unit,
        "name": nomination.name,
        "details": nomination.details,
        "achievement": achievement_of(nomination),
    }
    returned = Award.objects.filter(nomination=nomination).first()
    award = move_award(returned, "put-back", by=None) if returned else Award(nomination=nomination)
    award.decision = decision
    for field, value in said.items():
        setattr(award, field, value)
    award.save()


def achievement_of(nomination: Nomination) -> str:
    """What its certificate says until the secretary changes it."""
    if nomination.kind == Kind.SUDDEN:
        return SUDDEN_DEED
    if nomination.proposed.code in STANDARDS:
        return f"{STANDARDS[nomination.proposed.code]} năm {nomination.year}"
    campaign = nomination.campaign
    what = f"{campaign.title[:1].lower()}{campaign.title[1:]}" if campaign else f"thực hiện nhiệm vụ năm {nomination.year}"
    return f"Đã có thành tích xuất sắc trong {what}"


def _arrange(decision: Decision) -> None:
    """Collectives, households, individuals; in each by honour, then by name."""
    awards = list(decision.awards.select_related("honour", "nomination"))
    awards.sort(key=lambda award: (PLACES[Subject(award.subject)], award.honour.position, award.honour_id, award.nomination.sort_key, award.pk))
    for position, award in enumerate(awards, start=1):
        award.position = position
    Award.objects.bulk_update(awards, ["position"])
