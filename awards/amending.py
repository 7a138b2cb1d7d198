"""Amending the catalogue in the browser: who may, and how a row is saved with its line of history."""

import string

from django.db import transaction
from django.utils import timezone

from awards.models import Authority, BaseSalary, Honour, Rate
from awards.models.catalogue import TAKEN
from emulation.history.models import write_line
from emulation.people.models import Role, Term, User
from emulation.vietnamese.order import search_key
from emulation.workflow import MoveRefused

MOST_TOLD = 2000
NO_SIGNS = str.maketrans("", "", string.punctuation + "“”’–")


def may_amend(user: User) -> bool:
    """Whether somebody may change what counts for every commune: see docs/decisions/0022."""
    return user.is_superuser or term_above_communes(user) is not None


def term_above_communes(user: User) -> Term | None:
    """The term as administrator at a level above the commune."""
    return next((term for term in user.terms_as(Role.ADMINISTRATOR) if term.unit.has_office and not term.unit.is_commune), None)


@transaction.atomic
def amend_row(row: Authority | Rate, *, by: User, reason: str) -> None:
    """Save an added or changed row of an honour. Raises MoveRefused when it overlaps another about the same."""
    honour = Honour.objects.select_for_update().get(pk=row.honour_id)  # one at a time, so that two rows never come in at once
    there: list[Authority | Rate] = [*(honour.authorities.all() if isinstance(row, Authority) else honour.rates.all())]
    if in_the_way := next((one for one in there if one.overlaps(row)), None):
        raise MoveRefused(f"Trùng thời gian với dòng đã có: {in_the_way}. Xin ghi ngày kết thúc của dòng đó trước, hoặc chọn ngày khác.")
    before = next((one.told for one in there if one.pk == row.pk), "")
    _save(row, honour, what=row.WHAT, before=before, by=by, reason=reason)


@transaction.atomic
def amend_honour(honour: Honour, *, by: User, reason: str) -> None:
    before = Honour.objects.select_for_update().get(pk=honour.pk).told
    _save(honour, honour, what="điều kiện xét", before=before, by=by, reason=reason)


@transaction.atomic
def add_honour(honour: Honour, *, by: User, reason: str) -> None:
    """Save a new one behind all others. Raises MoveRefused when there is one of that name."""
    there = list(Honour.objects.select_for_update())  # one at a time
    honour.code = search_key(honour.name).translate(NO_SIGNS).replace(" ", "-")[:60]
    if any(one.code == honour.code for one in there):
        raise MoveRefused("Danh mục đã có danh hiệu, hình thức tên này. Xin sửa mục đó, hoặc ghi tên khác.")
    honour.position = max((one.position for one in there), default=0) + 1
    _save(honour, honour, what="danh hiệu, hình thức", before="", by=by, reason=reason)


@transaction.atomic
def retire_honour(honour: Honour, *, by: User, reason: str) -> None:
    """Let it go out of use on its day, or stay in use."""
    before = Honour.objects.select_for_update().get(pk=honour.pk).told
    _save(honour, honour, what="thời hạn dùng", before=before, by=by, reason=reason)


@transaction.atomic
def amend_salary(salary: BaseSalary, *, by: User, reason: str) -> None:
    """Save an added or changed base salary. Raises MoveRefused when there is one from that day already."""
    there = {one.pk: one for one in BaseSalary.objects.select_for_update()}
    if any(one.starts_on == salary.starts_on and pk != salary.pk for pk, one in there.items()):
        raise MoveRefused(TAKEN)
    before = there[salary.pk].told if salary.pk else ""
    _save(salary, salary, what="mức lương cơ sở", before=before, by=by, reason=reason)


def _save(row: Authority | Rate | Honour | BaseSalary, record: Honour | BaseSalary, *, what: str, before: str, by: User, reason: str) -> None:
    row.is_amended = True
    row.save()
    told = "\n".join(filter(None, (f"Lý do: {reason}", before and f"Trước: {before}", f"Nay: {row.told}")))
    write_line(
        record,
        move="amend" if before else "add",
        label=f"{'Sửa' if before else 'Thêm'} {what}",
        at=timezone.now(),
        by=by,
        title=str(term_above_communes(by) or ""),
        reason=told[:MOST_TOLD],
    )
