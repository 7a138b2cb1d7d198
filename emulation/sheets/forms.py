"""The forms in which a sheet is written: its head, each item by its type, and an item's options. A file that comes in goes through the same."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.text import slugify

from emulation.sheets.models import Grade, Item, ItemType, Option, Sheet, Subject
from emulation.sheets.reading import KEY_LENGTH, OF_ITEMS
from emulation.sheets.wording import no_names, only_known_names
from emulation.units.kinds import COMMUNES, Kind
from emulation.vietnamese.fields import FORMSET_MESSAGES, VietnameseFormField
from emulation.vietnamese.order import search_key

MOST_LINES = 40
MOST_GRADES = 8  # as columns they still fit a page
MOST_TITLES = 30
MORE_OPTIONS = 3  # empty rows that the page offers
SUBJECT_LENGTH = 100  # letters; with the kind's own word for {short} it fits where the answer keeps it
FILE_SIZE = 200_000  # bytes
TOO_MANY_LINES = f"Xin ghi số từ 0 đến {MOST_LINES}."
TWO_LINES = {"rows": 2}
LEGAL_CODES = {search_key(grade.label): grade.value for grade in Grade}


def free_code(text: str, taken: set[str]) -> str:
    """A code made from the text that is not among those taken: "thu-quy", "thu-quy-2"."""
    stem = slugify(search_key(text))[:40].strip("-_") or "muc"
    numbers = iter(range(2, len(taken) + 3))
    code = stem
    while code in taken:
        code = f"{stem}-{next(numbers)}"
    return code


def option_code(text: str, taken: set[str]) -> str:
    """The code of an option from its text: a grade in the law's words has the law's code, so that forms can be counted together."""
    legal = LEGAL_CODES.get(search_key(text.rstrip(" :;.")), "")
    return legal if legal and legal not in taken else free_code(text, taken)


def lines_of(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _check_names(form: forms.BaseForm, printed_as_written: tuple[str, ...]) -> None:
    """Let every text of the form use the known {names}, and those printed as they are written none."""
    for name, field in form.fields.items():
        if isinstance(field, VietnameseFormField):
            field.validators.append(no_names if name in printed_as_written else only_known_names)


class SheetForm(forms.ModelForm):
    """The head of a sheet: for whom it is, what stands above its items, and who signs."""

    kinds = forms.MultipleChoiceField(
        label="Dành cho loại đơn vị",
        choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Xin chọn ít nhất một loại đơn vị.", "invalid_choice": "Không có loại đơn vị “%(value)s” cho mẫu này."},
    )

    class Meta:
        model = Sheet
        fields = ["name", "kinds", "title", "subject", "numbered", "bases", "opening", "authority", "second_authority"]
        widgets = {"bases": forms.Textarea({"rows": 3}), "opening": forms.Textarea(TWO_LINES)}
        labels = {"authority": "Thẩm quyền ký, in trên chữ ký", "second_authority": "Thẩm quyền ký của người thứ hai, nếu có"}
        help_texts = {
            "name": "Tên để phân biệt trong danh sách, như “Mẫu 02 – Dành cho trường học”. Không in trên giấy.",
            "title": "Như “PHIẾU ĐĂNG KÝ THI ĐUA”, in giữa trang. Để trống thì in dòng “V/v …” như công văn.",
            "subject": "Như “đăng ký thi đua năm {year}”. Nếu có tên phiếu thì in dưới tên phiếu.",
            "numbered": "In dòng “Số: …” để đơn vị ghi số của mình.",
            "bases": "Mỗi dòng một căn cứ, có thể để trống.",
            "opening": "Như “{unit} đăng ký thi đua năm {year} với các chỉ tiêu chủ yếu như sau:”.",
            "authority": "Như “TM. {WORD}” hoặc “THỦ TRƯỞNG ĐƠN VỊ”.",
            "second_authority": "Như “XÁC NHẬN CỦA CHI BỘ”, in bên trái. Để trống thì chỉ một người ký.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.instance.unit
        outside = {Kind.PROVINCE, Kind.DISTRICT} | (COMMUNES if owner and owner.is_commune else set())
        self.fields["kinds"].choices = [(kind.value, kind.label) for kind in Kind if kind not in outside]  # type: ignore[attr-defined]
        _check_names(self, printed_as_written=("name",))

    def clean_bases(self) -> str:
        return "\n".join(lines_of(self.cleaned_data["bases"]))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("subject") and not cleaned.get("title") and not {"subject", "title"} & self.errors.keys():
            self.add_error("subject", "Xin ghi trích yếu, hoặc ghi tên phiếu.")
        return cleaned


class ItemForm(forms.ModelForm):
    """One item; which fields it has follows from the type of its instance."""

    dotted = forms.IntegerField(
        label="Số dòng trống để ghi tay",
        min_value=0,
        max_value=MOST_LINES,
        required=False,
        error_messages={"invalid": TOO_MANY_LINES, "min_value": TOO_MANY_LINES, "max_value": TOO_MANY_LINES},
        help_text="Trên mẫu in để trống; nếu in thành bảng thì là số hàng.",
        widget=forms.TextInput({"inputmode": "numeric"}),
    )

    class Meta:
        model = Item
        fields = ["number", "text", "help", "subjects", "more_subjects", "as_table", "dotted", "heading"]
        widgets = {"text": forms.Textarea(TWO_LINES), "help": forms.Textarea(TWO_LINES), "subjects": forms.Textarea({"rows": 3})}
        help_texts = {
            "number": "Như “I”, “1”, “a)”. Có thể để trống.",
            "help": "Hiện trên màn hình cho người điền, không in trên giấy.",
            "subjects": "Mỗi dòng một tập thể, như “Chi bộ”, “Chính quyền”, “Công đoàn”.",
            "heading": "In đậm, ngang hàng với các đề mục I, II, III.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() - OF_ITEMS[self.instance.type].keys():
            del self.fields[name]
        if "as_table" in self.fields:
            self.fields["as_table"].help_text = TABLES_SHOW[self.instance.type]
        _check_names(self, printed_as_written=("number",))

    def clean_number(self) -> str:
        return str(self.cleaned_data["number"]).rstrip(" .")

    def clean_dotted(self) -> int:
        return self.cleaned_data["dotted"] or 0

    def clean_subjects(self) -> str:
        """Each on its line, once, and short enough for the answer that names it."""
        lines = lines_of(self.cleaned_data["subjects"])
        for line in lines:
            no_names(line.replace("{short}", ""))
            if len(line) > SUBJECT_LENGTH:
                raise ValidationError(f"“{line[:40]}…” dài quá {SUBJECT_LENGTH} ký tự. Xin rút gọn.")
        if len({line.casefold() for line in lines}) < len(lines):
            raise ValidationError("Có tập thể ghi hai lần. Mỗi tập thể chỉ ghi một dòng.")
        return "\n".join(lines)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.type == ItemType.PLEDGE and "subjects" not in self.errors and not cleaned["subjects"] and not cleaned["more_subjects"]:
            self.add_error("subjects", "Xin ghi ai phấn đấu, hoặc cho đơn vị ghi thêm.")
        return cleaned


TABLES_SHOW = {
    ItemType.TARGETS: "Bảng có các cột TT, Chỉ tiêu, Mức đăng ký, Đơn vị tính, Ghi chú.",
    ItemType.PLEDGE: "Mỗi tập thể một hàng, mỗi mức một cột để đánh dấu.",
}


class OptionForm(forms.Form):
    """A grade of a pledge, or a title. One without text is none."""

    code = forms.SlugField(max_length=KEY_LENGTH, required=False, widget=forms.HiddenInput)
    number = VietnameseFormField(label="Số thứ tự in trên mẫu", max_length=30, required=False, validators=[no_names])
    text = VietnameseFormField(label="Chữ in trên mẫu", max_length=300, required=False, validators=[no_names])
    subject = forms.ChoiceField(label="Dành cho", choices=[("", "Không ghi riêng"), *Subject.choices], required=False)

    def clean_number(self) -> str:
        return str(self.cleaned_data["number"]).rstrip(" .")


class OptionRows(BaseFormSet):
    """The options of one item in the order wanted, and some empty rows for more; clearing a row's text takes its option away."""

    default_error_messages = {**FORMSET_MESSAGES}
    name = ""  # what one option is called
    has_subjects = False

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["text"].label = f"{self.name}, in trên mẫu"
        form.fields["ORDER"].label = "Thứ tự"
        if not self.has_subjects:
            del form.fields["subject"]

    def clean(self) -> None:
        if any(self.errors) or not self.management_form.is_valid():
            return
        if not self.filled:
            raise ValidationError(f"Xin ghi ít nhất một {self.name.lower()}.")
        codes = [row["code"] for row in self.filled if row["code"]]
        if len(codes) > len(set(codes)):
            raise ValidationError("Có hai lựa chọn cùng một mã.")

    @property
    def filled(self) -> list[dict[str, Any]]:
        """What was typed into the rows that have a text, in the order wanted."""
        return [form.cleaned_data for form in self.ordered_forms if form.cleaned_data.get("text")]

    def options(self) -> list[Option]:
        """The options, unsaved; those without a code get one from their text."""
        taken = {row["code"] for row in self.filled if row["code"]}
        options = []
        for position, row in enumerate(self.filled, start=1):
            code = row["code"] or option_code(row["text"], taken)
            taken.add(code)
            options.append(Option(position=position, code=code, number=row["number"], text=row["text"], subject=row.get("subject", "")))
        return options


class GradeRows(OptionRows):
    """The grades of a pledge; a new one begins with those of the law."""

    name = "Mức"


class TitleRows(OptionRows):
    """The titles, each for collectives, individuals or households."""

    name = "Danh hiệu"
    has_subjects = True


ROWS: dict[str, tuple[type[OptionRows], int]] = {ItemType.PLEDGE: (GradeRows, MOST_GRADES), ItemType.TITLE: (TitleRows, MOST_TITLES)}
SUGGESTED: dict[str, list[str]] = {ItemType.PLEDGE: [f"{grade.label}:" for grade in Grade]}


def option_rows(item: Item, options: list[Option], data: Any = None) -> OptionRows | None:
    """The rows of the item's options, filled with those it has, or with those suggested; None for an item whose type has no options."""
    if item.type not in ROWS:
        return None
    rows, most = ROWS[item.type]
    initial: list[dict[str, Any]] = [{"code": one.code, "number": one.number, "text": one.text, "subject": one.subject} for one in options]
    if not options:
        initial = [{"text": text} for text in SUGGESTED.get(item.type, [])]
    made: Any = formset_factory(OptionForm, formset=rows, extra=MORE_OPTIONS, can_order=True, max_num=most, absolute_max=most + 20, validate_max=True)
    formset: OptionRows = made(data, initial=initial, prefix="options")
    return formset


class ImportForm(forms.Form):
    """A TOML file of a sheet."""

    file = forms.FileField(
        label="Tệp mẫu (.toml)",
        error_messages={"required": "Xin chọn tệp.", "empty": "Tệp này trống.", "missing": "Xin chọn tệp.", "invalid": "Xin chọn tệp."},
        widget=forms.FileInput({"accept": ".toml"}),
        help_text="Tệp đã xuất từ trang này hoặc nhận từ xã, phường khác.",
    )

    def clean_file(self) -> str:
        """The text of the file."""
        file = self.cleaned_data["file"]
        if file.size > FILE_SIZE:
            raise ValidationError(f"Tệp lớn quá {FILE_SIZE // 1000} kB, không phải là một mẫu đăng ký.")
        try:
            return str(file.read(), "utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValidationError("Tệp không ghi bằng bảng mã UTF-8. Xin lưu lại bằng UTF-8 rồi nhập.") from error
