"""The real documents, where they are on this machine: only their structure is checked."""

from collections import Counter

from insights.documents.parse import parse_bytes

ENTRY = "innovation-and-technology.md"
TEXT = "thought-transfer.txt"


def test_the_statamic_entry_is_read_whole(shared):
    document = parse_bytes(shared(ENTRY), ENTRY)
    assert (document.format, document.slug, document.notes) == ("statamic", "innovation-and-technology", ())
    assert [item.type for item in document.sets] == ["insights_blog_page", "social_media", "grid_showcase"]
    assert [item.uid for item in document.sets] == ["mafbhj26", "mahx4sc7", "makmzkyd"]
    assert document.published_at == document.updated_at is not None
    assert (document.categories, document.extra) == (("leadership",), {"blueprint": "our_insight"})
    assert len(document.sets[0].values["article_detail"]) == 26
    assert len(document.sets[1].values["social_media"]) == 6
    assert document.sets[2].values["limit"] == 3


def test_every_line_of_the_plain_text_is_accounted_for(shared):
    document = parse_bytes(shared(TEXT), TEXT)
    assert "\n".join(line.text for line in document.lines).encode() == shared(TEXT)
    named = Counter(line.name for line in document.lines if line.name)
    assert named == {
        "title": 1,
        "categories": 1,
        "date": 2,
        "insights_blog_page": 16,
        "call-to-action": 6,
        "related_categories": 1,
        "about_us": 1,
    }


def test_the_plain_text_has_its_date_headings_and_call(shared):
    document = parse_bytes(shared(TEXT), TEXT)
    article, call = document.sets
    kinds = Counter(node["type"] for node in article.values["article_detail"])
    assert document.published_at.date().isoformat() == "2021-02-26"
    assert kinds == {"heading": 7, "paragraph": 9}
    assert all(call.values.values())
    assert not document.notes
