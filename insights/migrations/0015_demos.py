"""Demo requests and all around them; who may see them; and hours that can be booked from the beginning."""

from datetime import time
from importlib import import_module

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import insights.content.validators
import insights.demos.hours
import uuid
from django.conf import settings
from django.db import migrations, models


HOURS = (time(9), time(12)), (time(13), time(17))
MANAGED = ("demorequest", "booking", "availability", "blackout")
CHANGED = ("demosettings", "outboxmail", "webhookdelivery")
PERMISSIONS = (
    *(f"insights.{verb}_{model}" for model in MANAGED for verb in ("view", "add", "change", "delete")),
    *(f"insights.{verb}_{model}" for model in CHANGED for verb in ("view", "change")),
    "insights.export_demorequest", "insights.erase_demorequest",
)


def open_the_desk(apps, schema_editor):
    """The settings, and Monday to Friday from nine to five without an hour at noon, in the site's time zone."""
    using = schema_editor.connection.alias
    apps.get_model("insights", "DemoSettings").objects.using(using).get_or_create(pk=1)
    hours = apps.get_model("insights", "Availability").objects.using(using)
    for weekday in range(5):
        for starts, ends in HOURS:
            hours.get_or_create(weekday=weekday, starts=starts, ends=ends)


def permit(apps, schema_editor):
    """Administrators see and manage requests. Safe to repeat."""
    using = schema_editor.connection.alias
    found = import_module("insights.migrations.0005_roles")._permissions(apps, using)
    group, _made = apps.get_model("auth", "Group").objects.using(using).get_or_create(name="Administrator")
    group.permissions.add(*(found[name] for name in PERMISSIONS))


class Migration(migrations.Migration):

    dependencies = [
        ('insights', '0014_more_words'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DailySalt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True)),
                ('salt', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='DemoSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('offer', models.CharField(choices=[('slots', 'Open slots, or times of their own'), ('proposals', 'Times of their own only')], default='slots', max_length=10, verbose_name='visitors choose')),
                ('time_zone', models.CharField(blank=True, help_text="The team's, such as Europe/London. Empty: the site's.", max_length=64, validators=[insights.demos.hours.known_zone], verbose_name='time zone')),
                ('slot_minutes', models.PositiveSmallIntegerField(default=40, help_text='Of one demo.', validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(480)], verbose_name='length in minutes')),
                ('buffer_minutes', models.PositiveSmallIntegerField(default=20, help_text='Kept free between two demos.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(480)], verbose_name='pause in minutes')),
                ('notice_hours', models.PositiveSmallIntegerField(default=24, help_text='No demo begins sooner than that.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(720)], verbose_name='notice in hours')),
                ('horizon_days', models.PositiveSmallIntegerField(default=28, help_text='How far ahead slots are offered.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(180)], verbose_name='days ahead')),
                ('team_email', models.EmailField(blank=True, help_text="Gets every request. Empty: the site profile's address.", max_length=254, verbose_name='e-mail of the team')),
                ('digest_limit', models.PositiveSmallIntegerField(default=20, help_text='Above that the team gets one digest instead of a mail for every request.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000)], verbose_name='mails an hour')),
                ('reminders', models.BooleanField(default=True, verbose_name='remind a day and an hour before')),
                ('retention_days', models.PositiveSmallIntegerField(default=730, help_text='After the last change; then the person is erased. The privacy page says it.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3650)], verbose_name='keep requests for days')),
                ('webhook_url', models.URLField(blank=True, max_length=500, verbose_name='address of the webhook')),
                ('webhook_secret', models.CharField(blank=True, max_length=200, validators=[insights.content.validators.storable], verbose_name='secret of the webhook')),
            ],
            options={
                'verbose_name': 'demo settings',
                'verbose_name_plural': 'demo settings',
            },
        ),
        migrations.CreateModel(
            name='Availability',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], verbose_name='weekday')),
                ('starts', models.TimeField(verbose_name='from')),
                ('ends', models.TimeField(verbose_name='until')),
            ],
            options={
                'verbose_name': 'bookable hours',
                'verbose_name_plural': 'bookable hours',
                'ordering': ['weekday', 'starts'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='availability_ends_after_start', violation_error_message='The end does not lie after the start.')],
            },
        ),
        migrations.CreateModel(
            name='Blackout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_day', models.DateField(verbose_name='first day')),
                ('last_day', models.DateField(verbose_name='last day')),
                ('reason', models.CharField(blank=True, max_length=200, validators=[insights.content.validators.storable], verbose_name='reason')),
            ],
            options={
                'verbose_name': 'days without demos',
                'verbose_name_plural': 'days without demos',
                'ordering': ['first_day'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='blackout_ends_after_start', violation_error_message='The last day lies before the first.')],
            },
        ),
        migrations.CreateModel(
            name='DemoRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(editable=False, max_length=64, unique=True)),
                ('state', models.CharField(choices=[('new', 'New'), ('contacted', 'Contacted'), ('booked', 'Booked'), ('held', 'Held'), ('won', 'Won'), ('lost', 'Lost'), ('spam', 'Spam')], default='new', max_length=10, verbose_name='state')),
                ('name', models.CharField(blank=True, max_length=100, validators=[insights.content.validators.storable], verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='work e-mail')),
                ('company', models.CharField(blank=True, max_length=150, validators=[insights.content.validators.storable], verbose_name='company')),
                ('role', models.CharField(blank=True, max_length=100, validators=[insights.content.validators.storable], verbose_name='role')),
                ('company_size', models.CharField(blank=True, choices=[('1-99', '1–99'), ('100-499', '100–499'), ('500-1999', '500–1,999'), ('2000-9999', '2,000–9,999'), ('10000+', '10,000+')], max_length=10, verbose_name='company size')),
                ('message', models.TextField(blank=True, max_length=4000, validators=[insights.content.validators.storable], verbose_name='message')),
                ('preferred_days', models.CharField(blank=True, max_length=200, validators=[insights.content.validators.storable], verbose_name='preferred days')),
                ('preferred_time', models.CharField(blank=True, max_length=200, validators=[insights.content.validators.storable], verbose_name='preferred time')),
                ('time_zone', models.CharField(blank=True, max_length=64, verbose_name='time zone')),
                ('language', models.CharField(blank=True, max_length=20, verbose_name='language')),
                ('consent_at', models.DateTimeField(editable=False, null=True, verbose_name='consent given')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='received')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('next_step', models.CharField(blank=True, max_length=300, validators=[insights.content.validators.storable], verbose_name='next step')),
                ('next_step_on', models.DateField(blank=True, null=True, verbose_name='due')),
                ('reasons', models.JSONField(blank=True, default=list, editable=False, verbose_name='suspicious because')),
                ('address_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('version', models.PositiveIntegerField(editable=False, null=True, verbose_name='version')),
                ('section_uid', models.CharField(blank=True, editable=False, max_length=64)),
                ('cta_text', models.CharField(blank=True, editable=False, max_length=300, verbose_name='call to action')),
                ('campaign', models.JSONField(blank=True, default=dict, editable=False, validators=[insights.content.validators.storable_json], verbose_name='campaign')),
                ('erased_at', models.DateTimeField(editable=False, null=True, verbose_name='erased')),
                ('insight', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='demo_requests', to='insights.insight')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                ('topics', models.ManyToManyField(blank=True, related_name='+', to='insights.category', verbose_name='topics')),
            ],
            options={
                'verbose_name': 'demo request',
                'verbose_name_plural': 'demo requests',
                'ordering': ['-created_at', '-id'],
                'permissions': [('export_demorequest', 'Can export demo requests'), ('erase_demorequest', 'Can erase a person from demo requests')],
            },
        ),
        migrations.CreateModel(
            name='Booking',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('starts_at', models.DateTimeField(verbose_name='starts')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('agreed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='cancelled')),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bookings', to='insights.demorequest')),
            ],
            options={
                'ordering': ['starts_at'],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('kind', models.CharField(choices=[('received', 'Request received'), ('state', 'State changed'), ('owner', 'Owner changed'), ('note', 'Note'), ('step', 'Next step'), ('booked', 'Demo booked'), ('moved', 'Demo moved'), ('cancelled', 'Demo cancelled'), ('mail', 'Mail'), ('webhook', 'Webhook'), ('flagged', 'Looks like spam'), ('exported', 'Exported'), ('erased', 'Person erased')], max_length=10)),
                ('text', models.TextField(blank=True, max_length=4000, validators=[insights.content.validators.storable], verbose_name='note')),
                ('data', models.JSONField(blank=True, default=dict)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='insights.demorequest')),
            ],
            options={
                'verbose_name_plural': 'entries',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='InsightDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('views', models.PositiveIntegerField(default=0)),
                ('band_clicks', models.PositiveIntegerField(default=0)),
                ('insight', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='insights.insight')),
            ],
            options={
                'ordering': ['-day'],
            },
        ),
        migrations.CreateModel(
            name='OutboxMail',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sent', 'Sent'), ('failed', 'Failed')], default='waiting', max_length=10, verbose_name='state')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='written')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='attempts')),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next try')),
                ('sent_at', models.DateTimeField(editable=False, null=True, verbose_name='sent')),
                ('last_error', models.CharField(blank=True, editable=False, max_length=500, verbose_name='last error')),
                ('key', models.CharField(editable=False, max_length=120, unique=True)),
                ('kind', models.CharField(max_length=30, verbose_name='kind')),
                ('to', models.EmailField(max_length=254, verbose_name='to')),
                ('reply_to', models.EmailField(blank=True, max_length=254, verbose_name='reply to')),
                ('subject', models.CharField(max_length=250, verbose_name='subject')),
                ('text', models.TextField(verbose_name='text')),
                ('html', models.TextField(blank=True, verbose_name='HTML')),
                ('attachment', models.TextField(blank=True)),
                ('not_after', models.DateTimeField(editable=False, null=True)),
                ('request', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='insights.demorequest')),
            ],
            options={
                'verbose_name': 'mail',
                'verbose_name_plural': 'outbox',
                'ordering': ['-made_at', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RateCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bucket', models.CharField(max_length=64)),
                ('window', models.DateTimeField()),
                ('count', models.PositiveIntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['window'], name='rate_window')],
                'constraints': [models.UniqueConstraint(fields=('bucket', 'window'), name='rate_count_once')],
            },
        ),
        migrations.CreateModel(
            name='WebhookDelivery',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sent', 'Sent'), ('failed', 'Failed')], default='waiting', max_length=10, verbose_name='state')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='written')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='attempts')),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next try')),
                ('sent_at', models.DateTimeField(editable=False, null=True, verbose_name='sent')),
                ('last_error', models.CharField(blank=True, editable=False, max_length=500, verbose_name='last error')),
                ('event', models.CharField(max_length=40, verbose_name='event')),
                ('payload', models.JSONField(default=dict, verbose_name='payload')),
                ('response_status', models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='answer')),
                ('request', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='webhooks', to='insights.demorequest')),
            ],
            options={
                'verbose_name': 'webhook call',
                'verbose_name_plural': 'webhook calls',
                'ordering': ['-made_at', '-id'],
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='demorequest',
            index=models.Index(fields=['-created_at', '-id'], name='demo_newest'),
        ),
        migrations.AddIndex(
            model_name='demorequest',
            index=models.Index(fields=['state', '-created_at', '-id'], name='demo_by_state'),
        ),
        migrations.AddIndex(
            model_name='demorequest',
            index=models.Index(django.db.models.functions.text.Lower('email'), name='demo_by_person'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled_at', None)), fields=('starts_at',), name='booking_slot_once'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled_at', None)), fields=('request',), name='booking_one_standing'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='booking_ends_after_start'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['request', '-at', '-id'], name='entry_of_request'),
        ),
        migrations.AddIndex(
            model_name='insightday',
            index=models.Index(fields=['day'], name='insight_day'),
        ),
        migrations.AddConstraint(
            model_name='insightday',
            constraint=models.UniqueConstraint(fields=('insight', 'day'), name='insight_day_once'),
        ),
        migrations.AddIndex(
            model_name='outboxmail',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['next_try_at'], name='outbox_waiting'),
        ),
        migrations.AddIndex(
            model_name='outboxmail',
            index=models.Index(fields=['kind', '-made_at'], name='outbox_of_kind'),
        ),
        migrations.AddIndex(
            model_name='webhookdelivery',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['next_try_at'], name='webhook_waiting'),
        ),
        migrations.RunPython(open_the_desk, migrations.RunPython.noop),
        migrations.RunPython(permit, migrations.RunPython.noop),
    ]
