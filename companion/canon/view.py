"""What one question may see: the chapters up to the wall, the bible made from them alone, and two ways to look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ..manuscript.chapter import Chapter, Citation, Hit

if TYPE_CHECKING:
    from .canon import Canon


class Search(Protocol):
    """Passages by meaning and words, best first, inside the wall."""

    def __call__(self, query: str, k: int = 8) -> Sequence[Hit]: ...


class Scan(Protocol):
    """Every sentence that holds the phrase (whole words, case folded), in reading order, inside the wall."""

    def __call__(self, phrase: str) -> Sequence[Citation]: ...


class Closeness(Protocol):
    """How near in meaning each text is to a query, as cosines: what tells two sentences of one passage apart."""

    def __call__(self, query: str, texts: Sequence[str]) -> Sequence[float]: ...


@dataclass(frozen=True)
class View:
    """Handed to answers and scenes; they cannot reach past it, so the wall holds by construction."""

    chapters: tuple[Chapter, ...]  # visible ones only, in reading order
    canon: Canon
    search: Search
    scan: Scan
    until: int | None = None  # None is the whole book
    closeness: Closeness | None = None  # None: sentences are told apart by their words alone

    def chapter(self, position: int) -> Chapter | None:
        """The visible chapter at a position, or None."""
        return next((c for c in self.chapters if c.position == position), None)
