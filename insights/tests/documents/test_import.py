"""Documents in, insights out."""

import io
import json
from html import unescape

import pytest
from django.core.management import CommandError, call_command

from insights.builder.operations import StaleError, edit_section
from insights.content.models import Author, Category, Insight
from insights.documents.assets import import_assets
from insights.documents.reading import collect
from insights.documents.run import import_files
from insights.media.models import Image
from insights.publishing.changes import touch
from insights.richtext import plain_text
from insights.sections.base import Section
from insights.tests.factories import picture_file

pytestmark = pytest.mark.django_db
ID = "1b671a64-40d5-491e-99b0-da01ff1f3341"


def entry(title="Trust", slug="trust", id_=ID, sets="", **fields):
    """A Statamic entry's file name and text."""
    lines = [
        f"id: {id_}",
        "blueprint: our_insight",
        f"title: {title}",
        *(f"{key}: {value}" for key, value in fields.items()),
    ]
    return f"2026-01-02.{slug}.md", "---\n" + "\n".join(lines) + f"\npage_builder:{sets or ' []'}\n---\n"


def run(folder, *files, **options):
    for name, text in files:
        (folder / name).write_text(text, encoding="utf-8")
    return import_files(collect([folder]), **options)


def quote_set(words, uid="q1", **extra):
    more = "".join(f"\n    {key}: {value}" for key, value in extra.items())
    return f"\n  -\n    id: {uid}\n    type: quote\n    quote: '{words}'{more}"


def test_a_document_becomes_a_published_insight(tmp_path):
    run(tmp_path, entry(author="'By Ines Okafor'", categories="leadership", tags="[trust, time]"))
    live = Insight.objects.live().get()
    assert (live.title, live.slug, str(live.home_id)) == ("Trust", "trust", ID)
    assert (live.byline, live.author.name, live.category.name) == ("By Ines Okafor", "Ines Okafor", "Leadership")
    assert set(live.tags.names()) == {"trust", "time"}
    assert live.published_at.isoformat() == "2026-01-02T00:00:00+00:00"


def test_importing_twice_changes_nothing(tmp_path):
    run(tmp_path, entry(sets=quote_set("Wait.")))
    before = list(Insight.objects.order_by("pk").values())
    report = run(tmp_path)
    assert report.counts["unchanged"] == 1
    assert list(Insight.objects.order_by("pk").values()) == before


def test_a_newer_document_makes_a_new_version(tmp_path):
    run(tmp_path, entry(sets=quote_set("Wait.")))
    assert run(tmp_path, entry(sets=quote_set("Listen."))).counts["updated"] == 1
    live = Insight.objects.live().get()
    assert live.number == 2
    assert live.sections.get().data["quote"] == "Listen."


def test_edits_that_were_never_published_are_kept_as_a_version(tmp_path):
    run(tmp_path, entry())
    home = Insight.objects.working().get()
    Insight.objects.filter(pk=home.pk).update(title="Edited by hand")
    touch(home.pk)
    report = run(tmp_path, entry(title="Newer"))
    assert "kept" in report.entries[0].notes[-1].message
    assert home.versions.get(number=2).title == "Edited by hand"
    assert Insight.objects.live().get().title == "Newer"


@pytest.mark.parametrize(("field", "draft"), [({"published": "false"}, False), ({}, True)])
def test_drafts_stay_drafts(tmp_path, field, draft):
    run(tmp_path, entry(**field), as_draft=draft)
    assert Insight.objects.working().get().title == "Trust"
    assert not Insight.objects.live().exists()


def test_a_document_that_became_a_draft_is_taken_down(tmp_path):
    run(tmp_path, entry())
    run(tmp_path, entry(published="false"))
    assert not Insight.objects.live().exists()


def test_two_documents_with_one_slug_both_come_in(tmp_path):
    other = "2b671a64-40d5-491e-99b0-da01ff1f3342"
    first, second = entry(), entry(id_=other)
    report = run(tmp_path, first, ("2026-01-03.trust.md", second[1]))
    assert report.counts["created"] == 2
    assert set(Insight.objects.live().values_list("slug", flat=True)) == {"trust", "trust-2"}
    assert any("trust-2" in note.message for entry_ in report.entries for note in entry_.notes)


def test_one_bad_file_never_stops_the_others(tmp_path):
    files = [entry(slug=f"good-{n}", id_=f"{n:08}-40d5-491e-99b0-da01ff1f3341") for n in range(99)]
    report = run(tmp_path, *files, ("2026-01-02.m-bad.md", "---\ntitle: [\n---\n"))
    assert (report.counts["created"], report.counts["failed"]) == (99, 1)
    failed = next(entry_ for entry_ in report.entries if entry_.outcome == "failed")
    assert failed.notes[0].line
    (tmp_path / "2026-01-02.m-bad.md").write_text(entry(slug="m-bad", title="Mended")[1])
    assert run(tmp_path).counts == {"created": 1, "updated": 0, "unchanged": 99, "failed": 0}


def test_rows_without_ids_get_the_same_ones_every_time(tmp_path):
    rows = "\n      -\n        text: 'Read'\n      -\n        text: 'On'"
    sets = f"\n  -\n    id: g1\n    type: grid_showcase\n    butto:{rows}"
    run(tmp_path, entry(sets=sets))
    assert run(tmp_path).counts["unchanged"] == 1


def test_a_draft_is_published_once_it_is_imported_as_more_than_a_draft(tmp_path):
    run(tmp_path, entry(), as_draft=True)
    assert run(tmp_path, as_draft=True).counts["unchanged"] == 1
    assert run(tmp_path).counts["updated"] == 1
    assert Insight.objects.live().exists()


def test_two_files_with_one_id_do_not_overwrite_each_other(tmp_path):
    report = run(tmp_path, entry(), entry(title="Other", slug="z-other"))
    assert report.counts == {"created": 1, "updated": 0, "unchanged": 0, "failed": 1}
    assert "trust.md" in report.entries[1].notes[0].message


def test_a_dry_run_writes_nothing(tmp_path):
    report = run(tmp_path, entry(author="By Ines", categories="new-topic", sets=quote_set("Wait.")), dry_run=True)
    assert report.counts["created"] == 1
    assert not any(model.objects.exists() for model in (Insight, Section, Author, Category, Image))


def test_non_urls_mean_not_filled_in(tmp_path):
    rows = "".join(
        f"\n      -\n        id: r{n}\n        link: 'javascript:;'\n        icon_class: 'fa-brands fa-medium'"
        for n in range(6)
    )
    report = run(tmp_path, entry(sets=f"\n  -\n    id: s1\n    type: social_media\n    social_media:{rows}"))
    assert [note.path for note in report.entries[0].notes] == [
        f"page_builder[0].social_media[{n}].link" for n in range(6)
    ]
    assert "javascript" not in json.dumps(list(Section.objects.values("data")), default=str)


@pytest.mark.parametrize("value", ["-1", "1000000000", "'; drop'", "[1]"])
def test_a_value_outside_its_list_falls_back_and_the_original_is_kept(tmp_path, value):
    sets = f"\n  -\n    id: g1\n    type: grid_showcase\n    limit: {value}"
    sets += "\n    layouts_grid: mosaic\n    filter_type: oldest\n    collections: users"
    report = run(tmp_path, entry(sets=sets))
    section = Section.objects.filter(insight__working_copy=None).get()
    assert [section.value(name) for name in ("limit", "layout", "filter", "collection")] == [
        3,
        "featured",
        "latest",
        "insights",
    ]
    assert {"layouts_grid": "mosaic", "filter_type": "oldest", "collections": "users"}.items() <= section.data[
        "_original"
    ].items()
    assert len(report.entries[0].notes) == 4


@pytest.mark.parametrize("text", ["'<p>Plain <b>words</b></p>'", "'Plain **words**'"])
def test_a_text_saved_as_html_or_markdown_is_read_as_such(tmp_path, text):
    run(tmp_path, entry(sets=f"\n  -\n    id: t1\n    type: text\n    text: {text}"))
    section = Section.objects.filter(insight__working_copy=None).get()
    assert section.text() == "Plain words"


def test_a_text_past_a_limit_fails_the_document_and_leaves_the_live_article_alone(tmp_path):
    run(tmp_path, entry(sets=quote_set("Wait.")))
    nodes = "[" + ", ".join(["{type: paragraph}"] * 20_001) + "]"
    report = run(tmp_path, entry(sets=f"\n  -\n    id: t1\n    type: text\n    text: {nodes}"))
    assert report.counts["failed"] == 1
    assert Insight.objects.live().get().sections.get().data["quote"] == "Wait."


def test_a_value_of_the_wrong_shape_is_kept_aside(tmp_path):
    report = run(tmp_path, entry(sets="\n  -\n    id: q1\n    type: quote\n    quote: [a, b]\n    cite: true"))
    section = Section.objects.filter(insight__working_copy=None).get()
    assert section.data == {"_original": {"quote": ["a", "b"]}, "cite": "true"}
    assert report.entries[0].notes[0].path == "page_builder[0].quote"


def test_an_editor_s_open_form_does_not_overwrite_a_newer_import(tmp_path):
    run(tmp_path, entry(sets=quote_set("Old.")))
    home = Insight.objects.working().get()
    opened = home.sections.get().revision
    run(tmp_path, entry(sets=quote_set("Newer.")))
    with pytest.raises(StaleError):
        edit_section(home.pk, "q1", {"quote": "Typed"}, revision=opened, by=None)


def test_a_document_s_own_key_of_the_name_of_ours_harms_nothing(tmp_path):
    sets = "\n  -\n    id: g1\n    type: grid_showcase\n    _original: text\n    layouts_grid: mosaic\n    layout: x"
    assert run(tmp_path, entry(sets=sets)).counts["created"] == 1
    section = Section.objects.filter(insight__working_copy=None).get()
    assert section.data["_original"] == {"_original": "text", "layouts_grid": "mosaic", "layout": "x"}


def test_an_original_that_is_kept_aside_holds_no_script(tmp_path):
    rows = "['javascript:alert(1)', {id: a, link: 'java script:;', icon_class: fa-medium}, plain]"
    run(tmp_path, entry(sets=f"\n  -\n    id: s1\n    type: social_media\n    social_media: {rows}"))
    stored = json.dumps(list(Section.objects.values_list("data", flat=True)))
    assert "plain" in stored
    assert "alert" not in stored
    assert "java script" not in stored


def test_an_alignment_that_is_none_is_left_out_and_kept_for_the_export(tmp_path):
    nodes = "[{type: paragraph, attrs: {textAlign: middle}, content: [{type: text, text: Hello}]}]"
    report = run(tmp_path, entry(sets=f"\n  -\n    id: t1\n    type: text\n    text: {nodes}"))
    section = Section.objects.filter(insight__working_copy=None).get()
    assert report.entries[0].notes[0].path == "page_builder[0].text[0].attrs.textAlign"
    assert section.data["_original"] == {"text": {"[0].attrs.textAlign": "middle"}}
    assert section.text() == "Hello"


def test_an_error_of_ours_is_one_document_s_failure(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr("insights.documents.run.convert", lambda document: 1 / 0)
    assert run(tmp_path, entry()).counts["failed"] == 1
    assert "ZeroDivisionError" in caplog.text


def test_tags_with_quotes_can_be_typed_again(tmp_path):
    run(tmp_path, entry(tags="""['He said "hi"']"""))
    assert list(Insight.objects.working().get().tags.names()) == ["He said ”hi”"]


@pytest.mark.parametrize("type_", ["hubspot_form", "../../etc/passwd", "x" * 300, "'{{ 7 }}'"])
def test_sets_of_unknown_types_are_kept_whole(tmp_path, client, type_):
    run(tmp_path, entry(sets=f"\n  -\n    id: h1\n    type: {type_}\n    enabled: true\n    portal: [1, {{a: b}}]"))
    live = Insight.objects.live().get()
    assert live.sections.get().data == {"type": type_.strip("'"), "portal": [1, {"a": "b"}]}
    assert client.get(live.url).status_code == 200


def test_unknown_keys_are_kept_and_listed_and_give_no_power(tmp_path):
    report = run(tmp_path, entry(is_superuser="true", status="draft", number="7", is_live="false", seo_title="Hi"))
    home = Insight.objects.working().get()
    assert home.extra["seo_title"] == "Hi"
    assert (home.number, Insight.objects.live().get().number) == (None, 1)
    assert {"is_superuser", "status", "number", "is_live", "seo_title"} <= {
        note.path for note in report.entries[0].notes
    }


@pytest.mark.parametrize("title", ["2026", "no", "12:30:45", "0777", "1_000", "2021-02-30"])
def test_typed_text_stays_text(tmp_path, title):
    run(tmp_path, entry(title=title))
    assert Insight.objects.working().get().title == title


@pytest.mark.parametrize("path", ["../../../../etc/passwd", "image/../../settings.py", "/etc/passwd", "C:\\x",
                                  "image/%2e%2e/x", "..&#x2F;x", "http://169.254.169.254/"])  # fmt: skip
def test_a_path_that_leaves_the_assets_is_refused_and_the_article_comes_in(tmp_path, path):
    report = run(tmp_path, entry(sets=f"\n  -\n    id: a1\n    type: insights_blog_page\n    bg_image: '{path}'"))
    assert report.counts["created"] == 1
    assert report.entries[0].notes[0].path == "page_builder[0].bg_image"
    assert not Image.objects.exists()


def test_images_that_documents_mention_are_stored_with_their_words(tmp_path):
    documents, assets = tmp_path / "documents", tmp_path / "assets" / "image"
    documents.mkdir()
    (assets / ".meta").mkdir(parents=True)
    (assets / "hero.jpg").write_bytes(picture_file(form="JPEG").read())
    (assets / ".meta" / "hero.jpg.yaml").write_text("data:\n  alt: 'Two stones'\n")
    name, text = entry(
        sets="\n  -\n    id: a1\n    type: image\n    image: image/hero.jpg"
        "\n  -\n    id: a2\n    type: image\n    image: image/gone.jpg"
    )
    (documents / name).write_text(text)
    out = io.StringIO()
    call_command("import_insights", str(documents), assets=assets.parent, json=True, stdout=out)
    assert json.loads(out.getvalue())["assets"] == {
        "stored": ["image/hero.jpg"],
        "missing": ["image/gone.jpg"],
        "refused": {},
    }
    assert Image.objects.get(path="image/hero.jpg").alt == "Two stones"


def test_a_link_out_of_the_assets_folder_is_not_followed(tmp_path):
    (tmp_path / "documents").mkdir()
    (tmp_path / "assets").mkdir()
    (tmp_path / "secret.png").write_bytes(picture_file().read())
    (tmp_path / "assets" / "a.png").symlink_to(tmp_path / "secret.png")
    run(tmp_path / "documents", entry(sets="\n  -\n    id: a1\n    type: image\n    image: a.png"))
    call_command("import_insights", str(tmp_path / "documents"), assets=tmp_path / "assets", stdout=io.StringIO())
    assert Image.objects.get().is_missing


def test_the_command_fails_when_a_document_did(tmp_path):
    (tmp_path / "bad.md").write_bytes(b"\xff\xfe")
    out = io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("import_insights", str(tmp_path), "/nowhere/at/all.md", stdout=out)
    assert caught.value.returncode == 1
    assert "2 failed" in out.getvalue()


def test_a_source_that_differs_from_the_text_is_reported_and_only_one_is_printed(tmp_path, client):
    nodes = "[{type: paragraph, content: [{type: text, text: Rich words}]}]"
    sets = f"\n  -\n    id: a1\n    type: insights_blog_page\n    article_detail: {nodes}"
    sets += "\n    article: '<p>Source words</p>'\n    article_fild_type: markdown"
    report = run(tmp_path, entry(sets=sets))
    assert "differ" in report.entries[0].notes[0].message
    html = client.get(Insight.objects.live().get().url).content.decode()
    assert "Source words" in html
    assert "<p>Rich words" not in html


def test_the_user_s_documents_come_in_with_nothing_lost_or_twice(shared_documents, client):
    report = import_files(collect([shared_documents]))
    assert report.counts["created"] == 2
    article = Insight.objects.live().get(slug="innovation-and-technology")
    html = client.get(article.url).content.decode()
    main = unescape(html[html.index("<main") : html.index("</main>")])
    paragraphs = [
        text for text in plain_text(article.sections.get(uid="mafbhj26").data["body"]).split("\n") if len(text) > 80
    ]
    assert len(paragraphs) == 14
    assert [main.count(f">{text}<") for text in paragraphs] == [1] * 14
    text = report.entries[1]
    assert all(line.role in {"field", "section", "skipped", "blank"} for line in text.lines)


def test_our_own_documents_come_in_without_failure(documents):
    report = import_files(collect([documents]))
    assert not report.failed
    assert len(report.entries) >= 14


def test_a_picture_that_is_not_there_yet_heals_when_its_file_comes_from_the_same_place(tmp_path, client):
    article = "\n  -\n    id: a1\n    type: image\n    image: image/deep/hero.png"
    documents, assets = tmp_path / "documents", tmp_path / "assets"
    for folder in (documents, assets / "image" / "deep"):
        folder.mkdir(parents=True)
    run(documents, entry(sets=article))
    url = Insight.objects.live().get().url
    assert import_assets(assets).missing == ["image/deep/hero.png"]
    assert "fallback" in client.get(url).content.decode()
    (assets / "image" / "deep" / "hero.png").write_bytes(picture_file().read())
    assert import_assets(assets).stored == ["image/deep/hero.png"]
    html = client.get(url).content.decode()
    assert Image.objects.get().url in html
    assert "fallback" not in html
