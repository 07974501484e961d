"""Ideas in a model's words: the citations stay ours, and strangers stay out."""

from __future__ import annotations

import pytest

from companion.chains.cache import ReplyCache
from companion.chains.suggesting import SuggestChain, read_ideas
from companion.prompts import Prompts
from companion.scenes import suggest
from tests.chains.conftest import opened
from tests.scenes.conftest import book
from tests.support.model_server import Says, model_server

REPLY = """1 | Under the wheel | Ines sees Marnie kneel. She asks what is there.
2 | The stranger | Zoltan arrives with a gun."""


def worded(*script: Says, cache=None, timeout=20.0):
    view = book()
    plain = suggest(view, 3)
    with model_server(*script) as server:
        chain = SuggestChain(opened(server, timeout), Prompts.load(), cache)
        return plain, chain.suggest(view, plain, 3), server, chain, view


def test_words_change_and_the_ground_does_not():
    plain, new, server, *_ = worded(Says(REPLY))
    assert (new[0].title, new[0].premise) == ("Under the wheel", "Ines sees Marnie kneel. She asks what is there.")
    assert [idea.citations for idea in new] == [idea.citations for idea in plain]
    assert [idea.people for idea in new] == [idea.people for idea in plain]
    assert new[1] == plain[1], "Zoltan is in nobody's book"
    assert new[2] == plain[2], "not worded"
    assert server.prompts[0].count("</manuscript>") == server.prompts[0].count("<manuscript>")


@pytest.mark.parametrize(
    "says", [Says(""), Says("I cannot."), Says(status=500), Says("x", silent=20), Says("9 | a | b c d")]
)
def test_a_failing_model_leaves_the_plain_ideas(says):
    plain, new, *_ = worded(says, timeout=1.0)
    assert new == plain


def test_a_wish_keeps_its_own_words():
    view = book()
    plain = suggest(view, 1, "Ines finds the letter")
    with model_server(Says("1 | Found | Ines reads it in the car park.")) as server:
        (idea,) = SuggestChain(opened(server), Prompts.load()).suggest(view, plain, 1, "Ines finds the letter")
    assert idea.premise == "Ines finds the letter. Ines reads it in the car park."


def test_replies_are_kept(tmp_path):
    cache = ReplyCache(tmp_path / "replies.sqlite")
    _, first, server, chain, view = worded(Says(REPLY), cache=cache)
    assert chain.suggest(view, suggest(view, 3), 3) == first
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("1 | Title | What happens here.", {1: ("Title", "What happens here.")}),
        ("| 1 | Title | What happens here. |", {1: ("Title", "What happens here.")}),
        ("**1.** | **Title** | What happens here.", {1: ("Title", "What happens here.")}),
        ("1 | One | first of these one\n1 | Two | second of these", {1: ("One", "first of these one")}),
        ("7 | Title | What happens here.", {}),
        ("Title | What happens here.", {}),
        ("", {}),
    ],
)
def test_reading_ideas(reply, found):
    assert read_ideas(reply, 3) == found
