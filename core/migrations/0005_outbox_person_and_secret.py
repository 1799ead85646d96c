from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0004_outbox_next_try")]

    operations = [
        migrations.AddField(
            model_name="outboxmail",
            name="person_id",
            field=models.BigIntegerField(db_index=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="outboxmail",
            name="secret",
            field=models.CharField(blank=True, editable=False, max_length=40),
        ),
    ]
