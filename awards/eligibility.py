"""Whether a nomination may be considered: each check is one function, and its finding stands on the nomination's page.

To add a check, write a function that takes a nomination and mark it with `@check`. Nominations come with `unit__commune`, `campaign` and both
honours with their authorities, so that all checks together cost few queries.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils import timezone

from awards.authority import decides_here, level_of
from awards.models import Evidence, Kind, Nomination, State, Subject
from emulation.vietnamese.dates import day
from emulation.vietnamese.order import search_key
from emulation.workflow import Badge
from registrations.models import Registration
from registrations.models import State as RegistrationState

LAW = "Luật Thi đua, khen thưởng 2022"
DECREE = "Nghị định 152/2025/NĐ-CP"
ADVANCED_SHARE = {"tap-the-lao-dong-tien-tien": (70, f"{LAW}, Điều 28"), "tap-the-lao-dong-xuat-sac": (70, f"{LAW}, Điều 27")}  # percent of members
ADVANCED = ("lao-dong-tien-tien", "chien-si-thi-dua-co-so")  # whoever is the latter is the former too


class Level(models.TextChoices):
    PASS = "pass", "Đạt"
    WARN = "warn", "Lưu ý"
    BLOCK = "block", "Chưa đạt"


BADGES = {Level.PASS: Badge("ok", "✓", "Đạt"), Level.WARN: Badge("back", "!", "Lưu ý"), Level.BLOCK: Badge("late", "×", "Chưa đạt")}


@dataclass(frozen=True)
class Finding:
    """What a check found, and on which rule it rests. What blocks appraisal blocks sending too, unless it `may_be_sent`."""

    level: Level
    words: str
    source: str
    may_be_sent: bool = False

    @property
    def badge(self) -> Badge:
        return BADGES[self.level]


Check = Callable[[Nomination], Finding | None]  # None where the check has nothing to say
CHECKS: list[Check] = []


def check(function: Check) -> Check:
    CHECKS.append(function)
    return function


def findings_of(nomination: Nomination) -> list[Finding]:
    return [finding for one in CHECKS if (finding := one(nomination))]


def blocks(findings: Iterable[Finding], *, sending: bool = False) -> list[Finding]:
    """Those that stand against appraising the nomination, or against `sending` it."""
    return [one for one in findings if one.level == Level.BLOCK and not (sending and one.may_be_sent)]


@check
def not_held(nomination: Nomination) -> Finding | None:
    """Nobody is considered while under discipline, investigation or an unsettled complaint."""
    if not nomination.hold_reason:
        return None
    return Finding(Level.BLOCK, f"Chưa xét: {nomination.hold_reason}", f"{DECREE}, Điều 4", may_be_sent=True)


@check
def is_registered(nomination: Nomination) -> Finding | None:
    """ "Không đăng ký thi đua thì không xét": in the campaign, or for a title without one in any of that year."""
    if nomination.kind == Kind.SUDDEN or (nomination.campaign is None and not nomination.proposed.is_title):
        return None
    source = "Kế hoạch phát động; không đăng ký thi đua thì không xét danh hiệu"
    where = f"“{nomination.campaign}”" if nomination.campaign else f"phong trào nào của năm {nomination.year}"
    if _registrations(nomination).exists():
        return Finding(Level.PASS, "Đơn vị có đăng ký thi đua đã được tiếp nhận.", source)
    if nomination.exception_reason:
        return Finding(Level.WARN, f"Đơn vị không đăng ký thi đua; Chủ tịch cho phép ngoại lệ: {nomination.exception_reason}", source)
    missing = f"Đơn vị không có đăng ký được tiếp nhận trong {where}."
    if nomination.exception_plea:
        return Finding(Level.BLOCK, f"{missing} Đơn vị xin ngoại lệ, chờ Chủ tịch cho phép: {nomination.exception_plea}", source, may_be_sent=True)
    return Finding(Level.BLOCK, f"{missing} Nếu có lý do chính đáng, xin ghi vào ô “Xin Chủ tịch cho ngoại lệ”.", source)


def _registrations(nomination: Nomination) -> models.QuerySet[Registration]:
    units = [nomination.unit_id, *(former.pk for former in nomination.unit.carried_on)]
    accepted = Registration.objects.filter(unit__in=units, state=RegistrationState.ACCEPTED)
    return accepted.filter(campaign=nomination.campaign) if nomination.campaign else accepted.filter(campaign__year=nomination.year)


@check
def is_decided_here(nomination: Nomination) -> Finding:
    """What the commune does not decide is routed upward, not refused."""
    honour, today, office = nomination.proposed, timezone.localdate(), nomination.unit.office
    row = next((row for row in honour.authorities.all() if row.is_in_force(today)), None)
    source = row.source if row else f"{DECREE}; Danh mục của phần mềm"
    if decides_here(honour, office, today):
        return Finding(Level.PASS, f"“{honour}” thuộc thẩm quyền của Chủ tịch UBND {office}.", source)
    level = level_of(honour, today)
    if level is None:
        return Finding(Level.WARN, f"Danh mục chưa ghi ai quyết định “{honour}” vào ngày {day(today)}. Xin kiểm tra thẩm quyền.", source)
    return Finding(Level.WARN, f"“{honour}” do {level.label} quyết định: xét xong, hồ sơ được trình cấp trên.", source)


@check
def is_for_such_a_subject(nomination: Nomination) -> Finding | None:
    """A residential group cannot be "Tập thể lao động xuất sắc", whatever it registered."""
    honour = nomination.proposed
    if nomination.subject not in honour.subjects:
        return Finding(Level.BLOCK, f"“{honour}” không dành cho {nomination.get_subject_display().lower()}.", honour.source)
    unit = nomination.nominee_unit
    if unit is None or honour.suits(unit.kind):
        return None
    kinds = ", ".join(honour.kind_names).lower()
    return Finding(Level.WARN, f"“{honour}” dành cho {kinds}; {unit} là {unit.words.word}. Xin chọn danh hiệu phù hợp.", honour.source)


@check
def is_nominated_once(nomination: Nomination) -> Finding:
    """One achievement is not commended twice; two different titles for one period may be, and only the higher is paid."""
    source = f"{LAW}, Điều 5; {DECREE}, Điều 49"
    certain, likely = _others(nomination)
    for other in certain:
        if other.proposed == nomination.proposed or not (other.proposed.is_title or nomination.proposed.is_title):
            state = "đã được khen" if other.state == State.AWARDED else "đã có đề nghị"
            words = f"{other.name} {state} cùng thành tích này: {other.proposed} ({other.unit})."
            return Finding(Level.BLOCK, words, source)
    if certain:
        others = ", ".join(f"{one.proposed}" for one in certain)
        return Finding(Level.WARN, f"Cùng người, cùng năm còn được đề nghị: {others}. Danh hiệu cùng năm chỉ trả tiền thưởng mức cao nhất.", source)
    if likely:
        others = "; ".join(f"{one.name}, {one.details or one.unit}: {one.proposed}" for one in likely[:3])
        return Finding(Level.WARN, f"Có đề nghị khác trùng họ tên: {others}. Xin kiểm tra có phải cùng một người.", source)
    return Finding(Level.PASS, "Chưa có đề nghị nào khác cho cùng thành tích.", source)


def _others(nomination: Nomination) -> tuple[list[Nomination], list[Nomination]]:
    """Other nominations in the same office for the same period and achievement: certainly of the same nominee, and likely so."""
    office = nomination.unit.office
    same = Q(search_key=search_key(nomination.name))
    if nomination.nominee_unit_id:
        same |= Q(nominee_unit=nomination.nominee_unit_id)
    alive = Nomination.objects.alive().exclude(pk=nomination.pk).exclude(state=State.DRAFT)
    period = {"year": nomination.year, "kind": nomination.kind, "campaign": nomination.campaign_id, "happened_on": nomination.happened_on}
    found = alive.filter(same, Q(unit=office) | Q(unit__commune=office), subject=nomination.subject, **period)
    others = [other for other in found.select_related("honour", "appraised_honour", "unit").order_by("pk") if not _differs(nomination, other)]
    certain = [other for other in others if _is_same(nomination, other)]
    return certain, [other for other in others if other not in certain]


def _differs(one: Nomination, other: Nomination) -> bool:
    """Whether they are of different people of one name."""
    return bool(one.birth_year and other.birth_year and one.birth_year != other.birth_year)


def _is_same(one: Nomination, other: Nomination) -> bool:
    if one.subject == Subject.COLLECTIVE and one.nominee_unit_id:
        return one.nominee_unit_id == other.nominee_unit_id
    told_apart = one.details and other.details and search_key(one.details) != search_key(other.details)
    return (one.unit_id == other.unit_id or bool(one.birth_year and other.birth_year)) and not told_apart


@check
def has_proof_of_initiative(nomination: Nomination) -> Finding | None:
    """Of Chiến sĩ thi đua: a recognised initiative, an accepted topic, or completion of tasks with excellence."""
    if not nomination.proposed.needs_initiative:
        return None
    source = f"{LAW}, Điều 23 và Điều 84"
    if any(one.kind == Evidence.Kind.INITIATIVE for one in _evidence(nomination)):
        return Finding(Level.PASS, "Có chứng nhận sáng kiến, đề tài hoặc hoàn thành xuất sắc.", source)
    return Finding(Level.BLOCK, "Chưa đính kèm chứng nhận sáng kiến, đề tài hoặc mức hoàn thành xuất sắc nhiệm vụ.", source)


@check
def has_its_paper(nomination: Nomination) -> Finding | None:
    if not nomination.is_on_paper or any(one.kind == Evidence.Kind.PAPER for one in _evidence(nomination)):
        return None
    return Finding(Level.WARN, "Nhập từ bản giấy nhưng chưa đính kèm bản quét có chữ ký.", "Quy định lưu hồ sơ của cơ quan")


def _evidence(nomination: Nomination) -> list[Evidence]:
    return [one for one in nomination.evidence.all() if one.removed_at is None] if nomination.pk else []


@check
def has_enough_advanced_members(nomination: Nomination) -> Finding | None:
    """Where the number of members is known: how many of them are nominated as Lao động tiên tiến for the same year."""
    asked = ADVANCED_SHARE.get(nomination.proposed.code)
    if asked is None or not nomination.members:
        return None
    least, source = asked
    unit = nomination.nominee_unit_id or nomination.unit_id
    people = Nomination.objects.alive().filter(unit=unit, year=nomination.year, subject=Subject.INDIVIDUAL, honour__code__in=ADVANCED)
    number = people.values("search_key", "birth_year").distinct().count()
    words = f"{number}/{nomination.members} người ({number * 100 // nomination.members}%) được đề nghị Lao động tiên tiến năm {nomination.year}"
    if number * 100 >= least * nomination.members:
        return Finding(Level.PASS, f"{words}, đạt mức từ {least}%.", source)
    return Finding(Level.WARN, f"{words}, cần từ {least}%.", source)
