"""The form field for uploads."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from emulation.attachments.keeping import Upload, checked
from emulation.attachments.kinds import SCANS, BadFile, FileKind

AGAIN = "Trình duyệt không giữ tệp đã chọn: xin chọn lại tất cả các tệp."


class FilesInput(forms.FileInput):
    """A control for several files at once; a phone offers its camera too."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return files.getlist(name) if isinstance(files, MultiValueDict) else []


class UploadsField(forms.Field):
    """One or more files of these kinds, which come out as `Upload`s. Each refusal names its file and says what to do."""

    default_error_messages = {"required": "Xin chọn ít nhất một tệp."}

    def __init__(self, *, kinds: Iterable[FileKind] = SCANS, most: int = 10, **kwargs: Any) -> None:
        self.kinds, self.most = tuple(kinds), most
        super().__init__(widget=FilesInput({"accept": ",".join(kind.content_type for kind in self.kinds)}), **kwargs)

    def clean(self, value: Any) -> list[Upload]:
        files = list(value or [])
        if not files and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(files) > self.most:
            raise ValidationError(f"Đã chọn {len(files)} tệp, mỗi lần chỉ nhận tối đa {self.most} tệp. Xin gộp thành một tệp PDF hoặc chọn bớt.")
        uploads, refusals = [], []
        for file in files:
            try:
                uploads.append(checked(file, self.kinds))
            except BadFile as refusal:
                refusals.append(f"Tệp “{str(file.name)[:100]}” {refusal}")
        if refusals:
            raise ValidationError([*refusals, AGAIN] if len(files) > 1 else refusals)
        return uploads
