"""Listening to a model: where a loop begins, and who stops it."""

from __future__ import annotations

import time

import pytest

from companion.chains.speaking import PATIENCE, Speech, is_loop
from tests.chains.conftest import opened
from tests.support.model_server import Says, model_server


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


def test_a_trickle_without_end_is_cut_off():
    """Never silent and never a loop: only the limit for a whole reply ends it."""
    numbers = " ".join(map(str, range(1000, 2000)))
    with model_server(Says(numbers, pause=0.05)) as server:
        speech = Speech(opened(server, timeout=0.5), [("user", "Count.")])
        began = time.monotonic()
        said = speech.whole()
        took = time.monotonic() - began
    assert speech.ended == "long"
    assert numbers.startswith(said)
    assert PATIENCE * 0.5 <= took < 10  # of more than half a minute
