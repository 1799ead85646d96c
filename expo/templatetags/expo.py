"""How facts of the expo are written."""

from typing import cast

from django import template
from django.contrib.postgres.fields import ArrayField
from django.db.models import Model
from django.utils.dateformat import format as date_format
from django.utils.formats import get_format
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.money import amount_range, months_paid, per_period
from core.templatetags.page import html_lang
from core.text import pick
from expo.enums import EditionState, PostingState
from expo.models import CandidateProfile, Edition, Posting

register = template.Library()

POSTING_TONES = {
    PostingState.DRAFT: "neutral",
    PostingState.SUBMITTED: "progress",
    PostingState.RETURNED: "attention",
    PostingState.PUBLISHED: "good",
    PostingState.CLOSED: "neutral",
}
EDITION_TONES = {
    EditionState.DRAFT: "neutral",
    EditionState.OPEN: "good",
    EditionState.RUNNING: "progress",
    EditionState.CLOSED: "neutral",
    EditionState.ARCHIVED: "neutral",
}


@register.filter
def of_section(said: list[tuple[str, object]], section: str) -> list[object]:
    """Return the messages that belong beside one section of a page."""
    return [message for at, message in said if at == section]


@register.filter
def pay(posting: Posting) -> str:
    """Return the pay of an advert as its employer states it, "" when nothing is stated."""
    shown = amount_range(posting.pay_min, posting.pay_max, posting.pay_currency)
    return per_period(shown, posting.pay_period) if shown else ""


@register.filter
def pay_details(posting: Posting) -> str:
    """Return what goes with the pay: months paid and whether it can be negotiated."""
    parts = [months_paid(posting.pay_months)] if posting.pay_months and pay(posting) else []
    if posting.pay_negotiable:
        parts.append(_("negotiable"))
    return " · ".join(parts)


@register.filter
def posting_tone(state: str) -> str:
    return POSTING_TONES[PostingState(state)]


@register.filter
def edition_tone(state: str) -> str:
    return EDITION_TONES[EditionState(state)]


@register.filter
def days(edition: Edition) -> str:
    """Return the days of an edition as one range, in the order of the reader's language."""
    first, last = edition.starts_on, edition.ends_on
    whole = get_format("DATE_FORMAT")
    if first == last:
        return date_format(last, whole)
    if first.year != last.year:
        return f"{date_format(first, whole)} – {date_format(last, whole)}"
    if (get_language() or "en").startswith("zh"):
        month = "" if first.month == last.month else f"{last.month}月"
        return f"{first.year}年{first.month}月{first.day}日至{month}{last.day}日"
    if first.month == last.month:
        return f"{first.day}–{date_format(last, 'j F Y')}"
    return f"{date_format(first, 'j F')} – {date_format(last, 'j F Y')}"


@register.simple_tag
def tri_paragraphs(obj: object, field: str) -> SafeString:
    """Show a long three-language text in paragraphs; a fall-back carries its own `lang`."""
    text, language = pick(obj, field)
    body = linebreaks(text, autoescape=True)
    if language == get_language():
        return mark_safe(body)  # noqa: S308 - linebreaks has escaped the text
    return format_html('<div lang="{}">{}</div>', html_lang(language), mark_safe(body))  # noqa: S308 - escaped above


@register.filter
def chosen(obj: Model, name: str) -> str:
    """Return the labels of a list of choices, in the reader's language."""
    field = cast(ArrayField, obj._meta.get_field(name))
    labels = dict(field.base_field.choices or ())
    return _(", ").join(str(labels[value]) for value in getattr(obj, name))


@register.filter
def wished_pay(profile: CandidateProfile) -> str:
    """Return the least pay a person wishes for."""
    shown = amount_range(profile.wished_pay_min, None, profile.wished_pay_currency)
    return per_period(shown, profile.wished_pay_period) if shown else ""
