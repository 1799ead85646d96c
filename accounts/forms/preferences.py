"""Small choices that anyone may make, signed in or not."""

from django import forms

from accounts.enums import Theme
from core.enums import Language


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=Language.choices)


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(choices=Theme.choices)
