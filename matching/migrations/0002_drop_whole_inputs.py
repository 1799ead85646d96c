from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("matching", "0001_initial")]
    operations = [migrations.DeleteModel("RunInput")]
