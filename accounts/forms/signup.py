"""What a new person may tell at sign-up besides the e-mail address. Imported by django-allauth before its own forms."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.services.people import finish_sign_up

NAME_FIELDS = ("family_name", "given_name", "preferred_name", "chinese_name")


class SignupForm(forms.Form):
    """Name parts are optional: one name is enough, a Chinese name is never demanded (names differ between places)."""

    field_order = ("email", "family_name", "given_name", "preferred_name", "chinese_name", "agree", "news")

    family_name = forms.CharField(label=_("Family name"), max_length=80, required=False)
    given_name = forms.CharField(label=_("Given name"), max_length=80, required=False)
    preferred_name = forms.CharField(label=_("Preferred or English name"), max_length=80, required=False)
    chinese_name = forms.CharField(label=_("Chinese name"), max_length=40, required=False)
    agree = forms.BooleanField(
        label=_("I have read how my data are used"),
        help_text=_(
            "We collect your e-mail address and what you write about your skills and wishes, to match you with "
            "openings of the expo. Employers see you only if you open your profile. You can see, correct, export and "
            "delete everything at any time under Account settings."
        ),
    )
    news = forms.BooleanField(label=_("Send me news of the park now and then"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        completions = {"family_name": "family-name", "given_name": "given-name", "preferred_name": "nickname"}
        for name, completion in completions.items():
            self.fields[name].widget.attrs["autocomplete"] = completion

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Keep names and consents of the person just made (called by django-allauth inside its sign-up)."""
        finish_sign_up(
            user=user,
            names={name: self.cleaned_data[name] for name in NAME_FIELDS},
            wants_news=self.cleaned_data["news"],
        )
