"""The editor of a role: content, requirements, languages."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.enums import Level
from expo.enums import Importance, LanguageAbility, LanguageLevel, Proof
from expo.forms.widgets import DateInput, SkillInput
from expo.models import Posting
from expo.models.posting import MOST_MONTHS
from expo.services.postings import LanguageInput, RequirementInput
from expo.services.skill_names import read_skill
from matching.taxonomy.models import Cluster

MOST_REQUIREMENTS = 30
BLANK_ROWS = 3
SAID = [("", _("Not said")), ("yes", _("Yes")), ("no", _("No"))]


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or nothing said (None)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=SAID, coerce=lambda value: value == "yes", empty_value=None, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


class MonthsField(forms.DecimalField):
    """A number of months, written as people write it: 12, not 12.0."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class PostingForm(forms.ModelForm):
    cluster = forms.ModelChoiceField(label=_("Cluster"), queryset=Cluster.objects.all(), empty_label=_("Choose"))
    sponsors_hk = YesNoField(label=_("Do you sponsor visas for work in Hong Kong?"))
    has_techtas_quota = YesNoField(label=_("Do you hold a TechTAS quota?"))
    sponsors_cn = YesNoField(label=_("Do you sponsor work permits for the mainland?"))

    class Meta:
        model = Posting
        fields = (
            *("title_en", "title_zh_hant", "title_zh_hans"),
            *("description_en", "description_zh_hant", "description_zh_hans", "language"),
            *("kind", "function", "seniority", "cluster", "site", "openings", "starts_from", "starts_by", "reference"),
            *("pay_min", "pay_max", "pay_currency", "pay_period", "pay_months", "pay_negotiable"),
            *("sponsors_hk", "has_techtas_quota", "sponsors_cn"),
        )
        field_classes = {"pay_months": MonthsField}
        help_texts = {
            "openings": _("How many people you want to hire with this advert."),
            "language": _("The language you wrote first; the others are translations of it."),
            "reference": _("Your own number for this role, if you have one."),
            "pay_months": _("12, or 13 with a double pay month."),
        }
        widgets = {
            "description_en": forms.Textarea(attrs={"rows": 6}),
            "description_zh_hant": forms.Textarea(attrs={"rows": 6}),
            "description_zh_hans": forms.Textarea(attrs={"rows": 6}),
            "starts_from": DateInput,
            "starts_by": DateInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "function", "seniority", "site"):
            field: Any = self.fields[name]
            field.choices = [(value, label if value else _("Choose")) for value, label in field.choices]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not any(data.get(f"title_{suffix}") for suffix in ("en", "zh_hant", "zh_hans")):
            self.add_error("title_en", _("Write the title in at least one language."))
        low, high = data.get("pay_min"), data.get("pay_max")
        if low is not None and high is not None and high < low:
            self.add_error("pay_max", _("This is less than the lower end."))
        months = data.get("pay_months")
        if months is not None and not 1 <= months <= MOST_MONTHS:
            self.add_error("pay_months", _("Write a number between 1 and 24, for example 12 or 13."))
        if data.get("openings") == 0:
            self.add_error("openings", _("Write 1 or more."))
        first, last = data.get("starts_from"), data.get("starts_by")
        if first and last and last < first:
            self.add_error("starts_by", _("This day is before the earliest start."))
        return data

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"state", "edition", "organisation"}

    def validate_constraints(self) -> None:
        """Leave constraints to `clean` and the service, which have kinder words."""


class RequirementForm(forms.Form):
    """One row; an empty name removes it."""

    skill = forms.CharField(label=_("Skill"), max_length=200, required=False, widget=SkillInput)
    importance = forms.ChoiceField(label=_("Importance"), choices=Importance.choices, initial=Importance.MUST)
    level = forms.TypedChoiceField(
        label=_("Level"),
        choices=[("", _("Any level")), *Level.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    proof = forms.ChoiceField(label=_("Proof"), choices=Proof.choices, initial=Proof.SELF)

    def requirement(self) -> RequirementInput | None:
        """Return what this row asks for, None for an empty row."""
        text = " ".join(self.cleaned_data.get("skill", "").split())
        if not text:
            return None
        skill_id = read_skill(text).skill_id
        return RequirementInput(
            importance=self.cleaned_data["importance"],
            skill_id=skill_id,
            text="" if skill_id else text,
            level=self.cleaned_data["level"],
            proof=self.cleaned_data["proof"],
        )


class _RequirementRows(forms.BaseFormSet):
    def _construct_form(self, i: int, **kwargs: Any) -> forms.BaseForm:
        """Read every row: Django would skip one that equals what is stored, and saving replaces all rows."""
        form: forms.BaseForm = super()._construct_form(i, **kwargs)
        form.empty_permitted = False
        return form

    def requirements(self) -> list[RequirementInput]:
        """Return the filled rows in order. Call after `is_valid`."""
        return [found for form in self.forms if (found := form.requirement()) is not None]


RequirementRows = forms.formset_factory(
    RequirementForm, formset=_RequirementRows, extra=BLANK_ROWS, max_num=MOST_REQUIREMENTS, validate_max=True
)


class LanguageForm(forms.Form):
    """One ability, always shown; "not needed" leaves it out."""

    level = forms.TypedChoiceField(
        choices=[("", _("Not needed")), *LanguageLevel.choices],
        label=_("Level"),
        coerce=int,
        empty_value=None,
        required=False,
    )
    is_required = forms.BooleanField(label=_("Required by the work"), required=False)
    reason = forms.CharField(label=_("Why the work needs it"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("is_required") and data.get("level") and not data.get("reason"):
            self.add_error("reason", _("Say which part of the work needs this language."))
        return data


class _LanguageRows(forms.BaseFormSet):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.abilities = LanguageAbility.choices

    def rows(self) -> list[tuple[str, forms.BaseForm]]:
        """Return (label, form) of every ability; none where the request lacks the form's own fields."""
        return [(str(label), form) for (_value, label), form in zip(self.abilities, self.forms, strict=False)]

    def languages(self) -> list[LanguageInput]:
        """Return the abilities asked for. Call after `is_valid`."""
        return [
            LanguageInput(
                ability=ability,
                level=form.cleaned_data["level"],
                is_required=form.cleaned_data["is_required"],
                reason=form.cleaned_data["reason"],
            )
            for (ability, _label), form in zip(self.abilities, self.forms, strict=True)
            if form.cleaned_data.get("level")
        ]


ABILITIES = len(LanguageAbility.choices)
LanguageRows = forms.formset_factory(
    LanguageForm, formset=_LanguageRows, extra=0, min_num=ABILITIES, max_num=ABILITIES, validate_max=True
)
