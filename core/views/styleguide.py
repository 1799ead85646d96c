"""The style guide: every part in its states, for those who make pages. Demo settings only."""

import re
from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core.contrast import theme_pairs
from core.sample_receipt import sample_receipt


class SampleForm(forms.Form):
    """A form with every kind of field."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    email = forms.EmailField(label=gettext_lazy("E-mail"), help_text=gettext_lazy("We send one code to this address."))
    site = forms.ChoiceField(
        label=gettext_lazy("Site"), choices=[("hk", gettext_lazy("Hong Kong")), ("sz", gettext_lazy("Shenzhen"))]
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("job", gettext_lazy("Job")), ("internship", gettext_lazy("Internship"))],
    )
    about = forms.CharField(label=gettext_lazy("About my work"), required=False, widget=forms.Textarea)
    agree = forms.BooleanField(label=gettext_lazy("I have read how my data are used"))


def sample_charts() -> dict[str, object]:
    """Return the rows of every chart of the guide."""
    return {
        "bar_rows": [(_("Data and AI"), 812), (_("Microelectronics"), 604), (_("Biotech"), 431), (_("Fintech"), 298)],
        "histogram_rows": [
            (f"{10 * n}–{10 * n + 10}", value) for n, value in enumerate([0, 3, 18, 96, 320, 904, 1610, 1420, 480, 61])
        ],
        "histogram_marks": [(60, _("bar: 60"))],
        "funnel_rows": [(_("Registered"), 6012), (_("Profile complete"), 4890), (_("Five good matches"), 4105)],
        "stack_series": [_("Met"), _("Partly"), _("Not stated"), _("Missing")],
        "stack_rows": [(_("Must"), [5200, 1800, 300, 2700]), (_("Should"), [3100, 2400, 600, 3900])],
    }


def icon_names() -> list[str]:
    """Return the names of the icons in our sprite."""
    source = Path(settings.BASE_DIR, "static", "img", "icons.svg").read_text(encoding="utf-8")
    return re.findall(r'<symbol id="([\w-]+)"', source)


@login_not_required
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every part; 404 outside demo settings."""
    if not settings.DEMO:
        raise Http404
    progress = {
        "done": 3400,
        "total": 6000,
        "unit_text": _("candidates"),
        "rate_text": _("410 a second"),
        "left_text": _("about 6 seconds left"),
        "next_text": _("Then two people review the result before anyone sees it."),
    }
    return render(
        request,
        "core/styleguide.html",
        {
            "form": SampleForm(),
            "form_in_error": SampleForm({"email": "wong@", "kinds": ["job"]}, prefix=None, auto_id="bad_%s"),
            "receipt": sample_receipt(),
            "progress": progress,
            "page": Paginator(range(1234), 20).page(7),
            "now": timezone.now(),
            "themes": theme_pairs(),
            "icon_names": icon_names(),
            **sample_charts(),
        },
    )
