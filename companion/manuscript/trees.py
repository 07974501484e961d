"""Small ensembles of decision trees, evaluated without the library that learned them.

An ensemble is a sum: each tree adds the value of the leaf that a description falls into. They are kept as JSON, each
tree as the flat list of its nodes (see `Trees`), and learned by `benchmarks/train_paratext.py` with gradient boosting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Node = tuple[int, float, int, int]


@dataclass(frozen=True)
class Trees:
    """`names`: the features, in order; `base`: what the sum begins with; `trees`: for each tree its nodes, the root
    first. A node is (feature, threshold, left, right): left where the feature's value is no more than the threshold;
    a leaf is (-1, value, 0, 0)."""

    names: tuple[str, ...]
    base: float
    trees: tuple[tuple[Node, ...], ...]

    @classmethod
    def of(cls, kept: Mapping) -> Trees:
        """From what `kept` gives; each tree is a flat list: feature, threshold, left, right, and again."""
        grown = []
        for flat in kept["trees"]:
            nodes = zip(flat[::4], flat[1::4], flat[2::4], flat[3::4], strict=True)
            grown.append(tuple((int(f), float(t), int(a), int(b)) for f, t, a, b in nodes))
        return cls(tuple(kept["names"]), float(kept["base"]), tuple(grown))

    def kept(self) -> dict:
        """What `of` reads."""
        flat = [[x for f, t, a, b in tree for x in (f, round(t, 4), a, b)] for tree in self.trees]
        return {"names": list(self.names), "base": round(self.base, 4), "trees": flat}

    def vector(self, features: Mapping[str, float]) -> list[float]:
        """The values in order of `names`; 0 for what is not named."""
        return [features.get(name, 0.0) for name in self.names]

    def total(self, vector: Sequence[float]) -> float:
        """The sum over all trees."""
        total = self.base
        for tree in self.trees:
            feature, threshold, left, right = tree[0]
            while feature >= 0:
                feature, threshold, left, right = tree[left if vector[feature] <= threshold else right]
            total += threshold
        return total
