"""Headings that say who tells: "MARA", "Cole's POV", a chapter called "Frankie", a name alone on a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from ..manuscript.chapter import Chapter

POV = re.compile(r"\b(?:pov|p\.o\.v\.?|point of view|perspective)(?!\w)", re.IGNORECASE)
LONE_LINE = re.compile(
    r"(?m)^[^\S\n]*[*_#~—–\[-]*[^\S\n]*(?P<name>[A-Z][\w’'. -]{1,38}?)[^\S\n]*[*_#~:—–\]-]*[^\S\n]*$"
)
EDGES = " *_#~:–—-.[]()'’\""


def heading_name(heading: str) -> str:
    """The name that a heading may be, folded: without ornaments, "POV" and the possessive that goes with it."""
    plain = heading.strip(EDGES)
    if POV.search(plain):
        plain = re.sub(r"\b(?:of|from)\b", " ", POV.sub(" ", plain)).strip(EDGES)
        plain = re.sub(r"['’]s?\Z", "", plain)
    return " ".join(plain.casefold().split())


def viewpoint_headings(
    chapters: Sequence[Chapter], by_name: Mapping[str, Collection[str]], words: Collection[str]
) -> dict[str, str]:
    """Headings (folded) with whose name each is: a character's, or a name the cast does not know that heads two parts.

    `words` are the capitalised words of the story: a heading that names nobody on the page is a title like any other.
    """
    found: dict[str, str] = {}
    unknown: Counter[str] = Counter()
    for chapter in chapters:
        lines = [m["name"] for m in LONE_LINE.finditer(chapter.text)]
        for heading in (chapter.title, chapter.label, *(s.heading for s in chapter.scenes), *lines):
            folded = heading_name(heading)
            names = by_name.get(folded, ())
            if len(names) == 1 and not next(iter(names)).startswith("the "):
                found[folded] = next(iter(names))
            elif not names and folded and " " not in folded and folded.title() in words:
                unknown[folded] += 1
    if found:
        found |= {folded: folded.title() for folded, times in unknown.items() if times > 1}
    return found
