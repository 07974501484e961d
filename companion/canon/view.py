"""What one question may see: the chapters up to the wall, the bible made from them alone, and two ways to look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ..manuscript.chapter import Chapter, Citation, Hit

if TYPE_CHECKING:
    import numpy as np

    from .canon import Canon


class Search(Protocol):
    """Passages by meaning and words, best first, inside the wall."""

    def __call__(self, query: str, k: int = 8) -> Sequence[Hit]: ...


class Scan(Protocol):
    """Every sentence that holds the phrase (whole words, case folded), in reading order, inside the wall."""

    def __call__(self, phrase: str) -> Sequence[Citation]: ...


class Reading(Protocol):
    """What a reader says of one text, for each of its n tokens; all numbers are logits."""

    @property
    def spans(self) -> np.ndarray:
        """(n, 2): the characters of the text that each token is."""
        ...

    @property
    def begins(self) -> np.ndarray:
        """(n,): that the answer begins with it."""
        ...

    @property
    def ends(self) -> np.ndarray:
        """(n,): that it ends with it."""
        ...

    @property
    def speaks(self) -> np.ndarray:
        """(n,): that it belongs to a sentence that answers."""
        ...

    @property
    def silent(self) -> float:
        """That this text holds no answer, to be compared with begins + ends."""
        ...


class Reader(Protocol):
    """Reads question and text together: what in each text answers."""

    def __call__(self, question: str, texts: Sequence[str]) -> Sequence[Reading]: ...


@dataclass(frozen=True)
class View:
    """Handed to answers and scenes; they cannot reach past it, so the wall holds by construction."""

    chapters: tuple[Chapter, ...]  # visible ones only, in reading order
    canon: Canon
    search: Search
    scan: Scan
    until: int | None = None  # None is the whole book
    read: Reader | None = None  # None: sentences are told apart by their words alone

    def chapter(self, position: int) -> Chapter | None:
        """The visible chapter at a position, or None."""
        return next((c for c in self.chapters if c.position == position), None)
