"""Forms of the team page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import MemberRole


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(
        label=_("Role in the team"),
        choices=MemberRole.choices,
        initial=MemberRole.RECRUITER,
        help_text=_("Owners manage the team, recruiters write postings and see candidates, viewers only look."),
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=MemberRole.choices)
