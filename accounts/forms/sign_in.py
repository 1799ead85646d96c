"""The forms of signing in and up, as far as they differ from django-allauth's own."""

from typing import Any

from allauth.account.forms import AddEmailForm, LoginForm, RequestLoginCodeForm, ResetPasswordForm, SignupForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """One form for both ways: with a password, or without one for a code by e-mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        password = self.fields["password"]
        password.required = password.widget.is_required = False
        password.help_text = _("Leave it empty and we send you a code by e-mail.")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignUpForm(SignupForm):
    """No password at sign-up: the code proves the address, and a password can be set later."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password1", None)
        word_email_as_everywhere(self)


class CodeRequestForm(RequestLoginCodeForm):
    """Where to send the code of a sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_email_as_everywhere(self)


class ResetForm(ResetPasswordForm):
    """Where to send the code of a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_email_as_everywhere(self)


class NewEmailForm(AddEmailForm):
    """The address to change to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_email_as_everywhere(self)


def word_email_as_everywhere(form: forms.Form) -> None:
    """Name the field as on all our pages, and leave the box empty: a label is no placeholder."""
    form.fields["email"].label = _("E-mail address")
    form.fields["email"].widget.attrs.pop("placeholder", None)
