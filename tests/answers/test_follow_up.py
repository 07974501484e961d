"""Follow-ups keep their subject, and never look beyond the wall."""

from __future__ import annotations

import pytest

from companion.answers import find_evidence
from companion.answers.follow_up import fill_in, visible_turns
from companion.answers.types import Turn
from companion.canon.view import View
from tests.answers.conftest import story_view


@pytest.mark.parametrize(
    ("before", "subject", "question", "understood"),
    [
        ("What colour are Priya's eyes?", "Priya", "And Juno's?", "What colour are Juno's eyes?"),
        ("Who is Juno's manager?", "Juno", "And her sister?", "Who is Juno’s sister?"),
        ("What does Nell do for a living?", "Nell", "And Dov?", "What does Dov do for a living?"),
        ("Who is Nell?", "Nell", "Where does she work?", "Where does Nell work?"),
        ("Who is Dov?", "Dov", "Where does she work?", "Where does she work?"),
        ("Who is Nell?", "Nell", "What colour is his hair?", "What colour is his hair?"),
        ("Who is Nell?", "Nell", "Where is Marcus?", "Where is Marcus?"),
        ("How old is Juno?", "Juno", "What about Priya?", "How old is Priya?"),
    ],
)
def test_the_subject_is_filled_in(before: str, subject: str, question: str, understood: str, view: View) -> None:
    assert fill_in(question, view, [Turn(before, "", subject)]) == understood


@pytest.mark.parametrize(
    ("asked", "until", "kept"), [(None, None, 1), (3, None, 1), (2, 3, 1), (3, 3, 1), (4, 3, 0), (None, 3, 0)]
)
def test_turns_from_behind_a_later_wall_are_dropped(asked: int | None, until: int | None, kept: int) -> None:
    assert len(visible_turns([Turn("q", "a", "Juno", asked)], until)) == kept


def test_history_does_not_leak_a_later_subject() -> None:
    view = story_view(1)
    turn = Turn("Who is Marcus Weir?", "The man from Lantern Records.", "Marcus Weir", None)
    evidence = find_evidence("Where does he work?", view, [turn])
    assert "Marcus" not in evidence.question
    assert evidence.subject != "Marcus Weir"


def test_a_subject_the_visible_part_does_not_have_is_ignored() -> None:
    view = story_view(1)
    assert fill_in("Where does he work?", view, [Turn("q", "a", "Marcus Weir", 1)]) == "Where does he work?"
