"""Model and form fields whose text is stored as NFC and can always be printed; numbers and times as Vietnamese write them."""

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from emulation.vietnamese.numbers import parse_number, show_number
from emulation.vietnamese.printable import mend, name_of, unprintable

if TYPE_CHECKING:
    CharBase = models.CharField[str, str]
    TextBase = models.TextField[str, str]
else:
    CharBase, TextBase = models.CharField, models.TextField


def can_be_printed(text: str) -> None:
    """Raises ValidationError naming the characters that the font of papers lacks."""
    if missing := unprintable(text):
        names = ", ".join(name_of(character) for character in missing[:5])
        raise ValidationError(f"Có ký tự không in được trên văn bản: {names}. Xin xóa hoặc thay bằng chữ thường.")


class _Mended:
    """A form field that mends pasted text before it is checked."""

    max_length: int | None

    def to_python(self, value: Any) -> Any:
        return super().to_python(mend(value) if isinstance(value, str) else value)  # type: ignore[misc]  # a mixin before a form field

    def run_validators(self, value: Any) -> None:
        text = str(value or "")
        if self.max_length and len(text) > self.max_length:
            typed, allowed = show_number(Decimal(len(text))), show_number(Decimal(self.max_length))
            raise ValidationError(f"Nội dung dài {typed} ký tự, chỉ được tối đa {allowed}. Xin rút gọn.")
        can_be_printed(text)
        super().run_validators(value)  # type: ignore[misc]  # a mixin before a form field


class VietnameseFormField(_Mended, forms.CharField):
    """One or more lines of Vietnamese text. The browser does not cut what is too long: the server says so and keeps it."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class DayInput(forms.DateInput):
    """A day as Vietnamese write it, 05/01/2027; a phone offers its keys for numbers."""

    def __init__(self) -> None:
        super().__init__({"inputmode": "numeric", "placeholder": "ngày/tháng/năm", "autocomplete": "off"})


class VietnameseCharField(CharBase):
    """A line of text, stored as NFC."""

    def get_prep_value(self, value: Any) -> Any:
        return mend(value) if isinstance(value, str) else super().get_prep_value(value)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": VietnameseFormField, **kwargs})


class VietnameseTextField(TextBase):
    """Paragraphs of text, stored as NFC."""

    def get_prep_value(self, value: Any) -> Any:
        return mend(value) if isinstance(value, str) else super().get_prep_value(value)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": VietnameseFormField, **kwargs})


FORMSET_MESSAGES = {
    "missing_management_form": "Trang gửi lên không đủ. Xin tải lại trang rồi ghi lại.",
    "too_many_forms": "Mỗi mục chỉ ghi được tối đa %(num)d dòng. Xin bớt dòng rồi lưu lại.",
}


def unit_of(form: forms.BaseForm, number: str, unit: str) -> str:
    """What was typed as the unit of the number; "%" where that was typed behind the number instead, which keeps none."""
    typed = str(form.data.get(form.add_prefix(number)) or "")
    return form.cleaned_data.get(unit) or ("%" if typed.rstrip().endswith("%") else "")


class VietnameseDecimalField(forms.DecimalField):
    """A number typed as 12.500 or 95,15."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        try:
            return parse_number(str(value))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        return show_number(value) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}


class TimeOfDayField(forms.TimeField):
    """A time typed as 14:05, or as it is spoken: 14h05, 14 giờ 05, 14 giờ."""

    widget = forms.TimeInput(format="%H:%M")
    default_error_messages = {"invalid": "Xin ghi giờ và phút, như 14:05."}
    spoken = re.compile(r"(\d\d?) ?(?:h|giờ) ?(?:(\d\d)(?: ?phút)?)?", re.IGNORECASE)

    def to_python(self, value: Any) -> Any:
        said = self.spoken.fullmatch(" ".join(mend(value).split())) if isinstance(value, str) else None
        return super().to_python(f"{said[1]}:{said[2] or '00'}" if said else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "placeholder": "giờ:phút", "autocomplete": "off"}
