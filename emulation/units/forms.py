"""The form of a unit."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from emulation.units.changes import retell
from emulation.units.kinds import Kind
from emulation.units.models import Unit
from emulation.units.tree import free_code, may_stand_below, names_of, new_unit
from emulation.vietnamese.fields import DayInput, VietnameseFormField

NAME_LENGTH = 100


class UnitForm(forms.ModelForm):
    """A unit below its parent; `parent` is None for the topmost."""

    class Meta:
        model = Unit
        fields = ["kind", "name", "short_name", "code", "phone", "place_name", "letterhead", "starts_on", "ends_on"]
        widgets = {"letterhead": forms.Textarea({"rows": 2}), "starts_on": DayInput, "ends_on": DayInput}

    def __init__(self, *args: Any, parent: Unit | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parent = parent
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in Kind if may_stand_below(kind, parent)]  # type: ignore[attr-defined]
        if self.instance.pk is None:
            del self.fields["ends_on"]

    def clean(self) -> dict[str, Any]:
        """`commune` is no field of the form, so the constraint on codes is asked here: a ModelForm would skip it."""
        cleaned = super().clean() or self.cleaned_data
        if self.parent:
            self.instance.commune = self.parent if self.parent.is_commune else self.parent.commune
        twins = Unit.objects.filter(commune=self.instance.commune, code=cleaned.get("code")).exclude(pk=self.instance.pk)
        if twins.exists():
            self.add_error("code", ValidationError("Mã này đã có đơn vị khác dùng. Xin chọn mã khác."))
        return cleaned

    def save(self, commit: bool = True) -> Unit:
        unit = super().save(commit)
        if commit:
            retell([unit.pk])  # a corrected name is found under the names before and after it too
        return unit


class ManyUnitsForm(forms.Form):
    """Several units of one kind below the same parent, a name on each line."""

    kind = forms.ChoiceField(label="Loại đơn vị", choices=Kind.choices)
    names = VietnameseFormField(
        label="Tên các đơn vị, mỗi dòng một tên",
        max_length=20000,
        widget=forms.Textarea({"rows": 10}),
        help_text="Ghi tên ngắn, như “TDP Bá Vân 1”, “thôn Đồng Tâm”, “Trường Tiểu học Lương Sơn”. Mã được đặt tự động và sửa được sau.",
    )

    def __init__(self, *args: Any, parent: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parent = parent
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in Kind if may_stand_below(kind, parent)]  # type: ignore[attr-defined]

    def clean_names(self) -> list[str]:
        names = [" ".join(line.split()) for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if too_long := [name for name in names if len(name) > NAME_LENGTH]:
            raise ValidationError(f"Tên dài quá {NAME_LENGTH} ký tự: “{too_long[0][:60]}…”.")
        existing = {name.casefold() for name in Unit.objects.get_children(self.parent).values_list("short_name", flat=True)}
        seen: set[str] = set()
        for name in names:
            if name.casefold() in existing | seen:
                raise ValidationError(f"“{name}” đã có hoặc ghi hai lần.")
            seen.add(name.casefold())
        return names

    def save(self) -> list[Unit]:
        kind = Kind(self.cleaned_data["kind"])
        with transaction.atomic():
            return [new_unit(self.parent, kind=kind, code=free_code(self.parent, kind), **names_of(kind, name)) for name in self.cleaned_data["names"]]
