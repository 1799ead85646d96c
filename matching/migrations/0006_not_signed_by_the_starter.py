"""Who started a run cannot sign it. What was signed before stays signed and can still be published."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0005_store_packed_bytes_as_they_are")]

    operations = [
        AddConstraintNotValid(
            model_name="matchrun",
            constraint=models.CheckConstraint(
                condition=~models.Q(state="signed") | ~models.Q(signed_by=models.F("started_by")),
                name="run_not_signed_by_its_starter",
            ),
        )
    ]
