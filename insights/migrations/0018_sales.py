"""The role of those who work demo requests. It stands beside the editorial ones: who has it sees no insight."""

from importlib import import_module

from django.db import migrations

PERMISSIONS = (
    "insights.view_demorequest", "insights.change_demorequest", "insights.export_demorequest",
    "insights.view_outboxmail", "insights.view_webhookdelivery",
)  # fmt: skip


def permit(apps, schema_editor):
    """Safe to repeat. A group that has the name already keeps what it may and gets what is missing."""
    using = schema_editor.connection.alias
    found = import_module("insights.migrations.0005_roles")._permissions(apps, using)
    group, _made = apps.get_model("auth", "Group").objects.using(using).get_or_create(name="Sales")
    group.permissions.add(*(found[name] for name in PERMISSIONS))


class Migration(migrations.Migration):
    dependencies = [("insights", "0017_privacy")]

    operations = [migrations.RunPython(permit, migrations.RunPython.noop, elidable=False)]
