"""A province of any size: communes, their people, and five years of campaigns and registrations, written in bulk for measurements."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.contenttypes.models import ContentType

from emulation.campaigns.models import Campaign, Content, Invitation, OfferedTitle, SheetChoice, Target
from emulation.campaigns.models import State as CampaignState
from emulation.history.models import Line
from emulation.notices.models import Notice
from emulation.people.models import Role, Term, User
from emulation.sheets.loading import load_library
from emulation.sheets.models import Item, ItemType, Sheet
from emulation.units.kinds import WORDS, Kind
from emulation.units.models import STEP, Unit
from emulation.vietnamese.order import search_key, sort_key
from registrations.models import GradeAnswer, Registration, State, Submission, TargetAnswer, TitleAnswer

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NAMES = ["Bá Vân", "Tân Sơn", "Đồng Tâm", "Ấm Lẻn", "Cầu Gáo", "Hòa Bình", "Thống Nhất", "Ngọc Lâm", "Ước Lễ", "Nguyên Quán"]
PEOPLE = ["Nguyễn Thị Hòa", "Trần Văn Đức", "Lê Thị Ánh", "Phạm Quốc Ân", "Hoàng Thị Ước", "Dương Văn Ơn"]
OFFICE = {"thu-ky": Role.SECRETARY, "chu-tich": Role.CHAIR, "hoi-dong": Role.COUNCIL}
UNITS = [Kind.TDP] * 20 + [Kind.AGENCY] * 6 + [Kind.SCHOOL] * 4
SHEETS = {Kind.TDP: "mau-01-to-dan-pho", Kind.AGENCY: "mau-01-co-quan", Kind.SCHOOL: "mau-01-co-quan"}
SENT_THIS_YEAR = 20  # of the 30 units; of the rest five have a draft
NOW = datetime.now(UTC)


def fill(communes: int, campaigns: int = 5) -> None:
    """Write the province. User names end in the commune's number, and for heads in the unit's too: "thu-ky-1", "to-truong-1-1"; and "cap-tren"."""
    load_library()
    sheets = {kind: Sheet.objects.newest().get(code=code) for kind, code in SHEETS.items()}
    units = list(_units(communes))
    _write(units)
    terms = list(_terms(units))
    _write(term.user for term in terms)
    _write(terms)
    heads = {term.unit_id: term.user for term in terms if term.role == Role.HEAD}
    launched = [_campaign(unit, back) for unit in units if unit.is_commune for back in range(campaigns)]
    _write(launched)
    below = {commune.pk: [unit for unit in units if unit.commune_id == commune.pk] for commune in units if commune.is_commune}
    _write_plans(launched, below, sheets)
    registrations = [one for campaign in launched for one in _registrations(campaign, below[campaign.unit_id], heads, sheets)]
    _write(registrations)
    _write_answers(registrations, sheets)
    _write_traces([one for one in registrations if one.state != State.DRAFT], heads)
    _write(
        Notice(user=head, key=f"moi:{number}", subject=f"Mời đăng ký {number}", body="Kính mời.", made_at=NOW) for head in heads.values() for number in range(5)
    )


def _write(rows: Iterable[Any]) -> None:
    """Insert the rows, all of one model."""
    rows = list(rows)
    type(rows[0])._default_manager.bulk_create(rows, batch_size=5000)


def _path(parent: str, number: int) -> str:
    """treebeard's path of the child with that number, from 1."""
    step = ""
    while number:
        number, digit = divmod(number, len(DIGITS))
        step = DIGITS[digit] + step
    return parent + step.rjust(STEP, "0")


def _unit(path: str, kind: Kind, code: str, name: str, children: int = 0, commune: Unit | None = None) -> Unit:
    keys = {"sort_key": sort_key(name), "search_key": search_key(name)}
    return Unit(path=path, depth=len(path) // STEP, numchild=children, kind=kind, code=code, name=name, short_name=name, commune=commune, **keys)


def _units(communes: int) -> Iterator[Unit]:
    numbers = count(1)
    top = _unit(_path("", 1), Kind.PROVINCE, "tinh", "tỉnh Thái Nguyên", communes)
    top.pk = next(numbers)
    yield top
    for place in range(1, communes + 1):
        commune = _unit(_path(top.path, place), Kind.WARD, f"phuong-{place}", f"phường {NAMES[place % 10]} {place}", len(UNITS))
        commune.pk = next(numbers)
        yield commune
        for inner, kind in enumerate(UNITS, start=1):
            name = f"{WORDS[kind].short} {NAMES[inner % 10]} {inner}"
            unit = _unit(_path(commune.path, inner), kind, f"{kind}-{inner:02}", name, commune=commune)
            unit.pk = next(numbers)
            yield unit


def _terms(units: list[Unit]) -> Iterator[Term]:
    for place, unit in enumerate(units):
        if unit.kind == Kind.PROVINCE:
            yield _term(unit, Role.SUPERIOR, "cap-tren", place)
        elif unit.is_commune:
            yield from (_term(unit, role, f"{word}-{unit.code.removeprefix('phuong-')}", place) for word, role in OFFICE.items())
        else:
            commune = (unit.path[STEP : 2 * STEP], unit.path[2 * STEP :])
            yield _term(unit, Role.HEAD, f"to-truong-{int(commune[0], 36)}-{int(commune[1], 36)}", place)


def _term(unit: Unit, role: Role, username: str, number: int) -> Term:
    name = PEOPLE[number % len(PEOPLE)]
    user = User(username=username, full_name=name, phone="0900 000 000", sort_key=sort_key(name), search_key=search_key(f"{name} {username}"))
    return Term(user=user, unit=unit, role=role, title=role.label, starts_on=date(2020, 1, 1))


def _campaign(unit: Unit, back: int) -> Campaign:
    """The campaign of this year, or of so many years back."""
    year = NOW.year - back
    title = f"Phong trào thi đua yêu nước {unit} năm {year}"
    deadline = NOW + timedelta(days=10) if back == 0 else datetime(year, 3, 1, tzinfo=UTC)
    return Campaign(
        unit=unit,
        code=f"{unit.code}-{year}",
        title=title,
        year=year,
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        plan_number="13/KH-UBND",
        plan_date=date(year, 1, 19),
        plan_issuer=f"UBND {unit}",
        plan_title=f"tổ chức phong trào thi đua năm {year}",
        deadline_words="trước ngày 01/3",
        deadline=deadline,
        addressees="Hội đồng thi đua khen thưởng",
        contact_name="Trần Thị Thư",
        contact_phone="0208 000 111",
        state=CampaignState.LAUNCHED if back == 0 else CampaignState.CLOSED,
        sort_key=sort_key(title),
        search_key=search_key(f"13/KH-UBND {title}"),
    )


def _write_plans(campaigns: list[Campaign], below: dict[int, list[Unit]], sheets: dict[Kind, Sheet]) -> None:
    _write(Content(campaign=one, position=place, heading=f"Lĩnh vực {place}", text="Hoàn thành các chỉ tiêu.") for one in campaigns for place in range(6))
    _write(Target(campaign=one, position=place, name=f"Chỉ tiêu {place}", value=95, unit="%") for one in campaigns for place in range(10))
    _write(OfferedTitle(campaign=one, position=place, name=f"Danh hiệu {place}") for one in campaigns for place in range(3))
    _write(SheetChoice(campaign=one, kind=kind, sheet=sheet) for one in campaigns for kind, sheet in sheets.items())
    _write(Invitation(campaign=one, unit=unit) for one in campaigns for unit in below[one.unit_id])


def _registrations(campaign: Campaign, units: list[Unit], heads: dict[int, User], sheets: dict[Kind, Sheet]) -> Iterator[Registration]:
    running = campaign.state == CampaignState.LAUNCHED
    for place, unit in enumerate(units[: SENT_THIS_YEAR + 5] if running else units):
        state = (State.DRAFT if place >= SENT_THIS_YEAR else State.SUBMITTED if place % 3 else State.ACCEPTED) if running else State.ACCEPTED
        accepted = {"accepted_at": NOW, "accepted_by": heads[unit.pk]} if state == State.ACCEPTED else {}
        sent = {} if state == State.DRAFT else {"submitted_at": NOW}
        signer = {"signer_title": "Tổ trưởng", "signer_name": heads[unit.pk].full_name}
        yield Registration(campaign=campaign, unit=unit, sheet=sheets[Kind(unit.kind)], state=state, **signer, **sent, **accepted)


def _write_answers(registrations: list[Registration], sheets: dict[Kind, Sheet]) -> None:
    items = list(Item.objects.prefetch_related("options"))
    of = {sheet.pk: [item for item in items if item.sheet_id == sheet.pk] for sheet in sheets.values()}
    pairs = [(one, item) for one in registrations for item in of[one.sheet_id]]
    _write(
        TargetAnswer(registration=one, item=item, position=place, name=f"Chỉ tiêu {place}", value=90 + place, unit="%")
        for one, item in pairs
        if item.type == ItemType.TARGETS
        for place in range(1, 4)
    )
    _write(
        GradeAnswer(registration=one, item=item, position=place, subject=subject, option=item.options.all()[1])
        for one, item in pairs
        if item.type == ItemType.PLEDGE
        for place, subject in enumerate(item.subject_list, start=1)
    )
    _write(TitleAnswer(registration=one, option=option) for one, item in pairs if item.type == ItemType.TITLE for option in item.options.all()[:1])


def _write_traces(sent: list[Registration], heads: dict[int, User]) -> None:
    """What sending leaves behind: the submission and two lines of history."""
    _write(
        Submission(registration=one, ordinal=1, receipt=f"{one.pk:08}", submitted_at=NOW, submitted_by=heads[one.unit_id], html="<html></html>") for one in sent
    )
    kind = ContentType.objects.get_for_model(Registration)
    words = [("submit", "Gửi đăng ký"), ("accept", "Tiếp nhận")]
    _write(Line(subject_type=kind, subject_pk=one.pk, at=NOW, by=heads[one.unit_id], move=move, label=label) for one in sent for move, label in words)
