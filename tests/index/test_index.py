"""Making vectors chunk by chunk, one ahead of what is written."""

from __future__ import annotations

import pytest

from companion.errors import IndexUnavailable
from companion.index import index as module
from companion.index.index import Index
from companion.index.store import VectorStore
from companion.ledger import Ledger
from companion.records import Passage
from tests.support.embedder import HashEmbedder

TEXT = "".join(f"Line {n} of the set list. " for n in range(10))
PASSAGES = [Passage("rev", n * 5, n * 5 + 5, TEXT[n * 22 : n * 22 + 22]) for n in range(10)]


class Failing(HashEmbedder):
    """Breaks off when it is asked for the n-th time."""

    def __init__(self, fails: int) -> None:
        self.asked, self.fails = 0, fails

    def embed(self, texts, progress=None):
        self.asked += 1
        if self.asked == self.fails:
            raise IndexUnavailable("The card is out of memory.")
        return super().embed(texts, progress)


def test_every_chunk_is_kept_in_order_and_progress_ends_with_all(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "CHUNK", 3)
    ledger, embedder = Ledger(tmp_path / "ledger.sqlite"), Failing(0)
    told: list[int] = []
    index = Index(ledger, VectorStore(tmp_path / "store", "book", "hashed-words"), embedder)
    assert index.embed(PASSAGES, told.append) == 10
    assert embedder.asked == 4
    kept = ledger.vectors(embedder.name, PASSAGES)
    expected = HashEmbedder().embed([p.text for p in PASSAGES]).vectors
    for n, passage in enumerate(PASSAGES):
        assert kept[passage.key] @ expected[n] > 0.999
    assert index.embed(PASSAGES, told.append) == 0


def test_what_was_made_before_a_failure_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "CHUNK", 3)
    ledger = Ledger(tmp_path / "ledger.sqlite")
    index = Index(ledger, VectorStore(tmp_path / "store", "book", "hashed-words"), Failing(3))
    with pytest.raises(IndexUnavailable, match="out of memory"):
        index.embed(PASSAGES)
    assert len(ledger.vectors("hashed-words", PASSAGES)) == 6
    assert index.embed(PASSAGES) == 4
