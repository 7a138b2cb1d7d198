"""Makes the template filters known to Django, and gives some of its messages the words that people here understand."""

from django import forms
from django.apps import AppConfig
from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator

NOT_OFFERED = "Lựa chọn này không có trong danh sách. Xin chọn lại."
MESSAGES: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": "Xin ghi mục này."},
    forms.DateField: {"invalid": "Xin ghi ngày như 05/01/2027."},
    forms.IntegerField: {"invalid": "Xin ghi một số nguyên, như 3."},
    forms.ChoiceField: {"invalid_choice": NOT_OFFERED},
    forms.ModelChoiceField: {"invalid_choice": NOT_OFFERED},
    forms.ModelMultipleChoiceField: {"invalid_choice": NOT_OFFERED},
}
LIMITS: dict[type[BaseValidator], str] = {
    MaxValueValidator: "Xin ghi số không lớn hơn %(limit_value)s.",
    MinValueValidator: "Xin ghi số không nhỏ hơn %(limit_value)s.",
}


class VietnameseConfig(AppConfig):
    name = "emulation.vietnamese"

    def ready(self) -> None:
        for field, messages in MESSAGES.items():
            field.default_error_messages = {**field.default_error_messages, **messages}
        for validator, message in LIMITS.items():
            validator.message = message
