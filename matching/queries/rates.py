"""Pay made comparable: HK$ a month, twelve months a year, by the dated figures of ReferenceRate."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from expo.enums import Currency, PayPeriod
from matching.enums import RateKind
from matching.models import ReferenceRate


@dataclass(frozen=True, slots=True)
class Rates:
    """The figures in force on one day, by RateKind value."""

    values: dict[str, Decimal]

    def monthly_hkd(self, amount: int | None, currency: str, period: str, months: Decimal | None = None) -> int | None:
        """Return `amount` as whole HK$ a month; None when it is not stated or a needed figure is missing.

        `months` is the number of months paid a year and spreads a thirteenth month over twelve.
        """
        if amount is None:
            return None
        factor = self._per_month(period)
        rate = self._hkd(currency)
        if factor is None or rate is None:
            return None
        spread = months / 12 if months and period == PayPeriod.MONTH else Decimal(1)
        return int((amount * factor * rate * spread).quantize(Decimal(1), rounding=ROUND_HALF_UP))

    def _hkd(self, currency: str) -> Decimal | None:
        if currency == Currency.HKD:
            return Decimal(1)
        kind = RateKind.HKD_PER_CNY if currency == Currency.CNY else RateKind.HKD_PER_USD
        return self.values.get(kind)

    def _per_month(self, period: str) -> Decimal | None:
        if period == PayPeriod.MONTH:
            return Decimal(1)
        if period == PayPeriod.YEAR:
            return Decimal(1) / 12
        kind = RateKind.DAYS_PER_MONTH if period == PayPeriod.DAY else RateKind.HOURS_PER_MONTH
        return self.values.get(kind)


def rates_on(day: date) -> Rates:
    """Return the figures in force on `day`: of each kind the latest that is valid by then. One query."""
    rows = (
        ReferenceRate.objects.filter(valid_from__lte=day)
        .order_by("kind", "-valid_from")
        .distinct("kind")
        .values_list("kind", "value")
    )
    return Rates(values=dict(rows))
