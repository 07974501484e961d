"""Late interaction with a learned question side: each token of the question against the tokens of the passages.

Passages keep the token vectors that the embedder gave them. What is learned lies on the question's side, so that it
costs two small multiplications for each question and nothing at indexing: a low-rank change of its token vectors, and
several sets of token weights. The similarity is pooled over stretches of the passage, the whole passage, and the
passages around it.
Sources: Khattab and Zaharia, ColBERT (2020: MaxSim); Dai and Callan, DeepCT (2019: learned term weights); Hui et al.,
PACRR (2017: pooling the similarity matrix over windows).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from .signals import NEAR
from .tokens import SCALE

if TYPE_CHECKING:
    from .ranking import Candidates

BLOCK = 8  # tokens
STRETCHES = (2, 4)  # blocks
KINDS = 9  # numbers for each set of token weights
PLAIN, FAINT = 1.0, 0.5  # the weights of stop words, and of what is no word

Weights = Mapping[str, np.ndarray]


def learned_question(c: Candidates, w: Weights) -> tuple[np.ndarray, np.ndarray]:
    """The question's tokens as they are compared, (q, dimension), and their weights, (q, heads), each summing to 1."""
    tokens, weights = c.asked.tokens, c.weights
    kind = np.stack([np.ones_like(weights), weights == PLAIN, weights == FAINT], axis=1)
    heads = weights[:, None] * np.exp(2 * np.tanh(tokens @ w["weigh"] * 3 + kind @ w["weigh_kind"]))
    return tokens + (tokens @ w["low"]) @ w["high"], heads / heads.sum(axis=0)


def interaction(c: Candidates, near: np.ndarray, w: Weights) -> np.ndarray:
    """What the late interaction says of each candidate, (n, heads * KINDS + 1); `near` are its neighbours().

    For each set of token weights, seven numbers relative to the best candidate (passage, best stretch of two blocks, of
    four, with the passages beside, with all around, the passage before, after, the best around) and a z-score; then the
    absolute value.
    """
    n = len(c.rows)
    question, heads = learned_question(c, w)
    blocks = _blocks(c, question)  # (q, n, blocks)
    best = blocks.max(axis=2)
    fenced = np.concatenate([best, np.full((len(best), 1), -1.0, dtype=np.float32)], axis=1)
    beside, around = fenced[:, near[:, NEAR - 1 : NEAR + 2]].max(axis=2), fenced[:, near].max(axis=2)
    passage = heads.T @ best  # (heads, n)
    stretches = [_best_stretch(blocks, heads, reach) for reach in STRETCHES]
    levels = np.stack([passage, *stretches, heads.T @ beside, heads.T @ around], axis=2)  # (heads, n, 5)
    levels = (levels - levels.max(axis=1, keepdims=True)) * 10
    alone = levels[:, :, 0]
    ends = np.concatenate([alone, alone.min(axis=1, keepdims=True)], axis=1)
    spread = (alone - alone.mean(axis=1, keepdims=True)) / (alone.std(axis=1, keepdims=True) + 1e-6)
    more = np.stack([ends[:, near[:, NEAR - 1]], ends[:, near[:, NEAR + 1]], ends[:, near].max(axis=2), spread], axis=2)
    by_head = np.concatenate([levels, more], axis=2).transpose(1, 0, 2).reshape(n, -1)
    return np.concatenate([by_head, (passage[0][:, None] - 0.4) * 10], axis=1).astype(np.float32)


def _blocks(c: Candidates, question: np.ndarray) -> np.ndarray:
    """The best similarity of each question token in each block of each passage, (q, n, most blocks); -1 is no block."""
    lengths = np.diff(c.bounds)
    counts = -(-lengths // BLOCK)
    most = max(int(counts.max()), 1)
    found = np.full((len(question), len(lengths), most), -1.0, dtype=np.float32)
    if len(c.tokens):
        # The long side first: two thirds of the time of its transpose.
        similar = c.unpacked @ ((question @ c.basis) / SCALE).astype(np.float32).T
        number = np.arange(most)
        there = number < counts[:, None]
        starts = (c.bounds[:-1, None] + number * BLOCK)[there]
        found[:, there] = np.maximum.reduceat(similar, starts, axis=0).T
    return found


def _best_stretch(blocks: np.ndarray, heads: np.ndarray, reach: int) -> np.ndarray:
    """(heads, n): the best that `reach` blocks in a row give."""
    q, n, count = blocks.shape
    if count <= reach:
        return heads.T @ blocks.max(axis=2)
    held, width = blocks, 1
    while width < reach:
        step = min(width, reach - width)
        held = np.maximum(held[:, :, :-step], held[:, :, step:])
        width += step
    return (heads.T @ held.reshape(q, -1)).reshape(-1, n, held.shape[2]).max(axis=2)
