"""Template tags that every page may use."""

from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import Any

from django import template
from django.core.exceptions import DisallowedHost
from django.core.paginator import Page
from django.templatetags.static import static
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language

from core.browsers import device_name
from core.contrast import token_colour
from core.rights import why_sign_in
from core.shapes import bar_chart, histogram, largest_line, line_shape, receipt_shape, stack_chart, step_shape, whole
from core.text import pick, sentence_gap

register = template.Library()

HTML_LANG = {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans"}


@register.simple_tag
def tri(obj: object, field: str) -> SafeString | str:
    """Show a three-language text in the reader's language; a fall-back carries its own `lang`."""
    text, language = pick(obj, field)
    if language == get_language() or not text:
        return text
    return format_html('<span lang="{}">{}</span>', HTML_LANG.get(language, "en"), text)


@register.simple_tag
def html_lang(code: str | None = None) -> str:
    """Return the BCP 47 tag of a language code of ours, by default of the reader's language."""
    return HTML_LANG.get(code or get_language() or "en", "en")


register.simple_tag(why_sign_in)


@register.simple_tag(takes_context=True)
def page_address(context: template.Context) -> str:
    """Return the whole address of the page for its print, or the path alone where the host is not one of ours."""
    request = context.get("request")
    try:
        return request.build_absolute_uri() if request else ""
    except DisallowedHost:
        return request.get_full_path()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of our sprite; without `label` it is decoration and silent to screen readers."""
    source = f"{static('img/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}" focusable="false"><use href="{}"></use></svg>', label, source
        )
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', source)


@register.filter
def figure(value: float | None) -> str:
    """Write a count with thousands as the reader's language does; nothing for None."""
    return "" if value is None else whole(value)


@register.filter
def groups(text: str, size: int = 4) -> list[str]:
    """Cut what is to be typed by hand into groups that the eye can hold."""
    return [text[start : start + size] for start in range(0, len(text), size)]


@register.simple_tag
def page_numbers(page: Page) -> list[int]:
    """Return the page numbers to link: first, last and those around the present one; 0 stands for a gap."""
    last = page.paginator.num_pages
    near = sorted({1, last, *range(max(1, page.number - 1), min(last, page.number + 1) + 1)})
    numbers: list[int] = []
    for number in near:
        if numbers and number - numbers[-1] > 1:
            numbers.append(0)
        numbers.append(number)
    return numbers


@register.filter
def under(cells: Iterable[SafeString], headers: Iterable[Mapping[str, Any]]) -> list[SafeString]:
    """Give each cell of an administration's row the name of its column, so that rows can stand as cards on a phone."""
    labels = [capfirst(strip_tags(str(header["text"]))).strip() for header in headers]
    named = []
    for cell, label in zip_longest(cells, labels, fillvalue=SafeString("")):
        tag = cell[:3]
        named.append(
            format_html('{} data-label="{}"{}', SafeString(tag), label, SafeString(cell[3:])) if label else cell
        )
    return named


register.filter("device", device_name)
register.simple_tag(token_colour)
register.simple_tag(sentence_gap, name="gap")
for shape in (bar_chart, histogram, largest_line, line_shape, receipt_shape, stack_chart, step_shape):
    register.simple_tag(shape)
