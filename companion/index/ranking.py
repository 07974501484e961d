"""Candidates to an order: a linear model over what the two searches and the late interaction say.

The weights were learned from pairs (right passage, wrong passage) of FairytaleQA's train questions by
`benchmarks/train_ranking.py`; what each feature gives is in docs/benchmarks.md. One is set by hand: that of `words`
came out at -.04 and makes no difference to val (.627 with it, .626 without), but with .24 a search for a single word
shows the passage that holds it before the one beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

FEATURES = ("cosine", "words", "late", "phrases", "context", "chapter")
WEIGHTS = np.array([0.12, 0.24, 0.53, 1.99, 4.51, 1.02], dtype=np.float32)


@dataclass(frozen=True)
class Candidates:
    """Passages that may answer a question, row n of each field belonging to the same passage."""

    places: tuple[tuple[str, int, int], ...]  # (revision, start, end)
    cosines: np.ndarray  # (n,) of the passage vector with the question's
    words: np.ndarray  # (n,) BM25
    late: np.ndarray  # (n,) late interaction
    question: tuple[str, ...]  # stems of the question's words, in order
    stems: tuple[tuple[str, ...], ...]  # stems of each passage's words, in order
    idf: dict[str, float]  # of the question's terms
    held: np.ndarray  # (n, terms): whether the passage, or one right beside it, holds the term


def rank(candidates: Candidates) -> np.ndarray:
    """A score for each candidate, (n,), higher is better."""
    if not candidates.places:
        return np.zeros(0, dtype=np.float32)
    return features(candidates) @ WEIGHTS


def features(candidates: Candidates) -> np.ndarray:
    """FEATURES of each candidate, (n, len(FEATURES)).

    cosine, words and late are z-scores over the candidates; phrases is the share of the question's neighbouring words
    (one of them a term) that are neighbours in the passage too; context is the share of the terms, weighted by idf, in
    the passage or right beside it; chapter is the best `late` in the passage's chapter.
    """
    c = candidates
    idf = np.array(list(c.idf.values()), dtype=np.float32)
    total = max(float(idf.sum()), 1e-6)
    late = z_scores(c.late)
    best: dict[str, float] = {}
    for (revision, _, _), value in zip(c.places, late.tolist(), strict=True):
        best[revision] = max(value, best.get(revision, value))
    return np.stack(
        [
            z_scores(c.cosines),
            z_scores(c.words),
            late,
            _phrases(c.question, c.stems, c.idf),
            c.held @ idf / total,
            np.array([best[revision] for revision, _, _ in c.places]),
        ],
        axis=1,
    ).astype(np.float32)


def _phrases(question: Sequence[str], stems: Sequence[Sequence[str]], terms: dict[str, float]) -> np.ndarray:
    pairs = {pair for pair in pairwise(question) if pair[0] in terms or pair[1] in terms}
    if not pairs:
        return np.zeros(len(stems), dtype=np.float32)
    return np.array([len(pairs & set(pairwise(s))) / len(pairs) for s in stems], dtype=np.float32)


def z_scores(values: np.ndarray) -> np.ndarray:
    """Centred and scaled to unit spread; all zero where there is none."""
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > 0 else np.zeros_like(values)
