"""Documents that come again, at once with others, or into a database that does not take them."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.db.models import Q
from django.utils import timezone

from insights.content import clock
from insights.content.models import Insight
from insights.documents import save as saving
from insights.documents.reading import collect
from insights.documents.run import import_files
from insights.publishing import trash
from insights.publishing.changes import touch
from insights.publishing.publish import publish, unpublish
from insights.tests.documents.test_import import entry, quote_set, run

pytestmark = pytest.mark.django_db
OTHER = "2b671a64-40d5-491e-99b0-da01ff1f3342"


def test_two_roots_with_one_relative_path_do_not_overwrite_each_other(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "n.txt").write_text(f"Title {name}\n\nSome words.\n")
    report = import_files(collect([tmp_path / "one", tmp_path / "two"]))
    assert report.counts == {"created": 1, "updated": 0, "unchanged": 0, "failed": 1}
    assert str(tmp_path / "one" / "n.txt") in report.entries[1].notes[0].message
    assert Insight.objects.working().get().title == "Title one"


def test_a_draft_of_a_live_document_changes_the_working_copy_only(tmp_path):
    run(tmp_path, entry(sets=quote_set("Wait.")))
    assert run(tmp_path, as_draft=True).counts["unchanged"] == 1
    assert run(tmp_path, entry(sets=quote_set("Listen.")), as_draft=True).counts["updated"] == 1
    assert Insight.objects.live().get().sections.get().data["quote"] == "Wait."
    assert Insight.objects.working().get().sections.get().data["quote"] == "Listen."
    assert run(tmp_path).counts["updated"] == 1
    assert Insight.objects.live().get().sections.get().data["quote"] == "Listen."


def test_only_the_document_itself_takes_its_page_down(tmp_path):
    run(tmp_path, entry())
    run(tmp_path, entry(published="false"), as_draft=True)
    assert not Insight.objects.live().exists()


@pytest.mark.parametrize(("field", "draft"), [({"published": "false"}, False), ({}, True)])
def test_a_draft_that_nobody_edited_leaves_no_version(tmp_path, field, draft):
    for title in ("One", "Two", "Three"):
        report = run(tmp_path, entry(title=title, **field), as_draft=draft)
        assert not report.entries[0].notes
    assert not Insight.objects.exclude(working_copy=None).exists()


def test_a_draft_that_somebody_edited_is_kept(tmp_path):
    run(tmp_path, entry(), as_draft=True)
    home = Insight.objects.working().get()
    touch(home.pk)
    assert run(tmp_path, as_draft=True).counts["unchanged"] == 1
    assert "kept" in run(tmp_path, entry(title="Newer"), as_draft=True).entries[0].notes[0].message
    assert [version.title for version in home.versions.all()] == ["Trust"]


def test_a_section_that_is_shown_for_a_time_stays_so(tmp_path):
    run(tmp_path, entry(sets=quote_set("Wait.")))
    home = Insight.objects.working().get()
    moment = timezone.now()
    home.sections.update(visible_until=moment)
    touch(home.pk)
    run(tmp_path, entry(sets=quote_set("Listen.")))
    assert [home.sections.get().visible_until, Insight.objects.live().get().sections.get().visible_until] == [
        moment
    ] * 2


def ended(path, end):
    """What a document said, until a moment."""
    run(path, entry(sets=quote_set("Wait.")))
    home = Insight.objects.working().get()
    Insight.objects.filter(Q(pk=home.pk) | Q(working_copy=home)).update(expires_at=end)
    home.versions.update(visible_until=end)


def test_what_editors_have_ended_is_not_shown_again(tmp_path):
    ended(tmp_path, timezone.now() - timedelta(days=1))
    report = run(tmp_path, entry(sets=quote_set("Listen.")))
    assert "it ended on" in report.entries[0].notes[0].message
    assert report.counts["updated"] == 1
    assert not Insight.objects.live().exists()
    home = Insight.objects.working().get()
    assert home.expires_at
    assert home.sections.get().data["quote"] == "Listen."
    assert run(tmp_path).counts["unchanged"] == 1


@pytest.mark.parametrize("days", [-1, 1])
def test_a_document_that_is_dated_after_the_end_begins_anew(tmp_path, days):
    ended(tmp_path, timezone.now() + timedelta(days=days))
    later = timezone.now() + timedelta(days=2)
    report = run(tmp_path, entry(date=f"{later:%Y-%m-%d}", sets=quote_set("Listen.")))
    assert "has no end now" in report.entries[0].notes[0].message
    assert Insight.objects.working().get().expires_at is None
    assert Insight.objects.live().exists() is (days > 0)
    with clock.at(later + timedelta(days=1)):
        assert Insight.objects.live().get().sections.get().data["quote"] == "Listen."


def test_an_end_to_come_stays(tmp_path):
    ended(tmp_path, timezone.now() + timedelta(days=1))
    assert not run(tmp_path, entry(sets=quote_set("Listen."))).entries[0].notes
    assert Insight.objects.live().get().visible_until == Insight.objects.working().get().expires_at is not None


def test_what_was_edited_and_published_is_kept_once(tmp_path):
    run(tmp_path, entry())
    home = Insight.objects.working().get()
    touch(home.pk)
    publish(home)
    unpublish(home)
    assert not run(tmp_path, entry(title="Newer")).entries[0].notes
    assert home.versions.count() == 3


def test_a_dry_run_sees_the_documents_before(tmp_path):
    report = run(tmp_path, entry(), ("2026-01-03.trust.md", entry(id_=OTHER)[1]), dry_run=True)
    assert any("trust-2" in note.message for note in report.entries[1].notes)
    assert not Insight.objects.exists()


@pytest.mark.parametrize("options", [{}, {"dry_run": True}])
def test_a_folder_of_assets_that_is_not_there_is_refused_first(tmp_path, options):
    (tmp_path / "a.md").write_text("---\ntitle: A\n---\n")
    with pytest.raises(CommandError, match="no folder /nowhere"):
        call_command("import_insights", str(tmp_path), assets="/nowhere", stdout=io.StringIO(), **options)
    assert not Insight.objects.exists()


def test_somebody_else_s_address_at_the_same_moment_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(saving, "free_slug", lambda wanted, taken: "trust")
    monkeypatch.setattr(Insight, "full_clean", lambda *args, **options: None)
    files = [entry(), ("2026-01-03.trust.md", entry(id_=OTHER)[1]), ("bad.md", "")]
    report = run(tmp_path, *files)
    assert [item.outcome for item in report.entries] == ["created", "failed", "failed"]
    assert report.entries[1].notes[0].message == ("somebody stored the same address or id at this moment; import again")


def test_a_locked_database_costs_one_document(tmp_path, monkeypatch):
    def save(converted, **options):
        if converted.document.title == "Locked":
            raise OperationalError("database is locked\nDETAIL: a secret")
        return saving.save(converted, **options)

    monkeypatch.setattr("insights.documents.run.save", save)
    report = run(tmp_path, entry(slug="a", title="Locked"), entry(slug="b", id_=OTHER))
    assert [item.outcome for item in report.entries] == ["failed", "created"]
    assert report.entries[0].notes[0].message == "the database did not take it: database is locked"


def test_what_editors_deleted_does_not_come_back_by_itself(tmp_path):
    (tmp_path / "n.txt").write_text("Title\n\nSome words.\n")
    import_files(collect([tmp_path]))
    insight = Insight.objects.working().get()
    unpublish(insight)
    trash.delete(insight)
    report = import_files(collect([tmp_path]))
    assert report.counts["failed"] == 1
    assert "trash" in report.entries[0].notes[0].message
    assert Insight.objects.trashed().get() == insight
    trash.recover(insight)
    assert import_files(collect([tmp_path])).failed is False
