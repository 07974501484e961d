"""The learned ranker: what words and late interaction say of a candidate, to one score.

A linear part and a small network over the same numbers, then a second look at how the passages around a candidate came
out. The weights are in `relevance.npz` and belong to one embedding model, the default; benchmarks/train_ranking.py
makes the file from FairytaleQA's train stories. Plain NumPy, a quarter of a million multiplications each.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from .interaction import Weights, interaction
from .signals import NEAR, question_signals

if TYPE_CHECKING:
    from .ranking import Candidates

LEARNED_FOR = "all-MiniLM-L6-v2"
WEIGHTS_FILE = "relevance.npz"
MOST_SPREAD = 6.0  # standard deviations; what lies beyond is cut off


@dataclass(frozen=True)
class RelevanceModel:
    """Weights by name; the shapes are those that benchmarks/train_ranking.py writes."""

    weights: Weights

    def score(self, c: Candidates) -> np.ndarray:
        """(n,) float32, higher is better."""
        w = self.weights
        near = c.near
        said = ((c.said - w["mean"]) / w["spread"]).clip(-MOST_SPREAD, MOST_SPREAD)
        about = question_signals(c)
        row = np.concatenate([said, interaction(c, near, w)], axis=1)
        hidden = np.tanh(row @ w["hidden"] + (about @ w["hidden_question"] + w["hidden_bias"]))
        first = row @ w["linear"] + hidden @ w["output"]
        return (first + self._second_look(first, about, near)).astype(np.float32)

    def _second_look(self, first: np.ndarray, about: np.ndarray, near: np.ndarray) -> np.ndarray:
        w = self.weights
        below = first - first.max()
        share = np.exp(below)
        share = share / share.sum()
        ends, shares = np.append(below, below.min()), np.append(share, 0.0)
        before, after = ends[near[:, NEAR - 1]], ends[near[:, NEAR + 1]]
        around = [np.maximum(before, after), ends[near].max(axis=1), shares[near].sum(axis=1)]
        row = np.stack([below, before, after, *around, share], axis=1)
        return np.tanh(row @ w["look"] + (about @ w["look_question"] + w["look_bias"])) @ w["look_output"]


@cache
def learned_model() -> RelevanceModel:
    """The model that comes with the package."""
    with files(__package__).joinpath(WEIGHTS_FILE).open("rb") as file, np.load(file, allow_pickle=False) as found:
        return RelevanceModel({name: found[name].astype(np.float32) for name in found.files})
