"""Handing over a term: the old one ends the day before the new one begins, in one transaction."""

import re
from datetime import timedelta
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from emulation.history.models import write_line
from emulation.notices.models import notify
from emulation.people.forms import TermForm
from emulation.people.models import Role, Term, User
from emulation.vietnamese.dates import day


class HandOverForm(TermForm):
    """To whom, from which day, under which title. The role is that of the old term."""

    def __init__(self, *args: Any, term: Term, by: User, **kwargs: Any) -> None:
        super().__init__(*args, unit=term.unit, by=by, **kwargs)
        self.term = term
        self.fields["role"].disabled = True  # kept as a field, so that the constraint on open terms is still checked
        self.fields["role"].initial = term.role
        self.fields["title"].initial = term.title
        self.fields["starts_on"].label = "Ngày đầu tiên của người mới"
        self.fields["starts_on"].help_text = "Nhiệm vụ của người cũ kết thúc hết ngày hôm trước."
        self.fields["username"].label = "Tên đăng nhập của người nhận"
        self.fields["username"].initial = suggested_username(term.user.username)

    def clean_starts_on(self) -> Any:
        first = self.cleaned_data["starts_on"]
        if first <= self.term.starts_on:
            raise ValidationError(f"Người cũ giữ nhiệm vụ từ {day(self.term.starts_on)}. Xin ghi ngày sau đó.")
        return first

    def clean_username(self) -> str:
        username = super().clean_username()
        if username == self.term.user.username:
            raise ValidationError("Đây là người đang giữ nhiệm vụ. Xin ghi tên đăng nhập của người nhận.")
        return username


def suggested_username(username: str) -> str:
    """A free name like the old one: tdp01 gives tdp01-2, then tdp01-3."""
    row = re.sub(r"-\d+$", "", username)
    taken = set(User.objects.filter(username__startswith=row).values_list("username", flat=True))
    return next(name for number in count(2) if (name := f"{row}-{number}") not in taken)


@transaction.atomic
def hand_over(form: HandOverForm, *, by: User) -> Term:
    """The new term, once the old one is ended; tells the new holder. Raises ValidationError when the old one was ended meanwhile."""
    old = Term.objects.select_for_update().get(pk=form.term.pk)
    if old.ends_on and old.ends_on < timezone.localdate():
        raise ValidationError(f"Nhiệm vụ này đã kết thúc hết ngày {day(old.ends_on)}. Xin tải lại trang đơn vị.")
    new = form.save()
    last = new.starts_on - timedelta(days=1)
    old.ends_on = min(old.ends_on or last, last)
    old.save(update_fields=["ends_on"])
    told = f"{old.user} → {new.user}, {new.title}, từ ngày {day(new.starts_on)}"
    write_line(
        new.unit,
        move="hand-over",
        label="Bàn giao nhiệm vụ",
        at=timezone.now(),
        by=by,
        title=by.title_over(new.unit, Role.SECRETARY, Role.ADMINISTRATOR),
        reason=told,
    )
    notify(
        [new.user],
        key=f"hand-over:{new.pk}",
        subject=f"Nhận bàn giao: {new}",
        body=f"Nhận bàn giao từ {old.user} từ ngày {day(new.starts_on)}.\nNhững gì đã đăng ký và đang làm dở vẫn thuộc đơn vị và tiếp tục được ngay.",
        url="/",
    )
    return new
