"""A cross-encoder on top: it reads question and passage together, so it is slow and sees only the best few.

Source: Nogueira and Cho, Passage Re-ranking with BERT (2019).
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from .sentence_models import Loading, check_device

MOST_RERANKED = 32  # passages; what ranks lower stays where it is


class Reranker(Protocol):
    """Says how well each passage answers a question."""

    @property
    def name(self) -> str: ...

    def score(self, query: str, texts: Sequence[str]) -> np.ndarray:
        """(n,) float32, higher is better; comparable within one question only."""
        ...


class CrossEncoderReranker:
    """A sentence-transformers CrossEncoder by folder or name, loaded on first use. Raises IndexUnavailable then."""

    def __init__(self, model: str, device: str = "auto") -> None:
        self.name = model
        self._device = device
        self._model: Any = None
        self._guard = threading.Lock()

    def score(self, query: str, texts: Sequence[str]) -> np.ndarray:
        if not texts:
            return np.zeros(0, dtype=np.float32)
        made = self._loaded().predict([(query, text) for text in texts], show_progress_bar=False)
        scores = np.asarray(made, dtype=np.float32)
        # Models of several classes (contradicts, neutral, entails) put the one that fits last.
        return scores[:, -1] if scores.ndim == 2 else scores

    def _loaded(self) -> Any:
        with self._guard:
            if self._model is None:
                check_device(self._device)
                with Loading(self.name, "COMPANION_RERANKER", ""):
                    from sentence_transformers import CrossEncoder
                    from transformers.utils import logging as transformers_logging

                    transformers_logging.disable_progress_bar()
                    self._model = CrossEncoder(self.name, device=None if self._device == "auto" else self._device)
            return self._model


def reranked(scores: np.ndarray, texts: Sequence[str], query: str, reranker: Reranker) -> np.ndarray:
    """`scores` (n,) with the MOST_RERANKED best dealt out anew in the reranker's order; the rest stay below them."""
    best = np.argsort(-scores, kind="stable")[:MOST_RERANKED]
    if len(best) < 2:
        return scores
    order = np.argsort(-reranker.score(query, [texts[n] for n in best]), kind="stable")
    dealt = scores.copy()
    dealt[best[order]] = scores[best]
    return dealt
