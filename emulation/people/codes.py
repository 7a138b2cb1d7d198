"""One-time codes: the secretary hands one out, its owner uses it once to choose a new password."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from emulation.people.models import CODE_LIFE, CODE_TRIES, OneTimeCode, User
from emulation.short_codes import new_code, plain, shown

KEYED = "hmac-sha256$"


@transaction.atomic
def keep_codes(codes: Mapping[User, str], *, by: User, at: datetime | None = None) -> None:
    """Make these the codes of these people, in place of any earlier one; each is good for three days from that moment."""
    now = at or timezone.now()
    people = list(User.objects.select_for_update().filter(pk__in=[user.pk for user in codes]).order_by("pk"))
    OneTimeCode.objects.filter(user__in=people, used_at=None).update(used_at=now)
    OneTimeCode.objects.bulk_create(OneTimeCode(user=user, code_hash=_hash(user, code), made_by=by, made_at=now) for user, code in codes.items())


def hand_out_code(user: User, *, by: User) -> str:
    """A new code, like "7K3M-92QX", that replaces any earlier one. It is shown once and good for three days."""
    code = shown(new_code())
    keep_codes({user: code}, by=by)
    return code


def _hash(user: User, code: str) -> str:
    """A hash under the key of the installation, which no copy of the database contains: see decisions/0015. A password's hash is slow
    on purpose, and a hundred slips would take a minute."""
    return KEYED + salted_hmac(f"one-time-code:{user.pk}", plain(code), algorithm="sha256").hexdigest()


def _is_right(candidate: OneTimeCode, code: str) -> bool:
    if candidate.code_hash.startswith(KEYED):
        return constant_time_compare(_hash(candidate.user, code), candidate.code_hash)
    return check_password(plain(code), candidate.code_hash)  # handed out before the keyed hash


def use_code(username: str, code: str, new_password: str, *, at: datetime | None = None) -> User | None:
    """Set the new password if the code is right, unused, tried at most five times and not older than three days; else None."""
    now = at or timezone.now()
    open_codes = OneTimeCode.objects.filter(
        user__username=username.strip().lower(), user__is_active=True, used_at=None, tries__lt=CODE_TRIES, made_at__gt=now - CODE_LIFE
    )
    candidate = open_codes.select_related("user").first()
    if candidate is None or not OneTimeCode.objects.filter(pk=candidate.pk, used_at=None, tries__lt=CODE_TRIES).update(tries=F("tries") + 1):
        return None
    if not _is_right(candidate, code):
        return None
    user = candidate.user
    user.set_password(new_password)  # slow on purpose, so not inside the transaction
    with transaction.atomic():
        if not OneTimeCode.objects.filter(pk=candidate.pk, used_at=None).update(used_at=now):
            return None
        user.save(update_fields=["password"])
    return user
