"""How any record moves from state to state. Each app lists its own moves in a table; `make_move` and `make_moves` are the only writers of `state`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol, TypeVar, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from emulation.history.models import Line, line_about
from emulation.people.models import Role, Term, User
from emulation.units.models import Unit
from emulation.vietnamese.printable import mend

REASON_LENGTH = 2000
AT_ONCE = 500  # rows that one statement writes


class MoveRefused(Exception):
    """A move that cannot be made, in Vietnamese words that the person may read."""


class Stateful(Protocol):
    """A record with a state; `unit` is the unit whose people may move it."""

    pk: Any
    state: str

    @property
    def unit(self) -> Unit: ...

    def get_state_display(self) -> str: ...


class SecondPress(forms.Form):
    """Asks for nothing: a move with it is made by a second press, below what its hint says will follow."""


class Badge(NamedTuple):
    """A state on screen: colour class, sign and word, so that no reader depends on colour alone."""

    css: str
    sign: str
    word: str


Record = TypeVar("Record", bound=models.Model)
Details = Mapping[str, Any]


class Context(NamedTuple):
    """What a check or an effect may know of the move being made."""

    by: User | None
    at: datetime
    reason: str
    details: Details
    before: str = ""  # the state that the move leaves
    title: str = ""  # under which `by` makes it


@dataclass(frozen=True)
class Move:
    """One row of a table of moves.

    `made_at` names the unit whose office makes the move, where that is not the record's own.
    `check` may raise MoveRefused; `effect` changes other fields of the record: both run under the lock.
    `told` is what history keeps where that is more than the reason. `asks` is the form for what the move needs besides a reason, or SecondPress.
    `offered_if` keeps its button from the page while it would only be refused.
    `clockwork` moves may also be made by the clock, with nobody behind them.
    """

    label: str
    sources: frozenset[str]
    target: str
    roles: frozenset[Role]
    needs_reason: bool = False
    clockwork: bool = False
    made_at: Callable[[Any], Unit] | None = None
    check: Callable[[Any, Context], None] | None = None
    effect: Callable[[Any, Context], None] | None = None
    told: Callable[[Context], str] | None = None
    asks: type[forms.Form] | None = None
    offered_if: Callable[[Any], bool] | None = None
    css: str = "secondary"
    hint: str = ""


Moves = Mapping[str, Move]


def moves_open_to(record: Stateful, moves: Moves, user: User) -> dict[str, Move]:
    """The moves that this person could make now, by name: what the page offers as buttons."""
    return {
        name: move
        for name, move in moves.items()
        if record.state in move.sources and user.term_over(_seat(record, move), *move.roles) and (move.offered_if is None or move.offered_if(record))
    }


class Refused(NamedTuple):
    """A move that was just refused, with what had been typed for it."""

    name: str
    reason: str
    fields: forms.Form | None = None


class Button(NamedTuple):
    """A move as a page offers it: where its form goes, and what it asks for. After a refusal it is open, with what was typed."""

    name: str
    url: str
    label: str
    css: str
    hint: str
    needs_reason: bool
    fields: forms.Form | None
    reason: str
    is_open: bool


def buttons(moves: Moves, url_name: str, record_pk: int, refused: Refused | None = None) -> list[Button]:
    """The buttons of a record's page for these moves; the URL takes the record's key and the move's name."""
    return [
        Button(
            name=name,
            url=reverse(url_name, args=[record_pk, name]),
            label=move.label,
            css=move.css,
            hint=move.hint,
            needs_reason=move.needs_reason,
            fields=_fields(name, move, refused),
            reason=refused.reason if refused and refused.name == name else "",
            is_open=refused is not None and refused.name == name,
        )
        for name, move in moves.items()
    ]


def _fields(name: str, move: Move, refused: Refused | None) -> forms.Form | None:
    if refused and refused.name == name and refused.fields:
        return refused.fields
    return asked(name, move)


def asked(name: str, move: Move, data: Any = None) -> forms.Form | None:
    """The form of what a move asks for, if anything, bound to what was posted; ids stay apart from those of other moves on the page."""
    return move.asks(data, auto_id=f"id_{name}_%s") if move.asks else None


def checked_reason(move: Move, reason: str) -> str:
    """The reason as it is kept. Raises MoveRefused when the move needs one and there is none, or it is too long."""
    reason = mend(reason).strip()
    if move.needs_reason and not reason:
        raise MoveRefused(f"Xin ghi rõ lý do khi chọn “{move.label}”.")
    if len(reason) > REASON_LENGTH:
        raise MoveRefused(f"Lý do dài quá {REASON_LENGTH} ký tự. Xin rút gọn.")
    return reason


def make_move(record: Record, moves: Moves, name: str, *, by: User | None, reason: str = "", at: datetime | None = None, **details: Any) -> Record:
    """Check, lock, check again, change, and write it down; `at` is now unless a past move is entered afterwards.

    Raises PermissionDenied when the person holds no term that covers the record's unit in a role of the move,
    and MoveRefused when the state, the reason or the move's own check stands against it.
    """
    move = moves[name]
    term = _term_for(cast(Stateful, record), move, by)
    reason = checked_reason(move, reason)
    with transaction.atomic():
        locked = type(record)._default_manager.select_for_update().get(pk=record.pk)
        now = at or timezone.now()  # under the lock, so that history is in the order of what happened
        context = Context(by, now, reason, details, title=str(term or ""))
        _refuse_unfit(locked, move, context)
        line = _moved(locked, name, move, context)
        locked.save()
        line.save()
    return locked


class Made(NamedTuple):
    """What became of many records: those that were moved, and those that were refused with the sentence why."""

    moved: list[Any]
    refused: list[tuple[Any, str]]


def make_moves(
    records: QuerySet[Any],
    moves: Moves,
    name: str,
    *,
    by: User | None,
    reason: str = "",
    at: datetime | None = None,
    each: Callable[[Any], Details] = lambda record: {},
    **details: Any,
) -> Made:
    """Make one move of many records in one transaction, with few queries however many they are; `each` gives the details of one of them.

    Whom state or check refuse stays as it is, and the others move. What checks and effects ask of a record should come with `records`.
    Raises PermissionDenied as `make_move` does, and what an effect raises: then nothing has moved.
    """
    move, made = moves[name], Made([], [])
    reason = checked_reason(move, reason)
    with transaction.atomic():
        locked = list(records.select_for_update(of=("self",)).order_by("pk"))
        context = Context(by, at or timezone.now(), reason, details)
        before = {record.pk: _values(record) for record in locked}
        lines = []
        for record in locked:
            said = context._replace(details={**details, **each(record)}, title=str(_term_for(record, move, by) or ""))
            try:
                _refuse_unfit(record, move, said)
            except MoveRefused as refusal:
                made.refused.append((record, str(refusal)))
            else:
                lines.append(_moved(record, name, move, said))
                made.moved.append(record)
        changed = {field for record in made.moved for field, value in _values(record).items() if value != before[record.pk][field]}
        if changed:
            records.model._default_manager.bulk_update(made.moved, sorted(changed), batch_size=AT_ONCE)
        Line.objects.bulk_create(lines, batch_size=AT_ONCE)
    return made


def _values(record: models.Model) -> dict[str, Any]:
    deferred = record.get_deferred_fields()
    return {field.name: getattr(record, field.attname) for field in record._meta.concrete_fields if field.attname not in deferred}


def _refuse_unfit(record: models.Model, move: Move, context: Context) -> None:
    """Raises MoveRefused for a record, locked, of which the move cannot be made."""
    stateful = cast(Stateful, record)
    if stateful.state not in move.sources:
        raise MoveRefused(f"Không thể “{move.label}”: tình trạng hiện nay là “{stateful.get_state_display()}”. Xin tải lại trang.")
    if move.check:
        move.check(record, context)


def _moved(record: models.Model, name: str, move: Move, context: Context) -> Line:
    """Change the record, which nothing stands against any more; the line that tells of it. Neither is saved."""
    stateful = cast(Stateful, record)
    before, stateful.state = stateful.state, move.target
    if move.effect:
        move.effect(record, context._replace(before=before))
    told = move.told(context) if move.told else context.reason
    return line_about(
        record,
        move=name,
        label=move.label,
        at=context.at,
        by=context.by,
        title=context.title,
        before=before,
        after=move.target,
        reason=told,
    )


def _seat(record: Stateful, move: Move) -> Unit:
    return move.made_at(record) if move.made_at else record.unit


def _term_for(record: Stateful, move: Move, by: User | None) -> Term | None:
    if by is None:
        if not move.clockwork:
            raise PermissionDenied
        return None
    term = by.term_over(_seat(record, move), *move.roles)
    if term is None:
        raise PermissionDenied
    return term
