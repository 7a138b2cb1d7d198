"""What the moves of papers ask for, and the settings of a series."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from emulation.issuing.models import Series
from emulation.issuing.numbers import parse_number
from emulation.vietnamese.fields import DayInput, VietnameseFormField


class DateForm(forms.Form):
    """The day of a paper without a number; today unless it is changed."""

    dated = forms.DateField(label="Ngày ban hành", widget=DayInput, initial=timezone.localdate)


class NumberField(VietnameseFormField):
    """A number as people write it; kept as typed, for the symbol after it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 60, "widget": forms.TextInput({"autocomplete": "off"}), **kwargs})

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value:
            try:
                parse_number(value)
            except ValueError as error:
                raise ValidationError(str(error)) from error


class NumberForm(DateForm):
    """Number and date from the book of the văn thư."""

    number = NumberField(label="Số", help_text="Như 05 hoặc 5.")
    order_is_right = forms.BooleanField(label="Ngày đúng như trong sổ, dù không theo thứ tự số", required=False)
    field_order = ["number", "dated", "order_is_right"]


class InsertionForm(NumberForm):
    """A number between two others."""

    number = NumberField(label="Số chèn", help_text="Số đứng trước kèm một chữ cái, như 05a.")


class OtherPaperForm(forms.Form):
    """The issued paper that this one replaces or corrects; left blank, none."""

    number = NumberField(label="Số, ký hiệu văn bản đã ban hành", required=False, help_text="Như 05/KH-UBND. Để trống để bỏ liên kết.")
    year = forms.IntegerField(
        label="Năm", min_value=2000, max_value=2100, initial=lambda: timezone.localdate().year, widget=forms.TextInput({"inputmode": "numeric"})
    )


class SeriesForm(forms.ModelForm):
    """How the numbers of a series are given. A series of its own asks where it begins."""

    class Meta:
        model = Series
        fields = ["manner", "opening_number", "opening_year"]
        widgets = {
            "manner": forms.RadioSelect,
            "opening_number": forms.TextInput({"inputmode": "numeric"}),
            "opening_year": forms.TextInput({"inputmode": "numeric"}),
        }
