"""What a search is narrowed to, besides the wall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..errors import NotInBook
from ..manuscript.chapter import Chapter
from ..records import Scope

Range = int | tuple[int, int] | None  # one position, or the first and the last; None is all that is visible


def in_range(scope: Scope, chapters: Sequence[Chapter], wanted: Range) -> tuple[Scope, tuple[Chapter, ...]]:
    """The part of a scope, and of its chapters, that lies in a range of positions, both ends inclusive.

    The part is a scope itself, so it holds inside every query, and word statistics are its own. Raises NotInBook for a
    range that is none, and for one with nothing in it: beyond the end of the book, or behind the wall.
    """
    if wanted is None:
        return scope, tuple(chapters)
    first, last = (wanted, wanted) if isinstance(wanted, int) else wanted
    if not all(isinstance(n, int) and not isinstance(n, bool) for n in (first, last)) or first > last:
        raise NotInBook(f"{wanted!r} is no range of chapters; write it as (3, 9), the first and the last.")
    inside = tuple(c for c in chapters if first <= c.position <= last)
    if not inside:
        own = [c.position for c in chapters if c.position > 0]
        seen = f"chapters 1 to {max(own)}" if own else "no chapters"
        where = "can be seen" if scope.until else "are in the book"
        asked = f"chapter {first}" if first == last else f"chapters {first} to {last}"
        raise NotInBook(f"There is nothing in {asked}: {seen} {where}.")
    return replace(scope, revisions=tuple(c.revision for c in inside)), inside
