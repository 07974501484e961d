"""Who works for whom: read off sentences with a name for each side, said with a proviso where only a pronoun tells."""

from __future__ import annotations

import pytest

from companion.answers import find_evidence
from companion.answers.types import Evidence
from companion.canon.types import Character
from companion.canon.view import View
from tests.support.fake_view import FakeCanon, make_chapter, make_view

TEXTS = (
    "Gordon Pike has managed me since 2015. I sing, he counts. My driver, Baz Stott, knows every lay-by in Wales.",
    "Rhona is signed to Marlpit Records, and Nell Hart is Rhona's lawyer. Gordon never managed Nell.",
    "Ines Roca, her producer, had gone home. Rhona's manager is Dora Finch now.",
)
PEOPLE = tuple(
    Character(name, aliases, 5, narrates, pronouns)
    for name, aliases, narrates, pronouns in (
        ("Rhona", (), (1,), "she"),
        ("Gordon Pike", ("Gordon",), (), "he"),
        ("Baz Stott", ("Baz",), (), "he"),
        ("Nell Hart", ("Nell",), (), "she"),
        ("Ines Roca", ("Ines",), (), "she"),
        ("Dora Finch", ("Dora",), (), "she"),
    )
)


def _view(until: int | None = None) -> View:
    chapters = [make_chapter(n, text) for n, text in enumerate(TEXTS, 1)][:until]
    canon = FakeCanon(chapters, PEOPLE, {(1, 1): "Rhona"})
    return make_view(chapters, canon, until)


def _asked(question: str, until: int | None = None) -> Evidence:
    return find_evidence(question, _view(until))


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("Who is Rhona's lawyer?", "Nell Hart"),
        ("Which label is Rhona signed to?", "Marlpit Records"),
        ("Who is Rhona's driver?", "Baz Stott"),
        ("Who produces Rhona?", "Probably Ines Roca."),  # "her producer" names nobody
        ("Who is Rhona's manager?", "Gordon Pike in ch. 1; Dora Finch in ch. 3"),
        ("Is Gordon still Rhona's manager?", "Gordon Pike is Rhona’s manager, as of chapter 1:"),
        ("How long has Baz managed Rhona?", "On the page it is Gordon Pike and Dora Finch, not Baz Stott:"),
    ],
)
def test_the_holder_of_a_tie(question: str, lead: str) -> None:
    evidence = _asked(question)
    assert (evidence.kind, evidence.lead) == ("relation", lead)


def test_what_comes_behind_the_wall_is_not_known() -> None:
    assert _asked("Who is Rhona's manager?", until=2).lead == "Gordon Pike"


def test_a_denied_tie_is_none() -> None:
    assert _asked("Who is Nell's manager?").kind != "relation"


@pytest.mark.parametrize(
    "question",
    [
        "Who knows that Rhona signed to Marlpit Records?",
        "Who told Rhona about her manager?",
        "Why did Gordon manage Rhona?",
        "Who found Rhona's driver?",
        "What does the manager say to Rhona?",
    ],
)
def test_questions_that_only_speak_of_a_tie_ask_for_something_else(question: str) -> None:
    assert _asked(question).kind != "relation"
