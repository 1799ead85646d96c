"""The words of every mail about signing in and accounts, in one place, translated when a mail is written."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class MailText:
    """Subject and paragraphs with %(named)s places; a `notice` tells of a change that has already happened."""

    subject: Promise
    body: Promise
    notice: bool = False

    def written(self, values: dict[str, object]) -> tuple[str, str]:
        """Return subject and text in the active language."""
        parts = [str(self.body) % values]
        if self.notice:
            parts.append(gettext("If this was you, nothing more is needed. If not, sign in and change your password."))
            parts.append(gettext("Time: %(timestamp)s\nAddress: %(ip)s\nBrowser: %(user_agent)s") % values)
        elif values.get("code"):
            parts += [
                str(values["code"]),
                gettext("If you did not ask for it, ignore this mail. Tell the code to nobody."),
            ]
        return str(self.subject) % values, "\n\n".join(parts)


MAILS = {
    "account/email/login_code": MailText(
        _("Your sign-in code: %(code)s"), _("Enter this code in the window where you are signing in:")
    ),
    "account/email/email_confirmation_signup": MailText(
        _("Your code to finish signing up: %(code)s"), _("Welcome. Enter this code in the window where you signed up:")
    ),
    "account/email/email_confirmation": MailText(
        _("Your code to confirm this address: %(code)s"), _("Enter this code to confirm your e-mail address:")
    ),
    "account/email/password_reset_code": MailText(
        _("Your code to set a new password: %(code)s"), _("Enter this code in the window where you asked for it:")
    ),
    "account/email/account_already_exists": MailText(
        _("You already have an account"),
        _(
            "Someone, perhaps you, tried to sign up with this address. You already have an account: "
            "sign in, or set a new password here: %(password_reset_url)s"
        ),
    ),
    "account/email/unknown_account": MailText(
        _("There is no account for this address"),
        _(
            "Someone, perhaps you, tried to sign in with this address, but there is no account for it. "
            "You can sign up here: %(signup_url)s"
        ),
    ),
    "account/email/password_changed": MailText(
        _("Your password was changed"), _("The password of your account was changed."), notice=True
    ),
    "account/email/password_set": MailText(
        _("Your password was set"), _("Your account now has a password."), notice=True
    ),
    "account/email/password_reset": MailText(
        _("Your password was set anew"),
        _("The password of your account was set anew with a code by e-mail."),
        notice=True,
    ),
    "account/email/email_changed": MailText(
        _("Your e-mail address was changed"),
        _("The address of your account was changed from %(from_email)s to %(to_email)s."),
        notice=True,
    ),
    "account/email/email_confirm": MailText(
        _("Your e-mail address is confirmed"), _("The e-mail address of your account is confirmed."), notice=True
    ),
    "account/email/email_deleted": MailText(
        _("An e-mail address was removed"),
        _("The address %(deleted_email)s was removed from your account."),
        notice=True,
    ),
    "mfa/email/totp_activated": MailText(
        _("Authenticator app added"), _("An authenticator app now protects your account."), notice=True
    ),
    "mfa/email/totp_deactivated": MailText(
        _("Authenticator app removed"), _("The authenticator app no longer protects your account."), notice=True
    ),
    "mfa/email/recovery_codes_generated": MailText(
        _("New recovery codes"),
        _("New recovery codes were made for your account; the old ones no longer work."),
        notice=True,
    ),
    "mfa/email/webauthn_added": MailText(
        _("Passkey added"), _("A passkey or security key was added to your account."), notice=True
    ),
    "mfa/email/webauthn_removed": MailText(
        _("Passkey removed"), _("A passkey or security key was removed from your account."), notice=True
    ),
}
