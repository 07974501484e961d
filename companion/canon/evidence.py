"""What the text shows of pairs of names: side by side, answering to each other, said to be one, married."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from .forms import Form


@dataclass(frozen=True)
class Evidence:
    """What the text shows of pairs of forms (by key)."""

    together: Counter[tuple[str, str]] = field(default_factory=Counter)  # sentences that name both, keys sorted
    answers: Counter[tuple[str, str]] = field(default_factory=Counter)  # (called, who answers)
    stated: Counter[tuple[str, str]] = field(default_factory=Counter)  # "X, whom everybody calls Y", keys sorted
    near: dict[tuple[str, str], float] = field(
        default_factory=dict
    )  # what chance would give of `together`, scene by scene
    weddings: dict[tuple[str, str], list[int]] = field(default_factory=dict)  # where a marriage is spoken of with both
    sentences: int = 1

    def lift(self, first: Iterable[Form], second: Iterable[Form]) -> tuple[int, float]:
        """(sentences that name both, how many chance would give)."""
        first, second = list(first), list(second)
        both = sum(self.together[min(a.key, b.key), max(a.key, b.key)] for a in first for b in second)
        expected = sum(f.count for f in first) * sum(f.count for f in second) / self.sentences
        return both, expected

    def local_lift(self, first: Iterable[Form], second: Iterable[Form]) -> tuple[int, float]:
        """(sentences that name both, how many chance would give where both are about)."""
        pairs = [(min(a.key, b.key), max(a.key, b.key)) for a in first for b in second]
        return sum(self.together[p] for p in pairs), sum(self.near.get(p, 0.0) for p in pairs)

    def answered(self, first: Iterable[Form], second: Iterable[Form]) -> int:
        """How often one of these answers when called by one of those."""
        return sum(self.answers[a.key, b.key] + self.answers[b.key, a.key] for a in first for b in second)
