from decimal import Decimal

from django.db import migrations

RATES = [
    ("hkd_per_cny", "1.09000", "2026-01-01", "own round figure for the demo; replace by the rate of your bank"),
    ("hkd_per_usd", "7.80000", "2005-05-18", "middle of the Convertibility Zone 7.75–7.85, Hong Kong Monetary Authority"),
    ("days_per_month", "21.75000", "2008-01-03", "mainland circular on converting monthly pay: 261 paid days a year / 12"),
    ("hours_per_month", "174.00000", "2008-01-03", "mainland circular on converting monthly pay: 21.75 days × 8 hours"),
]


def seed(apps, schema_editor):
    rates = apps.get_model("matching", "ReferenceRate")
    for kind, value, valid_from, source in RATES:
        rates.objects.get_or_create(kind=kind, valid_from=valid_from, defaults={"value": Decimal(value), "source": source})


class Migration(migrations.Migration):
    dependencies = [("matching", "0003_run_progress_and_rates")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
