"""Forms of the organiser's console."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.enums import Site
from expo.enums import EmployerState
from expo.forms.widgets import DateInput
from expo.models import Edition


class EditionForm(forms.ModelForm):
    sites = forms.MultipleChoiceField(label=_("Places"), choices=Site.choices, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Edition
        fields = (
            *("name_en", "name_zh_hant", "name_zh_hans", "slug", "starts_on", "ends_on", "sites"),
            *("venue_en", "venue_zh_hant", "venue_zh_hans", "summary_en", "summary_zh_hant", "summary_zh_hans"),
        )
        labels = {"slug": _("Short name")}
        help_texts = {"slug": _("Small letters, digits and hyphens; used in file names.")}
        widgets = {
            "starts_on": DateInput,
            "ends_on": DateInput,
            "summary_en": forms.Textarea(attrs={"rows": 3}),
            "summary_zh_hant": forms.Textarea(attrs={"rows": 3}),
            "summary_zh_hans": forms.Textarea(attrs={"rows": 3}),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("This day is before the first day."))
        return data

    def validate_constraints(self) -> None:
        """Leave constraints to `clean`, which has kinder words."""


class EmployerForm(forms.Form):
    """The state and booth of one employer."""

    state = forms.ChoiceField(choices=EmployerState.choices)
    booth = forms.CharField(max_length=12, required=False)
