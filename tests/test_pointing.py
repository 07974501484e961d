"""Words that were selected or typed are found as they stand in the file, or refused."""

from __future__ import annotations

import pytest

from companion.errors import NotInBook
from companion.pointing import asked_as, find_place, locate
from tests.support.books import chapter

ONE = chapter("“I never had,” Corin said. *Nobody ever had*, he thought; un*be*lievable.\n\nIda watched\nhim do it.")
TWO = chapter('Ida watched him go. The "Ida" was Corin\'s boat.', 2)


@pytest.mark.parametrize(
    ("selected", "found"),
    [
        ("Nobody ever had, he thought", "Nobody ever had*, he thought"),
        ("Nobody   ever had", "Nobody ever had"),
        ("unbelievable", "un*be*lievable"),
        ("ever had, he tho", "ever had*, he tho"),
        ("Ida watched him do it.", "Ida watched\nhim do it."),
        ('"I never had," Corin said.', "“I never had,” Corin said."),
    ],
)
def test_a_selection_is_found_as_it_stands_in_the_file(selected: str, found: str) -> None:
    assert locate(ONE, selected) == found
    assert find_place([TWO, ONE], selected) == (ONE, found)


@pytest.mark.parametrize(
    "selected", ["", "   ", "words that stand nowhere", "Corin said nothing", "watched h.m", "atch", "im do"]
)
def test_a_selection_that_is_not_there_is_refused(selected: str) -> None:
    with pytest.raises(NotInBook):
        locate(ONE, selected)
    with pytest.raises(NotInBook, match="copy it exactly"):
        find_place([ONE, TWO], selected)


def test_quotation_marks_may_be_typed_plainly_and_plain_ones_printed() -> None:
    assert locate(TWO, "The “Ida” was Corin’s boat") == 'The "Ida" was Corin\'s boat'


def test_a_sentence_of_several_chapters_is_asked_about() -> None:
    with pytest.raises(NotInBook, match=r"\(1, 2\); say which"):
        find_place([ONE, TWO], "Ida watched him")


def test_a_question_is_known_again_however_it_is_typed() -> None:
    known = ["Who drove?", "Where is Ida’s boat?"]
    assert asked_as("  who  DROVE ", known) == "Who drove?"
    assert asked_as("Where is Ida's boat", known) == "Where is Ida’s boat?"
    assert asked_as("Who drove home?", known) == ""
