"""Listening to a model: where a loop begins, and what a provider's error becomes."""

from __future__ import annotations

import pytest

from companion.chains.speaking import is_loop, translated
from companion.models import OpenedModel


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


class Refusal(Exception):
    def __init__(self, status, headers):
        self.response = type("Response", (), {"status_code": status, "headers": headers})()


@pytest.mark.parametrize(
    ("headers", "says"),
    [
        ({"retry-after": "30"}, "try again in 30 seconds"),
        ({"retry-after": "600"}, "try again in about 10 minutes"),
        ({"retry-after": "0.2"}, "try again in a while"),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, "try again in a while"),
        ({}, "try again in a while"),
    ],
)
def test_a_busy_provider_is_left_alone_as_long_as_it_says(headers, says):
    model = OpenedModel("openai:x", chat=None, remote=True, where="api.example")  # type: ignore[arg-type]
    assert says in str(translated(Refusal(429, headers), model))
