"""One skill that a person confirms."""

from django import forms

from matching.taxonomy.models import Skill


class ConfirmSkillForm(forms.Form):
    """The number of a skill that was offered; `line`: of the requirement that means it, if one does."""

    skill = forms.ModelChoiceField(Skill.objects.filter(is_active=True))
    line = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
