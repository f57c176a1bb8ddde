"""The one site profile exists from the beginning, so that no page has to ask whether it does."""

from django.db import migrations


def create(apps, schema_editor):
    apps.get_model("insights", "SiteProfile").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("insights", "0001_initial")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
