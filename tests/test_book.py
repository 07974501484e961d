"""The public surface on a small book: every claim quoted exactly, and the wall as a law."""

from __future__ import annotations

import dataclasses

import pytest

from companion.answers.types import Done, Found, Turn
from companion.book import Companion
from companion.engine import Engine
from companion.errors import ModelError, NotInBook, NotSynced
from companion.export import to_data
from companion.manuscript.chapter import Citation
from companion.settings import Settings
from tests.support.books import CHAPTERS, write_book
from tests.support.embedder import HashEmbedder

QUESTIONS = [
    "What colour are Dex's eyes?",
    "Who knows about clause nine?",
    "Where is Mara?",
    "How many times is the dog mentioned?",
    "What happens in chapter 2?",
    "When do we first meet Biscuit?",
    "What is still unresolved?",
    "Who is Ruth Calder?",
    "How does the story end?",
    "",
]


def opened(folder, **settings):
    return Companion.open(folder, engine=Engine(Settings.load(**settings), embedder=HashEmbedder()))


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = write_book(tmp_path_factory.mktemp("books") / "hull")
    engine = Engine(Settings.load(home=tmp_path_factory.mktemp("home"), model="none"), embedder=HashEmbedder())
    with Companion.open(folder, engine=engine) as made:
        made.sync()
        yield made


def citations(value, depth=0):
    """Every citation anywhere inside a result."""
    if isinstance(value, Citation):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type) and depth < 8:
        for field in dataclasses.fields(value):
            yield from citations(getattr(value, field.name), depth + 1)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from citations(item, depth + 1)


def everything(book, until):
    """All that the surface says behind a wall, as plain data without scores."""
    people = book.cast(until)
    hits = [to_data(h) for q in ("the van", "green eyes", "clause nine") for h in book.search(q, 50, until)]
    for hit in hits:
        hit.pop("score")
    return {
        "cast": to_data(people),
        "sheets": [to_data(book.sheet(p.name, until)) for p in people],
        "findings": to_data(book.check(until)),
        "report": {**to_data(book.report(until)), "title": "", "warnings": []},
        "answers": [to_data(book.ask(q, until)) for q in QUESTIONS if q and "chapter 2" not in q],
        "ideas": to_data(book.suggest(3, "", until)),
        "hits": hits,
    }


@pytest.mark.parametrize("until", [1, 2])
def test_behind_a_wall_the_book_is_the_book_cut_there(book, tmp_path, until):
    """The law of the wall: up to chapter n, everything is as if chapters after n had never been written."""
    short = write_book(tmp_path / "hull", dict(list(CHAPTERS.items())[:until]))
    with opened(short) as cut:
        cut.sync()
        whole, part = everything(book, until), everything(cut, None)

    def placed(value):
        # Paths differ, the wall is named in one of the two, and everything else must not.
        if isinstance(value, dict):
            return {k: placed(v) for k, v in value.items() if k not in ("path", "until", "how")}
        return [placed(v) for v in value] if isinstance(value, list) else value

    for name in whole:
        assert placed(whole[name]) == placed(part[name]), name


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("until", [None, 1, 2])
def test_every_quote_is_exact_and_inside_the_wall(book, question, until):
    if not question:
        return
    answer = book.ask(question, until)
    assert answer.text
    for citation in citations(answer):
        assert citation.chapter.text[citation.start : citation.end] == citation.quote
        assert until is None or citation.chapter.position <= until
    assert answer.established is (answer.status != "unstated")


def test_a_stream_begins_with_the_plain_answer_and_ends_with_done(book):
    events = list(book.stream("What colour are Dex's eyes?"))
    assert isinstance(events[0], Found)
    assert isinstance(events[-1], Done)
    assert events[-1].answer.text == book.ask("What colour are Dex's eyes?").text


def test_earlier_turns_behind_a_later_wall_are_dropped(book):
    told = Turn("Who is with Mara in Hull?", "Biscuit, the dog.", subject="Biscuit", until=None)
    assert "Biscuit" not in str(to_data(book.ask("And where is she?", until=1, history=[told])))


def test_before_a_sync_every_call_says_what_to_do(tmp_path):
    with opened(write_book(tmp_path / "new")) as made:
        assert made.chapters == []
        for call in (made.cast, made.check, made.report, lambda: made.ask("Who?"), lambda: made.search("x")):
            with pytest.raises(NotSynced, match="up to date"):
                call()


@pytest.mark.parametrize("query", ["", "   ", "AND OR NOT", '"unclosed', "col:umn*", "🎸", "x" * 50_000, "ночь"])
@pytest.mark.parametrize("k", [0, 1, 10**6])
def test_hostile_searches_are_answered(book, query, k):
    assert len(book.search(query, k)) <= max(0, k)


def test_a_decision_is_kept_beside_the_book_and_nowhere_else(tmp_path):
    folder = write_book(tmp_path / "hull")
    with opened(folder) as made:
        made.sync()
        findings = made.check()
        assert not (folder / "companion.toml").exists()
        finding = next(f for f in findings if f.kind == "eyes")
        made.decide(finding, "intentional", "contact lenses")
        again = next(f for f in made.check() if f.id == finding.id)
        assert again.decision.reason == "contact lenses"
        made.decide(finding, None)
        assert next(f for f in made.check() if f.id == finding.id).decision is None
        with pytest.raises(NotInBook):
            made.decide(finding, "maybe")
    assert {p.name for p in folder.iterdir()} == {*CHAPTERS, "companion.toml"}


def test_a_decision_survives_an_edit_of_the_sentence(tmp_path):
    folder = write_book(tmp_path / "hull")
    with opened(folder) as made:
        made.sync()
        made.decide(next(f for f in made.check() if f.kind == "eyes"), "dismissed")
        path = folder / "03 - Hull.md"
        path.write_text(path.read_text("utf-8").replace("looked out at", "stared across"), "utf-8")
        made.sync()
        assert next(f for f in made.check() if f.kind == "eyes").decision.verdict == "dismissed"


def test_a_draft_without_a_model_is_its_brief_and_is_kept_as_a_new_file(tmp_path):
    folder = write_book(tmp_path / "hull")
    with opened(folder, model="none") as made:
        made.sync()
        before = {p.name: p.read_bytes() for p in folder.iterdir()}
        brief = made.brief(made.suggest(1)[0])
        draft = made.draft(brief)
        assert draft.text == str(brief)
        assert not draft.is_prose
        path = made.accept(draft, "The Pier")
        assert path.exists()
        assert made.accept(draft, "The Pier") != path
        assert {name: (folder / name).read_bytes() for name in before} == before


def test_studying_without_a_model_says_so(book):
    with pytest.raises(ModelError, match="language model"):
        book.study()


def test_remembering_where_an_answer_stands(tmp_path):
    folder = write_book(tmp_path / "hull")
    with opened(folder) as made:
        made.sync()
        with pytest.raises(NotInBook, match="copy it exactly"):
            made.remember("Who feeds the dog?", 3, "Nobody ever said this.")
        made.remember("Who feeds the dog?", 3, "Mara slept against the window with the dog")
        answer = made.ask("Who feeds the dog?")
        assert "Mara slept against the window" in " ".join(c.line for c in answer.citations)
