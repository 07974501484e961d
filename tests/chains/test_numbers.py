"""Numbers in prose: their values, what they count, and times of day."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.chains.numbers import amounts, clock_times, wrong_number


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a hundred and forty pounds", {140}),
        ("twelve hundred pounds", {1200}),
        ("two and a half thousand people", {2500}),
        ("one thousand, one hundred and forty pounds a week", {1140}),
        ("a couple of hundred people", {200}),
        ("a dozen dogs and two dozen cats", {12, 24}),
        ("£1,200", {1200}),
        ("nineteen eighty-seven", {1987}),
        ("nineteen shows", {19}),
        ("the thirty-first of March", {31}),
        ("May 2nd", {2}),
        ("on the second of May", {2}),
        ("twice, then once a week", {2, 1}),
        ("it was two-eighty before", {280}),
        ("clause 14(c)", {14}),
        ("one of them and no one else", set()),
        ("for a second", set()),
        ("in Chapter 7", set()),
        ("four, five and six", {4, 5, 6}),
    ],
)
def test_values(text, values):
    assert {amount.value for amount in amounts(text)} == values


def test_a_fortnight_is_two_weeks_and_fourteen_days():
    assert {2, 14} <= {amount.value for amount in amounts("She stayed for a fortnight.")}


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("ten past seven", {430}),
        ("twenty to nine", {520}),
        ("half past twelve", {30}),
        ("a quarter to one", {45}),
        ("7:10", {430}),
        ("19:10", {430}),
        ("7.10 pm", {430}),
        ("ten to twelve people", set()),
    ],
)
def test_times(text, minutes):
    assert clock_times(text) == minutes


@pytest.mark.parametrize(
    ("claim", "source", "wrong"),
    [
        ("They played nine songs.", "They played twenty-two songs in nine days.", True),
        ("They played 22 songs in 9 days.", "They played twenty-two songs in nine days.", False),
        ("He began at the age of ten.", "He began when he was eight, ten years ago.", True),
        ("He was ten.", "He was eight, ten years ago.", True),
        ("Two songs were new.", "Two of the three songs were new.", False),
        ("The bus left at 8:40.", "The bus left at twenty to nine.", False),
        ("The bus left at 9:20.", "The bus left at twenty to nine.", True),
        ("The song is 3:40 long.", "The song lasts three minutes forty.", False),
        ("Both of them came, the two friends.", "Ann and Tom came.", True),
    ],
)
def test_numbers_of_a_claim(claim, source, wrong):
    assert bool(wrong_number(claim, source, "")) is wrong


@given(st.text(max_size=200))
def test_any_text_is_read_without_harm(text):
    for amount in amounts(text):
        assert 0 <= amount.start < amount.end <= len(text)
    assert all(0 <= minutes < 720 for minutes in clock_times(text))
    assert not wrong_number(text, text, "")
