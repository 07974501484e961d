"""Text in, hits out: dense and full-text search fused on z-scores, inside a scope."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from ..ledger import Ledger, Passage, Scope
from ..manuscript.chapter import Chapter, Hit
from .embedder import Embedder
from .store import VectorStore
from .words import Stemmer, VisiblePassages, bm25, visible_passages

POOL = 100  # candidates taken from each of the two searches
MOST_HITS = 1000
DENSE_WEIGHT, WORD_WEIGHT = 0.4, 0.6


class NameExpander(Protocol):
    """Other names of the people a query names; the cast provides it."""

    def expand(self, text: str) -> Sequence[str]: ...


class Index:
    """One book's index: the ledger's words, the store's vectors, the embedder that made them."""

    def __init__(self, ledger: Ledger, store: VectorStore, embedder: Embedder) -> None:
        self._ledger, self._store, self._embedder = ledger, store, embedder
        self._stemmer = Stemmer()
        self._visible: dict[tuple, VisiblePassages] = {}
        self._guard = threading.Lock()

    def embed(self, passages: Sequence[Passage], progress: Callable[[int], None] | None = None) -> int:
        """Make the vectors of those passages that have none cached yet; returns how many were made."""
        known = self._ledger.vectors(self._embedder.name, passages)
        missing = list({p.key: p for p in passages if p.key not in known}.values())
        if missing:
            vectors = self._embedder.embed([p.text for p in missing], progress)
            self._ledger.keep_vectors(self._embedder.name, missing, vectors)
        return len(missing)

    def write(self, passages: Sequence[Passage]) -> None:
        """Put the (cached) vectors of passages into the store."""
        known = self._ledger.vectors(self._embedder.name, passages)
        if passages:
            self._store.add(passages, np.stack([known[p.key] for p in passages]))

    def search(
        self,
        query: str,
        scope: Scope,
        chapters: Sequence[Chapter],
        k: int,
        names: NameExpander | None = None,
    ) -> list[Hit]:
        """The k best passages for a query, best first. `chapters` are those of the scope, in its order.

        Cosines and BM25 scores are each taken over the union of both candidate lists and brought to z-scores before
        they are added: ranks alone throw away how sure either of them is.
        """
        query = query.strip()[:5000]
        k = min(k, MOST_HITS)
        if not query or k < 1 or not scope.revisions:
            return []
        passages = self._passages(scope)
        terms = self._stemmer.query_terms(query)
        weights: dict[str, float] = {}
        if names is not None:
            for extra in self._stemmer.terms(" ".join(names.expand(query))):
                if extra not in terms:
                    weights[extra] = 0.4
        words, _ = bm25(self._ledger, passages, [*terms, *weights], weights)
        dense = self._cosines(query, scope, passages, words, max(POOL, k))
        rows = np.flatnonzero(~np.isnan(dense))
        if not len(rows):
            return []
        fused = DENSE_WEIGHT * _z(dense[rows]) + WORD_WEIGHT * _z(words[rows])
        by_revision = {c.revision: c for c in chapters}
        best = rows[np.argsort(-fused, kind="stable")][:k]
        score = dict(zip(rows.tolist(), fused.tolist(), strict=True))
        return [
            Hit(by_revision[revision], start, end, score[row])
            for row in best.tolist()
            for revision, start, end in [passages.places[row]]
        ]

    def _cosines(self, query: str, scope: Scope, passages: VisiblePassages, words: np.ndarray, pool: int) -> np.ndarray:
        """Cosine of each candidate, NaN for passages that are none."""
        vector = self._embedder.embed_query(query)
        self._store.catch_up(scope.edition)
        found = np.full(len(passages.ids), np.nan, dtype=np.float32)
        row_of = {place: row for row, place in enumerate(passages.places)}
        for revision, start, end, cosine in self._store.nearest(vector, scope, min(pool, len(passages.ids))):
            row = row_of.get((revision, start, end))
            if row is not None:
                found[row] = cosine
        by_words = [row for row in np.argsort(-words, kind="stable")[:pool].tolist() if words[row] > 0]
        missing = [row for row in by_words if np.isnan(found[row])]
        texts = self._texts(passages, missing)
        known = self._ledger.vectors(self._embedder.name, list(texts.values()))
        for row, passage in texts.items():
            if passage.key in known:
                found[row] = float(known[passage.key] @ vector)
        return found

    def _texts(self, passages: VisiblePassages, rows: Sequence[int]) -> dict[int, Passage]:
        marks = ",".join("?" * len(rows))
        row_of = {int(passages.ids[row]): row for row in rows}
        found = self._ledger.connection.execute(
            f"SELECT id, text FROM passage_text WHERE id IN ({marks})", tuple(row_of)
        )
        return {row_of[r["id"]]: Passage(*passages.places[row_of[r["id"]]], r["text"]) for r in found}

    def _passages(self, scope: Scope) -> VisiblePassages:
        key = (scope.edition, scope.until)
        with self._guard:
            found = self._visible.get(key)
            if found is None:
                self._visible = {k: v for k, v in self._visible.items() if k[0] == scope.edition}
                found = self._visible[key] = visible_passages(self._ledger, scope)
        return found


def _z(values: np.ndarray) -> np.ndarray:
    spread = values.std()
    return (values - values.mean()) / spread if spread > 0 else np.zeros_like(values)
