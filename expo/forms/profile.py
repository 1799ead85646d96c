"""Sections of a profile. Everything is optional; what is left empty stays "not stated"."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.enums import Level
from expo.enums import LanguageAbility, LanguageLevel, PostingKind, Proof, RightToWork, WorkSite
from expo.forms.widgets import DateInput, SkillInput
from expo.models import CandidateProfile, Education, Experience
from matching.taxonomy.models import Cluster

HIGHEST_PAY = 10_000_000


class AboutForm(forms.ModelForm):
    class Meta:
        model = CandidateProfile
        fields = ("headline", "summary", "experience_years", "language")
        help_texts = {
            "headline": _("For example: Embedded engineer who likes sensors."),
            "summary": _("What you did and like to do, in any language. Leave out age, photo and identity numbers."),
            "experience_years": _("Whole years of work in your field; internships count."),
            "language": _("The language you write this profile in."),
        }
        widgets = {"summary": forms.Textarea(attrs={"rows": 6})}

    def clean_experience_years(self) -> int | None:
        years: int | None = self.cleaned_data["experience_years"]
        if years is not None and years > 60:
            raise forms.ValidationError(_("Write the years of experience, for example 4."))
        return years


class WishesForm(forms.ModelForm):
    wished_sites = forms.MultipleChoiceField(
        label=_("Places"), choices=WorkSite.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    wished_kinds = forms.MultipleChoiceField(
        label=_("Kinds of role"), choices=PostingKind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    wished_clusters = forms.ModelMultipleChoiceField(
        label=_("Clusters"), queryset=Cluster.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = CandidateProfile
        fields = (
            "wished_sites",
            "wished_kinds",
            "wished_clusters",
            "wished_pay_min",
            "wished_pay_currency",
            "wished_pay_period",
            "available_from",
            "available_until",
        )
        labels = {
            "wished_pay_min": _("Pay from"),
            "wished_pay_currency": _("Currency"),
            "wished_pay_period": _("Per"),
            "available_from": _("Can start from"),
            "available_until": _("Available until"),
        }
        help_texts = {
            "wished_pay_min": _("Moves better paid roles up. Employers never see this number."),
            "available_until": _("For internships: the last day you can work."),
        }
        widgets = {"available_from": DateInput, "available_until": DateInput}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        start, end = data.get("available_from"), data.get("available_until")
        if start and end and end < start:
            self.add_error("available_until", _("This day is before the day you can start."))
        if (data.get("wished_pay_min") or 0) > HIGHEST_PAY:
            self.add_error("wished_pay_min", _("This is more than any role pays. Is a digit too many?"))
        return data


class WorkForm(forms.ModelForm):
    class Meta:
        model = CandidateProfile
        fields = ("right_to_work_hk", "right_to_work_hk_from", "right_to_work_cn", "right_to_work_cn_from")
        labels = {
            "right_to_work_hk": _("Working in Hong Kong"),
            "right_to_work_hk_from": _("In Hong Kong from"),
            "right_to_work_cn": _("Working in the mainland, for example Shenzhen"),
            "right_to_work_cn_from": _("In the mainland from"),
        }
        help_texts = {
            "right_to_work_hk_from": _("Only if you chose “from a month on”."),
            "right_to_work_cn_from": _("Only if you chose “from a month on”."),
        }
        widgets = {
            "right_to_work_hk": forms.RadioSelect,
            "right_to_work_cn": forms.RadioSelect,
            "right_to_work_hk_from": DateInput,
            "right_to_work_cn_from": DateInput,
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for place in ("hk", "cn"):
            answer, start = data.get(f"right_to_work_{place}"), data.get(f"right_to_work_{place}_from")
            if answer == RightToWork.LATER and not start:
                self.add_error(f"right_to_work_{place}_from", _("Write from which day you can work there."))
            elif answer != RightToWork.LATER:
                data[f"right_to_work_{place}_from"] = None
        return data


class VisibilityForm(forms.ModelForm):
    class Meta:
        model = CandidateProfile
        fields = ("visibility",)
        widgets = {"visibility": forms.RadioSelect}


class LanguagesForm(forms.Form):
    """One choice per ability; "not stated" is the default and costs nothing."""

    def __init__(self, *args: Any, levels: dict[str, int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for value, label in LanguageAbility.choices:
            self.fields[value] = forms.TypedChoiceField(
                label=label,
                choices=[("", _("Not stated")), *LanguageLevel.choices],
                coerce=int,
                empty_value=None,
                required=False,
                initial=(levels or {}).get(value, ""),
            )

    def levels(self) -> dict[str, int]:
        """Return the stated levels by ability."""
        return {name: level for name, level in self.cleaned_data.items() if level is not None}


class SkillForm(forms.Form):
    """A skill by any of its names; unknown ones are kept as written."""

    skill = forms.CharField(
        label=_("Skill"),
        max_length=200,
        widget=SkillInput,
        help_text=_(
            "Any name of the skill in English or Chinese; if it is not in our list, it is kept as you write it."
        ),
    )
    level = forms.TypedChoiceField(
        label=_("Level"),
        choices=[("", _("Not stated")), *Level.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    evidence = forms.ChoiceField(label=_("What stands behind it"), choices=Proof.choices, initial=Proof.SELF)
    note = forms.CharField(
        label=_("Where shown"),
        max_length=200,
        required=False,
        help_text=_("A project, a course, a link. Employers read this line beside the skill."),
    )

    def clean_skill(self) -> str:
        return " ".join(str(self.cleaned_data["skill"]).split())


class EducationForm(forms.ModelForm):
    qf_level = forms.TypedChoiceField(
        label=_("Level"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", _("Not stated")),
            (7, _("Doctorate (QF 7)")),
            (6, _("Master or postgraduate diploma (QF 6)")),
            (5, _("Bachelor (QF 5)")),
            (4, _("Associate degree or higher diploma (QF 4)")),
            (3, _("Diploma or DSE (QF 3)")),
            (2, _("Certificate (QF 2)")),
            (1, _("Certificate (QF 1)")),
        ],
    )

    class Meta:
        model = Education
        fields = ("qf_level", "field", "institution", "graduates_on")
        help_texts = {"institution": _("Shown to employers you meet, never counted in a match.")}
        widgets = {"graduates_on": DateInput}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("field") and not data.get("institution"):
            self.add_error("field", _("Write the field of study or the institution."))
        return data


class ExperienceForm(forms.ModelForm):
    class Meta:
        model = Experience
        fields = ("title", "organisation", "started_on", "ended_on", "description")
        labels = {"title": _("Title of the work or project"), "organisation": _("Organisation")}
        help_texts = {"ended_on": _("Leave empty if it goes on.")}
        widgets = {"started_on": DateInput, "ended_on": DateInput, "description": forms.Textarea(attrs={"rows": 5})}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        start, end = data.get("started_on"), data.get("ended_on")
        if start and end and end < start:
            self.add_error("ended_on", _("This day is before the beginning."))
        return data
