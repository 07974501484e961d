"""Candidates to an order.

For the default embedder a learned model (`relevance.py`) looks at everything the searches found. For any other, whose
vectors it knows nothing of, a linear model over six numbers does, whose weights were learned from pairs (right
passage, wrong passage) of FairytaleQA's train questions. One of them is set by hand: that of `words` came out at -.04
and makes no difference to val (.627 with it, .626 without), but with .24 a search for a single word shows the passage
that holds it before the one beside.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .embedder import EmbeddedQuery
from .relevance import LEARNED_FOR, learned_model
from .signals import SIGNALS, neighbours, signals, z_scores
from .tokens import max_sim

FEATURES = ("cosine", "words", "late", "phrases", "context", "chapter")
WEIGHTS = np.array([0.12, 0.24, 0.53, 1.99, 4.51, 1.02], dtype=np.float32)
SHARE_LINEAR = 0.5  # beside the learned model: it knows fairy tales best, and on novels the linear one is as good
WORD_FOR_WORD = 10.0  # of a passage that holds every word somebody searches for; outweighs all else


@dataclass(frozen=True)
class Candidates:
    """Passages that may answer a question, row n of each field belonging to the same passage, in reading order.

    N is the number of passages in the scope, n of candidates, q of the question's tokens.
    """

    query: str
    places: tuple[tuple[str, int, int], ...]  # (revision, start, end)
    rows: np.ndarray  # (n,) ascending: which passages of the scope they are
    joined: np.ndarray  # (N,) whether the passage before is of the same chapter
    word_scores: np.ndarray  # (N,) BM25
    vectors: np.ndarray  # (n, dimension)
    terms: tuple[str, ...]  # the question's, as stems
    idf: np.ndarray  # (terms,)
    named: np.ndarray  # (terms,) whether the question spells it as a name
    held: tuple[np.ndarray, ...]  # for each term the rows of the scope that hold it, ascending
    term_ids: np.ndarray  # (terms,) as in stem_ids
    question_ids: np.ndarray  # the stems of all the question's words in order; -1 is in no passage
    stem_ids: np.ndarray  # the stems of the candidates' words, one passage after the other
    stem_bounds: np.ndarray  # (n + 1,) where each passage's begin
    asked: EmbeddedQuery
    weights: np.ndarray  # (q,) of the question's tokens: how rare their word is
    tokens: np.ndarray  # int8, the packed token vectors, one passage after the other
    bounds: np.ndarray  # (n + 1,) where each passage's begin
    basis: np.ndarray  # (dimension, reduced) that they are packed with
    embedding: str  # the embedder's name

    @cached_property
    def unpacked(self) -> np.ndarray:
        """`tokens` as float32; both rankers compare with them."""
        return self.tokens.astype(np.float32)

    @cached_property
    def near(self) -> np.ndarray:
        """The `neighbours` of each candidate."""
        return neighbours(self)

    @cached_property
    def said(self) -> np.ndarray:
        """The `signals` of each candidate, (n, len(SIGNALS))."""
        return signals(self, self.near)

    @cached_property
    def chapter_rows(self) -> tuple[np.ndarray, np.ndarray]:
        """First and one past the last row of each candidate's chapter, (n,) both."""
        starts = np.append(np.flatnonzero(~self.joined), len(self.joined))
        chapter = np.searchsorted(starts, self.rows, side="right") - 1
        return starts[chapter], starts[chapter + 1]


def rank(candidates: Candidates, learned: bool = True) -> np.ndarray:
    """A score for each candidate, (n,), higher is better; `learned` where the learned model knows the vectors.

    A query without a single small word is no question but words to be found: passages that hold them come first. The
    learned model, which has seen questions only, is no good at that.
    """
    c = candidates
    if not len(c.rows):
        return np.zeros(0, dtype=np.float32)
    if len(c.question_ids) and set(c.question_ids.tolist()) <= set(c.term_ids.tolist()):
        return features(c) @ WEIGHTS + WORD_FOR_WORD * _share_held(c)
    linear = features(c) @ WEIGHTS
    if learned and c.embedding == LEARNED_FOR and len(c.asked.tokens) and len(c.tokens):
        return z_scores(learned_model().score(c)) + SHARE_LINEAR * z_scores(linear)
    return linear


def _share_held(c: Candidates) -> np.ndarray:
    """The share of the terms, weighted by idf, that stand in the passage itself, (n,)."""
    held = np.array([np.isin(c.rows, rows) for rows in c.held], dtype=np.float32).reshape(-1, len(c.rows))
    return c.idf @ held / max(float(c.idf.sum()), 1e-6)


def features(candidates: Candidates) -> np.ndarray:
    """FEATURES of each candidate, (n, len(FEATURES)).

    cosine, words and late are z-scores over the candidates; phrases is the share of the question's neighbouring words
    (one of them a term) that are neighbours in the passage too; context is the share of the terms, weighted by idf, in
    the passage or right beside it; chapter is the best `late` in the passage's chapter.
    """
    c = candidates
    said = dict(zip(SIGNALS, c.said.T, strict=True))
    late = z_scores(max_sim(c.asked.tokens, c.weights, c.unpacked, c.bounds, c.basis))
    _, chapter = np.unique(c.chapter_rows[0], return_inverse=True)
    best = np.full(int(chapter.max()) + 1, -np.inf)
    np.maximum.at(best, chapter, late)
    columns = [said["cosine"], z_scores(c.word_scores[c.rows]), late, said["phrases"], said["terms 1"], best[chapter]]
    return np.stack(columns, axis=1).astype(np.float32)
