"""Text in, hits out: candidates by meaning and by words, ranked by late interaction and more, inside a scope."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from functools import partial
from typing import Protocol

import numpy as np

from ..ledger import Ledger
from ..manuscript.chapter import Chapter, Hit
from ..records import Passage, Scope
from .embedder import Embedded, EmbeddedQuery, Embedder
from .interaction import FAINT, PLAIN
from .material import Shelf
from .ranking import Candidates, rank
from .rerankers import Reranker, reranked
from .signals import named_terms
from .store import VectorStore
from .tokens import axes_for, pack
from .words import Stemmer, VisiblePassages, WordMatch, bm25, visible_passages

CHUNK = 512  # passages embedded at a time: their token vectors, unpacked, take 100 MB
POOL = 64  # candidates taken from each of the two searches
BESIDE = 12  # of the best of each, the passages right beside are candidates too: the answer often stands there
MOST_HITS = 1000
KEPT_SCOPES = 8  # walls and ranges a writer moves between without waiting
ALIAS_WEIGHT = 0.4  # of a name that the question does not use


# Parts of the book that passages have to touch: revision -> stretches (start, end) of its text.
Stretches = Mapping[str, Sequence[tuple[int, int]]]


class NameExpander(Protocol):
    """Other names of the people a query names; the cast provides it."""

    def expand(self, text: str) -> Sequence[str]: ...


class Index:
    """One book's index: the ledger's words, the store's vectors, the embedder that made them."""

    def __init__(
        self, ledger: Ledger, store: VectorStore, embedder: Embedder, reranker: Reranker | None = None
    ) -> None:
        self._ledger, self._store, self._embedder, self._reranker = ledger, store, embedder, reranker
        self._stemmer = Stemmer()
        self._shelf = Shelf(ledger, self._stemmer)
        self._visible: dict[tuple, VisiblePassages] = {}
        self._guard = threading.Lock()

    def embed(self, passages: Sequence[Passage], progress: Callable[[int], None] | None = None) -> int:
        """Make the vectors of those passages that have none cached yet; returns how many were made."""
        name = self._embedder.name
        known = self._ledger.vectors(name, passages)
        missing = list({p.key: p for p in passages if p.key not in known}.values())
        basis = self._ledger.basis(name)
        starts = range(0, len(missing), CHUNK)

        def make(at: int) -> Embedded:
            return self._embedder.embed([p.text for p in missing[at : at + CHUNK]], partial(_further, progress, at))

        with closing(_one_ahead(make, starts)) as chunks:
            for at, made in zip(starts, chunks, strict=True):
                if basis is None:
                    basis = axes_for(made.tokens)
                    self._ledger.keep_basis(name, basis)
                packed = pack(made.tokens, basis)
                self._ledger.keep_vectors(name, missing[at : at + CHUNK], made.vectors, packed)
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
        within: Sequence[Stretches] = (),
    ) -> list[Hit]:
        """The k best passages for a query, best first. `chapters` are those of the scope, in its order.

        A passage has to touch each of `within`: where the people asked for are.
        """
        # Half a surrogate pair, as a broken paste leaves it, is no text that SQLite or a tokenizer takes.
        query = query.strip()[:5000].encode("utf-8", "replace").decode()
        k = min(k, MOST_HITS)
        if not query or k < 1 or not scope.revisions:
            return []
        found = self.candidates(query, scope, chapters, max(POOL, k), names, within)
        by_revision = {c.revision: c for c in chapters}
        scores = rank(found)
        if self._reranker is not None and len(scores):
            texts = [by_revision[revision].text[a:b] for revision, a, b in found.places]
            scores = reranked(scores, texts, query, self._reranker)
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
        within: Sequence[Stretches] = (),
        beside: int = BESIDE,
    ) -> Candidates:
        """The passages that either search puts among its `pool` best and those beside the very best, with all that
        ranking looks at."""
        passages = self._passages(scope)
        terms = self._stemmer.query_terms(query)
        aliases = self._stemmer.terms(" ".join(names.expand(query))) if names is not None else []
        weights = {alias: ALIAS_WEIGHT for alias in aliases if alias not in terms}
        words = bm25(self._ledger, passages, [*terms, *weights], weights)
        asked = self._embedder.embed_query(query)
        self._store.catch_up(scope.edition)
        row_of = passages.row_of
        allowed = passages.touching(within) if within else None
        ids = None if allowed is None else [_vector_id(passages.places[row]) for row in np.flatnonzero(allowed)]
        near = self._store.nearest(asked.vector, scope, min(pool, len(passages.ids)), ids)
        meant = [row_of[place[:3]] for place in near if place[:3] in row_of]
        ranked = words.scores if allowed is None else np.where(allowed, words.scores, 0.0)
        best = np.argsort(-ranked, kind="stable")[:pool]
        said = best[ranked[best] > 0].tolist()
        chosen = _with_those_beside(meant, said, passages, allowed, beside)
        places = tuple(passages.places[row] for row in chosen)
        basis = self._basis(asked.tokens.shape[1])
        made = self._shelf.fetch(places, {c.revision: c.text for c in chapters}, self._embedder.name, basis)
        return Candidates(
            query=query,
            places=places,
            rows=np.array(chosen, dtype=np.int64),
            joined=passages.joined,
            word_scores=words.scores,
            vectors=_of_width(made.vectors, len(asked.vector)),
            terms=tuple(terms),
            idf=np.array([words.idf.get(t, 0.0) for t in terms], dtype=np.float32),
            named=named_terms(query, terms, self._stemmer.sequence),
            held=tuple(words.rows.get(t, np.zeros(0, dtype=np.int64)) for t in terms),
            term_ids=np.array([self._stemmer.id_of(t) for t in terms], dtype=np.int64),
            question_ids=np.array([self._stemmer.id_of(s) for s in self._stemmer.sequence(query)], dtype=np.int64),
            stem_ids=made.stems,
            stem_bounds=made.stem_bounds,
            asked=asked,
            weights=self._weights(asked, words),
            tokens=made.tokens,
            bounds=made.bounds,
            basis=basis,
            embedding=self._embedder.name,
        )

    def _basis(self, dimension: int) -> np.ndarray:
        """The axes that token vectors are packed with; one of nothing where there are none."""
        basis = self._ledger.basis(self._embedder.name)
        return np.zeros((dimension, 1), dtype=np.float32) if basis is None else basis

    def _weights(self, asked: EmbeddedQuery, words: WordMatch) -> np.ndarray:
        """How much each token of the question counts, (q,): as much as its word is rare."""
        stems = [self._stemmer.sequence(w) for w in asked.words]
        # A stop word is in no list of terms; it still says a little about how the rest is meant.
        return np.array([max((words.idf.get(s, PLAIN) for s in ss), default=FAINT) for ss in stems], dtype=np.float32)

    def _passages(self, scope: Scope) -> VisiblePassages:
        key = (scope.edition, scope.revisions)
        with self._guard:
            found = self._visible.get(key)
            if found is None:
                kept = [(k, v) for k, v in self._visible.items() if k[0] == scope.edition]
                self._visible = dict(kept[-(KEPT_SCOPES - 1) :])
                found = self._visible[key] = visible_passages(self._ledger, scope)
        return found


def _of_width(vectors: np.ndarray, width: int) -> np.ndarray:
    """The vectors, or none where there are none of the embedder's width: after a change of models, before the sync."""
    return vectors if vectors.shape[1] == width else np.zeros((len(vectors), width), dtype=np.float32)


def _one_ahead(make: Callable[[int], Embedded], items: Iterable[int]) -> Generator[Embedded]:
    """What `make` gives for each item; the next is made while the caller is busy with the one before."""
    with ThreadPoolExecutor(1, thread_name_prefix="embedding-chunk") as worker:
        before: Future[Embedded] | None = None
        for item in items:
            coming = worker.submit(make, item)
            if before is not None:
                yield before.result()
            before = coming
        if before is not None:
            yield before.result()


def _further(progress: Callable[[int], None] | None, before: int, done: int) -> None:
    if progress:
        progress(before + done)


def _vector_id(place: tuple[str, int, int]) -> str:
    return Passage(*place, "").vector_id


def _with_those_beside(
    meant: Sequence[int],
    said: Sequence[int],
    passages: VisiblePassages,
    allowed: np.ndarray | None,
    beside: int = BESIDE,
) -> list[int]:
    """The rows that either search found, best first, with those beside the best of each, in reading order."""
    rows = {*meant, *said}
    for row in {*meant[:beside], *said[:beside]}:
        if passages.joined[row]:
            rows.add(row - 1)
        if row + 1 < len(passages.joined) and passages.joined[row + 1]:
            rows.add(row + 1)
    return sorted(rows if allowed is None else (row for row in rows if allowed[row]))
