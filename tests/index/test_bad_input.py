"""Whatever is typed into the search box: an answer that makes sense, or nothing, and never anything beyond the wall."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.book import Companion
from companion.engine import Engine
from companion.settings import Settings
from tests.support.books import CHAPTERS, write_book
from tests.support.embedder import HashEmbedder


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = write_book(tmp_path_factory.mktemp("books") / "hull")
    engine = Engine(Settings.load(home=tmp_path_factory.mktemp("home"), model="none"), embedder=HashEmbedder())
    with Companion.open(folder, engine=engine) as made:
        made.sync()
        yield made


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ('"clause nine', "lause nine"),
        ("clause AND nine", "lause nine"),
        ("NEAR(clause nine, 2)", "lause nine"),
        ("text: clause* ^nine", "lause nine"),
        ("(clause nine", "lause nine"),
        ("clause -nine + {nine}", "lause nine"),
        ("'; DROP TABLE words; -- clause nine", "lause nine"),
        ("clause\0nine", "lause nine"),
        ("clause \ud800 nine", "lause nine"),
        ("🎸 clause nine 🎸", "lause nine"),
        ("CLAUSE NINE", "lause nine"),
        ("clause nine " * 4200, "lause nine"),  # 50,400 characters
    ],
)
def test_operators_and_oddities_are_words_or_nothing(book, query, holds):
    assert holds in book.search(query, 3)[0].text


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   \n\t",
        "\0",
        "\ud800",
        "…—!?",
        "🎸🎸",
        "ночь",
        "夜のバス",
        "الليل",
        "ก็ได้",
        "e\u0301\u0301\u0301",
        "\u202ever",
        "A" * 50_000,
    ],
)
@pytest.mark.parametrize("until", [None, 1])
def test_any_script_is_an_answer_inside_the_wall(book, query, until):
    hits = book.search(query, 5, until)
    assert all(until is None or hit.chapter.position <= until for hit in hits)
    assert query.strip() or not hits


@given(st.text(max_size=300), st.integers(-3, 60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_and_any_limit(book, query, k):
    hits = book.search(query, k, 2)
    assert len(hits) <= max(0, k)
    assert all(hit.chapter.text[hit.start : hit.end] == hit.text for hit in hits)
    assert len({hit.citation.place for hit in hits}) == len(hits)


@pytest.mark.parametrize(("k", "expected"), [(0, 0), (-1, 0), (1, 1), (10**9, None)])
def test_limits_of_nothing_and_of_more_than_there_is(book, k, expected):
    hits = book.search("van", k)
    assert len(hits) == expected if expected is not None else 0 < len(hits) <= len(book._ledger.passages())


def test_vectors_of_a_withdrawn_revision_never_come_up(book):
    """A sync killed between its two writes leaves vectors that the book does not name."""
    from companion.records import Passage

    query = "Who read clause nine?"
    before = [(h.citation.place, h.score) for h in book.search(query, 8)]
    stray = [Passage("withdrawn", n, n + 5, "stray") for n in range(0, 500, 5)]
    vector = book.engine.embedder.embed_query(query).vector
    try:
        book._store.add(stray, [vector] * len(stray))
        assert [(h.citation.place, h.score) for h in book.search(query, 8)] == before
    finally:
        book._store.remove([p.vector_id for p in stray])


@pytest.mark.parametrize("damage", ["vectors of half the passages", "token vectors", "half the store", "the ledger"])
def test_a_half_written_index_is_searched_as_far_as_it_goes_and_mended(tmp_path, damage):
    folder = write_book(tmp_path / "hull")
    engine = Engine(Settings.load(home=tmp_path / "home", model="none"), embedder=HashEmbedder())
    with Companion.open(folder, engine=engine) as book:
        book.sync()
        expected = [h.citation.place for h in book.search("clause nine", 5)]
        ledger = book._ledger
        if damage == "vectors of half the passages":
            ledger.connection.execute("DELETE FROM vector WHERE rowid % 2")
        elif damage == "token vectors":
            ledger.connection.execute("UPDATE vector SET tokens = x''")
        elif damage == "half the store":
            book._store.remove(sorted(book._store.ids())[::2])
        if damage != "the ledger":
            assert "lause nine" in book.search("clause nine", 5)[0].text
    if damage == "the ledger":
        (engine.folder(folder) / "ledger.sqlite").write_bytes(b"half a page")
    name = next(iter(CHAPTERS))
    (folder / name).write_text(CHAPTERS[name] + "\n\nThe rain came in.\n", encoding="utf-8")
    with Companion.open(folder, engine=engine) as book:
        book.sync()
        assert book.search("clause nine", 5)[0].citation.place == expected[0]
        assert book._store.ids() == {p.vector_id for p in book._ledger.passages()}
        with sqlite3.connect(engine.folder(folder) / "ledger.sqlite") as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
