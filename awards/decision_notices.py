"""Whom a decision tells what: the units of their cases, secretaries and chairs of what waits for them."""

from django.urls import reverse

from awards.models import Award, Decision
from emulation.history.models import write_line
from emulation.notices.models import notify
from emulation.people.models import Role, User
from emulation.units.models import Unit
from emulation.workflow import Context


def tell_units(decision: Decision, context: Context, approved: list[Award], refused: list[Award]) -> None:
    """To the heads of each unit, what was decided of theirs."""
    of_unit: dict[Unit, list[str]] = {}
    opened = ["", "Quyết định mở được ở trang của từng khen thưởng."] if approved else []
    for award in approved:
        of_unit.setdefault(award.unit, []).append(f"- {award.name}: {award.honour}.")
    for award in refused:
        of_unit.setdefault(award.unit, []).append(f"- {award.name}: không khen thưởng. Lý do: {award.reason}")
    for unit, lines in of_unit.items():
        subject = f"{decision.paper.named if decision.paper else decision}: kết quả khen thưởng"
        key = f"khen-thuong-{decision.pk}-ban-hanh-{unit.pk}"
        body = "\n".join([f"{decision}.", "", *lines, *opened])
        notify(User.objects.holding(Role.HEAD, unit), key=key, subject=subject, body=body, url=reverse("award-list"), at=context.at)


def tell_of_prices(decision: Decision, context: Context, changed: list[Award]) -> None:
    """What was printed when the chair signed is no longer what the decision's date gives."""
    names = ", ".join(award.name for award in changed[:5]) + (" …" if len(changed) > 5 else "")
    said = f"Mức tiền thưởng tính theo ngày ban hành khác mức in trong danh sách của {len(changed)} trường hợp: {names}. Xin đính chính quyết định."
    write_line(decision, move="price", label="Tính lại tiền thưởng", at=context.at, by=None, reason=said)
    tell_secretaries(decision, context, "tien-thuong", "Tiền thưởng đã tính lại", said)


def tell_secretaries(decision: Decision, context: Context, key: str, subject: str, body: str) -> None:
    others = [user for user in User.objects.holding(Role.SECRETARY, decision.unit) if user != context.by]
    tell(others, decision, context, key, subject, body)


def tell(people: list[User], decision: Decision, context: Context, key: str, subject: str, body: str) -> None:
    name = f"khen-thuong-{decision.pk}-{key}-{context.at:%Y%m%d%H%M%S}"
    notify(people, key=name, subject=subject, body=f"{decision}.\n\n{body}", url=decision.get_absolute_url(), at=context.at)
