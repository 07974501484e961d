"""The first questions to a book: who is in it, and when everything happens."""

from __future__ import annotations

import pytest

from companion.answers import find_evidence, plain_answer
from companion.canon.view import View
from tests.canon.books import book_of
from tests.support.fake_view import make_view

ONE = "“Sit,” said Mara Quill. Mara laughed. It was Monday 6 March, and Mara was late. “Late,” said Tom Hale. Tom sat."
TWO = "On Thursday 9 March they drove to Hull. “Hull,” said Tom. Tom slept. Mara drove. “Wake up,” said Mara."


@pytest.fixture(scope="module")
def view() -> View:
    canon = book_of(ONE, TWO)
    return make_view(canon.chapters, canon)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "question", ["Who are the characters?", "List the main characters", "Who is in the book?", "cast", "Who's who?"]
)
def test_the_cast(question: str, view: View) -> None:
    evidence = find_evidence(question, view)
    assert (evidence.kind, evidence.status) == ("cast", "stated")
    assert evidence.lead == "2 people are named:"
    assert [r.heading for r in evidence.rows] == ["Mara Quill", "Tom Hale"]
    assert all(r.citation is not None for r in evidence.rows)


@pytest.mark.parametrize("question", ["What is the timeline?", "timeline", "In what order does everything happen?"])
def test_the_timeline(question: str, view: View) -> None:
    answer = plain_answer(find_evidence(question, view), None)
    assert answer.kind == "timeline" and "2 dated scenes" in answer.text
    assert answer.text.index("Monday 6 March") < answer.text.index("Thursday 9 March")


@pytest.mark.parametrize(
    "question", ["Who are the people in the van?", "What does the cast say of Mara?", "What are the dates of the war?"]
)
def test_what_only_begins_like_one_is_another_question(question: str, view: View) -> None:
    assert find_evidence(question, view).kind not in ("cast",)
    assert "dated scene" not in find_evidence(question, view).lead


def test_an_undated_book_has_no_timeline() -> None:
    canon = book_of("“Sit,” said Mara Quill. Mara laughed.")
    evidence = find_evidence("What is the timeline?", make_view(canon.chapters, canon))  # type: ignore[arg-type]
    assert (evidence.status, evidence.lead) == ("unstated", "No scene of it is dated.")
