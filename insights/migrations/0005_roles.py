"""The roles of an editorial team, as groups: each may what the one before may, and more."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

VIEWER = (
    "insights.view_insight", "insights.view_section", "insights.view_image", "insights.view_author",
    "insights.view_category", "taggit.view_tag",
)
AUTHOR = ("insights.add_insight", "insights.change_own_insight", "insights.add_image")
EDITOR = (
    "insights.change_insight", "insights.publish_insight", "insights.delete_insight",
    "insights.change_image", "insights.delete_image",
    "insights.add_author", "insights.change_author", "insights.delete_author",
    "insights.add_category", "insights.change_category", "insights.delete_category",
    "taggit.add_tag", "taggit.change_tag",
)
ADMINISTRATOR = (
    "auth.view_user", "auth.add_user", "auth.change_user", "auth.delete_user",
    "insights.view_siteprofile", "insights.change_siteprofile",
    "insights.view_auditentry", "insights.export_auditentry",
    "redirects.view_redirect", "redirects.add_redirect", "redirects.change_redirect", "redirects.delete_redirect",
    "taggit.delete_tag",
)
ROLES = {"Viewer": VIEWER, "Author": AUTHOR, "Editor": EDITOR, "Administrator": ADMINISTRATOR}


def make_roles(apps, schema_editor):
    """Safe to repeat. A group that has the name already keeps what it may and gets what is missing."""
    using = schema_editor.connection.alias
    found = _permissions(apps, using)
    group, granted = apps.get_model("auth", "Group"), ()
    for name, more in ROLES.items():
        granted += more
        role, _made = group.objects.using(using).get_or_create(name=name)
        role.permissions.add(*(found[permission] for permission in granted))


def _permissions(apps, using):
    """Every permission by its name. Django makes them only after the last migration, so they are made here."""
    for label in ("auth", "insights", "redirects", "taggit"):
        config = apps.get_app_config(label)
        config.models_module = getattr(config, "models_module", None) or True  # else it is passed over
        create_permissions(config, verbosity=0, using=using, apps=apps)
    rows = apps.get_model("auth", "Permission").objects.using(using).select_related("content_type")
    return {f"{row.content_type.app_label}.{row.codename}": row for row in rows}


class Migration(migrations.Migration):

    dependencies = [
        ("insights", "0004_publishing"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("redirects", "0002_alter_redirect_new_path_help_text"),
        ("sites", "0002_alter_domain_unique"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop, elidable=False)]
