"""The first look: what the companion can say right after an import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..manuscript.chapter import Chapter, Citation
from .threads import salient
from .types import FirstLook

if TYPE_CHECKING:
    from .canon import Canon

MOST_CONTRADICTIONS = 12
MOST_LOOSE_ENDS = 8
LONGEST_NOTE = 60  # words shown of a piece that was set aside


def first_look(title: str, chapters: Sequence[Chapter], canon: Canon, warnings: Sequence[str] = ()) -> FirstLook:
    """Cast, narrators, spellings, the surest contradictions, loose ends, and what was set aside as not story."""
    undecided = [f for f in canon.findings if f.decision is None]
    return FirstLook(
        title=title,
        chapters=len(chapters),
        words=sum(c.words for c in chapters),
        cast=tuple(canon.cast),
        narrators=tuple(c for c in canon.cast if c.narrates),
        variants=tuple(canon.variants),
        contradictions=tuple(f for f in undecided if f.tier == "conflict")[:MOST_CONTRADICTIONS],
        loose_ends=tuple(salient(canon.threads, MOST_LOOSE_ENDS)),
        notes=tuple(
            _note(chapter, p.start, p.end) for chapter in chapters for p in chapter.paratext if _text(chapter, p)
        ),
        warnings=tuple(warnings),
    )


def _text(chapter: Chapter, piece) -> bool:
    return bool(chapter.text[piece.start : piece.end].strip())


def _note(chapter: Chapter, start: int, end: int) -> Citation:
    """The beginning of a piece that was set aside, without the white space around it."""
    text = chapter.text[start:end]
    first = start + len(text) - len(text.lstrip())
    words = text.split()
    if len(words) <= LONGEST_NOTE:
        return chapter.cite(first, start + len(text.rstrip()))
    at = first
    for word in words[:LONGEST_NOTE]:
        at = chapter.text.index(word, at) + len(word)
    return chapter.cite(first, at)
