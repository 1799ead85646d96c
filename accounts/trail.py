"""What deeds of and about people are called in the audit trail."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

DEEDS: dict[str, Promise] = {
    "add_person": pgettext_lazy("deed", "Made"),
    "change_email": pgettext_lazy("deed", "E-mail address changed"),
    "change_names": pgettext_lazy("deed", "Names changed"),
    "change_password": pgettext_lazy("deed", "Password changed"),
    "change_person": pgettext_lazy("deed", "Changed"),
    "change_role": pgettext_lazy("deed", "Role in the team changed"),
    "change_second_factor": pgettext_lazy("deed", "Second factor changed"),
    "confirm_address": pgettext_lazy("deed", "E-mail address confirmed"),
    "delete_person": pgettext_lazy("deed", "Account deleted"),
    "demo_sign_in": pgettext_lazy("deed", "Signed in on the demo page"),
    "end_session": pgettext_lazy("deed", "Session ended"),
    "give_consent": pgettext_lazy("deed", "Consent given"),
    "hand_over": pgettext_lazy("deed", "Ownership handed over"),
    "invite_member": pgettext_lazy("deed", "Invited to the team"),
    "join": pgettext_lazy("deed", "Joined the team"),
    "leave": pgettext_lazy("deed", "Left the team"),
    "remove_member": pgettext_lazy("deed", "Removed from the team"),
    "remove_second_factor": pgettext_lazy("deed", "Second factor removed"),
    "revoke_invitation": pgettext_lazy("deed", "Invitation withdrawn"),
    "sign_in": pgettext_lazy("deed", "Signed in"),
    "sign_in_failed": pgettext_lazy("deed", "Sign-in failed"),
    "sign_up": pgettext_lazy("deed", "Signed up"),
    "withdraw_consent": pgettext_lazy("deed", "Consent withdrawn"),
}
