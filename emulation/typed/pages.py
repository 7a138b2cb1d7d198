"""A page with a long form: what was typed there before, and whether somebody else saved the same record meanwhile."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cached_property, wraps
from typing import Any, NamedTuple

from django.db import models, transaction
from django.forms import BaseForm, BaseFormSet, BoundField, CheckboxInput, Select, SelectMultiple
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from emulation.people.access import person
from emulation.typed.keeping import device_of, drop, forget_writer, keep, without_unkeepable
from emulation.typed.models import Typed

Forms = Sequence[BaseForm | BaseFormSet]
View = Callable[..., HttpResponse]
SETTLED = "typed_settled"  # in the session: pages whose text was really saved, so that a straggler from their browser brings nothing back
MOST_SETTLED = 20
WITHOUT_SCRIPT = "khong-script"


class Difference(NamedTuple):
    """A field in which what is typed is not what is saved."""

    label: str
    typed: str
    saved: str


class TypedPage:
    """What one request to a page with a long form has to do with what is being typed there. `is_new`: the form makes a record of its own.

    `mine` names the button by which a page that was overtaken saves and stays.

    `is_unsaved` while what was posted is not where it belongs: a page that is shown in answer was refused, and says so.

    `base` stands in the page and names what was saved when it was opened. Once that is another and the person typed something else, saving would
    write over it unseen: then `may_be_saved` is False, and the page shows the `differences` under the new base, with which it can be saved.
    """

    def __init__(
        self, request: HttpRequest, forms: Forms, *, is_new: bool = False, is_editable: bool = True, saved_at: Any = None, address: str = "", mine: str = "mine"
    ) -> None:
        self.request, self.forms, self.is_new, self.is_editable, self.saved_at, self.mine = request, forms, is_new, is_editable, saved_at, mine
        self.address = address or request.path
        self.user = person(request)
        self.is_posted = self.is_unsaved = request.method == "POST"
        self.writer = request.POST.get("typed-writer", "")[:40]
        self.versions = request.POST.get("typed-versions", "").splitlines()  # "writer stamp" of each text that the page was filled in from
        self.base = "" if is_new else digest_of(forms)

    def gives_up(self) -> bool:
        """Whether the person takes what is saved in place of what he typed: that is put aside, and the page is to be opened anew."""
        if gives_up := self.is_posted and "typed-take" in self.request.POST:
            self.saved()
            keep(self.user, self._posted(put_aside_at=timezone.now()))
        return gives_up

    @cached_property
    def differences(self) -> list[Difference]:
        """Empty unless the record was saved from elsewhere since the page was opened. One that is closed meanwhile refuses by itself."""
        posted = self.request.POST.get("typed-base", "")
        return list(differences_of(self.forms)) if posted not in ("", self.base) and self.is_editable and not self.is_new else []

    @property
    def may_be_saved(self) -> bool:
        return self.is_posted and not self.differences

    def saved(self) -> None:
        """Call it once what was typed is really saved."""
        if self.writer:
            forget_writer(self.user, self.address, self.writer)
            drop(self.user, self.address, [(writer, stamp) for writer, _, stamp in (version.partition(" ") for version in self.versions)])
            self.request.session[SETTLED] = [*self.request.session.get(SETTLED, []), self.writer, *self.versions[:MOST_SETTLED]][-MOST_SETTLED:]

    def refused(self) -> None:
        """Call it when what was typed cannot be saved where it belongs: it is kept apart."""
        keep(self.user, self._posted())

    def _posted(self, put_aside_at: datetime | None = None) -> Typed:
        data = [[bound.html_name, value, label_of(form_label, bound), ""] for form_label, bound in fields_of(self.forms) for value in values_of(bound)]
        device = device_of(self.request.headers.get("User-Agent", ""))
        told: dict[str, Any] = {"device": device, "data": without_unkeepable(data), "base": self.base, "put_aside_at": put_aside_at}
        return Typed(address=self.address, writer=self.writer or WITHOUT_SCRIPT, **told)

    @property
    def embedded(self) -> dict[str, Any]:
        """What the script in the page has to know."""
        rows = Typed.objects.visible_to(self.user).unsaved().filter(address=self.address)
        settled = self.request.session.get(SETTLED, [])
        stood_for = [self.writer, *self.versions]
        return {"rows": [row.seen_whole() for row in rows if row.writer not in settled], "settled": settled, "stood_for": stood_for}


def one_at_a_time(key: str, rows: Callable[[Any], "models.QuerySet[Any]"]) -> Callable[[View], View]:
    """Who saves a record waits for whoever is saving it, so that neither overlooks what the other wrote: the view runs under the lock of these rows."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **keys: Any) -> HttpResponse:
            if request.method != "POST":
                return view(request, **keys)
            with transaction.atomic():
                rows(keys[key]).select_for_update(of=("self",)).values_list("pk").first()
                return view(request, **keys)

        return guarded

    return decorate


def fields_of(forms: Forms) -> Iterator[tuple[str, BoundField]]:
    """Each visible field that a person may change, with a word for the form or row in which it stands."""
    for one in forms:
        heading = getattr(one, "heading", "")
        rows = enumerate(one.forms, start=1) if isinstance(one, BaseFormSet) else [(0, one)]
        for number, form in rows:
            where = ", ".join(part for part in (heading, f"dòng {number}" if number else "") if part)
            yield from ((where, bound) for bound in form.visible_fields() if not bound.field.disabled)


def label_of(where: str, bound: BoundField) -> str:
    return f"{where}, {bound.label}" if where else str(bound.label)


def digest_of(forms: Forms) -> str:
    """A token of what the forms begin with: another as soon as something else is saved."""
    begun: list[Any] = []
    for one in forms:
        if isinstance(one, BaseFormSet):
            begun.append(one.initial)
        else:
            begun.append({name: one.get_initial_for_field(field, name) for name, field in one.fields.items()})
    return hashlib.sha256(json.dumps(begun, default=str, sort_keys=True).encode()).hexdigest()[:32]


def differences_of(forms: Forms) -> Iterator[Difference]:
    """The fields of bound forms in which what was posted is not what they begin with."""
    for where, bound in fields_of(forms):
        initial = bound.form.get_initial_for_field(bound.field, bound.name)
        if bound.field.has_changed(initial, bound.data) and not _is_untouched_choice(bound, initial):
            yield Difference(label_of(where, bound), in_words(bound, bound.data), in_words(bound, initial))
    for one in forms:
        yield from _rows_beyond(one) if isinstance(one, BaseFormSet) else ()


def _rows_beyond(formset: BaseFormSet) -> Iterator[Difference]:
    """The saved rows for which the posted page had no room."""
    posted = len(formset.forms)
    for number, row in enumerate((formset.initial or [])[posted:], start=posted + 1):
        where = ", ".join(part for part in (getattr(formset, "heading", ""), f"dòng {number}") if part)
        yield Difference(where, "", "; ".join(str(value) for value in row.values() if value))


def _is_untouched_choice(bound: BoundField, initial: Any) -> bool:
    """Whether a list stands on its first entry because it was never given another."""
    if initial not in (None, "") or not isinstance(bound.field.widget, Select) or isinstance(bound.field.widget, SelectMultiple):
        return False
    first = next(iter(bound.field.choices), ("", ""))[0]  # type: ignore[attr-defined]  # a field with choices
    return str(first) == str(bound.data or "")


def values_of(bound: BoundField) -> list[str]:
    """What was posted for the field, as the browser sent it."""
    data = bound.data
    if isinstance(data, bool):
        return ["on"] if data else []
    return [str(one) for one in data] if isinstance(data, list) else [str(data or "")]


def in_words(bound: BoundField, value: Any) -> str:
    """A value as the page shows it: choices by their words."""
    if isinstance(bound.field.widget, CheckboxInput):
        return "Có" if value else "Không"
    values = value if isinstance(value, list | tuple) else [bound.field.prepare_value(value)]
    words = {str(code): str(word) for code, word in getattr(bound.field, "choices", ())}
    if words:
        return "; ".join(words.get(str(one), str(one)) for one in values if one not in (None, ""))
    shown = [bound.field.widget.format_value(one) for one in values]
    return "; ".join(str(one) for one in shown if one is not None)
