"""Signing in, second factors, sessions and mail. Part of the base settings."""

import os

from core.relay_url import parse_relay_url

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:home"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_FORMS = {
    "login": "accounts.forms.sign_in.SignInForm",
    "signup": "accounts.forms.sign_in.SignUpForm",
    "request_login_code": "accounts.forms.sign_in.CodeRequestForm",
    "reset_password": "accounts.forms.sign_in.ResetForm",
    "add_email": "accounts.forms.sign_in.NewEmailForm",
    "set_password": "accounts.forms.sign_in.FirstPasswordForm",
    "change_password": "accounts.forms.sign_in.NewPasswordForm",
    "reauthenticate": "accounts.forms.sign_in.SameAgainForm",
    "reset_password_from_key": "accounts.forms.sign_in.ForgottenPasswordForm",
}
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.signup.SignupForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Thousands of visitors share the hall's one address on the day, so limits by address stay wide; limits by account
# (`key`) are narrow: five wrong passwords lock an account for five minutes, three codes of three tries in ten.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "signup": "300/m/ip",
    "request_login_code": "300/m/ip,3/10m/key",
    "reset_password": "60/m/ip,3/10m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXY_COUNT", "0"))

MFA_FORMS = {
    "activate_totp": "accounts.forms.sign_in.AuthenticatorForm",
    "add_webauthn": "accounts.forms.sign_in.PasskeyForm",
}
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Talent Power Up"
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}

SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Seconds without a sign of life, and seconds since signing in, after which a person signs in again.
SESSION_IDLE = {"person": 60 * 60 * 24 * 14, "staff": 60 * 60 * 4}
SESSION_ABSOLUTE = {"person": 60 * 60 * 24 * 60, "staff": 60 * 60 * 12}

EMAIL_BACKEND = "core.mail.OutboxBackend"
MAIL_RELAY = parse_relay_url(os.environ.get("EMAIL_URL", ""))
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Talent Power Up <no-reply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
