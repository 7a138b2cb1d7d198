"""Forms of assessments: opening one, its meeting, a household, points, and the office's scale."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils import timezone

from awards.models import Assessed, Assessment, Criterion, Honour, Scale
from awards.nomination_forms import NUMBER
from awards.scales import assessable
from emulation.units.models import Unit
from emulation.vietnamese.fields import FORMSET_MESSAGES, DayInput, TimeOfDayField, VietnameseFormField

MOST_CRITERIA = 10


class OpenForm(forms.Form):
    """Which title, and of which year."""

    honour = forms.ModelChoiceField(label="Danh hiệu", queryset=Honour.objects.none(), empty_label=None)
    year = forms.IntegerField(label="Năm", min_value=2000, max_value=2100, widget=forms.TextInput(NUMBER))

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = [one.pk for one in assessable() if one.for_households or one.suits(unit.kind)]
        self.fields["honour"].queryset = Honour.objects.filter(pk__in=fitting)  # type: ignore[attr-defined]
        self.fields["year"].initial = timezone.localdate().year


class AssessmentMeetingForm(forms.ModelForm):
    """When and where the group met, who was there and who led."""

    held_on = forms.DateField(label="Họp ngày", widget=DayInput)
    held_time = TimeOfDayField(label="Lúc", error_messages={"invalid": "Xin ghi giờ và phút, như 19:30."}, help_text="Như 19:30 hoặc 19h30.")
    field_order = ["held_on", "held_time", "place", "invited", "present", "chair_name", "secretary_name", "notes"]

    class Meta:
        model = Assessment
        fields = ["place", "invited", "present", "chair_name", "secretary_name", "notes"]
        widgets = {"invited": forms.TextInput(NUMBER), "present": forms.TextInput(NUMBER), "notes": forms.Textarea({"rows": 6})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("place", "chair_name", "secretary_name"):
            self.fields[name].required = True
        if self.instance.held_at:
            held_at = timezone.localtime(self.instance.held_at)
            self.initial.update(held_on=held_at.date(), held_time=held_at.time())

    def clean_held_on(self) -> Any:
        if self.cleaned_data["held_on"] > timezone.localdate():
            raise ValidationError("Ngày này ở sau hôm nay. Xin xem lại.")
        return self.cleaned_data["held_on"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("held_on") and cleaned.get("held_time"):
            self.instance.held_at = timezone.make_aware(datetime.combine(cleaned["held_on"], cleaned["held_time"]))
        return cleaned


class HouseholdForm(forms.ModelForm):
    """A household to be assessed."""

    class Meta:
        model = Assessed
        fields = ["name", "details"]
        help_texts = {"details": "Để phân biệt các hộ trùng tên. Không hiện trên trang công khai."}


class PointsForm(forms.Form):
    """The points of so many rows; a row whose fields are all empty is left as it is."""

    def __init__(self, *args: Any, rows: list[Assessed], criteria: list[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.criteria = rows, criteria
        for row in rows:
            for place, one in enumerate(criteria):
                self.fields[self._name(row, one)] = forms.IntegerField(
                    label=f"{row.name}: {one.text}",
                    required=False,
                    min_value=0,
                    max_value=one.most,
                    initial=row.points[place] if row.total is not None else None,
                    widget=forms.TextInput({**NUMBER, "class": "form-control number"}),
                    error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), f"xin ghi số nguyên từ 0 đến {one.most}."),
                )

    @staticmethod
    def _name(row: Assessed, one: Criterion) -> str:
        return f"diem-{row.pk}-{one.position}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for row in self.rows:
            given = [cleaned.get(self._name(row, one)) for one in self.criteria if self._name(row, one) not in self.errors]
            if None in given and any(one is not None for one in given):
                self.add_error(None, f"{row.name}: xin ghi điểm của tất cả các tiêu chuẩn.")
        return cleaned

    @property
    def points(self) -> dict[int, list[int]]:
        """By the keys of rows, the points that were given."""
        given = {row.pk: [self.cleaned_data[self._name(row, one)] for one in self.criteria] for row in self.rows}
        return {pk: points for pk, points in given.items() if None not in points}

    @property
    def lines(self) -> list[tuple[Assessed, list[Any]]]:
        """Each row with its fields."""
        return [(row, [self[self._name(row, one)] for one in self.criteria]) for row in self.rows]


class StrikeForm(forms.Form):
    """Why a household is left out after comments."""

    reason = VietnameseFormField(label="Lý do", max_length=600, widget=forms.Textarea({"rows": 3}))


class ScaleForm(forms.ModelForm):
    """From how many points a title is reached, by which document."""

    class Meta:
        model = Scale
        fields = ["threshold", "source", "is_confirmed"]
        widgets = {"threshold": forms.TextInput(NUMBER)}


class Criteria(BaseFormSet):
    """The criteria of a scale in their order; empty rows are ignored."""

    default_error_messages = {**FORMSET_MESSAGES}

    def clean(self) -> None:
        if self.management_form.is_valid() and not any(self.errors) and not self.criteria:
            raise ValidationError("Xin ghi ít nhất một tiêu chuẩn.")

    @property
    def criteria(self) -> list[Criterion]:
        """What was typed, not saved."""
        return [Criterion(text=form.cleaned_data["text"], most=form.cleaned_data["most"]) for form in self.forms if form.cleaned_data.get("text")]


class CriterionForm(forms.ModelForm):
    """One criterion."""

    class Meta:
        model = Criterion
        fields = ["text", "most"]
        widgets = {"most": forms.TextInput(NUMBER)}


def criteria_formset(data: Any, criteria: list[Criterion]) -> Any:
    """The formset for a new set of criteria that begins with these."""
    factory = formset_factory(CriterionForm, formset=Criteria, extra=2, max_num=MOST_CRITERIA, absolute_max=MOST_CRITERIA)
    initial = [{"text": one.text, "most": one.most} for one in criteria]
    return factory(data, initial=None if data else initial, prefix="tieu-chuan")  # with initial values a row left as it was would count as empty
