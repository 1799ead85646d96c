"""Template tags that every page may use."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.text import pick

register = template.Library()


@register.simple_tag
def tri(obj: object, field: str) -> SafeString | str:
    """Show a three-language text in the reader's language; a fall-back carries its own `lang`."""
    text, language = pick(obj, field)
    if language == get_language() or not text:
        return text
    return format_html(
        '<span lang="{}">{}</span>', {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans"}.get(language, "en"), text
    )
