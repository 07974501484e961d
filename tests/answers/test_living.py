"""Whether somebody is alive: a death that is told, words for one beside the name, else where they were last seen."""

# ruff: noqa: E501 - questions and answers are read one to a line
from __future__ import annotations

import pytest

from companion.answers import find_evidence
from companion.answers.types import Evidence
from companion.canon.types import NARRATOR, Character, Fact
from tests.support.fake_view import FakeCanon, make_chapter, make_view

TEXTS = (
    "Marn played the first set. Dot Weir counted the door money, and Col slept through it.",
    "Dot Weir died on the ferry. They said so on the radio. Marn put her sticks down.",
    "Col's funeral was short. Marn could have died of the hymn. Everybody spoke of Dot Weir.",
)
PEOPLE = (
    Character("Marn", (), 4, (), "she"),
    Character("Dot Weir", ("Dot",), 4, (), "she"),
    Character("Col", (), 4, (), "he"),
)


def _asked(question: str, until: int | None = None) -> Evidence:
    chapters = [make_chapter(n, text) for n, text in enumerate(TEXTS, 1)][:until]
    facts = [Fact("Dot Weir", "death", "dead", c.cite_sentence(0, 4), NARRATOR, True) for c in chapters[1:2]]
    return find_evidence(question, make_view(chapters, FakeCanon(chapters, PEOPLE, {}, facts=facts), until))


@pytest.mark.parametrize(
    ("question", "lead", "first"),
    [
        ("Is Dot Weir still alive?", "Dead, as of chapter 2:", "Dot Weir died on the ferry."),
        ("Is Marn alive at the end?", "No sentence was found that says Marn dies; last seen in chapter 3:", "Marn could"),
        ("Does Col die?", "The closest places on the page (Col is last seen in chapter 3):", "Col's funeral was short."),
        ("Is Dot alive at the end of chapter 1?", "No sentence was found that says Dot Weir dies; last seen in chapter 1:", "Dot Weir"),
    ],
)  # fmt: skip
def test_alive_or_dead(question: str, lead: str, first: str) -> None:
    evidence = _asked(question)
    assert evidence.lead == lead
    assert evidence.rows[0].citation is not None
    assert evidence.rows[0].citation.quote.startswith(first)


def test_a_death_behind_the_wall_is_not_known() -> None:
    evidence = _asked("Is Dot Weir dead?", until=1)
    assert evidence.lead == "No sentence was found that says Dot Weir dies; last seen in chapter 1:"
    assert {c.chapter.position for c in evidence.more} == {1}


def test_before_a_chapter_is_without_it() -> None:
    assert "No sentence" in _asked("Did Dot Weir die before chapter 2?").lead
    assert _asked("Did Dot Weir die by chapter 2?").lead == "Dead, as of chapter 2:"


def test_a_death_that_no_sentence_tells_is_a_false_premise() -> None:
    evidence = _asked("When did Marn die?")
    assert (evidence.kind, evidence.status) == ("false premise", "unstated")
    assert evidence.lead == "No sentence was found that says Marn dies; last seen in chapter 3."


@pytest.mark.parametrize(
    "question",
    [
        "How did Dot Weir die?",
        "Is Marn dead tired?",
        "Is Marn living with Col?",
        "How old was Marn when the singer died?",
        "Did Marn's phone die?",
        "Was the phone dead when Marn sat down?",
        "Did Marn cry after the singer died?",
        "How did Marn's father die?",
    ],
)
def test_other_questions_are_not_taken(question: str) -> None:
    assert not any("words for a death" in step for step in _asked(question).how)
