"""Where somebody is, one cell per chapter, darker the more often they are named."""

from __future__ import annotations

from collections.abc import Sequence

from ..canon.types import Character
from ..manuscript.chapter import Chapter
from . import markup as m


def presence(who: Character, chapters: Sequence[Chapter], scenes: dict[int, int] | None = None) -> str:
    """One cell per chapter, darker the more often they are named; a cell opens the chapter."""
    counts = dict(who.by_chapter)
    most = max(counts.values(), default=1) or 1
    cells = m.joined(cell(who, c, counts.get(c.position, 0), most, (scenes or {}).get(c.position, 0)) for c in chapters)
    return m.tag("div", cells, "strip", role="group", aria_label="Mentions by chapter")


def cell(who: Character, chapter: Chapter, count: int, most: int, scenes: int = 0) -> str:
    """One chapter of one person; a frame where they tell it."""
    tells = chapter.position in who.narrates
    said = f"{who.name} in {m.chapter_label(chapter)}: named {m.plural(count, 'time')}"
    said += f", in {scenes} of {m.plural(len(chapter.scenes), 'scene')}" if scenes else ""
    said += ", tells it" if tells else ""
    if not count and not tells and not scenes:
        return m.tag("span", "", "cell", title=said)
    share = round(18 + 82 * count / most) if count else 0
    css = "act cell on tells" if tells else "act cell on"
    return m.tag(
        "button", "", css, value=f"page|{chapter.position}", title=said, aria_label=said, style=f"--heat:{share}%"
    )
