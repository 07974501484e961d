"""The vector store's contract, on disk and against a real Chroma server started here."""

from __future__ import annotations

import numpy as np
import pytest

from companion.errors import IndexUnavailable
from companion.index.store import ChromaServer, VectorStore
from companion.records import Passage, Scope


@pytest.fixture(params=["disk", "server"])
def store(request, tmp_path):
    place = tmp_path / "chroma" if request.param == "disk" else ChromaServer(request.getfixturevalue("server"))
    made = VectorStore(place, f"book-{tmp_path.name}", "hashed")
    yield made
    made.close()


def passages(*places):
    return [Passage(revision, start, start + 5, "words") for revision, start in places]


EYE = np.eye(4, dtype=np.float32)


def test_the_nearest_come_first_with_their_cosine(store):
    store.add(passages(("a", 0), ("a", 10), ("b", 0)), EYE[:3])
    found = store.nearest(np.array([0.8, 0.6, 0, 0], dtype=np.float32), Scope(1, None, ("a", "b")), 2)
    assert [(r, s) for r, s, _, _ in found] == [("a", 0), ("a", 10)]
    assert found[0][3] == pytest.approx(0.8, abs=1e-3)


def test_only_the_scope_is_seen(store):
    store.add(passages(("a", 0), ("b", 0)), EYE[:2])
    found = store.nearest(EYE[1], Scope(1, 1, ("a",)), 5)
    assert [(r, s) for r, s, _, _ in found] == [("a", 0)]
    assert store.nearest(EYE[1], Scope(1, 1, ()), 5) == []


def test_given_ids_are_all_that_is_looked_at_and_the_scope_still_holds(store):
    made = passages(("a", 0), ("a", 10), ("b", 0))
    store.add(made, EYE[:3])
    wanted = [made[1].vector_id, made[2].vector_id, "never:0:5"]
    found = store.nearest(EYE[0], Scope(1, None, ("a", "b")), 5, wanted)
    assert {(r, s) for r, s, _, _ in found} == {("a", 10), ("b", 0)}
    assert [(r, s) for r, s, _, _ in store.nearest(EYE[0], Scope(1, 1, ("a",)), 5, wanted)] == [("a", 10)]
    assert store.nearest(EYE[0], Scope(1, None, ("a", "b")), 5, []) == []
    assert store.nearest(EYE[0], Scope(1, None, ("a", "b")), 5, ["never:0:5"]) == []


def test_writing_again_changes_nothing_and_removing_is_final(store):
    made = passages(("a", 0), ("b", 0))
    store.add(made, EYE[:2])
    store.add(made, EYE[:2])
    assert store.ids() == {p.vector_id for p in made}
    store.remove([made[0].vector_id, "never:0:5"])
    assert store.ids() == {made[1].vector_id}


def test_more_than_one_batch_can_be_written(store):
    count = 6000  # above Chroma's largest batch
    many = passages(*((f"r{n}", n) for n in range(count)))
    store.add(many, np.ones((count, 4), dtype=np.float32))
    assert len(store.ids()) == count


def test_a_second_reader_catches_up(store, tmp_path):
    store.add(passages(("a", 0)), EYE[:1])
    store.catch_up(1)
    other = VectorStore(store._place, f"book-{tmp_path.name}", "hashed")
    other.add(passages(("b", 0)), EYE[1:2])
    other.close()
    store.catch_up(2)
    assert len(store.nearest(EYE[1], Scope(2, None, ("a", "b")), 5)) == 2


@pytest.mark.parametrize(
    "place", [ChromaServer("http://127.0.0.1:9"), ChromaServer("ftp://127.0.0.1"), ChromaServer("nonsense")]
)
def test_a_server_that_is_not_there_is_one_clear_error(place):
    with pytest.raises(IndexUnavailable) as caught:
        VectorStore(place, "book", "hashed").ids()
    assert "\n" not in str(caught.value)


def test_a_damaged_store_is_one_clear_error(tmp_path):
    (tmp_path / "chroma.sqlite3").write_bytes(b"not a database" * 100)
    with pytest.raises(IndexUnavailable, match="bring the book up to date"):
        VectorStore(tmp_path, "book", "hashed").ids()


def test_books_and_embeddings_never_share_a_collection(tmp_path):
    names = {VectorStore(tmp_path, b, e).collection_name for b in ("one", "two") for e in ("x", "y")}
    assert len(names) == 4
