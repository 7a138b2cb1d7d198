"""Long lists of nominees from Excel: planned row by row, and imported whole or not at all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from awards.eligibility import LAW
from awards.kept_lists import clean, refuse_unfit, take
from awards.models import Attribute, Honour, Nomination, NominationImport, Subject
from awards.nominating import writer_of
from emulation.campaigns.models import Campaign
from emulation.history.models import Line
from emulation.people.models import User
from emulation.spreadsheets.plans import Entry, Plan
from emulation.spreadsheets.reading import Column, Row, key_of, read_table
from emulation.spreadsheets.records import listed
from emulation.units.models import Unit
from emulation.vietnamese.order import search_key

COLUMNS = (
    Column("name", "Họ và tên, tên tập thể", ("họ và tên", "họ tên", "chủ hộ", "họ tên chủ hộ", "tên tập thể"), required=True, sample="Nguyễn Văn Bình"),
    Column("subject", "Đề nghị cho", ("đối tượng",), hint="Để trống nếu danh hiệu chỉ dành cho một đối tượng.", sample="Hộ gia đình"),
    Column("honour", "Danh hiệu, hình thức", ("danh hiệu", "hình thức khen thưởng"), required=True, hint="Đúng tên trong danh mục.", sample="Giấy khen"),
    Column("birth_year", "Năm sinh", hint="Bốn chữ số. Có thể để trống.", sample="1970"),
    Column("details", "Chức vụ, địa chỉ", ("chức vụ", "địa chỉ", "nghề nghiệp"), hint="Để phân biệt người trùng tên.", sample="Số 12, ngõ 3"),
    Column("attributes", "Đặc điểm", hint=f"Cách nhau bằng dấu chấm phẩy: {'; '.join(Attribute.labels)}."),
    Column("achievement", "Thành tích", ("tóm tắt thành tích",), required=True, sample="Hiến 50 m² đất làm đường; ba năm liền là gia đình văn hóa."),
)  # fmt: skip
MORE_SUBJECTS = {"hộ": Subject.HOUSEHOLD, "gia đình": Subject.HOUSEHOLD}
SUBJECTS = {key_of(word): subject for subject in Subject for word in (subject.value, subject.label)} | {key_of(k): v for k, v in MORE_SUBJECTS.items()}
ATTRIBUTES = {key_of(word): one for one in Attribute for word in (one.value, one.label)}


@dataclass
class NomineeEntry(Entry):
    """A row, with the nomination that it would make; None where it cannot."""

    nomination: Nomination | None = None


def keep_list(
    content: bytes, file_name: str, *, unit: Unit, campaign: Campaign | None, kind: str, year: int, received_at: datetime | None, owner: User
) -> NominationImport:
    """Keep an uploaded list in the place of the one uploaded before."""
    shared = {"campaign": campaign, "kind": kind, "year": year, "received_on_paper_at": received_at}
    defaults = {"content": content, "file_name": file_name[-200:], "made_at": timezone.now(), **shared}
    kept, _ = NominationImport.objects.update_or_create(owner=owner, unit=unit, imported_at=None, defaults=defaults)
    return kept


def rows_of(kept: NominationImport) -> list[Row]:
    """The rows of a kept list, which could be read when it was uploaded."""
    return list(read_table(bytes(kept.content or b""), COLUMNS).rows)


def plan_list(rows: Iterable[Row], kept: NominationImport) -> Plan:
    """What the list would do; three queries however long it is."""
    honours = {key_of(word): honour for honour in Honour.objects.in_use(timezone.localdate()) for word in (honour.name, honour.code)}
    entries = [_entry(row, kept, honours) for row in rows]
    _refuse_twice(entries, kept)
    return Plan(COLUMNS, entries)


def _entry(row: Row, kept: NominationImport, honours: dict[str, Honour]) -> NomineeEntry:
    entry = NomineeEntry(row, is_new=True)
    honour = _honour(entry, honours)
    subject = _subject(entry, honour)
    nomination = Nomination(
        unit_id=kept.unit_id,
        campaign_id=kept.campaign_id,
        kind=kept.kind,
        year=kept.year,
        received_on_paper_at=kept.received_on_paper_at,
        entered_by_id=kept.owner_id if kept.received_on_paper_at else None,
        honour=honour,
        subject=subject or "",
        name=row.text("name"),
        details=row.text("details"),
        birth_year=_birth_year(entry),
        attributes=list(_attributes(entry)),
        achievement=row.text("achievement"),
    )
    refuse_unfit(entry, Nomination, "details", required=("name", "achievement"))
    entry.nomination = nomination
    return entry


def _honour(entry: NomineeEntry, honours: dict[str, Honour]) -> Honour | None:
    text = entry.row.text("honour")
    honour = honours.get(key_of(text))
    if not text:
        entry.refuse("xin ghi ô này.", "honour")
    elif honour is None:
        entry.refuse(f"danh mục không có “{text[:60]}”. Xin ghi đúng tên trong danh mục.", "honour")
    return honour


def _subject(entry: NomineeEntry, honour: Honour | None) -> Subject | None:
    text = entry.row.text("subject")
    subject = SUBJECTS.get(key_of(text))
    if text and subject is None:
        entry.refuse(f"không có đối tượng “{text[:40]}”. Xin ghi một trong: {listed(Subject.labels)}.", "subject")
    elif honour and not text and len(honour.subjects) > 1:
        entry.refuse(f"“{honour}” dành cho nhiều đối tượng. Xin ghi một trong: {listed(one.label for one in honour.subjects)}.", "subject")
    elif honour and subject and subject not in honour.subjects:
        entry.refuse(f"“{honour}” không dành cho {subject.label.lower()}.", "subject")
    return subject or (honour.subjects[0] if honour else None)


def _birth_year(entry: NomineeEntry) -> int | None:
    text = entry.row.text("birth_year")
    if text and not (text.isascii() and text.isdecimal() and 1900 <= int(text[:9]) <= timezone.localdate().year):
        entry.refuse(f"“{text[:20]}” không phải là năm sinh. Xin ghi bốn chữ số, như 1970.", "birth_year")
        return None
    return int(text) if text else None


def _attributes(entry: NomineeEntry) -> Iterator[str]:
    for part in entry.row.text("attributes").split(";"):
        words = [part] if key_of(part) in ATTRIBUTES else part.split(",")  # some have a comma in them
        for word in filter(str.strip, words):
            if known := ATTRIBUTES.get(key_of(word)):
                yield known.value
            else:
                entry.refuse(f"không có đặc điểm “{word.strip()[:40]}”. Xin ghi một trong: {listed(Attribute.labels)}.", "attributes")


Who = tuple[str, str, int | None, str]


def _who(nomination: Nomination) -> Who:
    return nomination.subject, search_key(nomination.name), nomination.birth_year, search_key(nomination.details)


def _refuse_twice(entries: list[NomineeEntry], kept: NominationImport) -> None:
    """Nobody twice in the list, nor where he is nominated already: one achievement is not commended twice."""
    there: dict[tuple[Who, int], str] = {}
    alive = Nomination.objects.alive().filter(unit=kept.unit_id, kind=kept.kind, year=kept.year, campaign=kept.campaign_id)
    for subject, key, born, details, honour in alive.values_list("subject", "search_key", "birth_year", "details", "honour"):
        there[(subject, key, born, search_key(details)), honour] = "đã có trong các đề nghị của đơn vị"
    for entry in entries:
        nomination = entry.nomination
        if nomination is None or nomination.honour_id is None or not nomination.name:
            continue
        key_and_honour = (_who(nomination), nomination.honour_id)
        if known := there.get(key_and_honour):
            entry.refuse(f"{known}, cùng danh hiệu và năm ({LAW}). Xin bỏ dòng này, hoặc ghi năm sinh, địa chỉ nếu là người khác.", "name")
        else:
            there[key_and_honour] = f"trùng với dòng {entry.row.number}"


@transaction.atomic
def import_kept(kept: NominationImport, by: User) -> int:
    """Import all rows as drafts, or none; how many. Raises MoveRefused when a row is faulty, or the list is imported already."""
    rows = rows_of(kept) if kept.imported_at is None else []
    Unit.objects.select_for_update().get(pk=kept.unit_id)
    now = timezone.now()
    take(kept, now)
    plan = clean(plan_list(rows, kept))
    nominations = [entry.nomination for entry in plan.entries if isinstance(entry, NomineeEntry) and entry.nomination]
    create_drafts(nominations, label="Nhập đề nghị từ tệp", reason=f"Tệp {kept.file_name}", by=by, at=now)
    return len(nominations)


def create_drafts(nominations: list[Nomination], *, label: str, reason: str, by: User, at: datetime) -> None:
    """Write many drafts of one unit down, each with its line of history. Raises PermissionDenied for whoever does not write them."""
    title, subject_type = str(writer_of(nominations[0], by)), ContentType.objects.get_for_model(Nomination)
    for nomination in nominations:
        nomination.set_keys()
        nomination.made_at = at
    Nomination.objects.bulk_create(nominations, batch_size=500)
    told = {"move": "begin", "label": label, "after": nominations[0].state, "reason": reason}
    Line.objects.bulk_create(
        [Line(subject_type=subject_type, subject_pk=one.pk, at=at, by=by, title=title, **told) for one in nominations],
        batch_size=500,
    )
