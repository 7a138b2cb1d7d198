"""Nominations for tests, made and moved by the verbs of the source."""

from typing import Any

from django.utils import timezone

from awards.evidence import add_evidence
from awards.importing import keep_list
from awards.models import EDITABLE, Evidence, Honour, Kind, Nomination, NominationImport, Subject
from awards.nominating import save_nomination
from awards.workflow import head_of, move_nomination
from emulation.attachments.keeping import checked
from emulation.attachments.office_files import EVIDENCE
from emulation.people.models import User
from emulation.units.models import Unit
from registrations.models import Registration
from registrations.workflow import move_registration
from tests.scans import upload
from tests.world import numbers


def honour(code: str = "giay-khen") -> Honour:
    """A shipped one."""
    return Honour.objects.get(code=code)


def accept(registration: Registration, secretary: User) -> Registration:
    """The registration accepted, so that the unit may nominate in its campaign."""
    return move_registration(registration, "accept", by=secretary)


def make_nomination(unit: Unit, by: User, **fields: Any) -> Nomination:
    """A draft that could be sent: Giấy khen for a person, by merit, so that it needs no registration. `honour` may be a code.

    `by` is the unit's head, or the secretary where `received_on_paper_at` is given.
    """
    given = fields.pop("honour", "giay-khen")
    nomination = Nomination(
        unit=unit,
        honour=honour(given) if isinstance(given, str) else given,
        **{
            "kind": Kind.MERIT,
            "subject": Subject.INDIVIDUAL,
            "name": f"Nguyễn Văn Thành {next(numbers)}",
            "achievement": "Vận động nhân dân hiến đất làm đường.",
            "year": timezone.localdate().year,
            **fields,
        },
    )
    return save_nomination(nomination, by=by)


def sent(nomination: Nomination) -> Nomination:
    """Sent by whoever leads the unit, or recorded from paper by who entered it."""
    if nomination.is_on_paper:
        return move_nomination(nomination, "record-paper", by=nomination.entered_by)
    return move_nomination(nomination, "submit", by=head_of(nomination.unit))


def appraised(nomination: Nomination, secretary: User, **details: Any) -> Nomination:
    """Sent, if it was not yet, and appraised with the honour that was asked for."""
    if nomination.state in EDITABLE:
        nomination = sent(nomination)
    return move_nomination(nomination, "appraise", by=secretary, **{"honour": nomination.honour, "opinion": "Đủ điều kiện.", **details})


def attach(nomination: Nomination, by: User, kind: str = Evidence.Kind.EVIDENCE, content: bytes | None = None, name: str = "minh-chung.png") -> Evidence:
    """A file put on the nomination; a small PNG unless given."""
    return add_evidence(nomination, kind, [checked(upload(content, name), EVIDENCE)], by=by)[0]


HEAD = "Họ và tên,Đề nghị cho,Danh hiệu,Năm sinh,Địa chỉ,Đặc điểm,Thành tích"


def uploaded(unit: Unit, owner: User, *rows: str, on_paper: bool = False, **fields: Any) -> NominationImport:
    """A list of these rows, uploaded by its owner and not imported yet."""
    content = "\n".join([HEAD, *(rows or ("Nguyễn Thị Mận,Hộ gia đình,Giấy khen,1970,Số 12,,Hiến đất làm đường.",))])
    shared = {"campaign": None, "kind": Kind.MERIT, "year": timezone.localdate().year, "received_at": timezone.now() if on_paper else None, **fields}
    return keep_list(content.encode(), "danh-sach.csv", unit=unit, owner=owner, **shared)
