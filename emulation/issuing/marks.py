"""Taking in the images of an office's seal and signatures."""

import io
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from PIL import Image

from emulation.attachments.forms import UploadsField
from emulation.attachments.keeping import Upload, kept
from emulation.attachments.kinds import PNG
from emulation.history.models import write_line
from emulation.issuing.models import Mark, MarkKind
from emulation.people.models import Role, User
from emulation.units.models import Unit, UnitQuerySet
from emulation.vietnamese.fields import VietnameseFormField

LONGEST_SIDE = 2000  # pixels: 80 mm at 600 dots per inch


def offices_of(user: User) -> UnitQuerySet:
    """The issuers whose marks somebody keeps: communes and what is above, and units within that sent out a paper."""
    issuers: UnitQuerySet = Unit.objects.kept_by(user).filter(Q(commune=None) | Q(outgoing_papers__isnull=False)).distinct()
    return issuers


class MarkForm(forms.Form):
    """One image, of the seal or of somebody's signature."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị", empty_label=None)
    kind = forms.ChoiceField(label="Loại hình", choices=MarkKind.choices, widget=forms.RadioSelect, initial=MarkKind.SIGNATURE)
    signatory = VietnameseFormField(
        label="Người ký", max_length=200, required=False, help_text="Họ tên như in dưới chữ ký trên văn bản. Để trống nếu là con dấu."
    )
    image = UploadsField(label="Hình", kinds=[PNG], most=1, help_text="Tệp PNG nền trong suốt; chữ ký màu xanh, con dấu màu đỏ, đúng cỡ thật.")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = offices_of(user)
        field.initial = field.queryset.existing().first()

    def clean_image(self) -> Upload:
        upload: Upload = self.cleaned_data["image"][0]
        with Image.open(io.BytesIO(upload.content)) as picture:
            if not picture.has_transparency_data:
                raise ValidationError("Hình không có nền trong suốt. Xin xóa nền trắng rồi lưu thành PNG và chọn lại tệp.")
            if max(picture.size) > LONGEST_SIDE:
                raise ValidationError(f"Hình quá lớn ({picture.width} × {picture.height} điểm). Xin thu còn tối đa {LONGEST_SIDE} điểm mỗi chiều.")
        return upload

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("kind") == MarkKind.SIGNATURE and not values.get("signatory") and "signatory" not in self.errors:
            self.add_error("signatory", "Xin ghi họ tên người ký.")
        if values.get("kind") == MarkKind.SEAL:
            values["signatory"] = ""
        return values


def put_mark(unit: Unit, kind: str, signatory: str, image: Upload, *, by: User, at: datetime | None = None) -> Mark:
    """Take the image into use, in the place of the one that was, and write it down in the unit's history."""
    at = at or timezone.now()
    with kept([image], by=by, at=at) as (attachment,):
        Unit.objects.select_for_update().get(pk=unit.pk)  # two at once would both find none to replace
        replaced = unit.marks.in_use().filter(kind=kind, signatory=signatory).update(removed_at=at)
        mark = Mark.objects.create(unit=unit, kind=kind, signatory=signatory, attachment=attachment)
        _write(mark, "Thay" if replaced else "Thêm", by, at)
    return mark


def remove_mark(mark: Mark, *, by: User, at: datetime | None = None) -> None:
    """Take the image out of use; papers that carry it stay as they are. Does nothing when that was done already."""
    at = at or timezone.now()
    with transaction.atomic():
        if Mark.objects.in_use().filter(pk=mark.pk).update(removed_at=at):
            _write(mark, "Bỏ", by, at)


def _write(mark: Mark, what: str, by: User, at: datetime) -> None:
    write_line(
        mark.unit,
        move="mark",
        label=f"{what} hình {mark.get_kind_display().lower()}",
        at=at,
        by=by,
        title=by.title_over(mark.unit, Role.SECRETARY, Role.ADMINISTRATOR),
        reason=mark.signatory,
    )
