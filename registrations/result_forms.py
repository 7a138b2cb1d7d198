"""The form in which a unit reports what became of its targets: one small form for each."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from emulation.vietnamese.fields import VietnameseDecimalField, VietnameseFormField
from registrations.models import Outcome, TargetAnswer
from registrations.results import Result, contradiction, doubt

NOT_YET = ("", "Chưa báo\u00a0cáo")  # in two lines at most, beside the others on a phone


class ResultForm(forms.Form):
    """What became of one target; a task without number asks for none."""

    outcome = forms.ChoiceField(label="Kết quả", choices=[*Outcome.choices, NOT_YET], required=False, widget=forms.RadioSelect)
    achieved = VietnameseDecimalField(label="Số thực hiện", required=False, max_digits=18, decimal_places=4)
    remark = VietnameseFormField(label="Ghi chú", max_length=500, required=False)

    def __init__(self, data: QueryDict | None, *, target: TargetAnswer, place: int) -> None:
        initial = {"outcome": target.outcome, "achieved": target.achieved, "remark": target.remark}
        super().__init__(data, prefix=f"chi-tieu-{target.pk}", initial=initial)
        self.target, self.place, self.heading = target, place, f"Chỉ tiêu {place}"
        self.doubt = doubt(target, Result(target.outcome, target.achieved))  # of what is saved
        if target.value is None:
            del self.fields["achieved"]
        else:
            self.fields["achieved"].label = f"Số thực hiện ({target.unit})" if target.unit else "Số thực hiện"

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not cleaned.get("outcome") and (cleaned.get("achieved") is not None or cleaned.get("remark")) and "outcome" not in self.errors:
            self.add_error("outcome", "Xin chọn kết quả: vượt, đạt hay chưa đạt.")
        elif said := contradiction(self.target, self.result):
            self.add_error("achieved", said)
        return cleaned

    @property
    def has_remark(self) -> bool:
        """Whether there is anything to see in the field that is folded away while it is empty."""
        bound = self["remark"]
        return bool(bound.value() or bound.errors)

    @property
    def result(self) -> Result:
        cleaned = self.cleaned_data
        return Result(cleaned.get("outcome", ""), cleaned.get("achieved"), cleaned.get("remark", ""))


def result_forms(data: QueryDict | None, targets: Iterable[TargetAnswer]) -> list[ResultForm]:
    return [ResultForm(data, target=target, place=place) for place, target in enumerate(targets, start=1)]
