"""The forms in which a unit answers its sheet: one formset for each item, made from the item's type."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from emulation.campaigns.models import Comparator
from emulation.sheets.models import ItemType, Option, Subject
from emulation.vietnamese.fields import FORMSET_MESSAGES, VietnameseDecimalField, VietnameseFormField, unit_of
from registrations.answers import Answer, Answers, graded
from registrations.models import GradeAnswer, Registration, TargetAnswer, TextAnswer, TitleAnswer
from registrations.sheets import Question

ROWS_MORE = 3
MOST_ROWS = 60
OUT_OF_RANGE = "Xin ghi số từ 1 đến 9.999."


class TextForm(forms.Form):
    text = VietnameseFormField(label="Nội dung", max_length=5000, required=False, widget=forms.Textarea({"rows": 6}))


class TargetForm(forms.Form):
    """One target; a row left empty is no target."""

    name = VietnameseFormField(label="Chỉ tiêu", max_length=500, required=False, widget=forms.Textarea({"rows": 2}))
    comparator = forms.ChoiceField(label="Mức", choices=Comparator.choices, required=False)
    value = VietnameseDecimalField(label="Số", required=False, max_digits=18, decimal_places=4)
    unit = VietnameseFormField(label="Đơn vị tính", max_length=60, required=False, widget=forms.TextInput({"placeholder": "%, hộ…"}))
    note = VietnameseFormField(label="Ghi chú", max_length=500, required=False)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())  # one paragraph on the paper

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        cleaned["unit"] = unit_of(self, "value", "unit")
        has_more = cleaned.get("value") is not None or cleaned.get("unit") or cleaned.get("note")
        if has_more and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", "Xin ghi tên chỉ tiêu của dòng này, hoặc xóa trống cả dòng.")
        return cleaned


NOT_CHOSEN = ("", "Chưa chọn")  # so that a mistaken choice can be taken back


class GradeForm(forms.Form):
    """The grade of one subject."""

    subject = VietnameseFormField(label="Tên hội, đoàn thể", max_length=120, required=False)
    grade = forms.ChoiceField(label="Mức phấn đấu", required=False, widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("grade") and not cleaned.get("subject") and "subject" not in self.errors:
            self.add_error("subject", "Xin ghi tên hội, đoàn thể đăng ký mức này.")
        return cleaned


class TitleForm(forms.Form):
    """Whether the unit registers for a title; for whom or how many where it wants to say so."""

    registered = forms.BooleanField(label="Có đăng ký", required=False)
    names = VietnameseFormField(label="Tên tập thể đăng ký, nếu cần ghi rõ", max_length=2000, required=False)
    number = forms.IntegerField(
        label="Số lượng, nếu có",
        min_value=1,
        max_value=9999,
        required=False,
        error_messages={"invalid": "Xin ghi một số nguyên, như 3.", "min_value": OUT_OF_RANGE, "max_value": OUT_OF_RANGE},
        widget=forms.TextInput({"inputmode": "numeric"}),
    )


class ItemFormSet(BaseFormSet):
    """The rows of one item. `question` says what is asked; `answers_from` turns what was typed into answers."""

    default_error_messages = {**FORMSET_MESSAGES}

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        self.question = question
        super().__init__(*args, **{**kwargs, "prefix": question.item.key})

    @property
    def heading(self) -> str:
        """Where its rows stand, for remarks about them."""
        return f"Mục {self.question.item.number}" if self.question.item.number else ""

    @property
    def grows(self) -> bool:
        """Whether the unit may add rows."""
        return self.question.item.type == ItemType.TARGETS or self.question.item.more_subjects

    def answers_from(self, registration: Registration) -> list[Answer]:
        raise NotImplementedError  # pragma: no cover: each kind of item has its own


class TextFormSet(ItemFormSet):
    def answers_from(self, registration: Registration) -> list[Answer]:
        texts = [form.cleaned_data.get("text", "") for form in self.forms]
        return [TextAnswer(registration=registration, item=self.question.item, text=text) for text in texts if text]


class TargetFormSet(ItemFormSet):
    def answers_from(self, registration: Registration) -> list[Answer]:
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("name")]
        return [
            TargetAnswer(
                registration=registration,
                item=self.question.item,
                position=position,
                **{**row, "comparator": row["comparator"] or Comparator.REACH},
            )
            for position, row in enumerate(rows, start=1)
        ]


class GradeFormSet(ItemFormSet):
    """The subjects that the sheet names come first and cannot be renamed. What can be pledged is what the sheet offers, in its words."""

    @property
    def grades(self) -> list[tuple[str, str]]:
        return [(option.code, option.word) for option in self.question.options]

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if index is not None and index < len(self.question.subjects):
            form.fields["subject"].disabled = True
            form.fields["grade"].label = self.question.subjects[index]
            form.fields["grade"].choices = [*self.grades, NOT_CHOSEN]  # type: ignore[attr-defined]
        else:
            form.fields["grade"] = forms.ChoiceField(label="Mức phấn đấu", choices=[("", "Chọn mức"), *self.grades], required=False)

    def clean(self) -> None:
        subjects = [form.cleaned_data["subject"].casefold() for form in self.forms if form.is_valid() and form.cleaned_data.get("subject")]
        if len(subjects) != len(set(subjects)):
            raise ValidationError("Có hội, đoàn thể ghi hai lần. Mỗi hội, đoàn thể chỉ ghi một dòng.")

    def answers_from(self, registration: Registration) -> list[Answer]:
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("subject")]
        offered = {option.code: option for option in self.question.options}
        return [
            GradeAnswer(registration=registration, item=self.question.item, position=position, subject=row["subject"], option=offered.get(row["grade"]))
            for position, row in enumerate(rows, start=1)
        ]


class TitleFormSet(ItemFormSet):
    """A row for each title; of people and households the names are asked, one a line."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        options = self.question.options
        if index is None or index >= len(options):
            return
        if len(options) > 1:
            form.fields["registered"].label = options[index].label.rstrip(" :;.")
        if options[index].subject:
            _ask_for(form, options[index])

    def answers_from(self, registration: Registration) -> list[Answer]:
        pairs = zip(self.question.options, self.forms, strict=False)
        rows = [(option, form.cleaned_data) for option, form in pairs if any(form.cleaned_data.values())]
        return [TitleAnswer(registration=registration, option=option, names=row["names"], number=row["number"]) for option, row in rows]


def _ask_for(form: forms.Form, option: Option) -> None:
    who = Subject(option.subject).label.lower()
    form.fields["number"].label = f"Số lượng {who}, nếu có"
    if option.subject == Subject.COLLECTIVE:
        form.fields["names"].label = "Tên tập thể đăng ký, mỗi dòng một tập thể"
    else:
        form.fields["names"].label = f"Họ và tên {who} đăng ký, mỗi dòng một tên"
    form.fields["names"].widget = forms.Textarea({"rows": 3})


FORMS: Mapping[str, tuple[type[forms.Form], type[ItemFormSet]]] = {
    ItemType.TEXT: (TextForm, TextFormSet),
    ItemType.TARGETS: (TargetForm, TargetFormSet),
    ItemType.PLEDGE: (GradeForm, GradeFormSet),
    ItemType.TITLE: (TitleForm, TitleFormSet),
}


def item_formset(question: Question, answers: Answers, data: Any = None) -> ItemFormSet:
    """The formset of one item, filled with the answers so far and bound to what was posted, if anything was."""
    form, base = FORMS[question.item.type]
    initial = _initial(question, answers)
    extra = ROWS_MORE if question.item.type == ItemType.TARGETS or question.item.more_subjects else 0
    made: Any = formset_factory(form, formset=base, extra=extra, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 20, validate_max=True)
    return cast(ItemFormSet, made(data, initial=initial, question=question))


def _initial(question: Question, answers: Answers) -> list[dict[str, Any]]:
    item = question.item
    if item.type == ItemType.TEXT:
        return [{"text": answers.texts.get(item.pk, "")}]
    if item.type == ItemType.TARGETS:
        return [
            {"name": answer.name, "comparator": answer.comparator, "value": answer.value, "unit": answer.unit, "note": answer.note}
            for answer in answers.targets[item.pk]
        ]
    if item.type == ItemType.PLEDGE:
        return [{"subject": subject, "grade": grade} for subject, grade in graded(question, answers).items()]
    titles = {answer.option_id: answer for answer in answers.titles[item.pk]}
    return [
        {"registered": True, "names": titles[option.pk].names, "number": titles[option.pk].number} if option.pk in titles else {} for option in question.options
    ]


class SigningForm(forms.ModelForm):
    """Who signs the paper, one or two as the sheet wants, and the unit's own number where it has one; asked for only when the registration is sent."""

    class Meta:
        model = Registration
        fields = ["own_number", "signer_title", "signer_name", "second_signer_title", "second_signer_name"]

    def __init__(self, *args: Any, sending: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.sheet.numbered:
            del self.fields["own_number"]
        if not self.instance.sheet.second_authority:
            del self.fields["second_signer_title"], self.fields["second_signer_name"]
        else:
            self.fields["second_signer_title"].help_text = f"Ký bên trái, dưới “{self.instance.sheet.second_authority}”. Để trống nếu dòng đó đã là chức danh."
        for name in self.fields.keys() - {"own_number", "second_signer_title"}:
            self.fields[name].required = sending
