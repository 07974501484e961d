"""What goes into the ledger and comes out of it: passages, files, earlier books, revisions, and what a call may see."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from .manuscript.chapter import Chapter


@dataclass(frozen=True)
class Scope:
    """What one call may see: an edition and, in reading order, the revisions up to the wall."""

    edition: int
    until: int | None  # None is the whole book
    revisions: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return self.until is None


@dataclass(frozen=True)
class Passage:
    """The unit of retrieval: `text[start:end]` of one revision, within one scene."""

    revision: str
    start: int
    end: int
    text: str

    @property
    def key(self) -> str:
        """Identifies the text alone: equal texts share one vector."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:32]

    @property
    def vector_id(self) -> str:
        return f"{self.revision}:{self.start}:{self.end}"


@dataclass(frozen=True)
class SourceFile:
    """A file as a sync found it. `name` is relative to the manuscript, absolute for a file of an earlier book."""

    name: str
    size: int
    modified: int  # nanoseconds
    digest: str  # of its bytes; "" when they could not be read


@dataclass(frozen=True)
class EarlierRead:
    """An earlier book as a sync read it, so that the next one need not read it again."""

    path: str
    title: str
    fingerprint: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewRevision:
    """A chapter revision about to be published, with all that was derived from it."""

    chapter: Chapter
    passages: tuple[Passage, ...]
    observations: dict[str, list]
