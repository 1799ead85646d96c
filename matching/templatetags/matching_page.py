"""What the templates of the matching app need: the tone of a state, points as people read them."""

from django import template

from matching.enums import DemoNote, RunState

register = template.Library()

TONES = {
    RunState.QUEUED: "progress",
    RunState.RUNNING: "progress",
    RunState.FAILED: "error",
    RunState.FINISHED: "attention",
    RunState.SIGNED: "attention",
    RunState.PUBLISHED: "good",
}


@register.filter
def run_tone(state: str) -> str:
    """Return the tone of parts/status.html for a RunState."""
    return TONES.get(RunState(state), "neutral")


@register.filter
def note_in_words(note: str) -> str:
    """Show a note as its writer wrote it, and a note of the demo in the reader's language."""
    return str(DemoNote(note).label) if note in DemoNote.values else note


@register.filter
def as_points(hundredths: int) -> str:
    """Show hundredths of a point with two digits: 8735 is 87.35."""
    return f"{hundredths / 100:.2f}"


@register.filter
def as_gain(hundredths: int) -> str:
    """Show a change of points with its sign: +12.50, −3.00 (a true minus), 0.00."""
    sign = "+" if hundredths > 0 else "−" if hundredths < 0 else ""
    return f"{sign}{as_points(abs(hundredths))}"


@register.filter
def short_hash(value: str) -> str:
    """Show the first twelve digits of a hash."""
    return value[:12]
