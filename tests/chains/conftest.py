"""A small story, evidence from it, and a chain that asks a scripted server."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from companion.answers.types import Answer, Done, Evidence, Found, Row, Text
from companion.canon.types import Character, Fact, Finding
from companion.chains.answering import AnswerChain
from companion.chains.cache import ReplyCache
from companion.models import OpenedModel, open_model
from companion.prompts import Prompts
from companion.settings import Settings
from tests.support.fake_view import FakeCanon, make_chapter, make_view
from tests.support.model_server import ModelServer, Says, model_server

ONE = """Ruth took the wheel at six. Her eyes were grey, and she had two brothers.

"Where are we going?" asked Tom. Ann hit Tom with the tambourine, and Ruth pretended not to see.

* * *

Ann hid the letter from the label under the spare tyre. She told nobody about the letter."""
TWO = """Ruth looked up with her green eyes. She never drove at night.

Tom sold the organ in Hull for ninety pounds."""


@dataclass
class Told:
    """What a stream said."""

    found: Answer
    texts: list[str]
    done: Answer


@pytest.fixture
def chapters():
    return [make_chapter(1, ONE), make_chapter(2, TWO)]


@pytest.fixture
def people():
    return [Character(name, (), 5) for name in ("Ruth", "Tom", "Ann")]


@pytest.fixture
def canon(chapters, people):
    return FakeCanon(chapters, people)


@pytest.fixture
def view(chapters, canon):
    return make_view(chapters, canon)


@pytest.fixture
def cite(chapters):
    """cite("words of a sentence") -> the citation of that sentence."""

    def find(words: str):
        chapter = next(c for c in chapters if words in c.text)
        return chapter.cite_sentence(chapter.text.index(words))

    return find


@pytest.fixture
def evidence(cite):
    """Passages that may answer; with their neighbours [1] wheel, [2] grey eyes, [4] tambourine, [7] organ."""
    sentences = tuple(map(cite, ("took the wheel", "eyes were grey", "hit Tom", "sold the organ")))
    rows = tuple(Row("Chapter 1 · narrator", "", c) for c in sentences[:1])
    return Evidence("Who drives, and who sold what?", "lookup", sentences, "partial", rows=rows)


@pytest.fixture
def disputed(cite):
    sides = (cite("eyes were grey"), cite("green eyes"))
    rows = tuple(
        Row(f"Chapter {c.chapter.position} · narrator", value, c)
        for c, value in zip(sides, ("grey", "green"), strict=True)
    )
    finding = Finding("eyes-ruth", "eyes", "conflict", "Ruth", "Grey, then green", "", sides, ("grey", "green"))
    return Evidence(
        "What colour are Ruth's eyes?",
        "fact",
        sides,
        "disputed",
        lead="The chapters disagree.",
        rows=rows,
        finding=finding,
    )


@pytest.fixture
def fact(cite):
    return Fact("Ruth", "eyes", "grey", cite("eyes were grey"))


@pytest.fixture
def prompts():
    return Prompts.load()


@pytest.fixture
def serving(prompts, tmp_path):
    """serving(Says(...), ...) -> context manager of (AnswerChain, server)."""

    @contextmanager
    def serve(*script: Says, timeout: float = 20.0, cache: bool = False):
        with model_server(*script) as server:
            yield (
                AnswerChain(
                    opened(server, timeout), prompts, ReplyCache(tmp_path / "replies.sqlite") if cache else None
                ),
                server,
            )

    return serve


def opened(server: ModelServer, timeout: float = 20.0) -> OpenedModel:
    model = open_model("openai:scripted", Settings.load(base_url=server.base_url, model_timeout=timeout))
    assert model is not None
    return model


def told(events) -> Told:
    found, *texts, done = events
    assert isinstance(found, Found)
    assert isinstance(done, Done)
    assert all(isinstance(event, Text) for event in texts)
    return Told(found.answer, [event.delta for event in texts], done.answer)
