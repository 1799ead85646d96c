"""Pay made comparable by dated figures."""

from datetime import date
from decimal import Decimal

import pytest

from matching.models import ReferenceRate
from matching.queries.rates import Rates, rates_on

RATES = Rates(
    {
        "hkd_per_cny": Decimal("1.1"),
        "hkd_per_usd": Decimal("7.8"),
        "days_per_month": Decimal("21.75"),
        "hours_per_month": Decimal("174"),
    }
)


@pytest.mark.parametrize(
    ("amount", "currency", "period", "months", "expected"),
    [
        (30000, "HKD", "month", None, 30000),
        (30000, "HKD", "month", Decimal(13), 32500),
        (10000, "CNY", "month", None, 11000),
        (120000, "HKD", "year", None, 10000),
        (120000, "HKD", "year", Decimal(13), 10000),
        (1000, "HKD", "day", None, 21750),
        (100, "USD", "hour", None, 135720),
        (None, "HKD", "month", None, None),
    ],
)
def test_monthly_hkd(
    amount: int | None, currency: str, period: str, months: Decimal | None, expected: int | None
) -> None:
    assert RATES.monthly_hkd(amount, currency, period, months) == expected


def test_a_missing_figure_leaves_pay_not_stated() -> None:
    assert Rates({}).monthly_hkd(100, "CNY", "month") is None
    assert Rates({}).monthly_hkd(100, "HKD", "hour") is None


@pytest.mark.django_db
def test_the_figures_of_the_day_are_the_latest_that_are_valid() -> None:
    ReferenceRate.objects.all().delete()
    for year, value in ((2025, 5), (2026, 6), (2028, 8)):
        ReferenceRate.objects.create(kind="hkd_per_cny", value=value, valid_from=date(year, 1, 1), source="test")
    assert rates_on(date(2027, 1, 1)).values == {"hkd_per_cny": Decimal(6)}
    assert rates_on(date(2024, 12, 31)).values == {}
