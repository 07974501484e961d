"""A study keeps what a sentence bears, goes on where it stopped, and can be stopped."""

from __future__ import annotations

import re
import threading
from dataclasses import replace

import pytest

from companion.chains.cache import ReplyCache
from companion.chains.speaking import Speech
from companion.chains.study import NotedFact, estimate, read_rows, study
from companion.errors import Cancelled, ModelUnavailable
from companion.prompts import Prompts
from tests.canon.books import book_of
from tests.chains.conftest import opened
from tests.scenes.conftest import book
from tests.support.fake_view import make_view
from tests.support.model_server import Says, model_server


def band(until=None):
    """The band's book, in which one can tell who is "he" and who "she"."""
    view = book(until)
    said = {"Dov": "he", "Ruben": "he", "Marnie": "she", "Ines Calado": "she"}
    view.canon.people = [replace(one, pronouns=said[one.name]) for one in view.canon.people]
    return view


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
        return study(band, opened(server, timeout), Prompts.load(), cache=cache, **options), server


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
        yield lambda **options: study(band, model, Prompts.load(), cache=cache, **options)


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


def test_a_busy_provider_is_waited_for_longer_than_in_an_answer(monkeypatch):
    waits = []
    monkeypatch.setattr(Speech, "_leave_alone", lambda self, pause: waits.append(pause))
    with model_server(Says(status=429, headers=(("retry-after", "40"),)), Says(reader)) as server:
        report = study(band, opened(server, timeout=60), Prompts.load())
    assert report.is_complete
    assert waits == [40]


def test_a_reply_in_another_shape_is_asked_for_anew(again, monkeypatch):
    assert again().asked == 5
    assert again().asked == 0
    monkeypatch.setattr("companion.chains.study.SCHEMA", {"type": "object"})
    assert again().asked == 5


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
        ("Dov | eyes | grey | 9", [NotedFact("Dov", "eyes", "grey", 9)]),
        ("Dov | eyes | grey", []),
        ("name | attribute | value | number", []),
        ("Dov | <b>eyes</b> http://x | grey | 2", [NotedFact("Dov", "eyes", "grey", 2)]),
        ("none", []),
        ("", []),
        ('{"name": ', []),
    ],
)  # fmt: skip
def test_reading_rows(reply, facts):
    assert read_rows(reply) == facts


@pytest.mark.parametrize("number", ["0", "99", "9999"])
def test_a_number_of_no_sentence_counts_for_nothing(number):
    report, _ = studied(Says(lambda _: f"Dov | eyes | grey | {number}\nDov | shoe size | eleven | {number}"))
    assert [(f.value, f.citation.chapter.position) for f in report.facts] == [("grey", 1)]


def looking(*texts: str):
    """look(until) -> the view of a book of these chapters up to a position."""

    def look(until: int | None = None):
        canon = book_of(*texts[:until])
        return make_view(list(canon.chapters), canon, until)

    return look


def rows_of(reply: str, *texts: str):
    """(rows kept, why others were not, server) of a study of these chapters by a model that always says the same."""
    rows = []
    with model_server(Says(lambda _: reply)) as server:
        keep = lambda revision, start, end, found: rows.extend(found)  # noqa: E731
        report = study(looking(*texts), opened(server), Prompts.load(), keep=keep)
    return rows, [r.why for r in report.rejected], server


REVEAL = (
    "Vesper hated trains. Vesper walked to the hall. Nora Quill was in the papers. Nora Quill smiled.",
    "Vesper’s real name is Nora Quill. Vesper sat down.",
)


def test_a_later_chapter_gives_no_name_away():
    whole = looking(*REVEAL)(None).canon
    assert whole.resolve("Vesper") is whole.resolve("Nora Quill"), "the book reveals it"
    rows, _, server = rows_of("Vesper | fear | hated trains | 1", *REVEAL)
    names = re.search(r"one of these: (.*)\.", server.requests[0]["messages"][0]["content"])
    assert names and "Vesper" in names[1]
    assert [row["name"] for row in rows] == ["Vesper"]
    shown = {}
    for until in (1, 2):
        canon = looking(*REVEAL)(until).canon
        canon.observations[0]["noted"] = rows
        shown[until] = {c.name: [f.value for f in canon.facts_of(c.name) if f.source] for c in canon.cast}
    assert shown[1] == {"Nora Quill": [], "Vesper": ["hated trains"]}
    assert shown[2] == {"Nora Quill": ["hated trains"]}


TWO_PEOPLE = "Dina sat down. Kit sat down. {} Dina sang. Kit sang. Dina left. Kit left."


@pytest.mark.parametrize(
    ("sentence", "name", "kept"),
    [
        ("Dina had green eyes, and Kit laughed at Dina.", "Kit", False),
        ("Dina had green eyes, and Kit laughed at Dina.", "Dina", True),
        ("Kit laughed at Dina, who had green eyes.", "Kit", False),
        ("Kit laughed at Dina, who had green eyes.", "Dina", True),
        ("Dina had green eyes.", "Kit", False),
        ("Her eyes were green.", "Dina", True),
        ("Her eyes were green, Dina thought.", "Dina", True),
        ("Dina had green eyes, and Kit had green eyes too.", "Kit", True),
    ],
)
def test_a_sentence_about_somebody_else_is_refused(sentence, name, kept):
    rows, whys, _ = rows_of(f"{name} | eyes | green | 3", TWO_PEOPLE.format(sentence))
    assert [row["name"] for row in rows] == ([name] if kept else [])
    assert whys == ([] if kept else ["the sentence says it of somebody else"])


def test_what_the_i_says_of_itself_is_of_nobody_else():
    view = book()
    ink = "I put the letter from Calder under the spare tyre while the others are in the pub."
    assert any(ink in chapter.text for chapter in view.chapters)
    for name, kept in (("Marnie", ["spare tyre"]), ("Dov", [])):
        report, _ = studied(Says(lambda _, name=name: f"{name} | owns | spare tyre | 1"))
        assert [f.value for f in report.facts if f.character == name] == kept


def test_a_chapter_that_changes_meanwhile_waits():
    def look(until=None):
        view = band(until)
        if until != 2:
            return view
        changed = [replace(c, revision="newer") if c.position == 2 else c for c in view.chapters]
        return replace(view, chapters=tuple(changed))

    with model_server(Says(reader)) as server:
        report = study(look, opened(server), Prompts.load())
    assert (report.read, report.left) == (4, 1)
    assert "1 part changed meanwhile" in report.notes[0]


def test_a_server_that_refuses_schemas_is_asked_once(tmp_path):
    cache = ReplyCache(tmp_path / "replies.sqlite")
    with model_server(Says(status=400), Says(reader)) as server:
        model = opened(server)
        assert study(band, model, Prompts.load(), cache=cache).is_complete
        found = estimate(band, model, Prompts.load(), cache)
        assert (found.known, found.prompts, found.tokens_in) == (5, 5, 0)
        again = study(band, model, Prompts.load(), cache=cache)
    assert (again.asked, again.read) == (0, 5)


def test_a_person_is_kept_under_a_name_of_that_chapter():
    rows, _, _ = rows_of(
        "Nora Quill | fear | hated trains | 1", REVEAL[1] + " Nora Quill smiled.", "Vesper hated trains."
    )
    assert [row["name"] for row in rows] == ["Vesper"], "chapters may change places"
