"""The form by which a long list of nominees is uploaded: what all its rows share, and the file."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from awards.importing import COLUMNS
from awards.models import Kind
from awards.nomination_forms import EMPTY, NUMBER, campaigns_for, units_written_by
from emulation.campaigns.models import Campaign
from emulation.people.forms import UploadForm
from emulation.people.models import User
from emulation.units.models import Unit
from emulation.vietnamese.fields import DayInput

KINDS = [(kind.value, kind.label) for kind in (Kind.MOVEMENT, Kind.MERIT)]  # sudden merit is no long list


class NominationUploadForm(UploadForm):
    """A list of nominees of one unit; on paper, with the day when it came."""

    unit = forms.ModelChoiceField(label="Đơn vị đề nghị", queryset=Unit.objects.none(), empty_label=EMPTY["unit"])
    received_on = forms.DateField(label="Nhận bản giấy ngày", widget=DayInput)
    kind = forms.ChoiceField(label="Loại hình khen thưởng", choices=KINDS)
    campaign = forms.ModelChoiceField(
        label="Phong trào",
        queryset=Campaign.objects.none(),
        required=False,
        empty_label=EMPTY["campaign"],
        help_text="Để trống nếu khen theo công trạng.",
    )
    year = forms.IntegerField(label="Thành tích của năm", min_value=2000, max_value=2100, widget=forms.TextInput(NUMBER))
    field_order = ("unit", "received_on", "kind", "campaign", "year", "file")

    def __init__(self, *args: Any, user: User, on_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, columns=COLUMNS, **kwargs)
        units = units_written_by(user, on_paper=on_paper)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["campaign"].queryset = campaigns_for(units)  # type: ignore[attr-defined]
        self.fields["year"].initial = timezone.localdate().year
        if not on_paper:
            del self.fields["received_on"]
            self.fields["unit"].initial = units.first()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == Kind.MOVEMENT and not cleaned.get("campaign") and "campaign" not in self.errors:
            self.add_error("campaign", "Khen theo phong trào phải chọn phong trào.")
        if cleaned.get("received_on") and cleaned["received_on"] > timezone.localdate():
            self.add_error("received_on", "Ngày nhận ở sau hôm nay. Xin ghi ngày đã nhận bản giấy.")
        return cleaned

    @property
    def received_at(self) -> datetime | None:
        day = self.cleaned_data.get("received_on")
        return timezone.make_aware(datetime.combine(day, time.min)) if day else None
