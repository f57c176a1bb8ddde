"""What must hold for every document, not only for those we thought of."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insights.richtext import from_html, plain_text, repair, same, to_html, to_source_html, validate
from insights.tests.richtext.documents import documents, junk, words

relaxed = settings(deadline=None, max_examples=1500, database=None, suppress_health_check=list(HealthCheck))


@relaxed
@given(documents)
def test_html_for_the_editor_reads_back_as_the_same_json(nodes):
    assert from_html(to_source_html(nodes)) == nodes


@relaxed
@given(documents)
def test_a_good_document_is_neither_changed_nor_complained_about(nodes):
    fixed, problems = repair(nodes)
    assert validate(nodes) is nodes
    assert fixed is nodes
    assert problems == []
    assert same(nodes, nodes)


@relaxed
@given(documents)
def test_public_html_reads_back_with_the_same_words(nodes):
    def squeezed(value):
        return "".join(plain_text(value).split())

    page = to_html(nodes, image=lambda src, alt, title: "")
    assert squeezed(from_html(page)) == squeezed(nodes)


@relaxed
@given(st.lists(junk, max_size=3))
def test_repaired_junk_is_valid_and_every_change_is_told(nodes):
    fixed, problems = repair(nodes)
    assert validate(fixed) == fixed
    assert (fixed is nodes) == (not problems)


@relaxed
@given(st.lists(junk, max_size=3))
def test_junk_in_the_database_prints_without_an_error(nodes):
    assert "<script" not in to_html(nodes)
    assert isinstance(plain_text(nodes), str)


@relaxed
@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<b>", "<table>", "<li>", "<a href=/x>", "</ul>", "<h2>", "<pre>", "<td>"])
        | words
    )
)
def test_any_html_becomes_valid_nodes(pieces):
    nodes = from_html("".join(pieces))
    assert validate(nodes) is nodes
