"""States of life in everyday wording, and what only looks like one."""

from __future__ import annotations

import re

import pytest

from companion.canon.attributes import ORDER, heading_of
from companion.canon.observing import observe_facts
from companion.canon.patterns.base import either
from companion.canon.types import Fact

from .books import book_of
from .test_facts_observing import chapter_of

TELLS = [
    ("age", "Mara had just turned nineteen.", "19"),
    ("age", "She's pushing sixty.", "about 60"),
    ("age", "She was on the wrong side of forty.", "over 40"),
    ("age", "She's on breakfasts at the school, thirty-three years old and tired.", "33"),
    ("height", "Mara stood five foot two in her socks.", "5 ft 2"),
    ("hair", "He went grey at thirty.", "grey"),
    ("hair", "She wears her hair in a plait.", "in a plait"),
    ("eyes", "She had eyes the colour of slate.", "colour of slate"),
    ("health", "He was born deaf.", "born deaf"),
    ("health", "Mara was expecting her second in May.", "pregnant"),
    ("diet", "She's been vegan since she saw the prawns.", "vegan"),
    ("religion", "I'm a Catholic now.", "Catholic"),
    ("ability", "He's never flown.", "never flown"),
    ("marital status", "She'd left her husband in June.", "separated"),
    ("marital status", "Mara and Tom were married in 1999.", "married to Tom in 1999"),
    ("kin", "So says my dad, who's called Balbir and laughs.", "father"),
    ("kin number", "Mara is a widow with two grown sons.", "2 sons"),
    ("occupation", "Ray has run Northlight for twelve years.", "runs Northlight"),
    ("occupation", "Mara plays in a band called the Wires.", "in a band called the Wires"),
    ("full name", "Her surname's Achebe.", "surname: Achebe"),
    ("full name", "He was christened Malachy.", "Malachy"),
    ("debt", "I owe Calum fifty of it.", "Calum fifty"),
]


@pytest.mark.parametrize(("attribute", "text", "value"), TELLS)
def test_it_is_read(attribute: str, text: str, value: str) -> None:
    seen = [(o["attribute"], o["value"]) for o in observe_facts(chapter_of(text))]
    assert (attribute, value) in seen


@pytest.mark.parametrize(
    ("attribute", "text"),
    [
        ("health", "They said Hugo's expecting a receipt."),
        ("age", "He's been twenty-nine since I met him."),
        ("occupation", "He ran Monday to the shop."),
        ("hair", "He went white with rage."),
    ],
)
def test_it_only_looks_like_one(attribute: str, text: str) -> None:
    assert attribute not in {o["attribute"] for o in observe_facts(chapter_of(text))}


def test_the_longest_of_alternatives_is_taken() -> None:
    words = ["act", "actor", "actress", "agent", "bus driver", "bus", "a-b"]
    for word in words:
        assert re.match(either(words), word)[0] == word


def test_a_sheet_begins_with_looks() -> None:
    canon = book_of("Mara Quill came in. Mara had a red van, and Mara laughed. Mara Quill had grey eyes.")
    order = list(canon.sheet("Mara Quill").by_attribute)
    assert order == sorted(order, key=ORDER.index) and order == ["eyes", "possession"]


@pytest.mark.parametrize(
    ("attribute", "value", "shown"),
    [
        ("possession", "notebook: green", "green notebook"),
        ("possession", "boat: Compline", "boat, Compline"),
        ("possession", "flask", "flask"),
        ("date", "concert: the ninth", "concert: the ninth"),
    ],
)
def test_a_value_is_shown_as_one_says_it(attribute: str, value: str, shown: str) -> None:
    place = chapter_of("Nothing happened here.").cite(0, 7)
    assert Fact("Mara", attribute, value, place).shown == shown
    assert heading_of("possession") == "Possessions" and heading_of("marital status") == "Marital status"
