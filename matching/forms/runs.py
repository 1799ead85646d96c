"""The wizard of a run in plain words: who takes part, what counts how much, which stated facts exclude a pair."""

import hashlib
import json
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from core.actor import Actor
from expo.enums import JobFunction, PostingKind
from expo.models import Edition
from matching.engine.data import Weights
from matching.models import MatchRun
from matching.taxonomy.models import Cluster

AMOUNTS = [("0", _("not at all")), ("1", _("a little")), ("2", _("normally")), ("4", _("a lot"))]
NORMAL = 2
MEETS = {
    "requirements": _("The requirements of the role"),
    "profile": _("How near the person's skills, taken together, are to what the role asks for"),
    "title": _("The title of the role and what the person has done"),
    "text": _("The rest of the role's text"),
}
WISHES = {
    "site": _("Place of work"),
    "kind": _("Job, graduate programme or internship"),
    "cluster": _("Industry"),
    "pay": _("Pay"),
    "start": _("Start"),
}
PARTS = MEETS | WISHES
RULES = {
    "site": _("The person named places of work and the role is at none of them"),
    "kind": _("The person named kinds of work and the role is none of them"),
    "language": _("The work needs a language level and the person stated a lower one"),
    "right_to_work": _("The person would need a sponsor there and the employer said that it offers none"),
    "availability": _("The person said when they are free and the work does not lie in that time"),
}


class RunForm(forms.Form):
    """Everything a draft says. `scope`, `weights` and `rules` give the values that services take."""

    sheet = forms.CharField(max_length=40, required=False, initial=lambda: uuid4().hex, widget=forms.HiddenInput)
    edition = forms.ModelChoiceField(label=_("Edition"), queryset=Edition.objects.none(), empty_label=None)
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of roles"),
        choices=PostingKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none to take all."),
    )
    functions = forms.MultipleChoiceField(
        label=_("Fields of work"),
        choices=JobFunction.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none to take all."),
    )
    clusters = forms.ModelMultipleChoiceField(
        label=_("Industries"),
        queryset=Cluster.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none to take all."),
    )
    rules = forms.MultipleChoiceField(
        label=_("A pair is left out when …"),
        choices=list(RULES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what somebody has stated counts. What is not stated never leaves anyone out."),
    )
    top_k = forms.IntegerField(label=_("Length of the lists"), min_value=1, max_value=50, initial=20)
    note = forms.CharField(
        label=_("Note"), max_length=300, required=False, help_text=_("What this run is for, in one line.")
    )

    def __init__(self, *args: Any, editions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = editions
        self.fields["clusters"].queryset = Cluster.objects.all()
        self.fields["rules"].initial = list(RULES)
        for part, words in PARTS.items():
            self.fields[part] = forms.ChoiceField(
                label=words, choices=AMOUNTS, initial=str(NORMAL), widget=forms.RadioSelect
            )

    @property
    def amounts(self) -> tuple[tuple[Any, list[forms.BoundField]], ...]:
        """Return the fields that say what counts how much, under the two questions that a score answers."""
        return (
            (_("How far the person meets the role: normally 80 of 100 points"), [self[part] for part in MEETS]),
            (_("How far the role meets the person's wishes: normally 20 points"), [self[part] for part in WISHES]),
        )

    @staticmethod
    def initial_of(run: MatchRun) -> dict[str, Any]:
        """Return the values with which the form shows a draft again."""
        usual = Weights()
        amounts = {part: str(_nearest(run.weights.get(part, 0), getattr(usual, part))) for part in PARTS}
        return {
            "edition": run.edition_id,
            "kinds": run.scope.get("kinds", []),
            "functions": run.scope.get("functions", []),
            "clusters": run.scope.get("clusters", []),
            "rules": [name for name in RULES if run.rules.get(name, True)],
            "top_k": run.top_k,
            "note": run.note,
            **amounts,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if all(cleaned.get(part) == "0" for part in PARTS):
            raise forms.ValidationError(_("At least one part must count."), code="nothing_counts")
        return cleaned

    @property
    def scope(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {
            "kinds": cleaned["kinds"],
            "functions": cleaned["functions"],
            "clusters": sorted(cluster.pk for cluster in cleaned["clusters"]),
        }

    @property
    def weights(self) -> Weights:
        usual = Weights()
        return Weights(**{part: getattr(usual, part) * int(self.cleaned_data[part]) // NORMAL for part in PARTS})

    def key(self, actor: Actor) -> str:
        """Name this sheet as it was filled in by `actor`: sent twice it has one name, changed in between another."""
        said = {name: str(value) for name, value in self.cleaned_data.items() if name != "clusters"}
        words = json.dumps([actor.user_id, said, self.scope, self.data.get("sheet") or uuid4().hex], sort_keys=True)
        return hashlib.sha256(words.encode()).hexdigest()

    @property
    def chosen_rules(self) -> dict[str, bool]:
        return {name: name in self.cleaned_data["rules"] for name in RULES}


def _nearest(value: int, usual: int) -> int:
    """Return the amount (0, 1, 2, 4) whose share of `usual` lies nearest to `value`."""
    return min((int(amount) for amount, _words in AMOUNTS), key=lambda a: abs(usual * a // NORMAL - value))
