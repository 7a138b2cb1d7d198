"""The forms of renaming, merging and splitting a unit: what they ask for, and the change that they mean."""

from abc import abstractmethod
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from emulation.people.carrying import terms_at
from emulation.people.models import Term, User
from emulation.people.terms import may_change
from emulation.units.changes import Change, unused_code
from emulation.units.kinds import COMMUNES, ORGANISATIONS, RESIDENTIAL, Kind
from emulation.units.models import Succession, Unit, UnitQuerySet
from emulation.units.tree import names_of
from emulation.vietnamese.fields import DayInput, VietnameseFormField

NAME_LENGTH, FULL_NAME_LENGTH, MOST_PARTS = 100, 200, 9
CODE_TAKEN = "Mã này đã có đơn vị khác dùng. Xin chọn mã khác."
NAME_TAKEN = "Đã có đơn vị khác đang hoạt động mang tên “{}”. Xin ghi tên khác."


def alike(unit: Unit) -> frozenset[Kind]:
    """The kinds that a unit may become or be merged with: communes with communes, residential groups and organisations each among themselves."""
    return next(kinds for kinds in (COMMUNES, RESIDENTIAL, ORGANISATIONS) if unit.kind in kinds)


class ChangeForm(forms.Form):
    """From when, by which document. `going_on` are the terms that go on at the successor where the person may choose."""

    kind_of_change: Succession.Kind
    on = forms.DateField(
        label="Từ ngày",
        help_text="Ngày quyết định có hiệu lực, là ngày đầu tiên của đơn vị mới. Đơn vị cũ hoạt động đến hết ngày hôm trước.",
        widget=DayInput,
    )
    document = VietnameseFormField(label="Theo văn bản", max_length=300, required=False, help_text="Như “Nghị quyết số 1683/NQ-UBTVQH15 ngày 16/6/2025”.")
    note = VietnameseFormField(label="Ghi chú", max_length=2000, required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, unit: Unit, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit, self.by = unit, by

    @property
    def predecessors(self) -> list[Unit]:
        return [self.unit]

    @abstractmethod
    def successors(self) -> list[Unit]:
        """The units to come, not saved; or the one that takes the others in."""

    def homes(self) -> dict[int, int]:
        """Which successor, by its place, takes which sub-unit, by its key."""
        return {}

    def change(self) -> Change:
        """The change that was typed. Ask only once the form is valid."""
        typed = self.cleaned_data
        return Change(self.kind_of_change, self.predecessors, self.successors(), typed["on"], typed["document"], typed["note"], self.homes())

    def terms_to_choose(self) -> list[Term]:
        """The terms at the units that end, of which the person says who goes on; at a renamed unit all do."""
        return terms_at(self.predecessors)

    def going_on(self) -> set[int]:
        """The keys of those ticked; what is no term of these units is ignored."""
        ticked = set(self.data.getlist("going_on")) if hasattr(self.data, "getlist") else set()
        return {term.pk for term in self.terms_to_choose() if str(term.pk) in ticked}

    def refuse_taken_name(self, field: str, name: str) -> None:
        siblings = Unit.objects.filter(commune=self.unit.commune, kind__in=alike(self.unit)).existing()
        if any(name.casefold() == other.short_name.casefold() for other in siblings.exclude(pk__in=[unit.pk for unit in self.predecessors])):
            self.add_error(field, NAME_TAKEN.format(name))


class NewUnitForm(ChangeForm):
    """One unit to come: its kind, names and code."""

    kind = forms.ChoiceField(label="Loại đơn vị")
    short_name = VietnameseFormField(label="Tên ngắn mới", max_length=NAME_LENGTH, help_text="Như “TDP Bá Vân”, “phường Bách Quang”.")
    name = VietnameseFormField(label="Tên đầy đủ mới", max_length=FULL_NAME_LENGTH, required=False, help_text="Để trống thì viết theo tên ngắn.")
    code = forms.RegexField(
        r"^[a-z0-9]+(-[a-z0-9]+)*$",
        label="Mã mới",
        max_length=40,
        help_text="Mã cũ ở lại với đơn vị cũ. Chữ thường không dấu, chữ số và dấu gạch nối.",
        error_messages={"invalid": "Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, như tdp-01."},
    )
    field_order = ["short_name", "name", "kind", "code", "on", "document", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in Kind if kind in alike(self.unit)]  # type: ignore[attr-defined]
        self.fields["kind"].initial = self.unit.kind
        self.fields["code"].initial = unused_code(self.unit.commune, self.unit.code)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if short_name := cleaned.get("short_name"):
            self.refuse_taken_name("short_name", short_name)
        if Unit.objects.filter(commune=self.unit.commune, code=cleaned.get("code")).exists():
            self.add_error("code", CODE_TAKEN)
        return cleaned

    def successors(self) -> list[Unit]:
        typed = self.cleaned_data
        kind = Kind(typed["kind"])
        names = names_of(kind, typed["short_name"])
        if typed["name"]:
            names["name"] = typed["name"]
        place = "" if self.unit.is_commune else self.unit.place_name
        return [Unit(kind=kind, code=typed["code"], phone=self.unit.phone, place_name=place, **names)]


class RenameForm(NewUnitForm):
    """The new name of one unit; everybody stays in office."""

    kind_of_change = Succession.Kind.RENAME

    def terms_to_choose(self) -> list[Term]:
        return []


class MergeForm(NewUnitForm):
    """The other units, and what all of them become: a new unit, or one of those that exist."""

    kind_of_change = Succession.Kind.MERGE
    others = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label="Sáp nhập cùng với",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "Có đơn vị không sáp nhập được. Xin chọn lại."},
    )
    into = forms.ModelChoiceField(
        Unit.objects.none(),
        label="Nhập vào đơn vị đang có",
        required=False,
        empty_label="Không, lập đơn vị mới",
        help_text="Chỉ chọn khi đơn vị nhận giữ nguyên tên. Khi đó không cần ghi tên và mã mới.",
    )
    field_order = ["others", "into", *NewUnitForm.field_order]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("others", "into"):
            self.fields[name].queryset = partners(self.unit, self.by)  # type: ignore[attr-defined]
        if self.data.get("into"):
            for name in ("short_name", "code", "kind"):
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        others, into = list(cleaned.get("others", ())), cleaned.get("into")
        if into in others:
            self.add_error("into", "Đơn vị nhận không thể đồng thời là đơn vị kết thúc. Xin bỏ chọn ở một trong hai chỗ.")
        if not others and not into and "others" not in self.errors:
            self.add_error("others", "Xin chọn ít nhất một đơn vị để sáp nhập.")
        return cleaned

    @property
    def predecessors(self) -> list[Unit]:
        return [self.unit, *self.cleaned_data.get("others", ())]

    def successors(self) -> list[Unit]:
        into = self.cleaned_data["into"]
        return [into] if into else super().successors()


def partners(unit: Unit, user: User) -> UnitQuerySet:
    """The units that this one may be merged with: of its sort, existing, in its commune; for a commune those that the person may change too."""
    found: UnitQuerySet = Unit.objects.filter(kind__in=alike(unit), commune=unit.commune).existing().exclude(pk=unit.pk)
    if unit.is_commune:
        found = found.filter(pk__in=[other.pk for other in found.kept_by(user) if may_change(user, other)])
    in_order: UnitQuerySet = found.in_order()
    return in_order


class SplitForm(ChangeForm):
    """The names of the units to come, and of a commune where each of its units goes."""

    kind_of_change = Succession.Kind.SPLIT
    names = VietnameseFormField(
        label="Tên ngắn các đơn vị mới, mỗi dòng một tên",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Đơn vị ở dòng đầu tiếp tục những việc còn dở của đơn vị cũ. Mã được đặt tự động và sửa được sau.",
    )
    field_order = ["names", "on", "document", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.children = list(Unit.objects.get_children(self.unit).existing().in_order())
        choices = [(f"{place}", f"Đơn vị ở dòng {place + 1}") for place in range(MOST_PARTS)]
        for child in self.children:
            self.fields[f"home-{child.pk}"] = forms.ChoiceField(label=f"{child} thuộc về", choices=choices)

    def clean_names(self) -> list[str]:
        names = [" ".join(line.split()) for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if not 2 <= len(names) <= MOST_PARTS:
            raise ValidationError(f"Xin ghi từ 2 đến {MOST_PARTS} tên, mỗi dòng một tên.")
        if len({name.casefold() for name in names}) < len(names):
            raise ValidationError("Có tên ghi hai lần. Xin sửa lại.")
        if too_long := [name for name in names if len(name) > NAME_LENGTH]:
            raise ValidationError(f"Tên dài quá {NAME_LENGTH} ký tự: “{too_long[0][:60]}…”.")
        return names

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        names = cleaned.get("names", [])
        for name in names:
            self.refuse_taken_name("names", name)
        for child in self.children if names else ():
            if int(cleaned.get(f"home-{child.pk}", 0)) >= len(names):
                self.add_error(f"home-{child.pk}", f"Mới ghi {len(names)} tên. Xin chọn từ dòng 1 đến dòng {len(names)}.")
        return cleaned

    def successors(self) -> list[Unit]:
        kind = Kind(self.unit.kind)
        taken: set[str] = set()
        units = []
        for name in self.cleaned_data["names"]:
            code = unused_code(self.unit.commune, self.unit.code, taken)
            taken.add(code)
            units.append(Unit(kind=kind, code=code, **names_of(kind, name)))
        return units

    def homes(self) -> dict[int, int]:
        return {child.pk: int(self.cleaned_data[f"home-{child.pk}"]) for child in self.children}


FORMS: dict[str, type[ChangeForm]] = {"doi-ten": RenameForm, "sap-nhap": MergeForm, "chia-tach": SplitForm}
