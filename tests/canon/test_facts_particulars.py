"""Particulars: marks and wounds at length, how long, how much, what is sworn and liked; and what is none of it."""

from __future__ import annotations

import pytest

from .books import book_of
from .test_facts_attaching import CAST


@pytest.mark.parametrize(
    ("text", "attribute", "value"),
    [
        ("Marlow had a swallow tattooed on the back of his left hand.", "mark", "left hand swallow"),
        ("Marlow had an anchor inked on his neck.", "mark", "anchor inked on his neck"),
        ("Marlow had torn a ligament in his left knee.", "injury", "left knee torn"),
        ("Marlow limps on his right leg.", "injury", "right leg limp"),
        ("Marlow's nose had been broken twice.", "looks", "broken nose"),
        ("Marlow had pierced ears.", "looks", "pierced ears"),
        ("Marlow's hair was down to his waist and black as tar.", "hair", "black"),
        ("Marlow and Tess had been together for six years.", "history", "together six years"),
        ("Marlow had been with the band nine years.", "history", "with the band nine years"),
        ("Marlow earned ninety pounds a night.", "money", "earned ninety pounds a night"),
        ("Marlow swore that he'd never sing it again.", "promise", "he'd never sing it again"),
        ("Marlow's favourite song was Jolene.", "taste", "favourite song: Jolene"),
        ("Marlow drinks nothing but tea.", "habit", "drinks nothing but tea"),
        ("Marlow plays a 1962 Gibson.", "plays", "1962 Gibson"),
        ("Marlow kept two ferrets.", "possession", "ferrets"),
        ("Marlow went to art school in Leeds.", "education", "art school in Leeds"),
    ],
)
def test_is_on_the_sheet(text: str, attribute: str, value: str) -> None:
    found = [(f.character, f.value) for f in book_of(CAST + text).facts if f.attribute == attribute]
    assert found == [("Marlow", value)]


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ("Marlow limped across the yard.", "injury"),
        ("Marlow drank tea.", "habit"),
        ("Marlow went to Oxford.", "education"),
        ("Marlow and Tess had been together all evening.", "history"),
        ("Marlow earned a pound for it.", "money"),
        ("Marlow never swore.", "promise"),
        ("Was Marlow's favourite song Jolene?", "taste"),
    ],
)
def test_is_not(text: str, attribute: str) -> None:
    assert not [f for f in book_of(CAST + text).facts if f.attribute == attribute]
