"""Text in, hits out: candidates by meaning and by words, ranked by late interaction and more, inside a scope."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from ..ledger import Ledger, Passage, Scope
from ..manuscript.chapter import Chapter, Hit
from .embedder import EmbeddedQuery, Embedder
from .ranking import Candidates, rank
from .store import VectorStore
from .tokens import max_sim, pack, principal_axes
from .words import Stemmer, VisiblePassages, WordMatch, bm25, visible_passages

CHUNK = 512  # passages embedded at a time: their token vectors, unpacked, take 100 MB
POOL = 80  # candidates taken from each of the two searches
MOST_HITS = 1000
ALIAS_WEIGHT = 0.4  # of a name that the question does not use


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
        name = self._embedder.name
        known = self._ledger.vectors(name, passages)
        missing = list({p.key: p for p in passages if p.key not in known}.values())
        basis = self._ledger.basis(name)
        for at in range(0, len(missing), CHUNK):
            part = missing[at : at + CHUNK]
            made = self._embedder.embed([p.text for p in part], lambda done, at=at: progress and progress(at + done))
            if basis is None:
                basis = principal_axes(made.tokens)
                self._ledger.keep_basis(name, basis)
            self._ledger.keep_vectors(name, part, made.vectors, [pack(t, basis) for t in made.tokens])
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
        """The k best passages for a query, best first. `chapters` are those of the scope, in its order."""
        query = query.strip()[:5000]
        k = min(k, MOST_HITS)
        if not query or k < 1 or not scope.revisions:
            return []
        found = self.candidates(query, scope, chapters, max(POOL, k), names)
        by_revision = {c.revision: c for c in chapters}
        scores = rank(found)
        hits = []
        for n in np.argsort(-scores, kind="stable")[:k].tolist():
            revision, start, end = found.places[n]
            hits.append(Hit(by_revision[revision], start, end, float(scores[n])))
        return hits

    def candidates(
        self,
        query: str,
        scope: Scope,
        chapters: Sequence[Chapter],
        pool: int,
        names: NameExpander | None = None,
    ) -> Candidates:
        """The passages that either search puts among its `pool` best, with all that ranking looks at."""
        passages = self._passages(scope)
        terms = self._stemmer.query_terms(query)
        aliases = self._stemmer.terms(" ".join(names.expand(query))) if names is not None else []
        weights = {alias: ALIAS_WEIGHT for alias in aliases if alias not in terms}
        words = bm25(self._ledger, passages, [*terms, *weights], weights)
        asked = self._embedder.embed_query(query)
        self._store.catch_up(scope.edition)
        row_of = passages.row_of
        near = self._store.nearest(asked.vector, scope, min(pool, len(passages.ids)))
        rows = {row_of[place[:3]] for place in near if place[:3] in row_of}
        best = np.argsort(-words.scores, kind="stable")[:pool]
        rows.update(best[words.scores[best] > 0].tolist())
        chosen = sorted(rows)
        text_of = {c.revision: c.text for c in chapters}
        places = [passages.places[row] for row in chosen]
        made = [Passage(revision, a, b, text_of[revision][a:b]) for revision, a, b in places]
        return Candidates(
            places=tuple(places),
            cosines=self._cosines(asked, made),
            words=words.scores[chosen],
            late=self._late(asked, words, made),
            question=tuple(self._stemmer.sequence(query)),
            stems=tuple(tuple(self._stemmer.sequence(p.text)) for p in made),
            idf={t: words.idf[t] for t in terms},
            held=_held(words, terms, passages, chosen),
        )

    def _cosines(self, asked: EmbeddedQuery, passages: Sequence[Passage]) -> np.ndarray:
        known = self._ledger.vectors(self._embedder.name, passages)
        return np.array([known[p.key] @ asked.vector if p.key in known else 0.0 for p in passages], dtype=np.float32)

    def _late(self, asked: EmbeddedQuery, words: WordMatch, passages: Sequence[Passage]) -> np.ndarray:
        basis = self._ledger.basis(self._embedder.name)
        if basis is None:
            return np.zeros(len(passages), dtype=np.float32)
        packed = self._ledger.tokens(self._embedder.name, passages)
        stems = [self._stemmer.sequence(w) for w in asked.words]
        # A stop word is in no list of terms; it still says a little about how the rest is meant.
        weights = np.array([max((words.idf.get(s, 1.0) for s in ss), default=0.5) for ss in stems], dtype=np.float32)
        return max_sim(asked.tokens, weights, [packed.get(p.key, b"") for p in passages], basis)

    def _passages(self, scope: Scope) -> VisiblePassages:
        key = (scope.edition, scope.until)
        with self._guard:
            found = self._visible.get(key)
            if found is None:
                self._visible = {k: v for k, v in self._visible.items() if k[0] == scope.edition}
                found = self._visible[key] = visible_passages(self._ledger, scope)
        return found


def _held(words: WordMatch, terms: Sequence[str], passages: VisiblePassages, chosen: Sequence[int]) -> np.ndarray:
    """Which terms a candidate holds, or a passage right beside it in its chapter: (n, terms), 0 or 1."""
    held = np.zeros((len(chosen), len(terms)), dtype=np.float32)
    last = len(passages.places) - 1
    rows = np.array(chosen, dtype=np.int64)
    for column, term in enumerate(terms):
        there = np.zeros(last + 1, dtype=bool)
        there[words.rows.get(term, [])] = True
        before = (rows > 0) & there[np.maximum(rows - 1, 0)] & passages.joined[rows]
        after = (rows < last) & there[np.minimum(rows + 1, last)] & passages.joined[np.minimum(rows + 1, last)]
        held[:, column] = there[rows] | before | after
    return held
