"""The public face of an organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.enums import Site
from matching.taxonomy.models import Cluster


class OrganisationForm(forms.ModelForm):
    sites = forms.MultipleChoiceField(label=_("Places"), choices=Site.choices, widget=forms.CheckboxSelectMultiple)
    website = forms.URLField(
        label=_("Website"),
        max_length=200,
        required=False,
        assume_scheme="https",
        help_text=_("With https:// in front."),
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
    )
    cluster = forms.ModelChoiceField(label=_("Cluster"), queryset=Cluster.objects.all())

    class Meta:
        model = Organisation
        fields = (
            *("name_en", "name_zh_hant", "name_zh_hans", "stage", "size", "cluster", "sites", "website"),
            *("about_en", "about_zh_hant", "about_zh_hans"),
        )
        help_texts = {
            "name_en": _("As it should stand on the booth and in the list of employers."),
            "about_en": _("Two or three sentences: what you build, for whom, with how many people."),
        }
        widgets = {f"about_{suffix}": forms.Textarea(attrs={"rows": 4}) for suffix in ("en", "zh_hant", "zh_hans")}
