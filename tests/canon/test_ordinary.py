"""Ordinary words that stand alone in speech are nobody's name."""

from __future__ import annotations

import pytest

from companion.canon.ordinary import is_only_a_name, is_ordinary


@pytest.mark.parametrize("word", ["Soundcheck", "Longer", "Nodules", "Technically", "Counselor", "Wolf", "Soundchecks"])
def test_ordinary_words(word):
    assert is_ordinary(word)
    assert not is_only_a_name(word)


@pytest.mark.parametrize("name", ["Teodora", "Vukovich", "Macaraeg", "Hope", "Agnes", "Miss Vukovich", "Bron"])
def test_names(name):
    assert is_only_a_name(name)


@pytest.mark.parametrize("name", ["Dad", "the Boss", "Doctor", "Mrs", "Mr"])
def test_what_anybody_can_be_called_by(name):
    assert not is_only_a_name(name)
