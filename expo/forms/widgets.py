"""Inputs that several forms of the expo share."""

from django import forms


class DateInput(forms.DateInput):
    """A day, by the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SkillInput(forms.TextInput):
    """A skill by any of its names, with suggestions while typing where scripts run."""

    template_name = "parts/skill_input.html"
