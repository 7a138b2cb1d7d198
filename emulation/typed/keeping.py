"""Keeping what is typed, version by version, and forgetting what was really saved or put aside."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from emulation.people.models import User
from emulation.typed.models import Typed, TypedQuerySet

MOST_VALUES = 2_000
MOST_LETTERS = 600_000
MOST_TEXTS = 100  # of one person; the oldest go
TAKEN_BACK = "lay-lai"

Value = list[str]  # name, value, label, value in words
Version = tuple[str, str]  # writer, stamp


class TooMuchTyped(Exception):
    """More than is kept on the server."""


def keep(user: User, typed: Typed, *, instead_of: Iterable[Version] = (), at: datetime | None = None) -> list[Typed]:
    """Keep the unsaved `typed` in the place of its writer's last version, and of those versions that its text was taken from.

    Answers what other pages hold for the same form that says something else. Raises TooMuchTyped.
    """
    if len(typed.data) > MOST_VALUES or sum(map(len, (part for value in typed.data for part in value))) > MOST_LETTERS:
        raise TooMuchTyped
    typed.user, typed.saved_at = user, at or timezone.now()
    with transaction.atomic():
        fields = {name: getattr(typed, name) for name in ("device", "data", "base", "saved_at", "put_aside_at")} | (
            {"title": typed.title} if typed.title else {}
        )
        Typed.objects.update_or_create(user=user, address=typed.address, writer=typed.writer, defaults=fields)
        drop(user, typed.address, instead_of)
        surplus = Typed.objects.visible_to(user).values_list("pk", flat=True)[MOST_TEXTS:]
        Typed.objects.filter(pk__in=list(surplus)).delete()
    others = Typed.objects.visible_to(user).unsaved().filter(address=typed.address).exclude(writer=typed.writer)
    return [other for other in others if other.said != typed.said]


def drop(user: User, address: str, versions: Iterable[Version]) -> None:
    """Forget exactly these versions: a text that went on elsewhere stays."""
    _exactly(user, address, versions).delete()


def put_aside(user: User, address: str, versions: Iterable[Version], writers: Iterable[str] = ()) -> None:
    """Keep exactly these versions, and whatever these pages hold, out of the way: the person chose another text."""
    chosen = _exactly(user, address, versions) | Typed.objects.filter(user=user, address=address, writer__in=list(writers))
    chosen.update(put_aside_at=timezone.now())


def _exactly(user: User, address: str, versions: Iterable[Version]) -> TypedQuerySet:
    stamps = dict(versions)
    rows = Typed.objects.filter(user=user, address=address, writer__in=stamps).only("writer", "saved_at")
    exact = (Q(pk=typed.pk, saved_at=typed.saved_at) for typed in rows if typed.stamp == stamps[typed.writer])
    return Typed.objects.filter(reduce(or_, exact, Q(pk__in=[])))


def take_back(typed: Typed) -> None:
    """Offer it again, as the text of no page that was settled since."""
    typed.writer, typed.put_aside_at = f"{TAKEN_BACK}-{typed.pk}", None
    typed.save(update_fields=["writer", "put_aside_at"])


def forget_writer(user: User, address: str, writer: str) -> None:
    """Forget what a page held: it was really saved."""
    Typed.objects.filter(user=user, address=address, writer=writer).delete()


def without_unkeepable(data: Sequence[Sequence[str]]) -> list[Value]:
    """The values with what no database keeps taken out: NUL, and halves of letters."""
    return [[part.replace("\x00", "").encode(errors="ignore").decode() for part in value] for value in data]


def device_of(agent: str) -> str:
    """A word for the device that a browser says it runs on."""
    return "điện thoại" if "Mobi" in agent or "Android" in agent else "máy tính"
