"""What an administrator may amend of the catalogue, each with the reason that history keeps."""

from typing import Any

from django import forms

from awards.models import Authority, BaseSalary, Honour, Rate
from awards.models.catalogue import GIVEN_TO, LARGEST_SALARY
from emulation.vietnamese.fields import DayInput, VietnameseDecimalField, VietnameseFormField

DAYS = {"starts_on": DayInput, "ends_on": DayInput}
REASON_LENGTH = 500


def reason_field() -> VietnameseFormField:
    return VietnameseFormField(
        label="Lý do sửa",
        max_length=REASON_LENGTH,
        widget=forms.Textarea({"rows": 2}),
        help_text="Ghi vào lịch sử. Như “Nghị định mới có hiệu lực từ 01/03/2027”.",
    )


def ask(field: forms.Field) -> None:
    """Let the empty choice of a select say what to do."""
    field.choices = [(value, label if value else "Xin chọn") for value, label in field.choices]  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """The day that the catalogue is asked about."""

    ngay = forms.DateField(label="Ngày quyết định", required=False, widget=DayInput)


class AuthorityForm(forms.ModelForm):
    """Who decides an honour from when to when."""

    reason = reason_field()

    class Meta:
        model = Authority
        fields = ["level", "starts_on", "ends_on", "source", "is_confirmed"]
        widgets = DAYS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask(self.fields["level"])


class RateForm(forms.ModelForm):
    """What is paid with an honour to those whom it may be given to."""

    coefficient = VietnameseDecimalField(label="Hệ số", max_digits=7, decimal_places=4, help_text="Số lần mức lương cơ sở, như 0,3 hoặc 1,5.")
    reason = reason_field()

    class Meta:
        model = Rate
        fields = ["subject", "coefficient", "given_object", "starts_on", "ends_on", "source", "is_confirmed"]
        widgets = DAYS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = [(subject.value, subject.label) for subject in self.instance.honour.subjects]  # type: ignore[attr-defined]


class HonourForm(forms.ModelForm):
    """The name, and how the council votes."""

    reason = reason_field()

    class Meta:
        model = Honour
        fields = ["name", "threshold", "needs_initiative", "source", "is_confirmed"]
        widgets = {"threshold": forms.TextInput({"inputmode": "numeric"})}


class NewHonourForm(forms.ModelForm):
    """A title or form of commendation that the catalogue does not have yet."""

    reason = reason_field()

    class Meta:
        model = Honour
        fields = ["name", "category", *GIVEN_TO.values(), "threshold", "needs_initiative", "source", "is_confirmed"]
        widgets = {"threshold": forms.TextInput({"inputmode": "numeric"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask(self.fields["category"])


class RetiringForm(forms.ModelForm):
    """From when on nobody is nominated for it."""

    reason = reason_field()

    class Meta:
        model = Honour
        fields = ["retired_on"]
        widgets = {"retired_on": DayInput}


class BaseSalaryForm(forms.ModelForm):
    """The base salary from a day on."""

    amount = VietnameseDecimalField(label="Mức lương cơ sở (đồng)", max_digits=10, decimal_places=0, max_value=LARGEST_SALARY, help_text="Như 2.530.000.")
    reason = reason_field()

    class Meta:
        model = BaseSalary
        fields = ["amount", "starts_on", "source", "is_confirmed"]
        widgets = DAYS
