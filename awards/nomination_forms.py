"""What heads and secretaries type: a nomination, its appraisal, and what is put on it."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone

from awards.models import Attribute, Honour, Kind, Nomination, Subject
from emulation.campaigns.models import Campaign
from emulation.campaigns.models import State as CampaignState
from emulation.people.models import Role, User
from emulation.units.models import Unit
from emulation.vietnamese.fields import DayInput, VietnameseFormField

NUMBER = {"inputmode": "numeric", "autocomplete": "off"}
NOT_NOMINATED_IN = (CampaignState.DRAFT, CampaignState.CLOSED)


EMPTY = {
    "unit": "Chọn đơn vị",
    "nominee_unit": "Không phải một đơn vị",
    "campaign": "Chưa chọn, hoặc không theo phong trào",
    "honour": "Chọn danh hiệu, hình thức",
}


class Checked(models.TextChoices):
    """What a secretary looks into before the council meets, for each nominee."""

    DOSSIER = "dossier", "Hồ sơ đủ, đúng mẫu"
    RESULTS = "results", "Thành tích khớp kết quả đăng ký, báo cáo"
    TAX = "tax", "Thuế, phí, bảo hiểm"
    LAND = "land", "Đất đai, xây dựng"
    ENVIRONMENT = "environment", "Môi trường, vệ sinh"
    SECURITY = "security", "An ninh, trật tự"
    POPULATION = "population", "Dân số, hôn nhân, gia đình"
    COMPLAINTS = "complaints", "Khiếu nại, tố cáo"


def unchecked(checklist: Collection[str]) -> list[str]:
    """What was not looked into, in words."""
    return [one.label for one in Checked if one not in checklist]


class Ground(models.TextChoices):
    """Why somebody is not considered now (NĐ 152/2025 Art. 4)."""

    DISCIPLINE = "Đang bị xem xét hoặc thi hành kỷ luật", "Đang bị xem xét hoặc thi hành kỷ luật"
    INVESTIGATION = "Đang bị thanh tra, kiểm tra, điều tra", "Đang bị thanh tra, kiểm tra, điều tra"
    COMPLAINT = "Có đơn thư, khiếu nại, tố cáo đang xác minh", "Có đơn thư, khiếu nại, tố cáo đang xác minh"
    OTHER = "Lý do khác", "Lý do khác"


class HoldForm(forms.Form):
    ground = forms.ChoiceField(label="Vì", choices=Ground.choices)
    details = VietnameseFormField(label="Cụ thể", max_length=1500, widget=forms.Textarea({"rows": 3}), help_text="Theo văn bản, thông báo nào.")

    @property
    def reason(self) -> str:
        return f"{self.cleaned_data['ground']}: {self.cleaned_data['details']}"


def units_written_by(user: User, *, on_paper: bool) -> models.QuerySet[Unit]:
    """The units for which somebody nominates: a head his own and those below it, a secretary those of the commune whose papers come in."""
    units: models.QuerySet[Unit] = Unit.objects.under(*user.tops_as(Role.SECRETARY if on_paper else Role.HEAD)).existing().in_order()
    return units.filter(commune__isnull=False).select_related("commune")


def campaigns_for(units: "models.QuerySet[Unit]") -> models.QuerySet[Campaign]:
    """The campaigns in which these units may still nominate."""
    invited = Campaign.objects.filter(invitations__unit__in=units).exclude(state__in=NOT_NOMINATED_IN)
    return invited.distinct().order_by("-year", "title", "pk")


class NominationForm(forms.ModelForm):
    """A nomination. On paper, the secretary says for which unit, and when it came.

    What has to stand in it is asked when it is sent (see `completeness`): here only that it belongs to a unit, and that nothing in it is wrong.
    """

    attributes = forms.MultipleChoiceField(
        label="Đặc điểm, để thống kê", choices=Attribute.choices, required=False, widget=forms.CheckboxSelectMultiple, help_text="Đánh dấu những gì đúng."
    )
    received_on = forms.DateField(label="Nhận bản giấy ngày", required=False, widget=DayInput, help_text="Để trống là hôm nay.")

    class Meta:
        model = Nomination
        fields = [
            "unit", "received_on", "kind", "campaign", "happened_on", "year", "subject", "honour", "name", "nominee_unit", "details", "birth_year",
            "members", "attributes", "achievement", "exception_plea",
        ]  # fmt: skip
        widgets = {
            "happened_on": DayInput,
            "year": forms.TextInput(NUMBER),
            "birth_year": forms.TextInput(NUMBER),
            "members": forms.TextInput(NUMBER),
            "achievement": forms.Textarea({"rows": 8}),
            "exception_plea": forms.Textarea({"rows": 2}),
        }
        help_texts = {
            "campaign": "Để trống nếu khen theo công trạng hoặc đột xuất.",
            "happened_on": "Chỉ ghi khi khen đột xuất.",
            "year": "Để trống là năm của phong trào, hoặc năm nay.",
            "name": "Với hộ gia đình, ghi họ tên chủ hộ.",
            "nominee_unit": "Chỉ chọn khi đề nghị cho chính đơn vị hoặc tập thể trực thuộc.",
            "birth_year": "Chỉ ghi với cá nhân, chủ hộ.",
            "achievement": "Việc đã làm, kết quả bằng số, ảnh hưởng trong đơn vị.",
        }

    def __init__(self, *args: Any, user: User, on_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on_paper = on_paper
        units = units_written_by(user, on_paper=on_paper)
        choices: dict[str, Any] = {
            "unit": units,
            "nominee_unit": units,
            "campaign": campaigns_for(units),
            "honour": Honour.objects.in_use(timezone.localdate()),
        }
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
            self.fields[name].empty_label = EMPTY[name]  # type: ignore[attr-defined]
        self.fields["subject"].choices = Subject.choices  # type: ignore[attr-defined]  # one of them is always chosen: no empty one
        self.fields["year"].required = False
        if self.instance.pk:
            del self.fields["unit"]
        elif not on_paper and len(found := list(units[:2])) == 1:
            self.initial["unit"] = found[0].pk  # not the field's own initial, which that of the empty nomination stands before
            self.fields["unit"].widget = forms.HiddenInput()
        if not on_paper:
            del self.fields["received_on"]
        elif self.instance.received_on_paper_at:
            self.fields["received_on"].initial = timezone.localdate(self.instance.received_on_paper_at)

    def clean_received_on(self) -> date:
        today = timezone.localdate()
        received: date = self.cleaned_data["received_on"] or today
        if received > today:
            raise forms.ValidationError("Ngày nhận ở sau hôm nay. Xin ghi ngày đã nhận bản giấy.")
        return received

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        honour, subject, kind = cleaned.get("honour"), cleaned.get("subject"), cleaned.get("kind")
        if honour and subject and subject not in honour.subjects:
            self.add_error("honour", f"“{honour}” không dành cho {Subject(subject).label.lower()}. Xin chọn danh hiệu, hình thức khác.")
        if kind == Kind.SUDDEN:
            cleaned["campaign"] = None
        else:
            cleaned["happened_on"] = None
        self._clean_nominee(cleaned, subject)
        return cleaned

    def _clean_nominee(self, cleaned: dict[str, Any], subject: str | None) -> None:
        if subject == Subject.COLLECTIVE:
            cleaned["birth_year"] = None
        else:
            cleaned["nominee_unit"] = cleaned["members"] = None
        campaign = cleaned.get("campaign")
        if "year" not in self.errors and not cleaned.get("year"):
            cleaned["year"] = campaign.year if campaign else timezone.localdate().year
        if happened := cleaned.get("happened_on"):
            cleaned["year"] = happened.year
            if happened > timezone.localdate():
                self.add_error("happened_on", "Ngày này ở sau hôm nay. Xin xem lại.")

    def nomination(self) -> Nomination:
        """What was typed, not saved yet."""
        nomination: Nomination = self.save(commit=False)
        if self.on_paper:
            nomination.received_on_paper_at = timezone.make_aware(datetime.combine(self.cleaned_data["received_on"], datetime.min.time()))
        return nomination


class AppraisalForm(forms.Form):
    """What the secretary proposes, the opinion, and what was looked into."""

    honour = forms.ModelChoiceField(
        label="Thư ký đề xuất",
        queryset=Honour.objects.none(),
        empty_label=EMPTY["honour"],
        help_text="Có thể thấp hơn, cao hơn hoặc đúng như đơn vị đề nghị.",
    )
    opinion = VietnameseFormField(label="Ý kiến thẩm định", max_length=1500, widget=forms.Textarea({"rows": 4}))
    checklist = forms.MultipleChoiceField(label="Đã kiểm tra", choices=Checked.choices, required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, nomination: Nomination, **kwargs: Any) -> None:
        initial = {"honour": nomination.honour_id, "opinion": nomination.opinion, "checklist": nomination.checklist}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        self.fields["honour"].queryset = Honour.objects.given_to(nomination.subject).in_use(timezone.localdate())  # type: ignore[attr-defined]
