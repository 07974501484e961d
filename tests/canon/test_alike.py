"""Short, small and pet forms of given names: which two names may be one person's."""

from __future__ import annotations

import pytest

from companion.canon.alike import alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vasco", "Vasquinho"),
        ("Rosa", "Rosita"),
        ("Diego", "Dieguito"),
        ("Attie", "Attracta"),
        ("Priss", "Prisca"),
        ("Mena", "Ximena"),
        ("Greta", "Gretchen"),
        ("Petra", "Petrushka"),
        ("Vee", "Veronica"),
        ("Kay", "Katherine"),
    ],
)
def test_a_short_form_is_alike_whichever_comes_first(one: str, other: str) -> None:
    assert alike(one, other) and alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marie", "Martha"),  # a name of its own, not a pet form of what begins like it
        ("Mary", "Mark"),
        ("Mary", "Martha"),
        ("Lee", "Leila"),
        ("Robin", "Rosita"),
        ("Rosa", "Rita"),  # of one length
    ],
)
def test_two_names_that_only_begin_alike_are_two(one: str, other: str) -> None:
    assert not alike(one, other) and not alike(other, one)
