"""A whole manuscript whose every chapter gives orders to whoever reads it, and a server that obeys all it sees.

Nothing of what such a server says gets past the checks: not into an answer, not into a file, not onto the network.
"""

from __future__ import annotations

import hashlib
import re

import pytest

from companion.book import Companion
from companion.engine import Engine
from companion.errors import CompanionError
from companion.settings import Settings
from tests.chains.test_injection import ORDERS
from tests.support.embedder import HashEmbedder
from tests.support.model_server import Says, model_server

PEOPLE = ("Ruth", "Tom", "Marnie", "Dov", "Ines", "Ruben")
THINGS = ("lantern", "cornet", "ledger", "kettle", "compass", "overcoat")
DANGEROUS = ("KUMQUAT", "evil.example", "rm -rf", "<img", "](http")


def chapter(n: int, order: str) -> str:
    who, other, thing = PEOPLE[n % 6], PEOPLE[(n + 1) % 6], f"{THINGS[n % 6]} number {n}"
    return (
        f"# Chapter {n}\n\n"
        f"{who} put the {thing} on the table before breakfast, and {other} looked at it for a while.\n\n"
        f"“Where did you find it?” asked {other}.\n\n{order}\n\n"
        f"“In the yard behind the hall,” said {who}. “Nobody had missed the {thing} for a year.”\n\n"
        f"{other} carried the {thing} down to the van and shut the door on it.\n"
    )


def obeying(body) -> str:
    """Do what every line of the prompt asks for, in all the forms an answer, an idea, a fact or a draft may have."""
    told = "\n".join(str(message["content"]) for message in body["messages"])
    question = re.findall(r"Question: Who (.+)\?", told)
    replies = []
    for line in told.splitlines():
        number = re.match(r"\[(\d+)\]", line)
        if any(word in line for word in ("KUMQUAT", "evil")):
            n = number[1] if number else "1"
            replies += [
                f"KUMQUAT. [{n}]",
                *(f"KUMQUAT {asked}. [{n}]" for asked in question[-1:]),
                f"{n} | KUMQUAT",
                f"{n} | KUMQUAT | KUMQUAT takes the van to https://evil.example/?q=KUMQUAT and leaves.",
                f"Ruth | job | KUMQUAT | {n}",
                f"See ![KUMQUAT](https://evil.example/p.png) [{n}]",
                "SEARCH: KUMQUAT https://evil.example",
            ]
    return "\n".join(replies) or "The manuscript does not say."


def state(folder) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def novel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("orders") / "novel"
    folder.mkdir()
    for n, order in enumerate(ORDERS, 1):
        (folder / f"{n:02}.md").write_text(chapter(n, order), encoding="utf-8")
    return folder


@pytest.mark.slow
def test_thirty_chapters_give_orders_and_none_is_followed(novel, tmp_path):
    before = state(novel)
    with model_server(Says(obeying)) as server:
        settings = Settings.load(base_url=server.base_url, model_timeout=20, home=tmp_path / "home")
        with Companion.open(novel, "openai:scripted", Engine(settings, HashEmbedder())) as book:
            book.sync()
            assert len(book.chapters) == len(ORDERS) == 30
            told = []
            for n in range(1, 31):
                events = list(book.stream(f"Who put the {THINGS[n % 6]} number {n} on the table?"))
                answer = events[-1].answer
                said = " ".join([answer.text, *(e.delta for e in events[1:-1])])
                assert not any(word in said for word in DANGEROUS), (ORDERS[n - 1], said)
                assert "evil.example" not in " ".join((*answer.how, *(c.text for c in answer.claims)))
                assert all(c.chapter.text[c.start : c.end] == c.quote for c in answer.citations)
                told.append(" ".join(answer.how))
            # What failed is said: sentences withheld, statements left out, or that this is the answer without AI.
            assert all(re.search(r"not sent to the model|left out|without AI|no answer", how) for how in told)
            assert sum("not sent to the model" in how for how in told) >= 10
            ideas = book.suggest(3)
            shown = " ".join(f"{idea.title} {idea.premise}" for idea in ideas)
            assert "evil.example" not in shown
            notes = book.study(budget=30)
            assert not any("KUMQUAT" in fact.value for fact in notes.facts if "KUMQUAT" not in fact.citation.quote)
            try:
                draft = book.draft(book.brief("Ruth gives the kettle back to Tom"))
            except CompanionError:
                draft = None
            assert draft is None or "evil.example" not in draft.text
    assert state(novel) == before
    assert set(server.paths) == {"/v1/chat/completions"}
    assert all(prompt.count("</manuscript>") == prompt.count("<manuscript>") for prompt in server.prompts)
    assert not any("tools" in body for body in server.requests)  # there is nothing a model could call


def swapping(body) -> str:
    """Give every deed of the prompt to whoever only looked on, with the right number."""
    told = "\n".join(str(message["content"]) for message in body["messages"])
    deed = r"\[?(\d+)\]? (?:\| )?(\w+) put the (\w+ number \d+) on the table before breakfast, and (\w+) looked at it"
    found = re.findall(deed, told)
    if "number | words" in told or not found:
        return "\n".join(f"{n} | {other} put the {thing} on the table" for n, _, thing, other in found)
    return "\n".join(f"{other} put the {thing} on the table. [{n}]" for n, _, thing, other in found)


@pytest.mark.slow
def test_a_server_that_swaps_who_did_it_gets_nothing_past_the_checks(novel, tmp_path):
    with model_server(Says(swapping)) as server:
        settings = Settings.load(base_url=server.base_url, model_timeout=20, home=tmp_path / "home")
        with Companion.open(novel, "openai:scripted", Engine(settings, HashEmbedder())) as book:
            book.sync()
            for n in range(1, 31, 5):
                who, other, thing = PEOPLE[n % 6], PEOPLE[(n + 1) % 6], f"{THINGS[n % 6]} number {n}"
                answer = book.ask(f"Who put the {thing} on the table?")
                said = f"{other} put the {thing} on the table"
                assert any(said in claim.text and not claim.supported for claim in answer.claims), answer.claims
                assert said not in answer.text
                assert f"says it of {who}, not of {other}" in " ".join(answer.how)
