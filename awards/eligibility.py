"""Whether a nomination may be considered: each check is one function, and its finding stands on the nomination's page.

To add a check, write a function that takes a nomination and mark it with `@check`. Nominations come with `unit__commune`, `campaign` and both
honours with their authorities, so that all checks together cost few queries.
"""

from collections.abc import Callable
from datetime import date

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from awards.authority import decides_here, level_of
from awards.completeness import lacks
from awards.culture import SOURCE, has_minutes, is_from_a_group, is_of_culture, late_words, was_assessed, why_not_decided
from awards.findings import Finding, Level
from awards.models import Award, Evidence, Kind, Nomination, PostedRow, State, Subject
from awards.models.names import bare_name
from emulation.vietnamese.dates import day
from emulation.vietnamese.order import search_key
from registrations.models import Registration
from registrations.models import State as RegistrationState

LAW = "Luật Thi đua, khen thưởng 2022"
DECREE = "Nghị định 152/2025/NĐ-CP"
UNSEEN = f"{LAW} (điều, khoản cần xác nhận)"  # the rule is known, the article was not compared
ADVANCED_SHARE = {"tap-the-lao-dong-tien-tien": (70, UNSEEN), "tap-the-lao-dong-xuat-sac": (70, UNSEEN)}  # percent of members
ADVANCED = ("lao-dong-tien-tien", "chien-si-thi-dua-co-so")  # whoever is the latter is the former too
CLOSED = (State.AWARDED, State.REFUSED, State.ROUTED, State.WITHDRAWN)
NOT_GIVEN = (State.FAILED, State.REFUSED)


Check = Callable[[Nomination], Finding | None]  # None where the check has nothing to say
CHECKS: list[Check] = []


def check(function: Check) -> Check:
    CHECKS.append(function)
    return function


def findings_of(nomination: Nomination) -> list[Finding]:
    """What it lacks, and what the checks say: nothing, until it says which honour, for whom and by which kind."""
    lacking = list(lacks(nomination))
    checks = CHECKS if all(one.field == "achievement" for one in lacking) else []
    return [*lacking, *(finding for one in checks if (finding := one(nomination)))]


def judged_on(nomination: Nomination) -> date:
    """The day whose rules it is held against: today, or once its case is closed the day of the decision, else the one on which it was sent."""
    if nomination.state not in CLOSED:
        return timezone.localdate()
    award = Award.objects.select_related("decision__paper").filter(nomination=nomination).first()
    paper = award.decision.paper if award else None
    if paper and paper.dated:
        return paper.dated
    return timezone.localdate(nomination.sent_at())


@check
def not_held(nomination: Nomination) -> Finding | None:
    """Nobody is considered while under discipline, investigation or an unsettled complaint."""
    if not nomination.hold_reason:
        return None
    return Finding(Level.BLOCK, f"Chưa xét: {nomination.hold_reason}", f"{DECREE}, Điều 4", may_be_sent=True)


@check
def is_registered(nomination: Nomination) -> Finding | None:
    """ "Không đăng ký thi đua thì không xét": in the campaign, or without one in any of that year, of which other honours only warn."""
    if nomination.kind == Kind.SUDDEN:
        return None
    source = "Kế hoạch phát động; không đăng ký thi đua thì không xét danh hiệu"
    where = f"“{nomination.campaign}”" if nomination.campaign else f"phong trào nào của năm {nomination.year}"
    if RegistrationState.ACCEPTED in (states := _states_of_registrations(nomination)):
        return Finding(Level.PASS, "Đơn vị có đăng ký thi đua đã được tiếp nhận.", source)
    if nomination.campaign is None and not nomination.proposed.is_title:
        return Finding(Level.WARN, f"Đơn vị không có đăng ký được tiếp nhận trong {where}. Xin cân nhắc khi xét khen theo công trạng.", source)
    if nomination.exception_reason:
        return Finding(Level.WARN, f"Đơn vị không đăng ký thi đua; Chủ tịch cho phép ngoại lệ: {nomination.exception_reason}", source)
    missing = f"Đơn vị không có đăng ký được tiếp nhận trong {where}."
    if nomination.exception_plea:
        return Finding(Level.BLOCK, f"{missing} Đơn vị xin ngoại lệ, chờ Chủ tịch cho phép: {nomination.exception_plea}", source, may_be_sent=True)
    if RegistrationState.SUBMITTED in states:
        return Finding(Level.BLOCK, "Đơn vị đã gửi đăng ký thi đua, đang chờ thư ký tiếp nhận. Tiếp nhận xong mới gửi, thẩm định được đề nghị.", source)
    if nomination.is_editable:
        return Finding(Level.BLOCK, f"{missing} Nếu có lý do chính đáng, xin ghi vào ô “Xin Chủ tịch cho ngoại lệ”.", source)
    return Finding(Level.BLOCK, f"{missing} Xin trả lại để đơn vị xin Chủ tịch cho ngoại lệ, hoặc đề xuất hình thức khác.", source)


def _states_of_registrations(nomination: Nomination) -> set[str]:
    units = [nomination.unit_id, *(former.pk for former in nomination.unit.carried_on)]
    found = Registration.objects.filter(unit__in=units).filter(Q(campaign=nomination.campaign) if nomination.campaign else Q(campaign__year=nomination.year))
    return set(found.values_list("state", flat=True))


@check
def is_decided_here(nomination: Nomination) -> Finding:
    """What the commune does not decide is routed upward, not refused."""
    honour, today, office = nomination.proposed, judged_on(nomination), nomination.unit.office
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
def was_assessed_by_its_group(nomination: Nomination) -> Finding | None:
    """A title of culture begins with the group's own assessment, of households posted for ten days; from paper, or for a group, its minutes tell of it."""
    if not is_of_culture(nomination):
        return None
    honour, today = nomination.proposed, timezone.localdate()
    if not is_from_a_group(nomination):
        return Finding(Level.BLOCK, f"“{honour}” chỉ do thôn, tổ dân phố bình xét và đề nghị.", SOURCE)
    if was_assessed(nomination, today):
        return Finding(Level.PASS, "Đã bình xét ở thôn, tổ dân phố theo đúng trình tự.", SOURCE)
    if has_minutes(nomination) and (nomination.is_on_paper or nomination.subject == Subject.COLLECTIVE):
        return Finding(Level.WARN, "Bình xét chỉ có biên bản kèm theo. Xin đối chiếu kết quả bình xét, công khai trên bản giấy.", SOURCE)
    missing = "kết quả bình xét" if nomination.subject == Subject.COLLECTIVE else "kết quả bình xét đã công khai đủ 10 ngày"
    return Finding(
        Level.BLOCK, f"Chưa có {missing} “{honour}” năm {nomination.year} của {nomination.unit}. Xin lập ở trang “Bình xét”.", SOURCE, may_be_sent=True
    )


@check
def is_in_time(nomination: Nomination) -> Finding | None:
    """Titles of culture are considered before 25 November."""
    words = late_words(nomination.year, judged_on(nomination)) if is_of_culture(nomination) else ""
    return Finding(Level.WARN, words, SOURCE) if words else None


@check
def is_nominated_once(nomination: Nomination) -> Finding:
    """One achievement is not commended twice; two different titles for one period may be, and only the higher is paid."""
    source = f"{UNSEEN}; {DECREE}, Điều 49"
    certain, likely, beside = _others(nomination)
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
    if beside:
        others = "; ".join(f"{one.proposed}, {one.get_kind_display().lower()}" for one in beside[:3])
        return Finding(Level.WARN, f"Cùng người, cùng năm còn có đề nghị khác: {others}. Xin kiểm tra có phải cùng thành tích.", source)
    if any(_is_same_case(nomination, one) and _is_same(nomination, one) for one in _namesakes(nomination, Nomination.objects.filter(state__in=NOT_GIVEN))):
        return Finding(Level.WARN, "Thành tích này đã có đề nghị trước đó. Xin đối chiếu trước khi xét lại.", source)  # says nothing of a verdict
    return Finding(Level.PASS, "Chưa có đề nghị nào khác cho cùng thành tích.", source)


def _others(nomination: Nomination) -> tuple[list[Nomination], list[Nomination], list[Nomination]]:
    """Other nominations: of the same achievement certainly of the same nominee, and likely so; and certainly of the same nominee beside it."""
    others = _namesakes(nomination, Nomination.objects.alive().exclude(state=State.DRAFT))
    same_case = [other for other in others if _is_same_case(nomination, other)]
    certain = [other for other in same_case if _is_same(nomination, other)]
    beside = [one for one in others if one not in same_case and _is_same(nomination, one) and not _are_two_deeds(nomination, one)]
    return certain, [other for other in same_case if other not in certain], beside


def _namesakes(nomination: Nomination, among: models.QuerySet[Nomination]) -> list[Nomination]:
    """Those of them in the same office and year that are of the same unit or of a nominee called so, whatever form of address stands before the name."""
    office, name = nomination.unit.office, search_key(bare_name(nomination.name))
    same = Q(search_key__endswith=name)
    if nomination.nominee_unit_id:
        same |= Q(nominee_unit=nomination.nominee_unit_id)
    of_groups = Q(subject=Subject.COLLECTIVE)
    there = among.exclude(pk=nomination.pk).exclude(honour=None).filter(same, Q(unit=office) | Q(unit__commune=office), year=nomination.year)
    found = there.filter(of_groups if nomination.subject == Subject.COLLECTIVE else ~of_groups)
    rows = found.select_related("honour", "appraised_honour", "unit").order_by("pk")
    return [one for one in rows if (one.nominee_unit_id or search_key(bare_name(one.name)) == name) and not _differs(nomination, one)]


def _is_same_case(one: Nomination, other: Nomination) -> bool:
    """Whether they are for one achievement, and for one kind of nominee."""
    return all(getattr(one, field) == getattr(other, field) for field in ("subject", "kind", "campaign_id", "happened_on"))


def _are_two_deeds(one: Nomination, other: Nomination) -> bool:
    """Whether both are of a sudden deed, each of a day of its own."""
    return bool(one.happened_on and other.happened_on and one.happened_on != other.happened_on)


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


@check
def was_posted(nomination: Nomination) -> Finding | None:
    """Nominees are made public for comment once they are appraised; how the comments stand is told to the office alone."""
    if nomination.appraised_by_id is None or nomination.kind == Kind.SUDDEN:
        return None
    source = f"{DECREE}, Điều 44"
    rows = PostedRow.objects.standing().filter(nomination=nomination).select_related("posting").order_by("-pk")
    row = rows.annotate(unanswered=Count("comments", filter=Q(comments__answered_at=None, comments__isnull=False))).first()
    why_not = why_not_decided(nomination, timezone.localdate())
    if why_not and (row is None or row.posting.is_over):
        return Finding(Level.BLOCK, why_not, SOURCE)
    if row is None:
        asked = nomination.campaign is not None and nomination.campaign.comment_days > 0
        return Finding(Level.WARN, "Chưa công khai lấy ý kiến về đề nghị này.", source) if asked else None
    if row.unanswered:
        return Finding(Level.WARN, f"Còn {row.unanswered} ý kiến công khai chưa xem xét.", source)
    closes_on = day(row.posting.closes_on)
    if row.posting.is_over:
        return Finding(Level.PASS, f"Đã công khai lấy ý kiến đến hết ngày {closes_on}, không còn ý kiến chưa xem xét.", source)
    return Finding(Level.WARN, f"Đang công khai lấy ý kiến, đến hết ngày {closes_on}.", source)
