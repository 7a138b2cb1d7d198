"""Throwing drafts away that were never sent: one, or what a list brought in by mistake. What was sent once is withdrawn and kept."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from awards.models import Evidence, Nomination, NominationImport, NominationQuerySet, State
from emulation.attachments.models import Attachment
from emulation.people.models import User


def discardable(user: User) -> NominationQuerySet:
    """The drafts that somebody writes and nobody ever received."""
    return Nomination.objects.written_by(user).filter(state=State.DRAFT, submitted_at=None)


@transaction.atomic
def discard(nominations: NominationQuerySet, *, by: User) -> int:
    """Delete those of them that may be thrown away, with their files; how many."""
    doomed = discardable(by).filter(pk__in=nominations.order_by().values("pk")).select_for_update(of=("self",))
    keys = list(doomed.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), 500):
        _delete(keys[start : start + 500])
    return len(keys)


def _delete(keys: list[int]) -> None:
    evidence = Evidence.objects.filter(nomination__in=keys)
    files = list(Attachment.objects.filter(evidence__in=evidence).values_list("pk", "file"))
    evidence.delete()
    Attachment.objects.filter(pk__in=[pk for pk, _ in files]).delete()
    Nomination.objects.filter(pk__in=keys).delete()
    for _, name in files:
        transaction.on_commit(partial(default_storage.delete, name))


def brought_in(kept: NominationImport, user: User) -> NominationQuerySet:
    """What an imported list made and may still be thrown away."""
    drafts = discardable(user).filter(unit=kept.unit_id)
    return drafts.filter(made_at=kept.imported_at) if kept.imported_at else drafts.none()
