"""Forms of a campaign's preparation, one for each part."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.forms import BaseInlineFormSet, inlineformset_factory
from django.forms.models import ModelChoiceIterator
from django.utils.functional import cached_property

from emulation.campaigns import periods
from emulation.campaigns.deadlines import HINT, parse_deadline
from emulation.campaigns.invitations import choose_sheets, invitable_units
from emulation.campaigns.models import Campaign, Citation, CitedDocument, Cluster, Content, Movement, OfferedTitle, Target
from emulation.sheets.models import Sheet
from emulation.units.kinds import Kind
from emulation.units.models import Unit
from emulation.vietnamese.dates import day
from emulation.vietnamese.fields import FORMSET_MESSAGES, DayInput, VietnameseDecimalField, unit_of

NUMBER = {"inputmode": "numeric"}
ONE_LINE_MORE = {"rows": 2}


class CampaignForm(forms.ModelForm):
    """What a campaign is, the plan that launches it, and its deadline."""

    class Meta:
        model = Campaign
        fields = [
            "title",
            "code",
            "slogan",
            "kind",
            "occasion",
            "year",
            "period_words",
            "starts_on",
            "ends_on",
            "plan_number",
            "plan_date",
            "plan_issuer",
            "plan_title",
            "deadline_words",
            "retrospective_reason",
            "addressees",
            "contact_name",
            "contact_phone",
            "comment_days",
            "is_plan_public",
        ]
        widgets = {
            "comment_days": forms.TextInput(NUMBER),
            "starts_on": DayInput,
            "ends_on": DayInput,
            "plan_date": DayInput,
            "plan_title": forms.Textarea(ONE_LINE_MORE),
            "addressees": forms.Textarea(ONE_LINE_MORE),
            "retrospective_reason": forms.Textarea(ONE_LINE_MORE),
        }
        help_texts = {"deadline_words": HINT, "period_words": f"{periods.HINT} Hai ngày dưới đây theo lời này; lời khác thì xin ghi cả hai ngày."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].required = self.fields["ends_on"].required = False  # the words may say them: see clean

    def clean(self) -> dict[str, Any]:
        """The days that the words mean, unless other days were typed beside them: then one of the two is wrong."""
        cleaned = super().clean() or self.cleaned_data
        meant = periods.parse_period(cleaned.get("period_words", ""))
        for name in ("starts_on", "ends_on"):
            said = getattr(meant, name, None)
            if name in self.errors:
                continue
            if said and cleaned[name] not in (None, said) and name in self.changed_data:
                words, typed = cleaned["period_words"], day(cleaned[name])
                self.add_error(name, f"Lời kế hoạch “{words}” nghĩa là ngày {day(said)}, khác ngày {typed} ghi ở đây. Xin sửa một trong hai.")
            elif not said and not cleaned[name]:
                self.add_error(name, "Xin ghi mục này.")
            cleaned[name] = said or cleaned.get(name)
        return cleaned

    def clean_deadline_words(self) -> str:
        words: str = self.cleaned_data["deadline_words"]
        try:
            self.instance.deadline = parse_deadline(words)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        return words


class CorrectionForm(forms.ModelForm):
    """What may change after the launch: number and date of the plan, once the clerk has given them, whom units ask, how long nominees are posted, and
    whether the plan is public."""

    class Meta:
        model = Campaign
        fields = ["plan_number", "plan_date", "contact_name", "contact_phone", "comment_days", "is_plan_public"]
        widgets = {"plan_date": DayInput, "comment_days": forms.TextInput(NUMBER)}


class TargetForm(forms.ModelForm):
    """A numeric target, or a task without number."""

    value = VietnameseDecimalField(label="Số", required=False, max_digits=18, decimal_places=4)

    class Meta:
        model = Target
        fields = ["position", "field", "name", "comparator", "value", "unit", "base", "period", "wording", "parent"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["unit"] = unit_of(self, "value", "unit")
        return cleaned


class MovementForm(forms.ModelForm):
    """A named movement; its name is kept without the quotation marks that pages put around it."""

    class Meta:
        model = Movement
        fields = ["position", "name", "launcher", "period_words", "document", "note"]

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"]).strip(' “”"')


class OfCampaign(BaseInlineFormSet):
    """The rows of one part of a campaign; those left empty are ignored, those ticked are deleted."""

    default_error_messages = {**FORMSET_MESSAGES}

    @cached_property
    def parents(self) -> list[Target]:
        return list(self.instance.targets.filter(parent=None))

    @cached_property
    def documents(self) -> list[CitedDocument]:
        return list(CitedDocument.objects.filter(unit=self.instance.unit))

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "position" in form.fields and form.instance.pk is None:
            form.fields["position"].initial = (index or 0) + 1
        if "parent" in form.fields:
            form.fields["parent"].queryset = self.instance.targets.filter(parent=None).exclude(pk=form.instance.pk)
            form.fields["parent"].choices = [("", "Không thuộc chỉ tiêu nào"), *((one.pk, str(one)) for one in self.parents if one != form.instance)]
        if "document" in form.fields:
            form.fields["document"].queryset = CitedDocument.objects.filter(unit=self.instance.unit)
            form.fields["document"].choices = [("", "Chọn văn bản"), *((one.pk, str(one)) for one in self.documents)]
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Xóa dòng này"

    def get_unique_error_message(self, unique_check: Any) -> str:
        """Django would name the fields by their English identifiers."""
        return "Có hai dòng trùng nhau. Xin sửa hoặc xóa một dòng."

    def get_form_error(self) -> str:
        return "Dòng này trùng với một dòng khác."


def _part(model: Any, fields: list[str], form: Any = forms.ModelForm, rows: int = 2, **widgets: Any) -> Any:
    return inlineformset_factory(
        Campaign, model, form=form, formset=OfCampaign, fields=fields, extra=rows, can_delete_extra=False, max_num=200, absolute_max=250, widgets=widgets
    )


ContentFormSet = _part(Content, ["position", "scope", "heading", "text"], text=forms.Textarea({"rows": 4}))
TargetFormSet = _part(Target, TargetForm.Meta.fields, form=TargetForm, rows=3)
CitationFormSet = _part(Citation, ["position", "document", "role"])
OfferedTitleFormSet = _part(OfferedTitle, ["position", "name", "subject"])
MovementFormSet = _part(Movement, MovementForm.Meta.fields, form=MovementForm)


class CitedDocumentForm(forms.ModelForm):
    """A document for the commune's library."""

    class Meta:
        model = CitedDocument
        fields = ["unit", "name", "number", "signed_on", "issuer", "title"]
        widgets = {"title": forms.Textarea(ONE_LINE_MORE), "signed_on": DayInput}

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].disabled = True  # kept as a field, so that the constraint on it is still checked
        self.fields["unit"].initial = unit
        self.fields["unit"].widget = forms.HiddenInput()


class ByKind(ModelChoiceIterator):
    """The units to choose from, those of a kind under its name and number."""

    def __iter__(self) -> Iterator[Any]:
        units: dict[str, list[Any]] = {kind: [] for kind in Kind.values}
        for unit in self.queryset:
            units[unit.kind].append(self.choice(unit))
        return ((f"{Kind(kind).label} ({len(choices)})", choices) for kind, choices in units.items() if choices)


class UnitChoice(forms.ModelMultipleChoiceField):
    """Units to tick, by their short names and grouped by kind; the script of the page adds a search field to a long list."""

    iterator = ByKind
    widget = forms.CheckboxSelectMultiple({"data-narrow": True})

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.short_name)


class InvitationForm(forms.Form):
    """Whom to invite: whole kinds, whole subtrees, clusters, and single units; the choice is the union of all."""

    kinds = forms.MultipleChoiceField(label="Mời tất cả đơn vị thuộc loại", required=False, widget=forms.CheckboxSelectMultiple)
    subtrees = UnitChoice(Unit.objects.none(), label="Mời cả đơn vị và các đơn vị trực thuộc", required=False)
    clusters = forms.ModelMultipleChoiceField(Cluster.objects.none(), label="Mời theo cụm thi đua", required=False, widget=forms.CheckboxSelectMultiple)
    units = UnitChoice(Unit.objects.none(), label="Hoặc chọn từng đơn vị", required=False)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        invited = list(campaign.invitations.values_list("unit", flat=True))
        invitable = invitable_units(campaign)
        if not campaign.is_draft:
            invitable = invitable.exclude(pk__in=invited)  # once launched, units can only be added
        counts = dict(invitable.order_by().values_list("kind").annotate(Count("pk")))
        self.fields["kinds"].choices = [(kind, f"{Kind(kind).label} ({counts[kind]})") for kind in Kind.values if kind in counts]  # type: ignore[attr-defined]
        choices = {
            "subtrees": invitable.filter(numchild__gt=0),
            "clusters": Cluster.objects.in_force().filter(unit=campaign.unit, members__unit__in=invitable).distinct(),
            "units": invitable,
        }
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
        for name, some in {**choices, "kinds": counts, "units": counts}.items():
            if not some:
                del self.fields[name]
        self.initial["units"] = invited


class SheetChoiceForm(forms.Form):
    """Which sheet each invited kind fills in."""

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        chosen = {choice.kind: choice.sheet_id for choice in campaign.sheet_choices.all()}
        usable = Sheet.objects.for_unit(campaign.unit).newest()
        sheets = list(Sheet.objects.filter(Q(pk__in=usable) | Q(pk__in=chosen.values())).order_by("code", "version"))
        for kind in sorted(set(campaign.invitations.values_list("unit__kind", flat=True))):
            fitting = [(sheet.pk, str(sheet)) for sheet in sheets if kind in sheet.kinds or sheet.pk == chosen.get(kind)]
            self.fields[kind] = forms.TypedChoiceField(label=Kind(kind).label, choices=fitting, coerce=int, initial=chosen.get(kind))

    def save(self) -> None:
        """Raises MoveRefused when one of the sheets has gone meanwhile."""
        choose_sheets(self.campaign, self.cleaned_data)
