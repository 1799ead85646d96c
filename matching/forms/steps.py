"""The small forms of single steps."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _


class NoteForm(forms.Form):
    """A word of the person who signs."""

    note = forms.CharField(label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class WithdrawForm(forms.Form):
    """A word of the person who takes a run from everyone's eyes."""

    note = forms.CharField(
        label=_("Why it is withdrawn"),
        help_text=_("Shown on this page and in the history of the run."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class JudgementForm(forms.Form):
    """A word on one pair; only people and roles of the run's edition that may be seen can be named."""

    profile = forms.ModelChoiceField(queryset=None)
    posting = forms.ModelChoiceField(queryset=None)
    is_good = forms.TypedChoiceField(
        choices=[("1", _("Good")), ("0", _("Not good"))], coerce=lambda value: value == "1"
    )
    note = forms.CharField(max_length=300, required=False)

    def __init__(self, *args: Any, profiles: QuerySet, postings: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profile"].queryset = profiles
        self.fields["posting"].queryset = postings
