from django.db import migrations

# Vectors and receipts do not shrink under PostgreSQL's own compression; trying costs more than writing them.
COLUMNS = [
    ("matching_candidatefeatures", "payload"),
    ("matching_postingfeatures", "payload"),
    ("matching_runinput", "data"),
    ("matching_matchchunk", "partial"),
    ("matching_matchlist", "receipts"),
    ("matching_freshmatchlist", "receipts"),
]


class Migration(migrations.Migration):
    dependencies = [("matching", "0004_seed_reference_rates")]
    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE EXTERNAL",
            f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE EXTENDED",
        )
        for table, column in COLUMNS
    ]
