"""The whole story bible of the visible part of a book, as one value: what is exported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .types import Character, CharacterSheet, Finding, Thread

if TYPE_CHECKING:
    from .canon import Canon
    from .knowledge import Matter
    from .likely import LikelySame
    from .roles import Role
    from .timeline import Timeline

PEOPLE = 40  # sheets, unless the caller wants another number


@dataclass(frozen=True)
class Bible:
    """Everything code can say about the people, the time and the threads of a book up to its wall."""

    title: str
    until: str  # how the book calls the last chapter looked at; "" is the whole book
    chapters: int
    words: int
    cast: tuple[Character, ...]
    sheets: tuple[CharacterSheet, ...]
    roles: tuple[Role, ...]
    likely: tuple[LikelySame, ...]
    timeline: Timeline
    threads: tuple[Thread, ...]
    knowledge: tuple[Matter, ...]
    findings: tuple[Finding, ...]


def bible_of(canon: Canon, title: str, until: str = "", people: int = PEOPLE) -> Bible:
    """The bible with the sheets of the `people` most mentioned."""
    own = [c for c in canon.chapters if c.position > 0]
    return Bible(
        title=title,
        until=until,
        chapters=len(own),
        words=sum(c.words for c in own),
        cast=tuple(canon.cast),
        sheets=tuple(canon.sheet(c.name) for c in canon.cast[:people]),
        roles=tuple(canon.roles),
        likely=tuple(canon.likely_same),
        timeline=canon.timeline,
        threads=tuple(canon.threads),
        knowledge=tuple(canon.knowledge),
        findings=tuple(canon.findings),
    )
