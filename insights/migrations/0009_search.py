import django.db.models.deletion
import modelsearch.index
from django.db import migrations, models

# modelsearch asks PostgreSQL for `title || body`, and its own indexes are of one column each.
INDEX = "CREATE INDEX IF NOT EXISTS search_title_body ON modelsearch_indexentry USING gin ((title || body)) WITH (fastupdate = off)"


def on_postgresql(sql):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql)

    return run


class Migration(migrations.Migration):

    dependencies = [
        ('insights', '0008_images'),
        ('modelsearch', '0004_rename_modelsear_autocom_476c89_gin_modelsearch_autocom_ea8581_gin_and_more'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.CharField(max_length=30, primary_key=True, serialize=False)),
                ('length', models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=600)),
                ('summary', models.TextField(blank=True)),
                ('tags', models.TextField(blank=True)),
                ('people', models.TextField(blank=True)),
                ('topics', models.TextField(blank=True)),
                ('author', models.CharField(blank=True, max_length=200)),
                ('year', models.PositiveSmallIntegerField()),
                ('passages', models.JSONField(default=list)),
                ('insight', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='search_entry', to='insights.insight')),
            ],
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.RunPython(on_postgresql(INDEX), on_postgresql("DROP INDEX IF EXISTS search_title_body")),
    ]
