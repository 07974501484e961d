"""A study keeps what a sentence bears, goes on where it stopped, and can be stopped."""

from __future__ import annotations

import re
import threading

import pytest

from companion.chains.cache import ReplyCache
from companion.chains.study import NotedFact, read_facts, study
from companion.errors import Cancelled, ModelUnavailable
from companion.prompts import Prompts
from tests.chains.conftest import opened
from tests.scenes.conftest import book
from tests.support.model_server import Says, model_server


def reader(body) -> str:
    """A model that reads: notes eyes and arrivals, and makes one thing up."""
    lines = ["Dov | shoe size | eleven | 1", "Zoltan | eyes | grey | 1"]
    for number, text in re.findall(r"^\[(\d+)\] (.*)$", body["messages"][-1]["content"], re.M):
        if match := re.search(r"(grey|green) eyes", text):
            lines.append(f"Dov | eyes | {match[1]} | {number}")
        if "since Cork" in text:
            lines.append(f"Ruben | joined in | Cork | [{number}]")
    return "\n".join(lines)


def studied(*script: Says, cache=None, timeout=20.0, **options):
    with model_server(*script) as server:
        return study(book(), opened(server, timeout), Prompts.load(), cache=cache, **options), server


def test_facts_with_exact_places():
    stages = []
    report, server = studied(Says(reader), progress=lambda *step: stages.append(step))
    assert [(f.character, f.attribute, f.value) for f in report.facts] == [
        ("Dov", "eyes", "grey"),
        ("Ruben", "joined in", "Cork"),
        ("Dov", "eyes", "green"),
    ]
    for fact in report.facts:
        assert fact.citation.chapter.text[fact.citation.start : fact.citation.end] == fact.citation.quote
        assert fact.value in fact.citation.quote
    assert report.is_complete
    assert report.read == report.asked == len(server.requests) == 5
    assert report.dropped == 10
    assert stages[0][:3] == ("studying", 0, 5)
    assert stages[-1][:3] == ("studying", 5, 5)
    assert "“I” in the narration is Marnie" in server.prompts[0]


@pytest.fixture
def again(tmp_path):
    """again(...) -> a report of one more study by the same model with the same cache."""
    cache = ReplyCache(tmp_path / "replies.sqlite")
    with model_server(Says(reader)) as server:
        model = opened(server)
        yield lambda **options: study(book(), model, Prompts.load(), cache=cache, **options)


def test_a_budget_stops_it_and_the_cache_goes_on(again):
    seen = [again(budget=2), again(budget=2), again()]
    assert [(r.asked, r.read, r.left) for r in seen] == [(2, 2, 3), (2, 4, 1), (1, 5, 0)]
    assert len(seen[-1].facts) == 3


def test_cancel_keeps_what_was_read(again):
    cancel = threading.Event()

    def stop(stage, done, total, item):
        if done == 2:
            cancel.set()

    with pytest.raises(Cancelled):
        again(progress=stop, cancel=cancel)
    assert again().asked == 3


def test_a_model_that_goes_away_in_the_middle(tmp_path):
    report, _ = studied(Says(reader), Says(status=401))
    assert (report.read, report.left) == (1, 4)
    assert "not read yet" in report.notes[0]


def test_a_model_that_never_answers():
    with pytest.raises(ModelUnavailable):
        studied(Says(status=401))


@pytest.mark.parametrize(
    ("reply", "facts"),
    [
        ("Dov | eyes | grey | 2", [NotedFact("Dov", "eyes", "grey", 2)]),
        ("- **Dov** | Eyes | “grey” | [2]", [NotedFact("Dov", "eyes", "grey", 2)]),
        ("| Dov | eyes | grey | 2 |", [NotedFact("Dov", "eyes", "grey", 2)]),
        ("Dov | eyes | grey | sentence 2", [NotedFact("Dov", "eyes", "grey", 2)]),
        ("<think>Dov | age | 9 | 1</think>Dov | eyes | grey | 2", [NotedFact("Dov", "eyes", "grey", 2)]),
        ('[{"name": "Dov", "attribute": "eyes", "value": "grey", "number": 2}]', [NotedFact("Dov", "eyes", "grey", 2)]),
        ('```json\n{"facts": [{"name": "Dov", "attribute": "eyes", "value": "grey", "number": "2"}]}\n```',
         [NotedFact("Dov", "eyes", "grey", 2)]),
        ("Dov | eyes | grey | 9", []),
        ("Dov | eyes | grey", []),
        ("name | attribute | value | number", []),
        ("Dov | <b>eyes</b> http://x | grey | 2", [NotedFact("Dov", "eyes", "grey", 2)]),
        ("none", []),
        ("", []),
        ('{"name": ', []),
    ],
)  # fmt: skip
def test_reading_facts(reply, facts):
    assert read_facts(reply, 3) == facts
