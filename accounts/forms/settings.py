"""Forms of the account settings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.consents import WITH_THE_PROFILE
from accounts.enums import ConsentPurpose
from accounts.models import User


class NameForm(forms.ModelForm):
    """The parts of a name. None is required and none is derived from another."""

    class Meta:
        model = User
        fields = ("family_name", "given_name", "preferred_name", "chinese_name", "name_order")
        widgets = {
            "family_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
            "given_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "preferred_name": forms.TextInput(attrs={"autocomplete": "nickname"}),
            "name_order": forms.RadioSelect,
        }

    def names(self) -> dict[str, str]:
        """Return the cleaned parts by field."""
        return {field: self.cleaned_data[field] for field in self.Meta.fields}


class ConsentForm(forms.Form):
    purpose = forms.ChoiceField(choices=[one for one in ConsentPurpose.choices if one[0] != WITH_THE_PROFILE])
    give = forms.BooleanField(required=False)


class DeleteForm(forms.Form):
    """The person types their own address, so that nobody deletes an account by one click."""

    email = forms.EmailField(label=_("Type your e-mail address to confirm"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["email"].widget.attrs["autocomplete"] = "off"

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if email.lower() != self.user.email.lower():
            raise forms.ValidationError(_("This is not the address of your account."))
        return email
