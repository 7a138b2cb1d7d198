"""A small world for tests: a ward with its people and a campaign under way, and another ward that must never see any of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from emulation.campaigns.clusters import form_cluster
from emulation.campaigns.deadlines import parse_deadline
from emulation.campaigns.invitations import invite
from emulation.campaigns.local_drives import move_local_drive
from emulation.campaigns.models import Campaign, CitedDocument, Cluster, Content, LocalDrive
from emulation.campaigns.workflow import move_campaign
from emulation.people.models import Role, Term, User
from emulation.sheets.loading import load_library
from emulation.sheets.models import ItemType
from emulation.units.kinds import WORDS, Kind
from emulation.units.models import Unit
from emulation.units.tree import new_unit
from registrations.answers import questions_of, replace_answers
from registrations.beginning import begin
from registrations.models import GradeAnswer, Registration, TargetAnswer
from registrations.workflow import move_registration

PASSWORD = "mot-mat-khau-dai"
numbers = count(1)


def make_unit(parent: Unit | None, kind: Kind = Kind.TDP, code: str = "", **fields: Any) -> Unit:
    """A unit below the parent, named after its kind and code."""
    code = code or f"{kind}-x{next(numbers)}"
    name = fields.pop("short_name", f"{WORDS[kind].short} {code}")
    return new_unit(parent, kind=kind, code=code, short_name=name, name=fields.pop("name", name), **fields)


def make_user(username: str = "", full_name: str = "Nguyễn Thị Hòa", **fields: Any) -> User:
    """An account that signs in with PASSWORD."""
    return User.objects.create_user(username or f"nguoi{next(numbers)}", PASSWORD, full_name=full_name, **fields)


def make_term(user: User, unit: Unit, role: Role, title: str = "", starts_on: date = date(2020, 1, 1), ends_on: date | None = None) -> Term:
    return Term.objects.create(user=user, unit=unit, role=role, title=title or role.label, starts_on=starts_on, ends_on=ends_on)


def make_person(role: Role, *units: Unit, username: str = "", **fields: Any) -> User:
    """Somebody who holds the role at each of these units."""
    user = make_user(username, **fields)
    for unit in units:
        make_term(user, unit, role)
    return user


def deadline_in(days: int) -> str:
    """Words of a deadline whose last open day is so many days from today."""
    return f"đến hết ngày {timezone.localdate() + timedelta(days=days):%d/%m/%Y}"


def make_campaign(unit: Unit, *, words: str = "", invited: Iterable[Unit] = (), code: str = "", **fields: Any) -> Campaign:
    """A draft that could be launched, with these units invited."""
    load_library()
    words = words or deadline_in(10)
    year = timezone.localdate().year
    campaign = Campaign.objects.create(
        unit=unit,
        code=code or f"phong-trao-{next(numbers)}",
        **{
            "title": f"Phong trào thi đua {unit} năm {year}",
            "year": year,
            "starts_on": date(year, 1, 1),
            "ends_on": date(year, 12, 31),
            "plan_number": "13/KH-UBND",
            "plan_date": date(year, 1, 19),
            "plan_issuer": f"UBND {unit}",
            "plan_title": f"tổ chức phát động các phong trào thi đua yêu nước và công tác khen thưởng năm {year}",
            "deadline_words": words,
            "deadline": parse_deadline(words),
            "addressees": f"Ủy ban nhân dân {unit}\nHội đồng thi đua khen thưởng {unit}",
            "contact_name": "Trần Thị Thư",
            "contact_phone": "0208 000 111",
            **fields,
        },
    )
    Content.objects.create(campaign=campaign, heading="Kinh tế", text="Hoàn thành vượt mức các chỉ tiêu.")
    invite(campaign, {one.pk for one in invited})
    return campaign


def make_cluster(owner: Unit, *units: Unit, by: User, name: str = "", **fields: Any) -> Cluster:
    """A cluster of these units, led by the first."""
    cluster = Cluster(unit=owner, name=name or f"Cụm thi đua số {next(numbers)}", **{"starts_on": date(2020, 1, 1), **fields})
    return form_cluster(cluster, units=units, lead=units[0], deputy=None, by=by)


def make_local_drive(campaign: Campaign, unit: Unit, by: User | None = None, **fields: Any) -> LocalDrive:
    """What the unit launches of its own; a draft unless somebody launches it."""
    drive = LocalDrive.objects.create(
        campaign=campaign,
        unit=unit,
        **{
            "title": f"Đợt thi đua của {unit}",
            "contents": "Tổng vệ sinh đường làng.\nThu đủ các quỹ.",
            "starts_on": campaign.starts_on,
            "ends_on": campaign.ends_on,
            **fields,
        },
    )
    return move_local_drive(drive, "launch", by=by) if by else drive


def launch(campaign: Campaign, by: User, at: datetime | None = None) -> Campaign:
    return move_campaign(campaign, "launch", by=by, at=at)


def fill_in(registration: Registration) -> Registration:
    """Just enough answers to send it: one target, and a grade for each subject."""
    replaced: dict[Any, list[Any]] = {}
    for question in questions_of(registration):
        item = question.item
        if item.type == ItemType.TARGETS:
            replaced[item] = [TargetAnswer(registration=registration, item=item, position=1, name="Thu quỹ Đền ơn đáp nghĩa", value=100, unit="%")]
        if item.type == ItemType.PLEDGE:
            best = question.options[0]
            replaced[item] = [
                GradeAnswer(registration=registration, item=item, position=place, subject=subject, option=best)
                for place, subject in enumerate(question.subjects, start=1)
            ]
    replace_answers(registration, replaced)
    return Registration.objects.get(pk=registration.pk)


def submitted(campaign: Campaign, unit: Unit, by: User, at: datetime | None = None) -> Registration:
    """The unit's registration, filled in and sent."""
    return move_registration(fill_in(begin(campaign, unit, by=by, at=at)), "submit", by=by, at=at)


@dataclass
class World:
    """`ward` runs `campaign`; `unit` has sent `registration`, `strange_unit` has begun `strange_registration` and nothing more."""

    province: Unit
    ward: Unit
    other_ward: Unit
    unit: Unit
    strange_unit: Unit
    agency: Unit
    campaign: Campaign
    registration: Registration
    strange_registration: Registration
    people: dict[str, User] = field(default_factory=dict)


def build_world() -> World:
    load_library()
    province = make_unit(None, Kind.PROVINCE, "thai-nguyen", short_name="tỉnh Thái Nguyên")
    ward = make_unit(province, Kind.WARD, "bach-quang", short_name="phường Bách Quang", place_name="Bách Quang", phone="0208 000 111")
    other_ward = make_unit(province, Kind.WARD, "song-cong", short_name="phường Sông Công")
    unit = make_unit(ward, Kind.TDP, "tdp-01", short_name="TDP Bá Vân 1", name="Tổ dân phố Bá Vân 1")
    strange_unit = make_unit(ward, Kind.TDP, "tdp-02", short_name="TDP Bá Vân 2", name="Tổ dân phố Bá Vân 2")
    third_unit = make_unit(ward, Kind.TDP, "tdp-03", short_name="TDP Tân Sơn", name="Tổ dân phố Tân Sơn")
    agency = make_unit(ward, Kind.MASS_ORGANISATION, "mttq", short_name="Ủy ban MTTQ phường Bách Quang")
    people = {
        "head": make_person(Role.HEAD, unit, username="to-truong-1", full_name="Nguyễn Thị Hòa", email="to1@example.org"),
        "stranger": make_person(Role.HEAD, strange_unit, username="to-truong-2", full_name="Lê Văn Khách"),
        "secretary": make_person(Role.SECRETARY, ward, username="thu-ky", full_name="Trần Thị Thư", email="thuky@example.org"),
        "council": make_person(Role.COUNCIL, ward, username="hoi-dong", full_name="Phạm Văn Đồng"),
        "chair": make_person(Role.CHAIR, ward, username="chu-tich", full_name="Dương Thị Lưu"),
        "superior": make_person(Role.SUPERIOR, province, username="cap-tren", full_name="Vũ Thị Trên"),
        "administrator": make_person(Role.ADMINISTRATOR, ward, username="quan-tri", full_name="Đỗ Văn Trị"),
        "other_secretary": make_person(Role.SECRETARY, other_ward, username="thu-ky-khac", full_name="Hoàng Thị Khác"),
        "other_chair": make_person(Role.CHAIR, other_ward, username="chu-tich-khac", full_name="Bùi Văn Khác"),
        "both": make_person(Role.HEAD, third_unit, username="hai-noi", full_name="Ngô Thị Hai"),
    }
    make_term(people["both"], other_ward, Role.SECRETARY)
    CitedDocument.objects.create(unit=ward, name="Kế hoạch", number="17/KH-UBND", title="về tổ chức phong trào thi đua")
    campaign = make_campaign(ward, invited=[unit, strange_unit, third_unit, agency], code="bach-quang-nay")
    campaign = launch(campaign, people["secretary"])
    registration = submitted(campaign, unit, people["head"])
    strange_registration = begin(campaign, strange_unit, by=people["stranger"])
    return World(province, ward, other_ward, unit, strange_unit, agency, campaign, registration, strange_registration, people)
