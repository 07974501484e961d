"""Who gets to know of something at one place, and how."""

# ruff: noqa: E501 - a paragraph is one line, as writers write it
from __future__ import annotations

import pytest

from companion.canon.learning import learnt_at

from .books import book_of

CAST = (
    "Mara Quill came in. She sat down, and Mara Quill laughed.\n\nTom Hale had a list. He read it, and Tom Hale frowned.\n\n"
    "Ruth Okafor lit her pipe. She smoked, and Ruth Okafor waited.\n\n***\n\n"
)


def learnt(text: str, words: str) -> set[tuple[str, str]]:
    canon = book_of(CAST + text)
    chapter = canon.chapters[0]
    at = chapter.text.index(words)
    return {(one.who, one.how) for one in learnt_at(canon, chapter.cite_sentence(at, at + len(words)))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“The boat is sold, you know,” said Tom.\n\n“When was it sold?” said Mara.",
            {("Tom Hale", "says it"), ("Mara Quill", "is told")},
        ),
        (
            "Ruth stirred the soup.\n\n“The boat is sold, you know,” said Tom.\n\n“When?” said Mara.",
            {("Tom Hale", "says it"), ("Mara Quill", "is told"), ("Ruth Okafor", "is there")},
        ),
        ("On Friday Tom told Mara that the boat is sold.", {("Tom Hale", "says it"), ("Mara Quill", "is told")}),
        ("Mara knew that the boat is sold.", {("Mara Quill", "knows it")}),
        ("“You mean the boat is sold?” said Tom.\n\n“When?” said Mara.", set()),
        ("“Nobody's told me that the boat is sold,” said Tom.\n\n“No,” said Mara.", set()),
        ("Tom walked home. The boat is sold and nobody says so.", set()),
    ],
)
def test_who_learns_it_and_how(text: str, expected: set[tuple[str, str]]) -> None:
    assert learnt(text, "boat is sold") == expected
