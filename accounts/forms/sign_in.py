"""The forms of signing in and up, as far as they differ from django-allauth's own."""

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
    SignupForm,
)
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class WithoutPlaceholders:
    """Leave the boxes empty: each has its label above, and a word inside looks as if it were filled in."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.label = _("E-mail address")


class SignInForm(WithoutPlaceholders, LoginForm):
    """One form for both ways: with a password, or without one for a code by e-mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        password = self.fields["password"]
        password.required = password.widget.is_required = False
        password.help_text = _("Leave it empty and we send you a code by e-mail.")


class SignUpForm(WithoutPlaceholders, SignupForm):
    """No password at sign-up: the code proves the address, and a password can be set later."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password1", None)
        self.fields["email"].label = _("E-mail address")


class CodeRequestForm(WithoutPlaceholders, RequestLoginCodeForm):
    """Where to send the code of a sign-in."""


class ResetForm(WithoutPlaceholders, ResetPasswordForm):
    """Where to send the code of a new password."""


class NewEmailForm(WithoutPlaceholders, AddEmailForm):
    """The address to change to."""


class FirstPasswordForm(WithoutPlaceholders, SetPasswordForm):
    """A password for who has none."""


class NewPasswordForm(WithoutPlaceholders, ChangePasswordForm):
    """Another password for who knows the present one."""


class ForgottenPasswordForm(WithoutPlaceholders, ResetPasswordKeyForm):
    """Another password for who forgot the present one."""


class SameAgainForm(WithoutPlaceholders, ReauthenticateForm):
    """The password once more, before a delicate step."""


class AuthenticatorForm(WithoutPlaceholders, ActivateTOTPForm):
    """The first digits of an authenticator app."""


class PasskeyForm(WithoutPlaceholders, AddWebAuthnForm):
    """Name of a passkey and whether it stands alone, in words of our own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
        alone = self.fields["passwordless"]
        alone.label = _("Sign in with this key alone")
        alone.help_text = _("No password and no code: your device asks for a fingerprint, face or PIN each time.")
