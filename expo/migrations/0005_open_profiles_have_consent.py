from django.db import migrations
from django.utils import timezone

PURPOSE, VERSION = "found_by_employers", "2026-11"


def give(apps, schema_editor):
    """Note the consent of everybody who has opened their profile; a second run adds nothing."""
    profile, consent = apps.get_model("expo", "CandidateProfile"), apps.get_model("accounts", "Consent")
    agreed = consent.objects.filter(purpose=PURPOSE, withdrawn_at=None).values("user_id")
    people = profile.objects.filter(visibility="open").exclude(user_id__in=agreed).values_list("user_id", flat=True)
    consent.objects.bulk_create(
        (consent(user_id=user_id, purpose=PURPOSE, text_version=VERSION) for user_id in people), batch_size=4000
    )


def withdraw(apps, schema_editor):
    """Take back consents that nothing stands behind: until now this switch did nothing."""
    profile, consent = apps.get_model("expo", "CandidateProfile"), apps.get_model("accounts", "Consent")
    found = profile.objects.filter(visibility="open").values("user_id")
    consent.objects.filter(purpose=PURPOSE, withdrawn_at=None).exclude(user_id__in=found).update(
        withdrawn_at=timezone.now()
    )


def forward(apps, schema_editor):
    withdraw(apps, schema_editor)
    give(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("expo", "0004_what_may_never_be"), ("accounts", "0005_last_owner")]

    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
