"""Tables that people upload: kept for their owner, looked at, and imported whole or not at all."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from emulation.people import exporting
from emulation.people.importing import TERMS, UNITS_WITH_HEADS, PeoplePlan, carry_out, plan_terms, plan_units_with_heads
from emulation.people.models import BulkImport, User
from emulation.spreadsheets.reading import Column, Row, read_table
from emulation.spreadsheets.writing import Table
from emulation.units.models import Unit


class ImportRefused(Exception):
    """Nothing was imported; the message says in Vietnamese why, and what to do."""


@dataclass(frozen=True)
class BulkTable:
    """One of the tables that come in and go out."""

    slug: str
    title: str
    columns: Sequence[Column]
    plan: Callable[[Iterable[Row], Unit, User], PeoplePlan]
    export: Callable[[Unit], Table]


TABLES = {
    table.slug: table
    for table in (
        BulkTable("don-vi", "Đơn vị và người đứng đầu", UNITS_WITH_HEADS, plan_units_with_heads, exporting.units_with_heads),
        BulkTable("nhiem-vu", "Người giữ nhiệm vụ", TERMS, plan_terms, exporting.terms),
    )
}


def keep(content: bytes, file_name: str, table: BulkTable, unit: Unit, owner: User) -> BulkImport:
    """Keep an uploaded table in the place of the one uploaded before."""
    kept, _ = BulkImport.objects.update_or_create(
        owner=owner,
        unit=unit,
        table=table.slug,
        imported_at=None,
        defaults={"content": content, "file_name": file_name[-200:], "made_at": timezone.now()},
    )
    return kept


def rows_of(kept: BulkImport) -> list[Row]:
    """The rows of a kept table, which could be read when it was uploaded."""
    return list(read_table(bytes(kept.content or b""), TABLES[kept.table].columns).rows)


def import_kept(kept: BulkImport, by: User) -> PeoplePlan:
    """Import all rows, or none. Raises ImportRefused when a row has become faulty since it was looked at, or the table is imported already."""
    rows = rows_of(kept) if kept.imported_at is None else []
    try:
        with transaction.atomic():
            office = Unit.objects.select_for_update().get(pk=kept.unit_id)
            if not BulkImport.objects.filter(pk=kept.pk, imported_at=None).update(imported_at=timezone.now(), content=None):
                raise ImportRefused("Tệp này đã được nhập rồi.")
            plan = TABLES[kept.table].plan(rows, office, by)
            if not plan.is_clean:
                raise ImportRefused("Chưa nhập dòng nào, vì còn dòng có lỗi. Xin sửa các dòng sau trong tệp rồi tải lên lại.")
            carry_out(plan, office)
    except IntegrityError as error:
        raise ImportRefused(
            "Chưa nhập dòng nào, vì cùng lúc có người khác sửa đơn vị hoặc tài khoản. Xin xem lại bảng dưới đây rồi bấm nhập lần nữa."
        ) from error
    return plan
