"""Questions and answers."""

import pytest

from insights.richtext import MarkdownWriter
from insights.tests.factories import InsightFactory, add_section, heading, words
from insights.tests.sections.printing import printed

pytestmark = pytest.mark.django_db
ROWS = [{"id": "q1", "question": "Why?", "answer": words("Because.")}, {"id": "q2", "question": "And?", "answer": []}]


def test_a_question_opens_its_answer_without_script():
    html = printed("faq", {"questions": ROWS}, uid="faq1")
    assert '<details class="faq__item" id="faq1-q1">' in html
    assert "Because." in html


def test_a_question_without_an_answer_is_not_printed():
    assert "And?" not in printed("faq", {"questions": ROWS})
    assert printed("faq", {"questions": ROWS[1:]}) == ""


def test_headings_in_an_answer_stand_below_the_question_and_outside_the_outline():
    rows = [{"id": "q", "question": "Why?", "answer": [heading("Inside", 2)]}]
    home = InsightFactory()
    add_section(home, "text", {"body": [heading("Outside", 3)]})
    html = printed("faq", {"questions": rows}, home)
    assert '<h2 id="outside">' in html
    assert '<h4 id="inside">' in html


def test_its_words_count_for_search():
    assert add_section(InsightFactory(), "faq", {"heading": "Ask", "questions": ROWS}).text().split() == [
        "Ask",
        "Why?",
        "Because.",
    ]


def test_machines_are_told_questions_with_their_answers():
    told = add_section(InsightFactory(), "faq", {"questions": ROWS}).structured()
    answer = {"@type": "Answer", "text": "Because."}
    assert told == [
        {"@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": "Why?", "acceptedAnswer": answer}]}
    ]
    assert add_section(InsightFactory(), "faq", {"questions": ROWS[1:]}).structured() == []


def test_as_markdown_questions_are_headings():
    section = add_section(InsightFactory(), "faq", {"heading": "Ask", "questions": ROWS})
    assert section.markdown(MarkdownWriter()) == "## Ask\n\n### Why?\n\nBecause."
