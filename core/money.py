"""Amounts of pay as people write them in Hong Kong and on the mainland."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SIGNS = {"HKD": "HK$", "CNY": "¥", "USD": "US$"}


def amount(value: int, currency: str) -> str:
    """Return the amount with its sign and thousands apart: HK$25,000."""
    return f"{SIGNS.get(currency, currency + ' ')}{value:,}"


def amount_range(low: int | None, high: int | None, currency: str) -> str:
    """Return "HK$25,000–32,000", "from HK$25,000", "up to HK$32,000", or "" when both are missing."""
    if low is not None and high is not None:
        if low == high:
            return amount(low, currency)
        return f"{amount(low, currency)}–{high:,}"
    if low is not None:
        return _("from %(amount)s") % {"amount": amount(low, currency)}
    if high is not None:
        return _("up to %(amount)s") % {"amount": amount(high, currency)}
    return ""


def per_period(text: str, period: str) -> str:
    """Return "… a month" and the like."""
    words = {
        "month": _("%(pay)s a month"),
        "day": _("%(pay)s a day"),
        "hour": _("%(pay)s an hour"),
        "year": _("%(pay)s a year"),
    }
    return words[period] % {"pay": text}


def months_paid(months: Decimal) -> str:
    """Return "paid 13 months a year"."""
    shown = f"{months.normalize():f}"
    return ngettext("paid %(months)s month a year", "paid %(months)s months a year", int(months)) % {"months": shown}
