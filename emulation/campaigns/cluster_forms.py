"""Forms of emulation clusters."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from emulation.campaigns.clusters import clusterable_units, taken_elsewhere
from emulation.campaigns.forms import UnitChoice
from emulation.campaigns.models import Cluster, ClusterMember
from emulation.units.models import Unit
from emulation.vietnamese.fields import DayInput


class LedBy(forms.ModelChoiceField):
    """One of the units, by its short name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.short_name)


class ClusterForm(forms.ModelForm):
    """A cluster, its members to tick, and which of them leads it."""

    units = UnitChoice(Unit.objects.none(), label="Các đơn vị trong cụm", error_messages={"required": "Xin chọn ít nhất một đơn vị."})
    lead = LedBy(Unit.objects.none(), label="Cụm trưởng", required=False, empty_label="Chưa có", help_text="Phải là một đơn vị trong cụm.")
    deputy = LedBy(Unit.objects.none(), label="Cụm phó", required=False, empty_label="Chưa có")
    field_order = ["name", "starts_on", "units", "lead", "deputy", "note"]

    class Meta:
        model = Cluster
        fields = ["name", "starts_on", "note"]
        widgets = {"starts_on": DayInput, "note": forms.Textarea({"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].show_hidden_initial = False  # Django shows it for a default that is called, and then with aria-describedby
        choices = clusterable_units(self.instance.unit)
        for name in ("units", "lead", "deputy"):
            self.fields[name].queryset = choices  # type: ignore[attr-defined]
        if self.instance.pk:
            members = {member.unit_id: member.post for member in self.instance.members.all()}
            posts = {post: pk for pk, post in members.items()}
            self.initial.update(units=list(members), lead=posts.get(ClusterMember.Post.LEAD), deputy=posts.get(ClusterMember.Post.DEPUTY))

    def clean_name(self) -> str:
        """The constraint on names is asked here: a ModelForm skips it, since its condition names a field that the form lacks."""
        name: str = self.cleaned_data["name"]
        if Cluster.objects.in_force().filter(unit=self.instance.unit, name=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Đã có cụm thi đua mang tên này.")
        return name

    def clean_units(self) -> list[Unit]:
        units = list(self.cleaned_data["units"])
        self.instance.starts_on = self.cleaned_data.get("starts_on") or self.instance.starts_on
        if taken := taken_elsewhere(self.instance, units):
            raise ValidationError([f"{member.unit} đang ở {member.cluster}. Mỗi đơn vị chỉ ở một cụm thi đua." for member in taken])
        return units

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("lead", "deputy"):
            if cleaned.get(name) and "units" in cleaned and cleaned[name] not in cleaned["units"]:
                self.add_error(name, "Đơn vị này chưa được chọn vào cụm.")
        if cleaned.get("lead") and cleaned["lead"] == cleaned.get("deputy"):
            self.add_error("deputy", "Cụm phó phải là đơn vị khác cụm trưởng.")
        return cleaned


class ClusterEndForm(forms.ModelForm):
    """The last day of a cluster."""

    class Meta:
        model = Cluster
        fields = ["starts_on", "ends_on"]
        widgets = {"starts_on": DayInput, "ends_on": DayInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].disabled = True  # kept as a field, so that the constraint on both days is still checked
        self.fields["ends_on"].required = True
