"""What a decision of commendation and its submission say, as documents of Decree 30/2020."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Q, Subquery, Value

from awards.citations import cite, to_confirm
from awards.models import Authority, Award, BaseSalary, Category, Decision, Honour, Kind, Meeting, Rate, Subject
from awards.passing import all_passed
from awards.paying import recipient_of, total_of
from emulation.campaigns.models import CitedDocument
from emulation.drafting.beginning import bases_of
from emulation.issuing.models import State as PaperState
from emulation.papers.document import Annex, Block, Document, Level, Signature
from emulation.papers.kinds import PaperKind, symbol_of
from emulation.people.models import Term, User
from emulation.units.models import Unit
from emulation.vietnamese.numbers import show_number

LAW = "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"
THE_LAW = re.compile(r"Căn cứ Luật (?!.*sửa đổi).*Thi đua, khen thưởng", re.IGNORECASE)  # as campaigns cite it, with its number or without
COUNTED = {Subject.COLLECTIVE: "tập thể", Subject.INDIVIDUAL: "cá nhân", Subject.HOUSEHOLD: "hộ gia đình"}
CULTURAL = ("gia-dinh-van-hoa", "thon-to-dan-pho-van-hoa")  # titles with a decree of their own
WIDE = 60  # letters of the longest cell of unit or post, from which the list lies on its side
DECREE = re.compile(r"(Nghị định|Thông tư|Quyết định|Nghị quyết) (?:số )?(\S+?)(?=[,;.]|\s|$)")


def decision_document(decision: Decision, awards: Iterable[Award], by: User, on: date) -> Document:
    """The Quyết định with its list, as the chair signs it on that day."""
    awards = list(awards)
    return Document(
        kind=PaperKind.DECISION,
        letterhead=decision.unit.committee_lines,
        issuer=decision.unit.committee,
        symbol=symbol_of(PaperKind.DECISION, "UBND"),
        place=decision.unit.place,
        year=on.year,
        month=on.month,
        subject=decision.subject,
        decider=decider_of(decision.unit),
        bases=(*bases_of_decision(decision, awards, on), f"Theo đề nghị của {proposer_of(decision.unit, awards)}"),
        blocks=tuple(Block(Level.ARTICLE, text) for text in (_granted(decision, awards), _paid(decision, awards), EXECUTED)),
        signature=Signature(authority_of(by.term_over(decision.unit)), by.full_name),
        recipients=("Như Điều 3", "Sở Nội vụ (báo cáo)", "Lưu: VT, VHXH"),
        annexes=(list_of(decision, awards),),
    )


def submission_document(decision: Decision, awards: Iterable[Award], by: User, on: date) -> Document:
    """The Tờ trình of the council to the chair, with the list that is proposed."""
    awards, unit = list(awards), decision.unit
    proposer = proposer_of(unit, awards)
    opening = f"{proposer} kính trình {decider_of(unit)} xem xét, quyết định khen thưởng như sau:"
    total = total_of(awards)
    money = f"Tổng số tiền thưởng dự kiến là {show_number(Decimal(total))} đồng." if total is not None else MONEY_OPEN
    return Document(
        kind=PaperKind.PROPOSAL,
        letterhead=(*_joined(unit.committee_lines), "Hội đồng Thi đua - Khen thưởng"),
        issuer=council_of(unit),
        symbol=symbol_of(PaperKind.PROPOSAL, "HĐTĐKT"),
        place=unit.place,
        year=on.year,
        month=on.month,
        subject=_about(decision),
        addressees=(decider_of(unit),),
        bases=tuple(bases_of_decision(decision, awards, on)),
        blocks=(
            Block(Level.TEXT, opening),
            *(Block(Level.CLAUSE, f"{honour}: {counted(of_it)}.") for honour, of_it in by_honour(awards)),
            Block(Level.TEXT, f"{money} Danh sách kèm theo Tờ trình này."),
            Block(Level.TEXT, f"{proposer} kính trình {decider_of(unit)} xem xét, quyết định"),
        ),
        signature=Signature(("TM. HỘI ĐỒNG" if all_passed(awards) else "TM. THƯỜNG TRỰC HỘI ĐỒNG", "THƯ KÝ"), by.full_name),
        recipients=("Như trên", "Lưu: HĐTĐKT"),
        annexes=(list_of(decision, awards, is_proposed=True),),
    )


EXECUTED = (
    "Quyết định này có hiệu lực kể từ ngày ký. Văn phòng, các phòng, ban, đơn vị có liên quan và các tập thể, cá nhân, hộ gia đình "
    "có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này"
)
MONEY_OPEN = "Mức tiền thưởng ghi trong danh sách; trường hợp chưa có căn cứ thì chưa ghi mức."


def list_of(decision: Decision, awards: list[Award], *, is_proposed: bool = False) -> Annex:
    """The annexed list, of what is given or only proposed: number, name, unit, what is given, how much is paid; on its side when it is wide."""
    has_details = any(award.details for award in awards)
    heads = (
        "STT",
        "Tên tập thể, cá nhân, hộ gia đình",
        *(("Chức vụ, địa chỉ",) if has_details else ()),
        "Đơn vị",
        "Danh hiệu, hình thức",
        "Tiền thưởng (đồng)",
    )
    rows = tuple(
        (
            str(place),
            award.name,
            *((award.details,) if has_details else ()),
            award.unit.name if award.nomination.nominee_unit_id != award.unit_id else "",
            award.given,
            amount_of(award),
        )
        for place, award in enumerate(awards, start=1)
    )
    total = total_of(awards)
    notes = (Block(Level.TEXT, f"Tổng số: {counted(awards)}; tiền thưởng {show_number(Decimal(total))} đồng."),) if total is not None else ()
    unknown = (Block(Level.NOTE, "(-): chưa có căn cứ để xác định mức tiền thưởng."),) if None in [award.prize for award in awards] else ()
    wide = has_details or any(len(award.unit.name) > WIDE for award in awards)
    return Annex(
        f"Danh sách {_subjects(awards)} {'đề nghị' if is_proposed else 'được'} khen thưởng",
        (Block(Level.TABLE, "Danh sách khen thưởng", columns=heads, rows=rows), *notes, *unknown),
        wide,
    )


def amount_of(award: Award) -> str:
    """ "760.000"; "0" where a higher one is paid; "(-)" where the basis is not known."""
    return "(-)" if award.prize is None else show_number(Decimal(award.prize))


def by_honour(awards: Iterable[Award]) -> list[tuple[Honour, list[Award]]]:
    """The awards of each honour, in the order of the list."""
    found: dict[Honour, list[Award]] = {}
    for award in awards:
        found.setdefault(award.honour, []).append(award)
    return list(found.items())


def _subjects(awards: Iterable[Award]) -> str:
    """ "tập thể, cá nhân": whom the list is of."""
    subjects = {award.subject for award in awards}
    return ", ".join(word for subject, word in COUNTED.items() if subject in subjects)


def counted(awards: Iterable[Award]) -> str:
    """ "02 tập thể, 05 cá nhân": who is given two things is one of them."""
    subjects = [subject for subject, _ in {(award.subject, recipient_of(award)) for award in awards}]
    return ", ".join(f"{subjects.count(subject):02} {word}" for subject, word in COUNTED.items() if subject in subjects)


def _granted(decision: Decision, awards: list[Award]) -> str:
    given = "; ".join(f"{_verb(honour)} cho {counted(of_it)}" for honour, of_it in by_honour(awards))
    return f"{given[:1].upper()}{given[1:]} {_for_what(decision, awards)} (có danh sách kèm theo)."


def _verb(honour: Honour) -> str:
    return f"tặng danh hiệu “{honour}”" if honour.category == Category.TITLE else f"tặng {honour}"


def _for_what(decision: Decision, awards: list[Award]) -> str:
    if decision.campaign:
        return f"đã có thành tích xuất sắc trong {_lower(decision.campaign.title)}"
    if all(award.nomination.kind == Kind.SUDDEN for award in awards):
        return "đã lập thành tích đột xuất"
    return "đã có thành tích xuất sắc trong thực hiện nhiệm vụ"


def _paid(decision: Decision, awards: list[Award]) -> str:
    total = total_of(awards)
    money = (
        f"Tổng số tiền thưởng là {show_number(Decimal(total))} đồng, mức của từng trường hợp ghi trong danh sách"
        if total is not None
        else MONEY_OPEN.rstrip(".")
    )
    return f"{money}. Kinh phí chi từ Quỹ thi đua, khen thưởng của {decision.unit.short_name}."


def bases_of_decision(decision: Decision, awards: Iterable[Award], on: date) -> Iterator[str]:
    """The law, what the catalogue names for authority and prizes on that day, and what the campaign rests on, each once."""
    decrees = decrees_of(decision.unit, {award.honour_id for award in awards}, on)
    lines = [f"Căn cứ {LAW}", *(f"Căn cứ {in_library.in_words if in_library else cite(*named)}" for named, in_library in decrees)]
    if campaign := decision.campaign:
        cited = [number for (_, number), _ in decrees]
        lines += [line for line in bases_of(campaign) if not THE_LAW.match(line) and not any(f" {number} " in line for number in cited)]
        lines.append(f"Căn cứ {campaign.plan_named} của {campaign.plan_issuer} {campaign.plan_title}")
    if meeting := decision.meeting:
        lines.append(f"Căn cứ {_result_of(meeting)}")
    yield from dict.fromkeys(lines)


def decrees_of(unit: Unit, honours: Iterable[int], on: date) -> list[tuple[tuple[str, str], CitedDocument | None]]:
    """The decrees on which these honours and their prizes rest that day, each once: kind and number, and as the office's library has it, if it does."""
    found = dict.fromkeys((match[1], match[2]) for source in _sources(honours, on) for match in DECREE.finditer(source))
    library = {document.number: document for document in CitedDocument.objects.filter(unit=unit, number__in=[number for _, number in found])}
    return [((kind, number), library.get(number)) for kind, number in found]


def _sources(honours: Iterable[int], on: date) -> list[str]:
    """What the catalogue names for them, in one query: of titles of culture their own decree, then of authority, prizes and the base salary."""
    in_force = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))
    salary = BaseSalary.objects.filter(starts_on__lte=on).order_by("-starts_on").values("starts_on")[:1]
    parts = (
        Honour.objects.filter(pk__in=honours, code__in=CULTURAL),
        Authority.objects.filter(in_force, honour__in=honours),
        Rate.objects.filter(in_force, honour__in=honours),
        BaseSalary.objects.filter(starts_on=Subquery(salary)),
    )
    first, *rest = [part.order_by().annotate(place=Value(place)).values_list("place", "source") for place, part in enumerate(parts)]
    return [source for _, source in first.union(*rest).order_by("place", "source")]


def decrees_to_confirm(decision: Decision, on: date) -> list[tuple[str, str]]:
    """What the decision cites without its title, because the office's library does not have it: named as it is printed, and the query to the form."""
    honours = decision.awards.order_by().values_list("honour", flat=True).distinct()
    return [(cite(*named), to_confirm(*named)) for named, in_library in decrees_of(decision.unit, honours, on) if in_library is None]


def decider_of(unit: Unit) -> str:
    """As a sentence names the chair who decides; headings print it in capitals."""
    return f"Chủ tịch {unit.committee}"


def council_of(unit: Unit) -> str:
    return f"Hội đồng Thi đua - Khen thưởng {unit.short_name}"


def proposer_of(unit: Unit, awards: Iterable[Award]) -> str:
    """The council where it passed every case; else its standing body, which the council has not charged with what it never saw."""
    return council_of(unit) if all_passed(awards) else f"Thường trực {council_of(unit)}"


def _result_of(meeting: Meeting) -> str:
    """By the number of its minutes, where they have one."""
    minutes, council = meeting.minutes, council_of(meeting.unit)
    if minutes and minutes.state == PaperState.ISSUED:
        return f"{minutes.named} của {council}: {_lower(meeting.title)}"
    return f"kết quả họp {council}: {_lower(meeting.title)}"


def authority_of(term: Term | None) -> tuple[str, ...]:
    """By what authority somebody signs for the chair: his own, or in the chair's place where his title says so."""
    return ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") if term and term.title.casefold().startswith("phó chủ tịch") else ("CHỦ TỊCH",)


def _about(decision: Decision) -> str:
    """What the submission is about: the same as the decision, as a request."""
    subject = re.sub(r"^về việc\s+", "", " ".join(decision.subject.split()), flags=re.IGNORECASE)
    return f"Về việc đề nghị {_lower(subject)}"


def _joined(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The letterhead of the committee as the superior of its council, on one line."""
    return (" ".join(lines[-2:]),)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
