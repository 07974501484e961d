"""Exhaustive scans find every place, and only whole words."""

import pytest

from companion.index.scan import phrase_pattern, scan
from companion.manuscript.chapter import Paratext, Scene
from tests.support.books import chapter


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("clause nine", "Read Clause\nnine tonight.", True),
        ("Mara", "It was Mara's van.", True),
        ("Mara", "Maran was not there.", False),
        ("don't", "I don’t know.", True),
        ("don’t", "I don't know.", True),
        ("a.b", "It was axb.", False),
        ("(x)", "See (x) there.", True),
        ("Zoë", "zoë left.", True),
        ("ночь", "Тихая ночь.", True),
    ],
)
def test_what_counts_as_a_place(phrase, text, found):
    assert bool(scan([chapter(text)], phrase)) is found


@pytest.mark.parametrize("phrase", ["", "  ", "?!", "***"])
def test_a_phrase_without_a_word_finds_nothing(phrase):
    assert phrase_pattern(phrase) is None
    assert scan([chapter("Anything at all.")], phrase) == []


def test_every_sentence_once_in_reading_order():
    made = [chapter("The van. A van and a van! No bus.", 1), chapter("Van again.", 2)]
    assert [c.quote for c in scan(made, "van")] == ["The van.", "A van and a van!", "Van again."]


def test_what_is_not_story_is_not_scanned():
    text = "The van left.\n\nAuthor's note: my van broke down."
    made = chapter(text, scenes=(Scene(1, 0, 13),), paratext=(Paratext(15, len(text), "author's note"),))
    assert [c.quote for c in scan([made], "van")] == ["The van left."]
