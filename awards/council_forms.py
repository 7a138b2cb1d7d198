"""Forms of the council: its members, its meetings with agenda and attendance, recusals, and votes."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from awards.meetings import candidates
from awards.models import Attendance, Ballot, Choice, CouncilMember, Meeting, Nomination
from awards.sittings import Sitting
from emulation.campaigns.models import Campaign
from emulation.people.models import Term, User
from emulation.units.models import Unit, subtrees
from emulation.vietnamese.fields import DayInput, TimeOfDayField, VietnameseFormField

REASON_LENGTH = 300


def reason_field(label: str = "Lý do") -> VietnameseFormField:
    return VietnameseFormField(label=label, max_length=REASON_LENGTH)


class ByName(forms.ModelChoiceField):
    """People, with their user names, since names occur twice."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.full_name} ({obj.username})"


class CouncilMemberForm(forms.ModelForm):
    """A seat of the council."""

    user = ByName(
        User.objects.none(),
        label="Tài khoản để bỏ phiếu trên máy",
        required=False,
        empty_label="Không có",
        help_text="Không có tài khoản thì chỉ bỏ phiếu giấy hoặc cho ý kiến bằng văn bản.",
    )
    field_order = ["full_name", "title", "post", "field", "user", "decision", "starts_on"]

    class Meta:
        model = CouncilMember
        fields = ["full_name", "title", "post", "field", "user", "decision", "starts_on"]
        widgets = {"starts_on": DayInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Term.objects.in_force().filter(subtrees("unit__path", [self.instance.unit]))
        accounts = User.objects.filter(Q(pk__in=here.values("user")) | Q(pk=self.instance.user_id), is_active=True)
        self.fields["user"].queryset = accounts.order_by("sort_key", "pk")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("starts_on") and self.instance.ends_on and cleaned["starts_on"] > self.instance.ends_on:
            self.add_error("starts_on", "Nhiệm vụ này đã kết thúc trước ngày đó.")
        return cleaned


class SeatEndForm(forms.Form):
    """The last day of a seat, and by which decision."""

    ends_on = forms.DateField(label="Ngày cuối cùng", widget=DayInput)
    decision = VietnameseFormField(label="Theo quyết định", max_length=200, help_text="Như “Quyết định số 15/QĐ-UBND ngày 05/01/2026”.")

    def __init__(self, *args: Any, member: CouncilMember, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_ends_on(self) -> Any:
        if self.cleaned_data["ends_on"] < self.member.starts_on:
            raise ValidationError("Ngày kết thúc phải sau ngày bắt đầu.")
        return self.cleaned_data["ends_on"]


class MeetingForm(forms.ModelForm):
    """The plan of a meeting, and the council's regulation as it holds for it."""

    held_on = forms.DateField(label="Họp ngày", widget=DayInput)
    held_time = TimeOfDayField(label="Lúc", help_text="Giờ và phút, như 14:05 hoặc 14h05.")
    field_order = ["title", "campaign", "held_on", "held_time", "place", "quorum", "majority_of_all", "heads_recused"]

    class Meta:
        model = Meeting
        fields = ["title", "campaign", "place", "quorum", "majority_of_all", "heads_recused"]
        widgets = {"quorum": forms.TextInput({"inputmode": "numeric"})}
        help_texts = {
            "campaign": "Để trống nếu xét nhiều phong trào, hoặc khen theo công trạng, đột xuất.",
            "heads_recused": "Theo quy chế của Hội đồng. Người được đề nghị thì không bao giờ biểu quyết về chính mình.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Unit = self.instance.unit
        campaigns = Campaign.objects.filter(unit__in=[unit.pk, *(former.pk for former in unit.carried_on)]).exclude(state=Campaign.state.field.default)
        self.fields["campaign"].queryset = campaigns  # type: ignore[attr-defined]
        self.fields["campaign"].empty_label = "Không riêng phong trào nào"  # type: ignore[attr-defined]
        if self.instance.held_at:
            held_at = timezone.localtime(self.instance.held_at)
            self.initial.update(held_on=held_at.date(), held_time=held_at.time())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("held_on") and cleaned.get("held_time"):
            self.instance.held_at = timezone.make_aware(datetime.combine(cleaned["held_on"], cleaned["held_time"]))
        return cleaned


MANNERS = [
    ("secret", "Bỏ phiếu kín trên máy"),
    ("secret-paper", "Bỏ phiếu kín bằng phiếu giấy, thư ký nhập kết quả đếm"),
    ("open", "Biểu quyết công khai trên máy"),
    ("open-paper", "Biểu quyết công khai (giơ tay), thư ký nhập kết quả đếm"),
]


class MannerForm(forms.Form):
    """How it is voted."""

    manner = forms.ChoiceField(label="Hình thức biểu quyết", choices=MANNERS, initial="secret", widget=forms.RadioSelect)

    @property
    def chosen(self) -> dict[str, bool]:
        """The fields of a ballot."""
        manner = self.cleaned_data["manner"]
        return {"is_secret": manner.startswith("secret"), "is_on_paper": manner.endswith("-paper")}


def manner_of(ballot: Ballot) -> str:
    """The value that stands for how a ballot is voted."""
    return ("secret" if ballot.is_secret else "open") + ("-paper" if ballot.is_on_paper else "")


class Nominations(forms.ModelMultipleChoiceField):
    """Nominations to tick."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.proposed}: {obj.name} ({obj.unit})"


class AgendaForm(MannerForm):
    """Which nominations come onto the agenda."""

    nominations = Nominations(Nomination.objects.none(), label="Các đề nghị đã thẩm định", error_messages={"required": "Xin chọn ít nhất một đề nghị."})
    field_order = ["nominations", "manner"]

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nominations"].queryset = candidates(meeting)  # type: ignore[attr-defined]


class AttendanceForm(forms.Form):
    """How each member takes part."""

    def __init__(self, *args: Any, sitting: Sitting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in sitting.attendances:
            label = ", ".join(filter(None, (one.member.full_name, one.member.title)))
            self.fields[f"member-{one.member_id}"] = forms.ChoiceField(label=label, choices=Attendance.How.choices, initial=one.how, widget=forms.RadioSelect)

    @property
    def hows(self) -> dict[int, str]:
        return {int(name.removeprefix("member-")): how for name, how in self.cleaned_data.items()}


class NotesForm(forms.ModelForm):
    """What was said."""

    class Meta:
        model = Meeting
        fields = ["notes"]
        widgets = {"notes": forms.Textarea({"rows": 12})}
        help_texts = {"notes": "In vào biên bản họp, mỗi dòng một đoạn."}


class Members(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.full_name)


class RecusalForm(forms.Form):
    """Who takes no part, and why."""

    member = Members(CouncilMember.objects.none(), label="Thành viên", empty_label="Xin chọn")
    reason = reason_field()

    def __init__(self, *args: Any, ballot: Ballot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = CouncilMember.objects.filter(attendances__meeting=ballot.meeting_id).exclude(recusals__ballot=ballot)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]


class LiftForm(forms.Form):
    """Why somebody takes part after all."""

    reason = reason_field()


VOTES = {"1": Choice.AGREE, "0": Choice.DISAGREE}  # as long as one another, so that no log of lengths tells one from the other


class VoteForm(forms.Form):
    """One vote."""

    choice = forms.ChoiceField(choices=[(value, choice.label) for value, choice in VOTES.items()])


class WrittenForm(forms.Form):
    """The written opinion of an absent member, as the secretary enters it."""

    choice = forms.ChoiceField(label="Ý kiến ghi trong văn bản", choices=Choice.choices, widget=forms.RadioSelect)
