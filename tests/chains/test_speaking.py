"""Listening to a model: where a loop begins, and who stops it."""

from __future__ import annotations

import pytest

from companion.chains.speaking import is_loop


@pytest.mark.parametrize(
    ("text", "loop"),
    [
        ("Ruth drives. " * 5, True),
        ("It began well. " + "and then " * 6, True),
        ("aaaaaa" * 5, True),
        ("Ruth drives. " * 4, False),
        ("Ruth drives the van. Tom sleeps. Ann reads. " * 2, False),
        ("", False),
        ("no no no no", False),
        (("x" * 199 + "y") * 5, True),
    ],
)
def test_a_loop_is_the_same_stretch_five_times_over(text, loop):
    assert is_loop(text) is loop
