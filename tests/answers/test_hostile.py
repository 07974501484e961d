"""Input nobody should send: an answer or one clear error, never a traceback, never a word from beyond the wall."""

# ruff: noqa: E501 - prose and questions are read one to a line
from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.answers import EmptyQuestion, find_evidence, plain_answer
from companion.canon.view import View
from companion.errors import CompanionError
from tests.answers.conftest import story_view
from tests.support.fake_view import FakeCanon, make_chapter, make_view


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "?!…", "🎤🎸", "[](){}*+"])
def test_nothing_to_look_for_is_one_clear_error(question: str, view: View) -> None:
    with pytest.raises(EmptyQuestion) as caught:
        find_evidence(question, view)
    assert isinstance(caught.value, CompanionError)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "question",
    [
        "a" * 50_000, "what " * 12_500, "Who is (Juno|Priya)[?]* \\d+ $^?", "Wo wohnt Nell und warum?", "Где живёт Нелл?", "ネルはどこに住んでいますか",
        "Juno 🎤?", "chapter", "chapter 99999", "who", "İstanbul nerede?", "List every mention of", "the", "x" * 300 + "?", "what colour eyes'", "“Feet”",
        "Where is \x00 Nell?", "How many times is '' mentioned?", "first", "in chapter first", "ﬁrst mention of Nell", "Chapter MMMM?",
    ],
)  # fmt: skip
def test_strange_questions_are_answered_or_refused(question: str, view: View) -> None:
    answer = plain_answer(find_evidence(question, view), None)
    assert answer.text
    assert answer.status in ("stated", "disputed", "partial", "unstated")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120), st.sampled_from([1, 2, 3, None]))
def test_any_text_gives_exact_quotes_inside_the_wall(question: str, until: int | None) -> None:
    view = story_view(until)
    try:
        answer = plain_answer(find_evidence(question, view), until)
    except EmptyQuestion:
        return
    for citation in answer.citations:
        assert citation.chapter.text[citation.start : citation.end] == citation.quote
        assert until is None or citation.chapter.position <= until


WORDS = st.sampled_from(
    "who what where when why how many is was does Juno Priya Nell Dov Marcus eyes contract chapter 2 first last mention every list sister van van's".split()
)


@settings(max_examples=80, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=8), st.sampled_from([1, 2, 3]))
def test_questions_of_any_shape_stay_inside_the_wall(words: list[str], until: int) -> None:
    answer = plain_answer(find_evidence(" ".join(words), story_view(until)), until)
    assert all(c.chapter.position <= until for c in answer.citations)


def test_a_chapter_without_a_word_does_no_harm() -> None:
    view = make_view((make_chapter(1, ""),), FakeCanon((make_chapter(1, ""),)))
    for question in (
        "What happens in chapter 1?",
        "Who is Nell?",
        "List every mention of tea",
        "What is still unresolved?",
        "Suggest a scene",
    ):
        assert plain_answer(find_evidence(question, view), None).status in ("unstated", "partial")
