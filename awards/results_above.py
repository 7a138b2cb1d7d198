"""What those above decided about a nomination that was routed to them, as the secretary enters it."""

from django import forms

from emulation.vietnamese.dates import day
from emulation.vietnamese.fields import DayInput, VietnameseFormField


class ResultAboveForm(forms.Form):
    """The decision by which they awarded."""

    number = VietnameseFormField(label="Số, ký hiệu quyết định", max_length=60)
    dated = forms.DateField(label="Ngày quyết định", widget=DayInput)
    issuer = VietnameseFormField(label="Cơ quan quyết định", max_length=200)

    @property
    def reason(self) -> str:
        """As history and the unit read it."""
        said = self.cleaned_data
        return f"Quyết định số {said['number']} ngày {day(said['dated'])} của {said['issuer']}"
