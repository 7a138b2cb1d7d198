"""One-time codes: the secretary hands one out, its owner uses it once to choose a new password."""

import secrets
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from emulation.people.models import CODE_LIFE, CODE_TRIES, OneTimeCode, User

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks like something else on a slip of paper
LENGTH = 8


@transaction.atomic
def hand_out_code(user: User, *, by: User) -> str:
    """A new code, like "7K3M-92QX", that replaces any earlier one. It is shown once and good for three days."""
    user.one_time_codes.filter(used_at=None).update(used_at=timezone.now())
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    OneTimeCode.objects.create(user=user, code_hash=make_password(code), made_by=by)
    return f"{code[:4]}-{code[4:]}"


def use_code(username: str, code: str, new_password: str, *, at: datetime | None = None) -> User | None:
    """Set the new password if the code is right, unused, tried at most five times and not older than three days; else None."""
    now = at or timezone.now()
    open_codes = OneTimeCode.objects.filter(
        user__username=username.strip().lower(), user__is_active=True, used_at=None, tries__lt=CODE_TRIES, made_at__gt=now - CODE_LIFE
    )
    candidate = open_codes.select_related("user").first()
    if candidate is None or not OneTimeCode.objects.filter(pk=candidate.pk, used_at=None, tries__lt=CODE_TRIES).update(tries=F("tries") + 1):
        return None
    if not check_password(code.replace("-", "").replace(" ", "").upper(), candidate.code_hash):
        return None
    user = candidate.user
    user.set_password(new_password)  # slow on purpose, so not inside the transaction
    with transaction.atomic():
        if not OneTimeCode.objects.filter(pk=candidate.pk, used_at=None).update(used_at=now):
            return None
        user.save(update_fields=["password"])
    return user
