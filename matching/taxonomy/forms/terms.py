"""What editors type about terms and skills."""

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.taxonomy.enums import SkillKind
from matching.taxonomy.models import Cluster, Skill, SkillAlias


class LabelsForm(forms.Form):
    """The three names of a skill."""

    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    name_zh_hant = forms.CharField(label=_("Name in Traditional Chinese"), max_length=200)
    name_zh_hans = forms.CharField(label=_("Name in Simplified Chinese"), max_length=200)

    @property
    def labels(self) -> tuple[str, str, str]:
        data = self.cleaned_data
        return data["name_en"], data["name_zh_hant"], data["name_zh_hans"]


class AcceptTermForm(LabelsForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=SkillKind.choices)
    clusters = forms.ModelMultipleChoiceField(label=_("Clusters"), queryset=Cluster.objects.all())


class NamedSkillField(forms.CharField):
    """A skill given by its id or by any name of it, as a person or a datalist types it."""

    default_error_messages = {"unknown": _("No skill of the vocabulary is named so.")}

    def clean(self, value: object) -> Skill:
        from_name = super().clean(value).strip()
        if from_name.isdecimal():
            found = Skill.objects.filter(pk=int(from_name), is_active=True).first()
        else:
            alias = SkillAlias.objects.filter(text__iexact=from_name, skill__is_active=True).select_related("skill")
            found = next((row.skill for row in alias.order_by("kind", "id")), None)
        if found is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return found


class ChooseSkillForm(forms.Form):
    skill = NamedSkillField(label=_("Skill"), max_length=200)


class SkillNameForm(forms.Form):
    name = forms.CharField(label=_("Another name"), max_length=200)
