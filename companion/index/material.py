"""What ranking looks at in a passage: its vector, those of its tokens, the stems of its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..ledger import Ledger
from ..records import Passage
from .words import Stemmer

Place = tuple[str, int, int]  # revision, start, end
MOST_KNOWN = 100_000  # passages whose stems are remembered: about 50 MB


@dataclass(frozen=True)
class Material:
    """Of n passages, T tokens and S words together; rows of passage i are `bounds[i]:bounds[i + 1]` of the array."""

    vectors: np.ndarray  # (n, dimension) float32; zero where there is none
    tokens: np.ndarray  # (T, reduced) int8
    bounds: np.ndarray  # (n + 1,)
    stems: np.ndarray  # (S,) int32, ids of `Stemmer.ids`
    stem_bounds: np.ndarray  # (n + 1,)


@dataclass(frozen=True)
class _Words:
    key: str  # `Passage.key`
    stems: np.ndarray


class Shelf:
    """Fetches it. What a passage's text alone decides is remembered: questions about one book meet the same passages
    again and again. Safe to share between threads: at worst two of them work out the same."""

    def __init__(self, ledger: Ledger, stemmer: Stemmer) -> None:
        self._ledger, self._stemmer = ledger, stemmer
        self._known: dict[Place, _Words] = {}

    def fetch(self, places: Sequence[Place], texts: Mapping[str, str], embedding: str, basis: np.ndarray) -> Material:
        """The material of passages; `texts` are the chapters' by revision, `basis` (dimension, reduced) is what the
        token vectors are packed with."""
        words = [self._words(place, texts) for place in places]
        stored = self._ledger.embedded(embedding, [w.key for w in words])
        reduced = basis.shape[1]
        dimension = next((len(vector) // 2 for vector, _ in stored.values()), basis.shape[0])  # float16: two bytes each
        nothing = (bytes(2 * dimension), b"")
        rows = [stored.get(w.key, nothing) for w in words]
        lengths = [len(packed) // reduced for _, packed in rows]
        return Material(
            # One conversion for all: one for each of them takes a millisecond of a search.
            np.frombuffer(b"".join(vector for vector, _ in rows), dtype=np.float16)
            .reshape(len(rows), dimension)
            .astype(np.float32),
            np.frombuffer(b"".join(packed for _, packed in rows), dtype=np.int8).reshape(-1, reduced),
            np.cumsum([0, *lengths]),
            np.concatenate([w.stems for w in words]) if words else np.zeros(0, dtype=np.int32),
            np.cumsum([0, *(len(w.stems) for w in words)]),
        )

    def _words(self, place: Place, texts: Mapping[str, str]) -> _Words:
        found = self._known.get(place)
        if found is None:
            revision, start, end = place
            text = texts[revision][start:end]
            found = _Words(Passage(*place, text).key, self._stemmer.ids(text))
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[place] = found
        return found
