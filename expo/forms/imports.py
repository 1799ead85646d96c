"""The file of an import and the choices that come with it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from expo.enums import ImportKind, WorkSite
from expo.import_files.limits import MAX_BYTES
from expo.models import Edition
from expo.services.imports.context import ImportOptions


class ImportForm(forms.Form):
    """What an organiser chooses before a file is read."""

    kind = forms.ChoiceField(label=_("What is in the file"), choices=ImportKind.choices, widget=forms.RadioSelect)
    edition = forms.ModelChoiceField(label=_("Edition"), queryset=Edition.objects.none(), empty_label=None)
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX, JSON Resume, schema.org JobPosting or JSON Lines, up to 20 MB and 20,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.json,.jsonld,.jsonl"}),
    )
    employer = forms.CharField(
        label=_("Employer of rows that name none"),
        max_length=160,
        required=False,
        help_text=_("For openings only."),
        widget=forms.TextInput(attrs={"list": "employer-names", "autocomplete": "off"}),
    )
    site = forms.ChoiceField(label=_("Place of rows that name none"), choices=WorkSite.choices, initial=WorkSite.HK)
    create_employers = forms.BooleanField(label=_("Make employers that are not known yet"), required=False)
    publish = forms.BooleanField(label=_("Publish complete openings at once"), required=False, initial=True)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passes on what Form takes
        editions = Edition.objects.order_by("-starts_on", "-id")
        self.fields["edition"].queryset = editions  # type: ignore[attr-defined]  # a ModelChoiceField has one
        self.employers = Organisation.objects.order_by("name_en").values_list("name_en", flat=True)

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB. Split it into several files."))
        return file

    @property
    def options(self) -> ImportOptions:
        """Return the choices as the services take them."""
        data = self.cleaned_data
        return ImportOptions(data["employer"].strip(), data["create_employers"], data["publish"], data["site"])
