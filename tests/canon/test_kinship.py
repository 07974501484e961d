"""Who is whose: what follows from kin, and whom "my sister" and "Dad" mean."""

# ruff: noqa: E501 - a paragraph is one line, as writers write it
from __future__ import annotations

import pytest

from companion.canon.kinship import closed

from .books import book_of

GENDERS = {"Ada": "she", "Phil": "she", "Frank": "he", "Joe": "he", "Nell": "she", "Alan": "he"}


@pytest.mark.parametrize(
    ("stated", "follows", "who"),
    [
        ({("Phil", "father"): {"Frank"}}, ("Frank", "daughter"), {"Phil"}),
        ({("Phil", "father"): {"Frank"}, ("Phil", "sister"): {"Ada"}}, ("Ada", "father"), {"Frank"}),
        ({("Phil", "father"): {"Frank"}, ("Ada", "father"): {"Frank"}}, ("Ada", "sister"), {"Phil"}),
        ({("Phil", "husband"): {"Alan"}}, ("Alan", "wife"), {"Phil"}),
        ({("Nell", "mother"): {"Ada"}, ("Ada", "father"): {"Frank"}}, ("Nell", "grandfather"), {"Frank"}),
        ({("Nell", "mother"): {"Ada"}, ("Ada", "sister"): {"Phil"}}, ("Nell", "aunt"), {"Phil"}),
        ({("Nell", "uncle"): {"Joe"}}, ("Joe", "niece"), {"Nell"}),
    ],
)
def test_what_follows(stated, follows, who) -> None:
    assert closed(stated, lambda name: GENDERS.get(name, ""))[follows] == who


def test_nobody_gets_a_second_mother() -> None:
    stated = {("Nell", "mother"): {"Ada"}, ("Joe", "mother"): {"Phil"}, ("Nell", "brother"): {"Joe"}}
    table = closed(stated, lambda name: GENDERS.get(name, ""))
    assert table["Nell", "mother"] == {"Ada"} and table["Joe", "mother"] == {"Phil"}


def test_nothing_follows_for_whom_nobody_knows_to_be_a_woman_or_a_man() -> None:
    assert closed({("Sam", "father"): {"Frank"}}, lambda name: "") == {("Sam", "father"): {"Frank"}}


def test_dad_is_the_father_that_a_sister_has() -> None:
    canon = book_of(
        "Frank Coyle laughed. He had the end room. Phil Coyle came in. She kissed Frank. Frank Coyle was Phil's father. Phil said nothing.\n\n"
        "Rosa Coyle was Phil's sister. Rosa sat down. She drank her tea, and Rosa looked at Frank.\n\n***\n\n"
        "Rosa stood in the kitchen alone. Dad was seventy-nine."
    )
    assert ("age", "79") in [(f.attribute, f.value) for f in canon.sheet("Frank Coyle").facts]


def test_a_wife_named_once_is_named_wherever_he_speaks_of_her() -> None:
    canon = book_of(
        "Tom Reed sat down. Tom laughed. His wife was called Ada. Ada Reed came in. She sat by Tom.\n\n***\n\n"
        "Tom drove home. He sang. His wife was a nurse."
    )
    assert ("occupation", "nurse") in [(f.attribute, f.value) for f in canon.sheet("Ada").facts]
