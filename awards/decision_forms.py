"""What the pages of decisions ask for."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from awards.models import Award, CertificateOffsets, Decision
from awards.models.decision import FURTHEST
from emulation.campaigns.models import Campaign
from emulation.people.models import Role, User
from emulation.units.models import Unit

AREA = {"rows": 2}


class DecisionForm(forms.ModelForm):
    """A new decision of one of the secretary's offices, for a campaign of it or for none."""

    class Meta:
        model = Decision
        fields = ["unit", "campaign", "subject"]
        widgets = {"subject": forms.Textarea(AREA)}
        help_texts = {
            "campaign": "Để trống khi khen theo công trạng hoặc đột xuất.",
            "subject": "Như “Về việc tặng Giấy khen cho tập thể, cá nhân có thành tích xuất sắc năm 2026”.",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = user.units_as(Role.SECRETARY)
        units: QuerySet[Unit] = Unit.objects.filter(pk__in=[unit.pk for unit in offices]).in_order()
        unit_field, campaign_field = self.fields["unit"], self.fields["campaign"]
        assert isinstance(unit_field, forms.ModelChoiceField)
        assert isinstance(campaign_field, forms.ModelChoiceField)
        unit_field.queryset = units
        campaign_field.queryset = Campaign.objects.kept_by(user).exclude(state="draft")
        campaign_field.empty_label = "Không theo phong trào"
        if len(offices) == 1:
            unit_field.initial, unit_field.widget = offices[0], forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """The campaign must be one of the office that decides, or of one whose work it carries on."""
        cleaned = super().clean() or {}
        campaign, unit = cleaned.get("campaign"), cleaned.get("unit")
        if campaign and unit and not any(campaign.unit.path.startswith(top.path) for top in (unit, *unit.carried_on)):
            self.add_error("campaign", "Phong trào này không phải của cơ quan quyết định.")
        return cleaned


class AwardForm(forms.ModelForm):
    """The words of an award that the secretary may still change."""

    class Meta:
        model = Award
        fields = ["details", "achievement"]
        widgets = {"achievement": forms.Textarea(AREA)}


class Millimetres(forms.DecimalField):
    """How far something is moved, with a decimal comma."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(localize=True, min_value=-FURTHEST, max_value=FURTHEST, decimal_places=1, widget=widget, **kwargs)


class OffsetsForm(forms.ModelForm):
    """By how much an office moves what it prints on blanks."""

    class Meta:
        model = CertificateOffsets
        fields = ["right_mm", "down_mm"]

    right_mm = Millimetres(label="Dịch sang phải (mm)", help_text="Số âm là dịch sang trái. Như 1,5 hoặc -2.")
    down_mm = Millimetres(label="Dịch xuống dưới (mm)", help_text="Số âm là dịch lên trên.")
