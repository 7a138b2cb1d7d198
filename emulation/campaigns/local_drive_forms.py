"""The form of a drive that a unit launches of its own."""

from django import forms

from emulation.campaigns.models import LocalDrive
from emulation.vietnamese.fields import DayInput


class LocalDriveForm(forms.ModelForm):
    """What the unit launches, within the days of the campaign."""

    class Meta:
        model = LocalDrive
        fields = ["title", "contents", "starts_on", "ends_on", "plan_number", "plan_date"]
        widgets = {
            "contents": forms.Textarea({"rows": 6}),
            "starts_on": DayInput,
            "ends_on": DayInput,
            "plan_date": DayInput,
        }
