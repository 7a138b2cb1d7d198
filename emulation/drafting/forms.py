"""The forms in which a draft is written: its head, its passages, what is pasted, the library and the groups of recipients."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from emulation.campaigns.models import Campaign, CitedDocument
from emulation.drafting.composing import COUNTED, unknown_counts
from emulation.drafting.models import ADDRESSED, HEADABLE, WITHOUT_BASES, Draft, Passage, PassageLevel, RecipientGroup
from emulation.papers.kinds import PaperKind
from emulation.vietnamese.fields import VietnameseFormField

OTHER = ""
SECTIONS = (  # of the head, as the page shows them
    ("Trích yếu, căn cứ", ("subject", "campaign", "decider", "bases", "cited")),
    ("Nơi gửi, nơi nhận", ("addressees", "recipients", "groups")),
    ("Người ký", ("authority_form", "authority", "signer_name", "left_authority", "left_signer_name")),
    ("Phần đầu văn bản", ("symbol", "place", "month", "year", "letterhead", "issuer")),
)
AUTHORITIES = (
    "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH",
    "CHỦ TỊCH",
    "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH",
    "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH",
    "TL. CHỦ TỊCH / CHÁNH VĂN PHÒNG",
    "TUQ. CHỦ TỊCH / TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI",
    "TM. HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG / CHỦ TỊCH",
)
ONLY_IN = {  # what only some kinds have; all others have every field
    "decider": {PaperKind.DECISION},
    "left_authority": {PaperKind.MINUTES},
    "left_signer_name": {PaperKind.MINUTES},
    "addressees": set(ADDRESSED),
}
NOT_IN = {"bases": set(WITHOUT_BASES), "authority_form": {PaperKind.MINUTES}}
MOST_TEXT, MOST_HTML = 500_000, 2_000_000
WHERE = [("end", "Thêm vào cuối văn bản"), ("instead", "Thay toàn bộ nội dung đang có")]
NAMES_OF_COUNTS = ", ".join(f"{{{name}}}" for name in ("số tổ dân phố", "số thôn", "số khóm", "số ấp", "số bản"))


def lines(text: str) -> str:
    """One entry a line, without empty lines."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _lines_area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class HeadForm(forms.ModelForm):
    """What stands around the body. Documents ticked in the library and groups of recipients are added to their lines."""

    cited = forms.ModelMultipleChoiceField(
        CitedDocument.objects.none(), label="Thêm căn cứ từ thư viện", required=False, widget=forms.CheckboxSelectMultiple({"data-narrow": True})
    )
    groups = forms.ModelMultipleChoiceField(RecipientGroup.objects.none(), label="Thêm nơi nhận từ nhóm", required=False, widget=forms.CheckboxSelectMultiple)
    authority_form = forms.ChoiceField(
        label="Chọn thẩm quyền ký",
        required=False,
        choices=[*((one, one) for one in AUTHORITIES), (OTHER, "Khác, ghi ở ô dưới")],
        widget=forms.RadioSelect,
        help_text="“TM. ỦY BAN NHÂN DÂN” khi ký thay mặt tập thể Ủy ban; “CHỦ TỊCH” khi Chủ tịch ký theo thẩm quyền riêng, như quyết định khen thưởng.",
    )

    class Meta:
        model = Draft
        fields = [name for _, names in SECTIONS for name in names if name not in ("cited", "groups", "authority_form")]
        widgets = {
            "subject": _lines_area(2),
            "bases": _lines_area(4),
            "addressees": _lines_area(3),
            "recipients": _lines_area(6),
            "authority": _lines_area(2),
            "left_authority": _lines_area(2),
            "letterhead": _lines_area(2),
            "month": forms.TextInput({"inputmode": "numeric"}),
            "year": forms.TextInput({"inputmode": "numeric"}),
        }
        help_texts = {
            "subject": "In dưới tên loại, như “Tổ chức phong trào thi đua yêu nước năm 2027”. Xuống dòng ở đâu thì in xuống dòng ở đó.",
            "bases": "Mỗi dòng một căn cứ, như “Căn cứ Luật Thi đua, khen thưởng …”. In chữ nghiêng phía trên nội dung; dấu chấm phẩy được thêm khi in.",
            "addressees": "Mỗi dòng một nơi.",
            "recipients": f"Mỗi dòng một nơi, dấu được thêm khi in. Số lượng lấy theo danh sách đơn vị: {NAMES_OF_COUNTS}.",
            "decider": "Như “CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG BÁCH QUANG”.",
            "authority": "Mỗi dòng một dòng in, như “KT. CHỦ TỊCH” rồi “PHÓ CHỦ TỊCH”.",
            "signer_name": "Có thể để trống.",
            "month": "Tháng in trên văn bản khi còn chưa có ngày. Để trống thì chừa chỗ.",
            "symbol": "Phần sau số, như “KH-UBND”.",
            "letterhead": "Mỗi dòng một dòng in, dòng cuối là cơ quan ban hành.",
            "issuer": "Như “Ủy ban nhân dân phường Bách Quang”.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        draft = self.instance
        kind = PaperKind(draft.kind)
        for name in list(self.fields):
            if kind not in ONLY_IN.get(name, {kind}) or kind in NOT_IN.get(name, set()):
                del self.fields[name]
        if "bases" not in self.fields:
            del self.fields["cited"]
        self.fields["campaign"].queryset = Campaign.objects.filter(unit=draft.unit_id)  # type: ignore[attr-defined]
        self._offer("cited", CitedDocument.objects.filter(unit=draft.unit_id))
        self._offer("groups", RecipientGroup.objects.filter(unit=draft.unit_id))
        one_line = " / ".join(draft.authority.splitlines())
        self.initial["authority_form"] = one_line if one_line in AUTHORITIES else OTHER
        self.fields["authority"].required = False
        self.fields["campaign"].empty_label = "Không thuộc phong trào nào"  # type: ignore[attr-defined]

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The legend and the fields of each section."""
        return [(legend, [self[name] for name in names if name in self.fields]) for legend, names in SECTIONS]

    def _offer(self, name: str, rows: Any) -> None:
        """Let the field choose among these rows, or leave it out where there are none."""
        if name in self.fields:
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            if not rows.exists():
                del self.fields[name]

    def clean_recipients(self) -> str:
        text = lines(self.cleaned_data["recipients"])
        if unknown := unknown_counts(text):
            raise ValidationError(f"“{{{unknown[0]}}}” không phải là số lượng nào. Xin dùng một trong: {', '.join(f'{{{name}}}' for name in COUNTED)}.")
        return text

    def clean_bases(self) -> str:
        return lines(self.cleaned_data["bases"])

    def clean_addressees(self) -> str:
        return lines(self.cleaned_data["addressees"])

    def clean_letterhead(self) -> str:
        return lines(self.cleaned_data["letterhead"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        typed_alone = "authority" in self.changed_data and "authority_form" not in self.changed_data
        chosen = OTHER if typed_alone else cleaned.get("authority_form", OTHER)
        cleaned["authority"] = "\n".join(chosen.split(" / ")) or lines(cleaned.get("authority", ""))
        if not cleaned["authority"]:
            self.add_error("authority", "Xin chọn hoặc ghi thẩm quyền ký.")
        added = [str(document) if str(document).startswith("Căn cứ") else f"Căn cứ {document}" for document in cleaned.get("cited", ())]
        cleaned["bases"] = _with(cleaned.get("bases", ""), added)
        cleaned["recipients"] = _with(cleaned.get("recipients", ""), [line for group in cleaned.get("groups", ()) for line in group.lines.splitlines()])
        return cleaned


def _with(text: str, added: list[str]) -> str:
    """The lines with those added that are not among them; a last line "Lưu: …" stays the last."""
    kept = text.splitlines()
    new = [line for line in added if line not in kept]
    end = len(kept) - 1 if kept and kept[-1].startswith("Lưu") else len(kept)
    return "\n".join([*kept[:end], *new, *kept[end:]])


class CellsField(VietnameseFormField):
    """A table as people type it or paste it from Excel, whose tabs become "|"."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(_with_bars(value) if isinstance(value, str) else value)


def _with_bars(text: str) -> str:
    """The lines that have tabs with bars around each cell, so that an empty first one stays a cell."""
    typed = text.replace("\r\n", "\n").split("\n")
    return "\n".join("| " + line.replace("\t", " | ") + " |" if "\t" in line else line for line in typed)


class PassageForm(forms.ModelForm):
    """One passage; a table, an annex and all others have different fields."""

    cells = CellsField(
        label="Các dòng của bảng",
        max_length=400_000,
        widget=forms.Textarea({"rows": 10, "spellcheck": "false"}),
        help_text="Dán thẳng từ Excel, hoặc ghi mỗi dòng một hàng, các ô cách nhau bằng dấu “|”. Dòng đầu là tên các cột.",
    )
    target_field = forms.ChoiceField(
        label="In các chỉ tiêu của phong trào thuộc lĩnh vực", required=False, help_text="Các chỉ tiêu in thành câu, ngay sau nội dung của đoạn."
    )
    cited = forms.ModelChoiceField(CitedDocument.objects.none(), label="Chèn văn bản trong thư viện vào cuối đoạn", required=False, empty_label="Không chèn")

    class Meta:
        model = Passage
        fields = ["level", "text", "is_heading", "number", "cells", "is_landscape", "target_field", "cited"]
        widgets = {"text": forms.Textarea({"rows": 6})}
        help_texts = {
            "text": "Không cần ghi số, chữ cái hay gạch đầu dòng ở đầu: hệ thống tự đánh theo thứ tự.",
            "is_heading": "Với khoản, điểm: in đậm trên một dòng riêng, đi liền với đoạn sau.",
            "number": "Chỉ ghi khi phải in khác số tự đánh, như “1.1” không có dấu chấm.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level = self.instance.level
        fixed = level in (PassageLevel.TABLE, PassageLevel.ANNEX)
        absent = {"level", "is_heading", "number", "target_field", "cited"} if fixed else {"cells", "is_landscape"}
        absent |= {"is_landscape"} if level == PassageLevel.TABLE else {"cells"} if level == PassageLevel.ANNEX else set()
        for name in absent:
            del self.fields[name]
        self.fields["text"].label = {PassageLevel.TABLE: "Tên bảng, cho người nghe máy đọc", PassageLevel.ANNEX: "Tên phụ lục"}.get(level, "Nội dung")
        if fixed:
            self.fields["text"].help_text = ""
            return
        self.fields["level"].choices = [one for one in PassageLevel.choices if one[0] not in (PassageLevel.TABLE, PassageLevel.ANNEX)]  # type: ignore[attr-defined]
        self._offer_targets()
        self.fields["cited"].queryset = CitedDocument.objects.filter(unit=self.instance.draft.unit_id)  # type: ignore[attr-defined]

    def _offer_targets(self) -> None:
        campaign = self.instance.draft.campaign
        found = campaign.targets.exclude(field="").values_list("field", flat=True) if campaign else ()
        fields = list(dict.fromkeys([*found, *filter(None, [self.instance.target_field])]))
        self.fields["target_field"].choices = [("", "Không in chỉ tiêu"), *((field, field) for field in fields)]  # type: ignore[attr-defined]
        if not fields:
            del self.fields["target_field"]

    def clean(self) -> dict[str, Any]:
        """A tick that its level has no use for is taken back; a document from the library goes behind the text."""
        cleaned = super().clean() or self.cleaned_data
        if "is_heading" in cleaned and cleaned.get("level") not in HEADABLE:
            cleaned["is_heading"] = False
        if cleaned.get("cited"):
            cleaned["text"] = f"{cleaned.get('text', '')} {cleaned['cited']}".strip()
        if not any(cleaned.get(name) for name in ("text", "cells", "target_field")) and not self.errors:
            self.add_error("text", "Xin ghi nội dung của đoạn.")
        return cleaned


class PasteForm(forms.Form):
    """What was copied from Word: its text, and where the browser could tell it, its HTML."""

    text = forms.CharField(
        label="Nội dung dán từ Word",
        max_length=MOST_TEXT,
        widget=forms.Textarea({"rows": 14, "data-takes-html": "id_html"}),
        help_text="Chép cả văn bản hoặc một phần trong Word rồi dán vào đây. Cấu trúc được giữ, định dạng được bỏ.",
    )
    html = forms.CharField(required=False, max_length=MOST_HTML, widget=forms.HiddenInput)
    where = forms.ChoiceField(label="Đưa vào đâu", choices=WHERE, initial="end", widget=forms.RadioSelect)
    takes_head = forms.BooleanField(label="Lấy cả trích yếu, căn cứ, nơi nhận nếu có", required=False, initial=True)


class GroupForm(forms.ModelForm):
    """A group of recipients."""

    class Meta:
        model = RecipientGroup
        fields = ["unit", "name", "lines"]
        widgets = {"lines": forms.Textarea({"rows": 6})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].disabled = True  # kept as a field, so that the constraint on it is still checked
        self.fields["unit"].widget = forms.HiddenInput()
        self.fields["lines"].help_text = f"Mỗi dòng một nơi, không cần gạch đầu dòng và dấu chấm phẩy. Số lượng: {NAMES_OF_COUNTS}."

    def clean_lines(self) -> str:
        text = lines(self.cleaned_data["lines"])
        if unknown := unknown_counts(text):
            raise ValidationError(f"“{{{unknown[0]}}}” không phải là số lượng nào.")
        return text
