"""Forms of posted lists: posting one, commenting on it, writing a comment down, and answering it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from awards.comments import row_at
from awards.models import Comment, Honour, PostedRow, Posting
from awards.models.posting import LONGEST_COMMENT
from awards.nomination_forms import NUMBER
from emulation.vietnamese.fields import DayInput, VietnameseFormField
from emulation.workflow import MoveRefused

TRAP = "trang-web"  # a field that nobody sees and only programs fill in
LARGEST_POSITION = 32_767


class PostForm(forms.Form):
    """How a list is called, and whether it is of one honour only."""

    title = VietnameseFormField(label="Tiêu đề", max_length=300)
    honour = forms.ModelChoiceField(
        label="Danh hiệu, hình thức",
        queryset=Honour.objects.none(),
        required=False,
        empty_label="Tất cả",
        help_text="Chọn một danh hiệu nếu công khai riêng, như “Thôn, tổ dân phố văn hóa”.",
    )

    def __init__(self, *args: Any, honours: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["honour"].queryset = honours  # type: ignore[attr-defined]


class CommentForm(forms.Form):
    """What anybody may say about a list while it is open. `row` is what it is about once the form is clean, None for the whole list."""

    position = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_POSITION, widget=forms.HiddenInput)
    text = VietnameseFormField(label="Nội dung ý kiến", max_length=LONGEST_COMMENT, widget=forms.Textarea({"rows": 6}))
    sender = VietnameseFormField(label="Họ tên (không bắt buộc)", max_length=120, required=False)
    contact = VietnameseFormField(
        label="Điện thoại hoặc địa chỉ (không bắt buộc)", max_length=200, required=False, help_text="Chỉ để cơ quan trả lời, không công khai."
    )

    def __init__(self, *args: Any, posting: Posting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posting = posting
        self.row: PostedRow | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.data.get(TRAP):
            raise ValidationError("Không gửi được ý kiến này.")
        try:
            self.row = row_at(self.posting, cleaned.get("position"))
        except MoveRefused as refusal:
            self.add_error("position", str(refusal))
        return cleaned

    def comment(self) -> Comment:
        """What was typed, not saved yet."""
        told = {name: self.cleaned_data[name] for name in self.fields if name != "position"}
        return Comment(posting=self.posting, row=self.row, **told)


class RecordForm(CommentForm):
    """A comment that did not come by the public page."""

    position = forms.IntegerField(
        label="Số thứ tự trong danh sách",
        required=False,
        min_value=1,
        max_value=LARGEST_POSITION,
        widget=forms.TextInput(NUMBER),
        help_text="Để trống nếu ý kiến về cả danh sách.",
    )
    channel = forms.ChoiceField(label="Nhận", choices=[one for one in Comment.Channel.choices if one[0] != Comment.Channel.ONLINE])
    received_on = forms.DateField(label="Ngày nhận", widget=DayInput)
    field_order = ("channel", "received_on", "position", "text", "sender", "contact")

    def clean_received_on(self) -> Any:
        if self.cleaned_data["received_on"] > timezone.localdate():
            raise ValidationError("Ngày nhận ở sau hôm nay.")
        return self.cleaned_data["received_on"]


class AnswerForm(forms.Form):
    """What was found about a comment."""

    answer = VietnameseFormField(
        label="Kết quả xem xét",
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea({"rows": 5}),
        help_text="Người có ý kiến đọc được bằng mã biên nhận; cũng in trong danh sách kèm kết quả lấy ý kiến. "
        "Không ghi tên người có ý kiến và chuyện riêng của người khác.",
    )
