"""Bringing an organisation into an edition."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.forms.organisation import OrganisationForm
from accounts.models import Organisation
from expo.enums import EmployerState
from expo.models import Edition

NAMES = ("name_en", "name_zh_hant", "name_zh_hans")


def _named(text: str) -> Q:
    return Q(name_en__iexact=text) | Q(name_zh_hant__iexact=text) | Q(name_zh_hans__iexact=text)


class PartForm(forms.Form):
    """How an employer takes part."""

    state = forms.ChoiceField(
        label=_("State"), choices=EmployerState.choices[:2], initial=EmployerState.INVITED, widget=forms.RadioSelect
    )
    booth = forms.CharField(label=_("Booth"), max_length=12, required=False)
    owner_email = forms.EmailField(
        label=_("E-mail address of its first owner"),
        max_length=254,
        required=False,
        help_text=_("They get a link to act for the organisation and to invite their colleagues."),
    )

    def part(self) -> dict[str, str]:
        """Return how it takes part, as the services take it."""
        return {name: self.cleaned_data[name] for name in ("state", "booth", "owner_email")}


class KnownEmployerForm(PartForm):
    """An organisation that is known, by any of its names."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=160,
        widget=forms.TextInput(attrs={"list": "known-organisations", "autocomplete": "off"}),
    )
    field_order = ("name", "state", "booth", "owner_email")

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        absent = Organisation.objects.exclude(editions__edition=edition)
        self.known = absent.order_by("name_en").values_list("name_en", flat=True)

    def clean_name(self) -> Organisation:
        """Return the organisation of this name. Two of one name cannot be told apart here."""
        found = list(Organisation.objects.filter(_named(" ".join(self.cleaned_data["name"].split())))[:2])
        if not found:
            raise forms.ValidationError(_("No organisation has this name. Make it as a new one."))
        if len(found) > 1:
            raise forms.ValidationError(
                _("Several organisations have this name. Ask an administrator to tell them apart.")
            )
        if found[0].editions.filter(edition=self.edition).exists():
            raise forms.ValidationError(_("It is on the list of this edition already."))
        return found[0]


class NewEmployerForm(OrganisationForm, PartForm):
    """An organisation that is not known yet."""

    field_order = (*NAMES, "stage", "size", "cluster", "sites", "website", "state", "booth", "owner_email")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in NAMES:
            text = data.get(name)
            if text and Organisation.objects.filter(_named(text)).exists():
                self.add_error(name, _("An organisation of this name is known. Choose it from the list instead."))
        return data

    def content(self) -> dict[str, Any]:
        """Return what is written about the organisation."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
