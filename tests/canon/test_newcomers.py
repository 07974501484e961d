"""Somebody described before anybody names them."""

# ruff: noqa: E501 - a paragraph is one line, as writers write it
from __future__ import annotations

import pytest

from .books import book_of

HOSTS = "Tom Reed sat in the yard. He had a list. “Late,” said Tom. Tom Reed waited, and he smoked.\n\n***\n\n"
NAMED = "\n\n“Sorry,” she said.\n\n“Kez Rudd,” said Tom. “You're late.”\n\nKez Rudd shrugged. She put down her bag. “Traffic,” said Kez, and Kez laughed at herself."


def sheet(text: str, name: str = "Kez Rudd") -> set[tuple[str, str]]:
    return {(f.attribute, f.value) for f in book_of(HOSTS + text + NAMED).facts_of(name)}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("There's a tall girl of twenty-three with a bleached crop at the gate.", ("age", "23")),
        ("There was a woman of sixty with grey eyes at the gate.", ("eyes", "grey")),
        ("The woman who came in had a bag. She was fifty, and she had a limp.", ("age", "50")),
        ("A girl came across the yard. She was nineteen.", ("age", "19")),
    ],
)
def test_a_description_is_of_whom_the_scene_names_next(text: str, fact: tuple[str, str]) -> None:
    assert fact in sheet(text)


@pytest.mark.parametrize(
    "text",
    [
        "He looked at the yard like a woman of sixty.",  # a likeness
        "There was a boy of nineteen at the gate.",  # not her
        "Every girl of nineteen dreamt of it.",
    ],
)
def test_what_is_not_of_her(text: str) -> None:
    assert not {pair for pair in sheet(text) if pair[0] == "age"}


def test_whoever_was_known_before_is_no_newcomer() -> None:
    canon = book_of(
        HOSTS
        + "Kez Rudd laughed. “No,” said Kez, and she sat down.\n\n***\n\nThere's a girl of nineteen at the gate."
        + NAMED
    )
    assert not [f for f in canon.facts_of("Kez Rudd") if f.attribute == "age"]
